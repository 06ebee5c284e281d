"""Cards to cut out or to fold, and the dashed lines around them."""

from __future__ import annotations

from handouts.layout.boxes import (
    Stack,
    TextBox,
    tagged,
)
from handouts.layout.frame import LAYOUT, LEAVE, Frame, Item, Placed, Rule, stacked
from handouts.layout.kit import Kit
from handouts.layout.standing import LEAST_FIGURE, POCKET, QUARTER, Parts
from handouts.sheet.blocks import CutOuts, ExerciseCard, Runs, Span


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
    """A card: ``wide`` ones have the drawing beside the words. It is ``high`` points high, more only for its words."""

    PAD, FOOT = 12.0, 4.0

    def __init__(self, kit: Kit, block: CutOuts, card: ExerciseCard, high: float, *, wide: bool) -> None:
        self.kit, self.high, self.wide = kit, high, wide
        self.parts = Parts(kit, card, 1, QUARTER)
        self.foot = Stack([TextBox(kit, block.foot, "cut-foot"), TextBox(kit, block.small, "fine")], 1.0)

    def least(self, width: float) -> float:
        """Points that it needs in height."""
        figure = LEAST_FIGURE if self.parts.card.figure and not self.wide else 0.0
        foot = self.foot.layout(width - 2 * self.PAD).height + 2 * self.FOOT
        return self._words(width).height + figure + foot + 2 * self.PAD

    def _words(self, width: float) -> Frame:
        inner = self._across(width)
        parts = self.parts
        frames = [
            parts.strip.layout(inner),
            parts.steps.layout(inner),
            parts.all_notes().layout(inner),
        ]
        gaps: tuple[float, ...] = (3.0, 3.0, 2.0)
        if self.wide:
            frames, gaps = [parts.title.layout(inner), *frames], (0.0, *gaps)
        words_ = stacked(frames, inner, gaps)
        if self.wide:
            return words_
        return words_._replace(height=words_.height + parts.title.layout(inner).height)

    def _across(self, width: float) -> float:
        """Width of the words."""
        inner = width - 2 * self.PAD
        return inner * 0.62 if self.wide and self.parts.card.figure else inner

    def layout(self, width: float) -> Frame:
        pad, parts = self.PAD, self.parts
        inner = width - 2 * pad
        foot = self.foot.layout(inner)
        high = max(self.high, self.least(width))
        room = high - 2 * pad - foot.height - 2 * self.FOOT
        words_ = self._words(width)
        items: list[Item]
        if self.wide:
            across = self._across(width)
            drawn = parts.drawn(inner - across - 12.0, room) if across < inner else None
            items = [Placed(width - pad - across, pad, words_)]
            if drawn:
                items.append(Placed(pad, pad + max(0.0, (room - drawn.height) / 2), drawn))
        else:
            title = parts.title.layout(inner)
            spare = room - words_.height - 3.0
            drawn = parts.drawn(inner, spare)
            own = stacked(
                [parts.strip.layout(inner), parts.steps.layout(inner), parts.all_notes().layout(inner)],
                inner, (3.0, 3.0, 2.0),
            )  # fmt: skip
            y = pad + title.height
            items = [Placed(pad, pad, title)]
            if drawn:
                air = max(0.0, spare - drawn.height) / 2
                items.append(Placed(pad, y + air + 2.0, drawn))
                y += drawn.height + 2 * air
            items.append(Placed(pad, y + 2.0, own))
        at = high - pad - foot.height
        colour = self.kit.theme.palette.hairline
        edge = [Rule(pad, at - self.FOOT, width - pad, at - self.FOOT, colour, 0.8)]
        items += [
            LAYOUT,
            *edge,
            *cut_edge(width, high, self.kit.theme.palette.ink),
            LEAVE,
            Placed(pad, at, foot),
        ]
        return tagged("Sect", Frame(width, high, tuple(items)))


class FoldCard:
    """A card to fold: on its right half drawing, name and dose, on its left what is felt, gates and steps."""

    LEAST, PAD = 144.0, 10.0
    FIGURE = (104.0, 120.0)

    def __init__(self, kit: Kit, block: CutOuts, card: ExerciseCard) -> None:
        self.kit, self.card, self.block = kit, card, block
        self.parts = Parts(kit, card, 1, POCKET)
        dose = [TextBox(kit, _cell(cell.value, cell.label), "level-text") for cell in card.dose]
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


def _cell(value: str, label: str) -> Runs:
    return (Span(value, bold=True), Span(f" {label}"))


FOLD_WIDTH = 504.0


HEAD = 60.0
"""Points that the heading of a page of cards takes, with what it says under it."""


def cut_outs(kit: Kit, block: CutOuts, width: float) -> list[Frame]:
    """Rows of cards, each a frame that stays on one page: four quarters a page where their words allow it."""
    if block.fold:
        wide = min(FOLD_WIDTH, width)
        inset = (width - wide) / 2
        cards = [FoldCard(kit, block, card).layout(wide) for card in block.cards]
        return [Frame(width, card.height, (Placed(inset, 0.0, card),)) for card in cards]
    high, third = (kit.room - HEAD) / 2, (kit.room - HEAD) / 3
    rows: list[Frame] = []
    waiting: Frame | None = None
    for card in block.cards:
        quarter = CutCard(kit, block, card, high, wide=False)
        if kit.columns and quarter.least(width / 2) <= high:
            frame = quarter.layout(width / 2)
            if waiting is None:
                waiting = frame
            else:
                rows.append(Frame(width, high, (Placed(0.0, 0.0, waiting), Placed(width / 2, 0.0, frame))))
                waiting = None
            continue
        if waiting is not None:
            rows.append(Frame(width, high, (Placed(0.0, 0.0, waiting),)))
            waiting = None
        rows.append(CutCard(kit, block, card, third if kit.columns else 0.0, wide=kit.columns).layout(width))
    if waiting is not None:
        rows.append(Frame(width, high, (Placed(0.0, 0.0, waiting),)))
    return rows
