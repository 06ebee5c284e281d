"""What a reader gets: exercises, first aid and advice that are safe for them, what is left out, and what stands in.

Every gate is computed by :func:`handouts.content.gating.gates`; this module asks it in the light of one reader. Never
prints anything: :mod:`handouts.sheet.plan` puts the gates into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from handouts.content.called import exercises_called
from handouts.content.gating import Gate, Gates, condition_hint, condition_names, several_in
from handouts.content.library import Library
from handouts.content.model import Dose, Exercise, HealthCondition, RiceBox, Statement, Topic
from handouts.content.model.demands import Demand, General, asks_no_more, closure
from handouts.content.model.topic import OwnBox
from handouts.content.suggest import suggestion
from handouts.errors import ContentError, Problem
from handouts.sheet.dose import parse_dose
from handouts.sheet.request import SheetRequest, asked

KEPT = 3
"""Exercises that every sheet shows: as a rule one to release and two to move."""
USEFUL = 2
"""With fewer exercises than this a reader is asked to come in before starting."""

PARTS = ("rest", "ice", "compression", "elevation")
"""The boxes of R.I.C.E."""

State = Literal["go", "see-us", "wait"]
"""``go``: there is a plan. ``see-us``: too little of it is safe without a look. ``wait``: nothing before a doctor."""


@dataclass(frozen=True)
class Chosen:
    """An exercise on the sheet, with the dose to print.

    ``rank`` 0: it is never left out; otherwise what has the highest rank goes first. ``instead_of``: titles of what it
    is given in the place of, for this reader. ``last_resort``: of rank 0, but left out where nothing else helps.
    ``note``: what was written to this reader about it.
    """

    slug: str
    exercise: Exercise
    dose: Dose
    rank: int = 0
    instead_of: tuple[str, ...] = ()
    last_resort: bool = False
    note: str = ""


@dataclass(frozen=True)
class LeftOut:
    """An exercise that this reader does not get: why, whether it may be asked for, and what is given in its place."""

    slug: str
    title: str
    gates: tuple[Gate, ...]
    instead: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The strictest of its gates."""
        found = {gate.verdict for gate in self.gates}
        return next(verdict for verdict in ("never", "wait", "ask") if verdict in found)


@dataclass(frozen=True)
class HomePlan:
    """What the reader gets: the plan, other choices, and what was left out for safety."""

    state: State
    chosen: tuple[Chosen, ...]
    alternatives: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]
    once_seen: tuple[str, ...] = ()
    """Titles of what nothing stands against, and is given with the rest, once the reader was seen."""

    @property
    def waits(self) -> int:
        """Days after which all that was left out may be begun; 0 where something else stands against it, too."""
        gates = [gate for gone in self.left_out for gate in gone.gates]
        only = self.state == "see-us" and all(gate.verdict == "wait" for gate in gates)
        return -(-max((gate.hours for gate in gates), default=0) // 24) if only else 0


@dataclass(frozen=True)
class Case:
    """One request in the light of one library: its topic, and the conditions of health that hold for the reader.

    ``told``: those that were said of this reader, in the order of the vocabulary.
    """

    library: Library
    request: SheetRequest
    topic: Topic
    health: frozenset[str]
    told: tuple[str, ...]

    @cached_property
    def conditions(self) -> Mapping[str, HealthCondition]:
        """The conditions of this reader."""
        known = self.library.health.conditions
        return {name: known[name] for name in known if name in self.health}

    @property
    def about(self) -> tuple[str, ...]:
        """The muscles that it is about: itself, or those that a condition comes from."""
        return self.topic.comes_from or (self.request.slug,)

    @cached_property
    def _of_reader(self) -> Gates:
        return Gates(self.conditions, both=self.request.side == "both")

    @cached_property
    def _of_anybody(self) -> Gates:
        return Gates(self.library.health.conditions, both=self.request.side == "both")

    def against(self, demands: Iterable[str]) -> tuple[Gate, ...]:
        """The conditions of this reader that stand against what demands so much."""
        return self._of_reader.of(demands)

    def against_exercise(self, exercise: Exercise) -> tuple[Gate, ...]:
        """The conditions of this reader that stand against an exercise, cleared or not."""
        return self._of_reader.of(exercise.asked, exercise.exemptions)

    def gates_of(self, slug: str, exercise: Exercise) -> tuple[Gate, ...]:
        """The conditions of this reader that stand against an exercise. What somebody has cleared is asked no more."""
        found = self.against_exercise(exercise)
        cleared = slug in self.request.cleared
        return tuple(gate for gate in found if not (cleared and gate.verdict == "ask"))

    def everybody(self, exercise: Exercise) -> tuple[Gate, ...]:
        """The conditions of any reader that stand against an exercise."""
        return self._of_anybody.of(exercise.asked, exercise.exemptions)

    def against_anybody(self, demands: Iterable[str]) -> dict[str, str]:
        """The verdict of each condition of any reader that stands against what demands so much."""
        return {gate.condition: gate.verdict for gate in self.gates_for_anybody(demands)}

    def gates_for_anybody(self, demands: Iterable[str]) -> tuple[Gate, ...]:
        """The conditions of any reader that stand against what demands so much."""
        return self._of_anybody.of(demands)

    @cached_property
    def first_aid_in_part(self) -> bool:
        """Whether a part of R.I.C.E. is not for this reader: then nothing tells them to follow all of it."""
        return any(self.against(demands_of(*boxes)) for boxes in self._first_aid)

    def allows(self, advice: Statement) -> bool:
        """Whether advice on first aid is for this reader: they may do all that it asks for, and it is about no part of
        R.I.C.E. that is not for them here.
        """
        refused = (box.demands for box, own in self._first_aid if self.against(demands_of(box, own)))
        return not self.against(advice.demands) and not any(
            set(advice.demands) & set(part) for part in refused
        )

    @cached_property
    def _first_aid(self) -> tuple[tuple[RiceBox, OwnBox], ...]:
        """The boxes of R.I.C.E., each with what the topic says of it."""
        shared, own = self.library.strain.rice, self.topic.strain.rice
        return tuple((getattr(shared, name), getattr(own, name)) for name in PARTS)

    @cached_property
    def muscles(self) -> frozenset[str]:
        """What the sheet is about."""
        return frozenset(self.topic.comes_from or (self.request.slug,))


def demands_of(box: RiceBox, own: OwnBox) -> tuple[Demand | General, ...]:
    """What a box asks of a body, for this muscle."""
    if not own.applies:
        return ()
    return box.demands if own.demands is None else own.demands


def _meant(known: Mapping[str, HealthCondition], word: str) -> str:
    """Which condition may be meant, and what names all of them."""
    hint = condition_hint(known, word)
    return f"{hint}{'' if hint.endswith('?') else ';'} handouts list health names all"


def case_of(library: Library, request: SheetRequest, topic: Topic | None = None) -> Case:
    """The case for ``request``. ``health`` comes from the request and from what everybody with this topic has.
    ``topic``: what it is about where no file says it (:mod:`handouts.sheet.elsewhere`).

    Raises :class:`ContentError` for a topic that there is not or that is wrong, and for a condition of health that
    nobody knows.
    """
    topic = topic or library.topic(request.slug)
    known = library.health.conditions
    names = condition_names(known) if request.health else {}
    found = [several_in(names, word) for word in sorted(request.health)]
    problems = [
        Problem("--has", 0, 0, f"unknown condition of health {word[:60]!r}", _meant(known, word[:60]))
        for word in dict.fromkeys(word for _, unknown in found for word in unknown)
    ]
    if problems:
        raise ContentError(problems)
    if request.cleared:
        called = exercises_called(library, request.cleared)
        request = replace(request, cleared=frozenset(called.get(name, name) for name in request.cleared))
    own = frozenset(topic.always_has)
    told = frozenset(name for conditions, _ in found for name in conditions)
    return Case(library, request, topic, told | own, tuple(name for name in known if name in told))


def home_plan(case: Case) -> HomePlan:
    """Choose the exercises. An exercise that is not for this reader gives way to one that serves the same purpose.

    Raises :class:`ContentError` when an exercise that was asked for is unknown, or not safe for this reader.
    """
    _check_cleared(case)
    asked_for = _requested(case)
    wanted = asked_for or [_usual(case, slug) for slug in case.topic.plan.exercises]
    others = [] if asked_for else [_usual(case, slug) for slug in case.topic.plan.alternatives]
    chosen: dict[str, Chosen] = {}
    left_out: list[LeftOut] = []
    planned = {item.slug for item in wanted}
    given = [item for item in wanted if not case.gates_of(item.slug, item.exercise)]
    for item in wanted:
        against = case.gates_of(item.slug, item.exercise)
        if not against:
            chosen[item.slug] = item
            continue
        offered = [_usual(case, slug) for slug in case.topic.plan.alternatives] if asked_for else others
        stand_in = _stand_in(
            case, item, _other_techniques(offered, given, chosen.values()), {*chosen, *planned}
        )
        left_out.append(
            LeftOut(item.slug, item.exercise.title, against, (stand_in.exercise.title,) if stand_in else ())
        )
        if stand_in:
            chosen[stand_in.slug] = replace(stand_in, instead_of=(item.exercise.title,))
    safe = [
        item for item in others if item.slug not in chosen and not case.gates_of(item.slug, item.exercise)
    ]
    if left_out and not asked_for:
        _fill(chosen, safe, [demand for item in wanted for demand in item.exercise.asked])
    state = _state(case, list(chosen.values()), left_out, len(wanted))
    kept = [item for item in _comfort(case) if not case.gates_of(item.slug, item.exercise)]
    if state != "go":
        gone = tuple(replace(one, instead=()) for one in left_out)
        seen = {item.slug for item in kept}
        waiting = tuple(item.exercise.title for item in chosen.values() if item.slug not in seen)
        return HomePlan(state, tuple(kept), (), gone, waiting if state == "see-us" else ())
    if left_out and not asked_for and _useful(chosen.values()) < KEPT:
        for item in kept:  # what eases does no harm, and where little is left it is much of what helps
            chosen.setdefault(item.slug, item)
    safe = [item for item in safe if item.slug not in chosen]
    return HomePlan(state, _ranked(case, list(chosen.values())), tuple(safe), tuple(left_out))


def _fill(chosen: dict[str, Chosen], safe: list[Chosen], usual: list[str]) -> None:
    """Add other choices where too few exercises of the plan are left: none asks more than what the plan demands
    (``usual``).
    """
    for item in safe:
        if _useful(chosen.values()) >= USEFUL:
            return
        if not _other_techniques([item], chosen.values()):
            continue
        if item.exercise.type != "comfort" and asks_no_more(item.exercise.asked, usual):
            chosen.setdefault(item.slug, item)


def _other_techniques(offered: Iterable[Chosen], *given: Iterable[Chosen]) -> list[Chosen]:
    """Those of ``offered`` that are no other way of what is ``given`` already."""
    known = [item for items in given for item in items]
    return [
        item
        for item in offered
        if not any(
            item.slug != other.slug and item.exercise.same_technique(item.slug, other.exercise, other.slug)
            for other in known
        )
    ]


def _useful(items: Iterable[Chosen]) -> int:
    return sum(item.exercise.type != "comfort" for item in items)


def _state(case: Case, chosen: list[Chosen], left_out: list[LeftOut], wanted: int) -> State:
    if any(gate.verdict == "never" for gate in case.against(("exercise",))):
        return "wait"
    # who has cleared something that is given has seen the reader
    seen = any(item.slug in case.request.cleared for item in chosen)
    least = 1 if seen else min(USEFUL, wanted)
    return "see-us" if left_out and _useful(chosen) < least else "go"


def _usual(case: Case, slug: str) -> Chosen:
    exercise = case.library.exercise(slug)
    return Chosen(slug, exercise, exercise.dose)


def _comfort(case: Case) -> list[Chosen]:
    """What eases and is no exercise."""
    plan = case.topic.plan
    every = [_usual(case, slug) for slug in dict.fromkeys((*plan.exercises, *plan.alternatives))]
    return [item for item in every if item.exercise.type == "comfort"]


def _stand_in(case: Case, item: Chosen, offered: list[Chosen], taken: set[str]) -> Chosen | None:
    """What is given in place of ``item``: of the same type, for a muscle that it was for, safe for this reader, and one
    that asks no more of them; the one that is most like it, else the first.
    """
    exercise = item.exercise
    asks = closure(exercise.asked)
    purpose = case.muscles & set(exercise.muscles)
    best: tuple[int, Chosen] | None = None
    for other in offered:
        same = other.exercise.type == exercise.type and (not purpose or purpose & set(other.exercise.muscles))
        if not same or other.slug in taken or not asks_no_more(other.exercise.asked, exercise.asked):
            continue
        if case.gates_of(other.slug, other.exercise):
            continue
        alike = len(asks & closure(other.exercise.asked))
        if best is None or alike > best[0]:
            best = alike, other
    return best[1] if best else None


def _requested(case: Case) -> list[Chosen]:
    """The exercises of the request, with their doses."""
    found: list[Chosen] = []
    problems: list[Problem] = []
    for entry in case.request.exercises:
        slug, dose, note = asked(entry)
        if any(item.slug == slug for item in found):
            raise ContentError(
                Problem("--exercise", 0, 0, f"{slug!r} is given twice", "give each exercise once")
            )
        exercise = case.library.exercise(slug)
        gate = next((gate for gate in case.gates_of(slug, exercise) if gate.verdict != "ask"), None)
        if gate is not None:
            problems.append(
                Problem(
                    "--exercise",
                    0,
                    0,
                    f"{slug!r} is not for a reader with {gate.condition!r}",
                    _another(case, slug, exercise),
                )
            )
            continue
        own = parse_dose(dose, exercise.dose) if dose else exercise.dose
        found.append(Chosen(slug, exercise, own, note=note))
    if problems:
        raise ContentError(problems)
    return found


def _another(case: Case, slug: str, exercise: Exercise) -> str:
    """A hint: what may be given instead."""
    plan = case.topic.plan
    offered = [_usual(case, name) for name in dict.fromkeys((*plan.exercises, *plan.alternatives))]
    other = _stand_in(case, Chosen(slug, exercise, exercise.dose), offered, {slug})
    return f"give {other.slug}" if other else "give another exercise"


def _ranked(case: Case, chosen: list[Chosen]) -> tuple[Chosen, ...]:
    """``chosen`` ranked: the first :data:`KEPT` are never left out, nor is anything that was asked for by name."""
    every = bool(case.request.exercises)
    return tuple(
        replace(
            item,
            rank=0 if every or number <= KEPT else number,
            last_resort=not every and USEFUL < number <= KEPT,
        )
        for number, item in enumerate(chosen, 1)
    )


def asked_first(case: Case) -> list[str]:
    """The exercises of the topic that somebody has to look at with this reader first, cleared or not."""
    plan = case.topic.plan
    asked_for = [asked(entry)[0] for entry in case.request.exercises]
    slugs = dict.fromkeys((*plan.exercises, *plan.alternatives, *asked_for))
    return [slug for slug in slugs if set(verdicts_of(case, slug)) == {"ask"}]


def verdicts_of(case: Case, slug: str) -> tuple[str, ...]:
    """The verdicts on an exercise for this reader, cleared or not."""
    exercise = case.library.exercise(slug)
    return tuple(gate.verdict for gate in case.against_exercise(exercise))


def _check_cleared(case: Case) -> None:
    """Refuse what nobody can clear. Raises ContentError."""
    problems = []
    known = case.library.slugs("exercises") if case.request.cleared else ()
    for slug in sorted(case.request.cleared):
        if slug not in known:
            message = f"there is no exercise {slug[:60]!r}"
            problems.append(
                Problem("--cleared", 0, 0, message, suggestion(slug[:60], asked_first(case) or known))
            )
            continue
        exercise = case.library.exercise(slug)
        never = [gate.condition for gate in case.gates_of(slug, exercise) if gate.verdict != "ask"]
        if never:
            message = f"{slug!r} is not for a reader with {never[0]!r}; nobody can clear that"
            problems.append(Problem("--cleared", 0, 0, message, _another(case, slug, exercise)))
    if problems:
        raise ContentError(problems)
