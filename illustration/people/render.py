"""A posed person with props, seen by a camera: the buffers that line work is traced from. It traces nothing.

Orthographic. View space: x right, y up, z towards the viewer, metres. Pixels: see ``geometry.raster``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.geometry.mesh import Floats, Ints, Mesh, vertex_normals
from illustration.geometry.raster import FAR, Buffers, absorb_islands, empty, opened, rasterise
from illustration.people import shapes
from illustration.people.clothes import (
    DIGIT,
    FINGERS,
    HAIR,
    LIMBS,
    PARTS,
    SHIRT,
    SHOE,
    SHORTS,
    SKIN,
    SOLE,
    SOLE_HEIGHT,
    Layer,
    smoothstep,
)
from illustration.people.felt import field
from illustration.people.rig import X, Y, rotation
from illustration.people.room import Posed
from illustration.people.skin import flatten

FIRST_PROP = 10  # part numbers from here are props, one for each mesh
_FIELD = 3
_REST_Y, _REST_Z, LIMB = 4, 5, 6
_OPEN = _REST_Y  # of a prop: metres above the place from which it has no outline
_HIGH = 100.0  # metres
_DIGIT = LIMB + LIMBS
FELT = _DIGIT + DIGIT  # metres inside the skin over the muscle that works
_ATTRIBUTES = FELT + 1
_TOE_PIXELS = 14  # toes narrower than this are not told apart
_TOE_WIDTH = 0.012  # metres
_FINGER_PIXELS = 6
_FINGER_WIDTH = 0.016
_HAND, _HAND_PIXELS = 0.18, 72  # metres; pixels (4 mm printed): smaller hands get no lines among the fingers
_THIN = 6  # pixels; narrower slivers break outlines and are absorbed
_THIN_HEM = 12  # pixels (1.5 points printed); narrower peaks of shorts stand off the leg like thorns
_ISLAND = 350  # pixels; smaller separate pieces would print as dots
_HOLE = 700  # pixels; smaller holes between parts of the body would print as blots
_LINING = 0.3  # share of the border of a piece of shirt that is shorts: then it is seen through them
_BUN_RADIUS = 0.036


@dataclass(frozen=True, eq=False)
class Model:
    """Everything to draw in world space: vertices, faces, part number per face, attributes, style per part
    number."""

    vertices: Floats
    faces: Ints
    parts: NDArray[np.int32]
    attributes: Floats
    styles: dict[int, str]


@dataclass(frozen=True, eq=False)
class View:
    """Buffers and the camera they were made with. ``normal`` (h, w, 3): x right, y down, z near; ``limb`` (h,
    w): which limb a pixel shows, 0 unknown; ``digit``: the same for toes of bare feet and fingers; ``face``: pixels of
    the plain part of the face; ``fingers``: pixels of fingers too small for lines;
    ``open``: pixels of things without outline."""

    buffers: Buffers
    normal: Floats
    limb: NDArray[np.int64]
    digit: NDArray[np.int64]
    face: NDArray[np.bool_]
    fingers: NDArray[np.bool_]
    open: NDArray[np.bool_]
    camera: Floats
    low: Floats
    high: Floats
    pixels_per_metre: float

    def project(self, point: Floats) -> Floats:
        """World point to pixel coordinates (2,)."""
        q = self.camera @ point
        k = self.pixels_per_metre
        return np.array([(q[0] - self.low[0]) * k, (self.high[1] - q[1]) * k])


def camera(yaw: float, pitch: float) -> Floats:
    """(3, 3) world to view; ``yaw`` turns the scene to the viewer's right, ``pitch`` looks down on it;
    degrees."""
    return rotation(X, pitch) @ rotation(Y, yaw)


def model_of(posed: Posed, props: bool = True, felt: Sequence[str] = ()) -> Model:
    """Body, clothes, hair and, if wanted, props of a solved pose; soft tissue pressed flat on supports."""
    rig = posed.rig
    pieces: list[tuple[Mesh, int, Floats]] = []
    where = np.max([field(name) for name in felt], axis=0) if felt else np.full(len(rig.body.vertices), -1.0)
    for layer in rig.outfit.layers:
        mesh = Mesh(layer.refine @ posed.skin.vertices[layer.rows], layer.faces)
        offset = layer.offset * _slim(layer, posed.angles) if layer.part == SHORTS else layer.offset
        points = mesh.vertices + vertex_normals(mesh) * offset[:, None]
        mesh = Mesh(flatten(points, dict(posed.obstacles)), layer.faces)
        marked = layer.refine @ where[layer.rows]
        extra = np.concatenate([layer.field[:, None], layer.attributes[:, 1:], marked[:, None]], axis=1)
        pieces.append((mesh, layer.part, extra))
    if rig.outfit.bun is not None:
        i = rig.body.skeleton.index("head")
        rotations, positions = rig.skeleton_pose(posed.skin.turn, posed.skin.place)
        centre = rotations[i] @ (rig.outfit.bun - rig.body.skeleton.heads[i]) + positions[i]
        mesh = shapes.ball(centre, _BUN_RADIUS)
        pieces.append((mesh, HAIR, _plain(mesh)))
    styles = dict(PARTS)
    styles[SKIN], styles[HAIR] = rig.outfit.tone, rig.outfit.hair
    if rig.outfit.socks:
        styles[SHOE] = styles[SHIRT]
    for k, prop in enumerate(posed.props if props else ()):
        styles[FIRST_PROP + k] = prop.style
        extra = _plain(prop.mesh)
        extra[:, _OPEN - 3] = prop.mesh.vertices[:, 1] - min(prop.open_above, _HIGH)
        pieces.append((prop.mesh, FIRST_PROP + k, extra))
    offsets = np.cumsum([0] + [len(m.vertices) for m, _, _ in pieces[:-1]])
    normals = [vertex_normals(m) for m, _, _ in pieces]
    return Model(
        np.concatenate([m.vertices for m, _, _ in pieces]),
        np.concatenate([m.faces + k for (m, _, _), k in zip(pieces, offsets, strict=True)]),
        np.concatenate([np.full(len(m.faces), part, np.int32) for m, part, _ in pieces]),
        np.concatenate([np.concatenate(normals), np.concatenate([extra for _, _, extra in pieces])], axis=1),
        styles,
    )


def _slim(layer: Layer, angles: Mapping[str, float]) -> Floats:
    """Factor for the width of the shorts at each vertex: the hem of a strongly bent hip lies on the thigh."""
    bent = {side: angles[f"{side}_hip.flex"] for side in ("left", "right")}
    flex = np.where(layer.attributes[:, 0] > 0, bent["left"], bent["right"])
    return np.asarray(1 - 0.6 * smoothstep(40, 75, flex) * smoothstep(0.12, 0.03, layer.field))


def _plain(mesh: Mesh) -> Floats:
    """Attributes of a thing: field 1, no rest position, no limb."""
    out = np.zeros((len(mesh.vertices), _ATTRIBUTES - 3))
    out[:, 0], out[:, FELT - 3] = 1, -1
    return out


def only(model: Model, keep: NDArray[np.bool_]) -> Model:
    """The faces of a model that are kept (one for each)."""
    return replace(model, faces=model.faces[keep], parts=model.parts[keep])


def extent(models: Sequence[Model], view: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest view coordinates (3,) of everything that is drawn."""
    points = [m.vertices[np.unique(m.faces)] @ view.T for m in models]
    return np.min([p.min(axis=0) for p in points], axis=0), np.max([p.max(axis=0) for p in points], axis=0)


def render(
    posed: Posed, model: Model, view: Floats, low: Floats, high: Floats, ppm: float, disc: bool = False
) -> View:
    """Rasterise the window from ``low`` to ``high`` (view space) at ``ppm`` pixels per metre; ``disc``: only
    the round part of it."""
    width, height = (int(np.ceil((high[k] - low[k]) * ppm)) for k in (0, 1))
    q = model.vertices @ view.T
    points = np.stack([(q[:, 0] - low[0]) * ppm - 0.5, (high[1] - q[:, 1]) * ppm - 0.5, q[:, 2]], axis=1)
    values = model.attributes.copy()
    values[:, :3] = values[:, :3] @ view.T * [1, -1, 1]
    raw = rasterise(points, model.faces, model.parts, values, empty((height, width), _ATTRIBUTES), _FIELD)
    part = raw.part.copy()
    floor = float(posed.rig.clothed[:, 1].min())
    if not posed.rig.outfit.socks:
        part[(part == SHOE) & (raw.values[..., _REST_Y] < floor + SOLE_HEIGHT)] = SOLE
    raw = replace(raw, part=part)
    if disc:
        y, x = np.mgrid[:height, :width]
        outside = (x - width / 2 + 0.5) ** 2 + (y - height / 2 + 0.5) ** 2 > (min(width, height) / 2) ** 2
        part[outside] = 0
        raw.depth[outside] = FAR
    buffers = _without_slivers(_tucked_in(_without_holes(absorb_islands(raw, _ISLAND))))
    normal = buffers.values[..., :3]
    normal = normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-9)
    head = posed.rig.outfit.head
    face = (buffers.part == SKIN) & (buffers.values[..., _REST_Y] > head[1] - 0.02)
    face &= buffers.values[..., _REST_Z] > head[2] + 0.02
    fingers = _plain_fingers(buffers, ppm)
    limbs, digits = _limbs(buffers), np.where(fingers, 0, _digits(buffers, ppm))
    open_ = (buffers.part >= FIRST_PROP) & (buffers.values[..., _OPEN] > 0)
    return View(buffers, normal, limbs, digits, face, fingers, open_, view, low, high, ppm)


def _without_holes(b: Buffers) -> Buffers:
    """Small enclosed patches of background take over what surrounds them."""
    patch, _ = ndimage.label(b.part == 0)
    size = np.bincount(patch.ravel())
    size[0] = _HOLE
    small = (size < _HOLE)[patch]
    if not small.any():
        return b
    nearest = tuple(ndimage.distance_transform_edt(small, return_distances=False, return_indices=True))
    return Buffers(b.depth[nearest], b.part[nearest], b.values[nearest])


def _tucked_in(b: Buffers) -> Buffers:
    """What shows of a shirt through the leg of the shorts, apart from the rest of it, is lining."""
    pieces, count = ndimage.label(b.part == SHIRT)
    if count < 2:
        return b
    sizes = np.bincount(pieces.ravel())[1:]
    part = b.part.copy()
    for number, window in enumerate(ndimage.find_objects(pieces), 1):
        if sizes[number - 1] == sizes.max():
            continue
        rows, columns = (slice(max(s.start - 2, 0), s.stop + 2) for s in window)
        own = pieces[rows, columns] == number
        around = b.part[rows, columns][ndimage.binary_dilation(own, iterations=2) & ~own]
        if (around == SHORTS).mean() > _LINING:
            part[rows, columns][own] = SHORTS
    return replace(b, part=part)


def _without_slivers(b: Buffers) -> Buffers:
    thin = np.zeros(b.part.shape, bool)
    for number in np.unique(b.part):
        size = _THIN_HEM if number == SHORTS else _THIN
        mask = b.part == number
        wide = opened(np.pad(mask, size, mode="edge"), size)
        thin |= mask & ~wide[size:-size, size:-size]
    if not thin.any() or thin.all():
        return b
    nearest = tuple(ndimage.distance_transform_edt(thin, return_distances=False, return_indices=True))
    return Buffers(b.depth[nearest], b.part[nearest], b.values[nearest])


def _plain_fingers(b: Buffers, ppm: float) -> NDArray[np.bool_]:
    """Pixels of fingers between which lines would clot: of a small hand, or where less than two lie side by side."""
    fingers = (b.part == SKIN) & (b.values[..., _DIGIT] > 0.5) & (b.values[..., _DIGIT + 1] > FINGERS + 0.5)
    if ppm * _HAND < _HAND_PIXELS:
        return np.asarray(fingers)
    groups, _ = ndimage.label(fingers)
    for number, window in enumerate(ndimage.find_objects(groups), 1):
        mask = groups[window] == number
        if 2 * ndimage.distance_transform_edt(np.pad(mask, 1)).max() >= 2 * _FINGER_WIDTH * ppm:
            fingers[window] &= ~mask
    return np.asarray(fingers)


def _limbs(b: Buffers) -> NDArray[np.int64]:
    shares = b.values[..., LIMB : LIMB + LIMBS]
    return np.where(
        (shares.max(axis=-1) > 0.5) & (b.part > 0) & (b.part < FIRST_PROP), shares.argmax(axis=-1) + 1, 0
    )


def _digits(b: Buffers, ppm: float) -> NDArray[np.int64]:
    """Number of the toe or finger a pixel shows; 0 elsewhere and where they are too small to tell apart."""
    share, number = b.values[..., _DIGIT], np.rint(b.values[..., _DIGIT + 1]).astype(np.int64)
    finger = number > FINGERS
    large = np.where(finger, ppm * _FINGER_WIDTH >= _FINGER_PIXELS, ppm * _TOE_WIDTH >= _TOE_PIXELS)
    return np.where((share > 0.5) & (b.part == SKIN) & large, number, 0)
