"""Nothing gets round the tags: painting outside them raises, and ReportLab itself stays as it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from handouts.pdf.canvas import TaggedCanvas, TaggingError, UntaggedContentError
from tests.pdf.tagged_sample import BOOK, Page, sample

PICTURE = ImageReader(Image.new("RGB", (4, 4), "red"))
PAINTING: dict[str, Callable[[TaggedCanvas], Any]] = {
    "show": lambda c: c.show(72, 72, [(BOOK.name("regular"), 12, "words")]),
    "drawString": lambda c: c.drawString(72, 72, "words"),
    "drawRightString": lambda c: c.drawRightString(72, 72, "words"),
    "drawText": lambda c: c.drawText(c.beginText(72, 72)),
    "paint": lambda c: c.paint("0 0 m 9 9 l S"),
    "addLiteral": lambda c: c.addLiteral("0 0 m 9 9 l S"),
    "line": lambda c: c.line(0, 0, 9, 9),
    "lines": lambda c: c.lines([(0, 0, 9, 9)]),
    "rect": lambda c: c.rect(0, 0, 9, 9),
    "roundRect": lambda c: c.roundRect(0, 0, 9, 9, 2),
    "circle": lambda c: c.circle(9, 9, 9),
    "bezier": lambda c: c.bezier(0, 0, 1, 1, 2, 2, 3, 3),
    "grid": lambda c: c.grid([0, 9], [0, 9]),
    "drawPath": lambda c: c.drawPath(c.beginPath()),
    "drawImage": lambda c: c.drawImage(PICTURE, 0, 0),
    "linearGradient": lambda c: c.linearGradient(0, 0, 9, 9, ("red", "blue")),
}


@pytest.mark.parametrize("name", PAINTING)
def test_painting_needs_content_or_artifact(name: str) -> None:
    page = Page()
    page.canvas.setFont(BOOK.name("regular"), 12)
    with pytest.raises(UntaggedContentError):
        PAINTING[name](page.canvas)
    with page.canvas.artifact():
        PAINTING[name](page.canvas)
    with pytest.raises(UntaggedContentError):
        PAINTING[name](page.canvas)


def test_a_plain_platypus_paragraph_is_refused() -> None:
    page = Page()
    paragraph = Paragraph("words", ParagraphStyle("plain", fontName=BOOK.name("regular")))
    paragraph.wrap(200, 200)
    with pytest.raises(UntaggedContentError):
        paragraph.drawOn(page.canvas, 72, 72)


@pytest.mark.parametrize(
    "bypass",
    [
        lambda c: c.linkURL("https://example.org", (0, 0, 9, 9)),
        lambda c: c.linkRect("", "name", (0, 0, 9, 9)),
        lambda c: c.textAnnotation("note", (0, 0, 9, 9)),
        lambda c: c.beginForm("form"),
        lambda c: c.addOutlineEntry("title", "key"),
    ],
)
def test_ways_round_the_tags_are_closed(bypass: Callable[[TaggedCanvas], Any]) -> None:
    with pytest.raises(TaggingError):
        bypass(Page().canvas)


def test_marked_content_does_not_nest_or_cross_pages() -> None:
    page = Page()
    with page.canvas.content(page.root.element("P")), pytest.raises(TaggingError), page.canvas.artifact():
        pass
    page = Page()
    with page.canvas.content(page.root.element("P")), pytest.raises(TaggingError):
        page.canvas.showPage()


def test_colours_of_the_press_are_refused() -> None:
    with pytest.raises(ValueError, match="Non RGB"):
        Page().canvas.setFillColorCMYK(0, 0.5, 1, 0)


def test_reportlab_stays_as_it_is_for_others() -> None:
    def plain() -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, invariant=1)
        canvas.drawString(72, 72, "words")
        canvas.save()
        return file.getvalue()

    before = plain()
    sample()
    assert plain() == before
    with pikepdf.open(io.BytesIO(before)) as pdf:
        assert [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()] == ["/Helvetica"]
