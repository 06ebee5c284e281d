"""Neck, shoulder blades, jaw, fingers and the turning shin: they move as asked, within limits, and only when asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")
pytest.importorskip("skimage", reason="needs the extra [illustration]")

from illustration.geometry.mesh import Floats
from illustration.people import hands
from illustration.people.landmarks import LandmarkError, landmark
from illustration.people.limits import ANGLES, INDEX, ON_REQUEST, expand
from illustration.people.places import MIDDLE, PAIR, PLACES
from illustration.people.rig import rotation
from illustration.people.room import person, solve_pose
from illustration.people.skin import PosedSkin, pose_skin
from illustration.people.spec import FigureSpec, read_figure
from illustration.sources import SourceError, read_source
from tests.illustration.body import needs_body

STAND = "title: Stand\ncaption: Stand tall.\nalt: A woman stands.\nbase: standing\ncamera: {yaw: 10}\n"


def figure(tmp_path: Path, more: str) -> FigureSpec:
    file = tmp_path / "stand.yaml"
    file.write_text(STAND + more)
    return read_figure(read_source(file).root)


def posed(fingers: hands.Fingers | None = None, **angles: float) -> PosedSkin:
    """A woman in the neutral position; ``neck__flex=20`` sets one angle."""
    values = np.zeros(len(ANGLES))
    for name, value in angles.items():
        values[INDEX[name.replace("__", ".")]] = value
    return pose_skin(person("woman"), values, np.eye(3), fingers or {})


def at(skin: PosedSkin, name: str) -> Floats:
    return skin.world(landmark(person("woman"), name))[0]


@needs_body
@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.sides != MIDDLE])
def test_places_with_two_sides_lie_on_their_side(name: str) -> None:
    skin = posed()
    right, left = at(skin, f"right_{name}"), at(skin, f"left_{name}")
    assert right[0] < -0.008, "the right side of a person who faces the viewer is at negative x"
    assert left == pytest.approx(right * [-1, 1, 1], abs=0.012)


@needs_body
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("right_head.front", "head lies in the middle and has no right side; write head with a direction"),
        ("left_chin", "chin lies in the middle and has no left side"),
        ("right_waist.back", "waist.right or waist.front"),
        ("blade.back", "there are two; say right_blade or left_blade"),
        ("ear", "say right_ear or left_ear"),
        ("chest.outer", "write right_chest.outer, chest.right or chest.left"),
        ("thumb", "say right_thumb or left_thumb"),
        ("right_thumb.front", "fingers have tip, pad, back"),
    ],
)
def test_a_side_that_a_place_has_not_is_refused_with_a_hint(name: str, said: str) -> None:
    with pytest.raises(LandmarkError) as error:
        landmark(person("woman"), name)
    assert said in str(error.value)


@needs_body
def test_a_wrong_side_in_a_figure_is_pointed_at(tmp_path: Path) -> None:
    spec = figure(tmp_path, "contacts: [right_hand on right_head.front]")
    with pytest.raises(SourceError, match=r"stand\.yaml:6:12: .*no right side"):
        solve_pose("woman", spec.panels[0])


def test_every_place_says_which_sides_it_has() -> None:
    assert {"neck", "chest", "upper_back"} <= {
        name for name, p in PLACES.items() if p.sides not in (MIDDLE, PAIR)
    }
    assert {"blade", "armpit", "ear", "jaw", "ribs"} <= {
        name for name, p in PLACES.items() if p.sides == PAIR
    }


@needs_body
def test_a_glide_takes_the_head_forward_and_keeps_the_face_upright() -> None:
    rest, forward, back = posed(), posed(neck__protract=24), posed(neck__protract=-24)
    moved = [at(skin, "chin")[2] - at(rest, "chin")[2] for skin in (forward, back)]
    assert moved[0] > 0.02
    assert moved[1] < -0.02
    for skin in (forward, back):
        assert skin.turn["head"] == pytest.approx(rest.turn["head"], abs=1e-9)
        assert at(skin, "right_hand.back") == pytest.approx(at(rest, "right_hand.back"))


@needs_body
def test_the_two_parts_of_the_neck_bend_apart_from_each_other() -> None:
    rest, nod, low = posed(), posed(upper_neck__flex=20), posed(lower_neck__flex=20)
    assert nod.turn["neck02"] == pytest.approx(rest.turn["neck02"])
    assert low.turn["neck02"] == pytest.approx(rotation(np.array([1.0, 0, 0]), 20) @ rest.turn["neck02"])
    for skin in (nod, low):
        assert skin.turn["head"] == pytest.approx(rotation(np.array([1.0, 0, 0]), 20) @ rest.turn["head"])


def test_the_parts_of_the_neck_add_up_to_no_more_than_the_neck(tmp_path: Path) -> None:
    parts = "angles: {neck: {flex: 20}, lower_neck: {flex: 30}, upper_neck: {flex: 20}}"
    with pytest.raises(SourceError, match=r"add up to flex 70, outside -50 to 50"):
        figure(tmp_path, parts)
    figure(tmp_path, parts.replace("flex: 30", "flex: 10"))


def _lowest(skin: PosedSkin, d: str) -> Floats:
    """Mean place of the skin at the lower tip of a blade."""
    rig = person("woman")
    tip = landmark(rig, f"{'right' if d == 'R' else 'left'}_blade_tip")
    rest = rig.joint[tip.segment] + tip.point @ rig.rest[tip.segment]
    return np.asarray(skin.clothed[np.linalg.norm(rig.clothed - rest, axis=1) < 0.025].mean(axis=0))


def _inner(skin: PosedSkin, d: str) -> Floats:
    """Mean place of the skin over the inner border of a blade."""
    rig = person("woman")
    edge = landmark(rig, f"{'right' if d == 'R' else 'left'}_upper_back")
    rest = rig.joint[edge.segment] + edge.point @ rig.rest[edge.segment]
    return np.asarray(skin.clothed[np.linalg.norm(rig.clothed - rest, axis=1) < 0.03].mean(axis=0))


@needs_body
@pytest.mark.parametrize(("side", "out"), [("right", -1.0), ("left", 1.0)])
def test_a_blade_turns_tilts_and_wings(side: str, out: float) -> None:
    d, rest = side[0].upper(), posed()
    turned = _lowest(posed(**{f"{side}_scapula__upward": 30}), d) - _lowest(rest, d)
    assert turned[0] * out > 0.02, "upward: its lower tip goes outward"
    tipped = _lowest(posed(**{f"{side}_scapula__tilt": -15}), d) - _lowest(rest, d)
    assert tipped[2] < -0.01, "tilted forward: its lower tip leaves the ribs"
    winged = _inner(posed(**{f"{side}_scapula__wing": 20}), d) - _inner(rest, d)
    assert winged[2] < -0.01, "winging: its inner border leaves the ribs"
    still = "left" if side == "right" else "right"
    other = posed(**{f"{side}_scapula__wing": 20})
    assert _inner(other, still[0].upper()) == pytest.approx(_inner(rest, still[0].upper()))
    assert at(other, f"{side}_palm") == pytest.approx(at(rest, f"{side}_palm"))


@needs_body
def test_the_shin_turns_on_the_knee() -> None:
    rest, turned = posed(right_knee__flex=90), posed(right_knee__flex=90, right_knee__ext_rot=30)
    assert turned.place["foot.R"] == pytest.approx(rest.place["foot.R"], abs=1e-6)
    assert at(turned, "right_toes.front")[0] < at(rest, "right_toes.front")[0] - 0.05


@needs_body
def test_what_is_asked_only_on_request_stays_at_nought(tmp_path: Path) -> None:
    spec = figure(tmp_path, "arms: {right: overhead}\ncontacts: [left_hand on head.left gap .01]")
    angles = solve_pose("woman", spec.panels[0]).angles
    for name in ON_REQUEST:
        assert [angles[angle] for angle in expand(name)] == [0.0] * len(expand(name))
    spec = figure(tmp_path, "angles: {neck: {retract: 20}}")
    assert solve_pose("woman", spec.panels[0]).angles["neck.protract"] == pytest.approx(-20, abs=3)


@needs_body
def test_the_jaw_opens(tmp_path: Path) -> None:
    def chin(more: str) -> float:
        skin = solve_pose("woman", figure(tmp_path, more).panels[0]).skin
        weights = person("woman").body.weights[: len(skin.clothed)]
        jaw = weights[:, person("woman").body.skeleton.index("jaw")] > 0.6
        return float(skin.clothed[jaw, 1].mean() - skin.place["head"][1])

    assert chin("angles: {jaw: {open: 20}}") < chin("") - 0.008


def _tip(skin: PosedSkin, finger: int) -> Floats:
    body = person("woman").body
    own = body.weights[: len(skin.clothed), body.skeleton.index(f"finger{finger}-3.R")] > 0.6
    return np.asarray(skin.clothed[own].mean(axis=0) - skin.place["wrist.R"])


@needs_body
def test_one_finger_bends_alone(tmp_path: Path) -> None:
    def solved(more: str) -> PosedSkin:
        return solve_pose("woman", figure(tmp_path, "hands: {right: flat}\n" + more).panels[0]).skin

    flat, bent = solved(""), solved("fingers: {right: {middle: [80, 90, 40]}}")
    assert np.linalg.norm(_tip(bent, 3) - _tip(flat, 3)) > 0.04
    for other in (1, 2, 4, 5):
        assert _tip(bent, other) == pytest.approx(_tip(flat, other), abs=1e-9)


@needs_body
@pytest.mark.parametrize(
    ("shape", "knuckle", "middle"),
    [("hook", False, True), ("table", True, False), ("straight-fist", True, True), ("flat", False, False)],
)
def test_the_shapes_of_the_tendon_glides_bend_the_joints_they_name(
    shape: str, knuckle: bool, middle: bool
) -> None:
    turns = hands.curl(person("woman"), "right", shape)
    bent = [np.trace(turns[f"finger3-{joint}.R"]) < 2.0 for joint in (1, 2)]  # by 60 degrees or more
    assert bent == [knuckle, middle]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("fingers: {right: {index: [120, 0, 0]}}", "index 120 is outside -30 to 90"),
        ("fingers: {right: {pinkie: 30}}", "unknown key 'pinkie'"),
        ("fingers: {right: {thumb: [1, 2]}}", "expected 3 numbers"),
        ("angles: {neck: {protract: 40}}", "outside -28 to 28"),
        ("angles: {right_knee: {int_rot: 50}}", "outside -30 to 40"),
    ],
)
def test_what_no_joint_can_do_is_refused(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(SourceError) as error:
        figure(tmp_path, line)
    assert "stand.yaml:6:" in str(error.value)
    assert said in str(error.value)
