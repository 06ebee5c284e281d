"""One document while it is being painted: pages, marked content, links, bookmarks. ``writer`` makes the file.

Subclasses ReportLab's document; changes nothing in ReportLab itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFPage

from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.objects import Raw, number, string
from handouts.pdf.structure import Element
from handouts.pdf.writer import write


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline entry: level from 0, page index from 0, height in points above the bottom of the page."""

    title: str
    level: int
    page: int
    y: float


class LinkAnnotation(Raw):
    """A link: the area in page coordinates, what it says, where it leads, its number among the links."""

    def __init__(
        self, box: tuple[float, float, float, float], description: str, url: str, index: int
    ) -> None:
        super().__init__(b"")
        self.box, self.description, self.url, self.index = box, description, url, index

    def format(self, document: TaggedDocument) -> bytes:
        """The annotation: printed (flag 4), without a border. Its structure parents follow those of the
        pages."""
        return (
            b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/Contents %s/StructParent %d"
            b"/A<</S/URI/URI %s>>>>"
            % (
                " ".join(map(number, self.box)).encode("ascii"),
                string(self.description),
                len(document.pages) + self.index,
                string(self.url),
            )
        )


class TaggedDocument(PDFDocument):  # type: ignore[misc]
    """Collects what a canvas paints. Made by :class:`handouts.pdf.canvas.TaggedCanvas`."""

    about: DocumentInfo
    tree: Element
    icc: bytes
    pages: list[PDFPage]
    page_marks: list[list[Element]]
    """For each page the elements that own its marked content, by identifier."""
    links: list[tuple[str, Element]]
    """Object name of each link annotation and the element that owns it."""
    bookmarks: list[Bookmark]
    missing_glyphs: dict[tuple[str, str], None]
    """Font and character of everything that was painted without a glyph, in order."""

    def prepare(self, about: DocumentInfo, tree: Element, icc: bytes) -> None:
        """Set what the file says of itself, its structure tree and its colour profile."""
        self.about, self.tree, self.icc = about, tree, icc
        self.pages, self.page_marks, self.links, self.bookmarks, self.missing_glyphs = [], [], [], [], {}

    def add_link(
        self, element: Element, box: tuple[float, float, float, float], description: str, url: str
    ) -> str:
        """Register a link annotation; its object name."""
        name = f"Link{len(self.links)}"
        self.addAnnotation(name, LinkAnnotation(box, description, url, len(self.links)))
        self.links.append((name, element))
        element.links.append((len(self.pages), name))
        if element.first_page < 0:
            element.first_page = len(self.pages)
        return name

    def addPage(self, page: PDFPage) -> None:
        """Take a finished page."""
        super().addPage(page)
        self.pages.append(page)

    def GetPDFData(self, canvas: Any) -> bytes:
        """The finished file."""
        for font in self.delayedFonts:
            font.addObjects(self)
        return write(self)
