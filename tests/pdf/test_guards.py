"""Nothing gets round the tags: what is painted stands in an element or is said to be decoration."""

from __future__ import annotations

import pytest

from handouts.figures.store import FigureStore
from handouts.layout.frame import LEAVE, Area, Code, Decoration, Enter, Item, Picture, Placed, Rect, Rule
from handouts.layout.frame import Frame as Within
from handouts.layout.frame import Polygon as Shape
from handouts.pdf.paint import UntaggedContentError
from handouts.resources import data_folder
from tests.pdf.tagged_sample import decoration, file, one_page, say, tag
from tests.support.validate import assert_conforms

DRAWING = FigureStore(data_folder() / "figures").get("exercise", "clamshell")
PAINTING: dict[str, list[Item]] = {
    "glyphs": say("words"),
    "rect": [Rect(0, 0, 9, 9, "#FF0000")],
    "rule": [Rule(0, 0, 9, 9, "#FF0000", 1.0)],
    "polygon": [Shape(((0, 0), (9, 0), (9, 9)), "#FF0000")],
    "picture": [Picture(0, 0, DRAWING, "colour", 1.0)],
    "code": [Code(0, 0, 90, "https://example.org")],
    "inside a frame": [Placed(0, 0, Within(99, 99, tuple(say("words"))))],
}


@pytest.mark.parametrize("name", PAINTING)
def test_painting_needs_an_element_or_decoration(name: str) -> None:
    with pytest.raises(UntaggedContentError):
        one_page(PAINTING[name])
    one_page(decoration(PAINTING[name]))
    with pytest.raises(UntaggedContentError):
        one_page(decoration(PAINTING[name]), PAINTING[name])


def test_an_element_inside_decoration_is_refused() -> None:
    with pytest.raises(UntaggedContentError):
        one_page(decoration(tag("P", say("words"))))


@pytest.mark.parametrize("left_open", [Enter("P"), Decoration()])
def test_nothing_stays_open_over_the_page(left_open: Item) -> None:
    with pytest.raises(UntaggedContentError):
        file([[*tag("H1", say("Heading")), left_open, *say("words")]])


def test_a_link_stands_in_a_link_element() -> None:
    with pytest.raises(UntaggedContentError):
        one_page(tag("P", say("words"), [Area(0, 0, 9, 9, "https://example.org", "there")]))


def test_decoration_inside_an_element_parts_its_text() -> None:
    line = decoration([Rule(0, 0, 9, 9, "#000000", 1.0)])
    assert_conforms(one_page(tag("P", say("before "), line, say("after", x=200))))


def test_an_empty_decoration_leaves_no_trace() -> None:
    with_it = one_page([Decoration(), LEAVE], tag("P", say("words")))
    assert with_it == one_page(tag("P", say("words")))
