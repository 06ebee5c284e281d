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
from illustration.anatomy.spots import SIGN_PT, X_PT, trigger_points
from illustration.charts.pattern import read_pattern
from illustration.sources import read_source

FIGURES = data_folder() / "figures"
ATLAS = Path(os.environ.get("HANDOUTS_ATLAS", "nowhere"))
LIBRARY = Library.load()
CHARTED = [slug for slug in LIBRARY.slugs("muscles") if (FIGURES / "charts" / f"{slug}.yaml").is_file()]
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


@pytest.mark.parametrize("slug", PRESSED)
def test_a_map_of_where_to_press_shows_where_to_stay_off_clear_of_every_mark(slug: str) -> None:
    drawing = _drawing(slug)
    signs = _bars(drawing)
    assert signs, "no sign"
    for sign in signs:
        for cross in _middles(drawing, "x", 8):
            assert math.dist(sign, cross) > SIGN_PT + X_PT, "a sign on an X"
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


@pytest.mark.skipif(not ATLAS.is_dir(), reason="no atlas here (HANDOUTS_ATLAS)")
@pytest.mark.parametrize("slug", PRESSED)
def test_no_trigger_point_that_is_pressed_lies_over_a_large_nerve_or_vessel(slug: str) -> None:
    for spot in trigger_points(read_source(FIGURES / "anatomy" / f"{slug}.yaml"), ATLAS):
        assert not list(near(spot.point, spot.outwards)), spot.portion


def test_a_press_meets_a_nerve_beside_its_line_and_none_that_lies_far_under_it() -> None:
    nerve = np.array(DANGERS["sciatic-nerve"].course[3]) / 1000
    back = np.array([0.0, 0.0, -1.0])
    assert [name for name, _ in near(nerve + back * 0.02, back)] == ["sciatic-nerve"]
    assert not list(near(nerve + np.array([CLEAR + 0.03, 0, 0]), back)), "a thumb beside it"
    assert not list(near(nerve + back * 0.2, back)), "far under what is pressed"
    bone = np.array(DANGERS["bony-bump"].course[0]) / 1000
    assert not list(near(bone, np.array([-1.0, 0.0, 0.0]))), (
        "a bone is not pressed, but a muscle over it may be"
    )


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
