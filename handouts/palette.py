"""The colours of everything that is made: each has its one home here. Imports nothing of the project.

A clinic may have its own accent; what is tinted with it, or stands on it, follows from it by rule, and a colour in
which text could not be read is refused (:func:`fault`). Paper, web page and drawings read their colours here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

INK = "#16242A"
ACCENT = "#0F4C5C"
STOP = "#8C1D18"
RING = "#B3261E"
TINT = "#EAF2F4"
STOP_TINT = "#F8EAE8"
HAIRLINE = "#B9C9CE"
WHITE = "#FFFFFF"
DESK = "#F3F6F7"
"""What a page lies on, where a screen is wider than it."""
BLACK = "#000000"
GREY_HAIRLINE = "#8A8A8A"
"""A hairline in the edition that saves ink."""
QUIET = "#2B3D44"
"""Captions, notes and the footer on paper."""
WEB_QUIET = "#3A4A51"
"""What stands back on a web page."""
WEB_EDGE = "#5E7A83"
"""The edge of what can be pressed there."""
MUSCLE = "#BA5944"
DEEP = "#8E1B16"
"""The dots of a pain chart."""
ARROW = "#0B4FA8"
"""Arrows in drawings: unlike cloth and skin, and dark in grey. A clinic's own accent takes its place."""
DARK_GROUND = "#152127"
"""The paper of a web page in the dark."""
DARK_TINT = "#1E3038"
"""The ground of its areas, on which the accent stands too."""
DARK_ACCENT = "#8CD0E0"
DARK_DESK = "#0E171B"
DARK_EDGE = "#7F9AA3"
DARK_RING = "#F0877F"
DARK_INK = "#E9F0F2"
DARK_LINE = "#3C525B"
DARK_ON_ACCENT = "#0B2028"
DARK_ON_STOP = "#3A0B08"
DARK_QUIET = "#B4C4CA"
DARK_STOP = "#F2ABA5"
DARK_STOP_INK = "#F6BDB8"
DARK_STOP_TINT = "#3A2322"

DESK_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "white": WHITE,
        "ink": INK,
        "ink2": "#41535B",
        "accent": ACCENT,
        "accent-d": "#0A3844",
        "stop": STOP,
        "ring": RING,
        "tint": TINT,
        "tint2": "#F5F9FA",
        "well": "#DCE8EB",
        "stop-tint": STOP_TINT,
        "hair": HAIRLINE,
        "edge": "#647F89",
        "veil": INK + "80",
        "shade": INK + "40",
    }
)
"""The colours of the desk's screens, by the names that its style has; the last two let through what lies below."""

PAINT: Mapping[str, str] = MappingProxyType(
    {
        "skin": "#F4D6C1",
        "skin-2": "#E3B591",
        "skin-3": "#C8936B",
        "skin-4": "#A06C4A",
        "shirt": "#E4F0F3",
        "shorts": "#5F8FA0",
        "skin-shade": "#E3B79C",
        "skin-2-shade": "#CB9770",
        "skin-3-shade": "#AC774F",
        "skin-4-shade": "#825336",
        "shirt-shade": "#C6DAE1",
        "shorts-shade": "#497687",
        "shoe": "#3B5661",
        "sole": "#B9C6CA",
        "hair-brown": "#5B4034",
        "hair": "#5F6E74",
        "hair-black": "#2B2A2E",
        "hair-grey": "#C6C9CB",
        "prop": "#FBF7EF",
        "wall": "#ECE6DA",
        "tool": "#6B3FA0",
        "mat": "#E2ECE4",
        "cushion": "#FAF4E4",
        "shadow": "#CBD3D3",
        "cold": "#A9D3F0",
        "wrap-a": "#F7FAFA",
        "wrap-b": "#CFDDE1",
        "bone": "#FBF6EA",
        "tendon": "#F1E3D3",
        "fibre": "#7E3F31",
        "ghost-fill": "#F1F4F5",
        "bone-shade": "#EFE6D2",
        "muscle-shade": "#9C4634",
        "muscle-pale": "#DCA793",
        "strand": "#421710",
        "nerve": "#F2CF4B",
        "neighbour": "#55696F",
        "overlay": "#24343B",
        "cartilage": "#DCE9EA",
        "body": "#F7EEE6",
        "body-line": "#5C4D44",
        "ball": "#5B5148",
        "faint": "#F0CFC5",
        "start": "#22404C",
        "start-fill": "#EEF3F5",
        "hair-line": "#85736A",
        "felt": "#FFBDAB",
        "felt-line": "#A3160F",
        "glass": "#F3EEE8",
        "glass-line": "#4A4440",
        "xbone": "#FFFDF4",
        "xmuscle": "#C4513B",
    }
)
"""Further colours of drawings, by the class of what is drawn; ``-line`` is that of its line where it has both."""
GREY_FILLS: Mapping[str, str] = MappingProxyType(
    {
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
        "shirt": WHITE,
        "shorts": "#868686",
        "shoe": "#585858",
        "sole": "#BEBEBE",
        "hair": "#7D7D7D",
        "hair-brown": "#5A5A5A",
        "hair-black": "#3A3A3A",
        "hair-grey": "#CFCFCF",
        "wall": "#EFEFEF",
        "tool": "#3C3C3C",
        "mat": "#F2F2F2",
        "cushion": "#FBFBFB",
        "shadow": "#CDCDCD",
        "felt": WHITE,
        "glass": "#F4F4F4",
        "xbone": WHITE,
        "xmuscle": "#707070",
        "cold": "#E0E0E0",
        "wrap-a": "#F2F2F2",
        "wrap-b": "#D8D8D8",
        "bone": WHITE,
        "muscle": "#747474",
        "tendon": "#F0F0F0",
        "ghost-fill": "#F5F5F5",
        "start-fill": "#F2F2F2",
        "bone-shade": "#EEEEEE",
        "crest": BLACK,
        "muscle-shade": "#606060",
        "muscle-pale": "#C4C4C4",
        "strand": "#111111",
        "nerve": WHITE,
        "arrow": BLACK,
        "press-dot": BLACK,
        "zone": BLACK,
        "spillover": BLACK,
        "cartilage": "#E9E9E9",
        "body": "#F4F4F4",
        "map-body": WHITE,
        "map-muscle": BLACK,
        "faint": "#DDDDDD",
    }
)
"""The same in grey, for the edition that saves ink: areas; all others are white."""
GREY_LINES: Mapping[str, str] = MappingProxyType(
    {
        "start": "#333333",
        "hair-line": "#8E8E8E",
        "foot-line": WHITE,
        "far": BLACK,
        "thing": "#222222",
        "glass": "#444444",
        "fibre": "#444444",
        "neighbour": "#5A5A5A",
        "overlay": "#222222",
        "body-line": "#505050",
        "ball": "#444444",
    }
)
"""Lines in grey; all others are black."""

SAMPLE = "#5B2A86"
"""What messages show where they say how a colour is written."""
LEAST_CONTRAST = 7.0
"""Contrast that text has with its ground (WCAG 2.2, 1.4.6: enhanced)."""
TINT_SHARE = 0.08
"""Share of the accent in its tint; that of the bundled colours."""
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Accent:
    """A clinic's colour and what follows from it: the tint behind its areas, and its like on a dark ground."""

    colour: str = ACCENT
    tint: str = TINT
    dark: str = DARK_ACCENT

    def __post_init__(self) -> None:
        if not all(COLOUR.fullmatch(part) for part in (self.colour, self.tint, self.dark)):
            raise ValueError(f"{self} holds something else than colours")

    @property
    def own(self) -> bool:
        """Whether it is another than the bundled one."""
        return self != BUNDLED


BUNDLED = Accent()


def accent(colour: str | None) -> Accent:
    """The colours that follow from an accent, #RRGGBB; the bundled ones for None."""
    if colour is None or colour.upper() == ACCENT:
        return BUNDLED
    return Accent(colour.upper(), mix(colour, WHITE, TINT_SHARE), _lightened(colour))


def fault(colour: str) -> str | None:
    """Why text in this accent, or white on it, could not be read; None if it can."""
    tint = mix(colour, WHITE, TINT_SHARE)
    least = min(contrast(colour, WHITE), contrast(colour, tint), contrast(INK, tint))
    if least >= LEAST_CONTRAST:
        return None
    return (
        f"its contrast with white paper and with its own tint is {least:.1f}; text needs {LEAST_CONTRAST:g}"
    )


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two #RRGGBB colours, by WCAG 2.2: 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """``share`` of a colour in a ground, as if it were printed on it that thinly."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in parts)


def _lightened(colour: str) -> str:
    """The colour with as much white as it takes to be read on a dark ground."""
    for step in range(0, 101, 5):
        light = mix(WHITE, colour, step / 100)
        if contrast(light, DARK_TINT) >= LEAST_CONTRAST:
            return light
    return WHITE


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
