"""Base stances: how the pelvis stands in the world, comfortable angles and what touches the ground by
default.

Written for the right side; ``-left`` stances are the mirror image. A new stance is one row of ``_STANCES``.
World: floor at y = 0, x to the left of a person who faces the viewer, z towards the viewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.rig import X, Z, rotation


@dataclass(frozen=True, eq=False)
class Stance:
    """Rotation of the pelvis, its height (metres), comfortable angles (no side means both), default
    contacts.
    """

    base: Floats
    height: float
    angles: Mapping[str, float]
    contacts: tuple[str, ...]


_ARMS = {"shoulder.abd": 12, "shoulder.flex": 5, "elbow.flex": 18}
_STILL = {"hip.flex": 2, "knee.flex": 3, "ankle.dorsi": 0}
_FEET = ("right_foot flat on floor", "left_foot flat on floor")
_INSTEPS = ("right_instep on floor", "left_instep on floor")
_KNEES = ("right_knee.front on floor", "left_knee.front on floor")
_HANDS_FORWARD = ("right_hand flat on floor fingers front", "left_hand flat on floor fingers front")
_UPRIGHT = np.eye(3)
_SIDE_LYING = {
    "hip.flex": 45,
    "knee.flex": 80,
    "ankle.dorsi": -10,
    "right_shoulder.flex": 80,
    "right_shoulder.abd": -10,
    "right_elbow.flex": 70,
    "right_clavicle.protract": 18,
    "right_clavicle.elev": 10,
    "left_shoulder.flex": 55,
    "left_elbow.flex": 70,
}

_STANCES: dict[str, Stance] = {
    "standing": Stance(_UPRIGHT, 0.9, {**_ARMS, **_STILL, "hip.abd": 4, "hip.ext_rot": 4}, _FEET),
    "sitting": Stance(
        _UPRIGHT,
        0.56,
        {"hip.flex": 85, "knee.flex": 88, "hip.abd": 7, "shoulder.flex": 25, "elbow.flex": 55},
        (*_FEET, "right_sit on chair.seat", "left_sit on chair.seat"),
    ),
    "half-kneeling-right": Stance(  # on the right knee, left foot in front
        _UPRIGHT,
        0.5,
        {
            **_ARMS,
            "left_hip.flex": 85,
            "left_knee.flex": 88,
            "right_knee.flex": 85,
            "right_ankle.dorsi": -45,
        },
        ("left_foot flat on floor", "right_knee.front on floor", "right_instep on floor"),
    ),
    "kneeling": Stance(_UPRIGHT, 0.5, {**_ARMS, "knee.flex": 90, "ankle.dorsi": -50}, (*_KNEES, *_INSTEPS)),
    "heel-sitting": Stance(
        _UPRIGHT,
        0.28,
        {
            **_ARMS,
            "hip.flex": 75,
            "knee.flex": 148,
            "ankle.dorsi": -58,
            "shoulder.flex": 25,
            "elbow.flex": 40,
        },
        (*_KNEES, *_INSTEPS),
    ),
    "quadruped": Stance(
        rotation(X, 85),
        0.52,
        {
            "hip.flex": 85,
            "knee.flex": 90,
            "shoulder.flex": 85,
            "elbow.flex": 5,
            "ankle.dorsi": -45,
            "wrist.flex": -65,
            "neck.flex": -15,
        },
        (*_KNEES, *_INSTEPS, *_HANDS_FORWARD),
    ),
    "supine": Stance(
        rotation(X, -90),
        0.12,
        {
            "shoulder.abd": 15,
            "elbow.flex": 10,
            "ankle.dorsi": -15,
            "hip.abd": 6,
            "hip.ext_rot": 8,
            "knee.flex": 4,
        },
        ("right_buttock on floor", "left_buttock on floor", "chest.back on floor", "head.back on floor"),
    ),
    "prone": Stance(
        rotation(X, 90),
        0.12,
        {"shoulder.abd": 40, "elbow.flex": 90, "ankle.dorsi": -45},
        ("pelvis.front on floor", "chest.front on floor"),
    ),
    "side-lying-right": Stance(
        rotation(Z, 90),
        0.17,
        _SIDE_LYING,
        ("right_hip.outer on floor", "right_shoulder.outer on floor", "left_hand flat on floor"),
    ),
    "side-propped-right": Stance(
        rotation(Z, 70),
        0.25,
        {
            "right_shoulder.abd": 75,
            "right_shoulder.flex": 15,
            "right_elbow.flex": 90,
            "right_forearm.pron": 50,
            "ankle.dorsi": -10,
            "left_shoulder.flex": 55,
            "left_elbow.flex": 60,
        },
        ("right_hip.outer on floor", "right_elbow.back on floor", "right_hand flat on floor fingers front"),
    ),
    "long-sitting": Stance(
        _UPRIGHT, 0.1, {"hip.flex": 85, "knee.flex": 5, **_ARMS}, ("right_sit on floor", "left_sit on floor")
    ),
    "floor": Stance(_UPRIGHT, 0.2, {"hip.flex": 60, **_ARMS}, ()),
}


def _swap(text: str) -> str:
    return text.replace("right_", "\0").replace("left_", "right_").replace("\0", "left_")


def _mirrored(stance: Stance) -> Stance:
    flip = np.diag([-1.0, 1.0, 1.0])
    return Stance(
        flip @ stance.base @ flip,
        stance.height,
        {_swap(name): value for name, value in stance.angles.items()},
        tuple(_swap(text) for text in stance.contacts),
    )


STANCES: Mapping[str, Stance] = MappingProxyType(
    _STANCES
    | {
        name.replace("-right", "-left"): _mirrored(s)
        for name, s in _STANCES.items()
        if name.endswith("-right")
    }
)

# Whole arms: angles of the arm and its contact; {s} is this side, {o} the other, {d} this side's letter.
ARM_POSES: Mapping[str, tuple[Mapping[str, float], str]] = MappingProxyType(
    {
        "on_hip": (
            {
                "shoulder.abd": 42,
                "shoulder.flex": -18,
                "shoulder.ext_rot": -38,
                "elbow.flex": 98,
                "forearm.pron": 20,
            },
            "{s}_hand on crest.{s} gap .006 fingers front",
        ),
        "across_chest": (
            {"shoulder.flex": 35, "shoulder.abd": 15, "shoulder.ext_rot": -55, "elbow.flex": 115},
            "{s}_hand on chest.front gap .006 fingers {o}",
        ),
        "forward_on_floor": ({"shoulder.flex": 80, "elbow.flex": 35}, "{s}_hand flat on floor"),
        "on_belly": (
            {"shoulder.flex": 10, "shoulder.abd": 22, "shoulder.ext_rot": -45, "elbow.flex": 85},
            "{s}_hand on waist.front gap .006 fingers {o}",
        ),
        "under_head": (
            {"shoulder.flex": 140, "shoulder.abd": 0, "elbow.flex": 60, "clavicle.protract": 10},
            "{s}_hand on floor gap .015 weight .3",
        ),
        "on_thigh": (
            {"shoulder.flex": 14, "shoulder.abd": 8, "elbow.flex": 42},
            "{s}_hand flat on {s}_thigh@.5.front gap .008",
        ),
        "overhead": ({"shoulder.flex": 165, "elbow.flex": 10}, ""),
        "hanging": ({"shoulder.abd": 12, "shoulder.flex": 5, "elbow.flex": 15}, ""),
    }
)
