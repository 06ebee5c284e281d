"""One view of the body as pixels: what is visible, how deep, and where on the rest pose each pixel lies.

It draws no lines and knows no pain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from illustration.charts.limbs import CHARTS, Located
from illustration.charts.mannequin import Mannequin, Skin, trimmed
from illustration.charts.views import FAR, MARGIN_PT, Region, View
from illustration.geometry.mesh import Floats, vertex_normals
from illustration.geometry.raster import empty, rasterise

PIXELS_PER_POINT = 8.0
_SOLE_TOP = -0.745  # metres; from below, the calf would show behind the heel
_BACK = -0.10  # metres; the skin over the base of the spine
_HIDDEN = 0.008  # metres; a point deeper than this below what the pixel shows is out of sight


@dataclass(frozen=True, eq=False)
class Surface:
    """Pixel arrays (h, w): ``inside`` the body, ``depth`` (metres, larger is nearer), unit ``normal``
    (..., 3) in the picture's frame, ``hair`` (metres above the hairline), ``rest`` (..., 3) place in the rest
    pose, ``arm`` share, and the limb coordinates of each chart. Without a margin at the top or bottom,
    the body is cut there.

    ``frame`` (3, 3) and ``corner`` (picture coordinates of the upper left corner, metres) take points of
    the posed body to pixels.
    """

    inside: NDArray[np.bool_]
    depth: Floats
    normal: Floats
    hair: Floats
    rest: Floats
    arm: Floats
    located: dict[str, Located]
    metres_per_pixel: float
    frame: Floats
    corner: Floats

    def project(self, points: Floats) -> Floats:
        """Pixels x and y and the depth of posed body points (n, 3)."""
        seen = points @ self.frame.T
        x = (seen[:, 0] - self.corner[0]) / self.metres_per_pixel - 0.5
        y = (self.corner[1] - seen[:, 1]) / self.metres_per_pixel - 0.5
        return np.stack([x, y, seen[:, 2]], axis=1)

    def shows(self, pixels: Floats) -> NDArray[np.bool_]:
        """Which projected points (n, 3) are in the picture and not hidden behind the body; never a nan."""
        height, width = self.inside.shape
        x, y = (np.round(np.nan_to_num(pixels[:, k], nan=-1.0)).astype(int) for k in (0, 1))
        within = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        depth = self.depth[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
        return np.asarray(within & (np.abs(pixels[:, 2] - depth) < _HIDDEN))


def extent(model: Mannequin, view: View, region: Region) -> tuple[float, float]:
    """Width and height in metres of what a panel shows, without any margin."""
    low, high = _window(_shown(model.posed(view.arms), view, region), view.matrix, region, 0.0)
    return float(high[0] - low[0]), float(high[1] - low[1])


def look(model: Mannequin, view: View, region: Region, points_per_metre: float) -> tuple[Surface, Skin]:
    """Render one panel, with ``PIXELS_PER_POINT`` pixels to a printed point; also the skin it shows."""
    skin = _shown(model.posed(view.arms), view, region)
    frame = view.matrix
    points = skin.mesh.vertices @ frame.T
    per_metre = points_per_metre * PIXELS_PER_POINT
    low, high = _window(skin, frame, region, MARGIN_PT / points_per_metre)
    height, width = (int(np.ceil((high[k] - low[k]) * per_metre)) for k in (1, 0))
    pixels = np.stack(
        [(points[:, 0] - low[0]) * per_metre - 0.5, (high[1] - points[:, 1]) * per_metre - 0.5, points[:, 2]],
        axis=1,
    )
    normals = vertex_normals(skin.mesh) @ frame.T
    normals[:, 1] *= -1  # rows grow downwards
    values = np.concatenate([normals, skin.rest, skin.arm[:, None], skin.hair[:, None]], axis=1)
    seen = rasterise(pixels, skin.mesh.faces, 1, values, empty((height, width), 8))
    inside = seen.part > 0
    normal = seen.values[..., :3]
    normal = normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-9)
    rest, arm = seen.values[..., 3:6], seen.values[..., 6]
    located = {}
    for chart in CHARTS:
        found = model.limbs.locate(chart, rest, arm)
        located[chart] = Located(found.along, found.angle, found.radius, found.valid & inside)
    surface = Surface(
        inside,
        seen.depth,
        normal,
        np.where(inside, seen.values[..., 7], -1.0),
        rest,
        arm,
        located,
        1 / per_metre,
        frame,
        np.array([low[0], high[1]]),
    )
    return surface, skin


def _window(skin: Skin, frame: Floats, region: Region, margin: float) -> tuple[Floats, Floats]:
    """Lower left and upper right corner of the picture (metres): the body with a margin, or the cut.

    Seen from below the region is not cut: only what lies in it is there.
    """
    points, height = skin.mesh.vertices @ frame.T, skin.rest[:, 1]
    upright = frame[1, 1]
    low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
    if upright < 0.1:
        return low, high
    if region.top < FAR:
        high[1] = points[height > region.top, 1].min() if upright < 0.99 else region.top
    if region.bottom > -FAR:
        low[1] = region.bottom
    shown = points[(points[:, 1] < high[1]) & (points[:, 1] > low[1])]
    low[0], high[0] = shown[:, 0].min() - margin, shown[:, 0].max() + margin
    across = frame[0, 0]  # 1: the patient's left is at the right of the picture, -1: at its left
    if region.past_middle < FAR and across > 0.9:
        high[0] = min(high[0], region.past_middle)
    if region.past_middle < FAR and across < -0.9:
        low[0] = max(low[0], -region.past_middle)
    elif region.past_middle < FAR and across < -0.5:  # aslant, where the skin of the back is cut
        low[0] = max(low[0], float(frame[0] @ (region.past_middle, 0.0, _BACK)))
    return low, high


def _shown(skin: Skin, view: View, region: Region) -> Skin:
    """The skin without what the panel leaves out: arms, the left leg, what lies far beyond the cuts."""
    keep = np.ones(len(skin.rest), bool)
    if not region.arms:
        keep &= skin.arm < 0.5
        keep &= skin.rest[:, 1] < 0.45
    if region.only_arm:
        keep &= skin.arm > 0.5
    if view.legs == "right" or not region.both_legs:
        keep &= skin.rest[:, 0] < 0.0
    if view.tilt <= -80:
        keep &= skin.rest[:, 1] < _SOLE_TOP
    reach = 0.05
    keep &= (skin.mesh.vertices[:, 1] < region.top + reach) & (
        skin.mesh.vertices[:, 1] > region.bottom - reach
    )
    return trimmed(skin, keep)
