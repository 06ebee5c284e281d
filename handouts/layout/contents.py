"""A list of contents, for a document of many pages: what stands on which. Made once the pages are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.layout.boxes import TextBox, set_lines
from handouts.layout.frame import LEAVE, Enter, Frame, Item, Mark, Placed
from handouts.layout.kit import Kit, words
from handouts.layout.pages import Atom
from handouts.layout.pages import Placed as On
from handouts.sheet.blocks import Contents, Document, StopBox, Summary
from handouts.words import like

COLUMNS, GUTTER, APART = 3, 16.0, 6.0
"""Columns of a list on a page with columns; points between them, and between a heading and its page."""


def headings(pages: Sequence[Sequence[On]]) -> Iterator[tuple[str, int]]:
    """Every heading of the second level with the number of its page, from 1; one that goes on has the first."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for one in page:
            for title in _titles(one.atom):
                found.setdefault(title, number)
    yield from found.items()


def after_first(document: Document, atoms: Sequence[Atom]) -> int:
    """The place right after the stop signs and what is said in short, which nothing may move further down; 0 if there
    are none.
    """
    nodes = [node for section in document.sections for node in section.nodes]
    ends = {node.soon_heading for node in nodes if isinstance(node, StopBox)}
    ends |= {node.heading for node in nodes if isinstance(node, Summary)}
    return max((n for n, atom in enumerate(atoms, 1) if ends.intersection(_titles(atom))), default=0)


def _titles(atom: Atom) -> list[str]:
    return [item.title for item, _, _ in atom.frame.walk() if isinstance(item, Mark) and item.level == 1]


WIDEST = "888"
"""As wide as the number of a page gets: what the numbers are changes no line."""


class ContentsBox:
    """The headings in columns, each with the number of its page at the right end of its line."""

    def __init__(self, kit: Kit, block: Contents) -> None:
        self.kit, self.block = kit, block
        self.heading = TextBox(kit, words(block.heading), "h2", "H2")
        self.style = kit.theme.style("safety")

    def layout(self, width: float) -> Frame:
        kit, entries = self.kit, self.block.entries
        head = self.heading.layout(width)
        columns = COLUMNS if kit.columns else 1
        wide = (width - (columns - 1) * GUTTER) / columns
        number = kit.wide(WIDEST, self.style)
        rows = [self._row(title, page, wide, number) for title, page in entries]
        items: list[Item] = [Placed(0.0, 0.0, head), Enter("TOC")]
        long = -(-len(rows) // columns)
        height = 0.0
        for first in range(0, len(rows), long):
            x, y = first // long * (wide + GUTTER), head.height + 2.0
            for row in rows[first : first + long]:
                items.append(Placed(x, y, row))
                y += row.height
            height = max(height, y)
        return Frame(width, height, (*items, LEAVE))

    def _row(self, title: str, page: int, wide: float, number: float) -> Frame:
        kit, style = self.kit, self.style
        # a line that more follows ends in a space, so that nobody hears a heading and a number as one word
        lines = kit.lines(words(like(f"{title}\n.", title)), style, wide - number - APART)[:-1]
        at = style.leading * (len(lines) - 1)
        shown = kit.lines(words(str(page)), style, wide)
        items = (
            *set_lines(kit, lines, style),
            *set_lines(kit, shown, style, 0.0, at, wide, "right"),
        )
        return Frame(wide, style.leading * len(lines), (Enter("TOCI"), Enter("P"), *items, LEAVE, LEAVE))
