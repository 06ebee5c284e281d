"""Straps and long bands, through fists and from an anchor. They solve nothing."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people import shapes
from illustration.people.hands import Grasp, grasp
from illustration.people.props import Prop, PropMesh, Scene
from illustration.people.rig import Y


class Strap(Prop):
    """A strap or long band ``through`` a list of landmarks, straight from one to the next. At a hand it runs
    through the fist between palm and fingers, in at the thumb unless it comes from beyond the little finger; at
    the last hand its ``tail`` (metres) hangs out on the other side. ``anchor`` (x, y, z in the room): it begins there,
    tied to a post (``post: false``: to something that another prop shows)."""

    KEYS: ClassVar[tuple[str, ...]] = ("through", "width", "tail", "anchor", "post")
    GATHERED = 0.0045  # metres, radius inside a fist
    STEP = 0.006  # metres between the rings of the tube
    POST = 0.3  # metres of a post above the knot
    LIFT = 0.006  # metres from the skin to its middle
    FLAT = 0.005  # metres, radius where somebody stands on it
    UNDER = ("sole", "ball", "arch", "heel")

    def meshes(self, scene: Scene) -> list[PropMesh]:
        names = self.places("through", 1 if "anchor" in self.fields else 2)
        radius = self.number("width", 0.022) / 2
        path: list[tuple[Floats, float]] = []
        if "anchor" in self.fields:
            path.append((self.vector("anchor", 0, 0, 0), radius))
        for i, name in enumerate(names):
            point, normal = scene.at(name)
            if i and scene.find(name).segment == scene.find(names[i - 1]).segment:
                path += [
                    (corner, self.FLAT) for corner in self._corner(*scene.at(names[i - 1]), point, normal)
                ]
            side, _, part = name.partition("_")
            if part not in ("palm", "hand", "hand.palm"):
                under = part in self.UNDER
                path.append((point + normal * self.LIFT, self.FLAT if under else radius))
                continue
            hold = grasp(scene.rig, side, scene.posed.turn, scene.posed.place)
            if "anchor" in self.fields and i == len(names) - 1:
                way = hold.middle - path[-1][0]
                sign = 1 if way @ hold.across > -0.5 * np.linalg.norm(way) else -1
                path += self._fist(hold, sign, radius) + self._tail(hold, sign, radius)
                continue
            if 0 < i < len(names) - 1:
                path += self._fist(hold, 1, radius)
                continue
            way = scene.at(names[1 if i == 0 else -2])[0] - hold.middle
            sign = -1 if way @ hold.across > 0.5 * np.linalg.norm(way) else 1
            fist = self._fist(hold, sign, radius) + self._tail(hold, sign, radius)
            path += fist[::-1] if i == 0 else fist
        points, radii = np.array([p for p, _ in path]), np.array([r for _, r in path])
        length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
        at = np.linspace(0, length[-1], int(length[-1] / self.STEP) + 2)
        line = np.stack([np.interp(at, length, points[:, k]) for k in range(3)], axis=1)
        for _ in range(2):  # corners bend as cloth does
            line[1:-1] = (line[:-2] + line[1:-1] + line[2:]) / 3
        return [
            PropMesh(shapes.tube(line, np.interp(at, length, radii), 12), "tool", held=True),
            *self._post(),
        ]

    def _post(self) -> list[PropMesh]:
        """What an anchored band is tied to: an upright post with a knot."""
        if "anchor" not in self.fields:
            return []
        at = self.vector("anchor", 0, 0, 0)
        knot = PropMesh(shapes.tube(at + np.array([[0, -0.02, 0], [0, 0.02, 0]]), 0.036, 20), "tool")
        if "post" in self.fields and not self.fields["post"].flag():
            return [knot]
        height = float(at[1]) + self.POST
        middle, size = np.array([at[0], height / 2, at[2]]), np.array([0.05, height, 0.05])
        return [knot, PropMesh(shapes.box(middle, size), "prop", open_above=height - 0.04)]

    def _corner(self, a: Floats, facing_a: Floats, b: Floats, facing_b: Floats) -> list[Floats]:
        """Where the strap turns from one side of a body part to another that is square to it."""
        if abs(float(facing_a @ facing_b)) > 0.3:
            return []
        below, beyond = (b - a) @ facing_b / 2 + self.LIFT, (a - b) @ facing_a / 2 + self.LIFT
        return [(a + b) / 2 + facing_b * below + facing_a * beyond]

    def _fist(self, hold: Grasp, sign: int, radius: float) -> list[tuple[Floats, float]]:
        """Points and radii through one fist; ``sign`` 1 from the thumb to the little finger."""
        way, thin = hold.across * hold.half * sign, self.GATHERED
        inside = [(hold.middle + way * k, thin) for k in (-0.6, 0.0, 0.6)]
        return [(hold.middle - way * 1.1, radius), *inside, (hold.middle + way * 1.1, radius * 0.8)]

    def _tail(self, hold: Grasp, sign: int, radius: float) -> list[tuple[Floats, float]]:
        tail, out = self.number("tail", 0.07), hold.across * sign
        start = hold.middle + out * (hold.half + 0.4 * tail)
        return [(start, radius), (start - Y * 0.9 * tail + out * 0.2 * tail, radius)]
