"""The atlas laid into the body of the charts, joint by joint: points of one become points of the other.

A point keeps its share of the way along the axis of its segment. Across the axis it is moved and stretched, slice by
slice, so that the outermost parts of the atlas lie a little under the skin of the body. Round a joint the two
neighbours are blended. It draws nothing. Metres; the frame of the atlas, and the rest pose of the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

from illustration import segments
from illustration.anatomy.atlas import Atlas
from illustration.charts.mannequin import ARM_BONES, Mannequin, mannequin
from illustration.geometry.mesh import Floats
from illustration.people.body import SKIN_COUNT
from illustration.segments import ARM, SEGMENTS, Frame, Joints

_STEP = 0.02  # shares of an axis between two slices
_SOFT = 2.0  # slices: smoothing along the axis
_ROUNDS = 12  # of the inverse
_AROUND = 8  # places of the atlas that say which segments a point of the skin belongs to
_ASTRAY, _FAR_ASTRAY = 0.002, 0.025  # metres off the mark, and off what the nearest parts say
_STRETCH = (0.70, 1.30)
_FEW = 20  # points: a slice with fewer is filled in from its neighbours
_SAMPLE = 1500  # vertices of a part that stand for it
_HIGH_THIGH = 0.22  # share of the thigh; a slice higher up holds the pelvis too
_NEAR_ARM = 0.055  # metres from the arm's bones to the middle of a part of the arm

# Skin and fat over the outermost muscle, metres: outer, front, inner, back side. Fitted so that bones which can be felt
# (hip crest, shin, knuckles) come to lie just under the skin.
COVER = {
    "trunk": (0.016, 0.016, 0.016, 0.016),
    "thigh": (0.010, 0.010, 0.010, 0.010),
    "lower_leg": (0.005, 0.005, 0.007, 0.007),
    "foot": (0.004, 0.006, 0.004, 0.008),
    "upper_arm": (0.006, 0.006, 0.006, 0.006),
    "forearm": (0.004, 0.004, 0.004, 0.004),
    "hand": (0.003, 0.003, 0.003, 0.003),
    "head": (0.006, 0.012, 0.006, 0.008),
}
_OF_THE_TRUNK = (
    "clavicle", "clavicular_head_of_pec", "infraspin", "latissimus", "pectoralis", "scapula", "serratus",
    "sternocostal", "subscap", "supraspin", "teres",
)  # fmt: skip
_CHAIN = (("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "finger"))


@dataclass(frozen=True)
class Fit:
    """How slices of one segment of the atlas go onto those of the body: middle and stretch in two directions.

    ``knots``: shares of the way along in the atlas and in the body; the last three have two columns, one for each
    direction.
    """

    atlas: Frame
    body: Frame
    shares: Floats
    knots: tuple[Floats, Floats]
    centre_a: Floats
    centre_b: Floats
    stretch: Floats
    twist: float = (
        0.0  # radians by which the body's limb is turned more than the atlas's at its start; none at its end
    )

    def forward(self, points: Floats) -> Floats:
        """Points (n, 3) of the atlas in the body."""
        local = self.atlas.into(points)
        t = local[:, 0]
        out = np.empty_like(local)
        out[:, 0] = _line(t, *self.knots)
        for k in (0, 1):
            a, b, s = (
                np.interp(t, self.shares, rows[:, k]) for rows in (self.centre_a, self.centre_b, self.stretch)
            )
            out[:, k + 1] = b + s * (local[:, k + 1] - a)
        return self.body.out(_twisted(out, self.twist))


SHALLOW, DEEP = 0.03, 0.06  # metres under the skin: what a finger reaches, what it does not
_MIDDLE = 0.004  # metres past the mid-line that still count as the right half


class Registration:
    """The atlas in the rest pose of one body, and back; both sides."""

    def __init__(self, atlas: Atlas, model: Mannequin) -> None:
        self.atlas, self.model = atlas, model
        self.of_atlas, self.of_body = segments.atlas_joints(atlas), segments.body_joints(model)
        self._arm_cloud, self._rest_cloud = _clouds(atlas, self.of_atlas)
        self._skin = model.body.vertices[:SKIN_COUNT]
        self._skin_is_arm = model.body.weight_of(*ARM_BONES)[:SKIN_COUNT] > 0.5
        self.fits = {name: self._fit(name) for name in SEGMENTS}

    def onto_body(self, points: Floats) -> Floats:
        """Points (n, 3) of the atlas, of either side, in the rest pose of the body."""
        left = points[:, 0] > 0.0
        p = _to_right(points, left)
        out = np.zeros_like(p)
        for name, share in self._shares(p).items():
            use = share > 1e-6
            if use.any():
                out[use] += share[use, None] * self.fits[name].forward(p[use])
        return _to_right(out, left)

    def onto_atlas(self, points: Floats) -> Floats:
        """Points (n, 3) of the rest pose in the frame of the atlas: the inverse of `onto_body`, by iteration.

        Skin lies outside of all parts, and the way back is not always clear there (armpit, elbow, between the fingers):
        where it goes astray, the segments of the nearest parts alone decide.
        """
        tree, cloud = self._known
        left = points[:, 0] > 0.0
        wanted = _to_right(points, left)
        distance, nearest = tree.query(wanted, k=_AROUND)
        start = cloud[nearest[:, 0]]
        close = 1 / np.maximum(distance, 1e-4)
        close /= close.sum(axis=1, keepdims=True)
        flat = self._shares(cloud[nearest.ravel()])
        fixed = {name: (share.reshape(nearest.shape) * close).sum(axis=1) for name, share in flat.items()}
        out, plain = start, start
        for _ in range(_ROUNDS):
            off = wanted - self.onto_body(out)
            out = out + 0.9 * self._turned_back(off, out, self._shares(out))
            off = wanted - sum(share[:, None] * self.fits[n].forward(plain) for n, share in fixed.items())
            plain = plain + 0.9 * self._turned_back(off, plain, fixed)
        astray = np.linalg.norm(wanted - self.onto_body(out), axis=1) > _ASTRAY
        astray |= np.linalg.norm(out - plain, axis=1) > _FAR_ASTRAY
        return _to_right(np.where(astray[:, None], plain, out), left)

    def _turned_back(self, steps: Floats, places: Floats, shares: dict[str, Floats]) -> Floats:
        """Steps (n, 3) in the body as steps in the atlas, whose limbs hang otherwise; at places (n, 3) of the atlas."""
        out = np.zeros_like(steps)
        for name, share in shares.items():
            fit = self.fits[name]
            a, b = fit.atlas, fit.body
            local = steps @ np.stack([b.along, b.outer, b.front], axis=1)
            if fit.twist:
                turn = fit.twist * (1 - np.clip(a.into(places)[:, 0], 0, 1))
                local = _rotated(local, -turn)
            out += share[:, None] * (local @ np.stack([a.along, a.outer, a.front]))
        return out

    def posed(self, rest: Floats, stance: str) -> Floats:
        """Points (n, 3) inside the body at rest, in one of the stances of the charts: they follow the six nearest
        places of the skin.
        """
        body = self.model.body
        turns, joints = self.model.stand(stance)
        shift = joints - np.einsum("nij,nj->ni", turns, body.skeleton.heads)
        distance, near = self._skin_tree.query(rest, k=6)
        share = 1 / np.maximum(distance, 1e-4)
        share /= share.sum(axis=1, keepdims=True)
        weights = np.einsum("nk,nkb->nb", share, body.weights[near])
        used = np.flatnonzero(weights.max(axis=0) > 1e-3)
        weights /= weights[:, used].sum(axis=1, keepdims=True)
        out = np.zeros_like(rest)
        for bone in used:
            out += weights[:, bone : bone + 1] * (rest @ turns[bone].T + shift[bone])
        return out

    def on_skin(self, rest: Floats) -> Floats:
        """Points (n, 3) inside the body at rest, laid onto the skin over them: all the way down to ``SHALLOW`` metres
        under it, less and less down to ``DEEP``, where they stay.
        """
        left = rest[:, 0] > 0
        own = _to_right(rest, left)
        tree, skin = self._right_skin
        distance, near = tree.query(own, k=6)
        share = 1 / np.maximum(distance, 1e-4)
        share /= share.sum(axis=1, keepdims=True)
        over = np.einsum("nk,nkj->nj", share, skin[near])
        return _to_right(own + (over - own) * (1 - _ramp(distance[:, :1], SHALLOW, DEEP)), left)

    @cached_property
    def _right_skin(self) -> tuple[cKDTree, Floats]:
        """The skin of the right half: a muscle of one thigh never lies under the skin of the other."""
        skin = self._skin[self._skin[:, 0] < _MIDDLE]
        return cKDTree(skin), skin

    @cached_property
    def _known(self) -> tuple[cKDTree, Floats]:
        """Places of the atlas, found by where they lie in the body: the first guess of the inverse."""
        cloud = np.concatenate([self._rest_cloud, self._arm_cloud])
        return cKDTree(self.onto_body(cloud)), cloud

    @cached_property
    def _skin_tree(self) -> cKDTree:
        return cKDTree(self._skin)

    def _fit(self, name: str) -> Fit:
        a, b = segments.frame(name, self.of_atlas), segments.frame(name, self.of_body)
        cloud = self._arm_cloud if name in ARM else self._rest_cloud
        skin = self._skin[self._skin_is_arm == (name in ARM)]
        if name in ("thigh", "lower_leg", "foot"):
            cloud, skin = cloud[cloud[:, 0] < 0.0], skin[skin[:, 0] < 0.0]
        low, high = {"trunk": (-0.25, 1.1), "thigh": (_HIGH_THIGH, 1.0)}.get(name, (0.0, 1.0))
        shares = np.arange(low, high + 1e-6, _STEP)
        twist = _twist(a, b, self.of_atlas, self.of_body) if name == "forearm" else 0.0
        of_atlas, of_skin = a.into(cloud), _twisted(b.into(skin), -twist)
        if name == "foot":  # without the leg above it
            of_atlas, of_skin = of_atlas[of_atlas[:, 2] < 0.03], of_skin[of_skin[:, 2] < 0.03]
        knots = (np.array([0.0, 1.0]), np.array([0.0, 1.0]))
        if name == "trunk":  # hip joint, shoulder joint and seventh neck vertebra keep their heights
            heights = [f.into(j["shoulder"][None])[0, 0] for f, j in ((a, self.of_atlas), (b, self.of_body))]
            knots = (np.array([0.0, heights[0], 1.0]), np.array([0.0, heights[1], 1.0]))
        reach, both = (0.03 if name == "trunk" else 0.025), name in ("trunk", "head")
        outer, front, inner, back = COVER[name]
        box_a = _boxes(of_atlas, shares, reach, both)
        box_b = _boxes(of_skin, _line(shares, *knots), reach, both) + np.array([inner, -outer, back, -front])
        size_a, size_b = (np.stack([e[:, 1] - e[:, 0], e[:, 3] - e[:, 2]], axis=1) for e in (box_a, box_b))
        centre_a, centre_b = (
            np.stack([(e[:, 0] + e[:, 1]) / 2, (e[:, 2] + e[:, 3]) / 2], axis=1) for e in (box_a, box_b)
        )
        return Fit(a, b, shares, knots, centre_a, centre_b, np.clip(size_b / size_a, *_STRETCH), twist)

    def _shares(self, p: Floats) -> dict[str, Floats]:
        """(n,) share of each segment for points of the atlas, right side and mid-line."""
        local = {name: fit.atlas.into(p) for name, fit in self.fits.items()}
        thigh = _ramp(local["thigh"][:, 0], -0.02, _HIGH_THIGH)
        leg = _ramp(local["lower_leg"][:, 0], -0.06, 0.06)
        foot = _ramp(local["lower_leg"][:, 0], 0.95, 1.03)
        head = _ramp(local["head"][:, 0], -0.35, 0.1)
        radius = np.hypot(local["upper_arm"][:, 1], local["upper_arm"][:, 2])
        arm = _ramp(local["upper_arm"][:, 0], -0.10, 0.28) * (1 - _ramp(radius, 0.060, 0.085))
        arm *= _ramp(-p[:, 0], 0.142, 0.172)
        # The hanging hand lies beside the hip: down there only what is close to its bones is arm.
        low = _ramp(self.of_atlas["elbow"][1] + 0.10 - p[:, 1], 0.0, 0.08)
        near = 1 - _ramp(_from_arm(p, self.of_atlas), 0.062, 0.095)
        arm = (1 - low) * arm + low * near * _ramp(-p[:, 0], 0.165, 0.185)
        fore, hand = _ramp(local["forearm"][:, 0], -0.08, 0.08), _ramp(local["hand"][:, 0], -0.15, 0.10)
        body = 1 - arm
        return {
            "trunk": body * (1 - thigh) * (1 - head),
            "head": body * (1 - thigh) * head,
            "thigh": body * thigh * (1 - leg),
            "lower_leg": body * thigh * leg * (1 - foot),
            "foot": body * thigh * leg * foot,
            "upper_arm": arm * (1 - fore),
            "forearm": arm * fore * (1 - hand),
            "hand": arm * fore * hand,
        }


@lru_cache(maxsize=1)
def registration(folder: Path) -> Registration:
    """The atlas of a folder in the one body of the charts: about four seconds, once a run.

    Raises AtlasError without the atlas and Unavailable without the body.
    """
    return Registration(Atlas(folder), mannequin())


def _twist(a: Frame, b: Frame, of_atlas: Joints, of_body: Joints) -> float:
    """Radians between the hinges of the elbows, seen along the two forearms: the palm of the atlas looks to the front,
    that of the body half inward.
    """
    angles = [
        float(np.arctan2(joints["elbow_across"] @ frame.front, joints["elbow_across"] @ frame.outer))
        for frame, joints in ((a, of_atlas), (b, of_body))
    ]
    return float((angles[1] - angles[0] + np.pi) % (2 * np.pi) - np.pi)


def _twisted(local: Floats, twist: float) -> Floats:
    """Local points (n, 3) turned about their axis: by ``twist`` at its start, not at its end."""
    return _rotated(local, twist * (1 - np.clip(local[:, 0], 0, 1)))


def _rotated(local: Floats, turn: Floats) -> Floats:
    """Local points or steps (n, 3) turned about their axis by angles (n,)."""
    cos, sin = np.cos(turn), np.sin(turn)
    t, u, w = local.T
    return np.stack([t, cos * u - sin * w, sin * u + cos * w], axis=1)


def _to_right(points: Floats, left: NDArray[np.bool_]) -> Floats:
    """Points with those of the left side mirrored to the right; and back."""
    return np.asarray(points * np.where(left[:, None], np.array([-1.0, 1.0, 1.0]), 1.0))


def _ramp(x: Floats, low: float, high: float) -> Floats:
    """0 up to ``low``, 1 from ``high``, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def _line(t: Floats, xs: Floats, ys: Floats) -> Floats:
    """Piecewise linear through the knots, going on straight at both ends."""
    out = np.interp(t, xs, ys)
    low, high = t < xs[0], t > xs[-1]
    out[low] = ys[0] + (t[low] - xs[0]) * (ys[1] - ys[0]) / (xs[1] - xs[0])
    out[high] = ys[-1] + (t[high] - xs[-1]) * (ys[-1] - ys[-2]) / (xs[-1] - xs[-2])
    return np.asarray(out)


def _boxes(local: Floats, shares: Floats, half: float, both: bool) -> Floats:
    """(n, 4): least and greatest of the two directions across, 1st to 99th percentile, per slice; ``both``: the same
    to both sides.
    """
    out = np.full((len(shares), 4), np.nan)
    for i, share in enumerate(shares):
        near = local[np.abs(local[:, 0] - share) < half]
        if len(near) <= _FEW:
            continue
        out[i] = *np.percentile(near[:, 1], (1, 99)), *np.percentile(near[:, 2], (1, 99))
        if both:
            most = np.abs(out[i, :2]).max()
            out[i, :2] = -most, most
    for k in range(4):
        good = ~np.isnan(out[:, k])
        out[:, k] = np.interp(shares, shares[good], out[good, k])
    return np.asarray(ndimage.gaussian_filter1d(out, _SOFT, axis=0, mode="nearest"))


def _clouds(atlas: Atlas, joints: Joints) -> tuple[Floats, Floats]:
    """Vertices (n, 3) of all parts of the arm, and of all others."""
    arm: list[Floats] = []
    rest: list[Floats] = []
    for name in atlas.names:
        if name == "x":  # debris
            continue
        v = atlas.part(name, 0).vertices
        of_hand = "finger" in name and "foot" not in name
        near = _from_arm(v.mean(axis=0)[None], joints, past=1.0)[0] < _NEAR_ARM
        is_arm = (near or of_hand) and not any(word in name for word in _OF_THE_TRUNK)
        (arm if is_arm else rest).append(v[:: max(len(v) // _SAMPLE, 1)])
    return np.concatenate(arm), np.concatenate(rest)


def _from_arm(p: Floats, joints: Joints, past: float = 1.3) -> Floats:
    """Metres (n,) from the line shoulder, elbow, wrist, finger, which goes on ``past`` its end."""
    best = np.full(len(p), np.inf)
    for first, last in _CHAIN:
        d = joints[last] - joints[first]
        t = np.clip((p - joints[first]) @ d / (d @ d), 0, past if last == "finger" else 1)
        best = np.minimum(best, np.linalg.norm(p - joints[first] - t[:, None] * d, axis=1))
    return best
