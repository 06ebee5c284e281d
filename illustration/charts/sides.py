"""R and L at the hips, or shoulders, of a panel that shows both, so that nobody reads it as in a mirror."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from illustration.charts.pattern import Panel
from illustration.charts.surface import PIXELS_PER_POINT, Surface
from illustration.charts.views import FAR, REGIONS, VIEWS
from illustration.geometry.mesh import Floats

Side = tuple[str, float, float]  # letter, middle and middle of its height, in points of the panel
INSET_PT = 5.4  # from the outline to the middle of a letter
CLEAR_PT = 5.5  # from it to dots, stripes and marks, at least
FROM_MARKS_PT = 12.0  # from it to X's, where there is room: a letter beside an X reads as its name
FIRST_PT, LAST, STEP = (
    4.5,
    0.6,
    4,
)  # from the upper edge; down to this share of the height; pixels between tries
HIP, ABOVE = (
    0.17,
    0.05,
)  # metres: where the letters stand if they can; in a region without hips, so far from its end
TURNED = 0.5  # of a view: seen more from the side than this, one side hides the other


def sides(
    surface: Surface, panel: Panel, taken: Sequence[Floats], marks: Floats | None = None
) -> tuple[Side, ...]:
    """Where the two letters stand, at one height; () where only one side is shown or there is no room. ``taken``:
    places (n, 2) in pixels that are not free; ``marks``: those of them (n, 2) that are X's.
    """
    region, across = REGIONS[panel.region], float(VIEWS[panel.view].matrix[0, 0])
    upright = float(VIEWS[panel.view].matrix[1, 1]) > TURNED
    if region.past_middle < FAR or not region.both_legs or VIEWS[panel.view].legs != "both":
        return ()
    if abs(across) < TURNED or not upright:
        return ()
    body = surface.inside & (surface.arm < 0.5)
    nowhere = np.full((1, 2), -1e6)
    places = np.concatenate([*taken, nowhere])
    crosses = nowhere if marks is None else np.concatenate([marks, nowhere])
    height = min(max(HIP, region.bottom + ABOVE), region.top - ABOVE)
    level = surface.project(np.array([[0, height, 0]]))[0, 1]
    found: list[tuple[bool, float, int, tuple[float, float]]] = []
    for y in range(int(FIRST_PT * PIXELS_PER_POINT), int(LAST * body.shape[0]), STEP):
        row = np.flatnonzero(body[y])
        if not len(row):
            continue
        ends = (row[0] + INSET_PT * PIXELS_PER_POINT, row[-1] - INSET_PT * PIXELS_PER_POINT)
        clear, from_marks = (
            min(float(np.hypot(*(there - [x, y]).T).min()) for x in ends) / PIXELS_PER_POINT
            for there in (places, crosses)
        )
        if clear >= CLEAR_PT and ends[1] - ends[0] > INSET_PT * PIXELS_PER_POINT:
            found.append((from_marks < FROM_MARKS_PT, abs(y - level), y, ends))
    if not found:
        return ()
    *_, y, ends = min(found)
    names = ("R", "L") if across > 0 else ("L", "R")
    return tuple(
        (name, x / PIXELS_PER_POINT, y / PIXELS_PER_POINT) for name, x in zip(names, ends, strict=True)
    )
