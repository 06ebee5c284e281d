"""The bytes of a PDF 1.7: objects with their numbers, one object stream, a cross-reference stream, and slots.

Everything that is no stream goes into one object stream, and the cross-reference table is a stream (ISO 32000-1, 7.5.7
and 7.5.8): the several hundred small structure elements of a sheet then cost a few kilobytes. What differs from patient
to patient stands behind the table, in slots whose places do not depend on what fills them: a file is made once, and
then filled. The same objects give the same bytes: no clock, no random identifier. Knows nothing of what the objects
mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handouts.pdf.metadata import UNDATED, dates
from handouts.pdf.objects import deflated, reference
from handouts.pdf.predictor import predicted

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LARGEST = 1 << 24
"""Offsets are written with three bytes; a larger file is refused."""
_GAP = UNDATED.encode("ascii")
_AFTER = b"\r\nendstream\nendobj\n"
_FREE = b"\0\0\0\0\xff\xff"
_ROW = len(_FREE)
"""Bytes of a row of the cross-reference table."""
_UP = b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW
LEAST = 512
"""Bytes of room that a slot has at least, unless it is the last one."""


def once(slots: Sequence[bytes]) -> tuple[tuple[bytes, ...], tuple[int, ...]]:
    """``slots`` without those that were there before, and which of these stands for each."""
    streams = list(dict.fromkeys(slots))
    return tuple(streams), tuple(map(streams.index, slots))


def room_of(slots: Sequence[bytes]) -> tuple[int, ...]:
    """The room that a file keeps for each of ``slots`` but the last: so that the places behind it do not depend on how
    long it is, it is doubled until it is enough.
    """
    rooms = []
    for filled in slots[:-1]:
        room = LEAST
        while room < len(filled):
            room *= 2
        rooms.append(room)
    return tuple(rooms)


@dataclass(frozen=True)
class Skeleton:
    """A finished file without its date and without what fills its slots.

    ``static``: everything before the identifier; ``gaps``: where in it dates belong, and whether they are XMP's;
    ``table``: what follows the identifier, up to the slots; ``slots``: the beginning of each slot's object, up to its
    length, and the room it has (0: as much as it takes); ``end``: the end of the file.
    """

    static: bytes
    gaps: tuple[tuple[int, bool], ...]
    table: bytes
    slots: tuple[tuple[bytes, int], ...]
    end: bytes

    def dated(self, date: str) -> Form:
        """The same file for one day (ISO 8601)."""
        data = bytearray(self.static)
        for (at, is_xmp), value in ((gap, dates(date)) for gap in self.gaps):
            data[at : at + len(_GAP)] = value[0] if is_xmp else value[1]
        return Form(bytes(data), self.table, self.slots, self.end)

    def plain(self) -> dict[str, Any]:
        """It as plain values, for :mod:`handouts.quick`."""
        return {
            "static": self.static, "gaps": self.gaps, "table": self.table, "slots": self.slots, "end": self.end,
        }  # fmt: skip

    def filled(self, date: str, slots: Sequence[bytes]) -> bytes:
        """The whole file, with its slots filled."""
        return self.dated(date).filled(slots)


class Form:
    """A finished file but for its slots."""

    def __init__(self, static: bytes, table: bytes, slots: Sequence[tuple[bytes, int]], end: bytes) -> None:
        self._static, self._table, self._slots, self._end = static, table, slots, end
        self._digest = hashlib.md5(static, usedforsecurity=False)
        self._sha256 = hashlib.sha256(static)

    def parts(self, slots: Sequence[bytes]) -> list[bytes]:
        """The file in pieces, filled with ``slots``, none of which is longer than the room there is for it."""
        digest = self._digest.copy()
        filled = b""
        for (begin, room), data in zip(self._slots, slots, strict=True):
            if room:
                data = data.ljust(room)
            digest.update(data)
            filled += b"%b%d>>stream\n%b%b" % (begin, len(data), data, _AFTER)
        own = digest.hexdigest().upper().encode("ascii")
        return [self._static, own, b"><", own, self._table, filled, self._end]

    def sha256(self, parts: Sequence[bytes]) -> str:
        """The SHA-256 of the file in pieces that :meth:`parts` gave."""
        digest = self._sha256.copy()
        for part in parts[1:]:
            digest.update(part)
        return digest.hexdigest()

    def filled(self, slots: Sequence[bytes]) -> bytes:
        """The whole file: see :meth:`parts`."""
        return b"".join(self.parts(slots))


class PdfFile:
    """Objects on their way into a file. Numbers count from 1."""

    def __init__(self) -> None:
        self._out = bytearray(HEADER)
        self._offsets: dict[int, int] = {}
        self._packed: list[tuple[int, bytes]] = []
        self._slots: list[int] = []
        self._gaps: list[tuple[int, bool]] = []
        self._next = 1

    def take(self) -> int:
        """A number for an object that follows."""
        self._next += 1
        return self._next - 1

    def add(self, data: bytes, number: int = 0) -> int:
        """An object that is no stream, under a number that was taken or a new one; its number."""
        number = number or self.take()
        self._packed.append((number, data))
        return number

    def stream(self, data: bytes, number: int = 0) -> int:
        """A finished stream object; its number."""
        number = number or self.take()
        self._offsets[number] = len(self._out)
        self._out += b"%d 0 obj\n%sendobj\n" % (number, data)
        return number

    def dated(self, data: bytes, *, xmp: bool) -> int:
        """An object that stands for itself and is not deflated, with dates where it has
        :data:`handouts.pdf.metadata.UNDATED`; its number.
        """
        begin = len(self._out)
        number = self.stream(data)
        at = self._out.find(_GAP, begin)
        while at >= 0:
            self._gaps.append((at, xmp))
            at = self._out.find(_GAP, at + len(_GAP))
        return number

    def slot(self) -> int:
        """A stream that is filled when all else is finished; its number."""
        self._slots.append(self.take())
        return self._slots[-1]

    def finish(self, catalog: int, info: int, rooms: Sequence[int] = ()) -> Skeleton:
        """The object stream, the cross-reference stream and the trailer, with ``rooms`` for all slots but the last.

        Raises ValueError if the file is too large.
        """
        index, at = [], 0
        packed = sorted(self._packed)
        for number, data in packed:
            index.append(b"%d %d" % (number, at))
            at += len(data) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(index), len(head))
        pack = self.stream(deflated(head + b"\n".join(data for _, data in packed), entries))
        xref, start = self.take(), len(self._out)
        self._offsets[xref] = start
        end = b"startxref\n%d\n%%%%EOF\n" % start
        table = b"%d 0 obj\n<</Type/XRef/W[1 3 2]/Size %d/Root %s/Info %s/ID[<" % (
            xref, self._next, reference(catalog), reference(info),
        )  # fmt: skip
        begins = [b"%d 0 obj\n<</Length " % number for number in self._slots]
        rooms = (*rooms[: max(0, len(begins) - 1)], *([0] if begins else []))
        whole = [
            len(b"%b%d>>stream\n\r\nendstream\nendobj\n" % (begin, room)) + room
            for begin, room in zip(begins, rooms, strict=True)
        ]
        # The table says where the slots are, which depends on how long the table is: there is some room behind it.
        behind = start + len(table) + 2 * 32 + 2
        reserved = 0
        while True:
            first = behind + reserved
            for i, number in enumerate(self._slots):
                self._offsets[number] = first + sum(whole[:i])
            if behind + sum(whole) >= LARGEST:
                raise ValueError(f"the document is too large: {behind + sum(whole)} bytes")
            rest = b">]" + deflated(predicted(self._rows(pack), _ROW), _UP)[2:] + b"endobj\n"
            if len(rest) <= reserved or not begins:
                break
            reserved = len(rest) + 4
        rest = rest.ljust(reserved, b"\n")
        static = bytes(self._out) + table
        slots = tuple(zip(begins, rooms, strict=True))
        return Skeleton(static, tuple(self._gaps), rest, slots, end)

    def _rows(self, pack: int) -> bytes:
        """The rows of the cross-reference table."""
        rows = [_FREE] * self._next
        for number, offset in self._offsets.items():
            rows[number] = b"\1%b\0\0" % offset.to_bytes(3, "big")
        for place, (number, _) in enumerate(sorted(self._packed)):
            rows[number] = b"\2%b%b" % (pack.to_bytes(3, "big"), place.to_bytes(2, "big"))
        return b"".join(rows)
