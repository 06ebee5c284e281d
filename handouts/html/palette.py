"""Colours of a page on a light and on a dark screen, and which stand on which. Holds no style rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handouts.palette import (
    ACCENT,
    BUNDLED,
    DARK_ACCENT,
    DARK_DESK,
    DARK_EDGE,
    DARK_GROUND,
    DARK_INK,
    DARK_LINE,
    DARK_ON_ACCENT,
    DARK_ON_STOP,
    DARK_QUIET,
    DARK_RING,
    DARK_STOP,
    DARK_STOP_INK,
    DARK_STOP_TINT,
    DARK_TINT,
    DESK,
    HAIRLINE,
    INK,
    RING,
    STOP,
    STOP_TINT,
    TINT,
    WEB_EDGE,
    WEB_QUIET,
    WHITE,
    Accent,
)

Palette = Mapping[str, str]

LIGHT: Palette = MappingProxyType(
    {
        "paper": WHITE,
        "desk": DESK,
        "ink": INK,
        "quiet": WEB_QUIET,
        "accent": ACCENT,
        "on-accent": WHITE,
        "tint": TINT,
        "line": HAIRLINE,
        "edge": WEB_EDGE,
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
        "desk": DARK_DESK,
        "ink": DARK_INK,
        "quiet": DARK_QUIET,
        "accent": DARK_ACCENT,
        "on-accent": DARK_ON_ACCENT,
        "tint": DARK_TINT,
        "line": DARK_LINE,
        "edge": DARK_EDGE,
        "stop": DARK_STOP,
        "on-stop": DARK_ON_STOP,
        "stop-tint": DARK_STOP_TINT,
        "stop-ink": DARK_STOP_INK,
        "ring": DARK_RING,
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
