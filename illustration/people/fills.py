"""Filled areas of a view, in painter's order: ground, things, shadow, the person, the side away from the light.

Skin has a tone of its own; what is painted first reaches a little under what comes over it, so that no paper shows
between. It draws no lines.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import ndimage
from skimage.morphology import convex_hull_image

from illustration.geometry.mesh import Floats
from illustration.geometry.raster import masked_blur
from illustration.people.clothes import SHIRT, SHORTS, SKIN
from illustration.people.paths import Grid, Mask, Painted, large_pieces, region
from illustration.people.render import FIRST_PROP, View

GROUND = ("wall", "mat")  # style classes of what may lie under a shadow
_UNDER = 4  # pixels (0.5 points) that a lower area reaches under a higher one
_SHADOW_UNDER = 5
_FLAT = 0.05  # metres: lower ground (a mat, the foot of a wall) takes a shadow, the side of a bed does not
_LIGHT = np.array([-0.38, -0.72, 0.58])  # in the picture: right, down, near; from the upper left, before it
_SHADE = 0.02  # share of light below which a surface is in shade
_SHADE_BLUR = 7.0  # pixels
_SHADE_LEAST = {
    SKIN: 520,
    SHIRT: 1100,
    SHORTS: 520,
}  # pixels; smaller pieces look like stains, most of all on a shirt


def body_mask(view: View) -> Mask:
    """Pixels that show the person."""
    return np.asarray((view.buffers.part >= SKIN) & (view.buffers.part < FIRST_PROP))


def of_style(view: View, styles: Mapping[int, str], *names: str) -> Mask:
    """Pixels of the parts that have one of these style classes."""
    return np.isin(view.buffers.part, [number for number, style in styles.items() if style in names])


def fills(view: View, styles: Mapping[int, str], grid: Grid, shadow: Mask | None = None) -> list[Painted]:
    """One path per style class. ``styles``: the class of each part number; ``shadow`` (h, w): where one falls."""
    part = view.buffers.part
    body, skin = body_mask(view), styles[SKIN]
    out = [(name, region(_ground(view, styles, name), grid)) for name in GROUND]
    things = (part > 0) & ~of_style(view, styles, *GROUND)
    out.append(("prop", region(_grown(of_style(view, styles, "prop"), things), grid)))
    if shadow is not None:
        free = (part == 0) | (of_style(view, styles, *GROUND) & (_heights(view) < _FLAT))
        out.append(
            (
                "shadow",
                region(shadow & ndimage.binary_dilation(free, iterations=_SHADOW_UNDER), grid, soft=True),
            )
        )
    out.append((skin, region(_grown(part == SKIN, body), grid)))
    rest = [styles[int(number)] for number in np.unique(part) if number > 0]
    for name in dict.fromkeys(rest):
        if name not in ("prop", skin, *GROUND):
            out.append((name, region(of_style(view, styles, name), grid)))
    out += _shades(view, styles, grid)
    return [(style, d) for style, d in out if d]


def _ground(view: View, styles: Mapping[int, str], name: str) -> Mask:
    """Walls or mats as whole as they are under what stands before them: few corners instead of every outline of the
    person. A wall, a mat and a mattress are convex."""
    part = view.buffers.part
    out = np.zeros(part.shape, bool)
    before = (part > 0) & ~of_style(view, styles, *GROUND)
    for number in np.unique(part):
        if number > 0 and styles[int(number)] == name:
            own = part == number
            out |= own | (convex_hull_image(own) & before)  # type: ignore[no-untyped-call]
    return out


def _heights(view: View) -> Floats:
    """Metres over the floor of what each pixel (h, w) shows."""
    rows, columns = np.mgrid[: view.buffers.depth.shape[0], : view.buffers.depth.shape[1]]
    across = view.low[0] + columns / view.pixels_per_metre
    up = view.high[1] - rows / view.pixels_per_metre
    x, y, z = view.camera[:, 1]
    return np.asarray(x * across + y * up + z * view.buffers.depth)


def _grown(mask: Mask, within: Mask) -> Mask:
    return np.asarray(ndimage.binary_dilation(mask, iterations=_UNDER) & within)


def _shades(view: View, styles: Mapping[int, str], grid: Grid) -> list[Painted]:
    """The side of skin and clothes that lies away from the light, in a second tone."""
    light = view.normal @ _LIGHT
    out = []
    for number, least in _SHADE_LEAST.items():
        own = view.buffers.part == number
        if own.any():
            dark = own & (masked_blur(light, own, _SHADE_BLUR) < _SHADE)
            dark = large_pieces(ndimage.binary_opening(dark, iterations=4), least)
            out.append((styles[number] + "-shade", region(dark, grid, soft=True)))
    return out
