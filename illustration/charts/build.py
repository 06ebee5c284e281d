"""From a pattern file to the figure file of a body chart: panels side by side, zones, marks and labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from handouts.figures import Label
from illustration.charts.checks import Drawn, problems
from illustration.charts.layout import GROUP_PT, Arranged, Layout, Wanted, arrange, text_width
from illustration.charts.mannequin import mannequin
from illustration.charts.marks import on_skin
from illustration.charts.outline import contours, from_middle, hair, inner_edges, landmarks
from illustration.charts.pattern import Panel, Pattern, read_pattern
from illustration.charts.stipple import ESSENTIAL, SPILLOVER, stipple
from illustration.charts.surface import PIXELS_PER_POINT, extent, look
from illustration.charts.views import FAR, REGIONS, VIEWS
from illustration.charts.zones import field
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.bezier import fit_closed, fit_open, path_data
from illustration.geometry.mesh import Floats
from illustration.sources import Source

VERSION = "charts 3"
CREDITS = ("Body outline: MakeHuman base mesh, CC0 1.0",)
LICENCE = "CC-BY-4.0"

_UNITS_PER_PIXEL = UNITS_PER_POINT / PIXELS_PER_POINT
_TOLERANCE = 0.9  # pixels, of curves
_X_PT = 1.9  # half the width of a trigger point's mark
_CLEAR_PT = 3.6  # no dots nearer than this to it
_RIM_PT = 0.8  # nor nearer than this to the contour
_DOT = 3  # units from the middle of a dot to its corners
_NEVER = -99.0


def build(source: Source, inputs: Any) -> Built:
    """Draw the chart of one pattern file. Raises SourceError for a mistake in it."""
    pattern = read_pattern(source)
    blank = not pattern.portions
    try:
        layout = arrange([_wanted(panel) for panel in pattern.panels], blank, pattern.widest)
    except ValueError as error:
        raise source.root.fail(str(error)) from None
    drawn = [
        draw_panel(pattern, panel, place.points_per_metre)
        for panel, place in zip(pattern.panels, layout.panels, strict=True)
    ]
    figure = _compose(source, pattern, drawn, layout)
    return Built(figure, problems(pattern, drawn, figure))


def _wanted(panel: Panel) -> Wanted:
    region = REGIONS[panel.region]
    return Wanted(*extent(mannequin(), VIEWS[panel.view], region), region.detail, panel.label, panel.group)


def draw_panel(pattern: Pattern, panel: Panel, points_per_metre: float) -> Drawn:
    """Outline, zones and marks of one panel."""
    model, view, region = mannequin(), VIEWS[panel.view], REGIONS[panel.region]
    surface, skin = look(model, view, region, points_per_metre)
    lines = [*hair(surface), *contours(surface.inside, "outline"), *inner_edges(surface)]
    one_side = region.past_middle < FAR
    if one_side and panel.view == "back":
        lines = from_middle(lines, float(surface.project(np.zeros((1, 3)))[0, 0]))
    lines += landmarks(surface, panel.view, model.limbs, skin, both=not one_side)
    portions = [pattern.portions[name] for name in panel.portions]
    places = [point for portion in portions for point in portion.trigger_points]
    pixels = surface.project(on_skin(places, model.limbs, skin))
    seen = surface.shows(pixels)
    marks = pixels[seen][:, :2]
    free = _free(surface.inside, marks)
    core, fringe = (
        field(
            [band for band in bands if band[0].place.segment in panel.segments], model.limbs, surface.located
        )
        * points_per_metre
        for bands in (
            [band for portion in portions for band in portion.essential],
            [band for portion in portions for band in portion.spillover],
        )
    )
    essential = stipple(np.where(free, core, _NEVER), ESSENTIAL, PIXELS_PER_POINT)
    fringe = np.where(free, np.minimum(fringe, -core), _NEVER)
    spillover = stipple(fringe, SPILLOVER, PIXELS_PER_POINT, essential)
    height, width = surface.inside.shape
    return Drawn(
        tuple(lines),
        essential,
        spillover,
        marks,
        int(np.count_nonzero(~seen)),
        surface.inside,
        (width / PIXELS_PER_POINT, height / PIXELS_PER_POINT),
    )


def _free(inside: NDArray[np.bool_], marks: Floats) -> NDArray[np.bool_]:
    """Pixels where a dot may lie: inside the body, off its contour, off the cuts and off the marks."""
    free = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1] > _RIM_PT * PIXELS_PER_POINT
    rows, columns = np.ogrid[: inside.shape[0], : inside.shape[1]]
    for x, y in marks:
        free &= (columns - x) ** 2 + (rows - y) ** 2 > (_CLEAR_PT * PIXELS_PER_POINT) ** 2
    return np.asarray(free)


def _compose(source: Source, pattern: Pattern, drawn: Sequence[Drawn], layout: Layout) -> Figure:
    """Panels side by side on one base line, each with its name above it."""
    paths: list[tuple[str, str]] = []
    labels: list[Label] = []
    tops = [layout.size[1] - part.size[1] for part in drawn]
    for name, middle, members in layout.groups:
        y = min(layout.panels[i].baselines(tops[i])[0] for i in members) - GROUP_PT
        labels.append(_shared_name(name, middle, y, [layout.panels[i] for i in members]))
    for part, panel, place in zip(drawn, pattern.panels, layout.panels, strict=True):
        corner = (place.middle - part.size[0] / 2, layout.size[1] - part.size[1])
        paths += _paths(part, corner)
        labels += _labels(panel, place, corner[1])
    return Figure(
        slug=source.slug,
        kind="chart",
        title=pattern.title,
        caption=pattern.caption,
        alt=pattern.alt,
        licence=LICENCE,
        credits=CREDITS,
        source_file=f"charts/{source.path.name}",
        source_sha256=source.sha256(VERSION),
        side="right" if pattern.portions else None,
        bounds=(0, 0, _units(layout.size[0]), _units(layout.size[1])),
        paths=tuple(paths),
        labels=tuple(labels),
        panels=_edges(drawn, layout),
    )


def _edges(drawn: Sequence[Drawn], layout: Layout) -> tuple[tuple[int, int], ...]:
    """Left and right edges of the panels, then of those under one name, which keep their places as the
    panels are mirrored; none for a chart of one panel.
    """
    if len(drawn) < 2:
        return ()
    spans = [(place.middle, part.size[0]) for part, place in zip(drawn, layout.panels, strict=True)]
    for _, middle, members in layout.groups:
        first, last = spans[members[0]], spans[members[-1]]
        spans.append((middle, last[0] - first[0] + (first[1] + last[1]) / 2))
    return tuple(
        (2 * _units(middle) - (right := _units(middle + width / 2)), right) for middle, width in spans
    )


def _units(points: float) -> int:
    return round(points * UNITS_PER_POINT)


def _labels(panel: Panel, place: Arranged, top: float) -> list[Label]:
    """The name of a panel, one label a line."""
    return [
        Label(text, (_units(place.middle), _units(y)), "middle", (), panel.sided)
        for text, y in zip(place.lines, place.baselines(top), strict=True)
    ]


def _shared_name(name: str, middle: float, y: float, places: Sequence[Arranged]) -> Label:
    """A name over its panels, with a line under it that reaches about as far as the names of the first and the
    last of them.
    """
    first, last = (text_width(max(places[i].lines, key=text_width)) / 2 for i in (0, -1))
    reach = min(middle - places[0].middle + first, places[-1].middle + last - middle)
    half = max(reach, text_width(name) / 2)
    left, right = middle - half, middle + half
    line = (_units(left), _units(y + 2.2)), (_units(right), _units(y + 2.2))
    return Label(name, (_units(middle), _units(y)), "middle", line)


def _paths(part: Drawn, corner: tuple[float, float]) -> list[tuple[str, str]]:
    """One path per style class, in painter's order; ``corner`` is the panel's upper left in points."""
    origin = (-corner[0] * PIXELS_PER_POINT, -corner[1] * PIXELS_PER_POINT)
    limits = np.array(part.size) * PIXELS_PER_POINT
    by_style: dict[str, str] = dict.fromkeys(("hair", "fold", "inner", "outline"), "")
    for line in part.lines:
        curve = (fit_closed if line.closed else fit_open)(line.points, _TOLERANCE)
        curve = [np.clip(bow, 0, limits) for bow in curve]  # a handle may reach beyond the panel
        by_style[line.style] += path_data(curve, line.closed, _UNITS_PER_PIXEL, origin)
    for style, dots in (("spillover", part.spillover), ("zone", part.essential)):
        by_style[style] = "".join(_dot(x, y) for x, y in _on_page(dots, corner))
    by_style["x"] = "".join(_cross(x, y) for x, y in _on_page(part.marks, corner))
    return [(style, d) for style, d in by_style.items() if d]


def _on_page(pixels: Floats, corner: tuple[float, float]) -> list[tuple[int, int]]:
    return [
        (_units(x / PIXELS_PER_POINT + corner[0]), _units(y / PIXELS_PER_POINT + corner[1]))
        for x, y in pixels
    ]


def _dot(x: int, y: int) -> str:
    """A small filled square on its tip, which grows with the drawing; its round line makes it a dot."""
    return f"M{x - _DOT} {y}L{x} {y - _DOT}L{x + _DOT} {y}L{x} {y + _DOT}Z"


def _cross(x: int, y: int) -> str:
    r = _units(_X_PT)
    return f"M{x - r} {y - r}L{x + r} {y + r}M{x + r} {y - r}L{x - r} {y + r}"
