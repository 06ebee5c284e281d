"""Pain zones as distance fields over the pixels of a view. It neither renders the body nor places dots.

A band is a chain of capsules on the unrolled skin; its field is the distance in metres to its border,
positive inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from illustration.charts.limbs import Limbs, Located
from illustration.charts.pattern import Band
from illustration.geometry.mesh import Floats

OUTSIDE = -1.0
_LEAST_RADIUS = 0.02


def wrap(degrees: Floats | float) -> Floats:
    """Angles brought to -180 .. 180."""
    return np.asarray(np.mod(np.asarray(degrees, float) + 180, 360) - 180)


def field(bands: Sequence[Band], limbs: Limbs, located: dict[str, Located]) -> Floats:
    """Metres inside (> 0) or outside (< 0) the nearest of the bands, per pixel; far outside where no band's
    chart reaches.
    """
    shape = next(iter(located.values())).along.shape
    out = np.full(shape, OUTSIDE)
    for band in bands:
        stops = [(*limbs.place(station.place), station.width / 200) for station in band]
        pixels = located[stops[0][0]]
        if len(stops) == 1:
            stops = stops * 2
        for (_, at0, angle0, half0), (_, at1, angle1, half1) in pairwise(stops):
            inside = _capsule(pixels, (at0, angle0, half0), (at1, angle1, half1))
            out = np.where(pixels.valid, np.maximum(out, inside), out)
    return out


def _capsule(
    pixels: Located, first: tuple[float, float, float], second: tuple[float, float, float]
) -> Floats:
    """Distance field of the strip between two stations (metres along, degrees, half width in metres)."""
    around = np.radians(1.0) * np.maximum(pixels.radius, _LEAST_RADIUS)
    ax, ay = wrap(first[1] - pixels.angle) * around, first[0] - pixels.along
    dx, dy = wrap(second[1] - first[1]) * around, second[0] - first[0]
    length = np.maximum(dx * dx + dy * dy, 1e-9)
    share = np.clip(-(ax * dx + ay * dy) / length, 0, 1)
    half = first[2] + share * (second[2] - first[2])
    return np.asarray(half - np.hypot(ax + share * dx, ay + share * dy))
