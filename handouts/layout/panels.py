"""Boxes side by side under a heading (R.I.C.E.), each with its drawing."""

from __future__ import annotations

import math

from handouts.layout.arranged import RightFixed
from handouts.layout.boxes import Box, FigureBox, Stack, TextBox, set_lines
from handouts.layout.frame import (
    LAYOUT,
    LEAVE,
    Enter,
    Frame,
    Glyphs,
    Item,
    Placed,
    Rect,
    Rule,
    stacked,
)
from handouts.layout.kit import Kit, words
from handouts.sheet.blocks import Panel, PanelBox, Runs, Span

CLOSER = 2.0
"""Points that the outline stands closer to what is in it, above and below, where a page is set close."""
NARROW, WIDE, STEPS = 0.8, 1.3, 12
"""Shares of an equal part that a box may be wide, and how many widths between them are tried."""


class PanelsBox:
    """Boxes side by side in one outline, their drawings in a row of one height; one below the other where the page is
    narrow for its type. ``lead`` opens the outline. ``close``: the text of a box runs on after its title.
    """

    GAP, PAD = 12.0, 6.0

    def __init__(self, kit: Kit, panel: Panel, lead: Box | None = None, *, close: bool = False) -> None:
        self.kit, self.panel, self.lead = kit, panel, lead
        self.close = close and not any(box.figures for box in panel.boxes)

    def layout(self, width: float) -> Frame:
        pad = self.PAD - CLOSER if self.close else self.PAD
        inner = width - 2 * self.PAD
        parts = [self.lead.layout(inner)] if self.lead else []
        if self.panel.boxes:  # a reader who may do none of it has the lead and what is said below
            parts.append(self._beside(inner) if self.kit.columns else self._stacked(inner))
        made = stacked(parts, inner, (0.0, 2.0)[: len(parts)])
        height = made.height + 2 * pad - 4.0
        accent = self.kit.theme.palette.accent
        line = 0.9 if self.kit.theme.palette.tint else 1.4
        edge = Rect(line / 2, line / 2, width - line, height - line, None, accent, line, (6.0,) * 4)
        return Frame(width, height, (LAYOUT, edge, LEAVE, Placed(self.PAD, pad - 3.0, made)))

    def _beside(self, width: float) -> Frame:
        kit, boxes = self.kit, self.panel.boxes
        widths = self._widths(width - self.GAP * (len(boxes) - 1))
        each = list(zip(boxes, widths, strict=True))
        titles = [self._title(box).layout(wide) for box, wide in each]
        texts = [self._words(box).layout(wide) for box, wide in each]
        drawn = [self._drawn(box, wide) for box, wide in each]
        first = max(frame.height for frame in titles)
        second = max((frame.height for frames in drawn for frame in frames), default=0.0)
        second += 4.0 if second else 0.0  # words in a drawing reach over it
        below = first + second + (2.0 if second else 0.0)
        height = below + max(frame.height for frame in texts)
        items: list[Item] = []
        for i, (title, figures, text) in enumerate(zip(titles, drawn, texts, strict=True)):
            x = sum(widths[:i]) + i * self.GAP
            if i:
                middle = x - self.GAP / 2
                items += [LAYOUT, Rule(middle, 1.0, middle, height, kit.theme.palette.hairline, 0.8), LEAVE]
            items.append(Placed(x, 0.0, title))
            items += [Placed(x, first + second - frame.height, frame) for frame in figures]
            items.append(Placed(x, below, text))
        return Frame(width, height, tuple(items))

    def _title(self, box: PanelBox) -> Box:
        """What stands above the text of a box; nothing where its title is on the line of the text."""
        return Stack([]) if self.close else TextBox(self.kit, words(box.title), "panel-title", "H3")

    def _words(self, box: PanelBox) -> Box:
        """What stands below the title of a box, or after it."""
        return RunIn(self.kit, box) if self.close else TextBox(self.kit, box.runs, "panel")

    def _text(self, box: PanelBox) -> Runs:
        """The text of a box, after its title where they stand on one line."""
        return _run_in(box) if self.close else box.runs

    def _widths(self, room: float) -> tuple[float, ...]:
        """The widths of boxes side by side: all alike; where lines count and other widths would save one, these."""
        boxes = self.panel.boxes
        alike = (room / len(boxes),) * len(boxes)
        if not self.kit.theme.fit:
            return alike
        most = max(self._lines(box, wide) for box, wide in zip(boxes, alike, strict=True))
        needs = [self._narrowest(box, most - 1, alike[0] * NARROW, alike[0] * WIDE) for box in boxes]
        spare = (room - sum(needs)) / len(boxes)
        return tuple(need + spare for need in needs) if most > 1 and spare >= 0.0 else alike

    def _lines(self, box: PanelBox, wide: float) -> int:
        """Lines of a box's text."""
        return len(self.kit.lines(self._text(box), self.kit.theme.style("panel"), wide))

    def _narrowest(self, box: PanelBox, most: int, least: float, widest: float) -> float:
        """The least width from ``least`` to ``widest`` at which a text takes ``most`` lines; infinite where none will
        do.
        """
        if self._lines(box, widest) > most:
            return math.inf
        for step in range(STEPS):
            wide = least + (widest - least) * step / STEPS
            if self._lines(box, wide) <= most:
                return wide
        return widest

    def _drawn(self, box: PanelBox, wide: float) -> list[Frame]:
        most, highest = self.kit.theme.panel_figure
        size = (min(most, wide), highest)
        caption = not self.kit.theme.fit
        found = [FigureBox(self.kit, figure, size, caption=caption) for figure in box.figures]
        return [drawing.layout(min(wide, drawing.width()) if not caption else wide) for drawing in found]

    def _stacked(self, width: float) -> Frame:
        """Each box below the other; in large print as a paragraph that begins with its title."""
        if self.kit.theme.paged and not any(box.figures for box in self.panel.boxes):
            runs = [_run_in(box) for box in self.panel.boxes]
            return Stack([TextBox(self.kit, text, "panel") for text in runs], 4.0).layout(width)
        return Stack([self.single(box) for box in self.panel.boxes], 4.0).layout(width)

    def single(self, box: PanelBox) -> Box:
        """One box where they stand one below the other."""
        kit = self.kit
        text = Stack(
            [TextBox(kit, words(box.title), "panel-title", "H3"), TextBox(kit, box.runs, "panel")], 1.0
        )
        if not box.figures:
            return text
        figure = FigureBox(kit, box.figures[0], kit.theme.panel_figure, caption=False)
        return RightFixed(text, figure, figure.width(), self.GAP)


class RunIn:
    """The title of a box in bold and its text on one line after it; to a screen reader a heading and a paragraph."""

    def __init__(self, kit: Kit, box: PanelBox) -> None:
        self.kit, self.box, self.style = kit, box, kit.theme.style("panel")

    def layout(self, width: float) -> Frame:
        lines = self.kit.lines(_run_in(self.box), self.style, width)
        title, text, left = list[Item](), list[Item](), len(self.box.title)
        for item in set_lines(self.kit, lines, self.style, width=width):
            if left > 0 and isinstance(item, Glyphs):
                title.append(item)
                left -= len(item.run.text)
            else:
                text.append(item)
        items = (Enter("H3"), *title, LEAVE, Enter("P"), *text, LEAVE)
        return Frame(width, self.style.leading * len(lines), items)


def _run_in(box: PanelBox) -> Runs:
    """The text of a box on the line of its title."""
    return (Span(box.title, bold=True), Span(" "), *box.runs)
