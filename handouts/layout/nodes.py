"""Which box sets which block. A block stays in one piece here; ``flow`` parts what may go on over a page.

A block type that is new gets a row in :data:`BOXES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from handouts.layout import (
    arranged,
    boxes,
    cards,
    contents,
    exercise,
    front,
    log,
    overview,
    panels,
    person,
    program,
    record,
    scale,
    standing,
    tables,
)
from handouts.layout.arranged import Middle, Padded, SideBySide
from handouts.layout.boxes import Box, FigureBox, Stack, TextBox
from handouts.layout.frame import Frame, stacked
from handouts.layout.kit import Kit, parts_of, says_private, words
from handouts.sheet import blocks

CODE_GUTTER = 14.0
"""Points between the log and the code."""
CODE_COLUMN = (195.0, 0.35)
"""Width in points of the column of the code, and at least which share of a wider page it takes."""
CAPTION = 9.8
"""Sizes of its type that the caption of a drawing beside text has at least across."""
NARROW = 8.0
"""Sizes of the body type: with less room than this text stands under a drawing, not beside it."""
STACKED = 4.0
"""Points between blocks that stand one below the other in a column, at least."""
BESIDE_GUTTER = 14.0
"""Points between a drawing and the text beside it."""
MOST_DRAWN = 0.62
"""Share of a page that a drawing is high at most, where there is room for it to grow."""
FITTED_HEIGHT = 154.0
"""Points that anatomy and charts are high at most on one sheet."""
FOLLOWING = (blocks.Paragraph, blocks.Heading, blocks.Figure, blocks.Columns, blocks.ExerciseCard)
"""Blocks whose boxes keep what they laid out by themselves, whatever the squeeze makes of it, or are made of such."""
BOXED = frozenset({"personal", "alert", "rule"})
"""Roles of paragraphs that stand in an outline."""


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How much room a page may take: ``figures`` is the size of drawings as a share of their usual one (0: none),
    ``gap`` the room between blocks in points. ``close``: exercises have narrower drawings, short steps share lines, the
    words of R.I.C.E. run on after their titles, and no log is roomy.
    """

    figures: float
    gap: float
    close: bool = False


class Maker:
    """Makes boxes of nodes, ``width`` points wide, set as ``squeeze`` says. ``more``: points by which drawings are
    higher than usual, and how many they may then be wide.
    """

    def __init__(
        self, kit: Kit, squeeze: Squeeze, width: float, more: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        self.kit, self.squeeze, self.width, self.more = kit, squeeze, width, more
        self.figures, self.gap = squeeze.figures, squeeze.gap
        self.tight = kit.theme.small_gap

    def box(self, node: blocks.Node) -> Box:
        """One node as one box. Those that may part between two pages become several atoms: see :meth:`atoms`.

        At one width it is laid out once, however close to others it is set.
        """
        if isinstance(node, blocks.Log) and self.squeeze.close:
            node = replace(node, roomy=False)
        make = BOXES.get(type(node))
        if make is None:
            raise TypeError(f"no box for {type(node).__name__}")
        box = make(self, node)
        return box if isinstance(node, FOLLOWING) else _Once(self.kit, node, box)

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
            wide, high = min(nominal[0], most[0]), min(nominal[1], FITTED_HEIGHT)
        return self.higher(FigureBox(self.kit, figure, (wide, high)))

    def higher(self, drawn: FigureBox) -> FigureBox:
        """A drawing as much higher than usual as it is to be; it keeps to its share of the page."""
        more, width = self.more
        if not more:
            return drawn
        usual = drawn.height(self.width)
        high = max(usual, min(usual + more, MOST_DRAWN * self.kit.theme.page_height))
        return FigureBox(self.kit, drawn.figure, (max(width, drawn.width()), high))

    def card(self, card: blocks.ExerciseCard) -> Box:
        """An exercise in columns."""
        return exercise.CardBox(self.kit, card, self.figures, close=self.squeeze.close)

    def side_by_side(self, node: blocks.Columns) -> Box:
        """Two groups of blocks beside each other."""
        kit, first = self.kit, (*node.left, *node.right)[0]
        if node.shape == "person" and isinstance(node.right[0], blocks.Person):
            left, whose = self.stack(node.left), person.PersonBox(kit, node.right[0])
            return Middle(left, whose, self.width - person.row_width(kit, self.width) - 14.0, 14.0)
        right = self.stack(node.right)
        if node.shape == "figure-text":
            drawn = next((part for part in node.left if isinstance(part, blocks.Figure)), None)
            if drawn is None or not self.figures:
                return right
            wide = max(
                [
                    self.figure(drawn).width(),
                    *(
                        kit.wide(part.text, kit.theme.style("h2")) + 1.0
                        for part in node.left
                        if isinstance(part, blocks.Heading)
                    ),
                ]
            )
            if kit.theme.paged:  # room for a caption of two lines
                wide = max(wide, CAPTION * kit.theme.style("caption").size)
            return arranged.Beside(
                self.stack(node.left), right, wide, BESIDE_GUTTER, NARROW * kit.theme.style("body").size
            )
        if not node.right:
            return self.stack(node.left)
        left = self.stack(node.left)
        if node.shape == "heading-note" and isinstance(first, blocks.Heading):
            wide = kit.wide(first.text, kit.theme.style("h2"))
            return SideBySide(left, right, wide + 2, 12.0, 4.0)
        if node.shape == "log-code":
            least, share = CODE_COLUMN
            column = max(least, share * self.width)
            code, days = node.right[0], node.left[0]
            if isinstance(code, blocks.QrPanel) and isinstance(days, blocks.Log):
                panel = log.QrBox(kit, code)
                if kit.theme.paged and panel.least() > column:
                    return self.stack((*node.left, *node.right))
                spare = self.width - CODE_GUTTER - log.LogBox(kit, days).least()
                if (
                    panel.least(broken=True) <= spare < column
                ):  # long names: the log takes what the code can spare
                    column = spare
            return arranged.RightFixed(left, right, column, CODE_GUTTER)
        return SideBySide(left, right, 0.5, kit.theme.gutter)

    def stack(self, nodes: Sequence[blocks.Node]) -> Stack:
        """Nodes one below the other: close under headings, ``gap`` elsewhere."""
        gaps = [
            self.tight if isinstance(before, blocks.Heading) else max(STACKED, self.gap - 3)
            for before in nodes[:-1]
        ]
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
        made = _Made(record.grids(self.kit, node, self.width))
        return Stack([record.Heading(self.kit, node), made], self.tight)

    def cut_outs(self, node: blocks.CutOuts) -> Box:
        """Cards that stay on one page."""
        return _Made(cards.cut_outs(self.kit, node, self.width))

    def panel(self, node: blocks.Panel) -> Box:
        """A panel that stays in one piece."""
        kit = self.kit
        heading = TextBox(kit, words(node.heading), "h2", "H2", bookmark=1)
        lead = TextBox(kit, node.lead, "panel-lead")
        notes = [self.box(note) for note in node.notes]
        return Stack([panels.PanelsBox(kit, node, self._lead(heading, lead, node)), *notes], self.tight + 1)

    def _lead(self, heading: Box, lead: Box, panel: blocks.Panel) -> Box:
        """The heading of a panel with its first sentence beside it."""
        wide = self.kit.wide(panel.heading, self.kit.theme.style("h2"))
        return SideBySide(heading, lead, wide + 2, 8.0, 2.0)

    def paragraph(self, node: blocks.Paragraph) -> Box:
        """Running text; what is for this reader alone and what holds for all that follows stand in an outline."""
        slot = "note" if node.role == "personal" else None
        text = TextBox(self.kit, node.runs, node.role, slot=slot)
        if node.role not in BOXED:
            return text
        palette = self.kit.theme.palette
        return Padded(text, None, palette.accent, 1.0 if palette.tint else 1.4, 6.0, (9.0, 5.0))


class _Once:
    """A block that looks alike however close the page is set. With a patient's own or a picture, whose file may change,
    it is kept for one document.
    """

    def __init__(self, kit: Kit, node: blocks.Node, box: Box) -> None:
        self.kit, self.node, self.box = kit, node, box

    def layout(self, width: float) -> Frame:
        kit = self.kit
        key = ("block", self.node, kit.theme.page_height, kit.room, kit.top, width)
        return kit.once(key, self.own(), lambda: self.box.layout(width))

    def own(self) -> bool:
        """Whether it is for this document alone."""
        node = self.node
        pictured = isinstance(node, blocks.Banner) or any(True for _ in parts_of(node, blocks.Figure))
        return pictured or says_private(node)


class _Made:
    """Frames that are laid out already, one below the other."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.frames = frames

    def layout(self, width: float) -> Frame:
        return stacked(self.frames, width, [0.0] * len(self.frames))


BOXES: Mapping[type, Callable[[Maker, Any], Box]] = MappingProxyType(
    {
        blocks.Banner: lambda maker, node: front.BannerBox(maker.kit, node),
        blocks.Title: lambda maker, node: front.TitleBox(maker.kit, node),
        blocks.Summary: lambda maker, node: front.SummaryBox(maker.kit, node),
        blocks.StopBox: lambda maker, node: front.StopSignsBox(maker.kit, node),
        blocks.Contents: lambda maker, node: contents.ContentsBox(maker.kit, node),
        blocks.Heading: Maker.heading,
        blocks.Person: lambda maker, node: person.PersonBox(maker.kit, node),
        blocks.PainScale: lambda maker, node: scale.ScaleBox(maker.kit, node),
        blocks.Paragraph: Maker.paragraph,
        blocks.Bullets: Maker.bullets,
        blocks.Steps: Maker.bullets,
        blocks.Figure: Maker.figure,
        blocks.Facts: lambda maker, node: tables.FactsBox(maker.kit, node.rows),
        blocks.Table: Maker.table,
        blocks.ExerciseCard: Maker.card,
        blocks.Panel: Maker.panel,
        blocks.Log: lambda maker, node: log.LogBox(maker.kit, node),
        blocks.QrPanel: lambda maker, node: log.QrBox(maker.kit, node),
        blocks.Columns: Maker.side_by_side,
        blocks.PlanBox: lambda maker, node: program.PlanFrame(maker.kit, node),
        blocks.PainLevels: lambda maker, node: program.PainLevelsBox(maker.kit, node),
        blocks.DayRecord: Maker.record,
        blocks.Visit: lambda maker, node: program.VisitBox(maker.kit, node),
        blocks.WritingLines: lambda maker, node: program.WritingBox(maker.kit, node),
        blocks.Face: lambda maker, node: standing.face_box(maker.kit, node),
        blocks.CutOuts: Maker.cut_outs,
        blocks.Overview: lambda maker, node: overview.OverviewBox(maker.kit, node),
    }
)
"""The box of each block type."""
