"""The bytes of a PDF 1.7: objects with their numbers, one object stream, a cross-reference stream.

Everything that is no stream goes into one object stream, and the cross-reference table is a stream (ISO 32000-1, 7.5.7
and 7.5.8): the several hundred small structure elements of a sheet then cost a few kilobytes. The same objects give the
same bytes: no clock, no random identifier. Knows nothing of what the objects mean.
"""

from __future__ import annotations

import hashlib

from handouts.pdf.objects import deflated, reference

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LARGEST = 1 << 24
"""Offsets are written with three bytes; a larger file is refused."""


class PdfFile:
    """Objects on their way into a file. Numbers count from 1."""

    def __init__(self) -> None:
        self._out = bytearray(_HEADER)
        self._offsets: dict[int, int] = {}
        self._packed: list[tuple[int, bytes]] = []
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

    def finish(self, catalog: int, info: int) -> bytes:
        """The object stream, the cross-reference stream and the trailer. Raises ValueError if the file is too large."""
        index, at = [], 0
        for number, data in self._packed:
            index.append(b"%d %d" % (number, at))
            at += len(data) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(index), len(head))
        pack = self.stream(deflated(head + b"\n".join(data for _, data in self._packed), entries))
        xref, start = self.take(), len(self._out)
        self._offsets[xref] = start
        if start >= LARGEST:
            raise ValueError(f"the document is too large: {start} bytes")
        rows = [b"\0\0\0\0\xff\xff"] * self._next
        for number, offset in self._offsets.items():
            rows[number] = b"\1%b\0\0" % offset.to_bytes(3, "big")
        for place, (number, _) in enumerate(self._packed):
            rows[number] = b"\2%b%b" % (pack.to_bytes(3, "big"), place.to_bytes(2, "big"))
        digest = hashlib.md5(bytes(self._out), usedforsecurity=False).hexdigest().upper().encode("ascii")
        table = b"/Type/XRef/W[1 3 2]/Size %d/Root %s/Info %s/ID[<%s><%s>]" % (
            self._next, reference(catalog), reference(info), digest, digest,
        )  # fmt: skip
        self.stream(deflated(b"".join(rows), table), xref)
        self._out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._out)
