"""Shapes, colours and text as page description operators (ISO 32000-1, Annex A). Makes strings; knows no page.

Coordinates are points. Numbers are written with two decimals: a hundredth of a point is finer than any printer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

Radii = tuple[float, float, float, float]

BEZIER_ARC = 0.5523
"""Length of the handles of a Bezier curve for a quarter of a circle, as a share of the radius."""


@lru_cache(maxsize=256)
def colour(value: str) -> str:
    """``#RRGGBB`` as three operands from 0 to 1."""
    return " ".join(f"{int(value[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


def fill(value: str) -> str:
    """Set the colour of areas and text."""
    return f"{colour(value)} rg"


def stroke(value: str, width: float) -> str:
    """Set the colour and width of lines."""
    return f"{colour(value)} RG {width:.4g} w"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A line."""
    return f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S"


def polygon(corners: Iterable[tuple[float, float]]) -> str:
    """A closed path."""
    points = [f"{x:.2f} {y:.2f}" for x, y in corners]
    return f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " h"


def box(x: float, y: float, width: float, height: float, radii: Radii = (0.0, 0.0, 0.0, 0.0)) -> str:
    """A closed rectangle with its lower left corner at (x, y). ``radii`` round its corners: top left, top right,
    bottom right, bottom left.
    """
    if not any(radii):
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    a, b, c, d = radii
    k, m, n, o = (r * (1 - BEZIER_ARC) for r in radii)
    right, top = x + width, y + height
    return (
        f"{x + d:.2f} {y:.2f} m {_side(right - c, y, width - c - d)}"
        f"{_corner(right - n, y, right, y + n, right, y + c, c)}{_side(right, top - b, height - b - c)}"
        f"{_corner(right, top - m, right - m, top, right - b, top, b)}{_side(x + a, top, width - a - b)}"
        f"{_corner(x + k, top, x, top - k, x, top - a, a)}{_side(x, y + d, height - a - d)}"
        f"{_corner(x, y + o, x + o, y, x + d, y, d)}h"
    )


def _side(x: float, y: float, length: float) -> str:
    """A straight side of some ``length`` up to (x, y), or nothing where one corner goes over into the next."""
    return f"{x:.2f} {y:.2f} l " if length >= 0.005 else ""


def _corner(x0: float, y0: float, x1: float, y1: float, x: float, y: float, radius: float) -> str:
    """A quarter of a circle to (x, y), or nothing where the corner is not round."""
    return f"{x0:.2f} {y0:.2f} {x1:.2f} {y1:.2f} {x:.2f} {y:.2f} c " if radius else ""
