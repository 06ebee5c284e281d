"""What can be wrong with a drawn chart. It reports; it never repairs.

Stale files, captions that are too long and oversized paths are found for all kinds of figures by the
command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from illustration.charts.outline import Line
from illustration.charts.pattern import Pattern
from illustration.figurefile import UNITS_PER_POINT, Figure
from illustration.geometry.mesh import Floats

MAX_SIZE_PT = (250.0, 232.0)
LEAST_DOTS = 6
ALT_LENGTH = (60, 420)


@dataclass(frozen=True, eq=False)
class Drawn:
    """One panel in pixels of its view: lines, dots (n, 2), marks (m, 2), and the body's mask; ``hidden``
    counts the trigger points out of sight, ``size`` is in printed points.
    """

    lines: tuple[Line, ...]
    essential: Floats
    spillover: Floats
    marks: Floats
    hidden: int
    inside: NDArray[np.bool_]
    size: tuple[float, float]


def outside(dots: Floats, inside: NDArray[np.bool_]) -> int:
    """How many dots (n, 2: x, y in pixels) do not lie on the body."""
    if not len(dots):
        return 0
    x, y = np.round(dots).astype(int).T
    within = (x >= 0) & (y >= 0) & (x < inside.shape[1]) & (y < inside.shape[0])
    on_body = inside[np.clip(y, 0, inside.shape[0] - 1), np.clip(x, 0, inside.shape[1] - 1)]
    return int(np.count_nonzero(~(within & on_body)))


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
        dots = len(part.essential) + len(part.spillover)
        if panel.portions and dots < LEAST_DOTS:
            found.append(f"{where}: only {dots} dots can be seen from there")
        if lost := outside(part.essential, part.inside) + outside(part.spillover, part.inside):
            found.append(f"{where}: {lost} dots outside the body")
    points = sum(len(portion.trigger_points) for portion in pattern.portions.values())
    if points and not any(len(part.marks) for part in drawn):
        found.append("no trigger point can be seen on any panel")
    x0, y0, x1, y1 = figure.bounds
    size = ((x1 - x0) / UNITS_PER_POINT, (y1 - y0) / UNITS_PER_POINT)
    if size[0] > MAX_SIZE_PT[0] or size[1] > MAX_SIZE_PT[1]:
        found.append(f"{size[0]:.0f} x {size[1]:.0f} pt, at most {MAX_SIZE_PT[0]:.0f} x {MAX_SIZE_PT[1]:.0f}")
    return tuple(found)
