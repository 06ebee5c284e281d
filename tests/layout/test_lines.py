"""Lines: where text breaks, what stays together, what is remembered."""

from __future__ import annotations

from itertools import pairwise

import pytest

from handouts.layout.faces import FontBook
from handouts.layout.lines import Typesetter
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import Runs, Span

STYLE = TextStyle(10, 12.5)


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    """A typesetter with the bundled fonts."""
    return Typesetter(FontBook(system=False))


def _set(setter: Typesetter, text: str | Runs, width: float, *, rtl: bool = False) -> list[str]:
    runs = (Span(text),) if isinstance(text, str) else text
    return [line.text for line in setter.lines(runs, STYLE, width, rtl=rtl)]


# ------------------------------------------------------------------------------------------------------- addresses


def test_a_long_address_goes_on_with_a_slash_or_a_dot(setter: Typesetter) -> None:
    assert _set(setter, "WestSubPainRelief.com/hip-glute-pain", 100) == [
        "WestSubPainRelief",
        ".com/hip-glute-pain",
    ]


def test_a_long_address_breaks_after_hyphens_and_keeps_two_slashes_together(setter: Typesetter) -> None:
    address = "https://www.example.org/a-long-path-of-words?query=one&more=two_three"
    for width in (70, 90, 120, 160):
        lines = _set(setter, address, width)
        assert "".join(lines) == address
        assert lines[0].startswith("https://www")
        for line, after in pairwise(lines):
            assert line[-1] in "/-?=&_@" or after[0] == ".", lines
            assert line[-2:] != ":/", "two slashes stay together"


def test_an_address_takes_as_few_lines_as_it_can(setter: Typesetter) -> None:
    lines = _set(setter, "one.two.three.four.five.six.seven.eight", 100)
    wide = [setter.width(line, STYLE) for line in lines]
    parts = [setter.width("." + line.lstrip(".").split(".")[0], STYLE) for line in lines]
    assert all(w + part > 100 for w, part in zip(wide, parts[1:], strict=False))


@pytest.mark.parametrize("width", range(60, 140, 3))
def test_no_line_begins_with_the_full_stop_of_a_sentence(setter: Typesetter, width: int) -> None:
    linked: Runs = (
        Span("See "),
        Span("WestSubPainRelief.com/hip-glute-pain", url="https://a.b"),
        Span("). Thanks."),
    )
    for line in _set(setter, linked, width):
        assert line.strip() not in (".", ")", ").") and not line.startswith(")")
        assert not line.rstrip().endswith("Relief."), line


def test_a_word_without_a_break_is_cut_where_it_must_be(setter: Typesetter) -> None:
    lines = setter.lines((Span("Donaudampfschifffahrtsgesellschaft"),), STYLE, 50)
    assert "".join(line.text for line in lines) == "Donaudampfschifffahrtsgesellschaft"
    assert len(lines) > 2 and all(line.width <= 50 for line in lines)


def test_a_cut_never_parts_a_letter_from_its_marks(setter: Typesetter) -> None:
    for width in range(10, 60, 3):
        for line in _set(setter, "Ṣẹ́gun" * 4, width):
            assert not line.startswith("\u0301")


# ------------------------------------------------------------------------------------------------------ line feeds


def test_line_feeds_end_lines_and_are_not_painted(setter: Typesetter) -> None:
    text = "\nStart with the ball.\r\nAdd the stretch\n\n\nCall me.\n"
    lines = _set(setter, (Span("Note:", bold=True), Span(" "), Span(text, private=True)), 300)
    assert [line.strip() for line in lines] == [
        "Note:",
        "Start with the ball.",
        "Add the stretch",
        "",
        "Call me.",
    ]
    assert lines[1].endswith(" "), "words of two lines must stay apart when the text is read out"


def test_a_text_of_nothing_but_line_feeds_is_one_empty_line(setter: Typesetter) -> None:
    assert _set(setter, "\n \n", 300) == [""] == _set(setter, "", 300)


# ------------------------------------------------------------------------------------------------ widths and words


def test_a_line_is_as_wide_as_its_runs_without_the_space_at_its_end(setter: Typesetter) -> None:
    lines = setter.lines((Span("Lift the leg and "), Span("hold", bold=True), Span(" it there")), STYLE, 80)
    assert len(lines) > 1
    for line in lines:
        space = setter.width(" ", STYLE) if line.text.endswith(" ") else 0.0
        assert line.width + space == pytest.approx(sum(run.width for run in line.runs) * 10)
        assert line.width <= 80.01
    assert [line.text.endswith(" ") for line in lines] == [True] * (len(lines) - 1) + [False]


def test_letters_are_kerned() -> None:
    fonts = FontBook(system=False)
    face = fonts.body("regular")
    single = sum(face.advances[face.hb_font.get_nominal_glyph(ord(char))] for char in "AVA")
    assert Typesetter(fonts).width("AVA", STYLE) < single * 10 / face.units_per_em


def test_a_link_is_a_run_of_its_own(setter: Typesetter) -> None:
    (line,) = setter.lines((Span("See "), Span("the page", url="https://a.b"), Span(" now")), STYLE, 300)
    assert [(run.text, run.url) for run in line.runs] == [
        ("See ", None),
        ("the page", "https://a.b"),
        (" now", None),
    ]


# ---------------------------------------------------------------------------------------------------------- memory


def test_nothing_private_is_remembered() -> None:
    setter = Typesetter(FontBook(system=False))
    words = (Span("For "), Span("Xylophia Quux", private=True))
    setter.lines(words, STYLE, 300)
    known = [
        *setter._lines._values.items(),
        *setter._shaped._values.items(),
        *setter._widths._values,
    ]
    assert "Xylophia" not in repr(known) and "Quux" not in repr(known)
    assert setter.lines(words, STYLE, 300) is not setter.lines(words, STYLE, 300)


def test_what_is_not_private_is_broken_once() -> None:
    setter = Typesetter(FontBook(system=False))
    words = (Span("For everybody"),)
    assert setter.lines(words, STYLE, 300) is setter.lines(words, STYLE, 300)


def test_the_memory_has_an_end() -> None:
    setter = Typesetter(FontBook(system=False), limit=50)
    for number in range(400):
        setter.lines((Span(f"Sentence number {number}"),), STYLE, 100)
        setter.width(f"Number {number}", STYLE)
    assert 0 < setter.size <= 4 * 50
    last = (Span("Sentence number 399"),)
    assert setter.lines(last, STYLE, 100) is setter.lines(last, STYLE, 100), "new texts are still remembered"


# ------------------------------------------------------------------------------------------------------ last lines


def test_a_last_line_is_not_one_word_nor_two_short_ones_where_another_can_be_spared(
    setter: Typesetter,
) -> None:
    for text in (
        "Call us or see a doctor if you are no better in 6 weeks.",
        "Lower the knee slowly, and do not let your hips roll back.",
    ):
        last = text.rpartition(" ")[2]
        cut = setter.width(text.removesuffix(" " + last), STYLE)
        for width in (cut + 0.5, setter.width(" ".join(text.split()[:-2]), STYLE) + 0.5):
            lines = _set(setter, text, width)
            assert len(lines) == 2 and "".join(lines) == text
            assert len(lines[1].split()) == 3, lines


def test_a_line_that_spares_a_word_stays_the_longer_one(setter: Typesetter) -> None:
    assert _set(setter, "Stand on one leg", setter.width("Stand on", STYLE) + 0.5) == ["Stand on ", "one leg"]


def test_a_number_stays_with_its_unit_where_a_last_line_grows(setter: Typesetter) -> None:
    width = setter.width("Try it cold, 1 hour off, 20 minutes", STYLE) + 0.5
    assert _set(setter, "Try it cold, 1 hour off, 20 minutes warm.", width)[-1] == "20 minutes warm."
