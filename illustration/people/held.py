"""Props that lie on the body or in the hand: ball, roller, cushion, cold pack, cane."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from scipy.spatial import cKDTree

from illustration.geometry.mesh import Floats
from illustration.people import shapes
from illustration.people.props import Prop, PropMesh, Scene
from illustration.people.rig import Y, Z, frame

_SOFT_PRESS = 0.008  # metres a ball sinks into the body
_FLAKE = 0.36  # of the shorter side of a cold pack: radius of its snowflake
_PRINTED = 0.003  # metres over the pack


class Ball(Prop):
    """``at`` a landmark, pressed ``against`` a surface, or held ``between`` two landmarks."""

    KEYS: ClassVar[tuple[str, ...]] = ("at", "against", "between", "radius")
    RADIUS = 0.036

    def contacts(self) -> list[str]:
        gap = 2 * self.number("radius", self.RADIUS) - _SOFT_PRESS
        if "between" in self.fields:
            a, b = self.places("between", 2, 2)
            return [f"{a} near {b} gap {gap - _SOFT_PRESS:.3f}"]
        return [f"{self.word('at')} on {self.word('against')} gap {gap:.3f}"]

    def centre(self, scene: Scene) -> Floats:
        radius = self.number("radius", self.RADIUS)
        if "between" in self.fields:
            a, b = (scene.at(name)[0] for name in self.places("between", 2, 2))
            return np.asarray((a + b) / 2)
        point, _ = scene.at(self.word("at"))
        support = self.carrier(scene, "against")
        return np.asarray(point - support.normal * ((point - support.point) @ support.normal - radius))

    def meshes(self, scene: Scene) -> list[PropMesh]:
        return [PropMesh(shapes.ball(self.centre(scene), self.number("radius", self.RADIUS)), "tool")]


class Roller(Ball):
    """A foam roller lying ``along`` a direction."""

    KEYS: ClassVar[tuple[str, ...]] = ("at", "against", "radius", "along", "length")
    RADIUS = 0.07

    def _ends(self, scene: Scene) -> tuple[Floats, Floats]:
        axis = self.direction("along", "front") * self.number("length", 0.42) / 2
        centre = self.centre(scene)
        return centre - axis, centre + axis

    def meshes(self, scene: Scene) -> list[PropMesh]:
        points = np.linspace(*self._ends(scene), 6)
        return [PropMesh(shapes.tube(points, self.number("radius", self.RADIUS), 72), "tool")]


class Pillow(Prop):
    """``under`` a landmark (it fills the space down to ``against``, as ``layers`` pillows), ``between`` two
    landmarks or lying ``on`` one."""

    KEYS: ClassVar[tuple[str, ...]] = (
        "under",
        "between",
        "on",
        "against",
        "size",
        "shift",
        "height",
        "layers",
    )

    def contacts(self) -> list[str]:
        height = self.number("height", 0.1)
        if "under" not in self.fields:
            return []
        gap = max(height - 0.02, 0.0)
        return [f"{self.word('under')} on {self.word('against', 'floor')} gap {gap:.3f}"]

    def meshes(self, scene: Scene) -> list[PropMesh]:
        shift = self.vector("shift", 0, 0, 0)
        if "between" in self.fields:
            a, b = (scene.at(name)[0] for name in self.places("between", 2, 2))
            turn = frame(a - b, Z)[:, [1, 0, 2]] * [1, 1, -1]
            size = self.vector("size", 0.28, 0.16, 0.5)
            return [PropMesh(shapes.cushion((a + b) / 2 + shift, size, turn), "cushion")]
        if "on" in self.fields:
            point, _ = scene.at(self.word("on"))
            size = self.vector("size", 0.28, 0.14, 0.5)
            centre = point + (size[1] / 2 - 0.015) * Y + shift
            return [PropMesh(shapes.cushion(centre, size, np.eye(3)), "cushion")]
        point, _ = scene.at(self.word("under"))
        support = self.carrier(scene, "against", "floor")
        ground = float(support.point[1])
        width, depth = self.vector("size", 0.34, 0.4)
        height = max(float(point[1]) - ground + 0.012, 0.05)
        layers = int(self.number("layers", 1))
        out = []
        for k in range(layers):
            centre = np.array([point[0], ground + height * (k + 0.5) / layers, point[2]]) + shift
            size = np.array([width, height / layers, depth])
            out.append(PropMesh(shapes.cushion(centre, size, np.eye(3)), "cushion"))
        return out


class ColdPack(Prop):
    """A soft pad lying on the body ``at`` a landmark (``shift``: metres from there), with a snowflake on its upper
    side."""

    KEYS: ClassVar[tuple[str, ...]] = ("at", "size", "up", "shift")

    def meshes(self, scene: Scene) -> list[PropMesh]:
        point, normal = scene.at(self.word("at"))
        turn = frame(normal, self.direction("up", "up") + 0.01 * Z)[:, [1, 0, 2]] * [1, 1, -1]
        size = self.vector("size", 0.2, 0.05, 0.16)
        centre = point + normal * size[1] * 0.2 + self.vector("shift", 0, 0, 0)
        pack = shapes.cushion(centre, size, turn)
        plan = (pack.vertices - centre) @ turn
        upper = plan[plan[:, 1] > 0]
        tree = cKDTree(upper[:, [0, 2]])
        flake = []
        for line in shapes.snowflake(_FLAKE * float(min(size[0], size[2]))):
            high = upper[tree.query(line, k=4)[1], 1].mean(axis=1) + _PRINTED
            flake.append(np.stack([line[:, 0], high, line[:, 1]], axis=1) @ turn.T + centre)
        return [PropMesh(pack, "cold", held=True, prints=tuple(flake))]


class Cane(Prop):
    """A hooked cane: straight through the hands (the last two of ``through``), then a half round hook to its
    knob on ``tip``. ``past``: how far the shaft goes on beyond the last hand, metres."""

    KEYS: ClassVar[tuple[str, ...]] = ("tip", "through", "out", "past")
    RADIUS = 0.0125

    def meshes(self, scene: Scene) -> list[PropMesh]:
        point, normal = scene.at(self.word("tip"))
        names = self.places("through", 2)
        near, far = (p + n * self.RADIUS for p, n in (scene.at(name) for name in names[-2:]))
        run = (far - near) / np.linalg.norm(far - near)
        start = point + normal * self.number("out", 0.05)
        # The shaft ends level with the straight piece at the knob, so that the hook is half a circle.
        end = near - run * max(float((near - start) @ run), 0.04)
        middle, radius = (start + end) / 2, (start - end) / 2
        size = np.linalg.norm(radius)
        bulge = normal - radius / size * (normal @ radius / size)
        bulge = bulge / np.linalg.norm(bulge) * size
        angle = np.linspace(0, np.pi, 9)[:, None]
        hook = middle + radius * np.cos(angle) + bulge * np.sin(angle)
        tail = far + run * self.number("past", 0.1)
        path = shapes.curve(np.array([point + normal * 0.01, *hook, near, far, tail]), 160)
        out = [PropMesh(shapes.tube(path, self.RADIUS, 20), "tool", held=True)]
        return [*out, *(PropMesh(shapes.ball(p, 0.024), "tool") for p in (point + normal * 0.016, tail))]
