"""Words and pointers of an anatomy figure: where labels point, where orientation words stand, what the
bounds are.

The search for free places is in `labels`; this module tells it what is drawn. It draws nothing but dots and
pointers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from scipy import ndimage

from handouts.figures import Label
from illustration.anatomy import labels
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene
from illustration.anatomy.view import Callout, Mark, View
from illustration.figurefile import UNITS_PER_POINT
from illustration.geometry.bezier import fit_closed, path_data, polyline_data
from illustration.sources import Source, SourceError

DOT = 1.0  # points: radius of the dot at the end of a leader line


def place_words(view: View, scene: Scene, source: Source) -> list[labels.Placed]:
    """Orientation marks first, then the labels round them."""
    height, width = (int(np.ceil((n - 2 * MARGIN) / PX)) for n in scene.shape)
    drawn = scene.part > 0
    for _, mask in scene.overlays + scene.full:
        drawn = drawn | (mask & ~ndimage.binary_erosion(mask, iterations=PX))
    cut: Mask = np.zeros((height * PX, width * PX), bool)
    inner = drawn[MARGIN:-MARGIN, MARGIN:-MARGIN]
    cut[: inner.shape[0], : inner.shape[1]] = inner
    ink: Mask = np.asarray(cut.reshape(height, PX, width, PX).any(axis=(1, 3)))
    wishes = [_wish(c, scene, width, height) for c in view.labels]
    fault = ""
    for shift in (0.0, 0.03, 0.97, 0.4, 0.7):  # other heights of the marks, if theirs leaves no room
        marks = _marks([replace(m, height=shift or m.height) for m in view.marks], ink, view.page)
        try:
            return marks + labels.place(wishes, ink, view.page, [m.box for m in marks])
        except ValueError as error:
            fault = str(error)
    raise SourceError(f"{source.path}:1:1", fault)


def _wish(callout: Callout, scene: Scene, width: int, height: int) -> labels.Wish:
    place = None if callout.place is None else (callout.place[0] * width, callout.place[1] * height)
    return labels.Wish(callout.text, _target(callout, scene), place)


def _marks(wanted: list[Mark], ink: Mask, page: labels.Point) -> list[labels.Placed]:
    taken = ink.copy()
    out = []
    for m in wanted:
        out.append(_mark(m.text, m.edge, m.height, taken, page))
        x0, y0, x1, y1 = (max(int(v), 0) for v in out[-1].box)
        taken[y0 : y1 + 1, x0 : x1 + 1] = True
    return out


def _mark(text: str, edge: str, height: float, ink: Mask, page: labels.Point) -> labels.Placed:
    """An orientation word on free paper to one side of the drawing, near `height` (0 top .. 1 bottom)."""
    rows, columns = ink.shape
    w, h = labels.text_width(text) + labels.POINTER, labels.ASCENT + labels.DESCENT
    wanted = float(np.clip(height * rows - h / 2, 0, rows - h))
    busy = np.asarray(ndimage.binary_dilation(ink, iterations=3))
    spare = max(page[0] - columns, 0)
    best = (float("inf"), 0.0, wanted)
    for top in np.arange(0, rows - h, 2).tolist():
        drawn = np.flatnonzero(ink[int(top) : int(top + h) + 1].any(axis=0))
        middle = float(drawn.mean()) if len(drawn) else columns / 2
        for x in np.arange(-spare, columns + spare - w, 2).tolist():
            beside = x + w < middle if edge == "left" else x > middle
            if not beside or labels.covered((x, top, x + w, top + h), busy):
                continue
            outside = max(-x, x + w - columns, 0)
            inside = min(max(x if edge == "left" else columns - w - x, 0), 40)
            best = min(best, (abs(top - wanted) + 0.5 * inside + 1.2 * outside, x, top))
    _, x, top = best
    at = (x + labels.POINTER if edge == "left" else x + w - labels.POINTER, top + labels.ASCENT)
    anchor = "start" if edge == "left" else "end"  # beside its pointer, however long the word becomes
    return labels.Placed(text, (x, top, x + w, top + h), at, anchor, ())


def pointers(view: View, placed: list[labels.Placed]) -> tuple[tuple[str, str], ...]:
    """A triangle on the outer side of each orientation word, and a dot where each leader line ends."""
    out = []
    for mark, word in zip(view.marks, placed, strict=False):
        sign = -1.0 if mark.edge == "left" else 1.0
        x = word.box[0] + 4.4 if mark.edge == "left" else word.box[2] - 4.4
        y = word.at[1] - 3.4
        corners = np.array([[x, y - 2.6], [x + sign * 4.2, y], [x, y + 2.6]])
        out.append(polyline_data(corners, True, UNITS_PER_POINT))
    for p in placed:
        if p.leader:
            turn = np.linspace(0, 2 * np.pi, 8, endpoint=False)
            ring = np.array(p.leader[-1]) + DOT * np.stack([np.cos(turn), np.sin(turn)], axis=1)
            out.append(path_data(fit_closed(ring, 0.2), True, UNITS_PER_POINT))
    return (("crest", "".join(out)),) if out else ()


def _target(callout: Callout, scene: Scene) -> labels.Point:
    """Where a label points, in points from the drawing's corner: on the part as seen, or on a dashed
    outline.
    """
    if callout.point:
        x, y, _ = (scene.camera.pixels(np.array([callout.point]))[0] - MARGIN) / PX
        return float(x), float(y)
    mask = scene.of_name(callout.on)
    for name, full in scene.overlays + scene.full:
        if name == callout.on and not mask.any():
            mask = full & ~ndimage.binary_erosion(full, iterations=2) & ~scene.of_kind("muscle")
    if not mask.any():
        raise SourceError(callout.where, f"{callout.on!r} is not seen in this view")
    ys, xs = np.nonzero(mask)
    x = xs.min() + callout.at[0] * (xs.max() - xs.min())
    y = ys.min() + callout.at[1] * (ys.max() - ys.min())
    deep = ndimage.distance_transform_edt(mask)[ys, xs]
    distance = np.hypot(xs - x, ys - y) - 0.8 * np.minimum(deep, 2 * PX)
    k = int(np.argmin(distance))
    return float((xs[k] - MARGIN) / PX), float((ys[k] - MARGIN) / PX)


def figure_label(placed: labels.Placed) -> Label:
    def units(p: labels.Point) -> tuple[int, int]:
        return round(p[0] * UNITS_PER_POINT), round(p[1] * UNITS_PER_POINT)

    anchor = {"start": "start", "middle": "middle", "end": "end"}[placed.anchor]
    sided = any(word in placed.text.split() for word in ("Left", "Right", "left", "right"))
    return Label(placed.text, units(placed.at), anchor, tuple(units(p) for p in placed.leader), sided)  # type: ignore[arg-type]


def bounds(scene: Scene, placed: Iterable[labels.Placed]) -> tuple[int, int, int, int]:
    """Tight round all ink and text, with a point to spare for line widths."""
    drawn = scene.part > 0
    for _, mask in scene.overlays + scene.full:
        drawn = drawn | mask
    drawn[:MARGIN], drawn[-MARGIN:], drawn[:, :MARGIN], drawn[:, -MARGIN:] = False, False, False, False
    ys, xs = np.nonzero(drawn)
    boxes = [
        (
            (xs.min() - MARGIN) / PX,
            (ys.min() - MARGIN) / PX,
            (xs.max() - MARGIN) / PX,
            (ys.max() - MARGIN) / PX,
        )
    ]
    boxes += [p.box for p in placed]
    low = [min(b[i] for b in boxes) - 1 for i in (0, 1)]
    high = [max(b[i] for b in boxes) + 1 for i in (2, 3)]
    x0, y0 = (int(np.floor(v * UNITS_PER_POINT)) for v in low)
    x1, y1 = (int(np.ceil(v * UNITS_PER_POINT)) for v in high)
    return x0, y0, x1, y1
