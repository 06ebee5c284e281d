"""Shapes, colours and text as page description operators (ISO 32000-1, Annex A). Makes strings; knows no page.

Coordinates are points. Numbers are written with two decimals: a hundredth of a point is finer than any printer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

BEZIER_ARC = 0.5523
"""Length of the handles of a Bezier curve for a quarter of a circle, as a share of the radius."""


@cache
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


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> str:
    """A closed rectangle with its lower left corner at (x, y), its corners rounded by ``radius``."""
    if not radius:
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    r, k = radius, radius * (1 - BEZIER_ARC)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


def tab(x: float, y: float, width: float, height: float, left: float, right: float) -> str:
    """A closed rectangle whose two upper corners are rounded, each by its own radius."""
    end, top = x + width, y + height
    k, n = left * (1 - BEZIER_ARC), right * (1 - BEZIER_ARC)
    return (
        f"{x:.2f} {y:.2f} m {end:.2f} {y:.2f} l {end:.2f} {top - right:.2f} l "
        f"{end:.2f} {top - n:.2f} {end - n:.2f} {top:.2f} {end - right:.2f} {top:.2f} c {x + left:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - left:.2f} c h"
    )


def circle(x: float, y: float, radius: float) -> str:
    """A closed circle about (x, y)."""
    return box(x - radius, y - radius, 2 * radius, 2 * radius, radius)
