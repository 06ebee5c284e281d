"""Places label texts on free paper so that their leader lines are short and never cross. It draws nothing.

All lengths are points of the printed size, in a frame whose origin is the drawing's upper left corner, y
down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from illustration.geometry.mesh import Floats

TEXT = 10.0  # size of label text
ASCENT, DESCENT = 7.4, 2.4
POINTER = 6.5  # room for the triangle beside an orientation word
LINE = 10.5  # from one line of a word in two lines to the next
GAP = 2.0  # between a text and its leader, and round texts
STEP = 4  # grid of candidate places
STARTS = 20  # of the search, each from other places
BEAM = 80  # candidates tried for each label
LONGEST = 24.0  # points: leaders longer than this are paid for
FAR = 5.0  # price of each point beyond it
TOO_FAR, NEVER = (
    47.0,
    60.0,
)  # points near the longest that the check allows, and the price of each beyond them
BEYOND = 70.0  # points: no place is looked for so far from where a leader may end
OTHER, GROUND = (
    15.0,
    0.6,
)  # price of each point over another part, and over one that reaches to a leader's end
ROOM = 0.03  # price of a square point by which the labels make the figure larger

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Mask = NDArray[np.bool_]

# Advance widths of Atkinson Hyperlegible Next Regular in thousandths of the text size, rounded up to classes.
_WIDTHS = {
    letter: units
    for letters, units in (
        ("',.", 210), ("jil ", 280), ("ft()", 330), ("r-I", 380), ("yvz", 460), ("csxka", 520),
        ("eouLbdghnpqEFTJY", 580), ("PSVZABRX", 620), ("DKCwU", 680), ("GHNOQ", 730), ("mMW", 860),
    )
    for letter in letters
}  # fmt: skip


def text_width(text: str) -> float:
    """Width of a text in points, of its longest line where a bar breaks it."""
    return max(TEXT / 1000 * sum(_WIDTHS.get(c, 620) for c in line) for line in text.split("|"))


@dataclass(frozen=True, eq=False)
class Parts:
    """The other parts that a leader may come over, one cell a point: their numbers (h, w), 0 where there is none, and
    by number where each lies, hidden pieces and all, and a little round it (h, w).
    """

    numbers: NDArray[np.int32]
    reach: Mapping[int, Mask]

    def price(self, leader: Sequence[Point]) -> float:
        """The price of a leader's way: low over parts that reach to where it ends."""
        x, y = steps(leader)
        height, width = self.numbers.shape
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        met = self.numbers[y[inside], x[inside]]
        at = min(max(int(y[-1]), 0), height - 1), min(max(int(x[-1]), 0), width - 1)
        return sum(
            (GROUND if self.reach[number][at] else OTHER) * int(np.count_nonzero(met == number))
            for number in np.unique(met[met > 0]).tolist()
        )


@dataclass(frozen=True, eq=False)
class Wish:
    """A label to place: its text, the point it shows, and a fixed place of the text's middle if there is
    one.

    ``area``: points where its leader may end as well; ``strange`` (h, w): price of each point of a leader's way, high
    where the drawing shows something that the label does not name; ``parts``: all else that it may come over.
    """

    text: str
    target: Point
    place: Point | None = None
    area: tuple[Point, ...] = ()
    strange: Floats | None = None
    parts: Parts | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A placed text: `box` round it, where its baseline starts (`anchor` start, middle or end) and its
    leader.
    """

    text: str
    box: Box
    at: Point
    anchor: str
    leader: tuple[Point, ...]


def place(wishes: Sequence[Wish], ink: Mask, page: Point, blocked: Sequence[Box] = ()) -> list[Placed]:
    """Places for all wishes, in their order. `ink` (h, w): one cell per point of the drawing, true where it
    is drawn; `page`: greatest width and height of drawing and labels together. Raises ValueError if there
    is no room.
    """
    busy = np.asarray(ndimage.binary_dilation(ink, iterations=2))
    options = [_options(w, busy, page, blocked) for w in wishes]
    if any(not o for o in options):
        raise ValueError("there is no room for all labels: shorten them or make the drawing smaller")
    ys, xs = np.nonzero(ink)
    around: Box = (float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
    for box in blocked:
        around = _union(around, box)
    known: dict[tuple[int, int], bool] = {}  # by the identities of two options, both kept alive by `options`

    def clash(a: Placed, b: Placed) -> bool:
        key = id(a), id(b)
        if key not in known:
            known[key] = conflict(a, b)
        return known[key]

    def cost(index: int, option: tuple[float, Placed], chosen: list[tuple[float, Placed]]) -> float:
        price, grown = option[0], _union(around, option[1].box)
        for other, (_, placed) in enumerate(chosen):
            if other != index:
                price += 1e4 * clash(option[1], placed)
                grown = _union(grown, placed.box)
        over = max(grown[2] - grown[0] - page[0], 0) + max(grown[3] - grown[1] - page[1], 0)
        return price + 1e3 * over + ROOM * (_size(grown) - _size(around))

    random = np.random.default_rng(7)
    best: tuple[float, list[tuple[float, Placed]]] = (float("inf"), [])
    for start in range(STARTS):
        chosen = [o[0 if start == 0 else int(random.integers(min(len(o), 12)))] for o in options]
        for _ in range(12):
            before = [id(o[1]) for o in chosen]
            for i in random.permutation(len(wishes)).tolist():
                prices = [cost(i, option, chosen) for option in options[i]]
                chosen[i] = options[i][int(np.argmin(prices))]
            if before == [id(o[1]) for o in chosen]:
                break
        total = sum(cost(i, o, chosen) for i, o in enumerate(chosen))
        if total < best[0]:
            best = (total, list(chosen))
    grown = around
    for _, placed in best[1]:
        grown = _union(grown, placed.box)
    pairs = ((a, b) for i, (_, a) in enumerate(best[1]) for _, b in best[1][:i])
    if (
        grown[2] - grown[0] > page[0] + 1
        or grown[3] - grown[1] > page[1] + 1
        or any(clash(a, b) for a, b in pairs)
    ):
        raise ValueError("there is no room for all labels: shorten them or make the drawing smaller")
    return [placed for _, placed in best[1]]


def conflict(a: Placed, b: Placed) -> bool:
    """Whether two labels overlap, or the leader of one crosses the other's leader or text."""
    if overlap(grown_by(a.box, GAP), grown_by(b.box, GAP)):
        return True
    if a.leader and b.leader and segments_cross(a.leader[0], a.leader[-1], b.leader[0], b.leader[-1]):
        return True
    return hits(a.leader, grown_by(b.box, 1)) or hits(b.leader, grown_by(a.box, 1))


def segments_cross(p: Point, q: Point, r: Point, s: Point) -> bool:
    """Whether the segments pq and rs share a point."""
    (px, py), (qx, qy), (rx, ry), (sx, sy) = p, q, r, s
    x, y = qx - px, qy - py
    if (x * (ry - py) - y * (rx - px)) * (x * (sy - py) - y * (sx - px)) > 0:
        return False  # r and s lie on one side of the line pq
    x, y = sx - rx, sy - ry
    return (x * (py - ry) - y * (px - rx)) * (x * (qy - ry) - y * (qx - rx)) <= 0


def _options(wish: Wish, busy: Mask, page: Point, blocked: Sequence[Box]) -> list[tuple[float, Placed]]:
    height, width = busy.shape
    text, tx = wish.text, wish.target[0]
    w, h = text_width(text), ASCENT + DESCENT + LINE * text.count("|")
    if wish.place is not None:
        cx, cy = wish.place
        ways = _attach(text, (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2), wish.target)
        return [min(ways, key=lambda o: o[0])]
    reach = np.array([*wish.area, wish.target])
    (near_x, near_y), (far_x, far_y) = reach.min(axis=0), reach.max(axis=0)
    spare_x, spare_y = max(page[0] - width, 0), max(page[1] - height, 0)
    lefts = sorted({*np.arange(-spare_x, width + spare_x - w, STEP).tolist(), 0.0, width - w, tx - w / 2})
    tops = np.arange(-spare_y, height + spare_y - h, STEP).tolist()
    out: list[tuple[float, float, float, Placed]] = []
    for x in lefts:
        for y in tops:
            box = (x, y, x + w, y + h)
            off = max(near_x - x - w, x - far_x, 0), max(near_y - y - h, y - far_y, 0)
            if np.hypot(*off) > BEYOND or covered(box, busy):
                continue
            if any(overlap(grown_by(box, GAP), b) for b in blocked):
                continue
            ways = [
                w for w in _attach(text, box, wish.target, _ends(box, wish)) if not _blocked(w[1], blocked)
            ]
            best: tuple[float, float, Placed] | None = None
            for length, way in sorted(ways, key=lambda o: o[0]):
                if best is None or length < best[0]:
                    total = length + _strange(way.leader, wish)
                    if best is None or total < best[0]:
                        best = (total, length, way)
            if best is None:
                continue
            total, length, placed = best
            outside = max(-x, 0) + max(x + w - width, 0) + max(-y, 0) + max(y + h - height, 0)
            over = 0.5 * _along(placed.leader, busy) + total - length
            steep = abs(placed.leader[0][1] - placed.leader[-1][1]) / max(length, 1)
            long = leader_length(placed)
            far = FAR * max(long - LONGEST, 0) + NEVER * max(long - TOO_FAR, 0)
            out.append((length + far + over + 0.35 * outside + 6 * steep, x, y, placed))
    out.sort(key=lambda o: o[:3])
    return [(price, placed) for price, _, _, placed in _spread(out)[:BEAM]]


def _strange(leader: Sequence[Point], wish: Wish) -> float:
    """The price of all that a leader passes and that the label does not name."""
    price = 0.0 if wish.strange is None else _along(leader, wish.strange)
    return price if wish.parts is None else price + wish.parts.price(leader)


def leader_length(placed: Placed) -> float:
    """Points."""
    return float(np.hypot(*np.subtract(placed.leader[0], placed.leader[-1]))) if placed.leader else 0.0


def _ends(box: Box, wish: Wish) -> list[Point]:
    """For each of the four ways out of a box the point of the wished area that is nearest, also to the target."""
    x0, y0, x1, y1 = box
    area = np.array(wish.area or (wish.target,))
    off = 0.5 * np.hypot(area[:, 0] - wish.target[0], area[:, 1] - wish.target[1])
    out = []
    for sx, sy in (
        (x0 - GAP, (y0 + y1) / 2),
        (x1 + GAP, (y0 + y1) / 2),
        ((x0 + x1) / 2, y0),
        ((x0 + x1) / 2, y1),
    ):
        k = int((np.hypot(area[:, 0] - sx, area[:, 1] - sy) + off).argmin())
        out.append((float(area[k, 0]), float(area[k, 1])))
    return out


def _blocked(placed: Placed, blocked: Sequence[Box]) -> bool:
    return any(hits(placed.leader, grown_by(b, 1)) for b in blocked)


def _spread(options: list[tuple[float, float, float, Placed]]) -> list[tuple[float, float, float, Placed]]:
    """The cheapest options, no more than a few from each neighbourhood, so that the search has real
    choices.
    """
    used: dict[tuple[int, int], int] = {}
    out = []
    for option in options:
        cell = (int(option[1] // 16), int(option[2] // 12))
        used[cell] = used.get(cell, 0) + 1
        if used[cell] <= 2:
            out.append(option)
    return out


def _attach(text: str, box: Box, wanted: Point, ends: Sequence[Point] = ()) -> list[tuple[float, Placed]]:
    """Ways to lead a line from a text's box to its target: from either end or from above or below the
    middle.
    """
    x0, y0, x1, y1 = box
    middle = y0 + 0.5 * (y1 - y0)
    centre = (x0 + x1) / 2
    ways: list[tuple[Point, str]] = [((x0 - GAP, middle), "start"), ((x1 + GAP, middle), "end")]
    ways += [((centre, y0 - 0.5), "middle"), ((centre, y1 + 0.5), "middle")]
    out = []
    for (start, anchor), target in zip(ways, ends or [wanted] * 4, strict=True):
        if hits((start, target), grown_by(box, 0.2)):
            continue
        dx, dy = abs(start[0] - target[0]), abs(start[1] - target[1])
        length = float(np.hypot(dx, dy)) + (14 if anchor != "middle" and dy > 1.2 * dx else 0)
        x = {"start": x0, "end": x1, "middle": (x0 + x1) / 2}[anchor]
        out.append((length, Placed(text, box, (x, y0 + ASCENT), anchor, (start, target))))
    if not out:
        start = ways[0][0]
        out = [(1e3, Placed(text, box, (x0, y0 + ASCENT), "start", (start, wanted)))]
    return out


def covered(box: Box, busy: Mask) -> bool:
    """Whether any cell of a box lies on the drawing."""
    height, width = busy.shape
    x0, y0, x1, y1 = (
        int(np.floor(box[0])),
        int(np.floor(box[1])),
        int(np.ceil(box[2])),
        int(np.ceil(box[3])),
    )
    return bool(busy[max(y0, 0) : max(min(y1, height), 0), max(x0, 0) : max(min(x1, width), 0)].any())


def _along(leader: Sequence[Point], price: Mask | Floats) -> float:
    """The sum of what a leader passes, point by point."""
    x, y = steps(leader)
    height, width = price.shape
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return float(price[y[inside], x[inside]].sum())


def steps(leader: Sequence[Point], fine: int = 1) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cells (x, y) that a leader passes, ``fine`` of them to a point."""
    (x0, y0), (x1, y1) = leader[0], leader[-1]
    n = max(int(np.hypot(x1 - x0, y1 - y0) * fine), 1)
    t = np.arange(n + 1) * (fine / n)
    return (
        np.floor(x0 * fine + t * (x1 - x0)).astype(np.int64),
        np.floor(y0 * fine + t * (y1 - y0)).astype(np.int64),
    )


def hits(leader: Sequence[Point], box: Box) -> bool:
    """Whether a leader touches a box."""
    if not leader:
        return False
    p, q = leader[0], leader[-1]
    x0, y0, x1, y1 = box
    if any(x0 < x < x1 and y0 < y < y1 for x, y in (p, q)):
        return True
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return any(segments_cross(p, q, corners[i], corners[i - 1]) for i in range(4))


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes have a point in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def grown_by(box: Box, by: float) -> Box:
    """The box with a border."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
