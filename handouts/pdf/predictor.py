"""Rows of bytes that are nearly alike, each less the one before it: the predictor "Up" of PNG, which a filter of PDF
undoes (ISO 32000-1, 7.4.4.4).
"""

from __future__ import annotations


def subtracted(one: bytes, other: bytes) -> bytes:
    """Each byte of ``one`` less that of ``other``, modulo 256; both are as long."""
    ones = int.from_bytes(b"\x7f" * len(one), "big")
    tops = int.from_bytes(b"\x80" * len(one), "big")
    a, b = int.from_bytes(one, "big"), int.from_bytes(other, "big")
    return (((a | tops) - (b & ones)) ^ ((a ^ ~b) & tops)).to_bytes(len(one), "big")


def predicted(rows: bytes | bytearray, columns: int) -> bytes:
    """Rows of ``columns`` bytes, each less the one before it, the first as it is."""
    rows = bytes(rows)
    lines = subtracted(rows[columns:], rows[:-columns]) if len(rows) > columns else b""
    rest = b"".join(b"\2" + lines[at : at + columns] for at in range(0, len(lines), columns))
    return b"\0" + rows[:columns] + rest
