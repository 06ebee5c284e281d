"""The two words of an anatomy figure that say which way is which: where they stand, and their triangles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from illustration.anatomy import labels
from illustration.anatomy.scene import Mask
from illustration.anatomy.view import Mark
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.bezier import polyline_data

SLACK = 12.0  # points that a word may reach past the middle of the drawing
UNEVEN = 45.0  # price of two words at different heights
HALF_GAP = 2.0  # points from the middle to a word that keeps to its half
STEP = 2  # points between places that are tried
TRIANGLE = (4.4, 4.2, 2.6)  # points: from the edge of the box, length, half height


def words(
    wanted: Sequence[Mark],
    ink: Mask,
    page: labels.Point,
    blocked: Sequence[labels.Box],
    others: Sequence[labels.Placed],
) -> tuple[float, list[labels.Placed]] | None:
    """The words on free paper, both at one height if they can be, with what it costs; None if there is no room.

    ``ink`` (h, w): one cell per point of the drawing; ``others``: labels that are placed already.
    """
    if not wanted:
        return 0.0, []
    boxes = [*blocked, *(other.box for other in others)]
    best = [_candidates(mark, ink, page, boxes, others) for mark in wanted]
    if not all(best):
        return None
    if len(wanted) == 1:
        price, placed = min(best[0], key=lambda o: o[0])
        return price, [placed]
    pairs = [
        (a[0] + b[0] + (UNEVEN if abs(a[1].box[1] - b[1].box[1]) > 0.5 else 0), a[1], b[1])
        for a in best[0]
        for b in best[1]
        if not labels.overlap(labels.grown_by(a[1].box, 4), b[1].box)
    ]
    if not pairs:
        return None
    price, first, second = min(pairs, key=lambda o: o[0])
    return price, [first, second]


def _candidates(
    mark: Mark, ink: Mask, page: labels.Point, boxes: Sequence[labels.Box], others: Sequence[labels.Placed]
) -> list[tuple[float, labels.Placed]]:
    """The best places of a word at each height where it has one: of all, and of those that leave the other half of the
    drawing to the other word.
    """
    rows, columns = ink.shape
    busy = np.asarray(ndimage.binary_dilation(ink, iterations=2))
    middle = float(np.nonzero(ink)[1].mean())
    low = [min([0.0, *(b[i] for b in boxes)]) for i in (0, 1)]
    high = [max([float(size), *(b[i] for b in boxes)]) for i, size in ((2, columns), (3, rows))]
    w, h = labels.text_width(mark.text) + labels.POINTER, labels.ASCENT + labels.DESCENT
    left = mark.edge == "left"
    out = []
    for top in np.arange(high[1] - page[1], low[1] + page[1] - h + 0.1, STEP).tolist():
        found: tuple[float, labels.Placed] | None = None
        apart: tuple[float, labels.Placed] | None = None
        for x in np.arange(high[0] - page[0], low[0] + page[0] - w + 0.1, STEP).tolist():
            box = (x, top, x + w, top + h)
            if (x + w > middle + SLACK) if left else (x < middle - SLACK):
                continue
            if labels.covered(box, busy) or any(labels.overlap(labels.grown_by(box, 2), b) for b in boxes):
                continue
            if any(labels.hits(other.leader, labels.grown_by(box, 1)) for other in others):
                continue
            wide, tall = max(low[0] - x, x + w - high[0], 0), max(low[1] - top, top + h - high[1], 0)
            room = labels.ROOM * (wide * (high[1] - low[1]) + tall * (high[0] - low[0]))
            edge = abs(x) if left else abs(columns - x - w)
            price = abs(top - (mark.height * rows - h / 2)) * 0.3 + 0.6 * (wide + tall) + room + 0.4 * edge
            at = (x + labels.POINTER if left else x + w - labels.POINTER, top + labels.ASCENT)
            word = labels.Placed(mark.text, box, at, "start" if left else "end", ())
            if found is None or price < found[0]:
                found = (price, word)
            own_half = x + w <= middle - HALF_GAP if left else x >= middle + HALF_GAP
            if own_half and (apart is None or price < apart[0]):
                apart = (price, word)
        out += list(dict.fromkeys(place for place in (found, apart) if place))
    return out


def triangles(marks: Sequence[Mark], placed: Sequence[labels.Placed]) -> str:
    """Path data of the triangle on the outer side of each word; ``placed``: the words, in the order of the marks."""
    inset, length, half = TRIANGLE
    out = ""
    for mark, word in zip(marks, placed, strict=False):
        sign = -1.0 if mark.edge == "left" else 1.0
        x = word.box[0] + inset if mark.edge == "left" else word.box[2] - inset
        y = word.at[1] - 3.4
        corners = np.array([[x, y - half], [x + sign * length, y], [x, y + half]])
        out += polyline_data(corners, True, UNITS_PER_POINT)
    return out
