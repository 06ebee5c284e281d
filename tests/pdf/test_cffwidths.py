"""Fonts of several dictionaries: the same glyphs and widths, whichever dictionary a reader counts from."""

from __future__ import annotations

from struct import pack

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray

from handouts.layout.faces import FontBook
from handouts.layout.fontsources import package_folders
from handouts.layout.lines import Typesetter
from handouts.layout.shape import Shaper
from handouts.layout.theme import TextStyle
from handouts.pdf import fonts as module
from handouts.pdf.cff import CHARSTRINGS, FD_ARRAY, PRIVATE, index, number, objects, operand_length, operands
from handouts.pdf.cffwidths import _with_width, same_widths
from handouts.sheet.blocks import Span
from tests.support.tiny_pdf import tiny_pdf

DEFAULT, NOMINAL = 20, 21


def _number(value: int) -> bytes:
    return b"\x1c" + pack(">h", value)


MOVE, CLOSE = b"\x8b\x8b\x15", b"\x0e"  # 0 0 rmoveto; endchar


@pytest.mark.parametrize(
    ("charstring", "rest"),
    [
        (MOVE + CLOSE, MOVE + CLOSE),
        (_number(-393) + MOVE + CLOSE, MOVE + CLOSE),
        (b"\xff\x00\x64\x80\x00" + MOVE, MOVE),  # 100.5, a number of five bytes
        (b"\xf7\x00" + b"\x8b\x16" + CLOSE, b"\x8b\x16" + CLOSE),  # a width and hmoveto
        (b"\x8b\x04" + CLOSE, b"\x8b\x04" + CLOSE),  # vmoveto without a width
        (CLOSE, CLOSE),
        (_number(7) + CLOSE, CLOSE),
        (
            _number(7) + b"\x8b\x8b\x8b\x8b" + CLOSE,
            b"\x8b\x8b\x8b\x8b" + CLOSE,
        ),  # an accented letter of old fonts
        (_number(7) + b"\x8b\x8c\x01", b"\x8b\x8c\x01"),  # a stem
        (b"\x8b\x8c\x8b\x8c\x12", b"\x8b\x8c\x8b\x8c\x12"),
    ],
)
def test_the_width_of_a_glyph_is_changed_and_nothing_else(charstring: bytes, rest: bytes) -> None:
    assert _with_width(charstring, 500, 1000) == _number(500) + rest
    assert _with_width(charstring, 1000, 1000) == rest


@pytest.mark.parametrize("charstring", [b"\x8b\x0a", b"\x8b\x8b\x8b\x8b\x15", b"", b"\x8b"])
def test_what_cannot_be_told_apart_is_left_alone(charstring: bytes) -> None:
    assert _with_width(charstring, 500, 1000) is None


def _subset(monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[bytes, bytes, dict[int, int]]:
    """The font table of ``text`` before and after, and the widths of its glyphs."""
    seen: list[tuple[bytes, bytes, dict[int, int]]] = []

    def spy(table: bytes, widths: dict[int, int]) -> bytes:
        seen.append((table, same_widths(table, widths), widths))
        return seen[-1][1]

    monkeypatch.setattr(module, "same_widths", spy)
    book = FontBook(package_folders(), system=False)
    (run,) = Shaper(book).shape(text, "regular")
    module.FontPrograms(book).subset(run.face, run.ids, run.text)
    return seen[0]


def _private_dictionaries(table: bytes) -> list[dict[int, bytes]]:
    top = operands(objects(table, index(table, table[2])[1])[0])
    found = []
    for entry in objects(table, number(top[FD_ARRAY])):
        place = operands(entry)[PRIVATE]
        first = operand_length(place, 0)
        at = number(place[first:])
        found.append(operands(table[at : at + number(place[:first])]))
    return found


def test_all_dictionaries_count_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after, widths = _subset(monkeypatch, "王小明(2).")
    old, new = _private_dictionaries(before), _private_dictionaries(after)
    assert len(old) == len(new) > 1
    assert len({(said.get(DEFAULT), said.get(NOMINAL)) for said in old}) > 1
    ((usual, nominal),) = {(number(said[DEFAULT]), number(said[NOMINAL])) for said in new}
    assert nominal == 0
    top = operands(objects(after, index(after, after[2])[1])[0])
    for glyph, charstring in enumerate(objects(after, number(top[CHARSTRINGS]))):
        if widths[glyph] != usual:
            assert charstring.startswith(_number(widths[glyph]))


def test_the_glyphs_look_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    after = _picture()
    monkeypatch.setattr(module, "same_widths", lambda table, widths: table)
    assert (after == _picture()).all() and after.min() < 50


def _picture() -> NDArray[np.uint8]:
    """Letters and signs of several dictionaries, painted."""
    book = FontBook(package_folders(), system=False)
    lines = Typesetter(book).lines((Span("王小明 (2). さくら「」"),), TextStyle(12, 15), 700)
    data = tiny_pdf(lines, book, module.FontPrograms(book), size=30)
    picture: NDArray[np.uint8] = pdfium.PdfDocument(data)[0].render().to_numpy()
    return picture


def test_a_font_with_names_is_not_touched() -> None:
    """Like the bundled ones: it has one dictionary, and a glyph's width can only be counted from that."""
    table = b"\x01\x00\x04\x02" + b"\x00\x01\x01\x01\x02A" + b"\x00\x01\x01\x01\x03" + b"\x8b\x11"
    assert same_widths(table + b"\0\0\0\0", {0: 500}) == table + b"\0\0\0\0"
