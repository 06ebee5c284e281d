"""Whether the glyph numbers of a CFF font are its CIDs."""

from __future__ import annotations

from struct import pack

import pytest

from handouts.pdf.cff import identity_charset


def _index(*objects: bytes) -> bytes:
    offsets = [1]
    for data in objects:
        offsets.append(offsets[-1] + len(data))
    return pack(">HB", len(objects), 2) + b"".join(pack(">H", o) for o in offsets) + b"".join(objects)


def _number(value: int) -> bytes:
    return b"\x1d" + pack(">i", value)


def _font(charset: bytes, glyphs: int, *, cids: bool = True) -> bytes:
    """A CFF table with a charset and charstrings and hardly anything else."""
    head = b"\x01\x00\x04\x02" + _index(b"Made")
    ros = _number(391) + _number(392) + _number(0) + b"\x0c\x1e" if cids else b""
    real = b"\x1e\x0a\x14\x05\x41\xc3\xff\x0c\x0c"  # 0.140541E-3, an operand to skip
    size = len(_index(ros + real + _number(0) + b"\x0f" + _number(0) + b"\x11"))
    at = len(head) + size
    top = ros + real + _number(at) + b"\x0f" + _number(at + len(charset)) + b"\x11"
    return head + _index(top) + charset + _index(*[b"\x0e"] * glyphs)


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        (b"\x00" + pack(">3H", 1, 2, 3), True),
        (b"\x00" + pack(">3H", 1, 2, 4), False),
        (b"\x01" + pack(">HB", 1, 2), True),
        (b"\x01" + pack(">HBHB", 1, 0, 2, 1), True),
        (b"\x01" + pack(">HBHB", 1, 0, 7, 1), False),
        (b"\x02" + pack(">HH", 1, 2), True),
        (b"\x02" + pack(">HH", 2, 2), False),
    ],
)
def test_a_charset_counts_up_or_not(charset: bytes, expected: bool) -> None:
    assert identity_charset(_font(charset, 4)) is expected


def test_a_font_with_names_has_no_cids() -> None:
    assert identity_charset(_font(b"\x02" + pack(">HH", 1, 2), 4, cids=False)) is False
