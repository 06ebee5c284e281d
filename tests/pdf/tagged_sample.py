"""A small document on the tagged canvas: headings, a list, a table over two pages, a figure, links,
decoration."""

from __future__ import annotations

import io
from collections.abc import Callable

from handouts.pdf.canvas import TaggedCanvas
from handouts.pdf.fonts import FontBook, Weight
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.structure import Element, Part

ABOUT = DocumentInfo(
    title="Hip & <thigh>: a sheet",
    author="Example Clinic",
    subject="What helps",
    lang="en",
    date="2026-03-01",
)
LETTER = (612.0, 792.0)
BOOK = FontBook()


class Page:
    """A document in the making, with short names for what the tests do all the time."""

    def __init__(self, about: DocumentInfo = ABOUT) -> None:
        self.root = Element("Document")
        self.file = io.BytesIO()
        self.canvas = TaggedCanvas(self.file, about, self.root, BOOK, LETTER)

    def write(
        self,
        target: Element | Part | None,
        text: str,
        x: float = 72,
        y: float = 700,
        weight: Weight = "regular",
        size: float = 12,
        repeats: bool = False,
    ) -> None:
        """Paint one line as content of ``target``, or as decoration."""
        runs = [(font, size, run) for font, run in BOOK.split(text, weight)]
        if target is None:
            with self.canvas.artifact("Pagination", "Footer"):
                self.canvas.show(x, y, runs)
        else:
            with self.canvas.content(target, repeats=repeats):
                self.canvas.show(x, y, runs)

    def bytes(self) -> bytes:
        """The finished file."""
        self.canvas.save()
        return self.file.getvalue()


def one_page(build: Callable[[Page], None], about: DocumentInfo = ABOUT) -> bytes:
    """A document with a heading and whatever ``build`` adds."""
    page = Page(about)
    page.write(page.root.element("H1"), "Heading", y=740)
    build(page)
    return page.bytes()


def sample(about: DocumentInfo = ABOUT) -> bytes:
    """The whole sample: two pages."""
    page = Page(about)
    canvas = page.canvas
    front, back = page.root.element("Sect"), page.root.element("Sect")
    canvas.bookmark("Hip and thigh", 0, 750)
    page.write(front.element("H1"), "Hip and thigh – ça va", y=740, weight="extrabold", size=28)
    page.write(front.element("H2"), "What helps", y=700, weight="bold", size=14)

    paragraph = front.element("P")
    page.write(paragraph, "Read ", y=680)
    link = paragraph.element("Link")
    page.write(link, "the article ", x=100, y=680)
    page.write(link, "on hips", x=72, y=665)
    canvas.link(link, "https://example.org/hip", (100, 677, 170, 692), "The article on hips")
    canvas.link(link, "https://example.org/hip", (72, 662, 120, 677), "The article on hips")
    page.write(paragraph, " first. Θα δούμε.", x=120, y=665)

    items = front.element("L", attributes={"List": {"ListNumbering": "Decimal"}})
    for n, text in enumerate(("Lie down.", "Lift the leg."), 1):
        item = items.element("LI")
        page.write(item.element("Lbl"), f"{n}.", y=640 - 15 * n)
        page.write(item.element("LBody"), text, x=90, y=640 - 15 * n)

    figure = front.element("Figure", alt="A leg, seen from the side")
    canvas.saveState()
    canvas.translate(72, 400)
    canvas.scale(2, 2)
    with canvas.content(figure):
        canvas.setFillColorRGB(0.85, 0.56, 0.5)
        canvas.circle(20, 20, 15, stroke=1, fill=1)
        canvas.paint("q 1 w 0 0 m 40 40 l S Q")
    canvas.figure_box(figure, 0, 0, 40, 40)
    canvas.restoreState()

    canvas.bookmark("Table", 1, 330)
    table = front.element("Table")
    head = table.element("THead").element("TR")
    names = [head.element("TH", attributes={"Table": {"Scope": "Column"}}) for _ in range(2)]
    body = table.element("TBody")

    def header(y: float) -> None:
        for cell, text, x in zip(names, ("Cause", "Help"), (72, 300), strict=True):
            page.write(cell, text, x=x, y=y, weight="bold", repeats=True)

    def row(y: float, cause: str, remedy: str) -> None:
        tr = body.element("TR")
        page.write(tr.element("TH", attributes={"Table": {"Scope": "Row"}}), cause, y=y)
        cell = tr.element("TD")
        if remedy:
            page.write(cell, remedy, x=300, y=y)
        with canvas.artifact("Layout"):
            canvas.line(72, y - 4, 540, y - 4)

    header(320)
    row(300, "Sitting", "Get up")
    page.write(None, "Page 1 of 2", y=30, size=8.5)
    canvas.showPage()
    header(740)
    row(720, "Standing", "")
    canvas.bookmark("More", 0, 700)
    page.write(back.element("H2"), "More", y=690, weight="bold")
    page.write(back.element("P"), "Call (630) 555-0142 \\ ask.", y=670)
    back.element("P")  # nothing is painted for it
    page.write(None, "Page 2 of 2", y=30, size=8.5)
    return page.bytes()
