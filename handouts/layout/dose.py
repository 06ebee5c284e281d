"""The dose of an exercise as a strip of large numbers."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.boxes import (
    set_lines,
)
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Rect, Rule
from handouts.layout.kit import Kit, words
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import DoseCell, Runs, Span
from handouts.words import like


def spaced(kit: Kit, text: str, style: TextStyle, x: float, top: float) -> list[Item]:
    """``text`` on one line with a space after it, where more text of the same element stands elsewhere."""
    lines = kit.lines(
        words(like(f"{text}\n.", text)), style, 900.0
    )  # a line that text follows ends in a space
    return set_lines(kit, lines[:1], style, x, top)


def counted(cell: DoseCell) -> Runs:
    """A cell on a line: the number, and what it counts."""
    return (Span(cell.value, bold=True), Span(like(f" {cell.label}", cell.label)))


class DoseStrip:
    """The dose: cells in a row, each a number over a word or two."""

    PAD, SIDE, AIR = 1.5, 3.0, 6.0
    """Room above and below the words; least room beside them; room from which on ends and middle get the same."""

    def __init__(
        self, kit: Kit, cells: Sequence[DoseCell], value: str = "dose-value", label: str = "dose-label"
    ) -> None:
        self.kit, self.cells = kit, tuple(cells)
        self.value, self.label = kit.theme.style(value), kit.theme.style(label)

    def natural(self, cell: DoseCell) -> float:
        """Points that a cell takes at least."""
        kit = self.kit
        return max(kit.wide(cell.value, self.value), kit.wide(cell.label, self.label)) + 2 * self.SIDE

    def widest(self) -> float:
        """Points that all cells take in one row, with air beside their words."""
        return sum(self.natural(cell) + 2 * (self.AIR - self.SIDE) for cell in self.cells)

    def rows(self, width: float) -> list[list[tuple[DoseCell, float, float]]]:
        """Cells in as few rows as hold them, each with its width and how far right of its middle its words stand."""
        rows: list[list[tuple[DoseCell, float]]] = [[]]
        for cell in self.cells:
            natural = self.natural(cell)
            if rows[-1] and sum(w for _, w in rows[-1]) + natural > width:
                rows.append([])
            rows[-1].append((cell, natural))
        return [self._shared(row, width) for row in rows]

    def _shared(
        self, row: Sequence[tuple[DoseCell, float]], width: float
    ) -> list[tuple[DoseCell, float, float]]:
        """Room to spare goes to all cells alike; in a tight row only beside the separators, to keep words apart."""
        spare, last = width - sum(wide for _, wide in row), len(row) - 1
        if not last or self.SIDE + spare / (2 * len(row)) >= self.AIR:
            return [(cell, wide + spare / len(row), 0.0) for cell, wide in row]
        each = spare / (2 * last)
        ends = {0: -each / 2, last: each / 2}
        return [
            (cell, wide + (each if i in ends else 2 * each), ends.get(i, 0.0))
            for i, (cell, wide) in enumerate(row)
        ]

    def layout(self, width: float) -> Frame:
        key = ("dose", self.cells, self.value, self.label, width)
        return self.kit.once(key, False, lambda: self._layout(width))

    def _layout(self, width: float) -> Frame:
        palette, rows = self.kit.theme.palette, self.rows(width)
        high = self.value.leading + self.label.leading + 2 * self.PAD
        outline = palette.tint or palette.accent
        items: list[Item] = [
            LAYOUT,
            Rect(0.0, 0.0, width, high * len(rows), palette.tint, outline, 0.8, (5.0,) * 4),
            LEAVE,
            Enter("L", attributes=(("List", (("ListNumbering", "None"),)),)),
        ]
        for r, row in enumerate(rows):
            top, left = r * high, 0.0
            for i, (cell, wide, shift) in enumerate(row):
                if i:
                    rule = Rule(left, top + 6.0, left, top + high - 6.0, palette.hairline, 0.8)
                    items += [LAYOUT, rule, LEAVE]
                items += [
                    Enter("LI"),
                    Enter("LBody"),
                    *self._cell(cell, left + shift, top, wide),
                    LEAVE,
                    LEAVE,
                ]
                left += wide
        return Frame(width, high * len(rows), (*items, LEAVE))

    def _cell(self, cell: DoseCell, left: float, top: float, width: float) -> list[Item]:
        """The number and the words under it, both in the middle of ``width``."""
        kit, value, label = self.kit, self.value, self.label
        x = left + (width - kit.wide(cell.value, value)) / 2
        lower = top + self.PAD + value.leading
        lines = kit.lines(words(cell.label), label, 900.0)
        return [
            *spaced(kit, cell.value, value, x, top + self.PAD),
            *set_lines(kit, lines, label, left, lower, width, "centre"),
        ]
