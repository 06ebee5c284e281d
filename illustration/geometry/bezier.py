"""Cubic Bezier fitting (Schneider 1990) and path strings on an integer grid. It knows no styles.

A curve is a list of (4, 2) arrays, each starting where the one before ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from illustration.geometry.mesh import Floats

Curve = list[Floats]
_STRAIGHT = 0.8  # grid units; a segment whose handles lie closer to its chord becomes a line


def _unit(v: Floats) -> Floats:
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def _straight(a: Floats, b: Floats) -> Floats:
    return np.array([a, a + (b - a) / 3, a + 2 * (b - a) / 3, b])


def _one_segment(p: Floats, t1: Floats, t2: Floats, tolerance: float) -> tuple[Floats | None, int]:
    """Best single cubic with the given end tangents, or None and the index of the worst point."""
    length = float(np.linalg.norm(p[-1] - p[0]))
    u = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    u /= max(u[-1], 1e-9)
    error = np.zeros(len(p))
    for _ in range(4):
        v = 1 - u
        b = np.stack([v**3, 3 * u * v**2, 3 * u * u * v, u**3], axis=1)
        a1, a2 = t1 * b[:, 1:2], t2 * b[:, 2:3]
        c = np.array([[np.sum(a1 * a1), np.sum(a1 * a2)], [np.sum(a1 * a2), np.sum(a2 * a2)]])
        rest = p - p[0] * (b[:, 0] + b[:, 1])[:, None] - p[-1] * (b[:, 2] + b[:, 3])[:, None]
        x = np.array([np.sum(a1 * rest), np.sum(a2 * rest)])
        handles = np.linalg.solve(c, x) if abs(np.linalg.det(c)) > 1e-9 else np.full(2, length / 3)
        if handles.min() < 1e-3 * length or handles.max() > 3 * length + 1:
            handles = np.full(2, length / 3)
        s = np.array([p[0], p[0] + t1 * handles[0], p[-1] + t2 * handles[1], p[-1]])
        q = b @ s
        error = np.linalg.norm(q - p, axis=1)
        if error.max() < tolerance:
            return s, 0
        weights = np.stack([3 * v**2, 6 * v * u, 3 * u**2], axis=1)
        d = weights @ np.diff(s, axis=0)
        u = u - ((q - p) * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-9)  # one Newton step per point
        u = np.maximum.accumulate(np.clip(u, 0, 1))
    return None, int(error.argmax())


def fit_open(
    points: Floats, tolerance: float, start: Floats | None = None, end: Floats | None = None
) -> Curve:
    """Cubic segments through a polyline (n, 2), nowhere farther from its points than `tolerance`.

    `start` and `end` are unit tangents pointing into the curve; left out, they are taken from the first and
    last points.
    """
    n = len(points)
    k = min(7, n - 1)
    t1 = _unit(points[k] - points[0]) if start is None else start
    t2 = _unit(points[-1 - k] - points[-1]) if end is None else end
    if n < 4:
        return [_straight(points[0], points[-1])]
    segment, worst = _one_segment(points, t1, t2, tolerance)
    if segment is not None:
        return [segment]
    middle = int(np.clip(worst, 2, n - 3)) if n > 5 else n // 2
    k = min(7, middle, n - 1 - middle)
    tangent = _unit(points[middle - k] - points[middle + k])
    return fit_open(points[: middle + 1], tolerance, t1, tangent) + fit_open(
        points[middle:], tolerance, -tangent, t2
    )


def fit_closed(points: Floats, tolerance: float) -> Curve:
    """As `fit_open` for a ring (n, 2) that does not repeat its first point; smooth where it closes."""
    ring = np.concatenate([points, points[:1]])
    k = max(1, min(5, (len(ring) - 1) // 3))
    tangent = _unit(ring[k] - ring[-1 - k])
    return fit_open(ring, tolerance, tangent, -tangent)


def tapered(points: Floats, widths: Floats, tolerance: float) -> Curve:
    """Outline of a stroke along a polyline (n, 2) with a width (n,) at each point: a closed curve to be
    filled.
    """
    t = np.gradient(points, axis=0)
    t /= np.maximum(np.linalg.norm(t, axis=1, keepdims=True), 1e-9)
    side = np.stack([-t[:, 1], t[:, 0]], axis=1) * widths[:, None] / 2
    return fit_open(points + side, tolerance) + fit_open((points - side)[::-1], tolerance)


def path_data(
    curve: Sequence[Floats], closed: bool, scale: float = 1.0, origin: tuple[float, float] = (0, 0)
) -> str:
    """The curve as `M C L Z` with absolute integers, `(point - origin) * scale` rounded; "" if nothing is
    left of it.
    """
    grid = [np.round((np.asarray(s) - np.asarray(origin)) * scale).astype(int) for s in curve]
    if not grid:
        return ""
    at = grid[0][0]
    words = [f"M{at[0]} {at[1]}"]
    for s in grid:
        end = s[3]
        if (end == at).all():
            continue
        along = _unit((end - at).astype(float))
        off = max(abs(along[0] * (c - at)[1] - along[1] * (c - at)[0]) for c in s[1:3])
        if off < _STRAIGHT:
            words.append(f"L{end[0]} {end[1]}")
        else:
            words.append("C" + " ".join(f"{x} {y}" for x, y in s[1:]))
        at = end
    if len(words) == 1:
        return ""
    return "".join(words) + ("Z" if closed else "")


def polyline_data(
    points: Floats, closed: bool, scale: float = 1.0, origin: tuple[float, float] = (0, 0)
) -> str:
    """Straight lines through the points, as `path_data` writes them."""
    ring = np.concatenate([points, points[:1]]) if closed else points
    return path_data([_straight(a, b) for a, b in itertools.pairwise(ring)], closed, scale, origin)
