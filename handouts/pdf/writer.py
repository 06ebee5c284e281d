"""The file itself: one document as the bytes of a PDF 1.7.

Everything that is no stream goes into one object stream, and the cross-reference table is a stream (ISO
32000-1, 7.5.7 and 7.5.8): the several hundred small structure elements of a sheet then cost a few kilobytes.
The same document gives the same bytes: no clock, no random identifier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFPage, PDFPages, PDFResourceDictionary
from reportlab.pdfbase.pdfdoc import format as reportlab_format

from handouts.pdf.metadata import CREATOR, PRODUCER
from handouts.pdf.objects import Stream, number, plain_stream, string, with_line_end
from handouts.pdf.structure import Attribute, Element, Part

if TYPE_CHECKING:
    from handouts.pdf.document import TaggedDocument

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LARGEST = 1 << 24
"""Offsets are written with three bytes; a larger file is refused."""


def write(doc: TaggedDocument) -> bytes:
    """The file of a document whose pages are all finished."""
    return _Writer(doc).write()


def _ref(object_number: int) -> bytes:
    return b"%d 0 R" % object_number


def _value(value: Attribute) -> bytes:
    if isinstance(value, str):
        return b"/" + value.encode("ascii")
    if isinstance(value, tuple):
        items = (string(item) if isinstance(item, str) else number(item).encode() for item in value)
        return b"[" + b" ".join(items) + b"]"
    return number(value).encode("ascii")


def _attributes(groups: Mapping[str, Mapping[str, Attribute]]) -> bytes:
    parts = []
    for owner, values in groups.items():
        pairs = (b"/%s %s" % (key.encode("ascii"), _value(value)) for key, value in values.items())
        parts.append(b"<</O/%s%s>>" % (owner.encode("ascii"), b"".join(pairs)))
    return b"/A" + parts[0] if len(parts) == 1 else b"/A[" + b"".join(parts) + b"]"


class _Writer:
    """Numbers and writes the objects of one document."""

    def __init__(self, doc: TaggedDocument) -> None:
        self.doc = doc
        self.out = bytearray(_HEADER)
        self.offsets: dict[int, int] = {}
        self.packed: list[tuple[int, bytes]] = []
        self.next = 0
        self.pages: list[bytes] = []
        self.numbers: dict[Element, int] = {}
        self.ids: dict[str, int] = {}

    def write(self) -> bytes:
        """The whole file."""
        self._pages_and_resources()
        root = self._structure()
        outlines = self._outlines()
        catalog, info = self._catalog(root, outlines), self._info()
        return self._finish(catalog, info)

    def _take(self) -> int:
        self.next += 1
        return self.next - 1

    def _pack(self, data: bytes) -> int:
        taken = self._take()
        self.packed.append((taken, data))
        return taken

    def _put(self, object_number: int, data: bytes) -> None:
        self.offsets[object_number] = len(self.out)
        self.out += b"%d 0 obj\n%sendobj\n" % (object_number, data)

    # ------------------------------------------------------------------------------------ pages and resources

    def _pages_and_resources(self) -> None:
        """Everything that ReportLab has registered. Formatting one object may register more."""
        doc = self.doc
        doc.Reference(doc.Pages)
        self.pages = [doc.Reference(page).format(doc) for page in doc.pages]
        count = 1
        while count in doc.numberToId:
            item = doc.idToObject[doc.numberToId[count]]
            if isinstance(item, PDFPage):
                data = self._page(item)
            elif isinstance(item, PDFPages):
                data = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(doc.pages), b" ".join(self.pages))
            else:
                data = reportlab_format(item, doc, toplevel=1)
            if isinstance(item, Stream):
                self._put(count, data)
            elif data.endswith(b"endstream\n"):
                self._put(count, with_line_end(data))
            else:
                self.packed.append((count, data))
            count += 1
        self.next = count

    def _page(self, page: PDFPage) -> bytes:
        doc = self.doc
        resources = PDFResourceDictionary()
        resources.basicFonts()
        if page.XObjects:
            resources.XObject = page.XObjects
        if page.ExtGState:
            resources.ExtGState = page.ExtGState
        resources.setShading(page._shadingUsed)
        resources.setColorSpace(page._colorsUsed)
        contents = doc.Reference(Stream.deflated(page.stream.encode("latin-1")))
        annotations = b" ".join(reference.format(doc) for reference in page.Annots or ())
        return (
            b"<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Contents %s/Resources %s/StructParents %d/Tabs/S%s>>"
            % (
                doc.Reference(doc.Pages).format(doc),
                number(page.pagewidth).encode(),
                number(page.pageheight).encode(),
                contents.format(doc),
                reportlab_format(resources, doc),
                doc.pages.index(page),
                b"/Annots[%s]" % annotations if annotations else b"",
            )
        )

    # ---------------------------------------------------------------------------------------------- structure

    def _structure(self) -> int:
        """The structure tree with its parent tree (ISO 32000-1, 14.7); the number of its root."""
        root = self._take()
        top = self._element(self.doc.tree, _ref(root))
        owners: list[bytes] = []
        for index, elements in enumerate(self.doc.page_marks):
            marks = b" ".join(_ref(self.numbers[element]) for element in elements)
            owners.append(b"%d[%s]" % (index, marks))
        for index, (_, element) in enumerate(self.doc.links, len(self.pages)):
            owners.append(b"%d %s" % (index, _ref(self.numbers[element])))
        parents = self._pack(b"<</Nums[%s]>>" % b" ".join(owners))
        names = b" ".join(string(name) + b" " + _ref(self.ids[name]) for name in sorted(self.ids))
        body = b"<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d%s>>" % (
            _ref(top),
            _ref(parents),
            len(owners),
            b"/IDTree<</Names[%s]>>" % names if names else b"",
        )
        self.packed.append((root, body))
        return root

    def _element(self, element: Element, parent: bytes) -> int:
        me = self.numbers[element] = self._take()
        home = element.first_page
        kids: list[bytes] = []
        for kid in element.kids:
            if isinstance(kid, Part):
                for page, mark in kid.marks:
                    if page == home:
                        kids.append(b"%d" % mark)
                    else:
                        kids.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (self.pages[page], mark))
            else:
                kids.append(_ref(self._element(kid, _ref(me))))
        for page, name in element.links:
            target = self.doc.refAnnotation(name).format(self.doc)
            kids.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % (self.pages[page], target))
        body = b"<</S/%s/P %s" % (element.tag.encode("ascii"), parent)
        if home >= 0:
            body += b"/Pg " + self.pages[home]
        if kids:
            body += b"/K " + kids[0] if len(kids) == 1 else b"/K[" + b" ".join(kids) + b"]"
        if element.alt is not None:
            body += b"/Alt" + string(element.alt)
        if element.actual_text is not None:
            body += b"/ActualText" + string(element.actual_text)
        if element.lang is not None:
            body += b"/Lang" + string(element.lang)
        if element.title is not None:
            body += b"/T" + string(element.title)
        if element.id is not None:
            body += b"/ID" + string(element.id)
            self.ids[element.id] = me
        if element.attributes:
            body += _attributes(element.attributes)
        self.packed.append((me, body + b">>"))
        return me

    # ----------------------------------------------------------------------------------------------- outlines

    def _outlines(self) -> int | None:
        """The outline, all of it open; the number of its root, or None without bookmarks."""
        marks = self.doc.bookmarks
        if not marks:
            return None
        root = self._take()
        numbers = [self._take() for _ in marks]
        children: dict[int, list[int]] = {}
        parents: list[int] = []
        path: list[int] = []
        for index, mark in enumerate(marks):
            while path and marks[path[-1]].level >= mark.level:
                path.pop()
            parents.append(path[-1] if path else -1)
            children.setdefault(parents[-1], []).append(index)
            path.append(index)

        def below(index: int) -> tuple[bytes, int]:
            inside = children.get(index, [])
            count = sum(1 + below(kid)[1] for kid in inside)
            if not inside:
                return b"", 0
            first, last = numbers[inside[0]], numbers[inside[-1]]
            return b"/First %s/Last %s/Count %d" % (_ref(first), _ref(last), count), count

        for index, mark in enumerate(marks):
            siblings = children[parents[index]]
            at = siblings.index(index)
            body = b"<</Title %s/Parent %s/Dest[%s/XYZ null %s null]" % (
                string(mark.title),
                _ref(root if parents[index] < 0 else numbers[parents[index]]),
                self.pages[mark.page],
                number(mark.y).encode(),
            )
            if at:
                body += b"/Prev " + _ref(numbers[siblings[at - 1]])
            if at + 1 < len(siblings):
                body += b"/Next " + _ref(numbers[siblings[at + 1]])
            self.packed.append((numbers[index], body + below(index)[0] + b">>"))
        self.packed.append((root, b"<</Type/Outlines" + below(-1)[0] + b">>"))
        return root

    # --------------------------------------------------------------------------------- catalog and the ending

    def _catalog(self, root: int, outlines: int | None) -> int:
        doc = self.doc
        xmp, icc = self._take(), self._take()
        self._put(xmp, plain_stream(doc.about.xmp(), b"/Type/Metadata/Subtype/XML"))
        self._put(icc, Stream.deflated(doc.icc, b"/N 3").format())
        return self._pack(
            b"<</Type/Catalog/Pages %s/Lang %s/MarkInfo<</Marked true>>/StructTreeRoot %s/Metadata %s%s"
            b"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]>>"
            % (
                doc.Reference(doc.Pages).format(doc),
                string(doc.about.lang),
                _ref(root),
                _ref(xmp),
                b"/PageMode/UseOutlines/Outlines " + _ref(outlines) if outlines else b"",
                _ref(icc),
            )
        )

    def _info(self) -> int:
        about = self.doc.about
        entries = {
            "Title": about.title, "Author": about.author, "Subject": about.subject, "Creator": CREATOR,
            "Producer": PRODUCER, "CreationDate": about.pdf_date, "ModDate": about.pdf_date,
        }  # fmt: skip
        pairs = (b"/%s%s" % (key.encode("ascii"), string(value)) for key, value in entries.items())
        return self._pack(b"<<" + b"".join(pairs) + b">>")

    def _finish(self, catalog: int, info: int) -> bytes:
        """The object stream, the cross-reference stream and the trailer."""
        pack, xref = self._take(), self._take()
        index, at = [], 0
        for taken, data in self.packed:
            index.append(b"%d %d" % (taken, at))
            at += len(data) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(index), len(head))
        self._put(pack, Stream.deflated(head + b"\n".join(data for _, data in self.packed), entries).format())
        start = self.offsets[xref] = len(self.out)
        if start >= _LARGEST:
            raise ValueError(f"the document is too large: {start} bytes")
        rows = [b"\0\0\0\0\xff\xff"] * self.next
        for taken, offset in self.offsets.items():
            rows[taken] = b"\1%b\0\0" % offset.to_bytes(3, "big")
        for place, (taken, _) in enumerate(self.packed):
            rows[taken] = b"\2%b%b" % (pack.to_bytes(3, "big"), place.to_bytes(2, "big"))
        digest = hashlib.md5(bytes(self.out), usedforsecurity=False).hexdigest().upper().encode("ascii")
        table = b"/Type/XRef/W[1 3 2]/Size %d/Root %s/Info %s/ID[<%s><%s>]" % (
            self.next, _ref(catalog), _ref(info), digest, digest,
        )  # fmt: skip
        self._put(xref, Stream.deflated(b"".join(rows), table).format())
        self.out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.out)
