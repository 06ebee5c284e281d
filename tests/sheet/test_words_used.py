"""What hard words mean: on a short sheet where there is room, in one paragraph that goes before anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts import Library, SheetRequest, make
from handouts.sheet.blocks import Paragraph, plain
from handouts.sheet.compose import compose
from handouts.sheet.edition import GOES_FIRST
from handouts.sheet.said import said
from handouts.words import Words


def _words(slug: str, edition: str = "standard") -> list[Paragraph]:
    library = Library.load()
    nodes = compose(library, SheetRequest(slug, edition)).sections[1].nodes
    begins = library.wording.words_used
    return [node for node in nodes if isinstance(node, Paragraph) and plain(node.runs).startswith(begins)]


@pytest.mark.parametrize("slug", ["gluteus-minimus", "knee-osteoarthritis"])
def test_a_short_sheet_explains_the_words_that_it_uses_and_does_not_explain_itself(slug: str) -> None:
    (node,) = _words(slug)
    text, library = plain(node.runs), Library.load()
    sheet = "\n".join(said(compose(library, SheetRequest(slug)))).replace(text, "")
    entries = {entry.word: entry.meaning for entry in library.glossary.words.values()}  # type: ignore[union-attr]
    shown = [word for word, meaning in entries.items() if f"{word}: {meaning}" in text]
    assert "blood clot" in shown and all(word.casefold() in sheet.casefold() for word in shown)
    assert "osteoporosis: " not in text, "it stands in brackets behind its meaning"


def test_they_go_before_what_a_reader_does_and_stand_where_there_is_room() -> None:
    order = [part.name for part in GOES_FIRST]
    assert order.index("choices") < order.index("words") < order.index("about strains"), (
        "they explain the sheet"
    )
    gone = {"low-back-pain": False, "gluteus-minimus": True}
    for slug, goes in gone.items():
        notes = make(Library.load(), SheetRequest(slug)).notes
        assert any("what hard words mean" in note.what for note in notes) is goes


def test_large_print_has_no_page_more_for_them() -> None:
    assert not _words("knee-osteoarthritis", "large")


@pytest.mark.parametrize("detail", ["short", "full"])
def test_what_is_written_for_one_patient_adds_no_word(detail: str) -> None:
    library, asked = Library.load(), SheetRequest("knee-osteoarthritis", detail=detail)  # type: ignore[arg-type]
    for more in ({"note": "Mind your aneurysm and your hernia."}, {"patient": "Bursa Disc"}):
        nodes = compose(library, replace(asked, **more)).sections[1].nodes  # type: ignore[arg-type]
        assert nodes[-1] == compose(library, asked).sections[1].nodes[-1]


def test_words_equal_the_same_words_and_nothing_else() -> None:
    assert Words("hip") == "hip" and Words("hip") != Words("hip", lang="es")
    for other in (None, 3, b"hip", ("hip",)):
        assert Words("hip") != other
