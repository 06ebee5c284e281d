"""Fonts and glyphs in a file: it conforms, looks right, and gives the text back."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from handouts.layout.faces import FontBook
from handouts.layout.lines import Typesetter
from handouts.layout.theme import TextStyle
from handouts.pdf.fonts import FontPrograms
from handouts.sheet.blocks import Span
from tests.support.tiny_pdf import tiny_pdf
from tests.support.validate import assert_conforms

STYLE = TextStyle(12, 15)


@pytest.fixture(scope="module")
def fonts() -> FontBook:
    """The bundled fonts."""
    return FontBook(system=False)


def _file(fonts: FontBook, *texts: str) -> bytes:
    setter = Typesetter(fonts)
    lines = [line for text in texts for line in setter.lines((Span(text),), STYLE, 700)]
    return tiny_pdf(lines, fonts, FontPrograms(fonts))


def _copied(data: bytes) -> list[str]:
    text: str = pdfium.PdfDocument(data)[0].get_textpage().get_text_bounded()
    return text.replace("\xa0", " ").splitlines()


TEXTS = [
    "Hello, AVA world – 4\u00a0mm (½)…",
    "Zoë Müller, łydka, İ ğ ş",
    "Ọlá Ṣẹ́gun",
    "Chị́kà",
    "ė̃ į́ ū̃",
    "Nguyễn Việt",
    "Ольга́ боль",
    "Ελένη λ → ✓ ☐",
    "office 𝖠b",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_copied_as_it_was_typed(fonts: FontBook, text: str) -> None:
    data = _file(fonts, text)
    assert _copied(data) == [text.replace("\xa0", " ")]


def test_all_of_them_conform(fonts: FontBook) -> None:
    assert_conforms(_file(fonts, *TEXTS))


def test_the_same_text_gives_the_same_bytes(fonts: FontBook) -> None:
    assert _file(fonts, *TEXTS) == _file(FontBook(system=False), *TEXTS)


def test_a_subset_does_not_tell_which_letters_a_name_has(fonts: FontBook) -> None:
    programs = FontPrograms(fonts)
    made = []
    for name in ("Ana Ruiz", "Bob Quick"):
        (run,) = Typesetter(fonts).lines((Span(name, private=True),), STYLE, 700)[0].runs
        made.append(programs.subset(run.face, run.ids, run.text))
    assert made[0] is made[1] and len(programs) == 1
