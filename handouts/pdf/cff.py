"""What has to be known of a CFF font table to embed a part of it (Adobe Technical Note 5176). Reads bytes only."""

from __future__ import annotations

from itertools import pairwise
from struct import unpack_from

CHARSET, CHARSTRINGS, PRIVATE, ROS, FD_ARRAY, FD_SELECT = 15, 17, 18, 1230, 1236, 1237
"""Operators of dictionaries; those of two bytes as 1200 and the second."""


def identity_charset(table: bytes) -> bool:
    """Whether the font is keyed by CIDs and each CID is the number of its glyph.

    Then a subset may leave glyphs out and still be asked for them by the numbers they had (ISO 32000-1, 9.7.4.2).
    """
    at = index(table, table[2])[1]  # behind the header and the names
    places, _ = index(table, at)
    if len(places) < 2:
        return False
    top = operands(table[places[0] : places[1]])
    if ROS not in top:
        return False
    offset = number(top[CHARSET]) if CHARSET in top else 0
    if offset <= 2:  # a charset of the standard, which has names
        return False
    starts, _ = index(table, number(top[CHARSTRINGS]))
    return _counts_up(table, offset, len(starts) - 1)


def _counts_up(table: bytes, at: int, glyphs: int) -> bool:
    form = table[at]
    if form == 0:
        return unpack_from(f">{glyphs - 1}H", table, at + 1) == tuple(range(1, glyphs))
    step, layout = (3, ">HB") if form == 1 else (4, ">HH")
    at += 1
    glyph = 1
    while glyph < glyphs:
        first, more = unpack_from(layout, table, at)
        if first != glyph:
            return False
        glyph += more + 1
        at += step
    return True


def index(table: bytes, at: int) -> tuple[list[int], int]:
    """Where the objects of an INDEX begin, with the end of the last; and what stands behind it."""
    count = unpack_from(">H", table, at)[0]
    if not count:
        return [at + 2], at + 2
    size = table[at + 2]
    base = at + 2 + size * (count + 1)
    offsets = [
        base + int.from_bytes(table[at + 3 + size * i : at + 3 + size * (i + 1)], "big")
        for i in range(count + 1)
    ]
    return offsets, offsets[-1]


def objects(table: bytes, at: int) -> list[bytes]:
    """The objects of an INDEX."""
    places, _ = index(table, at)
    return [table[first:end] for first, end in pairwise(places)]


def operands(data: bytes) -> dict[int, bytes]:
    """The operands of each operator of a dictionary, as they are written, in its order."""
    found: dict[int, bytes] = {}
    start = at = 0
    while at < len(data):
        first = data[at]
        if first > 21:
            at += operand_length(data, at)
            continue
        end = at + 1
        if first == 12:
            first = 1200 + data[end]
            end += 1
        found[first] = data[start:at]
        start = at = end
    return found


def operand_length(data: bytes, at: int) -> int:
    """The bytes of the operand of a dictionary that begins at ``at``."""
    first = data[at]
    if first == 30:  # a real number: nibbles up to 15
        end = at + 1
        while data[end] & 15 != 15 and data[end] >> 4 != 15:
            end += 1
        return end + 1 - at
    return {28: 3, 29: 5}.get(first, 1 if first <= 246 else 2)


def number(data: bytes) -> int:
    """The last of these operands; 0 if it is none or not a whole number."""
    last = at = 0
    while at < len(data):
        first = data[at]
        if first == 28:
            last = unpack_from(">h", data, at + 1)[0]
        elif first == 29:
            last = unpack_from(">i", data, at + 1)[0]
        elif first == 30:
            last = 0
        elif first <= 246:
            last = first - 139
        elif first <= 250:
            last = (first - 247) * 256 + data[at + 1] + 108
        else:
            last = -(first - 251) * 256 - data[at + 1] - 108
        at += operand_length(data, at)
    return last
