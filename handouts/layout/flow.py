"""From blocks to atoms: where a block may go on over the page, and what stays together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from handouts.layout import (
    arranged,
    boxes,
    cards,
    dose,
    exercise,
    front,
    overview,
    panels,
    record,
    tables,
)
from handouts.layout.boxes import Box, FigureBox, Stack, TextBox
from handouts.layout.frame import Frame
from handouts.layout.kit import Kit, Memory, words
from handouts.layout.nodes import BESIDE_GUTTER, Maker, Squeeze
from handouts.layout.pages import Atom, Group, Keep, Larger
from handouts.sheet import blocks

WHOLE = 0.82
"""Share of a page that the stop signs may take and still stand in one box."""
HALF = 0.5
"""Share of a page that a drawing with text beside it may take there."""
LEAST_DRAWN = 76.0
"""Points that a drawing stays high, as on a standard sheet, so that its exercise ends on the page that it begins."""
BESIDE = 15.0
"""Sizes of the body type that text needs beside a drawing."""

CLOSE_GAP = 4.0
"""Points above a row that is set close."""
MADE = 8
"""Sizes in which an atom with a larger drawing is kept."""
_Make = Callable[[Kit, Squeeze, float, blocks.Node, float], Frame]


class Builder(Maker):
    """Makes atoms from nodes, ``width`` points wide, set as ``squeeze`` says."""

    # ------------------------------------------------------------------------------------------------ whole blocks

    def atoms(self, node: blocks.Node, group: Group | None = None) -> list[Atom]:
        """The atoms of one node; ``group`` is what holds it, None for the section."""
        columns = self.kit.columns
        match node:
            case blocks.Columns(shape="person") if not columns:
                return [atom for part in node.left for atom in self.atoms(part, group)]
            case blocks.Columns(shape="person"):
                return [replace(self._atom(self.box(node), group, keep=Keep.FIRM), names=True)]
            case blocks.Columns(shape="log-code") if not columns and self.kit.theme.opens:
                first, *rest = (
                    atom for part in (*node.left, *node.right) for atom in self.atoms(part, group)
                )
                return [replace(first, opens=True, may_follow=True), *rest]
            case blocks.Title():
                return [replace(self._atom(self.box(node), group), names=node.person is not None)]
            case blocks.Columns(shape="figure-text") if self._beside(node):
                return [self._growing(self._atom(self.box(node), group), node, _wider, pushes=True)]
            case blocks.Figure() if self.kit.theme.paged:
                drawn = arranged.Centred(self.figure(node))
                return [self._growing(self._atom(drawn, group), node, _taller, pushes=True)]
            case blocks.Columns() if not columns:
                opens = Keep.FIRM if node.shape == "heading-note" else Keep.NO
                inside = [atom for part in (*node.left, *node.right) for atom in self.atoms(part, group)]
                return [replace(atom, keep=max(atom.keep, opens)) for atom in inside]
            case blocks.Columns(shape="heading-note"):
                return [self._atom(self.box(node), group, keep=Keep.FIRM)]
            case blocks.Heading():
                return [self._atom(self.box(node), group, keep=Keep.FIRM)]
            case blocks.Table(role="grades") if not columns and self.kit.theme.opens:
                first, *rest = self._table(node, group)
                return [replace(first, opens=True, may_follow=True), *rest]
            case blocks.Table():
                return list(self._table(node, group))
            case blocks.Bullets():
                style = "reference" if node.small else "body"
                return list(self._list(node.items, group, numbered=node.small, style=style))
            case blocks.Panel():
                return list(self._panel(node, group))
            case blocks.Summary() if columns:
                return [replace(self._atom(self.box(node), group), heard="summary")]
            case blocks.StopBox() if columns:
                return [replace(self._atom(self.box(node), group), heard="stop")]
            case blocks.StopBox():
                return self._stop_signs(node, group)
            case blocks.ExerciseCard() if not columns:
                beside = self._card_beside(node, group)
                return [beside] if beside else list(self._stacked_card(node, group))
            case blocks.Face() if not columns:
                return list(self._stacked_card(replace(node.card, extras=()), group))
            case blocks.Face(size="whole"):
                return [self._atom(self.box(node), group, 0.0)]
            case blocks.Face(close=True):
                return [self._atom(self.box(node), group, CLOSE_GAP)]
            case blocks.QrPanel() if self.kit.theme.paged:
                return [
                    self._atom(self.box(node), group, keep=Keep.GLAD)
                ]  # the clinic's lines stand not alone
            case blocks.DayRecord():
                return list(self._record(node, group))
            case blocks.CutOuts() if not columns:
                first, *rest = (atom for card in node.cards for atom in self._loose(node, card, group))
                return [replace(first, opens=False), *rest]  # below its heading
            case blocks.Overview() if not columns:
                parts = overview.parts(self.kit, node)
                return [self._atom(part, group) for part in parts]
            case blocks.Overview():
                frames = overview.OverviewBox(self.kit, node).pieces(self.width)
                return [Atom(frame, None if n == 0 else 0.0, group) for n, frame in enumerate(frames)]
            case blocks.CutOuts():
                frames = cards.cut_outs(self.kit, node, self.width)
                return [Atom(frame, None if n == 0 else 0.0, group) for n, frame in enumerate(frames)]
        return [self._atom(self.box(node), group)]

    def _stop_signs(self, node: blocks.StopBox, group: Group | None) -> list[Atom]:
        """The stop signs where blocks stand one below the other: in one box if a page holds it, on the first page with
        closer lines if need be, and with short signs two on a line, so that it is not left blank; else a box for
        each level.
        """
        theme, most = self.kit.theme, self.kit.top
        if theme.paged:
            for close in (0, 1) if most is None else range(4):
                box = front.StopSignsBox(self.kit, node, close=close)
                whole = self._atom(box, group, CLOSE_GAP if close > 2 else None)
                spare = theme.gap - CLOSE_GAP if close > 2 else 0.0
                if whole.height < (WHOLE * theme.page_height if most is None else most + spare):
                    return [whole]
        keeps = (Keep.WELL, Keep.WELL, Keep.NO)
        each = [
            self._atom(front.StopSignsBox(self.kit, node, (level,)), group, keep=keep)
            for level, keep in enumerate(keeps)
        ]
        if most is not None and each[0].height < most:
            # On the first page what fits stays under the title: the page would else be blank.
            return [replace(atom, keep=Keep.NO) for atom in each]
        return each

    def _beside(self, node: blocks.Columns) -> bool:
        """Whether text stands beside a drawing although the page is narrow for its type: beside a narrow one."""
        drawn = next((part for part in node.left if isinstance(part, blocks.Figure)), None)
        if self.kit.columns or drawn is None or not self.figures:
            return False
        theme = self.kit.theme
        if self.width - self.figure(drawn).width() < BESIDE * theme.style("body").size:
            return False
        return self.box(node).layout(self.width).height < HALF * theme.page_height

    def _growing(self, atom: Atom, node: blocks.Node, make: _Make, *, pushes: bool) -> Atom:
        """An atom that in large print may be given more room for its drawing. It outlives the document, so it keeps
        none of what is a patient's own.
        """
        if not self.kit.theme.paged or self.more[0]:
            return atom
        kit = replace(self.kit, own=Memory())
        larger = lru_cache(MADE)(partial(make, kit, self.squeeze, self.width, node))
        return replace(atom, larger=Larger(larger, pushes))

    def _card_beside(self, card: blocks.ExerciseCard, group: Group | None) -> Atom | None:
        """An exercise beside its drawing although the page is narrow for its type: one piece, which no page parts. None
        where there is no room for that.
        """
        kit = self.kit
        across = exercise.slot(kit, card.figure, self.width) if card.figure and self.figures else 0.0
        if kit.theme.paged or self.width - across < BESIDE * kit.theme.style("body").size:
            return None
        whole = self._atom(self.box(card), group)
        return whole if whole.height < HALF * kit.theme.page_height else None

    def _atom(
        self,
        box: Box,
        group: Group | None,
        before: float | None = None,
        keep: Keep = Keep.NO,
        again: Frame | None = None,
    ) -> Atom:
        frame = box.layout(self.width)
        return Atom(frame, before, group, keep, again)

    def _table(self, table: blocks.Table, group: Group | None) -> Iterator[Atom]:
        head, rows = tables.table_rows(self.kit, table)
        whole = Group("Table", group)
        first = self._atom(head, Group("THead", whole), keep=Keep.FIRM)
        yield first
        body = Group("TBody", whole)
        again = first.frame.decoration("Pagination", "Header")
        for i, row in enumerate(rows):
            keep = Keep.WELL if i in (0, len(rows) - 2) and i + 1 < len(rows) else Keep.NO
            yield self._atom(row, body, 0.0, keep, again)

    def _list(
        self, items: Sequence[blocks.Item], group: Group | None, *, numbered: bool, style: str = "body"
    ) -> Iterator[Atom]:
        listed = Group("L", group, boxes.list_attributes(numbered))
        colour = self.kit.theme.palette.accent
        entries = boxes.list_items(self.kit, items, style, colour, numbered)
        for i, entry in enumerate(entries):
            keep = Keep.FIRM if i in (0, len(entries) - 2) and i + 1 < len(entries) else Keep.NO
            yield self._atom(entry, listed, self.kit.theme.item_gap if i else None, keep)

    def _panel(self, panel: blocks.Panel, group: Group | None) -> Iterator[Atom]:
        kit = self.kit
        heading = TextBox(kit, words(panel.heading), "h2", "H2", bookmark=1)
        lead = TextBox(kit, panel.lead, "panel-lead")
        if kit.columns:
            opening = self._lead(heading, lead, panel)
            yield self._atom(panels.PanelsBox(kit, panel, opening, close=self.squeeze.close), group)
        else:
            yield self._atom(heading, group, keep=Keep.FIRM)
            yield self._atom(lead, group, self.tight, Keep.FIRM)
            whole = kit.theme.paged and not any(box.figures for box in panel.boxes)
            if whole:
                yield self._atom(panels.PanelsBox(kit, panel), group, self.tight)
            for number, box in enumerate(() if whole else panel.boxes, 1):
                single = replace(panel, boxes=(box,))
                keep = Keep.WELL if number < len(panel.boxes) else Keep.NO
                yield self._atom(panels.PanelsBox(kit, single), group, panels.PanelsBox.GAP, keep)
        for note in panel.notes:
            yield self._atom(self.box(note), group, self.tight + 1)

    def _stacked_card(self, card: blocks.ExerciseCard, group: Group | None) -> Iterator[Atom]:
        """An exercise in one column: on one page, if a page can hold it, with a smaller drawing if need be; else on one
        page from title to dose, then notes, never one alone; else it goes on over the page between two steps.
        """
        kit = self.kit
        own = Group("Sect", group)
        title: list[Box] = [exercise.CardTitle(kit, card)]
        if card.first:
            title.append(exercise.FirstBox(kit, card.first))
        title.append(dose.DoseStrip(kit, card.dose))
        *steps, last = self._list(card.steps.items, own, numbered=True)
        below = [*(replace(step, keep=max(step.keep, Keep.WELL)) for step in steps)]
        notes = exercise.remarks(kit, card)
        below.append(replace(last, keep=Keep.GLAD if notes else Keep.NO))
        paired = {0, len(notes) - 2}
        for i, note in enumerate(notes):
            keep = Keep.WELL if i in paired and i + 1 < len(notes) else Keep.NO
            below.append(self._atom(note, own, self.tight, keep))
        if card.figure and self.figures:
            title.append(self._drawn(card.figure, title, below))
        top = self._atom(exercise.Ruled(kit, Stack(title, self.gap)), own, keep=Keep.FIRM)
        top = replace(top, opens=kit.theme.opens)
        yield self._growing(top, card, _taller, pushes=False) if card.figure else top
        yield from below

    def _drawn(self, figure: blocks.Figure, above: Sequence[Box], below: Sequence[Atom]) -> Box:
        """The drawing of an exercise in one column: smaller, where a page then holds all of the exercise."""
        wide, high = self.kit.theme.exercise_figure
        drawing = FigureBox(self.kit, figure, (wide, high))
        over = -self.kit.room + exercise.Ruled.ABOVE + sum(
            (self.gap if atom.before is None else atom.before) + atom.height for atom in below
        ) + Stack([*above, arranged.Centred(drawing)], self.gap).layout(self.width).height  # fmt: skip
        now = self.kit.drawing(figure).size_pt[1] * drawing.scale(self.width)
        if 0.0 < over <= now - LEAST_DRAWN:
            drawing = FigureBox(self.kit, figure, (wide, now - over - 0.1))
        return arranged.Centred(self.higher(drawing))

    def _loose(self, node: blocks.CutOuts, card: blocks.ExerciseCard, group: Group | None) -> Iterator[Atom]:
        """A card in one column, with what stands at its foot: too large for scissors."""
        *first, last = self._stacked_card(card, group)
        yield from (*first, replace(last, keep=Keep.WELL))
        yield self._atom(TextBox(self.kit, node.foot, "cut-foot"), group, self.tight, Keep.FIRM)
        yield self._atom(TextBox(self.kit, node.small, "fine"), group, self.tight)

    def _record(self, node: blocks.DayRecord, group: Group | None) -> Iterator[Atom]:
        """The heading of a log and its grids."""
        yield self._atom(record.Heading(self.kit, node), group, keep=Keep.FIRM)
        for n, grid in enumerate(record.grids(self.kit, node, self.width)):
            yield Atom(grid, self.tight if n == 0 else None, group)


def _taller(kit: Kit, squeeze: Squeeze, width: float, node: blocks.Node, more: float) -> Frame:
    """The first atom of ``node`` with its drawing ``more`` points higher, in the middle of the page."""
    kit.tally.blocks += 1
    return Builder(kit, squeeze, width, (more, width)).atoms(node)[0].frame


def _wider(kit: Kit, squeeze: Squeeze, width: float, node: blocks.Node, more: float) -> Frame:
    """Text beside a drawing that is ``more`` points higher: the text keeps the room that it needs."""
    kit.tally.blocks += 1
    most = width - BESIDE_GUTTER - BESIDE * kit.theme.style("body").size
    return Builder(kit, squeeze, width, (more, most)).box(node).layout(width)


def fills_page(node: blocks.Node) -> bool:
    """Whether a block is as large as a page, or a part of one, leaves room for."""
    if isinstance(node, blocks.Columns):
        return any(map(fills_page, (*node.left, *node.right)))
    return isinstance(node, blocks.Face | blocks.CutOuts | blocks.Overview | blocks.ExerciseCard)


def way_of(node: blocks.Node, squeeze: Squeeze, *, columns: bool) -> Squeeze | bool | None:
    """What of ``squeeze`` a block is laid out by: all of it, where it has drawings that shrink or gaps between blocks;
    whether it is close, where its words may run on or its rows may be lower; nothing. In one column what stands in
    ``Columns`` is set like any other block, if not beside a drawing.
    """
    if isinstance(node, blocks.Columns) and not columns and node.shape != "figure-text":
        parts = [way_of(part, squeeze, columns=columns) for part in (*node.left, *node.right)]
        return squeeze if any(way is not None for way in parts) else None
    if isinstance(node, blocks.Columns | blocks.ExerciseCard):
        return None if getattr(node, "shape", "") == "person" else squeeze
    return squeeze.close if isinstance(node, blocks.Panel | blocks.Log) else None


def joined(
    parts: Sequence[tuple[blocks.Node, Sequence[Atom]]], gap: float, tight: float, *, new_page: bool
) -> list[Atom]:
    """The atoms of a section's nodes one after the other, ``gap`` apart: what stands under a heading stands close to
    it.
    """
    atoms: list[Atom] = []
    last: blocks.Node | None = None
    head: int | None = None  # the heading that leads, from block to block, to what comes next
    for i, (node, own) in enumerate(parts):
        after = parts[i + 1][0] if i + 1 < len(parts) else None
        under = isinstance(last, blocks.Heading) or getattr(last, "shape", "") == "heading-note"
        leads = isinstance(node, blocks.Paragraph) and (
            isinstance(after, blocks.Table) or (isinstance(last, blocks.Heading) and after is not None)
        )
        if head is not None and own and own[0].opens:  # a heading opens the page of what stands under it
            atoms[head] = replace(atoms[head], opens=True, may_follow=own[0].may_follow)
            own = [replace(own[0], opens=False), *own[1:]]
        if head is None and (
            isinstance(node, blocks.Heading) or getattr(node, "shape", "") == "heading-note"
        ):
            head = len(atoms)
        for n, atom in enumerate(own):
            before = tight if under and n == 0 else gap if atom.before is None else atom.before
            if isinstance(node, blocks.Panel):
                before = min(before, gap)  # a note below it stands no farther off than the next block
            keep = Keep.FIRM if leads else atom.keep
            if not atoms:
                atoms.append(replace(atom, before=0.0, keep=keep, paper=new_page))
            elif before == atom.before and keep == atom.keep:
                atoms.append(atom)
            else:
                atoms.append(replace(atom, before=before, keep=keep))
        if own and atoms[-1].keep < Keep.FIRM:
            head = None
        last = node
    return atoms
