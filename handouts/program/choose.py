"""The exercises of a plan for one person: gates over the whole of it, doses, what the therapist should know.

Asks :mod:`handouts.content.gating` through a :class:`~handouts.sheet.gates.Case`, as every sheet does. Refuses what is
not for this person before anything is laid out; never chooses in the therapist's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from handouts.content.fields import references
from handouts.content.gating import Gate, condition_hint, condition_names, several_in
from handouts.content.kinds import CHOICES, what_of
from handouts.content.library import Library
from handouts.content.model import Dose, ProgramPlan
from handouts.content.suggest import choice, suggestion
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE
from handouts.language.english import listed
from handouts.limits import USUAL_EDITION
from handouts.program.reading import Planned
from handouts.sheet.dose import parse_dose
from handouts.sheet.elsewhere import NO_TOPIC, parts_of_body, topic_of
from handouts.sheet.gates import Case, Chosen, HomePlan, LeftOut, State, case_of
from handouts.sheet.request import SheetRequest, names_of


@dataclass(frozen=True)
class Given:
    """An exercise that this person gets.

    ``checked``: somebody who treats this person has looked at it: cleared or acknowledged. ``against``: what stands
    against it all the same.
    """

    letter: str
    item: Chosen
    case: Case
    note: str | None
    checked: bool = False
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Program:
    """A plan that nothing is wrong with, what it is about, and its exercises.

    ``home``: these once more, as sheets have them; ``home.left_out`` has what this person is to be asked about before.
    Nothing is given where all has to be asked about, or none of it is for this person and there is nothing to give
    instead: all that was wanted is then left out.
    """

    planned: Planned
    case: Case
    given: tuple[Given, ...]
    regions: frozenset[str]
    home: HomePlan

    @property
    def plan(self) -> ProgramPlan:
        """What was written."""
        return self.planned.plan


def program_of(library: Library, planned: Planned) -> Program:
    """The exercises of a plan. Raises ContentError with everything that stands against it, each at its place."""
    case, problems = _case(library, planned)
    if case is None:
        raise ContentError(problems)
    given, barred, asked, wrong = _given(case, planned)
    problems += wrong
    if problems or (barred and (given or asked or any(one.instead for one in barred))):
        raise ContentError([*problems, *(one.problem for one in barred)])
    gone = (*(one.left_out for one in barred), *asked)
    state: State = "go"
    if not given:
        state = "wait" if any(gate.verdict == "never" for gate in case.against(("exercise",))) else "see-us"
    home = HomePlan(state, tuple(one.item for one in given), (), gone)
    return Program(
        planned, case, given, _regions(case, (one.exercise for one in planned.plan.exercises)), home
    )


def case_of_plan(library: Library, planned: Planned) -> Case:
    """Whom a plan is for and what it is about, in the language of the plan. Raises ContentError for words that nobody
    knows.
    """
    case, problems = _case(library, planned)
    if problems or case is None:
        raise ContentError(problems)
    return case


def _case(library: Library, planned: Planned) -> tuple[Case | None, list[Problem]]:
    """The case of a plan with all that is wrong with its words: where there is anything, made of the others, so that
    what stands against its exercises can be told as well; None where that cannot be.
    """
    plan = planned.plan
    problems = list(_wrong_words(library, planned))
    known, unknown = _known(library, planned)
    problems += unknown
    lang = plan.lang if plan.lang in library.slugs("languages") else SOURCE
    edition = plan.edition if plan.edition in names_of(library, "edition") else USUAL_EDITION
    library = library.speaking(lang)
    try:
        about, slugs = _about(library, planned), [entry.exercise for entry in plan.exercises]
        request = SheetRequest(
            slug=about, edition=edition, paper=plan.paper, lang=lang, side=plan.side,
            patient=plan.name, patient_latin=plan.name_latin, note=plan.note, date=plan.date,
            health=frozenset(known), cleared=frozenset(plan.cleared),
        )  # fmt: skip
        return case_of(library, request, topic_of(library, slugs) if about == NO_TOPIC else None), problems
    except ContentError as error:
        return None, [*problems, *error.problems]


def _wrong_words(library: Library, planned: Planned) -> Iterator[Problem]:
    """Choices that there are none of, such as editions."""
    for path, target, name in references(planned.plan, firm=False):
        if target in CHOICES and name not in (known := names_of(library, target)):
            yield planned.problem(path, f"there is no {what_of(target)} {name!r}", choice(name, known))


def _known(library: Library, planned: Planned) -> tuple[list[str], list[Problem]]:
    """The conditions of the plan, and the words for others that nobody knows."""
    known, found, problems = library.health.conditions, list[str](), list[Problem]()
    names = condition_names(known)
    for number, word in enumerate(planned.plan.has):
        conditions, unknown = several_in(names, word)
        for part in unknown:
            message = f"unknown condition of health {part!r}"
            problems.append(planned.problem(("has", number), message, condition_hint(known, part)))
        found += conditions
    return found, problems


def _about(library: Library, planned: Planned) -> str:
    """What the plan is about: as it says, else the first topic that one of its exercises is for, else none. Raises
    ContentError where its exercises do not even say for which part of the body they are.
    """
    plan, topics = planned.plan, tuple(library.names("topic"))
    if plan.about is not None:
        if plan.about not in topics:
            message = f"there is no {what_of('topic')} '{plan.about}'"
            raise ContentError(planned.problem(("about",), message, suggestion(plan.about, topics)))
        return plan.about
    for entry in plan.exercises:
        for slug in library.exercise(entry.exercise).muscles:
            if slug in topics:
                return slug
    if parts_of_body(library, (entry.exercise for entry in plan.exercises)):
        return NO_TOPIC
    message = "the exercises do not say what it is about"
    raise ContentError(planned.problem((), message, f"add the {what_of('topic')}: about: SLUG"))


@dataclass(frozen=True)
class _Barred:
    """An exercise of the plan that is not for this person, and what to say of it. ``instead``: what is, if anything."""

    left_out: LeftOut
    problem: Problem
    instead: str | None


def _given(
    case: Case, planned: Planned
) -> tuple[tuple[Given, ...], list[_Barred], list[LeftOut], list[Problem]]:
    """The exercises that this person gets, those of the plan that are not for them, those to ask about before, doses
    that nobody should get.
    """
    plan = planned.plan
    chosen: list[str] = [entry.exercise for entry in plan.exercises]
    given, barred, asked, wrong = list[Given](), list[_Barred](), list[LeftOut](), list[Problem]()
    letters = iter(ascii_uppercase)
    for number, entry in enumerate(plan.exercises):
        slug, exercise = entry.exercise, case.library.exercise(entry.exercise)
        against = case.gates_of(slug, exercise)
        never = tuple(gate for gate in against if gate.verdict != "ask")
        acknowledged = slug in plan.acknowledge
        if never and not acknowledged:
            other = stand_in(case, slug, chosen)
            problem = _refused(case, planned, number, slug, never, other)
            barred.append(_Barred(LeftOut(slug, exercise.title, never), problem, other))
            continue
        try:
            dose = parse_dose(entry.dose, exercise.dose) if entry.dose else exercise.dose
        except ContentError as error:
            wrong += [planned.problem(("exercises", number), p.message, p.hint) for p in error.problems]
            continue
        if entry.load:
            dose = Dose.model_validate({**dose.model_dump(exclude_none=True), "load": entry.load})
        if against and not acknowledged:
            if all(left.slug != slug for left in asked):
                asked.append(LeftOut(slug, exercise.title, against))
            continue
        own = replace(case, request=replace(case.request, side=entry.side or plan.side))
        one = Given(
            next(letters), Chosen(slug, exercise, dose), own, entry.note,
            checked=acknowledged or slug in plan.cleared,
            against=tuple(gate.condition for gate in never),
        )  # fmt: skip
        given.append(one)
    return tuple(given), barred, asked, wrong


def _refused(
    case: Case, planned: Planned, number: int, slug: str, never: Sequence[Gate], other: str | None
) -> Problem:
    """Why an exercise is not for this person, in words, and what is; how to say that somebody decided otherwise."""
    known = case.library.speaking(SOURCE).health.conditions
    conditions = listed([f"{gate.condition!r} ({known[gate.condition].text})" for gate in never])
    when = "not yet for" if all(gate.verdict == "wait" for gate in never) else "not for"
    instead = f"give {other} in its place, or" if other else "give another exercise, or"
    where = (
        "say who decided:" if planned.source else "write a plan file (handouts program PLAN.yaml) that says"
    )
    hint = f"{instead} {where} acknowledge: {{{slug}: {{reason: why, by: name}}}}"
    return planned.problem(("exercises", number), f"{slug!r} is {when} a patient with {conditions}", hint)


def stand_in(
    case: Case, slug: str, taken: Iterable[str] = (), among: Iterable[str] | None = None
) -> str | None:
    """The exercise of the whole library (or ``among`` these) that is most like ``slug`` and safe for this person:
    of the same type, for one of its muscles, one that asks no more of them; one for a muscle that is treated before
    others, the first by name where several are alike.
    """
    from handouts.content.model.demands import asks_no_more, closure

    exercise = case.library.exercise(slug)
    purpose = case.muscles & set(exercise.muscles)
    best: tuple[tuple[bool, int], str] | None = None
    for name in case.library.slugs("exercises") if among is None else among:
        other = case.library.exercise(name)
        fits = other.type == exercise.type and set(other.muscles) & set(exercise.muscles)
        if name in taken or not fits or not asks_no_more(other.asked, exercise.asked):
            continue
        if case.gates_of(name, other):
            continue
        fit = bool(purpose & set(other.muscles)), len(closure(other.asked) & closure(exercise.asked))
        if best is None or fit > best[0]:
            best = fit, name
    return best[1] if best else None


def _regions(case: Case, exercises: Iterable[str]) -> frozenset[str]:
    """The regions of the body that the program is about: their stop signs stand on it. An exercise for a muscle that
    has no sheet says itself for which it is.
    """
    library, found = case.library, {case.topic.region}
    known = library.names("topic")
    for name in exercises:
        muscles = library.exercise(name).muscles
        found.update(library.topic(slug).region for slug in muscles if slug in known)
        if not all(slug in known for slug in muscles):
            found.update(library.exercise(name).regions)
    return frozenset(found)
