"""Many sheets in one file to print: a part of the structure tree and a bookmark for each. Composes nothing.

Fonts are shared. Bookmarks say what they are told to, and the file names no patient anywhere else but on the pages.
"""

from __future__ import annotations

from dataclasses import replace

from handouts.layout.document import Laid
from handouts.pdf.document import Bookmark, Page, TaggedDocument
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.paint import Painter
from handouts.pdf.render import Press
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts
from handouts.pdf.writer import write
from handouts.sheet.blocks import Document


class PrintFile:
    """A file that sheets are added to; ``first`` says its language and who made it. With ``duplex`` each sheet starts
    on a new sheet of paper.
    """

    def __init__(self, press: Press, first: Document, *, duplex: bool = False) -> None:
        self._press, self._duplex = press, duplex
        self._fonts = DocumentFonts(press.programs, press.shown)
        about = DocumentInfo(first.title, first.author, first.subject, first.lang, first.date)
        self._file = TaggedDocument(about, Element("Document"))

    @property
    def pages(self) -> int:
        """How many pages it has so far."""
        return len(self._file.pages)

    def add(self, document: Document, laid: Laid, label: str) -> int:
        """Add the pages of a sheet under a bookmark ``label``; the number of its first page, from 1."""
        file = self._file
        if self._duplex and self.pages % 2:
            file.pages.append(Page(file.pages[-1].width, file.pages[-1].height))
        about = file.about
        if document.title != about.title and document.title not in about.title.split("; "):
            about = replace(about, title=f"{about.title}; {document.title}", subject="")
        file.about = replace(about, date=max(about.date, document.date))
        lang = document.lang if document.lang != about.lang else None
        part = Element("Part", file.root, lang=lang)
        first, marks = self.pages, len(file.bookmarks)
        painter = Painter(replace(file, root=part), self._fonts, self._press.operators)
        for frame in laid.pages:
            painter.page(frame)
        height = file.pages[first].height
        own = [replace(mark, level=mark.level + 1) for mark in file.bookmarks[marks:]]
        file.bookmarks[marks:] = [Bookmark(label, 0, first, height), *own]
        return first + 1

    def data(self) -> bytes:
        """The file. Raises ConformanceError if it would not be accessible, ValueError if it is too large."""
        return write(self._file, self._fonts)
