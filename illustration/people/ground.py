"""The shadow on the floor under feet, chairs and bodies: what is near the floor, pressed flat onto it."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from illustration.geometry.raster import empty, rasterise
from illustration.people.fills import GROUND
from illustration.people.paths import Mask
from illustration.people.render import Model, View

_LOW = 0.10  # metres over the floor: what is higher throws none
_SPREAD, _SOFT = 0.018, 0.012  # metres that the shadow reaches beyond, and that its edge is rounded over
_ROOM = 0.1  # metres round the picture that are looked at, too


def shadow(model: Model, view: View) -> Mask:
    """Pixels (h, w) of the floor under what is near it. Walls and mats throw none."""
    shape = view.buffers.part.shape
    high = model.vertices[model.faces][:, :, 1].max(axis=1)
    flat = [number for number, style in model.styles.items() if style in GROUND]
    use = (high < _LOW) & ~np.isin(model.parts, flat)
    if not use.any():
        return np.zeros(shape, bool)
    scale = view.pixels_per_metre
    room = int(_ROOM * scale)
    q = (model.vertices * [1, 0, 1]) @ view.camera.T
    across, down = (q[:, 0] - view.low[0]) * scale, (view.high[1] - q[:, 1]) * scale
    points = np.stack([across - 0.5 + room, down - 0.5 + room, q[:, 2]], axis=1)
    buffers = empty((shape[0] + 2 * room, shape[1] + 2 * room), 1)
    seen = rasterise(points, model.faces[use], 1, np.zeros((len(points), 1)), buffers).part > 0
    grown = ndimage.distance_transform_edt(~seen) < _SPREAD * scale
    soft = ndimage.gaussian_filter(grown.astype(float), _SOFT * scale) > 0.5
    return np.asarray(soft[room:-room, room:-room])
