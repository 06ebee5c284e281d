"""The steps of an anatomy drawing on small made-up bodies: fields, labels, break lines and one whole
figure.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.anatomy import build, fields, labels, scene
from illustration.figurefile import to_json
from illustration.inputs import Inputs
from illustration.sources import SourceError, read_source
from tests.illustration.sample_atlas import VIEW, write_atlas


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    write_atlas(tmp_path)
    (tmp_path / "test-muscle.yaml").write_text(VIEW, "utf-8")
    return Inputs(atlas=tmp_path)


def test_whole_figure(inputs: Inputs) -> None:
    assert inputs.atlas is not None
    source = read_source(inputs.atlas / "test-muscle.yaml")
    built = build.build(source, inputs)
    assert built.problems == ()
    classes = {style for style, _ in built.figure.paths}
    assert {"bone", "muscle", "tendon", "strand", "outline", "inner"} <= classes
    assert to_json(built.figure) == to_json(build.build(source, inputs).figure), "the same bytes each time"
    assert [label.sided for label in built.figure.labels] == [True, True, False, False]


def test_bone_that_leaves_the_crop_ends_in_a_wave() -> None:
    part = np.zeros((300, 200), np.int32)
    part[:, 80:120] = 1
    cut = scene._break_below(part)
    ends = np.array([np.flatnonzero(cut[:, x])[-1] for x in range(80, 120)])
    assert ends.max() - ends.min() >= 4 and ends.max() < 300 - scene.MARGIN
    assert np.abs(np.diff(ends)).max() <= 3


def test_fibres_run_from_origin_to_insertion() -> None:
    mesh, along = fields.loft(np.array([[0, 0.2, 0, 0.02, 0.01, 0], [0.02, 0, 0.01, 0.02, 0.01, 0]]))
    top, bottom = mesh.vertices[:, 1] > 0.19, mesh.vertices[:, 1] < 0.01
    u = fields.fibre_field(mesh, top, bottom, 0, 3)
    assert np.corrcoef(u, along)[0, 1] > 0.99
    middle = np.abs(mesh.vertices[:, 1] - 0.1) < 0.05
    assert (fields.gradient(mesh, u)[middle, 1] < -0.8).all()


def test_guides_state_the_course_of_fibres_along_the_surface() -> None:
    mesh, _ = fields.loft(np.array([[0, 0.2, 0, 0.02, 0.01, 0], [0, 0, 0, 0.02, 0.01, 0]]))
    steep, level = [-0.02, 0.18, 0.01, -0.02, 0.12, 0.01], [-0.02, 0.02, 0.01, 0.02, 0.0, 0.01]
    course = fields.guided(mesh, np.array([steep, level], float))
    front = mesh.vertices[:, 2] > 0.009
    y = mesh.vertices[:, 1]
    high, low = front & (y > 0.15) & (y < 0.19), front & (y > 0.01) & (y < 0.05)
    assert (course[high, 1] < -0.9).all(), "near the upper guide they run straight down"
    assert (course[low, 0] > 0.6).all(), "near the lower one across"
    normal = fields.vertex_normals(mesh)
    assert np.abs((course * normal).sum(axis=1)).max() < 1e-9


def test_polygon_holds_what_lies_inside() -> None:
    corner = np.array([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]], float)
    points = np.array([[0.5, 2], [2, 0.5], [2, 3], [5, 1], [-1, 1]], float)
    assert fields.in_polygon(points, corner).tolist() == [True, True, False, False, False]


def test_view_draws_a_moved_piece_with_stated_fibres(inputs: Inputs) -> None:
    assert inputs.atlas is not None
    part = (
        "part: muscle, name: upper, origin: {highest: 10}, insertion: {highest: 60}, move: [12, 0, 0], "
        "keep: {area: [[-60, 90], [60, 90], [60, 200], [-60, 200]]}, fibres: [[15, 160, 14, 15, 100, 14]]"
    )
    text = VIEW.replace(VIEW[VIEW.index("part: muscle") : VIEW.index("}\nlabels")], part)
    text = text.replace("{text: Muscle, on: muscle}", "{text: Muscle, on: upper}")
    text = text.replace("{text: Bone, on: bone, at: [0.5, 0.9]}", "{text: Gap, point: [30, 60, 0]}")
    file = inputs.atlas / "piece.yaml"
    file.write_text(text, "utf-8")
    view = build.read_view(read_source(file))
    seen = scene.build_scene(view, build.Atlas(inputs.atlas))
    ys, xs = np.nonzero(seen.of_name("upper"))
    k = seen.camera.pixels_per_metre
    assert xs.mean() == pytest.approx((0.027 - seen.camera.left) * k, abs=3)
    assert ys.max() < (seen.camera.top - 0.085) * k
    assert np.median(seen.flow[seen.of_name("upper")][:, 1]) > 0.95, "down the page, as the guide says"
    gap = build.build(read_source(file), inputs).figure.labels[-1]
    scale = build.SCALE
    assert gap.text == "Gap"
    assert gap.leader[-1][0] == pytest.approx(((0.03 - seen.camera.left) * k - scene.MARGIN) * scale, abs=2)


def test_label_wants_one_target(inputs: Inputs) -> None:
    assert inputs.atlas is not None
    file = inputs.atlas / "two.yaml"
    file.write_text(VIEW.replace("on: muscle}", "on: muscle, point: [0, 0, 0]}"), "utf-8")
    with pytest.raises(SourceError, match="either"):
        build.read_view(read_source(file))


def test_loft_is_closed_and_follows_its_rows() -> None:
    mesh, along = fields.loft(np.array([[0, 0, 0, 2, 1, 0], [0, 0, 9, 2, 1, 0]], float))
    edges = np.sort(
        np.concatenate([mesh.faces[:, [0, 1]], mesh.faces[:, [1, 2]], mesh.faces[:, [2, 0]]]), axis=1
    )
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()
    assert np.ptp(mesh.vertices[:, 0]) == pytest.approx(4, abs=0.1)
    assert np.ptp(mesh.vertices[:, 1]) == pytest.approx(2, abs=0.1)
    assert along.min() == 0 and along.max() == 1


def test_labels_stay_clear_of_ink_and_of_each_other() -> None:
    ink = np.zeros((200, 80), bool)
    ink[10:190, 25:55] = True
    wishes = [labels.Wish(f"Part number {i}", (40, 30 + 35 * i)) for i in range(5)]
    placed = labels.place(wishes, ink, (165, 250))
    for i, a in enumerate(placed):
        assert not labels.covered(a.box, ink)
        assert not any(labels.conflict(a, b) for b in placed[:i])
    assert max(p.box[2] for p in placed) - min(p.box[0] for p in placed) <= 165


def test_no_room_is_said() -> None:
    ink = np.ones((100, 160), bool)
    with pytest.raises(ValueError, match="no room"):
        labels.place([labels.Wish("Gluteus maximus", (80, 50))], ink, (165, 102))


def test_narrow_letters_are_narrow() -> None:
    assert labels.text_width("illi") < labels.text_width("MOMW") / 2


def test_cameras_look_where_they_say() -> None:
    view = build.read_view(read_source(_views()[0]))
    right_side = scene.camera(replace(view, azimuth=90, elevation=0)).axes
    assert np.allclose(right_side[2], [-1, 0, 0], atol=1e-9) and np.allclose(
        right_side[0], [0, 0, 1], atol=1e-9
    )
    back = scene.camera(replace(view, azimuth=180, elevation=0)).axes
    assert np.allclose(back[0], [-1, 0, 0], atol=1e-9)


def _views() -> list[Path]:
    from illustration.inputs import ROOT

    return sorted((ROOT / "data" / "figures" / "anatomy").glob("*.yaml"))
