"""The parts of one view as layers: mesh, kind, and for muscles where fibres run and where they end in tendon.

Nothing is projected or drawn here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from illustration.anatomy import fields
from illustration.anatomy.atlas import BONE_ROUNDS, MUSCLE_ROUNDS, Atlas, expand
from illustration.anatomy.parts import Band, Context, Muscle, Zone
from illustration.geometry import mesh as meshes
from illustration.geometry.mesh import Floats, Mesh
from illustration.sources import SourceError

CROSS_BAND = 0.0045  # metres: half the height of a line of tendon across a muscle
ZIGZAG = (0.005, 0.027)  # metres: how far it swings up and down, and how often
SLIM_REACH = 0.006  # metres: of a tendon round a vertex, to find its middle

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Layer:
    """One part in the scene; `kind` is bone, far, neighbour, muscle, tendon or nerve; fields are None but for
    muscles and tendons.

    `along` rises along the fibres; `course` (n, 3), where a view states it, is their direction instead.
    """

    name: str
    kind: str
    mesh: Mesh
    along: Floats | None = None
    tendon: Floats | None = None
    pennate: float = 0.0
    course: Floats | None = None
    sharp: bool = False  # the course changes at a line, and must not be blurred across it


def _inside(points: Floats, box: Iterable[tuple[float, float] | None]) -> Mask:
    keep = np.ones(len(points), bool)
    for axis, limits in enumerate(box):
        if limits is not None:
            keep &= (points[:, axis] >= limits[0]) & (points[:, axis] <= limits[1])
    return keep


def _select(zone: Zone, mesh: Mesh, atlas: Atlas) -> Mask:
    v = mesh.vertices
    found = _inside(v, zone.box)
    if zone.near:
        bones = [atlas.part(p, BONE_ROUNDS).vertices for name in zone.near for p in expand(name)]
        found &= fields.near(v, bones, zone.within)
    if zone.lowest:
        found &= v[:, 1] < v[:, 1].min() + zone.lowest
    if zone.highest:
        found &= v[:, 1] > v[:, 1].max() - zone.highest
    if zone.area:
        found &= fields.in_polygon(v[:, :2], np.array(zone.area))
    if zone.away_from:
        found &= np.linalg.norm(v - np.array(zone.away_from), axis=1) > zone.away
    if not found.any():
        raise SourceError(zone.where, "no point of the muscle lies in this zone", "widen `within` or the box")
    return np.asarray(found)


def muscle_layer(muscle: Muscle, atlas: Atlas) -> Layer:
    """A muscle or the piece of it that the view keeps. Raises AtlasError, and SourceError for an empty zone."""
    mesh = meshes.join([atlas.part(p, MUSCLE_ROUNDS) for p in expand(muscle.part)])
    if any(muscle.move):
        mesh = mesh.moved(mesh.vertices + np.array(muscle.move))
    origin, insertion = _select(muscle.origin, mesh, atlas), _select(muscle.insertion, mesh, atlas)
    course = fields.guided(mesh, np.array(muscle.fibres)) if muscle.fibres else None
    if muscle.feather is not None:
        course = fields.feathered(mesh, np.array(muscle.feather[0]), muscle.feather[1])
    try:
        along = (
            np.zeros(len(mesh.vertices))
            if course is not None
            else fields.fibre_field(mesh, origin, insertion, muscle.fan, muscle.degree)
        )
    except fields.FieldError as error:
        hint = "name different bones, lower `within`, or state the course with `fibres`"
        raise SourceError(muscle.origin.where, str(error), hint) from None
    tendon = fields.tendon_field(mesh, origin, insertion, *muscle.tendon)
    for height in muscle.cross_bands:
        swing = ZIGZAG[0] * (2 / np.pi) * np.arcsin(np.sin(2 * np.pi * mesh.vertices[:, 0] / ZIGZAG[1]))
        tendon = np.maximum(tendon, CROSS_BAND - np.abs(mesh.vertices[:, 1] - height - swing))
    if muscle.slim != 1.0:
        mesh = mesh.moved(fields.slimmed(mesh, tendon > 0, muscle.slim, SLIM_REACH))
    if muscle.clip is not None:
        used = _select(muscle.clip, mesh, atlas)
        keep: Mask = np.asarray(used[mesh.faces].all(axis=1))
        kept = np.unique(mesh.faces[keep])
        mesh, along, tendon = meshes.keep_faces(mesh, keep), along[kept], tendon[kept]
        course = None if course is None else course[kept]
    return Layer(
        muscle.name or muscle.part,
        "muscle",
        mesh,
        along,
        tendon,
        muscle.pennate,
        course,
        muscle.feather is not None,
    )


def band_layer(band: Band) -> Layer:
    """A lofted band, nerve or bundle of muscle."""
    mesh, along = fields.loft(np.array(band.rows))
    if band.kind == "nerve":
        return Layer(band.name, "nerve", mesh)
    if band.kind == "muscle":
        return Layer(band.name, "muscle", mesh, along, np.full(len(along), fields.NO_TENDON))
    return Layer(band.name, "tendon", mesh, along, np.ones(len(along)))


def context_layers(item: Context, kind: str, atlas: Atlas) -> list[Layer]:
    """A bone, neighbour or overlying muscle, one layer for each part behind its name. Raises AtlasError."""
    rounds = BONE_ROUNDS if kind in ("bone", "far") else MUSCLE_ROUNDS
    out = []
    for name in expand(item.part):
        mesh = atlas.part(name, rounds)
        if any(item.box):
            mesh = meshes.keep_faces(mesh, _inside(mesh.vertices[mesh.faces].mean(axis=1), item.box))
        out.append(Layer(name, kind, mesh))
    return out
