"""Where the letters of a figure's labels lie, measured in the font of the sheet. It places nothing.

A drawing shrinks with its card, its labels do not: what has room at the nominal size may not have it on the sheet.
"""

from __future__ import annotations

import itertools

from handouts.figures import Drawing, Label
from illustration.charts.layout import ASCENT_PT, text_width

CARD = 96.0  # points: the width of a drawing on a card of a sheet
_OVER = 0.2  # points that letters may stand over the edge
Box = tuple[float, float, float, float]


def box(label: Label, units: float) -> Box:
    """Left, top, right and base line of a label's letters; ``units`` of the figure make one point."""
    wide = text_width(label.text) * units
    left = label.at[0] - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    return left, label.at[1] - ASCENT_PT * units, left + wide, float(label.at[1])


def misplaced(drawing: Drawing) -> list[str]:
    """Labels that stand over the edge of the drawing, where a web page cuts them off, or, at the size of a card, over
    each other."""
    x0, y0, x1, y1 = drawing.bounds
    upp = drawing.units_per_point
    out = []
    for label in drawing.labels:
        left, top, right, bottom = box(label, upp)
        if (over := max(x0 - left, y0 - top, right - x1, bottom - y1) / upp) > _OVER:
            out.append(f"label {label.text!r} stands {over:.1f} points over the edge of the drawing")
    on_card = upp / min(1.0, CARD / drawing.size_pt[0])
    boxes = [(label.text, box(label, on_card)) for label in drawing.labels]
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            out.append(f"labels {one!r} and {other!r} stand over each other on a card")
    return out
