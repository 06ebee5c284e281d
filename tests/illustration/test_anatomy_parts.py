"""The steps of an anatomy drawing on small made-up bodies: fields, cartilage, labels, rules and whole figures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from handouts.figures import Drawing
from illustration.anatomy import build, checks, fields, labels, scene
from illustration.anatomy.atlas import Atlas
from illustration.anatomy.cartilage import cartilage
from illustration.anatomy.paper import SCALE
from illustration.anatomy.scene import Scene
from illustration.anatomy.view import Mark, View, read_view
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


def test_bone_that_leaves_the_crop_is_not_closed_there(inputs: Inputs) -> None:
    """The bone of the view is taller than its window: no line runs along the window's upper or lower edge."""
    assert inputs.atlas is not None
    source = read_source(inputs.atlas / "test-muscle.yaml")
    figure = build.build(source, inputs).figure
    lines = "".join(d for style, d in figure.paths if style in ("outline", "inner", "fold"))
    points = np.array([int(n) for n in re.findall(r"-?\d+", lines)]).reshape(-1, 2)
    height = 200 * 700 / 120  # units: the window of the view
    for edge in (0, height):
        beside = points[np.abs(points[:, 1] - edge) < 12]
        assert len(beside), "the bone reaches the edge"
        assert np.ptp(beside[:, 0]) > 100, "on both sides of the bone"
        inner = beside[np.abs(beside[:, 0] - beside[:, 0].mean()) < 40]
        assert not len(inner), "and nothing closes it"


def test_feathers_part_at_their_line() -> None:
    mesh, _ = fields.loft(np.array([[0, 0.2, 0, 0.02, 0.01, 0], [0, 0, 0, 0.02, 0.01, 0]]))
    course = fields.feathered(mesh, np.array([[0, 0.2, 0.01], [0, 0.0, 0.01]]), 25)
    x, y, z = mesh.vertices.T
    front = (z > 0.004) & (y > 0.02) & (y < 0.18)
    for sign in (-1, 1):
        side = front & (sign * x > 0.006)
        assert (sign * course[side, 0] > 0.2).all(), "away from the line on either side"
        assert (course[side, 1] < -0.8).all(), "and on towards the insertion"


def test_slim_tendons_keep_a_share_of_their_width() -> None:
    mesh, _ = fields.loft(np.array([[0, 0.2, 0, 0.003, 0.003, 0], [0, 0, 0, 0.003, 0.003, 0]]))
    low = mesh.vertices[:, 1] < 0.1
    thin = fields.slimmed(mesh, low, 0.5, 0.006)
    y = mesh.vertices[:, 1]
    middle, top = (y > 0.02) & (y < 0.07), y > 0.13
    assert 0.003 <= np.ptp(thin[middle, 0]) < 0.0045, "of six millimetres about half, or a little more"
    assert np.allclose(thin[top], mesh.vertices[top]), "the rest stays"


def test_discs_fill_the_gap_between_vertebrae_and_stay_within_their_rims(tmp_path: Path) -> None:
    parts = {}
    for name, low in (("lumbar_vertebrae_l1", 0.04), ("lumbar_vertebrae_l2", 0.0)):
        mesh, _ = fields.loft(np.array([[0, low + 0.03, 0, 0.02, 0.015, 0], [0, low, 0, 0.02, 0.015, 0]]))
        parts[name + "__v"], parts[name + "__f"] = mesh.vertices, mesh.faces
    np.savez(tmp_path / "parts.npz", **parts)
    found = cartilage(["lumbar_vertebrae_l1", "lumbar_vertebrae_l2"], Atlas(tmp_path))
    assert [layer.kind for layer in found] == ["cartilage"]
    v = found[0].mesh.vertices
    assert v[:, 1].min() < 0.032 and v[:, 1].max() > 0.038, "from one to the other"
    assert np.abs(v[:, 0]).max() < 0.02
    assert cartilage(["lumbar_vertebrae_l1"], Atlas(tmp_path)) == []


@pytest.fixture
def looked_at(inputs: Inputs) -> tuple[View, Scene]:
    assert inputs.atlas is not None
    view = read_view(read_source(inputs.atlas / "test-muscle.yaml"))
    return view, scene.build_scene(view, Atlas(inputs.atlas))


def word(text: str, start: tuple[float, float], end: tuple[float, float]) -> labels.Placed:
    return labels.Placed(
        text, (start[0], start[1] - 5, start[0] + 30, start[1] + 5), start, "start", (start, end)
    )


# In the view of the sample the bone stands at x 17 to 31 points, the muscle at 37 to 53 (between y 24 and 96).
ON_MUSCLE, ON_BONE = word("Muscle", (80.0, 60.0), (45.0, 60.0)), word("Bone", (-10.0, 30.0), (24.0, 30.0))


@pytest.mark.parametrize(
    ("muscle", "bone", "says"),
    [
        (ON_MUSCLE, ON_BONE, ""),
        (word("Muscle", (120.0, 60.0), (45.0, 60.0)), ON_BONE, "'Muscle' is 75 pt long, at most 48"),
        (word("Muscle", (80.0, 60.0), (52.6, 60.0)), ON_BONE, "'Muscle' ends 0"),
        (word("Muscle", (80.0, 60.0), (70.0, 60.0)), ON_BONE, "'Muscle' ends 0.0 pt inside"),
        (ON_MUSCLE, word("Bone", (70.0, 50.0), (24.0, 50.0)), "'Bone' runs 1"),
        (word("Muscle", (5.0, 60.0), (45.0, 60.0)), ON_BONE, "through what the label 'Bone' names"),
        (ON_MUSCLE, word("Bone", (60.0, 90.0), (24.0, 20.0)), "'Bone' is 79 pt long"),
        (word("Muscle", (80.0, 20.0), (40.0, 60.0)), word("Bone", (80.0, 60.0), (40.0, 20.0)), "cross"),
    ],
)
def test_a_leader_is_short_ends_inside_and_runs_through_nothing_else(
    looked_at: tuple[View, Scene], muscle: labels.Placed, bone: labels.Placed, says: str
) -> None:
    view, seen = looked_at
    found = checks.problems(view, seen, [muscle, muscle, muscle, bone])  # the first two: orientation words
    assert any(says in text for text in found) if says else found == []


@pytest.mark.parametrize(
    ("x", "gap", "says"),
    [
        (24.0, False, ""),
        (30.4, False, "'Spot' ends 0"),
        (34.0, False, "'Spot' points at nothing"),
        (34.0, True, ""),
    ],
)
def test_a_label_that_points_at_a_place_ends_inside_the_part_there(
    looked_at: tuple[View, Scene], x: float, gap: bool, says: str
) -> None:
    view, seen = looked_at
    cam, pixel = seen.camera, (x * scene.PX + scene.MARGIN, 50.0 * scene.PX + scene.MARGIN)
    across = cam.left + pixel[0] / cam.pixels_per_metre
    up = cam.top - pixel[1] / cam.pixels_per_metre
    spot = replace(
        view.labels[-1], text="Spot", on="", point=tuple(across * cam.axes[0] + up * cam.axes[1]), gap=gap
    )
    view = replace(view, labels=(*view.labels[:-1], spot))
    found = checks.problems(
        view,
        seen,
        [
            ON_MUSCLE,
            ON_MUSCLE,
            ON_MUSCLE,
            word("Spot", (x if gap else -10.0, 6.0 if gap else 50.0), (x, 50.0)),
        ],
    )
    assert any(says in text for text in found) if says else found == []


@pytest.mark.parametrize(
    ("text", "x", "says"),
    [
        ("Inner bone", 21.0, ""),
        ("Inner bone", 28.0, "'Inner bone' points at the other half of its part: 'Inside' is on the left"),
        ("Outer|bone", 28.0, ""),
        ("Outer|bone", 21.0, "'Outer bone' points at the other half of its part: 'Outside' is on the right"),
        ("Bone", 28.0, ""),
    ],
)
def test_a_label_of_the_inner_or_outer_side_ends_on_that_half_of_its_part(
    looked_at: tuple[View, Scene], text: str, x: float, says: str
) -> None:
    view, seen = looked_at
    marks = (Mark("Inside", "left", 0.5), Mark("Outside", "right", 0.5))
    view = replace(view, marks=marks, labels=(view.labels[0], replace(view.labels[-1], text=text)))
    found = checks.problems(
        view, seen, [ON_MUSCLE, ON_MUSCLE, ON_MUSCLE, word(text, (-10.0, 50.0), (x, 50.0))]
    )
    assert any(says in told for told in found) if says else found == []


def test_each_picture_has_a_word_for_either_side(looked_at: tuple[View, Scene]) -> None:
    view, seen = looked_at
    one = replace(view, marks=view.marks[:1])
    assert "1 orientation word" in checks.problems(one, seen, [ON_MUSCLE, ON_MUSCLE, ON_BONE])[0]


def test_a_muscle_that_is_too_small_and_a_figure_that_is_too_wide_are_reported(inputs: Inputs) -> None:
    assert inputs.atlas is not None
    figure = build.build(read_source(inputs.atlas / "test-muscle.yaml"), inputs).figure
    assert checks.of_figure(figure, (132, 165)) == []
    x0, y0, x1, y1 = figure.bounds
    wide = replace(figure, bounds=(x0, y0, x1 + 4000, y1))
    said = " ".join(checks.of_figure(wide, (132, 165)))
    assert "the muscle takes" in said and "pt, at most 132" in said


def test_two_pictures_stand_side_by_side_and_are_mirrored_each_in_its_place(inputs: Inputs) -> None:
    assert inputs.atlas is not None
    head, drawn = VIEW[: VIEW.index("camera:")], VIEW[VIEW.index("camera:") : VIEW.index("checked_against")]
    marks = "marks: {left: Right, right: Left}\n"
    one = drawn.replace(marks, "marks: {left: Right}\n").replace("size: [70, 120]", "size: [20, 60]")
    two = one.replace("{left: Right}", "{right: Left}")
    listed = "".join("  - " + "    ".join(picture.splitlines(keepends=True)) for picture in (one, two))
    file = inputs.atlas / "pair.yaml"
    file.write_text(f"{head}pictures:\n{listed}{VIEW[VIEW.index('checked_against') :]}", "utf-8")
    figure = build.build(read_source(file), inputs).figure
    (a, b), (c, d) = figure.panels
    assert a == 0 and b < c and d == figure.bounds[2]
    drawing = Drawing.from_json(to_json(figure), "pair")
    first = [label.text for label in drawing.mirrored().labels if label.at[0] < b]
    assert first == [label.text.replace("Right", "Left") for label in drawing.labels if label.at[0] < b]


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
    view = read_view(read_source(file))
    seen = scene.build_scene(view, Atlas(inputs.atlas))
    ys, xs = np.nonzero(seen.of_name("upper"))
    k = seen.camera.pixels_per_metre
    assert xs.mean() == pytest.approx((0.027 - seen.camera.left) * k, abs=3)
    assert ys.max() < (seen.camera.top - 0.085) * k
    assert np.median(seen.flow[seen.of_name("upper")][:, 1]) > 0.95, "down the page, as the guide says"
    gap = build.build(read_source(file), inputs).figure.labels[-1]
    scale = SCALE
    assert gap.text == "Gap"
    assert gap.leader[-1][0] == pytest.approx(((0.03 - seen.camera.left) * k - scene.MARGIN) * scale, abs=2)


def test_label_wants_one_target(inputs: Inputs) -> None:
    assert inputs.atlas is not None
    file = inputs.atlas / "two.yaml"
    file.write_text(VIEW.replace("on: muscle}", "on: muscle, point: [0, 0, 0]}"), "utf-8")
    with pytest.raises(SourceError, match="a label wants one of"):
        read_view(read_source(file))


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
    view = read_view(read_source(_views()[0]))
    right_side = scene.camera(replace(view, azimuth=90, elevation=0)).axes
    assert np.allclose(right_side[2], [-1, 0, 0], atol=1e-9) and np.allclose(
        right_side[0], [0, 0, 1], atol=1e-9
    )
    back = scene.camera(replace(view, azimuth=180, elevation=0)).axes
    assert np.allclose(back[0], [-1, 0, 0], atol=1e-9)


def _views() -> list[Path]:
    from illustration.inputs import ROOT

    return sorted((ROOT / "data" / "figures" / "anatomy").glob("*.yaml"))
