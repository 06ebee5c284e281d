"""Characters that a sheet cannot show: found before anything is set, named with their place. Sets nothing.

The one question that it asks the layout is which characters of a text no font can show (:class:`Fonts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol
from unicodedata import category

from handouts.content.library import Library
from handouts.errors import ContentError, LayoutError, Problem
from handouts.sheet.blocks import Document
from handouts.sheet.request import MOST_MARKS, SheetRequest, asked, marks
from handouts.sheet.said import texts
from handouts.words import Origin, origins_of


class Fonts(Protocol):
    """Fonts that know what they cannot show."""

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that none of them can show, each once."""
        ...


def uncovered(fonts: Fonts, text: str) -> list[str]:
    """The characters of ``text`` that a sheet cannot show."""
    from handouts.layout.faces import clean

    return fonts.missing(clean(text))


def check_page(request: SheetRequest) -> None:
    """Raise :class:`ContentError` where a name or a note holds what no web page may: control characters, tags that
    nobody sees, and what is no character at all.
    """
    for option, words in _typed(request).items():
        if words and any(_hidden(char) for char in words):
            message = "has an invisible control character or half a character"
            raise ContentError(Problem(option, 0, 0, message, "type it again by hand"))


def _hidden(char: str) -> bool:
    none = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF  # Unicode 23.7
    return none or 0xE0000 <= ord(char) <= 0xE007F or (category(char) in ("Cc", "Cs") and char not in "\n\t")


def _typed(request: SheetRequest) -> dict[str, str | None]:
    """What somebody typed for this sheet alone, by option."""
    return {
        "--patient": request.patient,
        "--patient-latin": request.patient_latin,
        "--note": request.note,
        "--exercise": " ".join(asked(entry).note for entry in request.exercises),
    }


def _unprintable(request: SheetRequest, fonts: Fonts) -> Iterator[Problem]:
    from handouts.layout.unprintable import words_problem

    for option, words in _typed(request).items():
        missing = uncovered(fonts, words or "")
        if missing:
            yield words_problem(option, missing)
        elif marks(words or "") > MOST_MARKS:
            message = f"has a letter with more than {MOST_MARKS} marks: they would cover the lines above"
            yield Problem(option, 0, 0, message, "type the name again by hand")


def check_typed(request: SheetRequest, fonts: Fonts) -> None:
    """Raise :class:`LayoutError` naming the characters that no font can show of what somebody typed for one sheet."""
    problems = list(_unprintable(request, fonts))
    if problems:
        raise LayoutError(problems)


def check_characters(library: Library, request: SheetRequest, document: Document, fonts: Fonts) -> None:
    """Raise :class:`LayoutError` naming the characters of ``document`` that no font can show, once for each place."""
    from handouts.layout.unprintable import content_problem

    own = _typed(request)
    problems = list(_unprintable(request, fonts))
    places: dict[tuple[str, int], tuple[int, dict[str, None]]] = {}
    typed = {*own.values(), *(asked(entry).note for entry in request.exercises)}
    for text in texts(document):
        if text.strip() in typed:
            continue
        for char in uncovered(fonts, text):
            file, line, column = _place(library, request, text, char)
            first, chars = places.setdefault((file, line), (column, {}))
            chars[char] = None
            places[file, line] = min(first, column), chars
    for (file, line), (column, chars) in places.items():
        problems.append(content_problem(file, line, column, list(chars)))
    if problems:
        raise LayoutError(problems)


def _place(library: Library, request: SheetRequest, text: str, char: str) -> Origin:
    """Where ``char`` was written; the topic's file for a text that a program made."""
    for origin in origins_of(text):
        found = library.character_place(origin, char)
        if found is not None:
            return found
    unknown = library.problem(request.slug, (), "")
    return next(iter(origins_of(text)), Origin(unknown.file, unknown.line, unknown.column))


def located(library: Library, problem: Problem) -> Problem:
    """A problem of the layout with the file that it is about: a slug becomes its file, a text its place."""
    if problem.line:
        return problem
    if problem.file in library.names("topic"):
        return library.problem(problem.file, (), problem.message, problem.hint)
    origin = next(iter(origins_of(problem.file)), None)
    return replace(problem, file=origin.file, line=origin.line, column=origin.column) if origin else problem
