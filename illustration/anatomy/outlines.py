"""Lines where one part ends in front of another or of itself, each with its style class.

Fills are made elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.anatomy.scene import PX, SOFT, Scene
from illustration.geometry.mesh import Floats
from illustration.geometry.trace import (
    Corner,
    Segment,
    chains,
    crack,
    depth_gap,
    enclosed_area,
    neighbours,
    smooth,
)

TOUCH = 0.0012  # metres: bones closer than this in depth meet in a seam rather than overlap
FOLD_WEAK, FOLD_STRONG = 0.0010, 0.0040  # metres: depth steps that continue and that start a fold line
PAPER, OVERLAP, SEAM, WEAK, STRONG = 1, 2, 3, 4, 5


@dataclass(frozen=True)
class Line:
    """A smoothed polyline in corner coordinates with the style class it is drawn in."""

    style: str
    points: Floats
    closed: bool


@dataclass(frozen=True)
class Borders:
    """Cracks by (owner layer number, is_fold) with their class, and `edge`: pixels beside any border."""

    cracks: dict[tuple[int, bool], dict[Segment, int]]
    edge: NDArray[np.bool_]


def find_borders(scene: Scene, tendon: NDArray[np.bool_]) -> Borders:
    """Classify the crack between every two pixels and give it to the part in front.

    Where the `tendon` of a muscle goes over into a band there is no border.
    """
    muscle = np.array([False] + [p.kind == "muscle" for p in scene.layers])
    band = np.array([False] + [p.kind == "tendon" for p in scene.layers])
    soft = np.array([False] + [p.kind in SOFT for p in scene.layers])
    between: dict[tuple[int, int], dict[Segment, tuple[int, int]]] = {}
    out: dict[tuple[int, bool], dict[Segment, int]] = {}
    edge = np.zeros(scene.shape, bool)
    for axis in (1, 0):
        a, b = (np.asarray(p) for p in neighbours(scene.part, axis))
        step, gap = depth_gap(scene.depth, scene.normal, axis, scene.metres_per_pixel)
        differ, filled = a != b, (a > 0) & (b > 0)
        touching = filled & ((np.abs(step) < TOUCH) | (soft[a] & soft[b]))
        first = np.where(touching, np.where(soft[a] != soft[b], soft[a], a > b), step < 0)
        owner = np.where(first, a, b)
        fold = ~differ & filled & (gap > FOLD_WEAK)
        kind = np.where(fold, np.where(gap > FOLD_STRONG, STRONG, WEAK), 0)
        seam = touching & ~soft[a] & ~soft[b]
        kind = np.where(differ, np.where(filled, np.where(seam, SEAM, OVERLAP), PAPER), kind)
        sinew_a, sinew_b = (np.asarray(t) for t in neighbours(tendon, axis))
        merging = (muscle[a] & band[b] & sinew_a) | (band[a] & muscle[b] & sinew_b)
        kind = np.where(merging, 0, kind)
        here = kind > 0
        before, after = (np.asarray(e) for e in neighbours(edge, axis))
        before |= here
        after |= here
        ys, xs = np.nonzero(here)
        listed = zip(
            ys.tolist(),
            xs.tolist(),
            kind[here].tolist(),
            owner[here].tolist(),
            a[here].tolist(),
            b[here].tolist(),
            strict=True,
        )
        for y, x, k, o, p, q in listed:
            segment = crack(y, x, axis)
            if k >= WEAK:
                out.setdefault((o, True), {})[segment] = k
            else:
                between.setdefault((min(p, q), max(p, q)), {})[segment] = (k, o)
    for (low, high), segments in between.items():
        _settle(low, high, segments, out)
    edge[[0, -1]] = True
    edge[:, [0, -1]] = True
    return Borders(out, edge)


def _settle(
    low: int,
    high: int,
    segments: dict[Segment, tuple[int, int]],
    out: dict[tuple[int, bool], dict[Segment, int]],
) -> None:
    """Where two parts touch, who is in front may flip from pixel to pixel: let the majority nearby decide."""
    for chain in chains(segments):
        pairs = list(pairwise(chain))
        values = [segments.get((p, q)) or segments[q, p] for p, q in pairs]
        in_front = np.array([o == high for _, o in values], float)
        in_front = ndimage.gaussian_filter1d(in_front, 2.5 * PX, mode="nearest")
        for (p, q), (k, _), share in zip(pairs, values, in_front.tolist(), strict=True):
            out.setdefault((high if share > 0.5 else low, False), {})[p, q] = k


def outlines(scene: Scene, borders: Borders, sigma: float = 5.0, plain: tuple[str, ...] = ()) -> list[Line]:
    """All border lines, faint ones first. `sigma`: smoothing in pixels."""
    lines: list[Line] = []
    for (owner, is_fold), segments in borders.cracks.items():
        kind = scene.layers[owner - 1].kind
        if is_fold and scene.layers[owner - 1].name in plain:
            continue
        for chain in chains(segments):
            classes = np.array([segments.get((p, q), segments.get((q, p), 0)) for p, q in pairwise(chain)])
            style = _style(kind, is_fold, classes, chain)
            if style is None:
                continue
            closed = chain[0] == chain[-1] and len(chain) > 4
            points = smooth([(float(x), float(y)) for x, y in chain], sigma, closed) - 0.5
            points = points[::2] if closed else np.concatenate([points[:-1:2], points[-1:]])
            lines.append(Line(style, points, closed))
    order = {"neighbour": 0, "fold": 1, "inner": 2, "outline": 3}
    return sorted(lines, key=lambda line: order[line.style])


def _style(kind: str, is_fold: bool, classes: NDArray[np.int64], chain: list[Corner]) -> str | None:
    """The class of one chain, or None when it is too short or too weak to be drawn."""
    length = len(chain) / PX
    faint = kind in ("far", "neighbour")
    if is_fold:
        if faint:
            return None
        ring = chain[0] == chain[-1] and len(chain) > 4
        if kind == "muscle" and ring and enclosed_area(np.array(chain, float)) < 150 * PX * PX:
            return None
        shortest = {"muscle": 30.0, "bone": 7.0}.get(kind, 16.0)
        if length < shortest or (classes == STRONG).mean() < 0.25 or kind in ("tendon", "neighbour", "nerve"):
            return None
        return "neighbour" if faint else "fold"
    if length < (4 if faint or kind == "muscle" else 1.2):
        return None
    if chain[0] == chain[-1] and len(chain) > 4:
        smallest = (2.4 * PX) ** 2 * (3 if faint else 1)
        if kind == "muscle":
            smallest = 40 * PX * PX
        if enclosed_area(np.array(chain, float)) < smallest:
            return None
    if faint:
        return "neighbour"
    if (classes == SEAM).mean() > 0.6:
        return "fold"
    return "outline" if kind == "muscle" else "inner"
