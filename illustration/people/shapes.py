"""Plain meshes for props: boxes, tubes, balls, cushions, straps. Metres, wound outward; no names, no
meaning."""

from __future__ import annotations

import numpy as np

from illustration.geometry.mesh import Floats, Ints, Mesh, join
from illustration.people.rig import Y, frame


def box(centre: Floats, size: Floats, turn: Floats | None = None) -> Mesh:
    """A block; its faces share no vertices, so that edges stay sharp."""
    half = np.asarray(size) / 2
    vertices: list[Floats] = []
    faces = []
    for axis in range(3):
        n, u, v = (np.eye(3)[(axis + k) % 3] for k in range(3))
        for sign in (1, -1):
            corners = [
                sign * n * half + a * u * half + b * v * half for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            ]
            i = len(vertices)
            vertices += corners[::sign]
            faces += [[i, i + 1, i + 2], [i, i + 2, i + 3]]
    points = np.array(vertices)
    return Mesh((points if turn is None else points @ turn.T) + centre, np.array(faces))


def grid_faces(rows: int, columns: int, wrap: bool) -> Ints:
    """Two triangles per cell of a grid of vertices; ``wrap`` joins the last column to the first."""
    i = np.arange(rows * columns).reshape(rows, columns)
    if wrap:
        i = np.concatenate([i, i[:, :1]], axis=1)
    a, b, c, d = i[:-1, :-1], i[1:, :-1], i[1:, 1:], i[:-1, 1:]
    return np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])


def tube(points: Floats, radius: float | Floats, sides: int = 28) -> Mesh:
    """A round tube along a polyline (n, 3), closed by flat ends; ``radius`` for all points or for each (n,)."""
    along = np.gradient(points, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = frame(along[0], Y + np.array([0.31, 0.0, 0.17]))[:, 1]
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rings = []
    for p, t, r in zip(points, along, np.broadcast_to(radius, len(points)), strict=True):
        side = side - t * (side @ t)
        side = side / np.linalg.norm(side)
        rings.append(p + r * (np.cos(angle)[:, None] * side + np.sin(angle)[:, None] * np.cross(t, side)))
    body = Mesh(np.concatenate(rings), grid_faces(len(points), sides, True)[:, ::-1])
    fan = np.array([[0, i, i + 1] for i in range(1, sides - 1)])
    return join([body, Mesh(rings[0], fan[:, ::-1]), Mesh(rings[-1], fan)])


def curve(points: Floats, count: int = 60) -> Floats:
    """A smooth curve (count, 3) through points (n, 3)."""
    from scipy.interpolate import CubicSpline  # takes long to import and few figures need it

    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    spline = CubicSpline(length, points, bc_type="natural")
    return np.asarray(spline(np.linspace(0, length[-1], count)))


def ball(centre: Floats, radius: float) -> Mesh:
    return cushion(centre, np.full(3, 2 * radius), np.eye(3), 1.0, 1.0)


def cushion(centre: Floats, size: Floats, turn: Floats, square: float = 0.5, plump: float = 0.75) -> Mesh:
    """A superellipsoid: ``square`` and ``plump`` below 1 make it boxy in plan and in section; thin along
    y."""
    a, b = np.meshgrid(
        np.linspace(-np.pi / 2, np.pi / 2, 41), np.linspace(-np.pi, np.pi, 80, False), indexing="ij"
    )

    def power(v: Floats, k: float) -> Floats:
        return np.asarray(np.sign(v) * np.abs(v) ** k)

    ring = power(np.cos(a), plump)
    unit = np.stack(
        [ring * power(np.cos(b), square), power(np.sin(a), plump), ring * power(np.sin(b), square)], -1
    )
    return Mesh(unit.reshape(-1, 3) * size / 2 @ turn.T + centre, grid_faces(41, 80, True))


def band(rings: list[Floats]) -> Mesh:
    """A strip through closed rings, each (n, 3) with the same n: loop bands and wraps."""
    return Mesh(np.concatenate(rings), grid_faces(len(rings), len(rings[0]), True)[:, ::-1])


def strap(points: Floats, width: float, normal: Floats) -> Mesh:
    """A flat ribbon along a polyline, its width square to ``normal``, drawn from both sides."""
    along = np.gradient(points, axis=0)
    side = np.cross(along, normal)
    side = side / np.linalg.norm(side, axis=1, keepdims=True) * width / 2
    faces = grid_faces(2, len(points), False)
    thin = 0.001 * normal
    edge = np.concatenate([points + side, points - side])
    return join([Mesh(edge + thin, faces), Mesh(edge - thin, faces[:, ::-1])])


_STEPS = 16  # points of a line of a snowflake
_ARM, _BARB, _SPREAD = (
    0.58,
    0.36,
    0.62,
)  # of its radius: where barbs start, how long they are; radians off the arm


def snowflake(radius: float) -> list[Floats]:
    """Six arms with two barbs each, as lines (n, 2) round the origin, in the unit of ``radius``."""
    out = []
    for angle in np.linspace(0, np.pi, 3, endpoint=False):
        tip = _towards(angle)
        out.append(np.linspace(-tip, tip, 2 * _STEPS) * radius)
    for angle in np.linspace(0, 2 * np.pi, 6, endpoint=False):
        start = _ARM * _towards(angle)
        for side in (-_SPREAD, _SPREAD):
            out.append(np.linspace(start, start + _BARB * _towards(angle + side), _STEPS) * radius)
    return out


def _towards(angle: float) -> Floats:
    return np.array([np.cos(angle), np.sin(angle)])
