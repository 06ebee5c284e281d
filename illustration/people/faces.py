"""A calm face and strands of hair: a few strokes on the head where the camera sees them.

Places come from the bones of the face in the skeleton, so that they fit every build. A head too small for them stays
plain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from scipy.spatial import cKDTree

from illustration.geometry.bezier import fit_open
from illustration.geometry.mesh import Floats, Mesh, vertex_normals
from illustration.people.body import SKIN_COUNT
from illustration.people.clothes import HAIR, SKIN
from illustration.people.paths import Grid, Painted
from illustration.people.render import View
from illustration.people.rig import Rig
from illustration.people.room import Posed

_LEAST = 36.0  # pixels for 10 cm, about from eye to chin; a smaller face stays plain
_SEEN = {
    "face": 0.006,
    "eye": 0.014,
    "hair-line": 0.02,
}  # metres behind the drawn surface that still count as seen
_RIM = 5  # pixels; nearer to the rim of the head a stroke only thickens its outline
_STEPS = 12  # points of a stroke of the face; twice as many of a strand
_MIDDLE = np.array([0.0, 0.06, 0.02])  # of the skull, from the head joint, metres
_SHORT = 3.0  # pixels; shorter strokes are left out
_TOLERANCE = 0.3  # pixels
_Stroke = tuple[str, Floats]

# Strands of each hair style, for the right side of the picture, as directions from the middle of the head: x to the
# body's left, y up, z to the front. The bob is parted a little to its left.
_Directions = tuple[tuple[tuple[float, float, float], ...], ...]
_SHORT_HAIR: _Directions = (
    ((0.3, 0.9, 0.6), (0.7, 0.65, 0.35), (0.9, 0.4, 0.2)),
    ((0.5, 0.75, -0.4), (0.6, 0.3, -0.75), (0.45, -0.05, -0.85)),
)
_STRANDS: Mapping[str, _Directions] = MappingProxyType(
    {
        "bun": (
            ((0.55, 0.55, 0.75), (0.6, 0.7, 0.2), (0.25, 0.85, -0.5)),
            ((0.95, 0.25, 0.3), (0.8, 0.45, -0.3), (0.3, 0.7, -0.8)),
            ((0.5, -0.35, -0.8), (0.3, 0.2, -0.95), (0.1, 0.6, -0.85)),
        ),
        "bob": (
            ((0.2, 1.0, 0.55), (0.6, 0.8, 0.5), (1.0, 0.15, 0.35), (0.85, -0.45, 0.1)),
            ((0.2, 1.0, 0.1), (0.8, 0.7, -0.1), (0.95, 0.0, -0.1), (0.8, -0.5, -0.25)),
            ((0.15, 0.95, -0.35), (0.5, 0.5, -0.7), (0.5, -0.1, -0.85), (0.45, -0.55, -0.75)),
        ),
        "short": _SHORT_HAIR,
        "receding": _SHORT_HAIR[1:],
    }
)
_LIFT = {"bun": 0.012}  # metres from the skin to the strands; other hair is thicker


def strokes(posed: Posed, view: View, grid: Grid) -> list[Painted]:
    """Eyes, brows, nose, mouth and strands as one path per class."""
    if 0.1 * view.pixels_per_metre < _LEAST:
        return []
    head = posed.rig.body.skeleton.index("head")
    rotations, positions = posed.rig.skeleton_pose(posed.skin.turn, posed.skin.place)
    out: dict[str, str] = {}
    for style, points in (*_face(posed.rig), *_strands(posed.rig)):
        run = _seen(view, style, points @ rotations[head].T + positions[head])
        if len(run) > 2 and np.linalg.norm(np.diff(run, axis=0), axis=1).sum() > _SHORT:
            out[style] = out.get(style, "") + grid.data(fit_open(run, _TOLERANCE), False)
    return list(out.items())


def _seen(view: View, style: str, points: Floats) -> Floats:
    """The stretch of a stroke (n, 3, world) that is seen, in pixels (m, 2)."""
    height, width = view.buffers.part.shape
    q = points @ view.camera.T
    scale = view.pixels_per_metre
    pixel = np.stack([(q[:, 0] - view.low[0]) * scale, (view.high[1] - q[:, 1]) * scale], axis=1)
    x, y = (np.clip(pixel[:, k].astype(int), 0, n - 1) for k, n in ((0, width), (1, height)))
    on = view.buffers.part[y, x] == (HAIR if style == "hair-line" else SKIN)
    on &= view.buffers.depth[y, x] < q[:, 2] + _SEEN[style]
    on &= ((pixel >= 0) & (pixel < (width, height))).all(axis=1)  # not beside a window that is cropped
    for dx, dy in ((_RIM, 0), (-_RIM, 0), (0, _RIM), (0, -_RIM)):
        on &= view.buffers.part[np.clip(y + dy, 0, height - 1), np.clip(x + dx, 0, width - 1)] > 0
    if on.sum() < 3:
        return pixel[:0]
    first, last = np.flatnonzero(on)[[0, -1]]
    return np.asarray(pixel[first : last + 1])


@lru_cache(maxsize=16)
def _face(rig: Rig) -> tuple[_Stroke, ...]:
    """Class and points (n, 3), from the head joint in the rest pose, of the strokes of the face."""
    skeleton = rig.body.skeleton
    head = skeleton.head("head")
    skin = rig.body.vertices[:SKIN_COUNT]
    normal = vertex_normals(Mesh(skin, rig.faces))
    front = (skin[:, 1] > head[1] - 0.08) & (skin[:, 2] > head[2] + 0.02) & (normal[:, 2] > 0.05)
    cloud = skin[front] - head
    tree = cKDTree(cloud[:, :2])

    def tail(name: str) -> Floats:
        return np.asarray(skeleton.tails[skeleton.index(name)] - head)

    def on(*corners: tuple[float, float], lift: float = 0.0015) -> Floats:
        """A line through places seen from the front, laid on the skin and ``lift`` metres before it."""
        p = _along(corners, _STEPS)
        near = tree.query(p, k=6)[1]
        z = np.sort(cloud[near][..., 2], axis=1)[:, -3:].mean(axis=1)
        return np.concatenate([p, z[:, None] + lift], axis=1)

    out: list[_Stroke] = []
    for side, s in (("L", 1.0), ("R", -1.0)):
        eye = (tail("orbicularis03." + side) + tail("orbicularis04." + side)) / 2
        x, y = abs(eye[0]), eye[1]
        brow = tail("oculi02." + side)[1] + 0.002
        out.append(("eye", on((s * (x - 0.006), y), (s * x, y + 0.0015), (s * (x + 0.006), y), lift=0.002)))
        ends = (s * (x - 0.013), brow - 0.001), (s * x, brow + 0.003), (s * (x + 0.016), brow - 0.003)
        out.append(("face", on(*ends)))
    lips = skeleton.head("oris05")[1] - head[1] - 0.002
    out.append(
        (
            "face",
            on((-0.016, lips - 0.001), (-0.006, lips - 0.004), (0.006, lips - 0.004), (0.016, lips - 0.001)),
        )
    )
    nose = skeleton.head("levator06.L")[1] - head[1] - 0.001
    out.append(
        ("face", on((-0.007, nose), (-0.003, nose - 0.002), (0.003, nose - 0.002), (0.007, nose), lift=0.0))
    )
    return tuple(out)


@lru_cache(maxsize=16)
def _strands(rig: Rig) -> tuple[_Stroke, ...]:
    """The same for the hair."""
    head = rig.body.skeleton.head("head")
    skin = rig.body.vertices[:SKIN_COUNT]
    away = skin[skin[:, 1] > head[1] - 0.07] - head - _MIDDLE
    radius = np.linalg.norm(away, axis=1)
    style = rig.outfit.hair_style
    out = []
    for strand in _STRANDS[style]:
        for side in (1.0, -1.0):
            p = _along(strand, 2 * _STEPS) * [side, 1.0, 1.0]
            if style == "bob":
                p[:, 0] += (1 - side) * 0.2 * np.clip(p[:, 1], 0, 1)
            p /= np.linalg.norm(p, axis=1, keepdims=True)
            near = np.argsort(-(p @ (away / radius[:, None]).T), axis=1)[:, :5]
            reach = radius[near].mean(axis=1) + _LIFT.get(style, 0.02)
            out.append(("hair-line", np.asarray(_MIDDLE + p * reach[:, None])))
    return tuple(out)


def _along(corners: Sequence[Sequence[float]], count: int) -> Floats:
    """Points at equal steps on a line through corners."""
    p = np.array(corners, float)
    t, knots = np.linspace(0, 1, count), np.linspace(0, 1, len(p))
    return np.stack([np.interp(t, knots, column) for column in p.T], axis=1)
