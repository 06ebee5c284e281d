"""What a photocopier leaves: of a muscle, whether it can still be told from what lies round it and from its tendon; of
a body chart, its dots, stripes, X's and the line round the muscle under them.

Measured on a built figure, as it is printed in either palette and copied. It draws nothing and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from handouts.figures import Drawing
from handouts.figures.outline import Path
from handouts.figures.styles import PALETTES
from illustration.loose import Point, lines_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GENERATIONS = 3
APART = 60.0
"""Levels of grey of 255 between a muscle and what is beside it, at least: about a quarter of the scale, which areas of
a few square points still show. The first tints of these drawings came to 0."""
_SCALE = 2.0  # pixels to a point
_ROUND = 4.0  # points: how far round a muscle its surroundings are looked at
_LEAST = 4.0  # square points: smaller areas of tendon say nothing
SIGNS = {"zone": "dots", "hatch": "stripes", "x": "X's", "faint": "the muscle's outline"}
"""Of a chart. The tint inside the outline goes."""
DARK, KEPT = 190.0, 0.9
"""The palest grey that is still seen as a line on white paper, and the share of each kind of sign that must be so."""
_FINE, _NEAR = 4.0, 0.3  # pixels to a point, for thin lines; points from the middle of a sign
_MUSCLE = ("muscle", "muscle-shade", "xmuscle")
_PALE = ("tendon", "muscle-pale")


@dataclass(frozen=True, slots=True)
class Tones:
    """Median greys on the copy, 0 to 255: the muscle, what lies round it, and the tendon that it is drawn with, or None
    where there is none.
    """

    muscle: float
    around: float
    tendon: float | None

    @property
    def apart(self) -> float:
        """Levels between the muscle and whichever of the others is nearer to it."""
        return min(abs(self.muscle - other) for other in (self.around, self.tendon) if other is not None)


def tones(drawing: Drawing, palette: str) -> Tones | None:
    """The greys of a figure's copy; None for a figure without a muscle. Raises ModuleNotFoundError without resvg, scipy
    or Pillow.
    """
    import numpy as np
    from scipy import ndimage

    from illustration.pictures import photocopied, picture

    muscle, pale = _area(drawing, _MUSCLE), _area(drawing, _PALE)
    if not muscle.any():
        return None
    plain = replace(drawing, labels=())
    copy = np.asarray(photocopied(picture(plain, palette, _SCALE), GENERATIONS, _SCALE).convert("L"), float)
    ring = ndimage.binary_dilation(muscle, iterations=round(_ROUND * _SCALE)) & ~muscle & ~pale
    beside = pale & ndimage.binary_dilation(muscle, iterations=round(_ROUND * _SCALE))
    big = beside.sum() > _LEAST * _SCALE**2
    return Tones(
        float(np.median(copy[muscle])),
        float(np.median(copy[ring])),
        float(np.median(copy[beside])) if big else None,
    )


def kept(drawing: Drawing, palette: str) -> dict[str, float]:
    """Share (0 to 1) of each kind of sign of a chart, by style, that its copy still shows: of the middles of its dots,
    of places along its lines.
    """
    import numpy as np
    from scipy import ndimage

    from illustration.pictures import photocopied, picture

    copy = photocopied(picture(drawing, palette, _FINE), GENERATIONS, _FINE).convert("L")
    darkest = ndimage.minimum_filter(np.asarray(copy, float), size=2 * round(_NEAR * _FINE) + 1)
    found: dict[str, list[bool]] = {}
    for path in drawing.paths:
        if path.style not in SIGNS:
            continue
        places = np.array([place for line in lines_of(path) for place in _places(path.style, line)])
        pixels = (places - drawing.bounds[:2]) / drawing.units_per_point * _FINE
        x, y = (np.clip(pixels[:, k].round().astype(int), 0, darkest.shape[1 - k] - 1) for k in (0, 1))
        found.setdefault(path.style, []).extend((darkest[y, x] <= DARK).tolist())
    return {style: sum(seen) / len(seen) for style, seen in found.items()}


def _places(style: str, line: tuple[list[Point], bool]) -> list[Point]:
    """The middle of a dot; of any other line places between its points, as its very ends are worn by the first copy."""
    points, _ = line
    if style == "zone":
        corners = points[:4]
        return [(sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners))]
    return [
        (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
        for a, b in pairwise(points)
        for share in (0.25, 0.5, 0.75)
    ]


def lost(drawing: Drawing) -> list[str]:
    """Signs of a chart that a copy of a copy loses, in either palette."""
    return [
        f"only {share:.0%} of {SIGNS[style]} stay on the third copy ({palette}), at least {KEPT:.0%}"
        for palette in PALETTES
        for style, share in kept(drawing, palette).items()
        if share < KEPT
    ]


def problems(drawing: Drawing) -> list[str]:
    """A muscle that a copy of a copy does not tell from what is beside it, in either palette."""
    out = []
    for palette in PALETTES:
        found = tones(drawing, palette)
        if found and found.apart < APART:
            out.append(
                f"the muscle is {found.apart:.0f} levels of grey from what is beside it on the third copy "
                f"({palette}), at least {APART:.0f}"
            )
    return out


def _area(drawing: Drawing, styles: tuple[str, ...]) -> NDArray[np.bool_]:
    """Pixels whose uppermost area is of one of the styles; lines do not count."""
    import numpy as np

    from illustration.pictures import picture

    looks = PALETTES["mono"]
    flat = tuple(
        Path("press-dot" if path.style in styles else "paper", path.d)
        for path in drawing.paths
        if looks[path.style].fill and path.style != "strand"
    )
    image = picture(replace(drawing, paths=flat, labels=()), "mono", _SCALE).convert("L")
    return np.asarray(np.asarray(image) < 128)
