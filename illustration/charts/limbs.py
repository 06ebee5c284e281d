"""Limb coordinates: where on a segment a point of the skin lies. It works on the rest pose and draws nothing.

The skin is unrolled into *charts*, each round an axis: ``leg`` (hip joint, knee, ankle), ``foot``, ``trunk`` (hips,
base of the neck, crown), ``arm`` (shoulder, elbow, wrist) and ``hand``. On a chart a point has ``along`` (metres from
the first end), ``angle`` (degrees, 0 outer, 90 front, 180 inner, -90 back; on arm and hand 0 is the side of the thumb
and 90 that of the biceps, the inner forearm and the palm) and ``radius`` (metres from the axis).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from illustration.charts.pattern import Place
from illustration.geometry.mesh import Floats

CHARTS = ("leg", "foot", "trunk", "arm", "hand")
_ELBOW_BLEND = 0.025
_ARM_RADIUS = 0.09  # metres; what lies farther from the axis of the arm is trunk
_KNEE_BLEND = 0.03  # metres either side of the knee over which the two axes are mixed
_ANKLE_RADIUS = 0.075  # metres; at the height of the ankle, what lies farther from the axis is foot
_OUTER = np.array([-1.0, 0.0, 0.0])  # the patient's right
_FRONT = np.array([0.0, 0.0, 1.0])
_UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight axis from ``start`` to ``end`` with the direction that has angle 90 at its start.

    ``side``: roughly where angle 0 is; ``twist``: degrees that both have turned at the end, as the forearm turns
    the hand.
    """

    start: Floats
    end: Floats
    front: Floats
    side: Floats = field(default_factory=lambda: _OUTER)
    twist: float = 0.0

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
        return (outer if outer @ self.side > 0 else -outer), front, along

    def coordinates(self, points: Floats) -> tuple[Floats, Floats, Floats]:
        """(metres along, angle in degrees, metres from the axis) of points (..., 3)."""
        outer, front, along = self.directions
        v = points - self.start
        x, y = v @ outer, v @ front
        share = np.clip(v @ along / self.length, 0, 1)
        return v @ along, np.degrees(np.arctan2(y, x)) - self.twist * share, np.hypot(x, y)


@dataclass(frozen=True, slots=True)
class Located:
    """Points on one chart; ``valid`` is false where the chart does not reach."""

    along: Floats
    angle: Floats
    radius: Floats
    valid: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Limbs:
    """The axes of the right leg and arm, foot and hand, and of the trunk of one body."""

    thigh: Axis
    lower_leg: Axis
    foot: Axis
    trunk: Axis
    head: Axis
    upper_arm: Axis
    forearm: Axis
    hand: Axis

    @classmethod
    def of_joints(cls, joint: Mapping[str, Floats]) -> Limbs:
        """From joint centres named hip, knee, ankle, heel, toe, shoulder, elbow, wrist, finger (right side), pelvis,
        neck and crown (mid-line, one above the other), and two directions to the side of the thumb, `elbow_across`
        and `palm_across`.
        """
        upper_arm, forearm, hand = _arm_axes(joint)
        return cls(
            thigh=Axis(joint["hip"], joint["knee"], _FRONT),
            lower_leg=Axis(joint["knee"], joint["ankle"], _FRONT),
            foot=Axis(joint["heel"], joint["toe"], _UP),
            trunk=Axis(joint["pelvis"], joint["neck"], _FRONT),
            head=Axis(joint["neck"], joint["crown"], _FRONT),
            upper_arm=upper_arm,
            forearm=forearm,
            hand=hand,
        )

    def place(self, place: Place) -> tuple[str, float, float]:
        """(chart, metres along, angle) of a place of a pattern."""
        if place.segment == "thigh":
            return "leg", place.at * self.thigh.length, place.angle
        if place.segment == "lower_leg":
            return "leg", self.thigh.length + place.at * self.lower_leg.length, place.angle
        if place.segment == "upper_arm":
            return "arm", place.at * self.upper_arm.length, place.angle
        if place.segment == "forearm":
            return "arm", self.upper_arm.length + place.at * self.forearm.length, place.angle
        if place.segment == "head":
            return "trunk", self.trunk.length + place.at * self.head.length, place.angle
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
        if chart in ("arm", "hand"):
            return self._on_arm(chart, rest, arm, right)
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

    def _on_arm(self, chart: str, rest: Floats, arm: Floats, right: NDArray[np.bool_]) -> Located:
        """The arm, and what of the shoulder lies round its upper end; or the hand."""
        limb = right & (arm > 0.02)
        c, angle_c, radius_c = self.hand.coordinates(rest)
        if chart == "hand":
            return Located(c, angle_c, radius_c, limb & (c > -0.02) & (radius_c < 0.10))
        a, angle_a, radius_a = self.upper_arm.coordinates(rest)
        b, angle_b, radius_b = self.forearm.coordinates(rest)
        w = np.clip(b / (2 * _ELBOW_BLEND) + 0.5, 0, 1) * (a > 0.6 * self.upper_arm.length)
        turn = np.mod(angle_b - angle_a + 180, 360) - 180
        return Located(
            along=(1 - w) * a + w * (self.upper_arm.length + b),
            angle=angle_a + w * turn,
            radius=(1 - w) * radius_a + w * radius_b,
            valid=limb & ((1 - w) * radius_a + w * radius_b < _ARM_RADIUS) & (c < 0.02),
        )


def _arm_axes(joint: Mapping[str, Floats]) -> tuple[Axis, Axis, Axis]:
    """Upper arm, forearm and hand. The elbow is bent and the forearm half turned at rest: angle 90 comes from the hinge
    of the elbow at one end and from the knuckles at the other, and the forearm twists between them.
    """
    shoulder, elbow, wrist, tip = (joint[n] for n in ("shoulder", "elbow", "wrist", "finger"))
    hinge, thumb = joint["elbow_across"], joint["palm_across"]
    fore = Axis(elbow, wrist, shoulder - elbow, hinge)
    hand = Axis(wrist, tip, np.cross(thumb, tip - wrist), thumb)
    outer, front, _ = fore.directions
    palm = hand.directions[1]
    twist = float(np.degrees(np.arctan2(palm @ front, palm @ outer))) - 90.0
    twist = (twist + 180) % 360 - 180
    forearm = Axis(elbow, wrist, shoulder - elbow, hinge, twist)
    return Axis(shoulder, elbow, wrist - elbow, hinge), forearm, hand
