"""Large print: the room that a page has left goes to its drawings, and no page more is needed for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.figures.store import FigureStore
from handouts.layout.faces import FontBook
from handouts.layout.frame import Frame, Picture
from handouts.layout.grow import grown
from handouts.layout.kit import Kit
from handouts.layout.labels import set_labels
from handouts.layout.lines import Typesetter
from handouts.layout.pages import Atom, Keep, Larger, Placed, paginate
from handouts.layout.theme import THEMES
from tests.layout.laid import LayOut, pieces

ROOM = 100.0
FOLDER = Path(__file__).parents[2] / "data" / "figures"


def _drawing(usual: float, most: float, *, pushes: bool = True) -> Atom:
    """A drawing that may be ``most`` points high."""
    larger = Larger(lambda more: Frame(50.0, min(most, usual + more), ()), pushes)
    return Atom(Frame(50.0, usual, ()), 0.0, larger=larger)


def _text(height: float, keep: Keep = Keep.NO) -> Atom:
    return Atom(Frame(50.0, height, ()), 0.0, keep=keep)


def _heights(pages: list[list[Placed]]) -> list[list[float]]:
    return [[round(one.atom.height, 1) for one in page] for page in pages]


def test_what_a_page_has_left_goes_to_its_drawing_up_to_its_width() -> None:
    for most, high in ((500.0, 62.0), (45.0, 45.0)):
        (page,) = grown([_text(20.0), _drawing(30.0, most, pushes=False), _text(10.0)], ROOM, ROOM, ROOM)
        assert page[1].atom.height == high
        assert page[2].top == page[1].top + high, "what follows moves down"


def test_two_drawings_share_what_is_left() -> None:
    (page,) = grown([_drawing(20.0, 300.0, pushes=False), _drawing(20.0, 25.0, pushes=False)], *[ROOM] * 3)
    assert [round(one.atom.height) for one in page] == [46, 25]


def test_a_drawing_sends_text_to_the_next_page_only_where_no_page_is_added() -> None:
    atoms = [_drawing(30.0, 300.0), _text(30.0), _text(40.0), _text(30.0)]
    before = paginate(atoms, ROOM, ROOM, ROOM)
    after = grown(atoms, ROOM, ROOM, ROOM)
    assert _heights(before) == [[30, 30, 40], [30]]
    assert len(after) == 2 and after[0][0].atom.height > 60
    full = [_drawing(30.0, 300.0), _text(70.0), _text(95.0)]
    assert _heights(grown(full, ROOM, ROOM, ROOM)) == [[30, 70], [95]]


def test_no_heading_stays_behind_where_its_drawing_grows() -> None:
    atoms = [_text(20.0, keep=Keep.FIRM), _drawing(30.0, 95.0), _text(60.0)]
    (first, *_) = grown(atoms, ROOM, ROOM, ROOM)
    assert len(first) > 1


@pytest.mark.parametrize("slug", ["gluteus-minimus", "piriformis", "tibialis-anterior", "low-back-pain"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_muscle_fills_most_of_its_page_or_of_the_column(lay: LayOut, slug: str, paper: str) -> None:
    frames = lay(slug, edition="large", paper=paper).frames
    drawn = [one for frame in frames for one in pieces(frame) if isinstance(one.item, Picture)]
    muscle = drawn[0]
    width, height = frames[0].width, frames[0].height
    assert (muscle.right - muscle.left) > 0.7 * (width - 91) or (muscle.bottom - muscle.top) > 0.5 * height


def test_a_name_in_two_lines_keeps_together_in_a_large_drawing() -> None:
    figures = FigureStore(FOLDER)
    kit = Kit(Typesetter(FontBook()), THEMES["large"], figures)
    drawing = figures.get("anatomy", "lumbar-erector-spinae", mirrored=False)
    at = [n for n, label in enumerate(drawing.labels) if label.more]
    set_ = list(set_labels(kit, drawing, 2.6))
    assert at and len(set_) == len(drawing.labels)
    for n in at:
        assert set_[n].y - set_[n - 1].y <= 1.3 * set_[n].size
