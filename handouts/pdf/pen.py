"""Painting on a tagged page: lines of text, links, boxes, figures, the code. Decides nothing about layout.

Everything a reader should get goes into a structure element; everything else is an artifact, said so here.
Coordinates are points from the lower left corner of the page; ``top`` is the upper edge of what is painted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import takewhile
from pathlib import Path

from handouts.figures.drawing import Drawing
from handouts.layout.theme import TextStyle, Theme
from handouts.pdf import ink
from handouts.pdf.canvas import TaggedCanvas
from handouts.pdf.operators import Operators
from handouts.pdf.structure import Element
from handouts.pdf.text import Chunk, Line, Typesetter
from handouts.sheet.blocks import Runs, Span

ASCENT = 0.76
"""Height of the first baseline below the top of its line box, as a share of the type size."""


class Pen:
    """Paints one document."""

    def __init__(self, canvas: TaggedCanvas, setter: Typesetter, operators: Operators, theme: Theme) -> None:
        self.canvas = canvas
        self.setter = setter
        self.operators = operators
        self.theme = theme

    # ------------------------------------------------------------------------------------------------- text

    def lines(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        """``runs`` set to ``width``."""
        return self.setter.lines(runs, style, width)

    def text(
        self,
        element: Element | None,
        lines: Sequence[Line],
        style: TextStyle,
        x: float,
        top: float,
        width: float = 0.0,
        align: str = "left",
    ) -> float:
        """Paint ``lines`` into ``element`` (None: inside an artifact already open). Returns the bottom edge."""
        runs = _link_runs(lines, style, x, top, width, align)
        link: Element | None = None
        url: str | None = None
        words = ""
        for index, (target, pieces) in enumerate(runs):
            if element is None:
                self._show(pieces, style, None)
                continue
            if target is None:
                link = url = None
                with self.canvas.content(element):
                    self._show(pieces, style, None)
                continue
            if link is None or target != url:
                link, url = element.element("Link"), target
                whole = takewhile(lambda run: run[0] == target, runs[index:])  # noqa: B023 (used at once)
                words = "".join(chunk.text for _, parts in whole for _, _, chunk in parts)
            with self.canvas.content(link):
                self._show(pieces, style, self.theme.palette.accent)
            for px, baseline, chunk in pieces:
                box = (px, baseline - 0.25 * style.size, px + chunk.width, baseline + 0.8 * style.size)
                self.canvas.link(link, target, box, _spoken(target, words))
        return top - style.leading * len(lines)

    def _show(
        self, pieces: Sequence[tuple[float, float, Chunk]], style: TextStyle, colour: str | None
    ) -> None:
        """Paint positioned chunks as one text object, in the marked content that is open."""
        document = self.canvas.document
        out = [ink.fill(colour or style.colour), "BT"]
        used: tuple[str, float] | None = None
        for x, baseline, chunk in pieces:
            font = self.setter.fonts.font(chunk.font)
            out.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
            for subset, codes in font.splitString(chunk.text, document):
                name = font.getSubsetInternalName(subset, document)
                if (name, style.size) != used:
                    out.append(f"{name} {style.size:g} Tf")
                    used = (name, style.size)
                out.append(f"({self.canvas.escaped(codes)}) Tj")
        out.append("ET")
        self.canvas.paint("\n".join(out))

    # ----------------------------------------------------------------------------------------------- shapes

    def decoration(self) -> AbstractContextManager[None]:
        """Whatever is painted inside is not for reading aloud."""
        return self.canvas.artifact("Layout")

    def fill(
        self, x: float, top: float, width: float, height: float, colour: str | None, radius: float = 0.0
    ) -> None:
        """A filled box, if there is a colour. Shapes are painted inside :meth:`decoration` or an element's content."""
        if colour:
            self.canvas.paint(f"{ink.fill(colour)} {ink.box(x, top - height, width, height, radius)} f")

    def tab(
        self, x: float, top: float, width: float, height: float, colour: str | None, left: float, right: float
    ) -> None:
        """A filled box with rounded upper corners, if there is a colour."""
        if colour:
            self.canvas.paint(f"{ink.fill(colour)} {ink.tab(x, top - height, width, height, left, right)} f")

    def frame(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        colour: str,
        line: float,
        radius: float = 0.0,
        fill: str | None = None,
    ) -> None:
        """An outlined box, filled if ``fill`` is given."""
        self._shape(ink.box(x, top - height, width, height, radius), colour, line, fill)

    def _shape(self, path: str, outline: str, line: float, fill: str | None) -> None:
        ground = f"{ink.fill(fill)} " if fill else ""
        self.canvas.paint(f"{ground}{ink.stroke(outline, line)} {path} {'B' if fill else 'S'}")

    def rule(self, x: float, y: float, width: float, colour: str, line: float) -> None:
        """A horizontal line."""
        self.canvas.paint(f"{ink.stroke(colour, line)} {ink.line(x, y, x + width, y)}")

    def upright(self, x: float, top: float, height: float, colour: str, line: float) -> None:
        """A vertical line."""
        self.canvas.paint(f"{ink.stroke(colour, line)} {ink.line(x, top, x, top - height)}")

    def disc(
        self, x: float, y: float, radius: float, colour: str | None, outline: str, line: float = 1.0
    ) -> None:
        """A circle about (x, y), filled if ``colour`` is given."""
        self._shape(ink.circle(x, y, radius), outline, line, colour)

    def octagon(self, x: float, y: float, radius: float, colour: str, mark: str) -> None:
        """A stop sign: an eight-sided shape about (x, y) with an exclamation mark on it."""
        a, b = radius, radius * 0.4142
        corners = [(b, a), (a, b), (a, -b), (b, -a), (-b, -a), (-a, -b), (-a, b), (-b, a)]
        shape = ink.polygon((x + dx, y + dy) for dx, dy in corners)
        bar = ink.box(x - 0.12 * a, y - 0.12 * a, 0.24 * a, 0.72 * a)
        dot = ink.box(x - 0.13 * a, y - 0.5 * a, 0.26 * a, 0.24 * a)
        self.canvas.paint(f"{ink.fill(colour)} {shape} f {ink.fill(mark)} {bar} {dot} f")

    def logo(self, element: Element, file: Path, x: float, top: float, width: float, height: float) -> None:
        """A clinic's logo, a PNG or JPEG file, as large as the box allows without changing its shape.

        Transparent parts become white. Raises :class:`handouts.pdf.logo.LogoError` if it cannot be printed.
        """
        from reportlab.lib.utils import ImageReader  # only clinics with a logo need Pillow

        from handouts.pdf.logo import read_logo

        picture = read_logo(file)
        scale = min(width / picture.width, height / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        bottom = top - (height + high) / 2
        with self.canvas.content(element):
            self.canvas.drawImage(ImageReader(picture), x, bottom, wide, high)
        self.canvas.figure_box(element, x, bottom, x + wide, bottom + high)

    # ---------------------------------------------------------------------------------------------- pictures

    def drawing(self, element: Element, drawing: Drawing, x: float, top: float, scale: float) -> None:
        """A figure with its labels, ``scale`` times its nominal size."""
        style = self.theme.style("figure-label")
        width, height = drawing.size_pt
        per_unit = scale / drawing.units_per_point
        x0, y0 = drawing.bounds[0], drawing.bounds[1]
        with self.canvas.content(element):
            self.canvas.paint(self.operators.drawing(drawing, self.theme.palette.figures, scale, x, top))
            for label in drawing.labels:
                px, baseline = x + (label.at[0] - x0) * per_unit, top - (label.at[1] - y0) * per_unit
                line = self.setter.width(label.text, style)
                px -= {"start": 0.0, "middle": line / 2, "end": line}[label.anchor]
                pieces = []
                for chunk in self.setter.lines((Span(label.text),), style, math.inf)[0].chunks:
                    pieces.append((px, baseline, chunk))
                    px += chunk.width
                self._show(pieces, style, None)
        self.canvas.figure_box(element, x, top - height * scale, x + width * scale, top)

    def code(self, element: Element, url: str, x: float, top: float, size: float) -> None:
        """A QR code in a box of ``size`` points, quiet zone included."""
        with self.canvas.content(element):
            self.canvas.paint(self.operators.code(url, x, top, size))
        self.canvas.figure_box(element, x, top - size, x + size, top)


def _link_runs(
    lines: Sequence[Line], style: TextStyle, x: float, top: float, width: float, align: str
) -> list[tuple[str | None, list[tuple[float, float, Chunk]]]]:
    """Positioned chunks, grouped by the address they lead to."""
    runs: list[tuple[str | None, list[tuple[float, float, Chunk]]]] = []
    for i, line in enumerate(lines):
        px = x + {"left": 0.0, "centre": (width - line.width) / 2, "right": width - line.width}[align]
        baseline = top - i * style.leading - (style.leading - style.size) / 2 - ASCENT * style.size
        for chunk in line.chunks:
            if not runs or runs[-1][0] != chunk.url:
                runs.append((chunk.url, []))
            runs[-1][1].append((px, baseline, chunk))
            px += chunk.width
    return runs


def _spoken(url: str, text: str) -> str:
    """What a link says of itself: all its words, also on the part of it that goes on over the line."""
    return text.strip() or url
