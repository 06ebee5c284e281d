"""Tables: rows as boxes, so that no row is split and a header can be repeated; column widths from the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.layout.theme import TextStyle
from handouts.pdf.boxes import Kit
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.sheet.blocks import FactRow, Runs, Span, Table, plain

PAD_X, PAD_Y = 6.0, 2.0


@dataclass(frozen=True, slots=True)
class RowBox:
    """One row. Its parent is a THead or TBody element. ``headers``: how many leading cells name the row, or all."""

    kit: Kit
    cells: tuple[Runs, ...]
    style: TextStyle
    columns: ColumnWidths
    head: bool = False
    row_header: bool = False

    def _widths(self, width: float) -> Sequence[float]:
        return self.columns.of(width)

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
    columns = ColumnWidths(kit, [] if pairs else [row.cells for row in table.rows], head, head_style, style)
    return (
        RowBox(kit, head, head_style, columns, head=True),
        [RowBox(kit, row.cells, style, columns, row_header=table.row_header) for row in table.rows],
    )


class ColumnWidths:
    """The widths of a table's columns, worked out once for each width of the table. Without ``rows`` all are alike."""

    def __init__(
        self,
        kit: Kit,
        rows: Sequence[Sequence[Runs]],
        head: Sequence[Runs],
        named: TextStyle,
        style: TextStyle,
    ) -> None:
        self.kit, self.rows, self.head, self.named, self.style = kit, rows, head, named, style
        self._known: dict[float, tuple[float, ...]] = {}

    def of(self, width: float) -> tuple[float, ...]:
        """The widths of the columns of a table ``width`` points wide."""
        known = self._known.get(width)
        if known is None:
            known = self._known[width] = self._best(width)
        return known

    def _best(self, width: float) -> tuple[float, ...]:
        """The least lines: with the narrowest columns left as wide as their text, as many as do no harm."""
        if not self.rows:
            return (width / len(self.head),) * len(self.head)
        least, natural = self._needs()
        found = [column_widths(least, natural, width)]
        for i in sorted(range(len(least)), key=natural.__getitem__):
            least[i] = natural[i]
            if sum(least) < width:
                found.append(column_widths(least, natural, width))
        return min(reversed(found), key=self._lines)

    def _lines(self, widths: Sequence[float]) -> int:
        """Lines of all rows with columns of these widths."""
        setter = self.kit.setter
        return sum(
            max(len(setter.lines(cell, style, w - 2 * PAD_X)) for cell, w in zip(row, widths, strict=True))
            for row, style in ((self.head, self.named), *((row, self.style) for row in self.rows))
        )

    def _needs(self) -> tuple[list[float], list[float]]:
        """The room that each column needs for its longest word, and that it would take for no line to break."""
        least, natural = [], []
        for name, *cells in zip(self.head, *self.rows, strict=True):
            texts = [(name, self.named), *((cell, self.style) for cell in cells)]
            words = [(span.text.split(), self._styled(span, style)) for cell, style in texts for span in cell]
            widest = max((self._wide(word, style) for split, style in words for word in split), default=0.0)
            least.append(widest + 2 * PAD_X + 1)
            lines = (sum(self._wide(s.text, self._styled(s, style)) for s in cell) for cell, style in texts)
            natural.append(max(widest, *lines) + 2 * PAD_X + 1)
        return least, natural

    def _styled(self, span: Span, style: TextStyle) -> TextStyle:
        return replace(style, weight=style.strong) if span.bold else style

    def _wide(self, text: str, style: TextStyle) -> float:
        return self.kit.setter.width(text, style)


def column_widths(least: Sequence[float], natural: Sequence[float], width: float) -> tuple[float, ...]:
    """Columns that fill ``width`` (points), each needs ``least`` and would take ``natural``.

    Narrow columns get what they would take; the widest shrink to one width, but none below what it needs. Where all
    have what they would take, the rest is shared in proportion.
    """
    if sum(least) >= width:
        return _scaled(least, width)
    if sum(natural) <= width:
        return _scaled(natural, width)
    low, high = 0.0, max(natural)
    for _ in range(40):  # halving: far below a thousandth of a point
        level = (low + high) / 2
        if sum(_filled(least, natural, level)) > width:
            high = level
        else:
            low = level
    return _scaled(_filled(least, natural, low), width)


def _scaled(widths: Sequence[float], width: float) -> tuple[float, ...]:
    return tuple(w * width / sum(widths) for w in widths)


def _filled(least: Sequence[float], natural: Sequence[float], level: float) -> list[float]:
    return [max(m, min(n, level)) for m, n in zip(least, natural, strict=True)]


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
