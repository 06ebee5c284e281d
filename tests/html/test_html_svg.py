"""Drawings at the size of a screen: labels that can be read, whole whatever a reader sets."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from html_sample import store

from handouts.figures.drawing import Anchor, Drawing, Label
from handouts.html.svg import LARGEST_LABEL_PT, SHOWN, inline_svg, label_pt, view


@pytest.fixture
def drawing(tmp_path: Path) -> Drawing:
    """100 by 200 points, 10 units a point."""
    return store(tmp_path).get("chart", "hip")


def sized(drawing: Drawing, wide: int, high: int) -> Drawing:
    return replace(drawing, bounds=(0, 0, wide * 10, high * 10))


@pytest.mark.parametrize(("wide", "high"), [(100, 200), (130, 160), (126, 54), (49, 150), (300, 100)])
@pytest.mark.parametrize("kind", ["anatomy", "chart", "exercise"])
def test_a_drawing_fills_its_room_in_its_own_shape(drawing: Drawing, kind: str, wide: int, high: int) -> None:
    svg = inline_svg(replace(sized(drawing, wide, high), kind=kind, labels=()), "alt", "x")  # type: ignore[arg-type]
    width, height = (int(re.search(f' {name}="([0-9]+)"', svg)[1]) for name in ("width", "height"))  # type: ignore[index]
    most = SHOWN[kind]
    assert width <= most[0] and height <= most[1]
    assert width >= most[0] - 1 or height >= most[1] - 1
    assert width / height == pytest.approx((wide + 6) / (high + 6), rel=0.02)


def test_labels_are_as_large_as_text_on_a_phone_but_never_larger_than_they_were_drawn_for(
    drawing: Drawing,
) -> None:
    common = sized(drawing, 130, 160)
    assert label_pt(common) * 354 / 130 == pytest.approx(17, abs=0.1)
    assert label_pt(sized(drawing, 400, 160)) == LARGEST_LABEL_PT


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_a_label_at_the_edge_is_inside_even_when_it_is_spaced(drawing: Drawing, anchor: Anchor) -> None:
    label = Label("Base of the spine", (950 if anchor != "end" else 50, 1000), anchor)
    x0, _, x1, _ = view(replace(drawing, labels=(label,)), 10)
    spaced = 17 * (0.62 + 0.12) * 100 + 3 * 0.16 * 100
    before = {"start": 0, "middle": spaced / 2, "end": spaced}[anchor]
    assert x0 <= label.at[0] - before and x1 >= label.at[0] - before + spaced


def test_there_is_air_round_a_drawing_without_labels(drawing: Drawing) -> None:
    assert view(replace(drawing, labels=()), 10) == (-30, -30, 1030, 2030)
