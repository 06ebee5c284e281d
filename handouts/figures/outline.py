"""The outlines of a figure: paths of M, L, C and Z with whole numbers. Reads, mirrors and measures them.

Standard library only, because every sheet imports it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handouts.figures.fields import FigureError, shown
from handouts.figures.styles import PALETTES

DIGITS = 6
"""Digits of a coordinate, at most."""
_SYNTAX = re.compile(r"\s*M[MLCZ\d\s,-]*")
_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")
_N = rf"-?[0-9]{{1,{DIGITS}}}"
_PLAIN = re.compile(rf"(?:M{_N} {_N}(?:L{_N} {_N}|C{_N}(?: {_N}){{5}}|Z)*)+")
"""A path as the drawing tool writes it, which need not be taken apart."""
_COUNT = {"M": 2, "L": 2, "C": 6, "Z": 0}
_NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS}}}")
_LETTERS = dict.fromkeys(map(ord, "MLCZ"), " ")
EDGE_PT = 2.0
"""Points that an outline may lie outside the bounds of its figure: as much as the widest line (``arrow-halo``)."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Path:
    """One painted shape: its style class, and its outline in SVG path syntax: letters M, L, C and Z, each with its own
    integers, a space between two.
    """

    style: str
    d: str

    @property
    def segments(self) -> list[tuple[str, tuple[int, ...]]]:
        """Each letter with its integers."""
        return [(letter, tuple(map(int, numbers.split()))) for letter, numbers in _COMMAND.findall(self.d)]

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of its points, those that bend its curves among them."""
        return box_of(self.d)

    @property
    def middle(self) -> float:
        """The x half way between its outermost points."""
        left, _, right, _ = self.box
        return (left + right) / 2

    def flipped(self, total: int) -> Path:
        """Its mirror image about half of ``total``."""

        def flip(numbers: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(total - n if i % 2 == 0 else n for i, n in enumerate(numbers))

        return Path(
            self.style,
            "".join(letter + " ".join(map(str, flip(numbers))) for letter, numbers in self.segments),
        )


def parse_path(style: str, d: str, name: str = "figure") -> Path:
    """Read absolute M L C Z path syntax with integers (:data:`DIGITS`). Raises FigureError on anything else."""
    if style not in PALETTES["colour"]:
        raise FigureError(name, f"no style class {shown(style)}")
    if _PLAIN.fullmatch(d):
        return Path(style, d)
    if not _SYNTAX.fullmatch(d):
        raise FigureError(name, f"path with something other than M, L, C, Z and integers: {shown(d)}")
    plain: list[str] = []
    for letter, operands in _COMMAND.findall(d):
        words = operands.replace(",", " ").split()
        if not all(_NUMBER.fullmatch(word) for word in words):
            raise FigureError(name, f"{shown(operands.strip())} are not coordinates")
        numbers, count = list(map(int, words)), _COUNT[letter]
        if len(numbers) != count and (not count or not numbers or len(numbers) % count):
            raise FigureError(name, f"wrong number of coordinates after {letter}: {shown(d)}")
        for at in range(0, max(1, len(numbers)), count or 1):
            follows = "L" if letter == "M" and at else letter
            plain.append(follows + " ".join(map(str, numbers[at : at + count])))
    return Path(style, "".join(plain))


def box_of(d: str) -> Box:
    """Left, top, right and bottom of the points of outlines, one after the other."""
    places = list(map(int, d.translate(_LETTERS).split()))
    across, down = places[::2], places[1::2]
    return min(across), min(down), max(across), max(down)


def beyond(box: Box, bounds: Box, units_per_point: int) -> bool:
    """Whether what lies in ``box`` reaches farther out of ``bounds`` than :data:`EDGE_PT`."""
    edge = EDGE_PT * units_per_point
    return (
        min(box[0] - bounds[0], box[1] - bounds[1]) < -edge
        or max(box[2] - bounds[2], box[3] - bounds[3]) > edge
    )
