"""Lines of a built figure that are wrong whatever they show: specks of a fold, bits of the skin's outline that touch
nothing, outlines that close a bone where its window cuts it.

A line that is too short to say what it is, or that only runs along the edge of its window, reads as an error of
printing. This finds them in the paths of a figure; it draws nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from handouts.figures import Drawing
from handouts.figures.outline import Path

SPECK = 2.5
"""Points: a fold of a body chart that is shorter is a speck; an X, beside which it stands, is 3 points wide."""
PIECE = 6.0
"""Points: a line of the skin of an anatomy view that is shorter is no line of a body."""
SLIVER, LONG = 5.0, 36.0
"""Points: a skin line that nowhere comes further from the edge of its window, unless it is so long that it shows the
course of a limb.
"""
_WORN = 0.25  # points: what fitting a curve takes from the ends of a line

EDGE, CLOSED = 0.5, 6.0
"""Points: a bone or muscle whose outline runs so near the edge of its window for so long is closed where it is cut."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def problems(drawing: Drawing) -> list[str]:
    """Every loose piece of a chart's folds or of an anatomy figure's skin, and every bone closed at the edge."""
    out = []
    for path in drawing.paths:
        if path.style == "fold" and drawing.kind == "chart":
            out += _short(path, drawing, SPECK, "a fold")
        elif path.style == "body-line" and drawing.kind == "anatomy":
            out += _short(path, drawing, PIECE, "a line of the skin")
            out += _slivers(path, drawing)
        elif path.style in ("outline", "inner") and drawing.kind == "anatomy":
            out += _closed(path, drawing)
    return out


def length(points: Sequence[Point]) -> float:
    """Of a line through points, in their unit."""
    return sum(math.dist(a, b) for a, b in pairwise(points))


def hugs(points: Sequence[Point], box: Box, unit: float = 1.0) -> bool:
    """Whether a line only runs along the edge of its window (left, top, right, bottom); ``unit``: units to a point."""
    far = max(min(x - box[0], y - box[1], box[2] - x, box[3] - y) for x, y in points)
    return far < SLIVER * unit and length(points) < LONG * unit


def lines_of(path: Path) -> list[tuple[list[Point], bool]]:
    """The lines of a path, each with points along its curves, and whether it is closed."""
    out: list[tuple[list[Point], bool]] = []
    points: list[Point] = []
    for letter, n in path.segments:
        if letter == "M":
            out += [(points, False)] if points else []
            points = [(n[0], n[1])]
        elif letter == "L":
            (x0, y0), (x, y) = points[-1], n
            points += [(x0 + (x - x0) * t, y0 + (y - y0) * t) for t in (0.25, 0.5, 0.75, 1.0)]
        elif letter == "C":
            points += [_on_curve(points[-1], n, t) for t in (0.25, 0.5, 0.75)] + [(n[4], n[5])]
        else:
            out.append((points, True))
            points = []
    return out + ([(points, False)] if points else [])


def _on_curve(a: Point, n: tuple[int, ...], t: float) -> Point:
    s = 1 - t
    x, y = (s**3 * a[k] + 3 * s * s * t * n[k] + 3 * s * t * t * n[2 + k] + t**3 * n[4 + k] for k in (0, 1))
    return x, y


def _short(path: Path, drawing: Drawing, least: float, name: str) -> list[str]:
    upp = drawing.units_per_point
    return [
        f"{name} of {size:.1f} pt at {_place(points, upp)} touches nothing, at least {least:g} pt"
        for points, closed in lines_of(path)
        if not closed and (size := length(points) / upp) < least - _WORN
    ]


def _slivers(path: Path, drawing: Drawing) -> list[str]:
    upp = drawing.units_per_point
    out = []
    for points, closed in lines_of(path):
        box = _window(points[0], drawing)
        if not closed and box and hugs(points, box, upp):
            out.append(
                f"a line of the skin at {_place(points, upp)} only runs along the edge of its window "
                f"(no further than {SLIVER:g} pt from it)"
            )
    return out


def _closed(path: Path, drawing: Drawing) -> list[str]:
    upp = drawing.units_per_point
    out = []
    for points, _ in lines_of(path):
        box = _window(points[0], drawing)
        if box and (size := along_edge(points, box, EDGE * upp) / upp) > CLOSED:
            out.append(
                f"an outline at {_place(points, upp)} runs {size:.1f} pt along the edge of its window, at most "
                f"{CLOSED:g}: what is cut there is to stay open"
            )
    return out


def along_edge(points: Sequence[Point], box: Box, near: float) -> float:
    """The longest way that a line goes without leaving one edge of its window by more than ``near``."""
    longest = way = 0.0
    for a, b in pairwise(points):
        on_edge = any(abs(a[k % 2] - edge) < near > abs(b[k % 2] - edge) for k, edge in enumerate(box))
        way = way + math.dist(a, b) if on_edge else 0.0
        longest = max(longest, way)
    return longest


def _window(point: Point, drawing: Drawing) -> Box | None:
    """The box round the skin of the panel in which a point lies."""
    skin = [points for p in drawing.paths if p.style == "body" for points, _ in lines_of(p)]
    left, right = next((p for p in drawing.panels if p[0] <= point[0] <= p[1]), drawing.bounds[::2])
    inside = [p for points in skin for p in points if left <= p[0] <= right]
    if not inside:
        return None
    xs, ys = zip(*inside, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _place(points: Sequence[Point], upp: int) -> str:
    x, y = points[len(points) // 2]
    return f"({x / upp:.0f}, {y / upp:.0f})"
