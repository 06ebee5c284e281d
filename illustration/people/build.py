"""Exercise figures: pose file in, figure and its violations out. Puts panels, ghost, signs and close-up
together."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from handouts.figures import Label
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.mesh import Floats
from illustration.inputs import Inputs
from illustration.people import marks, signs
from illustration.people.linework import Grid, Painted, paint, silhouette
from illustration.people.render import Model, View, camera, extent, model_of, render
from illustration.people.room import Posed, solve_pose
from illustration.people.spec import FigureSpec, PoseSpec, read_figure
from illustration.sources import Source

VERSION = "people 3"
LICENCE = "CC-BY-4.0"
CREDITS = ("Body after the MakeHuman base mesh (makehumancommunity.org), CC0 1.0",)
_PIXELS = 8  # drawing pixels per printed point
_GAP = 9.0  # points between panels
_CLOSEUP = 46.0  # points across
_NUMBER_SIZE = 10.0
_MARGIN = 0.008  # metres around a panel, so that no outline touches the edge of its buffer
_EDGE = 8  # figure units around everything
_UNITS_PER_PIXEL = UNITS_PER_POINT / _PIXELS


@dataclass(frozen=True, eq=False)
class Panel:
    """One solved panel with its models and window in view space (metres)."""

    spec: PoseSpec
    posed: Posed
    model: Model
    ghost: tuple[Posed, Model] | None
    view: Floats
    low: Floats
    high: Floats

    @property
    def width(self) -> float:
        return float(self.high[0] - self.low[0])

    @property
    def height(self) -> float:
        return float(self.high[1] - self.low[1])


def build(source: Source, inputs: Inputs) -> Built:
    """Solve and draw one exercise. Raises SourceError for a bad pose file, Unavailable without the body
    data."""
    spec = read_figure(source.root)
    if spec.size <= (gaps := _GAP * (len(spec.panels) - 1) + _NUMBER_SIZE):
        raise source.root.mapping()["size"].fail(
            f"{len(spec.panels)} panels do not fit into {spec.size:g} points", f"give more than {gaps:g}"
        )
    ghost = solve_pose(spec.person, spec.ghost) if spec.ghost else None
    panels = [_panel(spec, pose, ghost if i == 0 else None) for i, pose in enumerate(spec.panels)]
    scale, corners = _arrange(panels, spec)
    paths: list[Painted] = []
    labels: list[Label] = []
    for k, (panel, corner) in enumerate(zip(panels, corners, strict=True)):
        paths += _draw(panel, scale, corner, spec.size)
        if len(panels) > 1:
            x, y = (corner * UNITS_PER_POINT).astype(int)
            labels.append(
                Label(str(k + 1), (int(x), int(y) + int(_NUMBER_SIZE * 0.75 * UNITS_PER_POINT)), "start")
            )
    problems = [f"panel {k + 1}: {text}" for k, panel in enumerate(panels) for text in panel.posed.problems]
    problems += [f"ghost: {text}" for text in ghost.problems] if ghost else []
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
        bounds=_bounds(paths, labels),
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


def _panel(spec: FigureSpec, pose: PoseSpec, ghost: Posed | None) -> Panel:
    posed = solve_pose(spec.person, pose)
    model, view = model_of(posed), camera(pose.yaw, pose.pitch)
    models = [model]
    behind = None
    if ghost:
        behind = (ghost, model_of(ghost, props=False))
        models.append(behind[1])
    low, high = extent(models, view)
    for point in marks.arrow_points(pose, posed, ghost):
        q = view @ point
        low, high = np.minimum(low, q - 0.02), np.maximum(high, q + 0.02)
    return Panel(pose, posed, model, behind, view, low - _MARGIN, high + _MARGIN)


def _arrange(panels: list[Panel], spec: FigureSpec) -> tuple[float, list[Floats]]:
    """Points per metre and the top left corner (points) of each panel, as near to a square as the panels
    allow."""
    gaps = _GAP * (len(panels) - 1)
    widths, heights = [p.width for p in panels], [p.height for p in panels]
    number = _NUMBER_SIZE if len(panels) > 1 else 0.0
    row = min((spec.size - gaps) / sum(widths), spec.size / max(heights))
    column = min((spec.size - gaps) / sum(heights), (spec.size - number) / max(widths))
    in_row = spec.arrange == "row" or (spec.arrange == "auto" and row >= column)
    scale = row if in_row else column
    corners, at = [], 0.0
    tallest = max(heights)
    for panel in panels:
        # Panels in a row stand on one ground line.
        corners.append(np.array([at, (tallest - panel.height) * scale] if in_row else [0.0, at]))
        at += (panel.width if in_row else panel.height) * scale + _GAP
    return scale, corners


def _draw(panel: Panel, scale: float, corner: Floats, size: float) -> list[Painted]:
    """All paths of one panel in figure units."""
    close = marks.closeup(panel.spec, panel.posed) if panel.spec.closeup else None
    if close and close.alone:
        return _disc(panel, close, corner + (close.size or _CLOSEUP) / 2)
    ppm = scale * _PIXELS
    grid = Grid(_UNITS_PER_PIXEL, tuple(-corner * _PIXELS))
    out: list[Painted] = []
    if panel.ghost:
        behind = render(panel.ghost[0], panel.ghost[1], panel.view, panel.low, panel.high, ppm)
        shape = silhouette(behind, grid)
        out += [("ghost-fill", shape), ("ghost", shape)]
    view = render(panel.posed, panel.model, panel.view, panel.low, panel.high, ppm)
    out += paint(view, panel.model.styles, grid)
    ghost = panel.ghost[0] if panel.ghost else None

    def place(point: Floats) -> Floats:
        return np.asarray(corner * UNITS_PER_POINT + view.project(point) * _UNITS_PER_PIXEL)

    for ring in marks.rings(panel.spec, panel.posed):
        out += signs.press_ring(place(ring.point), ring.radius * UNITS_PER_POINT)
    for a in marks.arrows(panel.spec, panel.posed, ghost):
        out += signs.arrow(place(a.start), place(a.end), a.bend, UNITS_PER_POINT, a.double)
    return out + _closeup(panel, close, view, corner, size) if close else out


def _closeup(panel: Panel, close: marks.Closeup, main: View, corner: Floats, size: float) -> list[Painted]:
    """A round window on a landmark, beside the figure where there is room, with a leader from the spot."""
    across = close.size or _CLOSEUP
    spot = main.project(close.point) / _PIXELS
    middle = marks.free_place(main, _PIXELS, spot, across / 2, size, close.side) + corner
    spot = spot + corner
    u = UNITS_PER_POINT
    along = (middle - spot) / np.linalg.norm(middle - spot)
    leader = signs.line("leader", (spot + along * close.ring) * u, (middle - along * across / 2) * u)
    return [leader, *_disc(panel, close, middle)]


def _disc(panel: Panel, close: marks.Closeup, middle: Floats) -> list[Painted]:
    """The round window itself, with its middle at that place (points)."""
    centre = panel.view @ close.point
    across = close.size or _CLOSEUP
    ppm = across * _PIXELS / (2 * close.radius)
    view = render(
        panel.posed, panel.model, panel.view, centre - close.radius, centre + close.radius, ppm, disc=True
    )
    grid = Grid(_UNITS_PER_PIXEL, tuple(-(middle - across / 2) * _PIXELS))
    frame = signs.circle(middle * UNITS_PER_POINT, across / 2 * UNITS_PER_POINT)
    return [
        ("paper", frame),
        *paint(view, panel.model.styles, grid),
        ("closeup", frame),
    ]


def _bounds(paths: list[Painted], labels: list[Label]) -> tuple[int, int, int, int]:
    numbers = np.array([int(n) for _, d in paths for n in re.findall(r"-?\d+", d)]).reshape(-1, 2)
    points = np.concatenate([numbers, np.array([label.at for label in labels] or [numbers[0]])])
    low, high = points.min(axis=0) - _EDGE, points.max(axis=0) + _EDGE
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])
