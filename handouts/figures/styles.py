"""What each style class of a figure looks like, in two palettes.

Drawings carry class names only (``skin``, ``outline``, ...); line widths live here and nowhere else, colours
in :mod:`handouts.palette`. This module draws nothing and reads no files.

Line widths are points at the nominal size: they grow with a figure that is printed larger and do not shrink with a
smaller one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from handouts.palette import (
    ACCENT,
    ARROW,
    BLACK,
    BUNDLED,
    DEEP,
    GREY_FILLS,
    GREY_LINES,
    INK,
    MUSCLE,
    PAINT,
    RING,
    WHITE,
)
from handouts.palette import Accent as ClinicAccent


@dataclass(frozen=True, slots=True)
class Style:
    """How one class is painted: colours as #RRGGBB or None, width in printed points, dash in printed
    points.
    """

    fill: str | None = None
    stroke: str | None = None
    width_pt: float = 0.0
    dash: tuple[float, ...] = ()


def _line(colour: str, width: float, *dash: float) -> Style:
    return Style(stroke=colour, width_pt=width, dash=dash)


COLOUR: Mapping[str, Style] = MappingProxyType(
    {
        # people
        "skin": Style(fill=PAINT["skin"]),
        "skin-2": Style(fill=PAINT["skin-2"]),
        "skin-3": Style(fill=PAINT["skin-3"]),
        "skin-4": Style(fill=PAINT["skin-4"]),
        "shirt": Style(fill=PAINT["shirt"]),
        "shorts": Style(fill=PAINT["shorts"]),
        "skin-shade": Style(fill=PAINT["skin-shade"]),
        "skin-2-shade": Style(fill=PAINT["skin-2-shade"]),
        "skin-3-shade": Style(fill=PAINT["skin-3-shade"]),
        "skin-4-shade": Style(fill=PAINT["skin-4-shade"]),
        "shirt-shade": Style(fill=PAINT["shirt-shade"]),
        "shorts-shade": Style(fill=PAINT["shorts-shade"]),
        "shoe": Style(fill=PAINT["shoe"]),
        "sole": Style(fill=PAINT["sole"]),
        "hair-brown": Style(fill=PAINT["hair-brown"]),
        "hair": Style(fill=PAINT["hair"]),
        "hair-black": Style(fill=PAINT["hair-black"]),
        "hair-grey": Style(fill=PAINT["hair-grey"]),
        # things
        "prop": Style(fill=PAINT["prop"]),
        "wall": Style(fill=PAINT["wall"]),
        "tool": Style(fill=PAINT["tool"]),
        "mat": Style(fill=PAINT["mat"]),
        "cushion": Style(fill=PAINT["cushion"]),
        "shadow": Style(fill=PAINT["shadow"]),
        "cold": Style(fill=PAINT["cold"]),
        "frost": _line(ARROW, 0.9),
        "wrap-a": Style(fill=PAINT["wrap-a"]),
        "wrap-b": Style(fill=PAINT["wrap-b"]),
        # anatomy
        "bone": Style(fill=PAINT["bone"]),
        "muscle": Style(fill=MUSCLE),
        "tendon": Style(fill=PAINT["tendon"]),
        "fibre": _line(PAINT["fibre"], 0.5),
        "ghost-fill": Style(fill=PAINT["ghost-fill"]),
        "bone-shade": Style(fill=PAINT["bone-shade"]),
        "crest": Style(fill=INK),
        "muscle-shade": Style(fill=PAINT["muscle-shade"]),
        "muscle-pale": Style(fill=PAINT["muscle-pale"]),
        "strand": Style(fill=PAINT["strand"]),
        "nerve": Style(fill=PAINT["nerve"]),
        "neighbour": _line(PAINT["neighbour"], 0.5),
        "overlay": _line(PAINT["overlay"], 0.7, 2.6, 1.9),
        "cartilage": Style(fill=PAINT["cartilage"]),
        "body": Style(fill=PAINT["body"]),
        "body-line": _line(PAINT["body-line"], 0.7),
        "ball": _line(PAINT["ball"], 0.5, 1.6, 1.2),
        "map-body": Style(fill=PAINT["body"], stroke=INK, width_pt=0.6),
        "map-muscle": Style(fill=DEEP),
        "map-frame": _line(INK, 0.5),
        "faint": Style(fill=PAINT["faint"], stroke=DEEP, width_pt=0.8),
        # lines
        "outline": _line(INK, 0.75),
        "inner": _line(INK, 0.6),
        "fold": _line(INK, 0.5),
        # lines of people: all dark, depth by width alone; thin grey lines are gone from the third copy
        "contour": _line(INK, 1.0),
        "detail": _line(INK, 0.65),
        "start": _line(PAINT["start"], 0.75, 2.2, 1.6),
        "start-fill": Style(fill=PAINT["start-fill"]),
        "foot-line": _line(WHITE, 0.7),
        "hair-line": _line(PAINT["hair-line"], 0.5),
        "hand": _line(INK, 0.5),
        "far": _line(INK, 0.6),
        "thing": _line(INK, 0.7),
        "face": _line(INK, 0.6),
        "eye": _line(INK, 1.0),
        # where it is felt, seen through the body
        "felt": Style(fill=PAINT["felt"], stroke=PAINT["felt-line"], width_pt=0.8),
        "felt-hatch": _line(PAINT["felt-line"], 0.65),
        "glass": Style(fill=PAINT["glass"], stroke=PAINT["glass-line"], width_pt=0.6),
        "xbone": Style(fill=PAINT["xbone"], stroke=INK, width_pt=0.6),
        "xmuscle": Style(fill=PAINT["xmuscle"], stroke=INK, width_pt=0.7),
        "leader": _line(INK, 0.5),
        # signs
        "arrow": Style(fill=ARROW),
        "arrow-halo": Style(fill=WHITE, stroke=WHITE, width_pt=2.0),
        "press": _line(RING, 1.2),
        "press-halo": _line(WHITE, 2.6),
        "press-dot": Style(fill=RING),
        "closeup": _line(INK, 0.7),
        "closeup-press": _line(RING, 1.2),
        "paper": Style(fill=WHITE),
        # pain patterns
        # dots: squares of 0.6 points that grow with the figure; the line rounds them
        "zone": Style(fill=DEEP, stroke=DEEP, width_pt=0.9),
        "spillover": Style(fill=DEEP, stroke=DEEP, width_pt=0.5),
        "hatch": _line(DEEP, 0.9),
        "x-halo": _line(WHITE, 2.6),
        "x": _line(INK, 1.2),
        "stay-off-halo": _line(WHITE, 2.8),
        "stay-off": _line(RING, 1.3),
    }
)


def _mono(name: str, style: Style) -> Style:
    fill = style.fill and (GREY_FILLS.get(name) or WHITE)
    white = style.stroke == WHITE
    stroke = style.stroke and (WHITE if white else GREY_LINES.get(name, BLACK))
    return Style(fill, stroke, style.width_pt, style.dash)


MONO: Mapping[str, Style] = MappingProxyType({name: _mono(name, style) for name, style in COLOUR.items()})

PALETTES: Mapping[str, Mapping[str, Style]] = MappingProxyType({"colour": COLOUR, "mono": MONO})


def styles(name: str, accent: ClinicAccent = BUNDLED) -> Mapping[str, Style]:
    """The styles of a palette, with arrows in a clinic's own accent."""
    known = PALETTES[name]
    if not accent.own or name != "colour":
        return known
    own = {
        key: replace(style, fill=accent.colour)
        for key, style in known.items()
        if style.fill in (ACCENT, ARROW)
    }
    return {**known, **own}
