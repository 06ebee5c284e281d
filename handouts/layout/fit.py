"""What fits: a section on one page, with as much as the page holds of what may go. Asks frames; paints nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import takewhile

from handouts.layout.cache import ATOMS, FOUND, Cache
from handouts.layout.flow import Builder, fills_page, joined, way_of
from handouts.layout.kit import Kit, parts_of, says_private
from handouts.layout.nodes import Squeeze
from handouts.layout.pages import Atom, Placed, paginate, total_height
from handouts.sheet.blocks import Banner, Drop, Figure, Node, Section, StopBox, Title
from handouts.sheet.select import Selection

MAX_AIR = 7.0
"""Points that a gap may grow by when a page has room to spare."""

SQUEEZES = (
    Squeeze(1.0, 9.0), Squeeze(0.94, 7.5), Squeeze(0.88, 6.5), Squeeze(0.82, 5.5), Squeeze(0.76, 5.0),
    Squeeze(0.7, 4.0), Squeeze(0.64, 2.5), Squeeze(0.64, 1.1, close=True),
    Squeeze(0.0, 4.0),
)  # fmt: skip
"""Ways to set one sheet: closer and closer, with smaller drawings, at last with none. Type never shrinks. What is
``close`` keeps the third exercise on a page with exercises, and on another, by its gaps, the map of where to press.
"""
FLOWING = SQUEEZES[4]
"""How a section is set that takes more than its page."""

LEAST_FIGURES = 0.64
"""Share of their usual size down to which drawings shrink before anything firm is left out."""


FAR = 1.5
"""Pages' worth of what has to stay from which on a section is not expected to fit one page."""

Found = tuple[frozenset[Drop], Squeeze]
"""What goes, and how the rest is set."""


class Layouts:
    """Blocks as they were laid out, and what was found to fit, for whichever sheet comes next; nothing personal."""

    def __init__(self, limit: int = ATOMS) -> None:
        self.atoms: Cache[Hashable, list[Atom]] = Cache(limit)
        self.found: Cache[Hashable, Found] = Cache(min(limit, FOUND))


class Fitting:
    """One section, and every way in which its blocks were laid out so far. ``whole``: nothing of it goes."""

    def __init__(
        self, kit: Kit, section: Section, width: float, layouts: Layouts, *, whole: bool = False
    ) -> None:
        self.kit, self.width, self.layouts = kit, width, layouts
        self.choice = Selection(section)
        self._shared = [self._state(node) for node in section.nodes]
        self._builders: dict[Squeeze, Builder] = {}
        self._own: dict[Hashable, list[Atom]] = {}
        self._shortens = frozenset(drop for drop in self.choice.drops if drop.shortens)

    def _state(self, node: Node) -> tuple[str, ...] | None:
        """The state of the files that a block shows; None if it is not for other sheets: it names a patient, or shows a
        logo, whose file may change.
        """
        if says_private(node) or (isinstance(node, Banner) and node.logo):
            return None
        return tuple(self.kit.drawing(figure).source_sha256 for figure in parts_of(node, Figure))

    def atoms(self, gone: frozenset[Drop], squeeze: Squeeze, *, new_page: bool = False) -> list[Atom]:
        """The section without what is ``gone``. What was laid out before is not laid out again."""
        builder = self._builder(squeeze)
        parts = [
            (node, self._laid(builder, index, node, squeeze)) for index, _, node in self.choice.parts(gone)
        ]
        return joined(parts, squeeze.gap, builder.tight, new_page=new_page)

    def _builder(self, squeeze: Squeeze) -> Builder:
        if squeeze not in self._builders:
            self._builders[squeeze] = Builder(self.kit, squeeze, self.width)
        return self._builders[squeeze]

    def _laid(self, builder: Builder, index: int, node: Node, squeeze: Squeeze) -> list[Atom]:
        """The atoms of one block."""
        way = way_of(node, squeeze, columns=self.kit.columns)
        shown = self._shared[index]
        room = self.kit.room if fills_page(node) else self.kit.top if isinstance(node, StopBox) else None
        key = (self.kit.look, self.width, self.kit.theme.page_height, node, way, shown, room)
        known = self._own.get(key) if shown is None else self.layouts.atoms.get(key)
        if known is None:
            self.kit.tally.blocks += 1
            known = builder.atoms(node)
            if shown is None:
                self._own[key] = known
            else:
                self.layouts.atoms.put(key, known)
        return known

    def opens(self, room: float, squeeze: Squeeze) -> None:
        """The section begins on the first page, which has ``room`` points: its stop signs are told what the title
        leaves of it, where only that stands above them.
        """
        nodes = self.choice.every
        above = list(takewhile(lambda node: not isinstance(node, StopBox), nodes))
        if len(above) == len(nodes) or not all(isinstance(node, Banner | Title) for node in above):
            return
        builder = self._builder(squeeze)
        parts = [(node, self._laid(builder, i, node, squeeze)) for i, node in enumerate(above)]
        used = total_height(joined(parts, squeeze.gap, builder.tight, new_page=False)) + squeeze.gap
        self.kit, self._builders = replace(self.kit, top=room - used), {}

    def _question(self, room: float) -> Hashable:
        """What decides what fits: the blocks, the room, and of what is private only how high it is."""
        builder = self._builder(SQUEEZES[0])
        parts = [
            (
                tuple(atom.height for atom in self._laid(builder, i, node, SQUEEZES[0]))
                if self._shared[i] is None
                else (node, self._shared[i])
            )
            for i, node in enumerate(self.choice.every)
        ]
        return self.kit.look, self.width, room, tuple(parts)

    def fit(self, room: float) -> Found | None:
        """What goes so that the rest fits ``room`` points, by priority, and how it is set: closer, never in smaller
        type. None if that is not enough.
        """
        question = self._question(room)
        found = self.layouts.found.get(question)
        if found is None:
            found = self._search(room)
            if found is not None:
                self.layouts.found.put(question, found)
        return found

    def _search(self, room: float) -> Found | None:
        may_go = frozenset(self.choice.drops)
        loose = frozenset(drop for drop in may_go if not drop.firm)
        drawn = [squeeze for squeeze in SQUEEZES if squeeze.figures >= LEAST_FIGURES and not squeeze.close]
        closest = SQUEEZES[len(drawn) - 1 :]
        needs = total_height(self.atoms(loose, drawn[0]))
        if needs > FAR * room:
            closest = closest[1:]  # the one after it takes less, and is the one to ask
        if needs > room and not any(self._fits(may_go, squeeze, room) for squeeze in closest):
            return None  # nothing between them has to be laid out
        close = [squeeze for squeeze in SQUEEZES if squeeze.close]
        shorter = loose | self._shortens
        sparing = frozenset(drop for drop in may_go if not drop.for_pages)
        for candidates, squeezes in (
            (loose, drawn),
            (loose, close),
            *(((shorter, close),) if self._shortens else ()),
            *(((sparing, close),) if sparing < may_go else ()),
            (may_go, close or drawn[-1:]),
            (may_go, SQUEEZES),
        ):
            squeeze = self._loosest(candidates, squeezes, room)
            if squeeze is not None:
                order = [drop for drop in self.choice.drops if drop in candidates]
                gone = fewest(order, lambda gone: self._fits(gone, squeeze, room))  # noqa: B023 (used at once)
                return self._shorter(*self._closer(gone, squeeze, room), room)
        return None

    def _closer(self, gone: frozenset[Drop], squeeze: Squeeze, room: float) -> Found:
        """What still goes where the page is set closer for what is worth that, and how it is set then."""
        after = SQUEEZES[SQUEEZES.index(squeeze) + 1 :]
        ways = [way for way in after if way.figures >= LEAST_FIGURES]
        worth = frozenset(drop for drop in gone if drop.closer)
        if not ways or not worth:
            return gone, squeeze
        rest = gone - worth
        rest |= back(worth, lambda still: self._fits(rest | still, ways[-1], room))
        if rest == gone:
            return gone, squeeze
        usual = [way for way in ways if not way.close]
        # The middle one and the last, no more: each lays out every exercise once more.
        few = dict.fromkeys((usual[len(usual) // 2], usual[-1]) if usual else ())
        closer = next((way for way in few if self._fits(rest, way, room)), ways[-1])
        return back(rest, lambda still: self._fits(still, closer, room)), closer

    def _shorter(self, gone: frozenset[Drop], squeeze: Squeeze, room: float) -> Found:
        """What still goes where exercises on the page are shortened for what is worth that, the last one first and no
        more of them than it takes; and how it is set then.
        """
        worth = frozenset(drop for drop in gone if drop.closer)
        if not worth or not self._shortens:
            return gone, squeeze
        closest = next(way for way in reversed(SQUEEZES) if way.figures)
        best, shorter = gone, gone
        for label in dict.fromkeys(drop.label for drop in self.choice.drops if drop in self._shortens):
            shorter |= {drop for drop in self._shortens if drop.label == label}
            rest = shorter - worth
            rest |= back(worth, lambda still: self._fits(rest | still, closest, room))  # noqa: B023 (used at once)
            if len(rest & worth) < len(best & worth):
                best = rest
            if not rest & worth:
                break
        if best == gone:
            return gone, squeeze
        return back(best, lambda still: self._fits(still, closest, room)), closest

    def _fits(self, gone: frozenset[Drop], squeeze: Squeeze, room: float) -> bool:
        return total_height(self.atoms(gone, squeeze)) <= room

    def _loosest(self, gone: frozenset[Drop], squeezes: Sequence[Squeeze], room: float) -> Squeeze | None:
        """The first of ``squeezes`` with which it fits. With drawings each takes less room than the one before; the
        closest of these is tried second, since nothing between has to be laid out if not even that one fits. The last,
        which has no drawings, is tried when no other fits.
        """
        if not squeezes or self._fits(gone, squeezes[0], room):
            return squeezes[0] if squeezes else None
        drawn = [squeeze for squeeze in squeezes if squeeze.figures]
        if not self._fits(gone, drawn[-1], room):
            return next((s for s in squeezes if not s.figures and self._fits(gone, s, room)), None)
        low, high = 1, len(drawn) - 1
        while low < high:
            middle = (low + high) // 2
            if self._fits(gone, drawn[middle], room):
                high = middle
            else:
                low = middle + 1
        return drawn[low]

    def over(
        self, height: float, last: float | None, *, new_page: bool
    ) -> tuple[list[list[Placed]], frozenset[Drop]]:
        """The section on as few pages as it takes, with as much of what may go as these hold. What is firm goes for one
        page alone."""
        may_go = [drop for drop in self.choice.drops if not drop.firm]
        gone = frozenset(may_go)

        def flowed(gone: frozenset[Drop]) -> list[list[Placed]]:
            return paginate(self.atoms(gone, FLOWING, new_page=new_page), height, last)

        pages = flowed(gone)
        for drop in reversed(may_go):
            more = flowed(gone - {drop})
            if len(more) == len(pages):
                pages, gone = more, gone - {drop}
        return pages, gone


def fewest(may_go: Sequence[Drop], fits: Callable[[frozenset[Drop]], bool]) -> frozenset[Drop]:
    """What has to go so that the rest ``fits``: the first few of ``may_go``, less those that fit after all."""
    low, high = 0, len(may_go)
    while low < high:
        middle = (low + high) // 2
        if fits(frozenset(may_go[:middle])):
            high = middle
        else:
            low = middle + 1
    return back(frozenset(may_go[:low]), fits)


def back(gone: frozenset[Drop], fits: Callable[[frozenset[Drop]], bool]) -> frozenset[Drop]:
    """What of ``gone`` still has to go; what goes last comes back first."""
    more = True
    while more:  # what comes back may make room for what did not fit before
        more = False
        for drop in sorted(gone, key=lambda drop: -drop.order):
            if fits(gone - {drop}):
                gone, more = gone - {drop}, True
    return gone


def spread(atoms: Sequence[Atom], room: float) -> list[Placed]:
    """Atoms on one page, with what room is left shared among the gaps."""
    gaps = sum(1 for atom in atoms[1:] if atom.gap > 4)
    air = min(MAX_AIR, (room - total_height(atoms)) / gaps) if gaps else 0.0
    placed, used = [], 0.0
    for i, atom in enumerate(atoms):
        used += atom.gap + (air if i and atom.gap > 4 else 0.0)
        placed.append(Placed(atom, used))
        used += atom.height
    return placed
