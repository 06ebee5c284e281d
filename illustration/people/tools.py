"""Things a person leans on, lies on or holds: towel roll, bottle, walking stick, crutch. They solve nothing."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people import shapes
from illustration.people.hands import Grasp, grasp
from illustration.people.held import Ball, Roller
from illustration.people.props import Prop, PropMesh, Scene
from illustration.people.rig import Y


class TowelRoll(Roller):
    """A rolled towel ``along`` a direction, pressed flat by what lies on it."""

    RADIUS, LENGTH = 0.05, 0.36
    SUNK = 0.3  # share of the radius by which it is pressed flat

    def contacts(self) -> list[str]:
        gap = (2 - self.SUNK) * self.number("radius", self.RADIUS)
        return [f"{self.word('at')} on {self.word('against')} gap {gap:.3f}"]

    def meshes(self, scene: Scene) -> list[PropMesh]:
        radius, half = self.number("radius", self.RADIUS), self.number("length", self.LENGTH) / 2
        axis, centre = self.direction("along", "front"), self.centre(scene)
        ends = centre + np.outer(np.linspace(-half, half, 6), axis)
        inner = centre + np.outer(np.linspace(-half, half, 4) * 1.005, axis)
        return [
            PropMesh(shapes.tube(ends, radius, 48), "cushion"),
            PropMesh(shapes.tube(inner, radius * 0.55, 36), "cushion"),
        ]


# Radius of a bottle along its length, from its bottom (0) to its cap (1), as shares of its widest radius.
_PROFILE = (
    (0.0, 0.86), (0.02, 1.0), (0.3, 1.0), (0.33, 0.95), (0.36, 1.0), (0.62, 1.0), (0.74, 0.86), (0.82, 0.5),
    (0.88, 0.4), (0.885, 0.5), (1.0, 0.5),
)  # fmt: skip


class Bottle(Ball):
    """A bottle of water lying ``along`` a direction under ``at``, or upright in a hand (``hand: right_hand``)."""

    KEYS: ClassVar[tuple[str, ...]] = ("at", "against", "radius", "along", "length", "hand")
    RADIUS = 0.033

    def contacts(self) -> list[str]:
        return [] if "hand" in self.fields else super().contacts()

    def meshes(self, scene: Scene) -> list[PropMesh]:
        radius, length = self.number("radius", self.RADIUS), self.number("length", 0.21)
        share = np.array([t for t, _ in _PROFILE])
        radii = np.array([r for _, r in _PROFILE]) * radius
        if "hand" in self.fields:
            palm, outward = scene.at(self.word("hand") + ".palm")
            start, axis = palm + outward * (radius + 0.004) - Y * length * 0.4, Y
        else:
            axis = self.direction("along", "front")
            start = self.centre(scene) - axis * length * 0.42
        points = start + np.outer(share * length, axis)
        return [PropMesh(shapes.tube(points, radii, 36), "cold", held=True)]


def held_at(scene: Scene, side: str, radius: float) -> tuple[Grasp, Floats]:
    """The grasp of a hand and the middle of a rod of that radius that lies against its palm."""
    hold = grasp(scene.rig, side, scene.posed.turn, scene.posed.place)
    palm, outward = scene.posed.world(scene.find(f"{side}_palm"))
    return hold, np.asarray(palm + outward * (radius + 0.014))


class WalkingStick(Prop):
    """A walking stick in a ``hand``: a curved handle, a straight shaft to its tip ``foot`` (x, z metres on the
    floor)."""

    KEYS: ClassVar[tuple[str, ...]] = ("hand", "foot")
    RADIUS = 0.0115

    def _side(self) -> str:
        node = self.fields.get("hand", self.node)
        self.node.need("hand", "foot")
        return node.choice(("right_hand", "left_hand")).removesuffix("_hand")

    def meshes(self, scene: Scene) -> list[PropMesh]:
        hold, middle = held_at(scene, self._side(), self.RADIUS * 1.25)
        x, z = self.vector("foot", 0, 0)
        tip = np.array([x, 0.0, z])
        along = hold.across - Y * (hold.across @ Y)
        along = along / np.linalg.norm(along)
        front, back = middle - along * 0.055, middle + along * 0.06
        neck = middle + (tip - middle) * 0.07
        path = shapes.curve(
            np.array([back, middle, front, (front + neck) / 2 - along * 0.012, neck]), 48
        )
        ground = tip + (neck - tip) / np.linalg.norm(neck - tip) * 0.035
        return [
            PropMesh(shapes.tube(path, self.RADIUS * 1.25, 18), "tool", held=True),
            PropMesh(shapes.tube(np.linspace(neck, ground, 12), self.RADIUS, 18), "tool"),
            PropMesh(shapes.tube(np.linspace(tip, ground, 4), self.RADIUS * 1.7, 18), "tool"),
        ]


class Crutch(Prop):
    """An underarm crutch: from its tip ``foot`` (x, z metres on the floor) through the ``hand`` that carries up to
    a pad ``below`` (metres) the armpit, which stays free."""

    KEYS: ClassVar[tuple[str, ...]] = ("hand", "foot", "below", "front")
    RADIUS = 0.011
    SPREAD = 0.064  # metres from the middle to each of the two bows at the pad
    JOIN = 0.55  # share of the way from the tip to the hand, below which the bows are one leg

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("hand", "foot")
        side = self.fields["hand"].choice(("right_hand", "left_hand")).removesuffix("_hand")
        _, middle = held_at(scene, side, self.RADIUS * 1.3)
        x, z = self.vector("foot", 0, 0)
        tip = np.array([x, 0.0, z])
        armpit, outward = scene.at(f"{side}_armpit")
        top = armpit + outward * 0.02 - Y * self.number("below", 0.05)
        up = (top - tip) / np.linalg.norm(top - tip)
        ahead = self.direction("front", "front")
        ahead = ahead - up * (ahead @ up)
        ahead = ahead / np.linalg.norm(ahead)
        join = tip + (middle - tip) * self.JOIN
        out: list[PropMesh] = []

        def add(points: list[Floats], radius: float, style: str = "tool") -> None:
            out.append(PropMesh(shapes.tube(_bent(points), radius, 16), style))

        for sign in (-1.0, 1.0):
            side = ahead * self.SPREAD * sign
            knee = join + up * 0.12 + side
            add([join + side * 0.15, knee, middle + side, top + side], self.RADIUS * 0.8)
        add([middle - ahead * self.SPREAD, middle + ahead * self.SPREAD], self.RADIUS * 1.3)
        add([top - ahead * (self.SPREAD + 0.025), top + ahead * (self.SPREAD + 0.025)], 0.021)
        add([join + up * 0.02, tip + up * 0.04], self.RADIUS)
        add([tip + up * 0.045, tip], self.RADIUS * 1.8)
        return out


def _bent(points: list[Floats]) -> Floats:
    """Straight pieces from point to point, their corners a little rounded."""
    corners = np.array(points)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))])
    at = np.linspace(0, length[-1], max(int(length[-1] / 0.02), 6))
    line = np.stack([np.interp(at, length, corners[:, k]) for k in range(3)], axis=1)
    for _ in range(2 if len(points) > 2 else 0):
        line[1:-1] = (line[:-2] + line[1:-1] + line[2:]) / 3
    return line
