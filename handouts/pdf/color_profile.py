"""The sRGB colour profile, which says what the RGB numbers of a PDF mean. Computed; reads no file.

An ICC profile of version 4 with three colorants and one parametric curve. Numbers: IEC 61966-2-1 (curve), its
primaries adapted to D50 by the Bradford matrix as ICC.1:2010, Annex E wants; layout: ICC.1:2010, 7 and 10.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.96420, 1.00000, 0.82491)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)
_ADAPTATION = (1.04788, 0.02292, -0.05020, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _fixed(values: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _text(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(data), 28) + data


@cache
def srgb() -> bytes:
    """The profile, 560 bytes or so; the same every time."""
    xyz = b"XYZ \0\0\0\0"
    curve = b"para" + struct.pack(">IHH", 0, 3, 0) + _fixed(_CURVE)
    tags = (
        (b"desc", _text("sRGB IEC61966-2.1")),
        (b"cprt", _text("No copyright, use freely")),
        (b"wtpt", xyz + _fixed(_D50)),
        (b"chad", b"sf32\0\0\0\0" + _fixed(_ADAPTATION)),
        (b"rXYZ", xyz + _fixed(_RED)),
        (b"gXYZ", xyz + _fixed(_GREEN)),
        (b"bXYZ", xyz + _fixed(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    at = 128 + 4 + 12 * len(tags)
    table, data, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, value in tags:
        if value not in places:
            places[value] = at + len(data)
            data += value + b"\0" * (-len(value) % 4)
        table += name + struct.pack(">II", places[value], len(value))
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI12s4s44x",
        at + len(data), b"\0\0\0\0", 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp",
        b"\0\0\0\0", 0, 0, 0, 0, 0, _fixed(_D50), b"\0\0\0\0",
    )  # fmt: skip
    return header + table + data
