"""Two things of the pelvis that no mesh of the atlas shows: the openings of the sacrum, and the ball of the hip where
the socket hides it. Rings and arcs in pixels of a view; it draws nothing.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from illustration.anatomy.atlas import Atlas
from illustration.anatomy.locator import side_of
from illustration.anatomy.scene import MARGIN, Scene
from illustration.anatomy.view import View
from illustration.geometry.mesh import Floats
from illustration.segments import ball_of_hip

# Four pairs of sacral foramina, smaller and nearer to one another downwards (Gray), set by eye on the atlas:
# millimetres in its frame: x (both sides), y, half width, half height.
FORAMINA = {
    "front": ((20, 931, 3.6, 2.3), (18, 918, 3.3, 2.2), (16.5, 905, 2.9, 2.1), (15, 889, 2.4, 1.7)),
    "back": ((23, 944, 2.6, 2.6), (18.5, 928, 2.9, 2.4), (17, 908, 2.7, 2.3), (15.5, 890, 2.3, 1.8)),
}
_LEAN = 0.35  # radians: the long axes converge upwards in front
_DEPTH = -0.050  # metres: where the sacrum lies
_CORNERS = 16
_SHORTEST = 8  # points of an arc


def foramina(view: View, scene: Scene) -> list[Floats]:
    """Rings of the sacral foramina that are in sight, in pixels."""
    side = side_of(view.azimuth)
    sacrum = scene.of_name("sacrum")
    turn = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    out = []
    for x, y, a, b in FORAMINA.get(side, ()):
        for sign in (-1, 1):
            lean = sign * _LEAN * (1 if side == "front" else -1)
            u, w = a * np.cos(turn), b * np.sin(turn)
            across, up = u * np.cos(lean) - w * np.sin(lean), u * np.sin(lean) + w * np.cos(lean)
            ring = np.stack([sign * x + across, y + up, np.full(_CORNERS, _DEPTH * 1000)], axis=1) / 1000
            px = scene.camera.pixels(ring)[:, :2]
            i, j = np.clip(np.round(px).astype(int).T, 0, np.array(scene.shape)[::-1, None] - 1)
            if sacrum[j, i].all():
                out.append(px)
    return out


def balls(scene: Scene, atlas: Atlas) -> list[Floats]:
    """The stretches of the outline of the ball of the hip that the hip bone hides, in pixels."""
    names = {layer.name for layer in scene.layers if layer.kind == "bone"}
    if not names & {"femur_r", "~femur_r"}:
        return []
    centre, radius = ball_of_hip(atlas)
    bone = scene.of_name("hip_bone_r") | scene.of_name("~hip_bone_r")
    turn = np.linspace(0, 2 * np.pi, 120)
    height, width = scene.shape
    out = []
    for name, side in (("femur_r", 1), ("~femur_r", -1)):
        if name not in names:
            continue
        middle = scene.camera.pixels((centre * [side, 1, 1])[None])[0, :2]
        circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        ring = middle + radius * scene.camera.pixels_per_metre * circle
        i, j = np.round(ring).astype(int).T
        ok = (i > MARGIN) & (j > MARGIN) & (i < width - MARGIN) & (j < height - MARGIN)
        hidden = np.zeros(len(ring), bool)
        hidden[ok] = bone[j[ok], i[ok]]
        if hidden.any() and not hidden.all():
            gap = int(np.flatnonzero(~hidden)[0])
            ring, hidden = np.roll(ring, -gap, axis=0), np.roll(hidden, -gap)
        runs, count = ndimage.label(hidden)
        out += [ring[runs == k] for k in range(1, count + 1) if (runs == k).sum() > _SHORTEST]
    return out
