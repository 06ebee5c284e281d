"""Where the words of a drawing stand clear of its lines, of each other and of its edge. Sets no type, draws nothing.

Words keep their size where a drawing shrinks, so that they come nearer to its lines than they were placed. Those that
would touch one move as little as they can; those that stand clear stay where they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from handouts.figures.drawing import Drawing
from handouts.figures.outline import Path

CELL = 0.5
"""Points of a drawing at its nominal size from one place that is looked at to the next."""
GROUND = frozenset({"body"})
"""What words may stand on: the pale window of a view of the muscles."""
ROOM, ROOM_CHART = 1.0, 0.3
"""Points from the letters to the middle of a line that is not theirs, at least; in a chart, whose headings stand close
to the lines under them.
"""
BESIDE, BELOW = 2.5, 0.6
"""Points from one label to the next, beside it and below it, at least."""
HANGS, SIDE = 1.5, 1.5
"""Points that letters may hang out of the foot of a drawing, and out of its sides."""
FAR, CLOSE_BY = 7.0, 3.0
"""Points that a label moves at most, and up to which every place is tried."""
NEAR, AWAY = 1.0, 5.5
"""Points from the letters to the line that leads from them, at least and at most."""
FINE, COARSE = 0.5, 1.0
"""Points from one place that is tried to the next: near by, and farther off."""
ASIDE = 3.0
"""How much longer a way aside counts for what stands over the middle of something."""
ROUNDS = 2
"""How often each label is looked at: one that moved may have made room for another."""

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class Text(NamedTuple):
    """A label in points from the upper left corner of the drawing: the boxes of its lines, and the line that leads from
    it, if any.
    """

    boxes: tuple[Box, ...]
    leader: tuple[Point, ...]
    far: float = FAR
    """Points that it moves at most."""
    upright: bool = False
    """It stands over the middle of something: it moves up or down rather than aside."""
    way: int = 0
    """Which of the ways to set it this is."""

    def moved(self, dx: float, dy: float) -> Text:
        return self._replace(boxes=tuple((a + dx, b + dy, c + dx, d + dy) for a, b, c, d in self.boxes))


class Ground(NamedTuple):
    """The cells of a drawing through which lines go: a number for each row, with a bit for each cell."""

    rows: tuple[int, ...]

    def touched(self, box: Box) -> int:
        """How many of the cells under ``box``, in points at the nominal size, have a line."""
        left, right = max(0, int(box[0] / CELL)), int(box[2] / CELL)
        if right < left:
            return 0
        mask = (1 << (right - left + 1)) - 1 << left
        found = 0
        for row in self.rows[max(0, int(box[1] / CELL)) : max(0, int(box[3] / CELL) + 1)]:
            if row & mask:
                found += (row & mask).bit_count()
        return found


class Around(NamedTuple):
    """What one label must keep clear of on a drawing that is printed at ``scale``."""

    ground: Ground
    scale: float
    size: Point
    room: float
    """Points from the letters to the middle of a line, at least."""
    boxes: tuple[Box, ...]
    """Those of other labels, with the room beside them."""
    lines: tuple[Point, ...]
    """Points along the lines that lead from other labels."""

    def wrong(self, text: Text, own: Sequence[Point], most: float = math.inf) -> float:
        """How badly a label stands: 0 where it is clear of everything. No more is looked at from ``most`` on. ``own``:
        points along the line that leads from it.
        """
        (wide, high), room = self.size, self.room
        found = 0.0
        for left, top, right, bottom in text.boxes:
            found += 20.0 * (
                max(0.0, -left - SIDE, right - wide - SIDE) + max(0.0, -top, bottom - high - HANGS)
            )
        if own:
            gap = min(_far(box, own[0]) for box in text.boxes)
            found += 20.0 * (max(0.0, NEAR - gap) + max(0.0, gap - AWAY))
        for box in text.boxes:
            left, top, right, bottom = box[0] - room, box[1] - room, box[2] + room, box[3] + room
            if found >= most:
                return found
            k = self.scale
            found += self.ground.touched((left / k, top / k, right / k, bottom / k))
            found += sum(10.0 * _over(box, other) for other in self.boxes)
            found += 4.0 * sum(left < x < right and top < y < bottom for x, y in (*self.lines, *own))
        return found


def arranged(drawing: Drawing, scale: float, texts: Sequence[Sequence[Text]]) -> list[Text]:
    """Where each of ``texts`` stands on the drawing at ``scale`` times its nominal size. For each there are ways to set
    it, of which the first that is clear is taken.
    """
    turn = -1.0 if drawing.side == "left" else 1.0  # the drawing of the other side is the mirror image
    now = [ways[0] for ways in texts]
    for _ in range(ROUNDS):
        before = list(now)
        for n, ways in enumerate(texts):
            now[n] = _best(ways, _around(drawing, scale, (*now[:n], *now[n + 1 :])), turn)
        if now == before:
            break
    return now


def clear(drawing: Drawing, scale: float, texts: Sequence[Text]) -> bool:
    """Whether all of ``texts`` stand clear where they are."""
    return not any(
        _around(drawing, scale, (*texts[:n], *texts[n + 1 :])).wrong(text, _along(text.leader))
        for n, text in enumerate(texts)
    )


def _around(drawing: Drawing, scale: float, others: Sequence[Text]) -> Around:
    w, h = drawing.size_pt
    ground = ground_of(drawing.paths, drawing.bounds, drawing.units_per_point)
    room, below = (ROOM, BELOW) if drawing.kind != "chart" else (ROOM_CHART, ROOM_CHART)
    boxes = tuple(
        (left - BESIDE, top - below, right + BESIDE, bottom + below)
        for text in others
        for left, top, right, bottom in text.boxes
    )
    lines = tuple(point for text in others for point in _along(text.leader))
    return Around(ground, scale, (w * scale, h * scale), room, boxes, lines)


def _best(ways: Sequence[Text], around: Around, turn: float) -> Text:
    """The first of ``ways`` that is clear once it is moved a little, no farther than it needs, or else the one that
    stands least badly.
    """
    own = _along(ways[0].leader)
    best, least = ways[0], around.wrong(ways[0], own)
    if not least:
        return best
    for text in ways:
        for far, dx, dy in _steps(text.upright):
            if far > text.far:
                break
            moved = text.moved(turn * dx, dy)
            wrong = around.wrong(moved, own, least - far)
            if not wrong:
                return moved
            if wrong + far < least:
                best, least = moved, wrong + far
    return best


@lru_cache(2)
def _steps(upright: bool) -> tuple[tuple[float, float, float], ...]:
    """Ways across and down, the shortest first, each after its length: fine ones near by, coarser ones farther off.
    ``upright``: ways aside count more.
    """
    aside = ASIDE if upright else 1.0
    most = int(FAR / FINE)
    ways = (
        (math.hypot(aside * i, j) * FINE, i * FINE, j * FINE)
        for i in range(-most, most + 1)
        for j in range(-most, most + 1)
    )
    return tuple(
        sorted(
            way
            for way in ways
            if way[0] <= CLOSE_BY or (way[0] <= FAR and way[1] % COARSE == 0 and way[2] % COARSE == 0)
        )
    )


@lru_cache(128)
def ground_of(paths: tuple[Path, ...], bounds: tuple[int, int, int, int], units: int) -> Ground:
    """The cells through which the edges of ``paths`` go."""
    rows = [0] * (int((bounds[3] - bounds[1]) / units / CELL) + 2)
    for path in paths:
        if path.style in GROUND:
            continue
        for x, y in _points(path, CELL * units):
            row = int((y - bounds[1]) / units / CELL)
            column = int((x - bounds[0]) / units / CELL)
            if 0 <= row < len(rows) and column >= 0:
                rows[row] |= 1 << column
    return Ground(tuple(rows))


def _points(path: Path, step: float) -> Iterator[Point]:
    """Points along the outline of a path, ``step`` apart or less."""
    first: Point = (0.0, 0.0)
    at = first
    for letter, n in path.segments:
        if letter == "M":
            first = at = (n[0], n[1])
            yield at
        elif letter == "C":
            corners: tuple[Point, ...] = (at, (n[0], n[1]), (n[2], n[3]), (n[4], n[5]))
            parts = int(sum(math.dist(a, b) for a, b in pairwise(corners)) / step) + 1
            for k in range(1, parts + 1):
                yield _on_curve(corners, k / parts)
            at = corners[3]
        else:
            to: Point = first if letter == "Z" else (n[0], n[1])
            parts = int(math.dist(at, to) / step) + 1
            for k in range(1, parts + 1):
                yield at[0] + (to[0] - at[0]) * k / parts, at[1] + (to[1] - at[1]) * k / parts
            at = to


def _on_curve(corners: Sequence[Point], t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    s = 1.0 - t
    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def _over(a: Box, b: Box) -> float:
    """How far two boxes lie over each other, in the direction in which that is less."""
    return max(0.0, min(min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])))


@lru_cache(512)
def _along(line: tuple[Point, ...]) -> tuple[Point, ...]:
    """Points along a line from its beginning, about one apart."""
    found = list(line[:1])
    for a, b in pairwise(line):
        parts = int(math.dist(a, b)) + 1
        found += [
            (a[0] + (b[0] - a[0]) * k / parts, a[1] + (b[1] - a[1]) * k / parts) for k in range(1, parts + 1)
        ]
    return tuple(found)


def _far(box: Box, point: Point) -> float:
    return math.hypot(
        max(box[0] - point[0], 0.0, point[0] - box[2]), max(box[1] - point[1], 0.0, point[1] - box[3])
    )
