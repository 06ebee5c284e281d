"""From contacts and asked-for angles to joint angles: damped least squares, clamped to the joint limits.

Residuals: distance of each contact, direction of palms and fingers, distance from the asked-for or
comfortable angles, and depth inside obstacles and other limbs. Derivatives are finite differences over one
batch of poses. Deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from illustration.geometry.mesh import Floats
from illustration.people.batch import Batch
from illustration.people.capsules import Pair, limb_pairs, samples
from illustration.people.contacts import Contact
from illustration.people.landmarks import Landmark
from illustration.people.limits import ANGLES, INDEX, LIMITS, ON_REQUEST, expand
from illustration.people.obstacles import Box, Obstacle
from illustration.people.rig import Frames, Rig, X, Y, Z
from illustration.people.spec import PoseSpec
from illustration.people.stances import ARM_POSES, STANCES

WORLD: Mapping[str, Floats] = {"front": Z, "back": -Z, "up": Y, "down": -Y, "left": X, "right": -X}
# How far soft tissue gives way on a support, metres.
SOFT = {
    "root": 0.022,
    "upperleg01": 0.018,
    "spine05": 0.014,
    "spine02": 0.018,
    "upperarm01": 0.018,
    "lowerleg01": 0.008,
    "lowerarm01": 0.006,
}
HARD = 0.004
_CONTACT_SCALE = 0.004  # metres that count as one unit of error
_DEPTH_SCALE = 0.006
_ASKED = 1 / 3  # per degree
_COMFORT = 1 / 15
_ARM = 1 / 12
_ANCHOR = {
    "root": 0.5,
    "trunk": 0.5,
    "neck": 0.5,
    "lower_neck": 0.5,
    "upper_neck": 0.5,
    "hip": 0.15,
    "knee": 0.15,
    "ankle": 0.1,
}


def softness(segment: str) -> float:
    return SOFT.get(segment.split(".")[0], HARD)


@dataclass(frozen=True, eq=False)
class Push:
    """Keep a skin point (segment, local) on the outer side of a face: of another segment, or of the world
    (None).
    """

    segment: str
    point: Floats
    other: str | None
    origin: Floats
    normal: Floats
    slack: float


@dataclass(eq=False)
class Problem:
    """A pose to be solved. ``angles`` is the current answer (n,), degrees and, for the root, metres."""

    rig: Rig
    spec: PoseSpec
    contacts: list[Contact]
    obstacles: dict[str, Obstacle]
    hands: dict[str, str]
    base: Floats
    mean: Floats
    low: Floats
    high: Floats
    weight: Floats
    samples: dict[str, Floats]
    pairs: list[Pair]
    angles: Floats
    pushes: list[Push] = field(default_factory=list)


def make_problem(
    rig: Rig, spec: PoseSpec, contacts: Sequence[Contact], obstacles: Mapping[str, Obstacle]
) -> Problem:
    """Targets, limits and weights for one pose."""
    n = len(ANGLES)
    stance = STANCES[spec.base]
    mean, weight = np.zeros(n), np.zeros(n)
    low, high = np.full(n, -1e9), np.full(n, 1e9)
    mean[INDEX["root.y"]] = stance.height
    weight[:6] = 2.0, 1e-3, 2.0, 1 / 3, 1 / 1.5, 1 / 3
    for name, limit in LIMITS.items():
        for angle in expand(name):
            i = INDEX[angle]
            low[i], high[i], weight[i] = limit.minimum, limit.maximum, limit.stiffness / 35
            mean[i] = np.clip(0, limit.minimum, limit.maximum)
            if name in ON_REQUEST and angle not in spec.angles:
                low[i] = high[i] = 0.0
    for name, value in stance.angles.items():
        for angle in expand(name):
            mean[INDEX[angle]] = value
            weight[INDEX[angle]] = max(weight[INDEX[angle]], _COMFORT)
    for side, arm in spec.arms.items():
        for name, value in ARM_POSES[arm][0].items():
            i = INDEX[f"{side}_{name}"]
            mean[i], weight[i] = value, max(weight[i], _ARM)
    for angle, (value, _) in spec.angles.items():
        mean[INDEX[angle]] = value
        weight[INDEX[angle]] = 0.5 if angle.startswith("root") else _ASKED
    hands = {"right": "relaxed", "left": "relaxed"}
    gripping = set()
    for contact in contacts:
        if contact.by_hand:
            hands[contact.side] = "grip" if contact.spec.how == "grip" else "flat"
            if isinstance(contact.b, Landmark):
                gripping.add(contact.side[0].upper())
    hands |= spec.hands
    return Problem(
        rig,
        spec,
        list(contacts),
        dict(obstacles),
        hands,
        stance.base,
        mean,
        low,
        high,
        weight,
        samples(rig, hands),
        limb_pairs(rig, gripping),
        np.clip(mean, low, high),
    )


def _at(landmark: Landmark, turn: Frames, place: Frames) -> Floats:
    return np.asarray(place[landmark.segment] + turn[landmark.segment] @ landmark.point)


def _contact_residuals(p: Problem, c: Contact, turn: Frames, place: Frames) -> list[Floats]:
    scale = c.spec.weight / _CONTACT_SCALE
    out = []
    for a in c.a:
        point, normal = _at(a, turn, place), turn[a.segment] @ a.normal
        if isinstance(c.b, Landmark):
            facing = turn[c.b.segment] @ c.b.normal
            error = point - _at(c.b, turn, place) - facing * c.gap
        else:
            facing = np.broadcast_to(c.b.normal, point.shape)
            error = ((point - c.b.point) @ c.b.normal - c.gap)[:, None]
            if isinstance(c.b, Box):
                beyond = np.maximum(np.abs(point - c.b.centre) - c.b.half + 0.03, 0)
                error = np.concatenate([error, 0.5 * beyond[:, np.abs(c.b.normal) < 0.5]], axis=1)
        out.append(error * scale)
        firm = c.spec.how in ("grip", "flat on")
        if firm:
            out.append((normal + facing) / (0.2 if c.spec.how == "grip" else 0.12))
        elif isinstance(c.b, Landmark):
            out.append((normal + facing) / (0.5 if c.by_hand and c.spec.how == "on" else 1.5))
        if c.by_hand and (firm or c.spec.fingers in WORLD):
            fingers = turn[a.segment] @ p.rig.palm[a.segment[-1]][2]
            if c.spec.fingers in WORLD:
                out.append((fingers - WORLD[c.spec.fingers]) / 0.35)
            elif isinstance(c.b, Landmark) and c.spec.fingers not in ("along", "any"):
                out.append(np.einsum("bi,bi->b", fingers, turn[c.b.segment] @ Y)[:, None] / 0.25)
    return out


@dataclass(frozen=True, eq=False)
class _Together:
    """All pushes of one pair of segments as arrays: ``points``, ``origins``, ``normals`` (k, 3), ``slack`` (k,)."""

    segment: str
    other: str | None
    points: Floats
    origins: Floats
    normals: Floats
    slack: Floats


@lru_cache(maxsize=1)
def _together(pushes: tuple[Push, ...]) -> tuple[_Together, ...]:
    found: dict[tuple[str, str | None], list[Push]] = {}
    for push in pushes:
        found.setdefault((push.segment, push.other), []).append(push)
    return tuple(
        _Together(
            *pair,
            np.array([push.point for push in members]),
            np.array([push.origin for push in members]),
            np.array([push.normal for push in members]),
            np.array([push.slack for push in members]),
        )
        for pair, members in found.items()
    )


def _push_residuals(pushes: Sequence[Push], batch: Batch) -> list[Floats]:
    """(b, k) for each pair of segments that push each other."""
    out = []
    for t in _together(tuple(pushes)):
        rows = batch.rows(t.segment, t.other or t.segment)
        world = batch.points(t.segment, t.points, rows)
        if t.other is None:
            depth = np.einsum("bki,ki->bk", world - t.origins, t.normals)
        else:
            normals = np.einsum("bij,kj->bki", batch.turn[t.other][rows], t.normals)
            depth = np.einsum("bki,bki->bk", world - batch.points(t.other, t.origins, rows), normals)
        out.append(batch.spread(np.maximum(-depth - t.slack, 0) / _DEPTH_SCALE, rows))
    return out


def residuals(p: Problem, angles: Floats, solid: int) -> Floats:
    """(b, m) residuals for angles (b, n); ``solid`` 1 adds obstacles, 2 obstacles and limbs."""
    angles = np.atleast_2d(angles)
    turn, place = p.rig.forward(angles, p.base)
    batch = Batch(turn, place)
    out = [(angles - p.mean) * p.weight]
    for contact in p.contacts:
        out += _contact_residuals(p, contact, turn, place)
    out += _push_residuals(p.pushes, batch)
    if not solid:
        return np.concatenate(out, axis=1)
    for segment, local in p.samples.items():
        cloud, rows = batch.add_cloud(segment, local)
        near = np.abs(cloud[0].mean(axis=0)).max() < 3
        for name, obstacle in p.obstacles.items():
            if name == "floor" or near:
                depth = np.maximum(obstacle.depth(cloud) - softness(segment), 0) / _DEPTH_SCALE
                out.append(batch.spread(depth, rows))
    for pair in p.pairs if solid > 1 else ():
        ends = pair.capsule.a[0], pair.capsule.b[0]
        rows = batch.rows(pair.cloud, *ends)
        depth = pair.depth(batch.cloud(pair.cloud, rows), *batch.frames(rows, *ends))
        out.append(batch.spread(np.maximum(depth - pair.slack, 0) / _DEPTH_SCALE, rows))
    return np.concatenate(out, axis=1)


def run(p: Problem, solid: int, rounds: int) -> Floats:
    """Improve ``p.angles`` in place by Levenberg-Marquardt steps inside the limits; returns them."""
    angles = p.angles
    free = np.nonzero(p.high > p.low)[0]
    low, high = p.low[free], p.high[free]
    scale = np.where(free < 3, 0.02, 2.0)
    step = scale * 0.02
    damping, cost = 1e-2, _square(residuals(p, angles, solid)[0])
    nudges = np.zeros((len(free) + 1, len(angles)))
    nudges[np.arange(len(free)) + 1, free] = step
    for _ in range(rounds):
        every = residuals(p, angles + nudges, solid)
        jacobian = (every[1:] - every[0]) / step[:, None] * scale[:, None]
        hessian, gradient, before = jacobian @ jacobian.T, jacobian @ every[0], cost
        for _ in range(6):
            now = angles[free]
            blocked = ((now <= low) & (gradient > 0)) | ((now >= high) & (gradient < 0))
            i = np.nonzero(~blocked)[0]
            h = hessian[np.ix_(i, i)]
            move = np.zeros(len(free))
            move[i] = -np.linalg.solve(h + damping * np.diag(np.diag(h) + 1e-3), gradient[i])
            candidate = angles.copy()
            candidate[free] = np.clip(now + np.clip(move, -8, 8) * scale, low, high)
            new_cost = _square(residuals(p, candidate, solid)[0])
            if new_cost < cost:
                angles, cost, damping = candidate, new_cost, max(damping * 0.4, 1e-5)
                break
            damping *= 5
        if before - cost < 1e-4 * before:
            break
    p.angles = angles
    return angles


def _square(r: Floats) -> float:
    return float(r @ r)


def anchor(p: Problem) -> None:
    """From now on hold trunk, head, pelvis and legs where they are, so that a hand does not twist the
    body."""
    for i, name in enumerate(ANGLES):
        joint = name.removeprefix("right_").removeprefix("left_").split(".")[0]
        hold = _ANCHOR.get(joint, 0.0) if i >= 3 else 0.0
        if hold > p.weight[i]:
            p.mean[i], p.weight[i] = p.angles[i], hold


def solve(p: Problem) -> Floats:
    """Contacts first, then obstacles and limbs too."""
    run(p, 0, 25)
    return run(p, 2, 40)
