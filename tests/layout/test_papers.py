"""Every paper in every edition: all is on the paper, nothing lies over anything else, widths follow the page."""

from __future__ import annotations

import pytest

from handouts.layout.clear import SIDE
from handouts.layout.frame import Code, Logo, Picture, Rect
from handouts.papers import PAPERS
from tests.layout.laid import LayOut, Pages, Piece, overlaps, pieces
from tests.sheet.bundled import MUSCLE, TOPICS


def _margins(width: float) -> tuple[float, float]:
    """Points that stay free at the sides, and above and below: on a page narrower than A4 in proportion."""
    share = min(1.0, width / 595.0)
    return 40.0 * share, 20.0 * share


def _holes(width: float) -> float:
    """Points that stay free at the side with the holes: the left one on odd pages, the right one on even pages."""
    return 51.0 * min(1.0, width / 595.0)


def test_nothing_comes_near_the_edge_of_the_paper(made: Pages) -> None:
    width, height = PAPERS[made.document.paper]
    side, above = (margin - 0.7 for margin in _margins(width))
    side, holes = side - SIDE, _holes(width) - 0.7 - SIDE  # letters may hang out of a drawing so far
    for number, frame in enumerate(made.frames, 1):
        left, right = (holes, side) if number % 2 else (side, holes)
        assert (frame.width, frame.height) == (width, height)
        found = pieces(frame)
        assert any(piece.is_text for piece in found)
        outside = [
            piece
            for piece in found
            if piece.left < left
            or piece.right > width - right
            or piece.top < above
            or piece.bottom > height - above
        ]
        assert outside == []


def test_nothing_lies_over_anything_else(made: Pages) -> None:
    """Text over text, and drawings, codes and logos over each other or over text that is not theirs."""
    for frame in made.frames:
        found = pieces(frame)
        text = [piece for piece in found if piece.is_text]
        assert [(a.text, b.text) for a, b in overlaps(text)] == []
        solid = [piece for piece in found if isinstance(piece.item, Picture | Code | Logo)]
        others = [piece for piece in text if "Figure" not in piece.tags]
        assert [
            (a, b) for a, b in overlaps([*solid, *others], down=0.0) if not (a.is_text and b.is_text)
        ] == []


def test_boxes_lie_inside_or_beside_each_other_and_hold_whole_texts(made: Pages) -> None:
    """No two outlines cross, and none runs through a text."""
    for frame in made.frames:
        found = pieces(frame)
        boxes = [piece for piece in found if isinstance(piece.item, Rect)]
        words = [piece for piece in found if piece.is_text]
        crossing = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if _cross(a, b)]
        assert crossing == []
        assert [(a, b.text) for a in boxes for b in words if _cross(a, b)] == []


def _cross(one: Piece, other: Piece) -> bool:
    """Whether two boxes share a part of their areas, more than half a point each way, and neither holds the other."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 0.5 and high > 0.5 and not _inside(one, other, 1.1) and not _inside(other, one, 1.1)


BODY = {"standard": 12.0, "large": 18.0}
"""Points of the body type."""


def test_the_papers_at_hand_are_wide_enough_for_columns_or_not() -> None:
    assert {(paper, edition) for paper in PAPERS for edition in BODY if _wide(paper, edition)} >= {
        *((paper, "standard") for paper in ("letter", "legal", "tabloid", "a4", "a3")),
        *((paper, "large") for paper in ("tabloid", "a3")),
    }
    narrow = {("a5", "standard"), ("a5", "large"), ("letter", "large"), ("a4", "large"), ("legal", "large")}
    assert not any(_wide(paper, edition) for paper, edition in narrow)


def _wide(paper: str, edition: str) -> bool:
    """Whether the text area has room for 36 sizes of the body type."""
    width = PAPERS[paper][0]
    return width - _holes(width) - _margins(width)[0] >= 36 * BODY[edition]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", BODY)
def test_blocks_stand_side_by_side_only_where_the_page_is_wide_enough_for_its_type(
    lay: LayOut, edition: str, paper: str
) -> None:
    made = lay(MUSCLE, edition=edition, paper=paper)
    heads = {
        head: next(
            (number, round(piece.top, 1), piece.left)
            for number, frame in enumerate(made.frames)
            for piece in pieces(frame)
            if piece.text.strip() == head and piece.decoration is None
        )
        for head in ("Stop: be seen today", "See a doctor or therapist this week")
    }
    first, second = heads.values()
    if _wide(paper, edition):
        assert first[:2] == second[:2] and second[2] - first[2] > 0.4 * (PAPERS[paper][0] - 80)
    else:
        assert first[:2] < second[:2]
        sides = {
            round(piece.left)
            for frame in made.frames
            for piece in pieces(frame)
            if piece.tags[-1:] == ("H2",) and piece.is_text
        }
        indents = {
            "Stop: call 911 now",
            "Stop: be seen today",
            "See a doctor or therapist this week",
            "In short",
            "You may notice",  # beside the chart
        }
        plain = {
            round(piece.left + (0 if number % 2 else _holes(frame.width) - _margins(frame.width)[0]))
            for number, frame in enumerate(made.frames, 1)
            for piece in pieces(frame)
            if piece.tags[-1:] == ("H2",) and piece.is_text and piece.text.strip() not in indents
            if "TH" not in piece.tags  # as far from the edge as other cells
        }
        assert len(sides) > 1 and len(plain) == 1, "all headings begin at one edge"


@pytest.mark.parametrize(("paper", "narrow"), [("tabloid", "letter"), ("a3", "letter"), ("a3", "a4")])
@pytest.mark.parametrize("slug", TOPICS)
def test_a_wide_page_gives_its_columns_their_share(lay: LayOut, slug: str, paper: str, narrow: str) -> None:
    """Boxes reach from margin to margin; the column of the code grows with the page."""
    shares = {}
    for name in (paper, narrow):
        inner = PAPERS[name][0] - 91
        made = lay(slug, paper=name, detail="full", edition="standard", side="left", patient="Ana Ruiz")
        found = [piece for frame in made.frames for piece in pieces(frame)]
        boxes = [piece for piece in found if isinstance(piece.item, Rect)]
        code = next(piece for piece in found if isinstance(piece.item, Code))
        around = min((b for b in boxes if _inside(code, b)), key=lambda b: b.right - b.left)
        stop = max(
            (piece for piece in boxes if piece.item.line == 2.0),  # type: ignore[union-attr]
            key=lambda piece: piece.right - piece.left,
        )
        assert stop.right - stop.left == pytest.approx(inner - 2.0, abs=0.1)
        shares[name] = (around.right - around.left) / inner
    wide, close = shares.values()
    assert 0.34 <= wide <= close + 0.001


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_address_and_phone_beside_the_code_stay_in_one_piece(lay: LayOut, edition: str, paper: str) -> None:
    frame = lay(MUSCLE, edition=edition, paper=paper).frames[-1]
    found = pieces(frame)
    code = next(piece for piece in found if isinstance(piece.item, Code))
    around = min(
        (b for b in found if isinstance(b.item, Rect) and _inside(code, b)), key=lambda b: b.right - b.left
    )
    texts = {piece.text.strip() for piece in found if piece.is_text and _inside(piece, around)}
    assert {"WestSubPainRelief.com/hip-glute-pain", "Questions?"} < texts
    assert any(text.endswith("630-858-0000") for text in texts)


@pytest.mark.parametrize("detail", ["short", "full"])
def test_text_stands_beside_the_narrow_chart_on_a_small_page(lay: LayOut, detail: str) -> None:
    made = lay(MUSCLE, edition="standard", paper="a5", detail=detail)
    for frame in made.frames:
        found = pieces(frame)
        head = next((piece for piece in found if piece.text.strip() == "Where it hurts"), None)
        text = next((piece for piece in found if piece.text.startswith("A sore, tight spot")), None)
        if head and text:
            assert text.left > head.right and text.top < head.bottom + 40
            return
    raise AssertionError("chart and text are on two pages")


def _inside(inner: Piece, outer: Piece, by: float = 0.0) -> bool:
    """Whether ``inner`` lies in ``outer``, ``by`` points over its edge at most."""
    return (
        outer.left - by <= inner.left
        and inner.right <= outer.right + by
        and outer.top - by <= inner.top
        and inner.bottom <= outer.bottom + by
    )
