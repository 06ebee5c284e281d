"""From pixels to smooth polylines: borders between parts, depth steps, outlines of masks. It never fits
curves.

Borders run along the cracks between pixels. A corner (x, y) is the upper left corner of pixel (row y,
column x), half a pixel up and left of its sample point.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import find_contours

from illustration.geometry.mesh import Floats

Corner = tuple[int, int]
Segment = tuple[Corner, Corner]
Node = TypeVar("Node", bound=Hashable)


def neighbours(image: NDArray[np.generic], axis: int) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """Each pixel and its neighbour to the right (`axis` 1) or below (`axis` 0), as two equal-shaped views."""
    if axis == 1:
        return image[:, :-1], image[:, 1:]
    return image[:-1], image[1:]


def crack(y: int, x: int, axis: int) -> Segment:
    """The crack between pixel (y, x) and its neighbour to the right (`axis` 1) or below (`axis` 0)."""
    return ((x + 1, y), (x + 1, y + 1)) if axis == 1 else ((x, y + 1), (x + 1, y + 1))


def depth_gap(
    depth: Floats, normal: Floats, axis: int, metres_per_pixel: float, steepest: float = 0.12
) -> tuple[Floats, Floats]:
    """(step, gap) between each pixel and its neighbour along `axis`, in metres.

    `step` is the change of depth; `gap` is the part of it that the slope of neither surface explains, so it
    is zero on any smooth surface however steep and positive where one surface ends in front of another.
    `normal` (h, w, 3) points towards the viewer in (x right, y down, z near) pixels' frame; `steepest`
    bounds its z from below.
    """
    before, after = (np.asarray(d, float) for d in neighbours(depth, axis))
    step = after - before
    slope = -normal[..., 0 if axis == 1 else 1] / np.maximum(normal[..., 2], steepest) * metres_per_pixel
    s0, s1 = (np.asarray(s, float) for s in neighbours(slope, axis))
    low, high = np.minimum(np.minimum(s0, s1), 0), np.maximum(np.maximum(s0, s1), 0)
    return step, np.maximum(np.maximum(step - high, low - step), 0)


def chains(segments: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """Join segments end to end; a chain stops where other than two segments meet. Closed chains repeat
    their start.
    """
    links: dict[Node, list[Node]] = {}
    for p, q in segments:
        links.setdefault(p, []).append(q)
        links.setdefault(q, []).append(p)
    used: set[tuple[Node, Node]] = set()

    def walk(p: Node, q: Node) -> list[Node]:
        chain = [p, q]
        used.update(((p, q), (q, p)))
        while len(links[q]) == 2 and q != p:
            ahead = [r for r in links[q] if (q, r) not in used]
            if not ahead:
                break
            r = ahead[0]
            used.update(((q, r), (r, q)))
            chain.append(r)
            q = r
        return chain

    out: list[list[Node]] = []
    for at_ends in (True, False):  # first from ends and branchings, then what is left: closed loops
        for p, ends in links.items():
            if at_ends == (len(ends) != 2):
                out.extend(walk(p, q) for q in ends if (p, q) not in used)
    return out


def smooth(points: Iterable[tuple[float, float]] | Floats, sigma: float, closed: bool) -> Floats:
    """Gaussian-smoothed copy of a chain; `sigma` in points of the chain. Ends of an open chain stay where
    they are.
    """
    p = np.asarray(points if isinstance(points, np.ndarray) else list(points), float)
    if len(p) < 5:
        return p
    middles = (p[:-1] + p[1:]) / 2
    if closed:
        return np.asarray(ndimage.gaussian_filter1d(middles, sigma, axis=0, mode="wrap"))
    p = np.concatenate([p[:1], middles, p[-1:]])
    k = min(int(3 * sigma) + 1, len(p) - 1)
    around = np.concatenate([2 * p[0] - p[1 : k + 1][::-1], p, 2 * p[-1] - p[-k - 1 : -1][::-1]])
    q = np.asarray(ndimage.gaussian_filter1d(around, sigma, axis=0))[k : k + len(p)]
    q[0], q[-1] = p[0], p[-1]
    return q


def enclosed_area(points: Floats) -> float:
    """Area (square pixels) inside a closed polyline, whether or not it repeats its first point."""
    x, y = points[:, 0], points[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)) / 2)


def mask_outlines(mask: NDArray[np.bool_], sigma: float, min_area: float) -> list[Floats]:
    """Smooth closed outlines of a mask in corner coordinates; holes run the other way round.

    `sigma` in pixels along the outline; outlines enclosing less than `min_area` square pixels are left out.
    """
    out = []
    for contour in find_contours(np.pad(mask.astype(float), 1), 0.5):  # type: ignore[no-untyped-call]
        ring = contour[:-1, ::-1] - 0.5
        if enclosed_area(ring) >= min_area:
            out.append(np.asarray(ndimage.gaussian_filter1d(ring, sigma, axis=0, mode="wrap"))[::2])
    return out
