"""Signs that cannot be trusted are refused: marks, patches, arrows, hands, hidden limbs, labels, insets."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")

from handouts.figures import Drawing
from illustration.figurefile import to_json
from illustration.inputs import Inputs, Unavailable
from illustration.people import build, checks
from illustration.people.lettering import misplaced
from illustration.people.room import Posed
from illustration.people.spec import PoseSpec, read_figure
from illustration.people.told import repeats
from illustration.sources import SourceError, read_source
from tests.illustration.body import needs_body

STAND = """
title: Stand
caption: Stand tall.
alt: A woman stands and does nothing else at all.
base: standing
arms: {right: hanging, left: hanging}
size: [60, 80]
"""
SIT = STAND.replace(
    "base: standing\narms: {right: hanging, left: hanging}", "base: sitting\nprops: {chair: {}}"
)
ARROW = "arrows: [{at: right_knee.front, offset: [0, 0, .03], by: [0, .1, .05]}]\n"


def problems(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "stand.yaml"
    file.write_text(text)
    found = build.build(read_source(file), Inputs()).problems
    return [line for line in found if "asked" not in line]


@needs_body
def test_a_plain_figure_is_clean(tmp_path: Path) -> None:
    text = STAND + "camera: {yaw: 60}\nmarks: [right_thigh@.6.outer]\nfelt: [right_front_thigh]\n" + ARROW
    assert problems(tmp_path, text) == []


@needs_body
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("camera: {yaw: 0}\nmarks: [right_calf.back]\n", "mark right_calf.back is on skin that faces away"),
        (
            "camera: {yaw: 60}\nmarks: [{at: right_calf.outer, shift: [-.3, 0, -.1]}]\n",
            "mark right_calf.outer lies on paper",
        ),
        ("camera: {yaw: 0}\nfelt: [right_calf]\n", "felt place right_calf is hardly seen"),
    ],
)
def test_a_mark_that_the_viewer_cannot_see_is_refused(tmp_path: Path, text: str, said: str) -> None:
    found = problems(tmp_path, STAND + text + ARROW)
    assert any(said in line for line in found), found


@needs_body
def test_a_ring_in_an_inset_must_be_seen_there(tmp_path: Path) -> None:
    place = "at: right_hip.outer, where: [70, 40], ring: right_hip.outer"
    inset = "camera: {{yaw: 0}}\ninsets: [{{" + place + ", camera: {{yaw: {}}}}}]\n"
    assert problems(tmp_path, STAND + inset.format(80) + ARROW) == []
    found = problems(tmp_path, STAND + inset.format(-90) + ARROW)
    assert any(line.startswith("panel 1: inset: mark right_hip.outer") for line in found), found


@needs_body
def test_a_hand_that_is_near_something_may_be_no_farther_than_it_says(tmp_path: Path) -> None:
    text = (
        STAND + "camera: {yaw: 40}\ncontacts: [left_hand near left_thigh@.5.outer gap .3 weight .1]\n" + ARROW
    )
    assert not any("left hand" in line for line in problems(tmp_path, text))
    text = text.replace("left: hanging", "left: overhead").replace("gap .3", "gap .02")
    found = problems(tmp_path, text)
    assert any("left hand" in line and "from what it holds" in line for line in found), found


@needs_body
def test_a_mark_on_a_chair_is_refused(tmp_path: Path) -> None:
    text = (
        SIT
        + "camera: {yaw: 60, pitch: 8}\nmarks: [{at: right_thigh@.1.outer, shift: [-.05, -.1, -.1]}]\n"
        + ARROW
    )
    found = problems(tmp_path, text)
    assert any("lies on a thing (prop)" in line for line in found), found


@needs_body
def test_a_mark_on_a_ball_is_a_mark_of_the_ball(tmp_path: Path) -> None:
    text = STAND.replace("arms: {right: hanging, left: hanging}", "arms: {right: across_chest}")
    text += "props:\n  wall: {side: right, distance: .3, depth: .6, edge: right_hip.outer, toward: back, past: -.15}\n"
    text += "  ball: {at: right_flank.outer, against: wall, radius: .06}\nangles: {root: {rz: 5}}\ncamera: {yaw: -14}\n"
    text += "marks: [{at: right_flank.outer, shift: [-.04, 0, 0]}]\nstill: true\n"
    assert [line for line in problems(tmp_path, text) if "mark" in line] == []


@needs_body
def test_a_patch_that_an_inset_shows_is_enough(tmp_path: Path) -> None:
    inset = "insets: [{at: right_calf.back, radius: .2, size: 40, where: [80, 40], camera: {yaw: 180}}]\n"
    text = STAND + "camera: {yaw: 0}\nfelt: [right_calf]\n" + ARROW
    assert any("hardly seen" in line for line in problems(tmp_path, text))
    assert problems(tmp_path, text + inset) == []


@needs_body
def test_an_arrow_that_floats_is_refused(tmp_path: Path) -> None:
    far = "arrows: [{at: right_knee.front, offset: [-.6, 0, .03], by: [0, .1, 0]}]\n"
    found = problems(tmp_path, STAND + "camera: {yaw: 0}\n" + far)
    assert any("arrow at right_knee.front floats" in line for line in found), found


@needs_body
def test_an_arrow_must_be_near_its_own_limb(tmp_path: Path) -> None:
    other = "arrows: [{at: right_knee.front, offset: [0, .8, .1], by: [0, .1, 0]}]\n"
    found = problems(tmp_path, STAND + "camera: {yaw: 0}\n" + other)
    assert any("floats" in line for line in found), found


@needs_body
def test_a_leg_that_moves_behind_the_other_is_refused(tmp_path: Path) -> None:
    arrow = "arrows: [{at: right_knee.front, offset: [0, 0, .03], by: [0, 0, .2]}]\n"
    found = problems(tmp_path, STAND + "camera: {yaw: -90}\n" + arrow)
    assert any("right leg works but is hidden" in line for line in found), found
    assert problems(tmp_path, STAND + "camera: {yaw: 90}\n" + arrow) == []


@needs_body
def test_a_limb_that_moves_from_the_start_position_must_be_seen(tmp_path: Path) -> None:
    ghost = "free: [right_foot]\nghost: {angles: {right_hip: {abd: 0}}}\nangles: {right_hip: {abd: 24}}\n"
    found = problems(tmp_path, STAND + ghost + "camera: {yaw: -90}\n")
    assert any("right leg works but is hidden" in line for line in found), found


@needs_body
def test_each_forearm_that_lies_on_a_wall_must_be_seen(tmp_path: Path) -> None:
    """Seen from where one forearm is behind the person, however well the other is seen."""
    wall = STAND.replace("arms: {right: hanging, left: hanging}\n", "") + (
        "props: {wall: {side: front, distance: .36, depth: 1.0, height: 2.05}}\n"
        "angles: {shoulder: {flex: 82, abd: 12}, elbow: {flex: 88}}\n"
        "contacts: [right_hand on wall gap .03 fingers up, left_hand on wall gap .03 fingers up]\n"
        "still: true\n"
    )
    found = problems(tmp_path, wall + "camera: {yaw: 132}\n")
    assert any("left forearm works but is hidden" in line for line in found), found
    found = problems(tmp_path, wall + "camera: {yaw: 170}\n")
    assert not any("hidden" in line for line in found), found


@needs_body
def test_a_hand_in_the_air_is_refused_however_little_its_contact_weighs(tmp_path: Path) -> None:
    text = STAND.replace("arms: {right: hanging, left: hanging}", "arms: {left: hanging}")
    text += "camera: {yaw: 40}\ncontacts: [right_hand on head.front gap .2 weight .3]\n" + ARROW
    found = problems(tmp_path, text)
    assert any(
        line.startswith("panel 1: right hand") and "mm from what it holds" in line for line in found
    ), found


@pytest.mark.parametrize(("how", "allowed"), [("on", 0.0), ("near", 0.1)])
def test_a_hand_may_be_twelve_millimetres_off_and_no_more(
    monkeypatch: pytest.MonkeyPatch, how: str, allowed: float
) -> None:
    contact = SimpleNamespace(a="right_hand", how=how, gap=allowed, text="right_hand on stick")
    spec = cast(PoseSpec, SimpleNamespace(contacts=[contact]))
    for gap, refused in ((0.0119, False), (0.0125, True)):
        monkeypatch.setattr(checks, "_hand_gap", lambda *_, gap=gap: gap + allowed)
        found = checks.hands(spec, cast(Posed, None))
        assert bool(found) is refused
        assert not refused or found[0].endswith("from what it holds: right_hand on stick")


@needs_body
def test_a_figure_without_movement_says_so(tmp_path: Path) -> None:
    text = STAND + "camera: {yaw: 0}\n"
    assert any("shows no movement" in line for line in problems(tmp_path, text))
    assert problems(tmp_path, text + "still: true\n") == []


def test_what_is_done_over_and_over_is_not_still(tmp_path: Path) -> None:
    """By the sheet: eight times in a row is a movement each time, three holds of thirty seconds are not."""
    for slug, dose in (
        ("lift", "{sets: 1, repetitions: 8-12}"),
        ("hold", "{hold_seconds: 30, repetitions: 3}"),
    ):
        (tmp_path / f"{slug}.yaml").write_text(f"kind: exercise\ndose: {dose}\n")
    assert (repeats(tmp_path, "lift"), repeats(tmp_path, "hold")) == ("8-12", "")
    file = tmp_path / "stand.yaml"
    file.write_text(STAND + "camera: {yaw: 0}\nstill: true\n")
    still = read_figure(read_source(file).root)
    assert (
        "done 8-12 times in a row" in checks.movement(still, "8-12")[0] and checks.movement(still, "") == []
    )


@needs_body
def test_an_inset_that_only_enlarges_is_pointed_at(tmp_path: Path) -> None:
    file = tmp_path / "stand.yaml"
    inset = "insets: [{at: right_knee.front, radius: .1, where: [80, 40], camera: {yaw: 8, pitch: 6}}]\n"
    file.write_text(STAND + "camera: {yaw: 0}\n" + inset)
    with pytest.raises(
        SourceError, match=r"stand\.yaml:9:\d+: this inset looks from where the figure is seen"
    ):
        build.build(read_source(file), Inputs())


@needs_body
def test_an_inset_through_the_skin_needs_the_atlas(tmp_path: Path) -> None:
    file = tmp_path / "stand.yaml"
    inset = "insets: [{at: right_knee.front, where: [80, 40], camera: {yaw: 90}, xray: [rectus_femoris_muscle]}]\n"
    file.write_text(STAND + "camera: {yaw: 0}\n" + inset)
    with pytest.raises(
        Unavailable, match="exercises/stand: drawing what lies under the skin needs the atlas"
    ):
        build.build(read_source(file), Inputs())


def drawing(bounds: list[int], *labels: tuple[str, tuple[int, int], str]) -> Drawing:
    import json

    written = [{"text": text, "at": list(at), "anchor": anchor} for text, at, anchor in labels]
    data = {
        "format": 2, "slug": "demo", "kind": "exercise", "title": "Demo", "caption": "Demo.", "alt": "Somebody moves.",
        "licence": "CC-BY-4.0", "credits": [], "credit_short": "", "changes": "", "side": "right",
        "source": {"file": "exercises/demo.yaml", "sha256": "00"}, "units_per_point": 10, "bounds": bounds,
        "paths": [], "labels": written,
    }  # fmt: skip
    return Drawing.from_json(json.dumps(data))


def test_a_number_cut_off_at_the_top_is_refused() -> None:
    assert misplaced(drawing([0, 0, 900, 900], ("1", (0, 75), "start"))) == []
    found = misplaced(drawing([0, 20, 900, 900], ("1", (0, 75), "start")))
    assert found == ["label '1' stands 1.5 points over the edge of the drawing"]


def test_labels_keep_their_size_on_a_small_card() -> None:
    near = [("Back", (300, 900), "middle"), ("Front", (600, 900), "middle")]
    assert misplaced(drawing([0, 0, 960, 1000], *near)) == []
    assert misplaced(drawing([0, 0, 1900, 1000], *near)) == [
        "labels 'Back' and 'Front' stand over each other on a card"
    ]


@needs_body
def test_bounds_hold_the_letters_of_all_labels(tmp_path: Path) -> None:
    file = tmp_path / "stand.yaml"
    inset = "insets: [{at: right_knee.front, where: [40, 60], camera: {yaw: 90}, label: From the side}]\n"
    file.write_text(STAND + "camera: {yaw: 0}\nstill: true\n" + inset)
    made = build.build(read_source(file), Inputs()).figure
    assert misplaced(Drawing.from_json(to_json(made))) == []


def told(tmp_path: Path, extra: str) -> list[str]:
    """Problems of a figure in a library whose exercise of the same name says what is felt."""
    figures, exercises = tmp_path / "figures" / "exercises", tmp_path / "exercises"
    figures.mkdir(parents=True)
    exercises.mkdir()
    (exercises / "stand.yaml").write_text("kind: exercise\nfeel: the calf working\n")
    file = figures / "stand.yaml"
    file.write_text(STAND + "camera: {yaw: 120}\n" + ARROW + extra)
    return list(build.build(read_source(file), Inputs(data=tmp_path / "figures")).problems)


@needs_body
@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("", "the sheet says 'the calf working' under \"Feel it\", and no mark shows where"),
        ("felt: [right_calf]\nunmarked: it is all one\n", "both marked and `unmarked`"),
    ],
)
def test_what_is_to_be_felt_is_marked_or_it_is_said_why_not(tmp_path: Path, extra: str, said: str) -> None:
    found = told(tmp_path, extra)
    assert any(said in line for line in found), found


@needs_body
@pytest.mark.parametrize(
    "extra", ["felt: [right_calf]\n", "marks: [right_calf.outer]\n", "unmarked: both legs only rest\n"]
)
def test_a_mark_or_a_reason_is_enough(tmp_path: Path, extra: str) -> None:
    assert not [line for line in told(tmp_path, extra) if "mark" in line]
