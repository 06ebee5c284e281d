"""The library screen with the builder of home programs: pictures to choose from, the plan, its finished pages.

Judges nothing: it asks the gates that every program asks, and shows the notes of ``make_program``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any

from handouts.content.library import Library
from handouts.content.model import Dose
from handouts.desk.health import Chip, capital, chips_of, named
from handouts.desk.planning import Entry, ProgramForm
from handouts.desk.sheets import Cell, cells_of
from handouts.desk.troubles import readable
from handouts.errors import ContentError, HandoutError, Problem
from handouts.made import Made
from handouts.notes import in_words
from handouts.program.choose import case_of_plan, stand_in
from handouts.program.making import make_program
from handouts.program.reading import Planned
from handouts.sheet.blocks import plain
from handouts.sheet.context import Context
from handouts.sheet.dose import dose_words, parse_dose
from handouts.sheet.elsewhere import parts_of_body
from handouts.sheet.extras import watching
from handouts.sheet.gates import Case, HomePlan

SLUG = "home-program"
"""What its file is called."""
_QUIET = frozenset({"health", "ask-first", "given-all-the-same", "many-exercises"})
"""Notes that the screen says in its own place."""


@dataclass(frozen=True)
class Card:
    """An exercise of the program. ``barred``: why it is not for this person; ``instead``: what could be; ``asked``:
    what to ask about first, until when it is left out. ``given``: it stands on the pages. ``fault``: what is wrong with
    what was typed. ``watch``: what goes wrong most often, when it is too much, from when on it is done, each behind its
    label.
    """

    letter: str
    key: str
    entry: Entry
    title: str
    figure: str
    dose: str
    cells: tuple[Cell, ...]
    sided: bool
    given: bool = True
    barred: str = ""
    instead: tuple[str, str] | None = None
    swaps: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    fault: str = ""
    watch: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class View:
    """All that the builder shows. ``areas``: words of the pages, and the control that each is of."""

    cards: tuple[Card, ...] = ()
    chips: tuple[Chip, ...] = ()
    abouts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    pdf: bytes = b""
    pages: int = 0
    plan: Planned | None = None


def view(library: Library, form: ProgramForm, *, embed: bool) -> View:
    """The program of ``form``, without what is not for this person and without what cannot be read: both are said."""
    known = frozenset(readable(library).exercises)
    form = replace(form, entries=tuple(entry for entry in form.entries if entry.slug in known))
    abouts = _abouts(library, form)
    try:
        case = _case(library, form)
    except HandoutError as error:
        cards = tuple(_card(library, form, n) for n in range(len(form.entries)))
        return View(cards, abouts=abouts, problems=tuple(error.problems))
    cards = tuple(_judged(case, form, n) for n in range(len(form.entries)))
    chips = chips_of(case, _changing(case, form))
    known_of = [(entry, card) for entry, card in zip(form.entries, cards, strict=True) if not card.fault]
    given = [entry for entry, card in known_of if card.given or card.asked]
    wrong = [Problem("--exercise", 0, 0, f"{card.title}: {card.fault}") for card in cards if card.fault]
    if not form.entries:
        return View(cards, chips, abouts)
    # where nothing is left, the page may say so itself
    kept = replace(form, entries=tuple(given) or form.entries)
    try:
        planned = kept.planned(library)
        made = make_program(library, planned, embed=embed)
    except HandoutError as error:
        return View(cards, chips, abouts, problems=(*wrong, *(error.problems if given else ())))
    return View(
        _lettered(cards), chips, abouts, tuple(_notes(made)), tuple(wrong), made.data, made.pages, planned
    )


def _case(library: Library, form: ProgramForm) -> Case:
    """Whom the program is for; without exercises or what it is about, as for the first topic that there is."""
    bare = replace(form, entries=tuple(Entry(entry.slug, side=entry.side) for entry in form.entries))
    if not bare.entries:
        bare = replace(bare, entries=(Entry(readable(library).exercises[0]),))
    named = bare.about or _abouts(library, bare) or parts_of_body(library, (one.slug for one in bare.entries))
    if not named:
        bare = replace(bare, about=min(readable(library).topics))
    return case_of_plan(library, bare.planned(library))


def _abouts(library: Library, form: ProgramForm) -> tuple[tuple[str, str], ...]:
    """What the program may be about: the topics of its exercises."""
    topics = readable(library).topics
    found = dict.fromkeys(
        slug for entry in form.entries for slug in library.exercise(entry.slug).muscles if slug in topics
    )
    if form.about in topics:
        found = {form.about: None, **found}
    return tuple((slug, str(library.topic(slug).title)) for slug in found)


def _changing(case: Case, form: ProgramForm) -> tuple[str, ...]:
    """Conditions that stand against something in the program, those that bar most first."""
    weight: dict[str, int] = {}
    for entry in form.entries:
        for gate in case.everybody(case.library.exercise(entry.slug)):
            weight[gate.condition] = weight.get(gate.condition, 0) + (1 if gate.verdict == "ask" else 10)
    closing = {name for name, verdict in case.against_anybody(("exercise",)).items() if verdict != "ask"}
    return tuple(sorted(weight, key=lambda name: (name in closing, -weight[name])))


def _card(library: Library, form: ProgramForm, number: int) -> Card:
    entry = form.entries[number]
    exercise = library.exercise(entry.slug)
    fault = ""
    dose: Dose = exercise.dose
    try:
        dose = parse_dose(entry.dose, exercise.dose) if entry.dose else exercise.dose
        if entry.load:
            one = replace(ProgramForm(), entries=(Entry(entry.slug, load=entry.load),))
            dose = dose.model_copy(update={"load": one.planned(library).plan.exercises[0].load})
    except ContentError as error:
        fault = "; ".join(
            f"{one.message} ({one.hint})" if one.hint else one.message for one in error.problems
        )
    said = plain(dose_words(dose, library.wording, library.language))
    letter = ascii_uppercase[number]
    return Card(
        letter, form.keys[number], entry, str(exercise.title), exercise.figure or entry.slug, said,
        cells_of(dose, exercise.dose), exercise.sided, fault=fault,
    )  # fmt: skip


def _judged(case: Case, form: ProgramForm, number: int) -> Card:
    """The card of an exercise with what stands against it."""
    card = _card(case.library, form, number)
    slug = card.entry.slug
    ctx = Context.of(case, HomePlan("go", (), (), ()), web=False)
    notes = watching(ctx, case.library.exercise(slug))
    card = replace(card, watch=tuple((str(note.label), plain(note.runs)) for note in notes))
    gates = case.gates_of(slug, case.library.exercise(slug))
    never = [gate for gate in gates if gate.verdict != "ask"]
    ask = [gate.condition for gate in gates if gate.verdict == "ask"]
    card = replace(card, swaps=tuple(_alike(case, form, slug)))
    acknowledged = bool(card.entry.reason and card.entry.decided)
    if never:
        other = stand_in(case, slug, [entry.slug for entry in form.entries], readable(case.library).exercises)
        instead = (other, str(case.library.exercise(other).title)) if other else None
        return replace(
            card, given=acknowledged, barred=named(case, [gate.condition for gate in never]), instead=instead
        )
    return replace(card, given=acknowledged or not ask, asked="" if acknowledged else named(case, ask))


def _alike(case: Case, form: ProgramForm, slug: str) -> Iterator[tuple[str, str]]:
    """Exercises of the same muscles that are not in the program and that nothing keeps from this person: those of the
    same kind first.
    """
    library, there = case.library, {entry.slug for entry in form.entries}
    mine = library.exercise(slug)
    others = ((other, library.exercise(other)) for other in readable(library).exercises if other not in there)
    fit = [(other, one) for other, one in others if set(mine.muscles) & set(one.muscles)]
    for other, one in sorted(fit, key=lambda pair: (pair[1].type != mine.type, str(pair[1].title))):
        if not case.gates_of(other, one):
            yield other, str(one.title)


def _lettered(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The cards with the letters that the pages have: what is not given has none."""
    letters = iter(ascii_uppercase)
    return tuple(
        replace(card, letter=next(letters) if card.given and not card.fault else "") for card in cards
    )


def _notes(made: Made) -> Iterator[str]:
    for note in made.notes:
        if note.kind not in _QUIET:
            yield capital(in_words(note).partition(": ")[2])


def message(library: Library, plan: Planned, to: str) -> bytes:
    """The program as a message in a file. Raises ContentError."""
    from handouts.mail.message import message_of

    return message_of(library, plan, to=to).message.as_bytes()


def areas(view: View, form: ProgramForm) -> dict[str, str]:
    """Words of the pages, and the control that each is of."""
    found: dict[str, Any] = {form.name: "name", form.goal: "goal", form.note: "note"}
    found |= {card.title: f"sum-{card.key}" for card in view.cards if card.given}
    return {words: control for words, control in found.items() if words}
