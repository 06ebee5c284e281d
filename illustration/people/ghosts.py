"""The start position behind a figure: what of it stands clear, as a pale area with a dashed edge."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from illustration.geometry.bezier import fit_closed, fit_open
from illustration.geometry.trace import mask_outlines
from illustration.people.fills import body_mask
from illustration.people.paths import SIGMA, TOLERANCE, Grid, Mask, Painted, region
from illustration.people.render import View

_NEAR = 0.010  # metres beside the figure: a dashed line so near only blurs its outline
_CLEAR = 0.035  # metres: a piece that reaches no farther out says nothing
_SHORT = 12  # points of a ring; shorter dashes are left out
_MIN_AREA = 60.0


def clear_of(behind: View, main: View) -> Mask:
    """Pixels of the start position that stand clear of the figure."""
    ghost = body_mask(behind)
    away = ndimage.distance_transform_edt(~body_mask(main)) / main.pixels_per_metre
    pieces, count = ndimage.label(ghost & (away > 0))
    if not count:
        return np.zeros(ghost.shape, bool)
    reach = np.asarray(ndimage.maximum(away, pieces, index=np.arange(count + 1)))
    return np.asarray(np.concatenate([[False], reach[1:] > _CLEAR])[pieces])


def ghost(behind: View, main: View, grid: Grid) -> list[Painted]:
    """What of the start position (``behind``) stands clear of the figure (``main``)."""
    keep = clear_of(behind, main)
    if not keep.any():
        return []
    body = body_mask(behind)
    away = ndimage.distance_transform_edt(~body_mask(main)) / main.pixels_per_metre
    near = ndimage.binary_dilation(keep, iterations=3)
    height, width = body.shape
    lines = []
    for ring in mask_outlines(body, SIGMA, _MIN_AREA):
        x, y = np.clip(ring[:, 0].astype(int), 0, width - 1), np.clip(ring[:, 1].astype(int), 0, height - 1)
        rim = (ring < 2).any(axis=1) | (ring[:, 0] > width - 2) | (ring[:, 1] > height - 2)
        on = near[y, x] & (away[y, x] > _NEAR) & ~rim
        if on.all():
            lines.append(grid.data(fit_closed(ring, TOLERANCE), True))
            continue
        if not on.any():
            continue
        start = int(np.flatnonzero(~on)[0])
        ring, on = np.roll(ring, -start, axis=0), np.roll(on, -start)
        cuts = np.flatnonzero(np.diff(np.concatenate([[0], on.astype(int), [0]])))
        for first, last in zip(cuts[::2], cuts[1::2], strict=True):
            if last - first > _SHORT:
                lines.append(grid.data(fit_open(ring[first:last], TOLERANCE), False))
    fill = region(np.asarray(ndimage.binary_dilation(keep, iterations=6) & body), grid)
    return [("start-fill", fill), *([("start", "".join(lines))] if lines else [])]
