"""From a pattern file to the figure file of a body chart: panels side by side, zones, marks and labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from handouts.figures import Label
from illustration.charts.checks import MAX_SIZE_PT, Drawn, problems
from illustration.charts.mannequin import mannequin
from illustration.charts.marks import on_skin
from illustration.charts.outline import contours, hair, inner_edges, landmarks
from illustration.charts.pattern import Panel, Pattern, read_pattern
from illustration.charts.stipple import ESSENTIAL, SPILLOVER, stipple
from illustration.charts.surface import PIXELS_PER_POINT, look
from illustration.charts.views import REGIONS, VIEWS, name_of
from illustration.charts.zones import field
from illustration.figurefile import UNITS_PER_POINT, Built, Figure
from illustration.geometry.bezier import fit_closed, fit_open, path_data
from illustration.geometry.mesh import Floats
from illustration.sources import Source

VERSION = "charts 1"
CREDITS = ("Body outline: MakeHuman base mesh, CC0 1.0",)
LICENCE = "CC-BY-4.0"

_UNITS_PER_PIXEL = UNITS_PER_POINT / PIXELS_PER_POINT
_TOLERANCE = 0.9  # pixels, of curves
_GAP_PT = 10.0
_LINE_PT = 12.0  # of a label
_LETTER_PT = 5.4  # mean width of a letter at 10 pt
_X_PT = 2.7  # half the size of a trigger point's mark
_CLEAR_PT = 4.2  # no dots nearer than this to it
_RIM_PT = 0.9  # nor nearer than this to the contour
_NEVER = -99.0


def build(source: Source, inputs: Any) -> Built:
    """Draw the chart of one pattern file. Raises SourceError for a mistake in it."""
    pattern = read_pattern(source)
    drawn = [draw_panel(pattern, panel) for panel in pattern.panels]
    figure = _compose(source, pattern, drawn)
    return Built(figure, problems(pattern, drawn, figure))


def draw_panel(pattern: Pattern, panel: Panel) -> Drawn:
    """Outline, zones and marks of one panel."""
    model, view, region = mannequin(), VIEWS[panel.view], REGIONS[panel.region]
    surface, skin = look(model, view, region)
    lines = [*hair(surface), *contours(surface.inside, "outline"), *inner_edges(surface)]
    lines += landmarks(surface, panel.view, model.limbs, skin)
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
        * region.points_per_metre
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
    """Pixels where a dot may lie: inside the body, off its contour and off the marks."""
    free = ndimage.distance_transform_edt(inside) > _RIM_PT * PIXELS_PER_POINT
    rows, columns = np.ogrid[: inside.shape[0], : inside.shape[1]]
    for x, y in marks:
        free &= (columns - x) ** 2 + (rows - y) ** 2 > (_CLEAR_PT * PIXELS_PER_POINT) ** 2
    return np.asarray(free)


def _compose(source: Source, pattern: Pattern, drawn: Sequence[Drawn]) -> Figure:
    """Panels side by side on one base line, their label above and their view below."""
    names, widths = _columns(pattern.panels, drawn, False)
    if sum(widths) + _GAP_PT * (len(widths) - 1) > MAX_SIZE_PT[0]:
        names, widths = _columns(pattern.panels, drawn, True)
    tallest = max(part.size[1] for part in drawn)
    top = _LINE_PT if any(panel.label for panel in pattern.panels) else 0.0
    total = (sum(widths) + _GAP_PT * (len(widths) - 1), top + tallest + _LINE_PT)
    paths: list[tuple[str, str]] = []
    labels: list[Label] = []
    left = 0.0
    for part, panel, name, width in zip(drawn, pattern.panels, names, widths, strict=True):
        middle = left + width / 2
        corner = (middle - part.size[0] / 2, top + tallest - part.size[1])
        paths += _paths(part, corner)
        if panel.label:
            labels.append(_label(panel.label, middle, corner[1] - 3.0, panel.sided))
        labels.append(_label(name, middle, total[1] - 2.0, True))
        left += width + _GAP_PT
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
        bounds=(0, 0, _units(total[0]), _units(total[1])),
        paths=tuple(paths),
        labels=tuple(labels),
    )


def _columns(panels: Sequence[Panel], drawn: Sequence[Drawn], short: bool) -> tuple[list[str], list[float]]:
    """The view's label and the width in points of each panel, which makes room for its labels."""
    names = [name_of(panel.view, panel.region, short) for panel in panels]
    widths = [
        max(part.size[0], _LETTER_PT * max(len(panel.label), len(name)))
        for part, panel, name in zip(drawn, panels, names, strict=True)
    ]
    return names, widths


def _units(points: float) -> int:
    return round(points * UNITS_PER_POINT)


def _label(text: str, x: float, y: float, sided: bool) -> Label:
    return Label(text, (_units(x), _units(y)), "middle", (), sided)


def _paths(part: Drawn, corner: tuple[float, float]) -> list[tuple[str, str]]:
    """One path per style class, in painter's order; ``corner`` is the panel's upper left in points."""
    origin = (-corner[0] * PIXELS_PER_POINT, -corner[1] * PIXELS_PER_POINT)
    by_style: dict[str, str] = dict.fromkeys(("hair", "fold", "inner", "outline"), "")
    for line in part.lines:
        curve = (fit_closed if line.closed else fit_open)(line.points, _TOLERANCE)
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
    """A stroke of one unit: with round caps, a dot of the line's width on every printer."""
    return f"M{x} {y}L{x + 1} {y}"


def _cross(x: int, y: int) -> str:
    r = _units(_X_PT)
    return f"M{x - r} {y - r}L{x + r} {y + r}M{x + r} {y - r}L{x - r} {y + r}"
