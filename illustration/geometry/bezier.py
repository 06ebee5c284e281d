"""Cubic Bezier fitting (Schneider 1990) and path strings on an integer grid. It knows no styles.

A curve is a list of (4, 2) arrays, each starting where the one before ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numba
import numpy as np

from illustration.geometry.mesh import Floats

Curve = list[Floats]
_STRAIGHT = 0.8  # grid units; a segment whose handles lie closer to its chord becomes a line


def _unit(v: Floats) -> Floats:
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def _straight(a: Floats, b: Floats) -> Floats:
    return np.array([a, a + (b - a) / 3, a + 2 * (b - a) / 3, b])


@numba.njit(cache=True)  # type: ignore[misc,untyped-decorator,unused-ignore]
def _one_segment(p, t1, t2, tolerance, s):  # type: ignore[no-untyped-def]
    """Write the best single cubic with the given end tangents to `s` (4, 2); -1 if it is within tolerance,
    else the index of the worst point.
    """
    n = len(p)
    length = np.sqrt((p[-1, 0] - p[0, 0]) ** 2 + (p[-1, 1] - p[0, 1]) ** 2)
    u = np.zeros(n)
    for i in range(1, n):
        u[i] = u[i - 1] + np.sqrt((p[i, 0] - p[i - 1, 0]) ** 2 + (p[i, 1] - p[i - 1, 1]) ** 2)
    if u[-1] > 1e-9:
        u /= u[-1]
    dot = t1[0] * t2[0] + t1[1] * t2[1]
    worst = n // 2
    for _ in range(4):
        c00 = c01 = c11 = x0 = x1 = 0.0
        for i in range(n):
            v = 1 - u[i]
            b0, b1, b2, b3 = v**3, 3 * u[i] * v * v, 3 * u[i] * u[i] * v, u[i] ** 3
            c00 += b1 * b1
            c01 += b1 * b2 * dot
            c11 += b2 * b2
            rx = p[i, 0] - p[0, 0] * (b0 + b1) - p[-1, 0] * (b2 + b3)
            ry = p[i, 1] - p[0, 1] * (b0 + b1) - p[-1, 1] * (b2 + b3)
            x0 += b1 * (t1[0] * rx + t1[1] * ry)
            x1 += b2 * (t2[0] * rx + t2[1] * ry)
        det = c00 * c11 - c01 * c01
        h0 = h1 = length / 3
        if abs(det) > 1e-9:
            g0, g1 = (x0 * c11 - x1 * c01) / det, (x1 * c00 - x0 * c01) / det
            if min(g0, g1) >= 1e-3 * length and max(g0, g1) <= 3 * length + 1:
                h0, h1 = g0, g1
        for k in range(2):
            s[0, k], s[3, k] = p[0, k], p[-1, k]
            s[1, k], s[2, k] = p[0, k] + t1[k] * h0, p[-1, k] + t2[k] * h1
        largest = -1.0
        before = 0.0
        for i in range(n):
            w, v = u[i], 1 - u[i]
            b0, b1, b2, b3 = v**3, 3 * w * v * v, 3 * w * w * v, w**3
            d0, d1, d2 = 3 * v * v, 6 * v * w, 3 * w * w
            ex = b0 * s[0, 0] + b1 * s[1, 0] + b2 * s[2, 0] + b3 * s[3, 0] - p[i, 0]
            ey = b0 * s[0, 1] + b1 * s[1, 1] + b2 * s[2, 1] + b3 * s[3, 1] - p[i, 1]
            dx = d0 * (s[1, 0] - s[0, 0]) + d1 * (s[2, 0] - s[1, 0]) + d2 * (s[3, 0] - s[2, 0])
            dy = d0 * (s[1, 1] - s[0, 1]) + d1 * (s[2, 1] - s[1, 1]) + d2 * (s[3, 1] - s[2, 1])
            error = np.sqrt(ex * ex + ey * ey)
            if error > largest:
                largest, worst = error, i
            moved = u[i] - (ex * dx + ey * dy) / max(dx * dx + dy * dy, 1e-9)  # one Newton step
            before = max(before, min(max(moved, 0.0), 1.0))
            u[i] = before
        if largest < tolerance:
            return -1
    return worst


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
    segment = np.empty((4, 2))
    worst = int(_one_segment(points, t1, t2, tolerance, segment))
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
