"""The audit: skin in every kind of prop, props in skin and parts of the body in each other are reported by name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")

from illustration.geometry.mesh import Mesh
from illustration.inputs import ROOT
from illustration.people import shapes
from illustration.people.audit import GIVES, Solid, in_parts, in_prop, in_supports, points_of
from illustration.people.landmarks import landmark
from illustration.people.limits import ANGLES, INDEX
from illustration.people.obstacles import Plane
from illustration.people.props import PropMesh, Scene
from illustration.people.rig import X, Y
from illustration.people.room import KINDS, person, solve_pose
from illustration.people.skin import PosedSkin, pose_skin
from illustration.people.spec import read_figure
from illustration.sources import read_source
from tests.illustration.body import needs_body


def posed(**angles: float) -> PosedSkin:
    """A standing man, arms a little away from the body; ``right_shoulder__flex=50`` sets one angle."""
    values = np.zeros(len(ANGLES))
    values[1] = 0.95
    for side in ("right", "left"):
        values[INDEX[f"{side}_shoulder.abd"]] = 25
        values[INDEX[f"{side}_hip.abd"]] = 8
    for name, value in angles.items():
        values[INDEX[name.replace("__", ".")]] = value
    return pose_skin(person("man"), values, np.eye(3), {})


@needs_body
def test_a_plain_stand_is_clean() -> None:
    assert in_parts(person("man"), posed()) == []


@needs_body
@pytest.mark.parametrize(
    ("angles", "said"),
    [
        ({"right_shoulder__abd": -15}, "right upper arm"),
        ({"right_shoulder__abd": -20, "right_shoulder__flex": 45}, "right upper arm"),
        ({"right_hip__abd": -22}, "left thigh"),
        ({"left_hip__flex": 140, "left_hip__abd": -10}, "left thigh"),
        ({"right_shoulder__abd": 175, "right_clavicle__elev": 30, "neck__side_right": 45}, "head"),
    ],
)
def test_parts_inside_each_other_are_named(angles: dict[str, float], said: str) -> None:
    found = in_parts(person("man"), posed(**angles))
    assert any(said in line and "mm inside" in line for line in found), found


PROPS = {
    "ball": "{at: right_calf.outer, against: floor}",
    "roller": "{at: right_calf.outer, against: floor}",
    "pillow": "{on: right_thigh@.5.front}",
    "strap": "{through: [right_knee.front, left_knee.front]}",
    "band": "{around: [right_thigh@.7]}",
    "wrap": "{around: right_thigh}",
    "cold-pack": "{at: right_thigh@.4.outer}",
    "cane": "{tip: right_hip.outer, through: [right_hand.palm, left_hand.palm]}",
    "towel": "{under: right_toes, folds: 3}",
    "towel-roll": "{at: right_knee.back, against: floor}",
    "bottle": "{at: right_arch, against: floor}",
    "balls-in-sock": "{at: right_calf.outer, against: floor}",
    "hip-wrap": "{around: right_thigh}",
    "ankle-wrap": "{around: right_foot}",
    "walking-stick": "{hand: right_hand, foot: [-.4, .1]}",
    "crutch": "{hand: right_hand, foot: [-.4, .1]}",
    "stick": "{through: [right_hand.palm, left_hand.palm]}",
    "dumbbell": "{hand: right_hand}",
    "phone": "{hand: right_hand}",
    "shoulder-cane": "{tip: right_blade.back, over: right_shoulder_top, through: [right_hand.palm]}",
    "sling": "{arm: right_arm}",
    "laptop": "{on: floor}",
}


def meshes(tmp_path: Path, kind: str, skin: PosedSkin) -> list[Mesh]:
    """The meshes of a prop of that kind beside a standing man."""
    file = tmp_path / "prop.yaml"
    file.write_text(f"prop: {PROPS.get(kind, '{}')}\n")
    rig = person("man")
    prop = KINDS[kind](kind, read_source(file).root.mapping()["prop"], kind)
    supports = {"floor": Plane(np.zeros(3), Y)} | prop.supports()
    scene = Scene(rig, skin, partial(landmark, rig), supports)
    return [piece.mesh for piece in prop.meshes(scene)]


@needs_body
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_limb_inside_a_prop_of_each_kind_is_named(tmp_path: Path, kind: str) -> None:
    rig, skin = person("man"), posed()
    shin = skin.clothed[rig.segment_of == rig.segments.index("lowerleg01.R")].mean(axis=0)
    found = []
    for mesh in meshes(tmp_path, kind, skin):
        # The middle of the shin at a corner of the thing, and at its middle: one of both is inside it.
        for place in (
            mesh.vertices[len(mesh.vertices) // 2],
            (mesh.vertices.min(0) + mesh.vertices.max(0)) / 2,
        ):
            moved = mesh.moved(mesh.vertices + shin - place)
            found += in_prop(rig, skin, "the thing", GIVES[kind], [PropMesh(moved, "prop")])
    assert any("right shin" in line and "inside the thing" in line for line in found), found


@needs_body
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_prop_that_is_far_away_is_not_named(tmp_path: Path, kind: str) -> None:
    rig, skin = person("man"), posed()
    far = [PropMesh(mesh.moved(mesh.vertices + 3 * X), "prop") for mesh in meshes(tmp_path, kind, skin)]
    assert in_prop(rig, skin, "the thing", GIVES[kind], far) == []


@needs_body
def test_a_small_thing_wholly_inside_a_limb_is_named() -> None:
    rig, skin = person("man"), posed()
    thigh = skin.clothed[rig.segment_of == rig.segments.index("upperleg01.R")].mean(axis=0)
    inside = [PropMesh(shapes.ball(thigh, 0.02), "tool")]
    assert any(line.startswith("right thigh") for line in in_prop(rig, skin, "marble", GIVES["ball"], inside))


@needs_body
def test_a_hand_behind_the_wall_is_named() -> None:
    rig, skin = person("man"), posed()
    hand = skin.clothed[rig.segment_of == rig.segments.index("wrist.R")]
    wall = Plane(hand[hand[:, 0].argmin()] + 0.03 * X, X)
    assert [line.split(" ")[:2] for line in in_supports(rig, skin, {"wall": wall})] == [["right", "hand"]]


def test_every_kind_of_prop_says_how_far_it_gives_way_and_why() -> None:
    assert set(GIVES) == set(KINDS)
    assert all(give.why and give.metres <= 0.01 and give.share <= 0.4 for give in GIVES.values())


def test_a_pillow_gives_way_and_a_ball_does_not() -> None:
    pillow = Solid.of(shapes.cushion(np.zeros(3), np.array([0.3, 0.12, 0.4]), np.eye(3)))
    ball = Solid.of(shapes.ball(np.zeros(3), 0.04))
    assert pillow is not None
    assert ball is not None
    assert pillow.thickness == pytest.approx(0.12, abs=0.002)
    assert ball.depth(np.array([[0.0, 0.03, 0.0], [0.0, 0.05, 0.0]])) == pytest.approx([0.01, 0.0], abs=1e-3)


def test_bent_things_and_strips_are_no_solids_but_have_points() -> None:
    ring = np.stack([np.cos(np.arange(24) / 4), np.zeros(24), np.sin(np.arange(24) / 4)], axis=1)
    for mesh in (shapes.tube(ring, 0.05), shapes.band([ring, ring + 0.04 * Y])):
        assert Solid.of(mesh) is None
    points = points_of(shapes.box(np.zeros(3), np.array([0.1, 0.1, 0.1])))
    assert len(points) > 6 * 11 * 11 - 1
    assert np.abs(points).max() == pytest.approx(0.05)


@needs_body
@pytest.mark.parametrize("slug", ["clamshell", "cane-side-of-hip"])
def test_a_bundled_figure_with_props_is_clean(slug: str) -> None:
    source = read_source(ROOT / "data" / "figures" / "exercises" / f"{slug}.yaml")
    figure = read_figure(source.root)
    for panel in figure.panels:
        assert solve_pose(figure.person, panel).problems == ()


def test_an_open_strip_is_no_solid_wherever_it_lies() -> None:
    ring = np.stack(
        [np.cos(np.arange(48) / 48 * 6.2832), np.zeros(48), np.sin(np.arange(48) / 48 * 6.2832)], axis=1
    )
    strip = shapes.band([0.1 * ring + 0.05 * Y, 0.06 * ring])
    block = shapes.box(np.zeros(3), np.array([0.1, 0.1, 0.1]))
    for far in (-2.0, 0.0, 2.0):
        for axis in np.eye(3):
            assert Solid.of(strip.moved(strip.vertices + far * axis)) is None
            assert Solid.of(block.moved(block.vertices + far * axis)) is not None
