"""Lines of a view as paths, in classes that differ in weight: the person, a limb that lies behind its fellow, things,
fingers.

Depth shows in the width of a line, never in grey: thin grey lines are gone from the third copy. It finds no lines; see
``linework``.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from illustration.geometry.bezier import fit_closed, fit_open
from illustration.geometry.mesh import Floats
from illustration.geometry.trace import Corner, smooth
from illustration.people import blots
from illustration.people.clothes import LIMBS
from illustration.people.paths import SIGMA, TOLERANCE, Grid, Painted
from illustration.people.render import FIRST_PROP, View

_FAR = 0.07  # metres that a limb must lie behind that of the other side
_RUN = 24  # corners; a shorter stretch that belongs to something else is not told apart
_PERSON, _FAR_LIMB, _THING = 0, 1, 2
_CLASSES = ("thing", "far", "hand", "fold", "detail", "contour")  # thinnest first
_CLASS_OF = {"outline": "contour", "inner": "detail", "fold": "fold"}  # of lines as ``linework`` finds them
_PAIRS = ((1, 2), (3, 4))  # numbers of the limbs: legs, forearms


def strokes(
    lines: Sequence[blots.Line], grid: Grid, view: View, styles: Mapping[int, str], whole: bool = True
) -> list[Painted]:
    """One path per class. ``whole``: the view shows a whole figure, whose far limbs get thinner lines."""
    far = _far_limbs(view) if whole else []
    out: dict[str, list[str]] = {name: [] for name in _CLASSES}
    for chain, style in lines:
        kind = _CLASS_OF[style]
        if kind == "detail" and _among_fingers(view, chain):
            kind = "hand"
        closed = chain[0] == chain[-1] and len(chain) > 3
        points = smooth(
            [(float(x), float(y)) for x, y in chain], SIGMA * (1.4 if kind == "fold" else 1), closed
        )
        owner = _owners(view, chain, styles, far)
        owner = owner[np.linspace(0, len(owner) - 1, len(points)).round().astype(int)]
        for run, whose, ring in _runs(points, owner, closed):
            name = (kind, "fold" if kind == "fold" else "far", "thing")[whose]
            curve = fit_closed(run[::2], TOLERANCE) if ring else fit_open(_thinned(run), TOLERANCE)
            out[name].append(grid.data(curve, ring))
    return [(style, "".join(data)) for style, data in out.items() if any(data)]


def _far_limbs(view: View) -> list[int]:
    """Numbers of the legs and forearms that lie behind their fellow."""
    out = []
    for pair in _PAIRS:
        masks = [view.limb == limb for limb in pair]
        if all(mask.any() for mask in masks):
            first, second = (float(view.buffers.depth[mask].mean()) for mask in masks)
            if abs(first - second) > _FAR:
                out.append(pair[0] if first < second else pair[1])
    return out


def _owners(view: View, chain: list[Corner], styles: Mapping[int, str], far: list[int]) -> NDArray[np.int64]:
    """Whose line each corner of a chain is: that of the nearest surface beside it."""
    part, depth = view.buffers.part, view.buffers.depth
    height, width = part.shape
    x, y = np.array(chain).T
    nearest = np.full(len(x), -np.inf)
    number, limb = np.zeros(len(x), np.int64), np.zeros(len(x), np.int64)
    for i, j in itertools.product((-2, 1), (-2, 1)):
        at = np.clip(y + j, 0, height - 1), np.clip(x + i, 0, width - 1)
        nearer = depth[at] > nearest
        nearest = np.where(nearer, depth[at], nearest)
        number, limb = np.where(nearer, part[at], number), np.where(nearer, view.limb[at], limb)
    tools = [n for n, style in styles.items() if style == "tool"]
    out = np.where((number >= FIRST_PROP) | (number == 0), _THING, _PERSON)
    out[np.isin(number, tools)] = _PERSON
    out[(out == _PERSON) & np.isin(limb, far) & (limb != LIMBS)] = _FAR_LIMB
    if len(out) <= _RUN:
        out[:] = np.bincount(out, minlength=3).argmax()
        return out
    near = np.ones(_RUN)
    votes = [np.convolve(np.pad(out == k, _RUN, mode="edge").astype(float), near, "same") for k in range(3)]
    return np.asarray(np.stack(votes)[:, _RUN:-_RUN].argmax(axis=0))


def _among_fingers(view: View, chain: list[Corner]) -> bool:
    height, width = view.digit.shape
    x, y = np.array(chain).T
    on = view.digit[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)] > 0
    return bool(on.mean() > 0.6)


def _runs(points: Floats, owner: NDArray[np.int64], closed: bool) -> list[tuple[Floats, int, bool]]:
    """Pieces of a chain that have one owner each, with it and whether the piece is a ring."""
    if (owner == owner[0]).all():
        return [(points, int(owner[0]), closed)]
    if closed:
        start = int(np.flatnonzero(owner != np.roll(owner, 1))[0])
        points, owner = np.roll(points, -start, axis=0), np.roll(owner, -start)
        points, owner = np.concatenate([points, points[:1]]), np.concatenate([owner, owner[-1:]])
    cuts = [0, *(np.flatnonzero(owner[1:] != owner[:-1]) + 1).tolist(), len(points)]
    pieces = [
        (points[a : min(b + 1, len(points))], int(owner[a]), False) for a, b in itertools.pairwise(cuts)
    ]
    return [piece for piece in pieces if len(piece[0]) > 2]


def _thinned(points: Floats) -> Floats:
    return np.concatenate([points[:-1:2], points[-1:]]) if len(points) > 8 else points
