"""The text of a roster at the desk: every roster as a table of commas, and one cell of it written over.

The text is all the state there is: it comes with each request and goes with its answer.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.errors import ContentError
from handouts.roster import COLUMNS, column_of, decoded, read_roster, records

NAME = "roster.csv"
"""What a roster is called in messages: never the name of its file, which may be somebody's."""
_SIGNS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Table:
    """A header with the known column of each name (None: nobody knows it), and each row with its line and cells."""

    header: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, known: str) -> int:
        """The number of a known column, from 1; 0 where the table has none."""
        return next((number for number, (_, column) in enumerate(self.header, 1) if column == known), 0)


def from_file(data: bytes, suffix: str) -> tuple[str, str]:
    """A file as a table of commas, and how it was read, in words. Raises ContentError for what is no roster."""
    name = f"roster.{suffix}" if suffix in ("tsv", "tab", "jsonl", "ndjson", "json") else NAME
    read = read_roster(name, data)
    text, coding = decoded(name, data)
    if name.endswith(("jsonl", "ndjson", "json")) or text.lstrip().startswith("{"):
        if read.problems:
            raise ContentError(read.problems)
        columns = read.columns
        lines = [
            list(columns),
            *([row.cells[c].text if c in row.cells else "" for c in columns] for row in read.rows),
        ]
        return written(lines), f"{coding} with an object on each line"
    begin = text.partition("\n")[0].strip() if text.startswith("sep=") else ""
    sign = begin[4:5] if begin else separator(text, suffix)
    body = text.partition("\n")[2] if begin else text
    lines = [cells for _, cells in records(name, body, sign, 1)]
    return written(lines), f"{coding} with {_SIGNS.get(sign, sign)}"


def separator(text: str, suffix: str) -> str:
    """The sign between cells."""
    from handouts.roster import separator as most

    return "\t" if suffix in ("tsv", "tab") else most(text)


def written(lines: Iterable[Iterable[str]]) -> str:
    """Rows as text, with commas."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def table_of(text: str) -> Table:
    """The table in a text of commas. Raises ContentError where a quote never ends."""
    header: tuple[tuple[str, str | None], ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line, cells in records(NAME, text, ",", 1):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = tuple((name.strip(), column_of(name)) for name in cells)
        else:
            rows.append((line, tuple(cells)))
    return Table(header, tuple(rows))


def with_cells(text: str, changes: Mapping[tuple[int, int], str]) -> str:
    """``text`` with other cells, by line and number of column; all other lines stay as they are."""
    if not changes:
        return text
    wanted: dict[int, dict[int, str]] = {}
    for (line, column), value in changes.items():
        wanted.setdefault(line, {})[column] = value
    lines = list(io.StringIO(text, newline=""))
    starts = [(line, cells) for line, cells in records(NAME, text, ",", 1)]
    ends = [line - 1 for line, _ in starts[1:]] + [len(lines)]
    out: list[str] = []
    for (line, cells), end in zip(starts, ends, strict=True):
        own = wanted.get(line)
        if own is None or len(own) > len(COLUMNS) * 4:
            out += lines[line - 1 : end]
            continue
        row = list(cells)
        for column, value in own.items():
            if 0 < column <= 200:
                row += [""] * (column - len(row))
                row[column - 1] = value
        out.append(written([row]))
    return "".join(out)
