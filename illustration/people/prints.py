"""Lines printed on a thing, such as the snowflake that tells a cold pack from a cushion. It shapes no things."""

from __future__ import annotations

import numpy as np

from illustration.geometry.bezier import fit_open
from illustration.geometry.mesh import Floats
from illustration.people.paths import Grid, Painted
from illustration.people.render import View
from illustration.people.room import Posed

_STYLE = "frost"
_LEAST = 24.0  # pixels (3 points) across: a smaller flake is a blot
_SEEN = 0.016  # metres that something else may lie before a line without hiding it
_TOLERANCE = 0.4  # pixels
_SHORT = 8  # points; what is left of a hidden line


def strokes(posed: Posed, view: View, grid: Grid) -> list[Painted]:
    """The printed lines of all things as one path, as far as they are seen; none where they would be a blot."""
    out = ""
    for prop in posed.props:
        lines = [np.stack([view.project(point) for point in line]) for line in prop.prints]
        if lines and np.ptp(np.concatenate(lines), axis=0).min() < _LEAST:
            continue
        for line, points in zip(lines, prop.prints, strict=True):
            run = line[_seen(view, line, points)]
            if len(run) > _SHORT:
                out += grid.data(fit_open(run, _TOLERANCE), False)
    return [(_STYLE, out)] if out else []


def _seen(view: View, pixels: Floats, points: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which points (n, 3) of a line, at these ``pixels`` (n, 2), nothing hides."""
    depth = view.buffers.depth
    height, width = depth.shape
    x, y = pixels.T.astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    nearest = depth[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    return np.asarray(inside & (nearest < (points @ view.camera.T)[:, 2] + _SEEN))
