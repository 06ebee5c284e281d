"""Landmarks: places on the body by name, ``SIDE_SEGMENT[@t].DIRECTION``. They move with their segment.

``right_thigh@.8.front`` is the front of the right thigh at 80 % of its length from the hip. Limbs have
front, back, inner and outer; head and trunk (``places``) front, back, left, right, up and down. Asking for a
side of a place that has none, or for no side of a place that has two, is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.places import BOTH, MIDDLE, PAIR, PLACES
from illustration.people.rig import LIMB, NECK, SPINE, Rig, X, Y, Z

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
_FINGERS = {"thumb": 1, "index": 2, "middle": 3, "ring": 4, "little": 5}
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
    limb = name in LIMB or name in _FOOT or name in _FINGERS or name in ("palm", "fingers")
    if not limb and name not in PLACES:
        known = ", ".join([*LIMB, *_ALIASES, *_FOOT, "palm", "fingers", *_FINGERS, *PLACES])
        raise LandmarkError(f"{text!r}: no segment {name!r}; known: {known}")
    if not limb:
        _check_side(text, side, name, direction)
    elif not d:
        raise LandmarkError(f"{text!r}: say right_{name} or left_{name}")
    if name in ("palm", "fingers") or (name == "hand" and direction in (None, "palm", "fingers")):
        point, normal, fingers = rig.palm[d]
        tips = name == "fingers" or direction == "fingers"
        return Landmark("wrist." + d, point + (fingers * 0.05 if tips else 0), normal)
    if name in _FOOT:
        return _foot(rig, d, name, direction)
    if name in _FINGERS:
        return _finger(rig, d, name, direction or "tip", text)
    directions = dict(_DIRECTIONS, outer=X * sign, inner=-X * sign)
    directions |= {"outer_front": (X * sign + Z) / np.sqrt(2), "outer_back": (X * sign - Z) / np.sqrt(2)}
    if (direction and direction not in directions) or (limb and direction in ("up", "down", "left", "right")):
        raise LandmarkError(
            f"{text!r}: limbs have front, back, inner, outer, outer_front, outer_back; "
            "trunk and head front, back, left, right, up, down"
        )
    if name in LIMB:
        segment = f"{LIMB[name]}.{d}"
        centre = rig.local(segment, rig.end[segment]) * (0.5 if share is None else share)
    else:
        place = PLACES[name]
        segment, centre = place.segment, place.centre(rig, sign)
        if name == "sit":
            return Landmark("root", centre - 0.095 * Y, -Y)
        direction = direction or ("back" if place.direction == "outer" and not d else place.direction)
    return _seat(rig, segment, centre, directions[direction or "front"], text, (share or 0.5) < 0.4)


def _check_side(text: str, side: str | None, name: str, direction: str | None) -> None:
    """Raises LandmarkError where a place of the trunk is asked for on a side that it does not have."""
    sides = PLACES[name].sides
    if side and sides == MIDDLE:
        raise LandmarkError(
            f"{text!r}: {name} lies in the middle and has no {side} side; write {name} with a direction, e.g. "
            f"{name}.{side} or {name}.front"
        )
    if not side and sides == PAIR:
        raise LandmarkError(f"{text!r}: there are two; say right_{name} or left_{name}")
    if not side and direction in ("outer", "inner", "outer_front", "outer_back"):
        turn = f"right_{name}.{direction}, " if sides == BOTH else ""
        raise LandmarkError(
            f"{text!r}: the middle has no {direction} side; write {turn}{name}.right or {name}.left"
        )


def _finger(rig: Rig, d: str, name: str, direction: str, text: str) -> Landmark:
    """A place on the last bone of a finger of the open hand: its ``tip``, its ``pad`` or its ``back``."""
    if direction not in ("tip", "pad", "back"):
        raise LandmarkError(f"{text!r}: fingers have tip, pad, back")
    segment, skeleton = "wrist." + d, rig.body.skeleton
    last = skeleton.index(f"finger{_FINGERS[name]}-3.{d}")
    start, end = (rig.local(segment, at[last]) for at in (skeleton.heads, skeleton.tails))
    palm = rig.palm[d][1]
    along = (end - start) / np.linalg.norm(end - start)
    across = palm - along * (palm @ along)
    normal = {"tip": along, "pad": across / np.linalg.norm(across), "back": -across / np.linalg.norm(across)}[
        direction
    ]
    own = rig.body.weights[: len(rig.clothed), last] > 0.5
    cloud = rig.local(segment, rig.clothed[own])
    return Landmark(segment, cloud[((cloud - start) @ normal).argmax()], normal)


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
    if segment in NECK[:-1]:  # without the chin
        near |= {rig.segments.index(name) for name in NECK[:-1]}
    if segment == "spine01":  # the top of the shoulder belongs to the girdle
        near |= {rig.segments.index("clavicle." + d) for d in "RL"}
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
