"""The joints of the atlas and of the charts' body, and the axes of the limbs between them.

Both bodies get the same eight segments, each with an axis from joint to joint and two directions across it, so that
a place on one can be named on the other. It moves nothing and draws nothing. Metres, right side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from illustration.anatomy.atlas import Atlas
from illustration.charts.mannequin import Mannequin
from illustration.geometry.mesh import Floats, cross
from illustration.people.body import SKIN_COUNT

SEGMENTS = ("trunk", "thigh", "lower_leg", "foot", "upper_arm", "forearm", "hand", "head")
ARM = ("upper_arm", "forearm", "hand")
Joints = Mapping[str, Floats]  # joint centres, and two directions: elbow_across, palm_across
_FRONT = np.array([0.0, 0.0, 1.0])
_UP = np.array([0.0, 1.0, 0.0])


def unit(v: Floats) -> Floats:
    """The direction of a vector (3,)."""
    return np.asarray(v / np.linalg.norm(v))


def sphere(points: Floats) -> tuple[Floats, float]:
    """Centre (3,) and radius of the sphere nearest to points (n, 3), by least squares."""
    a = np.c_[2 * points, np.ones(len(points))]
    s = np.linalg.lstsq(a, (points**2).sum(axis=1), rcond=None)[0]
    return np.asarray(s[:3]), float(np.sqrt(s[3] + s[:3] @ s[:3]))


def ball_of_hip(atlas: Atlas) -> tuple[Floats, float]:
    """Centre and radius of the head of the right femur."""
    v = atlas.part("femur_r", 0).vertices
    return sphere(v[(v[:, 0] > -0.085) & (v[:, 1] > 0.845)])


@dataclass(frozen=True)
class Frame:
    """An axis with the direction of angle 0 (`outer`) and of angle 90 (`front`); `length` in metres."""

    start: Floats
    along: Floats
    outer: Floats
    front: Floats
    length: float

    @classmethod
    def of(cls, start: Floats, end: Floats, front: Floats) -> Frame:
        """The axis from `start` to `end`; `front` need not be square to it."""
        along = unit(end - start)
        front = unit(front - along * (front @ along))
        return cls(start, along, cross(front, along), front, float(np.linalg.norm(end - start)))

    def into(self, points: Floats) -> Floats:
        """Points (n, 3) as (share of the way along, metres to the outer side, metres to the front)."""
        v = points - self.start
        return np.stack([v @ self.along / self.length, v @ self.outer, v @ self.front], axis=1)

    def out(self, local: Floats) -> Floats:
        """The inverse of `into`."""
        t, u, w = local.T
        return np.asarray(
            self.start
            + np.outer(t * self.length, self.along)
            + np.outer(u, self.outer)
            + np.outer(w, self.front)
        )


def frame(segment: str, joints: Joints) -> Frame:
    """The axis of one of `SEGMENTS`."""
    j = joints
    match segment:
        case "trunk":
            depth = (j["hip"][2] + j["neck"][2]) / 2
            ends = [np.array([0.0, j[name][1], depth]) for name in ("hip", "neck")]
            return Frame.of(ends[0], ends[1], _FRONT)
        case "thigh":
            return Frame.of(j["hip"], j["knee"], _FRONT)
        case "lower_leg":
            return Frame.of(j["knee"], j["ankle"], _FRONT)
        case "foot":
            return Frame.of(j["heel"], j["toe"], _UP)
        case "head":
            return Frame.of(j["skull_base"], j["crown"], _FRONT)
    first, last, across = {
        "upper_arm": ("shoulder", "elbow", "elbow_across"),
        "forearm": ("elbow", "wrist", "palm_across"),
        "hand": ("wrist", "finger", "palm_across"),
    }[segment]
    return Frame.of(j[first], j[last], cross(j[last] - j[first], j[across]))


def atlas_joints(atlas: Atlas) -> Joints:
    """Joint centres of the atlas, measured on its bones: spheres in the heads of femur and humerus, the middles of
    condyles and carpal bones, vertebrae.
    """

    def v(name: str) -> Floats:
        return atlas.part(name, 0).vertices

    def middle(points: Floats) -> Floats:
        return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2)

    condyles = v("femur_r")[v("femur_r")[:, 1] < 0.48]
    talus, heel = v("talus_r"), v("calcaneus_r")
    toe, level = v("distal_phalanx_of_second_finger_of_foot_r"), v("second_metatarsal_bone_r")[:, 1].mean()
    humerus = v("humerus_r")
    low = humerus[humerus[:, 1] < 1.125]
    inner, outer = low[low[:, 0].argmax()], low[low[:, 0].argmin()]
    skull = np.concatenate([v("parietal_bone_right"), v("frontal_bone")])
    knee = middle(condyles)
    knee[1] = condyles[:, 1].min() + 0.025
    c1 = v("atlas_c1").mean(axis=0)
    back = heel[heel[:, 2] < heel[:, 2].min() + 0.02]
    return {
        "hip": ball_of_hip(atlas)[0],
        "knee": knee,
        "ankle": np.array([talus[:, 0].mean(), talus[:, 1].max() - 0.005, talus[:, 2].mean()]),
        "heel": np.array([back[:, 0].mean(), level, heel[:, 2].min() - 0.005]),
        "toe": np.array([toe[:, 0].mean(), level - 0.015, toe[:, 2].max() + 0.005]),
        "neck": v("cervical_vertebrae_c7").mean(axis=0) * [0, 1, 1],
        "shoulder": sphere(humerus[(humerus[:, 1] > 1.365) & (humerus[:, 0] > -0.185)])[0],
        "elbow": (inner + outer) / 2,
        "elbow_across": unit(outer - inner),
        "wrist": np.concatenate([v("lunate_bone_r"), v("scaphoid_r")]).mean(axis=0),
        "finger": v("distal_phalanx_of_3d_finger_r").mean(axis=0),
        "palm_across": unit(
            v("2nd_metacarpal_bone_r").mean(axis=0) - v("5th_metacarpal_bone_r").mean(axis=0)
        ),
        "skull_base": c1 * [0, 1, 1],
        "crown": np.array([0.0, skull[:, 1].max(), c1[2]]),
    }


def body_joints(model: Mannequin) -> Joints:
    """The same of the charts' body at rest: the joints of its rig, heel, toe and crown by its skin."""
    skeleton, limbs = model.body.skeleton, model.limbs
    j = skeleton.head
    hinge = unit(cross(j("lowerarm01.R") - j("upperarm01.R"), j("wrist.R") - j("lowerarm01.R")))
    return {
        "hip": j("upperleg01.R"),
        "knee": j("lowerleg01.R"),
        "ankle": j("foot.R"),
        "heel": limbs.foot.start,
        "toe": limbs.foot.end,
        "neck": j("neck01"),
        "shoulder": j("upperarm01.R"),
        "elbow": j("lowerarm01.R"),
        "elbow_across": hinge if hinge[0] < 0 else -hinge,
        "wrist": j("wrist.R"),
        "finger": np.asarray(skeleton.tails[skeleton.index("finger3-3.R")]),
        "palm_across": unit(j("finger2-1.R") - j("finger5-1.R")),
        "skull_base": j("head"),
        "crown": np.array([0.0, model.body.vertices[:SKIN_COUNT, 1].max(), j("head")[2]]),
    }
