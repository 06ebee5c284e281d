"""The widths of a CID-keyed CFF font, written the same way for each of its font dictionaries.

A glyph's width counts from the private dictionary of the glyph's own FDArray entry (Adobe Technical Note 5176, sections
15 and 19). Some readers take another entry's. Where all entries say the same, none can be wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from struct import pack

from handouts.pdf.cff import (
    CHARSET,
    CHARSTRINGS,
    FD_ARRAY,
    FD_SELECT,
    PRIVATE,
    ROS,
    index,
    number,
    objects,
    operand_length,
    operands,
)  # fmt: skip

_SUBRS, _DEFAULT, _NOMINAL = 19, 20, 21
_STEMS = (1, 3, 18, 19, 20, 23)
"""Operators of charstrings (Technical Note 5177, section 4) that take pairs of numbers: stems and masks."""
_TAKES = {21: (2,), 4: (1,), 22: (1,), 14: (0, 4)}
"""How many numbers the others take that can come first: the movements, and the end."""


def same_widths(table: bytes, widths: Mapping[int, int]) -> bytes:
    """``table`` with one default width for all font dictionaries and every other width written with its glyph.

    ``widths``: those of the glyphs by their number in ``table``, in its units. A font of one dictionary comes back as
    it is, and so does one of which a glyph begins with a subroutine.
    """
    top_at = index(table, table[2])[1]
    top_end = index(table, top_at)[1]
    top = operands(objects(table, top_at)[0])
    if ROS not in top:
        return table
    entries = [operands(data) for data in objects(table, number(top[FD_ARRAY]))]
    if len(entries) < 2:
        return table
    usual = Counter(widths.values()).most_common(1)[0][0]
    glyphs = objects(table, number(top[CHARSTRINGS]))
    shown = [_with_width(data, widths.get(i, usual), usual) for i, data in enumerate(glyphs)]
    if None in shown:
        return table
    middle = table[top_end : index(table, index(table, top_end)[1])[1]]  # the strings and global subroutines
    charset, select = number(top[CHARSET]), number(top[FD_SELECT])
    parts = {
        CHARSET: table[charset : charset + _charset_size(table, charset, len(glyphs))],
        FD_SELECT: table[select : select + _select_size(table, select, len(glyphs))],
        CHARSTRINGS: _index([data for data in shown if data is not None]),
    }
    # Every place is written with as many bytes, so the sizes are known before the places.
    at = (
        top_at
        + len(_index([_dictionary({**top, **dict.fromkeys((*parts, FD_ARRAY), _place(0))})]))
        + len(middle)
    )
    places: dict[int, bytes] = {}
    for operator, part in parts.items():
        places[operator] = _place(at)
        at += len(part)
    places[FD_ARRAY] = _place(at)
    at += len(_index([_dictionary({**entry, PRIVATE: _place(0) * 2}) for entry in entries]))
    privates = []
    for entry in entries:
        private = _private(table, entry[PRIVATE], usual)
        privates.append(private)
        entry[PRIVATE] = _place(len(private)) + _place(at)
        at += len(private)
    return b"".join(
        (
            table[:top_at], _index([_dictionary({**top, **places})]), middle, *parts.values(),
            _index([_dictionary(entry) for entry in entries]), *privates,
        )
    )  # fmt: skip


def _with_width(charstring: bytes, width: int, usual: int) -> bytes | None:
    """The charstring with ``width`` where that is not ``usual``; None if its own cannot be told from the numbers."""
    at, ends = 0, [0]
    while at < len(charstring) and (charstring[at] >= 32 or charstring[at] == 28):
        first = charstring[at]
        at += 3 if first == 28 else 5 if first == 255 else 1 if first <= 246 else 2
        ends.append(at)
    if at >= len(charstring):
        return None
    count, operator = len(ends) - 1, charstring[at]
    if operator in _STEMS:
        own = count % 2 == 1
    elif operator in _TAKES and (count in _TAKES[operator] or count - 1 in _TAKES[operator]):
        own = count not in _TAKES[operator]
    else:
        return None
    return (b"" if width == usual else b"\x1c" + pack(">h", width)) + charstring[ends[1] if own else 0 :]


def _private(table: bytes, size_and_place: bytes, usual: int) -> bytes:
    """A private dictionary with this default; other widths count from 0. Its subroutines are not called any more."""
    first = operand_length(size_and_place, 0)
    size, at = number(size_and_place[:first]), number(size_and_place[first:])
    said = operands(table[at : at + size])
    said.pop(_SUBRS, None)
    return _dictionary({**said, _DEFAULT: _place(usual), _NOMINAL: _place(0)})


def _charset_size(table: bytes, at: int, glyphs: int) -> int:
    form, size, left = table[at], 1, glyphs - 1
    if form == 0:
        return 1 + 2 * left
    step = 3 if form == 1 else 4
    while left > 0:
        left -= 1 + int.from_bytes(table[at + size + 2 : at + size + step], "big")
        size += step
    return size


def _select_size(table: bytes, at: int, glyphs: int) -> int:
    if table[at] == 0:
        return 1 + glyphs
    return 5 + 3 * int.from_bytes(table[at + 1 : at + 3], "big")


def _place(value: int) -> bytes:
    return b"\x1d" + pack(">i", value)


def _dictionary(said: Mapping[int, bytes]) -> bytes:
    return b"".join(
        values + (bytes((operator,)) if operator < 1200 else bytes((12, operator - 1200)))
        for operator, values in said.items()
    )


def _index(data: Sequence[bytes]) -> bytes:
    if not data:
        return b"\0\0"
    offsets = [1]
    for one in data:
        offsets.append(offsets[-1] + len(one))
    size = (offsets[-1].bit_length() + 7) // 8
    return pack(">HB", len(data), size) + b"".join(o.to_bytes(size, "big") for o in offsets) + b"".join(data)
