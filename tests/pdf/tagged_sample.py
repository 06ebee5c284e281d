"""A small document of frames: headings, a list, a table over two pages, a figure, links, decoration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from handouts.layout.faces import FontBook
from handouts.layout.frame import (
    LEAVE,
    Area,
    Attribute,
    Attributes,
    Bounds,
    Decoration,
    Enter,
    Frame,
    Glyphs,
    Item,
    Mark,
    Rect,
    Rule,
)  # fmt: skip
from handouts.layout.shape import Shaper
from handouts.layout.theme import Weight
from handouts.pdf.document import TaggedDocument
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.operators import Operators
from handouts.pdf.paint import Painter
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts, ShownText
from handouts.pdf.writer import write

ABOUT = DocumentInfo(
    title="Hip & <thigh>: a sheet",
    author="Example Clinic",
    subject="What helps",
    lang="en",
    date="2026-03-01",
)
WIDTH, HEIGHT = 612.0, 792.0
BOOK = FontBook(system=False)
SHAPER = Shaper(BOOK)
PROGRAMS = FontPrograms(BOOK)
Items = list[Item]


def say(text: str, x: float = 72, y: float = 700, weight: Weight = "regular", size: float = 12) -> Items:
    """One line of text, ``y`` points above the bottom of the page."""
    items: Items = []
    for run in SHAPER.shape(text, weight):
        items.append(Glyphs(x, HEIGHT - y, run, size, "#000000"))
        x += run.width * size
    return items


def tag(
    name: str,
    *parts: Sequence[Item],
    alt: str | None = None,
    lang: str | None = None,
    box: Bounds | None = None,
    key: int | None = None,
    id: str | None = None,
    means: str | None = None,
    **attributes: dict[str, Attribute],
) -> Items:
    """An element with its content; attributes by owner: ``Table={"Scope": "Row"}``."""
    owners: Attributes = tuple((owner, tuple(values.items())) for owner, values in attributes.items())
    return [
        Enter(name, alt, owners, lang, box, key, id, means),
        *(item for part in parts for item in part),
        LEAVE,
    ]


def decoration(
    *parts: Sequence[Item],
    kind: Literal["Layout", "Pagination"] = "Layout",
    subtype: Literal["Header", "Footer"] | None = None,
) -> Items:
    """Something for the eye only."""
    return [Decoration(kind, subtype), *(item for part in parts for item in part), LEAVE]


def area(url: str, says: str, x: float = 0, y: float = 9, width: float = 9, height: float = 9) -> Items:
    """A place that leads somewhere; ``y`` is its upper edge above the bottom of the page."""
    return [Area(x, HEIGHT - y, width, height, url, says)]


def mark(title: str, level: int, y: float) -> Items:
    """A bookmark."""
    return [Mark(title, level, HEIGHT - y)]


def ring(x: float = 100, y: float = 100, radius: float = 9) -> Items:
    """A circle."""
    side = 2 * radius
    return [Rect(x - radius, HEIGHT - y - radius, side, side, "#D9907F", "#000000", 1.0, (radius,) * 4)]


def file(pages: Sequence[Sequence[Item]], about: DocumentInfo = ABOUT) -> bytes:
    """The finished file of some pages."""
    document = TaggedDocument(about, Element("Document"))
    fonts = DocumentFonts(PROGRAMS, ShownText(BOOK))
    painter = Painter(document, fonts, Operators())
    for items in pages:
        painter.page(Frame(WIDTH, HEIGHT, tuple(items)))
    return write(document, fonts)


def one_page(*parts: Sequence[Item], about: DocumentInfo = ABOUT) -> bytes:
    """A document with a heading and ``parts``."""
    return file([[*tag("H1", say("Heading", y=740)), *(item for part in parts for item in part)]], about)


def _header(y: float) -> Items:
    return [
        *say("Cause", 72, y, "bold"),
        *say("Help", 300, y, "bold"),
    ]


def _row(y: float, cause: str, remedy: str) -> Items:
    name = tag("TH", say(cause, y=y), Table={"Scope": "Row"})
    line = decoration([Rule(72, HEIGHT - y + 4, 540, HEIGHT - y + 4, "#000000", 1.0)])
    return [*tag("TR", name, tag("TD", say(remedy, x=300, y=y) if remedy else ())), *line]


def sample(about: DocumentInfo = ABOUT) -> bytes:
    """The whole sample: two pages."""
    url, says = "https://example.org/hip", "The article on hips"
    link = tag(
        "Link",
        say("the article ", x=100, y=680),
        say("on hips", x=72, y=665),
        area(url, says, 100, 692, 70, 15),
        area(url, says, 72, 677, 48, 15),
    )
    entries = [
        tag("LI", tag("Lbl", say(f"{n}.", y=640 - 15 * n)), tag("LBody", say(text, x=90, y=640 - 15 * n)))
        for n, text in enumerate(("Lie down.", "Lift the leg."), 1)
    ]
    picture = [*ring(112, 440, 30), Rule(72, HEIGHT - 400, 152, HEIGHT - 480, "#000000", 1.0)]
    head = [
        tag("TH", say(text, x, 320, "bold"), Table={"Scope": "Column"})
        for text, x in (("Cause", 72.0), ("Help", 300.0))
    ]
    table = [
        *mark("Table", 1, 330),
        *tag("THead", tag("TR", *head)),
        *tag("TBody", _row(300, "Sitting", "Get up"), key=2),
    ]
    front = [
        *mark("Hip and thigh", 0, 750),
        *tag("H1", say("Hip and thigh – ça va", y=740, weight="extrabold", size=28)),
        *tag("H2", say("What helps", y=700, weight="bold", size=14)),
        *tag("P", say("Read ", y=680), link, say(" first. Θα δούμε.", x=120, y=665)),
        *tag("L", *entries, List={"ListNumbering": "Decimal"}),
        *tag("Figure", picture, alt="A leg, seen from the side", box=(72, HEIGHT - 480, 80, 80)),
        *tag("Table", table, key=1),
    ]
    first = [*tag("Sect", front, key=0), *_foot("Page 1 of 2")]
    again = decoration(_header(740), kind="Pagination", subtype="Header")
    rest = tag("Table", tag("TBody", _row(720, "Standing", ""), key=2), key=1)
    back = tag(
        "Sect",
        mark("More", 0, 700),
        tag("H2", say("More", y=690, weight="bold")),
        tag("P", say("Call (630) 555-0142 \\ ask.", y=670)),
        tag("P"),  # nothing is painted for it
    )
    return file([first, [*again, *tag("Sect", rest, key=0), *back, *_foot("Page 2 of 2")]], about)


def _foot(text: str) -> Items:
    return decoration(say(text, y=30, size=8.5), kind="Pagination", subtype="Footer")
