"""Draws one anatomy figure: view file and atlas in, figure file out. The command line of the tool calls
this module.

Nothing here measures: scene, tones, outlines, contours, fibres and labels do; this module puts their work
in painter's order, writes it as integer paths and reports what breaks the rules of a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy import ndimage

from illustration.anatomy import credits, labels, lettering, tones
from illustration.anatomy.atlas import GROUPS, Atlas, AtlasError, PartError, expand
from illustration.anatomy.contours import Stroke, inner_contours
from illustration.anatomy.fibres import Grain, fibre_strokes, grains
from illustration.anatomy.outlines import Line, find_borders, outlines
from illustration.anatomy.scene import MARGIN, PX, Mask, Scene, build_scene, tendon_mask
from illustration.anatomy.view import View, read_view
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.bezier import Curve, fit_closed, fit_open, path_data, tapered
from illustration.geometry.trace import mask_outlines
from illustration.inputs import BadInput, Inputs, Unavailable
from illustration.sources import Node, Source, SourceError

VERSION = "anatomy 2"
SCALE = UNITS_PER_POINT / PX
TOLERANCE = 0.16 * PX  # pixels
MAX_BYTES = 22_500  # of path data, so that the whole file with its words stays within 25,000


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


@lru_cache(maxsize=1)
def _atlas(folder: Path) -> Atlas:
    return Atlas(folder)


def build(source: Source, inputs: Inputs) -> Built:
    """Draw the figure of a view file. Raises SourceError, Unavailable without an atlas, or BadInput if the folder
    named is none."""
    view = read_view(source)
    if inputs.atlas is None:
        raise Unavailable(
            f"anatomy/{source.slug}: drawing anatomy needs the atlas: "
            "name its folder with --atlas DIR or in HANDOUTS_ATLAS"
        )
    try:
        scene = build_scene(view, _atlas(inputs.atlas))
    except PartError as error:
        raise _misnamed(source.root, error) from None
    except AtlasError as error:
        raise BadInput(f"anatomy/{source.slug}: {error}") from None
    placed = lettering.place_words(view, scene, source)
    paths = _draw(view, scene) + lettering.pointers(view, placed)
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
        bounds=lettering.bounds(scene, placed),
        paths=paths,
        labels=tuple(lettering.figure_label(p) for p in placed),
    )
    return Built(figure, tuple(problems(figure, view)))


def _misnamed(root: Node, error: PartError) -> SourceError:
    """The mistake at the word of the view that names a part which the atlas lacks."""
    keys = root.mapping()
    for key in ("bones", "far_bones", "neighbours", "overlying", "muscles"):
        for node in keys[key].texts() if key in keys else ():
            if error.name in (part.lstrip("~") for part in expand(node.text())):
                near = get_close_matches(node.text().lstrip("~"), (*error.known, *GROUPS), 1)
                hint = f"did you mean {near[0]!r}?" if near else "parts.json in its folder lists the parts"
                return node.fail(str(error), hint)
    return root.fail(str(error))


def _draw(view: View, scene: Scene) -> tuple[tuple[str, str], ...]:
    """All paths; coarser fitting and wider fibre gaps are tried until the data fit."""
    pale, tendon = tones.tendon_edges(scene, tendon_mask(scene), view.fringe)
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
        if size <= MAX_BYTES or gap > 4 * view.fibre_gap:
            return paths
        factor = float(np.clip((size / MAX_BYTES) ** 1.5, 1.1, 2))
        tolerance, gap = tolerance * factor, gap * factor**0.5


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
