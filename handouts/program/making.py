"""From a plan to a finished home program: what fits its first sheet of paper is found here, by laying it out.

Nothing about the person is kept, and nothing is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from handouts.content.library import Library
from handouts.coverage import uncovered
from handouts.errors import ContentError, LayoutError, Problem
from handouts.limits import MAX_EXERCISES, VISIT_YEARS
from handouts.made import FORMATS, Format, Made
from handouts.making import press_of, unprintable_logo
from handouts.notes import Note
from handouts.pdf.render import Press
from handouts.program.choose import Given, Program, program_of
from handouts.program.compose import ROWS_FIRST, SLUG, Composer, Fit
from handouts.program.embedding import attachment
from handouts.program.packing import LOWER, fewest, legible, lowered, packed
from handouts.program.reading import Planned
from handouts.sheet.blocks import Document
from handouts.sheet.compose import Draft
from handouts.sheet.dose import foreign_load
from handouts.sheet.effects import adds_signs
from handouts.sheet.gates import LeftOut, verdicts_of
from handouts.sheet.said import texts

BACKS = (
    Fit(lines=3, roomy=True), Fit(lines=2, roomy=True), Fit(lines=2, roomy=False), Fit(lines=0, roomy=True),
    Fit(lines=0, roomy=False),
    Fit(lines=0, roomy=False, code=False), Fit(lines=3, apart=True), Fit(lines=3, roomy=False, apart=True),
    Fit(lines=0, apart=True), Fit(lines=0, roomy=False, apart=True), Fit(lines=0, apart=True, code=False),
)  # fmt: skip
"""What the second page holds: the first of these that fits it."""
OPEN_BACKS = (Fit(lines=9, roomy=True), Fit(lines=6, roomy=True), *BACKS)
"""The same where the stop signs stand on the front: three lines for each question, if the log leaves room for them."""


def make_program(
    library: Library,
    planned: Planned,
    format: Format = "pdf",
    *,
    press: Press | None = None,
    today: dt.date | None = None,
    embed: bool = False,
    allow_untranslated: bool = False,
) -> Made:
    """The home program of a plan: a tagged PDF/UA-1 and PDF/A-2a file, a web page or plain text.

    The same content and plan give the same bytes. Raises :class:`handouts.ContentError` with everything that is wrong
    with the plan, and for an exercise that is not for this person. ``embed`` puts the plan into the PDF file, which is
    then PDF/A-3a: whoever gets the file gets the plan. With ``allow_untranslated`` texts that the language lacks stand
    in English, marked as such.
    """
    if format not in FORMATS:
        raise ValueError(f"{format!r} is none of {', '.join(FORMATS)}")
    day = planned.plan.date or today or dt.date.today()
    wrong = [*_visit_problems(planned, day), *_logo_problems(library)]
    try:
        program = program_of(library, planned)
    except ContentError as error:
        raise ContentError(list(dict.fromkeys([*error.problems, *wrong]))) from None
    library = program.case.library
    wrong += _unsafe(program, today)
    if wrong:
        raise ContentError(wrong)
    if format == "pdf":
        press = press or press_of(library)
        made = paper(program, press, allow_untranslated=allow_untranslated)
        Composer(program, web=False).assure(made)
        notes = tuple(_notes(program, made, day))
        rendered = press.render(made, library.figures, attachment(program.plan) if embed else None)
        return Made(rendered.data, rendered.pages, notes)
    composer = Composer(program, web=True)
    made = composer.document(Fit())
    composer.assure(made)
    if not allow_untranslated:
        _check_translated(program, made)
    notes = tuple(_notes(program, made, day))
    if format == "html":
        from handouts.html.render import render_document

        return Made(render_document(made, library.figures).encode("utf-8"), 0, notes)
    from handouts.html.text import render_text

    return Made(render_text(made).encode("utf-8"), 0, notes)


def _logo_problems(library: Library) -> list[Problem]:
    try:
        return unprintable_logo(library)
    except ContentError as error:
        return error.problems


def _visit_problems(planned: Planned, day: dt.date) -> Iterator[Problem]:
    """A next visit before the day of the plan, or years after ``day``.

    One that is over by now, in a plan that says no day, is told of and not refused: whoever makes an old program again
    gets it as it was.
    """
    plan = planned.plan
    if plan.visit is None:
        return
    on, where = plan.visit.on, ("visit", "on")
    if plan.date and on < plan.date:
        hint = "give the day on which the patient comes again, or correct the day of the program"
        yield planned.problem(where, f"{on} is before the day of the program, {plan.date}", hint)
    elif on.toordinal() - day.toordinal() > VISIT_YEARS * 366:
        message = f"{on} is more than {VISIT_YEARS} years away"
        yield planned.problem(where, message, "give the day on which the patient comes again")


def _unsafe(program: Program, today: dt.date | None) -> list[Problem]:
    """What in own content breaks the rules of safety."""
    library = program.case.library
    if len(library.folders.roots) == 1 and library.clinic_file is None:
        return []  # bundled content keeps the rules; the tests see to that
    from handouts.check.gate import unsafe_exercises

    return unsafe_exercises(library, [one.item.slug for one in program.given], today or dt.date.today())


def paper(program: Program, press: Press, *, allow_untranslated: bool = False) -> Document:
    """The document on paper: as many exercises on its front, and as much on its back, as they hold."""
    composer = Composer(program, web=False)
    whole = composer.document(Fit())
    if not allow_untranslated:
        _check_translated(program, whole)
    _check_letters(program, whole, press)
    fit = Fit()
    figures = program.case.library.figures

    def pages(made: Document) -> int:
        return len(press.lay_out(made, figures).pages)

    def one_page(made: Document) -> bool:
        return pages(made) == len(made.sections)

    if not program.given:
        return composer.document(next((fit for fit in BACKS if one_page(composer.document(fit))), BACKS[-1]))
    front, by_rows = Fit(), program.plan.layout == "rows"
    if by_rows:
        most = min(ROWS_FIRST, len(program.given))
        tries = [Fit(rows=most), Fit(rows=most, close=True), *(Fit(rows=n) for n in range(most - 1, 0, -1))]
        front = next((fit for fit in tries if one_page(composer.page(0, fit))), Fit(rows=0))
    elif not one_page(composer.page(0, front)):
        front = Fit(turned=True)
    backs = [
        replace(fit, rows=front.rows, close=front.close, turned=front.turned)
        for fit in (BACKS if by_rows else OPEN_BACKS)
    ]
    for fit in backs:
        if program.plan.weeks > 2 and by_rows and not fit.apart:
            continue
        if fit.turned and not one_page(composer.page(0, fit)):
            continue
        if one_page(composer.page(1 if by_rows or fit.turned else composer.log_at(fit), fit)):
            break
    else:
        fit = backs[-1] if by_rows else fewest(composer, backs, pages)
    if fit.apart and by_rows:
        fit = fewest(composer, (fit, replace(fit, roomy=False)), pages)
    layout, large = program.plan.layout, program.plan.edition == "large"
    if large:
        return composer.document(fit)
    if layout in LOWER and not one_page(composer.document(fit)):
        fit = lowered(composer, fit, pages)
    if layout in ("rows", "6"):
        fit = packed(composer, fit, pages)
    return legible(composer, fit, pages)


def _draft(program: Program) -> Draft:
    return Draft(program.case, program.home)


def _check_translated(program: Program, made: Document) -> None:
    """Refuse a program with texts that its language lacks. Raises ContentError."""
    from handouts.sheet.compose import missing

    gaps = _draft(program).untranslated(made)
    if gaps:
        raise ContentError([missing(program.case.library.lang, gap) for gap in gaps])


def _check_letters(program: Program, made: Document, press: Press) -> None:
    """Refuse letters that no font has, by the place in the plan where they stand. Raises LayoutError."""
    from handouts.layout.unprintable import words_problem

    plan, planned = program.plan, program.planned
    own: dict[tuple[str | int, ...], str | None] = {
        ("name",): plan.name, ("name_latin",): plan.name_latin, ("goal",): plan.goal, ("note",): plan.note,
        ("by",): plan.by, **{("exercises", n, "note"): e.note for n, e in enumerate(plan.exercises)},
    }  # fmt: skip
    problems = []
    for path, text in own.items():
        missing = uncovered(press.fonts, text or "")
        if missing:
            found = words_problem(str(path[-1]), missing)
            problems.append(planned.problem(path, found.message, found.hint))
    if not problems:
        other = {char for text in texts(made) for char in uncovered(press.fonts, text)}
        if other:
            problems.append(words_problem(SLUG, sorted(other)))
    if problems:
        raise LayoutError(problems)


def _stands_against(condition: str, one: Given) -> bool:
    """Whether a condition stands against an exercise, cleared and acknowledged or not."""
    return any(gate.condition == condition for gate in one.case.everybody(one.item.exercise))


def _against(left: LeftOut) -> tuple[str, ...]:
    """The conditions for which an exercise is left out."""
    return tuple(gate.condition for gate in left.gates)


def _notes(program: Program, made: Document, day: dt.date) -> Iterator[Note]:
    """What the therapist should know of a program."""
    case = program.case
    if len(program.given) > MAX_EXERCISES:
        yield Note("many-exercises", "warning", SLUG, number=len(program.given), most=MAX_EXERCISES)
    gone = program.home.left_out
    for name in case.told:
        asked = tuple(left.title for left in gone if left.verdict == "ask" and name in _against(left))
        if asked:
            yield Note("ask-first", "warning", SLUG, asked, condition=name, who="reader")
        elif program.given and not any(_stands_against(name, one) for one in program.given):
            changed = ("stop signs",) if adds_signs(case, name) else ()
            yield Note("health", "notice", SLUG, changed=changed, condition=name, who="reader")
    idle = [slug for slug in program.plan.cleared if "ask" not in verdicts_of(case, slug)]
    if idle:
        yield Note("cleared-for-nothing", "notice", SLUG, tuple(idle))
    if program.plan.visit and program.plan.visit.on < day:
        yield Note("visit-over", "warning", SLUG)
    for one in program.given:
        if one.against:
            yield Note(
                "given-all-the-same",
                "warning",
                SLUG,
                (one.item.exercise.title,),
                ask=one.against,
                who="reader",
            )
    gaps = _draft(program).untranslated(made)
    if gaps:
        yield Note("untranslated", "warning", SLUG, tuple(gap.text for gap in gaps), number=len(gaps))
    if not case.library.read_by_speakers:
        yield Note(
            "unread-translation",
            "warning",
            SLUG,
            (case.library.language.english_name,),
        )
    loads = dict.fromkeys(foreign_load(one.item.dose, case.library.language) for one in program.given)
    if any(loads):
        yield Note("load-in-words", "warning", SLUG, tuple(filter(None, loads)))
    if gone and not program.given:
        against = dict.fromkeys(name for left in gone if left.verdict != "ask" for name in _against(left))
        yield Note(
            "nothing-left",
            "warning",
            SLUG,
            tuple(left.title for left in gone),
            ask=tuple(against),
            who="reader",
        )
    due = min(
        review.review_due
        for review in (case.topic.review, *(one.item.exercise.review for one in program.given))
    )
    if due < day:
        yield Note("review-overdue", "warning", SLUG, day=due)
