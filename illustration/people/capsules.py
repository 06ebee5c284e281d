"""Cheap stand-ins for the skin during solving: sample points on each segment and capsules around limbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.rig import Frames, Rig

_MANY = ("wrist", "foot.", "root")


@dataclass(frozen=True, eq=False)
class Capsule:
    """Axis from ``a`` to ``b``, each (segment, local point), with a radius at either end."""

    a: tuple[str, Floats]
    b: tuple[str, Floats]
    radius_a: float
    radius_b: float


@dataclass(frozen=True, eq=False)
class Pair:
    """The samples of segment ``cloud`` must stay out of a capsule, but for ``slack`` metres."""

    cloud: str
    capsule: Capsule
    slack: float

    def depth(self, points: Floats, turn: Frames, place: Frames) -> Floats:
        """(b, k) metres inside the capsule for points (b, k, 3)."""
        c = self.capsule
        a = (place[c.a[0]] + turn[c.a[0]] @ c.a[1])[:, None]
        axis = (place[c.b[0]] + turn[c.b[0]] @ c.b[1])[:, None] - a
        from_a = points - a
        t = np.minimum(np.maximum(_dot(from_a, axis) / _dot(axis, axis), 0), 1)
        radius = c.radius_a + (c.radius_b - c.radius_a) * t
        aside = from_a - t[..., None] * axis
        return np.asarray(radius - np.sqrt(_dot(aside, aside)))


def _dot(a: Floats, b: Floats) -> Floats:
    """Scalar products over a last axis of three; much quicker than a sum over it."""
    return np.asarray(a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1] + a[..., 2] * b[..., 2])


def samples(rig: Rig, hands: Mapping[str, str]) -> dict[str, Floats]:
    """Well-spread local skin points per segment; a hand that lies flat or grips counts with its palm only."""
    out = {}
    names = rig.body.skeleton.names
    top = rig.body.weights[: len(rig.clothed)].argmax(axis=1)
    crown = rig.joint["head"][1] + 0.2
    for k, segment in enumerate(rig.segments):
        rows = np.nonzero((rig.segment_of == k) & (rig.clothed[:, 1] < crown))[0]
        if len(rows) < 20 or segment.startswith("clav"):
            continue
        hand = segment.startswith("wrist")
        if hand and hands["right" if segment[-1] == "R" else "left"] in ("flat", "grip", "fist"):
            palm = [j for j in rows[::3] if "finger" not in names[top[j]]]
            out[segment] = rig.local(segment, rig.clothed[palm])
            continue
        picked = [int(rows[0])]
        distance = np.full(len(rows), 9.0)
        for _ in range(44 if segment.startswith(_MANY) else 26):
            distance = np.minimum(
                distance, np.linalg.norm(rig.clothed[rows] - rig.clothed[picked[-1]], axis=1)
            )
            picked.append(int(rows[distance.argmax()]))
        out[segment] = rig.local(segment, rig.clothed[picked])
    return out


def _limb(rig: Rig, segment: str) -> Capsule:
    """Capsule of a limb segment with the median thickness of its two halves."""
    end = rig.local(segment, rig.end[segment])
    cloud = rig.local(segment, rig.clothed[rig.segment_of == rig.segments.index(segment)])
    t = (cloud @ end) / (end @ end)
    r = np.linalg.norm(cloud - np.clip(t, 0, 1)[:, None] * end, axis=1)

    def median(low: float, high: float) -> float:
        inside = (t > low) & (t < high)
        return float(np.median(r[inside] if inside.any() else r))

    near, far = median(0.1, 0.4), median(0.6, 0.95)
    return Capsule((segment, np.zeros(3)), (segment, end), near * (0.9 if "leg01" in segment else 1), far)


def limb_pairs(rig: Rig, touching: set[str]) -> list[Pair]:
    """Who must keep out of whom. ``touching``: letters of hands that hold another body part."""
    limb = {
        f"{name}.{d}": _limb(rig, f"{name}.{d}")
        for d in "RL"
        for name in ("upperleg01", "lowerleg01", "upperarm01", "lowerarm01", "wrist", "foot")
    }
    trunk = [
        Capsule(("root", np.array([x, 0.0, 0.055])), ("spine02", np.array([x, 0.07, 0.02])), 0.105, 0.115)
        for x in (-0.065, 0.065)
    ]
    head = Capsule(("head", np.array([0, 0.03, 0.03])), ("head", np.array([0, 0.08, 0.03])), 0.085, 0.09)
    pairs = []
    for d, e in ("RL", "LR"):
        legs = [limb[f"{name}.{x}"] for x in "RL" for name in ("upperleg01", "lowerleg01")]
        for part in ("wrist", "lowerarm01"):
            me = f"{part}.{d}"
            slack = 0.03 if d in touching and part == "wrist" else 0.004
            others = [*trunk, *legs, limb[f"lowerarm01.{e}"], limb[f"wrist.{e}"]]
            pairs += [Pair(me, other, slack) for other in others]
            pairs.append(Pair(me, head, 0.0))
        pairs += [Pair(f"upperarm01.{d}", other, 0.02) for other in trunk]
        other_leg = [limb[f"upperleg01.{e}"], limb[f"lowerleg01.{e}"]]
        pairs += [Pair(f"{part}.{d}", other, 0.006) for part in ("lowerleg01", "foot") for other in other_leg]
        pairs.append(Pair(f"foot.{d}", limb[f"foot.{e}"], 0.004))
        pairs += [Pair(f"lowerleg01.{d}", other, 0.03) for other in trunk]
    pairs.append(Pair("upperleg01.R", limb["upperleg01.L"], 0.015))
    return [pair for pair in pairs if pair.cloud in rig.segments]
