"""Hands: bare skin, fists with the thumb over the fingers, straps that run through them, grips that close round
things."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")

from illustration.geometry.mesh import Floats
from illustration.people import shapes
from illustration.people.body import SKIN_COUNT
from illustration.people.clothes import FINGERS
from illustration.people.hands import close_hands, curl, grasp
from illustration.people.landmarks import landmark
from illustration.people.limits import ANGLES, INDEX
from illustration.people.props import PropMesh, Scene
from illustration.people.rig import Rig
from illustration.people.room import person
from illustration.people.skin import PosedSkin, pose_skin
from illustration.people.straps import Strap
from illustration.people.wraps import Wrap
from illustration.sources import read_source
from tests.illustration.body import needs_body

pytestmark = needs_body
SIDES = ("right", "left")


def standing(rig: Rig, shape: str = "flat") -> PosedSkin:
    values = np.zeros(len(ANGLES))
    values[1] = 0.95
    for side in SIDES:
        values[INDEX[f"{side}_shoulder.abd"]] = 30
        values[INDEX[f"{side}_elbow.flex"]] = 60
    fingers = {k: v for side in SIDES for k, v in curl(rig, side, shape).items()}
    return pose_skin(rig, values, np.eye(3), fingers)


def tip(rig: Rig, posed: PosedSkin, name: str) -> Floats:
    """Middle of the skin that one finger bone carries."""
    share = rig.body.weight_of(name)[:SKIN_COUNT]
    return np.asarray(posed.clothed[share > 0.6].mean(axis=0))


def meshes(tmp_path: Path, kind: type[Strap] | type[Wrap], text: str, shape: str) -> list[PropMesh]:
    rig = person("man")
    file = tmp_path / "prop.yaml"
    file.write_text(text)
    scene = Scene(rig, standing(rig, shape), partial(landmark, rig), {})
    return kind("thing", read_source(file).root, "thing").meshes(scene)


@pytest.mark.parametrize("who", ["man", "older-woman"])
def test_hands_wear_nothing(who: str) -> None:
    rig = person(who)
    hand = rig.body.weight_of("wrist", "finger", "metacarpal")[:SKIN_COUNT] > 0.5
    assert rig.outfit.thickness[hand].max() == 0
    assert rig.outfit.thickness.max() > 0.01


@pytest.mark.parametrize("side", SIDES)
def test_the_thumb_of_a_fist_lies_over_the_fingers(side: str) -> None:
    rig, d = person("man"), side[0].upper()
    fist, flat = standing(rig, "fist"), standing(rig, "flat")
    thumb, middle = f"finger1-3.{d}", f"finger3-2.{d}"
    assert np.linalg.norm(tip(rig, fist, thumb) - tip(rig, fist, middle)) < 0.03
    assert np.linalg.norm(tip(rig, flat, thumb) - tip(rig, flat, middle)) > 0.05


@pytest.mark.parametrize("side", SIDES)
def test_a_strap_runs_through_the_fist_and_its_tail_hangs_out(tmp_path: Path, side: str) -> None:
    text = f"{{through: [{side}_knee.front, {side}_hand.palm], tail: .08}}"
    (strap,) = meshes(tmp_path, Strap, text, "fist")
    rig = person("man")
    posed = standing(rig, "fist")
    hold = grasp(rig, side, posed.turn, posed.place)
    away = np.linalg.norm(strap.mesh.vertices - hold.middle, axis=1)
    assert away.min() < 0.008
    near = strap.mesh.vertices[away < 0.09] - hold.middle
    beyond = near @ hold.across
    assert beyond.min() < -hold.half and beyond.max() > hold.half
    palm, _ = posed.world(landmark(rig, f"{side}_palm"))
    assert np.linalg.norm(hold.middle - palm) < 0.03


def test_a_rod_in_the_palm_is_closed_round() -> None:
    rig = person("man")
    posed = standing(rig)
    hold = grasp(rig, "right", posed.turn, posed.place)
    radius = 0.016
    middle = posed.world(landmark(rig, "right_palm"))[0] + hold.outward * (radius + 0.004)
    rod = shapes.tube(middle + np.outer(np.linspace(-0.1, 0.1, 60), hold.across), radius)
    fingers = close_hands(rig, posed.turn, posed.place, {"right": "grip", "left": "flat"}, [rod])
    vertices = rig.body.skinned(*rig.skeleton_pose(posed.turn, posed.place, fingers))[:SKIN_COUNT]
    for k in (2, 3, 4, 5):
        own = rig.body.weight_of(f"finger{k}-3.R")[:SKIN_COUNT] > 0.6
        offset = vertices[own] - middle
        away = np.linalg.norm(offset - np.outer(offset @ hold.across, hold.across), axis=1) - radius
        assert -0.004 < away.min() < 0.012, k
        assert (offset @ hold.outward).max() > 0, k  # the tip is beyond the middle of the rod


def test_a_wrap_grows_from_turn_to_turn_and_its_roll_is_in_the_hand(tmp_path: Path) -> None:
    text = "{around: right_thigh, start: .4, end: .8, turns: 4, roll: left_hand}"
    *turns, roll, core = meshes(tmp_path, Wrap, text, "grip")
    assert len(turns) == 4
    rig = person("man")
    palm, _ = standing(rig, "grip").world(landmark(rig, "left_palm"))
    assert np.linalg.norm(roll.mesh.vertices.mean(axis=0) - palm) < 0.06
    assert np.ptp(core.mesh.vertices, axis=0).max() > np.ptp(roll.mesh.vertices, axis=0).max() * 0.8


def test_every_finger_has_its_number() -> None:
    skin = person("man").outfit.layers[0]
    share, number = skin.attributes[:, -2], np.rint(skin.attributes[:, -1])
    assert set(number[share > 0.5]) == {FINGERS + k for k in range(1, 6)}
