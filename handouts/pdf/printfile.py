"""Many sheets in one file to print: a part of the structure tree and a bookmark for each. Composes nothing.

Fonts, figures and all that the sheets have in common are in it once. Sheets of one template are written in blocks, as
they come, so that a file of many thousand patients needs little memory. Bookmarks say what they are told to, and the
file names no patient anywhere else but on the pages.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Protocol

from handouts.pdf.catalog import catalog, info_object, profile_object, xmp_object
from handouts.pdf.file import HEADER
from handouts.pdf.images import image_object
from handouts.pdf.metadata import UNDATED, DocumentInfo, dates
from handouts.pdf.objects import deflated, number, packed, painted, plain_stream, reference, string
from handouts.pdf.pieces import Piece, Pieces
from handouts.pdf.predictor import predicted
from handouts.pdf.rows import ALIGNED, SIZES, Block, Numbers, Rows
from handouts.pdf.template import Filling, Template
from handouts.pdf.used import Tiers

MOST_NUMBERS = 8_388_607
"""Objects in a file that conforms to PDF/A (ISO 19005-2, 6.1.13)."""
MOST_BYTES = 0xF000_0000
"""Offsets are written with four bytes."""
LEAST_BYTES = 3
"""Bytes of a file for each number: some readers (qpdf 11) take a file with fewer for damaged."""
_GROUP = 64
"""Patients under one node of the page tree."""
_TOGETHER = 200
"""Objects of the file itself in one object stream."""
_LONG = 400
"""Bytes of a slot from which on it is deflated."""
_WAITING = 64
"""Kinds of sheets that wait for their block to be full."""
_FREE = b"\0\0\0\0\0\xff\xff"
_ROW = len(_FREE)
"""Bytes of a row of the cross-reference table."""


class Out(Protocol):
    """What a file is written to."""

    def write(self, data: bytes, /) -> int:
        """Add ``data``."""
        ...


@dataclass
class _Waiting:
    """Patients whose block is not full yet: their place in the file, and what fills their slots."""

    rows: Rows
    template: Template
    streams: dict[int, int]
    blocks: dict[int, Block] = field(default_factory=dict)
    patients: list[tuple[int, tuple[bytes, ...]]] = field(default_factory=list)


@dataclass
class _Segment:
    """Rows of the cross-reference table for the numbers from ``start`` on: given, or those of a block."""

    start: int
    rows: bytearray
    block: tuple[int, int, int, int] | None = None
    """Size, patients, objects of each, and the number of the object stream."""


class PrintFile:
    """A file on its way to ``out`` that sheets are added to; ``first`` says its language and who made it. With
    ``duplex`` each sheet starts on a new sheet of paper.
    """

    def __init__(self, out: Out, first: DocumentInfo, *, duplex: bool = False) -> None:
        self._out, self._about, self._duplex = out, first, duplex
        self.pages = self.size = 0
        """Pages that it has so far, and bytes."""
        self._titles = [first.title]
        self._digest = hashlib.md5(usedforsecurity=False)
        self.sha256 = hashlib.sha256()
        """Of all that was written."""
        self._next = 1
        self._segments: list[_Segment] = []
        self._starts: list[int] = []
        self._write(HEADER)
        self._root, self._tree = self._take(), self._take()
        self._shared: dict[bytes, int] = {}
        self._fonts: dict[tuple[str, tuple[str, ...]], tuple[int, bytes]] = {}
        self._loose: list[tuple[int, bytes]] = []
        self._waiting: dict[tuple[Template, Tiers, tuple[int, ...]], _Waiting] = {}
        self._reserved = 0
        """Numbers that those who wait may take."""
        self._keys, self._names = ALIGNED, ALIGNED
        self._leaves: list[int] = []
        self._name_leaves: list[int] = []
        # by patient, in the order of the file
        self._parts, self._nodes, self._firsts = array("L"), array("L"), array("L")
        self._lengths, self._blank, self._strides = array("H"), array("b"), array("H")
        self._paper: list[tuple[float, float]] = []
        self._papers: dict[tuple[float, float], tuple[float, float]] = {}
        self._labels: list[str] = []

    # ------------------------------------------------------------------------------------------------ sheets

    def takes(self, template: Template) -> bool:
        """Whether there is room for one more sheet of ``template``."""
        rest = 4 * len(self._labels) + 110 * (template.objects + 8) + 2_000
        return self._next + self._reserved + rest <= MOST_NUMBERS and self.size < MOST_BYTES

    def add(self, template: Template, filling: Filling, date: str, label: str) -> int:
        """Add a sheet under a bookmark ``label``; the number of its first page, from 1."""
        about = template.document.about
        if about.title not in self._titles:
            self._titles.append(about.title)
        self._about = replace(self._about, date=max(self._about.date, date))
        if self._duplex and self.pages % 2:
            self._blank[-1] = 1
            self.pages += 1
        key = (template, filling.tiers, filling.order)
        waiting = self._waiting.get(key)
        if waiting is None:
            if len(self._waiting) >= _WAITING:
                self._flush_all()
            waiting = self._waiting[key] = self._begun(template, filling)
        if not waiting.patients:
            self._reserved += waiting.rows.taken * waiting.rows.largest() + 2 * ALIGNED
        waiting.patients.append((len(self._labels), filling.slots))
        self._labels.append(label)
        self._parts.append(0)
        self._nodes.append(0)
        self._firsts.append(0)
        self._strides.append(0)
        self._lengths.append(template.pages)
        self._blank.append(0)
        page = template.document.pages[0]
        paper = page.width, page.height
        self._paper.append(self._papers.setdefault(paper, paper))
        first = self.pages
        self.pages += template.pages
        if len(waiting.patients) == waiting.rows.largest():
            self._flush(waiting)
        return first + 1

    def _begun(self, template: Template, like: Filling) -> _Waiting:
        """What the sheets of a template share, written now."""
        rows = Rows(template, like.tiers, like.order, self._about.lang)
        resources = self._resources(template, like.tiers)
        streams: dict[int, int] = {}
        for index, operators in enumerate(rows.streams, 1):
            if operators is not None:
                streams[-index] = self._stream(operators.encode("latin-1"))
        streams[rows.root], streams[rows.resources] = self._root, resources
        return _Waiting(rows, template, streams)

    def _flush_all(self) -> None:
        for waiting in self._waiting.values():
            self._flush(waiting)
        self._waiting.clear()

    def _flush(self, waiting: _Waiting) -> None:
        """Write the block of those who wait."""
        patients, rows = waiting.patients, waiting.rows
        if not patients:
            return
        size = _size_for(len(patients))
        block = waiting.blocks.get(size)
        if block is None:
            block = waiting.blocks[size] = rows.bound(size, waiting.streams)
        pack = self._take()
        first = self._aligned(rows.taken * size)
        key = self._keys = -(-self._keys // (ALIGNED * rows.stride)) * ALIGNED * rows.stride
        name = self._names
        numbers = Numbers(first, key, name)
        self._put(pack, block.object_stream(numbers, len(patients)))
        objects = _Segment(first, bytearray(), (size, len(patients), rows.count, pack))
        others = _Segment(first + rows.count * size, bytearray(_FREE * ((rows.taken - rows.count) * size)))
        self._segments += [objects, others]
        self._starts += [objects.start, others.start]
        for which, (place, slots) in enumerate(patients):
            self._parts[place] = rows.numbered("part", size, first, which)
            self._nodes[place] = rows.numbered("node", size, first, which)
            self._firsts[place] = rows.page(0, size, first, which)
            self._strides[place] = size
            for index, data in enumerate(slots):
                self._put(rows.slot(index, size, first, which), _slot_object(data))
        leaves = [rows.numbered("leaf", size, first, k) for k in range(len(patients))]
        last = key + (len(patients) - 1) * rows.stride + rows.keys - 1
        kids = b" ".join(map(reference, leaves))
        self._leaves.append(self._add(b"<</Limits[%d %d]/Kids[%s]>>" % (key, last, kids)))
        self._keys = last + 1
        ends = rows.name_ends(name, len(patients))
        if ends is not None:
            leaves = [rows.numbered("names", size, first, k) for k in range(len(patients))]
            kids = b" ".join(map(reference, leaves))
            self._name_leaves.append(self._add(b"<</Limits[(%s)(%s)]/Kids[%s]>>" % (*ends, kids)))
        self._names += ALIGNED
        self._reserved -= waiting.rows.taken * waiting.rows.largest() + 2 * ALIGNED
        patients.clear()

    # ------------------------------------------------------------------------------------- objects and numbers

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self.sha256.update(data)
        self.size += len(data)

    def _take(self) -> int:
        """A number for an object that follows."""
        if not self._segments or self._segments[-1].block is not None or self._closed_segment():
            self._segments.append(_Segment(self._next, bytearray()))
            self._starts.append(self._next)
        self._segments[-1].rows += _FREE
        self._next += 1
        return self._next - 1

    def _closed_segment(self) -> bool:
        last = self._segments[-1]
        return last.start + len(last.rows) // 7 != self._next

    def _aligned(self, many: int) -> int:
        """The first of ``many`` numbers for a block."""
        while self._next % ALIGNED:
            self._take()
        first = self._next
        self._next += many
        return first

    def _set(self, number: int, row: bytes) -> None:
        segment = self._segments[bisect_right(self._starts, number) - 1]
        at = (number - segment.start) * 7
        segment.rows[at : at + 7] = row

    def _put(self, number: int, data: bytes) -> int:
        """A stream object; its number."""
        self._set(number, b"\1" + self.size.to_bytes(4, "big") + b"\0\0")
        self._write(b"%d 0 obj\n%bendobj\n" % (number, data))
        return number

    def _stream(self, operators: bytes) -> int:
        """A content stream, once for all who have the same."""
        digest = hashlib.sha256(operators).digest()
        if digest not in self._shared:
            self._shared[digest] = self._put(self._take(), packed(painted(operators), b""))
        return self._shared[digest]

    def _once(self, data: bytes) -> int:
        """A finished stream object, once for all who have the same; its number."""
        digest = hashlib.sha256(data).digest()
        if digest not in self._shared:
            self._shared[digest] = self._put(self._take(), data)
        return self._shared[digest]

    def _add(self, data: bytes, number: int = 0) -> int:
        """An object that is no stream, under a number that was taken or a new one; its number."""
        number = number or self._take()
        self._loose.append((number, data))
        if len(self._loose) >= _TOGETHER:
            self._pack()
        return number

    def _pack(self) -> None:
        """Write the objects that are no streams so far."""
        if not self._loose:
            return
        index, at = [], 0
        for number_, data in self._loose:
            index.append(b"%d %d" % (number_, at))
            at += len(data) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(index), len(head))
        stream = self._take()
        self._put(stream, deflated(head + b"\n".join(data for _, data in self._loose), entries, level=6))
        for place, (number_, _) in enumerate(self._loose):
            self._set(number_, b"\2" + stream.to_bytes(4, "big") + place.to_bytes(2, "big"))
        self._loose = []

    def _resources(self, template: Template, tiers: Tiers) -> int:
        """What the operators of a template name; fonts and images are in the file once."""
        fonts = b""
        for name, key, parts in tiers:
            if (key, parts) not in self._fonts:
                program = template.fonts.programs.tier(key, parts)
                file = self._put(self._take(), packed(program.file, program.file_entries))
                to_unicode = self._once(packed(program.to_unicode, b""))
                descriptor = self._add(program.descriptor(reference(file)))
                cid_font = self._add(program.cid_font(reference(descriptor)))
                whole = self._add(program.type0(reference(cid_font), reference(to_unicode)))
                self._fonts[key, parts] = whole, b""
            fonts += b"/%s %s" % (name.encode("ascii"), reference(self._fonts[key, parts][0]))
        images = b""
        document = template.document
        shown = {name: image_object(source) for name, source in document.images.items()}
        shown |= {name: data for data, name in document.stencils.items()}
        for name, data in shown.items():
            images += b"/%s %s" % (name.encode("ascii"), reference(self._once(data)))
        own = b"/XObject<<%s>>" % images if images else b""
        body = b"<</ProcSet[/PDF/Text/ImageC]/Font<<%s>>%s>>" % (fonts, own)
        digest = hashlib.sha256(body).digest()
        if digest not in self._shared:
            self._shared[digest] = self._add(body)
        return self._shared[digest]

    # ------------------------------------------------------------------------------------------------ the end

    def close(self) -> None:
        """Write all that is left. The file needs at least one sheet."""
        self._flush_all()
        pages = self._page_tree()
        self._structure()
        outlines = self._outlines()
        about = self._about
        if len(self._titles) > 1:
            about = replace(about, title="; ".join(self._titles), subject="")
        said, known = dates(about.date)
        undated = UNDATED.encode("ascii")
        xmp = self._put(self._take(), xmp_object(about).replace(undated, said))
        icc = self._put(self._take(), profile_object())
        info = self._put(self._take(), info_object(about).replace(undated, known))
        root = self._add(catalog(about.lang, pages, self._tree, xmp, icc, outlines))
        self._pack()
        missing = LEAST_BYTES * (self._next + 1) - self.size
        if missing > 0:
            self._write(b"\n" * missing)
        self._table(root, info)

    def _page_tree(self) -> int:
        """A node for each patient, a node for many patients, and the root of the pages; its number."""
        root = self._take()
        groups: list[bytes] = []
        for start in range(0, len(self._labels), _GROUP):
            group, count, kids = self._take(), 0, []
            for place in range(start, min(start + _GROUP, len(self._labels))):
                node, length, blank = self._nodes[place], self._lengths[place], self._blank[place]
                pages = [reference(self._firsts[place] + n * self._strides[place]) for n in range(length)]
                if blank:
                    pages.append(reference(self._blank_page(node, self._paper[place])))
                body = b"<</Type/Pages/Parent %s/Count %d/Kids[%s]>>"
                self._add(body % (reference(group), len(pages), b" ".join(pages)), node)
                kids.append(reference(node))
                count += len(pages)
            body = b"<</Type/Pages/Parent %s/Count %d/Kids[%s]>>"
            groups.append(reference(self._add(body % (reference(root), count, b" ".join(kids)), group)))
        return self._add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, b" ".join(groups)), root)

    def _blank_page(self, node: int, paper: tuple[float, float]) -> int:
        """The back of a sheet of paper that nothing is on."""
        return self._add(
            b"<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Resources<<>>/Tabs/S>>"
            % (reference(node), *(number(side).encode("ascii") for side in paper))
        )

    def _structure(self) -> None:
        """The root of the structure tree, the element of the whole file, and the trees of keys and identifiers."""
        parts = b" ".join(map(reference, self._parts))
        self._add(b"<</S/Document/P %s/K[%s]>>" % (reference(self._tree), parts), self._root)
        kids = b" ".join(map(reference, self._leaves))
        parents = self._add(b"<</Kids[%s]>>" % kids)
        names = b""
        if self._name_leaves:
            kids = b" ".join(map(reference, self._name_leaves))
            names = b"/IDTree<</Kids[%s]>>" % kids
        self._add(
            b"<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d%s>>"
            % (reference(self._root), reference(parents), self._keys, names),
            self._tree,
        )

    def _outlines(self) -> int:
        """A bookmark for each patient."""
        root = self._take()
        many = len(self._labels)
        numbers = [self._take() for _ in range(many)]
        for place, label in enumerate(self._labels):
            body = b"<</Title %s/Parent %s/Dest[%s/XYZ null %s null]" % (
                string(label), reference(root), reference(self._firsts[place]),
                number(self._paper[place][1]).encode("ascii"),
            )  # fmt: skip
            if place:
                body += b"/Prev " + reference(numbers[place - 1])
            if place + 1 < many:
                body += b"/Next " + reference(numbers[place + 1])
            self._add(body + b">>", numbers[place])
        ends = reference(numbers[0]), reference(numbers[-1]), many
        return self._add(b"<</Type/Outlines/First %s/Last %s/Count %d>>" % ends, root)

    def _table(self, root: int, info: int) -> None:
        """The cross-reference stream."""
        me, start = self._take(), self.size
        self._set(me, b"\1" + start.to_bytes(4, "big") + b"\0\0")
        pieces, known = Pieces(), dict[tuple[int, int], Piece]()
        pieces.add(Piece.of(b"\0" + _FREE))
        for segment in self._segments:
            if segment.block is None:
                pieces.add(Piece.of(predicted(segment.rows, _ROW)))
                continue
            size, patients, count, stream = segment.block
            if size != patients:
                pieces.add(Piece.of(predicted(_block_rows(size, patients, count, stream), _ROW)))
                continue
            if (
                size,
                count,
            ) not in known:  # the same but for the number of the stream, which is that of the row before
                known[size, count] = Piece.of(
                    predicted(_block_rows(size, patients, count, 0), _ROW)[_ROW + 1 :]
                )
            pieces.add(Piece.of(b"\0\2" + stream.to_bytes(4, "big") + b"\0\0"))
            pieces.add(known[size, count])
        table = pieces.stream()
        digest = self._digest.hexdigest().upper().encode("ascii")
        self._write(
            b"%d 0 obj\n<</Type/XRef/W[1 4 2]/Size %d/Root %s/Info %s/ID[<%s><%s>]/Filter/FlateDecode"
            b"/DecodeParms<</Predictor 12/Columns 7>>/Length %d>>stream\n"
            % (me, self._next, reference(root), reference(info), digest, digest, len(table))
        )
        self._write(table)
        self._write(b"\r\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def _size_for(patients: int) -> int:
    """The size of the block for so many."""
    return next((size for size in SIZES if size >= patients), SIZES[-1])


def _slot_object(data: bytes) -> bytes:
    """What fills a slot, as the bytes of a stream object."""
    return deflated(data) if len(data) > _LONG else plain_stream(data, b"")


def _block_rows(size: int, patients: int, count: int, stream: int) -> bytes:
    """The rows of the objects of a block, which are in the object stream ``stream``."""
    rows, step = bytearray(_FREE * (size * count)), size * 7
    begin = b"\2" + stream.to_bytes(4, "big")
    for which in range(patients):
        places = range(which * count, (which + 1) * count)
        for byte, value in enumerate(begin, which * 7):
            rows[byte::step] = bytes([value]) * count
        rows[which * 7 + 5 :: step] = bytes([place >> 8 for place in places])
        rows[which * 7 + 6 :: step] = bytes([place & 255 for place in places])
    return bytes(rows)
