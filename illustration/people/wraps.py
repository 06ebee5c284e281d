"""Props that are wound round the body: loop band, elastic wrap, wrap of hip and waist. They solve nothing."""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
from scipy.spatial import ConvexHull

from illustration.geometry.mesh import Floats, Mesh
from illustration.people import shapes
from illustration.people.props import Prop, PropMesh, Scene
from illustration.people.rig import LIMB, X, Y, Z, frame, rotation
from illustration.sources import Node


class Band(Prop):
    """A loop ``around`` both legs (or one limb) at a place such as ``thigh@.9``; ``width`` in metres."""

    KEYS: ClassVar[tuple[str, ...]] = ("around", "width")

    def meshes(self, scene: Scene) -> list[PropMesh]:
        names = self.places("around", 1, 2)
        for node in self.fields["around"].items():
            check_limb(node)
        return [PropMesh(ring_mesh(scene, names, self.number("width", 0.05), 0.004), "tool")]


class HipWrap(Prop):
    """A bandage in figures of eight ``around`` one thigh (``right_thigh``) and the waist: turns on the thigh, slanting
    turns over the hip, turns above the pelvis."""

    KEYS: ClassVar[tuple[str, ...]] = ("around",)
    WIDTH = 0.08
    # Each turn: its middle, metres above the hip joints; its slant, degrees; its lift from the skin, metres.
    TURNS = (
        (0.15, 0.0, 0.012),
        (0.05, 36.0, 0.02),
        (0.11, 30.0, 0.023),
        (0.19, 0.0, 0.015),
    )

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("around")
        side = self.fields["around"].choice(("right_thigh", "left_thigh")).partition("_")[0]
        d, sign = side[0].upper(), -1.0 if side == "right" else 1.0
        out = []
        for k, t in enumerate((0.46, 0.38)):
            cuffed = cuff(scene, f"upperleg01.{d}", t, self.WIDTH, 0.012 + 0.003 * k, 0.02)
            out.append(PropMesh(cuffed, "wrap-a" if k % 2 else "wrap-b", held=True))
        for k, (height, slant, lift) in enumerate(self.TURNS):
            out.append(
                PropMesh(self._turn(scene, d, sign, height, slant, lift), "wrap-b" if k % 2 else "wrap-a")
            )
        return out

    def _turn(self, scene: Scene, d: str, sign: float, height: float, slant: float, lift: float) -> Mesh:
        """A strip round the pelvis in a plane that sinks towards the wrapped side."""
        rig, posed = scene.rig, scene.posed
        up = posed.turn["root"] @ Y
        normal = posed.turn["root"] @ rotation(Z, -sign * slant) @ Y
        own = ("root", "spine05", "spine04", "spine03", "upperleg01." + d)
        rows = np.isin(rig.segment_of, [rig.segments.index(name) for name in own])
        cloud = posed.clothed[rows]
        middle = posed.turn["root"] @ rig.local("root", rig.end["root"]) + posed.place["root"] + up * height
        return slanting(cloud, middle, frame(normal, posed.turn["root"] @ Z), self.WIDTH, lift)


class AnkleWrap(Prop):
    """A bandage in figures of eight ``around`` one foot (``right_foot``) and its ankle: turns over the instep, turns
    from the heel to the instep, turns above the ankle."""

    KEYS: ClassVar[tuple[str, ...]] = ("around",)
    WIDTH = 0.036
    # Each turn: metres in front of and above the joint of the ankle; slant of its plane from level, degrees, and from
    # side to side; lift from the skin, metres.
    TURNS = (
        (0.105, -0.03, -86.0, 0.0, 0.003),
        (0.082, -0.025, -82.0, 0.0, 0.005),
        (0.06, -0.02, -76.0, 0.0, 0.007),
        (0.0, 0.115, 0.0, 5.0, 0.003),
        (0.0, 0.092, 0.0, 5.0, 0.005),
        (0.0, 0.068, -4.0, 5.0, 0.007),
        (0.004, 0.036, -14.0, 4.0, 0.009),
        (0.012, 0.0, -40.0, 0.0, 0.009),
        (0.03, -0.005, -56.0, 0.0, 0.011),
    )

    def meshes(self, scene: Scene) -> list[PropMesh]:
        self.node.need("around")
        d = self.fields["around"].choice(("right_foot", "left_foot"))[0].upper()
        rig, posed = scene.rig, scene.posed
        own = [rig.segments.index(f"{name}.{d}") for name in ("foot", "lowerleg01")]
        cloud, turn = posed.clothed[np.isin(rig.segment_of, own)], posed.turn["foot." + d]
        out = []
        for k, (ahead, up, slant, aside, lift) in enumerate(self.TURNS):
            normal = turn @ rotation(Z, aside) @ rotation(X, slant) @ Y
            middle = posed.place["foot." + d] + turn @ np.array([0, up, ahead])
            strip = slanting(cloud, middle, frame(normal, turn @ X), self.WIDTH, lift)
            out.append(PropMesh(strip, "wrap-b" if k % 2 else "wrap-a", held=True))
        return out


_TURN = 0.003  # metres, the thickness of one turn


def slanting(cloud: Floats, middle: Floats, turn: Floats, width: float, lift: float) -> Mesh:
    """A strip round the hull of a cloud of skin, ``lift`` metres off it, in the plane through ``middle`` that is square
    to the first column of ``turn``."""
    normal, axes = turn[:, 0], turn[:, 1:]
    outer, inner = [], []
    for h in np.linspace(width / 2, -width / 2, 7):
        at = middle + normal * h
        flat = (cloud[np.abs((cloud - at) @ normal) < _SLAB] - at) @ axes
        ring = _resampled(flat[ConvexHull(flat).vertices], 128)
        ring = np.roll(ring, -int(np.argmax(ring[:, 0])), axis=0)
        away = ring - ring.mean(axis=0)
        away = away / np.linalg.norm(away, axis=1, keepdims=True)
        outer.append(at + (ring + away * lift) @ axes.T)
        inner.append(at + (ring + away * (lift - _TURN)) @ axes.T)
    return shapes.band([*outer, *inner[::-1], outer[0]])


_SLAB = 0.03  # metres either side of a section in which skin counts


def check_limb(node: Node, share: bool = True) -> None:
    """Raises SourceError unless the node names a limb, ``SIDE_LIMB``, with ``share`` perhaps ``@t`` (0 to 1)."""
    limb = re.fullmatch(
        r"(?:right|left)_(\w+?)" + (r"(?:@(?:\d+\.?\d*|\.\d+))?" if share else ""), node.text()
    )
    if not limb or limb[1] not in LIMB:
        form = "right_LIMB or left_LIMB" + (", perhaps @SHARE of its length" if share else "")
        raise node.fail(f"{node.text()!r} is not a limb", f"write {form}; limbs: " + ", ".join(LIMB))


def ring_mesh(scene: Scene, names: list[str], width: float, offset: float, tilt: float = 0.0) -> Mesh:
    """A strip around the clothed skin of one limb or two at ``SIDE_LIMB@t``, tilted by ``tilt`` metres front
    to back."""
    rig, posed = scene.rig, scene.posed
    clouds, centres, axes = [], [], []
    for name in names:
        side, _, rest = name.partition("_")
        limb, _, t = rest.partition("@")
        segment = f"{LIMB[limb]}.{side[0].upper()}"
        a = posed.place[segment]
        axis = posed.turn[segment] @ rig.local(segment, rig.end[segment])
        centres.append(a + axis * float(t or 0.5))
        axes.append(axis / np.linalg.norm(axis))
        clouds.append(posed.clothed[rig.segment_of == rig.segments.index(segment)])
    centre, up = np.mean(centres, axis=0), -np.mean(axes, axis=0)
    turn = frame(up, Z)
    flat_axes = turn[:, 1:]
    if len(names) == 1:
        slabs = [c[np.abs((c - centre) @ up) < width] for c in clouds]
    else:
        slabs = [c[np.abs((c - m) @ u) < width] for c, m, u in zip(clouds, centres, axes, strict=True)]
    flat = np.concatenate([(s - centre) @ flat_axes for s in slabs])
    corner = flat[ConvexHull(flat).vertices]
    ring = _resampled(corner, 96)
    outward = ring - ring.mean(axis=0)
    ring = ring + outward / np.linalg.norm(outward, axis=1, keepdims=True) * offset
    lean = tilt * ring[:, :1] / max(float(np.abs(ring[:, 0]).max()), 1e-6)
    world = centre + ring @ flat_axes.T + lean * up
    return shapes.band([world + up * h for h in np.linspace(width / 2, -width / 2, 4)])


_LEVEL = 0.008  # metres between the sections of a limb


def cuff(scene: Scene, segment: str, t: float, width: float, offset: float, tilt: float) -> Mesh:
    """A strip that follows the taper of one limb, ``offset`` above the clothed skin; ``t``: where its middle is, as
    a share of the limb's length; ``tilt``: metres from front to back."""
    rig, posed = scene.rig, scene.posed
    axis = posed.turn[segment] @ rig.local(segment, rig.end[segment])
    length = float(np.linalg.norm(axis))
    axis = axis / length
    own = {segment}
    if segment.startswith("upperleg"):  # round a straight knee the skin below it counts too
        shin = segment.replace("upperleg", "lowerleg")
        down = posed.turn[shin] @ rig.local(shin, rig.end[shin])
        own |= {shin} if axis @ down > 0.9 * np.linalg.norm(down) else set()
    rows = np.isin(rig.segment_of, [rig.segments.index(name) for name in own])
    cloud = posed.clothed[rows] - posed.place[segment]
    along, flat_axes = cloud @ axis, frame(-axis, Z)[:, 1:]
    slab = (
        0.036 if segment.startswith("lowerleg") else 0.026
    )  # points of the skin lie farther apart on the calf
    angles = np.linspace(-np.pi, np.pi, 96, endpoint=False)
    reach = width / 2 + tilt
    # The same levels for every turn, so that turns over each other do not cross.
    low, high = ((t * length + sign * reach) / _LEVEL for sign in (-1, 1))
    levels = np.arange(np.floor(low), np.ceil(high) + 1) * _LEVEL
    radii = []
    for level in levels:
        flat = cloud[np.abs(along - level) < slab] @ flat_axes
        ring = _resampled(flat[ConvexHull(flat).vertices], 400)
        angle = np.arctan2(ring[:, 1], ring[:, 0])
        order = np.argsort(angle)
        radius = np.linalg.norm(ring, axis=1)[order]
        radii.append(np.interp(angles, angle[order], radius, period=2 * np.pi) + offset)
    rings = []
    for h in np.linspace(width / 2, -width / 2, 9):  # in this order the strip faces outward
        at = t * length + h - tilt * np.cos(angles)
        radius = np.array(
            [np.interp(x, levels, column) for x, column in zip(at, np.transpose(radii), strict=True)]
        )
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius[:, None]
        rings.append(posed.place[segment] + circle @ flat_axes.T + at[:, None] * axis)
    return shapes.band(rings)


def _resampled(corners: Floats, count: int) -> Floats:
    """A closed polygon as ``count`` points at even distances."""
    ring = np.concatenate([corners, corners[:1]])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
    at = np.linspace(0, length[-1], count, endpoint=False)
    return np.stack([np.interp(at, length, ring[:, k]) for k in range(2)], axis=1)


class Wrap(Prop):
    """An elastic bandage around a limb from ``end`` (laid first) to ``start`` (shares of its length), every turn
    over the one before. With ``roll: SIDE_hand`` the rest of it comes off a roll in that hand, ``thick`` metres
    across. ``lift``: metres from the skin to the first turn, more where muscle bulges."""

    KEYS: ClassVar[tuple[str, ...]] = ("around", "start", "end", "turns", "roll", "thick", "lift")
    WIDTH = 0.075
    THICK = 0.008  # metres, at most, of all turns
    STEP = 0.0022  # metres from one turn to the next over it
    TILT = 0.018  # metres front to back

    def meshes(self, scene: Scene) -> list[PropMesh]:
        start, end = self.number("start", 0.3), self.number("end", 0.75)
        turns, limb = int(self.number("turns", 5)), self.word("around")
        lift = self.number("lift", 0.003)
        out = []
        check_limb(self.fields["around"], share=False)
        side, _, name = limb.partition("_")
        segment = f"{LIMB[name]}.{side[0].upper()}"
        step = min(self.STEP, self.THICK / max(turns - 1, 1))
        for k, t in enumerate(np.linspace(start, end, turns)):
            turn = cuff(scene, segment, t, self.WIDTH, lift + step * (turns - 1 - k), self.TILT)
            out.append(PropMesh(turn, "wrap-a" if k % 2 else "wrap-b", held=True))
        return out + (self._roll(scene, segment) if "roll" in self.fields else [])

    def _roll(self, scene: Scene, segment: str) -> list[PropMesh]:
        """The roll, parallel to the limb; its core stands out a little at the ends."""
        palm, outward = scene.at(self.word("roll") + ".palm")
        radius = self.number("thick", 0.056) / 2
        axis = scene.posed.turn[segment] @ Y
        middle = palm + outward * (radius + 0.012) - axis * 0.008  # as far as the little finger
        ends = middle + np.outer(np.linspace(-0.5, 0.5, 16) * self.WIDTH, axis)
        core = middle + np.outer(np.linspace(-0.51, 0.51, 4) * self.WIDTH, axis)
        return [
            PropMesh(shapes.tube(ends, radius, 40), "wrap-b", held=True),
            PropMesh(shapes.tube(core, radius * 0.45, 30), "wrap-a"),
        ]
