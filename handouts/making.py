"""From a library and a request to a finished sheet with its notes: ``handouts.make``, and what stands on it.

Every face of the program (command line, message, batch, desk) makes sheets here and shows the notes; none judges by
itself. Nothing about a patient is kept; nothing is written.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING

from handouts.content.library import Library
from handouts.content.workshop import kept
from handouts.coverage import check_characters, check_page, located
from handouts.drafts import drafts_of
from handouts.errors import ContentError, LayoutError, Problem, wanted
from handouts.kept import Kept, filled, for_nobody, program_states
from handouts.limits import MAX_EXERCISES
from handouts.logos import logo_problems
from handouts.made import FORMATS, Format, Made, paper_notes
from handouts.notes import Note
from handouts.sheet.article import has_article
from handouts.sheet.compose import Draft, draft
from handouts.sheet.dose import foreign_load
from handouts.sheet.effects import adds_signs, effects
from handouts.sheet.gates import asked_first
from handouts.sheet.request import SheetRequest, asked
from handouts.sheet.select import Selection

__all__ = [
    "FORMATS", "Compiled", "Format", "Made", "compiled", "in_latin", "kept_of", "make", "make_all",
    "make_with_document", "press_of", "press_with", "render_html", "render_pdf",
]  # fmt: skip

if TYPE_CHECKING:
    from handouts.pdf.render import Press, Rendered
    from handouts.pdf.template import Template
    from handouts.sheet.blocks import Document


def make(
    library: Library,
    request: SheetRequest,
    format: Format = "pdf",
    *,
    press: Press | None = None,
    today: dt.date | None = None,
) -> Made:
    """The sheet for ``request``: a tagged PDF/UA-1 and PDF/A-2a file, one self-contained accessible web page, or plain
    text. The PDF says as much as edition and detail ask for, the others everything.

    ``press`` (the library's own by default) keeps fonts and set lines between sheets, nothing about patients. The same
    content and request give the same data; only the note on an overdue review looks at ``today`` (the date of the
    request, else the clock's). Raises :class:`handouts.ContentError` for anything wrong with content or request, its
    kind :class:`handouts.LayoutError` where they cannot be set.
    """
    return make_all(library, request, (format,), press=press, today=today)[format]


def make_all(
    library: Library,
    request: SheetRequest,
    formats: Iterable[Format],
    *,
    press: Press | None = None,
    today: dt.date | None = None,
) -> dict[Format, Made]:
    """The sheet for ``request`` in several ``formats``, composed once for paper and once for the others: see
    :func:`make`.
    """
    given = _taken(library, request, formats, press, today)
    unknown = [name for name in given if name not in FORMATS]
    if unknown:
        hint = f"use one of {', '.join(FORMATS)}"
        raise ContentError([Problem("--format", 0, 0, f"{name!r} is not known", hint) for name in unknown])
    if set(given) - {"pdf"}:
        check_page(request)
    library = library.speaking(request.lang)
    latin = "pdf" in given and in_latin(request, press or press_of(library))
    if latin:
        request = replace(request, patient=request.patient_latin, patient_latin=None)
    press = press or press_of(library) if "pdf" in given else None
    composed = _composed(library, request, {name == "pdf" for name in given}, today, press)
    day = request.date or today or dt.date.today()
    results: dict[Format, Made] = {}
    for name in given:
        document = composed.documents[name == "pdf"]
        notes = composed.noted(document, day)
        if press is not None and name == "pdf":
            rendered = _printed(library, request, document, press)
            notes += tuple(paper_notes(document, rendered))
            if latin:
                notes += (Note("name-in-latin", "notice", request.slug),)
            results[name] = Made(rendered.data, rendered.pages, notes)
        else:
            results[name] = Made(_written(library, document, name), 0, notes)
    return results


def make_with_document(
    library: Library, request: SheetRequest, *, press: Press | None = None, today: dt.date | None = None
) -> tuple[Made, Document]:
    """The PDF of ``request`` with the document that it shows: what was left out of it is not in that either."""
    press = press or press_of(library)
    made = make(library, request, press=press, today=today)
    library = library.speaking(request.lang)
    if in_latin(request, press):
        request = replace(request, patient=request.patient_latin, patient_latin=None)
    document = _composed(library, request, {True}, today, press).documents[True]
    gone = frozenset(press.lay_out(document, library.figures).left_out)
    sections = (replace(part, nodes=Selection(part).nodes(gone)) for part in document.sections)
    return made, replace(document, sections=tuple(sections))


def paper_document(library: Library, request: SheetRequest) -> Document:
    """The document that the PDF for ``request`` is made of. Raises as :func:`make` does, but for what cannot be set."""
    library = library.speaking(request.lang)
    return _composed(library, request, {True}, press=press_of(library)).documents[True]


def _taken(
    library: Library,
    request: SheetRequest,
    formats: Iterable[Format],
    press: Press | None,
    today: dt.date | None,
) -> tuple[Format, ...]:
    """The formats, once, where everything is of its kind. Raises ContentError."""
    wanted("library", library, Library, "pass what Library.load() gives")
    wanted("request", request, SheetRequest, "pass a handouts.SheetRequest")
    wanted("today", today, (dt.date, NoneType), "pass a datetime.date, or nothing")
    if isinstance(today, dt.datetime):
        raise ContentError(Problem("today", 0, 0, "it has a time", "pass a datetime.date, or nothing"))
    check_press(press)
    wanted("formats", formats, Iterable, f"pass several of {', '.join(FORMATS)}")
    names = tuple(formats)
    for name in names:
        wanted("--format", name, str, f"use one of {', '.join(FORMATS)}")
    return tuple(dict.fromkeys(names))


def check_press(press: object) -> None:
    """Raise ContentError for what is neither a press nor nothing; opens no fonts to see that."""
    if press is None:
        return
    opened = sys.modules.get("handouts.pdf.render")  # nobody has a press whose module was never opened
    if opened is None or not isinstance(press, opened.Press):
        raise ContentError(
            Problem("press", 0, 0, "it cannot be used", "pass a handouts.pdf.render.Press, or nothing")
        )


def kept_of(library: Library, request: SheetRequest) -> Kept | None:
    """What can be kept of ``request``, made just now: its document for nobody. None where there is a logo, whose file
    is not among those that a library reads.
    """
    if library.clinic.logo is not None:
        return None
    library = library.speaking(request.lang)
    made = draft(library, for_nobody(request))
    document, due = made.document(web=False), made.case.topic.review.review_due
    notes = tuple(_notes(made, document, due))
    figures = tuple(map(str, library.figures.folders))
    return Kept(document, notes, due, figures, (*library.states(), *program_states()))


@dataclass(frozen=True)
class Compiled:
    """A template, and what is to be known of its sheets: before and after whether the review is overdue, which it is
    from the day after ``due`` on.
    """

    template: Template
    slug: str
    before: tuple[Note, ...]
    due: dt.date
    after: tuple[Note, ...]

    @cached_property
    def _usual(self) -> tuple[Note, ...]:
        return self.before + self.after

    def notes_on(self, day: dt.date) -> tuple[Note, ...]:
        """The notes on a sheet of ``day``."""
        if self.due >= day:
            return self._usual
        return (*self.before, Note("review-overdue", "warning", self.slug, day=self.due), *self.after)


def compiled(library: Library, request: SheetRequest, press: Press) -> Compiled:
    """The template of the sheet for ``request``, who is nobody in particular. Raises as :func:`make` does."""
    from handouts.layout.document import left_out_labels, left_out_parts
    from handouts.pdf.render import Rendered

    composed = _composed(library, request, {True}, None, press)
    document, due = composed.documents[True], composed.due
    check_characters(library, request, document, press.fonts)
    try:
        laid = press.lay_out(document, library.figures)
    except LayoutError as error:
        raise LayoutError([located(library, problem) for problem in error.problems]) from None
    left_out = left_out_labels(laid.left_out) + (() if laid.drawn else ("drawings",))
    rendered = Rendered(b"", left_out, len(laid.pages), laid.overflow, left_out_parts(laid.left_out))
    return Compiled(
        press.compile(document, laid), request.slug, composed.noted(document, due), due,
        tuple(paper_notes(document, rendered)),
    )  # fmt: skip


def in_latin(request: SheetRequest, press: Press) -> bool:
    """Whether the name can be printed in Latin letters alone."""
    from handouts.layout.faces import clean

    if not request.patient or not request.patient_latin:
        return False
    missing = press.fonts.missing
    return bool(missing(clean(request.patient))) and not missing(clean(request.patient_latin))


def press_of(library: Library) -> Press:
    """The press that ``library`` keeps for its sheets: fonts, set lines and drawings, nothing about patients."""
    from handouts.pdf.render import Press  # opened only when a PDF is made

    return kept(library, Press, Press)


def press_with(folders: Sequence[Path]) -> Press:
    """A press that also prints with the fonts in ``folders``. Raises ContentError where one has none."""
    from handouts.layout.faces import FontBook
    from handouts.layout.fontreport import folder_problems
    from handouts.pdf.render import Press

    problems = folder_problems(tuple(folders))
    if problems:
        raise ContentError(problems)
    return Press(FontBook(folders))


def render_pdf(library: Library, request: SheetRequest) -> bytes:
    """A tagged PDF/UA-1 and PDF/A-2a file for ``request``; raises as :func:`make` does."""
    return make(library, request).data


def render_html(library: Library, request: SheetRequest) -> str:
    """The same handout as one self-contained accessible web page. It carries everything the content knows.

    Raises :class:`handouts.ContentError` as :func:`make` does.
    """
    return make(library, request, "html").text


@dataclass(frozen=True)
class _Composed:
    """A document for paper (True), for the screen (False) or both, when its review is due, and what is to be known of a
    document in any format on a day.
    """

    documents: dict[bool, Document]
    due: dt.date
    noted: Callable[[Document, dt.date], tuple[Note, ...]]


def _composed(
    library: Library,
    request: SheetRequest,
    papers: set[bool],
    today: dt.date | None = None,
    press: Press | None = None,
) -> _Composed:
    """What was composed, once nothing is wrong; ``press``: the one that is to print it, if it is for paper alone.

    Raises ContentError with all that is wrong with request, content and logo.
    """
    drafts = drafts_of(library)
    ready = drafts.ready(library, request, press) if press is not None and papers == {True} else None
    if ready is not None:
        return _Composed(
            {True: filled(ready.document, request)}, ready.due, lambda _, day: ready.notes_on(day)
        )
    problems: list[Problem] = []
    documents: dict[bool, Document] = {}
    made = None
    try:
        made, documents = drafts.composed(library, request, papers)
    except ContentError as error:
        problems += error.problems
    try:
        if made is not None:
            problems += _unsafe(library, request, today)
        problems += unprintable_logo(library)
    except ContentError as error:
        problems += error.problems
    if problems or made is None:
        raise ContentError(problems)
    due = made.case.topic.review.review_due
    return _Composed(documents, due, lambda document, day: tuple(_notes(made, document, day)))


def unprintable_logo(library: Library) -> list[Problem]:
    """What is wrong with the logo of the clinic; nothing if it has none. Raises ContentError for an unreadable file."""
    return logo_problems(library, library.clinic_path) if library.clinic.logo is not None else []


def _unsafe(library: Library, request: SheetRequest, today: dt.date | None) -> list[Problem]:
    """What in a clinic's own files makes a sheet unsafe. Raises ContentError."""
    if len(library.folders.roots) == 1 and library.clinic_file is None:
        return []  # bundled content keeps the rules; the tests see to that
    from handouts.check.gate import unsafe

    day = today if today is not None and today != dt.date.min else dt.date.today()
    return unsafe(library, request.slug, day, tuple(asked(entry).slug for entry in request.exercises))


def _printed(library: Library, request: SheetRequest, document: Document, press: Press) -> Rendered:
    check_characters(library, request, document, press.fonts)
    try:
        return press.render(document, library.figures)
    except LayoutError as error:
        raise LayoutError([located(library, problem) for problem in error.problems]) from None


def _written(library: Library, document: Document, format: Format) -> bytes:
    if format == "html":
        from handouts.html.render import render_document

        return render_document(document, library.figures).encode("utf-8")
    from handouts.html.text import render_text

    return render_text(document).encode("utf-8")


def _notes(made: Draft, document: Document, day: dt.date) -> Iterator[Note]:
    """What is to be known of a sheet in any format."""
    request, plan = made.case.request, made.plan
    slug = request.slug
    if len(request.exercises) > MAX_EXERCISES:
        number = len(request.exercises)
        yield Note("many-exercises", "warning", slug, number=number, most=MAX_EXERCISES)
    for effect in effects(made.case, plan, web=document.fits is None and document.full):
        signs = ("stop signs",) if adds_signs(made.case, effect.condition) else ()
        parts = (effect.never, (), effect.ask, (*effect.changed, *signs), effect.condition)
        yield Note("health", "notice", slug, *parts, who="reader")
    for left in plan.left_out:
        yield Note("left-out-for-safety", "notice", slug, (left.title,), left.instead, who="reader")
    idle = sorted(request.cleared - set(asked_first(made.case))) if request.cleared else []
    if idle:
        yield Note("cleared-for-nothing", "notice", slug, tuple(idle))
    gaps = made.untranslated(document)
    if gaps:
        yield Note("untranslated", "warning", slug, tuple(gap.text for gap in gaps), number=len(gaps))
    library = made.case.library
    if not has_article(library, slug):
        yield Note("no-article", "notice", slug, (library.clinic.web,) if library.clinic.web else ())
    if not library.read_by_speakers:
        yield Note("unread-translation", "warning", slug, (library.language.english_name,))
    loads = dict.fromkeys(foreign_load(item.dose, library.language) for item in plan.chosen)
    if any(loads):
        yield Note("load-in-words", "warning", slug, tuple(filter(None, loads)))
    due = made.case.topic.review.review_due
    if due < day:
        yield Note("review-overdue", "warning", slug, day=due)
