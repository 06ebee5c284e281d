"""Boxes: pieces of a page that know their height for a width, and paint themselves with their tags.

A box is made once from a block and never changes; painting it makes its structure elements, in reading order. The
boxes here are the plain ones; :mod:`handouts.pdf.cards` has those of the sheet's own blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from handouts.figures.drawing import Drawing
from handouts.figures.store import FigureStore
from handouts.layout.theme import TextStyle, Theme
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Attribute, Element
from handouts.pdf.text import Typesetter
from handouts.sheet.blocks import Figure, Item, Runs, Span, plain

Attributes = Mapping[str, Mapping[str, Attribute]]
NO_ATTRIBUTES: Attributes = {}


@dataclass(frozen=True, slots=True)
class Kit:
    """What boxes are made with."""

    setter: Typesetter
    theme: Theme
    figures: FigureStore

    def drawing(self, figure: Figure) -> Drawing:
        """The vectors of a figure, mirrored if asked for."""
        drawing = self.figures.get(figure.kind, figure.slug)
        return drawing.mirrored() if figure.mirrored else drawing


class Box(Protocol):
    """A piece of a page."""

    def height(self, width: float) -> float:
        """Height in points when it is ``width`` points wide."""
        ...

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        """Paint it with its upper left corner at (x, top), as the next child of ``parent``."""
        ...


class TextBox:
    """One paragraph or heading. ``bookmark`` is its level in the outline, from 0."""

    def __init__(
        self,
        kit: Kit,
        runs: Runs,
        style: str,
        tag: str = "P",
        *,
        align: str = "left",
        bookmark: int | None = None,
        attributes: Attributes = NO_ATTRIBUTES,
    ) -> None:
        self.kit, self.runs, self.tag, self.align = kit, runs, tag, align
        self.style: TextStyle = kit.theme.style(style)
        self.bookmark, self.attributes = bookmark, attributes

    def height(self, width: float) -> float:
        return self.style.leading * len(self.kit.setter.lines(self.runs, self.style, width))

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        element = parent.element(self.tag, attributes=self.attributes)
        pen.text(element, pen.lines(self.runs, self.style, width), self.style, x, top, width, self.align)
        if self.bookmark is not None:
            pen.canvas.bookmark(plain(self.runs), self.bookmark, top)


class ListItem:
    """A list entry: label and text side by side. Its parent is the L element."""

    def __init__(
        self, kit: Kit, label: str, item: Item, style: str, colour: str, indent: float = 0.0
    ) -> None:
        self.kit, self.item, self.style = kit, item, kit.theme.style(style)
        self.label, self.colour = label, colour
        self.indent = indent or (1.5 if label.isdigit() else 1.1) * self.style.size

    def height(self, width: float) -> float:
        return self.style.leading * len(
            self.kit.setter.lines(self.item.runs, self.style, width - self.indent)
        )

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        entry = parent.element("LI")
        style = TextStyle(self.style.size, self.style.leading, "bold", self.colour)
        pen.text(entry.element("Lbl"), pen.lines((Span(self.label),), style, self.indent), style, x, top)
        body = entry.element("LBody")
        lines = pen.lines(self.item.runs, self.style, width - self.indent)
        pen.text(body, lines, self.style, x + self.indent, top)


def list_items(
    kit: Kit, items: Sequence[Item], style: str, colour: str, numbered: bool = False
) -> list[ListItem]:
    """The entries of a list."""
    return [
        ListItem(kit, str(n) if numbered else "•", item, style, colour) for n, item in enumerate(items, 1)
    ]


def list_attributes(numbered: bool) -> Attributes:
    """Attributes of an L element (ISO 32000-1, 14.8.5.5)."""
    return {"List": {"ListNumbering": "Decimal" if numbered else "Disc"}}


class ListBox:
    """A whole list."""

    def __init__(
        self,
        kit: Kit,
        items: Sequence[Item],
        style: str,
        colour: str,
        *,
        numbered: bool = False,
        gap: float = 2.0,
    ) -> None:
        self.entries = Stack([*list_items(kit, items, style, colour, numbered)], gap)
        self.numbered = numbered

    def height(self, width: float) -> float:
        return self.entries.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.entries.draw(pen, x, top, width, parent.element("L", attributes=list_attributes(self.numbered)))


class Stack:
    """Boxes one below the other. ``gap`` is between all of them, or one gap before each."""

    def __init__(self, boxes: Sequence[Box], gap: float | Sequence[float] = 0.0) -> None:
        self.boxes = boxes
        gaps = [gap] * len(boxes) if isinstance(gap, int | float) else list(gap)
        self.gaps = [0.0, *gaps[1:]]

    def height(self, width: float) -> float:
        return sum(self.gaps) + sum(box.height(width) for box in self.boxes) if self.boxes else 0.0

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        for box, gap in zip(self.boxes, self.gaps, strict=True):
            top -= gap
            box.draw(pen, x, top, width, parent)
            top -= box.height(width)


class SideBySide:
    """Two boxes beside each other; ``first`` is the width of the left one, or its share if below 1."""

    def __init__(self, left: Box, right: Box, first: float, gutter: float) -> None:
        self.left, self.right, self.first, self.gutter = left, right, first, gutter

    def widths(self, width: float) -> tuple[float, float]:
        """Widths of the two."""
        left = self.first if self.first > 1 else (width - self.gutter) * self.first
        return left, width - self.gutter - left

    def height(self, width: float) -> float:
        left, right = self.widths(width)
        return max(self.left.height(left), self.right.height(right))

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        left, right = self.widths(width)
        self.left.draw(pen, x, top, left, parent)
        self.right.draw(pen, x + left + self.gutter, top, right, parent)


class RightFixed(SideBySide):
    """Side by side with a right column of fixed width."""

    def __init__(self, left: Box, right: Box, right_width: float, gutter: float) -> None:
        super().__init__(left, right, 0.5, gutter)
        self.right_width = right_width

    def widths(self, width: float) -> tuple[float, float]:
        return width - self.gutter - self.right_width, self.right_width


class FigureBox:
    """A drawing with its caption below, no larger than ``most`` (width, height) and never than the width given."""

    def __init__(self, kit: Kit, figure: Figure, most: tuple[float, float], *, caption: bool = True) -> None:
        self.kit, self.figure, self.most = kit, figure, most
        self.drawing = kit.drawing(figure)
        self.caption = (
            TextBox(kit, figure.caption, "caption", "Caption") if caption and figure.caption else None
        )

    def scale(self, width: float) -> float:
        """How many times its nominal size the drawing is printed."""
        w, h = self.drawing.size_pt
        return min(min(width, self.most[0]) / w, self.most[1] / h)

    def width(self) -> float:
        """The width that the drawing takes if it may."""
        return self.drawing.size_pt[0] * self.scale(self.most[0])

    def height(self, width: float) -> float:
        drawn = self.drawing.size_pt[1] * self.scale(width)
        return drawn + (self.caption.height(width) + 3 if self.caption else 0.0)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        scale = self.scale(width)
        h = self.drawing.size_pt[1]
        element = parent.element("Figure", alt=self.figure.alt)
        pen.drawing(element, self.drawing, x, top, scale)
        if self.caption:
            self.caption.draw(pen, x, top - h * scale - 3, width, parent)


class Padded:
    """A box with a ground, an outline and room inside. ``ground`` None leaves it white; ``line`` 0 has no outline."""

    def __init__(
        self,
        inner: Box,
        ground: str | None,
        outline: str,
        line: float,
        radius: float,
        pad: tuple[float, float],
    ) -> None:
        self.inner, self.ground, self.outline = inner, ground, outline
        self.line, self.radius, self.pad = line, radius, pad

    def height(self, width: float) -> float:
        return self.inner.height(width - 2 * self.pad[0]) + 2 * self.pad[1]

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.draw_ground(pen, x, top, width, self.height(width))
        self.inner.draw(pen, x + self.pad[0], top - self.pad[1], width - 2 * self.pad[0], parent)

    def draw_ground(self, pen: Pen, x: float, top: float, width: float, height: float) -> None:
        """The ground and the outline alone."""
        with pen.decoration():
            if self.line:
                inset = self.line / 2
                pen.frame(
                    x + inset, top - inset, width - self.line, height - self.line,
                    self.outline, self.line, self.radius, self.ground,
                )  # fmt: skip
            else:
                pen.fill(x, top, width, height, self.ground, self.radius)
