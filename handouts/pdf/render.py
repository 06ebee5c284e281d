"""A document as PDF bytes: laid out, painted, written. Composes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.figures.store import FigureStore
from handouts.layout.document import Laid, lay_out, left_out_labels, left_out_parts
from handouts.layout.faces import FontBook
from handouts.layout.fit import Layouts
from handouts.layout.kit import Memory
from handouts.layout.lines import Typesetter
from handouts.pdf.ahead import Ahead
from handouts.pdf.document import Attachment, TaggedDocument
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.operators import Operators
from handouts.pdf.paint import Painter
from handouts.pdf.structure import Element
from handouts.pdf.template import Template
from handouts.pdf.used import DocumentFonts, ShownText
from handouts.pdf.writer import check, write
from handouts.sheet.blocks import Document


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, what was left out of it, and its number of pages.

    ``overflow``: what has to be on the sheet did not fit two pages, so it has more.
    """

    data: bytes
    left_out: tuple[str, ...]
    pages: int
    overflow: bool = False
    parts: tuple[str, ...] = ()
    """Which part each of ``left_out`` is, without the drawings."""


class Press:
    """Renders documents; keeps fonts, set lines, frames and operators of drawings between them, nothing personal."""

    def __init__(self, fonts: FontBook | None = None) -> None:
        self.fonts = fonts or FontBook()
        self.setter = Typesetter(self.fonts)
        self.memory, self.layouts = Memory(), Layouts()
        self.programs, self.shown = FontPrograms(self.fonts), ShownText(self.fonts)
        self.operators = Operators()

    def ahead(self) -> Ahead:
        """All that was found out so far, for :meth:`learn`."""
        return Ahead(
            self.layouts.found.items(), self.layouts.atoms.items(), self.shown.known.items(),
            self.operators.drawings.items(), self.operators.codes.items(),
        )  # fmt: skip

    def learn(self, ahead: Ahead) -> None:
        """Know what another press with the same fonts found out."""
        self.layouts.found.take(ahead.found)
        self.layouts.atoms.take(ahead.atoms)
        self.shown.known.take(ahead.shown)
        self.operators.drawings.take(ahead.drawings)
        self.operators.codes.take(ahead.codes)

    def lay_out(self, document: Document, figures: FigureStore) -> Laid:
        """The pages of ``document``. Raises :class:`LayoutError` if it cannot be set."""
        return lay_out(document, figures, self.setter, self.memory, self.layouts)

    def render(
        self, document: Document, figures: FigureStore, attached: Attachment | None = None
    ) -> Rendered:
        """``document`` as a PDF/UA-1 and PDF/A-2a file, PDF/A-3a with a file ``attached``. Raises :class:`LayoutError`
        if it cannot be set.
        """
        laid = self.lay_out(document, figures)
        left_out = left_out_labels(laid.left_out) + (() if laid.drawn else ("drawings",))
        data = self.print(document, laid, attached)
        return Rendered(data, left_out, len(laid.pages), laid.overflow, left_out_parts(laid.left_out))

    def print(self, document: Document, laid: Laid, attached: Attachment | None = None) -> bytes:
        """The file of pages that are laid out."""
        return write(*self._painted(document, laid, attached))

    def compile(self, document: Document, laid: Laid) -> Template:
        """The same pages for whoever comes next."""
        tagged, fonts = self._painted(document, laid)
        check(tagged, fonts)
        return Template(tagged, fonts, self.operators)

    def _painted(
        self, document: Document, laid: Laid, attached: Attachment | None = None
    ) -> tuple[TaggedDocument, DocumentFonts]:
        about = DocumentInfo(
            document.title,
            document.author,
            document.subject,
            document.lang,
            document.date,
            3 if attached else 2,
        )
        tagged = TaggedDocument(about, Element("Document"), attached=attached)
        fonts = DocumentFonts(self.programs, self.shown)
        painter = Painter(tagged, fonts, self.operators)
        for frame in laid.pages:
            painter.page(frame)
        return tagged, fonts
