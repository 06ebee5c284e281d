"""Boxes: pieces of a page. A box has one method, which lays it out in a width and gives a frame.

A box is made from a block and never changes. The boxes here are the plain ones; those of the sheet's own blocks are in
``front``, ``exercise``, ``panels``, ``tables`` and ``log``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from handouts.layout.frame import (
    LEAVE,
    Area,
    Attributes,
    Enter,
    Frame,
    Glyphs,
    Item,
    Mark,
    Picture,
    Placed,
    Slot,
    SlotLook,
    stacked,
)  # fmt: skip
from handouts.layout.kit import Kit, is_private, words
from handouts.layout.labels import set_labels
from handouts.layout.lines import Line, Typesetter
from handouts.layout.shape import GlyphRun
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import Figure, Runs, spoken
from handouts.sheet.blocks import Item as Entry
from handouts.words import lang_of

ASCENT = 0.76
"""Height of the first baseline below the top of its line box, as a share of the type size."""


class Box(Protocol):
    """A piece of a page."""

    def layout(self, width: float) -> Frame:
        """The frame that it makes when it is ``width`` points wide."""
        ...


def set_lines(
    kit: Kit,
    lines: Sequence[Line],
    style: TextStyle,
    x: float = 0.0,
    top: float = 0.0,
    width: float = 0.0,
    align: str = "left",
) -> list[Item]:
    """Lines of text as items of the element that is open, links in elements of their own. ``top``: of the first."""
    links = style.link or kit.theme.palette.accent
    return _tagged(_positioned(lines, style, x, top, width, align, kit.rtl), style, links)


def slot_frame(setter: Typesetter, look: SlotLook, runs: Runs, width: float) -> Frame:
    """What fills a slot ``width`` points wide for somebody: ``runs`` as its box sets them."""
    style = look.style
    lines = setter.lines(runs, style, width, rtl=look.rtl, lang=look.lang)
    placed = _positioned(lines, style, 0.0, 0.0, width, look.align, look.rtl)
    return Frame(width, style.leading * len(lines), tuple(_tagged(placed, style, look.accent)))


def first_baseline(style: TextStyle) -> float:
    """Points from the top of a text in ``style`` to its first baseline."""
    return (style.leading - style.size) / 2 + ASCENT * style.size


Set = tuple[float, float, GlyphRun]
"""A run with its left end and its baseline."""


def _positioned(
    lines: Sequence[Line], style: TextStyle, x: float, top: float, width: float, align: str, rtl: bool
) -> list[Set]:
    """The runs of ``lines`` in the order of reading, at places that count from the side that reading begins at."""
    found: list[Set] = []
    for i, line in enumerate(lines):
        px = x + {"left": 0.0, "centre": (width - line.width) / 2, "right": width - line.width}[align]
        baseline = top + i * style.leading + first_baseline(style)
        if len(line.runs) == 1:
            found.append((px, baseline, line.runs[0]))
            continue
        places: dict[int, float] = {}
        for at in reversed(range(len(line.runs))) if rtl else range(len(line.runs)):
            places[at] = px
            px += line.runs[at].width * style.size
        found += [(places[at], baseline, line.runs[at]) for at in line.order]
    return found


def _tagged(runs: Sequence[Set], style: TextStyle, accent: str) -> list[Item]:
    """Items of ``runs``, in which what leads to one address is one Link, with an area on each of its lines."""
    items: list[Item] = []
    for (url, lang, means), found in groupby(runs, key=lambda one: (one[2].url, one[2].lang, one[2].means)):
        same = list(found)
        colour = accent if url else style.colour
        glyphs = [Glyphs(x, baseline, run, style.size, colour) for x, baseline, run in same]
        if url:
            said = "".join(run.text for _, _, run in same).strip() or url
            items += [Enter("Link", lang=lang), *glyphs, *_areas(same, style, url, said), LEAVE]
        elif lang or means:
            items += [Enter("Span", lang=lang, means=means), *glyphs, LEAVE]
        else:
            items += glyphs
    return items


def _areas(runs: Sequence[Set], style: TextStyle, url: str, said: str) -> list[Area]:
    """The places of a link, one for each of its lines."""
    lines: dict[float, tuple[float, float]] = {}
    for x, baseline, run in runs:
        left, right = lines.get(baseline, (x, x))
        lines[baseline] = min(left, x), max(right, x + run.width * style.size)
    size = style.size
    return [
        Area(left, baseline - 0.8 * size, right - left, 1.05 * size, url, said)
        for baseline, (left, right) in lines.items()
    ]


class TextBox:
    """One paragraph or heading. ``bookmark`` is its level in the outline, from 0; ``slot`` names one whose text is
    a patient's own.
    """

    def __init__(
        self,
        kit: Kit,
        runs: Runs,
        style: str,
        tag: str = "P",
        *,
        align: str = "left",
        bookmark: int | None = None,
        slot: str | None = None,
    ) -> None:
        self.kit, self.runs, self.tag, self.align = kit, runs, tag, align
        self.style: TextStyle = kit.theme.style(style)
        self.bookmark, self.slot, self.private = bookmark, slot, is_private(runs)

    def across(self) -> float:
        """Points that it takes on one line, with a little to spare."""
        return sum(line.width for line in self.kit.lines(self.runs, self.style, 1e4)) + 1.0

    def layout(self, width: float) -> Frame:
        key = ("text", self.runs, self.style, self.tag, self.align, self.bookmark, self.slot, width)
        return self.kit.once(key, self.private, lambda: self._layout(width))

    def _layout(self, width: float) -> Frame:
        kit, text = self.kit, list[Item]()
        if self.slot is not None:
            look = SlotLook(self.style, kit.theme.palette.accent, self.align, kit.rtl, kit.lang)
            filled = slot_frame(kit.setter, look, self.runs, width)
            height, text = filled.height, [Slot(0.0, 0.0, filled, self.slot, look)]
        else:
            lines = kit.lines(self.runs, self.style, width)
            height = self.style.leading * len(lines)
            text = set_lines(kit, lines, self.style, width=width, align=self.align)
        mark = [] if self.bookmark is None else [Mark(spoken(self.runs), self.bookmark, 0.0)]
        return Frame(width, height, (Enter(self.tag), *mark, *text, LEAVE))


class ListItem:
    """A list entry: label and text side by side. Stands in an L element. ``bullet``: room for one, in sizes of type."""

    def __init__(
        self, kit: Kit, label: str, item: Entry, style: str, colour: str, bullet: float = 1.1
    ) -> None:
        self.kit, self.item, self.style = kit, item, kit.theme.style(style)
        self.label, self.colour = label, colour
        self.indent = ((0.7 + 0.8 * len(label)) if label.isdigit() else bullet) * self.style.size

    def across(self) -> float:
        """Points that it takes on one line."""
        return self.indent + sum(line.width for line in self.kit.lines(self.item.runs, self.style, 1e4))

    def layout(self, width: float) -> Frame:
        key = ("entry", self.label, self.item.runs, self.style, self.colour, self.indent, width)
        return self.kit.once(key, is_private(self.item.runs), lambda: self._layout(width))

    def _layout(self, width: float) -> Frame:
        kit, style = self.kit, self.style
        named = TextStyle(style.size, style.leading, "bold", self.colour)
        label = set_lines(kit, kit.lines(words(self.label), named, self.indent), named)
        lines = kit.lines(self.item.runs, style, width - self.indent)
        body = set_lines(kit, lines, style, x=self.indent)
        items = (Enter("LI"), Enter("Lbl"), *label, LEAVE, Enter("LBody"), *body, LEAVE, LEAVE)
        return Frame(width, style.leading * len(lines), items)


def list_items(
    kit: Kit, items: Sequence[Entry], style: str, colour: str, numbered: bool = False
) -> list[ListItem]:
    """The entries of a list."""
    return [
        ListItem(kit, str(n) if numbered else "•", item, style, colour) for n, item in enumerate(items, 1)
    ]


def list_attributes(numbered: bool) -> Attributes:
    """Attributes of an L element (ISO 32000-1, 14.8.5.5)."""
    return (("List", (("ListNumbering", "Decimal" if numbered else "Disc"),)),)


class ListBox:
    """A whole list."""

    def __init__(
        self,
        kit: Kit,
        items: Sequence[Entry],
        style: str,
        colour: str,
        *,
        numbered: bool = False,
        gap: float = 2.0,
    ) -> None:
        self.entries = Stack([*list_items(kit, items, style, colour, numbered)], gap)
        self.numbered = numbered

    def layout(self, width: float) -> Frame:
        frame = self.entries.layout(width)
        return tagged("L", frame, list_attributes(self.numbered))


def tagged(tag: str, frame: Frame, attributes: Attributes = ()) -> Frame:
    """``frame`` as the content of one element."""
    return frame._replace(items=(Enter(tag, attributes=attributes), *frame.items, LEAVE))


class Stack:
    """Boxes one below the other. ``gap`` is between all of them, or one gap before each."""

    def __init__(self, boxes: Sequence[Box], gap: float | Sequence[float] = 0.0) -> None:
        self.boxes = boxes
        gaps = [gap] * len(boxes) if isinstance(gap, int | float) else list(gap)
        self.gaps = [0.0, *gaps[1:]] if boxes else []

    def layout(self, width: float) -> Frame:
        return stacked((box.layout(width) for box in self.boxes), width, self.gaps)


class FigureBox:
    """A drawing with its caption below, no larger than ``most`` (width, height) and never than the width given;
    ``middle``: in the middle of the width.
    """

    def __init__(
        self,
        kit: Kit,
        figure: Figure,
        most: tuple[float, float],
        *,
        caption: bool = True,
        middle: bool = False,
    ) -> None:
        self.kit, self.figure, self.most, self.middle = kit, figure, most, middle
        self.drawing = kit.drawing(figure)
        self.caption = figure.caption if caption else ()

    def scale(self, width: float) -> float:
        """How many times its nominal size the drawing is printed."""
        w, h = self.drawing.size_pt
        return min(min(width, self.most[0]) / w, self.most[1] / h)

    def width(self) -> float:
        """The width that the drawing takes if it may."""
        return self.drawing.size_pt[0] * self.scale(self.most[0])

    def height(self, width: float) -> float:
        """The height of the drawing alone."""
        return self.drawing.size_pt[1] * self.scale(width)

    def centred(self) -> FigureBox:
        """The same in the middle of the width that it is given."""
        return FigureBox(self.kit, self.figure, self.most, caption=bool(self.caption), middle=True)

    def across(self) -> float:
        """The width with which drawing and caption, on one line, do."""
        if not self.caption:
            return self.width()
        line = self.kit.lines(self.caption, self.kit.theme.style("caption"), math.inf)[0]
        return max(self.width(), line.width + 1.0)

    def layout(self, width: float) -> Frame:
        figure = self.figure
        key = (
            "figure",
            *figure.picture,
            self.drawing.source_sha256,
            figure.alt,
            lang_of(figure.alt),
        )
        return self.kit.once(
            (*key, figure.labels, self.caption, self.most, self.middle, width),
            is_private(self.caption),
            lambda: self._layout(width),
        )

    def _layout(self, width: float) -> Frame:
        scale = self.scale(width)
        drawn = drawing_frame(self.kit, self.figure, scale)
        height, alt = drawn.height, self.figure.alt
        left = (width - drawn.width) / 2 if self.middle else 0.0
        items: list[Item] = [
            Enter("Figure", alt=alt, lang=lang_of(alt), box=(left, 0.0, drawn.width, drawn.height)),
            Placed(left, 0.0, drawn, fixed=True),
            LEAVE,
        ]
        if self.caption:
            caption = TextBox(self.kit, self.caption, "caption", "Caption").layout(width)
            items.append(Placed(0.0, height + 3.0, caption))
            height += 3.0 + caption.height
        return Frame(width, height, tuple(items))


def drawing_frame(kit: Kit, figure: Figure, scale: float) -> Frame:
    """The drawing of ``figure`` with its labels, ``scale`` times its nominal size, untagged."""
    drawing, palette = kit.drawing(figure), kit.theme.palette
    picture = Picture(0.0, 0.0, drawing, palette.figures, scale, palette.clinic)
    width, height = drawing.size_pt
    return Frame(width * scale, height * scale, (picture, *set_labels(kit, drawing, scale)))
