"""The places of head, neck and trunk that landmarks name: segment, centre inside the body, sides. Reads no text.

Centres are metres in the frame of the segment and follow the joints of the body at hand, so that they fit every
build. The skin over them is found by ``landmarks``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.rig import Rig

# What a place has: only a middle, only a right and a left, or all three.
MIDDLE, PAIR, BOTH = "middle", "pair", "both"


@dataclass(frozen=True, slots=True)
class Place:
    """``centre`` gives metres in the frame of ``segment`` for a rig and a side (-1 right, 0 middle, 1 left)."""

    sides: str
    segment: str
    centre: Callable[[Rig, float], Floats]
    direction: str = "front"


def _hip(rig: Rig, sign: float) -> Floats:
    return rig.local("root", rig.joint["upperleg01." + ("L" if sign > 0 else "R")])


def _middle(rig: Rig) -> Floats:
    return rig.local("root", rig.end["root"])


def _at_hip(x: float, y: float, z: float) -> Callable[[Rig, float], Floats]:
    """``x`` as a share of the way from the midline to the joint of the hip, ``y`` and ``z`` metres from it."""
    return lambda rig, sign: np.asarray(_hip(rig, sign) * [x, 1, 1] + [0, y, z])


def _at_shoulder(segment: str, x: float, y: float, z: float) -> Callable[[Rig, float], Floats]:
    """``x`` as a share of the way from the midline to the joint of the shoulder, ``y`` and ``z`` metres from it."""

    def centre(rig: Rig, sign: float) -> Floats:
        joint = rig.local(segment, rig.joint["upperarm01." + ("L" if sign > 0 else "R")])
        return np.asarray(joint * [x * abs(sign), 1, 1] + [0, y, z])

    return centre


def _plain(x: float, y: float, z: float) -> Callable[[Rig, float], Floats]:
    """``x`` metres towards the side."""
    return lambda rig, sign: np.array([sign * x, y, z])


def _bone(segment: str, bone: str, x: float, y: float, z: float) -> Callable[[Rig, float], Floats]:
    """Metres from the joint of a bone of the face; ``x`` towards the side."""
    return lambda rig, sign: np.asarray(
        rig.local(segment, rig.body.skeleton.head(bone)) * [0, 1, 1] + [sign * x, y, z]
    )


PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "pelvis": Place(MIDDLE, "root", lambda rig, _: _middle(rig)),
        "sit": Place(PAIR, "root", _at_hip(0.75, -0.02, -0.035), "down"),
        "buttock": Place(PAIR, "root", _at_hip(0.8, 0, 0), "back"),
        "crest": Place(MIDDLE, "root", lambda rig, _: _middle(rig) + np.array([0, 0.085, -0.01])),
        # Between hip bump and pelvic crest.
        "flank": Place(PAIR, "root", _at_hip(0.6, 0.075, 0), "outer"),
        # Below the front point of the pelvis.
        "pocket": Place(PAIR, "root", _at_hip(0.95, 0.045, 0)),
        # The fold between thigh and trunk.
        "groin": Place(PAIR, "root", _at_hip(0.72, -0.012, 0)),
        "waist": Place(MIDDLE, "spine04", _plain(0, 0, 0)),
        # The long muscle beside the spine, above the pelvic crest.
        "low_back": Place(
            PAIR,
            "spine04",
            lambda rig, sign: np.array([sign * 0.042, 0.055, 0.0]),
            "back",
        ),
        "chest": Place(
            BOTH,
            "spine02",
            lambda rig, sign: (
                _at_shoulder("spine02", 0.55, -0.05, 0)(rig, sign) if sign else np.array([0, 0.08, 0.0])
            ),
        ),
        "collarbone": Place(PAIR, "spine01", _at_shoulder("spine01", 0.5, 0.0, 0)),
        "ribs": Place(PAIR, "spine03", _plain(0.045, 0.06, 0.02), "outer"),
        # Between spine and shoulder blade; its middle is on the spine.
        "upper_back": Place(BOTH, "spine02", lambda rig, sign: np.array([sign * 0.04, 0.1, 0.0]), "back"),
        # The shoulder blade: its middle below the ridge, its upper inner corner, its lower tip.
        "blade": Place(PAIR, "spine02", _at_shoulder("spine02", 0.62, -0.06, 0), "back"),
        "blade_corner": Place(PAIR, "spine01", _at_shoulder("spine01", 0.42, 0.0, 0), "back"),
        "blade_tip": Place(PAIR, "spine02", _at_shoulder("spine02", 0.55, -0.13, 0), "back"),
        "armpit": Place(PAIR, "spine02", _at_shoulder("spine02", 0.6, -0.1, 0), "outer"),
        # The top of the shoulder, half way from the neck to its tip.
        "shoulder_top": Place(PAIR, "spine01", _at_shoulder("spine01", 0.52, -0.02, -0.02), "up"),
        "neck": Place(BOTH, "neck02", _plain(0.012, 0.01, 0), "outer"),
        "skull_base": Place(BOTH, "head", _plain(0.028, 0.012, -0.02), "back"),
        "head": Place(MIDDLE, "head", _plain(0, 0.09, 0.01)),
        "temple": Place(PAIR, "head", _bone("head", "temporalis01.R", 0.02, 0.012, 0), "outer"),
        "ear": Place(PAIR, "head", _bone("head", "temporalis01.R", 0.04, -0.02, -0.075), "outer"),
        "jaw": Place(PAIR, "head", _bone("head", "jaw", 0.025, -0.038, 0.018), "outer"),
        "chin": Place(MIDDLE, "head", _bone("head", "special04", 0, -0.008, 0)),
    }
)
