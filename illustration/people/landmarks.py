"""Landmarks: places on the body by name, ``SIDE_SEGMENT[@t].DIRECTION``. They move with their segment.

``right_thigh@.8.front`` is the front of the right thigh at 80 % of its length from the hip. Limbs have
front, back, inner and outer; head and trunk have front, back, left, right, up and down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.rig import LIMB, SPINE, Rig, X, Y, Z

_ALIASES = {
    "hip": ("thigh", 0.1),
    "knee": ("shin", 0.0),
    "calf": ("shin", 0.3),
    "ankle": ("shin", 0.97),
    "shoulder": ("upper_arm", 0.05),
    "elbow": ("forearm", 0.0),
    "wrist": ("forearm", 0.97),
}
_FOOT = {"heel": 0.12, "arch": 0.42, "instep": 0.5, "sole": 0.62, "ball": 0.72, "toes": 0.93}
_TRUNK = (
    "pelvis", "sit", "buttock", "crest", "flank", "pocket", "waist", "low_back", "chest", "head", "upper_back",
)  # fmt: skip
_DIRECTIONS = {"front": Z, "back": -Z, "up": Y, "down": -Y, "left": X, "right": -X}
_PATTERN = re.compile(r"(?:(right|left)_)?([a-z_]+)(?:@(\d*\.?\d+))?(?:\.([a-z_]+))?")


class LandmarkError(ValueError):
    """Not a place on the body; the text says what would be."""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A point (3,) and outward normal (3,) in the frame of a segment."""

    segment: str
    point: Floats
    normal: Floats


def landmark(rig: Rig, text: str) -> Landmark:
    """The landmark of that name on the resting skin, cloth included. Raises LandmarkError."""
    match = _PATTERN.fullmatch(text)
    if not match:
        raise LandmarkError(
            f"{text!r} is not a landmark; write SIDE_SEGMENT[@t].DIRECTION, e.g. right_thigh@.5.front"
        )
    side, name, where, direction = match.groups()
    d, sign = {"right": ("R", -1.0), "left": ("L", 1.0), None: ("", 0.0)}[side]
    share = float(where) if where else None
    if name in _ALIASES:
        name, share = _ALIASES[name]
    limb = name in LIMB or name in _FOOT or name in ("palm", "fingers")
    if not limb and name not in _TRUNK:
        known = ", ".join([*LIMB, *_ALIASES, *_FOOT, "palm", "fingers", *_TRUNK])
        raise LandmarkError(f"{text!r}: no segment {name!r}; known: {known}")
    if limb and not d:
        raise LandmarkError(f"{text!r}: say right_{name} or left_{name}")
    if name in ("palm", "fingers") or (name == "hand" and direction in (None, "palm", "fingers")):
        point, normal, fingers = rig.palm[d]
        tips = name == "fingers" or direction == "fingers"
        return Landmark("wrist." + d, point + (fingers * 0.05 if tips else 0), normal)
    if name in _FOOT:
        return _foot(rig, d, name, direction)
    directions = dict(_DIRECTIONS, outer=X * sign, inner=-X * sign)
    directions |= {"outer_front": (X * sign + Z) / np.sqrt(2), "outer_back": (X * sign - Z) / np.sqrt(2)}
    if (direction and direction not in directions) or (limb and direction in ("up", "down", "left", "right")):
        raise LandmarkError(
            f"{text!r}: limbs have front, back, inner, outer, outer_front, outer_back; "
            "trunk and head front, back, left, right"
        )
    if name in LIMB:
        segment = f"{LIMB[name]}.{d}"
        centre = rig.local(segment, rig.end[segment]) * (0.5 if share is None else share)
    else:
        segment, centre = _trunk(rig, name, d or "R")
        direction = direction or {"sit": "down", "buttock": "back"}.get(name)
        if name == "sit":
            return Landmark("root", centre - 0.095 * Y, -Y)
    return _seat(rig, segment, centre, directions[direction or "front"], text, (share or 0.5) < 0.4)


def _foot(rig: Rig, d: str, name: str, direction: str | None) -> Landmark:
    segment = "foot." + d
    cloud = rig.local(segment, rig.clothed[rig.segment_of == rig.segments.index(segment)])
    low, high = cloud[:, 2].min(), cloud[:, 2].max()
    if name == "heel" and direction == "back":
        return Landmark(segment, cloud[cloud[:, 2].argmin()], -Z)
    if name == "toes" and direction == "front":
        return Landmark(segment, cloud[cloud[:, 2].argmax()], Z)
    z = low + (high - low) * _FOOT[name]
    slab = cloud[np.abs(cloud[:, 2] - z) < 0.02]
    if direction in ("inner", "outer"):
        sign = (-1.0 if d == "R" else 1.0) * (1 if direction == "outer" else -1)
        edge = slab[(slab[:, 0] * sign).argmax()]
        return Landmark(segment, edge, sign * X)
    upward = name == "instep"
    y = slab[:, 1].max() if upward else slab[:, 1].min()
    return Landmark(segment, np.array([slab[:, 0].mean(), y, z]), Y if upward else -Y)


def _trunk(rig: Rig, name: str, d: str) -> tuple[str, Floats]:
    middle = rig.local("root", rig.end["root"])
    hip = rig.local("root", rig.joint["upperleg01." + d])
    return {
        "pelvis": ("root", middle),
        "sit": ("root", hip * [0.75, 1, 1] + [0, -0.02, -0.035]),
        "buttock": ("root", hip * [0.8, 1, 1]),
        "flank": ("root", hip * [0.6, 1, 1] + [0, 0.075, 0]),  # between hip bump and pelvic crest
        "pocket": (
            "root",
            hip * [0.95, 1, 1] + np.array([0, 0.045, 0.0]),
        ),  # below the front point of the pelvis
        "crest": ("root", middle + np.array([0, 0.085, -0.01])),
        "waist": ("spine04", np.zeros(3)),
        # The long muscle beside the spine, above the pelvic crest.
        "low_back": ("spine04", np.array([np.sign(hip[0]) * 0.042, 0.055, 0.0])),
        "chest": ("spine02", np.array([0, 0.08, 0.0])),
        "upper_back": ("spine02", np.array([0, 0.1, 0.0])),
        "head": ("head", np.array([0, 0.09, 0.01])),
    }[name]


def _seat(rig: Rig, segment: str, centre: Floats, v: Floats, text: str, near_hip: bool) -> Landmark:
    """The outermost skin along ``v`` from ``centre``, within a growing radius."""
    near = {rig.segments.index(segment)}
    names = rig.body.skeleton.names
    if segment[-2] == ".":
        limb = ("upperleg", "lowerleg", "upperarm", "lowerarm")
        near |= {
            int(rig.segment_of_bone[names.index(other)])
            for other in rig.end
            if other[-1] == segment[-1] and other.startswith(limb)
        }
    if segment in (*SPINE, "root"):
        near |= {rig.segments.index(name) for name in (*SPINE, "root")}
    if segment == "root" or (segment.startswith("upperleg") and near_hip):
        sides = "RL" if segment == "root" else segment[-1]
        near |= {
            rig.segments.index(name) for name in ("root", "spine05", *(f"upperleg01.{d}" for d in sides))
        }
    cloud = rig.local(segment, rig.clothed[np.isin(rig.segment_of, list(near))]) - centre
    along = cloud @ v
    aside = np.linalg.norm(cloud - along[:, None] * v, axis=1)
    for radius in (0.015, 0.03, 0.05):
        hit = (aside < radius) & (along > 0)
        if hit.any():
            return Landmark(segment, centre + v * along[hit].max(), v)
    raise LandmarkError(f"{text!r}: no skin in that direction")
