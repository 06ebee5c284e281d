"""Pixels of a view to paths of a figure: fills, tapered strokes and lines, cut at the window. It decides no styles.

Nothing is closed along the window: what is cut there simply runs out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import approximate_polygon

from illustration.anatomy.contours import Stroke
from illustration.anatomy.outlines import Line
from illustration.anatomy.scene import MARGIN, PX, Mask
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.bezier import Curve, fit_closed, fit_open, path_data, polyline_data, tapered
from illustration.geometry.mesh import Floats
from illustration.geometry.trace import mask_outlines

SCALE = UNITS_PER_POINT / PX
_STRAIGHT = 0.35  # pixels: of the skin's outline, whose corners at the window a curve would round
_LEAST_SKIN = 30  # square points


class Paper:
    """Paths in painter's order, neighbours of one class joined into one path."""

    def __init__(self) -> None:
        self._paths: list[tuple[str, list[str]]] = []

    def _put(self, style: str, d: str) -> None:
        if not d:
            return
        if not self._paths or self._paths[-1][0] != style:
            self._paths.append((style, []))
        self._paths[-1][1].append(d)

    def add(self, style: str, curve: Curve, closed: bool) -> None:
        """One curve, in pixels."""
        self._put(style, path_data(curve, closed, SCALE, (MARGIN, MARGIN)))

    def line(self, style: str, points: Floats, closed: bool, tolerance: float) -> None:
        """A curve through points, in pixels."""
        self.add(style, (fit_closed if closed else fit_open)(points, tolerance), closed)

    def straight(self, style: str, points: Floats) -> None:
        """Straight lines through points, in pixels."""
        self._put(style, polyline_data(points, False, SCALE, (MARGIN, MARGIN)))

    def fill(self, style: str, mask: Mask, tolerance: float, smallest: float, sigma: float = 5.0) -> None:
        """Outlines of a mask; `smallest`: square points; `sigma`: pixels of smoothing."""
        for ring in mask_outlines(mask, sigma, smallest * PX * PX):
            self.line(style, ring - 0.5, True, tolerance)

    def flat(self, style: str, mask: Mask) -> None:
        """Outlines of a mask that is cut by the window, with sharp corners there."""
        height, width = mask.shape
        for ring in mask_outlines(mask, 9, _LEAST_SKIN * PX * PX):
            ring = np.clip(ring, MARGIN, [width - MARGIN, height - MARGIN])
            short = approximate_polygon(np.concatenate([ring, ring[:1]]), _STRAIGHT)  # type: ignore[no-untyped-call]
            self._put(style, polyline_data(short[:-1], True, SCALE, (MARGIN, MARGIN)))

    def strokes(self, style: str, strokes: Iterable[Stroke], tolerance: float) -> None:
        for s in strokes:
            self.add(style, tapered(s.points, s.widths, tolerance), True)

    def joined(self) -> tuple[tuple[str, str], ...]:
        """(class, path data) in painter's order."""
        return tuple((style, "".join(parts)) for style, parts in self._paths)


def runs(points: Floats, keep: NDArray[np.bool_], closed: bool, shortest: int) -> Iterator[NDArray[np.int64]]:
    """Numbers of the points in unbroken stretches of kept ones, longer than ``shortest``; in a closed line one may
    go over its end.
    """
    order = np.arange(len(points))
    if closed and keep.any() and not keep.all():
        order = np.roll(order, -int(np.flatnonzero(~keep)[0]))
    pieces, count = ndimage.label(keep[order])
    for k in range(1, count + 1):
        if (pieces == k).sum() > shortest:
            yield order[pieces == k]


def in_window(points: Floats, shape: tuple[int, int], slack: float = 0.0) -> NDArray[np.bool_]:
    """(n,) which points (pixels) lie in the window."""
    x, y = points.T
    height, width = shape
    low = MARGIN - slack
    return np.asarray((x > low) & (y > low) & (x < width - MARGIN) & (y < height - MARGIN))


def strokes_within(strokes: Iterable[Stroke], shape: tuple[int, int]) -> list[Stroke]:
    """Strokes cut at the window."""
    return [
        Stroke(s.points[run], s.widths[run], s.score)
        for s in strokes
        for run in runs(s.points, in_window(s.points, shape), False, 4)
    ]


def lines_within(lines: Iterable[Line], shape: tuple[int, int]) -> list[Line]:
    """Lines cut at the window, open there."""
    out = []
    for line in lines:
        keep = in_window(line.points, shape, 1.0)
        if keep.all():
            out.append(line)
        else:
            out += [Line(line.style, line.points[r], False) for r in runs(line.points, keep, line.closed, 3)]
    return out
