"""Tables: rows as boxes, so that no row is split and a header can be repeated; column widths from the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.pdf.boxes import Kit
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.pdf.theme import TextStyle
from handouts.sheet.blocks import FactRow, Runs, Span, Table, plain

PAD_X, PAD_Y = 6.0, 2.75


@dataclass(frozen=True, slots=True)
class RowBox:
    """One row. Its parent is a THead or TBody element. ``headers``: how many leading cells name the row, or all."""

    kit: Kit
    cells: tuple[Runs, ...]
    style: TextStyle
    shares: tuple[float, ...]
    head: bool = False
    row_header: bool = False

    def _widths(self, width: float) -> list[float]:
        return [share * width for share in self.shares]

    def height(self, width: float) -> float:
        lines = (
            len(self.kit.setter.lines(cell, self.style, w - 2 * PAD_X))
            for cell, w in zip(self.cells, self._widths(width), strict=True)
        )
        return max(lines) * self.style.leading + 2 * PAD_Y

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette, height = self.kit.theme.palette, self.height(width)
        with pen.decoration():
            if self.head:
                pen.fill(x, top, width, height, palette.tint)
            pen.rule(x, top - height, width, palette.accent if self.head else palette.hairline, 0.6)
        row = parent.element("TR")
        for i, (cell, w) in enumerate(zip(self.cells, self._widths(width), strict=True)):
            names = self.head or (self.row_header and i == 0)
            scope = {"Table": {"Scope": "Column" if self.head else "Row"}} if names else {}
            element = row.element("TH" if names else "TD", attributes=scope)
            lines = pen.lines(cell, self.style, w - 2 * PAD_X)
            pen.text(element, lines, self.style, x + PAD_X, top - PAD_Y)
            x += w

    def draw_again(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Paint it as decoration: the header of a table that goes on over the page."""
        palette = self.kit.theme.palette
        with pen.canvas.artifact("Pagination", "Header"):
            pen.fill(x, top, width, self.height(width), palette.tint)
            pen.rule(x, top - self.height(width), width, palette.accent, 0.6)
            for cell, w in zip(self.cells, self._widths(width), strict=True):
                pen.text(None, pen.lines(cell, self.style, w - 2 * PAD_X), self.style, x + PAD_X, top - PAD_Y)
                x += w


def table_rows(kit: Kit, table: Table) -> tuple[RowBox, list[RowBox]]:
    """The header row and the body rows of ``table``."""
    pairs = table.role == "pairs"
    head_style = kit.theme.style("pair-head" if pairs else "table-head")
    style = kit.theme.style("pair" if pairs else "table")
    head = tuple((Span(text),) for text in table.head)
    shares = (0.5, 0.5) if pairs else column_shares(kit, [head, *(row.cells for row in table.rows)], style)
    return (
        RowBox(kit, head, head_style, shares, head=True),
        [RowBox(kit, row.cells, style, shares, row_header=table.row_header) for row in table.rows],
    )


def column_shares(kit: Kit, rows: Sequence[Sequence[Runs]], style: TextStyle) -> tuple[float, ...]:
    """Share of the width for each column: room for its longest word first, the rest by the length of its text."""
    bold = TextStyle(style.size, style.leading, "bold")
    longest, natural = [], []
    for column in zip(*rows, strict=True):
        texts = [plain(cell) for cell in column]
        words = (word for text in texts for word in text.split())
        longest.append(max((kit.setter.width(word, bold) for word in words), default=0) + 2 * PAD_X + 1)
        natural.append(max(kit.setter.width(text, bold) for text in texts) + 2 * PAD_X)
    width = PAGE_TEXT_WIDTH
    spare = width - sum(longest)
    if spare <= 0:
        return tuple(w / sum(longest) for w in longest)
    wish = [max(n - m, 0.0) for n, m in zip(natural, longest, strict=True)]
    total = sum(wish)
    grown = [
        m + (spare * w / total if total else spare / len(longest)) for m, w in zip(longest, wish, strict=True)
    ]
    return tuple(w / sum(grown) for w in grown)


PAGE_TEXT_WIDTH = 515.0
"""Width in points that column shares are worked out for: the narrower of the papers."""


class FactsBox:
    """The fact table: a label above its value, or beside it where both fit on one line."""

    def __init__(self, kit: Kit, rows: Sequence[FactRow]) -> None:
        self.kit, self.rows = kit, rows
        self.label, self.value = kit.theme.style("fact-label"), kit.theme.style("fact")

    def _one_line(self, row: FactRow, width: float) -> bool:
        setter = self.kit.setter
        text = plain(row.value)
        wide = setter.width(row.label + " ", self.label) + setter.width(text, self.value)
        return wide <= width and len(row.label) + 1 + len(text) <= self.value.line

    def _row_height(self, row: FactRow, width: float) -> float:
        if self._one_line(row, width):
            return self.value.leading + 2 * PAD_Y
        setter = self.kit.setter
        labels = setter.lines((Span(row.label),), self.label, width)
        values = setter.lines(row.value, self.value, width)
        return self.label.leading * len(labels) + self.value.leading * len(values) + 2 * PAD_Y

    def height(self, width: float) -> float:
        return sum(self._row_height(row, width) for row in self.rows)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        body = parent.element("Table").element("TBody")
        for i, row in enumerate(self.rows):
            if i:
                with pen.decoration():
                    pen.rule(x, top, width, self.kit.theme.palette.hairline, 0.6)
            tr = body.element("TR")
            th = tr.element("TH", attributes={"Table": {"Scope": "Row"}})
            y = top - PAD_Y
            below = pen.text(th, pen.lines((Span(row.label),), self.label, width), self.label, x, y)
            td = tr.element("TD")
            if self._one_line(row, width):
                indent = self.kit.setter.width(row.label + " ", self.label)
                pen.text(td, pen.lines(row.value, self.value, width), self.value, x + indent, y)
            else:
                pen.text(td, pen.lines(row.value, self.value, width), self.value, x, below)
            top -= self._row_height(row, width)
