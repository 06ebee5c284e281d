"""Boxes of one exercise: its title, the dose, notes, and the card that joins them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from handouts.layout.around import Head, head
from handouts.layout.boxes import (
    Box,
    FigureBox,
    Stack,
    TextBox,
    list_attributes,
    list_items,
    set_lines,
    tagged,
)
from handouts.layout.dose import DoseStrip, spaced
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Mark, Placed, Polygon, Rect, Rule
from handouts.layout.kit import Kit, is_private, words
from handouts.layout.labels import clear_scale
from handouts.palette import WHITE
from handouts.sheet.blocks import ExerciseCard, Figure, Note, Runs, Span
from handouts.words import mixed

DOSE_SHARE = 0.3
"""Least share of the text of a card that its dose strip takes."""


def _disc(x: float, y: float, radius: float, fill: str | None, stroke: str, line: float) -> Rect:
    """A circle about (x, y)."""
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius, fill, stroke, line, (radius,) * 4)


class CardTitle:
    """The letter in a disc and the exercise's name as H3."""

    def __init__(self, kit: Kit, card: ExerciseCard, style: str = "h3", letter: str = "letter") -> None:
        self.kit, self.card = kit, card
        self.style, self.letter = kit.theme.style(style), kit.theme.style(letter)
        self.disc = self.letter.leading + 4.0

    def layout(self, width: float) -> Frame:
        key = ("card-title", self.card.letter, self.card.title, self.style, self.letter, width)
        return self.kit.once(key, False, lambda: self._layout(width))

    def _layout(self, width: float) -> Frame:
        kit, palette, radius, indent = self.kit, self.kit.theme.palette, self.disc / 2, self.disc + 6.0
        wide = kit.wide(self.card.letter, self.letter)
        letter = spaced(kit, self.card.letter, self.letter, radius - wide / 2, 2.0)
        lines = kit.lines(words(self.card.title), self.style, width - indent)
        y = max(0.0, (self.disc - self.style.leading) / 2)
        title = set_lines(kit, lines, self.style, indent, y)
        height = max(self.disc, self.style.leading * len(lines))
        return Frame(
            width,
            height,
            (
                LAYOUT,
                _disc(radius, radius, radius - 0.6, palette.badge, palette.accent, 1.2),
                LEAVE,
                Enter("H3"),
                Mark(mixed(f"{self.card.letter} ", self.card.title), 2, 0.0),
                *letter,
                *title,
                LEAVE,
            ),
        )


class FirstBox:
    """That an exercise is the one to do if it is only one, behind a star."""

    def __init__(self, kit: Kit, text: str) -> None:
        self.kit, self.text, self.style = kit, text, kit.theme.style("card-first")

    def layout(self, width: float) -> Frame:
        key = ("card-first", self.text, self.style, width)
        return self.kit.once(key, False, lambda: self._layout(width))

    def _layout(self, width: float) -> Frame:
        style, radius = self.style, 0.42 * self.style.size
        indent = 2 * radius + 4.0
        lines = self.kit.lines(words(self.text), style, width - indent)
        mark = star(radius, style.leading / 2, radius, style.colour)
        text = set_lines(self.kit, lines, style, indent)
        return Frame(width, style.leading * len(lines), (LAYOUT, mark, LEAVE, Enter("P"), *text, LEAVE))


def star(x: float, y: float, radius: float, colour: str) -> Polygon:
    """A star with five points about (x, y)."""
    return Polygon(
        tuple(
            (
                x + (radius if n % 2 == 0 else 0.42 * radius) * math.sin(n * math.pi / 5),
                y - (radius if n % 2 == 0 else 0.42 * radius) * math.cos(n * math.pi / 5),
            )
            for n in range(10)
        ),
        colour,
    )


class NoteBox:
    """A labelled remark. The ring before "Feel it" is the ring in the drawing."""

    def __init__(self, kit: Kit, note: Note, style: str = "card-note") -> None:
        self.kit, self.note, self.style = kit, note, kit.theme.style(style)
        self.runs: Runs = (Span(note.label, bold=True), Span(" "), *note.runs)
        self.indent = 0.95 * self.style.size if note.mark else 0.0

    def layout(self, width: float) -> Frame:
        key = ("remark", self.runs, self.note.mark, self.style, width)
        return self.kit.once(key, is_private(self.runs), lambda: self._layout(width))

    def _layout(self, width: float) -> Frame:
        kit, style = self.kit, self.style
        items: list[Item] = []
        if self.note.mark:
            ring = _disc(
                0.34 * style.size, style.leading / 2, 0.3 * style.size,
                WHITE, kit.theme.palette.ring, 0.15 * style.size,
            )  # fmt: skip
            items += [LAYOUT, ring, LEAVE]
        lines = kit.lines(self.runs, style, width - self.indent)
        text = set_lines(kit, lines, style, self.indent)
        return Frame(width, style.leading * len(lines), (*items, Enter("P"), *text, LEAVE))


class NotesBox:
    """All remarks of an exercise as one paragraph, each behind its bold label: for a sheet that has to fit."""

    def __init__(self, kit: Kit, notes: Sequence[Note]) -> None:
        runs: list[Span] = []
        for note in notes:
            runs += [*([Span(" ")] if runs else []), Span(note.label, bold=True), Span(" "), *note.runs]
        ring: Literal["ring", ""] = "ring" if notes and notes[0].mark else ""
        self.box = NoteBox(kit, Note("", tuple(runs), ring))
        self.box.runs = tuple(runs)

    def layout(self, width: float) -> Frame:
        return self.box.layout(width)


def remarks(kit: Kit, card: ExerciseCard) -> list[Box]:
    """Everything under the steps: one paragraph where a sheet has to fit, else one remark under the other."""
    together = kit.theme.fit and card.notes
    notes: list[Box] = (
        [NotesBox(kit, card.notes)] if together else [NoteBox(kit, note) for note in card.notes]
    )
    return [*notes, *(NoteBox(kit, note) for note in card.extras)]


WAYS = ((False, False), (False, True), (True, False), (True, True))
"""Ways to set a card close, from which the lowest is taken: whether the remarks stand under the drawing, and whether
what is said of the first exercise stands under the title. Otherwise the first of them.
"""


class CardBox:
    """An exercise: the drawing on the left; beside it the title with the dose strip at its right, the steps, the notes.

    The first step stands under the title, beside the strip, if it takes one line there; else it stands under the strip
    like those that follow, with the whole width. A rule above; no drawing, no hole. The drawing is ``figures`` times
    its usual size, and larger where the text beside it leaves room for that. ``close``: it takes as little height as
    it can, with every word and no smaller type: a narrower drawing, short steps two on a line.

    Its words are laid out once at a width: with a smaller drawing they stand where they stood.
    """

    GUTTER, ABOVE = 9.0, 2.5
    """Points between columns, and under the rule."""
    LEAST = 60.0
    """Points that a drawing is high at least, however short the text beside it; its usual size."""

    def __init__(self, kit: Kit, card: ExerciseCard, figures: float, *, close: bool = False) -> None:
        self.kit, self.card, self.figures, self.close = kit, card, figures, close
        self.title = CardTitle(kit, card)
        accent = kit.theme.palette.accent
        self.steps = list_items(kit, card.steps.items, "step", accent, numbered=True)
        self.strip = DoseStrip(kit, card.dose)
        self.notes = remarks(kit, card)
        self._heads: dict[tuple[float, float, bool], Head] = {}

    def layout(self, width: float) -> Frame:
        figure = self.card.figure if self.figures else None
        if figure is None:
            words = self._words(0.0, width, titled=True)
            items, height = list(words.items), words.height
        else:
            found = [self._beside(figure, width, *way) for way in (WAYS if self.close else WAYS[:1])]
            items, height = min(found, key=lambda one: one[1])
        inner = tagged("Sect", Frame(width, height, tuple(items)))
        rule = Rule(0.0, 0.0, width, 0.0, self.kit.theme.palette.accent, 1.0)
        return Frame(width, height + self.ABOVE, (LAYOUT, rule, LEAVE, Placed(0.0, self.ABOVE, inner)))

    def _beside(self, figure: Figure, width: float, under: bool, titled: bool) -> tuple[list[Item], float]:
        """The card with its drawing. The remarks stand beside it, or ``under`` it, where they have the whole width;
        what is said of the first exercise stands under the drawing, or under the title (``titled``).
        """
        across = slot(self.kit, figure, width, close=self.close)
        first = []
        if self.card.first and not titled:
            across = max(across, min(SLOT, slot(self.kit, figure, width)))
            first = [FirstBox(self.kit, self.card.first).layout(across)]
        extra = sum(frame.height + 2.0 for frame in first)
        left = across + self.GUTTER
        text = width - left
        beside = self._words(left, text, titled=titled)
        items, height = list(beside.items), beside.height
        room = self._head(left, text, titled=titled).height if under else height
        drawn = self._figure(figure, across, room - extra).layout(across)
        below = drawn.height + (
            3.0 if self.kit.drawing(figure).has_words else 1.0
        )  # words may stand at its foot
        placed = [*(Placed(0.0, below, frame) for frame in first), Placed(0.0, 0.0, drawn)]
        deep = max(below, *(one.y + one.frame.height for one in placed))
        if under:
            head = self._head(left, text, titled=titled)
            items, height = self._text(head, 0.0, width, down=max(0.0, deep - head.height))
        items[1:1] = placed  # read after the title
        return items, max(height, deep)

    def _words(self, left: float, text: float, *, titled: bool) -> Frame:
        """Everything but the drawing, ``left`` points from the edge of the card and ``text`` points wide."""

        def make() -> Frame:
            items, height = self._text(self._head(left, text, titled=titled), left, text)
            return Frame(left + text, height, tuple(items))

        key = ("card-words", self.card, self.close, left, text, titled)
        return self.kit.once(key, True, make)  # a patient's own may be among the notes

    def _head(self, left: float, text: float, *, titled: bool) -> Head:
        """What stands above the notes; laid out once in each way."""
        way = left, text, titled
        if way not in self._heads:
            self._heads[way] = self._laid_head(*way)
        return self._heads[way]

    def _laid_head(self, left: float, text: float, titled: bool) -> Head:
        title: Box = self.title
        if titled and self.card.first:
            title = Stack([self.title, FirstBox(self.kit, self.card.first)])
        line = self.kit.theme.style("step").leading
        return head(
            title, self.strip, self.steps, text, line=line, left=left, share=DOSE_SHARE, close=self.close
        )

    def _text(self, top: Head, left: float, text: float, down: float = 0.0) -> tuple[list[Item], float]:
        """Everything but the drawing and what stands under it, and how high it is. The remarks stand ``down`` points
        under the steps, ``left`` from the edge of the card, ``text`` points wide.
        """
        height = top.height + down
        notes = []
        for note in self.notes:
            frame = note.layout(text)
            notes.append(Placed(left, height, frame))
            height += frame.height + self.kit.theme.note_gap
        items: list[Item] = [
            top.title, Enter("L", attributes=list_attributes(True)), *top.steps, LEAVE, top.dose, *notes,
        ]  # fmt: skip
        return items, height

    def _figure(self, figure: Figure, across: float, beside: float) -> FigureBox:
        """The drawing, as large as it may be beside text that is ``beside`` points high. On a sheet that has to fit the
        steps say what its caption does.
        """
        caption = not self.kit.theme.fit
        room = beside
        if caption:
            room -= TextBox(self.kit, figure.caption, "caption", "Caption").layout(across).height + 3.0
        least = LEAST_CLOSE if self.close else self.LEAST * self.figures
        drawing = self.kit.drawing(figure)
        least = max(least, clear_scale(self.kit, drawing) * drawing.size_pt[1])
        return FigureBox(self.kit, figure, (across, max(room, least)), caption=caption)


SLOT, WIDE_SLOT, LYING = 98.0, 150.0, 1.5
"""Points across for a drawing: an upright one (which may be narrower), and one that is ``LYING`` times as wide as high.
"""
SLOT_SHARE = 0.18
"""Share of a wider page that the slot of an upright drawing takes."""


CLOSE, CLOSE_WORDS, LEAST_CLOSE = 0.68, 0.78, 56.0
"""Share of its width that a slot has where exercises are set close, and that of a lying drawing with words in it (an
upright one keeps its width: words would run into what is drawn); points that a drawing is high there at least.
"""
READABLE = 73.0
"""Points that a drawing that does not lie stays high where its slot is made narrower, or else as wide as it was."""


def slot(kit: Kit, figure: Figure, width: float, *, close: bool = False) -> float:
    """Points across that a drawing gets beside the text of a card ``width`` points wide."""
    drawing = kit.drawing(figure)
    wide, high = drawing.size_pt
    grown = max(1.0, SLOT_SHARE * width / SLOT)
    lying = wide >= LYING * high
    if close and (lying or not drawing.has_words):
        share = CLOSE_WORDS if drawing.has_words else CLOSE
        grown = max(grown * share, 0.0 if lying else min(grown, READABLE * wide / high / SLOT))
    return max(grown * (WIDE_SLOT if lying else SLOT), clear_scale(kit, drawing) * wide)


class Ruled:
    """A box with a rule above."""

    ABOVE = 8.0

    def __init__(self, kit: Kit, inner: Box) -> None:
        self.kit, self.inner = kit, inner

    def layout(self, width: float) -> Frame:
        inner = self.inner.layout(width)
        rule = Rule(0.0, 0.0, width, 0.0, self.kit.theme.palette.accent, 1.0)
        return Frame(width, inner.height + self.ABOVE, (LAYOUT, rule, LEAVE, Placed(0.0, self.ABOVE, inner)))
