"""Cubic Bezier fitting (Schneider 1990) and path strings on an integer grid. It knows no styles.

A curve is a list of (4, 2) arrays, each starting where the one before ends.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from illustration.geometry.mesh import Floats

Curve = list[Floats]
_STRAIGHT = 0.8  # grid units; a segment whose handles lie closer to its chord becomes a line


def _unit(v: Floats) -> Floats:
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def _straight(a: Floats, b: Floats) -> Floats:
    return np.array([a, a + (b - a) / 3, a + 2 * (b - a) / 3, b])


def _one_segment(p: Floats, t1: Floats, t2: Floats, tolerance: float) -> tuple[Floats, int]:
    """The best single cubic (4, 2) with the given end tangents; with it -1 if it is within tolerance, else
    the index of the worst point.
    """
    n = len(p)
    points = np.ascontiguousarray(p.T)
    (x_first, y_first), (x_last, y_last) = p[0].tolist(), p[-1].tolist()
    first, last = points[:, :1], points[:, -1:]
    (t1x, t1y), (t2x, t2y) = t1.tolist(), t2.tolist()
    dx, dy = x_last - x_first, y_last - y_first
    length = math.sqrt(dx * dx + dy * dy)
    step = points[:, 1:] - points[:, :-1]
    step *= step
    u = np.zeros(n)
    np.add.accumulate(np.sqrt(step[0] + step[1]), out=u[1:])
    if u[-1] > 1e-9:
        u /= u[-1]
    dot = t1x * t2x + t1y * t2y
    sums = np.empty((5, n))
    for _ in range(4):
        v = 1 - u
        uu, vv, u3 = u * u, v * v, 3 * u
        b0, b1, b2, b3 = v * vv, u3 * v * v, u3 * u * v, u * uu
        rest = points - first * (b0 + b1) - last * (b2 + b3)
        np.multiply(b1, b1, out=sums[0])
        np.multiply(b1 * b2, dot, out=sums[1])
        np.multiply(b2, b2, out=sums[2])
        np.multiply(b1, t1x * rest[0] + t1y * rest[1], out=sums[3])
        np.multiply(b2, t2x * rest[0] + t2y * rest[1], out=sums[4])
        c00, c01, c11, x0, x1 = np.add.accumulate(sums, axis=1)[:, -1].tolist()
        det = c00 * c11 - c01 * c01
        h0 = h1 = length / 3
        if abs(det) > 1e-9:
            g0, g1 = (x0 * c11 - x1 * c01) / det, (x1 * c00 - x0 * c01) / det
            if min(g0, g1) >= 1e-3 * length and max(g0, g1) <= 3 * length + 1:
                h0, h1 = g0, g1
        s = np.array([p[0], p[0] + t1 * h0, p[-1] + t2 * h1, p[-1]])
        s0, s1, s2, s3 = s[:, :, None]
        off = b0 * s0 + b1 * s1 + b2 * s2 + b3 * s3 - points
        along = 3 * v * v * (s1 - s0) + 6 * v * u * (s2 - s1) + u3 * u * (s3 - s2)
        error = np.sqrt(off[0] * off[0] + off[1] * off[1])
        worst = int(error.argmax())
        if error[worst] < tolerance:
            return s, -1
        speed = along[0] * along[0] + along[1] * along[1]
        moved = u - (off[0] * along[0] + off[1] * along[1]) / np.maximum(speed, 1e-9)  # one Newton step
        u = np.maximum.accumulate(np.minimum(np.maximum(moved, 0.0), 1.0))
    return s, worst


def fit_open(
    points: Floats, tolerance: float, start: Floats | None = None, end: Floats | None = None
) -> Curve:
    """Cubic segments through a polyline (n, 2), nowhere farther from its points than `tolerance`.

    `start` and `end` are unit tangents pointing into the curve; left out, they are taken from the first and
    last points.
    """
    points = np.ascontiguousarray(points, float)
    n = len(points)
    k = min(7, n - 1)
    t1 = _unit(points[k] - points[0]) if start is None else start
    t2 = _unit(points[-1 - k] - points[-1]) if end is None else end
    if n < 4:
        return [_straight(points[0], points[-1])]
    segment, worst = _one_segment(points, t1, t2, tolerance)
    if worst < 0:
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
