"""Boxes of the sheet's own blocks on the back: exercises, the R.I.C.E. panel, the log, the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.pdf.boxes import Box, FigureBox, Kit, ListBox, RightFixed, SideBySide, Stack, TextBox
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.pdf.text import Line
from handouts.sheet.blocks import DoseCell, ExerciseCard, Figure, Note, Panel, PanelBox, Runs, Span


class CardTitle:
    """The letter in a disc and the exercise's name as H3."""

    def __init__(self, kit: Kit, card: ExerciseCard) -> None:
        self.kit, self.card = kit, card
        self.title = TextBox(kit, (Span(card.title),), "h3", "H3", bookmark=2)
        self.letter = kit.theme.style("letter")
        self.disc = self.letter.leading + 4

    def height(self, width: float) -> float:
        return max(self.disc, self.title.height(width - self.disc - 6))

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette = self.kit.theme.palette
        radius = self.disc / 2
        with pen.decoration():
            pen.disc(x + radius, top - radius, radius - 0.6, palette.badge, palette.accent, 1.2)
        wide = self.kit.setter.width(self.card.letter, self.letter)
        lines = spaced(pen.lines((Span(self.card.letter),), self.letter, self.disc))
        heading = parent.element("H3")
        pen.text(heading, lines, self.letter, x + radius - wide / 2, top - 2)
        text = pen.lines(self.title.runs, self.title.style, width - self.disc - 6)
        y = top - max(0.0, (self.disc - self.title.style.leading) / 2)
        pen.text(heading, text, self.title.style, x + self.disc + 6, y)
        pen.canvas.bookmark(self.card.title, 2, top)


def spaced(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """``lines`` with a space after the last word, where more text of the same element stands elsewhere."""
    *before, last = lines
    *chunks, end = last.chunks
    return (*before, replace(last, chunks=(*chunks, replace(end, text=end.text + " "))))


class DoseStrip:
    """The dose: cells in a row, each a number over a word or two."""

    PAD, SIDE, AIR = 3.0, 3.0, 6.0
    """Room above and below the words; least room beside them; room from which on ends and middle get the same."""

    def __init__(self, kit: Kit, cells: Sequence[DoseCell]) -> None:
        self.kit, self.cells = kit, cells
        self.value, self.label = kit.theme.style("dose-value"), kit.theme.style("dose-label")

    def _natural(self, cell: DoseCell) -> float:
        setter = self.kit.setter
        return max(setter.width(cell.value, self.value), setter.width(cell.label, self.label)) + 2 * self.SIDE

    def _rows(self, width: float) -> list[list[tuple[DoseCell, float, float]]]:
        """Cells in as few rows as hold them, each with its width and how far right of its middle its words stand."""
        rows: list[list[tuple[DoseCell, float]]] = [[]]
        for cell in self.cells:
            natural = self._natural(cell)
            if rows[-1] and sum(w for _, w in rows[-1]) + natural > width:
                rows.append([])
            rows[-1].append((cell, natural))
        return [self._shared(row, width) for row in rows]

    def _shared(
        self, row: Sequence[tuple[DoseCell, float]], width: float
    ) -> list[tuple[DoseCell, float, float]]:
        """Room to spare goes to all cells alike; in a tight row only beside the separators, to keep words apart."""
        spare, last = width - sum(wide for _, wide in row), len(row) - 1
        if not last or self.SIDE + spare / (2 * len(row)) >= self.AIR:
            return [(cell, wide + spare / len(row), 0.0) for cell, wide in row]
        each = spare / (2 * last)
        ends = {0: -each / 2, last: each / 2}
        return [
            (cell, wide + (each if i in ends else 2 * each), ends.get(i, 0.0))
            for i, (cell, wide) in enumerate(row)
        ]

    def _row_height(self) -> float:
        return self.value.leading + self.label.leading + 2 * self.PAD

    def height(self, width: float) -> float:
        return len(self._rows(width)) * self._row_height()

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette, row_height = self.kit.theme.palette, self._row_height()
        with pen.decoration():
            outline = palette.tint or palette.accent
            pen.frame(x, top, width, self.height(width), outline, 0.8, 5.0, palette.tint)
        listed = parent.element("L", attributes={"List": {"ListNumbering": "None"}})
        for row in self._rows(width):
            left = x
            for i, (cell, wide, shift) in enumerate(row):
                if i:
                    with pen.decoration():
                        pen.upright(left, top - 6, row_height - 12, palette.hairline, 0.8)
                body = listed.element("LI").element("LBody")
                lower = top - self.PAD - self.value.leading
                pen.text(
                    body,
                    spaced(pen.lines((Span(cell.value),), self.value, 900)),
                    self.value,
                    left + shift,
                    top - self.PAD,
                    wide,
                    "centre",
                )
                pen.text(
                    body,
                    pen.lines((Span(cell.label),), self.label, 900),
                    self.label,
                    left + shift,
                    lower,
                    wide,
                    "centre",
                )
                left += wide
            top -= row_height


class NoteBox:
    """A labelled remark. The ring before "Feel it" is the ring in the drawing."""

    def __init__(self, kit: Kit, note: Note) -> None:
        self.kit, self.note, self.style = kit, note, kit.theme.style("card-note")
        self.runs: Runs = (Span(note.label, bold=True), Span(" "), *note.runs)
        self.indent = 0.95 * self.style.size if note.mark else 0.0

    def height(self, width: float) -> float:
        return self.style.leading * len(self.kit.setter.lines(self.runs, self.style, width - self.indent))

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        if self.note.mark:
            size = self.style.size
            y = top - self.style.leading / 2
            with pen.decoration():
                pen.disc(x + 0.34 * size, y, 0.3 * size, "#FFFFFF", self.kit.theme.palette.ring, 0.15 * size)
        lines = pen.lines(self.runs, self.style, width - self.indent)
        pen.text(parent.element("P"), lines, self.style, x + self.indent, top)


class CardBox:
    """An exercise in three columns: drawing, steps, dose with notes. A rule above; no drawing, no hole.

    The drawing is at most ``figure_height`` points high, and higher where the text beside it leaves room for that.
    """

    FIGURE, GUTTER, ABOVE = 96.0, 9.0, 5.0
    HIGHEST = FIGURE * 1.08
    """Points that a drawing is high at most."""
    SIDES = (226.0, 212.0, 202.0, 198.0, 193.0, 188.0)
    """Widths that the column of dose and notes may have. The wider, the more air has the dose."""

    def __init__(self, kit: Kit, card: ExerciseCard, figure_height: float, side: float) -> None:
        self.kit, self.card, self.side_width, self.figure_height = kit, card, side, figure_height
        self.title = CardTitle(kit, card)
        self.steps = steps_list(kit, card)
        notes: list[Box] = [NoteBox(kit, note) for note in card.notes]
        self.side = Stack(
            [DoseStrip(kit, card.dose), *notes], [0.0, 4.0, *[1.5] * len(notes)][: len(notes) + 1]
        )
        self.extras: list[Box] = [NoteBox(kit, note) for note in card.extras]

    def _text(self, title: Box) -> Box:
        middle = Stack([title, self.steps], self.kit.theme.small_gap)
        text: Box = RightFixed(middle, self.side, self.side_width, self.GUTTER)
        if self.extras:
            text = Stack([text, *self.extras], [0.0, 4.0, *[1.5] * len(self.extras)][: len(self.extras) + 1])
        return text

    def _figure(self, width: float) -> FigureBox | None:
        """The drawing, as large as it may be beside text that is ``width`` wide."""
        if self.card.figure is None or not self.figure_height:
            return None
        least = FigureBox(self.kit, self.card.figure, (self.FIGURE, self.figure_height))
        spare = self._text(self.title).height(width) - least.height(self.FIGURE)
        drawn = least.drawing.size_pt[1] * least.scale(self.FIGURE)
        highest = min(self.HIGHEST, drawn + max(0.0, spare))
        return FigureBox(self.kit, self.card.figure, (self.FIGURE, max(self.figure_height, highest)))

    def _inner(self, width: float) -> Box:
        figure = self._figure(width - self.FIGURE - self.GUTTER)
        if figure is None:
            return self._text(self.title)
        beside = self._text(_WithDrawing(self.title, figure, self.FIGURE, self.GUTTER))
        return SideBySide(_Room(figure), beside, self.FIGURE, self.GUTTER)

    def height(self, width: float) -> float:
        return self._inner(width).height(width) + self.ABOVE + 1

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        with pen.decoration():
            pen.rule(x, top, width, self.kit.theme.palette.accent, 1.0)
        self._inner(width).draw(pen, x, top - self.ABOVE, width, parent.element("Sect"))


class _WithDrawing:
    """A title with the drawing that stands to its left: read after the title that it belongs to."""

    def __init__(self, title: Box, figure: FigureBox, width: float, gutter: float) -> None:
        self.title, self.figure, self.figure_width, self.gutter = title, figure, width, gutter

    def height(self, width: float) -> float:
        return self.title.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.title.draw(pen, x, top, width, parent)
        self.figure.draw(pen, x - self.gutter - self.figure_width, top, self.figure_width, parent)


class _Room:
    """The room that a box takes, left blank."""

    def __init__(self, box: Box) -> None:
        self.box = box

    def height(self, width: float) -> float:
        return self.box.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        pass


def steps_list(kit: Kit, card: ExerciseCard) -> ListBox:
    """The numbered steps."""
    return ListBox(kit, card.steps.items, "body", kit.theme.palette.accent, numbered=True, gap=1.0)


class _Head:
    """The title of a box with its drawing to the right; both end on one line."""

    GAP = 5.0
    LEAST = 24.0
    """Points that a drawing beside a title is wide at least."""

    def __init__(self, kit: Kit, title: str, figure: Figure) -> None:
        self.kit, self.figure = kit, figure
        self.title = TextBox(kit, (Span(title),), "panel-title", "H3")
        style = kit.theme.style("panel-title")
        self.longest = max(kit.setter.width(word, style) for word in title.split())

    def room(self, width: float) -> float:
        """Points for the drawing beside the longest word of the title."""
        return width - self.longest - self.GAP

    def _columns(self, width: float) -> tuple[float, FigureBox, float]:
        """Width of the title, the drawing, width of the drawing."""
        most, highest = self.kit.theme.panel_figure
        drawn = FigureBox(self.kit, self.figure, (min(most, self.room(width)), highest), caption=False)
        return width - drawn.width() - self.GAP, drawn, drawn.width()

    def height(self, width: float) -> float:
        beside, drawn, wide = self._columns(width)
        return max(self.title.height(beside), drawn.height(wide))

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        height, (beside, drawn, wide) = self.height(width), self._columns(width)
        self.title.draw(pen, x, top - height + self.title.height(beside), beside, parent)
        drawn.draw(pen, x + width - wide, top - height + drawn.height(wide), wide, parent)


class PanelsBox:
    """Boxes side by side, all of one height.

    On one sheet a small drawing stands beside the title, in all boxes or, where a title has too long a word, below it.
    """

    GAP, PAD = 7.0, 6.0

    def __init__(self, kit: Kit, panel: Panel) -> None:
        self.kit, self.panel = kit, panel
        self.heads = [
            _Head(kit, box.title, box.figures[0]) if kit.theme.fit and box.figures else None
            for box in panel.boxes
        ]

    def _box(self, box: PanelBox, head: _Head | None) -> Stack:
        kit, text = self.kit, TextBox(self.kit, box.runs, "panel")
        if head:
            return Stack([head, text], 1.0)
        drawn = [
            FigureBox(kit, figure, kit.theme.panel_figure, caption=not kit.theme.fit)
            for figure in box.figures
        ]
        return Stack([TextBox(kit, (Span(box.title),), "panel-title", "H3"), *drawn, text], 1.0)

    def _boxes(self, inner: float) -> list[Stack]:
        """The boxes for an inner width."""
        beside = all(head.room(inner) >= _Head.LEAST for head in self.heads if head)
        heads = zip(self.panel.boxes, self.heads, strict=True)
        return [self._box(box, head if beside else None) for box, head in heads]

    def _inner_width(self, width: float) -> float:
        n = len(self.panel.boxes) if self.kit.theme.columns else 1
        return (width - self.GAP * (n - 1)) / n - 2 * self.PAD

    def height(self, width: float) -> float:
        inner = self._inner_width(width)
        heights = [box.height(inner) + 2 * self.PAD - 3 for box in self._boxes(inner)]
        return max(heights) if self.kit.theme.columns else sum(heights) + self.GAP * (len(heights) - 1)

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        palette, inner = self.kit.theme.palette, self._inner_width(width)
        for box in self._boxes(inner):
            height = self.height(width) if self.kit.theme.columns else box.height(inner) + 2 * self.PAD - 3
            with pen.decoration():
                pen.frame(x, top, inner + 2 * self.PAD, height, palette.accent, 0.8, 5.0)
            box.draw(pen, x + self.PAD, top - self.PAD + 2, inner, parent)
            if self.kit.theme.columns:
                x += inner + 2 * self.PAD + self.GAP
            else:
                top -= height + self.GAP
