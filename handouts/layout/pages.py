"""Atoms: frames that stay on one page, and the rules by which they fill pages. Knows nothing of what a frame says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from handouts.layout.frame import LEAVE, Attributes, Enter, Frame, Item
from handouts.layout.frame import Placed as Within


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """A structure element that several atoms share, such as a table whose rows are atoms."""

    tag: str
    parent: Group | None = None
    attributes: Attributes = ()

    def path(self) -> tuple[Group, ...]:
        """The groups from the outermost to this one."""
        return (*(self.parent.path() if self.parent else ()), self)


class Keep(IntEnum):
    """How firmly an atom stays with the one that follows. What is too tall for a page parts where it is least firm."""

    NO = 0
    GLAD = 1
    WELL = 2
    FIRM = 3

    def __reduce_ex__(self, protocol: object) -> tuple[type[Keep], tuple[int]]:
        """As its number: Python up to 3.11.3 would write a call of getattr, which nothing that is read may have."""
        return Keep, (int(self),)


@dataclass(frozen=True, slots=True)
class Larger:
    """How an atom may be given more room: ``frame`` makes it anew with its drawing some points higher, or as near to
    that as the width lets it. ``pushes``: it may, for that, send what follows to the next page.
    """

    frame: Callable[[float], Frame]
    pushes: bool


@dataclass(frozen=True, slots=True)
class Atom:
    """A frame that stays on one page. ``before``: the gap above it, None for that between blocks. ``keep``: how it
    stays with what follows.

    ``again``: a table header that is painted, as decoration, above this atom when it opens a page.
    """

    frame: Frame
    before: float | None
    group: Group | None = None
    keep: Keep = Keep.NO
    again: Frame | None = None
    paper: bool = False
    """It opens a new page and a new section."""
    opens: bool = False
    """It opens a new page."""
    may_follow: bool = False
    """It opens no page where that would be one more."""
    part: bool = False
    """It opens a new section, wherever it stands."""
    names: bool = False
    """It says whose sheet it is."""
    larger: Larger | None = None
    heard: Literal["", "summary", "stop"] = ""
    """What it is where what is heard comes in another order than what is seen (:func:`as_heard`)."""

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.frame.height

    @property
    def gap(self) -> float:
        """Points above it, once the page says how many there are between blocks."""
        assert self.before is not None
        return self.before


@dataclass(frozen=True, slots=True)
class Placed:
    """An atom with the distance of its upper edge from the top of the page's text area."""

    atom: Atom
    top: float
    header_top: float | None = None
    left: float = 0.0
    """Distance from the edge of the text area, in the second of two columns."""


def total_height(atoms: Sequence[Atom]) -> float:
    """Height of atoms one below the other."""
    return sum(atom.gap + atom.height for atom in atoms)


MOST_BLANK = 0.4
"""Share of a page that may stay blank under what stands on it, before what only likes to keep together is parted."""


def paginate(
    atoms: Sequence[Atom], height: float, last: float | None = None, first: float | None = None
) -> list[list[Placed]]:
    """Fill pages of ``height`` points from the top. A chain of atoms that keep together moves on whole, unless that
    would leave much of the page blank; it parts, like one taller than a page, where its atoms keep least firmly.

    ``last`` is the height of the last page, if it has less room; it stays empty if what ends the document is taller.
    ``first`` is that of the first page, if it has more. An atom taller than a page gets one of its own and runs over:
    :func:`too_tall` finds it.
    """
    pages: list[list[list[Atom]]] = [[]]
    for whole in _chains(atoms, height):
        room = first if first is not None and len(pages) == 1 else height
        blank = room - _bottom(pages[-1])
        opens = whole[0].paper or whole[0].opens
        parted = bool(pages[-1]) and not opens and blank > MOST_BLANK * room
        for chain in _chains(whole, height, Keep.WELL) if parted else [whole]:
            if pages[-1] and (chain[0].paper or chain[0].opens or _bottom([*pages[-1], chain]) > room + 0.01):
                pages.append([])
                room = height
            pages[-1].append(chain)
    if last is not None and _bottom(pages[-1]) > last + 0.01:
        *stay, end = (part for chain in pages[-1] for part in _chains(chain, last))
        pages[-1:] = [stay, [end]] if stay else [[end]]
        if _bottom(pages[-1]) > last + 0.01:
            pages.append([])
    return [_place(page) for page in pages]


def _place(chains: Sequence[Sequence[Atom]]) -> list[Placed]:
    """Chains one below the other on a page."""
    placed: list[Placed] = []
    used = 0.0
    for atom in (atom for chain in chains for atom in chain):
        header_top = None
        if placed:
            used += atom.gap
        elif atom.again is not None:
            header_top, used = 0.0, atom.again.height
        placed.append(Placed(atom, used, header_top))
        used += atom.height
    return placed


def _bottom(chains: Sequence[Sequence[Atom]]) -> float:
    """Height of chains on a page of their own."""
    placed = _place(chains)
    return placed[-1].top + placed[-1].atom.height if placed else 0.0


def too_tall(atoms: Sequence[Atom], height: float) -> float:
    """By how many points the tallest atom exceeds a page; 0 if none does."""
    return max((atom.height - height for atom in atoms), default=0.0)


def _chains(atoms: Sequence[Atom], height: float, firm: int = Keep.GLAD) -> Iterator[list[Atom]]:
    """Runs of atoms that keep at least as firmly as ``firm``, each parted further if taller than ``height``."""
    chain: list[Atom] = []
    for i, atom in enumerate(atoms):
        chain.append(atom)
        if atom.keep >= firm and i + 1 < len(atoms) and not atoms[i + 1].opens:
            continue
        if len(chain) > 1 and total_height(chain) - chain[0].gap > height + 0.01:
            yield from _chains(chain, height, firm + 1)
        else:
            yield chain
        chain = []


def as_heard(placed: Sequence[Placed]) -> list[Placed]:
    """What stands on a page in the order in which it is read aloud: when to stop comes right after what is said in
    short, wherever it stands on the paper.
    """
    stop = [one for one in placed if one.atom.heard == "stop"]
    rest = [one for one in placed if one.atom.heard != "stop"]
    after = next((n for n, one in enumerate(rest, 1) if one.atom.heard == "summary"), None)
    return list(placed) if after is None else [*rest[:after], *stop, *rest[after:]]


class Assembly:
    """Puts placed atoms into page frames, with the elements that they share; one for a document."""

    def __init__(self) -> None:
        self._section = Group("Sect")
        self._keys: dict[tuple[Group, ...], int] = {}

    def items(
        self, placed: Sequence[Placed], x: float, top: float, told: tuple[int, Sequence[Item]] | None = None
    ) -> tuple[Item, ...]:
        """The items of the next page, whose text area begins at (x, top). ``told``: what else is read on it, after how
        many of its atoms.
        """
        items: list[Item] = []
        path: tuple[Group, ...] = ()
        for number, one in enumerate(placed):
            atom = one.atom
            if told and number == told[0]:
                items += [*[LEAVE] * len(path), *told[1]]
                path, self._section = (), Group("Sect")
            if atom.paper or atom.part:
                self._section = Group("Sect")
            wanted = (self._section, *(atom.group.path() if atom.group else ()))
            same = next((i for i, (a, b) in enumerate(zip(path, wanted, strict=False)) if a is not b), None)
            same = min(len(path), len(wanted)) if same is None else same
            items += [LEAVE] * (len(path) - same)
            if one.header_top is not None and atom.again is not None:
                items.append(Within(x + one.left, top + one.header_top, atom.again))
            items += [self._enter(wanted[: i + 1]) for i in range(same, len(wanted))]
            path = wanted
            items.append(Within(x + one.left, top + one.top, atom.frame))
        items += [LEAVE] * len(path)
        return (*items, *(told[1] if told and told[0] >= len(placed) else ()))

    def _enter(self, path: tuple[Group, ...]) -> Enter:
        """The element at the end of ``path``: the same one as on the page before, if it was there."""
        key = self._keys.setdefault(path, len(self._keys))
        return Enter(path[-1].tag, attributes=path[-1].attributes, key=key)
