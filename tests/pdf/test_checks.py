"""A document that would not be accessible is not written: every reason is named, all at once."""

from __future__ import annotations

import dataclasses

import pytest

from handouts.pdf.checks import ConformanceError
from handouts.pdf.document import Page, TaggedDocument
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts, ShownText
from handouts.pdf.writer import write
from tests.pdf.tagged_sample import ABOUT, BOOK, Items, area, decoration, file, mark, one_page, ring, say, tag
from tests.support.validate import assert_conforms


def _figure(alt: str | None, *, box: bool = True) -> Items:
    return tag("Figure", ring(), alt=alt, box=(91, 683, 18, 18) if box else None)


def _link(url: str, says: str) -> Items:
    return tag("P", tag("Link", say("there"), area(url, says)))


def _table(*rows: list[tuple[str, dict[str, int]]]) -> Items:
    return tag(
        "Table",
        *(
            tag(
                "TR", *(tag("TD", say(text), **({"Table": dict(span)} if span else {})) for text, span in row)
            )
            for row in rows
        ),
    )


WRONG: list[tuple[str, Items]] = [
    ("alternative-text", _figure(None)),
    ("alternative-text", _figure("  ")),
    ("figure-box", _figure("A ring", box=False)),
    ("link-description", _link("https://example.org", "")),
    ("link-address", _link("javascript:alert(1)", "There")),
    ("link-address", _link("file:///etc/passwd", "There")),
    ("link", tag("P", tag("Link", say("there")))),
    ("link", tag("P", tag("Link", area("https://example.org", "There")))),
    ("heading-order", tag("H3", say("Too deep"))),
    ("header-scope", tag("Table", tag("TR", tag("TH", say("Cause"))))),
    ("table-columns", _table([("a", {}), ("b", {})], [("c", {})])),
    ("list-numbering", tag("L", tag("LI", tag("LBody", say("item"))))),
    ("nesting", tag("L", say("item"), List={"ListNumbering": "Disc"})),
    ("nesting", tag("L", tag("P", say("item")), List={"ListNumbering": "Disc"})),
    ("nesting", tag("TR", tag("TD", say("cell")))),
    ("id", [*tag("P", say("words"), id="same"), *tag("P", say("words"), id="same")]),
    ("id", tag("Table", tag("TR", tag("TD", say("cell"), Table={"Headers": ("nobody",)})))),
    ("bookmark", mark("Too deep", 1, 700)),
    ("bookmark", mark(" ", 0, 700)),
    ("language", tag("P", say("mot"), lang="in French")),
    ("glyph", tag("P", say("\ue000"))),
]


@pytest.mark.parametrize(("rule", "build"), WRONG)
def test_each_mistake_is_named(rule: str, build: Items) -> None:
    with pytest.raises(ConformanceError) as caught:
        one_page(build)
    assert [violation.rule for violation in caught.value.violations] == [rule]


RIGHT: list[Items] = [
    _figure("A ring"),
    _link("https://example.org", "There"),
    _link("tel:+16305550142", "Call us"),
    _table([("a", {"ColSpan": 2})], [("b", {}), ("c", {})]),
    _table([("a", {"RowSpan": 2}), ("b", {})], [("c", {})]),
    tag("H2", say("One deeper")),
]


@pytest.mark.parametrize("build", RIGHT)
def test_what_is_right_is_written(build: Items) -> None:
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
        one_page(about=dataclasses.replace(ABOUT, **change))


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(ConformanceError, match="empty"):
        file([decoration(say("decoration only"))])


def test_an_element_of_another_tree_is_named() -> None:
    document = TaggedDocument(ABOUT, Element("Document"))
    other = Element("Document").element("P")
    other.part().marks.append((0, 0))
    document.pages.append(Page(612, 792, marks=[other]))
    with pytest.raises(ConformanceError, match="detached"):
        write(document, DocumentFonts(FontPrograms(BOOK), ShownText(BOOK)))


def test_all_mistakes_are_reported_together_with_their_places() -> None:
    figure = tag("Sect", tag("Figure", ring()))
    with pytest.raises(ConformanceError) as caught:
        file([[*figure, *figure]], dataclasses.replace(ABOUT, title="", lang=""))
    assert [str(violation) for violation in caught.value.violations] == [
        "alternative-text: Document/Sect[1]/Figure: says nothing in words",
        "alternative-text: Document/Sect[2]/Figure: says nothing in words",
        "figure-box: Document/Sect[1]/Figure: nothing says where it lies",
        "figure-box: Document/Sect[2]/Figure: nothing says where it lies",
        "language: '' is no language tag such as en or pt-BR",
        "title: the document has no title",
    ]


def test_unknown_tags_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="Paragraph"):
        Element("Paragraph")
