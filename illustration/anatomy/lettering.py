"""Words and pointers of an anatomy figure: where labels point, what they may not cross, what the bounds are.

The search for free places is in `labels`, the orientation words are in `orientation`; this module tells them what is
drawn. It draws nothing but dots and pointers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from handouts.figures import Label
from handouts.figures.drawing import Anchor, Mark
from illustration.anatomy import labels, locator, orientation, ways
from illustration.anatomy.atlas import expand
from illustration.anatomy.locator import Locator
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene
from illustration.anatomy.skin import Shape
from illustration.anatomy.view import Callout, View
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.bezier import fit_closed, path_data
from illustration.geometry.mesh import Floats
from illustration.sources import Source, SourceError

DOT = 1.0  # points: radius of the dot at the end of a leader line
INSIDE = 2.2  # points: how far inside its part a leader ends, where the part is so wide
ROAM = {"muscle": 0.30, "bone": 0.16}  # share of the part's size within which a leader may end, round `at`
# Price of each point of a leader over another soft part, a part that another label names, its own part.
STRANGE = {"soft": 60.0, "named": 20.0, "own": 0.05}

Words = tuple[list[labels.Placed], labels.Point]


def place_words(view: View, scene: Scene, source: Source, where: Locator | None, skin: Shape) -> Words:
    """Orientation words, then labels; and the corner of the small body. Raises SourceError if there is no room."""
    ink = _ink(scene, skin)
    wishes = [_wish(callout, view, scene, ink.shape) for callout in view.labels]
    fault = "there is no room for the small body beside the drawing"
    best: tuple[float, Words] | None = None
    corners = [(0.0, 0.0)] if where is None else locator.places(where, scene, ink, skin.mask, view.page)
    for rank, (x, y) in enumerate(corners):
        blocked = [] if where is None else [(x, y, x + where.size[0], y + where.size[1])]
        for words_first in (
            False,
            True,
        ):  # the other way round only where there is no room for them after the labels
            try:
                price, placed = _arranged(view, wishes, ink, blocked, words_first)
            except ValueError as error:
                fault = str(error)
                continue
            lengths = [labels.leader_length(p) for p in placed]
            low, high = _box(
                [*blocked, *(p.box for p in placed), (0.0, 0.0, float(ink.shape[1]), float(ink.shape[0]))]
            )
            area = (high[0] - low[0]) * (high[1] - low[1])
            cost = rank + sum(lengths) + 4 * sum(max(n - labels.LONGEST, 0) for n in lengths)
            cost += 0.3 * price + labels.ROOM * area
            if best is None or cost < best[0]:
                best = (cost, (placed, (x, y)))
            break
    if best is None:
        raise SourceError(f"{source.path}:1:1", fault)
    return best[1]


def _arranged(
    view: View, wishes: list[labels.Wish], ink: Mask, blocked: list[labels.Box], words_first: bool
) -> tuple[float, list[labels.Placed]]:
    """Price of the orientation words; the words and the labels. Raises ValueError."""
    found = [] if words_first else labels.place(wishes, ink, view.page, blocked)
    marks = orientation.words(view.marks, ink, view.page, blocked, found)
    if marks is None:
        raise ValueError("there is no room for the orientation words")
    if words_first:
        found = labels.place(wishes, ink, view.page, [*blocked, *(m.box for m in marks[1])])
    return marks[0], marks[1] + found


def _ink(scene: Scene, skin: Shape) -> Mask:
    """(h, w) one cell per point of the window, true where something is drawn that a word may not cover."""
    drawn = (scene.part > 0) | skin.ink
    for _, mask in scene.overlays + scene.full:
        drawn = drawn | (mask & ~ndimage.binary_erosion(mask, iterations=PX))
    return cells(drawn)


def cells(mask: Mask) -> Mask:
    """(h, w) one cell per point of the window, true where any of its pixels is."""
    inner = mask[MARGIN:-MARGIN, MARGIN:-MARGIN]
    rows, columns = (int(np.ceil(n / PX)) for n in inner.shape)
    padded = np.zeros((rows * PX, columns * PX), bool)
    padded[: inner.shape[0], : inner.shape[1]] = inner
    return np.asarray(padded.reshape(rows, PX, columns, PX).any(axis=(1, 3)))


def _wish(callout: Callout, view: View, scene: Scene, shape: tuple[int, ...]) -> labels.Wish:
    height, width = shape
    place = None if callout.place is None else (callout.place[0] * width, callout.place[1] * height)
    target = _target(callout, scene)
    passed = ways.strangers(callout, view, scene)
    price: Floats = np.where(cells(ways.own_mask(callout, scene)), STRANGE["own"], 0.0)
    for _, mask in passed.named:
        price = np.where(cells(mask), STRANGE["named"], price)
    price = np.where(cells(passed.soft), STRANGE["soft"], price)
    parts = _parts(passed.rest, scene)
    return labels.Wish(callout.text, target, place, _area(callout, scene, target), price, parts)


def _parts(rest: NDArray[np.int32], scene: Scene) -> labels.Parts:
    """What a leader may come over besides, one cell a point."""
    inner = rest[MARGIN:-MARGIN, MARGIN:-MARGIN]
    middle = PX // 2
    rows, columns = (int(np.ceil(n / PX)) for n in inner.shape)
    padded = np.zeros((rows * PX, columns * PX), np.int32)
    padded[: inner.shape[0], : inner.shape[1]] = inner
    numbers = padded[middle::PX, middle::PX]
    around = int(ways.AROUND)
    reach = {
        number: np.asarray(ndimage.binary_dilation(cells(whole), iterations=around))
        for number in np.unique(numbers[numbers > 0]).tolist()
        if (whole := scene.reaches[number - 1]) is not None
    }
    return labels.Parts(numbers, reach)


def _area(callout: Callout, scene: Scene, target: labels.Point) -> tuple[labels.Point, ...]:
    """Points where the leader may end as well: inside the part, near the target."""
    if callout.ends:
        return callout.ends
    mask = scene.of_name(callout.on)
    if callout.point or not mask.any():
        return (target,)
    kind = next(p.kind for p in scene.layers if p.name in (callout.on, *expand(callout.on)))
    if kind == "muscle" and (mask & (scene.tendon < 0)).any():
        mask = mask & (scene.tendon < 0)
    ys, xs = np.nonzero(_deep(mask))
    reach = max(ROAM.get(kind, 0.2) * max(np.ptp(xs), np.ptp(ys)) / PX, 3)
    x, y = (xs - MARGIN) / PX, (ys - MARGIN) / PX
    near = np.hypot(x - target[0], y - target[1]) <= reach
    found = {(int(a // 2), int(b // 2)): (float(a), float(b)) for a, b in zip(x[near], y[near], strict=True)}
    return (target, *found.values())


def _deep(mask: Mask) -> Mask:
    """What of a mask lies as far inside as a leader should end."""
    deep = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    return np.asarray(deep >= min(INSIDE * PX, 0.8 * deep.max()))


def _target(callout: Callout, scene: Scene) -> labels.Point:
    """Where a label points, in points from the drawing's corner: in the part as seen, or on a dashed outline."""
    if callout.ends:
        return callout.ends[0]
    if callout.point:
        x, y, _ = (scene.camera.pixels(np.array([callout.point]))[0] - MARGIN) / PX
        return float(x), float(y)
    mask = scene.of_name(callout.on)
    for name, full in scene.overlays + scene.full:
        if name == callout.on and not mask.any():
            mask = (
                scene.window & full & ~ndimage.binary_erosion(full, iterations=2) & ~scene.of_kind("muscle")
            )
    if not mask.any():
        raise SourceError(callout.where, f"{callout.on!r} is not seen in this view")
    ys, xs = np.nonzero(mask)
    x = xs.min() + callout.at[0] * (xs.max() - xs.min())
    y = ys.min() + callout.at[1] * (ys.max() - ys.min())
    distance = np.hypot(xs - x, ys - y) + np.where(_deep(mask)[ys, xs], 0, 1e4)
    k = int(np.argmin(distance))
    return float((xs[k] - MARGIN) / PX), float((ys[k] - MARGIN) / PX)


def to_parts(view: View, placed: list[labels.Placed]) -> list[labels.Placed]:
    """The words but for the names of X's and signs; ``placed``: orientation words first."""
    first = len(view.marks)
    named = zip(view.labels, placed[first:], strict=True)
    return [*placed[:first], *(word for callout, word in named if not callout.marks)]


def pointers(view: View, placed: list[labels.Placed]) -> tuple[tuple[str, str], ...]:
    """A triangle on the outer side of each orientation word, and a dot where each leader line to a part ends."""
    d = orientation.triangles(view.marks, placed)
    turn = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    circle = DOT * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    for p in to_parts(view, placed):
        if p.leader:
            d += path_data(fit_closed(np.array(p.leader[-1]) + circle, 0.2), True, UNITS_PER_POINT)
    return (("crest", d),) if d else ()


def figure_labels(view: View, placed: list[labels.Placed]) -> list[Label]:
    """One label a line; ``placed``: orientation words first."""
    marks: list[Mark] = [""] * len(view.marks)
    marks += ["spots" if callout.spots else "stay-off" if callout.stay_off else "" for callout in view.labels]
    return [label for p, mark in zip(placed, marks, strict=True) for label in _lines(p, mark)]


def _lines(placed: labels.Placed, mark: Mark) -> list[Label]:
    """The first line has the leader, and the others go on with its text."""

    def units(p: labels.Point) -> tuple[int, int]:
        return round(p[0] * UNITS_PER_POINT), round(p[1] * UNITS_PER_POINT)

    out = []
    for i, line in enumerate(placed.text.split("|")):
        sided = any(word in line.lower().split() for word in ("left", "right"))
        at = units((placed.at[0], placed.at[1] + i * labels.LINE))
        leader = () if i else tuple(units(p) for p in placed.leader)
        out.append(Label(line, at, cast(Anchor, placed.anchor), leader, sided, more=i > 0, mark=mark))
    return out


def bounds(
    scene: Scene, placed: Iterable[labels.Placed], where: Locator | None, corner: labels.Point, skin: Shape
) -> tuple[int, int, int, int]:
    """Tight round all ink and text, with a point to spare for line widths."""
    drawn: Mask = (scene.part > 0) | skin.mask
    for _, mask in scene.overlays + scene.full:
        drawn = drawn | mask
    ys, xs = np.nonzero(drawn & scene.window)
    boxes = [tuple(float(v - MARGIN) / PX for v in (xs.min(), ys.min(), xs.max(), ys.max()))]
    boxes += [p.box for p in placed]
    if where is not None:
        boxes.append((*corner, corner[0] + where.size[0], corner[1] + where.size[1]))
    low, high = _box(cast(list[labels.Box], boxes))
    x0, y0 = (int(np.floor((v - 1) * UNITS_PER_POINT)) for v in low)
    x1, y1 = (int(np.ceil((v + 1) * UNITS_PER_POINT)) for v in high)
    return x0, y0, x1, y1


def _box(boxes: list[labels.Box]) -> tuple[Floats, Floats]:
    """Upper left and lower right corner of all boxes."""
    all_of_them = np.array(boxes)
    return all_of_them[:, :2].min(axis=0), all_of_them[:, 2:].max(axis=0)
