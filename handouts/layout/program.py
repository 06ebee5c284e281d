"""Boxes of the first two pages of a home program: the plan, the rule for pain, the next visit, lines to write on."""

from __future__ import annotations

import itertools

from handouts.layout.arranged import Padded, RightFixed
from handouts.layout.boxes import Box, Stack, TextBox, set_lines
from handouts.layout.dose import spaced
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Field, Frame, Item, Placed, Polygon, Rect, Rule
from handouts.layout.front import octagon
from handouts.layout.kit import Kit, words
from handouts.layout.tables import NAME
from handouts.palette import WHITE
from handouts.sheet.blocks import DayRow, Level, PainLevels, PlanBox, Visit, WritingLines, plain

DAY_WIDTH = 232.0
"""Points that the box of the day is wide, beside the goal."""
CLOSE_DAY = 190.0
"""The same where it is set close: what is said beside it takes fewer lines."""
WIDE_DAY = 330.0
"""The same where there is no goal and no note."""
DISC = 17.0
"""Points across the disc of a letter in it."""
MOST_DISCS = 7
"""Discs of one line."""


def disc(
    kit: Kit, letter: str, x: float, y: float, size: float, style: str = "letter"
) -> tuple[list[Item], list[Item]]:
    """The ground of a letter in a circle whose box begins at (x, y), for the eye, and the letter."""
    palette, type_ = kit.theme.palette, kit.theme.style(style)
    ground = Rect(
        x + 0.6, y + 0.6, size - 1.2, size - 1.2, palette.badge, palette.accent, 1.2, ((size - 1.2) / 2,) * 4
    )
    left = x + (size - kit.wide(letter, type_)) / 2
    return [ground], spaced(kit, letter, type_, left, y + (size - type_.leading) / 2)


class DayBox:
    """Times of the day with the letters of what is done then: a table of row headers."""

    def __init__(self, kit: Kit, rows: tuple[DayRow, ...], *, close: bool = False) -> None:
        self.kit, self.rows, self.style, self.close = kit, rows, kit.theme.style("day"), close
        self.size = max(DISC, kit.theme.style("letter").leading + 4.0)

    def layout(self, width: float) -> Frame:
        kit, size = self.kit, self.size
        line = max(self.style.leading, size) + (0.5 if self.close else 2.0)
        items: list[Item] = [Enter("Table"), Enter("TBody")]
        top = 0.0
        for row in self.rows:
            label = kit.lines(words(row.label), self.style, width * 0.6)
            room = max(1, min(MOST_DISCS, int((width - max(one.width for one in label)) // (size + 2))))
            lines = [row.letters[at : at + room] for at in range(0, len(row.letters), room)]
            grounds: list[Item] = []
            letters: list[Item] = []
            for n, shown in enumerate(lines):
                left = width - len(shown) * (size + 2)
                for i, letter in enumerate(shown):
                    at = left + i * (size + 2) + 2
                    ground, text = disc(kit, letter, at, top + n * line, size)
                    grounds, letters = grounds + ground, letters + text
            named = set_lines(kit, label, self.style, 0.0, top + (size - self.style.leading) / 2)
            items += [LAYOUT, *grounds, LEAVE, Enter("TR"), Enter(NAME[0], attributes=NAME[1]), *named, LEAVE]
            items += [Enter("TD"), *letters, LEAVE, LEAVE]
            top += max(line * len(lines), self.style.leading * len(label) + 2.0)
        return Frame(width, max(0.0, top - 2.0), (*items, LEAVE, LEAVE))


class PlanFrame:
    """The goal and the day on a tinted ground, side by side where there is room."""

    def __init__(self, kit: Kit, block: PlanBox) -> None:
        palette = kit.theme.palette
        day: Box = Stack(
            [
                TextBox(kit, words(block.day_heading), "h2", "H2", bookmark=1),
                DayBox(kit, block.day, close=block.close),
            ],
            0.0 if block.close else 2.0,
        )
        above, gap = (4.0, 1.0) if block.close else (8.0, 3.0)
        white = Padded(day, WHITE, palette.accent, 1.2, 6.0, (10.0, 3.0 if block.close else 5.0))
        said: list[Box] = []
        if block.heading:
            said.append(TextBox(kit, words(block.heading), "h2", "H2", bookmark=1))
        said += [
            TextBox(kit, runs, "goal" if n == 0 and block.heading else "body")
            for n, runs in enumerate(block.said)
        ]
        inner: Box = white
        if said and kit.columns:
            alone = not block.heading and len(said) == 1
            wide = WIDE_DAY if alone else CLOSE_DAY if block.close else DAY_WIDTH
            inner = RightFixed(Stack(said, gap), white, wide, 12.0)
        elif said:
            inner = Stack([Stack(said, gap), white], kit.theme.gap)
        line = 0.0 if palette.tint else 0.8
        self.box = Padded(inner, palette.tint, palette.accent, line, 7.0, (12.0, above))

    def layout(self, width: float) -> Frame:
        return self.box.layout(width)


class PainLevelsBox:
    """Three boxes in a row, each with a shape, a word, its numbers, a thicker line than the one before, what it means
    and what to do.
    """

    GAP, PAD, ICON = 7.0, 9.0, 22.0
    LINES = (1.0, 1.3, 1.8)

    def __init__(self, kit: Kit, block: PainLevels) -> None:
        self.kit, self.block = kit, block
        self.heading = TextBox(kit, words(block.heading), "h2", "H2", bookmark=1)

    def layout(self, width: float) -> Frame:
        heading = self.heading.layout(width)
        top = heading.height + self.kit.theme.small_gap
        across = 3 if self.kit.columns else 1
        outer = (width - self.GAP * (across - 1)) / across
        laid = [self._level(level, outer) for level in self.block.levels]
        head = max(one[0].height for one in laid) + 6.0
        body = max(one[1].height for one in laid)
        items: list[Item] = [Placed(0.0, 0.0, heading)]
        for n, (level, (name, text)) in enumerate(zip(self.block.levels, laid, strict=True)):
            x, y = (n * (outer + self.GAP), top) if across == 3 else (0.0, top)
            high = head + body + 12.0 if across == 3 else name.height + 6.0 + text.height + 12.0
            bar = head if across == 3 else name.height + 6.0
            items += [LAYOUT, *self._ground(level, n, x, y, outer, high, bar), LEAVE]
            items += [Placed(x + self.PAD + self.ICON + 7.0, y + (bar - name.height) / 2, name)]
            items.append(Placed(x + self.PAD, y + bar + 5.0, text))
            if across == 1:
                top += high + self.GAP
        bottom = top + head + body + 12.0 if across == 3 else top - self.GAP
        return Frame(width, bottom, tuple(items))

    def _level(self, level: Level, outer: float) -> tuple[Frame, Frame]:
        kit = self.kit
        style = "level-stop" if level.kind == "stop" else "level"
        name = Stack(
            [TextBox(kit, words(level.name), style, "H3"), TextBox(kit, words(level.numbers), "level-text")]
        )
        text = Stack([TextBox(kit, level.means, "level-text"), TextBox(kit, level.do, "level-text")], 3.0)
        inner = outer - 2 * self.PAD
        return name.layout(inner - self.ICON - 7.0), text.layout(inner)

    def _ground(
        self, level: Level, n: int, x: float, y: float, wide: float, high: float, bar: float
    ) -> list[Item]:
        palette = self.kit.theme.palette
        stop, line = level.kind == "stop", self.LINES[n]
        colour = palette.stop if stop else palette.accent
        tint = palette.stop_tint if stop else palette.tint
        items: list[Item] = []
        if tint:
            items.append(Rect(x, y, wide, bar, tint, radii=(7.0, 7.0, 0.0, 0.0)))
        else:
            items.append(Rule(x, y + bar, x + wide, y + bar, colour, 0.8))
        inset = line / 2
        items.append(Rect(x + inset, y + inset, wide - line, high - line, None, colour, line, (7.0,) * 4))
        return items + self._icon(level, x + self.PAD + self.ICON / 2, y + bar / 2, colour)

    def _icon(self, level: Level, x: float, y: float, colour: str) -> list[Item]:
        """A circle with a tick, a triangle or an octagon."""
        r = self.ICON / 2
        if level.kind == "stop":
            return octagon(x, y, r, colour, WHITE)
        if level.kind == "go-on":
            ring = Rect(
                x - r + 0.8, y - r + 0.8, 2 * r - 1.6, 2 * r - 1.6, WHITE, colour, 1.6, (r - 0.8,) * 4
            )
            tick = ((-0.45, 0.05), (-0.12, 0.4), (0.48, -0.35))
            points = [(x + a * r, y + b * r) for a, b in tick]
            rules = [Rule(*a, *b, colour, 2.0) for a, b in itertools.pairwise(points)]
            return [ring, *rules]
        outer = ((0.0, -1.0), (1.02, 0.8), (-1.02, 0.8))
        inner = ((0.0, -0.7), (0.76, 0.64), (-0.76, 0.64))
        return [
            Polygon(tuple((x + a * r, y + b * r) for a, b in outer), colour),
            Polygon(tuple((x + a * r, y + b * r) for a, b in inner), WHITE),
            Rect(x - 0.09 * r, y - 0.36 * r, 0.18 * r, 0.56 * r, colour),
            Rect(x - 0.1 * r, y + 0.32 * r, 0.2 * r, 0.18 * r, colour),
        ]


class VisitBox:
    """The next visit in an outlined box: when, with whom, how to change it; or a line to write on."""

    LINE = 26.0

    def __init__(self, kit: Kit, block: Visit) -> None:
        palette = kit.theme.palette
        parts: list[Box] = [TextBox(kit, words(block.heading), "h2", "H2", bookmark=1)]
        if block.open:
            parts.append(Ruled(kit, 1, self.LINE, "next-visit", block.heading))
        else:
            parts.append(TextBox(kit, block.when, "visit"))
        parts += [TextBox(kit, runs, "body") for runs in block.lines]
        self.box = Padded(Stack(parts, 2.0), None, palette.accent, 0.8, 7.0, (10.0, 6.0))

    def layout(self, width: float) -> Frame:
        return self.box.layout(width)


class Ruled:
    """Empty lines to write on, for the eye only; to fill in on a screen they are fields of the ``name``, which ask for
    what they say.
    """

    def __init__(self, kit: Kit, number: int, apart: float, name: str, says: str) -> None:
        self.kit, self.number, self.apart = kit, number, apart
        self.name, self.says = name, says

    def layout(self, width: float) -> Frame:
        ink = self.kit.theme.palette.ink
        lines = [
            Rule(0.0, n * self.apart, width, n * self.apart, ink, 0.75) for n in range(1, self.number + 1)
        ]
        forms = [
            item for n in range(self.number if self.kit.fillable else 0) for item in self._field(n, width)
        ]
        return Frame(width, self.number * self.apart + 1.0, (LAYOUT, *lines, LEAVE, *forms))

    def _field(self, n: int, width: float) -> tuple[Item, ...]:
        """The place on line ``n``, counted from 0."""
        high, said = self.kit.theme.style("body").leading + 2.0, self.says
        if self.number > 1:
            said = f"{said} ({n + 1})"
        top = (n + 1) * self.apart - high
        return Field(
            0.0, top, width, high, "text", f"{self.name}-{n + 1}", said, self.kit.theme.style("body").size
        ).tagged()


class WritingBox:
    """A question, and lines to answer it on."""

    APART = 23.0

    def __init__(self, kit: Kit, block: WritingLines) -> None:
        heading = TextBox(kit, words(block.heading), "h2", "H2", bookmark=1)
        self.box = Stack([heading, TextBox(kit, block.ask, "body"), self._lines(kit, block)], 1.0)

    def _lines(self, kit: Kit, block: WritingLines) -> Ruled:
        return Ruled(kit, block.number, self.APART, "to-ask", f"{block.heading}: {plain(block.ask)}")

    def layout(self, width: float) -> Frame:
        return self.box.layout(width)
