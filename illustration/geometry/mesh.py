"""Triangle meshes: cleaning, smoothing, normals, subdivision. It never projects and never draws.

Lengths are in the unit of the mesh (metres throughout the tool). Faces are wound anticlockwise seen from
outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Mesh:
    """`vertices`: (n, 3) floats; `faces`: (m, 3) vertex numbers."""

    vertices: Floats
    faces: Ints

    def moved(self, vertices: Floats) -> Mesh:
        """The same faces on other vertices."""
        return Mesh(vertices, self.faces)


def weld(mesh: Mesh, tolerance: float = 2e-5) -> Mesh:
    """Merge vertices that share a cell of size `tolerance` (metres) and drop the faces that collapse."""
    cells = np.round(mesh.vertices / tolerance).astype(np.int64)
    _, first, group = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    faces = group.ravel()[mesh.faces]
    a, b, c = faces.T
    return Mesh(mesh.vertices[first], faces[(a != b) & (b != c) & (c != a)])


def adjacency(vertex_count: int, faces: Ints) -> sparse.csr_matrix:
    """(n, n) matrix with 1 where two vertices share an edge."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    half = sparse.coo_matrix(
        (np.ones(len(edges)), (edges[:, 0], edges[:, 1])), shape=(vertex_count, vertex_count)
    ).tocsr()
    return ((half + half.T) > 0).astype(float)


def neighbour_mean(vertex_count: int, faces: Ints) -> sparse.csr_matrix:
    """(n, n) matrix that replaces a value per vertex by the mean of its neighbours."""
    links = adjacency(vertex_count, faces)
    degree = np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1)
    return sparse.diags(1 / degree) @ links


def taubin_smooth(mesh: Mesh, rounds: int, shrink: float = 0.5, grow: float = -0.52) -> Mesh:
    """Smooth without losing volume (Taubin 1995: a shrinking step, then a slightly larger growing one)."""
    mean = neighbour_mean(len(mesh.vertices), mesh.faces)
    v = mesh.vertices
    for _ in range(rounds):
        v = v + shrink * (mean @ v - v)
        v = v + grow * (mean @ v - v)
    return mesh.moved(v)


def drop_debris(mesh: Mesh, fraction: float = 0.02) -> Mesh:
    """Remove connected pieces with less than `fraction` of all faces."""
    count, piece = sparse.csgraph.connected_components(
        adjacency(len(mesh.vertices), mesh.faces), directed=False
    )
    faces_in = np.bincount(piece[mesh.faces[:, 0]], minlength=count)
    kept = mesh.faces[faces_in[piece[mesh.faces[:, 0]]] >= fraction * len(mesh.faces)]
    return compact(Mesh(mesh.vertices, kept))


def compact(mesh: Mesh) -> Mesh:
    """Drop vertices that no face uses."""
    used = np.unique(mesh.faces)
    renumber = np.full(len(mesh.vertices), -1, dtype=np.int64)
    renumber[used] = np.arange(len(used))
    return Mesh(mesh.vertices[used], renumber[mesh.faces])


def keep_faces(mesh: Mesh, keep: NDArray[np.bool_]) -> Mesh:
    """The mesh of the faces where `keep` (m,) is true."""
    return compact(Mesh(mesh.vertices, mesh.faces[keep]))


def orient_outward(mesh: Mesh) -> Mesh:
    """Wind every connected piece the same way throughout and so that its enclosed volume is positive."""
    faces = mesh.faces
    m = len(faces)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    face_of = np.tile(np.arange(m), 3)
    ascending = edges[:, 0] < edges[:, 1]
    _, key, uses = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True, return_counts=True)
    key = key.ravel()
    order = np.argsort(key, kind="stable")
    pair = order[(uses == 2)[key[order]]].reshape(-1, 2)  # the two half-edges of every inner edge
    f, g = face_of[pair[:, 0]], face_of[pair[:, 1]]
    clash = (ascending[pair[:, 0]] == ascending[pair[:, 1]]).astype(np.int64)
    touching = sparse.coo_matrix((np.ones(len(f)), (f, g)), shape=(m, m))
    pieces, piece = sparse.csgraph.connected_components(touching, directed=False)
    flip = _flips(m, f, g, clash) if clash.any() else np.zeros(m, dtype=np.int64)
    wound = np.where(flip[:, None] == 1, faces[:, ::-1], faces)
    v = mesh.vertices - mesh.vertices.mean(axis=0)
    a, b, c = v[wound[:, 0]], v[wound[:, 1]], v[wound[:, 2]]
    volume = np.bincount(piece, weights=np.einsum("ij,ij->i", a, np.cross(b, c)), minlength=pieces)
    return Mesh(mesh.vertices, np.where((volume < 0)[piece][:, None], wound[:, ::-1], wound))


def _flips(count: int, f: Ints, g: Ints, clash: Ints) -> Ints:
    """(count,) 1 for each face to turn so that faces f[i] and g[i], at odds where clash[i], agree."""
    links: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for i, j, bad in zip(f.tolist(), g.tolist(), clash.tolist(), strict=True):
        links[i].append((j, bad))
        links[j].append((i, bad))
    flip = np.full(count, -1)
    for start in range(count):
        if flip[start] >= 0:
            continue
        flip[start] = 0
        stack = [start]
        while stack:
            i = stack.pop()
            for j, bad in links[i]:
                if flip[j] < 0:
                    flip[j] = flip[i] ^ bad
                    stack.append(j)
    return flip


def join(meshes: Sequence[Mesh]) -> Mesh:
    """Several meshes as one; vertices are not merged."""
    offsets = np.cumsum([0] + [len(m.vertices) for m in meshes[:-1]])
    return Mesh(
        np.concatenate([m.vertices for m in meshes]),
        np.concatenate([m.faces + k for m, k in zip(meshes, offsets, strict=True)]),
    )


def mirrored(mesh: Mesh) -> Mesh:
    """The mirror image across the plane x = 0, still wound outward."""
    return Mesh(mesh.vertices * np.array([-1.0, 1.0, 1.0]), mesh.faces[:, ::-1])


def cross(a: Floats, b: Floats) -> Floats:
    """Cross products of vectors (n, 3); much quicker than `numpy.cross`."""
    (ax, ay, az), (bx, by, bz) = a.T, b.T
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]).T


def add_at_corners(vertex_count: int, faces: Ints, values: Floats) -> Floats:
    """(n, 3) sums at each vertex of the `values` (m, 3) of its faces."""
    corners = faces.T.ravel()
    return np.stack([np.bincount(corners, np.tile(values[:, k], 3), vertex_count) for k in range(3)], axis=1)


def vertex_normals(mesh: Mesh) -> Floats:
    """(n, 3) unit normals, weighted by face area; zero where a vertex has no face."""
    v, f = mesh.vertices, mesh.faces
    a = v[f[:, 0]]
    normals = add_at_corners(len(v), f, cross(v[f[:, 1]] - a, v[f[:, 2]] - a))
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def loop_subdivision(vertex_count: int, faces: Ints) -> tuple[sparse.csr_matrix, Ints]:
    """One step of Loop subdivision (Loop 1987, Warren's weights) as (matrix, new faces).

    `matrix @ values` carries any value per vertex, positions included, to the finer mesh, so the same
    matrix serves every pose of one mesh.
    """
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    opposite = np.concatenate([faces[:, 2], faces[:, 0], faces[:, 1]])
    unique, key, uses = np.unique(edges, axis=0, return_inverse=True, return_counts=True)
    key = key.ravel()
    n, m = vertex_count, len(unique)
    border = uses == 1

    links = adjacency(n, faces)
    degree = np.asarray(links.sum(axis=1)).ravel()
    safe = np.maximum(degree, 1)
    beta = np.where(safe == 3, 3 / 16, 3 / (8 * safe))
    rim_edges = unique[border]
    rim = sparse.coo_matrix(
        (np.ones(len(rim_edges)), (rim_edges[:, 0], rim_edges[:, 1])), shape=(n, n)
    ).tocsr()
    rim = rim + rim.T
    rim_degree = np.asarray(rim.sum(axis=1)).ravel()
    on_rim, loose = rim_degree > 0, degree == 0
    old = (
        sparse.diags(np.where(loose, 1.0, np.where(on_rim, 0.75, 1 - beta * safe)))
        + sparse.diags(np.where(on_rim, 0.0, beta)) @ links
        + sparse.diags(np.where(on_rim, 0.25 / np.maximum(rim_degree, 1), 0.0)) @ rim
    )

    row = np.arange(m)
    end_weight = np.where(border, 0.5, 3 / 8)
    inner = ~border[key]
    rows = np.concatenate([row, row, key[inner]])
    cols = np.concatenate([unique[:, 0], unique[:, 1], opposite[inner]])
    weights = np.concatenate([end_weight, end_weight, 0.25 / uses[key[inner]]])
    new = sparse.coo_matrix((weights, (rows, cols)), shape=(m, n))

    e01, e12, e20 = (n + key[i * len(faces) : (i + 1) * len(faces)] for i in range(3))
    a, b, c = faces.T
    fine = np.concatenate(
        [np.stack(t, axis=1) for t in ((a, e01, e20), (b, e12, e01), (c, e20, e12), (e01, e12, e20))]
    )
    return sparse.vstack([old, new]).tocsr(), fine
