"""The words in a drawing: at their places, inside the drawing, and clear of each other. Draws no lines.

They are set at one size. Translated ones may be longer than there is room for: these alone are set smaller.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from handouts.figures.drawing import Drawing
from handouts.layout.frame import Glyphs
from handouts.layout.kit import Kit, words
from handouts.layout.lines import Line

GAP = 2.0
"""Points between two labels on one line, at least, where one of them had to be set smaller."""


class _Set(NamedTuple):
    """A label with the left end and the baseline of its line, which is ``size`` points large."""

    line: Line
    nominal: float
    x: float
    y: float
    size: float

    @property
    def wide(self) -> float:
        return self.line.width * self.size / self.nominal

    def smaller(self, share: float) -> _Set:
        """The same, shrunk about its middle."""
        return self._replace(size=self.size * share, x=self.x + self.wide * (1 - share) / 2)


def set_labels(kit: Kit, drawing: Drawing, scale: float) -> Iterator[Glyphs]:
    """The labels of ``drawing``, which is ``scale`` times its nominal size, in the order in which they are read."""
    style = kit.theme.style("figure-label")
    width = drawing.size_pt[0] * scale
    per_unit = scale / drawing.units_per_point
    placed: list[_Set] = []
    for label in drawing.labels:
        x, y = (label.at[0] - drawing.bounds[0]) * per_unit, (label.at[1] - drawing.bounds[1]) * per_unit
        (line, *_) = kit.setter.lines(words(label.text), style, math.inf, rtl=False, lang=kit.lang)
        # Words wider than a small drawing are set smaller, and none stand beside it.
        size = style.size * min(1.0, width / line.width if line.width else 1.0)
        wide = line.width * size / style.size
        x -= {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
        placed.append(_Set(line, style.size, x, y, size))
    inside = [one._replace(x=max(0.0, min(one.x, width - one.wide))) for one in _apart(placed)]
    for one in _apart(inside):
        ends = tuple(accumulate((run.width * one.size for run in one.line.runs), initial=one.x))
        for at in one.line.order:
            yield Glyphs(ends[at], one.y, one.line.runs[at], one.size, style.colour)


def _apart(placed: list[_Set]) -> list[_Set]:
    """Labels on one line that would run into each other, set so much smaller that they do not."""
    apart = list(placed)
    rows: dict[float, list[int]] = {}
    for n, one in enumerate(placed):
        rows.setdefault(round(one.y, 1), []).append(n)
    for row in rows.values():
        for i, j in pairwise(sorted(row, key=lambda n: placed[n].x)):
            left, right = apart[i], apart[j]
            if left.x + left.wide > right.x + 0.5:
                between = right.x + right.wide / 2 - left.x - left.wide / 2 - GAP
                share = min(1.0, max(0.0, between) / ((left.wide + right.wide) / 2))
                apart[i], apart[j] = left.smaller(share), right.smaller(share)
    return apart
