"""The neutral body of the charts: half woman, half man, unclothed and plain, in the chart's stances.

It renders nothing. Metres, in the frame of ``views``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial.transform import Rotation

from illustration.charts.limbs import Limbs
from illustration.geometry.mesh import Floats, Ints, Mesh, compact, loop_subdivision, vertex_normals
from illustration.people.body import SKIN_COUNT, Body, Build, Skeleton, build_body

_HAIR_THICKNESS = 0.011
_HEEL = 0.02  # metres; the heel lies behind this
ARM_BONES = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")

# Turns of bones in degrees about the body's X, Y and Z axes, for the right side; the left mirrors them.
Stance = dict[str, tuple[float, float, float]]
_LEGS: Stance = {"upperleg01": (0, 0, 3.6), "foot": (0, 0, -3.6)}
STANCES: Mapping[str, Stance] = {
    "beside": _LEGS | {"upperarm01": (0, 0, 17), "lowerarm01": (14, 0, 8)},
    "forward": _LEGS | {"upperarm01": (-66, 0, 40), "lowerarm01": (0, 0, 12)},
    "none": _LEGS,
}


@dataclass(frozen=True, eq=False)
class Skin:
    """A posed surface with, per vertex, its place in the rest pose, its share of the arms and of the hair."""

    mesh: Mesh
    rest: Floats
    arm: Floats
    hair: Floats


@dataclass(frozen=True, eq=False)
class Mannequin:
    """The neutral body, its limb axes and the matrix that refines its surface once."""

    body: Body
    limbs: Limbs
    refine: sparse.csr_matrix
    faces: Ints

    def stand(self, stance: str) -> tuple[Floats, Floats]:
        """World rotations (bones, 3, 3) and joint positions (bones, 3) of one of ``STANCES``."""
        return _stand(self.body.skeleton, STANCES[stance])

    def posed(self, stance: str) -> Skin:
        """The surface in one of ``STANCES``."""
        turns, joints = self.stand(stance)
        posed = self.body.skinned(turns, joints)
        vertices = np.asarray(self.refine @ posed)
        bald = self.at_rest()
        mesh = Mesh(vertices, self.faces)
        grown = np.clip(bald.hair / 0.02, 0, 1)[:, None] * _HAIR_THICKNESS
        return Skin(mesh.moved(vertices + grown * vertex_normals(mesh)), bald.rest, bald.arm, bald.hair)

    def at_rest(self) -> Skin:
        """The surface as the body data have it, in which limb coordinates and the atlas are laid; without hair."""
        rest = np.asarray(self.refine @ self.body.vertices)
        arm = np.asarray(self.refine @ self.body.weight_of(*ARM_BONES))
        return Skin(Mesh(rest, self.faces), rest, arm, _hair(rest, self.body.skeleton.head("head")))


@lru_cache(maxsize=1)
def mannequin() -> Mannequin:
    """The one body of all charts. Raises Unavailable without the body data."""
    woman, man = build_body(Build("female")), build_body(Build("male"))
    skeleton = Skeleton(
        man.skeleton.names,
        man.skeleton.parents,
        (woman.skeleton.heads + man.skeleton.heads) / 2,
        (woman.skeleton.tails + man.skeleton.tails) / 2,
    )
    body = Body((woman.vertices + man.vertices) / 2, man.groups, skeleton, man.weights)
    faces = np.concatenate([body.faces, body.groups["helper-l-eye"], body.groups["helper-r-eye"]])
    matrix, fine = loop_subdivision(len(body.vertices), faces)
    return Mannequin(body, _limbs(body), matrix, fine)


def _limbs(body: Body) -> Limbs:
    joint = body.skeleton.head
    skin = body.vertices[:SKIN_COUNT]
    foot = skin[(skin[:, 0] < 0) & (skin[:, 1] < joint("foot.R")[1] - 0.02)]
    middle = joint("toe2-1.R")
    heel = np.array([foot[foot[:, 2] < _HEEL, 0].mean(), middle[1] + 0.006, foot[:, 2].min()])
    toe = np.array([middle[0], middle[1] - 0.010, foot[:, 2].max() - 0.004])
    depth = (joint("upperleg01.R")[2] + joint("neck01")[2]) / 2 + 0.03
    return Limbs.of_joints(
        {
            "hip": joint("upperleg01.R"),
            "knee": joint("lowerleg01.R"),
            "ankle": joint("foot.R"),
            "heel": heel,
            "toe": toe,
            "pelvis": np.array([0.0, joint("upperleg01.R")[1], depth]),
            "neck": np.array([0.0, joint("neck01")[1], depth]),
            "crown": np.array([0.0, skin[:, 1].max(), depth]),
            "shoulder": joint("upperarm01.R"),
            "elbow": joint("lowerarm01.R"),
            "wrist": joint("wrist.R"),
            "finger": body.skeleton.tails[body.skeleton.index("finger3-3.R")],
            "elbow_across": _hinge(joint),
            "palm_across": joint("finger2-1.R") - joint("finger5-1.R"),
        }
    )


def _hinge(joint: Callable[[str], Floats]) -> Floats:
    """The axis of the elbow, to the outer side."""
    upper, lower = joint("lowerarm01.R") - joint("upperarm01.R"), joint("wrist.R") - joint("lowerarm01.R")
    out = np.cross(upper, lower)
    return np.asarray(out if out[0] < 0 else -out)


def _hair(rest: Floats, head: Floats) -> Floats:
    """Metres above the hairline, which is high at the forehead and low at the nape; negative elsewhere."""
    crown = rest[:, 1].max()
    of_head = rest[rest[:, 1] > head[1]]
    back, front = of_head[:, 2].min(), of_head[:, 2].max()
    share = (rest[:, 2] - back) / (front - back)
    height = np.interp(
        share, [0, 0.25, 0.42, 0.5, 0.6, 0.72, 0.86, 1], [-0.1, -0.06, 0.12, 0.22, 0.4, 0.62, 0.8, 0.86]
    )
    line = head[1] + 0.02 + (crown - head[1]) * height
    return np.asarray(rest[:, 1] - line)


def _stand(skeleton: Skeleton, stance: Stance) -> tuple[Floats, Floats]:
    turns = np.zeros((len(skeleton.names), 3, 3))
    joints = np.zeros((len(skeleton.names), 3))
    for i, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        x, y, z = stance.get(name.split(".")[0], (0, 0, 0)) if "." in name else (0, 0, 0)
        sign = -1 if name.endswith(".L") else 1
        own = Rotation.from_euler("zyx", (sign * z, sign * y, x), degrees=True).as_matrix()
        if parent < 0:
            turns[i], joints[i] = own, skeleton.heads[i]
            continue
        joints[i] = joints[parent] + turns[parent] @ (skeleton.heads[i] - skeleton.heads[parent])
        turns[i] = turns[parent] @ own
    return turns, joints


def trimmed(skin: Skin, keep: NDArray[np.bool_]) -> Skin:
    """The part of the surface whose faces have all corners in ``keep`` (per vertex)."""
    faces = skin.mesh.faces[keep[skin.mesh.faces].all(axis=1)]
    used = np.unique(faces)
    return Skin(compact(Mesh(skin.mesh.vertices, faces)), skin.rest[used], skin.arm[used], skin.hair[used])
