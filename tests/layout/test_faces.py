"""Which characters can be printed, with which font, and how wide they are."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.layout.face import Face
from handouts.layout.faces import FontBook, clean, describe
from handouts.layout.theme import Weight
from handouts.resources import fonts_folder
from tests.pdf.tagged_sample import BOOK, SHAPER, one_page, say, tag
from tests.support.pdf_reader import read

WEIGHTS: tuple[Weight, ...] = ("regular", "bold", "extrabold")


def families(text: str, weight: Weight = "regular") -> list[tuple[str, str]]:
    """The runs of ``text`` with the names the fonts give themselves."""
    return [(BOOK.face(name).name, run) for name, run in BOOK.split(text, weight)]


@pytest.mark.parametrize(
    "text",
    ["Plain words, 30–45 s × 2 (½)…", "¿Dónde? Ça, Größe, łydka, İ ğ ş", "“quote” • ≥ 2"],
)
def test_body_text_is_one_run_of_the_body_font(text: str) -> None:
    assert families(text) == [("AtkinsonHyperlegibleNext-Regular", text)]


def test_what_the_body_font_lacks_comes_from_the_other_family() -> None:
    assert families("Ωμος and боль → now ☐") == [
        ("NotoSans-Regular", "Ωμος "),
        ("AtkinsonHyperlegibleNext-Regular", "and "),
        ("NotoSans-Regular", "боль "),
        ("DejaVuSans", "→ "),
        ("AtkinsonHyperlegibleNext-Regular", "now "),
        ("DejaVuSans", "☐"),
    ]


def test_a_word_keeps_one_face() -> None:
    assert families("một việc") == [("NotoSans-Regular", "một việc")]
    assert families("đau (Ω)") == [("AtkinsonHyperlegibleNext-Regular", "đau (Ω)")]


@pytest.mark.parametrize(
    ("weight", "names"),
    [
        ("bold", ["NotoSans-Bold", "AtkinsonHyperlegibleNext-Bold"]),
        ("extrabold", ["NotoSans-Bold", "AtkinsonHyperlegibleNext-ExtraBold"]),
    ],
)
def test_heavier_weights_stay_heavy(weight: Weight, names: list[str]) -> None:
    assert [name for name, _ in families("λ mu", weight)] == names


@given(st.text(max_size=40), st.sampled_from(WEIGHTS))
def test_splitting_loses_nothing(text: str, weight: Weight) -> None:
    assert "".join(run for _, run in BOOK.split(text, weight)) == text


UNPRINTABLE = {
    "\x00": "an invisible control character",
    "\x1b": "an invisible control character",
    "\u2028": "an invisible control character",
    "\ud800": "half of a character",
    "\ue000": "not a character of any script",
    "\U0010ffff": "not a character of any script",
    "\u0f40": "in none of the fonts",
}


@pytest.mark.parametrize("char", UNPRINTABLE, ids=lambda char: f"U+{ord(char):04X}")
def test_what_cannot_be_set_is_reported_with_its_reason(char: str) -> None:
    text = f"q{char}q{char}"
    assert BOOK.missing(clean(text)) == [char]
    assert describe(char).startswith(f"U+{ord(char):04X}")
    assert describe(char).endswith(UNPRINTABLE[char])


def test_printable_text_misses_nothing() -> None:
    assert BOOK.missing("Größe Ω ж ệ ✓ → ½ 4–6 °C \xa0") == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("cafe\u0301", "café"),
        ("Vie\u0323\u0302t", "Việt"),
        ("hyphen\u00adation", "hyphenation"),
        ("zero\u200bwidth\u2060\ufeff", "zerowidth"),
        ("24\u201172", "24-72"),
        ("4\u00a0mm", "4\u00a0mm"),
        ("4\u202fmm", "4\u00a0mm"),
        ("thin\u2009space\tand\nline", "thin space and line"),
        ("as it is", "as it is"),
    ],
)
def test_cleaning(written: str, printed: str) -> None:
    assert clean(written) == printed


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


def _width(text: str, weight: Weight = "regular") -> float:
    """Width in points at 12 points."""
    return sum(run.width for run in SHAPER.shape(text, weight)) * 12


def test_widths_are_those_that_are_painted() -> None:
    pieces = read(one_page(tag("P", say("wide λ", y=500)))).shown[1:]
    assert pieces[1].x - pieces[0].x == pytest.approx(_width("wide "), abs=0.01)


def test_pairs_that_stand_too_far_apart_are_drawn_together() -> None:
    assert _width("AVA") < _width("A") * 2 + _width("V") - 0.5


def test_a_no_break_space_is_as_wide_as_a_space_and_is_read_as_what_it_is() -> None:
    assert _width("\u00a0") == _width(" ") > 0
    assert read(one_page(tag("P", say("4\u00a0mm")))).texts("P") == ["4\u00a0mm"]


def test_every_weight_reads_back_and_is_painted_with_the_right_glyphs() -> None:
    lines = zip((600, 500, 400), WEIGHTS, strict=True)
    data = one_page(*(tag("P", say("Lift (λ) 100 %", y=y, weight=weight)) for y, weight in lines))
    assert read(data).texts("P") == ["Lift (λ) 100 %"] * 3
    words = pdfium.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert words.split() == ["Heading", *["Lift", "(λ)", "100", "%"] * 3]
    for piece in read(data).shown:
        assert piece.width == pytest.approx(_width(piece.text, _weight(piece.font)), abs=0.05)


def _weight(name: str) -> Weight:
    return "extrabold" if "ExtraBold" in name else "bold" if "Bold" in name else "regular"


def test_more_than_two_hundred_characters_of_one_font_read_back() -> None:
    text = "".join(chr(code) for code in range(0x400, 0x600) if not BOOK.missing(chr(code)))
    assert len(text) > 256
    assert read(one_page(tag("P", say(text)))).texts("P") == [text]


def test_every_character_that_counts_as_covered_has_ink() -> None:
    for weight in WEIGHTS:
        face = BOOK.body(weight)
        found = ((char, face.hb_font.get_nominal_glyph(ord(char))) for char in sorted(face.covered))
        glyphs = {char: glyph for char, glyph in found if glyph}
        blank = [char for char, glyph in glyphs.items() if face.hb_font.get_glyph_extents(glyph).width == 0]
        assert all(unicodedata.category(char) in ("Zs", "Cf") for char in blank), blank


def test_the_second_family_is_opened_only_when_it_is_needed(tmp_path: Path) -> None:
    shutil.copytree(fonts_folder() / "atkinson-hyperlegible-next", tmp_path / "atkinson-hyperlegible-next")
    book = FontBook(bundled=tmp_path, system=False)
    assert len(book.split("Everyday text", "bold")) == 1
    assert book.missing("Everyday text") == []
    with pytest.raises(Exception, match="NotoSans"):
        book.split("λ")


def test_every_font_lies_beside_its_licence_and_may_be_embedded() -> None:
    fonts = sorted(fonts_folder().glob("*/*.ttf"))
    assert len(fonts) == 49
    for font in fonts:
        licence = "\n".join(file.read_text("utf-8") for file in font.parent.glob("*.txt"))
        assert "Open Font License" in licence or "Bitstream Vera" in licence
        assert Face("", font).embeddable
