"""An exercise on the page: its steps beside and under the dose, and what of it stands on one page."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from handouts import Library
from handouts.figures.store import FigureStore
from handouts.layout.around import head
from handouts.layout.boxes import ListItem, TextBox, list_items
from handouts.layout.dose import DoseStrip
from handouts.layout.exercise import CardBox
from handouts.layout.faces import FontBook
from handouts.layout.frame import Frame, Glyphs, Picture
from handouts.layout.kit import Kit, words
from handouts.layout.lines import Typesetter
from handouts.layout.theme import THEMES, theme_for
from handouts.sheet.blocks import DoseCell, ExerciseCard, Figure, Item, Note, Steps
from tests.layout.laid import LayOut, tree
from tests.support.pdf_reader import Node

DOSE = (
    DoseCell("8 to 12 times", "in a row"),
    DoseCell("1 to 3 sets", "in all"),
    DoseCell("3 days", "a week"),
)
SHORT, LONG = "Sit on a chair.", "Sit near the front of a firm chair, with both feet flat on the floor."
LINE = 14.0
"""Points from one line of a step to the next."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Fonts and the standard look, without drawings."""
    return Kit(Typesetter(FontBook()), THEMES["standard"], FigureStore())


def _steps(kit: Kit, *texts: str) -> list[ListItem]:
    return list_items(kit, [Item(words(text)) for text in texts], "step", "#000000", numbered=True)


@pytest.mark.parametrize(("first", "beside"), [(SHORT, True), (LONG, False)])
def test_a_first_step_stands_beside_the_dose_only_on_one_line(kit: Kit, first: str, beside: bool) -> None:
    steps = _steps(kit, first, SHORT)
    set_ = head(TextBox(kit, words("Sit to stand"), "h3"), DoseStrip(kit, DOSE), steps, 420.0, line=LINE)
    one, two = set_.steps
    assert one.frame.height == LINE, "no step breaks for want of room beside the dose"
    assert (one.y < set_.dose.frame.height) is beside
    assert one.frame.width == (set_.dose.x - 9.0 if beside else 420.0)
    assert two.y >= max(one.y + LINE, set_.dose.frame.height) and two.frame.width == 420.0


def test_a_short_title_stands_beside_the_dose_however_little_room_a_step_has_there(kit: Kit) -> None:
    strip, title = DoseStrip(kit, DOSE), TextBox(kit, words("Clam"), "h3")
    set_ = head(title, strip, _steps(kit, SHORT), strip.widest() + 60.0, line=LINE)
    assert set_.dose.y == 0.0 and set_.steps[0].y > set_.dose.frame.height
    long = TextBox(kit, words("Clam on the sore side"), "h3")
    below = head(long, strip, [], strip.widest() + 60.0, line=LINE)
    assert below.dose.y > below.title.frame.height


def test_set_close_steps_share_a_line_where_both_have_room_whole_and_in_order(kit: Kit) -> None:
    title, strip = TextBox(kit, words("Sit to stand"), "h3"), DoseStrip(kit, DOSE)
    middle = "Stand up without your hands."
    texts = (LONG, middle, SHORT, LONG, SHORT, middle, SHORT)
    open_ = head(title, strip, _steps(kit, *texts), 420.0, line=LINE)
    close = head(title, strip, _steps(kit, *texts), 420.0, line=LINE, close=True)
    rows: dict[float, list[tuple[float, float]]] = {}
    for step, placed in zip(_steps(kit, *texts), close.steps, strict=True):
        rows.setdefault(placed.y, []).append((placed.x, placed.x + step.across()))
        assert placed.frame.height == LINE, "a step is not broken to share a line"
    assert [len(row) for row in rows.values()] == [1, 2, 1, 2, 1]
    assert list(rows) == sorted(rows) and min(rows) > close.dose.frame.height
    for row in rows.values():
        assert all(right <= 420.0 for _, right in row)
        assert all(b[0] - a[1] >= 12.0 for a, b in itertools.pairwise(row)), "a gap parts them"
    assert len({step.y for step in open_.steps}) == len(texts)
    assert close.height == pytest.approx(open_.height - 2 * LINE)


def _card(first: str = "") -> ExerciseCard:
    drawn = Figure("exercise", "heel-raise", "A woman on her toes", "On the toes")
    gates = "your hip was replaced, you cannot get up from the floor or you feel unsteady"
    notes = (Note("Feel it:", words("both calves.")), Note("Ask us first if", words(f"{gates}. " * 3)))
    steps = Steps(tuple(Item(words(text)) for text in (SHORT, "Push up.", "Come down.", LONG)))
    return ExerciseCard("A", "Heel raise", drawn, steps, DOSE, notes, first=first)


@pytest.mark.parametrize("first", ["", "If you do only one, do this."])
def test_a_card_set_close_is_lower_and_says_the_same_in_type_as_large(
    kit: Kit, bundled_library: Library, first: str
) -> None:
    kit = replace(kit, theme=theme_for("standard", fit=True), figures=bundled_library.figures)
    open_, close = (CardBox(kit, _card(first), 0.64, close=way).layout(521.0) for way in (False, True))
    assert close.height < open_.height - LINE
    said = [sorted(_letters(frame)) for frame in (open_, close)]
    assert said[0] == said[1]
    picture = next(item for item, _, _ in close.walk() if isinstance(item, Picture))
    assert picture.drawing.size_pt[1] * picture.scale >= 50.0, "still large enough to follow"


def _letters(frame: Frame) -> list[tuple[str, float]]:
    """Every word on a frame with the size of its type."""
    runs = [item for item, _, _ in frame.walk() if isinstance(item, Glyphs)]
    return [(word, run.size) for run in runs for word in run.run.text.split()]


def _pages(node: Node) -> set[int]:
    return {page for part in node.walk() for page in part.pages}


def _sections(lay: LayOut, slug: str, **asked: str) -> dict[str, Node]:
    """The elements of the exercises by their heading."""
    found = tree(lay(slug, **asked).frames).find("Sect")
    named = {node.find("H3")[0].text: node for node in found if len(node.find("H3")) == 1}
    return {name: node for name, node in named.items() if re.match("[A-E] ", name)}


@pytest.mark.parametrize("edition", ["standard", "mono"])
def test_on_small_paper_each_exercise_has_one_page_and_the_third_one_stays(lay: LayOut, edition: str) -> None:
    cards = _sections(lay, "gluteus-minimus", edition=edition, paper="a5")
    assert [name[0] for name in cards] == ["A", "B", "C"]
    for name, card in cards.items():
        assert len(_pages(card)) == 1, name


def test_on_small_paper_the_boxes_of_first_aid_stand_on_one_page(lay: LayOut) -> None:
    found = tree(lay("gluteus-minimus", edition="standard", paper="a5").frames).find("H3")
    boxes = [node for node in found if node.text in ("Rest", "Ice", "Compression", "Elevation")]
    assert len(boxes) == 4 and len({page for node in boxes for page in _pages(node)}) == 1


@pytest.mark.parametrize("slug", ["adductor-longus-and-brevis", "vastus-medialis"])
def test_in_large_print_a_drawing_gives_way_so_that_its_exercise_ends_on_its_page(
    lay: LayOut, slug: str
) -> None:
    cards = _sections(lay, slug, edition="large")
    assert len(cards) == 3
    for name, card in cards.items():
        assert len(_pages(card)) == 1, name
