"""Boxes of the sheet's own blocks on the front: clinic band, title, summary, stop signs."""

from __future__ import annotations

from pathlib import Path

from handouts.layout.theme import WHITE
from handouts.pdf.boxes import Box, Kit, ListBox, Padded, RightFixed, SideBySide, Stack, TextBox
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.sheet.blocks import Banner, Span, StopBox, Summary, Title

SIDE_WIDTH = 226.0
"""Width in points of the badge and patient line: a name of 48 letters takes two lines in it."""


class BannerBox:
    """The clinic's name on the left, phone and web address on the right, a rule below."""

    def __init__(self, kit: Kit, banner: Banner) -> None:
        self.kit, self.banner = kit, banner
        self.name = TextBox(kit, (Span(banner.name),), "banner")
        contact = (banner.phone, Span("   "), banner.web)
        self.contact = TextBox(kit, contact, "contact", align="right" if kit.theme.columns else "left")
        self.logo_height = 28.0 if banner.logo else 0.0

    def _inner(self) -> Box:
        if self.kit.theme.columns:
            return SideBySide(self.name, self.contact, 0.52, 12.0)
        return Stack([self.name, self.contact], 2.0)

    def height(self, width: float) -> float:
        inset = self._logo_width() + 10 if self.banner.logo else 0.0
        return max(self._inner().height(width - inset), self.logo_height) + 6.0

    def _logo_width(self) -> float:
        from reportlab.lib.utils import ImageReader  # only clinics with a logo need Pillow

        w, h = ImageReader(self.banner.logo).getSize()
        return float(min(w / h * self.logo_height, 150.0))

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette = self.kit.theme.palette
        height = self.height(width)
        inset = 0.0
        if self.banner.logo:
            w = self._logo_width()
            figure = parent.element("Figure", alt=self.banner.name)
            pen.logo(figure, Path(self.banner.logo), x, top, w, self.logo_height)
            inset = w + 10
        inner = self._inner()
        drop = (height - 6 - inner.height(width - inset)) / 2
        inner.draw(pen, x + inset, top - drop, width - inset, parent)
        with pen.decoration():
            pen.rule(x, top - height + 1, width, palette.accent, 1.2)


class TitleBox:
    """H1 and subtitle; side badge and patient line to the right of them."""

    def __init__(self, kit: Kit, title: Title) -> None:
        self.kit, self.title = kit, title
        h1 = TextBox(kit, (Span(title.text),), "h1", "H1", bookmark=0)
        self.left = Stack([h1, TextBox(kit, title.subtitle, "subtitle")], 1.0)
        side: list[Box] = []
        align = "right" if kit.theme.columns else "left"
        if title.badge:
            side.append(BadgeBox(kit, title.badge, align))
        if title.patient:
            side.append(TextBox(kit, title.patient, "patient", align=align))
        self.side = Stack(side, 4.0)

    def _inner(self) -> Box:
        if not self.side.boxes:
            return self.left
        if self.kit.theme.columns:
            return RightFixed(self.left, self.side, self._side_width(), 14.0)
        return Stack([self.left, self.side], 8.0)

    def _side_width(self) -> float:
        """As wide as the badge and the patient line are, at most :data:`SIDE_WIDTH`."""
        if self.title.patient:
            return SIDE_WIDTH
        return self.kit.setter.width(self.title.badge or "", self.kit.theme.style("badge")) + BadgeBox.PAD * 2

    def height(self, width: float) -> float:
        return self._inner().height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self._inner().draw(pen, x, top, width, parent)


class BadgeBox:
    """A short text on a rounded ground: "Right hip"."""

    PAD = 10.0

    def __init__(self, kit: Kit, text: str, align: str) -> None:
        self.kit, self.text, self.align = kit, text, align
        self.style = kit.theme.style("badge")

    def height(self, width: float) -> float:
        return self.style.leading + 8.0

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette = self.kit.theme.palette
        wide = self.kit.setter.width(self.text, self.style) + 2 * self.PAD
        x = x + width - wide if self.align == "right" else x
        with pen.decoration():
            pen.frame(x, top, wide, self.height(width), palette.accent, 1.2, 5.0, palette.badge)
        pen.text(
            parent.element("P"),
            pen.lines((Span(self.text),), self.style, wide),
            self.style,
            x + self.PAD,
            top - 4,
        )


class SummaryBox:
    """ "In short" on a tinted ground, with the box "Do this today" in it."""

    def __init__(self, kit: Kit, block: Summary) -> None:
        palette = kit.theme.palette
        points = ListBox(kit, block.points, "body", palette.accent)
        heading = TextBox(kit, (Span(block.heading),), "h2", "H2", bookmark=1)
        today = Stack(
            [TextBox(kit, (Span(block.today_heading),), "h3", "H3"), TextBox(kit, block.today, "body")], 1.0
        )
        box = Padded(today, WHITE, palette.accent, 1.4, 6.0, (10.0, 7.0))
        left = Stack([heading, points], kit.theme.small_gap)
        inner: Box = (
            SideBySide(left, box, 0.54, 12.0) if kit.theme.columns else Stack([left, box], kit.theme.gap)
        )
        line = 0.0 if palette.tint else 0.8
        self.box = Padded(inner, palette.tint, palette.accent, line, 7.0, (12.0, 8.0))

    def height(self, width: float) -> float:
        return self.box.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.box.draw(pen, x, top, width, parent)


class StopSignsBox:
    """Stop signs: a heavy border, an octagon and the word "Stop", so that they need no colour to be seen.

    ``halves`` are the lists in it, side by side: 0 is the emergency, 1 the signs to show a clinician soon.
    """

    PAD, RADIUS = 10.0, 7.0

    def __init__(self, kit: Kit, block: StopBox, halves: tuple[int, ...] = (0, 1)) -> None:
        self.kit, self.halves = kit, halves
        colour = kit.theme.palette.stop
        titles, items = (block.emergency_heading, block.soon_heading), (block.emergency, block.soon)
        styles = ("stop-head" if kit.theme.palette.stop_fill else "stop-head-soon", "stop-head-soon")
        self.heads = [TextBox(kit, (Span(titles[i]),), styles[i], "H2", bookmark=1) for i in halves]
        self.lists = [ListBox(kit, items[i], "body", colour, gap=1.0) for i in halves]
        self.note = TextBox(kit, block.note, "body") if block.note and 0 in halves else None

    @property
    def _icon(self) -> float:
        return self.kit.theme.style("stop-head").leading + 4

    def _head_height(self, width: float) -> float:
        text = width / len(self.halves) - 2 * self.PAD - self._icon
        return max(head.height(text) for head in self.heads) + 8.0

    def _note_height(self, width: float) -> float:
        return self.note.height(width - 2 * self.PAD) + 4.0 if self.note else 0.0

    def height(self, width: float) -> float:
        inner = width / len(self.halves) - 2 * self.PAD
        return (
            self._head_height(width)
            + max(b.height(inner) for b in self.lists)
            + 13.0
            + self._note_height(width)
        )

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette, height = self.kit.theme.palette, self.height(width)
        column, head = width / len(self.halves), self._head_height(width)
        for n, (half, title, box) in enumerate(zip(self.halves, self.heads, self.lists, strict=True)):
            left = x + n * column
            ground = palette.stop_fill if half == 0 else palette.stop_tint
            icon = self._icon if half == 0 else 0.0
            with pen.decoration():
                corners = (
                    self.RADIUS if n == 0 else 0.0,
                    self.RADIUS if left + column > x + width - 1 else 0.0,
                )
                pen.tab(
                    left + 1,
                    top - 1,
                    column - (1 if n + 1 < len(self.halves) else 2),
                    head - 1,
                    ground,
                    *corners,
                )
                if not ground:
                    pen.rule(left, top - head, column, palette.stop, 1.0)
                if icon:
                    colours = (WHITE, palette.stop) if ground else (palette.stop, WHITE)
                    radius = self.kit.theme.style("stop-head").leading / 2
                    pen.octagon(left + self.PAD + radius, top - head / 2, radius, *colours)
            text = column - 2 * self.PAD - icon
            drop = (head - title.height(text)) / 2
            title.draw(pen, left + self.PAD + icon, top - drop, text, parent)
            box.draw(pen, left + self.PAD, top - head - 5, column - 2 * self.PAD, parent)
        if self.note:
            y = top - height + self._note_height(width) + 4.0
            self.note.draw(pen, x + self.PAD, y, width - 2 * self.PAD, parent)
        with pen.decoration():
            pen.frame(x + 1, top - 1, width - 2, height - 2, palette.stop, 2.0, self.RADIUS)
