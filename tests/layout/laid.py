"""What stands where on laid out pages: every painted thing with its box, the elements it is in, and its slot.

For tests only. Reads frames, so that a test about a layout needs no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from handouts.layout.document import Laid
from handouts.layout.frame import (
    Area,
    Code,
    Decoration,
    Enter,
    Field,
    Frame,
    Glyphs,
    Item,
    Leave,
    Logo,
    Mark,
    Picture,
    Placed,
    Polygon,
    Rect,
    Rule,
    Slot,
)  # fmt: skip
from handouts.sheet.blocks import Document
from tests.support.pdf_reader import Node

LayOut = Callable[..., "Pages"]

ABOVE, BELOW = 0.75, 0.25
"""How far letters reach above and below their baseline, as shares of the type size."""


@dataclass(frozen=True)
class Pages:
    """A document and its pages."""

    document: Document
    laid: Laid

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The pages."""
        return self.laid.pages


@dataclass(frozen=True)
class Piece:
    """A painted item or the area of a link, in points from the upper left corner of its page."""

    item: Item
    left: float
    top: float
    right: float
    bottom: float
    path: tuple[Enter | Decoration, ...]
    """The elements and decorations that it stands in, from the outside in."""
    slot: str | None

    @property
    def text(self) -> str:
        """The text of glyphs, nothing for all else."""
        return self.item.run.text if isinstance(self.item, Glyphs) else ""

    @property
    def is_text(self) -> bool:
        """Whether it is text that can be seen."""
        return bool(self.text.strip())

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of the elements; none for decorations."""
        return tuple(part.tag for part in self.path if isinstance(part, Enter))

    @property
    def decoration(self) -> Decoration | None:
        """The decoration that it is a part of."""
        return next((part for part in self.path if isinstance(part, Decoration)), None)


def pieces(frame: Frame) -> list[Piece]:
    """Everything that is painted on a page, and the areas of links, in reading order."""
    return list(_pieces(frame, 0.0, 0.0, [], None))


def _pieces(
    frame: Frame, x: float, y: float, path: list[Enter | Decoration], slot: str | None
) -> Iterator[Piece]:
    for item in frame.items:
        match item:
            case Enter() | Decoration():
                path.append(item)
            case Leave():
                path.pop()
            case Placed():
                yield from _pieces(item.frame, x + item.x, y + item.y, path, slot)
            case Slot():
                yield from _pieces(item.frame, x + item.x, y + item.y, path, item.name)
            case Mark():
                pass
            case _:
                left, top, right, bottom = _box(item)
                yield Piece(item, x + left, y + top, x + right, y + bottom, tuple(path), slot)


def _box(item: Item) -> tuple[float, float, float, float]:
    match item:
        case Glyphs(x, y, run, size):
            seen = run.text.rstrip()
            wide = run.width * size * (len(seen) / len(run.text) if seen != run.text and not run.rtl else 1.0)
            return x, y - ABOVE * size, x + wide, y + BELOW * size
        case Rule(x0, y0, x1, y1):
            return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        case Polygon(corners):
            across, down = [x for x, _ in corners], [y for _, y in corners]
            return min(across), min(down), max(across), max(down)
        case Picture(x, y, drawing, _, scale):
            wide, high = drawing.size_pt
            return x, y, x + wide * scale, y + high * scale
        case Code(x, y, size):
            return x, y, x + size, y + size
        case (
            Rect(x, y, width, height)
            | Logo(x, y, width, height)
            | Area(x, y, width, height)
            | Field(x, y, width, height)
        ):
            return x, y, x + width, y + height
    raise TypeError(f"say in this module where {type(item).__name__} lies")


def overlaps(found: Sequence[Piece], across: float = 1.0, down: float = 0.1) -> list[tuple[Piece, Piece]]:
    """Pairs that lie over each other by more than ``across`` points and ``down`` of the lower of their heights."""
    rows = sorted(found, key=lambda piece: piece.top)
    pairs = []
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            if b.top >= a.bottom:
                break
            wide = min(a.right, b.right) - max(a.left, b.left)
            high = min(a.bottom, b.bottom) - b.top
            if wide > across and high > down * min(a.bottom - a.top, b.bottom - b.top):
                pairs.append((a, b))
    return pairs


def elements(frame: Frame) -> Iterator[tuple[Enter | Decoration | Leave, str]]:
    """Where elements begin and end, each with the text up to the next of these marks."""
    said: list[str] = []
    last: Enter | Decoration | Leave | None = None
    for item, _, _ in frame.walk():
        if isinstance(item, Enter | Decoration | Leave):
            if last is not None:
                yield last, "".join(said)
            last, said = item, []
        elif isinstance(item, Glyphs):
            said.append(item.run.text)
    if last is not None:
        yield last, "".join(said)


def tree(frames: Sequence[Frame]) -> Node:
    """The elements of pages with their texts and the pages they are on, like that of a finished file."""
    root = Node("Document", None, None, None, {})
    keyed: dict[int, Node] = {}
    stack: list[Node | None] = [root]
    for page, frame in enumerate(frames):
        for item, _, _ in frame.walk():
            top = stack[-1]
            match item:
                case Enter(key=key):
                    assert top is not None
                    node = keyed.get(key) if key is not None else None
                    if node is None:
                        attributes = {name: value for _, values in item.attributes for name, value in values}
                        node = Node(item.tag, item.alt, item.means, item.lang, attributes)
                        top.kids.append(node)
                        if key is not None:
                            keyed[key] = node
                    stack.append(node)
                case Decoration():
                    stack.append(None)
                case Leave():
                    stack.pop()
                case Glyphs() | Picture() | Code() | Logo() if top is not None:
                    top.pages.add(page)
                    if isinstance(item, Glyphs):
                        top.kids.append(item.run.text)
    return root
