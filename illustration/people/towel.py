"""A towel on the floor under a foot, its front gathered towards the toes. It carries nothing."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from illustration.geometry.mesh import Floats, Mesh, join
from illustration.people import shapes
from illustration.people.props import Prop, PropMesh, Scene
from illustration.people.rig import Y

_STEP = 0.004  # metres between vertices
_THICK = 0.001
_FOLD = 0.042  # metres from one fold to the next


class Towel(Prop):
    """``under`` a landmark of a foot and turned like it. ``size``: width and length; ``back``: how much of
    the length lies behind the landmark; ``folds`` ridges, ``rise`` metres high, begin ``front`` metres
    before it."""

    KEYS: ClassVar[tuple[str, ...]] = ("under", "size", "back", "folds", "rise", "front")

    def meshes(self, scene: Scene) -> list[PropMesh]:
        point, _ = scene.at(self.word("under"))
        forward = scene.posed.turn[scene.find(self.word("under")).segment][:, 2] * [1, 0, 1]
        forward = forward / np.linalg.norm(forward)
        aside = np.cross(Y, forward)
        width, length = self.vector("size", 0.26, 0.5)
        back = self.number("back", 0.2)
        u = np.linspace(-width / 2, width / 2, int(width / _STEP))
        v = np.linspace(-back, length - back, int(length / _STEP))
        v, u = np.meshgrid(v, u, indexing="ij")
        height = self._height(u / width, v)
        drawn_in = 1 - 0.16 * np.exp(-(((v - self.number("front", 0.0) - 0.03) / 0.07) ** 2)) * (
            height.max() > 0
        )
        ground = point * [1, 0, 1] - 0.001 * Y

        def sheet(y: Floats) -> Floats:
            flat = (u * drawn_in)[..., None] * aside + v[..., None] * forward
            return np.asarray((ground + flat + y[..., None] * Y).reshape(-1, 3))

        faces = shapes.grid_faces(*u.shape, False)
        return [
            PropMesh(join([Mesh(sheet(height), faces), Mesh(sheet(height - _THICK), faces[:, ::-1])]), "mat")
        ]

    def _height(self, across: Floats, v: Floats) -> Floats:
        """Height of the cloth: folds square to the foot, a little bowed, fading sideways."""
        count, rise = self.number("folds", 0), self.number("rise", 0.02)
        if count == 0:
            return np.zeros(v.shape)
        start = self.number("front", 0.0)
        bowed = (v - start + 0.10 * across**2) / _FOLD
        wave = np.abs(np.sin(np.pi * np.clip(bowed, 0, count)))
        fade = 1 - 0.5 * np.clip(bowed / max(count, 1), 0, 1)
        return np.asarray(rise * wave * fade * (1 - (2 * np.abs(across)) ** 6 * 0.5))
