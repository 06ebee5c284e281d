"""The log of a home program: a line for each exercise with its dose, a column for each day, two weeks abreast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.layout.boxes import Stack, TextBox, set_lines
from handouts.layout.frame import LEAVE, Enter, Frame, Item, Placed, Rule
from handouts.layout.kit import Kit, words
from handouts.layout.lines import Line
from handouts.layout.log import cell_field
from handouts.layout.program import disc
from handouts.sheet.blocks import DayRecord
from handouts.words import lang_of, like

LABEL_SHARE = 0.46
"""Share of the width for names and doses."""
WEEK = 7
TOP = 80.0
"""Points that the heading of the log takes at most."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of one line of the log."""

    letter: str
    name: tuple[Line, ...]
    dose: tuple[Line, ...]
    height: float


class RecordBox:
    """One grid of the log: at most two weeks; the first says the doses. To a screen reader it is one picture that says
    what it is for. ``follows``: it is a further part of a grid.
    """

    ROOMY, CLOSE = 30.0, 18.4
    """Points that a line is high at least."""
    DISC = 15.0
    BELOW = 3.0
    """Points from the numbers of the days to the top line."""

    def __init__(self, kit: Kit, block: DayRecord, first: int, weeks: int, *, follows: bool = False) -> None:
        self.kit, self.block, self.first, self.weeks, self.follows = kit, block, first, weeks, follows
        self.name, self.dose = kit.theme.style("record"), kit.theme.style("record-dose")

    def layout(self, width: float) -> Frame:
        label = width * (LABEL_SHARE if self.weeks == 2 else 0.6)
        cell = (width - label) / (WEEK * self.weeks)
        indent = self.DISC + 5.0
        least = self.ROOMY if self.block.roomy else self.CLOSE
        rows = [
            self._row(row.letter, row.name, "" if self.first else row.dose, label - indent - 4.0, least)
            for row in self.block.rows
        ]
        if self.block.pain:
            rows.append(self._row("", self.block.pain, "", label - 4.0, least))
        head = self.dose.leading + self.BELOW + (self.name.leading if self.block.weeks > 2 else 0.0)
        items: list[Item] = list(self._days(label, cell))
        y = head
        for row in rows:
            items += self._words(row, y, indent)
            y += row.height
        items += self._grid(label, cell, head, rows)
        shown = range(self.first + 1, self.first + self.weeks + 1)
        again = self.block.signs.comma.join(self.block.week.replace("{n}", str(week)) for week in shown)
        again = like(again, self.block.week)
        alt = again if self.first or self.follows else self.block.alt
        forms = self._forms(label, cell, head, rows) if self.kit.fillable else ()
        figure = Enter("Figure", alt=alt, lang=lang_of(alt), box=(0.0, 0.0, width, y))
        return Frame(width, y, (figure, *items, LEAVE, *forms))

    def _forms(self, label: float, cell: float, head: float, rows: Sequence[_Row]) -> Iterator[Item]:
        """A place to tick for each exercise and day, and one for the pain of each day; day by day."""
        block, size = self.block, self.dose.size
        named = [*((row.letter, row.name) for row in block.rows), *([("", block.pain)] if block.pain else [])]
        for day in range(WEEK * self.weeks):
            y, number = head, WEEK * self.first + day + 1
            for (letter, name), row in zip(named, rows, strict=True):
                box = (label + day * cell, y, cell, row.height)
                said = f"{block.day.replace('{n}', str(number))}: {letter} {name}".replace("  ", " ")
                tick = bool(letter)
                yield from cell_field(box, f"day-{number}-{letter or 'pain'}", said, size, tick=tick).tagged()
                y += row.height

    def _row(self, letter: str, name: str, dose: str, width: float, least: float) -> _Row:
        names = self.kit.lines(words(name), self.name, width)
        doses = self.kit.lines(words(dose), self.dose, width) if dose else ()
        needed = len(names) * self.name.leading + len(doses) * self.dose.leading + 3.0
        return _Row(letter, names, doses, max(least, needed))

    def _words(self, row: _Row, y: float, indent: float) -> list[Item]:
        kit = self.kit
        high = len(row.name) * self.name.leading + len(row.dose) * self.dose.leading
        top = y + (row.height - high) / 2
        items: list[Item] = []
        x = 0.0
        if row.letter:
            x = indent
            ground, letter = disc(kit, row.letter, 0.0, y + (row.height - self.DISC) / 2, self.DISC)
            items += [*ground, *letter]
        items += set_lines(kit, row.name, self.name, x, top)
        return items + set_lines(kit, row.dose, self.dose, x, top + len(row.name) * self.name.leading)

    def _days(self, label: float, cell: float) -> list[Item]:
        """The numbers of the days, and of the weeks where there are more than two."""
        kit, style, items = self.kit, self.dose, list[Item]()
        top = 0.0
        if self.block.weeks > 2:
            for week in range(self.weeks):
                text = like(self.block.week.replace("{n}", str(self.first + week + 1)), self.block.week)
                left, lines = label + week * WEEK * cell, kit.lines(words(text), self.name, 900.0)
                items += set_lines(kit, lines, self.name, left, 0.0)
            top = self.name.leading
        for day in range(WEEK * self.weeks):
            number = str(WEEK * self.first + day + 1 if self.block.weeks <= 2 else day % WEEK + 1)
            x = label + day * cell + (cell - kit.wide(number, style)) / 2
            items += set_lines(kit, kit.lines(words(number), style, 900.0), style, x, top)
        return items

    def _grid(self, label: float, cell: float, head: float, rows: list[_Row]) -> list[Item]:
        ink, days = self.kit.theme.palette.ink, WEEK * self.weeks
        right, bottom = label + cell * days, head + sum(row.height for row in rows)
        items: list[Item] = []
        y = head
        for row in (*rows, None):
            items.append(Rule(label, y, right, y, ink, 0.75))
            y += row.height if row else 0.0
        for day in range(days + 1):
            x, heavy = label + day * cell, day % WEEK == 0
            items.append(Rule(x, head, x, bottom, ink, 1.5 if heavy else 0.75))
        return items


class Heading:
    """The heading of the log, with how to use it beside it or below."""

    def __init__(self, kit: Kit, block: DayRecord) -> None:
        heading = TextBox(kit, words(block.heading), "h2", "H2", bookmark=1)
        lead = TextBox(kit, block.lead, "level-text")
        self.wide = kit.wide(block.heading, kit.theme.style("h2")) + 2.0
        self.heading, self.lead, self.beside = heading, lead, kit.columns

    def layout(self, width: float) -> Frame:
        if not self.beside:
            return Stack([self.heading, self.lead], 2.0).layout(width)
        head, lead = self.heading.layout(self.wide), self.lead.layout(width - self.wide - 10.0)
        high = max(head.height, lead.height + 2.5)
        return Frame(width, high, (Placed(0.0, 0.0, head), Placed(self.wide + 10.0, 2.5, lead)))


def grids(kit: Kit, block: DayRecord, width: float) -> list[Frame]:
    """The grids of a log: two weeks in each where the page is wide enough for that, in parts where a page is not high
    enough.
    """
    each = 2 if kit.columns else 1
    return [
        grid
        for first in range(0, block.weeks, each)
        for grid in _parts(kit, block, first, min(each, block.weeks - first), width)
    ]


def _parts(
    kit: Kit, block: DayRecord, first: int, weeks: int, width: float, *, follows: bool = False
) -> Iterator[Frame]:
    """A grid, in halves where it is higher than a page; the pain of the day is asked for in the last."""
    grid = RecordBox(kit, block, first, weeks, follows=follows).layout(width)
    middle = (len(block.rows) + 1) // 2
    if grid.height <= kit.room - TOP or middle == len(block.rows):
        yield grid
        return
    upper = replace(block, rows=block.rows[:middle], pain="")
    yield from _parts(kit, upper, first, weeks, width, follows=follows)
    lower = replace(block, rows=block.rows[middle:])
    yield from _parts(kit, lower, first, weeks, width, follows=True)
