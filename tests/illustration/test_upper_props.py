"""Props of the upper half and walking aids: they stand where they are said to and pass through the hands that hold."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")
pytest.importorskip("skimage", reason="needs the extra [illustration]")

from illustration.geometry.mesh import Floats
from illustration.inputs import Inputs
from illustration.people import build, panels
from illustration.people.landmarks import landmark
from illustration.people.limits import ANGLES, INDEX
from illustration.people.obstacles import Plane
from illustration.people.props import Prop, Scene
from illustration.people.rig import Y
from illustration.people.room import KINDS, person, solve_pose
from illustration.people.skin import pose_skin
from illustration.people.spec import read_figure
from illustration.sources import SourceError, read_source
from tests.illustration.body import needs_body


def prop(tmp_path: Path, kind: str, keys: str = "{}") -> Prop:
    file = tmp_path / "prop.yaml"
    file.write_text(f"prop: {keys}\n")
    return KINDS[kind](kind, read_source(file).root.mapping()["prop"], kind)


def standing(thing: Prop, **angles: float) -> Scene:
    values = np.zeros(len(ANGLES))
    values[1] = 0.95
    for name, value in angles.items():
        values[INDEX[name.replace("__", ".")]] = value
    rig = person("man")
    skin = pose_skin(rig, values, np.eye(3), {})
    return Scene(rig, skin, partial(landmark, rig), {"floor": Plane(np.zeros(3), Y)} | thing.supports())


def points(thing: Prop, scene: Scene) -> Floats:
    return np.concatenate([piece.mesh.vertices for piece in thing.meshes(scene)])


def nearest(cloud: Floats, place: Floats) -> float:
    return float(np.linalg.norm(cloud - place, axis=1).min())


def test_a_door_carries_on_four_faces_and_leaves_its_opening_free(tmp_path: Path) -> None:
    door = prop(tmp_path, "door", "{at: .3, width: .9}").supports()
    assert door["door.right"].normal.tolist() == [0, 0, -1]
    assert door["door.right"].point[2] == pytest.approx(0.3)
    assert door["door.right_inside"].normal.tolist() == [1, 0, 0]
    assert door["door.left_inside"].normal.tolist() == [-1, 0, 0]
    assert door["door.left_inside"].point[0] - door["door.right_inside"].point[0] == pytest.approx(0.9)


def test_a_corner_faces_the_person_from_both_sides(tmp_path: Path) -> None:
    corner = prop(tmp_path, "corner", "{distance: .6}").supports()
    for name in ("corner.right", "corner.left"):
        plane = corner[name]
        assert isinstance(plane, Plane)
        assert plane.depth(np.zeros((1, 3)))[0] == pytest.approx(-0.6 / np.sqrt(2))
    assert corner["corner.right"].normal[0] > 0 > corner["corner.left"].normal[0]


def test_a_table_has_room_for_legs_below(tmp_path: Path) -> None:
    top = prop(tmp_path, "table", "{height: .72}").supports()["table.top"]
    assert top.point[1] == pytest.approx(0.72)
    assert top.depth(np.array([[0, 0.6, 0]]))[0] < 0


@needs_body
def test_a_stick_passes_through_both_hands(tmp_path: Path) -> None:
    stick = prop(tmp_path, "stick", "{through: [right_hand.palm, left_hand.palm], past: .1}")
    scene = standing(stick)
    cloud = points(stick, scene)
    for side in ("right", "left"):
        assert nearest(cloud, scene.at(f"{side}_palm")[0]) < 0.02
    apart = np.linalg.norm(scene.at("right_palm")[0] - scene.at("left_palm")[0])
    assert np.ptp(cloud[:, 0]) > apart + 0.15


@needs_body
@pytest.mark.parametrize("kind", ["walking-stick", "crutch"])
def test_a_walking_aid_stands_on_the_floor_under_the_hand_that_holds_it(tmp_path: Path, kind: str) -> None:
    aid = prop(tmp_path, kind, "{hand: left_hand, foot: [.42, .2]}")
    scene = standing(aid, left_shoulder__abd=15)
    cloud = points(aid, scene)
    assert cloud[:, 1].min() == pytest.approx(0, abs=0.012)
    assert nearest(cloud, np.array([0.42, 0, 0.2])) < 0.025
    assert nearest(cloud, scene.at("left_palm")[0]) < 0.03
    if kind == "crutch":
        armpit = scene.at("left_armpit")[0]
        assert 0.01 < armpit[1] - cloud[:, 1].max() < 0.08, "the pad stays a little below the armpit"


@needs_body
def test_a_tied_band_runs_from_its_post_to_the_fist(tmp_path: Path) -> None:
    band = prop(tmp_path, "strap", "{anchor: [.7, 1, .2], through: [right_hand.palm]}")
    scene = standing(band)
    strip, *post = (piece.mesh.vertices for piece in band.meshes(scene))
    assert nearest(strip, np.array([0.7, 1, 0.2])) < 0.03
    assert nearest(strip, scene.at("right_palm")[0]) < 0.03
    assert min(float(piece[:, 1].min()) for piece in post) == pytest.approx(0)
    untied = prop(tmp_path, "strap", "{anchor: [.7, 1, .2], post: false, through: [right_hand.palm]}")
    assert len(untied.meshes(scene)) == len(band.meshes(scene)) - 1


@needs_body
def test_a_wrap_of_the_hip_goes_round_waist_and_thigh_outside_the_skin(tmp_path: Path) -> None:
    wrap = prop(tmp_path, "hip-wrap", "{around: right_thigh}")
    scene = standing(wrap)
    cloud = points(wrap, scene)
    assert np.ptp(cloud[:, 0]) > 0.3
    assert cloud[cloud[:, 0] < -0.1][:, 1].min() < cloud[cloud[:, 0] > 0.1][:, 1].min() - 0.1, (
        "lower on its side"
    )


@needs_body
def test_balls_in_a_sock_lie_on_both_sides_of_their_place(tmp_path: Path) -> None:
    balls = prop(tmp_path, "balls-in-sock", "{at: right_calf.outer, against: floor, radius: .03}")
    scene = standing(balls)
    cloud = points(balls, scene) - scene.at("right_calf.outer")[0]
    assert cloud[:, 0].min() == pytest.approx(-0.066, abs=0.012)
    assert balls.contacts() == ["right_calf.outer on floor gap 0.052"]


@needs_body
def test_a_cane_over_the_shoulder_ends_on_the_back(tmp_path: Path) -> None:
    keys = "{tip: right_blade.back, over: right_shoulder_top, through: [right_hand.palm]}"
    cane = prop(tmp_path, "shoulder-cane", keys)
    scene = standing(cane, right_shoulder__flex=60, right_elbow__flex=100)
    cloud = points(cane, scene)
    assert nearest(cloud, scene.at("right_blade.back")[0]) < 0.01
    assert cloud[:, 1].max() > scene.at("right_shoulder_top")[0][1] + 0.03
    assert nearest(cloud, scene.at("right_palm")[0]) < 0.03


@needs_body
@pytest.mark.parametrize(
    ("kind", "keys", "said"),
    [
        ("crutch", "{hand: right_hand}", "'foot' is missing"),
        ("walking-stick", "{hand: right_foot, foot: [0, 0]}", "unknown value 'right_foot'"),
        ("hip-wrap", "{around: right_shin}", "unknown value 'right_shin'"),
        ("sling", "{}", "'arm' is missing"),
        ("laptop", "{on: desk.top}", "no surface 'desk.top'"),
    ],
)
def test_a_prop_without_what_it_needs_says_so(tmp_path: Path, kind: str, keys: str, said: str) -> None:
    thing = prop(tmp_path, kind, keys)
    with pytest.raises(SourceError) as error:
        thing.meshes(standing(thing))
    assert "prop.yaml:1:" in str(error.value)
    assert said in str(error.value)


FEET = """
title: Feet
caption: Stand.
alt: A person stands on two feet for a while.
base: standing
feet: bare
camera: {yaw: 60}
"""


@needs_body
def test_a_window_on_the_feet_shows_nothing_of_the_face(tmp_path: Path) -> None:
    file = tmp_path / "feet.yaml"
    file.write_text(FEET + "crop: {above: right_shin@.5.front}\n")
    styles = {path[0] for path in build.build(read_source(file), Inputs()).figure.paths}
    assert not {"face", "eye", "hair-line"} & styles
    assert not {style for style in styles if style.startswith(("shirt", "hair"))}


@needs_body
def test_a_grid_has_equal_cells_and_keeps_its_order(tmp_path: Path) -> None:
    file = tmp_path / "feet.yaml"
    file.write_text(
        FEET + "crop: {at: right_palm, radius: .12}\narrange: grid\nsize: [90, 60]\npanels: [{}, {}, {}]\n"
    )
    spec = read_figure(read_source(file).root)
    posed = solve_pose(spec.person, spec.panels[0])
    assert posed.problems == ()
    solved = [panels.solved(spec, pose, None) for pose in spec.panels]
    scale, corners = panels.arrange(solved, spec)
    assert [corner.tolist() for corner in corners[:2]] == [[0, 0], [pytest.approx(corners[1][0]), 0]]
    assert corners[2].tolist() == [0, pytest.approx(corners[1][0])]
    assert 2 * scale * solved[0].width + panels.GAP <= 90 + 1e-6
    assert 2 * scale * solved[0].height + panels.GAP <= 60 + 1e-6


@needs_body
def test_a_crop_needs_one_edge(tmp_path: Path) -> None:
    file = tmp_path / "feet.yaml"
    file.write_text(FEET + "crop: {above: right_shin.front, below: right_shin.front}\n")
    with pytest.raises(SourceError, match=r"crop needs 'below' or 'above'"):
        build.build(read_source(file), Inputs())
