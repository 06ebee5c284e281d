"""A log to tick on a screen: every box has a name, and nothing that is ticked goes anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_page import Element, read
from html_sample import document, store

from handouts import Library, SheetRequest
from handouts.html.render import render_document
from handouts.sheet import blocks as b
from handouts.sheet.compose import compose
from handouts.words import Words


def page_of(folder: Path, log: b.Log) -> Element:
    return read(render_document(document(sections=(b.Section("do", (log,)),)), store(folder)))


def name_of(page: Element, box: Element) -> str:
    """What a screen reader says."""
    names = {e.attrs["id"]: " ".join(e.text().split()) for e in page.walk() if "id" in e.attrs}
    return " ".join(names[ident] for ident in box.attrs["aria-labelledby"].split())


ROWS = (b.LogRow("A", "Ball"), b.LogRow("B", "Clamshell"), b.LogRow("", "Pain, 0 to 10", None, "number"))
LOG = b.Log("Log", ROWS, 3, "By hand: {rows}.", "Tick a box.", "Day {n}")


def test_a_box_for_every_exercise_and_day(tmp_path: Path) -> None:
    page = page_of(tmp_path, LOG)
    assert [name_of(page, box) for box in page.all("input")] == [
        "A Ball Day 1", "A Ball Day 2", "A Ball Day 3",
        "B Clamshell Day 1", "B Clamshell Day 2", "B Clamshell Day 3",
        "Pain, 0 to 10 Day 1", "Pain, 0 to 10 Day 2", "Pain, 0 to 10 Day 3",
    ]  # fmt: skip
    assert [box.attrs["type"] for box in page.all("input")] == ["checkbox"] * 6 + ["text"] * 3
    assert page.all("input")[-1].attrs["inputmode"] == "numeric"


def test_nothing_is_sent_or_kept(tmp_path: Path) -> None:
    page = page_of(tmp_path, LOG)
    assert not page.all("form", "script", "button")
    for box in page.all("input"):
        assert box.attrs["autocomplete"] == "off"
        assert not {"name", "form", "value", "checked"} & set(box.attrs)


@pytest.mark.parametrize(
    ("on_screen", "said"), [("Tick a box.", "Tick a box."), ("", "By hand: Ball; Clamshell; Pain, 0 to 10.")]
)
def test_it_says_how_to_use_it(tmp_path: Path, on_screen: str, said: str) -> None:
    page = page_of(tmp_path, b.Log("Log", ROWS, 3, "By hand: {rows}.", on_screen))
    assert page.one("caption").text() == said


@pytest.mark.parametrize(("day", "said"), [("Day {n}", "Day 1"), ("{n}日目", "1 日目"), ("{n}", "1")])
def test_days_are_called_as_the_language_does(tmp_path: Path, day: str, said: str) -> None:
    page = page_of(tmp_path, b.Log("Log", ROWS[:1], 1, "", "", day))
    assert name_of(page, page.one("input")).replace("Ball ", "") == f"A {said}"


def test_a_day_in_another_language_says_so(tmp_path: Path) -> None:
    page = page_of(tmp_path, b.Log("Log", ROWS[:1], 1, "", "", Words("Day {n}", lang="en")))
    assert [th.attrs.get("lang") for th in page.one("thead").all("th")] == ["en"]


def test_a_striped_day_has_no_box_and_is_heard(tmp_path: Path) -> None:
    rows = (b.LogRow("A", "Ball", ticks=(1, 0, 3)), b.LogRow("", "Pain", None, "number"))
    log = b.Log(
        "Log", rows, 3, "", "Tick a box.", "Day {n}", rest=(b.Span(" Skip striped days."),), free="free day"
    )
    page = page_of(tmp_path, log)
    assert [name_of(page, box) for box in page.all("input")][:2] == ["A Ball Day 1", "A Ball Day 3"]
    (free,) = [cell for cell in page.all("td") if cell.attrs.get("class") == "free"]
    assert "free day" in free.text() and "striped" in page.one("caption").text()
    every = b.Log("Log", (b.LogRow("A", "Ball", ticks=(1, 1)),), 2, "", "Tick.", rest=(b.Span(" Skip."),))
    assert page_of(tmp_path, every).one("caption").text() == "Tick.", "nothing is striped"


def test_the_page_keeps_the_first_week_of_a_harder_exercise_free_as_the_sheet_does(
    tmp_path: Path, bundled_library: Library
) -> None:
    request = SheetRequest("soleus", exercises=("seated-heel-raise", "heel-raise"))
    document = compose(bundled_library, request, web=True)
    (log,) = [node for section in document.sections for node in _logs(section.nodes)]
    late = next(row for row in log.rows if row.ticks[:7] == (0,) * 7)
    said = [name_of(page_of(tmp_path, log), box) for box in page_of(tmp_path, log).all("input")]
    days = [int(name.rsplit(" ", 1)[1]) for name in said if name.startswith(f"{late.letter} ")]
    assert days and min(days) == 8
    assert "Rest" not in b.plain(log.told), "the first week of a harder exercise is no rest"


def _logs(nodes: tuple[b.Node, ...]) -> list[b.Log]:
    inside = [part for node in nodes if isinstance(node, b.Columns) for part in (*node.left, *node.right)]
    return [node for node in (*nodes, *inside) if isinstance(node, b.Log)]


def test_it_is_called_by_its_heading_and_not_by_how_to_use_it(tmp_path: Path) -> None:
    for folds in (False, True):
        page = page_of(
            tmp_path, b.Log("Two-week log", ROWS, 3, "By hand: {rows}.", "Tick a box.", folds=folds)
        )
        names = {e.attrs["id"]: e.text() for e in page.walk() if "id" in e.attrs}
        assert names[page.one("table").attrs["aria-labelledby"]] == "Two-week log"
