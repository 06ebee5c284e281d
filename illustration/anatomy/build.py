"""Draws one anatomy figure: view file and atlas in, figure file out. The command line of the tool calls
this module.

Nothing here measures: scene, tones, outlines, contours, fibres and labels do; this module puts their work
in painter's
order, writes it as integer paths and reports what breaks the rules of a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from handouts.figures import Label
from illustration.anatomy import credits, labels, tones
from illustration.anatomy.atlas import Atlas, AtlasError
from illustration.anatomy.contours import Stroke, inner_contours
from illustration.anatomy.fibres import Grain, fibre_strokes, grains
from illustration.anatomy.outlines import Line, find_borders, outlines
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene, build_scene, tendon_mask
from illustration.anatomy.view import Callout, View, read_view
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.bezier import Curve, fit_closed, fit_open, path_data, polyline_data, tapered
from illustration.geometry.trace import mask_outlines
from illustration.inputs import Inputs, Unavailable
from illustration.sources import Source, SourceError

VERSION = "anatomy-1"
SCALE = UNITS_PER_POINT / PX
TOLERANCE = 0.16 * PX  # pixels
DOT = 1.0  # points: radius of the dot at the end of a leader line
MAX_BYTES = 23_000  # of path data, so that the whole file stays within 25 KB
_ATLASES: dict[str, Atlas] = {}


@dataclass(frozen=True)
class _Work:
    """What is measured once for a scene, whatever the fineness of the drawing."""

    scene: Scene
    bone_shade: Mask
    muscle_shade: Mask
    pale: Mask
    tendon: Mask
    crests: list[Stroke]
    lines: list[Line]
    grain: list[Grain]


class _Paper:
    """Paths in painter's order, neighbours of one class joined into one path."""

    def __init__(self) -> None:
        self.paths: list[tuple[str, list[str]]] = []

    def add(self, style: str, curve: Curve, closed: bool) -> None:
        d = path_data(curve, closed, SCALE, (MARGIN, MARGIN))
        if not d:
            return
        if not self.paths or self.paths[-1][0] != style:
            self.paths.append((style, []))
        self.paths[-1][1].append(d)

    def fill(self, style: str, mask: Mask, tolerance: float, smallest: float, sigma: float = 5.0) -> None:
        """Outlines of a mask; `smallest`: square points."""
        for ring in mask_outlines(mask, sigma, smallest * PX * PX):
            self.add(style, fit_closed(ring - 0.5, tolerance), True)

    def strokes(self, style: str, strokes: Iterable[Stroke], tolerance: float) -> None:
        for s in strokes:
            self.add(style, tapered(s.points, s.widths, tolerance), True)

    def joined(self) -> tuple[tuple[str, str], ...]:
        return tuple((style, "".join(parts)) for style, parts in self.paths)


def build(source: Source, inputs: Inputs) -> Built:
    """Draw the figure of a view file. Raises SourceError, or Unavailable without an atlas."""
    view = read_view(source)
    if inputs.atlas is None:
        raise Unavailable(
            f"anatomy/{source.slug}: drawing anatomy needs the atlas: "
            "name its folder with --atlas DIR or in HANDOUTS_ATLAS"
        )
    try:
        atlas = _ATLASES.setdefault(str(inputs.atlas), Atlas(inputs.atlas))
        scene = build_scene(view, atlas)
    except AtlasError as error:
        raise Unavailable(f"anatomy/{source.slug}: {error}") from None
    placed = _labels(view, scene, source)
    paths = _draw(view, scene) + _pointers(view, placed)
    figure = Figure(
        slug=source.slug,
        kind="anatomy",
        title=view.title,
        caption=view.caption,
        alt=view.alt,
        licence=credits.LICENCE,
        credits=credits.CREDITS,
        credit_short=credits.SHORT,
        changes=credits.CHANGES,
        source_file=f"anatomy/{source.path.name}",
        source_sha256=source.sha256(VERSION),
        side=view.side,
        bounds=_bounds(scene, placed),
        paths=paths,
        labels=tuple(_label(p) for p in placed),
    )
    return Built(figure, tuple(problems(figure, view)))


def _draw(view: View, scene: Scene) -> tuple[tuple[str, str], ...]:
    """All paths; coarser fitting and wider fibre gaps are tried until the data fit."""
    pale, tendon = tones.tendon_edges(scene, tendon_mask(scene))
    borders = find_borders(scene, pale)
    work = _Work(
        scene=scene,
        bone_shade=tones.shade(scene, ("bone",), tones.BONE_DARK),
        muscle_shade=tones.shade(scene, ("muscle",), tones.MUSCLE_DARK),
        pale=pale,
        tendon=tendon,
        crests=inner_contours(scene, borders.edge, view.inner, view.plain),
        lines=outlines(scene, borders),
        grain=grains(scene, borders.edge),
    )
    tolerance, gap = TOLERANCE, view.fibre_gap
    while True:
        paths = _paint(work, gap, tolerance)
        size = sum(len(d) for _, d in paths)
        if size <= MAX_BYTES or gap > 2.5 * view.fibre_gap:
            return paths
        factor = float(np.clip((size / MAX_BYTES) ** 1.5, 1.1, 2))
        tolerance, gap = tolerance * factor, gap * factor**0.6


def _paint(work: _Work, gap: float, tol: float) -> tuple[tuple[str, str], ...]:
    """Painter's order. `gap`: points between fibre lines; `tol`: fitting tolerance in pixels."""
    paper, scene = _Paper(), work.scene
    paper.fill("ghost-fill", scene.of_kind("neighbour", "far"), tol * 2.2, 12, 7)
    paper.fill("bone", scene.of_kind("bone"), tol * 1.3, 5.5)
    paper.fill("bone-shade", work.bone_shade, tol * 1.8, 9, 8)
    paper.strokes("crest", work.crests, tol * 1.2)
    paper.fill("muscle", scene.of_kind("muscle"), tol * 1.3, 4)
    paper.fill("muscle-shade", work.muscle_shade, tol * 1.8, 9, 8)
    paper.fill("muscle-pale", work.pale, tol * 1.2, 3, 3)
    paper.fill("tendon", work.tendon | scene.of_kind("tendon"), tol * 1.2, 3, 3)
    paper.fill("nerve", scene.of_kind("nerve"), tol * 1.2, 3, 3)
    paper.strokes("strand", fibre_strokes(work.grain, scene.normal, work.tendon, gap), tol)
    for line in work.lines:
        loose = tol * 1.8 if line.style == "neighbour" else tol
        curve = fit_closed(line.points, loose) if line.closed else fit_open(line.points, loose)
        paper.add(line.style, curve, line.closed)
    _dashes(scene, paper, tol)
    return paper.joined()


def _dashes(scene: Scene, paper: _Paper, tolerance: float) -> None:
    """Overlying muscles and hidden stretches of the subject, as dashed outlines that stop at the crop."""
    height, width = scene.shape
    for name, mask in scene.overlays + scene.full:
        hidden_only = any(name == n for n, _ in scene.full)
        seen = ndimage.binary_dilation(scene.of_name(name), iterations=int(1.2 * PX)) if hidden_only else None
        for ring in mask_outlines(mask, 9 if hidden_only else 16, 60 * PX * PX):
            x, y = (
                np.clip(ring[:, 0].astype(int), 0, width - 1),
                np.clip(ring[:, 1].astype(int), 0, height - 1),
            )
            shown = (x > MARGIN) & (x < width - MARGIN) & (y > MARGIN) & (y < height - MARGIN)
            if seen is not None:
                shown &= ~seen[y, x]
            if shown.all():
                paper.add("overlay", fit_closed(ring - 0.5, tolerance * 1.5), True)
                continue
            gaps = np.flatnonzero(~shown)
            ring, shown = np.roll(ring, -gaps[0], axis=0), np.roll(shown, -gaps[0])
            pieces, count = ndimage.label(shown)
            for k in range(1, count + 1):
                piece = ring[pieces == k]
                if len(piece) > 4 * PX:
                    paper.add("overlay", fit_open(piece - 0.5, tolerance * 1.5), False)


def _labels(view: View, scene: Scene, source: Source) -> list[labels.Placed]:
    """Orientation marks first, then the labels round them."""
    height, width = (int(np.ceil((n - 2 * MARGIN) / PX)) for n in scene.shape)
    drawn = scene.part > 0
    for _, mask in scene.overlays + scene.full:
        drawn = drawn | (mask & ~ndimage.binary_erosion(mask, iterations=PX))
    cut: Mask = np.zeros((height * PX, width * PX), bool)
    inner = drawn[MARGIN:-MARGIN, MARGIN:-MARGIN]
    cut[: inner.shape[0], : inner.shape[1]] = inner
    ink: Mask = np.asarray(cut.reshape(height, PX, width, PX).any(axis=(1, 3)))
    taken = ink.copy()
    marks = []
    for m in view.marks:
        marks.append(_mark(m.text, m.edge, m.height, taken, view.page))
        x0, y0, x1, y1 = (max(int(v), 0) for v in marks[-1].box)
        taken[y0 : y1 + 1, x0 : x1 + 1] = True
    wishes = [
        labels.Wish(
            c.text, _target(c, scene), None if c.place is None else (c.place[0] * width, c.place[1] * height)
        )
        for c in view.labels
    ]
    try:
        placed = labels.place(wishes, ink, view.page, [m.box for m in marks])
    except ValueError as error:
        raise SourceError(f"{source.path}:1:1", str(error)) from None
    return marks + placed


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
    at = (x + labels.POINTER if edge == "left" else x, top + labels.ASCENT)
    return labels.Placed(text, (x, top, x + w, top + h), at, "start", ())


def _pointers(view: View, placed: list[labels.Placed]) -> tuple[tuple[str, str], ...]:
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


def _label(placed: labels.Placed) -> Label:
    def units(p: labels.Point) -> tuple[int, int]:
        return round(p[0] * UNITS_PER_POINT), round(p[1] * UNITS_PER_POINT)

    anchor = {"start": "start", "middle": "middle", "end": "end"}[placed.anchor]
    sided = any(word in placed.text.split() for word in ("Left", "Right", "left", "right"))
    return Label(placed.text, units(placed.at), anchor, tuple(units(p) for p in placed.leader), sided)  # type: ignore[arg-type]


def _bounds(scene: Scene, placed: Iterable[labels.Placed]) -> tuple[int, int, int, int]:
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


def problems(figure: Figure, view: View) -> list[str]:
    """What breaks the rules of an anatomy figure."""
    found = []
    count = len(figure.labels) - len(view.marks)
    if not 2 <= count <= 5:
        found.append(f"{count} labels; an anatomy figure has 2 to 5")
    if sum(len(d) for _, d in figure.paths) > 25_000:
        found.append("more than 25 KB of paths")
    x0, y0, x1, y1 = figure.bounds
    if x1 - x0 > (view.page[0] + 3) * UNITS_PER_POINT or y1 - y0 > (view.page[1] + 3) * UNITS_PER_POINT:
        found.append(f"{(x1 - x0) / UNITS_PER_POINT:.0f} x {(y1 - y0) / UNITS_PER_POINT:.0f} pt is too large")
    leaders = [label.leader for label in figure.labels if label.leader]
    for i, a in enumerate(leaders):
        for b in leaders[:i]:
            if labels.segments_cross(a[0], a[-1], b[0], b[-1]):
                found.append("two leader lines cross")
    return found
