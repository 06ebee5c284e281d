"""What is said of letters that cannot be printed, and which scripts can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.layout.faces import FontBook
from handouts.layout.fontreport import folder_problems, fonts_report
from handouts.layout.unprintable import content_problem, words_problem

FONTS = FontBook(system=False)


def test_a_name_in_letters_without_a_font_offers_latin_letters_and_the_font() -> None:
    problem = words_problem("--patient", FONTS.missing("王小明"))
    assert problem.message == (
        "this name has Chinese letters that no font at hand can print: 王 (U+738B), 小 (U+5C0F), 明 (U+660E)"
    )
    latin, font = problem.hint.split("; ")
    assert latin == "give the name in Latin letters as well, with --patient-latin"
    assert (
        font.startswith("to print Chinese letters, run python3 -m pip install") and "--fonts FOLDER" in font
    )


def test_a_note_is_not_offered_an_option_for_names() -> None:
    hint = words_problem("--note", ["ཀ"]).hint
    assert hint.startswith("write the note in other letters; to print Tibetan letters, install a font")
    assert "--patient-latin" not in hint and "pip" not in hint


def test_an_emoji_is_called_by_its_name() -> None:
    problem = words_problem("--note", ["🫠"])
    assert problem.message == "this note has an emoji that cannot be printed: 🫠 (melting face)"
    assert problem.hint == "delete it"


def test_a_control_character_is_not_shown() -> None:
    problem = words_problem("--note", ["\x07"])
    assert problem.message == "this note has an invisible control character (U+0007)"
    assert problem.hint == "delete it and type the words again"


def test_a_long_list_is_cut() -> None:
    message = words_problem("--patient", [chr(0x4E00 + i) for i in range(30)]).message
    assert message.endswith("and 22 more") and message.count("U+") == 8


def test_content_is_told_with_the_names_of_the_characters() -> None:
    problem = content_problem("a.yaml", 3, 5, ["王", "\x07"])
    assert (problem.file, problem.line, problem.column) == ("a.yaml", 3, 5)
    assert "U+738B CJK UNIFIED IDEOGRAPH-738B is in none of the fonts" in problem.message
    assert "the text has an invisible control character (U+0007)" in problem.message
    assert problem.hint.endswith("; delete it")


def test_an_emoji_in_a_note_is_printed() -> None:
    assert FONTS.missing("Well done 🙂👍🏽👩‍⚕️❤️🇺🇸") == []


def test_bidi_controls_pasted_with_a_name_are_dropped() -> None:
    from handouts.layout.faces import clean

    assert clean("\u200f\u202bדנה\u202c\u2068 Levi\u2069\u200e") == "דנה Levi"


def test_every_script_has_a_row_that_says_what_to_do() -> None:
    rows = {row.name: row for row in fonts_report(FONTS)}
    assert list(rows) == sorted(rows)
    assert rows["Hebrew"].printed and rows["Hebrew"].bold and rows["Hebrew"].font == "Noto Sans Hebrew"
    assert rows["Hebrew"].where == "bundled" and rows["Hebrew"].hint == ""
    assert rows["Canadian syllabics"].printed and not rows["Canadian syllabics"].bold
    assert not rows["Korean"].printed and 'pip install "handouts[cjk]"' in rows["Korean"].hint
    assert not rows["Tibetan"].printed and "pip" not in rows["Tibetan"].hint
    wanted = {
        "Latin", "Greek", "Cyrillic", "Armenian", "Georgian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi",
        "Gujarati", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Burmese", "Ethiopic",
        "Cherokee", "Emoji",
    }  # fmt: skip
    assert {name for name in wanted if not rows[name].printed} == set()


@pytest.mark.parametrize("kind", ["nothing", "file", "empty"])
def test_a_folder_without_fonts_is_told(tmp_path: Path, kind: str) -> None:
    place = tmp_path / kind
    if kind == "file":
        place.write_text("x")
    elif kind == "empty":
        place.mkdir()
    (problem,) = folder_problems((place,))
    assert problem.file == "--fonts" and str(place) in problem.message and problem.hint


def test_a_folder_with_a_font_is_fine() -> None:
    assert folder_problems((FONTS.bundled,)) == []
