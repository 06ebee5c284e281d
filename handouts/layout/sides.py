"""How wide the column of dose and notes is beside the steps of exercises: one width for all of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.exercise import CardBox
from handouts.layout.kit import Kit
from handouts.sheet.blocks import ExerciseCard

SIDES = (226.0, 212.0, 202.0, 198.0, 193.0, 188.0)
"""Widths in points that are tried on a page 532 points wide. The wider, the more air has the dose."""
NOMINAL = 532.0


def side_width(kit: Kit, cards: Sequence[ExerciseCard], width: float) -> float:
    """The widest of those with which the words of ``cards`` take the least height, drawings as small as they get."""
    boxes = [CardBox(kit, card, LEAST, 0.0) for card in cards]
    sides = [side * max(1.0, width / NOMINAL) for side in SIDES]
    return min(sides, key=lambda side: round(sum(box.least_height(width, side) for box in boxes), 1))


LEAST = 0.64
"""Share of their usual size down to which drawings shrink."""
