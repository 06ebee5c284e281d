"""Where nobody presses: large nerves, large vessels and bones under the skin, in the frame of the atlas. A press map
shows a sign on one of them; an X, which says where to press, stays clear of all of them by what a ball keeps. It draws
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

CLEAR = 0.030  # metres beside the course: half a ball, which is what presses
DEEPEST = 0.045  # metres under the muscle that is pressed: what lies deeper is not reached
FACING = 0.3  # cosine: a bone is met by a press that comes from the side on which it lies under the skin
BEFORE = 0.035  # metres nearer to the finger than the muscle
BONE = 0.080  # metres under the muscle: a ball meets a bone through a thick muscle, and an organ behind it
STEP = 0.002  # metres


@dataclass(frozen=True, slots=True)
class Danger:
    """A place to stay off: its course (points in millimetres, right side of the atlas). ``faces``: the side on which a
    bone lies under the skin; a nerve, a vessel or an organ is met from every side. ``deepest``: metres under the
    muscle that a press of it still reaches.
    """

    course: tuple[tuple[float, float, float], ...]
    faces: tuple[float, float, float] | None = None
    deepest: float = DEEPEST

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
        ((-68, 870, -56), (-72, 858, -66), (-84, 830, -68), (-91, 800, -60), (-91, 770, -50))
    ),
    # behind the head of the small leg bone, then round its neck to the front
    "fibular-nerve": Danger(((-100, 425, -58), (-112, 412, -56), (-118, 400, -46), (-113, 388, -33))),
    # nerves and vessels in the hollow of the knee, from above the condyles to a thumb below the joint
    "knee-hollow": Danger(((-76, 490, -66), (-77, 455, -72), (-77, 425, -70))),
    # nerve and vessels of the sole, behind the inner ankle bone
    "inner-ankle": Danger(((-52, 118, -56), (-47, 88, -56), (-52, 62, -54))),
    # femoral artery, vein and nerve: from midway between the front of the hip bone and the pubic joint, downwards
    "groin": Danger(((-62, 899, 53), (-64, 860, 56), (-62, 820, 48))),
    "bony-bump": Danger(((-148, 832, -13),), (-1, 0, 0), BONE),
    "sitting-bone": Danger(((-50, 812, -40),), (0, 0, -1), BONE),
    "kneecap": Danger(((-93, 453, 15),), (0, 0, 1), BONE),
    "backbone": Danger(((0, 1130, -75), (0, 1090, -70), (0, 1029, -65), (0, 985, -70)), (0, 0, -1), BONE),
    "shin-bone": Danger(((-86, 345, -1), (-86, 267, -5), (-80, 186, -15)), (0, 0, 1), BONE),
    # where the artery of the thigh passes through the adductor magnus to the hollow of the knee
    "adductor-gap": Danger(((-61, 545, -10),)),
    # the lower half of the right one, under the lowest ribs, down to the third lumbar vertebra
    "kidney": Danger(((-48, 1150, -20), (-68, 1055, -15)), deepest=BONE),
    "heel-bone": Danger(((-72, 13, -72),), (0, -1, 0), BONE),
}


def near(point: Floats, outwards: Floats) -> Iterator[tuple[str, float]]:
    """What somebody who presses a place of a muscle presses too, and must not: name, and metres beside the line of the
    press; of a bone, as who looks at it sees them. ``point``: of the muscle, in metres; ``outwards``: unit direction to
    the skin."""
    for name, danger in DANGERS.items():
        if danger.faces and float(np.array(danger.faces) @ outwards) < FACING:
            continue
        way = np.array(danger.faces, float) if danger.faces else outwards
        away = danger.points() - point
        out = away @ way
        beside = np.linalg.norm(away - np.outer(out, way), axis=1)
        reached = (out > -danger.deepest) & (out < (BONE if danger.faces else BEFORE))
        if reached.any() and (least := float(beside[reached].min())) < CLEAR:
            yield name, least
