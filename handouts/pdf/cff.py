"""What has to be known of a CFF font table to embed a part of it (Adobe Technical Note 5176). Reads bytes only."""

from __future__ import annotations

from struct import unpack_from

_CHARSET, _CHARSTRINGS, _ROS = 15, 17, 1230


def identity_charset(table: bytes) -> bool:
    """Whether the font is keyed by CIDs and each CID is the number of its glyph.

    Then a subset may leave glyphs out and still be asked for them by the numbers they had (ISO 32000-1, 9.7.4.2).
    """
    at = _index(table, table[2])[1]  # behind the header and the names
    places, _ = _index(table, at)
    if len(places) < 2:
        return False
    top = _dict(table[places[0] : places[1]])
    if _ROS not in top:
        return False
    offset = top.get(_CHARSET, 0)
    if offset <= 2:  # a charset of the standard, which has names
        return False
    starts, _ = _index(table, top[_CHARSTRINGS])
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


def _index(table: bytes, at: int) -> tuple[list[int], int]:
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


def _dict(data: bytes) -> dict[int, int]:
    """The last operand of each operator, as far as it is a whole number; two-byte operators as 1200 and the second."""
    found: dict[int, int] = {}
    last = 0
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            if first == 12:
                first = 1200 + data[at]
                at += 1
            found[first] = last
        elif first == 28:
            last = unpack_from(">h", data, at)[0]
            at += 2
        elif first == 29:
            last = unpack_from(">i", data, at)[0]
            at += 4
        elif first == 30:  # a real number: nibbles up to 15
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
        elif first <= 246:
            last = first - 139
        elif first <= 250:
            last = (first - 247) * 256 + data[at] + 108
            at += 1
        else:
            last = -(first - 251) * 256 - data[at] - 108
            at += 1
    return found
