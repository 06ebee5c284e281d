"""The lines of a body chart: contour, inner edges, hair, landmarks. It places no dots.

Every line is a polyline in pixels of the view; fitting and integers come later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import find_contours as _find_contours

from illustration.charts.landmarks import LANDMARKS, Landmark
from illustration.charts.limbs import Limbs
from illustration.charts.mannequin import Skin
from illustration.charts.marks import on_skin
from illustration.charts.pattern import Place
from illustration.charts.surface import PIXELS_PER_POINT, Surface
from illustration.geometry.mesh import Floats
from illustration.geometry.trace import chains, crack, depth_gap, neighbours, smooth
from illustration.loose import SPECK

_SMOOTH = 5.0  # pixels along a line
_WEAK, _STRONG = 0.0035, 0.009  # metres of depth: a step that may belong to an edge, one that makes it
_STRONG_SHARE = 0.1
_SHORTEST_PT = 4.0
_CHIN, _ANKLE = 0.628, -0.72  # metres, in the rest pose
_FACE_HALF = 0.064  # metres: half the width between the ears
_TOES_FROM = 122.0  # printed points to a metre; drawn smaller, they are specks
_SAMPLES = 8  # between two places of a landmark


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline (n, 2) in pixels with its style class."""

    style: str
    points: Floats
    closed: bool


def _rings(image: Floats) -> list[Floats]:
    """Curves (n, 2: row, column) where the image passes 0.5."""
    rings: list[Floats] = _find_contours(image, 0.5)  # type: ignore[no-untyped-call]
    return rings


def contours(mask: NDArray[np.bool_], style: str) -> list[Line]:
    """Borders of a mask; a border that runs into the picture's edge is left open there."""
    out = []
    for ring in _rings(mask.astype(float)):
        closed = bool(np.allclose(ring[0], ring[-1]))
        points = ring[:, ::-1]
        if len(points) < 8 * PIXELS_PER_POINT:
            continue
        out.append(Line(style, smooth(points, _SMOOTH, closed), closed))
    return out


def from_middle(lines: Iterable[Line], column: float) -> list[Line]:
    """Lines of a back that is cut beyond the mid-line, without what lies left of ``column``, where the mid-line
    is: the rest of the other leg.
    """
    out = []
    for line in lines:
        keep = line.points[:, 0] >= column
        out += [line] if keep.all() else [Line(line.style, run, False) for run in _runs(line.points, keep)]
    return out


def inner_edges(surface: Surface) -> list[Line]:
    """Edges inside the contour of arms, ears, jaw and toes, where one part stands in front of another; of toes
    only where they are large enough.

    None in the face, and none on the trunk and the legs: they would read as folds that are not there.
    """
    height = surface.rest[..., 1]
    face = (height > _CHIN) & (np.abs(surface.rest[..., 0]) < _FACE_HALF)
    drawn = ndimage.binary_dilation(surface.arm > 0.3, iterations=2) | (height > _CHIN)
    if 1 / (surface.metres_per_pixel * PIXELS_PER_POINT) > _TOES_FROM:
        drawn |= height < _ANKLE
    where = surface.inside & drawn & ~face
    strong: dict[tuple[tuple[int, int], tuple[int, int]], bool] = {}
    for axis in (1, 0):
        _, gap = depth_gap(surface.depth, surface.normal, axis, surface.metres_per_pixel)
        first, second = neighbours(where, axis)
        edge = np.logical_and(first, second) & (gap > _WEAK)
        for y, x in zip(*np.nonzero(edge), strict=True):
            strong[crack(int(y), int(x), axis)] = bool(gap[y, x] > _STRONG)
    out = []
    for chain in chains(strong):
        share = np.mean([strong.get((a, b), strong.get((b, a), False)) for a, b in pairwise(chain)])
        if len(chain) < _SHORTEST_PT * PIXELS_PER_POINT or share < _STRONG_SHARE:
            continue
        points = np.array(chain, float) - 0.5
        out.append(Line("inner", smooth(points, 1.6 * _SMOOTH, False), False))
    return out


def hair(surface: Surface) -> list[Line]:
    """The hair as a closed shape."""
    padded = np.pad(surface.hair > 0, 1)
    out = []
    for ring in _rings(ndimage.gaussian_filter(padded.astype(float), 1.5)):
        if len(ring) > 20 * PIXELS_PER_POINT:
            out.append(Line("hair", smooth(ring[:, ::-1] - 1, _SMOOTH, True), True))
    return out


def landmarks(surface: Surface, view: str, limbs: Limbs, skin: Skin, both: bool = True) -> list[Line]:
    """The visible parts of the landmarks of one view, on both sides of the body or on the right one only."""
    out = []
    for mark in LANDMARKS:
        if view not in mark.views:
            continue
        curve = on_skin(sampled(mark), limbs, skin)
        mirrored = curve * np.array([-1.0, 1.0, 1.0])
        for points in (curve, mirrored) if mark.both and both else (curve,):
            pixels = surface.project(points)
            seen = surface.shows(pixels) & ~np.isnan(points).any(axis=1)
            out += [Line("fold", run[:, :2], False) for run in _runs(pixels, seen) if not _speck(run[:, :2])]
    return out


def _speck(points: Floats) -> bool:
    """Whether what is seen of a landmark (pixels) is too short to say what it is."""
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum()) < SPECK * PIXELS_PER_POINT


def sampled(mark: Landmark) -> list[Place]:
    """Places along a smooth curve through those of a landmark."""
    knots = np.array(mark.places)
    steps = np.linspace(0, len(knots) - 1, (len(knots) - 1) * _SAMPLES + 1)
    fine = np.stack([np.interp(steps, range(len(knots)), knots[:, k]) for k in (0, 1)], axis=1)
    if len(knots) > 2:
        fine = smooth(fine, _SAMPLES / 2, False)
    return [Place(mark.segment, float(at), float(angle)) for at, angle in fine]


def _runs(points: Floats, keep: NDArray[np.bool_]) -> Iterable[Floats]:
    """Unbroken stretches of at least four kept points."""
    numbers = np.flatnonzero(keep)
    for group in np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1):
        if len(group) >= 4:
            yield points[group]
