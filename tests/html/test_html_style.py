"""Colours that can be read, in light and in dark."""

from __future__ import annotations

import re

import pytest

from handouts.html.palette import DARK, LIGHT, MARK_PAIRS, TEXT_PAIRS, Palette
from handouts.html.style import style_sheet


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two #RRGGBB colours, by WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(palette: Palette, text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 7


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_signs_can_be_seen(palette: Palette, mark: str, ground: str) -> None:
    assert contrast(palette[mark], palette[ground]) >= 3


def test_every_colour_of_the_style_sheet_has_a_value_in_both_palettes() -> None:
    used = set(re.findall(r"var\(--([a-z-]+)\)", style_sheet()))
    assert used == set(LIGHT) == set(DARK)


def test_braces_of_the_style_sheet_match() -> None:
    assert style_sheet().count("{") == style_sheet().count("}")


def test_no_word_of_the_bar_or_of_a_button_may_break_inside() -> None:
    """A cell of the bar is as wide as its longest word at least, and goes to a second line if need be."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", style_sheet())
    parted = [who for who, how in rules if "overflow-wrap:anywhere" in how or "word-break" in how]
    assert not [who for who in parted if re.search(r"\.(bar|button)\b(?! \.address)", who)]
    assert "flex-wrap:wrap" in next(how for who, how in rules if who == ".bar")
    assert "min-content" in next(how for who, how in rules if who == ".bar a")


def test_signs_keep_their_shapes_where_a_reader_has_few_colours() -> None:
    """A ground that is taken away takes a sign with it that was nothing else."""
    _, _, forced = style_sheet().partition("@media (forced-colors:active){")
    forced = forced.partition("@media")[0]
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", forced)
    kept = " ".join(who for who, how in rules if "forced-color-adjust:none" in how)
    assert ".triangle" in kept and ".octagon" in kept and ".log .free" in kept
    assert any(".button" in who and ".badge" in who and "border:" in how for who, how in rules)


def test_in_the_dark_a_logo_stands_on_white_as_drawings_do() -> None:
    _, _, dark = style_sheet().partition("@media screen and (prefers-color-scheme:dark){")
    for what in ("figure svg", ".banner img"):
        assert "background:#FFFFFF" in re.search(re.escape(what) + r"\{([^}]*)\}", dark)[1]  # type: ignore[index]
