"""The drawing core: meshes stay closed and outward, curves stay near their points, paths are integers."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.geometry import bezier, mesh, raster, trace


def cube(flipped: bool = False) -> mesh.Mesh:
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = [t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))]
    if flipped:
        faces = [f[::-1] if i % 3 else f for i, f in enumerate(faces)]
    return mesh.Mesh(corners, np.array(faces))


def test_mixed_winding_becomes_outward() -> None:
    fixed = mesh.orient_outward(cube(flipped=True))
    normals = mesh.vertex_normals(fixed)
    assert ((normals * (fixed.vertices - 0.5)).sum(axis=1) > 0).all()


def test_weld_merges_split_corners() -> None:
    whole = cube()
    soup = mesh.Mesh(whole.vertices[whole.faces.ravel()], np.arange(36).reshape(-1, 3))
    assert len(mesh.weld(soup).vertices) == 8


def test_debris_goes_and_the_rest_stays() -> None:
    speck = mesh.Mesh(np.array([[9, 9, 9], [9, 9, 9.1], [9, 9.1, 9]], float), np.array([[0, 1, 2]]))
    assert len(mesh.drop_debris(mesh.join([cube(), speck]), 0.2).vertices) == 8


def test_loop_subdivision_keeps_a_closed_mesh_closed() -> None:
    matrix, fine = mesh.loop_subdivision(8, cube().faces)
    assert len(fine) == 48 and matrix.shape[0] == 8 + 18
    assert np.allclose(np.asarray(matrix.sum(axis=1)).ravel(), 1)
    edges = np.sort(np.concatenate([fine[:, [0, 1]], fine[:, [1, 2]], fine[:, [2, 0]]]), axis=1)
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()


def test_the_nearer_triangle_wins() -> None:
    square = np.array([[1, 1, 0], [8, 1, 0], [1, 8, 0], [1, 1, 1], [4, 1, 1], [1, 4, 1]], float)
    buffers = raster.rasterise(
        square,
        np.array([[0, 1, 2], [3, 4, 5]]),
        np.array([1, 2], np.int32),
        np.zeros((6, 1)),
        raster.empty((10, 10), 1),
    )
    assert buffers.part[2, 2] == 2 and buffers.part[2, 6] == 1 and buffers.part[9, 9] == 0


def test_chains_close_loops_and_stop_at_branches() -> None:
    ring = [((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (0, 1)), ((0, 1), (0, 0))]
    (closed,) = trace.chains(ring)
    assert closed[0] == closed[-1] and len(closed) == 5
    assert len(trace.chains([(0, 1), (1, 2), (2, 3), (1, 4)])) == 3


def test_no_gap_on_a_steep_plane_but_one_at_a_step() -> None:
    depth = np.tile(np.arange(6.0), (4, 1))
    normal = np.tile(np.array([-1.0, 0, 1]) / np.sqrt(2), (4, 6, 1))
    assert trace.depth_gap(depth, normal, 1, 1.0)[1].max() < 1e-9
    depth[:, 3:] += 5
    assert trace.depth_gap(depth, normal, 1, 1.0)[1][0, 2] == pytest.approx(5)


def test_fitted_circle_stays_within_tolerance() -> None:
    angle = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    ring = 50 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    curve = bezier.fit_closed(ring, 0.3)
    assert len(curve) <= 8
    t = np.linspace(0, 1, 30)[:, None]
    for s in curve:
        p = (1 - t) ** 3 * s[0] + 3 * (1 - t) ** 2 * t * s[1] + 3 * (1 - t) * t**2 * s[2] + t**3 * s[3]
        assert np.abs(np.linalg.norm(p, axis=1) - 50).max() < 0.6


def test_paths_hold_absolute_integers_only() -> None:
    curve = bezier.fit_closed(np.array([[0, 0], [9.4, 0], [9.4, 9.6], [0, 9.6]]), 0.1)
    assert re.fullmatch(
        r"(M-?\d+ -?\d+|L-?\d+ -?\d+|C(-?\d+ ){5}-?\d+|Z)+", bezier.path_data(curve, True, 10)
    )
    assert bezier.path_data([np.zeros((4, 2))], True) == ""


def test_holes_run_the_other_way() -> None:
    mask = np.zeros((40, 40), bool)
    mask[5:35, 5:35] = True
    mask[15:25, 15:25] = False

    def signed(p: np.ndarray) -> float:
        return float(np.sum(p[:, 0] * np.roll(p[:, 1], -1) - np.roll(p[:, 0], -1) * p[:, 1]))

    outer, inner = sorted(trace.mask_outlines(mask, 1, 4), key=lambda p: -abs(signed(p)))
    assert signed(outer) * signed(inner) < 0
