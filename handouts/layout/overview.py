"""All exercises of a program at a glance, for the door of a fridge: drawings, doses, gates by letter, when to stop."""

from __future__ import annotations

from handouts.layout.arranged import Padded, SideBySide
from handouts.layout.boxes import Box, FigureBox, Stack, TextBox
from handouts.layout.dose import DoseStrip
from handouts.layout.exercise import CardTitle
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Placed, Rule, stacked
from handouts.layout.kit import Kit
from handouts.sheet.blocks import DoseCell, ExerciseCard, Overview, OverviewItem, Span, Steps

TALL = 1.3
"""A drawing that is not wider than this, compared with its height, stands beside its dose."""
BESIDE, GAP, GUTTER = 156.0, 8.0, 18.0
LEAST = 70.0
"""Points that a drawing is high at least."""
HEAD = 36.0
"""Points that the heading of the page takes."""


class Doses:
    """The cells of a dose one below the other: a number over what it counts."""

    def __init__(self, kit: Kit, cells: tuple[DoseCell, ...]) -> None:
        parts: list[Box] = []
        for cell in cells:
            parts.append(TextBox(kit, (Span(cell.value),), "glance-dose"))
            parts.append(TextBox(kit, (Span(cell.label),), "glance-label"))
        self.stack = Stack(parts, [0.0, *[gap for _ in cells for gap in (0.0, 4.0)]][: len(parts)])

    def layout(self, width: float) -> Frame:
        return self.stack.layout(width)


class ItemBox:
    """One exercise: its letter and name, its drawing, its dose beside or below."""

    def __init__(self, kit: Kit, item: OverviewItem, high: float) -> None:
        self.kit, self.item, self.high = kit, item, high
        card = ExerciseCard(item.letter, item.title, None, Steps(()), (), ())
        self.title = CardTitle(kit, card, "glance-title", "glance-letter")

    def layout(self, width: float) -> Frame:
        kit, item = self.kit, self.item
        title = self.title.layout(width)
        room = max(LEAST, self.high - title.height - 6.0)
        if item.figure is None:
            body = Doses(kit, item.dose).layout(width)
        else:
            wide, tall = kit.drawing(item.figure).size_pt
            body = self._beside(width, room) if wide / tall < TALL else self._below(width, room)
        frame = stacked((title, body), width, (0.0, 4.0))
        high = max(self.high, frame.height)
        return Frame(width, high, (Enter("Sect"), *frame.items, LEAVE))

    def _beside(self, width: float, room: float) -> Frame:
        assert self.item.figure is not None
        figure = FigureBox(self.kit, self.item.figure, (min(BESIDE, width * 0.52), room), caption=False)
        across = min(BESIDE, width * 0.52)
        doses = Doses(self.kit, self.item.dose).layout(width - across - 10.0)
        drawn = figure.layout(figure.width())
        high = max(doses.height, drawn.height)
        return Frame(
            width, high,
            (
                Placed((across - figure.width()) / 2, (high - drawn.height) / 2, drawn),
                Placed(across + 10.0, (high - doses.height) / 2, doses),
            ),
        )  # fmt: skip

    def _below(self, width: float, room: float) -> Frame:
        assert self.item.figure is not None
        strip = DoseStrip(self.kit, self.item.dose, "glance-dose", "glance-label").layout(width)
        figure = FigureBox(
            self.kit, self.item.figure, (width, max(LEAST, room - strip.height - 4.0)), caption=False
        )
        drawn = figure.layout(figure.width())
        high = drawn.height + 4.0 + strip.height
        inset = (width - figure.width()) / 2
        return Frame(width, high, (Placed(inset, 0.0, drawn), Placed(0.0, drawn.height + 4.0, strip)))


class OverviewBox:
    """The page: a grid of exercises as high as gates and stop signs leave room, then these."""

    def __init__(self, kit: Kit, block: Overview) -> None:
        self.kit, self.block = kit, block
        palette = kit.theme.palette
        self.gates = TextBox(kit, block.gates, "glance-gates")
        first, *rest = block.call
        styles = ("h3", "body", "call")
        call = Stack(
            [TextBox(kit, runs, style) for runs, style in zip((first, *rest), styles, strict=True)], 1.0
        )
        stop = TextBox(kit, block.stop, "glance-gates")
        inner: Box = SideBySide(stop, call, 0.66, 14.0) if kit.columns else Stack([stop, call], 6.0)
        self.stop = Padded(inner, None, palette.stop, 2.0, 7.0, (12.0, 7.0))

    def layout(self, width: float) -> Frame:
        kit, items = self.kit, self.block.items
        gates, stop = self.gates.layout(width), self.stop.layout(width)
        across = 1 if not kit.columns else 3 if len(items) > 6 else 2
        rows = -(-len(items) // across)
        column = (width - GUTTER * (across - 1)) / across
        room = kit.room - HEAD - gates.height - stop.height - 3 * GAP
        high = room / rows - GAP if kit.columns else 0.0
        parts: list[Item] = []
        y = 0.0
        for at in range(0, len(items), across):
            row = [ItemBox(kit, item, high).layout(column) for item in items[at : at + across]]
            rule = Rule(0.0, y, width, y, kit.theme.palette.accent, 1.0)
            parts += [LAYOUT, rule, LEAVE]
            parts += [Placed(n * (column + GUTTER), y + GAP / 2, frame) for n, frame in enumerate(row)]
            y += max(frame.height for frame in row) + GAP
        parts.append(Placed(0.0, y, gates))
        y += gates.height + GAP
        parts.append(Placed(0.0, y, stop))
        return Frame(width, y + stop.height, tuple(parts))


def parts(kit: Kit, block: Overview) -> list[Box]:
    """The same in pieces, one below the other, for a page that is narrow for its type."""
    whole = OverviewBox(kit, block)
    return [*(ItemBox(kit, item, 0.0) for item in block.items), whole.gates, whole.stop]
