"""Boxes side by side under a heading (R.I.C.E.), each with its drawing."""

from __future__ import annotations

from handouts.layout.boxes import FigureBox, Stack, TextBox
from handouts.layout.frame import LAYOUT, LEAVE, Frame, Item, Placed, Rect
from handouts.layout.kit import Kit, words
from handouts.sheet.blocks import Figure, Panel, PanelBox


class Head:
    """The title of a box with its drawing to the right; both end on one line."""

    GAP = 5.0
    LEAST = 24.0
    """Points that a drawing beside a title is wide at least."""

    def __init__(self, kit: Kit, title: str, figure: Figure) -> None:
        self.kit, self.figure = kit, figure
        self.title = TextBox(kit, words(title), "panel-title", "H3")
        style = kit.theme.style("panel-title")
        self.longest = max(kit.wide(word, style) for word in title.split())

    def room(self, width: float) -> float:
        """Points for the drawing beside the longest word of the title."""
        return width - self.longest - self.GAP

    def layout(self, width: float) -> Frame:
        most, highest = self.kit.theme.panel_figure
        box = FigureBox(self.kit, self.figure, (min(most, self.room(width)), highest), caption=False)
        wide = box.width()
        drawn, title = box.layout(wide), self.title.layout(width - wide - self.GAP)
        height = max(drawn.height, title.height)
        return Frame(
            width,
            height,
            (
                Placed(0.0, height - title.height, title),
                Placed(width - wide, height - drawn.height, drawn),
            ),
        )


class PanelsBox:
    """Boxes side by side, all of one height; one below the other where the page is narrow for its type.

    On one sheet a small drawing stands beside the title, in all boxes or, where a title has too long a word, below it.
    """

    GAP, PAD = 7.0, 6.0

    def __init__(self, kit: Kit, panel: Panel) -> None:
        self.kit, self.panel = kit, panel
        self.beside = kit.theme.fit and kit.columns

    def _box(self, box: PanelBox, head: Head | None) -> Stack:
        kit, text = self.kit, TextBox(self.kit, box.runs, "panel")
        if head:
            return Stack([head, text], 1.0)
        most = kit.theme.panel_figure
        drawn = [FigureBox(kit, figure, most, caption=not self.beside) for figure in box.figures]
        return Stack([TextBox(kit, words(box.title), "panel-title", "H3"), *drawn, text], 1.0)

    def _boxes(self, inner: float) -> list[Stack]:
        """The boxes for an inner width."""
        heads = [
            Head(self.kit, box.title, box.figures[0]) if self.beside and box.figures else None
            for box in self.panel.boxes
        ]
        room = all(head.room(inner) >= Head.LEAST for head in heads if head)
        return [
            self._box(box, head if room else None) for box, head in zip(self.panel.boxes, heads, strict=True)
        ]

    def layout(self, width: float) -> Frame:
        columns = self.kit.columns
        n = len(self.panel.boxes) if columns else 1
        outer = (width - self.GAP * (n - 1)) / n
        inner = outer - 2 * self.PAD
        frames = [box.layout(inner) for box in self._boxes(inner)]
        tallest = max(frame.height for frame in frames)
        items: list[Item] = []
        x = y = bottom = 0.0
        for frame in frames:
            height = (tallest if columns else frame.height) + 2 * self.PAD - 3.0
            edge = Rect(x, y, outer, height, None, self.kit.theme.palette.accent, 0.8, (5.0,) * 4)
            items += [LAYOUT, edge, LEAVE, Placed(x + self.PAD, y + self.PAD - 2.0, frame)]
            bottom = y + height
            if columns:
                x += outer + self.GAP
            else:
                y = bottom + self.GAP
        return Frame(width, bottom, tuple(items))
