"""The order of letters where scripts of both directions meet."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from handouts.layout.bidi import MIRRORED, levels, reordered, starts_right_to_left
from handouts.layout.faces import FontBook
from handouts.layout.lines import Typesetter
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import Runs, Span

STYLE = TextStyle(10, 12.5)
SETTER = Typesetter(FontBook(system=False))


def shown(text: str, rtl: bool, mirrored: dict[str, str] = MIRRORED) -> str:
    """``text`` as it is seen from left to right."""
    found = levels(text, rtl)
    end = len(text.rstrip())
    found[end:] = [int(rtl)] * (len(text) - end)
    return "".join(mirrored.get(text[i], text[i]) if found[i] % 2 else text[i] for i in reordered(found))


LETTERS = st.sampled_from("abאבعل12٣ .,:-+%()[]")


@given(st.text(LETTERS, max_size=16), st.booleans())
def test_the_order_is_that_of_another_implementation(text: str, rtl: bool) -> None:
    """Except for the images of brackets, which that one leaves to the font."""
    assert shown(text, rtl, {}) == get_display(text, base_dir="R" if rtl else "L")


@pytest.mark.parametrize(
    ("text", "rtl", "seen"),
    [
        ("plain (text) 12", False, "plain (text) 12"),
        ("אבג", False, "גבא"),
        ("say אבג now", False, "say גבא now"),
        ("אבג 12 דה", True, "הד 12 גבא"),
        ("(אב)", True, "(בא)"),
        ("אב (cd) הו", True, "וה (cd) בא"),
        ("عدد ١٢", True, "١٢ ددع"),
    ],
)
def test_what_is_seen(text: str, rtl: bool, seen: str) -> None:
    assert shown(text, rtl) == seen


def test_the_first_letter_gives_the_direction() -> None:
    assert starts_right_to_left("12 (אב) cd") and not starts_right_to_left("12 cd אב")
    assert not starts_right_to_left("12") and not starts_right_to_left("")


def _seen(runs: Runs, *, rtl: bool = False) -> list[str]:
    """The texts of the runs of the only line, from left to right."""
    (line,) = SETTER.lines(runs, STYLE, 700, rtl=rtl)
    return [run.text.strip() for run in line.runs]


def test_a_name_does_not_turn_what_follows_it() -> None:
    plain = (Span("For: "), Span("דנה לוי"), Span(" 12 times"))
    assert _seen(plain) == ["For: 12", "", "דנה לוי", "times"] or _seen(plain)[0] == "For:"
    named = (Span("For: "), Span("דנה לוי", private=True), Span(" 12 times"))
    assert _seen(named) == ["For:", "דנה לוי", "12 times"]


def test_a_latin_name_in_a_hebrew_line_stays_where_it_is_read() -> None:
    runs = (Span("עבור "), Span("Ana Ruiz", private=True), Span(" (שמאל)"))
    seen = [text for text in _seen(runs, rtl=True) if text]
    assert seen.index("Ana Ruiz") > seen.index("שמאל") and seen[-1] == "עבור"


def test_the_space_at_the_end_of_a_right_to_left_line_takes_no_room() -> None:
    first, *_ = SETTER.lines((Span("שלום עולם טוב מאוד"),), STYLE, 50, rtl=True)
    assert first.text.endswith(" ")
    assert sum(run.width for run in first.runs) * STYLE.size == pytest.approx(first.width)
    assert first.runs[0].advances[0] == 0, "the space is the first thing from the left"


def test_reading_follows_the_text_and_not_the_places() -> None:
    (line,) = SETTER.lines((Span("עשה 3x12 פעמיים עם Clamshell היום"),), STYLE, 700, rtl=True)
    assert line.text == "עשה 3x12 פעמיים עם Clamshell היום"
    assert line.order != tuple(range(len(line.runs)))
