"""What each style class of a figure looks like, in two palettes.

Drawings carry class names only (``skin``, ``outline``, ...); colours and line widths live here and nowhere
else. This module draws nothing and reads no files.

Line widths are points of the printed size; they do not grow or shrink with the figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from handouts.palette import ACCENT, BUNDLED, INK, MUSCLE, RING
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
        "skin": Style(fill="#FFFFFF"),
        "shirt": Style(fill="#DCE8EB"),
        "shorts": Style(fill="#9FB8C0"),
        "shoe": Style(fill="#5C7680"),
        "sole": Style(fill="#FFFFFF"),
        "hair": Style(fill="#5F6E74"),
        "hair-grey": Style(fill="#C3CBCE"),
        # things
        "prop": Style(fill="#FFFFFF"),
        "wall": Style(fill="#F2EFE9"),
        "tool": Style(fill="#E2B7A6"),
        "mat": Style(fill="#EEF3F4"),
        "cushion": Style(fill="#F6F2EA"),
        "cold": Style(fill="#CFE3EC"),
        "wrap-a": Style(fill="#EFE3CF"),
        "wrap-b": Style(fill="#E4D3B8"),
        # anatomy
        "bone": Style(fill="#FBF6EA"),
        "muscle": Style(fill=MUSCLE),
        "tendon": Style(fill="#F1E3D3"),
        "fibre": _line("#7E3F31", 0.5),
        "ghost": _line("#8FA3AA", 0.6, 2.2, 1.6),
        "ghost-fill": Style(fill="#F1F4F5"),
        "bone-shade": Style(fill="#EFE6D2"),
        "crest": Style(fill=INK),
        "muscle-shade": Style(fill="#C97C6A"),
        "muscle-pale": Style(fill="#E6BBA9"),
        "strand": Style(fill="#6E3428"),
        "nerve": Style(fill="#F2CF4B"),
        "neighbour": _line("#8FA3AA", 0.5),
        "overlay": _line("#41535B", 0.7, 2.6, 1.9),
        # lines
        "outline": _line(INK, 0.75),
        "inner": _line(INK, 0.6),
        "fold": _line(INK, 0.5),
        "leader": _line(INK, 0.5),
        # signs
        "arrow": Style(fill=ACCENT),
        "arrow-halo": Style(fill="#FFFFFF", stroke="#FFFFFF", width_pt=2.0),
        "press": _line(RING, 1.2),
        "press-halo": _line("#FFFFFF", 2.6),
        "press-dot": Style(fill=RING),
        "closeup": _line(INK, 0.7),
        "paper": Style(fill="#FFFFFF"),
        # pain patterns
        # dots: squares of 0.6 points that grow with the figure; the line rounds them
        "zone": Style(fill=RING, stroke=RING, width_pt=0.5),
        "spillover": Style(fill=RING, stroke=RING, width_pt=0.5),
        "x": _line(INK, 1.2),
    }
)

_MONO_FILLS = {
    "shirt": "#ECECEC",
    "shorts": "#C4C4C4",
    "shoe": "#8A8A8A",
    "hair": "#7D7D7D",
    "hair-grey": "#D4D4D4",
    "wall": "#F0F0F0",
    "tool": "#D0D0D0",
    "mat": "#F5F5F5",
    "cushion": "#F8F8F8",
    "cold": "#E0E0E0",
    "wrap-a": "#F2F2F2",
    "wrap-b": "#D8D8D8",
    "bone": "#FFFFFF",
    "muscle": "#CFCFCF",
    "tendon": "#F0F0F0",
    "ghost-fill": "#F5F5F5",
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
}
_MONO_STROKES = {"ghost": "#8A8A8A", "fibre": "#444444", "neighbour": "#8A8A8A", "overlay": "#444444"}


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
    own = {key: replace(style, fill=accent.colour) for key, style in known.items() if style.fill == ACCENT}
    return {**known, **own}
