"""What meets the eye: type that is large enough, nothing off the paper or over something else, ink, the code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from handouts.qr import matrix
from handouts.sheet.blocks import DoseCell, QrPanel
from tests.conftest import MakeSheet, Sheet
from tests.sheet.bundled import EDITIONS, LONG_NAME, PAPERS, TOPICS, parts
from tests.support.page_text import Shown

EVERY = [(slug, edition, paper) for slug in TOPICS for edition in EDITIONS for paper in PAPERS]
NOTE = "Start with the ball today. Add the stretch once the pain eases."


@pytest.fixture(scope="session", params=EVERY, ids=["-".join(every) for every in EVERY])
def made(request: pytest.FixtureRequest, sheet: MakeSheet) -> Sheet:
    """Each sheet there is."""
    slug, edition, paper = request.param
    return sheet(slug, edition=edition, paper=paper)


@pytest.fixture(scope="session", params=TOPICS)
def full_sheet(request: pytest.FixtureRequest, sheet: MakeSheet) -> Sheet:
    """Each topic with everything that may be on a sheet for a patient."""
    return sheet(request.param, patient=LONG_NAME, side="left", note=NOTE)


@cache
def page_picture(data: bytes, page: int, scale: float) -> np.ndarray:
    """A page as grey or colour pixels: height x width x 3."""
    document = pypdfium2.PdfDocument(data)
    try:
        return np.asarray(document[page].render(scale=scale).to_pil().convert("RGB")).astype(np.int16)
    finally:
        document.close()


# ------------------------------------------------------------------------------------------------- size of type


def _pieces(made: Sheet) -> list[Shown]:
    return [piece for piece in made.pdf.shown if piece.text.strip()]


def _owners(made: Sheet) -> dict[tuple[int, int], str]:
    """The path of tags above each mark of a page: (page, mark) -> "Document/Sect/P"."""
    owners: dict[tuple[int, int], str] = {}
    pages = {page.objgen: i for i, page in enumerate(made.pdf.pdf.pages)}

    def walk(element: pikepdf.Dictionary, above: str, page: int) -> None:
        if "/Pg" in element:
            page = pages[element.Pg.objgen]
        path = f"{above}/{str(element.S)[1:]}".lstrip("/")
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                owners[page, int(kid)] = path
            elif kid.get("/Type") == "/MCR":
                owners[pages[kid.Pg.objgen], int(kid.MCID)] = path
            elif kid.get("/Type") != "/OBJR":
                walk(kid, path, page)

    top = made.pdf.pdf.Root.StructTreeRoot.K
    walk(top[0] if isinstance(top, pikepdf.Array) else top, "", 0)
    return owners


SMALLEST = {
    # running text, all other tagged text, words in drawings, the foot
    "standard": (12.0, 10.0, 9.0, 8.0),
    "mono": (12.0, 10.0, 9.0, 8.0),
    "clinician": (12.0, 10.0, 9.0, 8.0),
    "large": (18.0, 16.0, 16.0, 14.0),
}


def test_type_is_never_too_small_to_read(made: Sheet) -> None:
    body, other, drawn, foot = SMALLEST[made.request.edition]
    owners = _owners(made)
    closing = [p for p in _pieces(made) if p.mark is not None and owners[p.page, p.mark] == "Document/P"]
    cells = parts(made.document, DoseCell)
    doses = {text for cell in cells for text in (cell.value, cell.label)}
    assert closing
    for piece in _pieces(made):
        if piece.mark is None or piece in closing:
            assert piece.size >= foot - 0.01, piece
            continue
        path = owners[piece.page, piece.mark]
        if "Figure" in path:
            assert piece.size >= drawn - 0.01, piece
        elif path.endswith("LI/LBody") and piece.text.strip() not in doses:
            assert piece.size >= body - 0.01, (path, piece)
        else:
            assert piece.size >= other - 0.01, (path, piece)


# ------------------------------------------------------------------------------------------------ where it stands


EDGE = 35.0
"""Points that stay free at the sides: printers cannot reach them, and nobody should lose a word."""


FOOT = 24.0
"""Points that stay free above and below: what office printers leave white is less (18 at most)."""


def test_nothing_is_printed_near_the_edge_of_the_paper(made: Sheet) -> None:
    width, height = made.pdf.page_sizes[0]
    outside = [
        piece
        for piece in _pieces(made)
        if piece.x < EDGE
        or piece.x + piece.width > width - EDGE
        or piece.y < FOOT
        or piece.y + 0.7 * piece.size > height - FOOT
    ]
    assert outside == []


def _overlaps(pieces: Sequence[Shown]) -> list[tuple[str, str]]:
    """Pairs of texts whose letters meet: more than a point across and more than a tenth of the type down."""
    found = []
    for i, a in enumerate(pieces):
        for b in pieces[i + 1 :]:
            if a.page != b.page:
                continue
            across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
            if across <= 1.0:
                continue
            down = min(a.y + 0.5 * a.size, b.y + 0.5 * b.size) - max(a.y, b.y)
            if down > 0.1 * min(a.size, b.size):
                found.append((a.text, b.text))
    return found


def test_no_text_runs_over_other_text(made: Sheet) -> None:
    assert _overlaps(_pieces(made)) == []


def test_nothing_collides_with_a_long_name_a_badge_and_a_note(full_sheet: Sheet) -> None:
    owners = _owners(full_sheet)
    pieces = [p for p in _pieces(full_sheet) if p.mark is None or "Figure" not in owners[p.page, p.mark]]
    assert _overlaps(pieces) == []
    width, _ = full_sheet.pdf.page_sizes[0]
    assert [p for p in pieces if p.x < EDGE or p.x + p.width > width - EDGE] == []


def test_words_of_the_page_never_collide(made: Sheet) -> None:
    """The same without the words in drawings."""
    owners = _owners(made)
    assert (
        _overlaps([p for p in _pieces(made) if p.mark is None or "Figure" not in owners[p.page, p.mark]])
        == []
    )


def test_the_foot_is_clear_of_the_text_above_it(made: Sheet) -> None:
    owners = _owners(made)
    for page in range(made.pdf.page_count):
        foot, text = [], []
        for piece in (p for p in _pieces(made) if p.page == page):
            closing = piece.mark is not None and owners[page, piece.mark] == "Document/P"
            header = piece.artifact is not None and piece.y > 200
            if not header:
                (foot if closing or piece.mark is None else text).append(piece)
        assert foot
        if text:
            assert min(p.y - 0.25 * p.size for p in text) > max(p.y + 0.75 * p.size for p in foot)


SMALL = 11.0
"""Points: gates, notes, tables and captions are set smaller, running text is not."""


def _lines(made: Sheet, *, small: bool = False) -> list[str]:
    """Tagged lines of running text, or of type smaller than it: pieces that follow each other on one baseline."""
    owners = _owners(made)
    lines: list[str] = []
    last: Shown | None = None
    for piece in (p for p in made.pdf.shown if p.mark is not None):
        path = owners[piece.page, piece.mark or 0]
        other = (piece.size < SMALL) is not small
        if path == "Document/P" or "Figure" in path or other:
            last = None
            continue
        goes_on = (
            last is not None
            and (last.page, round(last.y, 1)) == (piece.page, round(piece.y, 1))
            and abs(last.x + last.width - piece.x) < 1.5
        )
        if goes_on:
            lines[-1] += piece.text
        else:
            lines.append(piece.text)
        last = piece
    return lines


def test_no_line_of_running_text_is_longer_than_76_characters(made: Sheet) -> None:
    lines = _lines(made)
    assert len(lines) > 60
    assert [line for line in lines if len(line.rstrip()) > 76] == []


def test_lines_of_small_type_hold_at_most_110_characters(made: Sheet) -> None:
    """Gates, notes and remarks run over the whole width, as the foot does."""
    assert [line for line in _lines(made, small=True) if len(line.rstrip()) > 110] == []


def test_text_is_not_hyphenated(made: Sheet) -> None:
    """A line that ends in a hyphen ends in one that the content has."""
    texts = made.pdf.tree.text
    for line in _lines(made):
        if line.rstrip().endswith("-"):
            assert line.rstrip()[-8:] in texts


def test_a_heading_is_never_the_last_thing_on_a_page(made: Sheet) -> None:
    owners = _owners(made)
    for page in range(made.pdf.page_count):
        tagged = [p for p in _pieces(made) if p.page == page and p.mark is not None]
        last = [owners[page, p.mark or 0] for p in tagged if owners[page, p.mark or 0] != "Document/P"]
        if last:
            assert not last[-1].split("/")[-1].startswith("H"), tagged[-1]


# --------------------------------------------------------------------------------------------------------- ink


@pytest.mark.parametrize("slug", TOPICS)
def test_little_ink_means_no_colour_and_no_grounds(sheet: MakeSheet, slug: str) -> None:
    made = sheet(slug, edition="mono", side="left", patient="Ann Example")
    for page in range(made.pdf.page_count):
        picture = page_picture(made.data, page, 1.0)
        assert (picture.max(axis=2) - picture.min(axis=2)).max() <= 2, "colour"
        assert _filled(_without_drawings(made, page, picture)) == 0, "a filled area"


def _without_drawings(made: Sheet, page: int, picture: np.ndarray) -> np.ndarray:
    """A picture of a page at one pixel a point with its drawings blanked: shades in them are wanted."""
    picture = picture.copy()
    for figure in made.pdf.tree.find("Figure"):
        if page in figure.pages or not figure.pages:
            x0, y0, x1, y1 = figure.attributes["BBox"]
            height = picture.shape[0]
            picture[max(0, int(height - y1)) : int(height - y0) + 1, int(x0) : int(x1) + 1] = 255
    return picture


def _filled(picture: np.ndarray, side: int = 14) -> int:
    """Squares of ``side`` points without a single white pixel."""
    white = (picture.min(axis=2) >= 250).astype(np.int64)
    total = np.pad(white.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    sums = total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]
    return int((sums == 0).sum())


def test_the_measure_of_grounds_sees_the_grounds_of_the_standard_edition(sheet: MakeSheet) -> None:
    assert _filled(page_picture(sheet(TOPICS[0]).data, 0, 1.0)) > 100


def test_stop_signs_do_not_need_colour(sheet: MakeSheet) -> None:
    for edition in EDITIONS:
        headings = [text for text in sheet(TOPICS[0], edition=edition).pdf.texts("H2") if "Stop" in text]
        assert len(headings) == 2


# ------------------------------------------------------------------------------------------------------ the code


def _code(made: Sheet) -> tuple[int, zxingcpp.Barcode, np.ndarray]:
    panel = parts(made.document, QrPanel)[0]
    places = [figure for figure in made.pdf.tree.find("Figure") if figure.alt == panel.alt]
    _, y0, _, _ = places[0].attributes["BBox"]
    links = [link for link in made.pdf.links if link.url == panel.url and abs(link.rect[1] - y0) < 1]
    page = links[0].page
    picture = page_picture(made.data, page, 4.0)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture.astype(np.uint8)))
    assert len(found) == 1
    return page, found[0], picture


def test_the_code_leads_to_the_article(made: Sheet) -> None:
    panel = parts(made.document, QrPanel)[0]
    _, code, _ = _code(made)
    assert code.text == panel.url
    assert code.ec_level == "M"
    assert any(link.url == panel.url for link in made.pdf.links)
    printed = "".join(made.pdf.tree.text.split())
    assert panel.url.removeprefix("https://") in printed


def test_the_code_is_large_enough_and_has_its_quiet_zone(made: Sheet) -> None:
    _, code, picture = _code(made)
    place, modules = code.position, len(matrix(code.text))
    left, right = place.top_left.x, place.top_right.x
    top, bottom = place.top_left.y, place.bottom_left.y
    module = (right - left) / modules
    assert module / 4.0 / 72 * 25.4 >= 0.5
    quiet = int(4 * module) - 2
    dark = picture.max(axis=2) < 250
    box = dark[top - quiet : bottom + quiet, left - quiet : right + quiet].copy()
    box[quiet - 2 : -quiet + 2, quiet - 2 : -quiet + 2] = False
    assert not box.any(), "something is printed in the quiet zone"


def test_pages_are_not_blank(made: Sheet) -> None:
    per_page = [0] * made.pdf.page_count
    for piece in _pieces(made):
        per_page[piece.page] += len(piece.text)
    assert min(per_page) > 150, per_page
