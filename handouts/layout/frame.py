"""What a page is made of, as values: items at places, and the structure tags among them. Paints nothing.

A :class:`Frame` is frozen and hashable. Its items stand in reading order; where they stand on the paper is their own
affair. Coordinates are points from the upper left corner of the frame, y downwards. Whatever is painted stands between
an :class:`Enter` (a structure element) or a :class:`Decoration` and the :class:`Leave` that ends it, so text without a
tag cannot be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from handouts.figures.drawing import Drawing
from handouts.layout.shape import GlyphRun
from handouts.layout.theme import TextStyle
from handouts.palette import BUNDLED, Accent

Attribute = str | int | float | tuple[float, ...] | tuple[str, ...]
Attributes = tuple[tuple[str, tuple[tuple[str, Attribute], ...]], ...]
"""Attributes of a structure element by owner: ``(("Table", (("Scope", "Row"),)),)``."""

Bounds = tuple[float, float, float, float]
"""Left, top, width, height in points."""


class Glyphs(NamedTuple):
    """A set run: ``x`` is its left end, ``y`` its baseline."""

    x: float
    y: float
    run: GlyphRun
    size: float
    colour: str


class Rect(NamedTuple):
    """A box, filled, outlined or both. ``radii`` round its corners: top left, top right, bottom right, bottom left."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    line: float = 0.0
    radii: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A straight line ``line`` points thick."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    line: float


class Polygon(NamedTuple):
    """A filled shape with straight sides."""

    corners: tuple[tuple[float, float], ...]
    fill: str


class Picture(NamedTuple):
    """The lines and areas of a drawing, ``scale`` times its nominal size; its labels are glyphs beside it.

    ``palette``: the name of its colours; ``accent``: a clinic's own among them.
    """

    x: float
    y: float
    drawing: Drawing
    palette: str
    scale: float
    accent: Accent = BUNDLED

    @property
    def width(self) -> float:
        """Points across."""
        return self.drawing.size_pt[0] * self.scale


class Code(NamedTuple):
    """A QR code in a square of ``size`` points, quiet zone included."""

    x: float
    y: float
    size: float
    url: str


class Logo(NamedTuple):
    """A picture file, as large as the box allows without changing its shape."""

    x: float
    y: float
    width: float
    height: float
    file: str


class Enter(NamedTuple):
    """The structure element ``tag`` begins, a child of the one that is open.

    ``alt``: what a picture says in words. ``lang``: where it differs from the document's. ``box``: where a figure
    lies. ``key``: an element that goes on over the page is entered again under the same number. ``id``: a name unique
    in the document, for table cells that others name as their header. ``means``: what an
    abbreviation is short for.
    """

    tag: str
    alt: str | None = None
    attributes: Attributes = ()
    lang: str | None = None
    box: Bounds | None = None
    key: int | None = None
    id: str | None = None
    means: str | None = None


class Decoration(NamedTuple):
    """What follows, up to its :class:`Leave`, is for the eye only."""

    kind: Literal["Layout", "Pagination"] = "Layout"
    subtype: Literal["Header", "Footer"] | None = None


class Leave(NamedTuple):
    """The element or decoration that was entered last ends."""


class Area(NamedTuple):
    """A place that leads to ``url``, inside a Link element; ``says`` is what it says of itself in words."""

    x: float
    y: float
    width: float
    height: float
    url: str
    says: str


class Field(NamedTuple):
    """A place to fill in on a screen, inside a Form element: to ``tick``, or for a ``text`` of at most ``most`` letters
    (0: any number) in type of ``size`` points. Fields of one ``name`` hold the same; ``says`` is what it is for.
    """

    x: float
    y: float
    width: float
    height: float
    kind: Literal["tick", "text"]
    name: str
    says: str
    size: float = 10.0
    most: int = 0

    def tagged(self) -> tuple[Item, ...]:
        """The field in an element of its own."""
        return Enter("Form"), self, LEAVE


class Mark(NamedTuple):
    """A bookmark for height ``y``; ``level`` counts from 0."""

    title: str
    level: int
    y: float


class Placed(NamedTuple):
    """A frame inside a frame. ``fixed``: its inside stays as it is when the page is mirrored (a drawing)."""

    x: float
    y: float
    frame: Frame
    fixed: bool = False


class SlotLook(NamedTuple):
    """How the text of a slot is set: style and colour of links, alignment, direction and language of the document.
    ``face``: the key of the face that it is set in unless its letters want another; what says so, and where the first
    line begins, then stands before the slot and not in it.
    """

    style: TextStyle
    accent: str
    align: str
    rtl: bool
    lang: str
    face: str | None = None


class Slot(NamedTuple):
    """Room of a fixed size for what is a patient's own; ``frame`` is what fills it for this one. ``look``: how what
    fills it for another one is set, in the width of ``frame``; nobody else's text stands there without it.
    """

    x: float
    y: float
    frame: Frame
    name: str
    look: SlotLook | None = None


Item = (
    Glyphs | Rect | Rule | Polygon | Picture | Code | Logo | Enter | Decoration | Leave | Area | Mark | Placed
    | Slot | Field
)  # fmt: skip

LEAVE = Leave()
LAYOUT = Decoration()


class Frame(NamedTuple):
    """A laid out piece of a page: its size in points, and its items in reading order."""

    width: float
    height: float
    items: tuple[Item, ...] = ()

    def mirrored(self) -> Frame:
        """The same frame for a page that is read from right to left: right and left exchanged, drawings kept."""
        return Frame(self.width, self.height, tuple(_mirrored(item, self.width) for item in self.items))

    def decoration(
        self, kind: Literal["Layout", "Pagination"], subtype: Literal["Header", "Footer"]
    ) -> Frame:
        """What the frame looks like, with nothing to be heard: a table header that is repeated."""
        return Frame(self.width, self.height, (Decoration(kind, subtype), *untagged(self.items), LEAVE))

    def walk(self, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[Item, float, float]]:
        """Every item with the place of the frame that holds it, in reading order, frames inside opened."""
        for item in self.items:
            if type(item) in (Placed, Slot):
                yield from item.frame.walk(x + item.x, y + item.y)  # type: ignore[union-attr]
            else:
                yield item, x, y

    def text(self) -> str:
        """All text that is set in it, as it is read."""
        return "".join(item.run.text for item, _, _ in self.walk() if isinstance(item, Glyphs))


def _mirrored(item: Item, width: float) -> Item:
    match item:
        case Glyphs():
            return item._replace(x=width - item.x - item.run.width * item.size)
        case Rect(radii=(a, b, c, d)):
            return item._replace(x=width - item.x - item.width, radii=(b, a, d, c))
        case Rule():
            return item._replace(x0=width - item.x0, x1=width - item.x1)
        case Polygon():
            return item._replace(corners=tuple((width - x, y) for x, y in item.corners))
        case Placed(fixed=False) | Slot():
            return item._replace(x=width - item.x - item.frame.width, frame=item.frame.mirrored())
        case Placed():
            return item._replace(x=width - item.x - item.frame.width)
        case Code():
            return item._replace(x=width - item.x - item.size)
        case Logo() | Area() | Field():
            return item._replace(x=width - item.x - item.width)
        case Picture():
            return item._replace(x=width - item.x - item.width)
        case Enter(box=(x, y, wide, high)):
            return item._replace(box=(width - x - wide, y, wide, high))
        case _:
            return item


def untagged(items: Iterable[Item]) -> Iterator[Item]:
    """What of ``items`` is painted, without tags, links and bookmarks."""
    for item in items:
        if isinstance(item, Placed | Slot):
            yield item._replace(frame=item.frame._replace(items=tuple(untagged(item.frame.items))))
        elif not isinstance(item, Enter | Leave | Decoration | Area | Mark | Field):
            yield item


def stacked(frames: Iterable[Frame], width: float, gaps: Iterable[float]) -> Frame:
    """``frames`` one below the other, each with its gap above (the first of which counts too)."""
    items: list[Item] = []
    y = 0.0
    for frame, gap in zip(frames, gaps, strict=True):
        y += gap
        items.append(Placed(0.0, y, frame))
        y += frame.height
    return Frame(width, y, tuple(items))
