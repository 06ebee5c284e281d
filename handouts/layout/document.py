"""A document as page frames: what fits, where pages end, the foot of each page. The last step before the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.errors import LayoutError, Problem
from handouts.figures.store import FigureStore
from handouts.layout.boxes import set_lines
from handouts.layout.fit import Fitting, Layouts, spread
from handouts.layout.flow import Squeeze
from handouts.layout.frame import LEAVE, Decoration, Enter, Frame, Item, Rule, untagged
from handouts.layout.kit import Kit, Memory, words
from handouts.layout.lines import Typesetter
from handouts.layout.pages import Assembly, Atom, Placed, paginate, too_tall
from handouts.layout.theme import theme_for
from handouts.papers import PAPERS
from handouts.sheet.blocks import Document, Drop
from handouts.sheet.edition import EDITIONS

COLUMNS_FROM = 36.0
"""Width of the text area, in sizes of its body type, from which on blocks stand side by side."""
FOOT_GAP, FOOT_PAD = 12.0, 4.0
"""Room above the rule of the foot, and under it, in points."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A laid out document: its pages, what was left out to fit, and what that took.

    ``overflow``: what has to be on the sheet did not fit its pages, so it has more. ``drawn``: with its drawings.
    """

    pages: tuple[Frame, ...]
    left_out: tuple[Drop, ...] = ()
    overflow: bool = False
    drawn: bool = True
    passes: float = 0.0
    """How often a block was laid out, on average."""


def lay_out(
    document: Document, figures: FigureStore, setter: Typesetter, memory: Memory, layouts: Layouts
) -> Laid:
    """The pages of ``document``. Raises :class:`LayoutError` if it cannot be set."""
    return _Layout(document, figures, setter, memory, layouts).laid()


def left_out_labels(gone: Sequence[Drop]) -> tuple[str, ...]:
    """What to say was left out: entries of one list are counted."""
    counts = Counter(drop.label for drop in dict.fromkeys(gone))
    return tuple(label if n == 1 else f"{n} entries of {label}" for label, n in counts.items())


class _Layout:
    """One document on one paper."""

    def __init__(
        self, document: Document, figures: FigureStore, setter: Typesetter, memory: Memory, layouts: Layouts
    ) -> None:
        self.document, self.layouts = document, layouts
        self.page = PAPERS[document.paper]
        style, fit = EDITIONS[document.edition].style, document.fits is not None
        self.theme = theme = theme_for(style, fit=fit, accent=document.accent).on(self.page)
        self.width = self.page[0] - 2 * theme.margin_x
        columns = self.width >= COLUMNS_FROM * theme.style("body").size
        self.kit = Kit(
            setter, theme, figures, columns, document.lang, document.rtl, memory=memory, own=Memory()
        )
        self.style = theme.style("footer")
        folio = document.footer.page.replace("{pages}", "99").replace("{page}", "99")
        self.foot_text = self.width - self.kit.wide(folio, self.style) - 12.0
        room = min(self._room(closing=False), self._room(closing=True))
        self.kit = replace(self.kit, room=room)
        self.assembly = Assembly()

    def laid(self) -> Laid:
        """The pages."""
        pages, gone, overflow, drawn = (
            self._fitted() if self.theme.fit else (self._flowing(), [], False, True)
        )
        frames = tuple(self._frame(placed, n, len(pages)) for n, placed in enumerate(pages, 1))
        if self.kit.rtl:
            frames = tuple(frame.mirrored() for frame in frames)
        return Laid(frames, tuple(gone), overflow, drawn, self.passes)

    # ------------------------------------------------------------------------------------------- what fits a page

    def _fitted(self) -> tuple[list[list[Placed]], list[Drop], bool, bool]:
        """Each section on one page, less what had to go.

        A section that has to say more than a page holds goes on over as many as it takes; the others stay as they are.
        """
        pages: list[list[Placed]] = []
        gone: list[Drop] = []
        overflow, drawn = False, True
        laid_out = blocks = 0
        for section in self.document.sections:
            room = self._room(closing=section is self.document.sections[-1])
            fitting = Fitting(self.kit, section, self.width, self.layouts)
            found, new_page = fitting.fit(room), bool(pages)
            if found is not None:
                left_out, squeeze = found
                pages.append(spread(fitting.atoms(left_out, squeeze, new_page=new_page), room))
                drawn = drawn and bool(squeeze.figures)
            else:
                whole, last = self._room(closing=False), self._room(closing=True)
                flowed, left_out = fitting.over(whole, last, new_page=new_page)
                self._check([one.atom for page in flowed for one in page])
                pages, overflow = pages + flowed, True
            gone += sorted(left_out, key=lambda drop: -drop.order)
            laid_out, blocks = laid_out + fitting.laid_out, blocks + fitting.blocks
        self.passes = laid_out / max(1, blocks)
        return pages, gone, overflow, drawn

    def _flowing(self) -> list[list[Placed]]:
        """Everything, on as many pages as it takes; each section opens a page."""
        squeeze = Squeeze(1.0, self.theme.gap)
        atoms = [
            atom
            for i, section in enumerate(self.document.sections)
            for atom in Fitting(self.kit, section, self.width, self.layouts, whole=True).atoms(
                frozenset(), squeeze, new_page=i > 0
            )
        ]
        self.passes = 1.0
        self._check(atoms)
        return paginate(atoms, self._room(closing=False), self._room(closing=True))

    def _check(self, atoms: Sequence[Atom]) -> None:
        over = too_tall(atoms, self._room(closing=False))
        if over > 0:
            message = f"a block is {over:.0f} points taller than a page"
            raise LayoutError(Problem(self.document.slug, 0, 0, message, "shorten its text"))

    # --------------------------------------------------------------------------------------------------- the pages

    def _foot_height(self, closing: bool) -> float:
        """Height of the footer with its rule and the room above it."""
        runs = self.document.footer.closing if closing else self.document.footer.running
        lines = self.kit.lines(runs, self.style, self.foot_text)
        return self.style.leading * len(lines) + FOOT_PAD + FOOT_GAP

    def _room(self, closing: bool) -> float:
        return self.page[1] - 2 * self.theme.margin_y - self._foot_height(closing)

    def _frame(self, placed: Sequence[Placed], number: int, pages: int) -> Frame:
        body = self.assembly.items(placed, self.theme.margin_x, self.theme.margin_y)
        return Frame(*self.page, (*body, *self._foot(number, pages)))

    def _foot(self, number: int, pages: int) -> list[Item]:
        """A rule, what stands behind the sheet, and the number of the page; read out on the last page only."""
        closing, kit, style, footer = number == pages, self.kit, self.style, self.document.footer
        x, top = (
            self.theme.margin_x,
            self.page[1] - self.theme.margin_y - self._foot_height(closing) + FOOT_GAP,
        )
        page = footer.page.replace("{pages}", str(pages)).replace("{page}", str(number))
        lines = kit.lines(footer.closing if closing else footer.running, style, self.foot_text)
        text = set_lines(kit, lines, style, x, top + FOOT_PAD)
        folio = kit.lines(words(page), style, 100.0)
        decoration = [
            Decoration("Pagination", "Footer"),
            Rule(x, top, x + self.width, top, self.theme.palette.hairline, 0.8),
            *set_lines(kit, folio, style, x, top + FOOT_PAD, self.width, "right"),
        ]
        if closing:
            return [*decoration, LEAVE, Enter("P"), *text, LEAVE]
        return [*decoration, *untagged(text), LEAVE]
