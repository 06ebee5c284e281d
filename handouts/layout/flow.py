"""From blocks to atoms: which box sets which block, and where a block may go on over the page.

A block type that is new gets a row in :data:`BOXES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from handouts.layout import boxes, exercise, front, log, overview, panels, program, record, standing, tables
from handouts.layout.boxes import Box, FigureBox, SideBySide, Stack, TextBox
from handouts.layout.frame import Frame, stacked
from handouts.layout.kit import Kit, words
from handouts.layout.pages import Atom, Group, Keep
from handouts.sheet import blocks

OPENING, CODE_COLUMN = (230.0, 0.43), (199.0, 0.35)
"""Widths in points of the column of a page heading (at most) and of that of the code, and at least which share of a
wider page."""


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How much room a page may take: ``figures`` is the size of drawings as a share of their usual one (0: none),
    ``gap`` the room between blocks in points.
    """

    figures: float
    gap: float


class Builder:
    """Makes atoms from nodes, ``width`` points wide, set as ``squeeze`` says."""

    def __init__(self, kit: Kit, squeeze: Squeeze, width: float) -> None:
        self.kit, self.figures, self.gap, self.width = kit, squeeze.figures, squeeze.gap, width
        self.tight = kit.theme.small_gap

    # ------------------------------------------------------------------------------------------------ whole blocks

    def atoms(self, node: blocks.Node, group: Group | None = None) -> list[Atom]:
        """The atoms of one node; ``group`` is what holds it, None for the section."""
        columns = self.kit.columns
        match node:
            case blocks.Columns() if not columns:
                opens = Keep.FIRM if node.shape == "heading-note" else Keep.NO
                inside = [atom for part in (*node.left, *node.right) for atom in self.atoms(part, group)]
                return [replace(atom, keep=max(atom.keep, opens)) for atom in inside]
            case blocks.Columns(shape="heading-note"):
                return [self._atom(self.box(node), group, keep=Keep.FIRM)]
            case blocks.Heading():
                return [self._atom(self.box(node), group, keep=Keep.FIRM)]
            case blocks.Table():
                return list(self._table(node, group))
            case blocks.Bullets():
                return list(self._list(node.items, group, numbered=False))
            case blocks.Panel():
                return list(self._panel(node, group))
            case blocks.StopBox() if not columns:
                return [
                    self._atom(front.StopSignsBox(self.kit, node, (level,)), group) for level in (0, 1, 2)
                ]
            case blocks.ExerciseCard() if not columns:
                return list(self._stacked_card(node, group))
            case blocks.Face() if not columns:
                return list(self._stacked_card(node.card, group))
            case blocks.Face(size="whole"):
                return [self._atom(self.box(node), group, 0.0)]
            case blocks.DayRecord():
                return list(self._record(node, group))
            case blocks.CutOuts() if not columns:
                return [atom for card in node.cards for atom in self._loose(node, card, group)]
            case blocks.Overview() if not columns:
                parts = overview.parts(self.kit, node)
                return [self._atom(part, group) for part in parts]
            case blocks.CutOuts():
                frames = standing.cut_outs(self.kit, node, self.width)
                return [Atom(frame, None if n == 0 else 0.0, group) for n, frame in enumerate(frames)]
        return [self._atom(self.box(node), group)]

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

    def _list(self, items: Sequence[blocks.Item], group: Group | None, *, numbered: bool) -> Iterator[Atom]:
        listed = Group("L", group, boxes.list_attributes(numbered))
        colour = self.kit.theme.palette.accent
        entries = boxes.list_items(self.kit, items, "body", colour, numbered)
        for i, entry in enumerate(entries):
            keep = Keep.FIRM if i in (0, len(entries) - 2) and i + 1 < len(entries) else Keep.NO
            yield self._atom(entry, listed, 2.0 if i else None, keep)

    def _panel(self, panel: blocks.Panel, group: Group | None) -> Iterator[Atom]:
        kit = self.kit
        heading = TextBox(kit, words(panel.heading), "h2", "H2", bookmark=1)
        lead = TextBox(kit, panel.lead, "panel-lead")
        if kit.columns:
            wide = kit.wide(panel.heading, kit.theme.style("h2"))
            yield self._atom(SideBySide(heading, lead, wide + 2, 8.0, 2.0), group, keep=Keep.FIRM)
            yield self._atom(panels.PanelsBox(kit, panel), group, self.tight + 1)
        else:
            yield self._atom(heading, group, keep=Keep.FIRM)
            yield self._atom(lead, group, self.tight, Keep.FIRM)
            for box in panel.boxes:
                single = replace(panel, boxes=(box,))
                yield self._atom(panels.PanelsBox(kit, single), group, panels.PanelsBox.GAP)
        for note in panel.notes:
            yield self._atom(self.box(note), group, self.tight + 1)

    def _stacked_card(self, card: blocks.ExerciseCard, group: Group | None) -> Iterator[Atom]:
        """An exercise in one column: on one page from title to dose, if a page can hold it; then notes, never one
        alone. If not, it goes on over the page between two steps.
        """
        kit = self.kit
        own = Group("Sect", group)
        title: list[Box] = [exercise.CardTitle(kit, card)]
        if card.figure and self.figures:
            title.append(FigureBox(kit, card.figure, kit.theme.exercise_figure))
        yield self._atom(exercise.Ruled(kit, Stack(title, self.gap)), own, keep=Keep.FIRM)
        *steps, last = self._list(card.steps.items, own, numbered=True)
        yield from (replace(step, keep=max(step.keep, Keep.WELL)) for step in steps)
        yield replace(last, keep=Keep.FIRM)
        notes = exercise.remarks(kit, card)
        keep = Keep.GLAD if notes else Keep.NO
        yield self._atom(exercise.DoseStrip(kit, card.dose), own, keep=keep)
        paired = {0, len(notes) - 2}
        for i, note in enumerate(notes):
            keep = Keep.WELL if i in paired and i + 1 < len(notes) else Keep.NO
            yield self._atom(note, own, self.tight, keep)

    def _loose(self, node: blocks.CutOuts, card: blocks.ExerciseCard, group: Group | None) -> Iterator[Atom]:
        """A card in one column, with what stands at its foot: too large for scissors."""
        *first, last = self._stacked_card(card, group)
        yield from (*first, replace(last, keep=Keep.WELL))
        yield self._atom(TextBox(self.kit, node.foot, "cut-foot"), group, self.tight, Keep.FIRM)
        yield self._atom(TextBox(self.kit, node.small, "fine"), group, self.tight)

    def _record(self, node: blocks.DayRecord, group: Group | None) -> Iterator[Atom]:
        """The heading of a log and its grids."""
        yield self._atom(record.Heading(self.kit, node), group, keep=Keep.FIRM)
        for n, grid in enumerate(record.grids(self.kit, node)):
            yield self._atom(grid, group, self.tight if n == 0 else None)

    # -------------------------------------------------------------------------------------------- blocks as one box

    def box(self, node: blocks.Node) -> Box:
        """One node as one box. Those that may part between two pages become several atoms: see :meth:`atoms`."""
        make = BOXES.get(type(node))
        if make is None:
            raise TypeError(f"no box for {type(node).__name__}")
        return make(self, node)

    def figure(self, figure: blocks.Figure) -> FigureBox:
        """A drawing that stands alone.

        On one sheet anatomy and charts have their nominal size: their labels are set at one size and would meet in a
        smaller drawing.
        """
        theme = self.kit.theme
        sizes = {
            "anatomy": theme.anatomy_figure, "chart": theme.chart_figure, "exercise": theme.exercise_figure,
        }  # fmt: skip
        wide, high = sizes[figure.kind]
        if theme.fit:
            nominal = self.kit.drawing(figure).size_pt
            most = theme.anatomy_figure
            wide, high = min(nominal[0], most[0]), min(nominal[1], most[1])
        return FigureBox(self.kit, figure, (wide, high))

    def card(self, card: blocks.ExerciseCard) -> Box:
        """An exercise in columns."""
        return exercise.CardBox(self.kit, card, self.figures)

    def side_by_side(self, node: blocks.Columns) -> Box:
        """Two groups of blocks beside each other."""
        kit, first = self.kit, node.left[0]
        right = self.stack(node.right)
        if node.shape == "figure-text" and isinstance(first, blocks.Figure):
            if not self.figures:
                return right
            figure = self.figure(first)
            return SideBySide(figure, right, figure.width(), 12.0)
        left = self.stack(node.left)
        if node.shape == "heading-note" and isinstance(first, blocks.Heading):
            wide = kit.wide(first.text, kit.theme.style("h2"))
            return SideBySide(left, right, wide + 2, 12.0, 4.0)
        if node.shape == "log-code":
            least, share = CODE_COLUMN
            return boxes.RightFixed(left, right, max(least, share * self.width), 14.0)
        if node.shape == "heading-lead":
            return SideBySide(left, right, self._opening_width(node), 14.0)
        return SideBySide(left, right, 0.5, kit.theme.gutter)

    def _opening_width(self, node: blocks.Columns) -> float:
        """Room for the longest line of a page heading and what stands under it, within :data:`OPENING`."""
        kit, wide = self.kit, 0.0
        for part in node.left:
            if isinstance(part, blocks.Heading):
                wide = max(wide, kit.wide(part.text, kit.theme.style("h2-page")))
            elif isinstance(part, blocks.Paragraph):
                wide = max(wide, kit.wide(blocks.plain(part.runs), kit.theme.style("lead")))
        return min(wide + 2.0, max(OPENING[0], OPENING[1] * self.width))

    def stack(self, nodes: Sequence[blocks.Node]) -> Stack:
        """Nodes one below the other: close under headings, ``gap`` elsewhere."""
        gaps = [self.tight if isinstance(before, blocks.Heading) else self.gap - 3 for before in nodes[:-1]]
        return Stack([self.box(node) for node in nodes], [0.0, *gaps])

    def heading(self, node: blocks.Heading) -> Box:
        """A heading with its bookmark."""
        style = "h2-page" if node.size == "page" else f"h{node.level}"
        return TextBox(self.kit, words(node.text), style, f"H{node.level}", bookmark=node.level - 1)

    def bullets(self, node: blocks.Bullets | blocks.Steps) -> Box:
        """A list that stays in one piece."""
        accent, numbered = self.kit.theme.palette.accent, isinstance(node, blocks.Steps)
        return boxes.ListBox(self.kit, node.items, "body", accent, numbered=numbered)

    def table(self, node: blocks.Table) -> Box:
        """A table that stays in one piece."""
        head, rows = tables.table_rows(self.kit, node)
        return tables.WholeTable(head, rows)

    def record(self, node: blocks.DayRecord) -> Box:
        """A log that stays in one piece."""
        return Stack([record.Heading(self.kit, node), *record.grids(self.kit, node)], self.tight)

    def cut_outs(self, node: blocks.CutOuts) -> Box:
        """Cards that stay on one page."""
        return _Made(standing.cut_outs(self.kit, node, self.width))

    def panel(self, node: blocks.Panel) -> Box:
        """A panel that stays in one piece."""
        kit = self.kit
        heading = TextBox(kit, words(node.heading), "h2", "H2", bookmark=1)
        lead = TextBox(kit, node.lead, "panel-lead")
        notes = [self.box(note) for note in node.notes]
        return Stack([heading, lead, panels.PanelsBox(kit, node), *notes], self.tight + 1)


class _Made:
    """Frames that are laid out already, one below the other."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.frames = frames

    def layout(self, width: float) -> Frame:
        return stacked(self.frames, width, [0.0] * len(self.frames))


def fills_page(node: blocks.Node) -> bool:
    """Whether a block is as large as a page, or a part of one, leaves room for."""
    if isinstance(node, blocks.Columns):
        return any(map(fills_page, (*node.left, *node.right)))
    return isinstance(node, blocks.Face | blocks.CutOuts | blocks.Overview)


def follows_squeeze(node: blocks.Node, *, columns: bool) -> bool:
    """Whether a block is laid out in another way when the page is set closer: it has drawings that shrink or gaps
    between blocks in it. In one column what stands in ``Columns`` is set like any other block.
    """
    if isinstance(node, blocks.Columns) and not columns:
        return any(follows_squeeze(part, columns=columns) for part in (*node.left, *node.right))
    return isinstance(node, blocks.Columns | blocks.ExerciseCard)


BOXES: Mapping[type, Callable[[Builder, Any], Box]] = MappingProxyType(
    {
        blocks.Banner: lambda builder, node: front.BannerBox(builder.kit, node),
        blocks.Title: lambda builder, node: front.TitleBox(builder.kit, node),
        blocks.Summary: lambda builder, node: front.SummaryBox(builder.kit, node),
        blocks.StopBox: lambda builder, node: front.StopSignsBox(builder.kit, node),
        blocks.Heading: Builder.heading,
        blocks.Paragraph: lambda builder, node: TextBox(
            builder.kit, node.runs, node.role, slot="note" if node.role == "personal" else None
        ),
        blocks.Bullets: Builder.bullets,
        blocks.Steps: Builder.bullets,
        blocks.Figure: Builder.figure,
        blocks.Facts: lambda builder, node: tables.FactsBox(builder.kit, node.rows),
        blocks.Table: Builder.table,
        blocks.ExerciseCard: Builder.card,
        blocks.Panel: Builder.panel,
        blocks.Log: lambda builder, node: log.LogBox(builder.kit, node),
        blocks.QrPanel: lambda builder, node: log.QrBox(builder.kit, node),
        blocks.Columns: Builder.side_by_side,
        blocks.PlanBox: lambda builder, node: program.PlanFrame(builder.kit, node),
        blocks.PainLevels: lambda builder, node: program.PainLevelsBox(builder.kit, node),
        blocks.DayRecord: Builder.record,
        blocks.Visit: lambda builder, node: program.VisitBox(builder.kit, node),
        blocks.WritingLines: lambda builder, node: program.WritingBox(builder.kit, node),
        blocks.Face: lambda builder, node: standing.face_box(builder.kit, node),
        blocks.CutOuts: Builder.cut_outs,
        blocks.Overview: lambda builder, node: overview.OverviewBox(builder.kit, node),
    }
)
"""The box of each block type."""


def joined(
    parts: Sequence[tuple[blocks.Node, Sequence[Atom]]], gap: float, tight: float, *, new_page: bool
) -> list[Atom]:
    """The atoms of a section's nodes one after the other, ``gap`` apart: what stands under a heading stands close to
    it.
    """
    atoms: list[Atom] = []
    last: blocks.Node | None = None
    for i, (node, own) in enumerate(parts):
        after = parts[i + 1][0] if i + 1 < len(parts) else None
        under = isinstance(last, blocks.Heading) or getattr(last, "shape", "") == "heading-note"
        leads = isinstance(node, blocks.Paragraph) and (
            isinstance(after, blocks.Table) or (isinstance(last, blocks.Heading) and after is not None)
        )
        for n, atom in enumerate(own):
            before = tight if under and n == 0 else gap if atom.before is None else atom.before
            keep = Keep.FIRM if leads else atom.keep
            if not atoms:
                atoms.append(replace(atom, before=0.0, keep=keep, paper=new_page))
            elif before == atom.before and keep == atom.keep:
                atoms.append(atom)
            else:
                atoms.append(replace(atom, before=before, keep=keep))
        last = node
    return atoms
