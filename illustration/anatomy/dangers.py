"""Where nobody presses: large nerves, large vessels and bones under the skin, in the frame of the atlas. A press map
shows a sign on one of them; a trigger point that is to be pressed stays clear of the nerves and vessels. It draws
nothing.

The atlas holds bones and muscles. Each course here is laid by hand along the bones that anatomy books name for it:
Gray H. Anatomy of the Human Body, 1918 (nerves of the lower limb, femoral and popliteal artery), and the surface
anatomy in Moore's Clinically Oriented Anatomy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from illustration.geometry.mesh import Floats

CLEAR = 0.020  # metres beside the course: a thumb, which is what presses
DEEPEST = 0.045  # metres under the muscle that is pressed: what lies deeper is not reached
BEFORE = 0.035  # metres nearer to the finger than the muscle
STEP = 0.002  # metres


@dataclass(frozen=True, slots=True)
class Danger:
    """A place to stay off: its course (points in millimetres, right side of the atlas). ``soft``: a nerve or a vessel,
    which a trigger point must not lie over; a bone is only not pressed itself.
    """

    course: tuple[tuple[float, float, float], ...]
    soft: bool

    def points(self) -> Floats:
        """Places (n, 3) along the course, in metres."""
        ends = np.array(self.course, float) / 1000
        if len(ends) == 1:
            return ends
        pieces = []
        for a, b in pairwise(ends):
            count = max(int(np.linalg.norm(b - a) / STEP), 1)
            pieces.append(a + np.linspace(0, 1, count, endpoint=False)[:, None] * (b - a))
        return np.concatenate([*pieces, ends[-1:]])


DANGERS = {
    # leaves the pelvis under the piriformis, runs midway between the sitting bone and the bump of the thigh bone
    "sciatic-nerve": Danger(
        ((-68, 870, -56), (-72, 858, -66), (-84, 830, -68), (-91, 800, -60), (-91, 770, -50)), True
    ),
    # behind the head of the small leg bone, then round its neck to the front
    "fibular-nerve": Danger(((-100, 425, -58), (-112, 412, -56), (-118, 400, -46), (-113, 388, -33)), True),
    # nerves and vessels in the hollow of the knee, from above the condyles to a thumb below the joint
    "knee-hollow": Danger(((-76, 490, -66), (-77, 455, -72), (-77, 425, -70)), True),
    # nerve and vessels of the sole, behind the inner ankle bone
    "inner-ankle": Danger(((-52, 118, -56), (-47, 88, -56), (-52, 62, -54)), True),
    # femoral artery, vein and nerve: from midway between the front of the hip bone and the pubic joint, downwards
    "groin": Danger(((-62, 899, 53), (-64, 860, 56), (-62, 820, 48)), True),
    "bony-bump": Danger(((-148, 832, -13),), False),
    "sitting-bone": Danger(((-50, 812, -40),), False),
    "kneecap": Danger(((-93, 453, 15),), False),
    "backbone": Danger(((0, 1130, -75), (0, 1090, -70), (0, 1029, -65), (0, 985, -70)), False),
    "shin-bone": Danger(((-86, 345, -1), (-86, 267, -5), (-80, 186, -15)), False),
    # where the artery of the thigh passes through the adductor magnus to the hollow of the knee
    "adductor-gap": Danger(((-61, 545, -10),), False),
    "heel-bone": Danger(((-72, 13, -72),), False),
}


def near(point: Floats, outwards: Floats) -> Iterator[tuple[str, float]]:
    """The nerves and vessels that somebody who presses a place of a muscle presses too: name, and metres beside the
    line of the press. ``point``: of the muscle, in metres; ``outwards``: unit direction to the skin."""
    for name, danger in DANGERS.items():
        if not danger.soft:
            continue
        away = danger.points() - point
        out = away @ outwards
        beside = np.linalg.norm(away - np.outer(out, outwards), axis=1)
        reached = (out > -DEEPEST) & (out < BEFORE)
        if reached.any() and (least := float(beside[reached].min())) < CLEAR:
            yield name, least
