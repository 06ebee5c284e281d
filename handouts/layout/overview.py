"""All exercises of a program at a glance, for the door of a fridge: drawings, doses, gates by letter, when to stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.layout.arranged import Padded, SideBySide
from handouts.layout.boxes import Box, FigureBox, Stack, TextBox
from handouts.layout.dose import DoseStrip, counted
from handouts.layout.exercise import CardTitle
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Placed, Rule, stacked
from handouts.layout.kit import Kit
from handouts.sheet.blocks import DoseCell, ExerciseCard, Figure, Overview, OverviewItem, Span, Steps

TALL = 1.3
"""A drawing that is not wider than this, compared with its height, stands beside its dose."""
BESIDE, GAP, GUTTER = 156.0, 8.0, 18.0
HEAD = 56.0
"""Points that the heading of the page takes, with what it says under it."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way to set the page: exercises in a row, its type, and points that a drawing is high at least. ``close``: the
    dose beside every drawing, a line for each cell.
    """

    across: int = 2
    title: str = "glance-title"
    letter: str = "glance-letter"
    dose: str = "glance-dose"
    label: str = "glance-label"
    gates: str = "glance-gates"
    least: float = 80.0
    close: bool = False

    @property
    def share(self) -> float:
        """Share of the width that a drawing beside its dose takes at most."""
        return 0.4 if self.close else 0.52


_CLOSE = Look(
    title="glance-close", letter="letter", dose="level-text", label="level-text", least=60.0, close=True
)
LOOKS = (
    Look(),
    Look(title="glance-close", letter="letter", dose="half-dose", label="level-text", least=70.0),
    _CLOSE,
    replace(_CLOSE, title="h3", gates="card-note", least=44.0),
    replace(_CLOSE, title="h3", gates="card-note", least=40.0, across=3),
)
"""The first that fits a page is taken: all exercises are at a glance on one, so more of them are smaller."""


class Doses:
    """The cells of a dose one below the other: a number over what it counts, or before it where they are close."""

    def __init__(self, kit: Kit, cells: tuple[DoseCell, ...], look: Look) -> None:
        parts: list[Box] = []
        for cell in cells:
            if look.close:
                parts.append(TextBox(kit, counted(cell), look.dose))
                continue
            parts.append(TextBox(kit, (Span(cell.value),), look.dose))
            parts.append(TextBox(kit, (Span(cell.label),), look.label))
        apart = (0.0,) if look.close else (0.0, 4.0)
        self.stack = Stack(parts, [0.0, *[gap for _ in cells for gap in apart]][: len(parts)])

    def layout(self, width: float) -> Frame:
        return self.stack.layout(width)


class ItemBox:
    """One exercise, ``high`` points high at least: its letter and name, its drawing, its dose beside or below."""

    def __init__(self, kit: Kit, item: OverviewItem, high: float, look: Look = LOOKS[0]) -> None:
        self.kit, self.item, self.high, self.look = kit, item, high, look
        card = ExerciseCard(item.letter, item.title, None, Steps(()), (), ())
        self.title = CardTitle(kit, card, look.title, look.letter)

    def layout(self, width: float) -> Frame:
        item = self.item
        title = self.title.layout(width)
        room = max(self.look.least, self.high - title.height - 6.0)
        if item.figure is None:
            body = Doses(self.kit, item.dose, self.look).layout(width)
        else:
            strip = self._strip(width, item.figure)
            body = self._below(width, room, strip) if strip else self._beside(width, room)
        frame = stacked((title, body), width, (0.0, 4.0))
        high = max(self.high, frame.height)
        return Frame(width, high, (Enter("Sect"), *frame.items, LEAVE))

    def _strip(self, width: float, figure: Figure) -> Frame | None:
        """The dose in one row for below a wide drawing; None where it stands beside it."""
        wide, tall = self.kit.drawing(figure).size_pt
        if self.look.close or wide / tall < TALL:
            return None
        for value, label in ((self.look.dose, self.look.label), ("half-dose", "level-text")):
            strip = DoseStrip(self.kit, self.item.dose, value, label)
            if len(strip.rows(width)) == 1:
                return strip.layout(width)
        return None

    def _beside(self, width: float, room: float) -> Frame:
        assert self.item.figure is not None
        across = min(BESIDE, width * self.look.share)
        figure = FigureBox(self.kit, self.item.figure, (across, room), caption=False)
        doses = Doses(self.kit, self.item.dose, self.look).layout(width - across - 10.0)
        drawn = figure.layout(figure.width())
        high = max(doses.height, drawn.height)
        return Frame(
            width, high,
            (
                Placed((across - figure.width()) / 2, (high - drawn.height) / 2, drawn),
                Placed(across + 10.0, (high - doses.height) / 2, doses),
            ),
        )  # fmt: skip

    def _below(self, width: float, room: float, strip: Frame) -> Frame:
        assert self.item.figure is not None
        most = max(self.look.least, room - strip.height - 4.0)
        figure = FigureBox(self.kit, self.item.figure, (width, most), caption=False)
        drawn = figure.layout(figure.width())
        high = drawn.height + 4.0 + strip.height
        inset = (width - figure.width()) / 2
        return Frame(width, high, (Placed(inset, 0.0, drawn), Placed(0.0, drawn.height + 4.0, strip)))


class OverviewBox:
    """The page: a grid of exercises as high as gates and stop signs leave room, then these."""

    def __init__(self, kit: Kit, block: Overview) -> None:
        self.kit, self.block = kit, block
        palette = kit.theme.palette
        first, *rest = block.call
        styles = ("h3", "body", "call")
        call = Stack(
            [TextBox(kit, runs, style) for runs, style in zip((first, *rest), styles, strict=True)], 1.0
        )
        stop = TextBox(kit, block.stop, "glance-gates")
        inner: Box = SideBySide(stop, call, 0.66, 14.0) if kit.columns else Stack([stop, call], 6.0)
        self.stop = Padded(inner, None, palette.stop, 2.0, 7.0, (12.0, 7.0))

    def gates(self, look: Look = LOOKS[0]) -> Box:
        """All gates, by letter."""
        runs = [span for part in self.block.gates for span in (Span(" "), *part)]
        return TextBox(self.kit, tuple(runs[1:]), look.gates)

    def layout(self, width: float) -> Frame:
        looks = ((look, *self._spare(look, width)) for look in LOOKS)
        found = next((one for one in looks if one[1] >= 0.0), None)
        look, spare, rows = found or (LOOKS[-1], *self._spare(LOOKS[-1], width))
        gates, stop = self.gates(look).layout(width), self.stop.layout(width)
        y = 0.0
        parts: list[Item] = []
        for least, row in rows:
            frame = self._row(row, look, width, least + max(0.0, spare / len(rows)))
            parts.append(Placed(0.0, y, frame))
            y += frame.height
        parts += [Placed(0.0, y, gates), Placed(0.0, y + gates.height + GAP, stop)]
        return Frame(width, y + gates.height + GAP + stop.height, tuple(parts))

    def pieces(self, width: float) -> list[Frame]:
        """The page as one frame; where even the smallest look does not fit one, the parts of several, when to stop and
        the gates before the exercises.
        """
        whole = self.layout(width)
        if whole.height <= self.kit.room - HEAD:
            return [whole]
        look = LOOKS[-1]
        rows = (self._row(row, look, width, least) for least, row in self._spare(look, width)[1])
        return [self.stop.layout(width), self.gates(look).layout(width), *rows]

    def _spare(self, look: Look, width: float) -> tuple[float, list[tuple[float, Sequence[OverviewItem]]]]:
        """Points that are left over, and the rows with how high each is at least."""
        items = self.block.items
        rows: list[Sequence[OverviewItem]] = [
            items[at : at + look.across] for at in range(0, len(items), look.across)
        ]
        least = [(self._row(row, look, width, 0.0).height, row) for row in rows]
        below = self.gates(look).layout(width).height + GAP + self.stop.layout(width).height
        return self.kit.room - HEAD - below - sum(high for high, _ in least), least

    def _row(self, row: Sequence[OverviewItem], look: Look, width: float, high: float) -> Frame:
        """Exercises beside each other under a rule, with a gap below."""
        column = (width - GUTTER * (look.across - 1)) / look.across
        frames = [ItemBox(self.kit, item, high - 1.5 * GAP, look).layout(column) for item in row]
        rule = Rule(0.0, 0.0, width, 0.0, self.kit.theme.palette.accent, 1.0)
        placed = [Placed(n * (column + GUTTER), GAP / 2, frame) for n, frame in enumerate(frames)]
        tall = max(frame.height for frame in frames) + 1.5 * GAP
        return Frame(width, tall, (LAYOUT, rule, LEAVE, *placed))


def parts(kit: Kit, block: Overview) -> list[Box]:
    """The same in pieces, one below the other, for a page that is narrow for its type."""
    gates = (TextBox(kit, part, LOOKS[0].gates) for part in block.gates)
    return [*(ItemBox(kit, item, 0.0) for item in block.items), *gates, OverviewBox(kit, block).stop]
