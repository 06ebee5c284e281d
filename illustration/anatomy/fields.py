"""Fields on muscle surfaces: how far from origin to insertion, and in which direction. Nothing is projected
here.

A muscle's fibre direction is the gradient of a harmonic function that is 0 on the origin and 1 on the
insertion, replaced by a smooth polynomial so that lines do not follow every bump of the mesh; or it is
stated by guides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree

from illustration.geometry.mesh import (
    Floats,
    Mesh,
    add_at_corners,
    neighbour_mean,
    orient_outward,
    vertex_normals,
)

Mask = NDArray[np.bool_]
GUIDE_REACH = 0.01  # metres: how far round a guide its direction holds almost alone
FEATHER_SOFT = 0.001  # metres: beside the line of a feather, over which its fibres turn to the other side
NO_TENDON = -0.05  # metres: a depth into tendon that no blur brings near zero


class FieldError(ValueError):
    """Origin and insertion leave no room for fibres."""


def stiffness(mesh: Mesh) -> sparse.csr_matrix:
    """Cotangent Laplacian (n, n) with clipped weights, so that slivers do no harm."""
    v, f = mesh.vertices, mesh.faces
    n = len(v)
    rows, cols, weights = [], [], []
    for i in range(3):
        a, b, o = f[:, i], f[:, (i + 1) % 3], f[:, (i + 2) % 3]
        p, q = v[a] - v[o], v[b] - v[o]
        area = np.maximum(np.linalg.norm(np.cross(p, q), axis=1), 1e-12)
        half = np.clip((p * q).sum(axis=1) / area, 0.02, 8) / 2
        rows += [a, b]
        cols += [b, a]
        weights += [half, half]
    w = sparse.coo_matrix(
        (np.concatenate(weights), (np.concatenate(rows), np.concatenate(cols))), shape=(n, n)
    ).tocsr()
    return sparse.diags(np.asarray(w.sum(axis=1)).ravel()) - w


def harmonic(mesh: Mesh, origin: Mask, insertion: Mask) -> Floats:
    """(n,) harmonic function: 0 on `origin`, 1 on `insertion`."""
    matrix = stiffness(mesh) + 1e-9 * sparse.eye(len(mesh.vertices))
    pinned = origin | insertion
    u = np.where(insertion, 1.0, 0.0)
    free = ~pinned
    rows = matrix[free]
    u[free] = splu(rows[:, free].tocsc()).solve(-rows[:, pinned] @ u[pinned])
    return u


def smooth_field(mesh: Mesh, u: Floats, use: Mask, degree: int) -> Floats:
    """Least-squares polynomial of `degree` in x, y, z through the values `u` of the vertices `use`."""
    x = mesh.vertices - mesh.vertices.mean(axis=0)
    x = x / np.abs(x).max()
    powers = [
        (i, j, k) for i in range(degree + 1) for j in range(degree + 1 - i) for k in range(degree + 1 - i - j)
    ]
    basis = np.stack([x[:, 0] ** i * x[:, 1] ** j * x[:, 2] ** k for i, j, k in powers], axis=1)
    a = basis[use]
    ridge = 1e-4 * len(a) * np.eye(len(powers))
    return np.asarray(basis @ np.linalg.solve(a.T @ a + ridge, a.T @ u[use]))


def fibre_field(mesh: Mesh, origin: Mask, insertion: Mask, fan: float, degree: int) -> Floats:
    """(n,) field that rises along the fibres. `fan` 0..1 blends in the distance to the insertion's centre,
    for muscles whose fibres run together like the ribs of a fan. Raises FieldError.
    """
    u = harmonic(mesh, origin & ~insertion, insertion)
    between = (u > 0.02) & (u < 0.98)
    if not between.any():
        raise FieldError("no part of the muscle lies between its origin and its insertion")
    u = smooth_field(mesh, u, between, degree)
    r = np.linalg.norm(mesh.vertices - mesh.vertices[insertion].mean(axis=0), axis=1)
    return np.asarray((1 - fan) * u + fan * (1 - r / r.max()))


def tendon_field(
    mesh: Mesh, origin: Mask, insertion: Mask, from_origin: float, from_insertion: float
) -> Floats:
    """(n,) metres, positive within the given distances (metres) of origin or insertion; smoothed."""
    v = mesh.vertices
    t = np.full(len(v), NO_TENDON)
    for end, length in ((origin, from_origin), (insertion, from_insertion)):
        if length > 0:
            t = np.maximum(t, length - cKDTree(v[end]).query(v)[0])
    mean = neighbour_mean(len(v), mesh.faces)
    for _ in range(25):
        t = 0.5 * t + 0.5 * (mean @ t)
    return np.asarray(t)


def gradient(mesh: Mesh, u: Floats) -> Floats:
    """(n, 3) unit direction in which `u` rises along the surface."""
    f = mesh.faces
    a, b, c = mesh.vertices[f[:, 0]], mesh.vertices[f[:, 1]], mesh.vertices[f[:, 2]]
    normal = np.cross(b - a, c - a)
    doubled = np.maximum((normal * normal).sum(axis=1, keepdims=True), 1e-18)
    g = (
        u[f[:, 0], None] * np.cross(normal, c - b)
        + u[f[:, 1], None] * np.cross(normal, a - c)
        + u[f[:, 2], None] * np.cross(normal, b - a)
    ) / doubled
    g /= np.maximum(np.linalg.norm(g, axis=1, keepdims=True), 1e-9)
    out = add_at_corners(len(mesh.vertices), f, g * np.sqrt(doubled))
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12))


def guided(mesh: Mesh, guides: Floats) -> Floats:
    """(n, 3) unit fibre direction along the surface, taken from the guides near by.

    `guides` (k, 6): x, y, z of a point and of another that its fibres run to (metres), all of them from origin
    to insertion. A guide counts with the inverse cube of the distance to it.
    """
    start, step = guides[:, :3], guides[:, 3:] - guides[:, :3]
    length = np.maximum(np.linalg.norm(step, axis=1), 1e-9)
    offset = mesh.vertices[:, None] - start
    t = np.clip((offset * step).sum(axis=-1) / length**2, 0, 1)
    distance = np.linalg.norm(offset - t[..., None] * step, axis=-1)
    weight = (distance + GUIDE_REACH) ** -3
    course = weight @ (step / length[:, None])
    normal = vertex_normals(mesh)
    course -= normal * (course * normal).sum(axis=1, keepdims=True)
    return np.asarray(course / np.maximum(np.linalg.norm(course, axis=1, keepdims=True), 1e-9))


def feathered(mesh: Mesh, line: Floats, degrees: float) -> Floats:
    """(n, 3) unit fibre direction along the surface of a feather: as the line (k, 3; from origin to insertion), turned
    away from it by an angle on either side.
    """
    start, step = line[:-1], np.diff(line, axis=0)
    length = np.maximum(np.linalg.norm(step, axis=1), 1e-9)
    offset = mesh.vertices[:, None] - start
    t = np.clip((offset * step).sum(axis=-1) / length**2, 0, 1)
    off = offset - t[..., None] * step
    nearest = np.linalg.norm(off, axis=-1).argmin(axis=1)
    every = np.arange(len(nearest))
    along = (step / length[:, None])[nearest]
    normal = vertex_normals(mesh)
    along = along - normal * (along * normal).sum(axis=1, keepdims=True)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    beside = np.cross(normal, along)
    side = np.tanh((off[every, nearest] * beside).sum(axis=1) / FEATHER_SOFT)
    turn = np.radians(degrees) * side
    return np.asarray(np.cos(turn)[:, None] * along + np.sin(turn)[:, None] * beside)


def slimmed(mesh: Mesh, where: Mask, share: float, reach: float) -> Floats:
    """Vertices (n, 3) with those of `where` drawn to the middle of what lies round them within `reach` (metres), until
    they keep about a `share` of their distance to it; the change sets in softly.
    """
    chosen = np.flatnonzero(where)
    if not len(chosen):
        return mesh.vertices
    tree = cKDTree(mesh.vertices[chosen])
    middles = np.array(
        [
            mesh.vertices[chosen][near].mean(axis=0)
            for near in tree.query_ball_point(mesh.vertices[chosen], reach)
        ]
    )
    shift = np.zeros_like(mesh.vertices)
    shift[chosen] = (1 - share) * (middles - mesh.vertices[chosen])
    mean = neighbour_mean(len(shift), mesh.faces)
    for _ in range(3):
        shift = 0.5 * shift + 0.5 * np.asarray(mean @ shift)
    return np.asarray(mesh.vertices + shift)


def in_polygon(points: Floats, corners: Floats) -> Mask:
    """(n,) true where a point (x, y) lies inside a polygon (k, 2), by the even-odd rule."""
    inside = np.zeros(len(points), bool)
    x, y = points[:, 0], points[:, 1]
    for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y0 != y1:
            inside ^= ((y0 > y) != (y1 > y)) & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return inside


def near(vertices: Floats, others: Sequence[Floats], distance: float) -> Mask:
    """(n,) true where a vertex lies within `distance` (metres) of any of the other point sets."""
    found = cKDTree(np.concatenate(list(others))).query(vertices, distance_upper_bound=distance)[0]
    return np.asarray(found < distance)


def loft(rows: Floats, around: int = 28, along: int = 48) -> tuple[Mesh, Floats]:
    """A flattened closed tube for bands and tendons the atlas lacks, and its length field (0 at the first
    row, 1 last).

    `rows` (k, 6): x, y, z of the middle, half width, half thickness (metres) and the azimuth of the width
    (degrees: 0 along x, 90 along z), in order along the band.
    """
    from scipy.interpolate import PchipInterpolator  # takes long to import and few figures need it

    at = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(rows[:, :3], axis=0), axis=1))])
    s = np.linspace(0, at[-1], along)
    r = PchipInterpolator(at, rows)(s)
    azimuth = np.radians(r[:, 5])
    tangent = np.gradient(r[:, :3], axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    across = np.stack([np.cos(azimuth), np.zeros(along), np.sin(azimuth)], axis=1)
    across -= tangent * (across * tangent).sum(axis=1, keepdims=True)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    wide, thick = across * r[:, 3:4], np.cross(tangent, across) * r[:, 4:5]
    turn = np.linspace(0, 2 * np.pi, around, endpoint=False)[None, :, None]
    tube = (r[:, None, :3] + np.cos(turn) * wide[:, None] + np.sin(turn) * thick[:, None]).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(along - 1), np.arange(around), indexing="ij")
    p, q = i * around + j, i * around + (j + 1) % around
    sides = [
        np.stack([p, q, q + around], axis=-1).reshape(-1, 3),
        np.stack([p, q + around, p + around], axis=-1).reshape(-1, 3),
    ]
    last = along * around
    one = np.arange(around)
    two = (one + 1) % around
    top = np.stack([two, one, np.full(around, last)], axis=1)
    base = (along - 1) * around
    bottom = np.stack([base + one, base + two, np.full(around, last + 1)], axis=1)
    vertices = np.concatenate([tube, r[[0, -1], :3]])
    mesh = orient_outward(Mesh(vertices, np.concatenate([*sides, top, bottom])))
    return mesh, np.concatenate([np.repeat(s / s[-1], around), [0.0, 1.0]])
