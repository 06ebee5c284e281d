"""A document as page frames: what fits, where pages end, the foot of each page. The last step before the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from typing import Literal

from handouts.errors import LayoutError, Problem
from handouts.figures.store import FigureStore
from handouts.layout.boxes import set_lines
from handouts.layout.columns import Run, column_width, in_columns
from handouts.layout.contents import after_first, headings
from handouts.layout.fit import Fitting, Layouts, back, spread
from handouts.layout.flow import Builder, joined
from handouts.layout.frame import LEAVE, Decoration, Enter, Frame, Item, Rule, untagged
from handouts.layout.frame import Placed as Within
from handouts.layout.grow import grown
from handouts.layout.kit import Kit, Memory, words
from handouts.layout.lines import Typesetter
from handouts.layout.nodes import Squeeze
from handouts.layout.pages import Assembly, Atom, Placed, as_heard, paginate, too_tall
from handouts.layout.person import PersonBox, row_width
from handouts.layout.theme import theme_for
from handouts.papers import PAPERS
from handouts.sheet.blocks import Columns, Contents, Document, Drop, Node, Runs, Section, Title
from handouts.sheet.edition import EDITIONS, part_of
from handouts.sheet.select import Selection
from handouts.words import like

COLUMNS_FROM = 36.0
"""Width of the text area, in sizes of its body type, from which on blocks stand side by side."""
FOOT_GAP, FOOT_PAD, HEAD_GAP = 5.0, 2.0, 8.0
"""Room above the rule of the foot and under it, and under the line that says whose a page is, in points."""
CLOSER = (1.0, 0.75, 0.5)
"""Shares of the usual gaps with which what takes as many pages as it needs is set, to save a page for a line or two."""
CONTENTS_FROM = 4
"""Pages beyond which a document that says everything has a list of contents."""
NO_PAGE = ("about strains", "services", "hours", "tens", "newer papers", "heat and cold")
"""Parts that in large print go where that saves a page, in the order of ``GOES_FIRST``: what the clinic says of itself
and of strains, and the lines on what eases pain."""
FootKind = Literal["opening", "running", "closing"]


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
    shortened = {drop.label for drop in gone if part_of(drop) == "steps"}
    return tuple(
        f"{n} {label}" if label in shortened else label if n == 1 else f"{n} entries of {label}"
        for label, n in counts.items()
    )


def left_out_parts(gone: Sequence[Drop]) -> tuple[str, ...]:
    """For each of :func:`left_out_labels` which part it is: a key of :data:`handouts.sheet.edition.KEEPABLE`."""
    first: dict[str, Drop] = {}
    for drop in gone:
        first.setdefault(drop.label, drop)
    return tuple(map(part_of, first.values()))


def _flows(node: Node) -> bool:
    """Whether what is in ``node`` runs through columns."""
    return isinstance(node, Columns) and node.shape == "flow"


class _Layout:
    """One document on one paper."""

    def __init__(
        self, document: Document, figures: FigureStore, setter: Typesetter, memory: Memory, layouts: Layouts
    ) -> None:
        self.document, self.layouts = document, layouts
        self.page = PAPERS[document.paper]
        style, fit = EDITIONS[document.edition].style, document.fits is not None
        self.theme = theme = theme_for(style, fit=fit, accent=document.accent).on(self.page)
        self.width = self.page[0] - theme.margin_punched - theme.margin_side
        columns = self.width >= COLUMNS_FROM * theme.style("body").size
        self.kit = Kit(
            setter,
            theme,
            figures,
            columns,
            document.lang,
            document.rtl,
            document.fillable,
            short_forms=document.short_forms,
            memory=memory,
            own=Memory(),
        )
        self.style = theme.style("footer")
        folio = document.footer.page.replace("{pages}", "99").replace("{page}", "99")
        self.foot_text = self.width - self.kit.wide(folio, self.style) - 12.0
        room = min(self._further("running"), self._further("closing"))
        self.kit = replace(self.kit, room=room)
        self.assembly = Assembly()
        self._fittings: dict[int, Fitting] = {}
        self._small: dict[tuple[bool, Node], list[Atom]] = {}
        self.begins = 1
        """The page that opens what a reader gets: pages for clinicians may stand before it."""

    @cached_property
    def _first(self) -> Section:
        """The first section for the reader."""
        sections = self.document.sections
        return next((section for section in sections if section.name != "more"), sections[0])

    @cached_property
    def head(self) -> Frame | None:
        """The line that says whose a page is; None where nobody asks for that."""
        person = self.document.person
        return PersonBox(self.kit, person).layout(row_width(self.kit, self.width)) if person else None

    def laid(self) -> Laid:
        """The pages."""
        pages, gone, overflow, drawn = self._fitted() if self.theme.fit else self._on_fewest()
        blocks = sum(len(section.nodes) for section in self.document.sections)
        frames = tuple(self._frame(placed, n, len(pages)) for n, placed in enumerate(pages, 1))
        if self.kit.rtl:
            frames = tuple(frame.mirrored() for frame in frames)
        return Laid(frames, tuple(gone), overflow, drawn, self.kit.tally.blocks / max(1, blocks))

    # ------------------------------------------------------------------------------------------- what fits a page

    def _fitted(self) -> tuple[list[list[Placed]], list[Drop], bool, bool]:
        """Each section on one page, less what had to go.

        A section that has to say more than a page holds goes on over as many as it takes; the others stay as they are.
        """
        pages: list[list[Placed]] = []
        gone: list[Drop] = []
        overflow, drawn = False, True
        for section in self.document.sections:
            if section.name == "more":
                pages += self._in_columns(section, opens=not pages)
                continue
            opens, closes = section is self._first, section is self.document.sections[-1]
            self.begins = len(pages) + 1 if opens else self.begins
            room = self._room("closing" if closes else "opening" if opens else "running")
            fitting = Fitting(self.kit, section, self.width, self.layouts)
            found, new_page = fitting.fit(room), bool(pages)
            if found is not None:
                left_out, squeeze = found
                pages.append(spread(fitting.atoms(left_out, squeeze, new_page=new_page), room))
                drawn = drawn and bool(squeeze.figures)
            else:
                flowed, left_out = fitting.over(self._further(), self._further("closing"), new_page=new_page)
                self._check([one.atom for page in flowed for one in page])
                pages, overflow = pages + flowed, True
            # what changes what somebody does is named first
            gone += sorted(left_out, key=lambda drop: (part_of(drop) != "steps", -drop.order))
        return pages, gone, overflow, drawn

    def _on_fewest(self) -> tuple[list[list[Placed]], list[Drop], bool, bool]:
        """Everything, less what is worth no page of its own where leaving it out saves one."""
        flowed = cache(self._flowing)
        gone: frozenset[Drop] = frozenset()
        if self.theme.paged and not self.document.full:
            drops = Selection(self.document.sections[-1]).drops
            asked = frozenset(drop for drop in drops if part_of(drop) in NO_PAGE)

            def saves(gone: frozenset[Drop]) -> bool:
                return len(flowed(gone)) < len(flowed(frozenset()))

            gone = back(asked, saves) if saves(asked) else gone
        return flowed(gone), sorted(gone, key=lambda drop: drop.order), False, True

    def _flowing(self, gone: frozenset[Drop]) -> list[list[Placed]]:
        """Everything that is not ``gone``, on as many pages as it takes; on many with a list of contents."""
        laid = self._one_after_another(gone, ())
        if not self.document.contents or len(laid) <= CONTENTS_FROM:
            return laid
        guessed = tuple(headings(laid))
        laid = self._one_after_another(gone, guessed)
        entries = tuple(headings(laid))
        # the list is as high whatever its numbers are, so that nothing moves any more
        return laid if entries == guessed else self._one_after_another(gone, entries)

    def _one_after_another(
        self, gone: frozenset[Drop], entries: tuple[tuple[str, int], ...]
    ) -> list[list[Placed]]:
        """The same with a list of contents that has ``entries``: at the front, after the title of the pages for
        clinicians, or after the stop signs and what is said in short to a reader. Each section opens a page.
        """
        squeeze = Squeeze(1.0, self.theme.gap)
        pages: list[list[Placed]] = []
        atoms: list[Atom] = []
        for number, section in enumerate(self.document.sections):
            if section.name == "more":
                pages += self._in_columns(section, opens=not pages, entries=() if pages else entries)
                continue
            self.begins = len(pages) + 1 if section is self._first else self.begins
            more = self._whole(number, squeeze, opens=not pages and not atoms).atoms(
                gone, squeeze, new_page=bool(pages or atoms)
            )
            if atoms and self.theme.paged and not self.document.full:
                more[0] = replace(more[0], paper=False, part=True, before=self.theme.gap)
            atoms += more
        self._check(atoms)
        first = self._further() if pages else self._room("opening")
        rooms = (first, self._further(), self._further("closing"))
        if entries and not pages:
            listed = self._contents(entries, squeeze)
            at = after_first(self.document, atoms)
            atoms = [*atoms[:at], listed, *atoms[at:]]
        return pages + grown(self._fewest_pages(atoms, *rooms), *rooms)

    def _contents(self, entries: tuple[tuple[str, int], ...], squeeze: Squeeze) -> Atom:
        """The list of what stands on which page; as high whatever the numbers are."""
        (atom,) = Builder(self.kit, squeeze, self.width).atoms(Contents(self.document.contents, entries))
        return replace(atom, before=self.theme.gap)

    def _whole(self, number: int, squeeze: Squeeze, *, opens: bool) -> Fitting:
        """A section by its number, as it was laid out the first time if it was asked for before."""
        if number not in self._fittings:
            section = self.document.sections[number]
            fitting = Fitting(self.kit, section, self.width, self.layouts, whole=True)
            if opens:
                fitting.opens(self._room("opening"), squeeze)
            self._fittings[number] = fitting
        return self._fittings[number]

    def _fewest_pages(self, atoms: Sequence[Atom], first: float, height: float, last: float) -> list[Atom]:
        """``atoms`` on as few pages as they take: only where that saves a page they stand closer, or the log follows on
        what is before it.
        """
        usual = self.theme.gap
        ways = [
            [
                replace(
                    atom,
                    before=usual * closer if atom.before == usual else atom.before,
                    opens=atom.opens and not (follows and atom.may_follow),
                )
                for atom in atoms
            ]
            for follows in (False, True)
            for closer in CLOSER
        ]
        return min(ways, key=lambda way: len(paginate(way, height, last, first)))

    def _in_columns(
        self, section: Section, *, opens: bool, entries: tuple[tuple[str, int], ...] = ()
    ) -> list[list[Placed]]:
        """A section of small type, where ``flow`` runs through two columns: on the fewest pages, set closer only where
        that saves one. ``entries``: what the list of contents below its title has.
        """
        nodes = list(section.nodes)
        if entries:
            under = next((n for n, node in enumerate(nodes, 1) if isinstance(node, Title)), 0)
            nodes.insert(under, Contents(self.document.contents, entries))
        theme = theme_for("clinician", fit=False, accent=self.document.accent).on(self.page)
        kit = replace(self.kit, theme=theme)
        wide = Builder(kit, Squeeze(1.0, theme.gap), self.width)
        narrow = Builder(replace(kit, columns=False), Squeeze(1.0, theme.gap), column_width(self.width))
        groups: list[tuple[bool, list[tuple[Node, Sequence[Atom]]]]] = []
        for flows, group in groupby(nodes, _flows):
            inside = [
                part
                for node in group
                for part in (node.left if isinstance(node, Columns) and flows else (node,))
            ]
            columns = flows and self.kit.columns
            builder = narrow if columns else wide
            for part in inside:
                if (columns, part) not in self._small:
                    self._small[columns, part] = builder.atoms(part)
                    self.kit.tally.blocks += 1
            groups.append((columns, [(part, self._small[columns, part]) for part in inside]))
        first = self._room("opening") if opens else self._further()
        found: list[list[list[Placed]]] = []
        for closer in CLOSER:
            runs: list[Run] = []
            for columns, parts in groups:
                new = not runs and not opens
                atoms = joined(parts, theme.gap * closer, theme.small_gap * closer, new_page=new)
                runs.append(Run(tuple(atoms), columns))
            self._check([atom for run in runs for atom in run.atoms])
            found.append(in_columns(runs, self.width, first, self._further(), theme.gap * closer))
        return min(found, key=len)

    def _check(self, atoms: Sequence[Atom]) -> None:
        over = too_tall(atoms, self._further())
        if over > 0:
            message = f"a block is {over:.0f} points taller than a page"
            raise LayoutError(Problem(self.document.slug, 0, 0, message, "shorten its text"))

    # --------------------------------------------------------------------------------------------------- the pages

    def _foot_height(self, kind: FootKind) -> float:
        """Height of a foot with its rule and the room above it."""
        lines = self.kit.lines(self._foot_runs(kind), self.style, self.foot_text)
        return self.style.leading * len(lines) + FOOT_PAD + FOOT_GAP

    def _foot_runs(self, kind: FootKind) -> Runs:
        footer = self.document.footer
        return {"opening": footer.opening, "running": footer.running, "closing": footer.closing}[
            kind
        ] or footer.running

    def _room(self, kind: FootKind) -> float:
        """Points for the text of a page, whose foot is of this kind."""
        return self.page[1] - self.theme.margin_top - self.theme.margin_bottom - self._foot_height(kind)

    def _further(self, kind: FootKind = "running") -> float:
        """The same for a page that goes on, under a line that says whose it is."""
        head = self.head.height + HEAD_GAP if self.head else 0.0
        return min(self._room(kind), self._room("opening")) - head

    def _frame(self, placed: Sequence[Placed], number: int, pages: int) -> Frame:
        theme, placed = self.theme, as_heard(placed)
        x, y = theme.margin_punched if number % 2 else theme.margin_side, theme.margin_top
        foot = self._foot(x, number, pages)
        if (
            number in (1, self.begins) and pages > number
        ):  # who stands behind the sheet is heard right after its title
            named = next((n for n, one in enumerate(placed, 1) if one.atom.names), 0)
            return Frame(*self.page, self.assembly.items(placed, x, y, (named, foot)))
        head: list[Item] = []
        if number > 1 and self.head and not any(one.atom.names for one in placed[:2]):
            head = [Within(x + self.width - self.head.width, y, self.head)]
            y += self.head.height + HEAD_GAP
        return Frame(*self.page, (*head, *self.assembly.items(placed, x, y), *foot))

    def _foot(self, x: float, number: int, pages: int) -> list[Item]:
        """A rule, what stands behind the sheet, and the number of the page; heard on the first and last page, and where
        the pages of a patient begin.
        """
        begins = number in (1, self.begins)
        kind: FootKind = "closing" if number == pages else "opening" if begins else "running"
        kit, style, footer = self.kit, self.style, self.document.footer
        top = self.page[1] - self.theme.margin_bottom - self._foot_height(kind) + FOOT_GAP
        page = like(footer.page.replace("{pages}", str(pages)).replace("{page}", str(number)), footer.page)
        lines = kit.lines(self._foot_runs(kind), style, self.foot_text)
        text = set_lines(kit, lines, style, x, top + FOOT_PAD)
        folio = kit.lines(words(page), style, 100.0 + 10 * style.size)
        decoration = [
            Decoration("Pagination", "Footer"),
            Rule(x, top, x + self.width, top, self.theme.palette.hairline, 0.8),
            *untagged(set_lines(kit, folio, style, x, top + FOOT_PAD, self.width, "right")),
        ]
        if kind == "running":
            return [*decoration, *untagged(text), LEAVE]
        return [*decoration, LEAVE, Enter("P"), *text, LEAVE]
