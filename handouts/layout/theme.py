"""The look of a sheet: page sizes, type sizes, colours and spacing, one theme for each edition.

Numbers are points and come from the sheet's specification: body 12 pt or more (RNIB clear print), large print 18 pt,
captions, tables and words in drawings 10.5 pt, footer 8.5 pt; contrast of every text colour with its ground is at least
7.8:1.
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
    link: str | None = None
    """Colour of what leads somewhere; None: the accent."""


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


OPENS_FROM = 30.0
"""Lines of body type that a page is high at least for each exercise to open one: most exercises fill it then."""


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
    margin_punched: float = 51.0
    """The side with the holes, 18 mm: the left one on odd pages, the right one on even pages."""
    margin_side: float = 40.0
    margin_top: float = 22.0
    margin_bottom: float = 20.0
    gap: float = 9.0
    """Between blocks."""
    small_gap: float = 3.0
    """Under a heading, between list items."""
    gutter: float = 20.0
    exercise_figure: tuple[float, float] = (104.0, 124.0)
    anatomy_figure: tuple[float, float] = (133.0, 166.0)
    chart_figure: tuple[float, float] = (133.0, 152.0)
    panel_figure: tuple[float, float] = (118.0, 54.0)
    log_box: float = 29.5
    """Points that a box of the log is wide at most."""
    log_row: float = 16.0
    item_gap: float = 2.0
    """Points between the entries of a list."""
    label_column: bool = False
    """Labels of facts stand in a column of their own."""
    note_gap: float = 1.0
    """Points under a remark of an exercise."""
    code: float = 71.0
    """Side of the code with its quiet zone: 25 mm, in which a module of the largest code is 0.55 mm."""
    page_height: float = 0.0
    """Points of the paper from top to bottom, once the theme is for one."""
    paged: bool = False
    """Blocks that stand one below the other are set for large print: few outlines, room for words under drawings."""
    opens: bool = False
    """There each exercise opens a page, and so do strains and the log unless that takes one more."""

    def style(self, name: str) -> TextStyle:
        """The style called ``name``."""
        return self.styles[name]

    def on(self, page: tuple[float, float]) -> Theme:
        """The theme for a page of this width and height in points: a small one has narrower margins."""
        share = min(1.0, page[0] / NARROWEST)
        return replace(
            self,
            opens=self.paged and page[1] >= OPENS_FROM * self.style("body").leading,
            page_height=page[1],
            margin_punched=self.margin_punched * share,
            margin_side=self.margin_side * share,
            margin_top=self.margin_top * share,
            margin_bottom=self.margin_bottom * share,
        )


_STANDARD: dict[str, TextStyle] = {
    "banner": TextStyle(13, 16, "bold", ACCENT),
    "contact": TextStyle(11, 14, link=INK),
    "h1": TextStyle(28, 30, "extrabold", ACCENT),
    "h1-long": TextStyle(25, 27, "extrabold", ACCENT),
    "h2-page": TextStyle(20, 24, "extrabold", ACCENT),
    "h2": TextStyle(14.5, 18, "bold", ACCENT),
    "h3": TextStyle(13.5, 16, "bold", ACCENT),
    "subtitle": TextStyle(12.5, 16),
    "badge": TextStyle(12, 15, "bold", WHITE),
    "person-label": TextStyle(11, 14),
    "person": TextStyle(12, 13.8),
    "person-row": TextStyle(11, 12.7, "bold"),
    "body": TextStyle(12, 15),
    "lead": TextStyle(12, 15),
    "fact-label": TextStyle(10.5, 13, "bold"),
    "fact": TextStyle(10.5, 13),
    "table-head": TextStyle(10.5, 12.6, "bold", ACCENT),
    "table": TextStyle(10.5, 12.6),
    "pair-head": TextStyle(12, 15, "bold", ACCENT),
    "pair": TextStyle(12, 15),
    "caption": TextStyle(10.5, 11.5, colour=QUIET),
    "note": TextStyle(10.5, 12.5, colour=QUIET, line=100),
    "safety": TextStyle(10.5, 12.6, line=120),
    "personal": TextStyle(12, 15, line=95),
    "alert": TextStyle(12, 15, line=95),
    "rule": TextStyle(12, 15, line=95),
    "wide": TextStyle(12, 15, line=95),
    "scale-head": TextStyle(12, 14, "bold", ACCENT),
    "scale": TextStyle(11, 13),
    "card-first": TextStyle(10.5, 13, "bold", ACCENT),
    "step": TextStyle(12, 14, line=75),
    "sign": TextStyle(12, 14.5),
    "sign-close": TextStyle(12, 13.9),
    "figure-label": TextStyle(10.5, 12.0),
    "stop-head": TextStyle(13.5, 17, "bold", WHITE),
    "stop-head-soon": TextStyle(13.5, 17, "bold", STOP),
    "dose-value": TextStyle(13, 15, "bold"),
    "dose-label": TextStyle(10.5, 12),
    "card-note": TextStyle(10.5, 12.6, line=120),
    "letter": TextStyle(11, 13, "bold", WHITE),
    "panel-title": TextStyle(12, 14.5, "bold", ACCENT),
    "panel": TextStyle(10.5, 12.6),
    "panel-lead": TextStyle(10.5, 13, line=110),
    "log": TextStyle(10.5, 12.5),
    "log-day": TextStyle(10, 11),
    "log-lead": TextStyle(10.5, 12.5),
    "log-week": TextStyle(10.5, 13, "bold"),
    "qr-heading": TextStyle(11.5, 14, "bold"),
    "qr": TextStyle(12, 14.5, "bold", link=INK),
    "qr-address": TextStyle(9.6, 12, "bold", link=INK),
    "reference": TextStyle(10, 12.5),
    "matrix-head": TextStyle(10.5, 13, "bold", ACCENT),
    "matrix": TextStyle(10.5, 13),
    "footer": TextStyle(8.5, 11, colour=QUIET, line=140),
    **{
        name: TextStyle(float(kind.size), float(kind.leading), kind.weight, kind.colour, line=kind.line)
        for name, kind in PROGRAM.items()
    },
}

_LARGE_SIZES = {
    "banner": (16.5, 21), "contact": (16, 21), "h1": (36, 40), "h1-long": (32, 36), "h2-page": (28, 32),
    "h2": (23, 28), "h3": (21, 26),
    "subtitle": (20, 25), "badge": (17, 22),
    "person-label": (16.5, 21), "person": (16.5, 19), "person-row": (16.5, 19), "alert": (18, 23), "rule": (18, 23),
    "wide": (18, 23),
    "scale-head": (18, 22), "scale": (18, 23), "card-first": (18, 23), "body": (18, 23), "lead": (18, 23),
    "fact-label": (18, 23), "fact": (18, 23), "table-head": (18, 22), "table": (18, 22), "pair-head": (18, 23),
    "pair": (18, 23), "caption": (18, 22), "note": (18, 22), "safety": (18, 23), "personal": (18, 23), "step": (18, 23),
    "sign": (18, 23), "sign-close": (18, 20.5), "figure-label": (16, 19), "stop-head": (20, 25),
    "stop-head-soon": (20, 25), "dose-value": (20, 24), "dose-label": (18, 22),
    "card-note": (18, 23), "letter": (17, 20),
    "panel-title": (19, 23), "panel": (18, 23), "panel-lead": (18, 23), "log": (18, 22), "log-day": (18, 22),
    "log-lead": (18, 23), "reference": (18, 23), "matrix-head": (18, 23), "matrix": (18, 23), "log-week": (18, 23),
    "qr-heading": (19, 23),
    "qr": (18, 23), "qr-address": (18, 23), "footer": (16, 20),
    **{name: kind.large for name, kind in PROGRAM.items()},
}  # fmt: skip


def _sized(
    styles: Mapping[str, TextStyle], sizes: Mapping[str, tuple[float, float]], line: int | None = None
) -> Mapping[str, TextStyle]:
    """``styles`` in other sizes; ``line``: the most characters on a line of all of them."""
    return {
        name: replace(
            style, size=float(sizes[name][0]), leading=float(sizes[name][1]), line=line or style.line
        )
        if name in sizes
        else style
        for name, style in styles.items()
    }


_CLINICIAN_SIZES = {
    "h1": (25, 27), "h1-long": (22, 25), "subtitle": (11, 14), "h2-page": (18, 21), "h2": (12, 15), "h3": (11.5, 14),
    "body": (9.5, 11), "lead": (9.5, 11), "fact-label": (9.5, 11), "fact": (9.5, 11), "table-head": (9.5, 11.6),
    "table": (9.5, 11.6), "pair-head": (9.8, 12), "pair": (9.8, 12), "note": (9.5, 11.6), "safety": (9.5, 11.6),
    "wide": (9.5, 11.6), "caption": (9.5, 11.5), "reference": (8.5, 9.8), "matrix-head": (9.5, 11.8),
    "matrix": (9.5, 11),
}  # fmt: skip


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
    return {
        name: replace(style, colour=BLACK, link=BLACK if style.link else None)
        for name, style in styles.items()
    }


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "standard": Theme("standard", _COLOUR, _STANDARD),
        "mono": Theme("mono", _MONO, _mono(_STANDARD)),
        "clinician": Theme(
            "clinician",
            _COLOUR,
            _sized(_STANDARD, _CLINICIAN_SIZES),
            gap=3.6,
            small_gap=1.5,
            label_column=True,
            item_gap=0.2,
        ),
        "large": Theme(
            "large",
            _COLOUR,
            _sized(_STANDARD, _LARGE_SIZES, MAX_LINE),
            gap=12.0,
            small_gap=3.6,
            exercise_figure=(420.0, 200.0),
            anatomy_figure=(420.0, 320.0),
            chart_figure=(250.0, 240.0),  # pages with room add to it; higher, most sheets take a page more
            panel_figure=(260.0, 110.0),
            log_box=60.0,
            log_row=31.0,
            code=128.0,
            paged=True,
        ),
    }
)
"""How each edition looks where it takes as many pages as it needs."""


def theme_for(style: str, *, fit: bool, accent: Accent = BUNDLED) -> Theme:
    """The theme called ``style``, made to fit a number of pages or not, in a clinic's own colour where it has any."""
    theme = THEMES[style]
    if fit:
        theme = replace(theme, fit=True, log_row=13.0, note_gap=0.0)
    if not accent.own or theme.palette.tint is None:
        return theme
    own = accent.colour
    palette = replace(theme.palette, accent=own, badge=own, tint=accent.tint, clinic=accent)
    styles = {
        name: replace(style, colour=own) if style.colour == ACCENT else style
        for name, style in theme.styles.items()
    }
    return replace(theme, palette=palette, styles=styles)
