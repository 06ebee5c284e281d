"""From a pattern file to the figure file of a body chart: panels side by side, zones, marks and labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from handouts.figures import Drawing, Label
from illustration import copied, loose
from illustration.anatomy import credits
from illustration.anatomy.dangers import CLEAR, near
from illustration.anatomy.spots import of_portion
from illustration.charts import paint
from illustration.charts.checks import Drawn, problems
from illustration.charts.layout import GROUP_PT, LINE_PT, Arranged, Layout, Wanted, arrange, text_width
from illustration.charts.mannequin import mannequin
from illustration.charts.marks import apart, on_skin
from illustration.charts.muscles import Muscles, beside, measured, muscles, off_muscle, shown
from illustration.charts.outline import Line, contours, from_middle, hair, inner_edges, landmarks
from illustration.charts.paint import units
from illustration.charts.pattern import Panel, Pattern, read_pattern
from illustration.charts.sides import along, sides
from illustration.charts.stipple import ESSENTIAL, hatch, stipple
from illustration.charts.surface import PIXELS_PER_POINT, Surface, extent, look
from illustration.charts.views import ONE_SIDE, REGIONS, VIEWS
from illustration.charts.zones import field
from illustration.figurefile import Built, Figure
from illustration.geometry.mesh import Floats
from illustration.inputs import Inputs
from illustration.registration import registration
from illustration.sources import Source

VERSION = "charts 12"
CREDITS = ("Body outline: MakeHuman base mesh, CC0 1.0",)
LICENCE = "CC-BY-4.0"
HEAD = 0.25  # metres: a region from here up is shown for the head, the neck or the shoulders
LETTER_PT = 3.4  # from the middle of R or L to its base line
STRIPES_OFF_PT = 0.9  # from the dots
_CLEAR_PT = 3.0  # no dots nearer than this to a mark
_RIM_PT = 0.8  # nor nearer than this to the contour
_MIDDLE = 0.012  # metres past the mid-line at which a front of one side begins
_NEVER = -99.0


def build(source: Source, inputs: Inputs) -> Built:
    """The chart of a pattern file. Raises SourceError for mistakes in it, Unavailable without the body data and, where
    muscles are named, without the atlas.
    """
    pattern = read_pattern(source)
    try:
        layout = arrange([_wanted(panel) for panel in pattern.panels], not pattern.portions, pattern.widest)
    except ValueError as error:
        raise source.root.fail(str(error)) from None
    laid = muscles(pattern, source, inputs)
    drawn = [
        draw_panel(pattern, panel, place.points_per_metre, laid)
        for panel, place in zip(pattern.panels, layout.panels, strict=True)
    ]
    figure = _compose(source, pattern, drawn, layout)
    off = measured(pattern, laid)
    return Built(
        figure,
        (
            *problems(pattern, drawn, figure),
            *off_muscle(pattern, off),
            *_over_dangers(pattern, source, inputs),
        ),
        tuple(metres * 1000 for metres in off.values()),
    )


def _over_dangers(pattern: Pattern, source: Source, inputs: Inputs) -> Iterator[str]:
    """The X's whose pressing would press a large nerve or vessel, an organ or a bone."""
    if inputs.atlas is None:
        return
    for name, portion in pattern.portions.items():
        for number, spot in enumerate(
            of_portion(name, portion, registration(inputs.atlas), source.path.parent.parent), 1
        ):
            for danger, metres in near(spot.point, spot.outwards):
                yield (
                    f"portion {name!r}: X {number} is {metres * 1000:.0f} mm from {danger.replace('-', ' ')!r}, "
                    f"at least {CLEAR * 1000:.0f}: say under press where it stands instead, or [] for none"
                )


def _wanted(panel: Panel) -> Wanted:
    region = REGIONS[panel.region]
    return Wanted(*extent(mannequin(), VIEWS[panel.view], region), region.detail, panel.label, panel.group)


def draw_panel(pattern: Pattern, panel: Panel, points_per_metre: float, laid: Muscles | None = None) -> Drawn:
    """Outline, muscle, zones and marks of one panel."""
    model, view, region = mannequin(), VIEWS[panel.view], REGIONS[panel.region]
    surface, skin = look(model, view, region, points_per_metre)
    # Zones on the head would vanish on hair: a head that is shown for them has none.
    top = [] if region.bottom > HEAD else hair(surface)
    lines = [*top, *contours(surface.inside, "outline"), *inner_edges(surface)]
    lines = _one_side(lines, surface, panel)
    lines += landmarks(surface, panel.view, model.limbs, skin, both=region.past_middle > ONE_SIDE)
    portions = [pattern.portions[name] for name in panel.portions]
    spots = [point for portion in portions for point in portion.trigger_points]
    places = [point for portion in portions for point in portion.presses]
    pixels = surface.project(on_skin(places, model.limbs, skin))
    seen = surface.shows(pixels)
    # Where none of its trigger points is seen the muscle is on the other side of the body.
    front = surface.shows(surface.project(on_skin([*spots, *places], model.limbs, skin))).any()
    names = panel.portions if front else ()
    mask, muscle = shown(names, laid, surface, view.arms)
    marks = apart(pixels[seen][:, :2], mask)
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
    strokes = hatch(free & (fringe > 0) & (core < -STRIPES_OFF_PT), PIXELS_PER_POINT)
    height, width = surface.inside.shape
    return Drawn(
        lines=tuple(lines),
        essential=essential,
        strokes=tuple(strokes),
        marks=marks,
        hidden=int(np.count_nonzero(~seen)),
        inside=surface.inside,
        size=(width / PIXELS_PER_POINT, height / PIXELS_PER_POINT),
        muscle=tuple(muscle),
        beside=tuple(beside(marks, mask)) if laid else (),
        sides=sides(surface, panel, (essential, marks, along(_polylines(lines, strokes, muscle))), marks),
    )


def _polylines(lines: Sequence[Line], strokes: Sequence[Floats], muscle: Sequence[Floats]) -> list[Floats]:
    """All that is drawn as a line."""
    return [*(line.points for line in lines), *strokes, *muscle]


def _one_side(lines: list[Line], surface: Surface, panel: Panel) -> list[Line]:
    """Lines without what lies beyond the mid-line, where a region shows one side of front or back."""
    if REGIONS[panel.region].past_middle > ONE_SIDE or panel.view not in ("front", "back"):
        return lines
    if panel.view == "back":
        return from_middle(lines, float(surface.project(np.zeros((1, 3)))[0, 0]))
    column = float(surface.project(np.array([[_MIDDLE, 0, 0]]))[0, 0])
    turned = from_middle([replace(line, points=-line.points) for line in lines], -column)
    return [replace(line, points=-line.points) for line in turned]


def _free(inside: NDArray[np.bool_], marks: Floats) -> NDArray[np.bool_]:
    """Pixels where a dot may lie: inside the body, off its contour, off the cuts and off the marks."""
    free = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1] > _RIM_PT * PIXELS_PER_POINT
    rows, columns = np.ogrid[: inside.shape[0], : inside.shape[1]]
    for x, y in marks:
        free &= (columns - x) ** 2 + (rows - y) ** 2 > (_CLEAR_PT * PIXELS_PER_POINT) ** 2
    return np.asarray(free)


def _compose(source: Source, pattern: Pattern, drawn: Sequence[Drawn], layout: Layout) -> Figure:
    """Panels side by side on one base line, each with its name above it. One that shows a muscle of the atlas derives
    from it.
    """
    derived = any(part.muscle for part in drawn)
    paths: list[tuple[str, str]] = []
    labels: list[Label] = []
    tops = [layout.size[1] - part.size[1] for part in drawn]
    for name, middle, members in layout.groups:
        y = min(layout.panels[i].baselines(tops[i])[0] for i in members) - GROUP_PT
        labels += _shared_name(name, middle, y, [layout.panels[i] for i in members], layout.size[0])
    for part, panel, place in zip(drawn, pattern.panels, layout.panels, strict=True):
        corner = (place.middle - part.size[0] / 2, layout.size[1] - part.size[1])
        paths += paint.paths(part, corner)
        labels += _labels(panel, place, corner[1])
        labels += [
            Label(letter, (units(corner[0] + x), units(corner[1] + y + LETTER_PT)), "middle", (), True)
            for letter, x, y in part.sides
        ]
    return Figure(
        slug=source.slug,
        kind="chart",
        title=pattern.title,
        caption=pattern.caption,
        alt=pattern.alt,
        licence=credits.LICENCE if derived else LICENCE,
        credits=(*credits.CREDITS, *CREDITS) if derived else CREDITS,
        credit_short=credits.SHORT if derived else "",
        changes=credits.CHANGES if derived else "",
        source_file=f"charts/{source.path.name}",
        source_sha256=source.sha256(VERSION),
        side="right" if pattern.portions else None,
        bounds=(0, 0, units(layout.size[0]), units(layout.size[1])),
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
    return tuple((2 * units(middle) - (right := units(middle + width / 2)), right) for middle, width in spans)


def _labels(panel: Panel, place: Arranged, top: float) -> list[Label]:
    """The name of a panel, one label a line."""
    return [
        Label(text, (units(place.middle), units(y)), "middle", (), panel.sided, more=n > 0)
        for n, (text, y) in enumerate(zip(place.lines, place.baselines(top), strict=True))
    ]


def _shared_name(name: str, middle: float, y: float, places: Sequence[Arranged], width: float) -> list[Label]:
    """A name over its panels, its last line ``y`` points down, with a rule under it that reaches about as far as the
    names of the first and the last of them. ``width``: points of the whole chart.
    """
    lines = name.split("|")
    first, last = (text_width(max(places[i].lines, key=text_width)) / 2 for i in (0, -1))
    reach = min(middle - places[0].middle + first, places[-1].middle + last - middle)
    half = max(reach, *(text_width(line) / 2 for line in lines))
    left = max(
        units(middle - half), 2 * units(middle) - units(width)
    )  # inside, also on the other side of the body
    rule = (left, units(y + 2.2)), (units(middle + half), units(y + 2.2))
    return [
        Label(text, (units(middle), units(y - LINE_PT * over)), "middle", rule if n == 0 else (), more=n > 0)
        for n, (text, over) in enumerate(zip(lines, reversed(range(len(lines))), strict=True))
    ]


def file_problems(drawing: Drawing) -> list[str]:
    """What is wrong with a built chart: specks of lines, signs that a copy loses."""
    return [*loose.problems(drawing), *copied.lost(drawing)]
