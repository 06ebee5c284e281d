"""Finger shapes: fixed ones, and a grip that closes each finger until it meets what the hand holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from illustration.geometry.mesh import Floats, Mesh, vertex_normals
from illustration.people.body import SKIN_COUNT
from illustration.people.rig import Frames, Rig, rotation

Fingers = dict[str, Floats]
# Flexion of the three joints of index, middle, ring and little finger, degrees.
_SHAPES: Mapping[str, tuple[tuple[int, int, int], ...]] = {
    "flat": ((-8, -10, -6),) * 4,
    "relaxed": ((12, 18, 10), (16, 20, 12), (20, 22, 12), (24, 24, 12)),
    "fist": ((64, 95, 48), (66, 95, 50), (68, 95, 50), (70, 95, 50)),
    "point": ((0, 0, 0), (66, 95, 50), (68, 95, 50), (70, 95, 50)),
    "grip": ((75, 70, 40),) * 4,
    "hook": ((-12, 92, 42),) * 4,
    "table": ((82, 2, 0),) * 4,
    "straight-fist": ((80, 95, 2),) * 4,
}
FINGERS: Mapping[str, int] = {"thumb": 0, "index": 1, "middle": 2, "ring": 3, "little": 4}
# What the joints of one finger can do, degrees: flexion of the three joints (AAOS: 90, 100, 90; the thumb 50, 50, 80)
# and how far they bend back.
FINGER_LOW, FINGER_HIGH = (-30, -10, -10), (90, 110, 90)
# Rotation vectors of the three joints of the thumb, degrees: about the normal of the palm, about the line from
# index to little finger and about the direction of the fingers (right hand).
_Thumb = tuple[tuple[int, int, int], ...]
_CROSSED: _Thumb = ((25, 15, 5), (28, 4, -1), (61, 28, -4))  # over the middle phalanges
_THUMB: Mapping[str, _Thumb] = {"fist": _CROSSED, "point": _CROSSED, "grip": _CROSSED}
_FLEXED: Mapping[str, tuple[int, int, int]] = {"flat": (0, 0, 0), "relaxed": (5, 10, 10)} | dict.fromkeys(
    ("hook", "table", "straight-fist"), (0, 5, 5)
)
_STEPS = 17
_OPEN = -0.25  # share of the grip by which fingers bend back before they close
_GRASP = 0.15  # a finger still inside at this share stays open
_EASY = 0.6  # how far a grip closes that meets nothing
_NEARBY = 0.03  # metres; things farther from a finger do not stop it
_WRAP = 1.3  # how far the joints beyond the first contact may bend on, as a share of the grip


@dataclass(frozen=True, eq=False)
class Grasp:
    """The hollow of a closed hand in the room: its middle, the direction from index to little finger and the
    way out of the palm (unit vectors), and half the breadth of the fist (metres)."""

    middle: Floats
    across: Floats
    outward: Floats
    half: float


def grasp(rig: Rig, side: str, turn: Frames, place: Frames) -> Grasp:
    """Where something long lies in the fist of one hand: between the palm and the closed fingers."""
    d = side[0].upper()
    hand = "wrist." + d
    index, middle, little = (rig.local(hand, rig.body.skeleton.head(f"finger{k}-1.{d}")) for k in (2, 3, 5))
    normal = rig.palm[d][1]
    across = little - index
    across = across - normal * (across @ normal)
    breadth = float(np.linalg.norm(across))
    at = middle * 0.88 + normal * 0.016
    return Grasp(
        np.asarray(place[hand] + turn[hand] @ at),
        np.asarray(turn[hand] @ across / breadth),
        np.asarray(turn[hand] @ normal),
        breadth / 2 + 0.014,
    )


def single(rig: Rig, side: str, wanted: Mapping[str, tuple[float, float, float]]) -> Fingers:
    """Rotations of the bones of single fingers of one hand, by name: flexion of their three joints, degrees."""
    out: Fingers = {}
    for name, degrees in wanted.items():
        out |= _bent(rig, side[0].upper(), FINGERS[name], degrees)
    return out


def _bent(rig: Rig, d: str, k: int, degrees: tuple[float, float, float]) -> Fingers:
    """Finger ``k`` (0 the thumb) bent by so many degrees at each joint."""
    at, hand = rig.body.skeleton.head, "wrist." + d
    normal = rig.rest[hand].T @ rig.palm[d][1]
    along = at(f"finger{k + 1}-3.{d}") - at(f"finger{k + 1}-1.{d}")
    row = at(f"finger5-1.{d}") - at(f"finger2-1.{d}")
    axis = np.cross(along, normal if k else normal + 0.4 * row / 0.06)
    return {f"finger{k + 1}-{j + 1}.{d}": rotation(axis, angle) for j, angle in enumerate(degrees)}


def curl(rig: Rig, side: str, shape: str, share: Floats | None = None) -> Fingers:
    """Rotations of the finger bones of one hand; ``share`` (5, 3) of the shape for the joints of thumb, index
    ... little finger."""
    share = np.ones((5, 3)) if share is None else share
    d = side[0].upper()
    at = rig.body.skeleton.head
    hand = "wrist." + d
    normal = rig.rest[hand].T @ rig.palm[d][1]
    out = {}
    for k in range(4):
        finger = k + 2
        axis = np.cross(at(f"finger{finger}-3.{d}") - at(f"finger{finger}-1.{d}"), normal)
        for j, degrees in enumerate(_SHAPES[shape][k]):
            out[f"finger{finger}-{j + 1}.{d}"] = rotation(axis, degrees * share[k + 1, j])
    row = at(f"finger5-1.{d}") - at(f"finger2-1.{d}")
    if shape in _THUMB:
        across = row - normal * (row @ normal)
        across = across / np.linalg.norm(across)
        mirror = 1.0 if d == "R" else -1.0  # rotations of the left hand are mirrored
        frame = np.stack([normal, across, -mirror * np.cross(normal, across)], axis=1)
        for j, vector in enumerate(_THUMB[shape]):
            axis = mirror * frame @ np.array(vector, dtype=float)
            out[f"finger1-{j + 1}.{d}"] = rotation(axis, float(np.linalg.norm(axis)) * share[0, j])
        return out
    axis = np.cross(at(f"finger1-3.{d}") - at(f"finger1-1.{d}"), normal + 0.4 * row / 0.06)
    for j, degrees in enumerate(_FLEXED[shape]):
        out[f"finger1-{j + 1}.{d}"] = rotation(axis, degrees * share[0, j])
    return out


def open_hands(rig: Rig, hands: Mapping[str, str]) -> Fingers:
    """Both hands, those that grip still open."""
    out: Fingers = {}
    for side in ("right", "left"):
        out |= curl(rig, side, "flat" if hands[side] == "grip" else hands[side])
    return out


def close_hands(
    rig: Rig, turn: Frames, place: Frames, hands: Mapping[str, str], held: Sequence[Mesh]
) -> Fingers:
    """Finger rotations for a solved pose; gripping fingers stop at the skin of the body or at ``held``
    things.
    """
    out = open_hands(rig, hands)
    for side in ("right", "left"):
        if hands[side] == "grip":
            out |= _close(rig, side, turn, place, out, held)
    return out


def _close(
    rig: Rig, side: str, turn: Frames, place: Frames, fingers: Fingers, held: Sequence[Mesh]
) -> Fingers:
    d = side[0].upper()
    body = rig.body
    skin = body.skinned(*rig.skeleton_pose(turn, place, fingers))[:SKIN_COUNT]
    own = body.weight_of("lowerarm", "wrist", "finger", "metacarpal", side=d)[:SKIN_COUNT]
    wrist = place["wrist." + d]
    near = (own < 0.05) & (np.linalg.norm(skin - wrist, axis=1) < 0.35)
    normals = vertex_normals(Mesh(skin, rig.faces))
    surfaces = [(skin[near], normals[near]), *((mesh.vertices, vertex_normals(mesh)) for mesh in held)]
    things = [(cKDTree(points), points, outward) for points, outward in surfaces if len(points)]
    bones = [[body.skeleton.index(f"finger{k}-{j}.{d}") for j in (1, 2, 3)] for k in range(1, 6)]
    shares = [body.weights[:SKIN_COUNT, columns].sum(axis=1) > 0.6 for columns in bones]
    rows = np.nonzero(np.any(shares, axis=0))[0]
    members = [own_rows[rows] for own_rows in shares]
    joint_of = body.weights[:SKIN_COUNT, np.array(bones).T].sum(axis=2).argmax(axis=1)
    share = np.full((5, 3), _OPEN)
    share[0] = 0.0
    reached, moving = np.full(5, _OPEN), np.ones(5, dtype=bool)

    def meets(trial: Floats, first: int) -> NDArray[np.bool_]:
        """Which fingers enter something with the bones from joint ``first`` on."""
        fingers_now = {**fingers, **curl(rig, side, "grip", trial)}
        tips = body.skinned(*rig.skeleton_pose(turn, place, fingers_now), rows)
        out = []
        for k in range(5):
            points = tips[members[k] & (joint_of[rows] >= first)]
            depth = np.full(len(points), 1.0)
            for tree, cloud, outward in things:
                away, i = tree.query(points)
                outside = np.einsum("ij,ij->i", points - cloud[i], outward[i])
                depth = np.minimum(depth, np.where(away < _NEARBY, outside, 1.0))
            out.append(np.percentile(depth, 3) <= 0.001)
        return np.array(out)

    # All joints together until a finger meets something, then those beyond the meeting place close around it.
    for amount in np.linspace(_OPEN, 1, _STEPS):
        trial = share.copy()
        trial[moving] = amount
        trial[0] = np.maximum(trial[0], 0)
        hit = meets(trial, 0)
        free = moving & ~hit
        share[free], reached[free] = trial[free], amount
        moving &= ~hit | ((amount <= _GRASP) & (reached <= _OPEN))
    easy = moving.copy()
    easy[0] = False
    share[easy] = np.minimum(share[easy], _EASY)
    for joint in (1, 2):
        closing = ~moving & (reached > _OPEN)
        for _ in range(_STEPS):
            trial = share.copy()
            trial[closing, joint:] = np.minimum(trial[closing, joint:] + 1 / _STEPS, _WRAP)
            closing &= ~meets(trial, joint)
            share[closing] = trial[closing]
    return curl(rig, side, "grip", share)
