"""Atoms: boxes that stay on one page, and the rules by which they fill pages. Knows nothing of what a box says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from handouts.pdf.boxes import Attributes, Box
from handouts.pdf.pen import Pen
from handouts.pdf.structure import Element
from handouts.pdf.tables import RowBox


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """A structure element that several atoms share, such as a table whose rows are atoms."""

    tag: str
    parent: Group | None = None
    attributes: Attributes = field(default_factory=dict)


class Keep(IntEnum):
    """How firmly an atom stays with the one that follows. What is too tall for a page parts where it is least firm."""

    NO = 0
    GLAD = 1
    WELL = 2
    FIRM = 3


@dataclass(frozen=True, slots=True)
class Atom:
    """A box that stays on one page. ``before``: the gap above it. ``keep``: how it stays with what follows.

    ``again``: a table header that is painted, as decoration, above this atom when it opens a page.
    """

    box: Box
    before: float
    group: Group | None = None
    keep: Keep = Keep.NO
    again: RowBox | None = None
    paper: bool = False
    """It opens a new page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An atom with the height of its upper edge over the page."""

    atom: Atom
    top: float
    header_top: float | None = None


class Measured:
    """A box that works out its height once for each width."""

    __slots__ = ("_heights", "inner")

    def __init__(self, inner: Box) -> None:
        self.inner = inner
        self._heights: dict[float, float] = {}

    def height(self, width: float) -> float:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self.inner.height(width)
        return known

    def draw(self, pen: Pen, x: float, top: float, width: float, parent: Element) -> None:
        self.inner.draw(pen, x, top, width, parent)


def total_height(atoms: Sequence[Atom], width: float) -> float:
    """Height of atoms one below the other."""
    return sum(atom.before + atom.box.height(width) for atom in atoms)


MOST_BLANK = 0.4
"""Share of a page that may stay blank under what stands on it, before what only likes to keep together is parted."""


def paginate(
    atoms: Sequence[Atom], width: float, height: float, last: float | None = None
) -> list[list[Placed]]:
    """Fill pages of ``height`` points from the top. A chain of atoms that keep together moves on whole, unless that
    would leave much of the page blank; it parts, like one taller than a page, where its atoms keep least firmly.

    ``last`` is the height of the last page, if it has less room. ``Placed.top`` is the distance of the upper edge
    from the top of the page's text area. An atom taller than a page gets one of its own and runs over:
    :func:`too_tall` finds it.
    """
    pages: list[list[list[Atom]]] = [[]]
    for whole in _chains(atoms, width, height):
        blank = height - _bottom(pages[-1], width)
        parted = bool(pages[-1]) and not whole[0].paper and blank > MOST_BLANK * height
        for chain in _chains(whole, width, height, Keep.WELL) if parted else [whole]:
            if pages[-1] and (chain[0].paper or _bottom([*pages[-1], chain], width) > height + 0.01):
                pages.append([])
            pages[-1].append(chain)
    if last is not None and _bottom(pages[-1], width) > last + 0.01:
        *stay, end = (part for chain in pages[-1] for part in _chains(chain, width, last))
        pages[-1:] = [stay, [end]] if stay else [[end]]
    return [_place(page, width) for page in pages]


def _place(chains: Sequence[Sequence[Atom]], width: float) -> list[Placed]:
    """Chains one below the other on a page."""
    placed: list[Placed] = []
    used = 0.0
    for atom in (atom for chain in chains for atom in chain):
        header_top = None
        if placed:
            used += atom.before
        elif atom.again is not None:
            header_top, used = 0.0, atom.again.height(width)
        placed.append(Placed(atom, used, header_top))
        used += atom.box.height(width)
    return placed


def _bottom(chains: Sequence[Sequence[Atom]], width: float) -> float:
    """Height of chains on a page of their own."""
    placed = _place(chains, width)
    return placed[-1].top + placed[-1].atom.box.height(width) if placed else 0.0


def too_tall(atoms: Sequence[Atom], width: float, height: float) -> float:
    """By how many points the tallest atom exceeds a page; 0 if none does."""
    return max((atom.box.height(width) - height for atom in atoms), default=0.0)


def _chains(
    atoms: Sequence[Atom], width: float, height: float, firm: int = Keep.GLAD
) -> Iterator[list[Atom]]:
    """Runs of atoms that keep at least as firmly as ``firm``, each parted further if taller than ``height``."""
    chain: list[Atom] = []
    for i, atom in enumerate(atoms):
        chain.append(atom)
        if atom.keep >= firm and i + 1 < len(atoms):
            continue
        if len(chain) > 1 and total_height(chain, width) - chain[0].before > height + 0.01:
            yield from _chains(chain, width, height, firm + 1)
        else:
            yield chain
        chain = []
