"""Lines of glyph runs as a tagged file, each a paragraph of one page."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.faces import FontBook
from handouts.layout.frame import LEAVE, Enter, Frame, Glyphs, Item
from handouts.layout.lines import Line
from handouts.pdf.document import TaggedDocument
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.operators import Operators
from handouts.pdf.paint import Painter
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts, ShownText
from handouts.pdf.writer import write


def tiny_pdf(lines: Sequence[Line], fonts: FontBook, programs: FontPrograms, *, size: float = 12) -> bytes:
    """``lines`` on one page under each other."""
    assert programs.fonts is fonts
    items: list[Item] = []
    for i, line in enumerate(lines):
        places, x = [], 40.0
        for run in line.runs:
            places.append(x)
            x += run.width * size
        glyphs = [
            Glyphs(places[at], 40 + 2 * size * (i + 1), line.runs[at], size, "#000000") for at in line.order
        ]
        items += [Enter("P"), *glyphs, LEAVE]
    document = TaggedDocument(
        DocumentInfo("Sample", "Tests", "Words", "en", "2026-01-31"), Element("Document")
    )
    used = DocumentFonts(programs, ShownText(fonts))
    Painter(document, used, Operators()).page(Frame(800, 1000, tuple(items)))
    return write(document, used)
