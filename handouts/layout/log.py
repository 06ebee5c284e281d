"""Boxes at the foot of the back: the log to tick by hand, and the code that leads to the article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from handouts.layout.boxes import Box, Stack, TextBox, set_lines
from handouts.layout.frame import LAYOUT, LEAVE, Area, Code, Enter, Field, Frame, Item, Placed, Rect, Rule
from handouts.layout.kit import Kit, words
from handouts.sheet.blocks import Log, LogRow, QrPanel
from handouts.words import lang_of, like

START = 70.0
"""Points of the line for the first day."""
LEAST_CELL = 14.2
"""Points across: two digits by hand, or three circles, take as much. With less, each week has rows of its own."""
DAYS_OF_A_WEEK = 7
CONTACT_GAP = 18.0
"""Points between the clinic's phone and the line for the first day."""


MOST_OF_PAGE = 0.4
"""Share of a page that the rows of a log take at most: it stands on one."""


ROOMY = 1.75
"""How much higher than usual the rows of a log are that is said to be roomy, on a sheet that has to fit."""


class LogBox:
    """A box for each exercise and day, with as many circles as it is to be done that day; days of rest are striped.

    To a screen reader it is one picture that says in words what it is for.
    """

    def __init__(self, kit: Kit, log: Log) -> None:
        self.kit, self.log = kit, log
        self.heading = TextBox(kit, words(log.heading), "h2", "H2", bookmark=1)
        self.style, self.small = kit.theme.style("log"), kit.theme.style("log-day")
        self.labels = [like(f"{row.letter} {row.name}".strip(), row.name) for row in log.rows]
        rows = len(self.labels) * (1 if kit.columns else -(-log.days // DAYS_OF_A_WEEK))
        usual = kit.theme.log_row * (ROOMY if log.roomy and kit.theme.fit else 1.0)
        self.high = min(usual, MOST_OF_PAGE * kit.theme.page_height / rows)

    def least(self) -> float:
        """Points that the log is wide at least, so that all its days stand in one row."""
        return self._label() + self.log.days * LEAST_CELL + 0.1

    def _label(self) -> float:
        """Points that the names of the rows take."""
        return max(self.kit.wide(text, self.style) for text in self.labels) + 0.5 * self.style.size

    def layout(self, width: float) -> Frame:
        kit, label = self.kit, self._label()
        items, y = self._head(width)
        by_week = not kit.columns or (width - label) / self.log.days < LEAST_CELL
        days = DAYS_OF_A_WEEK if by_week else self.log.days
        cell = min(kit.theme.log_box, (width - label) / days)
        above = y
        drawn: list[Item] = []
        fields: dict[int, list[Field]] = {}
        for first in range(0, self.log.days, days):
            if by_week and self.log.weeks:
                week = like(self.log.weeks.replace("{n}", str(first // days + 1)), self.log.weeks)
                name = kit.lines((words(week)[0],), kit.theme.style("log-week"), width)
                drawn += set_lines(kit, name, kit.theme.style("log-week"), 0.0, y)
                if not kit.columns:
                    y += 4.0
            elif first:
                y += 6.0
            shown = range(first, min(first + days, self.log.days))
            drawn += self._grid(shown, label, y, cell)
            if kit.fillable:
                fields |= {day: list(self._fields(day, shown, label, y, cell)) for day in shown}
            y += self.small.leading + len(self.labels) * self.high + (6.0 if by_week else 0.0)
        figure = Enter(
            "Figure", alt=self.log.alt, lang=lang_of(self.log.usage), box=(0.0, above, width, y - above)
        )
        forms = [item for day in sorted(fields) for field in fields[day] for item in field.tagged()]
        return Frame(width, y, (*items, figure, *drawn, LEAVE, *forms))

    def _head(self, width: float) -> tuple[list[Item], float]:
        """The heading with the clinic's phone and the line for the first day; how the log is used; how high that is."""
        kit, log = self.kit, self.log
        heading = self.heading.layout(width)
        items: list[Item] = [Placed(0.0, 0.0, heading)]
        y, room = heading.height, width
        above = kit.wide(log.heading, kit.theme.style("h2")) + 10.0
        if log.start:
            style = kit.theme.style("log")
            wide = kit.wide(log.start, style)
            line = min(START * style.size / 10.0, width / 3)
            left = width - line - wide - 6.0
            beside = left > above
            top = (heading.height - style.leading) / 2 + 1.0 if beside else y
            x = left if beside else 0.0
            baseline = top + style.leading - 2.0
            items += [
                Enter("P"),
                *set_lines(kit, kit.lines(words(log.start), style, 900.0), style, x, top),
                LEAVE,
            ]
            rule = Rule(x + wide + 6.0, baseline, x + wide + 6.0 + line, baseline, kit.theme.palette.ink, 0.9)
            items += [LAYOUT, rule, LEAVE]
            if kit.fillable:
                high = style.leading + 1.0
                field = Field(
                    x + wide + 6.0, baseline - high, line, high, "text", "start", log.start, style.size
                )
                items += field.tagged()
            y += 0.0 if beside else style.leading
            room = left - CONTACT_GAP if beside else 0.0
        if log.contact:
            style = kit.theme.style("qr")
            call = TextBox(kit, log.contact, "qr")
            wide = call.across()
            if above + wide <= room:  # between the heading and the line for the first day
                top = (heading.height - style.leading) / 2 + 0.5
                items.append(Placed(room - wide, top, call.layout(wide)))
            else:
                said = call.layout(width)
                items.append(Placed(0.0, y, said))
                y += said.height
        if log.told:
            lead = TextBox(kit, log.told, "log-lead").layout(width)
            items.append(Placed(0.0, y, lead))
            y += lead.height
        return items, y

    def _grid(self, days: range, left: float, top: float, cell: float) -> list[Item]:
        """One row of days: their numbers, the names of the rows, the circles, the lines."""
        kit, style, ink = self.kit, self.style, self.kit.theme.palette.ink
        high = self.high
        grid = top + self.small.leading
        items: list[Item] = []
        for i, day in enumerate(days):
            text = str(day + 1)
            x = left + i * cell + (cell - kit.wide(text, self.small)) / 2
            items += set_lines(kit, kit.lines(words(text), self.small, 2 * cell), self.small, x, top)
        for r, label in enumerate(self.labels):
            y = grid + r * high + (high - style.leading) / 2
            items += set_lines(kit, kit.lines(words(label), style, left), style, 0.0, y)
        for r, row in enumerate(self.log.rows):
            for i, day in enumerate(days):
                items += self._marks(row, day, left + i * cell, grid + r * high, cell)
        right, bottom = left + cell * len(days), grid + len(self.labels) * high
        for r in range(len(self.labels) + 1):
            items.append(Rule(left, grid + r * high, right, grid + r * high, ink, LOG_LINE))
        for i in range(len(days) + 1):
            x, week = left + i * cell, (days.start + i) % DAYS_OF_A_WEEK == 0
            items.append(Rule(x, grid, x, bottom, ink, 1.5 if week else LOG_LINE))
        return items

    def _fields(self, day: int, days: range, left: float, top: float, cell: float) -> Iterator[Field]:
        """What is to be filled in on a day: one place a row, none where it is a day of rest."""
        x, high = left + (day - days.start) * cell, self.high
        for r, (row, label) in enumerate(zip(self.log.rows, self.labels, strict=True)):
            if row.ticks and not row.ticks[day]:
                continue
            y = top + self.small.leading + r * high
            name = f"day-{day + 1}-{row.letter or r + 1}"
            said = f"{self.log.day.replace('{n}', str(day + 1))}: {label}"
            yield cell_field((x, y, cell, high), name, said, self.style.size, tick=row.asks == "tick")

    def _marks(self, row: LogRow, day: int, x: float, y: float, cell: float) -> list[Item]:
        """The circles of a day, or the stripes of a day of rest; nothing where a number is written."""
        if not row.ticks or row.asks == "number":
            return []
        number, palette = row.ticks[day], self.kit.theme.palette
        if not number:
            return list(stripes(x, y, cell, self.high, palette.ink))
        radius = min(0.3 * self.style.size, self.high / 3.2, (cell - 3.0) / (2.6 * number))
        line = 1.0 if palette.tint is None else 0.8
        gap = 2.6 * radius
        first = x + cell / 2 - gap * (number - 1) / 2
        centre = y + self.high / 2
        return [
            Rect(
                first + n * gap - radius,
                centre - radius,
                2 * radius,
                2 * radius,
                None,
                palette.ink,
                line,
                (radius,) * 4,
            )
            for n in range(number)
        ]


def cell_field(
    box: tuple[float, float, float, float], name: str, says: str, size: float, *, tick: bool
) -> Field:
    """The place to fill in within a ``box`` (left, top, width, height) of a log: to tick, or for a number."""
    x, y, wide, high = box
    kind: Literal["tick", "text"] = "tick" if tick else "text"
    most = 0 if tick else DIGITS
    return Field(x + 1.0, y + 1.0, wide - 2.0, high - 2.0, kind, name, says, min(size, high - 4.0), most)


DIGITS = 2
"""Figures that a place for a number takes: from 0 to 10."""
LOG_LINE = 0.75
"""Points of the lines of the log: they stay on three hard copies."""
STRIPE = 4.5
"""Points between the stripes of a day of rest."""


def stripes(x: float, y: float, wide: float, high: float, colour: str) -> list[Rule]:
    """Slanting lines that fill a box."""
    found = []
    at = STRIPE / 2
    while at < wide + high:
        x0, y0 = (at, 0.0) if at <= wide else (wide, at - wide)
        x1, y1 = (0.0, at) if at <= high else (at - high, high)
        found.append(Rule(x + x0, y + y0, x + x1, y + y1, colour, 0.4))
        at += STRIPE
    return found


class QrBox:
    """The code, its readable address and the clinic's contact in an outlined box."""

    PAD, GAP = 4.0, 8.0

    def __init__(self, kit: Kit, block: QrPanel) -> None:
        self.kit, self.block = kit, block
        self.size = kit.theme.code
        self.address = TextBox(kit, (block.address,), "qr-address")
        contact = [
            TextBox(kit, words(block.contact_label), "qr-heading"),
            *(TextBox(kit, (span,), "qr") for span in block.contact),
        ]
        self.heading = TextBox(kit, words(block.heading), "qr-heading")
        self.text = Stack([self.heading, *contact], [0.0, 4.0, *[0.0] * len(block.contact)])

    def least(self, *, broken: bool = False) -> float:
        """Points that the box is wide at least, so that no line of the contact breaks and the address stands below.
        ``broken``: lines of the contact may break between words, the heading may not.
        """
        style = self.kit.theme.style
        texts = [
            text for span in self.block.contact for text in (span.text.split() if broken else (span.text,))
        ]
        contact = [self.kit.wide(text, style("qr")) for text in texts]
        contact += [self.kit.wide(self.block.heading, style("qr-heading"))] if broken else []
        address = self.kit.wide(self.block.address.text, style("qr-address")) + 2.0
        return max(address, self.size + self.GAP + max(contact, default=0.0)) + 2 * self.PAD + 1.0

    def layout(self, width: float) -> Frame:
        pad, size, block = self.PAD, self.size, self.block
        beside = pad + size + self.GAP
        text: Box = self.text
        wide = self.kit.wide(self.block.address.text, self.kit.theme.style("qr-address"))
        under = wide <= width - 2 * pad - 2.0
        if not under:
            _, *contact = self.text.boxes
            text = Stack([self.heading, self.address, *contact], [0.0, 0.0, 3.0, *[0.0] * len(block.contact)])
        right = text.layout(width - beside - pad)
        upper = max(size, right.height)
        y = pad + (upper - size) / 2
        box = (pad, y, size, size)
        items: list[Item] = [
            Enter("Link", alt=block.alt, lang=lang_of(block.alt)),
            Enter("Figure", alt=block.alt, box=box), Code(pad, y, size, block.url), LEAVE,
            Area(*box, block.url, block.alt), LEAVE,
            Placed(beside, pad + (upper - right.height) / 2, right),
        ]  # fmt: skip
        height = upper + 2 * pad
        if under:
            address = self.address.layout(width - 2 * pad)
            items.append(Placed(pad + 1.0, pad + upper + 1.0, address))
            height += address.height
        accent = self.kit.theme.palette.accent
        edge = Rect(0.5, 0.5, width - 1, height - 1, None, accent, 1.0, (7.0,) * 4)
        return Frame(width, height, (LAYOUT, edge, LEAVE, *items))
