"""A deflated stream put together from pieces, some of which were deflated before (RFC 1950 and 1951).

Each piece ends at a byte and refers to nothing before it, so that it can stand anywhere in any stream.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

_BASE = 65_521
_HEADER, _END = b"\x78\x9c", b"\x03\x00"


@dataclass(frozen=True, slots=True)
class Piece:
    """Deflated data, with checksum and length of what was deflated."""

    data: bytes
    checksum: int
    length: int

    @classmethod
    def of(cls, data: bytes, level: int = 6) -> Piece:
        """``data`` as a piece; ``level`` of zlib: 9 takes two thirds of the bytes where long rows are nearly alike."""
        pack = zlib.compressobj(level, zlib.DEFLATED, -15)
        packed = pack.compress(data) + pack.flush(zlib.Z_FULL_FLUSH)
        return cls(packed, zlib.adler32(data), len(data))


class Pieces:
    """The pieces of one stream, one after the other."""

    def __init__(self) -> None:
        self._data = [_HEADER]
        self._checksum = 1

    def add(self, piece: Piece) -> None:
        """Add a piece at the end."""
        self._data.append(piece.data)
        self._checksum = joined(self._checksum, piece.checksum, piece.length)

    def stream(self) -> bytes:
        """The whole stream."""
        return b"".join((*self._data, _END, self._checksum.to_bytes(4, "big")))


def joined(first: int, second: int, length: int) -> int:
    """The Adler-32 checksum of two texts one after the other, by those of each and the length of the second."""
    low = (first & 0xFFFF) + (second & 0xFFFF) - 1
    high = (first >> 16) + (second >> 16) + length % _BASE * ((first & 0xFFFF) - 1)
    return low % _BASE | high % _BASE << 16
