"""Reading pain patterns: what a file says arrives, and a mistake is pointed at by line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy")

from illustration.charts.pattern import Pattern, Place, read_pattern
from illustration.sources import SourceError, read_source

GOOD = """\
title: Test muscle
caption: "X: trigger points. Dots: where pain may spread."
alt: The right thigh from the front, with one trigger point and the pain around it.
sources: {book: "A book, chapter 1."}
portions:
  all:
    in_words: The front of the thigh from the groin to the knee.
    from: [book]
    trigger_points: [[thigh, 0.2, front]]
    essential:
      - [[thigh, 0.3, 90, 8], [lower_leg, 0.1, 95, 6]]
panels:
  - {view: front, region: hip-thigh}
"""


def read(tmp_path: Path, text: str) -> Pattern:
    file = tmp_path / "test.yaml"
    file.write_text(text, "utf-8")
    return read_pattern(read_source(file))


def test_places_bands_and_panels_are_read(tmp_path: Path) -> None:
    pattern = read(tmp_path, GOOD)
    portion = pattern.portions["all"]
    assert portion.trigger_points == (Place("thigh", 0.2, 90.0),)
    assert [s.width for s in portion.essential[0]] == [8, 6]
    assert pattern.panels[0].portions == ("all",)


def test_an_x_stands_on_the_trigger_point_or_where_press_says_or_nowhere(tmp_path: Path) -> None:
    spot = "    trigger_points: [[thigh, 0.2, front]]\n"
    below, none = (GOOD.replace(spot, spot + f"    press: {x}\n") for x in ("[[thigh, 0.4, front]]", "[]"))
    never = GOOD.replace("sources:", "never_pressed: true\nsources:", 1)
    for text, expected in (
        (GOOD, (Place("thigh", 0.2, 90.0),)),
        (below, (Place("thigh", 0.4, 90.0),)),
        (none, ()),
        (never, ()),
    ):
        portion = read(tmp_path, text).portions["all"]
        assert portion.presses == expected
        assert portion.trigger_points == (Place("thigh", 0.2, 90.0),), "the pain has its source all the same"
    with pytest.raises(SourceError, match="never pressed has no X's"):
        read(tmp_path, never.replace(spot, spot + "    press: [[thigh, 0.4, front]]\n"))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("front]]", "frnt]]", 9, "did you mean 'front'"),
        ("[lower_leg, 0.1, 95, 6]", "[foot, 0.1, 95, 6]", 11, "cannot run from thigh to foot"),
        ("[lower_leg, 0.1, 95, 6]", "[lower_leg, 0.1, 95]", 11, "expected [segment, at, angle, width]"),
        ("90, 8]", "90, 80]", 11, "width 80 cm"),
        ("[thigh, 0.3", "[thigh, 3", 11, "outside -0.6 to 1.6"),
        ("from: [book]", "from: [bok]", 8, "did you mean 'book'"),
        ("from: [book]", "from: []", 8, "names no source"),
        ("view: front", "view: above", 13, "unknown value 'above'"),
        ("caption:", "captoin:", 2, "did you mean 'caption'"),
        ("    in_words: The front of the thigh from the groin to the knee.\n", "", 7, "lacks 'in_words'"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    with pytest.raises(SourceError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert f"test.yaml:{line}:" in str(caught.value)
    assert words in str(caught.value)
