"""What people call from Python."""

from __future__ import annotations

import pytest

import handouts
from handouts import (
    ContentError,
    HandoutError,
    LayoutError,
    Library,
    Problem,
    SheetRequest,
    render_html,
    render_pdf,
)
from tests.sheet.bundled import MUSCLE


def test_the_names_that_are_promised_are_there() -> None:
    for name in ("Library", "SheetRequest", "render_pdf", "render_html", "ContentError", "Problem"):
        assert name in handouts.__all__ and hasattr(handouts, name)


def test_two_lines_make_a_sheet() -> None:
    data = render_pdf(Library.load(), SheetRequest(MUSCLE))
    assert isinstance(data, bytes) and data.startswith(b"%PDF-")


def test_the_web_page_is_whole_and_says_the_same(bundled_library: Library) -> None:
    page = render_html(bundled_library, SheetRequest(MUSCLE, patient="Ann Example"))
    assert page.lstrip().lower().startswith("<!doctype html>") and 'lang="en-US"' in page
    assert "Stop: call 911 now" in page and "<script" not in page and "Ann" not in page.split("</title>")[0]
    assert "http://" not in page.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("render", [render_pdf, render_html])
def test_problems_are_values(bundled_library: Library, render: object) -> None:
    with pytest.raises(ContentError) as caught:
        render(bundled_library, SheetRequest("gluteus-minimums"))  # type: ignore[operator]
    problems = caught.value.problems
    assert len(problems) == 1 and isinstance(problems[0], Problem) and MUSCLE in problems[0].hint
    assert isinstance(caught.value, HandoutError) and str(problems[0]) in str(caught.value)


def test_a_layout_that_cannot_be_set_is_another_kind_of_problem(bundled_library: Library) -> None:
    with pytest.raises(LayoutError) as caught:
        render_pdf(bundled_library, SheetRequest(MUSCLE, patient="漢"))
    assert caught.value.problems[0].file == "--patient"


def test_a_request_is_a_value() -> None:
    request = SheetRequest(MUSCLE, patient="Ann")
    assert request == SheetRequest(MUSCLE, patient="Ann") and hash(request) == hash(
        SheetRequest(MUSCLE, patient="Ann")
    )
    with pytest.raises(AttributeError):
        request.patient = "Ben"  # type: ignore[misc]


def test_problems_read_as_editors_expect_them() -> None:
    assert str(Problem("a.yaml", 3, 4, "no", "yes")) == "a.yaml:3:4: no\n  hint: yes"
    assert str(Problem("--has", 0, 0, "no")) == "--has: no"
