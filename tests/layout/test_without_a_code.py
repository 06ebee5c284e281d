"""A clinic without a web page: its sheets have no code, so the phone stands beside the log, and can be dialled."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.html.render import render_document
from handouts.layout.frame import Area, Frame, Mark
from handouts.pdf.render import Press
from handouts.sheet.compose import compose
from handouts.sheet.edition import EDITIONS
from tests.layout.laid import Piece, pieces

PHONE, DIALS = "555-0100 ext. 12", "tel:5550100;ext=12"
UNBROKEN = "\u00a0"
"""A space at which no line ends."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The bundled content of a clinic that has a phone with an extension, and no web page."""
    file: Path = tmp_path_factory.mktemp("clinic") / "clinic.yaml"
    file.write_text(
        f"kind: clinic\nname: Hill Road Physical Therapy\nphone: '{PHONE}'\nemergency_number: '911'\n"
    )
    return Library.load(clinic=file)


def _pages(library: Library, press: Press, slug: str, **asked: object) -> tuple[Frame, ...]:
    document = compose(library, SheetRequest(slug, **asked))  # type: ignore[arg-type]
    return press.lay_out(document, library.figures).pages


def _with_phone(page: Frame) -> list[Piece]:
    return [piece for piece in pieces(page) if PHONE in piece.text.replace(UNBROKEN, " ")]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_phone_in_the_banner_keeps_to_one_line(
    library: Library, press: Press, edition: str, paper: str
) -> None:
    pages = _pages(library, press, "rectus-abdominis", edition=edition, paper=paper)
    assert any(map(_with_phone, pages)), "it is parted wherever it stands"


@pytest.mark.parametrize("fillable", [False, True], ids=["printed", "fillable"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("slug", ["rectus-abdominis", "soleus", "low-back-pain"])
def test_the_phone_stands_beside_the_start_date_and_is_a_link(
    library: Library, press: Press, slug: str, paper: str, fillable: bool
) -> None:
    pages = _pages(library, press, slug, paper=paper, fillable=fillable)
    (start,) = [piece for page in pages for piece in pieces(page) if piece.text.strip() == "Start date"]
    (page,) = [page for page in pages if any(piece.text.strip() == "Start date" for piece in pieces(page))]
    *_, phone = _with_phone(page)
    assert phone.right < start.left and abs(phone.bottom - start.bottom) < 2.0
    assert phone.tags[-2:] == ("P", "Link"), "heard once, as a link in a line of its own"
    areas = [piece.item.url for piece in pieces(page) if isinstance(piece.item, Area)]
    assert DIALS in areas
    heads = [item.title for item, _, _ in page.walk() if isinstance(item, Mark)]
    assert "Two-week log" in heads


def test_the_phone_is_on_the_page_of_the_log_in_large_print(library: Library, press: Press) -> None:
    pages = _pages(library, press, "rectus-abdominis", edition="large")
    (page,) = [page for page in pages if any(piece.text.strip() == "Start date" for piece in pieces(page))]
    assert _with_phone(page)


def test_the_web_page_says_it_under_the_log(library: Library) -> None:
    page = render_document(compose(library, SheetRequest("rectus-abdominis"), web=True), library.figures)
    log = page.index('<table class="log"')
    assert f'<a href="{DIALS}"><strong>Call {PHONE}</strong></a>' in page[log:].replace(UNBROKEN, " ")
