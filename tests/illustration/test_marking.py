"""Names of X's and signs to stay off in the maps of where to press, on the bundled figures and made-up ones."""

from __future__ import annotations

import json
import math
import os
import re
from pathlib import Path

import numpy as np
import pytest

from handouts import Library
from handouts.figures import Drawing
from handouts.resources import data_folder
from illustration.anatomy.checks import on_body
from illustration.anatomy.dangers import CLEAR, DANGERS, near
from illustration.anatomy.labels import Placed
from illustration.anatomy.spots import SIGN_PT, X_PT, of_portion
from illustration.anatomy.view import read_view
from illustration.charts.pattern import read_pattern
from illustration.registration import registration
from illustration.sources import read_source

FIGURES = data_folder() / "figures"
ATLAS = Path(os.environ.get("HANDOUTS_ATLAS", "nowhere"))
LIBRARY = Library.load()
CHARTED = [slug for slug in LIBRARY.slugs("muscles") if (FIGURES / "charts" / f"{slug}.yaml").is_file()]
CHARTS = sorted(file.stem for file in (FIGURES / "charts").glob("*.yaml") if file.stem != "body-outlines")
MUSCLES = [slug for slug in CHARTS if slug not in LIBRARY.slugs("conditions")]
PRESSING = [name for name in LIBRARY.slugs("exercises") if LIBRARY.exercise(name).type == "pressure"]
ROUNDED = 0.2  # points: X's and signs stand on whole units
HAND = 0.24  # of a thigh or a lower leg: a hand's width
PLACES = {
    "roller-inner-thigh": ("thigh", 1 / 3, 2 / 3),
    "roller-front-thigh": ("thigh", HAND, 1 - HAND),
    "roller-outer-thigh": ("thigh", 0.2, 1 - HAND),
    "ball-hamstring-on-chair": ("thigh", 0.5, 1 - HAND),
    "ball-calf": ("lower_leg", HAND, 0.7),
    "roller-calf": ("lower_leg", HAND, 0.7),
    "ball-outer-leg": ("lower_leg", HAND, 0.75),
    "ball-shin": ("lower_leg", 0.2, 0.5),
    "ball-under-arch": ("foot", 0.3, 0.62),
    "ball-wall-low-back": ("trunk", 0.18, 0.34),
}
"""What the `place` of an exercise says, as a part of a limb; on the back, from the rim of the hip bone to the ribs."""
PRESSED = [slug for slug in CHARTED if not LIBRARY.topic(slug).no_pressing]


def _drawing(slug: str) -> Drawing:
    return Drawing.from_json((FIGURES / "anatomy" / f"{slug}.json").read_bytes(), slug)


def _middles(drawing: Drawing, style: str, numbers: int) -> list[tuple[float, float]]:
    """Middles of marks of one style, in points; ``numbers``: coordinates of each."""
    found = []
    for path in drawing.paths:
        if path.style == style:
            values = [int(n) / drawing.units_per_point for n in re.findall(r"-?\d+", path.d)]
            for k in range(0, len(values), numbers):
                part = values[k : k + numbers]
                found.append((sum(part[::2]) * 2 / numbers, sum(part[1::2]) * 2 / numbers))
    return found


def _bars(drawing: Drawing) -> list[tuple[float, float]]:
    """Middles of the bars of the signs, in points."""
    found = []
    for path in drawing.paths:
        if path.style == "stay-off":
            for line in re.findall(r"M(-?\d+) (-?\d+)L(-?\d+) (-?\d+)", path.d):
                a, b, c, d = (int(n) / drawing.units_per_point for n in line)
                found.append(((a + c) / 2, (b + d) / 2))
    return found


def _reach(slug: str) -> float:
    """Points of the map that are half a ball on the body."""
    view = read_view(read_source(FIGURES / "anatomy" / f"{slug}.yaml"))
    x0, x1, y0, y1 = view.crop
    return CLEAR * min(view.size[0] / (x1 - x0), view.size[1] / (y1 - y0))


@pytest.mark.parametrize("slug", PRESSED)
def test_every_x_of_a_map_keeps_half_a_ball_from_where_to_stay_off(slug: str) -> None:
    drawing = _drawing(slug)
    signs = _bars(drawing)
    assert signs, "no sign"
    for sign in signs:
        for cross in _middles(drawing, "x", 8):
            assert math.dist(sign, cross) > max(_reach(slug) - ROUNDED, SIGN_PT + X_PT), "a ball meets both"
    assert "stay-off" in drawing.marks, "a sign without a name"


@pytest.mark.parametrize("slug", CHARTED)
def test_who_presses_nothing_sees_neither_marks_nor_their_names(slug: str) -> None:
    drawing = _drawing(slug)
    plain = drawing.unmarked()
    assert not any(
        path.style.startswith(("x", "stay-off")) and "bone" not in path.style for path in plain.paths
    )
    assert not any(label.mark for label in plain.labels)
    kept = [label.text for label in drawing.labels if not label.mark]
    assert [label.text for label in plain.labels] == kept
    assert [label.text for label in plain.mirrored().labels if label.text not in ("Left", "Right")] == [
        text for text in kept if text not in ("Left", "Right")
    ]


@pytest.mark.parametrize("slug", CHARTED)
def test_names_of_spots_are_those_of_the_chart(slug: str) -> None:
    source = read_source(FIGURES / "anatomy" / f"{slug}.yaml")
    text = source.path.read_text("utf-8")
    chart = read_pattern(read_source(FIGURES / "charts" / f"{slug}.yaml"))
    names = {}
    for panel in chart.panels:
        said = panel.group if "spot" in panel.group else panel.label
        if len(panel.portions) == 1 and "spot" in said:
            names[panel.portions[0]] = said.replace("|", " ")
    for label, portion in re.findall(r"\{text: ([^,]+), spots: ([\w-]+)", text):
        if portion in names:
            assert label.replace("|", " ") == names[portion], portion


@pytest.mark.parametrize("slug", CHARTED)
def test_a_chart_says_never_pressed_where_its_muscle_is_not_pressed_at_home(slug: str) -> None:
    chart = read_pattern(read_source(FIGURES / "charts" / f"{slug}.yaml"))
    assert chart.never_pressed is bool(LIBRARY.topic(slug).no_pressing)


@pytest.mark.parametrize("slug", MUSCLES)
def test_a_chart_has_xs_only_where_an_exercise_presses_its_muscle(slug: str) -> None:
    chart = read_pattern(read_source(FIGURES / "charts" / f"{slug}.yaml"))
    assert chart.never_pressed is not any(slug in LIBRARY.exercise(name).muscles for name in PRESSING)


@pytest.mark.parametrize("slug", MUSCLES)
def test_every_x_stands_in_a_place_that_an_exercise_names(slug: str) -> None:
    chart = read_pattern(read_source(FIGURES / "charts" / f"{slug}.yaml"))
    places = [PLACES[name] for name in PRESSING if name in PLACES and slug in LIBRARY.exercise(name).muscles]
    if any(name not in PLACES and slug in LIBRARY.exercise(name).muscles for name in PRESSING):
        return  # about the hip only what is near says where: see the test of dangers
    for portion in chart.portions.values():
        for x in portion.presses:
            assert any(x.segment == of and low <= x.at <= high for of, low, high in places), x


def test_the_place_of_every_exercise_that_presses_a_limb_is_known() -> None:
    limbs = {
        name
        for name in PRESSING
        if {"thigh", "leg", "foot"} & set(LIBRARY.exercise(name).regions) and not name.startswith("cold")
    }
    assert limbs <= set(PLACES)


@pytest.mark.skipif(not ATLAS.is_dir(), reason="no atlas here (HANDOUTS_ATLAS)")
@pytest.mark.parametrize("slug", CHARTS)
def test_no_x_is_within_half_a_ball_of_a_nerve_a_vessel_an_organ_or_a_bone(slug: str) -> None:
    chart = read_pattern(read_source(FIGURES / "charts" / f"{slug}.yaml"))
    for name, portion in chart.portions.items():
        for spot in of_portion(name, portion, registration(ATLAS), FIGURES):
            assert not list(near(spot.point, spot.outwards)), name


def test_a_press_meets_a_nerve_beside_its_line_and_none_that_lies_far_under_it() -> None:
    nerve = np.array(DANGERS["sciatic-nerve"].course[3]) / 1000
    back = np.array([0.0, 0.0, -1.0])
    assert [name for name, _ in near(nerve + back * 0.02, back)] == ["sciatic-nerve"]
    assert not list(near(nerve + np.array([-CLEAR - 0.01, 0, 0]), back)), "half a ball beside it"
    assert not list(near(nerve + back * 0.2, back)), "far under what is pressed"


def test_a_press_meets_a_bone_from_the_side_on_which_it_lies_under_the_skin() -> None:
    bump = np.array(DANGERS["bony-bump"].course[0]) / 1000
    outer = np.array([-1.0, 0.0, 0.0])
    beside = bump + np.array([0.03, 0, 0.02])
    assert [name for name, _ in near(beside, outer)] == ["bony-bump"], "through the muscle over it"
    assert not list(near(bump + np.array([0, CLEAR + 0.01, 0]), outer)), "half a ball above it"
    shin = np.array(DANGERS["shin-bone"].course[1]) / 1000
    assert not list(near(shin - np.array([0, 0, 0.04]), np.array([0.0, 0.0, -1.0]))), "from behind"


def test_a_mark_of_a_label_is_read_from_the_file_and_kept_in_the_mirror() -> None:
    raw = json.loads((FIGURES / "anatomy" / "gluteus-minimus.json").read_text("utf-8"))
    assert any(label.get("mark") for label in raw["labels"])
    mirrored = _drawing("gluteus-minimus").mirrored()
    assert any(label.mark for label in mirrored.labels)


def test_a_word_on_the_small_body_is_told() -> None:
    word = Placed("Heel|bone", (10.0, 10.0, 40.0, 30.0), (10.0, 20.0), "start", ())
    assert list(on_body([word], (30.0, 25.0, 60.0, 80.0))) == [
        "'Heel bone' lies on the small body: give it another place, or none"
    ]
    assert not list(on_body([word], (41.0, 10.0, 60.0, 80.0)))
