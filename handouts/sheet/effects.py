"""What each condition of a reader changes on a sheet, for the person who makes it. Composes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.content.gating import gates
from handouts.sheet.gates import Case
from handouts.sheet.request import asked
from handouts.sheet.strain import PARTS, demands_of


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


def effects(case: Case) -> tuple[Effect, ...]:
    """What every condition that was told of this reader changes, in the order of the vocabulary."""
    return tuple(_effect(case, name) for name in case.told)


def adds_signs(case: Case, name: str) -> bool:
    """Whether a condition of health adds stop signs to a sheet."""
    signs = case.library.stop_signs
    return any(name in sign.health for sign in (*signs.emergency, *signs.today, *signs.soon))


def _effect(case: Case, name: str) -> Effect:
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
    changed = [label for label, demands in _advice(case) if gates(demands, known)]
    return Effect(name, tuple(never), tuple(ask), tuple(dict.fromkeys(changed)))


def _advice(case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Labels and demands of first aid and advice."""
    topic, strain = case.topic, case.library.strain
    if topic.tears:
        for part in PARTS:
            box = getattr(strain.rice, part)
            yield box.title, demands_of(box, getattr(topic.strain.rice, part))
        yield "cold and warmth", strain.later.demands
        yield from (
            ("steps after a strain", advice.demands) for stage in strain.stages for advice in stage.do
        )
        yield from (("more on first aid", advice.demands) for advice in strain.more)
    if strain.tens:
        yield "TENS", strain.tens.demands
    yield from (("habits", advice.demands) for advice in topic.habits)
    yield from (("what helps", row.help.demands) for row in topic.causes)
