"""Figures as inline SVG with an accessible name, at the size a screen needs. Never decides what a figure shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from handouts.figures.drawing import Drawing
from handouts.figures.store import FigureStore
from handouts.html.inline import lang_attribute, text
from handouts.palette import BUNDLED, WHITE, Accent
from handouts.qr import QUIET_ZONE, matrix
from handouts.sheet.blocks import Figure

SHOWN: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"anatomy": (420, 500), "chart": (420, 500), "exercise": (400, 310)}
)
"""How wide and high a drawing of a kind is shown at most, in CSS pixels, where there is room."""

PHONE_PX = 354
"""What a phone of 390 px leaves for a drawing."""
LABEL_PX = 17
"""Labels on such a phone, in CSS pixels: a little smaller than the text around them (18)."""
LEAST_LABEL_PT = 5.5
LARGEST_LABEL_PT = 10
"""What labels were drawn for, in points of the figure: larger ones would run into each other."""

AIR_PT = 3
"""Round each drawing, in points of the figure."""
EM_A_LETTER = 0.62 + 0.12
"""How wide a letter may be: of a wide typeface (DejaVu Sans), spaced as a reader may set it (WCAG 2.2, 1.4.12)."""
EM_A_SPACE = 0.16
"""What a reader may add between words, by the same."""

OCTAGON = (
    '<svg class="sign" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
    '<path class="plate" d="M7.6 1h8.8L23 7.6v8.8L16.4 23H7.6L1 16.4V7.6z"/>'
    '<path class="bang" d="M10.6 5h2.8l-.5 9h-1.8zM12 16a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2z"/></svg>'
)
"""The stop sign beside the words "Stop": decoration, so hidden from screen readers."""


def find(figures: FigureStore, figure: Figure) -> Drawing | None:
    """The drawing for ``figure``, mirrored when it asks for it; None when there is no such file.

    Raises ContentError when the file is there but broken.
    """
    try:
        return figure.drawn(figures)
    except KeyError:
        return None


def inline_svg(
    drawing: Drawing, alt: str, ident: str, palette: str = "colour", accent: Accent = BUNDLED
) -> str:
    """``drawing`` as an ``<svg>`` for a page; ``ident`` begins the ids of its title and description."""
    size = label_pt(drawing)
    whole = replace(drawing, alt=alt).to_svg(palette, font="inherit", accent=accent, label_pt=size)
    head, mark, rest = whole.partition("</desc>")
    if not mark or not head.startswith("<svg"):
        raise ValueError(f"figure {drawing.slug!r}: an SVG without a description")
    x0, y0, x1, y1 = view(drawing, size)
    most = SHOWN[drawing.kind]
    scale = min(most[0] / (x1 - x0), most[1] / (y1 - y0))
    width, height = round((x1 - x0) * scale), round((y1 - y0) * scale)
    return (
        f'<svg role="img" aria-labelledby="{ident}-title {ident}-desc" focusable="false" '
        f'viewBox="{x0} {y0} {x1 - x0} {y1 - y0}" width="{width}" height="{height}">'
        f'<title id="{ident}-title"{lang_attribute(drawing.title)}>{text(drawing.title)}</title>'
        f'<desc id="{ident}-desc"{lang_attribute(alt)}>{text(alt)}</desc>{rest}'
    )


def shown_size(drawing: Drawing) -> tuple[int, int]:
    """Pixels that a drawing takes on a page, wide and high."""
    x0, y0, x1, y1 = view(drawing, label_pt(drawing))
    most = SHOWN[drawing.kind]
    scale = min(most[0] / (x1 - x0), most[1] / (y1 - y0))
    return round((x1 - x0) * scale), round((y1 - y0) * scale)


def as_file(drawing: Drawing, accent: Accent = BUNDLED) -> str:
    """``drawing`` as a file beside a page, with air round it and labels as large as on a page."""
    size = label_pt(drawing)
    return replace(drawing, bounds=view(drawing, size)).to_svg("colour", accent=accent, label_pt=size)


def code_svg(url: str) -> str:
    """The code for an address as a file of its own, with its quiet zone, 200 px wide. Raises ValueError for an address
    that is too long.
    """
    rows = matrix(url)
    wide = len(rows) + 2 * QUIET_ZONE
    cells = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {wide}" width="200" height="200" '
        f'shape-rendering="crispEdges"><path fill="{WHITE}" d="M0 0h{wide}v{wide}H0z"/><path d="{cells}"/></svg>'
    )


def label_pt(drawing: Drawing) -> float:
    """Height of the labels in points of the figure: :data:`LABEL_PX` where it fills a phone, within limits."""
    if not drawing.labels:
        return LARGEST_LABEL_PT
    most_wide, most_high = SHOWN[drawing.kind]
    width, height = drawing.size_pt
    shown = min(PHONE_PX, most_wide, most_high * width / height) / width
    return round(min(LARGEST_LABEL_PT, max(LEAST_LABEL_PT, LABEL_PX / shown)), 2)


def view(drawing: Drawing, size: float) -> tuple[int, int, int, int]:
    """The bounds of ``drawing`` and a little air, widened so that labels of ``size`` points are inside, whatever
    typeface a reader has and however wide it is spaced.
    """
    unit = drawing.units_per_point
    x0, y0, x1, y1 = drawing.bounds
    for label in drawing.labels:
        wide = round((len(label.text) * EM_A_LETTER + label.text.count(" ") * EM_A_SPACE) * size * unit)
        before = {"start": 0, "middle": wide // 2, "end": wide}[label.anchor]
        x0, x1 = min(x0, label.at[0] - before), max(x1, label.at[0] - before + wide)
        y0, y1 = min(y0, label.at[1] - round(size * unit)), max(y1, label.at[1] + round(size * unit * 0.3))
    air = AIR_PT * unit
    return x0 - air, y0 - air, x1 + air, y1 + air
