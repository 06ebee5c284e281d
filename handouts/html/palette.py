"""Colours of a page on a light and on a dark screen, and which stand on which. Holds no style rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Palette = Mapping[str, str]

LIGHT: Palette = MappingProxyType(
    {
        "paper": "#FFFFFF",
        "desk": "#F3F6F7",
        "ink": "#16242A",
        "quiet": "#3A4A51",
        "accent": "#0F4C5C",
        "on-accent": "#FFFFFF",
        "tint": "#EAF2F4",
        "line": "#B9C9CE",
        "edge": "#5E7A83",
        "stop": "#8C1D18",
        "on-stop": "#FFFFFF",
        "stop-tint": "#F8EAE8",
        "stop-ink": "#8C1D18",
        "ring": "#B3261E",
    }
)

DARK: Palette = MappingProxyType(
    {
        "paper": "#152127",
        "desk": "#0E171B",
        "ink": "#E9F0F2",
        "quiet": "#B4C4CA",
        "accent": "#8CD0E0",
        "on-accent": "#0B2028",
        "tint": "#1E3038",
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
