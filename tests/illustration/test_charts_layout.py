"""Layout of charts: the largest scale that fits, names apart and inside, breaks where they are needed."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy")

from illustration.charts.layout import (
    BLANK_SLOT_PT,
    LABEL_LETTERS,
    LABEL_PT,
    SLOTS_PT,
    Layout,
    Wanted,
    arrange,
    text_box,
    text_width,
)

FONT = "fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"
LEG = (0.36, 1.08)


def boxes(layout: Layout) -> list[tuple[float, float, float, float]]:
    return [
        text_box(text, panel.middle, y)
        for panel in layout.panels
        for text, y in zip(panel.lines, panel.baselines(30.0), strict=True)
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("",),
        ("Front spots", "Rear spots"),
        ("Middle spots", "Upper spots"),
        ("Minimus, front", "Minimus, rear", "TFL"),
        ("Upper spot", "Lower spot", "Inner spot"),
    ],
)
def test_a_chart_fills_its_slot_and_its_names_are_apart(names: tuple[str, ...]) -> None:
    layout = arrange([Wanted(*LEG, 1.0, name) for name in names])
    width, height = SLOTS_PT[len(names)]
    assert layout.size[0] <= width and layout.size[1] <= height
    assert width - layout.size[0] < 1 or height - layout.size[1] < 1
    found = boxes(layout)
    for i, a in enumerate(found):
        assert a[0] >= -0.01 and a[2] <= layout.size[0] + 0.01
        for b in found[i + 1 :]:
            assert min(a[2], b[2]) - max(a[0], b[0]) <= -2.9 or min(a[3], b[3]) <= max(a[1], b[1])
    assert all(len(line) <= LABEL_LETTERS for panel in layout.panels for line in panel.lines)


def test_a_shared_name_stands_over_the_middle_of_its_panels_and_a_chart_can_be_narrower() -> None:
    panels = [
        Wanted(*LEG, 1.0, "front", "Minimus"),
        Wanted(*LEG, 1.0, "rear", "Minimus"),
        Wanted(*LEG, 1.0, "TFL"),
    ]
    layout = arrange(panels, widest=100)
    (name, middle, members), places = layout.groups[0], layout.panels
    assert name == "Minimus" and members == (0, 1)
    assert middle == pytest.approx((places[0].middle + places[1].middle) / 2)
    assert 99 < layout.size[0] <= 100
    with pytest.raises(ValueError, match="shared name"):
        arrange([Wanted(*LEG, 1.0, "front", "Semimembranosus")] * 2, widest=60)


def test_a_name_over_a_single_panel_takes_room_in_its_column() -> None:
    panels = [
        Wanted(0.12, 0.5, 1.0, "Back", "Inner spot"),
        Wanted(0.12, 0.5, 1.0, "Sole", "Inner spot"),
        Wanted(0.12, 0.5, 1.0, "Back", "Other spots"),
    ]
    layout = arrange(panels)
    name, middle, members = layout.groups[1]
    assert (name, members) == ("Other spots", (2,)) and middle == layout.panels[2].middle
    assert middle + text_width(name) / 2 <= layout.size[0] + 0.01


def test_a_foot_is_drawn_larger_than_the_leg_beside_it() -> None:
    leg, foot = arrange([Wanted(0.12, 0.6, 1.0, ""), Wanted(0.1, 0.25, 1.4, "")]).panels
    assert foot.points_per_metre == pytest.approx(1.4 * leg.points_per_metre)


def test_a_blank_chart_has_a_larger_slot() -> None:
    size = arrange([Wanted(0.6, 1.7, 1.0, "Front")] * 4, blank=True).size
    assert size[0] <= BLANK_SLOT_PT[0] and size[0] > BLANK_SLOT_PT[0] - 1


def test_names_wider_than_the_slot_are_refused() -> None:
    with pytest.raises(ValueError, match="shorten"):
        arrange([Wanted(*LEG, 1.0, "Semimembranosus")] * 3)


def test_text_is_never_wider_than_measured() -> None:
    ttf = pytest.importorskip("fontTools.ttLib")
    file = Path(__file__).resolve().parents[2] / FONT
    if not file.is_file():
        pytest.skip("the sheets' font is not there")
    font = ttf.TTFont(file)
    names, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for letter in map(chr, (*range(65, 91), *range(97, 123), *map(ord, " ,.-'()"))):
        assert text_width(letter) >= LABEL_PT * widths[names[ord(letter)]][0] / em - 1e-9, letter
