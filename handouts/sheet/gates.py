"""Safety gates: which exercises a reader gets, which are left out, and what stands in their place.

Never prints anything: :mod:`handouts.sheet.plan` puts the gates into words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.content.model import Condition, Dose, Exercise, Gates, Muscle
from handouts.errors import ContentError, Problem
from handouts.sheet.context import Context
from handouts.sheet.dose import parse_dose

KEPT = 3
"""Exercises that every sheet shows: as a rule one to release and two to move."""

NEW_STRAIN = "new-strain"
"""The condition of health under which everything with ``not_before_hours`` is left out."""


@dataclass(frozen=True)
class Chosen:
    """An exercise on the sheet, with the dose to print.

    ``rank`` 0: it is never left out. Otherwise what has the highest rank goes first; an exercise and the one offered in
    its place have one rank and go together.
    """

    slug: str
    exercise: Exercise
    dose: Dose
    rank: int = 0
    instead_of: tuple[str, ...] = ()
    """Titles of what it replaces for some readers, where it is on the sheet for that alone."""


@dataclass(frozen=True)
class HomePlan:
    """What the reader gets: the plan, other choices, and the titles of what was left out for safety."""

    chosen: tuple[Chosen, ...]
    alternatives: tuple[Chosen, ...]
    left_out: tuple[str, ...]


def reader_health(ctx: Context) -> frozenset[str]:
    """Conditions of health that hold for the reader: from the request, and those everybody with this topic has.

    Raises :class:`ContentError` for a condition that the vocabulary does not know.
    """
    known = ctx.library.health.conditions
    hint = f"known are {', '.join(sorted(known))}"
    problems = [
        Problem("--has", 0, 0, f"unknown condition of health {name!r}", hint)
        for name in sorted(ctx.request.health)
        if name not in known
    ]
    if problems:
        raise ContentError(problems)
    topic: Muscle | Condition = ctx.topic
    return ctx.request.health | frozenset(topic.has if isinstance(topic, Condition) else ())


def gates_of(ctx: Context, exercise: Exercise) -> Gates:
    """The gates of ``exercise``; where it presses on the body, those of the rules of pressure as well."""
    own = exercise.gates
    if exercise.type != "pressure":
        return own
    rules = ctx.library.pressure.gates
    known = {gate.condition for gate in own.not_for}
    return Gates(
        not_for=(*own.not_for, *(gate for gate in rules.not_for if gate.condition not in known)),
        ask_first=tuple(dict.fromkeys((*own.ask_first, *rules.ask_first))),
        not_before_hours=max(own.not_before_hours or 0, rules.not_before_hours or 0) or None,
    )


def blocked_by(
    ctx: Context, exercise: Exercise, health: frozenset[str], *, asked: bool = False
) -> str | None:
    """The condition of ``health`` that rules ``exercise`` out on this sheet, or None.

    The topic's own gates hold for its whole home plan, but not for positions of comfort. What a reader has to
    ask about first is not given unless somebody ``asked`` for it by name: that person is the one to ask.
    """
    gates = [gates_of(ctx, exercise)]
    if exercise.type != "comfort":
        gates.append(ctx.topic.gates)
    for gate in (gate for group in gates for gate in group.not_for):
        if gate.condition in health:
            return gate.condition
    for name in (name for group in gates if not asked for name in group.ask_first):
        if name in health:
            return name
    return NEW_STRAIN if NEW_STRAIN in health and any(group.not_before_hours for group in gates) else None


def must_wait(ctx: Context) -> bool:
    """Whether the whole home plan is not for this reader until a doctor has cleared it."""
    health = reader_health(ctx)
    return any(gate.condition in health for gate in ctx.topic.gates.not_for)


def home_plan(ctx: Context) -> HomePlan:
    """Choose the exercises. An exercise that is not for this reader gives way to its replacement.

    Every exercise shown that some readers must not do brings its replacement onto the sheet. Raises
    :class:`ContentError` when an exercise that was asked for is unknown, or not safe for this reader.
    """
    health = reader_health(ctx)
    wanted = _requested(ctx, health) or [
        Chosen(slug, e := ctx.library.exercise(slug), e.dose) for slug in ctx.topic.plan.exercises
    ]
    chosen: dict[str, Chosen] = {}
    left_out: list[str] = []
    asked = bool(ctx.request.exercises)
    for item in wanted:
        if blocked_by(ctx, item.exercise, health, asked=asked) is None:
            chosen.setdefault(item.slug, item)
            continue
        left_out.append(item.exercise.title)
        for slug in _stand_ins(ctx, item, chosen, health):
            stand_in = ctx.library.exercise(slug)
            chosen.setdefault(slug, Chosen(slug, stand_in, stand_in.dose))
    alternatives: list[Chosen] = []
    for slug in () if ctx.request.exercises else ctx.topic.plan.alternatives:
        exercise = ctx.library.exercise(slug)
        if blocked_by(ctx, exercise, health) is None and slug not in chosen:
            alternatives.append(Chosen(slug, exercise, exercise.dose))
    for item in alternatives if not chosen else ():
        if item.exercise.type == "comfort":  # nothing else is safe now: what eases is the plan
            chosen[item.slug] = item
    alternatives = [item for item in alternatives if item.slug not in chosen]
    return HomePlan(_with_replacements(ctx, chosen, health), tuple(alternatives), tuple(left_out))


def _stand_ins(
    ctx: Context, item: Chosen, chosen: dict[str, Chosen], health: frozenset[str]
) -> tuple[str, ...]:
    """What is given in place of ``item``: its replacements, else the first other choice of the same type."""
    named = tuple(
        slug
        for slug in _replacements(item.exercise)
        if blocked_by(ctx, ctx.library.exercise(slug), health) is None
    )
    if named:
        return named
    for slug in ctx.topic.plan.alternatives:
        other = ctx.library.exercise(slug)
        same = other.type == item.exercise.type and slug not in chosen
        if same and blocked_by(ctx, other, health) is None:
            return (slug,)
    return ()


def _requested(ctx: Context, health: frozenset[str]) -> list[Chosen]:
    """The exercises of the request, with their doses."""
    found: list[Chosen] = []
    for entry in ctx.request.exercises:
        slug, _, dose = entry.partition("=")
        if any(item.slug == slug for item in found):
            raise ContentError(
                Problem("--exercise", 0, 0, f"{slug!r} is given twice", "give each exercise once")
            )
        exercise = ctx.library.exercise(slug)
        gate = blocked_by(ctx, exercise, health, asked=True)
        if gate is not None:
            instead = ", ".join(_replacements(exercise)) or "another exercise"
            raise ContentError(
                Problem("--exercise", 0, 0, f"{slug!r} is not for a reader with {gate!r}", f"give {instead}")
            )
        found.append(Chosen(slug, exercise, parse_dose(dose, exercise.dose) if dose else exercise.dose))
    return found


def _replacements(exercise: Exercise) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gate.instead for gate in exercise.gates.not_for if gate.instead))


def _with_replacements(ctx: Context, chosen: dict[str, Chosen], health: frozenset[str]) -> tuple[Chosen, ...]:
    """``chosen`` plus the replacement of each, ranked: the first :data:`KEPT` are never left out, nor is anything
    that was asked for by name.
    """
    result = dict(chosen)
    rank: dict[str, int] = {}
    kept = 0
    for index, item in enumerate(chosen.values(), 1):
        group = [item.slug]
        for slug in _replacements(item.exercise):
            exercise = ctx.library.exercise(slug)
            if blocked_by(ctx, exercise, health) is None:
                new_one = result.get(slug, Chosen(slug, exercise, exercise.dose))
                if slug not in chosen:
                    new_one = replace(new_one, instead_of=(*new_one.instead_of, item.exercise.title))
                result[slug] = new_one
                group.append(slug)
        new = [slug for slug in group if rank.get(slug) != 0]
        keep = bool(ctx.request.exercises) or kept + len(new) <= KEPT
        kept += len(new) if keep else 0
        for slug in new:
            rank[slug] = 0 if keep else min(rank.get(slug, index), index)
    ranked = [replace(item, rank=rank[slug]) for slug, item in result.items()]
    return tuple(sorted(ranked, key=lambda item: item.rank > 0))
