"""Shirt, shorts, shoes and hair: scalar fields on the rest mesh that say where each is, and the meshes to
draw.

A field is positive where the garment covers the body (metres, roughly distance from its hem). Poses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from illustration.geometry.mesh import Floats, Ints, loop_subdivision
from illustration.people.body import SKIN_COUNT, Body

SKIN, SHIRT, SHORTS, HAIR, SHOE, SOLE = 1, 2, 3, 4, 5, 6
PARTS = {SKIN: "skin", SHIRT: "shirt", SHORTS: "shorts", HAIR: "hair-brown", SHOE: "shoe", SOLE: "sole"}
LIMBS = 5  # attribute columns: share of left leg, right leg, left forearm, right forearm, the rest
DIGIT = (
    2  # attribute columns: share of any toe or finger, number of the nearest (1 to 5 toes, 11 to 15 fingers)
)
FINGERS = 10  # the number of a finger: this and 1 for the thumb to 5
SOLE_HEIGHT = 0.016


def smoothstep(low: float, high: float, x: Floats) -> Floats:
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


@dataclass(frozen=True, eq=False)
class Layer:
    """A part to draw: mesh rows it is made of, the subdivision that refines them, offset along the normal,
    field.

    ``attributes`` (fine vertices, 3 + LIMBS + DIGIT): rest position, limb shares, toes and fingers.
    """

    part: int
    rows: Ints
    refine: sparse.csr_matrix
    faces: Ints
    offset: Floats
    field: Floats
    attributes: Floats


@dataclass(frozen=True, eq=False)
class Outfit:
    """Everything worn by one body, and the thickness of cloth over each vertex of the skin (metres); ``hair`` and
    ``tone`` are the style classes of hair and skin. ``socks``: what covers the feet is a light sock with no sole."""

    layers: tuple[Layer, ...]
    thickness: Floats
    head: Floats
    top: float
    bun: Floats | None
    hair_style: str = "short"
    hair: str = "hair-brown"
    tone: str = "skin"
    socks: bool = False


def dress(
    body: Body, hair: str, bare: bool = False, colour: str = "hair-brown", tone: str = "skin"
) -> Outfit:
    """Fields and layers for one body. ``hair`` is a key of ``_HAIRLINE``; ``bare``: no shoes; ``colour`` and ``tone``:
    style classes of hair and skin."""
    v = body.vertices
    at = body.skeleton.head
    hip, knee, head, foot = at("upperleg01.L"), at("lowerleg01.L"), at("head"), at("foot.L")
    arms = body.weight_of("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    shirt = _shirt(body, arms)
    shorts = _shorts(body)
    worn = np.where(arms > 0.02, -1, shorts)  # the hands of the rest pose hang beside the shorts
    shoe = np.full(len(v), -1.0) if bare else foot[1] + 0.015 - v[:, 1]
    along_leg = _along(np.stack([np.abs(v[:, 0]), v[:, 1], v[:, 2]], axis=1), hip, knee)
    tights, skin = body.groups["helper-tights"], body.faces
    limbs = _limb_shares(body)
    digits = _digit_columns(body, bare)

    def layer(part: int, faces: Ints, offset: Floats, field: Floats) -> Layer:
        rows = np.unique(faces)
        number = np.full(len(v), -1, dtype=np.int64)
        number[rows] = np.arange(len(rows))
        refine, fine = loop_subdivision(len(rows), number[faces])
        attributes = np.concatenate([v[rows], limbs[rows], digits[rows]], axis=1)
        return Layer(
            part, rows, refine, fine, refine @ offset[rows], refine @ field[rows], refine @ attributes
        )

    def touching(faces: Ints, mask: NDArray[np.bool_]) -> Ints:
        return np.asarray(faces[mask[faces].any(axis=1)])

    zero = np.zeros(len(v))
    hidden = np.maximum.reduce([shirt - 0.02, worn - 0.02, shoe - 0.03])
    layers = [layer(SKIN, skin[~(hidden[skin].min(axis=1) > 0)], zero, -hidden)]
    layers += [layer(SKIN, body.groups[eye], zero, zero + 1) for eye in ("helper-l-eye", "helper-r-eye")]
    shirt_offset = 0.008 + 0.006 * smoothstep(0.3, 0.12, v[:, 1] - hip[1]) * (arms < 0.1)
    layers.append(layer(SHIRT, touching(tights, shirt > -0.03), shirt_offset, shirt))
    shorts_offset = 0.018 + 0.008 * smoothstep(0.0, 0.5, along_leg)
    layers.append(layer(SHORTS, touching(tights, shorts > -0.03), shorts_offset, shorts))
    if not bare:
        layers.append(layer(SHOE, touching(tights, shoe > -0.03), zero + 0.006, shoe))
    hair_field, hair_offset, bun = _hair(body, hair)
    scalp = (hair_field > -0.03) & (v[:, 1] > head[1] - 0.09) & (np.abs(v[:, 0]) < 0.12)
    layers.append(layer(HAIR, touching(skin, scalp), hair_offset, hair_field))
    n = SKIN_COUNT
    thickness = np.where(
        shoe[:n] > 0, 0.006, np.where(worn[:n] > 0, 0.014, np.where(shirt[:n] > 0, 0.009, 0.0))
    )
    top = float(v[:n, 1].max())
    return Outfit(tuple(layers), thickness, head, top, bun, hair, colour, tone)


def _along(points: Floats, a: Floats, b: Floats) -> Floats:
    """Where each point lies between two joints: 0 at ``a``, 1 at ``b``."""
    return np.asarray((points - a) @ (b - a) / ((b - a) @ (b - a)))


def _shirt(body: Body, arms: Floats) -> Floats:
    v, at = body.vertices, body.skeleton.head
    neck, shoulder, elbow, hip = at("neck01"), at("upperarm01.L"), at("lowerarm01.L"), at("upperleg01.L")
    aside = np.abs(v[:, 0])
    along = _along(np.stack([aside, v[:, 1], v[:, 2]], axis=1), shoulder, elbow)
    sleeve = np.where((arms > 0.02) & (aside > shoulder[0] * 0.8), 0.62 - along, 1) * 0.3
    collar = (
        neck[1] - 0.035 - v[:, 1] + 0.066 * smoothstep(0, 0.09, aside) + np.where(v[:, 2] < neck[2], 0.035, 0)
    )
    return np.asarray(np.minimum(np.minimum(sleeve, collar), v[:, 1] - (hip[1] + 0.075)))


def _shorts(body: Body) -> Floats:
    v, at = body.vertices, body.skeleton.head
    hip, knee = at("upperleg01.L"), at("lowerleg01.L")
    along = _along(np.stack([np.abs(v[:, 0]), v[:, 1], v[:, 2]], axis=1), hip, knee)
    return np.asarray(np.minimum((0.52 - along) * 0.4, hip[1] + 0.105 - v[:, 1]))


def _limb_shares(body: Body) -> Floats:
    leg, arm = ("upperleg", "lowerleg", "foot", "toe"), ("lowerarm", "wrist", "finger", "metacarpal")
    shares = [body.weight_of(*leg, side="L"), body.weight_of(*leg, side="R")]
    shares += [body.weight_of(*arm, side="L"), body.weight_of(*arm, side="R")]
    shares.append(1 - np.sum(shares, axis=0) - body.weight_of("upperarm", "shoulder", "clavicle"))
    return np.stack(shares, axis=1)


def _digit_columns(body: Body, bare: bool) -> Floats:
    """(m, 2) share of the fingers (with ``bare`` feet also of the toes) and the number of the nearest, for the
    lines between them."""
    shares = np.stack([body.weight_of(f"finger{finger}-") for finger in range(1, 6)], axis=1)
    fingers = np.stack([shares.sum(axis=1), shares.argmax(axis=1) + 1.0 + FINGERS], axis=1)
    if not bare:
        return fingers
    toes = _toe_columns(body)
    return np.where(fingers[:, :1] > 0, fingers, toes)


def _toe_columns(body: Body) -> Floats:
    """(m, 2) share of the toes and number of the nearest toe."""
    shares = np.stack([body.weight_of(f"toe{toe}-") for toe in range(1, 6)], axis=1)
    total = shares.sum(axis=1)
    skeleton = body.skeleton
    tips = np.array(
        [
            skeleton.tails[skeleton.index(f"toe{toe}-{2 if toe == 1 else 3}.{d}")]
            for d in "RL"
            for toe in range(1, 6)
        ]
    )
    away = np.linalg.norm(body.vertices[:, None, [0, 2]] - tips[None][:, :, [0, 2]], axis=2)
    nearest = away.argmin(axis=1) % 5 + 1.0
    number = np.where(total > 0.05, shares.argmax(axis=1) + 1.0, nearest)
    return np.stack([total, number], axis=1)


# Height of the hairline between chin level (0) and crown (1), from the back of the head to the forehead.
_HAIRLINE_AT = (0, 0.20, 0.30, 0.36, 0.42, 0.50, 0.56, 0.60, 0.66, 0.76, 0.88, 1)
_HAIRLINE = {
    "short": (-0.22, -0.20, -0.12, 0.10, 0.22, 0.22, 0.10, 0.18, 0.42, 0.58, 0.74, 0.78),
    "bob": (-0.40, -0.40, -0.40, -0.38, -0.34, -0.26, -0.10, 0.16, 0.48, 0.66, 0.78, 0.80),
    "receding": (-0.20, -0.18, -0.10, 0.10, 0.22, 0.22, 0.12, 0.30, 0.78, 1.02, 1.2, 1.3),
    "bun": (-0.12, -0.10, -0.04, 0.12, 0.24, 0.26, 0.24, 0.34, 0.50, 0.66, 0.78, 0.80),
}


def _hair(body: Body, style: str) -> tuple[Floats, Floats, Floats | None]:
    """Field, offset and, for a bun, its centre in the rest pose."""
    v, head = body.vertices, body.skeleton.head("head")
    skin = v[:SKIN_COUNT]
    top = skin[:, 1].max()
    upper = skin[skin[:, 1] > head[1]]
    back, front = upper[:, 2].min(), upper[:, 2].max()
    u = (v[:, 2] - back) / (front - back)
    brow = smoothstep(0.7, 0.9, u)
    if style == "short":
        parting = 0.05 * np.clip((v[:, 0] + 0.02) / 0.05, -1, 1) * brow
    else:
        parting = 0.035 * np.cos(np.clip(v[:, 0] / 0.05, -2, 2) * 1.5) * brow
    temples = smoothstep(0.55, 0.75, u) * np.minimum(np.abs(v[:, 0]) / 0.062, 1.2) ** 2 * 0.30
    line = np.interp(u, _HAIRLINE_AT, _HAIRLINE[style]) + parting - temples + 0.05 * brow
    field = v[:, 1] - (head[1] + 0.02 + (top - head[1]) * line)
    if style == "short":
        return field, 0.005 + 0.02 * smoothstep(0, 0.09, field), None
    if style == "receding":
        return field, 0.004 + 0.008 * smoothstep(0, 0.05, field), None
    if style == "bob":
        side = smoothstep(0.02, 0.055, np.abs(v[:, 0])) * smoothstep(0.62, 0.45, u)
        low = smoothstep(0.16, 0.0, v[:, 1] - head[1])
        return field, 0.004 + 0.02 * smoothstep(0, 0.05, field) + 0.02 * low * side, None
    bun = np.array([0, head[1] + 0.98 * (top - head[1]), back + 0.022])
    return field, 0.003 + 0.012 * smoothstep(0, 0.08, field), bun
