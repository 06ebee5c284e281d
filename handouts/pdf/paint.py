"""Frames as page description operators and structure elements. Decides nothing: every place comes from the frame.

Items are painted in reading order. Consecutive items of one element make one piece of marked content; what stands in no
element and no decoration cannot be painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handouts.layout import frame as items
from handouts.layout.boxes import first_baseline
from handouts.layout.frame import Frame, SlotLook
from handouts.pdf import ink
from handouts.pdf.checks import Violation
from handouts.pdf.document import Bookmark, LinkArea, Page, Place, TaggedDocument
from handouts.pdf.forms import FormField
from handouts.pdf.objects import number
from handouts.pdf.operators import Operators, Stencil
from handouts.pdf.structure import Element
from handouts.pdf.used import DocumentFonts

Hundredths = tuple[int, int]
"""A place on a page in hundredths of a point, from its lower left corner."""
_OUTSIDE = "painted outside of every element and decoration"


def shape_of(frame: Frame) -> tuple[items.Item | None, ...]:
    """What there is in a frame but text: its tags, and None where there is any text."""
    found: list[items.Item | None] = []
    for item, _, _ in frame.walk():
        if not isinstance(item, items.Glyphs):
            found.append(item)
        elif item.run.ids and (not found or found[-1] is not None):
            found.append(None)
    return tuple(found)


class UntaggedContentError(RuntimeError):
    """Something was to be painted that belongs to no structure element and is no decoration."""


def _artifact(item: items.Decoration) -> str:
    """The operator that begins a decoration."""
    more = f"/Subtype/{item.subtype}" if item.subtype else ""
    return f"/Artifact<</Type/{item.kind}{more}>>BDC"


class Painter:
    """Paints the pages of one document, one after the other."""

    def __init__(self, document: TaggedDocument, fonts: DocumentFonts, operators: Operators) -> None:
        self.document, self.fonts, self.operators = document, fonts, operators
        self._keyed: dict[int, Element] = {}
        self._stack: list[Element | None] = [document.root]
        """Open elements from the outside in; None is a decoration."""
        self._paint: dict[type, Callable[[Any, float, float], None]] = {
            items.Glyphs: self._glyphs,
            items.Rect: self._rect,
            items.Rule: self._rule,
            items.Polygon: self._polygon,
            items.Picture: self._picture,
            items.Code: self._code,
            items.Logo: self._logo,
            items.Enter: self._enter,
            items.Decoration: self._decoration,
            items.Leave: self._leave,
            items.Area: self._area,
            items.Field: self._field,
            items.Mark: self._mark,
            items.Placed: self._placed,
            items.Slot: self._slot,
        }

    def page(self, frame: Frame) -> None:
        """Paint ``frame`` as the next page."""
        self._begin(Page(frame.width, frame.height))
        self._inside(frame, 0.0, 0.0)
        if len(self._stack) != 1:
            raise UntaggedContentError("an element or decoration is still open at the end of the page")
        self._end_part()
        self.document.pages.append(self._page)

    def fill(self, place: Place, frame: Frame) -> str | None:
        """The operators that fill the slot at ``place`` with ``frame``; None if it would not be tagged as what was
        there. Of the document only the number of its pages counts.
        """
        self._begin(Page(place.width, place.page_height, marks=[self.document.root] * place.mark))
        decoration = place.tag.startswith("/")
        self._artifact = place.tag
        self._stack = [self.document.root, None if decoration else Element(place.tag, self.document.root)]
        if place.around is not None:
            self._lead(place.around, place.x, place.y)
            self._out.clear()
        self._inside(frame, place.x, place.y)
        if place.around is None:
            self._close()
        self._cut()
        same = len(self._page.marks) == place.mark + place.marks and shape_of(frame) == place.shape
        return self._page.parts[0] if same else None

    def _begin(self, page: Page) -> None:
        self._page = page
        self._out: list[str] = []
        self._open = self._text = False
        self._line: Hundredths = 0, 0
        """Where the last line of text began."""
        self._forget()

    def _forget(self) -> None:
        """What follows knows nothing of what was painted before: neither colours nor fonts."""
        self._ink = self._pen = self._font = ""
        self._at: Hundredths | None = None

    def _cut(self) -> None:
        """What follows is another part of the page."""
        self._page.parts.append("\n".join(self._out))
        self._out = []

    def _end_part(self) -> None:
        self._close()
        self._cut()
        self._forget()

    def _inside(self, frame: Frame, x: float, y: float) -> None:
        paint = self._paint
        for item in frame.items:
            paint[type(item)](item, x, y)

    # ------------------------------------------------------------------------------------------- marked content

    def _enter(self, item: items.Enter, x: float, y: float) -> None:
        self._close()
        parent = self._stack[-1]
        if parent is None:
            raise UntaggedContentError(f"<{item.tag}> inside a decoration")
        element = self._keyed.get(item.key) if item.key is not None else None
        if element is None:
            attributes = {owner: dict(values) for owner, values in item.attributes}
            element = parent.element(
                item.tag,
                alt=item.alt,
                means=item.means,
                lang=item.lang,
                id=item.id,
                attributes=attributes,
            )
            if item.key is not None:
                self._keyed[item.key] = element
        if item.box is not None:
            left, top, wide, high = item.box
            x0, y1 = x + left, self._page.height - y - top
            box = tuple(float(number(v)) for v in (x0, y1 - high, x0 + wide, y1))
            element.set_attributes("Layout", {"Placement": "Block", "BBox": box})
        self._stack.append(element)

    def _decoration(self, item: items.Decoration, x: float, y: float) -> None:
        self._close()
        self._artifact = _artifact(item)
        self._stack.append(None)

    def _leave(self, item: items.Leave, x: float, y: float) -> None:
        self._close()
        self._stack.pop()

    def _close(self) -> None:
        """End the marked content that is open; if nothing was painted in it, it was never there."""
        if self._text:
            self._out.append("ET")
            self._text = False
        if self._open:
            if self._out[-1].endswith("BDC"):
                self._out.pop()
            else:
                self._out.append("EMC")
            self._open = False

    def _ready(self, text: bool) -> None:
        """Open marked content of the element that is entered, and a text object, or end the one that is open."""
        if self._text and not text:
            self._out.append("ET")
            self._text = False
        if not self._open:
            element = self._stack[-1]
            if len(self._stack) == 1:
                raise UntaggedContentError(_OUTSIDE)
            if element is None:
                self._out.append(self._artifact)
                self._open = True
        if not self._open:
            assert element is not None
            page = len(self.document.pages)
            mark = (page, len(self._page.marks))
            element.part().marks.append(mark)
            if element.first_page < 0:
                element.first_page = page
            self._out.append(f"/{element.tag}<</MCID {mark[1]}>>BDC")
            self._page.marks.append(element)
            self._open = True
        if text and not self._text:
            self._out.append("BT")
            self._text = True
            self._line = 0, 0

    # --------------------------------------------------------------------------------------------------- painting

    def _placed(self, item: items.Placed | items.Slot, x: float, y: float) -> None:
        self._inside(item.frame, x + item.x, y + item.y)

    def _slot(self, item: items.Slot, x: float, y: float) -> None:
        """What fills a slot is a part of its own, so that another filling can take its place. Of mere text nothing but
        the text is in it.
        """
        element, frame, page = self._stack[-1], item.frame, self._page
        self._close()
        mark = len(page.marks)
        place = Place(
            item.name, len(self.document.pages), page.height, x + item.x, y + item.y, frame.width, frame.height,
            item.look, element.tag if element else self._artifact, mark, 0, shape_of(frame),
        )  # fmt: skip
        if place.around is None:
            self._end_part()
        else:
            self._lead(place.around, place.x, place.y)
            self._cut()
        self.fonts.in_slot = True
        self._placed(item, x, y)
        self.fonts.in_slot = False
        if place.around is None:
            self._end_part()
        else:
            self._cut()
            self._close()
            self._forget()
        page.slots.append(replace(place, marks=len(page.marks) - mark))

    def _lead(self, look: SlotLook, x: float, y: float) -> None:
        """All that stands before a text set like ``look`` whose upper left corner is here."""
        assert look.face is not None
        self._ready(True)
        self._colour(look.style.colour)
        self._face(self.fonts.ready(look.face), look.style.size)
        self._at = self._place(x, y + first_baseline(look.style))
        self._out.append(self._moved(self._at))

    def _glyphs(self, item: items.Glyphs, x: float, y: float) -> None:
        self._ready(True)
        self._colour(item.colour)
        name, shown = self.fonts.show(item.run, item.size)
        self._face(name, item.size)
        place = self._place(x + item.x, y + item.y)
        where = [] if place == self._at else [self._moved(place)]
        if item.run.lang and self._stack[-1] is None:  # no element is there to say it
            shown = f"/Span<</Lang({item.run.lang})>>BDC {shown} EMC"
        self._out.append(" ".join((*where, shown)))
        self._at = None

    def _place(self, x: float, y: float) -> Hundredths:
        """Where a point of the frame is on the page."""
        return round(100 * x), round(100 * (self._page.height - y))

    def _moved(self, place: Hundredths) -> str:
        """The operator that begins a line of text, counted from the one before: lines of a paragraph say the same."""
        (x0, y0), (x1, y1) = self._line, place
        self._line = place
        return f"{(x1 - x0) / 100:g} {(y1 - y0) / 100:g} Td"

    def _face(self, name: str, size: float) -> None:
        font = f"/{name} {size:g} Tf"
        if font != self._font:
            self._out.append(font)
            self._font = font

    def _colour(self, colour: str) -> None:
        if colour != self._ink:
            self._out.append(ink.fill(colour))
            self._ink = colour

    def _stroke(self, colour: str, line: float) -> None:
        pen = ink.stroke(colour, line)
        if pen != self._pen:
            self._out.append(pen)
            self._pen = pen

    def _rect(self, item: items.Rect, x: float, y: float) -> None:
        self._ready(False)
        if item.fill:
            self._colour(item.fill)
        if item.stroke:
            self._stroke(item.stroke, item.line)
        bottom = self._page.height - y - item.y - item.height
        verb = "B" if item.fill and item.stroke else "f" if item.fill else "S"
        if any(item.radii):  # from its own corner, so that boxes of one size say the same
            path = ink.box(0.0, 0.0, item.width, item.height, item.radii)
            self._out.append(f"q 1 0 0 1 {x + item.x:.2f} {bottom:.2f} cm {path} {verb} Q")
        else:
            self._out.append(f"{ink.box(x + item.x, bottom, item.width, item.height)} {verb}")

    def _rule(self, item: items.Rule, x: float, y: float) -> None:
        self._ready(False)
        self._stroke(item.colour, item.line)
        top = self._page.height - y
        self._out.append(ink.line(x + item.x0, top - item.y0, x + item.x1, top - item.y1))

    def _polygon(self, item: items.Polygon, x: float, y: float) -> None:
        self._ready(False)
        self._colour(item.fill)
        top = self._page.height - y
        self._out.append(ink.polygon((x + px, top - py) for px, py in item.corners) + " f")

    def _picture(self, item: items.Picture, x: float, y: float) -> None:
        self._ready(False)
        left, top = x + item.x, self._page.height - y - item.y
        self._stencil(self.operators.drawing(item.drawing, item.palette, item.scale, left, top, item.accent))

    def _code(self, item: items.Code, x: float, y: float) -> None:
        self._ready(False)
        left, top = x + item.x, self._page.height - y - item.y
        self._stencil(self.operators.code(item.url, left, top, item.size))

    def _stencil(self, stencil: Stencil) -> None:
        """Paint what stands in the file once, however often it is painted."""
        stencils = self.document.stencils
        name = stencils.setdefault(stencil.data, f"D{len(stencils)}")
        self._out.append(f"q {stencil.place} /{name} Do Q")

    def _logo(self, item: items.Logo, x: float, y: float) -> None:
        self._ready(False)
        images = self.document.images
        name = next((name for name, file in images.items() if file == item.file), f"Im{len(images)}")
        images[name] = item.file
        left, bottom = x + item.x, self._page.height - y - item.y - item.height
        place = f"{item.width:.2f} 0 0 {item.height:.2f} {left:.2f} {bottom:.2f} cm"
        self._out.append(f"q {place} /{name} Do Q")

    # ---------------------------------------------------------------------------------------- links and bookmarks

    def _area(self, item: items.Area, x: float, y: float) -> None:
        element, document = self._stack[-1], self.document
        if element is None or element.tag != "Link":
            raise UntaggedContentError("a link belongs into a Link element")
        if not item.says.strip():
            found = Violation("link-description", f"link to {item.url!r} has no description")
            document.found.append(found)
        if not item.url.lower().startswith(("https://", "mailto:", "tel:")):
            found = Violation("link-address", f"{item.url!r} is no https, mailto or tel address")
            document.found.append(found)
        page, left, top = len(document.pages), x + item.x, self._page.height - y - item.y
        box = (left, top - item.height, left + item.width, top)
        element.links.append((page, len(document.links)))
        if element.first_page < 0:
            element.first_page = page
        document.links.append(LinkArea(page, box, item.url, item.says, element))

    def _field(self, item: items.Field, x: float, y: float) -> None:
        element, document = self._stack[-1], self.document
        if element is None or element.tag != "Form":
            raise UntaggedContentError("a place to fill in belongs into a Form element")
        if not item.says.strip():
            document.found.append(Violation("field-description", f"field {item.name!r} has no description"))
        page, left, top = len(document.pages), x + item.x, self._page.height - y - item.y
        box = tuple(float(number(v)) for v in (left, top - item.height, left + item.width, top))
        element.fields.append((page, len(document.fields)))
        if element.first_page < 0:
            element.first_page = page
        kind, name, says, size, most = item.kind, item.name, item.says, item.size, item.most
        document.fields.append(FormField(page, box, kind, name, says, size, most, element))  # type: ignore[arg-type]

    def _mark(self, item: items.Mark, x: float, y: float) -> None:
        top = self._page.height - y - item.y
        self.document.bookmarks.append(Bookmark(item.title, item.level, len(self.document.pages), top))
