"""Exercise figures: pose file in, figure and its violations out. Puts panels, ghost, signs and insets together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from handouts.figures import Drawing, Label
from handouts.figures.drawing import Anchor
from illustration import copied
from illustration.anatomy import credits
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.mesh import Floats
from illustration.inputs import Inputs, Unavailable
from illustration.people import checks, faces, insets, lettering, marks, prints, signs, told, xray
from illustration.people.ghosts import ghost
from illustration.people.ground import shadow
from illustration.people.linework import paint
from illustration.people.panels import GAP, NUMBER_SIZE, Panel, arrange, solved
from illustration.people.paths import Grid, Painted
from illustration.people.render import View, render
from illustration.people.room import Posed, solve_pose
from illustration.people.spec import FigureSpec, read_figure
from illustration.registration import Registration
from illustration.sources import Source

VERSION = "people 8"
LICENCE = "CC-BY-4.0"
CREDITS = ("Body after the MakeHuman base mesh (makehumancommunity.org), CC0 1.0",)
_PIXELS = 8  # drawing pixels per printed point
_EDGE = 8  # figure units around everything
_DIGIT = 6.0  # points: the widest digit of a panel's number
_UNITS_PER_PIXEL = UNITS_PER_POINT / _PIXELS


def build(source: Source, inputs: Inputs) -> Built:
    """Solve and draw one exercise. Raises SourceError for a bad pose file, Unavailable without the body
    data."""
    spec = read_figure(source.root)
    if spec.size[0] <= (gaps := GAP * (len(spec.panels) - 1) + NUMBER_SIZE):
        raise source.root.mapping()["size"].fail(
            f"{len(spec.panels)} panels do not fit into {spec.size[0]:g} points", f"give more than {gaps:g}"
        )
    start = solve_pose(spec.person, spec.ghost) if spec.ghost else None
    atlas = None
    if needs_atlas(spec):
        if inputs.atlas is None:
            raise Unavailable(
                f"exercises/{source.slug}: drawing what lies under the skin needs the atlas: "
                "name its folder with --atlas DIR or in HANDOUTS_ATLAS"
            )
        atlas = xray.registered(inputs.atlas)
    panels = [solved(spec, pose, start if i == 0 else None) for i, pose in enumerate(spec.panels)]
    scale, corners = arrange(panels, spec)
    paths: list[Painted] = []
    labels: list[Label] = []
    views: list[View] = []
    found: list[str] = []
    for k, (panel, corner) in enumerate(zip(panels, corners, strict=True)):
        drawn = _draw(panel, scale, corner, atlas)
        if len(panels) > 1:
            labels.append(_number(k + 1, corner, panel.width * scale, drawn.paths, corners[1][0] > 0))
        paths += drawn.paths
        labels += drawn.labels
        views.append(drawn.view)
        found += [f"panel {k + 1}: {text}" for text in drawn.problems]
    problems = [f"panel {k + 1}: {text}" for k, panel in enumerate(panels) for text in panel.posed.problems]
    problems += [f"ghost: {text}" for text in start.problems] if start else []
    exercises = inputs.data.parent / "exercises"
    problems += [*found, *_hidden(panels, views, start)]
    problems += checks.movement(spec, told.repeats(exercises, source.slug))
    problems += checks.marked(spec, told.feels(exercises, source.slug))
    edges = _in_a_row(panels, corners, scale)
    figure = Figure(
        slug=source.slug,
        kind="exercise",
        title=spec.title,
        caption=spec.caption,
        alt=spec.alt,
        licence=credits.LICENCE if atlas else LICENCE,
        credits=(*CREDITS, *credits.CREDITS) if atlas else CREDITS,
        credit_short=credits.SHORT if atlas else "",
        changes=credits.CHANGES if atlas else "",
        source_file=f"exercises/{source.path.name}",
        source_sha256=source.sha256(VERSION),
        side=spec.side,
        bounds=bounds(paths, labels + _turned(labels, edges)),
        paths=tuple(paths),
        labels=tuple(labels),
        panels=edges,
    )
    return Built(figure, tuple(problems))


_TURNED: Mapping[str, Anchor] = MappingProxyType({"start": "end", "middle": "middle", "end": "start"})


def _turned(labels: list[Label], edges: tuple[tuple[int, int], ...]) -> list[Label]:
    """Where labels stand when the figure is drawn for the other side, each panel turned inside its own edges; none
    where the whole figure is turned."""
    out = []
    for label in labels if edges else ():
        x, y = label.at
        left, right = min(edges, key=lambda e: abs(e[0] + e[1] - 2 * x))
        out.append(replace(label, at=(left + right - x, y), anchor=_TURNED[label.anchor]))
    return out


def _in_a_row(panels: list[Panel], corners: list[Floats], scale: float) -> tuple[tuple[int, int], ...]:
    """Left and right edges of panels that stand side by side, in figure units; none otherwise."""
    if len(panels) < 2 or corners[1][0] == 0.0:
        return ()
    units = UNITS_PER_POINT
    return tuple(
        (round(float(corner[0]) * units), round(float(corner[0] + panel.width * scale) * units))
        for panel, corner in zip(panels, corners, strict=True)
    )


def needs_atlas(spec: FigureSpec) -> bool:
    """Whether an inset looks through the skin: such a figure derives from the atlas and carries its licence."""
    return any("xray" in node.mapping() for pose in spec.panels for node in pose.insets)


def _number(number: int, corner: Floats, wide: float, paths: list[Painted], in_row: bool) -> Label:
    """The number of a panel at its upper left corner; before the panel (unless another stands there) or at its upper
    right corner where that place is taken. ``corner`` and ``wide`` in points."""
    ink = (
        np.array([int(n) for _, d in paths for n in re.findall(r"-?\d+", d)]).reshape(-1, 2) / UNITS_PER_POINT
    )
    places = [corner[0], corner[0] + wide - _DIGIT]
    if not in_row:
        places.insert(1, corner[0] - _DIGIT - 1)
    low, high = np.array([-1.0, 0.0]), np.array([_DIGIT + 1, NUMBER_SIZE])
    free = []
    for x in places:
        at = np.array([x, corner[1]])
        if not ((ink > at + low) & (ink < at + high)).all(axis=1).any():
            free.append(x)
    base = corner[1] + NUMBER_SIZE * 0.75
    x = free[0] if free else places[0]
    return Label(str(number), (int(x * UNITS_PER_POINT), int(base * UNITS_PER_POINT)), "start")


@dataclass(frozen=True, eq=False)
class Drawn:
    """One panel in figure units, what was seen, and what is wrong with it."""

    paths: list[Painted]
    labels: list[Label]
    view: View
    problems: list[str]


def _draw(panel: Panel, scale: float, corner: Floats, atlas: Registration | None) -> Drawn:
    """All paths and labels of one panel in figure units."""
    spec, posed, styles = panel.spec, panel.posed, panel.model.styles
    ppm = scale * _PIXELS
    grid = Grid(_UNITS_PER_PIXEL, tuple(-corner * _PIXELS))
    view = render(posed, panel.model, panel.view, panel.low, panel.high, ppm)
    out: list[Painted] = []
    start = None
    if panel.ghost:
        start = panel.ghost[0]
        out += ghost(render(*panel.ghost, panel.view, panel.low, panel.high, ppm), view, grid)
    out += paint(view, styles, grid, shadow(panel.model, view))
    out += prints.strokes(posed, view, grid)
    out += faces.strokes(posed, view, grid)

    def place(point: Floats) -> Floats:
        return np.asarray(corner * UNITS_PER_POINT + view.project(point) * _UNITS_PER_PIXEL)

    for ring in marks.rings(spec, posed):
        out += signs.press_ring(place(ring.point), ring.radius * UNITS_PER_POINT)
    for a in marks.arrows(spec, posed, start):
        out += signs.arrow(place(a.start), place(a.end), a.bend, UNITS_PER_POINT, a.double)
    labels: list[Label] = []
    views = [view]
    problems = checks.signs(spec, posed, view, styles, start, _PIXELS)
    for node in spec.insets:
        inset = insets.read(panel, node)
        drawn, named, seen = insets.draw(inset, panel, scale, corner, _PIXELS, atlas)
        out += drawn
        labels += named
        views.append(seen)
        if inset.ring and (wrong := checks.ring(inset.ring, seen, styles, _PIXELS)):
            problems.append(f"inset: {wrong}")
    problems += checks.felt_seen(spec, views, _PIXELS) + checks.hands(spec, posed)
    return Drawn(out, labels, view, problems)


def _hidden(panels: list[Panel], views: list[View], start: Posed | None) -> list[str]:
    """Limbs that move from the start or from one panel to the next and cannot be seen."""
    out = []
    for k, (panel, view) in enumerate(zip(panels, views, strict=True)):
        before = panels[k - 1].posed if k else start
        limbs = checks.working(panel.spec, panel.posed, before, panel.ghost[0] if panel.ghost else None)
        found = checks.hidden(limbs, panel.posed, panel.model, view)
        found += checks.hidden(
            checks.pressed(panel.spec), panel.posed, panel.model, view, least=checks.PRESSED
        )
        out += [f"panel {k + 1}: {text}" for text in dict.fromkeys(found)]
    return out


def bounds(paths: list[Painted], labels: list[Label]) -> tuple[int, int, int, int]:
    """The box round all paths and round the letters of all labels, in figure units."""
    numbers = [int(n) for _, d in paths for n in re.findall(r"-?\d+", d)]
    boxes = [np.array(lettering.box(label, UNITS_PER_POINT)).reshape(2, 2) for label in labels]
    points = np.concatenate([np.array(numbers).reshape(-1, 2), *boxes])
    low, high = np.floor(points.min(axis=0)) - _EDGE, np.ceil(points.max(axis=0)) + _EDGE
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def file_problems(drawing: Drawing) -> list[str]:
    """What is wrong with a built figure as it would be printed on a card, and with a copy of it."""
    return [*lettering.misplaced(drawing), *copied.problems(drawing)]
