"""What every patient of a print file has of his own beside the words on the pages: pages, links, a part of the tree of
structure; several hundred small objects that are the same for all patients of one template, but for their numbers.

They are written so that nothing but digits changes from one patient to the next: the objects of a patient are one row
of text, numbers have a fixed width, and the numbers of the same object of a hundred patients follow each other. What is
left after subtracting each row from the one before (the predictor "Up" of PNG) is nearly nothing, and nearly the same
for every hundred patients. Writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.pdf.document import Page, TaggedDocument
from handouts.pdf.file import PdfFile
from handouts.pdf.forms import Forms
from handouts.pdf.objects import escaped
from handouts.pdf.pieces import Piece, Pieces
from handouts.pdf.predictor import subtracted
from handouts.pdf.template import Template
from handouts.pdf.used import Tiers
from handouts.pdf.writer import Writer

SIZES = (1, 2, 5, 10, 20, 50, 100)
"""How many patients a block is numbered for: then the digits below the hundreds alone change inside it."""
ALIGNED = 100
"""Numbers of a block begin at a multiple of this; so no digit stands where the one before had none."""
MOST_OBJECTS = 65_535
"""An object stream may have so many: their places are written with two bytes."""
_TOKEN = re.compile(rb"\x00(-?\d+)\x00|\x01(\d+)\x01|\x02([^\x02]*)\x02")
_LEVEL = 9
"""zlib level of what all blocks of a size have in common, which is deflated once."""
_WIDE = 7
"""Digits of a number: PDF/A ends at 8,388,607 (ISO 19005-2, 6.1.13)."""

_REF, _KEY, _NAME, _FIXED = range(4)


class _Symbols(PdfFile):
    """Objects that have no numbers yet. Streams are others': they get numbers below 0."""

    def __init__(self) -> None:
        super().__init__()
        self.streams: list[str | None] = []

    def foreign(self, what: str | None) -> int:
        """A stream that all patients share, by its operators; None for what the file itself has."""
        self.streams.append(what)
        return -len(self.streams)

    @property
    def objects(self) -> list[tuple[int, bytes]]:
        """The objects by number."""
        return sorted(self._packed)

    @property
    def slots(self) -> list[int]:
        """The numbers of the slots."""
        return self._slots


class _RowWriter(Writer):
    """Writes the objects of one patient, with marks where numbers belong."""

    def __init__(
        self, document: TaggedDocument, template: Template, tiers: Tiers, order: Sequence[int]
    ) -> None:
        self.document, self.fonts, self.tiers = document, template.fonts, tiers
        self.order, self.filled = iter(order), []
        self.file = self.symbols = _Symbols()
        self.pages = [self.file.take() for _ in document.pages]
        self.links = [self.file.take() for _ in document.links]
        self.forms = Forms(self.file, document.fields)
        self.numbers, self.ids = {}, {}

    def ref(self, number: int) -> bytes:
        return b"\x00%d\x00" % number

    def key(self, index: int) -> bytes:
        return b"\x01%d\x01" % index

    def name(self, name: str) -> bytes:
        return b"\x02%b\x02" % escaped(name.encode("ascii"))

    def contents(self, page: Page) -> Iterator[int]:
        for index, part in enumerate(page.parts):
            if index % 2:
                yield self.slot()
            elif part or len(page.parts) == 1:
                yield self.symbols.foreign(part)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted in a block: the first number, the first key of the parent tree, the first identifier."""

    first: int
    key: int
    name: int


class Rows:
    """The objects of the patients of one template whose slots are filled in this ``order``, in blocks. ``lang``: that
    of the file.
    """

    def __init__(self, template: Template, tiers: Tiers, order: Sequence[int], lang: str) -> None:
        document = template.document
        writer = _RowWriter(document, template, tiers, order)
        file = writer.symbols
        self._node = file.take()
        self.root, self.resources = file.foreign(None), file.foreign(None)
        """What the file has of its own: the element of the whole, and what the operators name."""
        writer.add_pages(self._node, self.resources)
        own = document.about.lang
        self._part = writer.element(document.root, self.root, "Part", own if own != lang else None)
        owners = writer.owners()
        self.keys = len(owners)
        """Entries of a patient in the parent tree."""
        self.stride = 10 ** len(str(self.keys - 1))
        """How far the keys of the next patient are."""
        limits = writer.key(0), writer.key(self.keys - 1)
        self._leaf = file.add(b"<</Limits[%s %s]/Nums[%s]>>" % (*limits, b" ".join(owners)))
        self._names, self._name_ends = 0, ("", "")
        if writer.ids:
            self._name_ends = min(writer.ids), max(writer.ids)
            ends = tuple(map(writer.name, self._name_ends))
            self._names = file.add(b"<</Limits[%s%s]/Names[%s]>>" % (*ends, writer.names()))
        self.streams = tuple(file.streams)
        """The operators of each shared stream; None for what the file has."""
        objects = file.objects
        self.count = len(objects)
        """Objects of a patient in a block."""
        order = [number for number, _ in objects] + [self._node, *file.slots]
        self._place = {number: place for place, number in enumerate(order)}
        self.taken = len(order)
        """Numbers of a patient: those of the objects, that of the node over his pages, those of the slots."""
        self.texts = tuple(body for _, body in objects)

    def place(self, number: int) -> int:
        """Which of the numbers of a patient stands for ``number``."""
        return self._place[number]

    def bound(self, size: int, streams: Mapping[int, int]) -> Block:
        """The same for blocks of ``size`` patients in a file in which the shared streams have these numbers."""
        return Block(self, size, streams)

    def largest(self) -> int:
        """The most patients that go into one block."""
        return max((size for size in SIZES if size * self.count <= MOST_OBJECTS), default=1)

    def numbered(self, part: str, size: int, first: int, which: int) -> int:
        """The number of something that patient ``which`` of a block has."""
        number = {"part": self._part, "leaf": self._leaf, "names": self._names, "node": self._node}[part]
        return first + self._place[number] * size + which

    def page(self, index: int, size: int, first: int, which: int) -> int:
        """The number of a page of patient ``which``."""
        return first + self._place[index + 1] * size + which

    def slot(self, index: int, size: int, first: int, which: int) -> int:
        """The number of a slot of patient ``which``."""
        return first + (self._place[self._node] + 1 + index) * size + which

    def name_ends(self, first: int, patients: int) -> tuple[bytes, bytes] | None:
        """The first and the last identifier of a block, as they stand in a string; None without any."""
        if not self._names:
            return None
        low, high = (escaped(name.encode("ascii")) for name in self._name_ends)
        return b"%07d.%b" % (first, low), b"%07d.%b" % (first + patients - 1, high)


class Block:
    """Rows of ``size`` patients as the data of object streams."""

    def __init__(self, rows: Rows, size: int, streams: Mapping[int, int]) -> None:
        self.rows, self.size = rows, size
        fields: list[tuple[int, int]] = []
        formats: list[bytes] = []
        lengths: list[int] = []
        for text in rows.texts:
            made, at, known = b"", 0, len(fields)
            for token in _TOKEN.finditer(text):
                made += text[at : token.start()].replace(b"%", b"%%")
                at = token.end()
                if token[1] is not None:
                    number = int(token[1])
                    own = number > 0
                    fields.append((_REF, rows.place(number) * size) if own else (_FIXED, streams[number]))
                    made += b"%7d 0 R"
                elif token[2] is not None:
                    fields.append((_KEY, int(token[2])))
                    made += b"%10d"
                else:
                    fields.append((_NAME, 0))
                    made += b"(%07d." + token[3].replace(b"%", b"%%") + b")"
            made += text[at:].replace(b"%", b"%%")
            formats.append(made)
            lengths.append(len(made % ((0,) * (len(fields) - known))))
        self._fields = fields
        self._format = b"\n".join(formats)
        ends = [0]
        for length in lengths:
            ends.append(ends[-1] + length + 1)
        self.columns = ends[-1]
        head = rows.count * 16
        self._each = max((n for n in SIZES if n * head <= self.columns and size % n == 0), default=1)
        """Patients whose places are told in one row."""
        self.columns = max(self.columns, self._each * head)
        self._offsets = ends[:-1]
        start = Numbers(ALIGNED, ALIGNED * rows.stride, 0)
        texts = {k: self._text(start, k) for k in (0, 1, 9, 10) if k < size}
        assert len(texts[0].rstrip()) <= ends[-1]
        self._plain = b"\x02" + subtracted(texts[1], texts[0]) if size > 1 else b""
        self._carry = b"\x02" + subtracted(texts[10], texts[9]) if size > 10 else b""
        heads = [self._head(start.first, k) for k in range(0, size, self._each)]
        self._more_heads = Piece.of(b"".join(b"\x02" + subtracted(b, a) for a, b in pairwise(heads)), _LEVEL)
        self._more_rows = Piece.of(self._below(size), _LEVEL)

    def _text(self, numbers: Numbers, which: int) -> bytes:
        """The objects of one patient."""
        add = (numbers.first + which, numbers.key + which * self.rows.stride, numbers.name + which, 0)
        text = self._format % tuple([value + add[kind] for kind, value in self._fields])
        return text.ljust(self.columns)

    def _head(self, first: int, which: int) -> bytes:
        """The numbers and places of the objects of as many patients as have room in one row."""
        size, columns = self.size, self.columns
        pairs: list[int] = []
        for k in range(which, which + self._each):
            for place, offset in enumerate(self._offsets):
                pairs += (first + place * size + k, offset + k * columns)
        return (b"%7d %7d " * (len(pairs) // 2) % tuple(pairs)).ljust(columns)

    def object_stream(self, numbers: Numbers, patients: int) -> bytes:
        """The object stream of the first ``patients`` of a block, as the bytes of a stream object."""
        rows = -(-patients // self._each)
        pieces = Pieces()
        if patients == self.size:
            pieces.add(Piece.of(b"\x00" + self._head(numbers.first, 0)))
            pieces.add(self._more_heads)
        else:  # the places of those who are not there are blank
            heads = (
                b"\x00" + self._cut(self._head(numbers.first, row * self._each), patients, row)
                for row in range(rows)
            )
            pieces.add(Piece.of(b"".join(heads)))
        pieces.add(Piece.of(b"\x00" + self._text(numbers, 0)))
        pieces.add(self._more_rows if patients == self.size else Piece.of(self._below(patients)))
        packed = pieces.stream()
        return (
            b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>"
            b"/Length %d>>stream\n%b\r\nendstream\n"
            % (patients * self.rows.count, rows * self.columns, self.columns, len(packed), packed)
        )

    def _below(self, patients: int) -> bytes:
        """The rows below the first one of so many patients, each less the one before."""
        return b"".join(self._plain if k % 10 else self._carry for k in range(1, patients))

    def _cut(self, head: bytes, patients: int, row: int) -> bytes:
        """A row of places without those of patients who are not there."""
        there = min(self._each, patients - row * self._each) * self.rows.count * 16
        return head[:there].ljust(self.columns)
