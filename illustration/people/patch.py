"""The place where an exercise is felt, painted on the body: a tint with hatching and an edge. Finds no place; see
``felt``."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from illustration.people.fills import body_mask
from illustration.people.paths import Grid, Mask, Painted, large_pieces, region
from illustration.people.render import FELT, View

_LEAST = 220  # pixels; smaller pieces are dropped
SEEN = 700  # pixels (11 square points); if less is seen in all, nothing is painted
_HATCH = 17.0  # pixels (2.1 points) between lines, which run down to the left
_SHORT = 10.0  # pixels; shorter lines are left out
_OFF_EDGE = 2.0  # pixels between the edge and the end of a line


def felt_mask(view: View) -> Mask:
    """Pixels of the person over what works or is stretched, as far as they are seen."""
    mask = body_mask(view) & (view.buffers.values[..., FELT] > 0)
    return large_pieces(ndimage.binary_opening(mask, iterations=3), _LEAST)


def patch(view: View, grid: Grid) -> list[Painted]:
    """Tint and hatching of the felt place; nothing if too little of it is seen."""
    mask = felt_mask(view)
    if mask.sum() < SEEN:
        return []
    lines = _hatch(ndimage.distance_transform_edt(mask) > _OFF_EDGE, grid)
    return [("felt", region(mask, grid)), *([("felt-hatch", lines)] if lines else [])]


def _hatch(inside: Mask, grid: Grid) -> str:
    """Parallel lines at 45 degrees within a mask (h, w)."""
    height, width = inside.shape
    out = []
    for total in np.arange(_HATCH / np.sqrt(2), height + width, _HATCH * np.sqrt(2)):
        x = np.arange(max(0, int(total) - height + 1), min(width - 1, int(total)) + 1)
        y = np.clip(np.round(total - x).astype(int), 0, height - 1)
        on = np.concatenate([[False], inside[y, x], [False]])
        ends = np.flatnonzero(on[1:] != on[:-1])
        for first, last in zip(ends[::2], ends[1::2] - 1, strict=True):
            if (last - first) * np.sqrt(2) > _SHORT:
                a = grid.at(x[first] + 0.5, y[first] + 0.5)
                b = grid.at(x[last] + 0.5, y[last] + 0.5)
                out.append(f"M{a[0]} {a[1]}L{b[0]} {b[1]}")
    return "".join(out)
