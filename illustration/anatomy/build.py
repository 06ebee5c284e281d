"""Draws one anatomy figure: view file and atlas in, figure file out. The command line of the tool calls
this module.

Nothing here measures: scene, skin, joints, tones, outlines, contours, fibres, locator, labels and checks do; this
module puts their work in painter's order and writes it as integer paths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np
from scipy import ndimage

from handouts.figures import Drawing, Label
from illustration import copied, loose
from illustration.anatomy import checks, credits, joints, lettering, locator, marking, saying, spots, tones
from illustration.anatomy import skin as skins
from illustration.anatomy.atlas import GROUPS, Atlas, AtlasError, PartError, expand
from illustration.anatomy.contours import Stroke, inner_contours
from illustration.anatomy.fibres import Grain, fibre_strokes, grains
from illustration.anatomy.locator import Locator
from illustration.anatomy.outlines import Line, find_borders, outlines
from illustration.anatomy.paper import Paper, in_window, lines_within, runs, strokes_within
from illustration.anatomy.scene import PX, Mask, Scene, build_scene, tendon_mask
from illustration.anatomy.skin import Shape
from illustration.anatomy.view import BETWEEN, View, read_views
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.mesh import Floats
from illustration.geometry.trace import mask_outlines
from illustration.inputs import BadInput, Inputs, Unavailable
from illustration.registration import registration
from illustration.sources import Node, Source, SourceError

VERSION = "anatomy 10"
TOLERANCE = 0.16 * PX  # pixels
MAX_BYTES = 22_300  # of path data, so that the whole file with its words stays within 25,000
LEAST_BYTES = 3_000  # for the drawing itself, however many pictures share a figure
set_problems = checks.of_set
PLAIN = ("sacrum", "coccyx")  # bones without inner lines: brows, a nose and a mouth would make a face of them


@dataclass(frozen=True)
class _Work:
    """What is measured once for a scene, whatever the fineness of the drawing."""

    scene: Scene
    skin: Shape
    bone_shade: Mask
    muscle_shade: Mask
    pale: Mask
    tendon: Mask
    crests: list[Stroke]
    lines: list[Line]
    grain: list[Grain]
    foramina: list[Floats]
    balls: list[Floats]
    crosses: list[Floats]
    signs: list[tuple[Floats, bool]]


@dataclass(frozen=True)
class _Picture:
    """One picture of a figure, in units of the file."""

    paths: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...]
    bounds: tuple[int, int, int, int]
    problems: tuple[str, ...]
    seen: frozenset[str] = frozenset()
    dashed: bool = False
    ended: tuple[float, ...] = ()


def build(source: Source, inputs: Inputs) -> Built:
    """Draw the figure of a view file. Raises SourceError, Unavailable without an atlas, or BadInput if the folder
    named is none."""
    views = read_views(source)
    if inputs.atlas is None:
        raise Unavailable(
            f"anatomy/{source.slug}: drawing anatomy needs the atlas: "
            "name its folder with --atlas DIR or in HANDOUTS_ATLAS"
        )
    try:
        spotted = spots.trigger_points(source, inputs.atlas)
        pictures = [_picture(view, source, inputs.atlas, MAX_BYTES // len(views), spotted) for view in views]
    except PartError as error:
        raise _misnamed(source.root, error) from None
    except AtlasError as error:
        raise BadInput(f"anatomy/{source.slug}: {error}") from None
    joined, panels = _in_a_row(pictures)
    view = views[0]
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
        bounds=joined.bounds,
        paths=joined.paths,
        labels=joined.labels,
        panels=panels,
    )
    page = (sum(v.page[0] for v in views) + BETWEEN * (len(views) - 1), view.page[1])
    seen = frozenset(name for picture in pictures for name in picture.seen)
    ended = tuple(end for picture in pictures for end in picture.ended)
    told = saying.problems(view, seen, any(picture.dashed for picture in pictures))
    return Built(figure, (*joined.problems, *checks.of_figure(figure, page), *told), ended=ended)


def file_problems(drawing: Drawing) -> list[str]:
    """What is wrong with a built figure: loose pieces of the skin's outline, a muscle that a copy loses."""
    return [*loose.problems(drawing), *copied.problems(drawing)]


def _misnamed(root: Node, error: PartError) -> SourceError:
    """The mistake at the word of the view that names a part which the atlas lacks."""
    keys = root.mapping()
    for holder in (
        keys,
        *(node.mapping() for node in (keys["pictures"].items() if "pictures" in keys else ())),
    ):
        for key in ("bones", "far_bones", "neighbours", "overlying", "muscles", "locate"):
            for node in holder[key].texts() if key in holder else ():
                if error.name in (part.lstrip("~") for part in expand(node.text())):
                    near = get_close_matches(node.text().lstrip("~"), (*error.known, *GROUPS), 1)
                    hint = (
                        f"did you mean {near[0]!r}?" if near else "parts.json in its folder lists the parts"
                    )
                    return node.fail(str(error), hint)
    return root.fail(str(error))


def _picture(
    view: View, source: Source, folder: Path, most: int, spotted: tuple[spots.Spot, ...]
) -> _Picture:
    """One picture of at most so many bytes, with an X on each trigger point that it can show.

    Raises AtlasError, SourceError.
    """
    atlas = registration(folder).atlas if view.body else Atlas(folder)
    scene = build_scene(view, atlas)
    skin = skins.shape(view, scene, folder) if view.body else skins.nothing(scene)
    where = _locator(view, scene, folder, atlas) if view.body and view.locator else None
    spotted = spotted if view.body else ()
    view = marking.aimed(view, scene, spots.seen(scene, spotted))
    signs = marking.signs(view)
    placed, corner = lettering.place_words(view, scene, source, where, skin)
    over = [word.leader for word in lettering.to_parts(view, placed)]
    pressed = spots.seen(scene, spotted, over, signs)
    ended = checks.ends(view, scene, placed)
    problems = tuple(checks.problems(view, scene, placed, ended))
    if where is not None:
        box = (*corner, corner[0] + where.size[0], corner[1] + where.size[1])
        problems += tuple(checks.on_body(placed, box))
    placed = marking.ended(view, placed, pressed)
    words = lettering.pointers(view, placed)
    if where is not None:
        words += locator.paths(where, corner)
    room = max(most - sum(len(d) for _, d in words), LEAST_BYTES)
    drawn = _draw(view, scene, atlas, skin, room, spots.crosses(pressed), signs)
    return _Picture(
        paths=drawn + words,
        labels=tuple(lettering.figure_labels(view, placed)),
        bounds=lettering.bounds(scene, placed, where, corner, skin),
        problems=problems,
        ended=tuple(end.inside for end in ended if end and end.wanted == checks.INSIDE),
        seen=saying.seen(scene),
        dashed=any((mask & scene.window).any() for _, mask in scene.overlays),
    )


def _locator(view: View, scene: Scene, folder: Path, atlas: Atlas) -> Locator:
    meshes = [atlas.part(name, 0) for name in locator.subjects(view)]
    middle = np.concatenate([m.vertices for m in meshes]).mean(axis=0) @ scene.camera.axes.T
    x0, x1, y0, y1 = view.crop
    corners = np.array([[x, y, middle[2]] for x in (x0, x1) for y in (y0, y1)]) @ scene.camera.axes
    return locator.locator(folder, view.azimuth, view.elevation, meshes, corners)


def _in_a_row(pictures: Sequence[_Picture]) -> tuple[_Picture, tuple[tuple[int, int], ...]]:
    """Pictures side by side on one base line, with their left and right edges; one alone has none."""
    if len(pictures) == 1:
        return pictures[0], ()
    paths: list[tuple[str, str]] = []
    words: list[Label] = []
    panels: list[tuple[int, int]] = []
    height = max(p.bounds[3] - p.bounds[1] for p in pictures)
    left = 0
    for p in pictures:
        dx, dy = left - p.bounds[0], height - p.bounds[3]
        paths += [(style, _shifted(d, dx, dy)) for style, d in p.paths]
        words += [
            replace(w, at=(w.at[0] + dx, w.at[1] + dy), leader=tuple((x + dx, y + dy) for x, y in w.leader))
            for w in p.labels
        ]
        right = left + p.bounds[2] - p.bounds[0]
        panels.append((left, right))
        left = right + round(BETWEEN * UNITS_PER_POINT)
    problems = tuple(f"picture {i}: {text}" for i, p in enumerate(pictures, 1) for text in p.problems)
    return _Picture(tuple(paths), tuple(words), (0, 0, panels[-1][1], height), problems), tuple(panels)


def _shifted(d: str, dx: int, dy: int) -> str:
    """Path data moved; all its coordinates are absolute."""
    numbers = iter(range(len(d)))

    def moved(match: re.Match[str]) -> str:
        return str(int(match[0]) + (dy if next(numbers) % 2 else dx))

    return re.sub(r"-?\d+", moved, d)


def _draw(
    view: View,
    scene: Scene,
    atlas: Atlas,
    skin: Shape,
    room: int,
    crosses: list[Floats],
    signs: list[spots.Pixel],
) -> tuple[tuple[str, str], ...]:
    """All paths; coarser fitting and wider fibre gaps are tried until the data fit into the room (bytes)."""
    pale, tendon = tones.tendon_edges(scene, tendon_mask(scene), view.fringe)
    borders = find_borders(scene, pale)
    contours = inner_contours(scene, borders.edge, view.inner, (*view.plain, *PLAIN))
    work = _Work(
        scene=scene,
        skin=skin,
        bone_shade=tones.shade(scene, ("bone",), tones.BONE_DARK, PLAIN) & scene.window,
        muscle_shade=tones.shade(scene, ("muscle",), tones.MUSCLE_DARK) & scene.window,
        pale=pale & scene.window,
        tendon=tendon & scene.window,
        crests=strokes_within(contours, scene.shape),
        lines=lines_within(outlines(scene, borders, plain=PLAIN), scene.shape),
        grain=grains(scene, borders.edge),
        foramina=joints.foramina(view, scene),
        balls=joints.balls(scene, atlas),
        crosses=crosses,
        signs=list(marking.strokes(signs)),
    )
    tolerance, gap = TOLERANCE, view.fibre_gap
    while True:
        paths = _paint(work, gap, tolerance)
        size = sum(len(d) for _, d in paths)
        if size <= room or gap > 4 * view.fibre_gap:
            return paths
        factor = float(np.clip((size / room) ** 1.5, 1.1, 2))
        tolerance, gap = tolerance * factor, gap * factor**0.5


def _paint(work: _Work, gap: float, tol: float) -> tuple[tuple[str, str], ...]:
    """Painter's order. `gap`: points between fibre lines; `tol`: fitting tolerance in pixels."""
    paper, scene = Paper(), work.scene
    paper.flat("body", work.skin.mask)
    for points, closed in work.skin.lines:
        paper.line("body-line", points - 0.5, closed, tol * 2.5)
    paper.fill("ghost-fill", scene.of_kind("neighbour", "far"), tol * 2.2, 12, 7)
    paper.fill("bone", scene.of_kind("bone"), tol * 1.3, 5.5)
    paper.fill("cartilage", scene.of_kind("cartilage"), tol * 1.3, 1.0, 3)
    paper.fill("bone-shade", work.bone_shade, tol * 1.8, 9, 8)
    paper.strokes("crest", work.crests, tol * 1.2)
    for ring in work.foramina:
        paper.line("crest", ring, True, tol * 1.5)
    for arc in work.balls:
        paper.line("ball", arc, False, tol * 1.5)
    paper.fill("muscle", scene.of_kind("muscle"), tol * 1.3, 4)
    paper.fill("muscle-shade", work.muscle_shade, tol * 1.8, 9, 8)
    paper.fill("muscle-pale", work.pale, tol * 1.2, 3, 3)
    paper.fill("tendon", work.tendon | scene.of_kind("tendon"), tol * 1.2, 3, 3)
    paper.fill("nerve", scene.of_kind("nerve"), tol * 1.2, 3, 3)
    strands = fibre_strokes(work.grain, scene.normal, work.tendon, gap)
    paper.strokes("strand", strokes_within(strands, scene.shape), tol)
    for line in work.lines:
        paper.line(line.style, line.points, line.closed, tol * 1.8 if line.style == "neighbour" else tol)
    _dashes(scene, paper, tol)
    for style in ("x-halo", "x"):
        for stroke in work.crosses:
            paper.straight(style, stroke)
    for style in ("stay-off-halo", "stay-off"):
        for points, closed in work.signs:
            if closed:
                paper.line(style, points, True, tol)
            else:
                paper.straight(style, points)
    return paper.joined()


def _dashes(scene: Scene, paper: Paper, tolerance: float) -> None:
    """Overlying muscles and hidden stretches of the subject, as dashed outlines that run out at the window."""
    height, width = scene.shape
    hidden_parts = {name for name, _ in scene.full}
    for name, mask in scene.overlays + scene.full:
        behind = name in hidden_parts
        seen = ndimage.binary_dilation(scene.of_name(name), iterations=int(1.2 * PX)) if behind else None
        for ring in mask_outlines(mask, 9 if behind else 16, 60 * PX * PX):
            shown = in_window(ring, scene.shape)
            if seen is not None:
                x, y = (np.clip(ring[:, k].astype(int), 0, n - 1) for k, n in ((0, width), (1, height)))
                shown &= ~seen[y, x]
            if shown.all():
                paper.line("overlay", ring - 0.5, True, tolerance * 1.5)
                continue
            for run in runs(ring, shown, True, 4 * PX):
                paper.line("overlay", ring[run] - 0.5, False, tolerance * 1.5)
