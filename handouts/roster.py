"""A roster of patients as spreadsheets write it (CSV, TSV) or JSON Lines: rows of cells that know where they stand.

Reads what Excel, Numbers and LibreOffice write: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs; line breaks
inside quotes; empty rows. Knows the columns, but judges no cell, and keeps nothing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from handouts.errors import ContentError, Problem
from handouts.plainjson import TwiceError, loads

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("patient", "patient name", "full name", "client", "client name"),
        "latin name": ("name latin", "patient latin", "name in latin letters"),
        "side": ("body side", "treated side"),
        "date": ("day", "visit", "visit date", "date of visit", "appointment"),
        "note": ("notes", "message", "comment", "remark"),
        "note language": ("note lang", "language of note", "language of the note"),
        "exercises": ("exercise", "exercises with doses", "plan", "program"),
        "has": ("health", "condition", "conditions", "health conditions"),
        "language": ("lang", "sheet language"),
        "paper": ("paper size",),
        "edition": ("style",),
        "ref": ("reference", "initials", "file", "id", "patient id", "number"),
        "sheet": ("slug", "topic", "muscle", "handout"),
        "email": ("e mail", "mail", "email address", "e mail address"),
        "cleared": ("cleared exercises", "cleared for"),
    }
)
"""What a column is called, and what it may be called as well; capitals, hyphens and underscores do not matter."""
MANY = frozenset({"exercises", "has", "cleared"})
"""Columns whose cells hold several values, with ``|`` between them."""

_KNOWN = MappingProxyType({name: column for column, others in COLUMNS.items() for name in (column, *others)})
_TELLING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "has": ("has", "condition", "conditions"),
        "cleared": ("cleared",),
        "side": ("side",),
        "exercises": ("exercises",),
    }
)
"""Words that say of a name with others in it which column is meant: one that must not get lost."""
SHORTEST, CLOSE = 3, 0.8
"""Letters from which on a name may be misspelt, and likeness (:class:`difflib.SequenceMatcher`) from which it is."""
_BINARY = {
    b"PK\x03\x04": "an Excel, Numbers or LibreOffice workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}
_BETWEEN = ",;|:\t"
_USUAL = (",", ";", "\t")
"""What may be said to stand between cells: it is in no word, quotes nothing and ends no line."""
_SAVE = "save the table as CSV (in Excel: CSV UTF-8) and give that file"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where: line of the file and number of the column, both from 1."""

    text: str = field(repr=False)
    line: int
    column: int

    @property
    def values(self) -> tuple[str, ...]:
        """The values between ``|``, without blank ones."""
        return tuple(value for part in self.text.split("|") if (value := part.strip()))


@dataclass(frozen=True, slots=True)
class Row:
    """One patient: the number of the row among those that say something, from 1, its line, its cells by column. Blank
    cells are left out.
    """

    number: int
    line: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of a file; the columns it has and, by the names in the file, those that nobody knows; ``problems`` are
    cells that cannot be read, ``coding`` what the file is written in.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]
    coding: str


def read_roster(file: str, data: bytes) -> Roster:
    """The roster in ``data``; ``file`` is its name, for messages.

    Raises ContentError where it is no table at all: a workbook, text that cannot be decoded, a header that is missing
    or names a column twice, a name that is nearly that of a column, a quote that never ends.
    """
    text, coding = decoded(file, data)
    if not text.strip():
        raise ContentError(
            Problem(file, 1, 1, "there is nothing in it", "give a first row with names of columns")
        )
    suffix = file.lower().rpartition(".")[2]
    if suffix in ("jsonl", "ndjson", "json") or text.lstrip().startswith("{"):
        return _from_json(file, text, coding)
    return _from_table(file, text, coding, suffix)


def column_of(name: str) -> str | None:
    """The column that a name in a header means; None for one that nobody knows."""
    return _KNOWN.get(_plain(name))


def decoded(file: str, data: bytes) -> tuple[str, str]:
    """The text of a roster, and what it is written in. Raises ContentError."""
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise ContentError(Problem(file, 0, 0, f"this is {what}, not a text file", _SAVE))
    coding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        coding = "utf-16"
    elif 4 * data[:200].count(b"\0") >= len(data[:200]) > 0:  # names of columns in it have one in each letter
        coding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    else:
        try:
            data.decode(coding)
        except UnicodeDecodeError:
            coding = "cp1252"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            Problem(file, line, 1, "there are characters that cannot be read", _SAVE)
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(Problem(file, line, 1, "this is not a text file", _SAVE))
    return text, {"cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}.get(coding, "UTF-16")


# --------------------------------------------------------------------------------------------------------- tables


def _from_table(file: str, text: str, coding: str, suffix: str) -> Roster:
    skip = re.match(r"sep=(.)\r?\n", text)  # what Excel is told with
    if skip and skip[1] not in _BETWEEN:
        hint = f"write one of {' '.join(_BETWEEN.strip())}, or take the row out"
        raise ContentError(Problem(file, 1, 5, f"{skip[1]!r} cannot stand between cells", hint))
    sign = skip[1] if skip else "\t" if suffix in ("tsv", "tab") else separator(text)
    lines = records(file, text[skip.end() :] if skip else text, sign, 2 if skip else 1)
    header: list[str] = []
    top = 1
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            top, header = line, [cell.strip() for cell in cells]
            break
    columns = _columns(file, top, header)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        found: dict[str, Cell] = {}
        if other := _other_sign(cells, sign, len(header)):
            message = f"there is {other!r} between the cells of this row, and {sign!r} in the first row"
            problems.append(Problem(file, line, 1, message, f"write {sign!r} in every row"))
            continue
        for index, cell in enumerate(cells):
            if not cell.strip():
                continue
            if index >= len(header):
                message = f"there are {len(header)} columns, and this is a cell of another"
                hint = (
                    f"put a cell that has {sign!r} in it between double quotes"
                    if sign != "\t"
                    else "empty the cell"
                )
                problems.append(Problem(file, line, index + 1, message, hint))
                break
            if columns[index] is not None:
                found[columns[index] or ""] = Cell(cell.strip(), line, index + 1)
        rows.append(Row(len(rows) + 1, line, MappingProxyType(found)))
    unknown = tuple(name for name, column in zip(header, columns, strict=True) if column is None and name)
    return Roster(tuple(rows), tuple(c for c in columns if c), unknown, tuple(problems), coding)


def _other_sign(cells: list[str], sign: str, columns: int) -> str:
    """The sign between the cells of a row that is all in one cell, where it has as many of them as the header has
    columns: the row was pasted from another table. Else nothing.
    """
    if len(cells) > 1 or columns < 2:
        return ""
    return next((one for one in _USUAL if one != sign and cells[0].count(one) == columns - 1), "")


def separator(text: str) -> str:
    """The sign between cells: the one that the first row that says something has most of."""
    row = next(line for line in text.splitlines() if line.strip())
    bare = re.sub(r'"[^"]*"', "", row)
    return max(_USUAL, key=bare.count)


def records(file: str, text: str, sign: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """The line that each row begins on, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    line = first
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            ends = "end of data" in str(error)
            message = "a double quote is opened and never closed" if ends else "this row cannot be read"
            if "field limit" in str(error):
                message = f"a cell has more than {csv.field_size_limit():,} characters"
            hint = 'a cell with double quotes in it stands between quotes, and has each of them twice: "5"" ball"'
            raise ContentError(Problem(file, line, 1, message, hint)) from None
        if cells is None:
            return
        yield line, cells
        line = first + reader.line_num


def _columns(file: str, line: int, header: list[str]) -> list[str | None]:
    """The column that each name in the header means; None for one that nobody knows."""
    columns = [_KNOWN.get(_plain(name)) for name in header]
    problems = []
    for index, column in enumerate(columns):
        if column is not None and column in columns[:index]:
            message = f"there is a column for {column!r} already ({header[columns.index(column)]!r})"
            problems.append(Problem(file, line, index + 1, message, "give one of them another name"))
    for index, (name, column) in enumerate(zip(header, columns, strict=True)):
        if column is None and (problem := _misspelt(file, line, index + 1, name)):
            problems.append(problem)
    if not any(columns) and not problems:
        hint = f"the first row names the columns: {', '.join(COLUMNS)}"
        problems.append(Problem(file, line, 1, "there is no column that is known", hint))
    if problems:
        raise ContentError(problems)
    return columns


def _misspelt(file: str, line: int, column: int, name: str) -> Problem | None:
    """What is wrong with a name that nobody knows, and that is like one of a column: what stands there would be lost,
    and with it what keeps a patient safe. None for a column that is for somebody else.
    """
    meant = nearest_column(name)
    if not meant:
        return None
    hint = f"did you mean '{meant}'? If not, give it another name, or take the column out"
    return Problem(file, line, column, f"there is no column {name[:40]!r}", hint)


def nearest_column(name: str) -> str:
    """The column of which one name is like ``name`` word by word, or "": for those that gates hang on one word is
    enough, as in "has condition".
    """
    typed = _plain(name).split()
    for known, column in _KNOWN.items():
        words = known.split()
        if len(words) == len(typed) and all(map(_alike, typed, words)):
            return column
    for column, telling in _TELLING.items():
        if any(_alike(word, known) for word in typed for known in telling):
            return column
    return ""


def _alike(typed: str, known: str) -> bool:
    """Whether a word is another one, or that one with a letter wrong, lacking, too many or in the place of the next."""
    from difflib import SequenceMatcher  # imported only where a name is not known

    if typed == known:
        return True
    if min(len(typed), len(known)) < SHORTEST:
        return False
    turned = typed[0] == known[0] and sorted(typed) == sorted(known)
    return turned or SequenceMatcher(None, typed, known).ratio() >= CLOSE


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", name).casefold().split())


# ----------------------------------------------------------------------------------------------------- JSON Lines


def _from_json(file: str, text: str, coding: str) -> Roster:
    rows: list[Row] = []
    problems: list[Problem] = []
    columns: dict[str, None] = {}
    unknown: dict[str, None] = {}
    lost: list[Problem] = []
    for line, part in enumerate(text.split("\n"), 1):
        if not part.strip():
            continue
        try:
            read = loads(part)
        except TwiceError as error:
            problems.append(Problem(file, line, 1, f"{error} is given twice", "give each value once"))
            continue
        except ValueError as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            problems.append(Problem(file, line, column, "this is not JSON", "write one object on each line"))
            continue
        except RecursionError:
            read = None
        if not isinstance(read, dict):
            problems.append(Problem(file, line, 1, "this is no object", 'write {"name": ..., "side": ...}'))
            continue
        found: dict[str, Cell] = {}
        for index, (name, value) in enumerate(read.items(), 1):
            known = _KNOWN.get(_plain(name))
            if known is None:
                if name not in unknown and (problem := _misspelt(file, line, index, name)):
                    lost.append(problem)
                unknown[name] = None
                continue
            columns[known] = None
            said = _said(value)
            if said is None or known in found:
                message = f"{known!r} is given twice" if known in found else f"{known!r} has to be a text"
                problems.append(Problem(file, line, index, message, "write a text, or a list of texts"))
            elif said.strip():
                found[known] = Cell(said.strip(), line, index)
        rows.append(Row(len(rows) + 1, line, MappingProxyType(found)))
    if lost:  # as in a table: none of its rows is sure
        raise ContentError(lost)
    return Roster(tuple(rows), tuple(columns), tuple(unknown), tuple(problems), coding)


def _said(value: object) -> str | None:
    """A value as a cell has it; None for what no cell can hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return None
    if isinstance(value, str | int):
        return str(value)
    parts: Iterable[object] = value if isinstance(value, list) else (None,)
    return "|".join(map(str, parts)) if all(isinstance(part, str) for part in parts) else None
