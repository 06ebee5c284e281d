"""What each condition of a reader changes on a sheet, for the person who makes it. Composes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.content.gating import gates
from handouts.sheet.context import Context
from handouts.sheet.gates import PARTS, Case, HomePlan, demands_of
from handouts.sheet.request import asked


@dataclass(frozen=True, slots=True)
class Effect:
    """What one condition rules out, what has to be cleared first, and what else it changes: titles and labels."""

    condition: str
    never: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing on this sheet depends on it."""
        return not (self.never or self.ask or self.changed)


def effects(case: Case, plan: HomePlan | None = None, *, web: bool = False) -> tuple[Effect, ...]:
    """What every condition that was told of this reader changes, in the order of the vocabulary: on the sheet, or the
    page of the ``web``, with this ``plan``; without one, on any that says everything.
    """
    advice = tuple(_advice(case, Context.of(case, plan, web=web) if plan else None))
    return tuple(_effect(case, name, advice) for name in case.told)


def adds_signs(case: Case, name: str) -> bool:
    """Whether a condition of health adds stop signs to a sheet."""
    signs = case.library.stop_signs
    return any(name in sign.health for sign in (*signs.emergency, *signs.today, *signs.soon))


def _effect(case: Case, name: str, advice: Iterable[tuple[str, tuple[str, ...]]]) -> Effect:
    library, plan = case.library, case.topic.plan
    known = {name: library.health.conditions[name]}
    asked_for = [asked(entry).slug for entry in case.request.exercises]
    slugs = asked_for or [*plan.exercises, *plan.alternatives]
    never, ask = [], []
    for slug in dict.fromkeys(slugs):
        exercise = library.exercise(slug)
        for gate in gates(exercise.asked, known, exercise.exemptions):
            if gate.verdict != "ask":
                never.append(exercise.title)
            elif slug not in case.request.cleared:
                ask.append(exercise.title)
    changed = [label for label, demands in advice if gates(demands, known)]
    return Effect(name, tuple(never), tuple(ask), tuple(dict.fromkeys(changed)))


def _advice(case: Case, ctx: Context | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Labels and demands of the first aid and the advice that a sheet has; without one, of all that there is."""
    topic, strain = case.topic, case.library.strain
    state, full = (ctx.plan.state, ctx.full) if ctx else ("go", True)
    some = full or (ctx is not None and ctx.fits is not None)
    if topic.tears and state != "wait":
        for part in PARTS:
            box = getattr(strain.rice, part)
            yield box.title, demands_of(box, getattr(topic.strain.rice, part))
        yield "cold and warmth", strain.later.demands
        stages = strain.stages if state == "go" else strain.stages[:1]
        if full:
            yield from (("steps after a strain", advice.demands) for stage in stages for advice in stage.do)
            yield from (("more on first aid", advice.demands) for advice in strain.more)
    if strain.tens and topic.tens and state != "wait":
        yield "TENS", strain.tens.demands
    yield from (("in short", advice.demands) for advice in topic.in_short.points)
    if topic.relief and state == "go":
        yield "how soon it helps", topic.relief.demands
    if some:
        yield from (("habits", advice.demands) for advice in topic.habits)
    yield from (("what helps", row.help.demands) for row in topic.causes)
