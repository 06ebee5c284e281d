"""A row of a roster as a request for a sheet, and what is wrong with it as the cell that it is in. Makes no sheet.

Nothing that stands in a cell of a person (name, note, date) is repeated in a message.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from handouts.errors import Problem
from handouts.language.base import month_first
from handouts.limits import DAYS, FIRST_DAY, LAST_DAY
from handouts.roster import MANY, Cell, Roster, Row
from handouts.sheet.request import SheetRequest

_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "--patient": "name", "--patient-latin": "latin name", "--side": "side", "--date": "date", "--note": "note",
        "--note-lang": "note language", "--exercise": "exercises", "--has": "has", "--cleared": "cleared",
        "--lang": "language", "--paper": "paper", "--edition": "edition", "--ref": "ref", "SLUG": "sheet",
    }
)  # fmt: skip
"""The column that says what an option of one sheet says."""
_SIDES = MappingProxyType({"l": "left", "r": "right", "b": "both", "lt": "left", "rt": "right"})
_YEAR_FIRST_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_OTHER_DATE = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})\.?")
_OF_ONE = frozenset({"name", "ref", "email"})
"""Columns in which nearly every row has something else, and that decide nothing else of a request."""
_KINDS = 1_000
"""Rows that differ in other columns whose requests serve further rows; what comes after them is read for itself."""
_MIDNIGHT = re.compile(r"[T ]\s*0?0:00(:00(\.0+)?)?Z?$")
"""What some programs write behind a date."""


@dataclass(frozen=True)
class Recipient:
    """One row: its request, and the name of its file without an ending. Nothing is made of one that is not ``good``."""

    row: Row
    request: SheetRequest
    name: str
    good: bool = True


def recipients(
    file: str, roster: Roster, like: SheetRequest, *, every: bool = False
) -> tuple[tuple[Recipient, ...], tuple[Problem, ...]]:
    """A request for each row, with what the row leaves open as in ``like``, and every cell that is no good by itself.

    A row with such a cell has no request, unless ``every`` row is to be looked at for what else may be wrong with it.
    ``like.slug`` may be empty if each row says which sheet.
    """
    found: list[Recipient] = []
    problems = list(roster.problems)
    lost = {problem.line for problem in problems}
    names: dict[str, int] = {}
    alike: dict[Hashable, SheetRequest] = {}
    wide = max(4, len(str(len(roster.rows))))
    for row in roster.rows:
        wrong: list[Problem] = []
        key = tuple([(column, cell.text) for column, cell in row.cells.items() if column not in _OF_ONE])
        known = alike.get(key)
        if known is None:
            request = _request(file, row, like, wrong)
            if not wrong and len(alike) < _KINDS:
                alike[key] = request
        else:
            patient, ref = row.cells.get("name"), row.cells.get("ref")
            request = known.named(patient.text if patient else None, ref.text if ref else None)
        name = request.ref or f"{row.number:0{wide}}"
        taken = names.setdefault(name.casefold(), row.line)
        if taken != row.line:
            cell = row.cells.get("ref")
            column = cell.column if cell else 1
            message = f"its file has the name of that of line {taken}"
            wrong.append(Problem(file, row.line, column, message, "give each row a ref of its own"))
        problems += wrong
        good = not wrong and row.line not in lost
        if good or (every and request.slug and row.line not in lost):
            found.append(Recipient(row, request, name, good))
    return tuple(found), tuple(problems)


def in_its_cell(file: str, row: Row, problem: Problem) -> Problem:
    """``problem`` of a request as that of the cell which caused it; problems of content stay where they are."""
    slug = row.cells.get("sheet")
    column = "sheet" if slug is not None and problem.file == _slug(slug.text) else _OPTIONS.get(problem.file)
    if column is None or problem.line:
        return problem
    cell = row.cells.get(column)
    if cell is None:
        return replace(problem, message=f"{problem.message} (line {row.line} of {file})")
    return replace(problem, file=file, line=cell.line, column=cell.column, hint=_as_column(problem.hint))


def _as_column(hint: str) -> str:
    """A hint that names an option, for a table."""
    for option in sorted(_OPTIONS, key=len, reverse=True):
        hint = re.sub(rf"{option}\b(?!-)", f"the column {_OPTIONS[option]!r}", hint)
    return hint


def _request(file: str, row: Row, like: SheetRequest, wrong: list[Problem]) -> SheetRequest:
    cells = row.cells

    def text(column: str, default: str | None) -> str | None:
        return cells[column].text if column in cells else default

    lang = text("language", like.lang) or like.lang
    slug = _slug(cells["sheet"].text) if "sheet" in cells else like.slug
    if not slug:
        wrong.append(
            Problem(file, row.line, 1, "nothing says which sheet", "fill the column 'sheet', or name one")
        )
    side = cells["side"].text.casefold() if "side" in cells else like.side
    for column in sorted(MANY & cells.keys()):
        given = [value.casefold() for value in cells[column].values]
        if len(set(given)) < len(given):
            cell = cells[column]
            wrong.append(Problem(file, cell.line, cell.column, "it says the same twice", "give each once"))
    day = like.date
    if "date" in cells:
        day = date_of(cells["date"].text, lang)
        if day is None:
            cell = cells["date"]
            order = "month/day/year" if month_first(lang) else "day/month/year"
            hint = f"write it as YYYY-MM-DD, or as {order}; {DAYS}"
            wrong.append(Problem(file, cell.line, cell.column, "this is no date", hint))
    return SheetRequest(
        slug=slug,
        edition=(text("edition", like.edition) or "").casefold(),
        paper=(text("paper", like.paper) or "").casefold(),
        lang=lang,
        detail=like.detail,
        allow_untranslated=like.allow_untranslated,
        keep=like.keep,
        side=_SIDES.get(side or "", side),  # type: ignore[arg-type]
        patient=text("name", None),
        patient_latin=text("latin name", None),
        note=text("note", like.note),
        note_lang=text("note language", like.note_lang),
        ref=text("ref", None),
        date=day,
        exercises=_exercises(cells["exercises"]) if "exercises" in cells else like.exercises,
        health=frozenset(map(_slug, cells["has"].values)) | like.health if "has" in cells else like.health,
        cleared=frozenset(map(_slug, cells["cleared"].values)) | like.cleared
        if "cleared" in cells
        else like.cleared,
    )


def date_of(text: str, lang: str) -> dt.date | None:
    """The day that a cell means, in the order in which the country of ``lang`` writes dates; None for what is none."""
    bare = _MIDNIGHT.sub("", text.strip())
    if found := _YEAR_FIRST_DATE.fullmatch(bare):
        year, month, day = map(int, found.groups())
    elif found := _OTHER_DATE.fullmatch(bare):
        first, second, year = map(int, found.groups())
        month, day = (first, second) if month_first(lang) else (second, first)
        year += 2000 if len(found[3]) == 2 else 0
    else:
        return None
    try:
        found_day = dt.date(year, month, day)
    except ValueError:
        return None
    return found_day if FIRST_DAY <= found_day <= LAST_DAY else None


def _exercises(cell: Cell) -> tuple[str, ...]:
    return tuple(map(_exercise, cell.values))


def _exercise(entry: str) -> str:
    """``SLUG[=DOSE][; NOTE]`` with the slug as it is written; a sign with nothing behind it stays, to be told of."""
    what, semicolon, note = entry.partition(";")
    name, sign, dose = what.partition("=")
    return f"{_slug(name)}{sign}{dose.strip()}" + (f"; {note.strip()}" if semicolon else "")


def _slug(text: str) -> str:
    """What was typed with capitals and spaces as the name of a file has it."""
    return re.sub(r"\s+", "-", text.strip().casefold())
