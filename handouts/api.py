"""The functions that people call from Python: from a library and a request to a PDF or a web page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from handouts.content.library import Library
from handouts.errors import LayoutError, Problem
from handouts.sheet.compose import compose
from handouts.sheet.request import SheetRequest
from handouts.sheet.texts import texts

if TYPE_CHECKING:
    from handouts.pdf.render import Press, Rendered
    from handouts.sheet.blocks import Document


@cache
def shared_press() -> Press:
    """The press of this process: fonts, set lines and drawings are kept between sheets, nothing about patients."""
    from handouts.pdf.render import Press  # ReportLab is opened only when a PDF is made

    return Press()


def render_sheet(library: Library, request: SheetRequest, press: Press | None = None) -> Rendered:
    """The PDF with what was left out of it. Raises ContentError or LayoutError; see :func:`render_pdf`."""
    press = press or shared_press()
    document = compose(library, request)
    check_characters(library, request, document, press)
    try:
        return press.render(document, library.figures)
    except LayoutError as error:
        raise LayoutError([_located(library, problem) for problem in error.problems]) from None


def render_pdf(library: Library, request: SheetRequest) -> bytes:
    """A tagged PDF/UA-1 and PDF/A-2a file for ``request``.

    Raises :class:`handouts.ContentError` for anything wrong with the content or the request, and
    :class:`handouts.LayoutError` when it cannot be set; both carry ``.problems``.
    """
    return render_sheet(library, request).data


def render_html(library: Library, request: SheetRequest) -> str:
    """The same handout as one self-contained accessible web page. It carries everything the content knows.

    Raises :class:`handouts.ContentError` as :func:`render_pdf` does.
    """
    from handouts.html.render import render_document

    return render_document(compose(library, request, web=True), library.figures)


def check_characters(library: Library, request: SheetRequest, document: Document, press: Press) -> None:
    """Raise :class:`LayoutError` naming every character of ``document`` that no font can show."""
    from handouts.pdf.fonts import clean

    problems = []
    for text in texts(document):
        for char in press.fonts.missing(clean(text)):
            problems.append(_missing(library, request, text, char))
    if problems:
        raise LayoutError(problems)


def _missing(library: Library, request: SheetRequest, text: str, char: str) -> Problem:
    message = f"no font has the character {char!r} (U+{ord(char):04X})"
    hint = "write it with other letters"
    if request.patient and char in request.patient and text == request.patient:
        return Problem("--patient", 0, 0, message, hint)
    if request.note and char in request.note and text == request.note:
        return Problem("--note", 0, 0, message, hint)
    place = library.find_text(text, char)
    return Problem(*(place or (request.slug, 0, 0)), message, hint)


def _located(library: Library, problem: Problem) -> Problem:
    """A problem of the layout with the file that it is about: a slug becomes its file, an address its place."""
    if problem.line:
        return problem
    if problem.file in library.slugs("muscles") + library.slugs("conditions"):
        return library.problem(problem.file, (), problem.message, problem.hint)
    place = library.find_text(problem.file)
    return replace(problem, file=place[0], line=place[1], column=place[2]) if place else problem
