"""Boxes of exercises that stand alone: rows of a program, pages of one, two or four, cards to cut out.

A drawing takes the room that the words leave; words never give way. What needs more than its part of a page is higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.layout.around import head
from handouts.layout.arranged import RightFixed, SideBySide
from handouts.layout.boxes import (
    Box,
    FigureBox,
    ListBox,
    Stack,
    TextBox,
    list_attributes,
    list_items,
    set_lines,
    tagged,
)
from handouts.layout.dose import DoseStrip
from handouts.layout.exercise import LEAST_CLOSE, CardTitle, NoteBox
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Placed, Rect, Rule, stacked
from handouts.layout.front import BadgeBox
from handouts.layout.kit import Kit, is_private, words
from handouts.layout.log import cell_field
from handouts.sheet.blocks import ExerciseCard, Face, Note, Span
from handouts.words import lang_of

LEAST_FIGURE = 60.0
"""Points that a drawing is high at least; with less room the face is higher."""
BAR = 2.2
"""Points across the bar before what was written for one patient."""


class OwnNote:
    """A remark; one that was written for this patient has a bar at its side."""

    def __init__(self, kit: Kit, note: Note, style: str) -> None:
        self.kit, self.box = kit, NoteBox(kit, note, style)
        self.own = is_private(note.runs)

    def layout(self, width: float) -> Frame:
        if not self.own:
            return self.box.layout(width)
        inner = self.box.layout(width - BAR - 5.0)
        bar = Rect(0.0, 1.0, BAR, inner.height - 2.0, self.kit.theme.palette.accent)
        return Frame(width, inner.height, (LAYOUT, bar, LEAVE, Placed(BAR + 5.0, 0.0, inner)))


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a face."""

    title: str = "h3"
    letter: str = "letter"
    step: str = "face-step"
    note: str = "face-note"
    dose: str = "dose-value"
    label: str = "dose-label"
    gate: str = "card-note"


ROW = QUARTER = Look()
LARGE = Look(gate="face-note")
"""The same where there is room."""
HALF = Look(step="half-step", dose="half-dose", gate="face-note")
HALF_CLOSE = Look(dose="half-dose")
WHOLE = Look(
    "whole-title", "whole-letter", "whole-step", "whole-note", "whole-dose", "whole-label", "whole-note"
)
POCKET = Look(step="pocket", note="pocket")


class Parts:
    """The boxes of one exercise in one look."""

    def __init__(self, kit: Kit, card: ExerciseCard, beside: int, look: Look) -> None:
        self.kit, self.card = kit, card
        self.title = CardTitle(kit, card, look.title, look.letter)
        self.strip = DoseStrip(kit, card.dose, look.dose, look.label)
        self.steps = ListBox(
            kit, card.steps.items, look.step, kit.theme.palette.accent, numbered=True, gap=1.0
        )
        self.beside: list[Box] = [OwnNote(kit, note, look.note) for note in card.notes[:beside]]
        self.gates: list[Box] = gathered(kit, card.notes[beside:], look.gate)

    def figure(self, wide: float, high: float) -> FigureBox | None:
        """The drawing, no larger than this."""
        return (
            FigureBox(self.kit, self.card.figure, (wide, high), caption=False) if self.card.figure else None
        )

    def all_notes(self) -> Stack:
        """Everything that is said beside the steps."""
        return _notes([*self.beside, *self.gates])

    def drawn(self, width: float, high: float) -> Frame | None:
        """The drawing in the middle of ``width``."""
        box = self.figure(width, max(LEAST_FIGURE, high))
        if box is None:
            return None
        wide = box.width()
        inner = box.layout(wide)
        return Frame(width, inner.height, (Placed((width - wide) / 2, 0.0, inner),))


def gathered(kit: Kit, notes: Sequence[Note], style: str) -> list[Box]:
    """Gates as one paragraph, each behind its bold label."""
    runs: list[Span] = []
    for note in notes:
        runs += [*([Span(" ")] if runs else []), Span(note.label, bold=True), Span(" "), *note.runs]
    return [TextBox(kit, tuple(runs), style)] if runs else []


def _notes(boxes: Sequence[Box]) -> Stack:
    return Stack(boxes, 1.5)


class RowBox:
    """A row: the drawing; beside it the title with the dose at its right, the steps, which run on under the dose, what
    is felt and what was written for this patient, and the gates.
    """

    FIGURE, HIGH, GUTTER = 96.0, 96.0, 9.0
    ABOVE, ABOVE_CLOSE = 4.5, 3.0

    def __init__(self, kit: Kit, face: Face) -> None:
        self.kit, self.close = kit, face.close
        card, beside = face.card, face.beside
        if self.close:  # what is written for one patient stands apart; the rest is one paragraph
            own = [note for note in card.notes if is_private(note.runs)]
            card = replace(card, notes=(*own, *(note for note in card.notes if note not in own)))
            beside = len(own)
        self.parts = Parts(kit, card, beside, LARGE if face.large and not face.close else ROW)
        accent = kit.theme.palette.accent
        self.steps = list_items(kit, face.card.steps.items, ROW.step, accent, numbered=True)

    def layout(self, width: float) -> Frame:
        parts = self.parts
        across, high = self.FIGURE, LEAST_CLOSE if self.close else self.HIGH
        figure = parts.figure(across, high)
        left = across + self.GUTTER if figure else 0.0
        items, height = self._text(left, width - left)
        if figure:
            figure = parts.figure(across, max(high, height - 2.0)) or figure
            drawn = figure.layout(across)
            inset = max(0.0, (across - figure.width()) / 2)
            items.insert(1, Placed(inset, 2.0, drawn))  # read after the title
            height = max(height, drawn.height + 2.0)
        inner = tagged("Sect", Frame(width, height, tuple(items)))
        rule = Rule(0.0, 0.0, width, 0.0, self.kit.theme.palette.accent, 1.0)
        above = self.ABOVE_CLOSE if self.close else self.ABOVE
        return Frame(width, height + above, (LAYOUT, rule, LEAVE, Placed(0.0, above, inner)))

    def _text(self, left: float, text: float) -> tuple[list[Item], float]:
        """Everything but the drawing, and how high it is."""
        parts = self.parts
        line = self.kit.theme.style(ROW.step).leading
        top = head(
            parts.title, parts.strip, self.steps, text, line=line, left=left, under=2.0, close=self.close
        )
        y = top.height + 1.5
        notes = parts.all_notes().layout(text)
        listed: list[Item] = [Enter("L", attributes=list_attributes(True)), *top.steps, LEAVE]
        return [top.title, *listed, top.dose, Placed(left, y, notes)], y + notes.height


class Ticks:
    """Boxes to tick, one for each day, at the foot of a face."""

    GAP = 3.0

    def __init__(self, kit: Kit, face: Face, high: float) -> None:
        self.kit, self.face, self.high = kit, face, high
        self.label, self.number = kit.theme.style("fact-label"), kit.theme.style("fine")

    def layout(self, width: float) -> Frame:
        kit, face, ink = self.kit, self.face, self.kit.theme.palette.ink
        left = kit.wide(face.done, self.label) + 8.0
        each = (width - left + self.GAP) / face.days
        top = (self.high - self.label.leading) / 2
        items: list[Item] = [
            Enter("Figure", alt=face.tick, lang=lang_of(face.tick), box=(0.0, 0.0, width, self.high)),
            *set_lines(kit, kit.lines(words(face.done), self.label, left), self.label, 0.0, top),
        ]
        for day in range(face.days):
            x = left + day * each
            items.append(Rect(x, 0.4, each - self.GAP, self.high - 0.8, None, ink, 0.8, (2.5,) * 4))
            number = kit.lines(words(str(day + 1)), self.number, each)
            items += set_lines(kit, number, self.number, x + 3.0, 1.5)
        items.append(LEAVE)
        if kit.fillable:
            for day in range(face.days):
                box = (left + day * each, 0.0, each - self.GAP, self.high)
                said = f"{face.card.letter} {face.card.title}: {face.done} {day + 1}"
                name = f"done-{face.card.letter}-{day + 1}"
                items += cell_field(box, name, said, self.label.size, tick=True).tagged()
        return Frame(width, self.high, tuple(items))


class WholeBox:
    """An exercise on a page of its own: the drawing over the whole width, as high as the words leave room. The extras
    of the card stand below the steps where the drawing stays large.
    """

    TICKS, GUTTER, LARGE = 34.0, 18.0, 150.0
    """``LARGE``: points that a drawing is high at least beside extras."""

    def __init__(self, kit: Kit, face: Face) -> None:
        self.kit, self.face = kit, face
        self.parts = Parts(kit, face.card, face.beside, WHOLE)
        more = Stack([NoteBox(kit, note, HALF.note) for note in face.card.extras], 1.5)
        full = Stack([self.parts.steps, more], 10.0)
        self.ways: tuple[Box, ...] = (full, self.parts.steps) if face.card.extras else (self.parts.steps,)
        self.title: Box = self.parts.title
        if face.badge:
            side = BadgeBox(kit, face.badge, "right")
            self.title = RightFixed(self.title, side, side.wide, self.GUTTER)

    def layout(self, width: float) -> Frame:
        parts = self.parts
        title, strip = self.title.layout(width), parts.strip.layout(width)
        ticks = Ticks(self.kit, self.face, self.TICKS).layout(width) if self.face.days else None
        for steps in self.ways:
            words_: Box = SideBySide(steps, parts.all_notes(), 0.46, self.GUTTER)
            text = words_.layout(width)
            used = title.height + strip.height + text.height + (ticks.height + 10.0 if ticks else 0.0) + 36.0
            if self.kit.room - used >= self.LARGE:
                break
        drawn = parts.drawn(width, self.kit.room - used)
        frames = [title, *([drawn] if drawn else []), strip, text]
        gaps = [0.0, *([12.0] if drawn else []), 12.0, 8.0]
        body = stacked(frames, width, gaps)
        if ticks is None:
            return tagged("Sect", body)
        y = max(body.height + 10.0, self.kit.room - ticks.height - 0.1)
        return tagged("Sect", Frame(width, y + ticks.height, (Placed(0.0, 0.0, body), Placed(0.0, y, ticks))))


class HalfBox:
    """Half a page: a large drawing beside the words, boxes to tick below both. The extras of the card stand between
    where there is room for all of them.
    """

    FIGURES, TICKS, GUTTER, HEAD = (238.0, 210.0, 180.0), 29.0, 14.0, 136.0
    """``FIGURES``: how wide a drawing may be, the first with which the words beside it fit; ``HEAD``: what the heading
    of the page takes, with what holds for all exercises.
    """
    SPARE = 8.0
    """Points that stay free where there are extras: the head of the page may be higher than ``HEAD``."""

    def __init__(self, kit: Kit, face: Face) -> None:
        self.kit, self.face = kit, face
        look = HALF_CLOSE if face.close else HALF
        self.parts = Parts(kit, face.card, face.beside, look)
        self.extras = () if face.close else gathered(kit, face.card.extras, look.gate)

    def layout(self, width: float) -> Frame:
        parts = self.parts
        high = (self.kit.room - self.HEAD) / 2 - self.kit.theme.gap
        ticks = Ticks(self.kit, self.face, self.TICKS).layout(width) if self.face.days else None
        room = high - (ticks.height + 8.0 if ticks else 0.0) - 6.0
        extras = Stack(self.extras, 0.0).layout(width)
        most = room - extras.height - 4.0 - self.SPARE
        ways = [(wide, room, False) for wide in self.FIGURES]
        if self.extras:
            ways[:0] = [(wide, most, True) for wide in self.FIGURES]
        for wide, below, full in ways:
            figure = parts.figure(wide, below)
            left = wide + self.GUTTER if figure else 0.0
            body = self._words(width - left)
            if body.height <= below or (not figure and not full):
                break
        items: list[Item] = [Placed(left, 0.0, body)]
        tall = body.height
        if figure:
            drawn = figure.layout(wide)
            inset = (wide - figure.width()) / 2
            items.insert(0, Placed(inset, max(0.0, (body.height - drawn.height) / 2), drawn))
            tall = max(tall, drawn.height)
        if full:
            items.append(Placed(0.0, tall + 4.0, extras))
            tall += 4.0 + extras.height
        bottom = tall  # no higher than it has to be: the other half may need what this one leaves
        if ticks:
            items.append(Placed(0.0, bottom + 8.0, ticks))
            bottom += 8.0 + ticks.height
        inner = tagged("Sect", Frame(width, bottom, tuple(items)))
        rule = Rule(0.0, 0.0, width, 0.0, self.kit.theme.palette.accent, 1.0)
        return Frame(width, bottom + 6.0, (LAYOUT, rule, LEAVE, Placed(0.0, 6.0, inner)))

    def _words(self, width: float) -> Frame:
        """Everything but the drawing, the extras and the boxes to tick."""
        parts = self.parts
        boxes = (parts.title, parts.strip, parts.steps, parts.all_notes())
        return stacked([box.layout(width) for box in boxes], width, (0.0, 4.0, 6.0, 4.0))


class QuarterBox:
    """A quarter of a page: drawing, dose, steps and notes one below the other, or the drawing beside the steps,
    whichever lets it be larger; it has what the words leave.
    """

    FIGURE = 118.0
    BESIDE, GUTTER = (104.0, 84.0), 9.0
    """How wide the column of a drawing beside the steps may be."""
    GAPS = (4.0, 4.0, 4.0, 3.0)
    """Above a drawing, the dose, the steps and the notes."""
    ENOUGH = 0.75
    """Share of the largest drawing that could be had which is large enough above the words."""

    def __init__(self, kit: Kit, face: Face) -> None:
        self.kit, self.close = kit, face.close
        self.parts = Parts(kit, face.card, face.beside, LARGE if face.large and not face.close else QUARTER)

    def layout(self, width: float) -> Frame:
        room = (self.kit.room - HalfBox.HEAD) / 2 - self.kit.theme.gap - 6.0
        bodies = [self._below(width, room)]
        if self.parts.card.figure:
            bodies += [self._beside(width, wide) for wide in self.BESIDE]
        fitting = [one for one in bodies if one[1].height <= room and not self.close]
        if not fitting:
            body = min((frame for _, frame in bodies), key=lambda frame: frame.height)
        else:  # the words are read best over the whole width
            large = max(area for area, _ in fitting)
            body = next(frame for area, frame in fitting if area >= self.ENOUGH * large)
        inner = tagged("Sect", body)
        rule = Rule(0.0, 0.0, width, 0.0, self.kit.theme.palette.accent, 1.0)
        return Frame(width, inner.height + 5.0, (LAYOUT, rule, LEAVE, Placed(0.0, 5.0, inner)))

    def _below(self, width: float, room: float) -> tuple[float, Frame]:
        """How large the drawing is above the words, in square points, and everything."""
        parts = self.parts
        title, *more = (
            box.layout(width) for box in (parts.title, parts.strip, parts.steps, parts.all_notes())
        )
        used = title.height + sum(frame.height for frame in more) + sum(self.GAPS)
        high = min(self.FIGURE, room - used)
        drawn = parts.drawn(width, high)
        frames = [title, *([drawn] if drawn else []), *more]
        gaps = [0.0, *self.GAPS[0 if drawn else 1 :]]
        return self._area(width, high), stacked(frames, width, gaps)

    def _beside(self, width: float, wide: float) -> tuple[float, Frame]:
        """The same for a drawing beside the steps, in a column so ``wide``."""
        parts, left = self.parts, wide + self.GUTTER
        steps = parts.steps.layout(width - left)
        drawn = parts.drawn(wide, steps.height)
        assert drawn is not None
        pair = Frame(
            width, max(steps.height, drawn.height), (Placed(0.0, 0.0, drawn), Placed(left, 0.0, steps))
        )
        frames = [parts.title.layout(width), parts.strip.layout(width), pair, parts.all_notes().layout(width)]
        return self._area(wide, steps.height), stacked(frames, width, (0.0, *self.GAPS[1:]))

    def _area(self, wide: float, high: float) -> float:
        """Square points of the drawing where it has this room."""
        figure = self.parts.figure(wide, max(LEAST_FIGURE, high))
        return figure.width() * figure.layout(wide).height if figure else 0.0


def face_box(kit: Kit, face: Face) -> Box:
    """The box of a face by its size."""
    kinds: dict[str, type[RowBox | HalfBox | QuarterBox | WholeBox]] = {
        "row": RowBox,
        "half": HalfBox,
        "quarter": QuarterBox,
        "whole": WholeBox,
    }
    return kinds[face.size](kit, face)


# --------------------------------------------------------------------------------------------------- cards to cut out
