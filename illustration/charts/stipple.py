"""Dots for a pain zone: even and irregular like hand stippling, dense inside, fading at the border.

It knows pixels only. The same field gives the same dots: the seed is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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


ESSENTIAL = Texture(inside=1.3, border=1.55, depth=1.2, beyond=0.4)
SPILLOVER = Texture(inside=2.9, border=3.1, depth=2.2, beyond=0.3)


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
