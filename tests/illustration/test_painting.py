"""How people are painted: skin apart from things, ground, shade, far limbs, start positions, faces."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")
pytest.importorskip("skimage", reason="needs the extra [illustration]")

from handouts.figures import PALETTES
from illustration.geometry.mesh import Floats, Ints
from illustration.geometry.raster import Buffers
from illustration.inputs import ROOT
from illustration.people import faces, fills, ghosts, linework, render
from illustration.people.builds import PEOPLE, TONES
from illustration.people.clothes import PARTS, SKIN
from illustration.people.limits import ANGLES
from illustration.people.paths import Grid, Mask
from illustration.people.rig import X, rotation
from illustration.people.room import Posed, person
from illustration.people.skin import pose_skin
from tests.illustration.body import needs_body

PROP, MAT, TOOL = 10, 11, 12
STYLES = PARTS | {PROP: "prop", MAT: "mat", TOOL: "tool"}
GRID = Grid(1.0)


def view(part: Ints, depth: Floats | None = None, limb: Ints | None = None, up: float = 1.0) -> render.View:
    """A picture of parts (h, w), 100 pixels to a metre, seen from the front or (``up`` 0) from above."""
    shape = part.shape
    none, no = np.zeros(shape, np.int64), np.zeros(shape, bool)
    turn = np.eye(3) if up else rotation(X, 90)
    return render.View(
        Buffers(
            np.zeros(shape) if depth is None else depth,
            part.astype(np.int32),
            np.zeros((*shape, render._ATTRIBUTES)),
        ),
        np.broadcast_to([0.0, -0.7, 0.7], (*shape, 3)),
        *(none if limb is None else limb, none, no, no, no, turn, np.zeros(3), np.ones(3), 100.0),
    )


def painted(picture: render.View, shadow: Mask | None = None) -> dict[str, str]:
    return dict(fills.fills(picture, STYLES, GRID, shadow))


def corners(data: str) -> Floats:
    return np.array([int(n) for n in re.findall(r"-?\d+", data)]).reshape(-1, 2)


def test_skin_and_a_chair_are_painted_apart() -> None:
    part = np.zeros((120, 160), np.int64)
    part[20:100, 10:70] = SKIN
    part[20:100, 70:150] = PROP
    out = painted(view(part))
    assert list(out) == ["prop", "skin"]
    assert (
        corners(out["prop"])[:, 0].min() < 70 <= corners(out["prop"])[:, 0].max()
    )  # a little under the skin
    assert corners(out["skin"])[:, 0].max() < 80


def test_a_mat_is_whole_under_the_person() -> None:
    part = np.zeros((120, 160), np.int64)
    part[60:110, 10:150] = MAT
    part[20:90, 40:100] = SKIN
    out = painted(view(part))
    assert list(out)[:1] == ["mat"]
    assert len(corners(out["mat"])) < 40
    inside = corners(out["mat"])
    assert not ((inside[:, 0] > 45) & (inside[:, 0] < 95) & (inside[:, 1] > 66) & (inside[:, 1] < 85)).any()


def test_a_shadow_falls_on_the_floor_and_not_on_the_side_of_a_bed() -> None:
    part = np.zeros((120, 160), np.int64)
    part[10:110, 80:150] = MAT
    shadow = np.zeros(part.shape, bool)
    shadow[20:100, 20:140] = True
    low = np.zeros(part.shape)
    assert corners(painted(view(part, low, up=0), shadow)["shadow"])[:, 0].max() > 130
    high = np.where(part == MAT, 0.5, 0.0)  # seen from above, depth is height
    assert corners(painted(view(part, high, up=0), shadow)["shadow"])[:, 0].max() < 95


def test_the_side_away_from_the_light_gets_a_second_tone() -> None:
    part = np.full((120, 160), SKIN, np.int64)
    picture = view(part)
    normal = np.array(picture.normal)
    normal[:, 80:] = [0.9, 0.4, -0.1]
    dark = replace(picture, normal=normal)
    assert "skin-shade" not in painted(picture)
    assert corners(painted(dark)["skin-shade"])[:, 0].min() > 60


def test_the_leg_that_lies_behind_has_thinner_lines() -> None:
    part = np.zeros((200, 200), np.int64)
    part[20:180, 30:80] = SKIN
    part[20:180, 120:170] = SKIN
    limb = np.zeros(part.shape, np.int64)
    limb[:, :100], limb[:, 100:] = 1, 2
    depth = np.where(limb == 1, -0.3, 0.0)
    styles = {style for style, _ in linework.paint(view(part, depth, limb), STYLES, GRID)}
    assert {"far", "contour"} <= styles
    even = {style for style, _ in linework.paint(view(part, 0 * depth, limb), STYLES, GRID)}
    assert "far" not in even and "contour" in even


def test_lines_of_a_chair_are_those_of_a_thing_and_a_ball_stands_out() -> None:
    part = np.zeros((200, 200), np.int64)
    part[40:160, 40:160] = PROP
    assert "thing" in dict(linework.paint(view(part), STYLES, GRID))
    assert "contour" in dict(linework.paint(view(np.where(part == PROP, TOOL, 0)), STYLES, GRID))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", ["colour", "mono"])
def test_every_line_of_a_person_is_dark(palette: str) -> None:
    for name in (
        "contour",
        "detail",
        "fold",
        "hand",
        "far",
        "thing",
        "face",
        "eye",
        "start",
        "felt",
        "felt-hatch",
    ):
        stroke = PALETTES[palette][name].stroke
        assert stroke and luminance(stroke) < 0.1, name


@pytest.mark.parametrize("palette", ["colour", "mono"])
def test_a_tool_stands_out_on_every_skin_and_on_cloth(palette: str) -> None:
    styles = PALETTES[palette]
    tool = luminance(str(styles["tool"].fill))
    for cloth in ("shirt", "shorts"):
        assert (luminance(str(styles[cloth].fill)) + 0.05) / (tool + 0.05) > 1.5, cloth
    for tone in TONES:
        skin = luminance(str(styles[tone].fill))
        assert (skin + 0.05) / (tool + 0.05) > 1.5, tone
        assert luminance(str(styles[tone + "-shade"].fill)) < skin


def test_limb_cloth_and_furniture_differ_in_grey() -> None:
    mono = PALETTES["mono"]
    tones = [
        int(str(mono[name].fill)[1:3], 16)
        for name in ("shorts", "skin-4", "skin-3", "skin-2", "skin", "prop")
    ]
    assert tones == sorted(tones)
    assert tones[1] - tones[0] > 30
    assert tones[5] - tones[4] > 15


def test_skin_tones_are_spread_evenly_over_women_and_men_old_and_young() -> None:
    tones: dict[str, Counter[str]] = {who: Counter() for who in PEOPLE}
    for file in sorted((ROOT / "data" / "figures" / "exercises").glob("*.yaml")):
        text = file.read_text("utf-8")
        named = re.search(r"^person: (\S+)", text, re.MULTILINE)
        toned = re.search(r"^skin: (\S+)", text, re.MULTILINE)
        who = named[1] if named else "woman"
        tones[who][toned[1] if toned else PEOPLE[who].tone] += 1
    for who, counted in tones.items():
        assert {tone: counted[tone] for tone in TONES if counted[tone] < counted.total() // 4} == {}, who


def test_only_what_stands_clear_of_the_figure_is_left_of_the_start() -> None:
    main, behind = np.zeros((200, 300), np.int64), np.zeros((200, 300), np.int64)
    main[40:160, 100:200] = SKIN
    behind[40:160, 97:203] = SKIN  # 3 cm beside it
    assert ghosts.ghost(view(behind), view(main), GRID) == []
    behind[90:110, 20:100] = SKIN
    out = dict(ghosts.ghost(view(behind), view(main), GRID))
    assert list(out) == ["start-fill", "start"]
    assert corners(out["start"])[:, 0].max() < 100


@needs_body
@pytest.mark.parametrize(
    ("yaw", "scale", "seen"),
    [(0.0, 600.0, {"eye", "face", "hair-line"}), (180.0, 600.0, {"hair-line"}), (0.0, 200.0, set())],
)
def test_a_face_is_seen_from_the_front_and_large_enough(yaw: float, scale: float, seen: set[str]) -> None:
    rig = person("woman")
    values = np.zeros(len(ANGLES))
    values[1] = 0.95
    posed = Posed(rig, pose_skin(rig, values, np.eye(3), {}), (), {}, None, (), dict.fromkeys(ANGLES, 0.0))  # type: ignore[arg-type]
    model, turn = render.model_of(posed), render.camera(yaw, 0)
    low, high = render.extent([model], turn)
    picture = render.render(posed, model, turn, low, high, scale)
    assert {style for style, _ in faces.strokes(posed, picture, GRID)} == seen
