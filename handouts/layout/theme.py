"""The look of a sheet: page sizes, type sizes, colours and spacing, one theme for each edition.

Numbers are points and come from the sheet's specification: body 12 pt or more (RNIB clear print), large print 18 pt,
captions and tables 10 pt or more, footer 8.5 pt; contrast of every text colour with its ground is at least 7.8:1.
A new edition is one row in :data:`THEMES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from handouts.layout.program_styles import PROGRAM
from handouts.palette import (
    ACCENT,
    BLACK,
    BUNDLED,
    GREY_HAIRLINE,
    HAIRLINE,
    INK,
    QUIET,
    RING,
    STOP,
    STOP_TINT,
    TINT,
    WHITE,
    Accent,
)  # fmt: skip
from handouts.papers import NARROWEST

MAX_LINE = 70
"""Characters a line may have (RNIB clear print: 60 to 70)."""

Weight = Literal["regular", "bold", "extrabold"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Type: size and leading in points, weight of plain and of emphasised text, colour."""

    size: float
    leading: float
    weight: Weight = "regular"
    colour: str = INK
    strong: Weight = "bold"
    line: int = MAX_LINE
    """Most characters on a line."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by part. ``None`` means that the area is not filled."""

    ink: str = INK
    accent: str = ACCENT
    stop: str = STOP
    ring: str = RING
    tint: str | None = TINT
    stop_tint: str | None = STOP_TINT
    hairline: str = HAIRLINE
    badge: str | None = ACCENT
    stop_fill: str | None = STOP
    figures: str = "colour"
    clinic: Accent = BUNDLED
    """The clinic's own accent, which arrows in drawings follow too."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything the layout needs to know of an edition.

    ``fit``: the document is one sheet of two pages, and what has leave to go goes until it fits. ``figure_*``: the
    largest width and height of the drawings.
    """

    name: str
    palette: Palette
    styles: Mapping[str, TextStyle]
    fit: bool = False
    margin_x: float = 40.0
    margin_y: float = 36.0
    gap: float = 9.0
    """Between blocks."""
    small_gap: float = 3.0
    """Under a heading, between list items."""
    gutter: float = 20.0
    exercise_figure: tuple[float, float] = (104.0, 124.0)
    anatomy_figure: tuple[float, float] = (133.0, 166.0)
    chart_figure: tuple[float, float] = (133.0, 152.0)
    panel_figure: tuple[float, float] = (114.0, 42.0)
    log_box: float = 16.5

    def style(self, name: str) -> TextStyle:
        """The style called ``name``."""
        return self.styles[name]

    def on(self, page: tuple[float, float]) -> Theme:
        """The theme for a page of this width and height in points: a small one has narrower margins."""
        share = min(1.0, page[0] / NARROWEST)
        return replace(self, margin_x=self.margin_x * share, margin_y=self.margin_y * share)


_STANDARD: dict[str, TextStyle] = {
    "banner": TextStyle(13, 16, "bold", ACCENT),
    "contact": TextStyle(11, 14),
    "h1": TextStyle(28, 30, "extrabold", ACCENT),
    "h2-page": TextStyle(22, 24, "extrabold", ACCENT),
    "h2": TextStyle(14.5, 18, "bold", ACCENT),
    "h3": TextStyle(13.5, 16, "bold", ACCENT),
    "subtitle": TextStyle(14, 18),
    "badge": TextStyle(13, 16, "bold", WHITE),
    "patient": TextStyle(12, 15),
    "body": TextStyle(12, 15),
    "lead": TextStyle(12, 15),
    "fact-label": TextStyle(10.5, 13, "bold"),
    "fact": TextStyle(10.5, 13),
    "table-head": TextStyle(10.5, 13, "bold", ACCENT),
    "table": TextStyle(10.5, 13),
    "pair-head": TextStyle(12, 15, "bold", ACCENT),
    "pair": TextStyle(12, 15),
    "caption": TextStyle(10, 11.5, colour=QUIET),
    "note": TextStyle(10, 12.5, colour=QUIET, line=100),
    "safety": TextStyle(10.5, 13, line=110),
    "personal": TextStyle(12, 15, line=95),
    "step": TextStyle(12, 14.2, line=75),
    "sign": TextStyle(12, 14.5),
    "figure-label": TextStyle(9.5, 11.5),
    "stop-head": TextStyle(13.5, 17, "bold", WHITE),
    "stop-head-soon": TextStyle(13.5, 17, "bold", STOP),
    "dose-value": TextStyle(13, 15, "bold"),
    "dose-label": TextStyle(10, 12),
    "card-note": TextStyle(10.5, 13, line=100),
    "letter": TextStyle(11, 13, "bold", WHITE),
    "panel-title": TextStyle(12, 14.5, "bold", ACCENT),
    "panel": TextStyle(10.5, 13),
    "panel-lead": TextStyle(12, 15, line=95),
    "log": TextStyle(10, 12.5),
    "qr-heading": TextStyle(10.5, 13, "bold"),
    "qr": TextStyle(10, 12.5),
    "footer": TextStyle(8.5, 11, colour=QUIET, line=110),
    **{
        name: TextStyle(float(kind.size), float(kind.leading), kind.weight, kind.colour, line=kind.line)
        for name, kind in PROGRAM.items()
    },
}

_LARGE_SIZES = {
    "banner": (18, 22), "contact": (18, 23), "h1": (36, 40), "h2-page": (30, 34), "h2": (23, 28), "h3": (21, 26),
    "subtitle": (20, 25), "badge": (18, 22), "patient": (18, 23), "body": (18, 23), "lead": (18, 23),
    "fact-label": (18, 23), "fact": (18, 23), "table-head": (18, 22), "table": (18, 22), "pair-head": (18, 23),
    "pair": (18, 23), "caption": (18, 22), "note": (18, 22), "safety": (18, 23), "personal": (18, 23), "step": (18, 23),
    "sign": (18, 23), "figure-label": (16, 19), "stop-head": (20, 25),
    "stop-head-soon": (20, 25), "dose-value": (20, 24), "dose-label": (18, 22),
    "card-note": (18, 23), "letter": (17, 20),
    "panel-title": (19, 23), "panel": (18, 23), "panel-lead": (18, 23), "log": (18, 22), "qr-heading": (19, 23),
    "qr": (18, 23), "footer": (14, 17), **{name: kind.large for name, kind in PROGRAM.items()},
}  # fmt: skip


def _large(styles: Mapping[str, TextStyle]) -> Mapping[str, TextStyle]:
    return {
        name: replace(
            style, size=float(_LARGE_SIZES[name][0]), leading=float(_LARGE_SIZES[name][1]), line=MAX_LINE
        )
        for name, style in styles.items()
    }


_COLOUR = Palette()
_MONO = Palette(
    ink=BLACK,
    accent=BLACK,
    stop=BLACK,
    ring=BLACK,
    tint=None,
    stop_tint=None,
    hairline=GREY_HAIRLINE,
    badge=None,
    stop_fill=None,
    figures="mono",
)


def _mono(styles: Mapping[str, TextStyle]) -> Mapping[str, TextStyle]:
    return {name: replace(style, colour=BLACK) for name, style in styles.items()}


FITTED_PANEL = (36.0, 34.0)
"""Largest width and height of the pictures of first aid on a sheet that has to fit its pages."""

THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "standard": Theme("standard", _COLOUR, _STANDARD, margin_y=24.0),
        "mono": Theme("mono", _MONO, _mono(_STANDARD), margin_y=24.0),
        "clinician": Theme("clinician", _COLOUR, _STANDARD),
        "large": Theme(
            "large",
            _COLOUR,
            _large(_STANDARD),
            gap=14.0,
            small_gap=6.0,
            exercise_figure=(250.0, 190.0),
            anatomy_figure=(250.0, 300.0),
            chart_figure=(360.0, 300.0),
            panel_figure=(260.0, 200.0),
            log_box=28.0,
        ),
    }
)
"""How each edition looks where it takes as many pages as it needs."""


def theme_for(style: str, *, fit: bool, accent: Accent = BUNDLED) -> Theme:
    """The theme called ``style``, made to fit a number of pages or not, in a clinic's own colour where it has any."""
    theme = THEMES[style]
    if fit:
        theme = replace(theme, fit=True, panel_figure=FITTED_PANEL)
    if not accent.own or theme.palette.tint is None:
        return theme
    own = accent.colour
    palette = replace(theme.palette, accent=own, badge=own, tint=accent.tint, clinic=accent)
    styles = {
        name: replace(style, colour=own) if style.colour == ACCENT else style
        for name, style in theme.styles.items()
    }
    return replace(theme, palette=palette, styles=styles)
