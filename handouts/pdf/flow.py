"""From blocks to atoms: which box sets which block, and where a block may go on over the page.

A block type that is new gets a case in :meth:`Builder.box`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.pdf import boxes, cards, log_code, plan_cards, tables
from handouts.pdf.atoms import Atom, Group, Keep, Measured
from handouts.pdf.boxes import Box, Kit, Stack, TextBox
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.sheet import blocks
from handouts.sheet.blocks import Span


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How much room a page may take: ``figures`` is the size of drawings as a share of their usual one (0: none),
    ``gap`` the room between blocks in points.
    """

    figures: float
    gap: float


class Builder:
    """Makes atoms from the nodes of one document."""

    def __init__(self, kit: Kit, squeeze: Squeeze) -> None:
        self.kit, self.figures, self.gap = kit, squeeze.figures, squeeze.gap
        self.tight = kit.theme.small_gap
        self.side = plan_cards.CardBox.SIDES[0]
        self._sect = Group("Sect")
        self._atoms: dict[tuple[int, float], list[Atom]] = {}
        self._cards: dict[tuple[int, float], Box] = {}

    @property
    def figure_height(self) -> float:
        """Greatest height of the drawing of an exercise beside its steps."""
        return plan_cards.CardBox.HIGHEST * self.figures

    def most(self, figure: blocks.Figure) -> tuple[float, float]:
        """Greatest width and height of a drawing that stands alone.

        On one sheet anatomy and charts have their nominal size: their labels are set at one size and would meet
        in a smaller drawing.
        """
        theme = self.kit.theme
        if theme.fit:
            drawn = self.kit.drawing(figure).size_pt
            return min(drawn[0], theme.anatomy_figure[0]), min(drawn[1], theme.anatomy_figure[1])
        sizes = {
            "anatomy": theme.anatomy_figure,
            "chart": theme.chart_figure,
            "exercise": theme.exercise_figure,
        }
        return sizes[figure.kind]

    def _choose_side(self, nodes: Sequence[blocks.Node], width: float) -> None:
        """One width for the side column of all exercises: the widest of those that take the least height."""
        found = [node for node in nodes if isinstance(node, blocks.ExerciseCard)]
        if found and self.kit.theme.columns:
            sides = plan_cards.CardBox.SIDES
            self.side = min(
                sides, key=lambda side: round(sum(self._card(card, side).height(width) for card in found), 1)
            )

    def _card(self, card: blocks.ExerciseCard, side: float) -> Box:
        key = (id(card), side)
        if key not in self._cards:
            self._cards[key] = Measured(plan_cards.CardBox(self.kit, card, self.figure_height, side))
        return self._cards[key]

    def section(self, nodes: Sequence[blocks.Node], width: float, *, new_page: bool) -> list[Atom]:
        """The atoms of the nodes of a section that is ``width`` points wide.

        Nodes that were built before are not built again, so trying what fits costs little. They are told apart by
        identity: the caller keeps them.
        """
        self._choose_side(nodes, width)
        atoms: list[Atom] = []
        last: blocks.Node | None = None
        for node, after in zip(nodes, (*nodes[1:], None), strict=True):
            under = isinstance(last, blocks.Heading) or getattr(last, "shape", "") == "heading-note"
            leads = isinstance(node, blocks.Paragraph) and (
                isinstance(after, blocks.Table) or (isinstance(last, blocks.Heading) and after is not None)
            )
            for i, atom in enumerate(self._built(node)):
                before = self.tight if under and i == 0 else atom.before
                if before == atom.before and atoms and not leads:
                    atoms.append(atom)
                    continue
                keep = Keep.FIRM if leads else atom.keep
                atoms.append(
                    replace(atom, before=before if atoms else 0.0, keep=keep, paper=new_page and not atoms)
                )
            last = node
        return atoms

    def _built(self, node: blocks.Node) -> list[Atom]:
        key = (id(node), self.side if isinstance(node, blocks.ExerciseCard) else 0.0)
        if key not in self._atoms:
            self._atoms[key] = list(self.node(node, self._sect))
        return self._atoms[key]

    def node(self, node: blocks.Node, group: Group) -> Iterator[Atom]:
        """The atoms of one node."""
        if isinstance(node, blocks.Columns):
            yield from self._columns(node, group)
        elif isinstance(node, blocks.Table):
            yield from self._table(node, group)
        elif isinstance(node, blocks.Bullets):
            yield from self._list(node.items, group, numbered=False)
        elif isinstance(node, blocks.Panel):
            yield from self._panel(node, group)
        elif isinstance(node, blocks.StopBox) and not self.kit.theme.columns:
            for half in (0, 1):
                yield Atom(cards.StopSignsBox(self.kit, node, (half,)), self.gap, group)
        elif isinstance(node, blocks.ExerciseCard) and not self.kit.theme.columns:
            yield from self._stacked_card(node, group)
        else:
            keep = Keep.FIRM if isinstance(node, blocks.Heading) else Keep.NO
            yield Atom(Measured(self.box(node)), self.gap, group, keep=keep)

    def box(self, node: blocks.Node) -> Box:
        """One node as one box. Tables and panels become several atoms: see :meth:`node`."""
        kit, accent = self.kit, self.kit.theme.palette.accent
        match node:
            case blocks.Banner():
                return cards.BannerBox(kit, node)
            case blocks.Title():
                return cards.TitleBox(kit, node)
            case blocks.Summary():
                return cards.SummaryBox(kit, node)
            case blocks.StopBox():
                return cards.StopSignsBox(kit, node)
            case blocks.Heading():
                style = "h2-page" if node.size == "page" else f"h{node.level}"
                return TextBox(kit, (Span(node.text),), style, f"H{node.level}", bookmark=node.level - 1)
            case blocks.Paragraph():
                return TextBox(kit, node.runs, node.role)
            case blocks.Bullets():
                return boxes.ListBox(kit, node.items, "body", accent)
            case blocks.Steps():
                return boxes.ListBox(kit, node.items, "body", accent, numbered=True)
            case blocks.Figure():
                return boxes.FigureBox(kit, node, self.most(node))
            case blocks.Facts():
                return tables.FactsBox(kit, node.rows)
            case blocks.ExerciseCard():
                return self._card(node, self.side)
            case blocks.Log():
                return log_code.LogBox(kit, node)
            case blocks.QrPanel():
                return log_code.QrBox(kit, node)
            case blocks.Columns():
                return self._side_by_side(node)
        raise TypeError(f"no box for {type(node).__name__}")

    def _side_by_side(self, node: blocks.Columns) -> Box:
        right = self.stack(node.right)
        first = node.left[0]
        if node.shape == "figure-text" and isinstance(first, blocks.Figure):
            if not self.figures:
                return right
            figure = boxes.FigureBox(self.kit, first, self.most(first))
            return boxes.SideBySide(figure, right, figure.width(), 12.0)
        left = self.stack(node.left)
        if node.shape == "heading-note" and isinstance(first, blocks.Heading):
            wide = self.kit.setter.width(first.text, self.kit.theme.style("h2"))
            return boxes.SideBySide(left, _Dropped(right, 4.0), wide + 2, 12.0)
        if node.shape == "log-code":
            return boxes.RightFixed(left, right, 199.0, 14.0)
        if node.shape == "heading-lead":
            return boxes.SideBySide(left, right, self._opening_width(node), 14.0)
        return boxes.SideBySide(left, right, 0.5, self.kit.theme.gutter)

    def _opening_width(self, node: blocks.Columns) -> float:
        """Room for the longest line of a page heading and what stands under it, at most 230 points."""
        setter, theme = self.kit.setter, self.kit.theme
        wide = 0.0
        for part in node.left:
            if isinstance(part, blocks.Heading):
                wide = max(wide, setter.width(part.text, theme.style("h2-page")))
            elif isinstance(part, blocks.Paragraph):
                wide = max(wide, setter.width(blocks.plain(part.runs), theme.style("lead")))
        return min(wide + 2.0, 230.0)

    def stack(self, nodes: Sequence[blocks.Node]) -> Stack:
        """Nodes one below the other: close under headings, ``gap`` elsewhere."""
        gaps = [self.tight if isinstance(before, blocks.Heading) else self.gap - 3 for before in nodes[:-1]]
        return Stack([self.box(node) for node in nodes], [0.0, *gaps])

    def _columns(self, node: blocks.Columns, group: Group) -> Iterator[Atom]:
        opens = Keep.FIRM if node.shape == "heading-note" else Keep.NO
        if self.kit.theme.columns:
            yield Atom(Measured(self.box(node)), self.gap, group, keep=opens)
            return
        for part in (*node.left, *node.right):
            for atom in self.node(part, group):
                yield replace(atom, keep=max(atom.keep, opens))

    def _table(self, table: blocks.Table, group: Group) -> Iterator[Atom]:
        head, rows = tables.table_rows(self.kit, table)
        whole = Group("Table", group)
        yield Atom(Measured(head), self.gap, Group("THead", whole), keep=Keep.FIRM)
        body = Group("TBody", whole)
        for i, row in enumerate(rows):
            keep = Keep.WELL if i in (0, len(rows) - 2) and i + 1 < len(rows) else Keep.NO
            yield Atom(Measured(row), 0.0, body, keep=keep, again=head)

    def _list(self, items: Sequence[blocks.Item], group: Group, *, numbered: bool) -> Iterator[Atom]:
        listed = Group("L", group, boxes.list_attributes(numbered))
        colour = self.kit.theme.palette.accent
        entries = boxes.list_items(self.kit, items, "body", colour, numbered)
        for i, entry in enumerate(entries):
            keep = Keep.FIRM if i in (0, len(entries) - 2) and i + 1 < len(entries) else Keep.NO
            yield Atom(entry, 2.0 if i else self.gap, listed, keep=keep)

    def _panel(self, panel: blocks.Panel, group: Group) -> Iterator[Atom]:
        kit = self.kit
        heading = TextBox(kit, (Span(panel.heading),), "h2", "H2", bookmark=1)
        lead = TextBox(kit, panel.lead, "panel-lead")
        if kit.theme.columns:
            wide = kit.setter.width(panel.heading, kit.theme.style("h2"))
            yield Atom(
                boxes.SideBySide(heading, _Dropped(lead, 2.0), wide + 2, 8.0), self.gap, group, keep=Keep.FIRM
            )
        else:
            yield Atom(heading, self.gap, group, keep=Keep.FIRM)
            yield Atom(lead, self.tight, group, keep=Keep.FIRM)
        if kit.theme.columns:
            yield Atom(Measured(plan_cards.PanelsBox(kit, panel)), self.tight + 1, group)
        else:
            for box in panel.boxes:
                single = blocks.Panel(panel.heading, panel.lead, (box,))
                yield Atom(plan_cards.PanelsBox(kit, single), plan_cards.PanelsBox.GAP, group)
        for note in panel.notes:
            yield Atom(self.box(note), self.tight + 1, group)

    def _stacked_card(self, card: blocks.ExerciseCard, group: Group) -> Iterator[Atom]:
        """An exercise in one column: on one page from title to dose, if a page can hold it; then notes, never one
        alone. If not, it goes on over the page between two steps.
        """
        kit = self.kit
        own = Group("Sect", group)
        title: list[Box] = [plan_cards.CardTitle(kit, card)]
        if card.figure:
            title.append(boxes.FigureBox(kit, card.figure, kit.theme.exercise_figure))
        yield Atom(_Ruled(kit, Stack(title, self.gap)), self.gap, own, keep=Keep.FIRM)
        *steps, last = self._list(card.steps.items, own, numbered=True)
        yield from (replace(step, keep=max(step.keep, Keep.WELL)) for step in steps)
        yield replace(last, keep=Keep.FIRM)
        notes = (*card.notes, *card.extras)
        yield Atom(plan_cards.DoseStrip(kit, card.dose), self.gap, own, keep=Keep.GLAD if notes else Keep.NO)
        paired = {0, len(notes) - 2}
        for i, note in enumerate(notes):
            keep = Keep.WELL if i in paired and i + 1 < len(notes) else Keep.NO
            yield Atom(plan_cards.NoteBox(kit, note), self.tight, own, keep=keep)


class _Dropped:
    """A box a little lower, so that its baseline meets that of a larger heading beside it."""

    def __init__(self, inner: Box, by: float) -> None:
        self.inner, self.by = inner, by

    def height(self, width: float) -> float:
        return self.inner.height(width) + self.by

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.inner.draw(pen, x, top - self.by, width, parent)


class _Ruled:
    """A box with a rule above."""

    ABOVE = 8.0

    def __init__(self, kit: Kit, inner: Box) -> None:
        self.kit, self.inner = kit, inner

    def height(self, width: float) -> float:
        return self.inner.height(width) + self.ABOVE

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        with pen.decoration():
            pen.rule(x, top, width, self.kit.theme.palette.accent, 1.0)
        self.inner.draw(pen, x, top - self.ABOVE, width, parent)
