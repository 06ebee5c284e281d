"""Closed loops of lines so small that they would print as blots: found, and given to what lies beside them.

A region is what kept lines enclose. One that is narrower and smaller than a pen can show loses the line to the
neighbour it shares most of its border with, and takes over that neighbour's part. It draws nothing.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from illustration.geometry.mesh import Ints
from illustration.geometry.trace import Corner, Segment, chains

Line = tuple[list[Corner], str]  # corners of a chain and its style
WIDTH = 13.0  # pixels (0.6 mm printed): a loop into which no wider circle fits is a blot
AREA = 700  # pixels; larger regions are long and thin and show themselves: edges of mats, straps, canes
_ALONE = 15  # cracks (1.5 points printed along a slanting line); shorter lines that join nothing are specks


_STUB = 24  # cracks; shorter lines left standing where a blot was
_OTHER, _OUTSIDE = (
    0.25,
    0.12,
)  # how readily a blot goes to another part, to the background; 1: to its own part


def regions(shape: tuple[int, int], lines: Sequence[Line]) -> Ints:
    """(h, w) number of the region of each pixel, from 1: pixels that no line parts have the same."""
    height, width = shape
    free = np.zeros((2 * height - 1, 2 * width - 1), bool)
    free[::2] = True
    free[:, ::2] = True  # pixels and the cracks between them; corners of pixels lead nowhere
    for chain, _ in lines:
        ends = _cracks(chain)
        x, y = ends.min(axis=1).T
        upright = ends[:, 0, 0] == ends[:, 1, 0]
        rows, columns = np.where(upright, 2 * y, 2 * y - 1), np.where(upright, 2 * x - 1, 2 * x)
        inside = (rows >= 0) & (columns >= 0) & (rows < free.shape[0]) & (columns < free.shape[1])
        free[rows[inside], columns[inside]] = False
    numbers, _ = ndimage.label(free)
    return np.asarray(numbers[::2, ::2], np.int64)


def _cracks(chain: list[Corner]) -> Ints:
    """(n, 2, 2) both ends of each crack of a chain."""
    points = np.array(chain, np.int64)
    return np.stack([points[:-1], points[1:]], axis=1)


def blots(region: Ints) -> dict[int, tuple[slice, slice]]:
    """Numbers of regions that would print as blots, smallest first, with the windows they lie in."""
    sizes = np.bincount(region.ravel())
    windows = ndimage.find_objects(region)
    out = {}
    for number in np.argsort(sizes, kind="stable").tolist():
        if 0 < sizes[number] < AREA:
            window = windows[number - 1]
            mask = np.pad(region[window] == number, 1)
            if 2 * ndimage.distance_transform_edt(mask).max() < WIDTH:
                out[number] = window
    return out


def tidied(lines: Sequence[Line], part: Ints) -> tuple[list[Line], Ints]:
    """Lines and parts (h, w) without blots: each has lost a long piece of border and is the part beyond it.

    Lines round the background (part 0) are outlines; a blot goes there only where nothing else is beside it.
    """
    region = regions(part.shape, lines)
    found = blots(region)
    if not found:
        return list(lines), part
    part = part.copy()
    style_of = {_key(a, b): style for chain, style in lines for a, b in itertools.pairwise(chain)}
    borders: dict[int, list[tuple[float, int, int, list[Corner]]]] = {}
    for arc in chains(style_of):
        first, second = _beside(_cracks(arc), part.shape)
        middle = len(arc) // 2 - 1
        a, b = int(region[first][middle]), int(region[second][middle])
        for mine, other in ((a, b), (b, a)):
            if mine in found and a != b:
                beyond = np.where(region[first] == mine, part[second], part[first])
                kind = int(np.bincount(beyond).argmax())
                own = int(np.bincount(np.where(region[first] == mine, part[first], part[second])).argmax())
                weight = 1.0 if kind == own else _OTHER if kind else _OUTSIDE
                borders.setdefault(mine, []).append((len(arc) * weight, other, kind, arc))
    joined = {n: n for n in range(int(region.max()) + 1)}
    sizes = np.bincount(region.ravel())
    alone = sizes.copy()
    for number, window in found.items():
        if sizes[number] > max(alone[number], AREA / 3):
            continue  # large enough with what has come to it
        for _, other, kind, arc in sorted(borders.get(number, ()), reverse=True):
            if joined[number] != joined[other]:
                old, new = joined[number], joined[other]
                joined = {n: new if m == old else m for n, m in joined.items()}
                part[window][region[window] == number] = kind
                sizes[other] += sizes[number]
                _erase(style_of, arc, part)
                for *_, rest in borders[number]:
                    if len(rest) < _STUB and min(_degree(style_of, end) for end in (rest[0], rest[-1])) == 1:
                        _erase(style_of, rest, part)
                break
    near = {_key(a, b) for arcs in borders.values() for *_, arc in arcs for a, b in itertools.pairwise(arc)}
    changed = [any(_key(a, b) in near for a, b in itertools.pairwise(chain)) for chain, _ in lines]
    kept = [line for line, anew in zip(lines, changed, strict=True) if not anew]
    again = [
        _key(a, b)
        for (chain, _), anew in zip(lines, changed, strict=True)
        if anew
        for a, b in itertools.pairwise(chain)
    ]
    return kept + _restyled({s: style_of[s] for s in again if s in style_of}, part), part


def _erase(style_of: dict[Segment, str], arc: list[Corner], part: Ints) -> None:
    """Take away the cracks of a line that have the same part on both sides."""
    first, second = _beside(_cracks(arc), part.shape)
    for (a, b), same in zip(itertools.pairwise(arc), (part[first] == part[second]).tolist(), strict=True):
        if same:
            style_of.pop(_key(a, b), None)


def _degree(style_of: dict[Segment, str], corner: Corner) -> int:
    x, y = corner
    return sum(_key(corner, end) in style_of for end in ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)))


def _key(a: Corner, b: Corner) -> Segment:
    return (a, b) if a < b else (b, a)


def _beside(ends: Ints, shape: tuple[int, ...]) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Rows and columns of the pixels on both sides of each crack (n, 2, 2), moved into the picture."""
    x, y = ends.min(axis=1).T
    upright = ends[:, 0, 0] == ends[:, 1, 0]
    bottom, right = shape[0] - 1, shape[1] - 1
    first = np.clip(np.where(upright, y, y - 1), 0, bottom), np.clip(np.where(upright, x - 1, x), 0, right)
    return first, (np.clip(y, 0, bottom), np.clip(x, 0, right))


def _restyled(style_of: dict[Segment, str], part: Ints) -> list[Line]:
    """Cracks joined to lines anew. Those round the background are outlines, and no others."""
    cracks: dict[str, list[Segment]] = {"outline": [], "inner": [], "fold": []}
    if not style_of:
        return []
    first, second = _beside(np.array(list(style_of), np.int64), part.shape)
    outer = (part[first] == 0) != (part[second] == 0)
    rim = (first[0] == second[0]) & (first[1] == second[1])
    for (segment, style), edge, border in zip(style_of.items(), outer.tolist(), rim.tolist(), strict=True):
        if style == "outline" and not border:
            style = "inner"
        cracks["outline" if edge else style].append(segment)
    return [(chain, style) for style, segments in cracks.items() for chain in chains(segments)]


def without_specks(lines: Sequence[Line]) -> list[Line]:
    """The lines but those that are short and join nothing."""
    met = Counter(corner for chain, _ in lines for corner in set(chain))
    return [
        (chain, style)
        for chain, style in lines
        if len(chain) > _ALONE or met[chain[0]] > 1 or met[chain[-1]] > 1
    ]
