"""The words in a drawing: at their places, inside the drawing, and clear of each other. Draws no lines.

They are set at one size. Translated ones may be longer than there is room for: these alone are set smaller.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from handouts.figures.drawing import Drawing, Label
from handouts.figures.words import broken
from handouts.layout.cache import DRAWINGS, Cache
from handouts.layout.clear import FAR, SIDE, Box, Text, arranged, clear
from handouts.layout.frame import Glyphs
from handouts.layout.kit import Kit, words
from handouts.layout.lines import Line
from handouts.layout.theme import TextStyle

NOMINAL = 10.0
"""Points for which a drawing has room for its words at its nominal size."""
SCALES = (0.55, 0.6, 0.65, 0.68, 0.7, 0.75, 0.78, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Sizes that are tried for a drawing whose words want room."""
_LEAST: Cache[Hashable, float] = Cache(DRAWINGS)
LEADING = 1.03
"""Share of its type size from one line of a label to the next, at least."""
ASCENT, DESCENT, HANGING = 0.68, 0.2, frozenset("gjpqyQ,;()[]")
"""How far letters reach above and below their line, as shares of the type size, and which of them reach below."""
LITTLE = 2.0
"""Points that a word beside a triangle moves at most."""
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

    @property
    def box(self) -> Box:
        """The room that its letters take."""
        low = (
            DESCENT * self.size
            if any(letter in HANGING or letter > "~" for letter in self.line.text)
            else 0.0
        )
        return self.x, self.y - ASCENT * self.size, self.x + self.wide, self.y + low

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
    placed = _placed(kit, drawing, scale, style)
    if not kit.theme.paged:
        placed = _cleared(kit, drawing, scale, style, placed)
    inside = [one._replace(x=_inside(one, width)) for one in _apart(placed)]
    for one in _apart(inside):
        ends = tuple(accumulate((part.width * one.size for part in one.line.runs), initial=one.x))
        for run in one.line.order:
            yield Glyphs(ends[run], one.y, one.line.runs[run], one.size, style.colour)


def _inside(one: _Set, width: float) -> float:
    """Where a label begins that is kept in a drawing ``width`` points wide, or, wider than that, in its middle."""
    return max(-SIDE, min(one.x, width - one.wide + SIDE)) if one.wide <= width else (width - one.wide) / 2


def _placed(kit: Kit, drawing: Drawing, scale: float, style: TextStyle) -> list[_Set]:
    """The labels where the drawing has them."""
    width = drawing.size_pt[0] * scale
    per_unit = scale / drawing.units_per_point
    places = _closer(drawing.labels, style.size / (NOMINAL * scale) if scale > 1.0 else 1.0)
    placed: list[_Set] = []
    for label, at in zip(drawing.labels, places, strict=True):
        x, y = (at[0] - drawing.bounds[0]) * per_unit, (at[1] - drawing.bounds[1]) * per_unit
        placed.append(_set(kit, label, style, x, y, width))
    return placed


def _set(kit: Kit, label: Label, style: TextStyle, x: float, y: float, width: float) -> _Set:
    """A label at a place in a drawing that is ``width`` points wide."""
    (line, *_) = kit.setter.lines(words(label.text), style, math.inf, rtl=False, lang=kit.lang)
    # Words wider than a small drawing are set smaller, and none stand beside it.
    size = style.size * min(1.0, (width + 2 * SIDE) / line.width if line.width else 1.0)
    wide = line.width * size / style.size
    return _Set(line, style.size, x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor], y, size)


def clear_scale(kit: Kit, drawing: Drawing) -> float:
    """How many times its nominal size a drawing is at least, so that its words touch nothing; 0 where it has none."""
    if not drawing.has_words or kit.theme.paged:
        return 0.0
    style = kit.theme.style("figure-label")
    key = (drawing.paths, drawing.labels, style, kit.lang)
    known = _LEAST.get(key)
    if known is None:
        known = next((one for one in SCALES if _stands_clear(kit, drawing, one, style)), SCALES[-1])
        _LEAST.put(key, known)
    return known


def _stands_clear(kit: Kit, drawing: Drawing, scale: float, style: TextStyle) -> bool:
    ways = _ways(kit, drawing, scale, style, _placed(kit, drawing, scale, style))
    return clear(drawing, scale, arranged(drawing, scale, [[text for text, _ in way] for way in ways]))


def _cleared(
    kit: Kit, drawing: Drawing, scale: float, style: TextStyle, placed: Sequence[_Set]
) -> list[_Set]:
    """The labels where they touch neither a line nor each other."""
    ways = _ways(kit, drawing, scale, style, placed)
    stand = arranged(drawing, scale, [[text for text, _ in way] for way in ways])
    out: list[_Set] = []
    for text, way in zip(stand, ways, strict=True):
        before, lines = way[text.way]
        dx, dy = text.boxes[0][0] - before.boxes[0][0], text.boxes[0][1] - before.boxes[0][1]
        out += [one._replace(x=one.x + dx, y=one.y + dy) for one in lines]
    return out


_Way = tuple[Text, tuple[_Set, ...]]


def _ways(
    kit: Kit, drawing: Drawing, scale: float, style: TextStyle, placed: Sequence[_Set]
) -> list[list[_Way]]:
    """The ways in which each text may be set: as it was placed, and what a close-up shows around that as well."""
    per_unit, (left, top, *_) = scale / drawing.units_per_point, drawing.bounds
    frames = [
        tuple((v - (left, top)[n % 2]) * per_unit for n, v in enumerate(path.box))
        for path in drawing.paths
        if path.style.startswith("closeup")
    ]
    starts = [n for n, label in enumerate(drawing.labels) if not label.more]
    out: list[list[_Way]] = []
    for first, end in pairwise((*starts, len(placed))):
        label, lines = drawing.labels[first], tuple(placed[first:end])
        if drawing.kind != "chart":
            lines = _spread(lines)
        leader = tuple(((x - left) * per_unit, (y - top) * per_unit) for x, y in label.leader)
        # beside the words that say where is front, or left, a triangle is drawn
        beside = drawing.kind == "anatomy" and not leader and not label.mark
        text = Text(
            tuple(one.box for one in lines), leader, LITTLE if beside else FAR, drawing.kind == "chart"
        )
        ways: list[_Way] = [(text, lines)]
        around = [frame for frame in frames if _under(text.boxes[0], frame)]
        if drawing.kind == "exercise" and around:
            for n, other in enumerate(_around(kit, label, style, around[0]), 1):
                ways.append((Text(tuple(one.box for one in other), (), way=n), other))
        out.append(ways)
    return out


def _under(box: Box, frame: Sequence[float]) -> bool:
    """Whether a label stands under the middle of a close-up."""
    return abs(box[0] + box[2] - frame[0] - frame[2]) < 8.0 and abs(box[1] - frame[3]) < 15.0


def _around(kit: Kit, label: Label, style: TextStyle, frame: Sequence[float]) -> Iterator[tuple[_Set, ...]]:
    """What a close-up shows, in two lines under it or beside it, or in one or two above it."""
    left, top, right, bottom = frame
    middle, across = (top + bottom) / 2, (left + right) / 2
    whole = (label.text,)
    halves = broken(label.text, 2)
    for texts in (halves, whole) if len(halves) > 1 else (whole,):
        sets = [_set(kit, replace(label, text=text), style, 0.0, 0.0, math.inf) for text in texts]
        wide, lead = max(one.wide for one in sets), LEADING * style.size
        high = ASCENT * style.size + lead * (len(sets) - 1)
        places = [
            (right + 2 + wide / 2, middle - high / 2),
            (left - 2 - wide / 2, middle - high / 2),
            (across, top - high - 3),
        ]
        for x, y in [(across, bottom + 2), *places] if len(sets) > 1 else places:
            yield tuple(
                one._replace(x=x - one.wide / 2, y=y + ASCENT * style.size + n * lead)
                for n, one in enumerate(sets)
            )


def _spread(lines: Sequence[_Set]) -> tuple[_Set, ...]:
    """The lines of one text no closer than their letters need, about their middle."""
    if len(lines) < 2:
        return tuple(lines)
    step = (lines[-1].y - lines[0].y) / (len(lines) - 1)
    more = max(0.0, LEADING * lines[0].size - step)
    return tuple(one._replace(y=one.y + more * (n - (len(lines) - 1) / 2)) for n, one in enumerate(lines))


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
