"""Colours of a page on a light and on a dark screen, and which stand on which. Holds no style rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handouts.palette import (
    ACCENT,
    BUNDLED,
    DARK_ACCENT,
    DARK_GROUND,
    DARK_TINT,
    DESK,
    HAIRLINE,
    INK,
    RING,
    STOP,
    STOP_TINT,
    TINT,
    WHITE,
    Accent,
)

Palette = Mapping[str, str]

LIGHT: Palette = MappingProxyType(
    {
        "paper": WHITE,
        "desk": DESK,
        "ink": INK,
        "quiet": "#3A4A51",
        "accent": ACCENT,
        "on-accent": WHITE,
        "tint": TINT,
        "line": HAIRLINE,
        "edge": "#5E7A83",
        "stop": STOP,
        "on-stop": WHITE,
        "stop-tint": STOP_TINT,
        "stop-ink": STOP,
        "ring": RING,
    }
)

DARK: Palette = MappingProxyType(
    {
        "paper": DARK_GROUND,
        "desk": "#0E171B",
        "ink": "#E9F0F2",
        "quiet": "#B4C4CA",
        "accent": DARK_ACCENT,
        "on-accent": "#0B2028",
        "tint": DARK_TINT,
        "line": "#3C525B",
        "edge": "#7F9AA3",
        "stop": "#F2ABA5",
        "on-stop": "#3A0B08",
        "stop-tint": "#3A2322",
        "stop-ink": "#F6BDB8",
        "ring": "#F0877F",
    }
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("quiet", "paper"),
    ("quiet", "desk"),
    ("quiet", "tint"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("accent", "desk"),
    ("on-accent", "accent"),
    ("on-stop", "stop"),
    ("stop-ink", "stop-tint"),
    ("stop-ink", "paper"),
)
"""Every text colour and the ground it stands on: WCAG 2.2, 1.4.6 (level AAA) wants a contrast of 7."""

MARK_PAIRS: tuple[tuple[str, str], ...] = (("edge", "paper"), ("ring", "paper"), ("stop", "paper"))
"""Lines and signs that carry meaning, and their ground: WCAG 2.2, 1.4.11 wants a contrast of 3."""


def palettes(accent: Accent = BUNDLED) -> tuple[Palette, Palette]:
    """The colours in the light and in the dark, with a clinic's own accent in its places."""
    if not accent.own:
        return LIGHT, DARK
    return {**LIGHT, "accent": accent.colour, "tint": accent.tint}, {**DARK, "accent": accent.dark}
