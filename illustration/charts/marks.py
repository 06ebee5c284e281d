"""Points and curves on the skin given in limb coordinates: trigger points, and the landmarks of a chart.

It finds where they lie on the posed body; it draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from illustration.charts.limbs import CHARTS, Axis, Limbs
from illustration.charts.mannequin import Skin
from illustration.charts.pattern import Place
from illustration.geometry.mesh import Floats, Ints

_SLAB = 0.03  # metres along the axis within which faces are tried


@dataclass(frozen=True, slots=True)
class Landmark:
    """A line that helps a patient find their place: the views that show it and places it runs through."""

    views: tuple[str, ...]
    places: tuple[tuple[str, float, float], ...]
    both: bool = True


_FRONT, _BACK, _SIDE = ("front",), ("back",), ("right", "left")
LANDMARKS = (
    # knee cap
    Landmark(_FRONT, tuple(("thigh", at, a) for at, a in (
        (0.915, 100), (0.94, 120), (0.975, 124), (1.01, 112), (1.022, 92),
        (1.01, 72), (0.975, 60), (0.94, 64), (0.915, 84)))),
    # crease of the groin
    Landmark(_FRONT, (("thigh", -0.05, 72), ("thigh", 0.04, 100), ("thigh", 0.13, 132))),
    # collar bone
    Landmark(_FRONT, (("trunk", 0.925, 78), ("trunk", 0.935, 62), ("trunk", 0.95, 46), ("trunk", 0.955, 30))),
    # navel
    Landmark(_FRONT, (("trunk", 0.288, 90), ("trunk", 0.27, 90)), both=False),
    # spine
    Landmark(_BACK, (("trunk", 0.95, -90), ("trunk", 0.6, -90), ("trunk", 0.2, -90)), both=False),
    # shoulder blade
    Landmark(_BACK, tuple(("trunk", at, a) for at, a in (
        (0.90, -62), (0.82, -58), (0.74, -56), (0.68, -53), (0.655, -48), (0.68, -43), (0.74, -39), (0.80, -35)))),
    # cleft and fold of the buttock
    Landmark(_BACK, (("trunk", 0.10, -90), ("trunk", 0.0, -90), ("trunk", -0.09, -90)), both=False),
    Landmark(_BACK, (("thigh", 0.235, -142), ("thigh", 0.245, -110), ("thigh", 0.225, -80), ("thigh", 0.19, -58))),
    # hollow of the knee
    Landmark(_BACK, (("thigh", 0.985, -125), ("thigh", 1.0, -90), ("thigh", 0.985, -55))),
    # ankle bones
    Landmark(("right", "left"), (("lower_leg", 0.975, -18), ("lower_leg", 0.96, 2), ("lower_leg", 0.98, 22),
                                 ("lower_leg", 1.01, 20))),
    Landmark(("inner",), (("lower_leg", 0.955, 158), ("lower_leg", 0.94, 178), ("lower_leg", 0.96, 200),
                          ("lower_leg", 0.99, 198))),
    # Achilles tendon
    Landmark(_BACK, (("lower_leg", 0.86, -62), ("lower_leg", 0.93, -58), ("lower_leg", 1.0, -52))),
    Landmark(_BACK, (("lower_leg", 0.86, -118), ("lower_leg", 0.93, -122), ("lower_leg", 1.0, -128))),
    # rim of the knee cap from the side
    Landmark(("right", "left"), (("thigh", 0.91, 68), ("thigh", 0.95, 52), ("thigh", 0.99, 50), ("thigh", 1.02, 64))),
    Landmark(("inner",), (("thigh", 0.91, 112), ("thigh", 0.95, 128), ("thigh", 0.99, 130), ("thigh", 1.02, 116))),
)


def on_skin(places: Sequence[Place], limbs: Limbs, skin: Skin) -> Floats:
    """Posed positions (n, 3) of places: where a ray from the limb's axis first leaves the body; nan where
    there is no skin.
    """
    faces = skin.mesh.faces[skin.arm[skin.mesh.faces].max(axis=1) < 0.5]
    centres = skin.rest[faces].mean(axis=1)
    along = {}
    for chart in CHARTS:
        found = limbs.locate(chart, centres, np.zeros(len(centres)))
        along[chart] = np.where(found.valid, found.along, np.inf)
    out = np.full((len(places), 3), np.nan)
    for i, place in enumerate(places):
        chart, at, angle = limbs.place(place)
        near = faces[np.abs(along[chart] - at) < _SLAB]
        origin, direction = _ray(limbs, chart, at, angle)
        out[i] = _first_hit(origin, direction, near, skin)
    return out


def _ray(limbs: Limbs, chart: str, at: float, angle: float) -> tuple[Floats, Floats]:
    axis: Axis = limbs.thigh if chart == "leg" else getattr(limbs, chart)
    if chart == "leg" and at > axis.length:
        at -= axis.length
        axis = limbs.lower_leg
    outer, front, along = axis.directions
    turn = np.radians(angle)
    return axis.start + at * along, np.cos(turn) * outer + np.sin(turn) * front


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
