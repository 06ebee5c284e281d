"""From a view to painted paths: which cracks between pixels become outlines, inner lines and folds, and everything put
together. Chooses no colours and no camera; see ``fills``, ``patch`` and ``strokes``."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.geometry.mesh import Floats
from illustration.geometry.trace import Corner, Segment, chains, crack, depth_gap, neighbours
from illustration.people import blots
from illustration.people.clothes import LIMBS, SHIRT, SHORTS, SKIN
from illustration.people.fills import fills
from illustration.people.patch import patch
from illustration.people.paths import Grid, Mask, Painted
from illustration.people.render import FIRST_PROP, View
from illustration.people.strokes import strokes

# Classes of cracks between pixels.
SILHOUETTE, STEP, BORDER, CREASE, LIMB = 1, 2, 3, 4, 5
_STRONG, _WEAK = 0.014, 0.005  # metres of unexplained depth: alone worth a line; worth continuing one
_SHORTEST = 40  # pixels; shorter weak lines are noise
_TOUCHING = 0.003  # metres of depth between a limb and the trunk that make a line
_CREASE_LENGTH = 64  # pixels; shorter creases inside a garment are left out
_CROWD = 7  # pixels; steps on every pixel of such a window are a steep surface, not a line
_HEM = 0.03  # metres; a crease that runs along a hem nearer than this only doubles it
_BRIDGE = 60  # pixels; longest gap that is closed
_FACE_LINE = 0.035  # metres; shorter lines inside the face are left out


def paint(
    view: View, styles: Mapping[int, str], grid: Grid, shadow: Mask | None = None, whole: bool = True
) -> list[Painted]:
    """A view as painted paths: fills, the felt place, lines. What would print as a blot goes to what lies beside it.

    ``styles``: the class of each part number; ``shadow`` (h, w): pixels where one falls; ``whole``: a whole figure,
    whose far limbs get thinner lines.
    """
    lines, part = blots.tidied(_lines(view), view.buffers.part.astype(np.int64))
    lines = blots.without_specks(lines)
    view = replace(view, buffers=replace(view.buffers, part=part.astype(np.int32)))
    return fills(view, styles, grid, shadow) + patch(view, grid) + strokes(lines, grid, view, styles, whole)


def _lines(view: View) -> list[blots.Line]:
    """Folds, inner lines and outlines worth drawing, as chains of cracks."""
    classes = _cracks(view)
    from_hem = _from_hem(view)
    out: list[blots.Line] = []
    metres = 1 / view.pixels_per_metre
    border = [segment for segment, (kind, _) in classes.items() if kind == SILHOUETTE]
    inside = [segment for segment, (kind, _) in classes.items() if kind != SILHOUETTE]
    kept: list[tuple[list[Corner], str]] = []
    doubtful: list[tuple[list[Corner], float]] = []
    for chain in [*chains(border), *chains(inside)]:
        kinds = np.array([_lookup(classes, a, b)[0] for a, b in itertools.pairwise(chain)])
        strong = np.array([_lookup(classes, a, b)[1] for a, b in itertools.pairwise(chain)])
        if style := _style(kinds, strong):
            kept.append((chain, style))
        else:
            doubtful.append((chain, float(strong.mean())))
    kept += _joined(kept, doubtful)
    for chain, style in kept:
        short = len(chain) < _CREASE_LENGTH
        if style == "inner" and _within_cloth(view, chain) and (short or _along_hem(from_hem, metres, chain)):
            continue
        if style != "outline" and _in_face(view, chain) and len(chain) * metres * 0.8 < _FACE_LINE:
            continue
        if style != "outline" and _in_small_hand(view, chain):
            continue
        out.append((chain, style))
    return out


def _joined(
    kept: list[tuple[list[Corner], str]], doubtful: list[tuple[list[Corner], float]]
) -> list[tuple[list[Corner], str]]:
    """Pieces too short to count alone that continue a drawn line (deep steps) or close a gap in one."""
    out: list[tuple[list[Corner], str]] = []
    ends = {end for chain, _ in kept for end in (chain[0], chain[-1])}
    rest = [(chain, strong) for chain, strong in doubtful if len(chain) > 2]
    for _ in range(3):
        left = []
        for chain, strong in rest:
            both = chain[0] in ends and chain[-1] in ends and len(chain) < _BRIDGE
            one = strong > 0.5 and len(chain) > 3 and (chain[0] in ends or chain[-1] in ends)
            if both or one:
                out.append((chain, "inner"))
            else:
                left.append((chain, strong))
        ends |= {end for chain, _ in out for end in (chain[0], chain[-1])}
        rest = left
    return out


Cracks = dict[Segment, tuple[int, bool]]


def _lookup(cracks: Cracks, a: tuple[int, int], b: tuple[int, int]) -> tuple[int, bool]:
    return cracks[(a, b)] if (a, b) in cracks else cracks[(b, a)]


def _cracks(view: View) -> Cracks:
    """Every crack between pixels that may carry a line, its class and whether it alone is worth one."""
    part, depth = view.buffers.part, view.buffers.depth
    out: Cracks = {}
    for axis in (1, 0):
        i, j = (np.asarray(p, np.int64) for p in neighbours(part, axis))
        m, n = (np.asarray(p, np.int64) for p in neighbours(view.limb, axis))
        _, gap = depth_gap(depth, view.normal, axis, 1 / view.pixels_per_metre, 0.08)
        a, b = (i > 0), (j > 0)
        both = a & b
        strong = both & (gap > _STRONG)
        kind = np.zeros(i.shape, np.int8)
        normal_a = view.normal[:, :-1] if axis == 1 else view.normal[:-1]
        normal_b = view.normal[:, 1:] if axis == 1 else view.normal[1:]
        bend = both & (i == j) & (i >= FIRST_PROP) & ((normal_a * normal_b).sum(-1) < 0.75)
        kind[bend] = CREASE
        step = both & (gap > _WEAK)
        crowded = ndimage.uniform_filter(step.astype(float), _CROWD) * _CROWD**2 > 2 * _CROWD
        kind[step & ~(crowded & (i == j))] = STEP
        kind[both & (i != j)] = BORDER
        other = both & (m > 0) & (n > 0) & (m != n)
        other &= ((m != LIMBS) & (n != LIMBS)) | (gap > _TOUCHING)  # a limb runs smoothly into the trunk
        other |= both & (i != j) & ((i >= FIRST_PROP) | (j >= FIRST_PROP))
        kind[other] = LIMB
        toe_a, toe_b = (np.asarray(p, np.int64) for p in neighbours(view.digit, axis))
        between = both & (toe_a > 0) & (toe_b > 0) & (toe_a != toe_b)
        kind[between] = LIMB
        kind[a != b] = SILHOUETTE
        open_a, open_b = (np.asarray(o, bool) for o in neighbours(view.open, axis))
        kind[(open_a | ~a) & (open_b | ~b)] = 0
        strong |= other | between
        ys, xs = np.nonzero(kind)
        for y, x, k, s in zip(
            ys.tolist(), xs.tolist(), kind[ys, xs].tolist(), strong[ys, xs].tolist(), strict=True
        ):
            out[crack(y, x, axis)] = (k, s)
    return out


def _style(kinds: NDArray[np.int64], strong: NDArray[np.bool_]) -> str:
    """The class of a chain, or "" if it is noise."""
    length = len(kinds)
    if (kinds == SILHOUETTE).mean() >= 0.5:
        return "outline"
    edge = (kinds == BORDER) | (kinds == CREASE)
    if edge.mean() < 0.5:
        weak = strong.mean() < 0.12 or length < _SHORTEST
        if (weak and not (kinds == LIMB).any()) or length < 4:
            return ""
        return "inner"
    if length < 6:
        return ""
    return "inner" if (kinds == CREASE).mean() > 0.5 or strong.mean() > 0.5 else "fold"


def _in_face(view: View, chain: list[tuple[int, int]]) -> bool:
    height, width = view.face.shape
    inside = sum(view.face[min(y, height - 1), min(x, width - 1)] for x, y in chain)
    return bool(inside > 0.6 * len(chain))


def _in_small_hand(view: View, chain: list[Corner]) -> bool:
    """Whether a line lies among fingers that are too small, or seen too much from the edge, for lines."""
    height, width = view.fingers.shape
    x, y = np.array(chain).T
    inside = [
        view.fingers[np.clip(y + j, 0, height - 1), np.clip(x + i, 0, width - 1)]
        for i in (-1, 0)
        for j in (-1, 0)
    ]
    return bool(np.all(inside, axis=0).mean() > 0.6)


def _within_cloth(view: View, chain: list[tuple[int, int]]) -> bool:
    """Whether both sides of most of a chain are the same garment: a short crease there is only clutter."""
    part = view.buffers.part
    height, width = part.shape
    x, y = np.array(chain).T
    corners = [
        part[np.clip(y + j, 0, height - 1), np.clip(x + i, 0, width - 1)] for i in (-1, 0) for j in (-1, 0)
    ]
    same = np.all([c == corners[0] for c in corners], axis=0) & (
        (corners[0] == SHIRT) | (corners[0] == SHORTS)
    )
    return bool(same.mean() > 0.7)


def _from_hem(view: View) -> Floats:
    """Pixels from the nearest place where a garment meets skin."""
    part = view.buffers.part
    cloth = (part == SHIRT) | (part == SHORTS)
    hem = cloth & ndimage.binary_dilation(part == SKIN, iterations=2)
    if not hem.any():
        return np.full(part.shape, float(sum(part.shape)))
    return np.asarray(ndimage.distance_transform_edt(~hem))


def _along_hem(from_hem: Floats, metres: float, chain: list[Corner]) -> bool:
    """Whether a crease keeps so near a hem that it would look like a second one."""
    height, width = from_hem.shape
    x, y = np.array(chain).T
    away = from_hem[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    near = float(np.percentile(away, 70)) * metres < _HEM
    return bool(near and len(chain) * 0.8 > 2.5 * float(away.max()))
