"""Parts of a house and what stands on a table: door frame, corner, table, laptop. They solve nothing."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people import shapes
from illustration.people.contacts import Support
from illustration.people.obstacles import Box, Plane
from illustration.people.props import Block, Prop, PropMesh, Scene
from illustration.people.rig import X, Y, Z, rotation

_SIDES = (("right", -1.0), ("left", 1.0))


class Door(Prop):
    """A door frame in front of the person, who stands in it or steps through: two posts and a beam. ``at``: metres in
    front; ``width`` of the opening. The faces of the posts towards the person carry (``.right``, ``.left``), and so
    do those towards the opening (``.right_inside``, ``.left_inside``)."""

    KEYS: ClassVar[tuple[str, ...]] = ("at", "width", "height", "lintel")
    POST, DEPTH, BEAM = 0.08, 0.10, 0.1

    def _posts(self) -> dict[str, Box]:
        z, half = self.number("at", 0.2), self.number("width", 0.9) / 2 + self.POST / 2
        height = self.number("height", 1.95)
        size = np.array([self.POST, height, self.DEPTH]) / 2
        out = {}
        for side, sign in _SIDES:
            centre = np.array([sign * half, height / 2, z + self.DEPTH / 2])
            out[side] = Box(centre, size, -Z)
            out[side + "_inside"] = Box(centre, size, -sign * X)
        return out

    def supports(self) -> dict[str, Support]:
        return {f"{self.name}.{side}": box for side, box in self._posts().items()}

    def meshes(self, scene: Scene) -> list[PropMesh]:
        posts = self._posts()
        out = [shapes.box(posts[side].centre, posts[side].half * 2) for side, _ in _SIDES]
        if not ("lintel" in self.fields and not self.fields["lintel"].flag()):
            wide = self.number("width", 0.9) + 2 * self.POST
            at = np.array([0, self.number("height", 1.95) + self.BEAM / 2, posts["right"].centre[2]])
            out.append(shapes.box(at, np.array([wide, self.BEAM, self.DEPTH])))
        return [PropMesh(mesh, "prop") for mesh in out]


class Corner(Prop):
    """Two walls that carry (``.right``, ``.left``) and meet in a corner, ``distance`` metres in front."""

    KEYS: ClassVar[tuple[str, ...]] = ("distance", "width", "height")
    THICK = 0.04

    def _normals(self) -> dict[str, Floats]:
        return {side: (-Z - sign * X) / np.sqrt(2) for side, sign in _SIDES}

    def supports(self) -> dict[str, Support]:
        corner = Z * self.number("distance", 0.6)
        return {f"{self.name}.{side}": Plane(corner, normal) for side, normal in self._normals().items()}

    def meshes(self, scene: Scene) -> list[PropMesh]:
        width, height = self.number("width", 0.9), self.number("height", 1.9)
        corner = Z * self.number("distance", 0.6)
        out = []
        for side, normal in self._normals().items():
            along = np.cross(Y, normal) * (1 if side == "right" else -1)
            centre = corner + along * width / 2 - normal * (self.THICK / 2 + 0.001) + Y * height / 2
            turn = rotation(Y, 45.0 if side == "left" else -45.0)
            wall = shapes.box(centre, np.array([width, height, self.THICK]), turn)
            out.append(PropMesh(wall, "wall", open_above=height - 0.06))
        return out


class Table(Block):
    """A table on four legs; ``.top`` carries."""

    KEYS: ClassVar[tuple[str, ...]] = ("height", "size", "at", "thickness")
    HEIGHT, SIZE, LEGS = 0.72, (0.9, 0.55), True

    def _box(self) -> Box:
        box = super()._box()
        thick = self.number("thickness", 0.04)
        height = float(box.point[1])
        centre = np.array([box.centre[0], height - thick / 2, box.centre[2]])
        return Box(centre, np.array([box.half[0], thick / 2, box.half[2]]), Y)


class Laptop(Prop):
    """An open laptop on a surface (``on``), its middle ``at`` x, z; the screen looks to the back, at the person."""

    KEYS: ClassVar[tuple[str, ...]] = ("on", "at", "raised")
    WIDE, DEEP, THICK, OPEN = 0.32, 0.22, 0.016, 105.0

    def meshes(self, scene: Scene) -> list[PropMesh]:
        top = float(self.carrier(scene, "on").point[1])
        (x, z), raised = self.vector("at", 0, 0), self.number("raised", 0)
        out = []
        if raised > 0:  # on books
            stand = np.array([x, top + raised / 2, z]), np.array([self.WIDE * 0.9, raised, self.DEEP])
            out.append(PropMesh(shapes.box(*stand), "prop"))
        base = np.array([x, top + raised + self.THICK / 2, z])
        out.append(PropMesh(shapes.box(base, np.array([self.WIDE, self.THICK, self.DEEP])), "tool"))
        tilt = rotation(X, self.OPEN - 90)
        foot = base + np.array([0, self.THICK / 2, self.DEEP / 2])
        middle = foot + tilt @ (Y * self.DEEP / 2)
        screen = shapes.box(middle, np.array([self.WIDE, self.DEEP, self.THICK * 0.6]), tilt)
        return [*out, PropMesh(screen, "tool")]
