"""Limb coordinates: where on a segment a point of the skin lies. It works on the rest pose and draws nothing.

The skin is unrolled into three *charts*, each round an axis: ``leg`` (hip joint, knee, ankle), ``foot`` and
``trunk``. On a chart a point has ``along`` (metres from the first end), ``angle`` (degrees, 0 outer, 90
front, 180 inner, -90 back) and ``radius`` (metres from the axis).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from illustration.charts.pattern import Place
from illustration.geometry.mesh import Floats

CHARTS = ("leg", "foot", "trunk")
_KNEE_BLEND = 0.03  # metres either side of the knee over which the two axes are mixed
_ANKLE_RADIUS = 0.075  # metres; at the height of the ankle, what lies farther from the axis is foot
_OUTER = np.array([-1.0, 0.0, 0.0])  # the patient's right
_FRONT = np.array([0.0, 0.0, 1.0])
_UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis from ``start`` to ``end`` with the direction that has angle 90."""

    start: Floats
    end: Floats
    front: Floats

    @property
    def length(self) -> float:
        return float(np.linalg.norm(self.end - self.start))

    @property
    def directions(self) -> tuple[Floats, Floats, Floats]:
        """Unit vectors of angle 0, of angle 90 and along the axis."""
        along = (self.end - self.start) / self.length
        front = self.front - along * (self.front @ along)
        front = front / np.linalg.norm(front)
        outer = np.cross(front, along)
        return (outer if outer @ _OUTER > 0 else -outer), front, along

    def coordinates(self, points: Floats) -> tuple[Floats, Floats, Floats]:
        """(metres along, angle in degrees, metres from the axis) of points (..., 3)."""
        outer, front, along = self.directions
        v = points - self.start
        x, y = v @ outer, v @ front
        return v @ along, np.degrees(np.arctan2(y, x)), np.hypot(x, y)


@dataclass(frozen=True, slots=True)
class Located:
    """Points on one chart; ``valid`` is false where the chart does not reach."""

    along: Floats
    angle: Floats
    radius: Floats
    valid: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Limbs:
    """The axes of the right leg, the right foot and the trunk of one body."""

    thigh: Axis
    lower_leg: Axis
    foot: Axis
    trunk: Axis

    @classmethod
    def of_joints(cls, joint: Mapping[str, Floats]) -> Limbs:
        """From joint centres named hip, knee, ankle, heel, toe (right side), waist and neck (mid-line)."""
        return cls(
            thigh=Axis(joint["hip"], joint["knee"], _FRONT),
            lower_leg=Axis(joint["knee"], joint["ankle"], _FRONT),
            foot=Axis(joint["heel"], joint["toe"], _UP),
            trunk=Axis(joint["pelvis"], joint["neck"], _FRONT),
        )

    def place(self, place: Place) -> tuple[str, float, float]:
        """(chart, metres along, angle) of a place of a pattern."""
        if place.segment == "thigh":
            return "leg", place.at * self.thigh.length, place.angle
        if place.segment == "lower_leg":
            return "leg", self.thigh.length + place.at * self.lower_leg.length, place.angle
        axis: Axis = getattr(self, place.segment)
        return place.segment, place.at * axis.length, place.angle

    def locate(self, chart: str, rest: Floats, arm: Floats) -> Located:
        """Coordinates of skin points ``rest`` (..., 3) in the rest pose; ``arm`` (...) is 1 on the arms."""
        body = arm < 0.5
        right = rest[..., 0] < 0.004
        if chart == "trunk":
            along, angle, radius = self.trunk.coordinates(rest)
            return Located(along, angle, radius, body & (along > -0.12) & (radius < 0.30))
        if chart == "foot":
            along, angle, radius = self.foot.coordinates(rest)
            return Located(along, angle, radius, body & right & (radius < 0.13))
        a, angle_a, radius_a = self.thigh.coordinates(rest)
        b, angle_b, radius_b = self.lower_leg.coordinates(rest)
        w = np.clip((a - self.thigh.length) / (2 * _KNEE_BLEND) + 0.5, 0, 1)
        turn = np.mod(angle_b - angle_a + 180, 360) - 180
        ankle = (b > 0.9 * self.lower_leg.length) & (radius_b > _ANKLE_RADIUS)
        return Located(
            along=(1 - w) * a + w * (self.thigh.length + b),
            angle=angle_a + w * turn,
            radius=(1 - w) * radius_a + w * radius_b,
            valid=body & right & (radius_a < 0.24) & ~ankle,
        )
