"""What meets the eye on laid out pages: type that is large enough, lines, headings, the foot."""

from __future__ import annotations

import re

import pytest

from handouts.layout.frame import Decoration, Enter, Glyphs
from handouts.sheet.blocks import DoseCell, PainLevel, Paragraph, plain
from handouts.sheet.said import texts
from tests.layout.laid import LayOut, Pages, Piece, pieces
from tests.sheet.bundled import TOPICS, parts

SMALLEST = {
    # running text, all other tagged text, words in drawings, the foot
    "standard": (12.0, 9.6, 10.0, 8.0),
    "mono": (12.0, 9.6, 10.0, 8.0),
    "clinician": (8.5, 8.5, 10.0, 8.0),
    "large": (18.0, 16.0, 16.0, 14.0),
}


def _words(made: Pages) -> list[list[Piece]]:
    """The text of each page."""
    return [[piece for piece in pieces(frame) if piece.is_text] for frame in made.frames]


def _of_the_foot(piece: Piece) -> bool:
    """The number of the page, what stands behind the sheet, and its last paragraph, which is in no section."""
    return piece.tags == ("P",) or (piece.decoration is not None and piece.decoration.subtype == "Footer")


def _repeated(piece: Piece) -> bool:
    """The head of a table that goes on over the page."""
    return piece.decoration == Decoration("Pagination", "Header")


def test_type_is_never_too_small_to_read(made: Pages) -> None:
    body, other, drawn, foot = SMALLEST.get(made.document.edition, SMALLEST["standard"])
    doses = {text for cell in parts(made.document, DoseCell) for text in (cell.value, cell.label)}
    doses |= {text for level in parts(made.document, PainLevel) for text in texts(level)}
    for piece in (piece for page in _words(made) for piece in page):
        assert isinstance(piece.item, Glyphs)
        size = piece.item.size
        if _of_the_foot(piece):
            assert size >= foot, piece.text
        elif "Figure" in piece.tags:
            assert size >= drawn, piece.text
        elif piece.tags[-2:] == ("LI", "LBody") and not any(piece.text.strip() in said for said in doses):
            assert size >= body, piece.text
        else:
            assert size >= other, piece.text


PATIENTS = {"foot": 8.5, "address": 9.6, "day": 10.0, "reference": 10.5, "other": 10.5}
LEAST = {
    "standard": PATIENTS,
    "mono": PATIENTS,
    "clinician": {**PATIENTS, "reference": 8.5},
    "large": {"foot": 16.0, "address": 16.0, "day": 16.0, "reference": 16.0, "other": 16.0},
}
OWN_PAGES, OWN_LEAST = (0, 1), 9.5
"""Pages of the clinician edition that are for clinicians, and the smallest type there."""


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("edition", LEAST)
@pytest.mark.parametrize("slug", TOPICS)
def test_little_is_smaller_than_the_smallest_text(lay: LayOut, slug: str, edition: str, paper: str) -> None:
    """Only the foot, the printed address, the numbers of the days and, for clinicians, the references."""
    kinds = set()
    for number, page in enumerate(_words(lay(slug, edition=edition, paper=paper))):
        for piece in page:
            assert isinstance(piece.item, Glyphs)
            kind = _kind(piece)
            least = LEAST[edition][kind]
            if edition == "clinician" and number in OWN_PAGES and kind != "foot":
                least = LEAST[edition]["reference"] if _of_references(piece) else OWN_LEAST
            assert piece.item.size >= least, (piece.text, piece.item.size)
            kinds.add(kind)
    assert kinds >= {"foot", "address", "day", "other"}


def _kind(piece: Piece) -> str:
    if _of_the_foot(piece):
        return "foot"
    if "Figure" in piece.tags and piece.text.strip().isdigit():
        return "day"
    return "address" if "Link" in piece.tags and "/" in piece.text else "other"


def _of_references(piece: Piece) -> bool:
    """Whether a text is in a numbered list."""
    return any(isinstance(part, Enter) and part.tag == "L" for part in piece.path)


LONGEST = 76
"""Letters of a line of running text: a short step stays on one line."""
LONGEST_WIDE = 95
"""The same over the whole width, where a table is as wide: a note, a rule, what holds for this reader alone."""
LONGEST_SMALL = 120
"""Letters of a line of a remark over the whole width, which takes two or three lines, as the foot does."""
WIDE = ("wide", "personal", "alert", "rule")
SMALL = 11.0
"""Points below which text is a remark."""


def test_no_line_is_longer_than_a_reader_can_follow(made: Pages) -> None:
    found_wide = (plain(p.runs) for p in parts(made.document, Paragraph) if p.role in WIDE)
    wide = " ".join(" ".join(found_wide).split())
    for frame in made.frames:
        found = pieces(frame)
        running, remarks = (
            _lines([p for p in found if isinstance(p.item, Glyphs) and (p.item.size < SMALL) is small])
            for small in (False, True)
        )
        assert [line for line in running if len(line) > LONGEST and line not in wide] == []
        assert [line for line in running if len(line) > LONGEST_WIDE] == []
        assert [line for line in remarks if len(line) > LONGEST_SMALL] == []


def _lines(found: list[Piece]) -> list[str]:
    """Lines of text: pieces that follow each other on a baseline. Not in drawings, nor the foot."""
    lines: list[str] = []
    last: Piece | None = None
    for piece in found:
        if not isinstance(piece.item, Glyphs) or len(piece.tags) < 2 or "Figure" in piece.tags:
            last = None
            continue
        if (
            last is None
            or round(last.bottom, 1) != round(piece.bottom, 1)
            or abs(_end(last) - piece.left) > 1.5
        ):
            lines.append("")
        lines[-1] += piece.text
        last = piece
    return [line.strip() for line in lines]


def _end(piece: Piece) -> float:
    """Where the next piece would begin."""
    assert isinstance(piece.item, Glyphs)
    return piece.left + piece.item.run.width * piece.item.size


def test_text_is_not_hyphenated(made: Pages) -> None:
    """A line that ends in a hyphen ends in one that the content has."""
    written = " ".join(texts(made.document))
    for frame in made.frames:
        for line in _lines(pieces(frame)):
            if line.endswith("-"):
                assert re.search(re.escape(line[-8:]) + r"\S", written), line


def test_a_heading_is_never_the_last_thing_on_a_page(made: Pages) -> None:
    for page in _words(made):
        said = [piece for piece in page if piece.tags and not _of_the_foot(piece)]
        if said:
            assert not said[-1].tags[-1].startswith("H"), said[-1].text


def test_every_page_ends_in_its_foot_and_nothing_runs_into_it(made: Pages) -> None:
    for number, page in enumerate(_words(made), 1):
        foot = [piece for piece in page if _of_the_foot(piece)]
        text = [piece for piece in page if not _of_the_foot(piece) and not _repeated(piece)]
        assert f"Page {number} of {len(made.frames)}" in "".join(piece.text for piece in foot)
        if text:
            assert max(piece.bottom for piece in text) < min(piece.top for piece in foot)


def test_what_stands_behind_a_sheet_is_read_once_at_its_end(made: Pages) -> None:
    *earlier, last = _words(made)
    closing = [piece for piece in last if piece.tags == ("P",)]
    assert closing[0].text == made.document.title and last[-1] is closing[-1]
    assert "Review due" in "".join(piece.text for piece in closing)
    clinical = any(section.name == "more" for section in made.document.sections)
    for page in earlier[1:]:
        heard = "".join(piece.text for piece in page if piece.tags == ("P",))
        said = "".join(piece.text for piece in page if _of_the_foot(piece))
        # what a patient gets after the pages for clinicians opens as the patient's sheet does
        opens = clinical and "".join(heard.split()) == "".join(plain(made.document.footer.opening).split())
        assert opens or (not heard and made.document.title in said)


def test_who_stands_behind_a_sheet_is_heard_right_after_its_title(made: Pages) -> None:
    first, *others = _words(made)
    if others:
        said = plain(made.document.footer.opening)
        title = next(n for n, piece in enumerate(first) if piece.tags[-1] == "H1")
        after = "".join(piece.text for piece in first[title:])
        assert said in after and after.index(said) < 420, "before anything of the sheet but whose it is"


def test_pages_are_not_blank(made: Pages) -> None:
    assert min(sum(len(piece.text) for piece in page) for page in _words(made)) > 150
