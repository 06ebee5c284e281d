"""R and L at the hips, or shoulders, of a panel that shows both, so that nobody reads it as in a mirror: in the body,
or beside it where a small one has no room for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

import numpy as np

from illustration.charts.pattern import Panel
from illustration.charts.surface import PIXELS_PER_POINT, Surface
from illustration.charts.views import ONE_SIDE, REGIONS, VIEWS
from illustration.geometry.mesh import Floats

Side = tuple[str, float, float]  # letter, middle and middle of its height, in points of the panel
INSET_PT = 5.4  # from the outline to the middle of a letter
CLEAR_PT = 2.0  # from the ink of a letter to every line, dot, stripe and mark, at least
HALF_PT = (3.4, 3.4)  # half the width and height of a capital letter
# Farther in, in points, where the outline slants or a line runs.
INWARDS_PT = (0.0, 1.5, 3.0, 4.5, 6.0, 8.0, 10.0, 13.0, 16.0, 20.0, 24.0)
SPARE_PT = 0.25  # more than that, where there is room: printed lines are smoothed
MIDDLE_PT = 4.6  # from the middle of a letter to the mid-line of the body, at least
UNEQUAL = (
    0.5  # of the difference, in points: one letter farther in than the other is a little worse than both
)
FROM_MARKS_PT = 12.0  # from it to X's, where there is room: a letter beside an X reads as its name
FIRST_PT, STEP = 4.5, 4  # points from the upper and the lower edge; pixels between tries
LAST = 0.85  # of the height: below it only where there is no room above
HIP, ABOVE = (
    0.17,
    0.05,
)  # metres: where the letters stand if they can; in a region without hips, so far from its end
TURNED = 0.5  # of a view: seen more from the side than this, one side hides the other


def clearance(places: Floats, at: tuple[float, float]) -> float:
    """Distance from the box of a capital letter with its middle ``at`` to the nearest of ``places`` (n, 2); all in
    printed points. 0 where one lies in the box, endless where there is none.
    """
    if not len(places):
        return float("inf")
    beyond = np.maximum(np.abs(places - at) - HALF_PT, 0)
    return float(np.hypot(*beyond.T).min())


def along(lines: Iterable[Floats]) -> Floats:
    """Places (n, 2) on polylines in pixels, no farther apart than a point."""
    dense = [np.empty((0, 2))]
    for points in lines:
        for a, b in pairwise(points):
            count = int(np.hypot(*(b - a)) / PIXELS_PER_POINT) + 2
            dense.append(np.linspace(a, b, count))
    return np.concatenate(dense)


def shows_both(panel: Panel) -> bool:
    """Whether a panel shows both sides of the body, so that its letters have to say which is which."""
    region, view = REGIONS[panel.region], VIEWS[panel.view]
    if region.past_middle <= ONE_SIDE or not region.both_legs or region.only_arm or view.legs != "both":
        return False
    return abs(float(view.matrix[0, 0])) >= TURNED and float(view.matrix[1, 1]) > TURNED


def sides(
    surface: Surface,
    panel: Panel,
    taken: Sequence[Floats],
    marks: Floats | None = None,
    clear: float = CLEAR_PT,
    spare: float = SPARE_PT,
) -> tuple[Side, ...]:
    """Where the two letters stand, at one height; () where only one side is shown or there is no room. ``taken``:
    places (n, 2) in pixels that are not free, along lines no farther apart than a point; ``marks``: those of
    them (n, 2) that are X's; ``clear``: points from a letter to what is taken, at least,
    and ``spare`` more where there is room.
    """
    if not shows_both(panel):
        return ()
    region, across = REGIONS[panel.region], float(VIEWS[panel.view].matrix[0, 0])
    places = np.concatenate([*taken, np.empty((0, 2))]) / PIXELS_PER_POINT
    crosses = np.empty((0, 2)) if marks is None else marks / PIXELS_PER_POINT
    height = min(max(HIP, region.bottom + ABOVE), region.top - ABOVE)
    level = float(surface.project(np.array([[0, height, 0]]))[0, 1]) / PIXELS_PER_POINT
    first, high = int(FIRST_PT * PIXELS_PER_POINT), surface.inside.shape[0]
    last = int(LAST * high)
    above, below = range(first, last, STEP), range(last, high - first, STEP)
    for rows, outside in ((above, False), (below, False), (above, True)):
        for gap in dict.fromkeys((clear + spare, clear)):
            if found := list(_pairs(surface, rows, places, crosses, level, gap, outside)):
                *_, down, ends = min(found)
                names = ("R", "L") if across > 0 else ("L", "R")
                return tuple((name, x, down) for name, x in zip(names, ends, strict=True))
    return ()


def _pairs(
    surface: Surface,
    rows: Iterable[int],
    places: Floats,
    crosses: Floats,
    level: float,
    gap: float,
    outside: bool,
) -> Iterator[tuple[bool, float, float, tuple[float, float]]]:
    """Two letters in each row that has room for them ``gap`` points from all ``places``: whether they are near an X,
    how far from where they should be, and where they are; in points. ``outside``: beside the body, on paper.
    """
    body = surface.inside if outside else surface.inside & (surface.arm < 0.5)
    wide, way = body.shape[1] / PIXELS_PER_POINT, -1 if outside else 1
    for y in rows:
        row = np.flatnonzero(body[y])
        if not len(row):
            continue
        # The mid-line of the body is not the middle of the picture where the body is half turned.
        middle = row[np.abs(surface.rest[y, row, 0]).argmin()] / PIXELS_PER_POINT
        down = y / PIXELS_PER_POINT
        choices = [
            [
                (inwards, x)
                for inwards in INWARDS_PT
                if (middle - (x := end / PIXELS_PER_POINT + sign * way * (INSET_PT + inwards))) * sign
                >= MIDDLE_PT
                and HALF_PT[0] <= x <= wide - HALF_PT[0]
                and clearance(places, (x, down)) >= gap
            ]
            for end, sign in ((row[0], 1), (row[-1], -1))
        ]
        for (i, left), (j, right) in product(*choices):
            near = len(crosses) and min(
                float(np.hypot(*(crosses - (x, down)).T).min()) for x in (left, right)
            )
            away = abs(down - level) + i + j + UNEQUAL * abs(i - j)
            yield bool(len(crosses)) and near < FROM_MARKS_PT, away, down, (left, right)
