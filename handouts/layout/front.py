"""Boxes of the sheet's own blocks on the front: clinic band, title, summary, stop signs."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.arranged import Padded, RightFixed, SideBySide
from handouts.layout.boxes import Box, ListBox, Stack, TextBox, list_attributes, set_lines
from handouts.layout.boxes import ListItem as ListEntry
from handouts.layout.frame import (
    LAYOUT,
    LEAVE,
    Enter,
    Frame,
    Item,
    Logo,
    Placed,
    Polygon,
    Rect,
    Rule,
)  # fmt: skip
from handouts.layout.kit import Kit, words
from handouts.layout.logo import logo_size
from handouts.layout.person import PersonBox
from handouts.palette import WHITE
from handouts.sheet.blocks import Banner, Span, StopBox, Summary, Title
from handouts.sheet.blocks import Item as ListItem
from handouts.words import lang_of

LOGO_HEIGHT, LOGO_WIDTH = 28.0, 150.0
"""Points that a logo is high, and wide at most."""
SIDE_WIDTH, SIDE_SHARE = 234.0, 0.4
"""Width in points of the box that says whose sheet it is, and at least which share of a wider page."""


class BannerBox:
    """The clinic's name on the left, phone and web address on the right, a rule below."""

    def __init__(self, kit: Kit, banner: Banner) -> None:
        self.kit, self.banner = kit, banner
        name = TextBox(kit, words(banner.name), "banner")
        contact = TextBox(
            kit,
            (banner.phone, *((Span("   "), banner.web) if banner.web else ())),
            "contact",
            align="right",
        )
        self.contact = contact.across()
        self.least = kit.wide(banner.name, kit.theme.style("banner")) + 12.0 + self.contact
        self.beside = RightFixed(name, contact, self.contact, 12.0)
        self.below = Stack([name, TextBox(kit, contact.runs, "contact")], 2.0)

    def layout(self, width: float) -> Frame:
        banner, inset, high = self.banner, 0.0, 0.0
        items: list[Item] = []
        if banner.logo:
            wide, high = logo_size(banner.logo, LOGO_WIDTH, LOGO_HEIGHT)[0], LOGO_HEIGHT
            inset = wide + 10.0
            box = (0.0, 0.0, wide, high)
            items += [
                Enter("Figure", alt=banner.name, lang=lang_of(banner.name), box=box),
                Logo(*box, banner.logo),
                LEAVE,
            ]
        room = width - inset
        inner = (self.beside if self.kit.columns or self.least <= room else self.below).layout(room)
        height = max(inner.height, high) + 6.0
        y = height - 1.0
        return Frame(
            width,
            height,
            (
                *items,
                Placed(inset, (height - 6.0 - inner.height) / 2, inner),
                LAYOUT,
                Rule(0.0, y, width, y, self.kit.theme.palette.accent, 1.2),
                LEAVE,
            ),
        )


class TitleBox:
    """H1 and subtitle; whose sheet it is to the right of them, or below."""

    def __init__(self, kit: Kit, title: Title) -> None:
        self.kit, self.title, self.person = kit, title, title.person
        align = "right" if kit.columns else "left"
        side: list[Box] = []
        if title.badge:
            side.append(BadgeBox(kit, title.badge, align))
        if title.second:
            side.append(BadgeBox(kit, title.second, align, outlined=True))
        if title.patient:
            side.append(TextBox(kit, title.patient, "patient", align=align, slot="patient"))
        self.side = Stack(side, 4.0)

    def layout(self, width: float) -> Frame:
        kit, person = self.kit, self.person
        if person is None and self.side.boxes and kit.columns:
            side = self._side_width(width)
            return RightFixed(self._left(width - side - 14.0), self.side, side, 14.0).layout(width)
        if person is None:
            return Stack([self._left(width), self.side], 8.0 if self.side.boxes else 0.0).layout(width)
        if kit.columns:
            side = max(SIDE_WIDTH, SIDE_SHARE * width)
            left = self._left(width - side - 14.0)
            return RightFixed(left, PersonBox(kit, person, rows=2), side, 14.0).layout(width)
        return Stack([self._left(width), PersonBox(kit, person)], 8.0).layout(width)

    def _left(self, width: float) -> Stack:
        """The title, set smaller where it would take two lines, with what stands under it."""
        kit, text = self.kit, words(self.title.text)
        style = "h1" if len(kit.lines(text, kit.theme.style("h1"), width)) < 2 else "h1-long"
        h1 = TextBox(kit, text, style, "H1", bookmark=0)
        return Stack([h1, TextBox(kit, self.title.subtitle, "subtitle")], 1.0)

    def _side_width(self, width: float) -> float:
        """As wide as the badge; with a patient line always the same, so that a name moves nothing else."""
        if self.title.patient:
            return max(SIDE_WIDTH, SIDE_SHARE * width)
        style = self.kit.theme.style("badge")
        widest = max(self.kit.wide(text or "", style) for text in (self.title.badge, self.title.second))
        return widest + BadgeBox.PAD * 2


class BadgeBox:
    """A short text on a rounded ground, or ``outlined``: "Right hip"."""

    PAD = 10.0

    def __init__(self, kit: Kit, text: str, align: str, *, outlined: bool = False) -> None:
        self.kit, self.text, self.align, self.outlined = kit, text, align, outlined
        self.style = kit.theme.style("badge-second" if outlined else "badge")

    @property
    def wide(self) -> float:
        """Points that it is wide."""
        return self.kit.wide(self.text, self.style) + 2 * self.PAD

    def layout(self, width: float) -> Frame:
        palette, height = self.kit.theme.palette, self.style.leading + 8.0
        wide = self.wide
        x = width - wide if self.align == "right" else 0.0
        lines = self.kit.lines(words(self.text), self.style, wide)
        fill = None if self.outlined else palette.badge
        ground = Rect(x, 0.0, wide, height, fill, palette.accent, 1.2, (5.0,) * 4)
        text = set_lines(self.kit, lines, self.style, x + self.PAD, 4.0)
        return Frame(width, height, (LAYOUT, ground, LEAVE, Enter("P"), *text, LEAVE))


SHARES = (0.5, 0.54, 0.46, 0.58, 0.42)
"""Shares of the width that "in short" may take, the usual one first: what gives the lowest box is taken."""


class SummaryBox:
    """ "In short" on a tinted ground, with the box "Do this today" in it."""

    def __init__(self, kit: Kit, block: Summary) -> None:
        palette = kit.theme.palette
        points = ListBox(kit, block.points, "body", palette.accent)
        heading = TextBox(kit, words(block.heading), "h2", "H2", bookmark=1)
        title = TextBox(kit, words(block.today_heading), "h3", "H3")
        today = Stack([title, TextBox(kit, block.today, "body")], 1.0)
        box = Padded(today, WHITE, palette.accent, 1.4, 6.0, (10.0, 4.5))
        left = Stack([heading, points], kit.theme.small_gap)
        shares = SHARES if kit.columns else ()
        inner: list[Box] = [SideBySide(left, box, share, 12.0) for share in shares]
        line = 0.0 if palette.tint else 1.4
        self.ways = [
            Padded(way, palette.tint, palette.accent, line, 7.0, (12.0, 6.0))
            for way in inner or [Stack([left, box], kit.theme.gap)]
        ]

    def layout(self, width: float) -> Frame:
        return min((way.layout(width) for way in self.ways), key=lambda frame: frame.height)


SPLITS = (0.5, 0.51, 0.52, 0.53, 0.49, 0.48)
"""Shares of the stop box that the left one of two levels may take, the best to look at first."""
_Laid = tuple[Frame, list[Frame]]
"""The heading of a level and its lists."""


CLOSE_PAD = 6.0
"""Points beside signs that stand two on a line."""
CLOSE_FROM = 11
"""Lines of signs from which on they stand closer, on a sheet that has to fit."""


def _rows(block: StopBox) -> int:
    """Lines of signs in two columns, if each takes one."""
    return -(-len(block.emergency) // 2) + max(len(block.today), len(block.soon))


class PairedList:
    """Entries of a list of which short ones share a line, as many as can: the later of two beside the earlier one."""

    GAP, BULLET = 10.0, 0.8

    def __init__(self, kit: Kit, items: Sequence[ListItem], style: str, colour: str) -> None:
        self.signs = [ListEntry(kit, "•", item, style, colour, self.BULLET) for item in items]
        self.entries = Stack(self.signs)

    def layout(self, width: float) -> Frame:
        entries = self.signs
        across = [entry.across() + 0.1 for entry in entries]
        beside = _pairs(across, width - self.GAP)
        placed: list[Item] = []
        y = 0.0
        for n, entry in enumerate(entries):
            if n in beside.values():
                continue
            first = entry.layout(width)
            placed.append(Placed(0.0, y, first))
            if n in beside:
                other = beside[n]
                placed.append(Placed(across[n] + self.GAP, y, entries[other].layout(across[other])))
            y += first.height
        return Frame(width, y, tuple(placed))


def _pairs(across: Sequence[float], room: float) -> dict[int, int]:
    """Which of things so wide stand on one line with which later one, so that there are as many pairs as can be."""
    order = sorted(range(len(across)), key=lambda n: across[n])
    for number in range(len(order) // 2, 0, -1):
        pairs = [(order[n], order[2 * number - 1 - n]) for n in range(number)]
        if all(across[one] + across[other] <= room for one, other in pairs):
            return {min(pair): max(pair) for pair in pairs}
    return {}


class StopSignsBox:
    """Stop signs: a heavy border, an octagon and the word "Stop", so that they need no colour to be seen.

    ``levels`` are the lists in it, 0 the most urgent. Together they stand as two rows: the first level over the whole
    width, its signs in two columns, and the two others side by side below it. ``close``: from 1 on with closer lines,
    from 2 on with short signs two on a line, with 3 with lower headings.
    """

    PAD, RADIUS = 10.0, 7.0

    def __init__(
        self,
        kit: Kit,
        block: StopBox,
        levels: tuple[int, ...] = (0, 1, 2),
        *,
        close: int = 0,
    ) -> None:
        self.kit, self.levels = kit, levels
        self.paired = close > 1
        self.above, self.under = (-3.0, 1.5) if close > 2 else (3.0, 3.0)
        self.inset = CLOSE_PAD if self.paired else self.PAD
        many = kit.theme.fit and _rows(block) >= CLOSE_FROM
        self.sign = "sign-close" if close or many else "sign"
        self.palette = kit.theme.palette
        styles = ("stop-head" if self.palette.stop_fill else "stop-head-soon", *["stop-head-soon"] * 2)
        every = block.levels
        self.heads = {n: TextBox(kit, words(every[n][1]), styles[n], "H2", bookmark=1) for n in levels}
        self.lists = {
            n: self._columns(every[n][2], 2 if n == 0 and len(levels) > 1 and kit.columns else 1)
            for n in levels
        }
        self.note = TextBox(kit, block.note, "body") if block.note and 0 in levels else None
        self.leading = kit.theme.style("stop-head").leading
        self.icon = self.leading + 4.0
        self.line = 2.0 if self.palette.tint else 2.6

    def _columns(self, items: tuple[ListItem, ...], number: int) -> list[ListBox | PairedList]:
        """The signs of a level in so many columns."""
        if self.paired:
            return [PairedList(self.kit, items, self.sign, self.palette.stop)]
        long = -(-len(items) // number)
        parts = [items[n : n + long] for n in range(0, len(items), long)]
        return [ListBox(self.kit, part, self.sign, self.palette.stop, gap=0.0) for part in parts]

    def layout(self, width: float) -> Frame:
        rows = [self.levels] if len(self.levels) == 1 else [self.levels[:1], self.levels[1:]]
        if not self.kit.columns:
            rows = [(level,) for level in self.levels]
        items: list[Item] = []
        top = 0.0
        for row in rows:
            columns, laid = self._beside(row, width)
            bar, body = self._high(laid)
            for n, (level, (head, lists)) in enumerate(zip(row, laid, strict=True)):
                column, left, icon = columns[n], sum(columns[:n]), self.icon if level == 0 else 0.0
                wide = (column - self.inset) / len(lists)
                items += [
                    LAYOUT,
                    *self._bar(level, left, top, column, bar, first=n == 0, last=n + 1 == len(row)),
                    LEAVE,
                    Placed(left + self.PAD + icon, top + (bar - head.height) / 2, head),
                    Enter("L", attributes=list_attributes(False)),  # one list, in however many columns
                    *(
                        Placed(left + self.inset + k * wide, top + bar + 2.0, part)
                        for k, part in enumerate(lists)
                    ),
                    LEAVE,
                ]
            top += bar + body + self.under
        height = top + 1.0
        if self.note:
            note = self.note.layout(width - 2 * self.PAD)
            items.append(Placed(self.PAD, height - 4.0, note))
            height += note.height + 4.0
        edge = Rect(1.0, 1.0, width - 2, height - 2, None, self.palette.stop, self.line, (self.RADIUS,) * 4)
        return Frame(width, height, (*items, LAYOUT, edge, LEAVE))

    def _beside(self, row: Sequence[int], width: float) -> tuple[list[float], list[_Laid]]:
        """The levels of a row with the columns that make it lowest, the most even ones first: a sign that is a little
        too long for half of the box is given more of it.
        """
        shares = [(share, 1 - share) for share in SPLITS] if len(row) == 2 else [(1 / len(row),) * len(row)]
        ways = []
        for share in shares:
            columns = [width * part for part in share]
            laid = [self._level(level, column) for level, column in zip(row, columns, strict=True)]
            ways.append((columns, laid))
            if not self._broken(row, laid):
                break
        return min(ways, key=lambda way: sum(self._high(way[1])))

    def _broken(self, row: Sequence[int], laid: Sequence[_Laid]) -> bool:
        """Whether a sign takes more than one line."""
        line = self.kit.theme.style(self.sign).leading
        return any(
            frame.height > line * len(box.entries.boxes) + 0.1
            for level, (_, lists) in zip(row, laid, strict=True)
            for box, frame in zip(self.lists[level], lists, strict=True)
        )

    def _high(self, laid: Sequence[_Laid]) -> tuple[float, float]:
        """How high the headings of a row are, and its signs."""
        bar = max(head.height for head, _ in laid) + self.above
        return bar, max(frame.height for _, lists in laid for frame in lists)

    def _level(self, level: int, column: float) -> tuple[Frame, list[Frame]]:
        """The heading of a level, and its lists beside each other."""
        icon = self.icon if level == 0 else 0.0
        boxes = self.lists[level]
        wide = (column - self.inset) / len(boxes) - self.inset
        return self.heads[level].layout(column - 2 * self.PAD - icon), [
            box.entries.layout(wide) if isinstance(box, ListBox) else box.layout(wide) for box in boxes
        ]

    def _bar(
        self, level: int, left: float, top: float, column: float, high: float, *, first: bool, last: bool
    ) -> list[Item]:
        """The ground of a heading, with the octagon before that of the emergency."""
        palette = self.palette
        items: list[Item] = []
        ground = palette.stop_fill if level == 0 else palette.stop_tint
        if ground:
            wide = column - (2.0 if last else 1.0)
            round_ = self.RADIUS if top == 0.0 else 0.0
            radii = (round_ if first else 0.0, round_ if last else 0.0, 0.0, 0.0)
            items.append(Rect(left + 1.0, top + 1.0, wide, high - 1.0, ground, radii=radii))
        else:
            items.append(Rule(left, top + high, left + column, top + high, palette.stop, 1.0))
            if top:
                items.append(Rule(left, top, left + column, top, palette.stop, 1.0))
        if level == 0:
            colours = (WHITE, palette.stop) if ground else (palette.stop, WHITE)
            radius = min(self.leading, high) / 2
            items += octagon(left + self.PAD + radius, top + high / 2, radius, *colours)
        return items


def octagon(x: float, y: float, radius: float, colour: str, mark: str) -> list[Item]:
    """A stop sign: an eight-sided shape about (x, y) with an exclamation mark on it."""
    a, b = radius, radius * 0.4142
    corners = ((b, -a), (a, -b), (a, b), (b, a), (-b, a), (-a, b), (-a, -b), (-b, -a))
    return [
        Polygon(tuple((x + dx, y + dy) for dx, dy in corners), colour),
        Rect(x - 0.12 * a, y - 0.6 * a, 0.24 * a, 0.72 * a, mark),
        Rect(x - 0.13 * a, y + 0.26 * a, 0.26 * a, 0.24 * a, mark),
    ]
