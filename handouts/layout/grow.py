"""Drawings as large as their pages let them be: what room is left on a page goes to them. Adds no page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.layout.pages import Atom, Placed, paginate

PUSHED = (0.5, 0.35, 0.2, 0.1)
"""Shares of the height of a page by which a drawing is tried higher although what follows it may have to move on."""
BREATH = 8.0
"""Points that stay blank at the foot of a page whose drawings grew."""
WORTH = 4.0
"""Points under which a drawing is not set anew."""


def grown(atoms: Sequence[Atom], first: float, height: float, last: float) -> list[list[Placed]]:
    """``atoms`` on pages: the first has ``first`` points of room, the last ``last``, all others ``height``.

    A drawing that stands in the text grows as long as it and all before it stay on their pages and the pages become no
    more; then what is left of each page is shared among all drawings on it.
    """
    pages = paginate(atoms, height, last, first)
    now = list(atoms)
    for i, atom in enumerate(atoms):
        if atom.larger is None or not atom.larger.pushes:
            continue
        for share in PUSHED:
            larger = replace(atom, frame=atom.larger.frame(share * height))
            tried = paginate([*now[:i], larger, *now[i + 1 :]], height, last, first)
            if len(tried) <= len(pages) and _numbers(tried)[: i + 1] == _numbers(pages)[: i + 1]:
                now[i], pages = larger, tried
                break
    rooms = [first, *[height] * (len(pages) - 2), last] if len(pages) > 1 else [min(first, last)]
    return [_filled(page, room) for page, room in zip(pages, rooms, strict=True)]


def _numbers(pages: Sequence[Sequence[Placed]]) -> list[int]:
    """The number of the page of each atom."""
    return [n for n, page in enumerate(pages) for _ in page]


def _filled(page: Sequence[Placed], room: float) -> list[Placed]:
    """A page with what is left of its room shared among the drawings on it that may grow."""
    spare = room - BREATH - page[-1].top - page[-1].atom.height if page else 0.0
    waiting = sum(one.atom.larger is not None for one in page)
    placed: list[Placed] = []
    lower = 0.0
    for one in page:
        atom = one.atom
        if atom.larger is not None:
            share = (spare - lower) / waiting
            waiting -= 1
            # What was made higher already is measured from its usual height.
            usual = atom.larger.frame(0.0).height
            if share > WORTH:
                frame = atom.larger.frame(atom.height - usual + share)
                if atom.height < frame.height <= atom.height + share + 0.01:
                    atom = replace(atom, frame=frame)
        placed.append(replace(one, atom=atom, top=one.top + lower))
        lower += atom.height - one.atom.height
    return placed
