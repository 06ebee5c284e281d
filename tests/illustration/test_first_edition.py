"""Figures of the first edition, kept as they were: the rules of today refuse them."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from handouts.figures import Drawing
from illustration.anatomy.checks import LEAST_SHARE, LONGEST, MEDIAN_SHARE, leader_lengths, of_set, share_of
from illustration.charts.checks import BOTH, MARKS_APART_PT
from illustration.measures import closest

FOLDER = Path(__file__).parent / "first_edition"


def old(name: str) -> Drawing:
    return Drawing.from_json((FOLDER / f"{name}.json").read_bytes(), name)


def test_its_lines_from_names_were_too_long() -> None:
    """79 points from a name to its part; at most 48."""
    assert max(leader_lengths(old("quadratus-lumborum"))) > 70 > LONGEST


def test_its_muscles_were_too_small() -> None:
    """The piriformis took 4 % of its picture; at least 8 %, and over all figures 18."""
    assert share_of(old("piriformis")) < 0.05 < LEAST_SHARE
    found = of_set([old("piriformis"), old("quadratus-lumborum")])
    assert [text for text in found if text.endswith(f"at least {MEDIAN_SHARE:.0%}")]


def test_marks_of_its_charts_touched_and_no_letter_told_the_sides() -> None:
    chart = old("hip-and-glute-pain")
    assert closest(chart) < MARKS_APART_PT
    assert not {label.text for label in chart.labels} & set(BOTH)
