"""What a finished sheet is, and what is to be known of one that had to fit its pages. Makes nothing.

Opens no content: a sheet whose words are known is printed without it (:mod:`handouts.kept`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from handouts.notes import Note

if TYPE_CHECKING:
    from handouts.pdf.render import Rendered
    from handouts.sheet.blocks import Document

Format = Literal["pdf", "html", "text"]
FORMATS: tuple[Format, ...] = ("pdf", "html", "text")

DRAWINGS = "drawings"
"""What the renderer calls the drawings among what it left out."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished sheet: the bytes (text in UTF-8), its number of pages (0 where there are none), and what to know."""

    data: bytes
    pages: int
    notes: tuple[Note, ...]

    @property
    def text(self) -> str:
        """The data of a web page or a plain text as a string."""
        return self.data.decode("utf-8")


def paper_notes(document: Document, rendered: Rendered) -> Iterator[Note]:
    """What is to be known of a sheet that had to fit its pages."""
    if document.fits is None:
        if rendered.left_out:
            yield Note(
                "left-out", "notice", document.slug, rendered.left_out,
                number=rendered.pages, most=rendered.pages, parts=rendered.parts,
            )  # fmt: skip
        if document.brief:
            yield Note("short-form", "info", document.slug, document.brief)
        return
    over = rendered.overflow and rendered.pages > document.fits
    number = rendered.pages if over else document.fits
    left_out = tuple(label for label in rendered.left_out if label != DRAWINGS)
    if left_out:
        yield Note(
            "left-out", "notice", document.slug, left_out,
            number=number, most=document.fits, parts=rendered.parts,
        )  # fmt: skip
    if DRAWINGS in rendered.left_out:
        yield Note("drawings-left-out", "notice", document.slug)
    if over:
        yield Note("overflow", "notice", document.slug, number=number, most=document.fits)
    if document.brief:
        yield Note("short-form", "info", document.slug, document.brief)
