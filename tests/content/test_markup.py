"""Inline notation: bold and sides; everything else is printed as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.markup import Piece, parse, plain, stars

SIDES = {"sore": "right", "other": "left"}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("plain", (Piece("plain"),)),
        ("**Front** spots", (Piece("Front", True), Piece(" spots"))),
        ("a **b** c **d**", (Piece("a "), Piece("b", True), Piece(" c "), Piece("d", True))),
        ("your {sore} hip", (Piece("your right hip"),)),
        ("**{sore}** not {other}", (Piece("right", True), Piece(" not left"))),
        ("", ()),
    ],
)
def test_notation(text: str, pieces: tuple[Piece, ...]) -> None:
    assert parse(text, SIDES) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>", '<img src="/etc/passwd">', '<a href="javascript:alert(1)">x</a>', "a & b &amp; c",
        "2 * 3 * 4", "a ** b", "{foo}", "{ sore }", "{}", "{sore", "<para>", "&#60;", "*a*", "__a__",
        "{Sore}",
    ],
)  # fmt: skip
def test_everything_else_is_literal(text: str) -> None:
    assert parse(text, SIDES) == (Piece(text),)


def test_a_value_is_never_looked_into() -> None:
    assert parse("{sore}", {"sore": "**{other}** <b>"}) == (Piece("**{other}** <b>"),)


def test_faults_are_named() -> None:
    assert stars("**a** {sore} {other} < & *") == []
    assert "no partner" in stars("a **b")[0]
    assert "no text between" in stars("a **** b")[0]


@given(st.text(alphabet="ab*{}sore <&>", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    pieces = parse(text, {})
    assert all(piece.text for piece in pieces)
    shown = "".join(piece.text for piece in pieces)
    if not stars(text):
        assert shown == text.replace("**", "")
    pairs = text.count("**") // 2
    assert shown.count("*") == text.count("*") - 4 * pairs
    assert plain(text, {}) == shown
