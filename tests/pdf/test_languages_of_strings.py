"""Texts of a file that stand in no element: what is heard only (what a link says) says the language of each part; what
viewers show in their own windows (title, bookmarks, what a field says) is plain, as not all of them know such marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
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
    request = SheetRequest(
        "calf-strain", lang="es", side="left", detail="full", fillable=True, allow_untranslated=True
    )
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


def alternatives(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What pictures say."""
    yield from (str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)


def links(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What links say, which viewers show where the pointer rests."""
    for page in pdf.pages:
        yield from (str(one.Contents) for one in page.obj.get("/Annots", []) if "/Contents" in one)


def test_what_a_viewer_shows_in_its_own_windows_is_plain(file: Path) -> None:
    lost = {str(exercise.title) for exercise in untranslated(Library.load(lang="es"))}
    with pikepdf.open(file) as pdf:
        shown = list(titles(pdf.Root.Outlines.First))
        info = [str(value) for value in pdf.docinfo.values()]
        fields = [str(one.TU) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/TU" in one]
        said = list(links(pdf))
    assert any(name in text for text in shown for name in lost) and "En resumen" in shown and fields
    assert said and not any("\x1b" in text for text in (*shown, *info, *fields, *said))


def test_pdfium_shows_titles_and_bookmarks_as_they_are(file: Path) -> None:
    with pypdfium2.PdfDocument(file) as pdf:
        shown = [mark.get_title() for mark in pdf.get_toc()]
        about = pdf.get_metadata_dict()
    with pikepdf.open(file) as pdf:
        assert shown == list(titles(pdf.Root.Outlines.First))
        assert (about["Title"], about["Subject"]) == (str(pdf.docinfo.Title), str(pdf.docinfo.Subject))


def test_a_description_with_an_english_name_in_it_says_so(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        found = list(alternatives(pdf))
    lost = {str(exercise.title) for exercise in untranslated(Library.load(lang="es"))}
    english = [text for text in found if any(name in text for name in lost)]
    assert english and all("\x1ben\x1b" in text for text in english)


def test_it_is_accessible_and_fit_for_an_archive(file: Path) -> None:
    assert_conforms(file.read_bytes())
