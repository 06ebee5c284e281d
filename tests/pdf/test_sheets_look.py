"""What meets the eye in the file: what the layout says, where it says it; ink, drawings, the code.

How a page is laid out is tested on frames: tests/layout.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from handouts import Library
from handouts.layout.frame import Area, Glyphs
from handouts.pdf.render import Press
from handouts.qr import matrix
from handouts.sheet.blocks import QrPanel
from tests.conftest import MakeSheet, Sheet
from tests.layout.laid import tree
from tests.sheet.bundled import CONDITION, EDITIONS, MUSCLE, PAPERS, TOPICS, parts

EVERY = [(slug, edition, paper) for slug in TOPICS for edition in EDITIONS for paper in PAPERS]
NOTE = "Start with the ball today. Add the stretch once the pain eases."


@pytest.fixture(scope="session", params=EVERY, ids=["-".join(every) for every in EVERY])
def made(request: pytest.FixtureRequest, sheet: MakeSheet) -> Sheet:
    """Each sheet there is."""
    slug, edition, paper = request.param
    return sheet(slug, edition=edition, paper=paper)


@cache
def page_picture(data: bytes, page: int, scale: float) -> np.ndarray:
    """A page as pixels from 0 to 255: height x width x 3."""
    document = pypdfium2.PdfDocument(data)
    try:
        return np.array(document[page].render(scale=scale, rev_byteorder=True).to_numpy())[:, :, :3]
    finally:
        document.close()


# ------------------------------------------------------------------------------------------- what the layout says


def test_the_file_shows_every_letter_where_the_layout_has_it(
    made: Sheet, press: Press, bundled_library: Library
) -> None:
    """What holds for frames (tests/layout) holds for the file: the same words, sizes and places, nothing else."""
    pages = press.lay_out(made.document, bundled_library.figures).pages
    assert made.pdf.page_sizes == [pytest.approx((page.width, page.height), abs=0.01) for page in pages]
    wanted = [
        (number, item.run.text, item.size, x + item.x, page.height - y - item.y)
        for number, page in enumerate(pages)
        for item, x, y in page.walk()
        if isinstance(item, Glyphs)
    ]
    shown = [(p.page, p.text, p.size, p.x, p.y) for p in made.pdf.shown]
    assert len(shown) == len(wanted) > 200
    for one, other in zip(shown, wanted, strict=True):
        assert one[:2] == other[:2]
        assert one[2:] == pytest.approx(other[2:], abs=0.02), one


def test_the_tags_of_the_file_are_those_of_the_layout(
    made: Sheet, press: Press, bundled_library: Library
) -> None:
    pages = press.lay_out(made.document, bundled_library.figures).pages
    wanted, got = (
        [(node.tag, node.text, node.pages) for node in root.walk() if node.text]
        for root in (tree(pages), made.pdf.tree)
    )
    assert got == wanted and len(got) > 100


def test_links_lie_where_the_layout_has_them(made: Sheet, press: Press, bundled_library: Library) -> None:
    pages = press.lay_out(made.document, bundled_library.figures).pages
    wanted = [
        (number, item.url, x + item.x, page.height - y - item.y - item.height, x + item.x + item.width)
        for number, page in enumerate(pages)
        for item, x, y in page.walk()
        if isinstance(item, Area)
    ]
    links = sorted((link.page, link.url, *link.rect[:3]) for link in made.pdf.links)
    assert len(links) > 3
    for one, other in zip(links, sorted(wanted), strict=True):
        assert one[:2] == other[:2] and one[2:] == pytest.approx(other[2:], abs=0.02)


# ---------------------------------------------------------------------------------------------------- drawings


def _drawing(made: Sheet, words: str) -> np.ndarray:
    """The drawing whose alternative text begins with ``words`` after the side, as shades of grey."""
    figure = next(f for f in made.pdf.tree.find("Figure") if f.alt and words in f.alt)
    (page,) = figure.pages
    x0, y0, x1, y1 = (round(2 * v) for v in figure.attributes["BBox"])
    picture = page_picture(made.data, page, 2.0).mean(axis=2)
    height = picture.shape[0]
    return picture[height - y1 : height - y0, x0:x1]


def _unlike(one: np.ndarray, other: np.ndarray) -> float:
    """How different two pictures of nearly one size are, in shades a pixel."""
    high, wide = (min(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    return float(np.abs(one[:high, :wide] - other[:high, :wide]).mean())


@pytest.mark.parametrize("slug", [MUSCLE, CONDITION])
def test_a_drawing_of_the_left_side_is_printed_as_the_mirror_image(sheet: MakeSheet, slug: str) -> None:
    """But for its words, which stay readable."""
    words = {MUSCLE: "hip from the side", CONDITION: "hip"}[slug]
    right, left = (_drawing(sheet(slug, edition="large", side=side), words) for side in ("right", "left"))
    assert _unlike(right, left[:, ::-1]) < 0.5 * _unlike(right, left)


@pytest.mark.parametrize("words", ["hip from the side", "The right leg from the side", "A man stands"])
def test_large_print_has_large_drawings(sheet: MakeSheet, words: str) -> None:
    standard, large = (_drawing(sheet(MUSCLE, edition=edition), words) for edition in ("standard", "large"))
    assert large.shape[0] >= 1.5 * standard.shape[0]


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
    return page, _read_code(made.data, page), page_picture(made.data, page, 4.0)


@cache
def _read_code(data: bytes, page: int) -> zxingcpp.Barcode:
    found = zxingcpp.read_barcodes(np.ascontiguousarray(page_picture(data, page, 4.0)))
    assert len(found) == 1
    return found[0]


def test_the_code_leads_to_the_article(made: Sheet) -> None:
    panel = parts(made.document, QrPanel)[0]
    _, code, _ = _code(made)
    assert code.text == panel.url
    assert code.ec_level in ("M", "Q", "H")  # M, or what costs no larger symbol
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
