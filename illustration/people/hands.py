"""Finger shapes: fixed ones, and a grip that closes each finger until it meets what the hand holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.spatial import cKDTree

from illustration.geometry.mesh import Floats, Mesh, vertex_normals
from illustration.people.body import SKIN_COUNT
from illustration.people.rig import Frames, Rig, rotation

Fingers = dict[str, Floats]
# Flexion of the three joints of index, middle, ring and little finger, degrees.
_SHAPES: Mapping[str, tuple[tuple[int, int, int], ...]] = {
    "flat": ((-8, -10, -6),) * 4,
    "relaxed": ((12, 18, 10), (16, 20, 12), (20, 22, 12), (24, 24, 12)),
    "fist": ((82, 95, 55),) * 4,
    "point": ((0, 0, 0), (80, 95, 55), (80, 95, 55), (80, 95, 55)),
    "grip": ((75, 70, 40),) * 4,
}
_THUMB: Mapping[str, tuple[int, int, int]] = {
    "flat": (0, 0, 0),
    "relaxed": (5, 10, 10),
    "fist": (20, 35, 45),
    "point": (20, 35, 45),
    "grip": (22, 25, 25),
}
_STEPS = 17
_OPEN = -0.25  # share of the grip by which fingers bend back before they close
_GRASP = 0.15  # a finger still inside at this share stays open
_EASY = 0.6  # how far a grip closes that meets nothing


def curl(rig: Rig, side: str, shape: str, share: Sequence[float] = (1, 1, 1, 1, 1)) -> Fingers:
    """Rotations of the finger bones of one hand; ``share`` of the shape for thumb, index ... little
    finger."""
    d = side[0].upper()
    at = rig.body.skeleton.head
    hand = "wrist." + d
    normal = rig.rest[hand].T @ rig.palm[d][1]
    out = {}
    for k in range(4):
        finger = k + 2
        axis = np.cross(at(f"finger{finger}-3.{d}") - at(f"finger{finger}-1.{d}"), normal)
        for j, degrees in enumerate(_SHAPES[shape][k]):
            out[f"finger{finger}-{j + 1}.{d}"] = rotation(axis, degrees * share[k + 1])
    tip = at(f"finger1-3.{d}") - at(f"finger1-1.{d}")
    across = (at(f"finger5-1.{d}") - at(f"finger2-1.{d}")) / 0.06
    axis = np.cross(tip, normal + 0.4 * across)
    for j, degrees in enumerate(_THUMB[shape]):
        out[f"finger1-{j + 1}.{d}"] = rotation(axis, degrees * share[0])
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
    points, outward = [skin[near]], [normals[near]]
    for mesh in held:
        points.append(mesh.vertices)
        outward.append(vertex_normals(mesh))
    cloud, out_normals = np.concatenate(points), np.concatenate(outward)
    tree = cKDTree(cloud)
    bones = [[body.skeleton.index(f"finger{k}-{j}.{d}") for j in (1, 2, 3)] for k in range(1, 6)]
    shares = [body.weights[:SKIN_COUNT, columns].sum(axis=1) > 0.6 for columns in bones]
    rows = np.nonzero(np.any(shares, axis=0))[0]
    members = [np.nonzero(share[rows])[0] for share in shares]
    best, moving = np.full(5, _OPEN), np.ones(5, dtype=bool)
    for amount in np.linspace(_OPEN, 1, _STEPS):
        trial = curl(rig, side, "grip", [float(amount)] * 5)
        tips = body.skinned(*rig.skeleton_pose(turn, place, {**fingers, **trial}), rows)
        for k in range(5):
            if not moving[k]:
                continue
            _, i = tree.query(tips[members[k]])
            depth = np.einsum("ij,ij->i", tips[members[k]] - cloud[i], out_normals[i])
            if np.percentile(depth, 3) > 0.001:
                best[k] = amount
            elif amount > _GRASP or best[k] > _OPEN:
                moving[k] = False
    if moving[1:].any():
        best[1:] = np.where(moving[1:], np.minimum(best[1:], _EASY), best[1:])
    return curl(rig, side, "grip", best.tolist())
