"""What each style class of a figure looks like, in two palettes.

Drawings carry class names only (``skin``, ``outline``, ...); colours and line widths live here and nowhere
else. This module draws nothing and reads no files.

Line widths are points at the nominal size: they grow with a figure that is printed larger and do not shrink with a
smaller one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from handouts.palette import ACCENT, ARROW, BUNDLED, DEEP, INK, MUSCLE, RING
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
        "skin": Style(fill="#F4D6C1"),
        "skin-2": Style(fill="#E3B591"),
        "skin-3": Style(fill="#C8936B"),
        "skin-4": Style(fill="#A06C4A"),
        "shirt": Style(fill="#E4F0F3"),
        "shorts": Style(fill="#5F8FA0"),
        "skin-shade": Style(fill="#E3B79C"),
        "skin-2-shade": Style(fill="#CB9770"),
        "skin-3-shade": Style(fill="#AC774F"),
        "skin-4-shade": Style(fill="#825336"),
        "shirt-shade": Style(fill="#C6DAE1"),
        "shorts-shade": Style(fill="#497687"),
        "shoe": Style(fill="#3B5661"),
        "sole": Style(fill="#B9C6CA"),
        "hair-brown": Style(fill="#5B4034"),
        "hair": Style(fill="#5F6E74"),
        "hair-black": Style(fill="#2B2A2E"),
        "hair-grey": Style(fill="#C6C9CB"),
        # things
        "prop": Style(fill="#FBF7EF"),
        "wall": Style(fill="#ECE6DA"),
        "tool": Style(fill="#6B3FA0"),
        "mat": Style(fill="#E2ECE4"),
        "cushion": Style(fill="#FAF4E4"),
        "shadow": Style(fill="#CBD3D3"),
        "cold": Style(fill="#A9D3F0"),
        "frost": _line("#0B4FA8", 0.9),
        "wrap-a": Style(fill="#F7FAFA"),
        "wrap-b": Style(fill="#CFDDE1"),
        # anatomy
        "bone": Style(fill="#FBF6EA"),
        "muscle": Style(fill=MUSCLE),
        "tendon": Style(fill="#F1E3D3"),
        "fibre": _line("#7E3F31", 0.5),
        "ghost-fill": Style(fill="#F1F4F5"),
        "bone-shade": Style(fill="#EFE6D2"),
        "crest": Style(fill=INK),
        "muscle-shade": Style(fill="#BC6C59"),
        "muscle-pale": Style(fill="#E3B3A0"),
        "strand": Style(fill="#6E3428"),
        "nerve": Style(fill="#F2CF4B"),
        "neighbour": _line("#8FA3AA", 0.5),
        "overlay": _line("#41535B", 0.7, 2.6, 1.9),
        "cartilage": Style(fill="#DCE9EA"),
        "body": Style(fill="#F7EEE6"),
        "body-line": _line("#7A6A60", 0.7),
        "ball": _line("#5B5148", 0.5, 1.6, 1.2),
        "map-body": Style(fill="#F7EEE6", stroke=INK, width_pt=0.6),
        "map-muscle": Style(fill=DEEP),
        "map-frame": _line(INK, 0.5),
        "faint": Style(fill="#F0CFC5"),
        # lines
        "outline": _line(INK, 0.75),
        "inner": _line(INK, 0.6),
        "fold": _line(INK, 0.5),
        # lines of people: all dark, depth by width alone; thin grey lines are gone from the third copy
        "contour": _line(INK, 1.0),
        "detail": _line(INK, 0.65),
        "start": _line("#22404C", 0.75, 2.2, 1.6),
        "start-fill": Style(fill="#EEF3F5"),
        "foot-line": _line("#FFFFFF", 0.7),
        "hair-line": _line("#85736A", 0.5),
        "hand": _line(INK, 0.5),
        "far": _line(INK, 0.6),
        "thing": _line(INK, 0.7),
        "face": _line(INK, 0.6),
        "eye": _line(INK, 1.0),
        # where it is felt, seen through the body
        "felt": Style(fill="#FFBDAB", stroke="#A3160F", width_pt=0.8),
        "felt-hatch": _line("#A3160F", 0.65),
        "glass": Style(fill="#F3EEE8", stroke="#4A4440", width_pt=0.6),
        "xbone": Style(fill="#FFFDF4", stroke=INK, width_pt=0.6),
        "xmuscle": Style(fill="#E8705A", stroke=INK, width_pt=0.7),
        "leader": _line(INK, 0.5),
        # signs
        "arrow": Style(fill=ARROW),
        "arrow-halo": Style(fill="#FFFFFF", stroke="#FFFFFF", width_pt=2.0),
        "press": _line(RING, 1.2),
        "press-halo": _line("#FFFFFF", 2.6),
        "press-dot": Style(fill=RING),
        "closeup": _line(INK, 0.7),
        "closeup-press": _line(RING, 1.2),
        "paper": Style(fill="#FFFFFF"),
        # pain patterns
        # dots: squares of 0.6 points that grow with the figure; the line rounds them
        "zone": Style(fill=DEEP, stroke=DEEP, width_pt=0.9),
        "spillover": Style(fill=DEEP, stroke=DEEP, width_pt=0.5),
        "hatch": _line(DEEP, 0.6),
        "x-halo": _line("#FFFFFF", 2.6),
        "x": _line(INK, 1.2),
    }
)

_MONO_FILLS = {
    "skin": "#E2E2E2",
    "skin-2": "#D8D8D8",
    "skin-3": "#C6C6C6",
    "skin-4": "#B0B0B0",
    "skin-shade": "#CFCFCF",
    "skin-2-shade": "#C3C3C3",
    "skin-3-shade": "#B0B0B0",
    "skin-4-shade": "#989898",
    "shirt-shade": "#EAEAEA",
    "shorts-shade": "#727272",
    "shirt": "#FFFFFF",
    "shorts": "#868686",
    "shoe": "#585858",
    "sole": "#BEBEBE",
    "hair": "#7D7D7D",
    "hair-brown": "#5A5A5A",
    "hair-black": "#3A3A3A",
    "hair-grey": "#CFCFCF",
    "wall": "#EFEFEF",
    "tool": "#303030",
    "mat": "#F2F2F2",
    "cushion": "#FBFBFB",
    "shadow": "#CDCDCD",
    "felt": "#FFFFFF",
    "glass": "#F4F4F4",
    "xbone": "#FFFFFF",
    "xmuscle": "#8C8C8C",
    "cold": "#E0E0E0",
    "wrap-a": "#F2F2F2",
    "wrap-b": "#D8D8D8",
    "bone": "#FFFFFF",
    "muscle": "#CFCFCF",
    "tendon": "#F0F0F0",
    "ghost-fill": "#F5F5F5",
    "start-fill": "#F2F2F2",
    "bone-shade": "#EEEEEE",
    "crest": "#000000",
    "muscle-shade": "#BDBDBD",
    "muscle-pale": "#E0E0E0",
    "strand": "#222222",
    "nerve": "#FFFFFF",
    "arrow": "#000000",
    "press-dot": "#000000",
    "zone": "#000000",
    "spillover": "#000000",
    "cartilage": "#E9E9E9",
    "body": "#F4F4F4",
    "map-body": "#FFFFFF",
    "map-muscle": "#000000",
    "faint": "#DDDDDD",
}
_MONO_STROKES = {
    "start": "#333333",
    "hair-line": "#8E8E8E",
    "foot-line": "#FFFFFF",
    "far": "#000000",
    "thing": "#222222",
    "glass": "#444444",
    "fibre": "#444444",
    "neighbour": "#8A8A8A",
    "overlay": "#444444",
    "body-line": "#777777",
    "ball": "#444444",
}


def _mono(name: str, style: Style) -> Style:
    fill = style.fill and (_MONO_FILLS.get(name) or "#FFFFFF")
    white = style.stroke == "#FFFFFF"
    stroke = style.stroke and ("#FFFFFF" if white else _MONO_STROKES.get(name, "#000000"))
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
