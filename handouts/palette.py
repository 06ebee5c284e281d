"""The colours of everything that is made: each has its one home here. Imports nothing of the project.

A clinic may have its own accent; what is tinted with it, or stands on it, follows from it by rule, and a colour in
which text could not be read is refused (:func:`fault`). Paper, web page and drawings read their colours here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

INK = "#16242A"
ACCENT = "#0F4C5C"
STOP = "#8C1D18"
RING = "#B3261E"
TINT = "#EAF2F4"
STOP_TINT = "#F8EAE8"
HAIRLINE = "#B9C9CE"
WHITE = "#FFFFFF"
QUIET = "#2B3D44"
"""Captions, notes and the footer on paper."""
MUSCLE = "#D08370"
DEEP = "#8E1B16"
"""The dots of a pain chart."""
ARROW = "#0B4FA8"
"""Arrows in drawings: unlike cloth and skin, and dark in grey. A clinic's own accent takes its place."""
DARK_GROUND = "#152127"
"""The paper of a web page in the dark."""
DARK_TINT = "#1E3038"
"""The ground of its areas, on which the accent stands too."""
DARK_ACCENT = "#8CD0E0"

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
