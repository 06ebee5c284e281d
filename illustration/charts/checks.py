"""What can be wrong with a drawn chart. It reports; it never repairs.

Stale files, captions that are too long and oversized paths are found for all kinds of figures by the
command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from handouts.figures import Drawing
from illustration.charts.layout import LABEL_LETTERS, slot, text_box
from illustration.charts.outline import Line
from illustration.charts.pattern import Pattern
from illustration.charts.sides import CLEAR_PT, along, clearance, shows_both
from illustration.charts.surface import PIXELS_PER_POINT
from illustration.figurefile import UNITS_PER_POINT, Figure
from illustration.geometry.mesh import Floats

LEAST_DOTS = 6  # dots and stripes
MARKS_APART_PT = 5.0  # the width of an X with its line, 4.2, and some paper
LEAST_APART_PT = 2.5  # names side by side
BOTH = ("R", "L")
ROUNDED = 0.1  # points; coordinates are whole units
ALT_LENGTH = (60, 420)


@dataclass(frozen=True, eq=False)
class Drawn:
    """One panel in pixels of its view: lines, dots (n, 2), stripes (each 2, 2), marks (m, 2), the muscle's outlines,
    the body's mask; ``beside``: X's beside the muscle (see ``muscles.beside``); ``hidden`` counts the trigger points
    out of sight; ``size`` and the letters of ``sides`` are in printed points.
    """

    lines: tuple[Line, ...]
    essential: Floats
    strokes: tuple[Floats, ...]
    marks: Floats
    hidden: int
    inside: NDArray[np.bool_]
    size: tuple[float, float]
    muscle: tuple[Floats, ...] = ()
    sides: tuple[tuple[str, float, float], ...] = ()
    beside: tuple[tuple[float, float], ...] = ()


def outside(dots: Floats, inside: NDArray[np.bool_]) -> int:
    """How many dots (n, 2: x, y in pixels) do not lie on the body."""
    if not len(dots):
        return 0
    x, y = np.round(dots).astype(int).T
    within = (x >= 0) & (y >= 0) & (x < inside.shape[1]) & (y < inside.shape[0])
    on_body = inside[np.clip(y, 0, inside.shape[0] - 1), np.clip(x, 0, inside.shape[1] - 1)]
    return int(np.count_nonzero(~(within & on_body)))


def touched(part: Drawn) -> list[str]:
    """Letters of the sides that a line, dot, stripe or mark comes too near to, on one panel."""
    lines = along([*(line.points for line in part.lines), *part.strokes, *part.muscle])
    ink = np.concatenate([part.essential.reshape(-1, 2), part.marks.reshape(-1, 2), lines]) / PIXELS_PER_POINT
    return [
        f"the letter {name} is {gap:.1f} pt from a line or dot, at least {CLEAR_PT:g}"
        for name, x, y in part.sides
        if (gap := clearance(ink, (x, y))) < CLEAR_PT
    ]


def problems(pattern: Pattern, drawn: Sequence[Drawn], figure: Figure) -> tuple[str, ...]:
    """Every violation, in plain sentences."""
    found: list[str] = []
    for name, portion in pattern.portions.items():
        if not any(name in panel.portions for panel in pattern.panels):
            found.append(f"portion {name!r} is on no panel")
        if len(portion.in_words.split()) < 6:
            found.append(f"portion {name!r}: in_words does not say where the pain goes")
    cited = {key for portion in pattern.portions.values() for key in portion.sources}
    found += [f"source {key!r} is not used" for key in pattern.sources if key not in cited]
    if not ALT_LENGTH[0] <= len(figure.alt) <= ALT_LENGTH[1]:
        found.append(f"alt has {len(figure.alt)} characters, wanted {ALT_LENGTH[0]} to {ALT_LENGTH[1]}")
    for number, (panel, part) in enumerate(zip(pattern.panels, drawn, strict=True), 1):
        where = f"panel {number} ({panel.view}, {panel.region})"
        dots = len(part.essential) + len(part.strokes)
        if panel.portions and dots < LEAST_DOTS:
            found.append(f"{where}: only {dots} dots can be seen from there")
        if lost := outside(part.essential, part.inside):
            found.append(f"{where}: {lost} dots outside the body")
        for across, off in part.beside:
            found.append(f"{where}: the X {across:.0f} pt from the left is {off:.1f} pt beside the muscle")
        for a, b in combinations(part.marks / PIXELS_PER_POINT, 2):
            if (gap := float(np.hypot(*(a - b)))) < MARKS_APART_PT:
                found.append(f"{where}: two X's are {gap:.1f} pt apart and touch")
        if shows_both(panel) and len(part.sides) != len(BOTH):
            found.append(f"{where}: nothing says which side is right: there is no room for R and L")
        found += [f"{where}: {problem}" for problem in touched(part)]
    points = sum(len(portion.presses) for portion in pattern.portions.values())
    if points and not any(len(part.marks) for part in drawn):
        found.append("no X can be seen on any panel")
    return (*found, *misplaced(figure, len(pattern.panels), not pattern.portions))


def misplaced(figure: Figure | Drawing, panels: int, blank: bool) -> tuple[str, ...]:
    """What does not fit at the printed size: the whole chart in its slot, names in the bounds and beside one
    another.
    """
    found: list[str] = []
    x0, y0, x1, y1 = (value / UNITS_PER_POINT for value in figure.bounds)
    most = slot(panels, blank)
    if x1 - x0 > most[0] or y1 - y0 > most[1]:
        found.append(f"{x1 - x0:.1f} x {y1 - y0:.1f} pt, at most {most[0]:.0f} x {most[1]:.0f}")
    boxes = [text_box(b.text, b.at[0] / UNITS_PER_POINT, b.at[1] / UNITS_PER_POINT) for b in figure.labels]
    for label, box in zip(figure.labels, boxes, strict=True):
        if len(label.text) > LABEL_LETTERS + 1 and not label.leader:
            found.append(f"label {label.text!r} has more than {LABEL_LETTERS} letters in a line")
        if box[0] < x0 - ROUNDED or box[1] < y0 - ROUNDED or box[2] > x1 + ROUNDED or box[3] > y1 + ROUNDED:
            found.append(f"label {label.text!r} leaves the bounds")
    for (first, a), (second, b) in combinations(zip(figure.labels, boxes, strict=True), 2):
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        if across > -LEAST_APART_PT and down > ROUNDED:
            found.append(f"labels {first.text!r} and {second.text!r} are too close")
    return tuple(found)
