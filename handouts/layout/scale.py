"""How much pain is all right: three boxes that shape, number, word and line tell apart, without any colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from handouts.layout.arranged import SideBySide
from handouts.layout.boxes import Box, Stack, TextBox, set_lines
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Placed, Polygon, Rect
from handouts.layout.kit import Kit, words
from handouts.palette import WHITE
from handouts.sheet.blocks import PainLevel, PainScale, Runs, Span

LINES: Mapping[str, float] = MappingProxyType({"circle": 1.0, "triangle": 1.5, "octagon": 2.2})
"""Points that the outline of a level is thick: the more pain, the thicker."""
PAD, GAP, RADIUS = 6.0, 7.0, 5.0


class ScaleBox:
    """The heading, and the levels beside it; below it where the page is narrow for its type."""

    HEADING = 92.0
    """Points of the heading, which takes two lines, in body type of 12 points."""

    def __init__(self, kit: Kit, block: PainScale) -> None:
        self.kit, self.block = kit, block
        style = "scale-head" if kit.columns else "h2"
        self.heading = TextBox(kit, words(block.heading), style, "H3")
        self.levels = [LevelBox(kit, level) for level in block.levels]

    def layout(self, width: float) -> Frame:
        if not self.kit.columns:
            *first, last = self.levels
            above: Box = Stack([*first], 6.0)
            if len(first) == 2:
                above = SideBySide(first[0], first[1], 0.5, 6.0)
            boxes = _Listed(Stack([above, last], 6.0))
            return Stack([self.heading, boxes], 4.0).layout(width)
        heading = self.heading.layout(self._heading_width())
        left = self._heading_width() + GAP
        short = [level.natural() for level in self.levels[:-1]]
        widths = [*short, width - left - sum(short) - GAP * len(short)]
        frames = [level.layout(wide) for level, wide in zip(self.levels, widths, strict=True)]
        high = max(heading.height, *(frame.height for frame in frames))
        frames = [level.layout(wide, high) for level, wide in zip(self.levels, widths, strict=True)]
        items: list[Item] = [Placed(0.0, (high - heading.height) / 2, heading), *_LIST]
        x = left
        for frame in frames:
            items.append(Placed(x, 0.0, frame))
            x += frame.width + GAP
        return Frame(width, high, (*items, LEAVE))

    def _heading_width(self) -> float:
        """Room for the heading in two lines."""
        kit, style = self.kit, self.kit.theme.style("scale-head")
        text = self.block.heading
        least = max(kit.wide(word, style) for word in text.split())
        wide = max(least, kit.wide(text, style) / 2)
        while len(kit.lines(words(text), style, wide)) > 2:
            wide += 4.0
        return wide + 1.0


_LIST = (Enter("L", attributes=(("List", (("ListNumbering", "None"),)),)),)


class _Listed:
    def __init__(self, inner: Stack) -> None:
        self.inner = inner

    def layout(self, width: float) -> Frame:
        frame = self.inner.layout(width)
        return frame._replace(items=(*_LIST, *frame.items, LEAVE))


class LevelBox:
    """One level: its shape, its numbers, and what to do."""

    def __init__(self, kit: Kit, level: PainLevel) -> None:
        self.kit, self.level = kit, level
        self.style = kit.theme.style("scale")
        self.runs: Runs = (Span(level.range, bold=True), Span(" "), *level.runs)
        self.mark = 1.15 * self.style.size
        self.indent = 2 * PAD + self.mark

    def natural(self) -> float:
        """Points that it takes with its numbers above its words."""
        first = self.kit.wide(self.level.range, replace(self.style, weight="bold"))
        rest = self.kit.wide("".join(span.text for span in self.level.runs), self.style)
        return max(first, rest) + self.indent + PAD + 1.0

    def layout(self, width: float, least: float = 0.0) -> Frame:
        kit, style, palette = self.kit, self.style, self.kit.theme.palette
        line = LINES[self.level.sign]
        lines = kit.lines(self.runs, style, width - self.indent - PAD)
        high = max(least, style.leading * len(lines) + 2 * line + 1.0)
        top = (high - style.leading * len(lines)) / 2
        colour = palette.stop if self.level.sign == "octagon" else palette.accent
        edge = Rect(line / 2, line / 2, width - line, high - line, None, colour, line, (RADIUS,) * 4)
        shape = sign(self.level.sign, PAD + self.mark / 2, high / 2, self.mark / 2, colour)
        text = set_lines(kit, lines, style, self.indent, top)
        return Frame(
            width, high, (LAYOUT, edge, *shape, LEAVE, Enter("LI"), Enter("LBody"), *text, LEAVE, LEAVE)
        )


def sign(name: str, x: float, y: float, radius: float, colour: str) -> list[Item]:
    """The shape of a level about (x, y): a ring, a triangle on its base, a filled octagon."""
    if name == "circle":
        inner = radius - 0.8
        return [Rect(x - inner, y - inner, 2 * inner, 2 * inner, None, colour, 1.6, (inner,) * 4)]
    if name == "triangle":
        outer = ((x, y - radius), (x + radius, y + 0.8 * radius), (x - radius, y + 0.8 * radius))
        inner_ = (
            (x, y - 0.42 * radius),
            (x + 0.52 * radius, y + 0.5 * radius),
            (x - 0.52 * radius, y + 0.5 * radius),
        )
        return [Polygon(outer, colour), Polygon(inner_, WHITE)]
    a, b = radius, radius * 0.4142
    corners = ((b, -a), (a, -b), (a, b), (b, a), (-b, a), (-a, b), (-a, -b), (-b, -a))
    return [Polygon(tuple((x + dx, y + dy) for dx, dy in corners), colour)]
