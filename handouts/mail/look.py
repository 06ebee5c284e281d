"""The look of a message: styles that stand in the elements, and two small blocks that only improve on them.

Mail programs drop what they do not know: every colour and size that matters stands in the element itself. Outlook's
Word engine knows neither grid nor flex nor ``max-width``, so widths stand in tables; Gmail ignores a block of styles
over 8,192 characters or with an error in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.palette import (
    DARK_DESK,
    DARK_GROUND,
    DARK_INK,
    DARK_LINE,
    DARK_ON_ACCENT,
    DARK_ON_STOP,
    DARK_QUIET,
    DARK_STOP,
    DARK_STOP_INK,
    DARK_STOP_TINT,
    DARK_TINT,
    DESK,
    HAIRLINE,
    INK,
    QUIET,
    STOP,
    STOP_TINT,
    WHITE,
    Accent,
)

FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
WIDTH = 600

STACKING = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "body{margin:0!important;padding:0!important;width:100%!important;-webkit-text-size-adjust:100%}"
    "@media (max-width:599px){.col{max-width:100%!important}.c2{padding-top:12px}.pic{margin:0 auto}"
    ".pad{padding-left:16px!important;padding-right:16px!important}.btn a{display:block!important}}"
    "@media (min-width:600px){.c2{padding-left:16px!important;box-sizing:border-box}}"
)
"""What a wide and a narrow window change."""


def dark(accent: Accent) -> str:
    """The same in the dark."""
    return (
        "@media (prefers-color-scheme:dark){"
        f".desk{{background:{DARK_DESK}!important}}.card{{background:{DARK_GROUND}!important}}"
        f".tint{{background:{DARK_TINT}!important}}.ink,.ink b,.ink li{{color:{DARK_INK}!important}}"
        f".acc,.lk,a{{color:{accent.dark}!important}}.line{{border-color:{DARK_LINE}!important}}"
        f".stoph{{background:{DARK_STOP}!important}}.onstop{{color:{DARK_ON_STOP}!important}}"
        ".onstop font,.btn a font{color:inherit!important}"
        f".stopb{{border-color:{DARK_STOP}!important}}.stops{{background:{DARK_STOP_TINT}!important}}"
        f".stopt{{color:{DARK_STOP_INK}!important}}"
        f".btn{{background:{accent.dark}!important}}.btn a{{color:{DARK_ON_ACCENT}!important}}"
        f".pic{{background:{WHITE}!important}}.quiet{{color:{DARK_QUIET}!important}}}}"
        f"[data-ogsc] .ink{{color:{DARK_INK}!important}}"
        f"[data-ogsc] .acc{{color:{accent.dark}!important}}[data-ogsb] .card{{background:{DARK_GROUND}!important}}"
    )


@dataclass(frozen=True, slots=True)
class Look:
    """Inline styles in a clinic's own colour."""

    accent: Accent

    def heading(self, level: int, colour: str = "", margin: str = "0 0 8px") -> str:
        """The style of a heading."""
        size, line = {1: (30, 36), 2: (22, 28), 3: (21, 27)}[level]
        colour = colour or self.accent.colour
        return (
            f'style="margin:{margin};font-size:{size}px;line-height:{line}px;font-weight:bold;color:{colour}"'
        )

    def cell(self, *, line: bool = False, quiet: bool = False, close: bool = False) -> str:
        """The attributes of a row's only cell, which holds all else; a ``line`` above it, or ``close`` to others."""
        size, height, colour = (15, 22, QUIET) if quiet else (17, 26, INK)
        rule = f";border-top:1px solid {HAIRLINE}" if line else ""
        ground = DESK if quiet else WHITE
        names = "desk quiet pad" if quiet else f"card ink pad{' line' if line else ''}"
        above, below = 6 if close and not line else 16, 6 if close else 16
        return (
            f'class="{names}" bgcolor="{ground}" style="padding:{above}px 20px {below}px;{FONT};font-size:{size}px;'
            f'line-height:{height}px;color:{colour}{rule}"'
        )

    @property
    def link(self) -> str:
        """The attributes of a link."""
        return f'class="lk" style="color:{self.accent.colour}"'


STOP_EDGE, STOP_GROUND, STOP_SOFT = STOP, STOP, STOP_TINT
