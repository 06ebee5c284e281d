"""Every script: its letters are shaped, stand where they belong, and are read back as they were typed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from unicodedata import category

import pypdfium2 as pdfium
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handouts.layout.face import Face
from handouts.layout.faces import FontBook, clean
from handouts.layout.fontsources import package_folders
from handouts.layout.lines import Line, Typesetter
from handouts.layout.scripts import SCRIPTS, breakable, graphemes, script_of, script_runs
from handouts.layout.shape import Shaper
from handouts.layout.theme import TextStyle, Weight
from handouts.pdf.fonts import FontPrograms
from handouts.sheet.blocks import Span
from tests.support.pdf_reader import read
from tests.support.tiny_pdf import tiny_pdf
from tests.support.validate import assert_conforms

STYLE = TextStyle(12, 15)
FONTS = FontBook(system=False)
PROGRAMS = FontPrograms(FONTS)
SETTER = Typesetter(FONTS)

NAMES = {
    "Yoruba": "Ọlá Ṣẹ́gun Ọ̀ṣun",
    "Igbo": "Chị́kà",
    "Navajo": "Łį́į́ʼ",
    "Vietnamese": "Nguyễn Thị Hồng Ngọc",
    "Lithuanian": "Rū̃ta Ė̃glė Į́",
    "Greek": "Ελένη Παπαδοπούλου",
    "old Greek": "Ἑλένη ᾳ",
    "Cyrillic with stress": "О́льга Ивано́ва",
    "Armenian": "Անի Հակոբյան",
    "Georgian": "ნინო",
    "Hebrew": "דנה לוי",
    "Arabic": "أحمد حسن",
    "Persian": "پریسا می‌روم",
    "Urdu": "عائشہ ٹیپو گھڑی",
    "Devanagari": "प्रिया क्षत्रिय",
    "Bengali": "শ্রেয়া",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ",
    "Gujarati": "પ્રિયા",
    "Tamil": "ஸ்ரீதேவி",
    "Telugu": "ప్రియ స్త్రీ",
    "Kannada": "ಪ್ರಿಯಾ",
    "Malayalam": "ശ്രീജ ന്റെ",
    "Sinhala": "ශ්‍රියා",
    "Thai": "สมชาย ที่นั่น",
    "Lao": "ສົມສັກ",
    "Khmer": "ស្រីមុំ",
    "Burmese": "မြင့် အောင်",
    "Ethiopic": "አበበ",
    "Cherokee": "ᏣᎳᎩ",
    "Odia": "ପ୍ରିୟା",
    "Inuktitut": "ᐃᓄᒃ",
}


def _lines(text: str, width: float = 700, *, rtl: bool = False) -> tuple[Line, ...]:
    return SETTER.lines((Span(text, private=True),), STYLE, width, rtl=rtl)


def _file(*texts: str) -> bytes:
    return tiny_pdf([line for text in texts for line in _lines(text)], FONTS, PROGRAMS)


def _copied(data: bytes) -> list[str]:
    text: str = pdfium.PdfDocument(data)[0].get_textpage().get_text_bounded()
    return text.splitlines()


@pytest.mark.parametrize("script", NAMES)
def test_a_name_is_printed_and_read_back(script: str) -> None:
    name = clean(NAMES[script])
    assert FONTS.missing(name) == []
    for weight in ("regular", "bold"):
        for run in Shaper(FONTS).shape(name, weight):  # type: ignore[arg-type]
            assert 0 not in run.ids, f"{run.text} has a letter without a glyph in {run.face}"
    data = _file(name)
    assert read(data).texts("P") == [name]
    assert _copied(data) == [name]


BLOCKS = {
    "Devanagari": 0x0900, "Bengali": 0x0980, "Gurmukhi": 0x0A00, "Gujarati": 0x0A80, "Odia": 0x0B00, "Tamil": 0x0B80,
    "Telugu": 0x0C00, "Kannada": 0x0C80, "Malayalam": 0x0D00,
}  # fmt: skip
"""Where the scripts of India begin; in each, consonants and vowel signs lie in the same places."""


@pytest.mark.parametrize("script", BLOCKS)
def test_every_letter_with_every_vowel_sign_is_copied_as_typed(script: str) -> None:
    """Signs that stand far below or before the end of their letter bring no space and no other order."""
    block = BLOCKS[script]
    letters = [char for char in map(chr, range(block + 0x15, block + 0x3A)) if category(char) == "Lo"]
    signs = [char for char in map(chr, range(block + 0x3E, block + 0x4D)) if category(char) in ("Mn", "Mc")]
    words = [
        clean("".join(char + sign for char in letters[n : n + 5])) for sign in signs for n in range(0, 35, 5)
    ]
    known = [word for word in words if word and not FONTS.missing(word)]
    assert len(known) > 40
    for n in range(0, len(known), 25):
        assert _copied(_file(*known[n : n + 25])) == known[n : n + 25]


@pytest.mark.parametrize(
    "name", ["कुमार", "श्रीकृष्ण", "ठाकुर", "ঠাকুর", "কৃষ্ণ", "ਗੁਰਮੀਤ ਗਰੇਵਾਲ", "ભૂમિકા", "କୃଷ୍ଣ", "ସୁନୀତା"]
)
def test_a_name_with_low_signs_is_one_word(name: str) -> None:
    assert _copied(_file(clean(name))) == [clean(name)]


RIGHT_TO_LEFT = [
    "سلام", "الإسلام", "ولاء", "آلاء", "لأن", "عبد الله", "مُحَمَّد", "فَاطِمَة الزَّهْرَاء", "سَلَامٌ", "دُعاء", "مؤمن", "رضا‌پور",
    "שָׁלוֹם", "דָּנָה לֵוִי", "מֹשֶׁה", "בְּרֵאשִׁית", "כֹּהֵן", "יִצְחָק",
    "דנה כהן (2)", "(דנה)", "אבא [א] {ב}", "محمد (علي) 12", "عائشہ (2) ٹیپو", "דנה, 03-555 1234",
    "12 דנה", 'צה"ל', "בן-דוד",
]  # fmt: skip
"""Letters in one glyph, marks on letters, brackets, numbers."""


@pytest.mark.parametrize("rtl", [False, True], ids=["in English", "in its own language"])
@pytest.mark.parametrize("text", RIGHT_TO_LEFT)
def test_right_to_left_text_is_copied_and_found(text: str, rtl: bool) -> None:
    text = clean(text)
    data = tiny_pdf(_lines(text, rtl=rtl), FONTS, PROGRAMS)
    assert read(data).texts("P") == [text] == _copied(data)
    assert pdfium.PdfDocument(data)[0].get_textpage().search(text).get_next() is not None


@pytest.mark.parametrize("text", ["بِسْمِ", "محمد (MD)", "אבא «ג» [א]"])
def test_the_file_says_what_viewers_are_known_to_guess_wrong(text: str) -> None:
    """PDFium takes a mark far from its letter for a new line, and the order of two directions from their number."""
    text = clean(text)
    assert read(_file(text)).texts("P") == [text]


def test_all_of_them_conform() -> None:
    assert_conforms(_file(*NAMES.values(), *RIGHT_TO_LEFT[:18], "Well done 🙂👍🏽❤️"))
    assert_conforms(_file(*RIGHT_TO_LEFT[18:]))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.code)
def test_the_letters_of_a_script_are_known_as_such(script: object) -> None:
    sample = script.sample  # type: ignore[attr-defined]
    found = {script_of(char) for char in clean(sample)} - {"Zyyy", "Zinh"}
    assert found == {script.code}  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------------- shaping


def _box(face: Face, glyph: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the ink of a glyph."""
    extents = face.hb_font.get_glyph_extents(glyph)
    left, top = extents.x_bearing, extents.y_bearing
    return left, top + extents.height, left + extents.width, top


@pytest.mark.parametrize("text", ["ẹ́", "Ẹ́", "ọ̀", "Ọ̀", "а́", "О́", "ė̃", "Ė̃", "ū̃", "Į́", "ị́", "ɛ̃́"])
def test_a_mark_stands_on_its_letter(text: str) -> None:
    """The ink of every mark lies over the width of its letter, above or below it, and marks do not touch."""
    (run,) = Shaper(FONTS).shape(clean(text), "regular")
    face = FONTS.face(run.face)
    offsets = run.offsets or [(0, 0)] * len(run.ids)
    boxes, pen = [], 0
    for glyph, advance, (dx, dy) in zip(run.ids, run.advances, offsets, strict=True):
        left, bottom, right, top = _box(face, glyph)
        boxes.append((pen + dx + left, dy + bottom, pen + dx + right, dy + top))
        pen += advance
    letter, *marks = boxes
    assert marks or len(run.ids) < len(clean(text)), "nothing was set on the letter"
    for left, bottom, right, top in marks:
        assert letter[0] - 0.1 * pen <= (left + right) / 2 <= letter[2] + 0.1 * pen
        assert bottom > letter[3] or top < letter[1], "the mark lies in the letter"
    for (_, bottom, _, top), (_, other_bottom, _, other_top) in pairwise(marks):
        assert bottom >= other_top or top <= other_bottom, "two marks lie on each other"


def test_letters_of_arabic_join() -> None:
    (run,) = Shaper(FONTS).shape("بب", "regular", rtl=True)
    face = FONTS.face(run.face)
    assert face.hb_font.get_nominal_glyph(ord("ب")) not in run.ids, (
        "first and last form differ from the single one"
    )
    assert len(set(run.ids)) == 2


def test_right_to_left_text_runs_from_right_to_left() -> None:
    (run,) = Shaper(FONTS).shape("דנה", "regular", rtl=True)
    face = FONTS.face(run.face)
    assert list(run.ids) == [face.hb_font.get_nominal_glyph(ord(char)) for char in "הנד"]
    assert run.text == "דנה" and run.clusters == (2, 1, 0)


def test_a_vowel_that_is_typed_after_its_consonant_may_stand_before_it() -> None:
    (run,) = Shaper(FONTS).shape("कि", "regular")
    assert run.clusters == (0, 0) and len(run.ids) == 2
    face = FONTS.face(run.face)
    assert run.ids[1] == face.hb_font.get_nominal_glyph(ord("क"))


def test_a_word_of_two_scripts_changes_its_face_between_them() -> None:
    keys = [(FONTS.face(key).family, part) for key, part in FONTS.split("דנה-Dana")]
    assert keys == [("Noto Sans Hebrew", "דנה-"), ("Atkinson Hyperlegible Next", "Dana")]


def test_signs_beside_a_script_stay_in_the_body_face() -> None:
    keys = [(FONTS.face(key).family, part) for key, part in FONTS.split("(אבא)")]
    assert [family for family, _ in keys] == [
        "Atkinson Hyperlegible Next",
        "Noto Sans Hebrew",
        "Atkinson Hyperlegible Next",
    ]


def test_bold_falls_back_to_regular_where_there_is_no_bold() -> None:
    assert FONTS.split("ᐃᓄᒃ", "bold") == FONTS.split("ᐃᓄᒃ", "regular")
    assert FONTS.split("דנה", "bold") != FONTS.split("דנה", "regular")


# -------------------------------------------------------------------------------------------- lines without spaces


def test_letters_are_what_a_reader_takes_for_one() -> None:
    assert list(graphemes("ẹ́a")) == ["ẹ́", "a"]
    assert list(graphemes("क्षि")) == ["क्षि"]
    assert list(graphemes("👩‍⚕️👍🏽🇺🇸🇫🇷")) == ["👩‍⚕️", "👍🏽", "🇺🇸", "🇫🇷"]
    assert list(graphemes("น้ำ")) == ["น้ำ"]
    assert list(graphemes("")) == []


@given(st.text(max_size=40))
def test_parting_a_text_loses_nothing(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert "".join(breakable(text)) == text
    assert "".join(part for _, part in script_runs(text)) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain words", ["plain words"]),
        ("王小明，你好", ["王", "小", "明，", "你", "好"]),
        ("（世界）。", ["（世", "界）。"]),
        ("スーパー", ["スー", "パー"]),
        ("ใจดี", ["ใจ", "ดี"]),
        ("สะอาด", ["สะ", "อา", "ด"]),
        ("မြန်မာ", ["မြန်", "မာ"]),
        ("ស្រីមុំ", ["ស្រី", "មុំ"]),
        ("김민지", ["김민지"]),
    ],
)
def test_where_a_line_may_end_without_a_space(text: str, parts: list[str]) -> None:
    assert breakable(text) == parts


def test_thai_fills_its_lines_and_loses_no_letter() -> None:
    text = "นวดกล้ามเนื้อสะโพกเบาๆทุกเช้าและเย็น" * 3
    lines = _lines(text, 120)
    assert len(lines) > 3 and "".join(line.text for line in lines) == text
    assert all(90 < line.width <= 120.01 for line in lines[:-1])


# ------------------------------------------------------------------------------------------------- any name at all

LETTERS = "".join(NAMES.values()) + "abc ÅéO'-.(12)"


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=24),
    st.booleans(),
    st.sampled_from([40.0, 90.0, 400.0]),
    st.sampled_from(["regular", "bold"]),
)
def test_any_mixture_is_set_without_loss(text: str, rtl: bool, width: float, weight: Weight) -> None:
    style = TextStyle(12, 15, weight)
    lines = SETTER.lines((Span(text, private=True),), style, width, rtl=rtl)
    assert "".join("".join(line.text for line in lines).split()) == "".join(clean(text).split())
    for line in lines:
        assert sorted(line.order) == list(range(len(line.runs)))
        assert line.width <= width + 0.02 or len(list(graphemes(line.text.strip()))) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=16), min_size=1, max_size=4))
def test_any_mixture_conforms_and_is_read_back(texts: list[str]) -> None:
    texts = [" ".join(clean(text).split()) for text in texts]
    texts = [text for text in texts if text.strip("\u200c\u200d")]  # nothing but joiners is nothing
    assume(texts)
    data = _file(*texts)
    assert_conforms(data)
    assert ["".join(text) for text in read(data).texts("P")] == texts


# ------------------------------------------------------------------------------------------------------------ CJK


@pytest.fixture(scope="module")
def cjk() -> FontBook:
    """The bundled fonts and those of the extra."""
    return FontBook(package_folders(), system=False)


@pytest.mark.parametrize(
    ("text", "lang", "family"),
    [
        ("王小明", "en", "Noto Sans CJK SC"),
        ("王小明", "zh-Hant", "Noto Sans CJK TC"),
        ("王小明", "ja", "Noto Sans CJK JP"),
        ("山田さくら", "en", "Noto Sans CJK JP"),
        ("김민지", "en", "Noto Sans CJK KR"),
    ],
)
def test_chinese_letters_take_the_form_of_their_language(
    cjk: FontBook, text: str, lang: str, family: str
) -> None:
    assert {cjk.face(key).family for key, _ in cjk.split(text, "regular", lang)} == {family}


def test_a_syllable_of_old_korean_does_not_bring_the_whole_face(cjk: FontBook) -> None:
    """Its glyph is no character's own: a block of glyphs is kept for it, not all 65,535."""
    lines = Typesetter(cjk).lines((Span("ᄒᆞᆫ ᄀᆞᄅᆞᆷ"),), STYLE, 700)
    data = tiny_pdf(lines, cjk, FontPrograms(cjk))
    assert _copied(data) == ["ᄒᆞᆫ ᄀᆞᄅᆞᆷ"] and len(data) < 120_000
    assert_conforms(data)


def test_a_chinese_name_is_read_back_and_small(cjk: FontBook) -> None:
    lines = Typesetter(cjk).lines((Span("王小明 김민지 さくら"),), STYLE, 700)
    data = tiny_pdf(lines, cjk, FontPrograms(cjk))
    assert read(data).texts("P") == ["王小明 김민지 さくら"] == _copied(data)
    assert len(data) < 250_000


@pytest.mark.parametrize(
    "text", ["王 小明 (2)", "김민지 B.", "山田（さくら）。", "王小明 1990, 王「小」", "陳-林"]
)
def test_signs_beside_chinese_letters_conform(cjk: FontBook, text: str) -> None:
    """Signs and letters are counted from different dictionaries of the font."""
    data = tiny_pdf(Typesetter(cjk).lines((Span(text),), STYLE, 700), cjk, FontPrograms(cjk))
    assert_conforms(data)
    assert read(data).texts("P") == [text] == _copied(data)


def test_a_chinese_subset_holds_the_neighbours_of_its_letters(cjk: FontBook) -> None:
    """Names with letters of the same blocks share one subset: it does not tell them apart."""
    programs = FontPrograms(cjk)
    made = []
    for name in ("王", "玊"):
        (run,) = Shaper(cjk).shape(name, "regular")
        made.append(programs.subset(run.face, run.ids, run.text))
    assert made[0] is made[1] and len(made[0].glyphs) > 100


def test_a_folder_of_fonts_is_looked_through(tmp_path: Path) -> None:
    """A bundled font stands in for one that somebody adds: the letters are printed once its folder is given."""
    bare = tmp_path / "bundled"
    for file in ("atkinson-hyperlegible-next", "dejavu-sans"):
        (bare / file).mkdir(parents=True)
        for font in (FONTS.bundled / file).glob("*.ttf"):
            (bare / file / font.name).symlink_to(font)
    added = tmp_path / "added" / "deep"
    added.mkdir(parents=True)
    (added / "broken.ttf").write_bytes(b"no font at all")
    (added / "empty.otf").write_bytes(b"")
    (added / "Thing.TTF").symlink_to(FONTS.bundled / "noto-emoji/NotoEmoji-Regular.ttf")
    book = FontBook([tmp_path / "added", tmp_path / "nothing"], bundled=bare, system=False)
    (bare / "noto-emoji").mkdir()
    (bare / "noto-emoji/NotoEmoji-Regular.ttf").symlink_to(
        FONTS.bundled / "noto-sans/NotoSansLao-Regular.ttf"
    )
    assert FontBook(bundled=bare, system=False).missing("🦵") == ["🦵"]
    assert book.missing("🦵") == []
    ((key, _),) = book.split("🦵")
    assert book.face(key).file == added / "Thing.TTF"
