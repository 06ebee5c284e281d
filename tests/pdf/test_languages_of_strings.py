"""Texts of a file that stand in no element (bookmarks, what a link says, the title) say the language of each part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handouts import Library, SheetRequest, make
from handouts.content.model import Exercise
from handouts.content.model.wording import fill
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.objects import said, string
from handouts.sheet.saying import joined
from handouts.words import Part, Words, lang_of, mixed, parts_of
from tests.support.validate import assert_conforms

NAME = Words("Gluteus medius", (), "en")


def text_of(written: bytes) -> str:
    return bytes.fromhex(written.decode()[1:-1]).decode("utf-16") if written[:1] == b"<" else written.decode()


def test_a_text_in_one_other_language_says_it_and_one_of_the_document_nothing() -> None:
    assert text_of(said(NAME, "es")) == "\x1ben\x1bGluteus medius"
    assert said("Plan", "es") == string("Plan") == b"(Plan)"


def test_each_part_of_a_text_in_two_languages_says_its_own() -> None:
    subject = fill(Words("Hoja: {title} (bis)"), title=NAME)
    assert lang_of(subject) is None and subject == "Hoja: Gluteus medius (bis)"
    assert text_of(said(subject, "es-MX")) == "\x1besMX\x1bHoja: \x1ben\x1bGluteus medius\x1besMX\x1b (bis)"
    assert text_of(said(joined("A ", NAME), "zh-Hant-TW")) == "\x1bzhTW\x1bA \x1ben\x1bGluteus medius"


def test_a_language_without_two_letters_leaves_the_text_as_it_is() -> None:
    assert said(mixed("Á ", NAME), "qps") == string("Á Gluteus medius")


def test_pieces_are_told_apart_and_joined_again() -> None:
    text = mixed("A ", "b ", NAME, Words("", (), "fr"))
    assert parts_of(text) == (Part("A b ", None), Part("Gluteus medius", "en"))
    assert mixed("a", "b") == "ab" and parts_of("ab") == (Part("ab", None),)
    assert text == Words(str(text), (), "en", text.parts)  # type: ignore[attr-defined]
    assert text != Words(str(text), (), "en"), "what was laid out for one is not taken for the other"


def test_the_packet_has_the_title_by_default_and_in_its_language() -> None:
    packet = DocumentInfo(NAME, "C", mixed("Hoja: ", NAME), "es", "2026-01-01").xmp().decode()
    assert '<rdf:li xml:lang="x-default">Gluteus medius</rdf:li><rdf:li xml:lang="en">' in packet
    assert packet.count('xml:lang="en"') == 1
    assert 'xml:lang="en"' not in DocumentInfo("T", "C", "S", "es", "2026-01-01").xmp().decode()


def untranslated(library: Library) -> Iterator[Exercise]:
    """Exercises whose name the language lacks."""
    for slug in library.slugs("exercises"):
        exercise = library.exercise(slug)
        if lang_of(exercise.title) == "en":
            yield exercise


@pytest.fixture(scope="module", name="file")
def _file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet in Spanish that has its English parts."""
    file = tmp_path_factory.mktemp("mixed") / "mixed.pdf"
    request = SheetRequest("calf-strain", lang="es", side="left", detail="full", allow_untranslated=True)
    file.write_bytes(make(Library.load(lang="es"), request).data)
    return file


def titles(first: pikepdf.Object) -> Iterator[str]:
    while True:
        yield str(first.Title)
        if "/First" in first:
            yield from titles(first.First)
        if "/Next" not in first:
            return
        first = first.Next


def strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from titles(pdf.Root.Outlines.First)
    for page in pdf.pages:
        yield from (str(one.Contents) for one in page.obj.get("/Annots", []))


def test_every_english_bookmark_and_link_of_a_spanish_sheet_says_so_and_no_spanish_one(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        found = list(strings(pdf))
        title = str(pdf.docinfo.Title)
    marked = [text for text in found if "\x1ben\x1b" in text]
    lost = {str(exercise.title) for exercise in untranslated(Library.load(lang="es"))}
    english = [text for text in found if any(name in text for name in lost)]
    assert english and set(english) <= set(marked)
    assert "En resumen" in found and "\x1b" not in title


def test_it_is_accessible_and_fit_for_an_archive(file: Path) -> None:
    assert_conforms(file.read_bytes())
