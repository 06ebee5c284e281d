"""Boxes at the foot of the back: the log to tick by hand, and the code that leads to the article."""

from __future__ import annotations

from handouts.layout.boxes import Stack, TextBox, set_lines
from handouts.layout.frame import LAYOUT, LEAVE, Area, Code, Enter, Frame, Item, Placed, Rect, Rule
from handouts.layout.kit import Kit, words
from handouts.sheet.blocks import Log, QrPanel

CODE_SIZE = 71.0
"""Side of the code with its quiet zone: 25 mm, in which a module of the largest code is 0.55 mm."""


class LogBox:
    """Tick boxes by day. To a screen reader it is one picture that says in words what it is for."""

    LEAST = 13.0
    """Smallest tick box, in points: below it the days go on in another row of boxes."""
    ROOMY = 15.0
    """Tick boxes at least this large leave room for the heading beside the numbers of the days."""

    def __init__(self, kit: Kit, log: Log) -> None:
        self.kit, self.log = kit, log
        self.heading = TextBox(kit, words(log.heading), "h2", "H2", bookmark=1)
        self.style = kit.theme.style("log")
        self.labels = [f"{row.letter} {row.name}".strip() for row in log.rows]

    def layout(self, width: float) -> Frame:
        kit, style = self.kit, self.style
        label = max(kit.wide(text, style) for text in self.labels)
        beside_heading = width - max(label, kit.wide(self.log.heading, kit.theme.style("h2"))) - 5
        beside = kit.columns and beside_heading / self.log.days >= self.ROOMY
        days, room = self.log.days, beside_heading if beside else width - label - 5
        while not beside and days > 1 and room / days < max(self.LEAST, 1.25 * style.size):
            days = (days + 1) // 2
        cell = min(kit.theme.log_box, room / days)
        heading = self.heading.layout(width)
        # In one row the heading and the numbers of the days stand on one line.
        above = heading.height - style.leading - 1.5 if beside else heading.height
        items: list[Item] = []
        y = above
        for first in range(0, self.log.days, days):
            if first:
                y += 6.0
            shown = range(first, min(first + days, self.log.days))
            items += self._grid(shown, width - cell * days, y, cell)
            y += style.leading + 1.0 + len(self.labels) * cell
        figure = Enter("Figure", alt=self.log.alt, box=(0.0, above, width, y - above))
        return Frame(width, y, (Placed(0.0, 0.0, heading), figure, *items, LEAVE))

    def _grid(self, days: range, left: float, top: float, cell: float) -> list[Item]:
        """One row of days: their numbers, the names of the rows, the lines."""
        kit, style, ink = self.kit, self.style, self.kit.theme.palette.ink
        grid, rows = top + style.leading + 1.0, len(self.labels)
        items: list[Item] = []
        for i, day in enumerate(days):
            text = str(day + 1)
            x = left + i * cell + (cell - kit.wide(text, style)) / 2
            items += set_lines(kit, kit.lines(words(text), style, 2 * cell), style, x, top)
        for r, label in enumerate(self.labels):
            y = grid + r * cell + (cell - style.leading) / 2
            items += set_lines(kit, kit.lines(words(label), style, left), style, 0.0, y)
        right, bottom = left + cell * len(days), grid + rows * cell
        for r in range(rows + 1):
            items.append(Rule(left, grid + r * cell, right, grid + r * cell, ink, 0.6))
        for i in range(len(days) + 1):
            x, week = left + i * cell, (days.start + i) % 7 == 0
            items.append(Rule(x, grid, x, bottom, ink, 1.2 if week else 0.6))
        return items


class QrBox:
    """The code, its readable address and the clinic's contact in an outlined box."""

    PAD, GAP = 3.0, 8.0

    def __init__(self, kit: Kit, block: QrPanel) -> None:
        self.kit, self.block = kit, block
        self.text = Stack(
            [
                TextBox(kit, words(block.heading), "qr-heading"),
                TextBox(kit, (block.address,), "qr"),
                TextBox(kit, words(block.contact_label), "qr-heading"),
                *(TextBox(kit, (span,), "qr") for span in block.contact),
            ],
            [0.0, 0.0, 3.0, *[0.0] * len(block.contact)],
        )

    def layout(self, width: float) -> Frame:
        pad, beside = self.PAD, self.PAD + CODE_SIZE + self.GAP
        text = self.text.layout(width - beside - pad)
        height = max(CODE_SIZE, text.height) + 2 * pad
        x, y, block = pad, (height - CODE_SIZE) / 2, self.block
        box = (x, y, CODE_SIZE, CODE_SIZE)
        edge = Rect(0.0, 0.0, width, height, None, self.kit.theme.palette.accent, 0.8, (7.0,) * 4)
        return Frame(
            width,
            height,
            (
                LAYOUT, edge, LEAVE,
                Enter("Link"), Enter("Figure", alt=block.alt, box=box), Code(x, y, CODE_SIZE, block.url), LEAVE,
                Area(*box, block.url, block.alt), LEAVE,
                Placed(beside, (height - text.height) / 2, text),
            ),
        )  # fmt: skip
