"""Figures as inline SVG with an accessible name. Never decides what a figure shows."""

from __future__ import annotations

from dataclasses import replace

from handouts.errors import ContentError, Problem
from handouts.figures.drawing import Drawing, FigureError
from handouts.figures.store import FigureStore
from handouts.html.inline import text
from handouts.palette import BUNDLED, Accent
from handouts.sheet.blocks import Figure
from handouts.words import lang_of

PX_PER_POINT = 1.6
"""Figures stand larger on a screen than on paper: a 10 pt label becomes 16 px."""

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
        return figure.named(figures.get(figure.kind, figure.slug, mirrored=figure.mirrored))
    except KeyError:
        return None
    except FigureError as error:
        name = f"figures: {figure.kind} {figure.slug}"
        raise ContentError(Problem(name, 0, 0, str(error), "make the drawing again")) from None


def inline_svg(
    drawing: Drawing, alt: str, ident: str, palette: str = "colour", accent: Accent = BUNDLED
) -> str:
    """``drawing`` as an ``<svg>`` for a page; ``ident`` begins the ids of its title and description."""
    whole = replace(drawing, alt=alt).to_svg(palette, font="inherit", accent=accent)
    head, mark, rest = whole.partition("</desc>")
    if not mark or not head.startswith("<svg"):
        raise ValueError(f"figure {drawing.slug!r}: an SVG without a description")
    x0, y0, x1, y1 = drawing.bounds
    width, height = (round(points * PX_PER_POINT) for points in drawing.size_pt)
    return (
        f'<svg role="img" aria-labelledby="{ident}-title {ident}-desc" focusable="false" '
        f'viewBox="{x0} {y0} {x1 - x0} {y1 - y0}" width="{width}" height="{height}">'
        f'<title id="{ident}-title"{_lang(drawing.title)}>{text(drawing.title)}</title>'
        f'<desc id="{ident}-desc"{_lang(alt)}>{text(alt)}</desc>{rest}'
    )


def _lang(words: str) -> str:
    lang = lang_of(words)
    return f' lang="{text(lang)}"' if lang else ""
