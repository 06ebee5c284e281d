"""What the sheet screen shows: the finished sheet, its plan, what each condition changes and why, what was left out.

Judges nothing: it asks the gates that every sheet asks (:mod:`handouts.sheet.gates`) and shows the notes of ``make``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_uppercase

from handouts.content.library import Library
from handouts.content.model import Dose, Range
from handouts.content.workshop import kept
from handouts.desk.forms import FIELDS, Form
from handouts.desk.health import Chip, capital, chips_of, named
from handouts.desk.words import DOSE_PARTS
from handouts.errors import HandoutError, Problem
from handouts.language import SOURCE
from handouts.language.english import listed
from handouts.made import Made
from handouts.notes import Note, in_words
from handouts.sheet.blocks import plain
from handouts.sheet.context import Context
from handouts.sheet.dose import dose_words
from handouts.sheet.edition import EXERCISE, LABELS
from handouts.sheet.effects import effects
from handouts.sheet.gates import Case, Chosen, HomePlan, case_of, home_plan
from handouts.sheet.request import SheetRequest, asked
from handouts.templates import templates_of

SOON = 60
"""Days before a review is due in which the screen says so."""
_QUIET = frozenset(
    {"health", "left-out-for-safety", "left-out", "short-form", "no-article", "many-exercises"}
)
"""Notes that the screen says in its own place."""


@dataclass(frozen=True)
class Cell:
    """A number of a dose that can be changed. ``usual``: what is usual, where it lies beyond that."""

    field: str
    label: str
    value: str
    usual: str = ""


@dataclass(frozen=True)
class Card:
    """An exercise of the plan."""

    letter: str
    slug: str
    title: str
    dose: str
    cells: tuple[Cell, ...]
    figure: str


@dataclass(frozen=True)
class Other:
    """An exercise that could be added. ``why``: what keeps it from this patient."""

    slug: str
    title: str
    figure: str
    why: str


@dataclass(frozen=True)
class Change:
    """What was changed for this patient. ``ask``: the exercise to say yes to; ``mark``: the drawing beside it."""

    text: str
    then: str = ""
    ask: str = ""
    mark: str = "no"


@dataclass(frozen=True)
class View:
    """All that the sheet screen shows."""

    title: str
    subtitle: str
    kind: str
    reviewed: bool
    due: str
    """The day on which its review is due, where that is soon; else empty."""
    cards: tuple[Card, ...]
    others: tuple[Other, ...]
    chips: tuple[Chip, ...]
    changes: tuple[Change, ...]
    closed: bool
    left_out: tuple[tuple[str, str], ...]
    """What was left out to fit, and by which name each can be asked to stay."""
    notes: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    pdf: bytes = b""
    pages: int = 0

    @property
    def free(self) -> tuple[tuple[str, str], ...]:
        """What may take the place of an exercise: those that nothing keeps from this patient."""
        return tuple((other.slug, other.title) for other in self.others if not other.why)


def safe(library: Library, form: Form) -> Form:
    """``form`` without the exercises that are not for this patient: they are said, and come back with the condition
    taken away. Raises ContentError.
    """
    case = case_of(library, replace(form, plan=()).request())
    kept = [entry for entry in form.plan if not _barred(case, asked(entry).slug)]
    return replace(form, plan=tuple(kept))


def _barred(case: Case, slug: str) -> bool:
    return any(gate.verdict != "ask" for gate in case.gates_of(slug, case.library.exercise(slug)))


def home_of(library: Library, form: Form) -> HomePlan:
    """The plan of a form, as it prints. Raises ContentError."""
    request = form.request()
    case = case_of(library, request)
    plan = home_plan(case)
    return replace(plan, chosen=printed(case, plan, templates_of(library).make(request).notes))


def printed(case: Case, plan: HomePlan, notes: Iterable[Note]) -> tuple[Chosen, ...]:
    """The exercises of a plan that are on the paper: one that was left out to fit is told of with all else that was,
    and does not come in by itself because another one is changed.
    """
    gone = {label for label, part in left_out(notes) if part == EXERCISE}
    shown = Context.of(case, plan, web=False).shown
    return tuple(item for item in shown if LABELS[EXERCISE].format(title=item.exercise.title) not in gone)


def view(library: Library, form: Form) -> View:
    """The sheet of ``form``. Raises ContentError."""
    speaking = library.speaking(form.lang)
    chosen = safe(speaking, form)
    request = chosen.request()
    made = templates_of(library).make(request)  # a name or a note is filled in: nothing is laid out anew
    return _view(library, form, chosen, made)


def refused(library: Library, form: Form, error: HandoutError) -> View:
    """What is shown where ``form`` cannot be made: everything that can be, and what is wrong."""
    plain = replace(
        form, patient="", note="", date="", plan=(), lang=form.lang if _known(library, form.lang) else SOURCE
    )
    plain = replace(plain, has=tuple(one for one in form.has if one in library.health.conditions), cleared=())
    shown = _view(library, plain, plain, None)
    return replace(shown, problems=tuple(error.problems))


def due_soon(due: date, today: date) -> str:
    """A day on which a review is due as it is said on the screen, where it is within :data:`SOON` days or over."""
    return f"{due.day} {due:%b %Y}" if (due - today).days <= SOON else ""


def _known(library: Library, lang: str) -> bool:
    return lang in library.slugs("languages")


def _view(library: Library, form: Form, chosen: Form, made: Made | None) -> View:
    speaking = library.speaking(form.lang)
    case = case_of(speaking, chosen.request())
    plan, topic = home_plan(case), case.topic
    notes = made.notes if made else ()
    cards = printed(case, plan, notes)
    used, there = {item.slug for item in plan.chosen}, {item.slug for item in cards}
    offered = dict.fromkeys((*topic.plan.exercises, *topic.plan.alternatives))
    gone = [slug for slug in (asked(entry).slug for entry in form.plan) if slug not in used]
    return View(
        str(topic.title), str(topic.subtitle or ""), topic.kind, topic.review.reviewed_by is not None,
        due_soon(topic.review.review_due, date.today()),
        tuple(_card(case, letter, item) for letter, item in zip(ascii_uppercase, cards, strict=False)),
        tuple(_other(case, slug) for slug in offered if slug not in there),
        chips_of(case, _changing(case)),
        tuple(_changes(case, plan, gone)),
        plan.state != "go",
        left_out(notes),
        tuple(in_words(note).partition(": ")[2] for note in notes if note.kind not in _QUIET),
        tuple((code, name) for code, name, whole in _speakers(library, topic.kind, form.slug)
              if whole or code in (SOURCE, form.lang)),
        pdf=made.data if made else b"", pages=made.pages if made else 0,
    )  # fmt: skip


def _card(case: Case, letter: str, item: Chosen) -> Card:
    library = case.library
    said = plain(dose_words(item.dose, library.wording, library.language))
    return Card(
        letter,
        item.slug,
        str(item.exercise.title),
        said,
        cells_of(item.dose, item.exercise.dose),
        item.exercise.figure or item.slug,
    )


def _other(case: Case, slug: str) -> Other:
    exercise = case.library.exercise(slug)
    return Other(slug, str(exercise.title), exercise.figure or slug, kept_from(case, slug))


def kept_from(case: Case, slug: str) -> str:
    """What keeps an exercise from this patient; nothing: it may be given."""
    gates = [gate.condition for gate in case.gates_of(slug, case.library.exercise(slug))]
    return f"Not with: {named(case, gates)}" if gates else ""


def left_out(notes: Iterable[Note]) -> tuple[tuple[str, str], ...]:
    """What was left out to fit, and by which name each can be asked to stay."""
    gone = (note for note in notes if note.kind == "left-out")
    return tuple(pair for note in gone for pair in zip(note.what, note.parts, strict=True))


def cells_of(dose: Dose, usual: Dose) -> tuple[Cell, ...]:
    """The numbers of a dose that can be changed, beside what is ``usual`` where one lies beyond it."""
    found = ((name, getattr(dose, name), getattr(usual, name)) for name in FIELDS)
    return tuple(
        Cell(name, DOSE_PARTS[name], str(value), str(often) if beyond(value, often) else "")
        for name, value, often in found
        if value is not None
    )


def beyond(value: Range, usual: Range | None) -> bool:
    """Whether a number lies beyond what is usual."""
    if usual is None:
        return False
    return value.least < usual.least or (value.most or value.least) > (usual.most or usual.least)


def _changing(case: Case) -> tuple[str, ...]:
    """Conditions that change this sheet, strongest first, behind them those that close the whole plan."""
    return kept(case.library, Weights, Weights, case.library.generation).of(case)


class Weights:
    """How much each condition changes each sheet, for anybody; kept while the content is as it was."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, object, tuple[str, ...]]] = {}

    def of(self, case: Case) -> tuple[str, ...]:
        """Conditions that change the sheet of ``case``, the strongest first."""
        slug, topic, health = case.request.slug, case.topic, case.library.health
        kept = self._kept.get(slug)
        if kept is None or kept[0] is not topic or kept[1] is not health:
            kept = self._kept[slug] = topic, health, tuple(_weighed(case))
        return kept[2]


class Spoken:
    """Which languages have all texts of each sheet; kept while the content is as it was."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[tuple[str, str, bool], ...]] = {}

    def of(self, library: Library, kind: str, slug: str) -> tuple[tuple[str, str, bool], ...]:
        """Every language: its code, its name, and whether it has all texts of a sheet."""
        if (kind, slug) not in self._kept:
            speakers = ((code, library.speaking(code)) for code in library.slugs("languages"))
            self._kept[kind, slug] = tuple(
                (code, str(one.language.name), one.whole(kind, slug)) for code, one in speakers
            )
        return self._kept[kind, slug]


def _speakers(library: Library, kind: str, slug: str) -> tuple[tuple[str, str, bool], ...]:
    return kept(library, Spoken, Spoken, library.generation).of(library, kind, slug)


def _weighed(case: Case) -> Iterator[str]:
    nobody = SheetRequest(slug=case.request.slug)
    found = []
    for name in case.library.health.conditions:
        one = Case(case.library, nobody, case.topic, frozenset({name}), (name,))
        effect = effects(one)[0]
        weight = 100 * len(effect.never) + 10 * len(effect.ask) + len(effect.changed)
        if weight:
            closes = any(gate.verdict != "ask" for gate in one.against(("exercise",)))
            found.append((closes, -weight, name))
    return (name for *_, name in sorted(found))


def areas(view: View, form: Form) -> dict[str, str]:
    """Words of the pages, and the control that each is of."""
    found = {form.patient: "patient", form.note: "note"}
    found |= {card.title: f"sum-{card.slug}" for card in view.cards}
    return {words: control for words, control in found.items() if words}


def _changes(case: Case, plan: HomePlan, gone: list[str]) -> Iterator[Change]:
    for left in plan.left_out:
        if left.verdict == "ask":
            why = named(case, (g.condition for g in left.gates if g.condition in case.conditions))
            yield Change(f"{left.title}: ask first ({why}).", "Left out until you say yes.", left.slug, "ask")
        else:
            stead = listed(left.instead)
            yield Change(f"{left.title} left out.", f"In its place: {stead}." if stead else "")
    told = {left.slug for left in plan.left_out}
    for slug in gone:
        if slug not in told:
            yield Change(f"{case.library.exercise(slug).title} left out.", "")
    for effect in effects(case, plan):
        label = f"{capital(named(case, (effect.condition,)))}:"
        if effect.changed:
            yield Change(label, f"other words on {', '.join(effect.changed)}.", mark="pen")
        elif effect.nothing:
            yield Change(label, "nothing on this sheet depends on it.", mark="check")
