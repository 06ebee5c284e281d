"""A document as plain text: what differs with what is known, with the language and with how a cell ends."""

from __future__ import annotations

import pytest

from handouts.html.text import render_text
from handouts.sheet import blocks as b
from handouts.words import Words
from tests.html.html_sample import card, document, t

FOOT = b.Footer((), (), "")


def _lines(*nodes: b.Node) -> list[str]:
    return render_text(document(sections=(b.Section("do", nodes),), footer=FOOT)).splitlines()


PHONE = b.Span("555-0100", url="tel:5550100")


@pytest.mark.parametrize(
    ("shown", "url", "line"),
    [
        ("klinik.example", "https://klinik.example", "555-0100  https://klinik.example"),
        ("klinik.example/way", "https://klinik.example/way?a=1", "555-0100  https://klinik.example/way?a=1"),
        ("zürich.example", "https://xn--zrich-kva.example", "555-0100  https://zürich.example"),
    ],
)
def test_an_address_is_whole_and_in_letters_that_a_reader_knows(shown: str, url: str, line: str) -> None:
    assert _lines(b.Banner("Klinik", PHONE, b.Span(shown, url=url)))[:2] == ["Klinik", line]


def test_a_clinic_without_a_web_page_is_called() -> None:
    assert _lines(b.Banner("Klinik", PHONE)) == ["Klinik", "555-0100"]


def test_a_title_says_what_it_has() -> None:
    assert _lines(b.Title("Hip", t("A joint"), badge="Left hip")) == ["HIP", "A joint", "Left hip"]
    assert _lines(b.Title("Hip", t("A joint"), second="For two")) == ["HIP", "A joint", "For two"]


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        ({"name": t("Ana")}, ["Name Ana"]),
        ({"date": t("May 3")}, ["Date May 3"]),
        ({"side": "left hip"}, ["left hip"]),
        ({"name": t("Ana"), "date": t("May 3"), "side": "left hip"}, ["Name Ana", "Date May 3", "left hip"]),
        ({}, []),
        ({"name": t("Ana"), "again": True}, []),
        ({"again": True}, []),
    ],
)
def test_whose_sheet_it_is_stands_once_and_without_lines_to_fill_in(
    known: dict[str, object], lines: list[str]
) -> None:
    assert _lines(b.Heading(2, "Plan"), b.Person("Name", "Date", **known)) == ["PLAN", *lines]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "led"),
    [
        ("You sit long", "You sit long:"), ("Sit.", "Sit."), ("Sit!", "Sit!"), ("Sit?", "Sit?"),
        ("बैठें।", "बैठें।"), ("坐。", "坐。"), ("تجلس؟", "تجلس؟"),
    ],
)  # fmt: skip
def test_a_colon_stands_behind_what_has_no_end_of_its_own(cell: str, led: str) -> None:
    table = b.Table(("Cause", "Help"), (b.Row((t(cell), t("Get up."))),), "pairs")
    assert _lines(table) == [f"- {led} Get up."]


def test_what_is_in_another_language_is_marked_with_it_and_nothing_else_is() -> None:
    spans = (
        b.Span("Dolor: "),
        b.Span(" rest ", lang="en"),
        b.Span("y "),
        b.Span(" ", lang="en"),
        b.Span("frío"),
    )
    assert _lines(b.Paragraph(spans)) == ["Dolor:  [en: rest] y  frío"]
    assert _lines(b.Heading(2, Words("Plan", lang="en"))) == ["[en: PLAN]"]
    figure = b.Figure("exercise", "ball", Words("A ball", lang="en"), t("x"))
    assert _lines(figure) == ["[en: A ball]"]
    assert _lines(b.Figure("exercise", "ball", "A ball", t("x"))) == ["[A ball]"]


def test_the_parts_of_a_day_name_their_exercises() -> None:
    plan = b.PlanBox(
        "", (t("Walk again."),), "Your day", (b.DayRow("Morning", ("A", "B")), b.DayRow("Evening", ("C",)))
    )
    assert _lines(plan) == ["Walk again.", "", "YOUR DAY", "- Morning: A, B", "- Evening: C"]


def test_a_visit_without_a_day_leaves_no_empty_line() -> None:
    assert _lines(b.Visit("Next", (), (t("Call us."), ()))) == ["NEXT", "Call us."]


def test_a_card_that_stands_alone_says_what_it_says_among_others() -> None:
    exercise = card("A", "Leg lift", "leg-lift", (b.Item(t("Lift your leg.")),))
    assert "Lift your leg." in " ".join(_lines(exercise))
    assert _lines(b.Face(exercise, "half")) == _lines(exercise)
