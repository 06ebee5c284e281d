"""Signs over a drawing: arrows, press rings, close-up circles, as paths in figure units. Knows no bodies."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from illustration.geometry.bezier import Curve, path_data
from illustration.geometry.mesh import Floats

_K = 0.5523  # handle length of a quarter circle as cubic segments
Painted = tuple[str, str]


def circle(centre: Floats, radius: float) -> str:
    """A circle as four cubic segments."""
    corners = [np.array(p, float) for p in ((1, 0), (0, 1), (-1, 0), (0, -1))]
    curve: Curve = []
    for k in range(4):
        a, b = corners[k], corners[(k + 1) % 4]
        curve.append(centre + radius * np.array([a, a + b * _K, b + a * _K, b]))
    return path_data(curve, True)


def press_ring(centre: Floats, radius: float) -> list[Painted]:
    """Where to press or to feel it: a red ring on a white one."""
    ring = circle(centre, radius)
    return [("press-halo", ring), ("press", ring)]


def line(style: str, a: Floats, b: Floats) -> Painted:
    p = [tuple(int(v) for v in np.round(q)) for q in (a, b)]
    return style, f"M{p[0][0]} {p[0][1]}L{p[1][0]} {p[1][1]}"


def polygon(points: Iterable[Floats]) -> str:
    return "M" + "L".join(f"{round(float(x))} {round(float(y))}" for x, y in points) + "Z"


def arrow(start: Floats, end: Floats, bend: float, unit: float, double: bool = False) -> list[Painted]:
    """A curved arrow; ``bend`` is the sagitta as a share of its length, ``unit`` figure units per point."""
    chord = end - start
    length = float(np.linalg.norm(chord))
    square = np.array([-chord[1], chord[0]])
    middle = (start + end) / 2 + square * bend
    head, half = min(8.0 * unit, length * (0.38 if double else 0.5)), 1.15 * unit
    neck = 0.85 * head / length
    t = np.linspace(0, 1, 25)[:, None] if bend else np.array([[neck if double else 0.0], [1 - neck]])
    path = (1 - t) ** 2 * start + 2 * t * (1 - t) * (2 * middle - (start + end) / 2) + t**2 * end

    def shape(grow: float) -> list[str]:
        body = path
        if bend:
            body = body[np.linalg.norm(body - end, axis=1) > head * 0.85]
            if double:
                body = body[np.linalg.norm(body - start, axis=1) > head * 0.85]
        along = np.gradient(body, axis=0)
        side = np.stack([-along[:, 1], along[:, 0]], axis=1)
        side = side / np.linalg.norm(side, axis=1, keepdims=True) * (half + grow)
        out = [polygon([*(body + side), *(body - side)[::-1]])]
        for tip, back in ((end, body[-1]), (start, body[0])):
            if tip is start and not double:
                continue
            forward = (tip - back) / np.linalg.norm(tip - back)
            across = np.array([-forward[1], forward[0]])
            base = tip - forward * head
            wide = head * 0.5
            out.append(polygon([tip, base + across * wide, base - across * wide]))
        return out

    pieces = shape(0.0)
    return [("arrow-halo", piece) for piece in pieces] + [("arrow", piece) for piece in pieces]
