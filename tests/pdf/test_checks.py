"""A document that would not be accessible is not written: every reason is named, all at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.pdf.canvas import TaggedCanvas
from handouts.pdf.checks import ConformanceError
from handouts.pdf.structure import Element
from tests.pdf.tagged_sample import ABOUT, BOOK, LETTER, Page, one_page
from tests.support.validate import assert_conforms

COLUMN = {"Table": {"Scope": "Column"}}
DISC = {"List": {"ListNumbering": "Disc"}}


def _figure(page: Page, alt: str | None, *, box: bool = True) -> None:
    figure = page.root.element("Figure", alt=alt)
    with page.canvas.content(figure):
        page.canvas.circle(100, 100, 9)
    if box:
        page.canvas.figure_box(figure, 91, 91, 109, 109)


def _link(page: Page, url: str, description: str, *, annotate: bool = True) -> None:
    link = page.root.element("P").element("Link")
    page.write(link, "there")
    if annotate:
        page.canvas.link(link, url, (0, 0, 9, 9), description)


def _link_without_words(page: Page) -> None:
    page.canvas.link(page.root.element("P").element("Link"), "https://example.org", (0, 0, 9, 9), "There")


def _table(page: Page, *rows: list[tuple[str, dict[str, int]]]) -> None:
    table = page.root.element("Table")
    for row in rows:
        tr = table.element("TR")
        for text, span in row:
            page.write(tr.element("TD", attributes={"Table": span} if span else {}), text)


def _header_cell_without_scope(page: Page) -> None:
    page.write(page.root.element("Table").element("TR").element("TH"), "Cause")


def _list_without_numbering(page: Page) -> None:
    page.write(page.root.element("L").element("LI").element("LBody"), "item")


def _text_in_a_list(page: Page) -> None:
    page.write(page.root.element("L", attributes=DISC), "item")


def _paragraph_in_a_list(page: Page) -> None:
    page.write(page.root.element("L", attributes=DISC).element("P"), "item")


def _row_outside_a_table(page: Page) -> None:
    page.write(page.root.element("TR").element("TD"), "cell")


def _other_tree(page: Page) -> None:
    page.write(Element("Document").element("P"), "lost")


def _two_of_one_id(page: Page) -> None:
    for _ in range(2):
        page.write(page.root.element("P", id="same"), "words")


def _headers_of_nowhere(page: Page) -> None:
    row = page.root.element("Table").element("TR")
    page.write(row.element("TD", attributes={"Table": {"Headers": ("nobody",)}}), "cell")


def _helvetica(page: Page) -> None:
    page.canvas.setFont("Helvetica", 12)
    with page.canvas.content(page.root.element("P")):
        page.canvas.drawString(72, 72, "words")


WRONG: list[tuple[str, Callable[[Page], None]]] = [
    ("alternative-text", lambda page: _figure(page, None)),
    ("alternative-text", lambda page: _figure(page, "  ")),
    ("figure-box", lambda page: _figure(page, "A ring", box=False)),
    ("link-description", lambda page: _link(page, "https://example.org", "")),
    ("link-address", lambda page: _link(page, "javascript:alert(1)", "There")),
    ("link-address", lambda page: _link(page, "file:///etc/passwd", "There")),
    ("link", lambda page: _link(page, "https://example.org", "There", annotate=False)),
    ("link", _link_without_words),
    ("heading-order", lambda page: page.write(page.root.element("H3"), "Too deep")),
    ("header-scope", _header_cell_without_scope),
    ("table-columns", lambda page: _table(page, [("a", {}), ("b", {})], [("c", {})])),
    ("list-numbering", _list_without_numbering),
    ("nesting", _text_in_a_list),
    ("nesting", _paragraph_in_a_list),
    ("nesting", _row_outside_a_table),
    ("detached", _other_tree),
    ("id", _two_of_one_id),
    ("id", _headers_of_nowhere),
    ("bookmark", lambda page: page.canvas.bookmark("Too deep", 1, 700)),
    ("bookmark", lambda page: page.canvas.bookmark(" ", 0, 700)),
    ("language", lambda page: page.write(page.root.element("P", lang="in French"), "mot")),
    ("font", _helvetica),
    ("glyph", lambda page: page.write(page.root.element("P"), "中")),
]


@pytest.mark.parametrize(("rule", "build"), WRONG)
def test_each_mistake_is_named(rule: str, build: Callable[[Page], None]) -> None:
    with pytest.raises(ConformanceError) as caught:
        one_page(build)
    assert [violation.rule for violation in caught.value.violations] == [rule]


RIGHT: list[Callable[[Page], None]] = [
    lambda page: _figure(page, "A ring"),
    lambda page: _link(page, "https://example.org", "There"),
    lambda page: _link(page, "tel:+16305550142", "Call us"),
    lambda page: _table(page, [("a", {"ColSpan": 2})], [("b", {}), ("c", {})]),
    lambda page: _table(page, [("a", {"RowSpan": 2}), ("b", {})], [("c", {})]),
    lambda page: page.write(page.root.element("H2"), "One deeper"),
]


@pytest.mark.parametrize("build", RIGHT)
def test_what_is_right_is_written(build: Callable[[Page], None]) -> None:
    assert_conforms(one_page(build))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("title", {"title": " "}),
        ("language", {"lang": ""}),
        ("language", {"lang": "english please"}),
        ("date", {"date": "soon"}),
    ],
)
def test_a_document_says_what_it_is(rule: str, change: dict[str, str]) -> None:
    with pytest.raises(ConformanceError, match=rule):
        one_page(lambda page: None, dataclasses.replace(ABOUT, **change))


def test_an_empty_document_is_refused() -> None:
    page = Page()
    page.write(None, "decoration only")
    with pytest.raises(ConformanceError, match="empty"):
        page.bytes()


def test_all_mistakes_are_reported_together_with_their_places_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    root = Element("Document")
    canvas = TaggedCanvas(str(file), dataclasses.replace(ABOUT, title="", lang=""), root, BOOK, LETTER)
    for _ in range(2):
        with canvas.content(root.element("Sect").element("Figure")):
            canvas.circle(9, 9, 9)
    with pytest.raises(ConformanceError) as caught:
        canvas.save()
    assert [str(violation) for violation in caught.value.violations] == [
        "alternative-text: Document/Sect[1]/Figure: says nothing in words",
        "alternative-text: Document/Sect[2]/Figure: says nothing in words",
        "figure-box: Document/Sect[1]/Figure: figure_box() was not called",
        "figure-box: Document/Sect[2]/Figure: figure_box() was not called",
        "language: '' is no language tag such as en or pt-BR",
        "title: the document has no title",
    ]
    assert not file.exists()


def test_unknown_tags_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="Paragraph"):
        Element("Paragraph")
