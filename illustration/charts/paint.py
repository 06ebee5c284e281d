"""One panel of a chart as paths of the figure: lines, the muscle, dots, stripes and X's. It decides no places."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from illustration.charts.checks import Drawn
from illustration.charts.surface import PIXELS_PER_POINT
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.bezier import fit_closed, fit_open, path_data
from illustration.geometry.mesh import Floats

X_PT = 1.5  # half the width of a trigger point's mark
_UNITS_PER_PIXEL = UNITS_PER_POINT / PIXELS_PER_POINT
_TOLERANCE, _SOFT_TOLERANCE = 0.9, 1.6  # pixels, of lines and of the muscle
DOT = 3  # units from the middle of a dot to its corners


def paths(part: Drawn, corner: tuple[float, float]) -> list[tuple[str, str]]:
    """One path per style class, in painter's order; ``corner`` is the panel's upper left in points."""
    origin = (-corner[0] * PIXELS_PER_POINT, -corner[1] * PIXELS_PER_POINT)
    limits = np.array(part.size) * PIXELS_PER_POINT
    by_style: dict[str, str] = dict.fromkeys(("hair", "faint", "fold", "inner", "outline"), "")
    for ring in part.muscle:
        by_style["faint"] += path_data(fit_closed(ring, _SOFT_TOLERANCE), True, _UNITS_PER_PIXEL, origin)
    for line in part.lines:
        curve = (fit_closed if line.closed else fit_open)(line.points, _TOLERANCE)
        curve = [np.clip(bow, 0, limits) for bow in curve]  # a handle may reach beyond the panel
        by_style[line.style] += path_data(curve, line.closed, _UNITS_PER_PIXEL, origin)
    strokes = [on_page(s, corner) for s in part.strokes]
    by_style["hatch"] = "".join(f"M{a} {b}L{c} {d}" for (a, b), (c, d) in strokes)
    by_style["zone"] = "".join(_dot(x, y) for x, y in on_page(part.essential, corner))
    by_style["x-halo"] = by_style["x"] = "".join(_cross(x, y) for x, y in on_page(part.marks, corner))
    return [(style, d) for style, d in by_style.items() if d]


def on_page(pixels: Iterable[Floats] | Floats, corner: tuple[float, float]) -> list[tuple[int, int]]:
    """Pixels (x, y) of a panel as units of the file."""
    return [
        (units(x / PIXELS_PER_POINT + corner[0]), units(y / PIXELS_PER_POINT + corner[1])) for x, y in pixels
    ]


def units(points: float) -> int:
    """Points as units of the file."""
    return round(points * UNITS_PER_POINT)


def _dot(x: int, y: int) -> str:
    """A small filled square on its tip, which grows with the drawing; its round line makes it a dot."""
    return f"M{x - DOT} {y}L{x} {y - DOT}L{x + DOT} {y}L{x} {y + DOT}Z"


def _cross(x: int, y: int) -> str:
    r = units(X_PT)
    return f"M{x - r} {y - r}L{x + r} {y + r}M{x + r} {y - r}L{x - r} {y + r}"
