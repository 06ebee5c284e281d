"""A document as PDF bytes: chooses what fits, paints the pages, writes the file. The last step; composes nothing."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.errors import LayoutError, Problem
from handouts.figures.store import FigureStore
from handouts.layout.theme import PAGE_SIZES, Theme, theme_for
from handouts.pdf.atoms import Atom, Group, Placed, paginate, too_tall, total_height
from handouts.pdf.boxes import Kit
from handouts.pdf.canvas import TaggedCanvas
from handouts.pdf.flow import Builder, Squeeze
from handouts.pdf.fonts import FontBook
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.operators import Operators
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.pdf.text import Typesetter
from handouts.sheet.blocks import Document, Drop, Footer, Node, Section, Span
from handouts.sheet.edition import EDITIONS
from handouts.sheet.select import Selection

MAX_AIR = 7.0
"""Points that a gap may grow by when a page has room to spare."""

SQUEEZES = (
    Squeeze(1.0, 9.0), Squeeze(0.94, 7.5), Squeeze(0.88, 6.5), Squeeze(0.82, 5.5), Squeeze(0.76, 5.0),
    Squeeze(0.7, 4.5), Squeeze(0.64, 4.0), Squeeze(0.0, 5.0),
)  # fmt: skip
"""Ways to set one sheet, tried in turn: closer, with smaller drawings, at last with none. Type never shrinks."""

LEAST_FIGURES = 0.64
"""Share of their usual size down to which drawings shrink before anything firm is left out."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, what was left out of it, and its number of pages.

    ``overflow``: what has to be on the sheet did not fit two pages, so it has more.
    """

    data: bytes
    left_out: tuple[str, ...]
    pages: int
    overflow: bool = False


class Press:
    """Renders documents; keeps fonts, set lines and operators of drawings between them, nothing personal."""

    def __init__(self, fonts: FontBook | None = None) -> None:
        self.fonts = fonts or FontBook()
        self.setter = Typesetter(self.fonts)
        self.operators = Operators()

    def render(self, document: Document, figures: FigureStore) -> Rendered:
        """``document`` as a PDF/UA-1 and PDF/A-2a file. Raises :class:`LayoutError` if it cannot be set."""
        theme = theme_for(EDITIONS[document.edition].style, fit=document.fits is not None)
        page = PAGE_SIZES[document.paper]
        layout = _Layout(self, Kit(self.setter, theme, figures), document, page)
        if not theme.fit:
            flowing = layout.flowing()
            return Rendered(layout.paint(flowing), (), len(flowing))
        pages, left_out, overflow = layout.fitted()
        return Rendered(layout.paint(pages), left_out, len(pages), overflow)


class _Layout:
    """One document on one paper."""

    def __init__(self, press: Press, kit: Kit, document: Document, page: tuple[float, float]) -> None:
        self.press, self.kit, self.document, self.page = press, kit, document, page
        self.theme: Theme = kit.theme
        self.width = page[0] - 2 * self.theme.margin_x
        self.style = self.theme.style("footer")
        folio = document.footer.page.replace("{pages}", "99").replace("{page}", "99")
        self.drawn = True
        self.foot_text = self.width - kit.setter.width(folio, self.style) - 12.0

    def _foot(self, closing: bool) -> float:
        """Height of the footer with its rule and the room above it."""
        runs = self.document.footer.closing if closing else self.document.footer.running
        return self.style.leading * len(self.kit.setter.lines(runs, self.style, self.foot_text)) + 4.0 + 12.0

    def _room(self, closing: bool) -> float:
        return self.page[1] - 2 * self.theme.margin_y - self._foot(closing)

    # ------------------------------------------------------------------------------------------ two pages exactly

    def fitted(self) -> tuple[list[list[Placed]], tuple[str, ...], bool]:
        """Each section on one page, less what had to go; what was left out; whether anything took more pages.

        A section that has to say more than a page holds goes on over as many as it takes; the others stay as they are.
        """
        pages: list[list[Placed]] = []
        gone: list[Drop] = []
        overflow = False
        last = len(self.document.sections) - 1
        for i, section in enumerate(self.document.sections):
            room = self._room(closing=i == last)
            fit = self._fit(section, room)
            if fit is not None:
                atoms, left_out = fit
                pages.append(_spread(atoms, self.width, room))
            else:
                flowed, left_out = self._over(section)
                pages, overflow = pages + flowed, True
            gone += sorted(left_out, key=lambda drop: -drop.order)
        return pages, _labels(gone) + (() if self.drawn else ("drawings",)), overflow

    def _over(self, section: Section) -> tuple[list[list[Placed]], frozenset[Drop]]:
        """A section on as few pages as it takes, with as much of what may go as these hold."""
        choice = Selection(section)
        gone = frozenset(choice.drops)
        pages = self._flow([choice.nodes(gone)], SQUEEZES[4])
        for drop in reversed(choice.drops):
            more = self._flow([choice.nodes(gone - {drop})], SQUEEZES[4])
            if len(more) == len(pages):
                pages, gone = more, gone - {drop}
        return pages, gone

    def _fit(self, section: Section, room: float) -> tuple[list[Atom], frozenset[Drop]] | None:
        """As much of ``section`` as ``room`` holds, by priority; then tighter, never smaller type."""
        choice = Selection(section)
        loose = [drop for drop in choice.drops if not drop.firm]
        tries = [(loose, squeeze) for squeeze in SQUEEZES if squeeze.figures >= LEAST_FIGURES]
        tries += [(list(choice.drops), squeeze) for squeeze in SQUEEZES]
        for may_go, squeeze in tries:
            builder = Builder(self.kit, squeeze)

            def atoms(gone: frozenset[Drop], builder: Builder = builder) -> list[Atom]:
                return builder.section(choice.nodes(gone), self.width, new_page=False)

            def fits(gone: frozenset[Drop], atoms: Callable[[frozenset[Drop]], list[Atom]] = atoms) -> bool:
                return total_height(atoms(gone), self.width) <= room

            if fits(frozenset(may_go)):
                gone = _fewest(may_go, fits)
                self.drawn = self.drawn and bool(squeeze.figures)
                return atoms(gone), gone
        return None

    # ------------------------------------------------------------------------------------------- as many as needed

    def flowing(self) -> list[list[Placed]]:
        """Everything, on as many pages as it takes; each section opens a page."""
        return self._flow([section.nodes for section in self.document.sections], Squeeze(1.0, self.theme.gap))

    def _flow(self, sections: Sequence[Sequence[Node]], squeeze: Squeeze) -> list[list[Placed]]:
        builder = Builder(self.kit, squeeze)
        atoms = [
            atom
            for i, nodes in enumerate(sections)
            for atom in builder.section(nodes, self.width, new_page=i > 0)
        ]
        room = self._room(closing=True)
        over = too_tall(atoms, self.width, room)
        if over > 0:
            message = f"a block is {over:.0f} points taller than a page"
            raise LayoutError(Problem(self.document.slug, 0, 0, message, "shorten its text"))
        return paginate(atoms, self.width, self._room(closing=False), room)

    # ---------------------------------------------------------------------------------------------------- painting

    def paint(self, pages: Sequence[Sequence[Placed]]) -> bytes:
        """The file."""
        document, theme = self.document, self.theme
        about = DocumentInfo(document.title, document.author, document.subject, document.lang, document.date)
        root = Element("Document")
        buffer = io.BytesIO()
        canvas = TaggedCanvas(buffer, about, root, self.press.fonts, self.page)
        pen = Pen(canvas, self.press.setter, self.press.operators, theme)
        made: dict[Group, Element] = {}
        top = self.page[1] - theme.margin_y
        for number, placed in enumerate(pages, 1):
            for item in placed:
                if item.header_top is not None and item.atom.again is not None:
                    item.atom.again.draw_again(pen, theme.margin_x, top - item.header_top, self.width)
                parent = _element(item.atom.group, root, made)
                item.atom.box.draw(pen, theme.margin_x, top - item.top, self.width, parent)
            self._paint_foot(pen, root, document.footer, number, len(pages))
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _paint_foot(self, pen: Pen, root: Element, footer: Footer, number: int, pages: int) -> None:
        closing = number == pages
        x, style, palette = self.theme.margin_x, self.style, self.theme.palette
        top = self.theme.margin_y + self._foot(closing) - 12.0
        runs = footer.closing if closing else footer.running
        lines = pen.lines(runs, style, self.foot_text)
        page = footer.page.replace("{pages}", str(pages)).replace("{page}", str(number))
        with pen.canvas.artifact("Pagination", "Footer"):
            pen.rule(x, top, self.width, palette.hairline, 0.8)
            if not closing:
                pen.text(None, lines, style, x, top - 4.0)
            pen.text(None, pen.lines((Span(page),), style, 100), style, x, top - 4.0, self.width, "right")
        if closing:
            pen.text(root.element("P"), lines, style, x, top - 4.0)


def _fewest(may_go: Sequence[Drop], fits: Callable[[frozenset[Drop]], bool]) -> frozenset[Drop]:
    """What has to go so that the rest ``fits``: the first few of ``may_go``, less those that fit after all."""
    low, high = 0, len(may_go)
    while low < high:
        middle = (low + high) // 2
        if fits(frozenset(may_go[:middle])):
            high = middle
        else:
            low = middle + 1
    gone = frozenset(may_go[:low])
    for drop in reversed(may_go[:low]):
        if fits(gone - {drop}):
            gone -= {drop}
    return gone


def _labels(gone: Sequence[Drop]) -> tuple[str, ...]:
    """What to say was left out: entries of one list are counted."""
    counts = Counter(drop.label for drop in dict.fromkeys(gone))
    return tuple(label if n == 1 else f"{n} entries of {label}" for label, n in counts.items())


def _element(group: Group | None, root: Element, made: dict[Group, Element]) -> Element:
    """The element of a group, made with its ancestors when it is first needed."""
    if group is None:
        return root
    if group not in made:
        made[group] = _element(group.parent, root, made).element(group.tag, attributes=group.attributes)
    return made[group]


def _spread(atoms: Sequence[Atom], width: float, room: float) -> list[Placed]:
    """Atoms on one page, with what room is left shared among the gaps."""
    gaps = sum(1 for atom in atoms[1:] if atom.before > 4)
    air = min(MAX_AIR, (room - total_height(atoms, width)) / gaps) if gaps else 0.0
    placed, used = [], 0.0
    for i, atom in enumerate(atoms):
        used += atom.before + (air if i and atom.before > 4 else 0.0)
        placed.append(Placed(atom, used))
        used += atom.box.height(width)
    return placed
