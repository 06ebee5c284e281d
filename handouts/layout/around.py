"""The head of an exercise: its title, the dose at the right, the steps that begin beside it and run on under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.layout.boxes import Box, ListItem
from handouts.layout.dose import DoseStrip
from handouts.layout.frame import Placed

GUTTER = 9.0
"""Points between the title and the dose."""
STEP_GUTTER = 12.0
"""Points between two steps on one line."""
LEAST_BESIDE = 130.0
"""Points that a title needs beside the dose, if it does not stand on one line there; else the dose stands under it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The parts of a head at their places, and how high it is from its top to the end of the last step."""

    title: Placed
    dose: Placed
    steps: tuple[Placed, ...]
    height: float


def head(
    title: Box,
    strip: DoseStrip,
    steps: Sequence[ListItem],
    width: float,
    *,
    line: float,
    left: float = 0.0,
    under: float = 1.0,
    share: float = 0.0,
    close: bool = False,
) -> Head:
    """Set a head ``width`` points wide, ``left`` points from where it is placed.

    A step stands beside the dose if it takes one line there, of ``line`` points; else it stands under the dose with the
    whole width, as do those that follow. ``under``: points under the title; ``share``: least share of the width that
    the dose takes; ``close``: a step stands on the line of the one before if both have room on it.
    """
    wide = min(width, max(share * width, strip.widest()))
    narrow = width - wide - GUTTER
    dose, whole = strip.layout(wide), title.layout(width)
    beside = narrow >= LEAST_BESIDE or (narrow > 0.0 and title.layout(narrow).height <= whole.height)
    name = title.layout(narrow) if beside else whole
    y = name.height + under + (0.0 if beside else dose.height + 3.0)
    placed: list[Placed] = []
    end = width
    for step in steps:
        if close and placed and end < width:
            at, own = max(width / 2, end + STEP_GUTTER), step.across()
            if at + own > width:
                at = end + STEP_GUTTER
            if at + own <= width:
                placed.append(Placed(left + at, placed[-1].y, step.layout(width - at)))
                end = width
                continue
        below = not beside or y >= dose.height + 1.0
        frame = step.layout(width if below else narrow)
        if not below and frame.height > line + 0.1:
            below, frame = True, step.layout(width)
        if beside and below:
            y = max(y, dose.height + 1.0)
        placed.append(Placed(left, y, frame))
        y += frame.height
        end = step.across() if close and (below or not beside) else width
    top = 0.0 if beside else name.height + 2.0
    strip_at = Placed(left + width - wide, top, dose)
    return Head(Placed(left, 0.0, name), strip_at, tuple(placed), max(y, top + dose.height))
