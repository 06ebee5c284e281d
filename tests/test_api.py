"""What people call from Python."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import handouts
from handouts import (
    ContentError,
    HandoutError,
    LayoutError,
    Library,
    OutputError,
    Problem,
    SheetRequest,
    render_html,
    render_pdf,
)
from tests.sheet.bundled import MUSCLE, changed, overlay

FILE = "muscles/gluteus-minimus.yaml"


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


def test_a_layout_that_cannot_be_set_is_a_problem_of_the_content(bundled_library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        render_pdf(bundled_library, SheetRequest(MUSCLE, patient="漢"))
    assert isinstance(caught.value, LayoutError) and caught.value.problems[0].file == "--patient"
    assert not issubclass(OutputError, ContentError)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("slug", None),
        ("slug", 5),
        ("lang", None),
        ("edition", 1),
        ("paper", None),
        ("side", ["left"]),
        ("patient", 5),
        ("note", b"x"),
        ("exercises", "clamshell"),
        ("exercises", (1,)),
        ("exercises", None),
        ("health", "hip-replacement"),
        ("date", "2027-01-01"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_named(argument: str, value: object) -> None:
    with pytest.raises(ContentError) as caught:
        SheetRequest(**({"slug": MUSCLE} | {argument: value}))  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.file == argument and repr(value) in problem.message and problem.hint


@pytest.mark.parametrize("argument", ["side", "paper", "edition"])
def test_an_unknown_choice_is_named(bundled_library: Library, argument: str) -> None:
    with pytest.raises(ContentError) as caught:
        render_pdf(bundled_library, SheetRequest(MUSCLE, **{argument: "upper"}))  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.file == f"--{argument}" and "'upper'" in problem.message and "use one of" in problem.hint


def test_a_request_is_tidied() -> None:
    tidy = SheetRequest(MUSCLE, patient=" Ann ", note=" \n", exercises=["clamshell"], health=["a"])  # type: ignore[arg-type]
    assert tidy == SheetRequest(MUSCLE, patient="Ann", exercises=("clamshell",), health=frozenset({"a"}))
    assert hash(tidy) and tidy.note is None
    assert SheetRequest(MUSCLE, date=dt.datetime(2027, 1, 2, 3)).date == dt.date(2027, 1, 2)


def test_an_exercise_that_there_is_not_is_named_for_a_page_too(bundled_library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        render_html(bundled_library, SheetRequest(MUSCLE, exercises=("nosuch", "humbug=3x3")))
    assert [(p.file, p.message) for p in caught.value.problems] == [
        ("--exercise", "there is no exercise 'humbug'"),
        ("--exercise", "there is no exercise 'nosuch'"),
    ]


def test_characters_of_one_line_of_content_are_one_problem(tmp_path: Path) -> None:
    text = changed(
        FILE,
        {
            r"^subtitle: .*$": "subtitle: A 漢 and **字** muscle \U00012000",
            r"^title: .*$": 'title: "Small muscle\\u00ad\\u2061"',
        },
    )
    library = Library.load(overlay(tmp_path, {FILE: text}))
    with pytest.raises(LayoutError) as caught:
        render_pdf(library, SheetRequest(MUSCLE))
    title, subtitle = caught.value.problems
    for problem, key in ((title, "title:"), (subtitle, "subtitle:")):
        assert problem.file.endswith(FILE) and problem.line == 1 + text[: text.index(f"\n{key}") + 1].count(
            "\n"
        )
        assert problem.column >= 1 and problem.hint
    assert "invisible control character (U+2061)" in title.message
    for code in ("U+6F22", "U+5B57", "U+12000"):
        assert code in subtitle.message
    assert "none of the fonts" in subtitle.message


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


@pytest.mark.parametrize("note", ["\x00", "\ud800"])
def test_a_web_page_takes_no_control_characters(note: str) -> None:
    with pytest.raises(ContentError):
        render_html(Library.load(), SheetRequest("gluteus-minimus", note=note))


def test_a_language_that_the_library_was_not_opened_with_is_refused() -> None:
    with pytest.raises(ContentError, match="'xx'"):
        render_pdf(Library.load(), SheetRequest("gluteus-minimus", lang="xx"))
