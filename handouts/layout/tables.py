"""Tables: rows as boxes, so that no row is split and a header can be repeated; column widths from the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.layout.boxes import Stack, set_lines, tagged
from handouts.layout.frame import LAYOUT, LEAVE, Attributes, Enter, Frame, Item, Mark, Rect, Rule, stacked
from handouts.layout.kit import Kit, is_private, words
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import FactRow, Runs, Span, Table, plain, spoken

PAD_X, PAD_Y = 6.0, 1.25
"""Points beside and above the words of a cell."""
MATRIX_X, CLOSE_X, CLOSE_Y = 2.5, 4.0, 0.6
"""The same where many columns or rows have to find room."""

PAIRS = (0.5, 0.525, 0.475, 0.55, 0.45, 0.6)
"""Shares of a table that the first column of pairs may take, the best to look at first."""

Kind = tuple[str, Attributes]
HEAD: Kind = ("TH", (("Table", (("Scope", "Column"),)),))
NAME: Kind = ("TH", (("Table", (("Scope", "Row"),)),))
CELL: Kind = ("TD", ())


@dataclass(frozen=True, slots=True)
class RowBox:
    """One row. Stands in a THead or TBody element. ``row_header``: its first cell names it. ``heads``: its first cell
    is the heading of the table.
    """

    kit: Kit
    cells: tuple[Runs, ...]
    style: TextStyle
    columns: ColumnWidths
    head: bool = False
    row_header: bool = False
    roomy: bool = True
    heads: bool = False

    def layout(self, width: float) -> Frame:
        widths, pad = self.columns.of(width)
        key = ("row", self.cells, self.style, widths, pad, self.head, self.row_header, self.roomy, self.heads)
        private = any(map(is_private, self.cells))
        return self.kit.once(key, private, lambda: self._layout(width, widths, pad))

    def _layout(self, width: float, widths: Sequence[float], beside: float) -> Frame:
        palette, style = self.kit.theme.palette, self.style
        cells = [
            self.kit.lines(cell, style, wide - 2 * beside)
            for cell, wide in zip(self.cells, widths, strict=True)
        ]
        pad = PAD_Y if self.roomy else CLOSE_Y
        height = max(map(len, cells)) * style.leading + 2 * pad
        ground = [Rect(0.0, 0.0, width, height, palette.tint)] if self.head and palette.tint else []
        colour = palette.accent if self.head else palette.hairline
        items: list[Item] = [
            LAYOUT,
            *ground,
            Rule(0.0, height, width, height, colour, 0.6),
            LEAVE,
            Enter("TR"),
        ]
        x = 0.0
        for i, (lines, wide) in enumerate(zip(cells, widths, strict=True)):
            tag, attributes = HEAD if self.head else NAME if self.row_header and i == 0 else CELL
            text = set_lines(self.kit, lines, style, x + beside, pad)
            if self.heads and i == 0:
                text = [Enter("H2"), Mark(spoken(self.cells[0]), 1, 0.0), *text, LEAVE]
            items += [Enter(tag, attributes=attributes), *text, LEAVE]
            x += wide
        return Frame(width, height, (*items, LEAVE))


def table_rows(kit: Kit, table: Table) -> tuple[RowBox, list[RowBox]]:
    """The header row and the body rows of ``table``."""
    pairs = table.role == "pairs"
    head_style = kit.theme.style("pair-head" if pairs else "table-head")
    style = kit.theme.style("pair" if pairs else "table")
    head = tuple(words(text) for text in table.head)
    if table.role == "matrix":
        head_style, style = kit.theme.style("matrix-head"), kit.theme.style("matrix")
    roomy = pairs or not kit.theme.fit
    cells = [row.cells for row in table.rows]
    pads = (MATRIX_X,) if table.role == "matrix" else (PAD_X,) if roomy else (PAD_X, CLOSE_X)
    columns = ColumnWidths(kit, cells, head, head_style, style, pads, PAIRS if pairs else ())
    return (
        RowBox(kit, head, head_style, columns, head=True, roomy=roomy, heads=table.heads),
        [RowBox(kit, row.cells, style, columns, row_header=_names(table), roomy=roomy) for row in table.rows],
    )


def _names(table: Table) -> bool:
    """Whether the first cells of the rows are headers: not where there would be more headers than what they are for, as
    beside a single column.
    """
    columns, rows = len(table.head), len(table.rows)
    return table.row_header and columns + rows <= (columns - 1) * rows


FAVOURS = (0.25, 0.5, 0.75)
"""Shares of what other columns can spare."""


class ColumnWidths:
    """The widths of a table's columns, worked out once for each width of the table. With ``shares`` of the first of two
    columns, that one of them that takes the least lines: with a row less it takes no more. ``pads``: points beside the
    words of a cell, the best to look at first; another one counts where lines are saved by it.
    """

    def __init__(
        self,
        kit: Kit,
        rows: Sequence[Sequence[Runs]],
        head: Sequence[Runs],
        named: TextStyle,
        style: TextStyle,
        pads: Sequence[float] = (PAD_X,),
        shares: Sequence[float] = (),
    ) -> None:
        self.kit, self.rows, self.head, self.named, self.style = kit, rows, head, named, style
        self.pads, self.shares = pads, shares
        self._known: dict[float, tuple[tuple[float, ...], float]] = {}

    def of(self, width: float) -> tuple[tuple[float, ...], float]:
        """The widths of the columns of a table ``width`` points wide, and the room beside the words of a cell."""
        known = self._known.get(width)
        if known is None:
            known = self._known[width] = self._best(width)
        return known

    def _best(self, width: float) -> tuple[tuple[float, ...], float]:
        """The least lines: with the narrowest columns left as wide as their text, as many as do no harm."""
        found = [(widths, pad) for pad in self.pads for widths in self._ways(width, pad)]
        return min(found, key=lambda way: self._lines(*way))

    def _ways(self, width: float, pad: float) -> list[tuple[float, ...]]:
        """Widths that the columns may have, the best to look at first."""
        if self.shares:
            return [(width * share, width * (1 - share)) for share in self.shares]
        needs, natural = self._needs(pad)
        least, found = list(needs), [column_widths(needs, natural, width)]
        for i in sorted(range(len(least)), key=natural.__getitem__):
            least[i] = natural[i]
            if sum(least) < width:
                found.append(column_widths(least, natural, width))
        return [*found[::-1], *favouring(needs, natural, found[0], width)]

    def _lines(self, widths: Sequence[float], pad: float) -> int:
        """Lines of all rows with columns of these widths."""
        return sum(
            max(len(self.kit.lines(cell, style, w - 2 * pad)) for cell, w in zip(row, widths, strict=True))
            for row, style in ((self.head, self.named), *((row, self.style) for row in self.rows))
        )

    def _needs(self, pad: float) -> tuple[list[float], list[float]]:
        """The room that each column needs for its longest word, and that it would take for no line to break."""
        least, natural = [], []
        for name, *cells in zip(self.head, *self.rows, strict=True):
            texts = [(name, self.named), *((cell, self.style) for cell in cells)]
            split = [(span.text.split(), self._styled(span, style)) for cell, style in texts for span in cell]
            widest = max(
                (self.kit.wide(word, style) for found, style in split for word in found), default=0.0
            )
            least.append(widest + 2 * pad + 1)
            lines = (
                sum(self.kit.wide(s.text, self._styled(s, style)) for s in cell) for cell, style in texts
            )
            natural.append(max(widest, *lines) + 2 * pad + 1)
        return least, natural

    def _styled(self, span: Span, style: TextStyle) -> TextStyle:
        return replace(style, weight=style.strong) if span.bold else style


def favouring(
    least: Sequence[float], natural: Sequence[float], even: Sequence[float], width: float
) -> Iterator[tuple[float, ...]]:
    """Columns that fill ``width`` (points) as ``even`` ones do, with more and more of the room for the one with most to
    say, for where that saves a line.
    """
    widest = max(range(len(natural)), key=natural.__getitem__)
    most = list(least)
    most[widest] += width - sum(least)
    if most[widest] > even[widest]:
        for share in FAVOURS:
            yield tuple(a + share * (b - a) for a, b in zip(even, most, strict=True))


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

    def layout(self, width: float) -> Frame:
        items: list[Item] = [Enter("Table"), Enter("TBody")]
        top = 0.0
        for i, row in enumerate(self.rows):
            if i:
                items += [LAYOUT, Rule(0.0, top, width, top, self.kit.theme.palette.hairline, 0.6), LEAVE]
            label, value, height = self._row(row, width, top + PAD_Y)
            items += [Enter("TR"), Enter(NAME[0], attributes=NAME[1]), *label, LEAVE]
            items += [Enter("TD"), *value, LEAVE, LEAVE]
            top += height + 2 * PAD_Y
        return Frame(width, top, (*items, LEAVE, LEAVE))

    def _row(self, row: FactRow, width: float, top: float) -> tuple[list[Item], list[Item], float]:
        """Label and value, and the height of their lines."""
        kit, label, value = self.kit, self.label, self.value
        if kit.theme.label_column:
            indent = max(kit.wide(one.label, label) for one in self.rows) + 8.0
            values = kit.lines(row.value, value, width - indent)
            named = set_lines(kit, kit.lines(words(row.label), label, indent), label, 0.0, top)
            return named, set_lines(kit, values, value, indent, top), value.leading * len(values)
        names = kit.lines(words(row.label), label, width)
        values = kit.lines(row.value, value, width)
        text, indent = plain(row.value), kit.wide(row.label + " ", label)
        named = set_lines(kit, names, label, 0.0, top)
        if indent + kit.wide(text, value) <= width and len(row.label) + 1 + len(text) <= value.line:
            return named, set_lines(kit, values, value, indent, top), value.leading
        below = label.leading * len(names)
        return named, set_lines(kit, values, value, 0.0, top + below), below + value.leading * len(values)


class WholeTable:
    """A table that stays in one piece."""

    def __init__(self, head: RowBox, rows: Sequence[RowBox]) -> None:
        self.head, self.rows = head, rows

    def layout(self, width: float) -> Frame:
        head = tagged("THead", self.head.layout(width))
        body = tagged("TBody", Stack(self.rows).layout(width))
        return tagged("Table", stacked((head, body), width, (0.0, 0.0)))
