"""A document of many pages says what stands on which of them, and one of few does not."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.layout.frame import Mark
from handouts.pdf.render import Press
from handouts.sheet.compose import compose
from tests.sheet.bundled import MUSCLE
from tests.support.pdf_reader import read


@pytest.mark.parametrize("edition", ["standard", "large", "clinician"])
def test_everything_on_many_pages_has_a_list_of_contents_with_the_right_pages(
    press: Press, bundled_library: Library, edition: str
) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, edition=edition, detail="full"))
    laid = press.lay_out(document, bundled_library.figures)
    pdf = read(press.print(document, laid))
    assert bundled_library.wording.contents in pdf.texts("H2")
    rows = [" ".join(text.split()) for text in pdf.texts("TOCI")]
    marks = [
        (item.title, number)
        for number, page in enumerate(laid.pages, 1)
        for item, _, _ in page.walk()
        if isinstance(item, Mark) and item.level == 1
    ]
    assert rows == [f"{title} {page}" for title, page in marks]
    home = bundled_library.wording.your_home_plan
    (row,) = [row for row in rows if row.startswith(home)]
    on = laid.pages[int(row.rpartition(" ")[2]) - 1].text()
    assert home in on.removeprefix(bundled_library.wording.contents)
    assert bundled_library.wording.contents not in dict(marks), "it does not list itself"


@pytest.mark.parametrize(("edition", "detail"), [("standard", "short"), ("large", "short")])
def test_a_short_sheet_has_none(press: Press, bundled_library: Library, edition: str, detail: str) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, edition=edition, detail=detail))  # type: ignore[arg-type]
    assert read(press.render(document, bundled_library.figures).data).texts("TOCI") == []


def test_the_list_opens_the_whole_document_and_the_patients_pages_have_their_own_foot(
    press: Press, bundled_library: Library
) -> None:
    words = bundled_library.wording
    document = compose(bundled_library, SheetRequest(MUSCLE, edition="clinician", detail="full"))
    pages = [page.text() for page in press.lay_out(document, bundled_library.figures).pages]
    assert [words.contents in text for text in pages] == [True] + [False] * (len(pages) - 1)
    begins = next(n for n, text in enumerate(pages) if words.in_short in text and n)
    opening = "".join(span.text for span in document.footer.opening or ())
    assert opening and opening in pages[0] and opening in pages[begins]
    assert not any(opening in text for text in pages[1:begins]), (
        "the other pages for clinicians have the running foot"
    )


def test_what_is_said_in_short_comes_before_the_list(press: Press, bundled_library: Library) -> None:
    words = bundled_library.wording
    for edition in ("standard", "large"):
        document = compose(bundled_library, SheetRequest(MUSCLE, edition=edition, detail="full"))
        laid = press.lay_out(document, bundled_library.figures)
        whole = " ".join(page.text() for page in laid.pages)
        assert words.do_today in whole[: whole.index(words.contents)], edition
