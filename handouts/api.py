"""The functions that people call from Python: from a library and a request to a PDF or a web page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from handouts.content.library import Library
from handouts.content.model import Clinic
from handouts.content.suggest import suggestion
from handouts.errors import ContentError, LayoutError, Problem
from handouts.sheet.compose import compose
from handouts.sheet.dose import parse_dose
from handouts.sheet.request import SheetRequest
from handouts.sheet.texts import texts

if TYPE_CHECKING:
    from handouts.pdf.render import Press, Rendered
    from handouts.sheet.blocks import Document

MOST_LISTED = 8
"""Characters that one message lists."""


@cache
def shared_press() -> Press:
    """The press of this process: fonts, set lines and drawings are kept between sheets, nothing about patients."""
    from handouts.pdf.render import Press  # ReportLab is opened only when a PDF is made

    return Press()


def render_sheet(library: Library, request: SheetRequest, press: Press | None = None) -> Rendered:
    """The PDF with what was left out of it. Raises ContentError or LayoutError; see :func:`render_pdf`."""
    press = press or shared_press()
    document = _document(library, request)
    check_characters(library, request, document, press)
    try:
        return press.render(document, library.figures)
    except LayoutError as error:
        raise LayoutError([_located(library, problem) for problem in error.problems]) from None


def render_pdf(library: Library, request: SheetRequest) -> bytes:
    """A tagged PDF/UA-1 and PDF/A-2a file for ``request``.

    Raises :class:`handouts.ContentError` for anything wrong with the content or the request; its kind
    :class:`handouts.LayoutError` when they cannot be set. Both carry ``.problems``.
    """
    return render_sheet(library, request).data


def render_html(library: Library, request: SheetRequest) -> str:
    """The same handout as one self-contained accessible web page. It carries everything the content knows.

    Raises :class:`handouts.ContentError` as :func:`render_pdf` does.
    """
    from handouts.html.render import render_document

    for option, text in (("--patient", request.patient), ("--note", request.note)):
        if text and any(category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
            message = "has an invisible control character or half a character"
            raise ContentError(Problem(option, 0, 0, message, "type it again by hand"))
    return render_document(_document(library, request, web=True), library.figures)


def logo_problems(library: Library, clinic: Path) -> list[Problem]:
    """What is wrong with the logo that the clinic file ``clinic`` names, at its line; nothing if it names none.

    Raises ContentError if the file cannot be read.
    """
    loaded = library.read_unchecked(clinic)
    name = loaded.value.logo if isinstance(loaded.value, Clinic) else None
    if name is None:
        return []
    from handouts.check.rules import logo_fault
    from handouts.pdf.logo import LogoError, read_logo

    fault = logo_fault(clinic.parent, name)
    if fault is None:
        try:
            read_logo(clinic.parent / name)
        except LogoError as error:
            fault = error.message, error.hint
    return [loaded.source.problem(("logo",), *fault)] if fault else []


def check_characters(library: Library, request: SheetRequest, document: Document, press: Press) -> None:
    """Raise :class:`LayoutError` naming the characters of ``document`` that no font can show, once for each place."""
    from handouts.pdf.fonts import clean

    problems: list[Problem] = []
    own = {"--patient": request.patient, "--note": request.note}
    for option, words in own.items():
        missing = press.fonts.missing(clean(words or ""))
        if missing:
            problems.append(_unprintable_words(option, missing))
    places: dict[tuple[str, int], tuple[int, dict[str, None]]] = {}
    for text in texts(document):
        if text in own.values():
            continue
        for char in press.fonts.missing(clean(text)):
            found = library.find_text(text, char) or library.find_text(text)
            if found is None:
                unknown = library.problem(request.slug, (), "")
                found = unknown.file, unknown.line, unknown.column
            file, line, column = found
            first, chars = places.setdefault((file, line), (column, {}))
            chars[char] = None
            places[file, line] = min(first, column), chars
    for (file, line), (column, chars) in places.items():
        problems.append(_unprintable_content(file, line, column, list(chars)))
    if problems:
        raise LayoutError(problems)


def _unprintable_words(option: str, chars: list[str]) -> Problem:
    """For whoever typed a name or a note."""
    what = "name" if option == "--patient" else "note"
    hidden, letters = _sorted_out(chars)
    said = []
    if letters:
        said.append(f"this {what} has letters that the sheet cannot print: {_listed(letters)}")
    if hidden:
        said.append(f"this {what} {_hidden(hidden)}")
    hint = "write it in Latin, Greek or Cyrillic letters" if letters else "delete it and type the words again"
    return Problem(option, 0, 0, "; ".join(said), hint)


def _unprintable_content(file: str, line: int, column: int, chars: list[str]) -> Problem:
    from handouts.pdf.fonts import describe

    hidden, letters = _sorted_out(chars)
    said = []
    if letters:
        reasons = "; ".join(describe(char) for char in letters[:MOST_LISTED])
        looks = "".join(char for char in letters[:MOST_LISTED] if char.isprintable())
        rest = len(letters) - MOST_LISTED
        more = f"; and {rest} more" if rest > 0 else ""
        said.append(f"the sheet cannot print {looks!r}: {reasons}{more}")
    if hidden:
        said.append(f"the text {_hidden(hidden)}")
    hint = "write it in Latin, Greek or Cyrillic letters" if letters else "delete it"
    return Problem(file, line, column, "; ".join(said), hint)


def _sorted_out(chars: list[str]) -> tuple[list[str], list[str]]:
    """Control characters, and the others."""
    hidden = [char for char in chars if category(char) in ("Cc", "Cf", "Zl", "Zp")]
    return hidden, [char for char in chars if char not in hidden]


def _hidden(chars: list[str]) -> str:
    codes = ", ".join(f"U+{ord(char):04X}" for char in chars[:MOST_LISTED])
    return (
        f"has an invisible control character ({codes})"
        if len(chars) == 1
        else (f"has invisible control characters ({codes})")
    )


def _listed(chars: list[str]) -> str:
    """Characters, as they look where they have looks, with their code points."""
    shown = [f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}" for char in chars]
    rest = len(shown) - MOST_LISTED
    return ", ".join(shown[:MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def _located(library: Library, problem: Problem) -> Problem:
    """A problem of the layout with the file that it is about: a slug becomes its file, an address its place."""
    if problem.line:
        return problem
    if problem.file in library.slugs("muscles") + library.slugs("conditions"):
        return library.problem(problem.file, (), problem.message, problem.hint)
    place = library.find_text(problem.file)
    return replace(problem, file=place[0], line=place[1], column=place[2]) if place else problem


def _document(library: Library, request: SheetRequest, *, web: bool = False) -> Document:
    """The document, once nothing is wrong. Raises ContentError with all that is wrong with request and content."""
    problems = list(_wrong_exercises(library, request))
    document = None
    try:
        document = compose(library, replace(request, exercises=()) if problems else request, web=web)
        if library.clinic.logo is not None:
            problems += logo_problems(library, library.clinic_path)
    except ContentError as error:
        problems += error.problems
    if problems or document is None:
        raise ContentError(problems)
    return document


def _wrong_exercises(library: Library, request: SheetRequest) -> Iterator[Problem]:
    """Exercises asked for that there are not, and doses that are none. Files that cannot be read are for others."""
    known = library.slugs("exercises") if request.exercises else ()
    for entry in request.exercises:
        name, _, dose = entry.partition("=")
        if name not in known:
            message = f"there is no exercise {name[:60]!r}"
            yield Problem("--exercise", 0, 0, message, suggestion(name[:60], known))
        elif dose:
            try:
                parse_dose(dose, library.exercise(name).dose)
            except ContentError as error:
                yield from error.problems
