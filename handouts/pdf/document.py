"""The file itself: writes the pages, fonts, structure tree and metadata of one document as bytes.

PDF 1.7 with object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8): the several hundred small
structure elements of a sheet then cost a few kilobytes. The same document gives the same bytes: no clock, no random
identifier. Subclasses ReportLab's document; changes nothing in ReportLab itself.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFDocument,
    PDFObject,
    PDFPage,
    PDFPages,
    PDFResourceDictionary,
    PDFString,
    format,
)

from handouts.pdf.metadata import CREATOR, PRODUCER, DocumentInfo
from handouts.pdf.structure import Attribute, Element, Part

_LEVEL = 6
"""zlib level: 9 saves 1 % and doubles the time."""


class Raw(PDFObject):  # type: ignore[misc]
    """An indirect object given as its finished bytes."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """The bytes, for ReportLab."""
        return self.data


class Stream(PDFObject):  # type: ignore[misc]
    """A stream given as its finished, compressed data; ``entries`` are further dictionary entries."""

    __RefOnly__ = 1

    def __init__(self, entries: bytes, data: bytes) -> None:
        self.entries = entries
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """The stream object. PDF/A wants a line end before ``endstream`` (ISO 19005-2, 6.1.7.1)."""
        head = b"<<%s/Filter/FlateDecode/Length %d>>stream\n" % (self.entries, len(self.data))
        return head + self.data + b"\nendstream\n"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline entry: level from 0, page index from 0, height in points above the bottom of the page."""

    title: str
    level: int
    page: int
    y: float


def string(text: str) -> bytes:
    """A PDF text string (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return (
            b"(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("ascii") + b")"
        )
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def number(value: float) -> str:
    """A PDF number: at most three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _value(value: Attribute) -> bytes:
    if isinstance(value, str):
        return b"/" + value.encode("ascii")
    if isinstance(value, tuple):
        items = (string(item) if isinstance(item, str) else number(item).encode() for item in value)
        return b"[" + b" ".join(items) + b"]"
    return number(value).encode("ascii")


class TaggedDocument(PDFDocument):  # type: ignore[misc]
    """Collects pages, then writes the file. Made by :class:`handouts.pdf.canvas.TaggedCanvas`."""

    pages: list[PDFPage]
    page_marks: list[list[Element]]
    """For each page the elements that own its marked content, by identifier."""
    annotations: list[tuple[str, Element]]
    """Link annotations: object name and the element that owns it, by order of ``StructParent``."""
    bookmarks: list[Bookmark]
    about: DocumentInfo
    tree: Element
    icc: bytes

    def prepare(self, about: DocumentInfo, tree: Element, icc: bytes) -> None:
        """Set what the file says of itself, its structure tree and the colour profile."""
        self.about, self.tree, self.icc = about, tree, icc
        self.pages, self.page_marks, self.annotations, self.bookmarks = [], [], [], []

    def addPage(self, page: PDFPage) -> None:
        """Take a finished page."""
        super().addPage(page)
        self.pages.append(page)

    def GetPDFData(self, canvas: Any) -> bytes:
        """The finished file."""
        for font in self.delayedFonts:
            font.addObjects(self)
        return _Writer(self).write()


class _Writer:
    """Numbers and writes the objects of one document."""

    def __init__(self, doc: TaggedDocument) -> None:
        self.doc = doc
        self.out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self.offsets: dict[int, int] = {}
        self.packed: list[tuple[int, bytes]] = []
        self.next = 0

    # -------------------------------------------------------------------------------------------- the whole file

    def write(self) -> bytes:
        doc = self.doc
        for name, page in enumerate(doc.pages):
            page.contents = doc.Reference(Stream(b"", zlib.compress(page.stream.encode("latin-1"), _LEVEL)))
            page.index = name
        pages_ref = doc.Reference(doc.Pages).format(doc)
        self._reportlab_objects(pages_ref)
        self.next = len(doc.numberToId) + 1
        page_refs = [doc.Reference(page).format(doc) for page in doc.pages]
        root = self._take()
        tree = self._structure(root, page_refs)
        self.packed.append((root, tree))
        outlines = self._outlines(page_refs)
        xmp = self._take()
        self._put(xmp, self._plain_stream(b"/Type/Metadata/Subtype/XML", doc.about.xmp()))
        icc = self._take()
        self._put(icc, Stream(b"/N 3", zlib.compress(doc.icc, _LEVEL)).format(doc))
        catalog = self._pack(
            b"<</Type/Catalog/Pages %s/Lang %s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Metadata %d 0 R%s"
            b"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]>>"
            % (pages_ref, string(doc.about.lang), root, xmp, outlines, icc)
        )
        about = doc.about
        info = self._pack(
            b"<</Title %s/Author %s/Subject %s/Creator %s/Producer %s/CreationDate %s/ModDate %s>>"
            % tuple(
                map(
                    string,
                    (
                        about.title,
                        about.author,
                        about.subject,
                        CREATOR,
                        PRODUCER,
                        about.pdf_date,
                        about.pdf_date,
                    ),
                )
            )
        )
        return self._finish(catalog, info)

    def _take(self) -> int:
        number = self.next
        self.next += 1
        return number

    def _pack(self, data: bytes) -> int:
        number = self._take()
        self.packed.append((number, data))
        return number

    def _put(self, number: int, data: bytes) -> None:
        self.offsets[number] = len(self.out)
        self.out += b"%d 0 obj\n%sendobj\n" % (number, data)

    @staticmethod
    def _plain_stream(entries: bytes, data: bytes) -> bytes:
        return b"<<%s/Length %d>>stream\n%s\nendstream\n" % (entries, len(data), data)

    def _reportlab_objects(self, pages_ref: bytes) -> None:
        """Pages, fonts, pictures: what ReportLab has registered. Formatting one may register more."""
        doc = self.doc
        count = 0
        while (name := doc.numberToId.get(count := count + 1)) is not None:
            item = doc.idToObject[name]
            if isinstance(item, PDFPage):
                data = self._page(item, pages_ref)
            elif isinstance(item, PDFPages):
                kids = b" ".join(doc.Reference(page).format(doc) for page in doc.pages)
                data = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(doc.pages), kids)
            else:
                data = format(item, doc, toplevel=1)
            if data.endswith(b"endstream\n"):
                if not isinstance(item, Stream):
                    data = data[: -len(b"endstream\n")] + b"\nendstream\n"
                self._put(count, data)
            else:
                self.packed.append((count, data))

    def _page(self, page: PDFPage, parent: bytes) -> bytes:
        doc = self.doc
        resources = PDFResourceDictionary()
        resources.basicFonts()
        if page.XObjects:
            resources.XObject = page.XObjects
        if page.ExtGState:
            resources.ExtGState = page.ExtGState
        resources.setShading(page._shadingUsed)
        resources.setColorSpace(page._colorsUsed)
        annotations = b" ".join(ref.format(doc) for ref in page.Annots or ())
        return (
            b"<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Contents %s/Resources %s/StructParents %d/Tabs/S%s>>"
            % (
                parent,
                number(page.pagewidth).encode(),
                number(page.pageheight).encode(),
                page.contents.format(doc),
                format(resources, doc),
                page.index,
                b"/Annots[%s]" % annotations if annotations else b"",
            )
        )

    # ------------------------------------------------------------------------------------------------- structure

    def _structure(self, root: int, pages: list[bytes]) -> bytes:
        """Write the structure elements; the body of the tree's root."""
        doc = self.doc
        numbers: dict[int, int] = {}
        ids: dict[str, int] = {}
        top = self._element(doc.tree, b"%d 0 R" % root, pages, numbers, ids)
        nums = []
        for index, owners in enumerate(doc.page_marks):
            nums.append(b"%d[%s]" % (index, b" ".join(b"%d 0 R" % numbers[id(owner)] for owner in owners)))
        for index, (_, owner) in enumerate(doc.annotations, len(pages)):
            nums.append(b"%d %d 0 R" % (index, numbers[id(owner)]))
        parents = self._pack(b"<</Nums[%s]>>" % b"".join(nums))
        names = b""
        if ids:
            pairs = b" ".join(string(name) + b" %d 0 R" % ids[name] for name in sorted(ids))
            names = b"/IDTree<</Names[%s]>>" % pairs
        return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d%s>>" % (
            top, parents, len(pages) + len(doc.annotations), names,
        )  # fmt: skip

    def _element(
        self,
        element: Element,
        parent: bytes,
        pages: list[bytes],
        numbers: dict[int, int],
        ids: dict[str, int],
    ) -> int:
        me = numbers[id(element)] = self._take()
        here = b"%d 0 R" % me
        page = element.first_page
        kids: list[bytes] = []
        for kid in element.kids:
            if isinstance(kid, Part):
                for index, mark in kid.marks:
                    if index == page:
                        kids.append(b"%d" % mark)
                    else:
                        kids.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (pages[index], mark))
            else:
                kids.append(b"%d 0 R" % self._element(kid, here, pages, numbers, ids))
        for index, name in element.links:
            target = self.doc.refAnnotation(name).format(self.doc)
            kids.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % (pages[index], target))
        body = [b"<</S/%s/P %s" % (element.tag.encode("ascii"), parent)]
        if page >= 0:
            body.append(b"/Pg " + pages[page])
        if kids:
            body.append(b"/K " + kids[0] if len(kids) == 1 else b"/K[%s]" % b" ".join(kids))
        for key, text in ((b"/Alt", element.alt), (b"/ActualText", element.actual_text), (b"/Lang", element.lang),
                          (b"/T", element.title), (b"/ID", element.id)):  # fmt: skip
            if text is not None:
                body.append(key + string(text))
        if element.id is not None:
            ids[element.id] = me
        if element.attributes:
            groups = [
                b"<</O/%s%s>>"
                % (
                    owner.encode("ascii"),
                    b"".join(b"/%s %s" % (k.encode("ascii"), _value(v)) for k, v in values.items()),
                )
                for owner, values in element.attributes.items()
            ]
            body.append(b"/A" + groups[0] if len(groups) == 1 else b"/A[%s]" % b"".join(groups))
        body.append(b">>")
        self.packed.append((me, b"".join(body)))
        return me

    # -------------------------------------------------------------------------------------------------- outlines

    def _outlines(self, pages: list[bytes]) -> bytes:
        """Write the outline; its catalog entry."""
        marks = self.doc.bookmarks
        if not marks:
            return b""
        root = self._take()
        refs = [self._take() for _ in marks]
        parents: list[int] = []
        children: dict[int, list[int]] = {-1: []}
        stack: list[int] = []
        for index, mark in enumerate(marks):
            while stack and marks[stack[-1]].level >= mark.level:
                stack.pop()
            parents.append(stack[-1] if stack else -1)
            children.setdefault(parents[-1], []).append(index)
            stack.append(index)
        for index, mark in enumerate(marks):
            siblings = children[parents[index]]
            place = siblings.index(index)
            body = b"<</Title %s/Parent %d 0 R/Dest[%s/XYZ null %s null]" % (
                string(mark.title), root if parents[index] < 0 else refs[parents[index]],
                pages[mark.page], number(mark.y).encode(),
            )  # fmt: skip
            if place:
                body += b"/Prev %d 0 R" % refs[siblings[place - 1]]
            if place + 1 < len(siblings):
                body += b"/Next %d 0 R" % refs[siblings[place + 1]]
            if below := children.get(index):
                body += b"/First %d 0 R/Last %d 0 R/Count %d" % (refs[below[0]], refs[below[-1]], len(below))
            self.packed.append((refs[index], body + b">>"))
        top = children[-1]
        self.packed.append(
            (
                root,
                b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>"
                % (refs[top[0]], refs[top[-1]], len(marks)),
            )
        )
        return b"/PageMode/UseOutlines/Outlines %d 0 R" % root

    # ------------------------------------------------------------------------------------------------ the ending

    def _finish(self, catalog: int, info: int) -> bytes:
        pack = self._take()
        index, bodies, at = [], [], 0
        for number_, data in self.packed:
            index.append(b"%d %d" % (number_, at))
            bodies.append(data)
            at += len(data) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(head))
        packed = Stream(entries, zlib.compress(head + b"\n".join(bodies), _LEVEL))
        self._put(pack, packed.format(self.doc))
        xref = self._take()
        start = self.offsets[xref] = len(self.out)
        where = {number_: place for place, (number_, _) in enumerate(self.packed)}
        rows = [b"\x00\x00\x00\x00\xff\xff"]
        for n in range(1, self.next):
            if n in where:
                rows.append(b"\x02" + pack.to_bytes(3, "big") + where[n].to_bytes(2, "big"))
            else:
                rows.append(b"\x01" + self.offsets[n].to_bytes(3, "big") + b"\x00\x00")
        digest = hashlib.md5(bytes(self.out), usedforsecurity=False).hexdigest().upper().encode("ascii")
        table = Stream(
            b"/Type/XRef/W[1 3 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]"
            % (self.next, catalog, info, digest, digest),
            zlib.compress(b"".join(rows), _LEVEL),
        )
        self._put(xref, table.format(self.doc))
        self.out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.out)


__all__ = ["Bookmark", "PDFString", "Raw", "Stream", "TaggedDocument", "number", "string"]
