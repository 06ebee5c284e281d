"""The shoulder blades on the skin: how they turn, tilt and wing under it. The skeleton has no bone for them, so the
skin over each is moved in the frame of the upper chest. Solves nothing."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.limits import INDEX
from illustration.people.rig import Frames, Rig, X, Y, Z, rotation

# Middle of the blade and how far its skin reaches, as shares of the way from midline to shoulder joint (across) and
# metres from that joint (up); the skin in front of the joint is not the blade's.
_ACROSS, _UP = 0.62, -0.06
_HALF_ACROSS, _HALF_UP = 0.55, 0.125
_FRONT = 0.005  # metres behind the joint where the blade's skin begins
_DEEP = 0.05  # metres further back from which it moves wholly


@lru_cache(maxsize=8)
def blade_share(rig: Rig, d: str) -> Floats:
    """(m,) how far each vertex of the body goes with the blade of side ``d`` (R or L): 0 to 1."""
    joint = rig.body.skeleton.head("upperarm01." + d)
    x, y, z = (rig.body.vertices - joint).T
    width = abs(float(joint[0]))
    across = ((x * np.sign(joint[0])) / width + 1 - _ACROSS) / _HALF_ACROSS
    up = (y - _UP) / _HALF_UP
    inside = np.clip(1.2 - across**2 - up**2, 0, 1)
    behind = np.clip((-z - _FRONT) / _DEEP, 0, 1)
    arm = rig.body.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal", side=d)
    share = inside * behind * (1 - arm)
    return np.asarray(share * share * (3 - 2 * share))


def blade_turn(angles: Floats, side: str) -> Floats:
    """(3, 3) turn of one blade in the frame of the upper chest: ``scapula.upward`` takes its lower tip outward,
    ``tilt`` its lower tip onto the ribs, ``wing`` its inner border off them."""
    sign = -1.0 if side == "right" else 1.0
    upward, tilt, wing = (float(angles[INDEX[f"{side}_scapula.{k}"]]) for k in ("upward", "tilt", "wing"))
    return rotation(Y, -sign * wing) @ rotation(X, -tilt) @ rotation(Z, sign * upward)


def move_blades(rig: Rig, angles: Floats, turn: Frames, place: Frames, vertices: Floats) -> Floats:
    """The vertices (k, 3), the first k of the body in one pose, with the skin over the blades moved. The same array
    when no blade is asked to move."""
    out = vertices
    for side in ("right", "left"):
        if not any(angles[INDEX[f"{side}_scapula.{name}"]] for name in ("upward", "tilt", "wing")):
            continue
        d = side[0].upper()
        share = blade_share(rig, d)[: len(vertices), None]
        chest = turn["spine01"]
        moved = chest @ blade_turn(angles, side) @ chest.T
        from_joint = vertices - place["upperarm01." + d]
        out = out + share * (from_joint @ moved.T - from_joint)
    return out
