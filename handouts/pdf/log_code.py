"""Boxes at the foot of the back: the log to tick by hand, and the code that leads to the article."""

from __future__ import annotations

from handouts.pdf.boxes import Kit, Stack, TextBox
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.sheet.blocks import Log, QrPanel, Span

CODE_SIZE = 30 / 25.4 * 72
"""Side of the code with its quiet zone: 30 mm."""


class LogBox:
    """Tick boxes by day. To a screen reader it is one picture that says in words what it is for."""

    LEAST = 13.0
    """Smallest tick box, in points: below it the days go on in another row of boxes."""
    ROOMY = 15.0
    """Tick boxes at least this large leave room for the heading beside the numbers of the days."""

    def __init__(self, kit: Kit, log: Log) -> None:
        self.kit, self.log = kit, log
        self.heading = TextBox(kit, (Span(log.heading),), "h2", "H2", bookmark=1)
        self.style = kit.theme.style("log")
        self.labels = [f"{row.letter} {row.name}".strip() for row in log.rows]

    def _grid(self, width: float) -> tuple[int, float]:
        """Days in a row, and the side of a box."""
        if self._beside(width):
            return self.log.days, min(self.kit.theme.log_box, self._spare(width) / self.log.days)
        room = width - max(self.kit.setter.width(label, self.style) for label in self.labels) - 5
        days = self.log.days
        while days > 1 and room / days < max(self.LEAST, 1.25 * self.style.size):
            days = (days + 1) // 2
        return days, min(self.kit.theme.log_box, room / days)

    def _spare(self, width: float) -> float:
        """Points beside the labels and the heading."""
        setter, heading = self.kit.setter, self.kit.theme.style("h2")
        texts = [setter.width(label, self.style) for label in self.labels]
        return width - max(setter.width(self.log.heading, heading), *texts) - 5

    def _beside(self, width: float) -> bool:
        """Whether the heading stands in the row of the numbers."""
        return self.kit.theme.columns and self._spare(width) / self.log.days >= self.ROOMY

    def _above(self, width: float) -> float:
        """Points from the top of the heading to that of the numbers: in one row both stand on one line."""
        heading = self.heading.height(width)
        return heading - self.style.leading - 1.5 if self._beside(width) else heading

    def height(self, width: float) -> float:
        days, cell = self._grid(width)
        grid = self.style.leading + 1 + len(self.labels) * cell
        return self._above(width) + -(-self.log.days // days) * (grid + 6) - 6

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.heading.draw(pen, x, top, width, parent)
        bottom = top - self.height(width)
        top -= self._above(width)
        figure = parent.element("Figure", alt=self.log.alt)
        per_row, cell = self._grid(width)
        y = top
        for first in range(0, self.log.days, per_row):
            days = range(first, min(first + per_row, self.log.days))
            with pen.canvas.content(figure):
                self._paint(pen, days, x, y, width - cell * per_row, cell)
            y -= self.style.leading + 1 + len(self.labels) * cell + 6
        pen.canvas.figure_box(figure, x, bottom, x + width, top)

    def _paint(self, pen: Pen, days: range, x: float, top: float, label_width: float, cell: float) -> None:
        ink, style = self.kit.theme.palette.ink, self.style
        left, grid, rows = x + label_width, top - style.leading - 1, len(self.labels)
        for i, day in enumerate(days):
            text = str(day + 1)
            px = left + i * cell + (cell - self.kit.setter.width(text, style)) / 2
            pen.text(None, pen.lines((Span(text),), style, 2 * cell), style, px, top)
        for r, label in enumerate(self.labels):
            drop = (cell - style.leading) / 2
            pen.text(None, pen.lines((Span(label),), style, label_width), style, x, grid - r * cell - drop)
        for r in range(rows + 1):
            pen.rule(left, grid - r * cell, cell * len(days), ink, 0.6)
        for i in range(len(days) + 1):
            week = (days.start + i) % 7 == 0
            pen.upright(left + i * cell, grid, rows * cell, ink, 1.2 if week else 0.6)


class QrBox:
    """The code, its readable address and the clinic's contact in an outlined box."""

    PAD, GAP = 3.0, 8.0

    def __init__(self, kit: Kit, block: QrPanel) -> None:
        self.kit, self.block = kit, block
        self.text = Stack(
            [
                TextBox(kit, (Span(block.heading),), "qr-heading"),
                TextBox(kit, (block.address,), "qr"),
                TextBox(kit, (Span(block.contact_label),), "qr-heading"),
                *(TextBox(kit, (span,), "qr") for span in block.contact),
            ],
            [0.0, 0.0, 3.0, 0.0],
        )

    def height(self, width: float) -> float:
        return max(CODE_SIZE, self.text.height(self._text_width(width))) + 2 * self.PAD

    def _text_width(self, width: float) -> float:
        return width - CODE_SIZE - 2 * self.PAD - self.GAP

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette, height = self.kit.theme.palette, self.height(width)
        with pen.decoration():
            pen.frame(x, top, width, height, palette.accent, 0.8, 7.0)
        link = parent.element("Link")
        y = top - (height - CODE_SIZE) / 2
        pen.code(link.element("Figure", alt=self.block.alt), self.block.url, x + self.PAD, y, CODE_SIZE)
        box = (x + self.PAD, y - CODE_SIZE, x + self.PAD + CODE_SIZE, y)
        pen.canvas.link(link, self.block.url, box, self.block.alt)
        text = self._text_width(width)
        drop = (height - self.text.height(text)) / 2
        self.text.draw(pen, x + self.PAD + CODE_SIZE + self.GAP, top - drop, text, parent)
