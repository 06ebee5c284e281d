"""The words in a drawing: at their places, inside the drawing, and clear of each other. Draws no lines.

They are set at one size. Translated ones may be longer than there is room for: these alone are set smaller.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from handouts.figures.drawing import Drawing, Label
from handouts.layout.frame import Glyphs
from handouts.layout.kit import Kit, words
from handouts.layout.lines import Line

NOMINAL = 10.0
"""Points for which a drawing has room for its words at its nominal size."""
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
    """The labels of ``drawing``, which is ``scale`` times its nominal size, in the order in which they are read.

    In large print they grow with the drawing up to the size of the text beside it.
    """
    style, most = kit.theme.style("figure-label"), kit.theme.style("body").size
    if kit.theme.paged and (grown := min(most, NOMINAL * scale) / style.size) > 1.0:
        style = replace(style, size=style.size * grown, leading=style.leading * grown)
    width = drawing.size_pt[0] * scale
    per_unit = scale / drawing.units_per_point
    places = _closer(drawing.labels, style.size / (NOMINAL * scale) if scale > 1.0 else 1.0)
    placed: list[_Set] = []
    for label, at in zip(drawing.labels, places, strict=True):
        x, y = (at[0] - drawing.bounds[0]) * per_unit, (at[1] - drawing.bounds[1]) * per_unit
        (line, *_) = kit.setter.lines(words(label.text), style, math.inf, rtl=False, lang=kit.lang)
        # Words wider than a small drawing are set smaller, and none stand beside it.
        size = style.size * min(1.0, width / line.width if line.width else 1.0)
        wide = line.width * size / style.size
        x -= {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
        placed.append(_Set(line, style.size, x, y, size))
    inside = [one._replace(x=max(0.0, min(one.x, width - one.wide))) for one in _apart(placed)]
    for one in _apart(inside):
        ends = tuple(accumulate((part.width * one.size for part in one.line.runs), initial=one.x))
        for run in one.line.order:
            yield Glyphs(ends[run], one.y, one.line.runs[run], one.size, style.colour)


def _closer(labels: Sequence[Label], share: float) -> list[tuple[float, float]]:
    """Where the lines stand, in units of the drawing, in a large one whose type grew only ``share`` times as much: each
    text as much closer to the line that leads from it, or, without one, its lines to the last of them.
    """
    if share >= 1.0:
        return [label.at for label in labels]
    places: list[tuple[float, float]] = []
    starts = [n for n, label in enumerate(labels) if not label.more]
    for first, end in pairwise((*starts, len(labels))):
        lines = labels[first:end]
        x, y = lines[0].leader[0] if lines[0].leader else lines[-1].at
        places += [
            (
                label.at[0] if label.anchor == "middle" else x + (label.at[0] - x) * share,
                y + (label.at[1] - y) * share,
            )
            for label in lines
        ]
    return places


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
