"""Abbreviations, which those who hear a sheet hear in full."""

from __future__ import annotations

from handouts import Library, SheetRequest, render_pdf
from handouts.layout.kit import explained
from handouts.sheet.blocks import Span
from tests.support.pdf_reader import Node, read

FORMS = (("min", "minutes"), ("R.I.C.E.", "rest and ice"))


def _means(*spans: Span) -> list[tuple[str, str | None]]:
    return [(span.text, span.means) for span in explained(spans, FORMS)]


def test_an_abbreviation_is_found_as_a_word_and_nothing_else_is_touched() -> None:
    assert _means(Span("1 to 2 min, then R.I.C.E.", bold=True)) == [
        ("1 to 2 ", None), ("min", "minutes"), (", then ", None), ("R.I.C.E.", "rest and ice"),
    ]  # fmt: skip
    for same in ("minimus", "a dormin", "MIN", ""):
        assert _means(Span(same)) == [(same, None)]


def test_links_notes_and_words_of_another_language_stay_whole() -> None:
    for span in (Span("5 min", url="https://x.org"), Span("5 min", private=True), Span("5 min", lang="fr")):
        assert explained((span,), FORMS) == (span,)


def _said(tree: Node) -> set[tuple[str, str]]:
    return {(node.text.strip(), node.means) for node in tree.walk() if node.means}


def test_the_tree_of_a_sheet_says_what_its_abbreviations_are_short_for(bundled_library: Library) -> None:
    pdf = read(render_pdf(bundled_library, SheetRequest("gluteus-minimus")))
    assert {("sec", "seconds"), ("min", "minutes")} < _said(pdf.tree)
    assert ("R.I.C.E.", "rest, ice, compression, elevation") in _said(pdf.tree)
    spanish = read(render_pdf(bundled_library, SheetRequest("gluteus-minimus", lang="es")))
    assert ("seg", "segundos") in _said(spanish.tree)
