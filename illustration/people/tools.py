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
from illustration.people.wraps import cuff


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
    return hold, np.asarray(palm + outward * (radius + 0.011))


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
        path = shapes.curve(np.array([back, middle, front, (front + neck) / 2 - along * 0.012, neck]), 48)
        ground = tip + (neck - tip) / np.linalg.norm(neck - tip) * 0.035
        return [
            PropMesh(shapes.tube(path, self.RADIUS * 1.25, 18), "tool", held=True),
            PropMesh(shapes.tube(np.linspace(neck, ground, 12), self.RADIUS, 18), "tool"),
            PropMesh(shapes.tube(np.linspace(tip, ground, 4), self.RADIUS * 1.7, 18), "tool"),
        ]


class Crutch(Prop):
    """An underarm crutch: from its tip ``foot`` (x, z metres on the floor) through the ``hand`` that carries up to
    a pad ``below`` (metres) the armpit, which stays free."""

    KEYS: ClassVar[tuple[str, ...]] = ("hand", "foot", "below")
    RADIUS = 0.011
    SPREAD = 0.068  # metres from the middle to each of the two bows at the pad
    JOIN = 0.55  # share of the way from the tip to the hand, below which the bows are one leg

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("hand", "foot")
        side = self.fields["hand"].choice(("right_hand", "left_hand")).removesuffix("_hand")
        hold, middle = held_at(scene, side, self.RADIUS * 1.3)
        x, z = self.vector("foot", 0, 0)
        tip = np.array([x, 0.0, z])
        armpit, outward = scene.at(f"{side}_armpit")
        top = armpit + outward * 0.02 - Y * self.number("below", 0.05)
        up = (top - tip) / np.linalg.norm(top - tip)
        ahead = hold.across - up * (hold.across @ up)  # the grip lies along the fist
        ahead = ahead / np.linalg.norm(ahead)
        join = tip + (middle - tip) * self.JOIN
        out: list[PropMesh] = []

        def add(points: list[Floats], radius: float) -> None:
            out.append(PropMesh(shapes.tube(_bent(points), radius, 16), "tool", held=True))

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


class Stick(Prop):
    """A straight stick: through both hands or along any landmarks (``through``), ``past`` metres beyond the ends."""

    KEYS: ClassVar[tuple[str, ...]] = ("through", "past")
    RADIUS = 0.0125

    def meshes(self, scene: Scene) -> list[PropMesh]:
        names = self.places("through", 2, 2)
        ends = []
        for name in names:
            side, _, part = name.partition("_")
            if part in ("palm", "hand", "hand.palm"):
                ends.append(held_at(scene, side, self.RADIUS)[1])
            else:
                point, normal = scene.at(name)
                ends.append(point + normal * (self.RADIUS + 0.002))
        a, b = ends
        out = (b - a) / np.linalg.norm(b - a) * self.number("past", 0.15)
        return [PropMesh(shapes.tube(np.linspace(a - out, b + out, 24), self.RADIUS, 18), "tool", held=True)]


class Dumbbell(Prop):
    """A small weight in a ``hand``."""

    KEYS: ClassVar[tuple[str, ...]] = ("hand", "size")
    RADIUS = 0.0125

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("hand")
        side = self.fields["hand"].choice(("right_hand", "left_hand")).removesuffix("_hand")
        hold, middle = held_at(scene, side, self.RADIUS)
        head = self.number("size", 0.034)
        bar = middle + np.outer(np.linspace(-0.09, 0.09, 8), hold.across)
        out = [PropMesh(shapes.tube(bar, self.RADIUS, 18), "tool", held=True)]
        for sign in (-1.0, 1.0):
            ends = middle + np.outer(np.linspace(0.078, 0.124, 4) * sign, hold.across)
            out.append(PropMesh(shapes.tube(ends[:: int(sign)], head, 28), "tool"))
        return out


class BallsInSock(Ball):
    """Two balls knotted into a sock, side by side ``along`` a direction under ``at``."""

    KEYS: ClassVar[tuple[str, ...]] = ("at", "against", "radius", "along", "tail")
    RADIUS = 0.033

    def meshes(self, scene: Scene) -> list[PropMesh]:
        radius, axis = self.number("radius", self.RADIUS), self.direction("along", "left")
        centre = self.centre(scene)
        share = np.linspace(-1, 1, 41)
        x = share * (2 * radius + 0.006)
        inner = radius + 0.003
        height = np.sqrt(np.maximum((radius + 0.002) ** 2 - (np.abs(x) - inner) ** 2, 0))
        radii = np.maximum(height, np.where(np.abs(x) < inner, radius * 0.72, 0.004))
        sock = shapes.tube(centre + np.outer(x, axis), radii, 36)
        end = centre + axis * (2 * radius + 0.004)
        tail = end + np.outer(np.linspace(0, self.number("tail", 0.07), 6), axis)
        floor = self.carrier(scene, "against").normal
        tail = tail - floor * np.linspace(0, radius * 0.7, 6)[:, None]
        knot = shapes.tube(end + np.outer([0.0, 0.018], axis), 0.014, 20)
        return [
            PropMesh(sock, "tool"),
            PropMesh(knot, "tool"),
            PropMesh(shapes.tube(tail, np.linspace(0.009, 0.016, 6), 16), "tool"),
        ]


class ShoulderCane(Prop):
    """A hooked cane over a shoulder: its knob presses ``tip`` on the back, the hook goes ``over`` a shoulder
    (``right_shoulder_top``), the shaft runs down in front through the hands."""

    KEYS: ClassVar[tuple[str, ...]] = ("tip", "over", "through", "past", "high", "out")
    RADIUS = 0.0125

    def meshes(self, scene: Scene) -> list[PropMesh]:
        tip, outward = scene.at(self.word("tip"))
        over, _ = scene.at(self.word("over"))
        hands = [held_at(scene, name.split("_")[0], self.RADIUS)[1] for name in self.places("through", 1, 2)]
        high, out = self.number("high", 0.05), self.number("out", 0.07)
        flat = outward - Y * (outward @ Y)
        back = flat / np.linalg.norm(flat)
        top = over + Y * high
        near = hands[0]
        front = over - back * 0.11 + Y * (high * 0.2)
        level = (tip - over) - Y * ((tip - over) @ Y)
        depth = float(level @ back)
        behind = over - Y * 0.01 + (level - back * depth) / 2 + back * (depth + out + 0.02)
        end = hands[-1]
        run = end - front if len(hands) == 1 else hands[1] - near
        tail = end + run / np.linalg.norm(run) * self.number("past", 0.08)
        path = np.array([tip + outward * 0.01, tip + outward * out, behind, top, front, *hands, tail])
        line = shapes.curve(path, 120)
        pieces = [PropMesh(shapes.tube(line, self.RADIUS, 18), "tool", held=True)]
        return [*pieces, *(PropMesh(shapes.ball(p, 0.024), "tool") for p in (tip + outward * 0.016, tail))]


class Phone(Prop):
    """A phone in a ``hand``, flat against its palm."""

    KEYS: ClassVar[tuple[str, ...]] = ("hand",)
    SIZE = (0.075, 0.155, 0.009)

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("hand")
        side = self.fields["hand"].choice(("right_hand", "left_hand")).removesuffix("_hand")
        hold, middle = held_at(scene, side, self.SIZE[2] / 2)
        up = np.cross(hold.outward, hold.across)
        turn = np.stack([hold.across, up, hold.outward], axis=1)
        if np.linalg.det(turn) < 0:
            turn = turn * [-1, 1, 1]
        slab = shapes.box(middle + up * 0.02 * (1 if up @ Y > 0 else -1), np.array(self.SIZE), turn)
        return [PropMesh(slab, "tool", held=True)]


class Sling(Prop):
    """An arm sling: cloth round the bent forearm of ``arm`` and a strap over the other shoulder round the neck."""

    KEYS: ClassVar[tuple[str, ...]] = ("arm",)
    CLOTH = (0.55, 0.17, 0.01)  # where its middle is along the forearm, how wide it is and how loose, metres
    LIFT = 0.012  # metres from the skin to the middle of the strap

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("arm")
        side = self.fields["arm"].choice(("right_arm", "left_arm")).removesuffix("_arm")
        other, segment = ("left" if side == "right" else "right"), f"lowerarm01.{side[0].upper()}"
        cloth = PropMesh(cuff(scene, segment, *self.CLOTH, 0.0), "wrap-b")
        front = f"{side}_wrist.front", "chest.front", f"{other}_collarbone", f"{other}_shoulder_top"
        back = f"{other}_blade_corner", "upper_back.back", f"{side}_upper_arm@.75.back", f"{side}_elbow.back"
        points = [point + normal * self.LIFT for point, normal in map(scene.at, front + back)]
        line = draped(scene, shapes.curve(np.array(points), 90), self.LIFT)
        return [cloth, PropMesh(shapes.tube(line, 0.011, 12), "wrap-a")]


def draped(scene: Scene, line: Floats, lift: float) -> Floats:
    """A line (n, 3) moved out of the skin, at least ``lift`` metres off it, and smoothed."""
    from scipy.spatial import cKDTree

    skin, normals = scene.posed.clothed, scene.posed.normals
    tree, out = cKDTree(skin), line.copy()
    for _ in range(4):
        _, i = tree.query(out)
        height = np.einsum("ij,ij->i", out - skin[i], normals[i])
        out = out + normals[i] * np.maximum(lift - height, 0)[:, None]
        out[1:-1] = (out[:-2] + 2 * out[1:-1] + out[2:]) / 4
    return out
