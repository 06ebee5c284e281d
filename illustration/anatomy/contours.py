"""Lines inside bones: crests, rims and grooves found from how fast the surface turns on the page. Borders
are not here.

A line is a maximum of the derivative of the screen-space normal (the idea of apparent ridges, Judd 2007),
thinned, linked with hysteresis and kept only if it adds something: not beside a border or another line, not
a squiggle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from skimage.filters import apply_hysteresis_threshold
from skimage.morphology import skeletonize

from illustration.anatomy.atlas import expand
from illustration.anatomy.scene import PX, Mask, Scene
from illustration.anatomy.view import Inner
from illustration.geometry.mesh import Floats
from illustration.geometry.raster import masked_blur
from illustration.geometry.trace import chains, smooth

BLUR = 1.6  # points
CLEAR = 2.6  # points between two lines
ALONGSIDE = 5.5  # points: a line that keeps closer than this to a border, at an even distance, repeats it
MAX_TURN = 4.0  # radians of turning on the whole, per 20 points of line: more is a squiggle


@dataclass(frozen=True)
class Stroke:
    """A tapered stroke: points in pixel coordinates and widths in pixels."""

    points: Floats
    widths: Floats
    score: float


def inner_contours(scene: Scene, edge: Mask, rules: Inner, plain: tuple[str, ...]) -> list[Stroke]:
    """The best inner lines of the bones in the scene; bones named in `plain` get none."""
    without = {name for group in plain for name in (group, *expand(group))}
    far = np.asarray(ndimage.distance_transform_edt(~edge))
    found: list[tuple[Stroke, Floats]] = []
    for number, layer in enumerate(scene.layers, 1):
        seen = scene.part == number
        if layer.kind == "bone" and layer.name not in without and seen.sum() > 60 * PX * PX:
            found += _candidates(scene.normal, seen, far, rules)
    found.sort(key=lambda item: -item[0].score)
    taken = np.zeros(scene.shape, bool)
    kept: list[Stroke] = []
    for stroke, path in found:
        x, y = path[:, 0].astype(int), path[:, 1].astype(int)
        if taken[y, x].mean() > 0.35:
            continue
        _stamp(taken, path[:: PX // 2], CLEAR * PX)
        kept.append(stroke)
        if len(kept) >= rules.count:
            break
    return kept


def _stamp(taken: Mask, path: Floats, radius: float) -> None:
    """Mark everything closer than `radius` to the points of a path."""
    r = int(radius)
    disc = np.add.outer(np.arange(-r, r + 1) ** 2, np.arange(-r, r + 1) ** 2) <= radius * radius
    height, width = taken.shape
    for x, y in path.astype(int).tolist():
        x0, x1, y0, y1 = max(x - r, 0), min(x + r + 1, width), max(y - r, 0), min(y + r + 1, height)
        taken[y0:y1, x0:x1] |= disc[y0 - y + r : y1 - y + r, x0 - x + r : x1 - x + r]


def _candidates(normal: Floats, seen: Mask, far: Floats, rules: Inner) -> list[tuple[Stroke, Floats]]:
    ys, xs = np.nonzero(seen)
    y0, x0 = max(int(ys.min()) - 2, 0), max(int(xs.min()) - 2, 0)
    window = (slice(y0, int(ys.max()) + 3), slice(x0, int(xs.max()) + 3))
    mask, distance = seen[window], far[window]
    strength = _ridge_strength(normal[window], mask, distance)
    strong = apply_hysteresis_threshold(strength, rules.low, rules.high)  # type: ignore[no-untyped-call]
    lines = skeletonize(strong)  # type: ignore[no-untyped-call]
    corner = np.array([x0, y0])
    out = []
    for chain in chains(_links(lines)):
        path = np.array(chain)
        if len(path) < rules.length * PX or _redundant(path, distance):
            continue
        points = smooth(path.astype(float), 8, False)[::3]
        if _turning(points) > MAX_TURN * max(len(path) / (20 * PX), 1):
            continue
        force = float(strength[path[:, 1], path[:, 0]].mean())
        t = np.linspace(0, 1, len(points))
        widths = min(0.66, 0.24 + 3.2 * min(force, 0.16)) * PX * np.clip(np.sin(np.pi * t) * 1.6, 0.12, 1)
        score = force * len(path) ** 0.5
        out.append((Stroke(points + corner, widths, score), path + corner))
    return out


def _ridge_strength(normal: Floats, mask: Mask, distance: Floats) -> Floats:
    """How fast the normal turns, per point, where that is greatest across the line; ridges count less than
    grooves.
    """
    n = masked_blur(normal, mask, BLUR * PX)
    n /= np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-6)
    dx, dy = np.gradient(n, axis=1) * PX, np.gradient(n, axis=0) * PX
    a, b, c = (dx * dx).sum(-1), (dx * dy).sum(-1), (dy * dy).sum(-1)
    largest = (a + c) / 2 + np.sqrt(((a - c) / 2) ** 2 + b * b)
    inside = np.clip((distance - 1.2 * PX) / (1.2 * PX), 0, 1) * mask
    q = np.sqrt(largest) * np.clip(n[..., 2], 0, 1) * inside
    theta = 0.5 * np.arctan2(2 * b, a - c)
    across_x, across_y = np.cos(theta), np.sin(theta)
    yy, xx = np.mgrid[: q.shape[0], : q.shape[1]]

    def beside(step: float) -> Floats:
        return np.asarray(ndimage.map_coordinates(q, [yy + step * across_y, xx + step * across_x], order=1))

    peak = (q >= beside(1.5)) & (q >= beside(-1.5)) & mask
    convex = dx[..., 0] + dy[..., 1] > 0
    return np.asarray(np.where(peak, np.where(convex, 0.75 * q, q), 0.0))


def _links(lines: Mask) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Neighbouring pixels of a thinned line as (x, y) pairs; diagonals only where no straight step joins
    them.
    """
    ys, xs = np.nonzero(lines)
    points = set(zip(xs.tolist(), ys.tolist(), strict=True))
    out = []
    for x, y in sorted(points):
        for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
            other = (x + dx, y + dy)
            diagonal = dx != 0 and dy != 0
            if other in points and not (diagonal and ((x + dx, y) in points or (x, y + dy) in points)):
                out.append(((x, y), other))
    return out


def _redundant(path: Floats, distance: Floats) -> bool:
    """Whether a line only repeats a border: too near to it, or running beside it at an even distance."""
    d = distance[path[:, 1].astype(int), path[:, 0].astype(int)] / PX
    near = (d < 2.2).mean() > 0.5
    beside = np.median(d) < ALONGSIDE and d.std() < 0.30 * d.mean() + 0.2 and len(path) > 25 * PX
    return bool(near or beside)


def _turning(points: Floats) -> float:
    """Sum of the absolute changes of direction along a polyline, in radians."""
    step = np.diff(points, axis=0)
    angle = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    return float(np.abs(np.diff(angle)).sum())
