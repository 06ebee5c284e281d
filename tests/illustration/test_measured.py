"""What the tool measures of all figures: it notes it, shows it, and refuses a set that is not as it should be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from handouts.figures import Drawing, Label
from handouts.figures import Path as Drawn
from handouts.figures.styles import COLOUR, MONO, Style
from handouts.palette import WHITE, contrast
from illustration import record
from illustration.anatomy.checks import LONGEST, TO_MARK, leader_lengths, of_set, share_of
from illustration.charts.paint import DOT
from illustration.drawing import MAX_BYTES
from illustration.figurefile import UNITS_PER_POINT, Figure, to_json
from illustration.inputs import ROOT
from illustration.measures import MM, SLOWEST, closest, measured, slow

ANATOMY = sorted((ROOT / "data" / "figures" / "anatomy").glob("*.json"))


def figure(leader: int, muscle: int) -> Drawing:
    """100 x 100 points with one leader and one square of muscle, each so many points long."""
    side = muscle * 10
    text = to_json(
        Figure(
            slug="made-up",
            kind="anatomy",
            title="Made up",
            caption="Made up.",
            alt="A square muscle.",
            licence="CC-BY-SA-4.0",
            credits=("Nobody",),
            source_file="anatomy/made-up.yaml",
            source_sha256="00",
            side="right",
            bounds=(0, 0, 1000, 1000),
            paths=(("muscle", f"M0 0L{side} 0L{side} {side}L0 {side}Z"),),
            labels=(Label("Muscle", (0, 0), "start", ((0, 0), (leader * 6, leader * 8))),),
        )
    )
    return Drawing.from_json(text, "made-up")


def test_the_length_of_a_leader_and_the_share_of_a_muscle_are_those_of_the_drawing() -> None:
    drawing = figure(leader=20, muscle=50)
    assert leader_lengths(drawing) == [20.0]
    assert share_of(drawing) == 0.25


def test_a_set_whose_leaders_are_mostly_long_or_muscles_mostly_small_is_refused() -> None:
    good = figure(leader=20, muscle=50)
    assert of_set([]) == of_set([good, good, figure(leader=40, muscle=30)]) == []
    found = of_set([good, figure(leader=40, muscle=30), figure(leader=40, muscle=30)])
    assert found == [
        "the median leader is 40 pt long, at most 30",
        "the median share of the muscle is 9.0%, at least 18%",
    ]


@pytest.mark.parametrize("palette", [COLOUR, MONO], ids=["colour", "mono"])
def test_dots_of_charts_are_half_a_millimetre_wide_and_dark(palette: Mapping[str, Style]) -> None:
    """So that the third copy keeps them: at least seven times as dark as paper."""
    style = palette["zone"]
    assert (2 * DOT / UNITS_PER_POINT + style.width_pt) * MM >= 0.5
    assert style.stroke is not None and contrast(style.stroke, WHITE) >= 7


def test_the_anatomy_that_goes_out_is_within_the_bounds() -> None:
    drawings = [Drawing.from_json(path.read_bytes(), path.stem) for path in ANATOMY]
    assert of_set(drawings) == []
    for drawing in drawings:
        plain = drawing.unmarked()
        assert max(leader_lengths(plain), default=0) <= LONGEST
        assert max(leader_lengths(drawing), default=0) <= TO_MARK


def test_every_figure_file_stays_within_the_bound() -> None:
    files = sorted((ROOT / "data" / "figures").glob("*/*.json"))
    assert [file.name for file in files if file.stat().st_size > MAX_BYTES] == []


def test_what_was_noted_is_read_again_and_gone_figures_go(tmp_path: Path) -> None:
    file = tmp_path / "drawn.csv"
    assert record.read(file) == {}
    names = ["charts/a", "charts/b"]
    first = {"charts/a": record.Drawn(1.5, (0.5, 9.0)), "charts/b": record.Drawn(2.0, ended=(2.2,))}
    record.write(file, first, [*names, "x"])
    record.write(file, {"charts/b": record.Drawn(3.0, ended=(1.7,))}, names)
    assert record.read(file) == {
        "charts/a": record.Drawn(1.5, (0.5, 9.0)),
        "charts/b": record.Drawn(3.0, ended=(1.7,)),
    }, "a run over some figures keeps what is known of the others"
    record.write(file, {}, ["charts/b"])
    assert list(record.read(file)) == ["charts/b"]


def test_the_page_says_what_is_wanted_and_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "anatomy").mkdir()
    (tmp_path / "anatomy" / "made-up.json").write_text("x" * 2000)
    drawing = figure(leader=20, muscle=50)
    text = "\n".join(measured([drawing], tmp_path, {("anatomy", "made-up"): 0.25}, {}))
    assert "| at most 30, 48 pt | 20.0, 20.0 pt |" in text
    assert "| at least 18%, 8% | 25.0%, 25.0% |" in text
    assert "| at most 25 KB | 2.0 KB |" in text
    assert "trigger point" not in text, "nothing was measured"
    known = {"anatomy/made-up": record.Drawn(1.0, ended=(1.7, 4.0, 2.0))}
    text = "\n".join(measured([drawing], tmp_path, {("anatomy", "made-up"): 0.25}, known))
    assert "| at least 1.5 pt each | 2.0, 1.7 pt |" in text


def test_the_gap_between_two_marks_of_a_chart_is_measured() -> None:
    crosses = "M0 0L30 30M0 30L30 0M80 0L110 30M80 30L110 0M0 300L30 330M0 330L30 300"
    assert closest(replace(figure(20, 50), paths=(Drawn("x", crosses),))) == 8.0
    assert closest(figure(20, 50)) == math.inf, "no chart with two"


def test_a_figure_that_is_slow_to_draw_is_named() -> None:
    assert slow({("anatomy", "made-up"): SLOWEST}) == []
    assert slow({("anatomy", "made-up"): 6.5}) == ["anatomy/made-up takes 6.5 ms to draw, at most 5"]
