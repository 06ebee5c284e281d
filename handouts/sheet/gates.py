"""Safety gates: which exercises a reader gets, which are left out, and what stands in their place.

Never prints anything: :mod:`handouts.sheet.plan` puts the gates into words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.content.library import Library
from handouts.content.model import Condition, Dose, Exercise, Gates, Muscle
from handouts.errors import ContentError, Problem
from handouts.sheet.dose import parse_dose
from handouts.sheet.request import SheetRequest

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
class LeftOut:
    """The title of an exercise that is not for this reader, and of what is given in its place."""

    title: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class HomePlan:
    """What the reader gets: the plan, other choices, and what was left out for safety."""

    chosen: tuple[Chosen, ...]
    alternatives: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Case:
    """One request in the light of one library: its topic, and the conditions of health that hold for the reader."""

    library: Library
    request: SheetRequest
    topic: Muscle | Condition
    health: frozenset[str]


def case_of(library: Library, request: SheetRequest) -> Case:
    """The case for ``request``. ``health`` comes from the request and from what everybody with this topic has.

    Raises :class:`ContentError` for a topic that there is not or that is wrong, and for a condition of health that the
    vocabulary does not know.
    """
    topic = library.topic(request.slug)
    known = library.health.conditions
    hint = f"known are {', '.join(sorted(known))}"
    problems = [
        Problem("--has", 0, 0, f"unknown condition of health {name!r}", hint)
        for name in sorted(request.health)
        if name not in known
    ]
    if problems:
        raise ContentError(problems)
    own = frozenset(topic.has if isinstance(topic, Condition) else ())
    return Case(library, request, topic, request.health | own)


def gates_of(case: Case, exercise: Exercise) -> Gates:
    """The gates of ``exercise``; where it presses on the body, those of the rules of pressure as well."""
    own = exercise.gates
    return own.with_those_of(case.library.pressure.gates) if exercise.type == "pressure" else own


def blocked_by(case: Case, exercise: Exercise, *, asked: bool = False) -> str | None:
    """The condition of the reader's health that rules ``exercise`` out on this sheet, or None.

    The topic's own gates hold for its whole home plan, but not for positions of comfort. What a reader has to
    ask about first is not given unless somebody ``asked`` for it by name: that person is the one to ask.
    """
    gates, health = [gates_of(case, exercise)], case.health
    if exercise.type != "comfort":
        gates.append(case.topic.gates)
    for gate in (gate for group in gates for gate in group.not_for):
        if gate.condition in health:
            return gate.condition
    for name in (name for group in gates if not asked for name in group.ask_first):
        if name in health:
            return name
    return NEW_STRAIN if NEW_STRAIN in health and any(group.not_before_hours for group in gates) else None


def must_wait(case: Case) -> bool:
    """Whether the whole home plan is not for this reader until a doctor has cleared it."""
    return any(gate.condition in case.health for gate in case.topic.gates.not_for)


def home_plan(case: Case) -> HomePlan:
    """Choose the exercises. An exercise that is not for this reader gives way to its replacement.

    Every exercise shown that some readers must not do brings its replacement onto the sheet. Raises
    :class:`ContentError` when an exercise that was asked for is unknown, or not safe for this reader.
    """
    library, request = case.library, case.request
    wanted = _requested(case) or [
        Chosen(slug, e := library.exercise(slug), e.dose) for slug in case.topic.plan.exercises
    ]
    chosen: dict[str, Chosen] = {}
    left_out: list[LeftOut] = []
    asked = bool(request.exercises)
    for item in wanted:
        if blocked_by(case, item.exercise, asked=asked) is None:
            chosen.setdefault(item.slug, item)
            continue
        stand_ins = {slug: library.exercise(slug) for slug in _stand_ins(case, item, chosen)}
        left_out.append(LeftOut(item.exercise.title, tuple(e.title for e in stand_ins.values())))
        for slug, stand_in in stand_ins.items():
            chosen.setdefault(slug, Chosen(slug, stand_in, stand_in.dose))
    alternatives: list[Chosen] = []
    for slug in () if request.exercises else case.topic.plan.alternatives:
        exercise = library.exercise(slug)
        if blocked_by(case, exercise) is None and slug not in chosen:
            alternatives.append(Chosen(slug, exercise, exercise.dose))
    for item in alternatives if not chosen else ():
        if item.exercise.type == "comfort":  # nothing else is safe now: what eases is the plan
            chosen[item.slug] = item
    alternatives = [item for item in alternatives if item.slug not in chosen]
    return HomePlan(_with_replacements(case, chosen), tuple(alternatives), tuple(left_out))


def _stand_ins(case: Case, item: Chosen, chosen: dict[str, Chosen]) -> tuple[str, ...]:
    """What is given in place of ``item``: its replacements, else the first other choice of the same type."""
    named = tuple(
        slug for slug in _replacements(item.exercise) if blocked_by(case, case.library.exercise(slug)) is None
    )
    if named:
        return named
    for slug in case.topic.plan.alternatives:
        other = case.library.exercise(slug)
        same = other.type == item.exercise.type and slug not in chosen
        if same and blocked_by(case, other) is None:
            return (slug,)
    return ()


def _requested(case: Case) -> list[Chosen]:
    """The exercises of the request, with their doses."""
    found: list[Chosen] = []
    for entry in case.request.exercises:
        slug, _, dose = entry.partition("=")
        if any(item.slug == slug for item in found):
            raise ContentError(
                Problem("--exercise", 0, 0, f"{slug!r} is given twice", "give each exercise once")
            )
        exercise = case.library.exercise(slug)
        gate = blocked_by(case, exercise, asked=True)
        if gate is not None:
            instead = ", ".join(_replacements(exercise)) or "another exercise"
            raise ContentError(
                Problem("--exercise", 0, 0, f"{slug!r} is not for a reader with {gate!r}", f"give {instead}")
            )
        found.append(Chosen(slug, exercise, parse_dose(dose, exercise.dose) if dose else exercise.dose))
    return found


def _replacements(exercise: Exercise) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gate.instead for gate in exercise.gates.not_for if gate.instead))


def _with_replacements(case: Case, chosen: dict[str, Chosen]) -> tuple[Chosen, ...]:
    """``chosen`` plus the replacement of each, ranked: the first :data:`KEPT` are never left out, nor is anything
    that was asked for by name.
    """
    result = dict(chosen)
    rank: dict[str, int] = {}
    kept = 0
    for index, item in enumerate(chosen.values(), 1):
        group = [item.slug]
        for slug in _replacements(item.exercise):
            exercise = case.library.exercise(slug)
            if blocked_by(case, exercise) is None:
                new_one = result.get(slug, Chosen(slug, exercise, exercise.dose))
                if slug not in chosen:
                    new_one = replace(new_one, instead_of=(*new_one.instead_of, item.exercise.title))
                result[slug] = new_one
                group.append(slug)
        new = [slug for slug in group if rank.get(slug) != 0]
        keep = bool(case.request.exercises) or kept + len(new) <= KEPT
        kept += len(new) if keep else 0
        for slug in new:
            rank[slug] = 0 if keep else min(rank.get(slug, index), index)
    ranked = [replace(item, rank=rank[slug]) for slug, item in result.items()]
    return tuple(sorted(ranked, key=lambda item: item.rank > 0))
