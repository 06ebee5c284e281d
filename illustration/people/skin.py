"""Contact on the deformed skin: the second stage of the solver.

Landmarks are moved onto the deformed, clothed skin; every intersection found between limbs or with an
obstacle becomes a push between two segments; then the pose is solved again. The best of a few rounds is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.spatial import cKDTree

from illustration.geometry.mesh import Floats, Ints, Mesh, vertex_normals
from illustration.people import hands
from illustration.people.body import SKIN_COUNT
from illustration.people.contacts import Contact, Support
from illustration.people.feet import bend_toes
from illustration.people.flesh import overlaps
from illustration.people.girdle import move_blades
from illustration.people.hands import Fingers
from illustration.people.landmarks import Landmark
from illustration.people.obstacles import Box, Obstacle, Plane
from illustration.people.rig import Frames, Rig
from illustration.people.solver import Problem, Push, anchor, run, softness

_MOVERS = {
    "hand": ("wrist", "finger", "metacarpal"),
    "forearm": ("lowerarm",),
    "foot": ("foot", "toe"),
    "shin": ("lowerleg",),
}
_ARM = ("wrist", "finger", "metacarpal", "lowerarm", "upperarm", "shoulder", "clavicle")
_LEG = ("foot", "toe", "lowerleg", "upperleg")
_SAME_LIMB = {"hand": _ARM, "forearm": _ARM, "foot": _LEG, "shin": _LEG}
_REACH = 0.06
GAP = 0.012  # metres a contact may miss


@dataclass(frozen=True, eq=False)
class PosedSkin:
    """Frames of one pose, all mesh vertices, and the clothed skin with its normals."""

    turn: Frames
    place: Frames
    vertices: Floats
    clothed: Floats
    normals: Floats

    def world(self, mark: Landmark) -> tuple[Floats, Floats]:
        """Position and outward normal of a landmark in the room."""
        turn = self.turn[mark.segment]
        return self.place[mark.segment] + turn @ mark.point, np.asarray(turn @ mark.normal)

    def local(self, segment: str, point: Floats) -> Floats:
        """A point of the room in the frame of a segment."""
        return np.asarray((point - self.place[segment]) @ self.turn[segment])


def pose_skin(rig: Rig, angles: Floats, base: Floats, fingers: Fingers, skin_only: bool = False) -> PosedSkin:
    """The body in one pose; ``skin_only``: without the helper vertices behind the skin that clothes need."""
    turn, place = rig.forward(angles, base)
    turn, place = {k: v[0] for k, v in turn.items()}, {k: v[0] for k, v in place.items()}
    rows = slice(SKIN_COUNT if skin_only else None)
    vertices = rig.body.skinned(*rig.skeleton_pose(turn, place, fingers), rows)
    vertices = move_blades(rig, np.ravel(angles), turn, place, vertices)
    skin = vertices[:SKIN_COUNT]
    normals = vertex_normals(Mesh(skin, rig.faces))
    return PosedSkin(turn, place, vertices, skin + normals * rig.outfit.thickness[:, None], normals)


@dataclass(frozen=True, eq=False)
class Clash:
    """Skin vertices of a moving part against the nearest vertices of the rest: signed distance, negative
    inside.
    """

    name: str
    mine: Ints
    other: Ints
    distance: Floats


@lru_cache(maxsize=8)
def groups(rig: Rig) -> list[tuple[str, Ints, Ints]]:
    """Moving parts with their vertices and the vertices they must keep out of."""
    out = []
    for side, d in (("right", "R"), ("left", "L")):
        for name, prefixes in _MOVERS.items():
            mine = rig.body.weight_of(*prefixes, side=d)[:SKIN_COUNT] > 0.7
            rest = rig.body.weight_of(*_SAME_LIMB[name], side=d)[:SKIN_COUNT] < 0.02
            out.append((f"{side} {name}", np.nonzero(mine)[0], np.nonzero(rest)[0]))
    return out


def clashes(rig: Rig, posed: PosedSkin) -> list[Clash]:
    out = []
    for name, mine, rest in groups(rig):
        places = posed.clothed[mine]
        low, high = places.min(axis=0) - _REACH, places.max(axis=0) + _REACH
        rest = rest[((posed.clothed[rest] >= low) & (posed.clothed[rest] <= high)).all(axis=1)]
        tree = cKDTree(posed.clothed[rest])
        distance, i = tree.query(places, distance_upper_bound=_REACH)
        hit = np.isfinite(distance)
        m, o = mine[hit], rest[i[hit]]
        signed = np.einsum("ij,ij->i", posed.clothed[m] - posed.clothed[o], posed.normals[o])
        # Where both skins face the same way the nearest vertex lies on the far side: not an intersection.
        opposed = np.einsum("ij,ij->i", posed.normals[m], posed.normals[o]) < 0.5
        out.append(Clash(name, m[opposed], o[opposed], signed[opposed]))
    return out


def refine(p: Problem, rounds: int = 7) -> PosedSkin:
    """Solve again with what the skin shows; leaves the best answer in ``p``. Returns the posed skin, hands
    open.

    First hands, forearms, feet, shins and the things in the room are kept apart. Where parts still lie too
    deep in each other, all parts are, in as many rounds again.
    """
    fingers = hands.open_hands(p.rig, p.hands) | bend_toes(p.rig, p.spec.toes)
    anchor(p)
    posed = _rounds(p, fingers, rounds, whole=False)
    if any(overlap.excess > 0 for overlap in overlaps(p.rig, posed.clothed, posed.normals, posed.place)):
        posed = _rounds(p, fingers, rounds, whole=True)
    return posed


def _rounds(p: Problem, fingers: Fingers, rounds: int, whole: bool) -> PosedSkin:
    best: tuple[float, Floats, list[Push]] | None = None
    for k in range(rounds + 1):
        posed = pose_skin(p.rig, p.angles, p.base, fingers, skin_only=True)
        p.contacts = [_reseat(p.rig, posed, c) for c in p.contacts]
        score, pushes = _pushes(p, posed)
        if whole:
            more = _apart(p.rig, posed)
            score, pushes = score + more[0], pushes + more[1]
        if best is not None and k > 2 and score > best[0] - 0.001:
            break
        if best is None or score < best[0]:
            best = (score, p.angles.copy(), p.pushes)
        if k < rounds:
            p.pushes = [*p.pushes, *pushes]  # earlier ones stay, or the pose swings between two bad places
            run(p, 1, 12)  # the skin itself stands for the capsules now
    assert best is not None
    _, p.angles, p.pushes = best
    return pose_skin(p.rig, p.angles, p.base, fingers)


def _apart(rig: Rig, posed: PosedSkin) -> tuple[float, list[Push]]:
    """How much deeper than they may parts lie in each other (metres, summed), and the pushes that would mend
    it."""
    score, pushes = 0.0, []
    for overlap in overlaps(rig, posed.clothed, posed.normals, posed.place):
        if overlap.excess <= 0:
            continue
        score += overlap.excess
        worst = np.argsort(overlap.tolerated - overlap.depth, kind="stable")
        for j in np.concatenate([worst[:8], worst[8 :: max(1, len(worst) // 12)]]):
            m, o = int(overlap.mine[j]), int(overlap.theirs[j])
            me, other = rig.segments[rig.segment_of[m]], rig.segments[rig.segment_of[o]]
            point, origin = posed.local(me, posed.clothed[m]), posed.local(other, posed.clothed[o])
            normal = posed.turn[other].T @ posed.normals[o]
            pushes.append(Push(me, point, other, origin, normal, overlap.tolerated[j] - _SPARE))
    return score, pushes


def _pushes(p: Problem, posed: PosedSkin) -> tuple[float, list[Push]]:
    """What is wrong in all (metres, summed) and the pushes that would mend it."""
    rig = p.rig
    score = sum(contact_error(posed, c) * c.spec.weight for c in p.contacts)
    pushes = []
    local = posed.local

    for clash in clashes(rig, posed):
        worst = np.argsort(clash.distance, kind="stable")
        worst = worst[clash.distance[worst] < 0.003]
        spread = worst[8 :: max(1, len(worst) // 12)]  # the deepest and a few of the others
        score += max(0.0, -float(clash.distance.min(initial=0)))
        for j in np.concatenate([worst[:8], spread]):
            m, o = int(clash.mine[j]), int(clash.other[j])
            me, other = rig.segments[rig.segment_of[m]], rig.segments[rig.segment_of[o]]
            normal = posed.turn[other].T @ posed.normals[o]
            pushes.append(
                Push(me, local(me, posed.clothed[m]), other, local(other, posed.clothed[o]), normal, 0.002)
            )
    for obstacle in p.obstacles.values():
        depth = obstacle.depth(posed.clothed)
        for number in np.unique(rig.segment_of[depth > HARD_ENOUGH]):
            name = rig.segments[number]
            rows = np.nonzero((rig.segment_of == number) & (depth > HARD_ENOUGH))[0]
            rows = rows[np.argsort(-depth[rows], kind="stable")[:6]]
            score += max(0.0, float(depth[rows].max()) - softness(name) - 0.002)
            out = obstacle.push(posed.clothed[rows])
            for row, normal in zip(rows, out, strict=True):
                surface = posed.clothed[row] + normal * depth[row]
                pushes.append(
                    Push(name, local(name, posed.clothed[row]), None, surface, normal, softness(name))
                )
    return float(score), pushes


HARD_ENOUGH = 0.004
_SPARE = 0.01  # metres that parts are pushed farther apart than they must be


def contact_error(posed: PosedSkin, c: Contact) -> float:
    """How far a contact misses, metres."""
    worst = 0.0
    for a in c.a:
        point, _ = posed.world(a)
        if isinstance(c.b, Landmark):
            other, normal = posed.world(c.b)
            worst = max(worst, float(np.linalg.norm(point - other - normal * c.gap)))
        else:
            worst = max(worst, abs(float((point - c.b.point) @ c.b.normal) - c.gap))
    return worst


def _reseat(rig: Rig, posed: PosedSkin, c: Contact) -> Contact:
    a = tuple(seat(rig, posed, mark) for mark in c.a)
    b: Landmark | Support = seat(rig, posed, c.b) if isinstance(c.b, Landmark) else c.b
    return c.reseated(a, b)


_FAMILIES = (("upperleg", "lowerleg"), ("foot",), ("wrist",), ("upperarm", "lowerarm"), ("head", "neck"))


def seat(rig: Rig, posed: PosedSkin, mark: Landmark) -> Landmark:
    """The landmark moved along its normal onto the deformed skin of its own body part."""
    point, normal = posed.world(mark)
    segment = mark.segment
    family = next((f for f in _FAMILIES if segment.startswith(f)), ("root", "spine", "upperleg"))
    own = [
        k
        for k, name in enumerate(rig.segments)
        if name.startswith(family) and (segment[-2] != "." or name[-2] != "." or name[-1] == segment[-1])
    ]
    offset = posed.clothed - point
    along = offset @ normal
    aside = np.linalg.norm(offset - along[:, None] * normal, axis=1)
    hit = (aside < 0.014) & (np.abs(along) < 0.05) & (posed.normals @ normal > 0.2)
    hit &= np.isin(rig.segment_of, own)
    if not hit.any():
        return mark
    moved = point + normal * np.clip(along[hit].max(), -0.03, 0.03)
    return replace(mark, point=(moved - posed.place[segment]) @ posed.turn[segment])


_NEAR = 0.07  # metres; skin this near a landmark counts as the same place


def miss(rig: Rig, posed: PosedSkin, c: Contact) -> float:
    """How far skin is from touching where a contact wants it, metres; at most the error of the landmark
    itself."""
    error = contact_error(posed, c)
    if error <= GAP or error > _NEAR:
        return error
    for a in c.a:
        point, _ = posed.world(a)
        near = np.linalg.norm(posed.clothed - point, axis=1) < _NEAR
        own = posed.clothed[near & (rig.segment_of == rig.segments.index(a.segment))]
        if not len(own):
            return error
        if isinstance(c.b, Landmark):
            other = np.isin(rig.segment_of, [rig.segments.index(c.b.segment)])
            target, _ = posed.world(c.b)
            other &= np.linalg.norm(posed.clothed - target, axis=1) < 0.1
            gap = float(cKDTree(posed.clothed[other]).query(own)[0].min()) - abs(c.gap)
        else:
            gap = float(((own - c.b.point) @ c.b.normal).min()) - c.gap
        error = min(error, max(gap, 0.0))
    return error


def flatten(points: Floats, obstacles: dict[str, Obstacle]) -> Floats:
    """Points pressed out of supports, as soft tissue spreads on what it rests on (depths up to 50 mm)."""
    out = points.copy()
    for obstacle in obstacles.values():
        if not isinstance(obstacle, Plane | Box):
            continue
        depth = obstacle.depth(out) + 0.001
        inside = (depth > 0) & (depth < 0.05)
        if isinstance(obstacle, Plane):
            inside = depth > 0
        out[inside] += obstacle.push(out[inside]) * depth[inside, None]
    return out
