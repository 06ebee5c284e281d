"""Cartilage between bones that the atlas leaves apart: discs, the symphysis, the joint of sacrum and coccyx.

It is the convex hull of the facing surfaces of two bones, a little narrower than they are. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.spatial import ConvexHull, cKDTree

from illustration.anatomy.atlas import BONE_ROUNDS, Atlas
from illustration.anatomy.layers import Layer
from illustration.geometry import mesh as meshes
from illustration.geometry.mesh import Floats, Mesh

SPINE = (
    *(f"cervical_vertebrae_c{i}" for i in range(3, 8)),
    *(f"thoracic_vertebrae_t{i}" for i in range(1, 13)),
    *(f"lumbar_vertebrae_l{i}" for i in range(1, 6)),
    "sacrum",
)
# Depth of a vertebral body from its front, and half its width, metres: neck, chest, low back.
BODIES = {"cervical": (0.018, 0.011), "thoracic": (0.030, 0.018), "lumbar": (0.036, 0.030)}
FACING = 0.0115  # metres: bone within this of the next vertebra faces it
SHRUNK = 0.93  # of a disc across, so that it lies a little inside the rims
FACING_TAIL, SHRUNK_TAIL = 0.0085, 0.80  # the same of sacrum and coccyx
SYMPHYSIS = (
    -0.0105,
    0.0,
    0.87,
)  # metres: the face of the pubic bone lies inside of x, in front of z, below y
LEAST = 4  # points on either side


def cartilage(names: Sequence[str], atlas: Atlas) -> list[Layer]:
    """Layers between those of the bones in the picture that meet in cartilage."""
    have = set(names)
    out: list[Layer | None] = [
        _between(f"{upper}-disc", _body(upper, atlas), _body(lower, atlas), FACING, SHRUNK)
        for upper, lower in pairwise(SPINE)
        if upper in have and lower in have
    ]
    if {"sacrum", "coccyx"} <= have:
        sacrum, coccyx = (atlas.part(n, BONE_ROUNDS).vertices for n in ("sacrum", "coccyx"))
        out.append(_between("sacrum-coccyx", sacrum, coccyx, FACING_TAIL, SHRUNK_TAIL))
    if {"hip_bone_r", "~hip_bone_r"} <= have:
        v = atlas.part("hip_bone_r", BONE_ROUNDS).vertices
        x, z, y = SYMPHYSIS
        face = v[(v[:, 0] > x) & (v[:, 2] > z) & (v[:, 1] < y)]
        out.append(_hull("symphysis", np.concatenate([face, face * [-1, 1, 1]])))
    return [layer for layer in out if layer is not None]


def _body(name: str, atlas: Atlas) -> Floats:
    """Vertices of the body of a vertebra, without its arch."""
    depth, half = BODIES.get(name.split("_")[0], BODIES["lumbar"])
    v = atlas.part(name, BONE_ROUNDS).vertices
    v = v[np.abs(v[:, 0]) < half]
    return np.asarray(v[v[:, 2] > v[:, 2].max() - depth])


def _between(name: str, a: Floats, b: Floats, gap: float, shrink: float) -> Layer | None:
    near_a, near_b = a[cKDTree(b).query(a)[0] < gap], b[cKDTree(a).query(b)[0] < gap]
    if min(len(near_a), len(near_b)) < LEAST:
        return None
    points = np.concatenate([near_a, near_b])
    middle = points.mean(axis=0)
    return _hull(name, middle + (points - middle) * [shrink, 1.0, shrink])


def _hull(name: str, points: Floats) -> Layer:
    hull = ConvexHull(points)
    mesh = meshes.orient_outward(meshes.compact(Mesh(points, hull.simplices.astype(np.int64))))
    return Layer(name, "cartilage", mesh)
