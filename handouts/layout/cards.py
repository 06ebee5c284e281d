"""Cards to cut out or to fold, and the dashed lines around them."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.boxes import Box, Stack, TextBox, set_lines, tagged
from handouts.layout.dose import counted
from handouts.layout.frame import LAYOUT, LEAVE, Frame, Item, Placed, Rule, stacked
from handouts.layout.kit import Kit, words
from handouts.layout.standing import LEAST_FIGURE, POCKET, QUARTER, Parts, gathered
from handouts.sheet.blocks import CutOuts, ExerciseCard


def dashed(x0: float, y0: float, x1: float, y1: float, colour: str) -> list[Item]:
    """A dashed line straight across or down."""
    on, off = 4.0, 3.0
    long = max(x1 - x0, y1 - y0)
    across = x1 - x0 > y1 - y0
    items: list[Item] = []
    at = 0.0
    while at < long:
        end = min(long, at + on)
        items.append(
            Rule(x0 + at, y0, x0 + end, y0, colour, 0.8)
            if across
            else Rule(x0, y0 + at, x0, y0 + end, colour, 0.8)
        )
        at += on + off
    return items


def scissors(kit: Kit) -> list[Item]:
    """A pair of scissors on the upper line of a card, at its beginning."""
    style = kit.theme.style("level-text")
    return set_lines(kit, kit.lines(words("\u2702"), style, 40.0), style, 16.0, -style.leading / 2)


def cut_edge(width: float, height: float, colour: str) -> list[Item]:
    """The four sides of a card."""
    return [
        *dashed(0.0, 0.0, width, 0.0, colour), *dashed(0.0, height, width, height, colour),
        *dashed(0.0, 0.0, 0.0, height, colour), *dashed(width, 0.0, width, height, colour),
    ]  # fmt: skip


class CutCard:
    """A card of a quarter of a page: the drawing in the room that the words leave, or beside the dose where that makes
    it fit; the gates, and whom to call. It is ``high`` points high, more only for its words.
    """

    PAD, FOOT = 11.0, 4.0
    ENOUGH = 90.0
    """Points that a drawing above the words is high; with less it stands beside the dose."""
    BESIDE, GUTTER = 92.0, 10.0
    """The column of that drawing, and what is free beside it."""

    def __init__(self, kit: Kit, block: CutOuts, card: ExerciseCard, high: float) -> None:
        self.kit, self.high = kit, high
        self.parts = Parts(kit, card, 1, QUARTER)
        self.foot = Stack([TextBox(kit, block.foot, "cut-foot"), TextBox(kit, block.small, "fine")], 1.0)
        lines = [TextBox(kit, counted(cell), "level-text") for cell in card.dose]
        self.dose = Stack(lines, 0.0)

    def least(self, width: float) -> float:
        """Points that it needs in height."""
        return self._low(width)[0]

    def layout(self, width: float) -> Frame:
        """The card: the drawing as large as may be, above the words or beside the dose."""
        parts, pad, inner = self.parts, self.PAD, width - 2 * self.PAD
        foot = self.foot.layout(inner)
        low, beside = self._low(width)
        high = max(self.high, low)
        body, room = self._words(inner, parts.gates), high - 2 * pad - foot.height - 2 * self.FOOT
        title = parts.title.layout(inner)
        spare = room - title.height - body.height - 8.0
        if parts.card.figure and (beside or spare < self.ENOUGH):
            top = self._drawn_beside(
                inner, room - title.height - self._words(inner, parts.gates, strip=False).height
            )
            body = self._words(inner, parts.gates, strip=False)
        else:
            drawn = parts.drawn(inner, spare) if parts.card.figure else None
            air = max(0.0, spare - (drawn.height if drawn else 0.0)) / 2 if drawn else 0.0
            top = stacked([drawn], inner, (0.0,)) if drawn else Frame(inner, 0.0, ())
            top = Frame(inner, top.height + 2 * air, (Placed(0.0, air, top),))
        frame = stacked([title, top, body], inner, (0.0, 4.0, 4.0))
        return tagged("Sect", self._edged(width, high, [Placed(pad, pad, frame)], foot))

    def _low(self, width: float) -> tuple[float, bool]:
        """How high it has to be, and whether its drawing stands beside the dose then."""
        parts, inner = self.parts, width - 2 * self.PAD
        around = (
            self.foot.layout(inner).height
            + 2 * self.FOOT
            + 2 * self.PAD
            + parts.title.layout(inner).height
            + 8.0
        )
        above = self._words(inner, parts.gates).height + (LEAST_FIGURE if parts.card.figure else 0.0)
        if above + around <= self.high or not parts.card.figure:
            return above + around, False
        side = self._words(inner, parts.gates, strip=False).height + self._drawn_beside(inner, 0.0).height
        return side + around, True

    def _drawn_beside(self, inner: float, room: float) -> Frame:
        """The drawing, at most so high, with the dose at its right."""
        dose = self.dose.layout(inner - self.BESIDE - self.GUTTER)
        drawn = self.parts.drawn(self.BESIDE, max(LEAST_FIGURE, dose.height, min(room - 8.0, self.BESIDE)))
        assert drawn is not None
        high = max(dose.height, drawn.height)
        items = (
            Placed(0.0, (high - drawn.height) / 2, drawn),
            Placed(self.BESIDE + self.GUTTER, (high - dose.height) / 2, dose),
        )
        return Frame(inner, high, items)

    def _words(self, inner: float, gates: Sequence[Box], *, strip: bool = True) -> Frame:
        """The dose, unless it stands beside the drawing, steps, what is felt, and the gates."""
        parts = self.parts
        boxes: list[Box] = [*([parts.strip] if strip else []), parts.steps, *parts.beside, *gates]
        gaps = [0.0, *([3.0] if strip else []), *[2.0] * len(boxes)][: len(boxes)]
        return stacked([box.layout(inner) for box in boxes], inner, gaps)

    def _edged(
        self, width: float, high: float, items: Sequence[Item], foot: Frame, left: float = 0.0
    ) -> Frame:
        """A card with whom to call at the foot of what begins ``left``, and lines to cut along."""
        palette, at = self.kit.theme.palette, high - self.PAD - foot.height
        ends = left + self.PAD, left + self.PAD + foot.width
        return Frame(
            width,
            high,
            (
                *items,
                LAYOUT,
                Rule(ends[0], at - self.FOOT, ends[1], at - self.FOOT, palette.hairline, 0.8),
                *cut_edge(width, high, palette.ink),
                *scissors(self.kit),
                LEAVE,
                Placed(ends[0], at, foot),
            ),
        )


class TwoQuarters(CutCard):
    """A card of half a page to fold in the middle, for words that a quarter does not hold: drawing, dose and steps on
    its left, gates and whom to call on its right, in larger type where they fit. Cut out and folded it is as large as
    the others.
    """

    def least(self, width: float) -> float:
        inner = width / 2 - 2 * self.PAD
        gates = self._gates(inner)
        front = self._words(inner, ()).height + self.parts.title.layout(inner).height + 8.0
        front += LEAST_FIGURE if self.parts.card.figure else 0.0
        back = gates.height + self.foot.layout(inner).height + 2 * self.FOOT
        return max(front, back) + 2 * self.PAD

    def _gates(self, inner: float) -> Frame:
        """The gates, in the type of what else is said where there is room for that."""
        room = self.high - self.foot.layout(inner).height - 2 * self.FOOT - 2 * self.PAD
        large = Stack(gathered(self.kit, self.parts.card.notes[1:], QUARTER.note), 0.0).layout(inner)
        return large if large.height <= room else Stack(self.parts.gates, 0.0).layout(inner)

    def layout(self, width: float) -> Frame:
        parts, pad, half = self.parts, self.PAD, width / 2
        inner = half - 2 * pad
        high = max(self.high, self.least(width))
        title, body = parts.title.layout(inner), self._words(inner, ())
        spare = high - 2 * pad - title.height - body.height - 8.0
        drawn = parts.drawn(inner, spare) if parts.card.figure else None
        items: list[Item] = [Placed(pad, pad, title)]
        if drawn:
            items.append(Placed(pad, pad + title.height + 4.0 + (spare - drawn.height) / 2, drawn))
        items.append(Placed(pad, pad + title.height + 8.0 + (spare if drawn else 0.0), body))
        items.append(Placed(half + pad, pad, self._gates(inner)))
        fold = Rule(half, 0.0, half, high, self.kit.theme.palette.hairline, 0.5)
        items += [LAYOUT, fold, LEAVE]
        return tagged("Sect", self._edged(width, high, items, self.foot.layout(inner), left=half))


class FoldCard:
    """A card to fold: on its right half drawing, name and dose, on its left what is felt, gates and steps."""

    LEAST, PAD = 144.0, 10.0
    FIGURE = (104.0, 120.0)

    def __init__(self, kit: Kit, block: CutOuts, card: ExerciseCard) -> None:
        self.kit, self.card, self.block = kit, card, block
        self.parts = Parts(kit, card, 1, POCKET)
        dose = [TextBox(kit, counted(cell), "level-text") for cell in card.dose]
        self.dose = Stack([self.parts.title, *dose], [0.0, 4.0, *[0.0] * len(dose)][: len(dose) + 1])
        self.foot = TextBox(kit, block.foot, "pocket")
        self.small = TextBox(kit, block.small, "fine")

    def layout(self, width: float) -> Frame:
        half, pad, parts = width / 2, self.PAD, self.parts
        inner = half - 2 * pad
        notes = parts.all_notes()
        left = Stack([notes, parts.steps], 2.0).layout(inner)
        if left.height > self.LEAST - 2 * pad:  # the drawing shows what there is no room to say
            left = notes.layout(inner)
        figure = parts.figure(*self.FIGURE)
        across = figure.width() + 10.0 if figure else 0.0
        front = self.dose.layout(inner - across)
        foot = stacked([self.foot.layout(inner), self.small.layout(inner)], inner, (0.0, 1.0))
        drawn = figure.layout(figure.width()) if figure else None
        tall = max(front.height, drawn.height if drawn else 0.0)
        high = max(self.LEAST, left.height + 2 * pad, tall + foot.height + 2 * pad + 4.0)
        room = high - 2 * pad - foot.height - 4.0
        items: list[Item] = [Placed(half + pad + across, pad + (room - front.height) / 2, front)]
        if drawn:
            items.append(Placed(half + pad, pad + (room - drawn.height) / 2, drawn))
        items += [
            Placed(pad, pad, left),
            Placed(half + pad, high - pad - foot.height, foot),
            LAYOUT,
            *cut_edge(width, high, self.kit.theme.palette.ink),
            Rule(half, 0.0, half, high, self.kit.theme.palette.hairline, 0.5),
            LEAVE,
        ]
        return tagged("Sect", Frame(width, high, tuple(items)))


FOLD_WIDTH = 504.0


HEAD = 46.0
"""Points that the heading of a page of cards takes, with what it says under it."""


def cut_outs(kit: Kit, block: CutOuts, width: float) -> list[Frame]:
    """Rows of cards, each a frame that stays on one page: two quarters of a page beside each other where their words
    allow it, else one to fold.
    """
    if block.fold:
        wide = min(FOLD_WIDTH, width)
        inset = (width - wide) / 2
        cards = [FoldCard(kit, block, card).layout(wide) for card in block.cards]
        return [Frame(width, card.height, (Placed(inset, 0.0, card),)) for card in cards]
    high = (kit.room - HEAD) / 2
    rows: list[Frame] = []
    quarters = [CutCard(kit, block, card, high) for card in block.cards]
    small = [quarter.least(width / 2) <= high for quarter in quarters]
    at = 0
    while at < len(quarters):
        if small[at : at + 2] == [True, True]:
            left, right = (quarter.layout(width / 2) for quarter in quarters[at : at + 2])
            rows.append(Frame(width, high, (Placed(0.0, 0.0, left), Placed(width / 2, 0.0, right))))
            at += 2
            continue
        rows.append(TwoQuarters(kit, block, block.cards[at], high).layout(width))
        at += 1
    return rows
