"""Boxes around boxes: one below or beside the other, in a ground, in the middle."""

from __future__ import annotations

from handouts.layout.boxes import Box, FigureBox, Stack
from handouts.layout.frame import (
    LAYOUT,
    LEAVE,
    Frame,
    Item,
    Placed,
    Rect,
)  # fmt: skip


class SideBySide:
    """Two boxes beside each other; ``first`` is the width of the left one, or its share if below 1.

    ``drop``: points that the right one stands lower, so that its baseline meets that of a larger heading.
    """

    def __init__(self, left: Box, right: Box, first: float, gutter: float, drop: float = 0.0) -> None:
        self.left, self.right, self.first, self.gutter, self.drop = left, right, first, gutter, drop

    def widths(self, width: float) -> tuple[float, float]:
        """Widths of the two."""
        left = self.first if self.first > 1 else (width - self.gutter) * self.first
        return left, width - self.gutter - left

    def layout(self, width: float) -> Frame:
        one, other = self.widths(width)
        left, right = self.left.layout(one), self.right.layout(other)
        return Frame(
            width,
            max(left.height, right.height + self.drop),
            (Placed(0.0, 0.0, left), Placed(one + self.gutter, self.drop, right)),
        )


class RightFixed(SideBySide):
    """Side by side with a right column of fixed width."""

    def __init__(self, left: Box, right: Box, right_width: float, gutter: float) -> None:
        super().__init__(left, right, 0.5, gutter)
        self.right_width = right_width

    def widths(self, width: float) -> tuple[float, float]:
        return width - self.gutter - self.right_width, self.right_width


class Beside(SideBySide):
    """Side by side, or below each other where the right one would have less than ``least`` points."""

    def __init__(self, left: Box, right: Box, first: float, gutter: float, least: float) -> None:
        super().__init__(left, right, first, gutter)
        self.least = least

    def layout(self, width: float) -> Frame:
        if self.widths(width)[1] < self.least:
            return Stack([self.left, self.right], 8.0).layout(width)
        return super().layout(width)


class Middle(SideBySide):
    """Side by side, the lower of the two half way down the other."""

    def layout(self, width: float) -> Frame:
        one, other = self.widths(width)
        left, right = self.left.layout(one), self.right.layout(other)
        high = max(left.height, right.height)
        return Frame(
            width,
            high,
            (
                Placed(0.0, (high - left.height) / 2, left),
                Placed(one + self.gutter, (high - right.height) / 2, right),
            ),
        )


class Centred:
    """A drawing in the middle of the width, its caption on one line if that can be."""

    def __init__(self, inner: FigureBox) -> None:
        self.inner = inner.centred()

    def layout(self, width: float) -> Frame:
        inner = self.inner.layout(min(width, self.inner.across()))
        return Frame(width, inner.height, (Placed((width - inner.width) / 2, 0.0, inner),))


class Padded:
    """A box with a ground, an outline and room inside. ``ground`` None leaves it white; ``line`` 0 has no outline."""

    def __init__(
        self,
        inner: Box,
        ground: str | None,
        outline: str,
        line: float,
        radius: float,
        pad: tuple[float, float],
    ) -> None:
        self.inner, self.ground, self.outline = inner, ground, outline
        self.line, self.radius, self.pad = line, radius, pad

    def layout(self, width: float) -> Frame:
        across, down = self.pad
        inner = self.inner.layout(width - 2 * across)
        height = inner.height + 2 * down
        return Frame(width, height, (*self._ground(width, height), Placed(across, down, inner)))

    def _ground(self, width: float, height: float) -> tuple[Item, ...]:
        radii = (self.radius,) * 4
        if self.line:
            inset, line = self.line / 2, self.line
            rect = Rect(inset, inset, width - line, height - line, self.ground, self.outline, line, radii)
        elif self.ground:
            rect = Rect(0.0, 0.0, width, height, self.ground, radii=radii)
        else:
            return ()
        return LAYOUT, rect, LEAVE
