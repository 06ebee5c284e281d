"""Lines cut out of a shaped paragraph: every glyph once, none too wide, the same however a text is parted in spans."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from handouts.layout.bidi import levels, reordered
from handouts.layout.faces import FontBook
from handouts.layout.lines import SHORT, Line, Typesetter
from handouts.layout.shape import GlyphRun
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import Span

STYLE = TextStyle(10, 12.5)
SETTER = Typesetter(FontBook(system=False))
WORDS = st.lists(st.text("abeilmnotwAVTy.,", min_size=1, max_size=9), min_size=1, max_size=14)


def _set(text: str, width: float, style: TextStyle = STYLE, *, rtl: bool = False) -> tuple[Line, ...]:
    return SETTER.lines((Span(text),), style, width, rtl=rtl)


def _glyphs(run: GlyphRun) -> tuple[object, ...]:
    """All that is painted and copied of a run."""
    return run.ids, run.advances, run.offsets or ((0, 0),) * len(run.ids), run.text, run.clusters, run.rtl


# -------------------------------------------------------------------------------------------------- every glyph once


@given(WORDS, st.integers(60, 300))
def test_a_line_has_the_glyphs_of_its_text_and_no_line_is_too_wide(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = _set(text, width)
    assert "".join(line.text for line in lines) == text
    for line in lines:
        assert line.width <= width + 0.011 and len(line.text.rstrip()) <= STYLE.line
        (run,) = line.runs
        (alone,) = SETTER.shaper.shape(line.text, "regular")
        assert (run.ids, run.clusters) == (alone.ids, alone.clusters)
        assert len(run.advances) == len(run.ids)
        assert line.width == pytest.approx(SETTER.width(line.text.rstrip(), STYLE), abs=0.5), (
            "kerning at its ends aside"
        )


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    "text", ["אבג דהו זחט יכל", "one אבג two דהו three", "سلام hello عليكم 12 الناس", "ṣẹ́ ọ̀ ẹ́ṣ ụ́"]
)
def test_glyphs_of_either_direction_are_all_there_on_whatever_lines(text: str, rtl: bool) -> None:
    (whole,) = _set(text, 1000, rtl=rtl)
    room = whole.width * 0.6
    lines = _set(text, room, rtl=rtl)
    assert len(lines) > 1 and "".join(line.text for line in lines) == text
    every = [glyph for line in lines for run in line.runs for glyph in run.ids]
    assert sorted(every) == sorted(glyph for run in whole.runs for glyph in run.ids)
    for line in (whole, *lines):
        assert all(run.text and run.ids for run in line.runs), "nothing stands there that is not seen"
        assert line.width <= room + 0.01 or line is whole


# ----------------------------------------------------------------------------------------------------- parted in spans


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    "parts",
    [
        ("Lift the ", "leg"), ("Lift ", "the ", "leg"), ("אבג ", "דהו"), ("אבג ", "דהו ", "זח"), ("ọ̀ a ", "b ẹ́"),
        ("a ", "ẹ́ b"), ("שָׁם ", "בב"), ("בב ", "שָׁם"), ("say ", "אבג ", "now"),
    ],
)  # fmt: skip
def test_neighbours_of_one_look_are_set_as_one_text(parts: tuple[str, ...], rtl: bool) -> None:
    (one,) = _set("".join(parts), 700, rtl=rtl)
    (several,) = SETTER.lines(tuple(map(Span, parts)), STYLE, 700, rtl=rtl)
    assert several.text == one.text and several.order == one.order
    assert [*map(_glyphs, several.runs)] == [*map(_glyphs, one.runs)]
    assert several.width == pytest.approx(one.width)


@pytest.mark.parametrize(("joiner", "text"), [("\u200d", "क्\u200dष"), ("\u200c", "क्\u200cष")])
def test_a_joiner_that_has_done_its_work_leaves_no_glyph_behind(joiner: str, text: str) -> None:
    runs = SETTER.shaper.shape(text, "regular", lang="hi")
    unseen = {SETTER.fonts.face(run.face).hb_font.get_nominal_glyph(ord(joiner)) for run in runs} - {None, 0}
    assert not unseen & {glyph for run in runs for glyph in run.ids}
    assert "".join(run.text for run in runs) == text


# --------------------------------------------------------------------------------------------------------- last lines


def test_a_line_spares_no_word_for_a_last_one_that_has_no_room_for_it() -> None:
    long = "x" * 18
    width = SETTER.width(long, STYLE) + 2
    assert [line.text for line in _set(f"one two six {long}", width)] == ["one two six ", long]
    narrow = replace(STYLE, line=20)
    assert [line.text for line in _set(f"one two six {long}", 700, narrow)] == ["one two six ", long]


def test_a_line_of_two_words_spares_none() -> None:
    width = SETTER.width("Bend knees", STYLE) + 0.5
    assert [line.text for line in _set("Bend knees now", width)] == ["Bend knees ", "now"]


@pytest.mark.parametrize(("last", "stays"), [("x" * (SHORT - 5), True), ("x" * (SHORT - 6), False)])
def test_two_words_are_short_below_a_number_of_letters(last: str, stays: bool) -> None:
    width = SETTER.width("Hold it there for a while and then", STYLE) + 0.5
    lines = [line.text for line in _set(f"Hold it there for a while and then open {last}", width)]
    assert lines[-1] == (f"open {last}" if stays else f"then open {last}")


def test_a_word_without_a_break_has_as_many_letters_a_line_as_any_text() -> None:
    narrow = replace(STYLE, line=20)
    lines = _set("i" * 90, 500, narrow)
    assert [len(line.text) for line in lines] == [20, 20, 20, 20, 10]


# ---------------------------------------------------------------------------------------------------- both directions


@pytest.mark.parametrize("rtl", [False, True])
def test_every_short_text_has_the_order_of_another_implementation(rtl: bool) -> None:
    """A letter of each kind: Latin, Hebrew, Arabic, both sorts of digits, what stands in numbers and beside them."""
    for length in range(1, 5):
        for letters in product("aאع1٣,-%.", repeat=length):
            text = "".join(letters)
            found = reordered(levels(text, rtl))
            assert "".join(text[i] for i in found) == get_display(text, base_dir="R" if rtl else "L"), text
