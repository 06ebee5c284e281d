"""Loops of lines too small to print, thorns of shorts, hands seen from the edge and open walls, in made-up pictures."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

pytest.importorskip("skimage")
pytest.importorskip("scipy")

from handouts.figures.styles import PALETTES
from illustration.geometry.raster import Buffers
from illustration.geometry.trace import Corner
from illustration.people import blots, linework, render
from illustration.people.builds import PEOPLE
from illustration.people.clothes import SHIRT, SHORTS, SKIN


def box(x: int, y: int, width: int, height: int) -> list[Corner]:
    """The outline of a block of pixels, as a closed chain."""
    top = [(x + i, y) for i in range(width)]
    right = [(x + width, y + i) for i in range(height)]
    bottom = [(x + width - i, y + height) for i in range(width)]
    left = [(x, y + height - i) for i in range(height + 1)]
    return [*top, *right, *bottom, *left]


def total(lines: list[blots.Line]) -> int:
    return sum(len(list(itertools.pairwise(chain))) for chain, _ in lines)


def picture(*, hole: int) -> tuple[list[blots.Line], np.ndarray]:
    """A body of 60 pixels with a hole of the background in it."""
    part = np.zeros((80, 80), np.int64)
    part[10:70, 10:70] = SKIN
    part[30 : 30 + hole, 30 : 30 + hole] = 0
    return [(box(10, 10, 60, 60), "outline"), (box(30, 30, hole, hole), "outline")], part


def test_a_speck_goes_to_the_part_around_it() -> None:
    lines, part = picture(hole=8)
    left, filled = blots.tidied(lines, part)
    assert total(left) == 240
    assert (filled[10:70, 10:70] == SKIN).all()


def test_a_hole_that_prints_stays() -> None:
    lines, part = picture(hole=20)
    left, filled = blots.tidied(lines, part)
    assert total(left) == total(lines)
    assert (filled == part).all()


def test_a_long_thin_thing_stays() -> None:
    part = np.zeros((40, 200), np.int64)
    part[10:20, 10:190] = SKIN
    left, _ = blots.tidied([(box(10, 10, 180, 10), "outline")], part)
    assert total(left) == 380


def test_a_finger_tip_joins_its_finger_and_keeps_its_outline() -> None:
    """A line across a finger makes a small loop: the line goes, not the outline on either side."""
    part = np.zeros((60, 40), np.int64)
    part[10:50, 10:19] = SKIN
    lines: list[blots.Line] = [(box(10, 10, 9, 40), "outline"), ([(x, 22) for x in range(10, 20)], "inner")]
    left, filled = blots.tidied(lines, part)
    assert {style for _, style in left} == {"outline"}
    assert total(left) == 98
    assert (filled == part).all()


def test_short_lines_that_join_nothing_are_left_out() -> None:
    long: blots.Line = ([(x, 5) for x in range(40)], "inner")
    speck: blots.Line = ([(x, 30) for x in range(8)], "inner")
    branch: blots.Line = ([(20, y) for y in range(5, 12)], "inner")
    assert blots.without_specks([long, speck, branch]) == [long, branch]


def test_a_thorn_of_the_shorts_goes_and_the_shorts_stay() -> None:
    part = np.full((120, 120), SKIN, np.int32)
    part[60:110, 20:100] = SHORTS
    part[30:60, 50:58] = SHORTS
    out = render._without_slivers(Buffers(np.zeros(part.shape), part, np.zeros((*part.shape, 1))))
    assert (out.part[30:52, 50:58] == SKIN).all()
    assert (out.part[66:104, 26:94] == SHORTS).all()


def test_a_shirt_seen_through_the_leg_of_the_shorts_is_lining() -> None:
    part = np.full((120, 160), SKIN, np.int32)
    part[10:50, 20:140] = SHIRT
    part[50:110, 20:140] = SHORTS
    part[70:76, 40:100] = SHIRT  # between hem and thigh
    part[76:100, 40:100] = SKIN
    part[112:118, 20:40] = SHIRT  # a sleeve beyond an arm
    out = render._tucked_in(Buffers(np.zeros(part.shape), part, np.zeros((*part.shape, 1)))).part
    assert (out[70:76, 40:100] == SHORTS).all()
    assert (out[10:50, 20:140] == SHIRT).all()
    assert (out[112:118, 20:40] == SHIRT).all()


@pytest.mark.parametrize(("thick", "plain"), [(12, True), (60, False)])
def test_lines_between_fingers_only_where_they_lie_side_by_side(thick: int, plain: bool) -> None:
    part = np.full((100, 100), SKIN, np.int32)
    values = np.zeros((100, 100, render._ATTRIBUTES))
    values[20 : 20 + thick, 20:90, render._DIGIT : render.FELT] = (1.0, 12.0)
    fingers = render._plain_fingers(Buffers(np.zeros(part.shape), part, values), 640.0)
    assert fingers[25, 50] == plain
    assert not fingers[5, 5]


def test_a_wall_has_a_skirting_and_no_line_at_its_upper_end() -> None:
    """Nothing but the wall in view: its outline has two sides and a foot."""
    height, width = 60, 40
    part = np.zeros((height, width), np.int32)
    part[5:50, 5:35], part[50:55, 5:35] = render.FIRST_PROP, render.FIRST_PROP + 1
    open_ = np.zeros(part.shape, bool)
    open_[5:12, 5:35] = True
    none = np.zeros(part.shape, np.int64)
    view = render.View(
        Buffers(np.zeros(part.shape), part, np.zeros((height, width, render._ATTRIBUTES))),
        np.broadcast_to([0.0, 0.0, 1.0], (height, width, 3)),
        *(none, none, open_ & False, open_ & False, open_, np.eye(3), np.zeros(3), np.ones(3), 100.0),
    )
    lines = linework._lines(view)
    rows = {y for chain, _ in lines for a, b in itertools.pairwise(chain) if a[1] == b[1] for y in (a[1],)}
    assert rows == {50, 55}
    assert min(y for chain, _ in lines for _, y in chain) == 12


def test_older_people_have_grey_hair() -> None:
    assert {name for name, person in PEOPLE.items() if person.colour == "hair-grey"} == {
        "older-woman",
        "older-man",
    }
    for palette in PALETTES.values():
        assert str(palette["hair-grey"].fill) > str(palette["hair-brown"].fill)
