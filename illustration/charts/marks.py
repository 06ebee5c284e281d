"""Finds points of the skin that are given in limb coordinates, trigger points and landmarks, on the posed
body. It draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.charts.limbs import CHARTS, Axis, Limbs
from illustration.charts.mannequin import Skin
from illustration.charts.pattern import Place
from illustration.charts.surface import PIXELS_PER_POINT
from illustration.geometry.mesh import Floats, Ints

APART_PT = 5.4  # between the middles of two marks
_SAME = 1e-6  # pixels: marks at one place, which part sideways
_ROUNDS = 400
_SLAB = 0.03  # metres along the axis within which faces are tried


def on_skin(places: Sequence[Place], limbs: Limbs, skin: Skin) -> Floats:
    """Posed positions (n, 3) of places: where a ray from the limb's axis first leaves the body; nan where
    there is no skin.
    """
    whole = skin.mesh.faces
    share = skin.arm[whole].max(axis=1)
    along, faces_of = {}, {}
    for chart in CHARTS:
        on_arm = chart in ("arm", "hand")
        faces = whole[share > 0.02] if on_arm else whole[share < 0.5]
        centres = skin.rest[faces].mean(axis=1)
        found = limbs.locate(chart, centres, np.full(len(centres), 1.0 if on_arm else 0.0))
        along[chart], faces_of[chart] = np.where(found.valid, found.along, np.inf), faces
    out = np.full((len(places), 3), np.nan)
    for i, place in enumerate(places):
        chart, at, _ = limbs.place(place)
        near = faces_of[chart][np.abs(along[chart] - at) < _SLAB]
        origin, direction = ray(place, limbs)
        out[i] = _first_hit(origin, direction, near, skin)
    return out


def ray(place: Place, limbs: Limbs) -> tuple[Floats, Floats]:
    """The point on a limb's axis (3,) and the unit direction (3,) in which a place of its skin lies, at rest."""
    chart, at, angle = limbs.place(place)
    joined = {
        "leg": (limbs.thigh, limbs.lower_leg),
        "arm": (limbs.upper_arm, limbs.forearm),
        "trunk": (limbs.trunk, limbs.head),
    }
    axis: Axis = joined[chart][0] if chart in joined else getattr(limbs, chart)
    if chart in joined and at > axis.length:
        at, axis = at - axis.length, joined[chart][1]
    outer, front, along = axis.directions
    turn = np.radians(angle + axis.twist * np.clip(at / axis.length, 0, 1))
    return axis.start + at * along, np.cos(turn) * outer + np.sin(turn) * front


def apart(
    marks: Floats, muscle: NDArray[np.bool_] | None = None, gap_px: float = APART_PT * PIXELS_PER_POINT
) -> Floats:
    """Marks (n, 2: pixels) moved away from one another until their middles are ``gap_px`` apart, each as little as can
    be and none off the ``muscle`` (h, w), where that is seen. Every trigger point keeps a mark of its own; where there
    is no room for all, they touch, and the check says so.
    """
    out = marks.astype(float).reshape(-1, 2)
    near = onto(muscle)
    for _ in range(_ROUNDS):
        moved = False
        for i, j in combinations(range(len(out)), 2):
            gap = out[j] - out[i]
            length = float(np.hypot(*gap))
            if length < gap_px:
                step = (gap / length if length > _SAME else np.array([1.0, 0.0])) * 0.5
                out[i], out[j], moved = near(out[i] - step), near(out[j] + step), True
        if not moved:
            break
    return out


def onto(muscle: NDArray[np.bool_] | None) -> Callable[[Floats], Floats]:
    """What brings a place (2: pixels) onto the muscle, the shortest way; one on it, or any without a muscle, stays."""
    if muscle is None or not muscle.any():
        return lambda place: place
    rows, columns = ndimage.distance_transform_edt(~muscle, return_distances=False, return_indices=True)
    height, width = muscle.shape

    def on(place: Floats) -> Floats:
        x, y = (min(max(round(float(v)), 0), n - 1) for v, n in zip(place, (width, height), strict=True))
        return np.asarray(place + np.array([columns[y, x] - x, rows[y, x] - y]))

    return on


def _first_hit(origin: Floats, direction: Floats, faces: Ints, skin: Skin) -> Floats:
    """Moeller-Trumbore in the rest pose; the hit is carried to the posed body."""
    a, b, c = (skin.rest[faces[:, k]] for k in range(3))
    e1, e2 = b - a, c - a
    p = np.cross(direction, e2)
    det = np.einsum("ij,ij->i", e1, p)
    safe = np.where(np.abs(det) < 1e-14, np.inf, det)
    t = origin - a
    u = np.einsum("ij,ij->i", t, p) / safe
    q = np.cross(t, e1)
    v = (q @ direction) / safe
    distance = np.einsum("ij,ij->i", e2, q) / safe
    hit = (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1 + 1e-6) & (distance > 0.01)
    if not hit.any():
        return np.full(3, np.nan)
    k = int(np.flatnonzero(hit)[distance[hit].argmin()])
    x, y, z = skin.mesh.vertices[faces[k]]
    return np.asarray((1 - u[k] - v[k]) * x + u[k] * y + v[k] * z)
