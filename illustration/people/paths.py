"""Masks and chains of pixels as paths in figure units. Knows no bodies and no style classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.geometry.bezier import Curve, fit_closed, path_data
from illustration.geometry.trace import mask_outlines

SIGMA = 5.0  # pixels: how much outlines are smoothed
TOLERANCE = 0.85  # pixels between an outline and its curve
_MIN_AREA = 60.0  # square pixels; smaller rings are dropped
Painted = tuple[str, str]
"""A style class and SVG path data."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grid:
    """Pixels to integer figure units: ``units`` per pixel and the pixel that lands on the origin."""

    units: float
    origin: tuple[float, float] = (0.0, 0.0)

    def data(self, path: Curve, closed: bool) -> str:
        return path_data(path, closed, self.units, self.origin)

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The figure unit that a pixel lands on."""
        return round((x - self.origin[0]) * self.units), round((y - self.origin[1]) * self.units)


def region(mask: Mask, grid: Grid, soft: bool = False) -> str:
    """The outlines of a mask (h, w), or "" if nothing of it is large enough. ``soft``: a shade, which has no line
    along it and may be traced coarsely."""
    times = 2.5 if soft else 1
    rings = mask_outlines(mask, times * SIGMA, _MIN_AREA)
    return "".join(grid.data(fit_closed(ring, times * TOLERANCE), True) for ring in rings)


def large_pieces(mask: Mask, least: int) -> Mask:
    """The connected pieces of a mask that have at least so many pixels."""
    pieces, _ = ndimage.label(mask)
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    return np.asarray((sizes >= least)[pieces])
