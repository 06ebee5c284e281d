"""The body to point at: the front and the back, with a link for each place that has pages. Works without a script.

The outlines are those of the chart ``body-outlines``; what is here are bands of it, which follow the outline because
they are cut out with it. Buttons beside it say the same, so that the map is never the only way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.content.library import Library
from handouts.content.model.base import Region
from handouts.content.model.leaving import SiteWords
from handouts.figures.drawing import Drawing
from handouts.html.inline import label, text

CHART = "body-outlines"
VIEWS = (0, 2)
"""Panels of the chart: the front, and the back."""
TOP, FOOT, HALF = 196, 1484, 277
"""Where the body begins and ends in units of the chart, and half the room that is around its middle."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the body: its regions in the order in which one is taken, and its box in units from the middle of the
    body and from the top of the chart. ``view``: the panel that it is on; None: both.

    At 170 px a body, each is at least 44 px high and wide.
    """

    regions: tuple[Region, ...]
    left: int
    right: int
    top: int
    foot: int
    view: int | None = None


BANDS = (
    Band(("head", "neck"), -HALF, HALF, TOP, 410),
    Band(("shoulder", "chest"), -HALF, -118, 414, 558),
    Band(("chest", "shoulder", "neck"), -114, 114, 414, 578, 0),
    Band(("back", "shoulder", "neck"), -114, 114, 414, 578, 2),
    Band(("shoulder", "chest"), 118, HALF, 414, 558),
    Band(("arm",), -HALF, -128, 562, 930),
    Band(("abdomen",), -124, 124, 582, 732, 0),
    Band(("back",), -124, 124, 582, 732, 2),
    Band(("arm",), 128, HALF, 562, 930),
    Band(("hip",), -124, 124, 736, 902),
    Band(("thigh",), -160, 160, 906, 1108),
    Band(("leg",), -160, 160, 1112, 1334),
    Band(("foot",), -160, 160, 1338, FOOT),
)


def body_map(words: SiteWords, places: Mapping[Region, str], library: Library) -> str:
    """The map with links to the ``places`` that there are: regions, each with the part of the page that it leads to.

    Nothing where the content has no chart of the body.
    """
    try:
        drawing = library.figures.get("chart", CHART)
    except KeyError:
        return ""
    names = (words.front, words.behind)
    views = "".join(
        f"<figure><figcaption>{label(name)}</figcaption>{_view(drawing, view, name, words, places)}</figure>"
        for view, name in zip(VIEWS, names, strict=True)
    )
    return f'<div class="map" role="group" aria-label="{text(words.body_map)}">{views}</div>'


def _view(drawing: Drawing, view: int, name: str, words: SiteWords, places: Mapping[Region, str]) -> str:
    """One side of the body."""
    first, last = drawing.panels[view]
    mine = [path for path in drawing.paths if first <= _start(path.d) <= last]
    skin = "".join(path.d for path in mine if path.style == "outline")
    middle = (first + last) // 2
    bands = "".join(_places(view, middle, words, places))
    lines = "".join(
        f'<path class="{"hair" if path.style == "hair" else "line"}" d="{path.d}"/>' for path in mine
    )
    wide, high = 2 * HALF, FOOT - TOP
    return (
        f'<svg viewBox="{middle - HALF} {TOP} {wide} {high}" width="{wide}" height="{high}" role="group" '
        f'aria-label="{text(name)}"><defs><clipPath id="body-{view}"><path d="{skin}"/></clipPath></defs>'
        f'{bands}<g class="lines" fill-rule="evenodd">{lines}</g></svg>'
    )


def _places(view: int, middle: int, words: SiteWords, places: Mapping[Region, str]) -> Iterator[str]:
    """A link for each place of one side, once, with all of its bands."""
    bands: dict[Region, list[Band]] = {}
    for band in BANDS:
        region = next((one for one in band.regions if one in places), None)
        if region is not None and band.view in (None, view):
            bands.setdefault(region, []).append(band)
    for region, mine in bands.items():
        inner = "".join(_band(band, view, middle) for band in mine)
        name = text(words.places[region])
        yield f'<a href="#{places[region]}" aria-label="{name}" class="at-{region}">{inner}</a>'


def _band(band: Band, view: int, middle: int) -> str:
    box = f'x="{middle + band.left}" y="{band.top}" width="{band.right - band.left}" height="{band.foot - band.top}"'
    return f'<rect class="hit" {box}/><rect class="zone" clip-path="url(#body-{view})" {box}/>'


def _start(d: str) -> int:
    """The x at which a path begins."""
    return int(d[1:].split(None, 1)[0])
