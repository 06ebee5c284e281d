"""Atoms: boxes that stay on one page, and the rules by which they fill pages. Knows nothing of what a box says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Atom:
    """A box that stays on one page. ``before``: the gap above it. ``keep``: it stays with what follows.

    ``again``: a table header that is painted, as decoration, above this atom when it opens a page.
    """

    box: Box
    before: float
    group: Group | None = None
    keep: bool = False
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


def paginate(atoms: Sequence[Atom], width: float, height: float) -> list[list[Placed]]:
    """Fill pages of ``height`` points from the top. A chain of atoms that keep together moves on whole.

    ``Placed.top`` is the distance of the upper edge from the top of the page's text area. An atom taller than a page
    gets one of its own and runs over: :func:`too_tall` finds it.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for chain in _chains(atoms):
        need = sum(
            (atom.before if i or used else 0.0) + atom.box.height(width) for i, atom in enumerate(chain)
        )
        if pages[-1] and (chain[0].paper or used + need > height + 0.01):
            pages.append([])
            used = 0.0
        for atom in chain:
            header_top = None
            if not pages[-1] and atom.again is not None:
                header_top = 0.0
                used = atom.again.height(width)
            used += atom.before if pages[-1] else 0.0
            pages[-1].append(Placed(atom, used, header_top))
            used += atom.box.height(width)
    return pages


def too_tall(atoms: Sequence[Atom], width: float, height: float) -> float:
    """By how many points the tallest atom exceeds a page; 0 if none does."""
    return max((atom.box.height(width) - height for atom in atoms), default=0.0)


def _chains(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    chain: list[Atom] = []
    for atom in atoms:
        chain.append(atom)
        if not atom.keep:
            yield chain
            chain = []
    if chain:
        yield chain
