"""Where one part of a posed body lies inside another, on the deformed, clothed skin. Moves nothing.

Every part is measured against all others (``PARTS``): each point of its skin against the nearest skin of the
rest. Left out are neighbours over one hinge (the joint limits govern those) and a zone round hip, shoulder
and neck, where the same skin bends from one part into the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from illustration.geometry.mesh import Floats, Ints
from illustration.people.rig import Frames, Rig

_LIMBS: Mapping[str, str] = {
    "wrist": "hand",
    "lowerarm01": "forearm",
    "upperarm01": "upper arm",
    "foot": "foot",
    "lowerleg01": "shin",
    "upperleg01": "thigh",
}
_HEAD = ("neck02", "neck03", "head")
_HINGED = (("hand", "forearm"), ("forearm", "upper arm"), ("foot", "shin"), ("shin", "thigh"))
# Joint between a part and its neighbour, and the radius round it (metres) in which skin belongs to both:
# about the thickness of the limb there, cloth included.
_ZONES = (
    ("upper arm", "trunk", "upperarm01", 0.13),
    ("thigh", "trunk", "upperleg01", 0.17),
    ("thigh", "thigh", "upperleg01", 0.17),  # below the crotch, over the pelvis between them
    ("head", "trunk", "neck02", 0.10),
)
TOLERATED = 0.007  # metres of skin inside skin or a thing, on top of what the tissue gives way
_FLESHY = ("upper arm", "thigh", "trunk")
_FLESH = 0.018  # metres; upper arm, thigh and trunk give way to each other as far as on a hard support
_BELLY = ("spine05", "spine04")  # the waist: no bone in front, so that it gives way besides the thigh on it
_REACH = 0.09  # metres; deeper points have shallower ones of the same part around them
_FACING = 0.3  # cosine between two normals; skin that faces the same way lies on the far side of a part
_ASLANT = 0.7  # beside a surface point by more than this share of the depth: not below it
_GRAIN = 0.008  # metres, half the distance between points of the skin


@dataclass(frozen=True, eq=False)
class Overlap:
    """Points of ``part`` inside ``other``: vertex numbers, the nearest vertices of the other, depths, and how
    deep they may be, metres."""

    part: str
    other: str
    mine: Ints
    theirs: Ints
    depth: Floats
    tolerated: Floats

    @property
    def excess(self) -> float:
        """Metres deeper than that at the worst point; negative where all is well."""
        return float((self.depth - self.tolerated).max())

    @property
    def worst(self) -> float:
        """Depth at that point."""
        return float(self.depth[(self.depth - self.tolerated).argmax()])


def _tolerated(rig: Rig, part: str, other: str, mine: Ints, theirs: Ints) -> Floats:
    fleshy = part.endswith(_FLESHY) and other.endswith(_FLESHY)
    out = np.full(len(mine), TOLERATED + (_FLESH if fleshy else 0.0))
    if {_split(part)[1], _split(other)[1]} == {"thigh", "trunk"}:
        soft = [rig.segments.index(name) for name in _BELLY]
        out[np.isin(rig.segment_of[mine if part == "trunk" else theirs], soft)] += _FLESH
    return out


@lru_cache(maxsize=8)
def parts(rig: Rig) -> tuple[tuple[str, ...], Ints]:
    """Names of the parts and the number of the part of each vertex of the skin."""
    names = ["trunk", "head"]
    number = []
    for segment in rig.segments:
        stem, _, d = segment.partition(".")
        if stem in _LIMBS:
            names.append(f"{'right' if d == 'R' else 'left'} {_LIMBS[stem]}")
            number.append(len(names) - 1)
        else:
            number.append(1 if stem in _HEAD else 0)
    return tuple(names), np.array(number)[rig.segment_of]


@dataclass(frozen=True, eq=False)
class Surface:
    """Points on the skin with normals, part and a vertex nearby."""

    points: Floats
    normals: Floats
    part: Ints
    vertex: Ints


def surface(rig: Rig, clothed: Floats, normals: Floats) -> Surface:
    """The skin as points, 1 to 4 mm apart on hands and feet, up to 10 mm elsewhere: the vertices and the
    middles of edges and triangles."""
    corners, part = _corners(rig)
    facing = np.concatenate([_sum(normals, c) for c in corners])
    facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-9)
    first = np.concatenate([c[:, 0] for c in corners])
    middles = np.concatenate([_sum(clothed, c) / c.shape[1] for c in corners])
    return Surface(middles, facing, part[first], first)


def _sum(values: Floats, rows: Ints) -> Floats:
    """(n, 3) sums of the rows (n, k) of ``values``."""
    total = values[rows[:, 0]]
    for k in range(1, rows.shape[1]):
        total = total + values[rows[:, k]]
    return total


@lru_cache(maxsize=8)
def _corners(rig: Rig) -> tuple[tuple[Ints, Ints, Ints], Ints]:
    """Vertices, edges and triangles of the skin that lie in one part, as (n, 1), (n, 2) and (n, 3) vertex
    numbers; and the part of each vertex."""
    _, part = parts(rig)
    edges = np.unique(np.sort(rig.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)

    def within(rows: Ints) -> Ints:
        return np.asarray(rows[(part[rows] == part[rows[:, :1]]).all(axis=1)])

    return (np.unique(rig.faces)[:, None], within(edges), within(rig.faces)), part


def below(
    tree: cKDTree, points: Floats, normals: Floats, at: Floats, reach: float = _REACH
) -> tuple[Ints, Ints, Floats]:
    """Which of ``at`` (n, 3) lie below a surface of ``points`` with ``normals``: numbers in ``at``, the
    nearest surface points, depths."""
    distance, nearest = tree.query(at, distance_upper_bound=reach)
    hit = np.nonzero(np.isfinite(distance))[0]
    i = nearest[hit]
    depth = -np.einsum("ij,ij->i", at[hit] - points[i], normals[i])
    aside = np.sqrt(np.maximum(distance[hit] ** 2 - depth**2, 0))
    inside = (depth > 0) & (aside < np.maximum(_GRAIN, _ASLANT * depth))
    return hit[inside], i[inside], depth[inside]


def overlaps(rig: Rig, clothed: Floats, normals: Floats, place: Frames) -> list[Overlap]:
    """Every pair of parts that share room, the part that enters first."""
    names, part = parts(rig)
    skin = surface(rig, clothed, normals)
    used = _corners(rig)[0][0][:, 0]
    x, y, z = np.ascontiguousarray(skin.points.T)
    out = []
    for k, name in enumerate(names):
        mine = used[part[used] == k]
        low, high = clothed[mine].min(axis=0) - 0.02, clothed[mine].max(axis=0) + 0.02
        beside = (skin.part != k) & (x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1])
        rest = np.nonzero(beside & (z > low[2]) & (z < high[2]))[0]
        if not len(rest):
            continue
        points, facing = skin.points[rest], skin.normals[rest]
        m, i, depth = below(cKDTree(points), points, facing, clothed[mine])
        opposed = np.einsum("ij,ij->i", normals[mine[m]], facing[i]) < _FACING
        m, i, depth = mine[m[opposed]], rest[i[opposed]], depth[opposed]
        for other in np.unique(skin.part[i]):
            chosen = skin.part[i] == other
            chosen[chosen] = ~_one_skin(name, names[other], clothed[m[chosen]], skin.points[i[chosen]], place)
            if chosen.any():
                mine_in, theirs = m[chosen], skin.vertex[i[chosen]]
                tolerated = _tolerated(rig, name, names[other], mine_in, theirs)
                out.append(Overlap(name, names[other], mine_in, theirs, depth[chosen], tolerated))
    return out


def _one_skin(a: str, b: str, mine: Floats, theirs: Floats, place: Frames) -> NDArray[np.bool_]:
    """Which pairs of points of two parts belong to the same skin over a joint."""
    (side_a, a), (side_b, b) = _split(a), _split(b)
    if side_a == side_b and ((a, b) in _HINGED or (b, a) in _HINGED):
        return np.ones(len(mine), dtype=bool)
    for part, neighbour, joint, radius in _ZONES:
        if {a, b} == {part, neighbour}:
            sides = sorted({side_a, side_b} - {""}) or [""]
            centres = [place[f"{joint}.{side[0].upper()}" if side else joint] for side in sides]
            near = [np.linalg.norm(p - centre, axis=1) < radius for p in (mine, theirs) for centre in centres]
            return np.asarray(np.any(near, axis=0))
    return np.zeros(len(mine), dtype=bool)


def _split(name: str) -> tuple[str, str]:
    side, _, part = name.partition(" ")
    return (side, part) if part else ("", name)
