"""Text that runs through two columns of a page, between blocks that take its whole width. Reads no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.layout.pages import Atom, Placed, paginate

GUTTER = 18.0
"""Points between two columns."""
LEAST = 60.0
"""Points of a column under which it is begun on the next page instead."""


@dataclass(frozen=True, slots=True)
class Run:
    """Atoms that follow each other: over the whole width, or through columns."""

    atoms: tuple[Atom, ...]
    columns: bool = False


def column_width(width: float) -> float:
    """Points of each of two columns."""
    return (width - GUTTER) / 2


def in_columns(
    runs: Sequence[Run], width: float, first: float, height: float, gap: float
) -> list[list[Placed]]:
    """Pages of ``runs``; the first page has room for ``first`` points, all others for ``height``. The last columns are
    of one height, as nearly as their atoms let them be.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0

    def room() -> float:
        return (first if len(pages) == 1 else height) - used

    def turn() -> None:
        nonlocal used
        pages.append([])
        used = 0.0

    for run in runs:
        rest = list(run.atoms)
        while rest:
            before = gap if used else 0.0
            if not run.columns:
                found = paginate(rest, height, first=room() - before)
                if used and _bottom(found[0]) > room() - before + 0.01:
                    turn()
                    continue
                used = _put(pages[-1], found[:1], used + before, width)
                rest = rest[len(found[0]) :]
                if rest:
                    turn()
                continue
            if room() - before < LEAST:
                turn()
                continue
            columns = _columns(rest, room() - before)
            if columns is None:
                turn()
                continue
            used = _put(pages[-1], columns, used + before, width)
            rest = rest[sum(map(len, columns)) :]
            if rest:
                turn()
    return pages


def _columns(atoms: Sequence[Atom], room: float) -> list[list[Placed]] | None:
    """The next two columns, at most ``room`` points high; None where not even the first atoms fit."""
    opened = [replace(atoms[0], before=0.0), *atoms[1:]]
    found = paginate(opened, room)
    if _bottom(found[0]) > room + 0.01:
        return None
    if len(found) > 2:
        return found[:2]
    low, high = 0.0, room
    for _ in range(12):  # halving: to a fifth of a point
        middle = (low + high) / 2
        tried = paginate(opened, middle)
        if len(tried) <= 2 and all(_bottom(column) <= middle + 0.01 for column in tried):
            high, found = middle, tried
        else:
            low = middle
    return found


def _put(page: list[Placed], columns: Sequence[Sequence[Placed]], top: float, width: float) -> float:
    """Put columns on a page; how much of it is used then."""
    step = column_width(width) + GUTTER
    for number, column in enumerate(columns):
        for one in column:
            header = None if one.header_top is None else one.header_top + top
            page.append(replace(one, top=one.top + top, header_top=header, left=number * step))
    return top + max(_bottom(column) for column in columns)


def _bottom(column: Sequence[Placed]) -> float:
    return column[-1].top + column[-1].atom.height if column else 0.0
