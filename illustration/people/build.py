"""Exercise figures: pose file in, figure and its violations out. Puts panels, ghost, signs and insets together."""

from __future__ import annotations

import re

import numpy as np

from handouts.figures import Label
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.mesh import Floats
from illustration.inputs import Inputs
from illustration.people import faces, insets, marks, signs
from illustration.people.ghosts import ghost
from illustration.people.ground import shadow
from illustration.people.linework import paint
from illustration.people.panels import GAP, NUMBER_SIZE, Panel, arrange, solved
from illustration.people.paths import Grid, Painted
from illustration.people.render import render
from illustration.people.room import solve_pose
from illustration.people.spec import read_figure
from illustration.sources import Source

VERSION = "people 4"
LICENCE = "CC-BY-4.0"
CREDITS = ("Body after the MakeHuman base mesh (makehumancommunity.org), CC0 1.0",)
_PIXELS = 8  # drawing pixels per printed point
_WINDOW = 46.0  # points across, of a figure that is one round window
_EDGE = 8  # figure units around everything
_LETTER = 5.6  # points of width that a letter of a label takes at most on average
_CAPITAL = 8.0  # points from the base line to the top of a capital
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
    panels = [solved(spec, pose, start if i == 0 else None) for i, pose in enumerate(spec.panels)]
    scale, corners = arrange(panels, spec)
    paths: list[Painted] = []
    labels: list[Label] = []
    for k, (panel, corner) in enumerate(zip(panels, corners, strict=True)):
        if len(panels) > 1:
            x, y = (corner * UNITS_PER_POINT).astype(int)
            labels.append(
                Label(str(k + 1), (int(x), int(y) + int(NUMBER_SIZE * 0.75 * UNITS_PER_POINT)), "start")
            )
        drawn, named = _draw(panel, scale, corner)
        paths += drawn
        labels += named
    problems = [f"panel {k + 1}: {text}" for k, panel in enumerate(panels) for text in panel.posed.problems]
    problems += [f"ghost: {text}" for text in start.problems] if start else []
    figure = Figure(
        slug=source.slug,
        kind="exercise",
        title=spec.title,
        caption=spec.caption,
        alt=spec.alt,
        licence=LICENCE,
        credits=CREDITS,
        source_file=f"exercises/{source.path.name}",
        source_sha256=source.sha256(VERSION),
        side=spec.side,
        bounds=bounds(paths, labels),
        paths=tuple(paths),
        labels=tuple(labels),
        panels=_in_a_row(panels, corners, scale),
    )
    return Built(figure, tuple(problems))


def _in_a_row(panels: list[Panel], corners: list[Floats], scale: float) -> tuple[tuple[int, int], ...]:
    """Left and right edges of panels that stand side by side, in figure units; none otherwise."""
    if len(panels) < 2 or corners[1][0] == 0.0:
        return ()
    units = UNITS_PER_POINT
    return tuple(
        (round(float(corner[0]) * units), round(float(corner[0] + panel.width * scale) * units))
        for panel, corner in zip(panels, corners, strict=True)
    )


def _draw(panel: Panel, scale: float, corner: Floats) -> tuple[list[Painted], list[Label]]:
    """All paths and labels of one panel in figure units."""
    if panel.spec.closeup:
        return _window(panel, corner), []
    ppm = scale * _PIXELS
    grid = Grid(_UNITS_PER_PIXEL, tuple(-corner * _PIXELS))
    view = render(panel.posed, panel.model, panel.view, panel.low, panel.high, ppm)
    out: list[Painted] = []
    start = None
    if panel.ghost:
        start = panel.ghost[0]
        out += ghost(render(*panel.ghost, panel.view, panel.low, panel.high, ppm), view, grid)
    out += paint(view, panel.model.styles, grid, shadow(panel.model, view))
    out += faces.strokes(panel.posed, view, grid)

    def place(point: Floats) -> Floats:
        return np.asarray(corner * UNITS_PER_POINT + view.project(point) * _UNITS_PER_PIXEL)

    for ring in marks.rings(panel.spec, panel.posed):
        out += signs.press_ring(place(ring.point), ring.radius * UNITS_PER_POINT)
    for a in marks.arrows(panel.spec, panel.posed, start):
        out += signs.arrow(place(a.start), place(a.end), a.bend, UNITS_PER_POINT, a.double)
    labels: list[Label] = []
    for node in panel.spec.insets:
        drawn, named = insets.draw(insets.read(panel, node), panel, scale, corner, _PIXELS)
        out += drawn
        labels += named
    return out, labels


def _window(panel: Panel, corner: Floats) -> list[Painted]:
    """A figure that is one round window on a place."""
    close = marks.closeup(panel.spec, panel.posed)
    across = close.size or _WINDOW
    middle = corner + across / 2
    centre = panel.view @ close.point
    ppm = across * _PIXELS / (2 * close.radius)
    low, high = centre - close.radius, centre + close.radius
    view = render(panel.posed, panel.model, panel.view, low, high, ppm, disc=True)
    grid = Grid(_UNITS_PER_PIXEL, tuple((across / 2 - middle) * _PIXELS))
    frame = signs.circle(middle * UNITS_PER_POINT, across / 2 * UNITS_PER_POINT)
    inside = [*paint(view, panel.model.styles, grid, whole=False), *faces.strokes(panel.posed, view, grid)]
    return [("paper", frame), *inside, ("closeup", frame)]


def bounds(paths: list[Painted], labels: list[Label]) -> tuple[int, int, int, int]:
    """The box round all paths and round the letters of all labels, in figure units."""
    numbers = [int(n) for _, d in paths for n in re.findall(r"-?\d+", d)]
    points = [np.array(numbers).reshape(-1, 2)] if numbers else []
    for label in labels:
        wide = _LETTER * len(label.text) * UNITS_PER_POINT
        left = label.at[0] - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
        top = label.at[1] - _CAPITAL * UNITS_PER_POINT
        points.append(np.array([(left, top), (left + wide, label.at[1])]))
    corners = np.concatenate(points)
    low, high = np.floor(corners.min(axis=0)) - _EDGE, np.ceil(corners.max(axis=0)) + _EDGE
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])
