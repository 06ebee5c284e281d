"""Dots for a pain zone: even and irregular like hand stippling, dense inside, fading at the border.

It knows pixels only. The same field gives the same dots: the seed is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from illustration.geometry.mesh import Floats

_SEED = 20
_TRIES = 24  # candidates for each dot there is room for


@dataclass(frozen=True, slots=True)
class Texture:
    """Distances between dots in printed points: well inside, at the border, and how far outside it the last
    dots lie; ``depth`` is how many points inside the spacing is fully reached.
    """

    inside: float
    border: float
    depth: float
    beyond: float = 0.0


ESSENTIAL = Texture(inside=1.95, border=2.1, depth=1.2, beyond=0.1)
STRIPE_PT = 2.7  # between stripes
SHORTEST_PT = 1.6  # no stripe shorter than this


def stipple(field: Floats, texture: Texture, pixels_per_point: float, taken: Floats | None = None) -> Floats:
    """Dots (n, 2) as x, y in pixels.

    ``field`` (h, w): printed points inside the zone, negative outside. ``taken`` (m, 2): dots already
    placed, which new ones keep their distance from.
    """
    rows, columns = np.nonzero(field > -texture.beyond)
    if not len(rows):
        return np.zeros((0, 2))
    share = np.clip(field[rows, columns] / texture.depth, 0, 1)
    wish = (texture.border + (texture.inside - texture.border) * share) * pixels_per_point
    cell = texture.border * pixels_per_point
    grid: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for x, y in () if taken is None else taken:
        grid.setdefault((int(x // cell), int(y // cell)), []).append((float(x), float(y)))
    random = np.random.default_rng(_SEED)
    tries = int(_TRIES * len(rows) / (texture.inside * pixels_per_point) ** 2) + 1
    order = random.permutation(len(rows))[:tries]
    jitter = random.uniform(-0.5, 0.5, (len(rows), 2))
    dots: list[tuple[float, float]] = []
    for i in order.tolist():
        x, y, least = columns[i] + jitter[i, 0], rows[i] + jitter[i, 1], wish[i] ** 2
        cx, cy = int(x // cell), int(y // cell)
        near = (
            other
            for gx in (cx - 1, cx, cx + 1)
            for gy in (cy - 1, cy, cy + 1)
            for other in grid.get((gx, gy), ())
        )
        if all((x - ox) ** 2 + (y - oy) ** 2 >= least for ox, oy in near):
            grid.setdefault((cx, cy), []).append((float(x), float(y)))
            dots.append((float(x), float(y)))
    return np.array(sorted(dots, key=lambda p: (p[1], p[0]))).reshape(-1, 2)


def hatch(where: NDArray[np.bool_], pixels_per_point: float) -> list[Floats]:
    """Parallel stripes, rising to the right, in the pixels of ``where``: each (2, 2) as x, y in pixels.

    Few dots and many cannot be told from one another at the printed size; dots and stripes can, also on a copy.
    """
    height, width = where.shape
    x = np.arange(width)
    out = []
    for offset in np.arange(0, height + width, STRIPE_PT * pixels_per_point * np.sqrt(2)):
        y = np.round(offset - x).astype(int)
        ok = (y >= 0) & (y < height)
        inside = np.zeros(width, bool)
        inside[ok] = where[y[ok], x[ok]]
        edges = np.flatnonzero(np.diff(np.r_[0, inside.astype(int), 0]))
        for a, b in zip(edges[::2], edges[1::2] - 1, strict=True):
            if (b - a) * np.sqrt(2) > SHORTEST_PT * pixels_per_point:
                out.append(np.array([[a, offset - a], [b, offset - b]], float))
    return out
