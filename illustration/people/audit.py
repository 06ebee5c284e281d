"""What is wrong with a solved pose, in words: the geometry that ``check`` reports. It moves nothing.

Looked at is the deformed, clothed skin with the final fingers, and every prop as it is drawn: joint limits,
contacts missed, skin inside the surfaces of the room and inside props, thin props inside skin, body parts
inside each other. No figure can switch any of it off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.spatial import ConvexHull, QhullError, cKDTree

from illustration.geometry.mesh import Floats, Ints, Mesh
from illustration.people.flesh import TOLERATED, Overlap, Surface, below, overlaps, parts, surface
from illustration.people.obstacles import Obstacle
from illustration.people.props import PropMesh
from illustration.people.rig import Rig
from illustration.people.skin import GAP, PosedSkin, miss
from illustration.people.solver import Problem, softness

_CONVEX = 0.97  # share of its convex hull that a solid fills
_THIN = 0.06  # metres; in thinner things skin can be as deep as it may and come out on the other side
_ROD = 0.03  # metres; between two points of the skin a thinner thing can pass unseen
_THROUGH = 0.4  # share of its thickness from which skin is taken to go through a thin thing
_SPACING = 0.01  # metres between points of a prop


@dataclass(frozen=True, slots=True)
class Give:
    """How far skin may enter a kind of prop, and why: ``metres`` on top of the softness of the tissue and
    ``TOLERATED``; or, in stuffed things, a ``share`` of their thickness and nothing else."""

    why: str
    metres: float = 0.0
    share: float = 0.0


_HARD = "hard: the tissue alone gives way"
_TAUT = "taut on the skin: the tissue alone gives way"
GIVES: Mapping[str, Give] = {
    "mat": Give("thin, its top is the floor"),
    "wall": Give(_HARD),
    "chair": Give(_HARD),
    "stool": Give(_HARD),
    "bench": Give(_HARD),
    "bed": Give("a firm mattress: the tissue alone gives way"),
    "step": Give(_HARD),
    "block": Give(_HARD),
    "ball": Give("hard: it sinks into the tissue that it presses"),
    "roller": Give("hard: it sinks into the tissue that it presses"),
    "pillow": Give("its filling is pressed together from both sides; its middle fifth stays free", share=0.4),
    "cold-pack": Give("a gel pad, drawn flat, moulds itself to the body; its middle fifth stays free", share=0.4),
    "strap": Give(_TAUT),
    "band": Give(_TAUT),
    "wrap": Give(_TAUT),
    "hip-wrap": Give(_TAUT),
    "ankle-wrap": Give(_TAUT),
    "cane": Give(_HARD),
    "towel-roll": Give("rolled cloth: it yields a little more than the tissue", metres=0.01),
    "bottle": Give(_HARD),
    "walking-stick": Give(_HARD),
    "crutch": Give(_HARD),
    "door": Give(_HARD),
    "corner": Give(_HARD),
    "table": Give(_HARD),
    "laptop": Give(_HARD),
    "stick": Give(_HARD),
    "dumbbell": Give(_HARD),
    "balls-in-sock": Give("hard: they sink into the tissue that they press"),
    "shoulder-cane": Give(_HARD),
    "phone": Give(_HARD),
    "sling": Give(_TAUT),
    "towel": Give("cloth: toes press its folds down by half their height", metres=0.01),
}  # fmt: skip


def audit(p: Problem, posed: PosedSkin, things: Iterable[tuple[str, str, Sequence[PropMesh]]]) -> list[str]:
    """Every violation of a solved pose. ``things``: name, kind and meshes of each prop."""
    found = []
    for i, (low, high) in enumerate(zip(p.low, p.high, strict=True)):
        if not low - 1e-6 <= p.angles[i] <= high + 1e-6:
            found.append(f"joint limit: angle {i} is {p.angles[i]:.0f}")
    for c in p.contacts:
        if (error := miss(p.rig, posed, c)) > GAP and c.spec.weight >= 0.5:
            found.append(f"contact missed by {1000 * error:.0f} mm: {c.spec.text}")
    found += in_parts(p.rig, posed)
    found += in_supports(p.rig, posed, p.obstacles)
    for name, kind, meshes in things:
        found += in_prop(p.rig, posed, name, GIVES[kind], meshes)
    return found


def in_parts(rig: Rig, posed: PosedSkin) -> list[str]:
    worst: dict[frozenset[str], Overlap] = {}
    for overlap in overlaps(rig, posed.clothed, posed.normals, posed.place):
        pair = frozenset((overlap.part, overlap.other))
        if overlap.excess > 0 and (pair not in worst or overlap.excess > worst[pair].excess):
            worst[pair] = overlap
    return [f"{o.part} {1000 * o.worst:.0f} mm inside {o.other}" for o in worst.values()]


def in_supports(rig: Rig, posed: PosedSkin, obstacles: Mapping[str, Obstacle]) -> list[str]:
    out = []
    for name, obstacle in obstacles.items():
        out += _too_deep(rig, name, np.arange(len(posed.clothed)), obstacle.depth(posed.clothed), 0.0)
    return out


def in_prop(rig: Rig, posed: PosedSkin, name: str, give: Give, meshes: Sequence[PropMesh]) -> list[str]:
    """Skin inside the meshes of one prop. In things that are bent, thinner than flesh is soft or wholly inside
    the body, depth is measured from the thing: how far its points lie inside skin."""
    rows, depths = [np.empty(0, np.int64)], [np.empty(0)]
    skin, tree = _skin(rig, posed)
    low, high = skin.points.min(axis=0), skin.points.max(axis=0)
    names, part = parts(rig)
    for piece in meshes:
        solid, reached = Solid.of(piece.mesh), np.arange(len(names))
        if solid is not None:
            depth = solid.depth(posed.clothed)
            deepest = float(depth.max())
            if give.share:
                depth = np.where(depth > give.share * solid.thickness, depth, 0)
            rows.append(np.nonzero(depth > 0)[0])
            depths.append(depth[rows[-1]])
            through = part[depth > _THROUGH * solid.thickness] if solid.thickness < _THIN else part[:0]
            if give.share or (deepest > 0 and not len(through) and solid.thickness >= _ROD):
                continue
            if len(through):
                reached = np.unique(through)
        points = points_of(piece.mesh)
        points = points[((points > low) & (points < high)).all(axis=1)]
        _, i, depth = below(tree, skin.points, skin.normals, points)
        own = np.isin(skin.part[i], reached)
        rows.append(skin.vertex[i[own]])
        depths.append(depth[own])
    row, depth = np.concatenate(rows), np.concatenate(depths)
    return _named(rig, name, row, depth) if give.share else _too_deep(rig, name, row, depth, give.metres)


@lru_cache(maxsize=1)
def _skin(rig: Rig, posed: PosedSkin) -> tuple[Surface, cKDTree]:
    skin = surface(rig, posed.clothed, posed.normals)
    return skin, cKDTree(skin.points)


@dataclass(frozen=True, eq=False)
class Solid:
    """A convex mesh as the planes of its faces: outward normals and offsets."""

    planes: Floats
    thickness: float

    @classmethod
    def of(cls, mesh: Mesh) -> Solid | None:
        """None where the mesh is not convex: bent, a strip, a sheet."""
        try:
            hull = ConvexHull(mesh.vertices)
        except QhullError:
            return None
        # From its middle: an open strip has a third less than its hull wherever it lies.
        a, b, c = (mesh.vertices[mesh.faces[:, k]] - mesh.vertices.mean(axis=0) for k in range(3))
        if float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6 < _CONVEX * hull.volume:
            return None
        planes = np.unique(hull.equations.round(9), axis=0)
        middle = mesh.vertices[hull.vertices].mean(axis=0)
        return cls(planes, -2 * float((planes[:, :3] @ middle + planes[:, 3]).max()))

    def depth(self, points: Floats) -> Floats:
        """Metres below the surface, 0 outside."""
        depth = np.full(len(points), np.inf)
        rows = np.arange(len(points))
        for start in range(0, len(self.planes), 64):
            planes = self.planes[start : start + 64]
            below_all = -(points[rows] @ planes[:, :3].T + planes[:, 3]).max(axis=1)
            depth[rows] = np.minimum(depth[rows], below_all)
            rows = rows[depth[rows] > 0]
        return np.asarray(np.maximum(depth, 0))


def points_of(mesh: Mesh) -> Floats:
    """Points all over a mesh, at most ``_SPACING`` apart."""
    corners = mesh.vertices[mesh.faces]
    edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1)
    counts = np.ceil(edges / _SPACING).astype(int)
    out = []
    for n in np.unique(counts):
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
        keep = i + j <= n
        share = np.stack([i[keep], j[keep], n - i[keep] - j[keep]], axis=1) / max(n, 1)
        out.append((share @ corners[counts == n]).reshape(-1, 3))
    return np.concatenate(out)


def _too_deep(rig: Rig, thing: str, rows: Ints, depth: Floats, give: float) -> list[str]:
    """Skin (vertices ``rows``) that is deeper in a thing than the tissue and the thing give way."""
    allowed = np.array([softness(name) for name in rig.segments]) + TOLERATED + give
    deep = depth > allowed[rig.segment_of[rows]]
    return _named(rig, thing, rows[deep], depth[deep])


def _named(rig: Rig, thing: str, rows: Ints, depth: Floats) -> list[str]:
    """One line for each part of the body in a thing, with the greatest depth."""
    names, part = parts(rig)
    return [
        f"{names[k]} {1000 * float(depth[part[rows] == k].max()):.0f} mm inside {thing}"
        for k in np.unique(part[rows])
    ]
