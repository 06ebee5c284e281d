"""Cards to cut out or to fold, and the dashed lines around them."""

from __future__ import annotations

from handouts.layout.arranged import SideBySide
from handouts.layout.boxes import Box, Stack, TextBox, tagged
from handouts.layout.dose import counted
from handouts.layout.frame import LAYOUT, LEAVE, Frame, Item, Placed, Rule, stacked
from handouts.layout.kit import Kit
from handouts.layout.standing import LEAST_FIGURE, POCKET, QUARTER, Parts
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


def cut_edge(width: float, height: float, colour: str) -> list[Item]:
    """The four sides of a card."""
    return [
        *dashed(0.0, 0.0, width, 0.0, colour), *dashed(0.0, height, width, height, colour),
        *dashed(0.0, 0.0, 0.0, height, colour), *dashed(width, 0.0, width, height, colour),
    ]  # fmt: skip


class CutCard:
    """A card: ``wide`` ones have the drawing beside dose and steps, and the gates across both. It is ``high`` points
    high, more only for its words.
    """

    PAD, FOOT, GUTTER = 12.0, 4.0, 12.0
    BESIDE = 0.62
    """Share of a wide card that the words beside the drawing take."""

    def __init__(self, kit: Kit, block: CutOuts, card: ExerciseCard, high: float, *, wide: bool) -> None:
        self.kit, self.high = kit, high
        self.parts = Parts(kit, card, 1, QUARTER)
        self.wide = wide and card.figure is not None
        call, small = TextBox(kit, block.foot, "cut-foot"), TextBox(kit, block.small, "fine")
        self.foot: Box = SideBySide(call, small, 0.5, self.GUTTER) if wide else Stack([call, small], 1.0)

    def least(self, width: float) -> float:
        """Points that it needs in height."""
        inner = width - 2 * self.PAD
        used = sum(frame.height for frame in self._frames(inner)) + self._around(inner)
        return used + (0.0 if self.wide or not self.parts.card.figure else LEAST_FIGURE)

    def _around(self, inner: float) -> float:
        """Points that the foot takes, with the room within the edges."""
        return self.foot.layout(inner).height + 2 * self.FOOT + 2 * self.PAD

    def _frames(self, inner: float) -> tuple[Frame, Frame]:
        """The words beside, or below, the drawing; and the gates."""
        parts = self.parts
        across = inner * self.BESIDE if self.wide else inner
        boxes: list[Box] = [parts.title, parts.strip, parts.steps, *parts.beside]
        frames = [box.layout(across) for box in boxes]
        if self.wide:
            frames[0] = frames[0]._replace(height=frames[0].height + 3.0)
        words_ = stacked(frames, across, (0.0, 0.0, 3.0, *[2.0] * len(parts.beside)))
        gates = Stack([*parts.gates], 0.0).layout(inner)
        return words_, gates._replace(height=gates.height + 3.0)

    def layout(self, width: float) -> Frame:
        pad, inner = self.PAD, width - 2 * self.PAD
        foot = self.foot.layout(inner)
        high = max(self.high, self.least(width))
        at = high - pad - foot.height
        colour = self.kit.theme.palette.hairline
        items = [
            *(self._beside(inner, high) if self.wide else self._below(inner, high)),
            LAYOUT,
            Rule(pad, at - self.FOOT, width - pad, at - self.FOOT, colour, 0.8),
            *cut_edge(width, high, self.kit.theme.palette.ink),
            LEAVE,
            Placed(pad, at, foot),
        ]
        return tagged("Sect", Frame(width, high, tuple(items)))

    def _beside(self, inner: float, high: float) -> list[Item]:
        """The drawing at the left, the words at the right, the gates below both."""
        pad = self.PAD
        words_, gates = self._frames(inner)
        room = high - self._around(inner) - gates.height
        left = inner - words_.width
        drawn = self.parts.drawn(left - self.GUTTER, room)
        items: list[Item] = [Placed(pad + left, pad, words_)]
        if drawn:
            items.append(Placed(pad, pad + max(0.0, (room - drawn.height) / 2), drawn))
        return [*items, Placed(pad, pad + max(words_.height, room) + 3.0, gates)]

    def _below(self, inner: float, high: float) -> list[Item]:
        """The title, the drawing in the room that is left, the words and the gates, one below the other."""
        pad, parts = self.PAD, self.parts
        words_, gates = self._frames(inner)
        title = parts.title.layout(inner)
        spare = high - self._around(inner) - words_.height - gates.height - 3.0
        drawn = parts.drawn(inner, spare)
        boxes: list[Box] = [parts.strip, parts.steps, *parts.beside, *parts.gates]
        own = Stack(boxes, [0.0, 3.0, *[2.0] * len(boxes)][: len(boxes)]).layout(inner)
        y = pad + title.height
        items: list[Item] = [Placed(pad, pad, title)]
        if drawn:
            air = max(0.0, spare - drawn.height) / 2
            items.append(Placed(pad, y + air + 2.0, drawn))
            y += drawn.height + 2 * air
        return [*items, Placed(pad, y + 2.0, own)]


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


HEAD = 60.0
"""Points that the heading of a page of cards takes, with what it says under it."""


def cut_outs(kit: Kit, block: CutOuts, width: float) -> list[Frame]:
    """Rows of cards, each a frame that stays on one page: two quarters of a page beside each other where their words
    allow it, else one over the whole width.
    """
    if block.fold:
        wide = min(FOLD_WIDTH, width)
        inset = (width - wide) / 2
        cards = [FoldCard(kit, block, card).layout(wide) for card in block.cards]
        return [Frame(width, card.height, (Placed(inset, 0.0, card),)) for card in cards]
    high, third = (kit.room - HEAD) / 2, (kit.room - HEAD) / 3
    rows: list[Frame] = []
    quarters = [CutCard(kit, block, card, high, wide=False) for card in block.cards]
    small = [kit.columns and quarter.least(width / 2) <= high for quarter in quarters]
    at = 0
    while at < len(quarters):
        if small[at : at + 2] == [True, True]:
            left, right = (quarter.layout(width / 2) for quarter in quarters[at : at + 2])
            rows.append(Frame(width, high, (Placed(0.0, 0.0, left), Placed(width / 2, 0.0, right))))
            at += 2
            continue
        least = third if kit.columns else 0.0
        rows.append(CutCard(kit, block, block.cards[at], least, wide=kit.columns).layout(width))
        at += 1
    return rows
