"""Drawings and codes as PDF operators, made once and then placed by one matrix. Holds no text and nothing personal."""

from __future__ import annotations

import re

from handouts.errors import LayoutError, Problem
from handouts.figures.drawing import Drawing
from handouts.figures.styles import Style, styles
from handouts.layout.cache import Cache
from handouts.palette import BUNDLED, Accent
from handouts.pdf import ink
from handouts.qr import QUIET_ZONE, matrix

MIN_MODULE = 72 / 25.4 * 0.5
"""Smallest printed module of a code: 0.5 mm, in points."""

_SEGMENT = re.compile(r"([MLCZ])")
_LETTERS = str.maketrans("MLCZ", "mlch")


class Operators:
    """A cache of painting operators by drawing, palette and size, and by address for codes."""

    def __init__(self) -> None:
        self._drawings: Cache[tuple[str, str, str, str | None, str, float, Accent], str] = Cache(600)
        self._codes: Cache[str, tuple[int, str]] = Cache(200)

    def drawing(
        self,
        drawing: Drawing,
        palette: str,
        scale: float,
        x: float,
        top: float,
        accent: Accent = BUNDLED,
    ) -> str:
        """Operators that paint ``drawing`` with its upper left corner at (x, top), ``scale`` times its nominal size.

        Line widths are points on paper: they grow with a drawing that is printed larger than its nominal size, so that
        large print has large lines, and do not shrink with a smaller one.
        """
        key = (
            drawing.kind,
            drawing.slug,
            drawing.source_sha256,
            drawing.side,
            palette,
            round(scale, 4),
            accent,
        )
        body = self._drawings.get(key)
        if body is None:
            body = _paint(drawing, palette, scale, accent)
            self._drawings.put(key, body)
        factor = scale / drawing.units_per_point
        x0, y0 = drawing.bounds[0], drawing.bounds[1]
        place = f"{factor:.5f} 0 0 {-factor:.5f} {x - x0 * factor:.2f} {top + y0 * factor:.2f} cm"
        return f"q {place} 1 J 1 j\n{body}\nQ"

    def code(self, url: str, x: float, top: float, size: float) -> str:
        """Operators that paint the QR code of ``url`` in a box of ``size`` points, four-module quiet zone included.

        Raises :class:`LayoutError` if its modules would be smaller than 0.5 mm.
        """
        known = self._codes.get(url)
        if known is None:
            try:
                known = _modules(matrix(url))
            except ValueError as error:
                raise LayoutError(Problem(url, 0, 0, str(error), "shorten the address")) from None
            self._codes.put(url, known)
        count, body = known
        module = size / (count + 2 * QUIET_ZONE)
        if module < MIN_MODULE:
            raise LayoutError(
                Problem(
                    url,
                    0,
                    0,
                    f"the code would have modules of {module * 25.4 / 72:.2f} mm",
                    "shorten the address",
                )
            )
        origin_x, origin_y = x + QUIET_ZONE * module, top - QUIET_ZONE * module
        place = f"{module:.5f} 0 0 {-module:.5f} {origin_x:.3f} {origin_y:.3f} cm"
        white = f"1 1 1 rg {x:.2f} {top - size:.2f} {size:.2f} {size:.2f} re f"
        return f"q {white} 0 0 0 rg {place}\n{body} f\nQ"


def _paint(drawing: Drawing, palette: str, scale: float, accent: Accent) -> str:
    looks = styles(palette, accent)
    units = drawing.units_per_point / min(scale, 1.0)
    out: list[str] = []
    current: Style | None = None
    for path in drawing.paths:
        style = looks[path.style]
        if style != current:
            out.append(_state(style, units))
            current = style
        _, *parts = _SEGMENT.split(path.d)
        segments = map(" ".join, zip(parts[1::2], parts[::2], strict=True))
        out.append(" ".join(segments).translate(_LETTERS) + " " + _verb(style))
    leader = looks["leader"]
    for label in drawing.labels:
        if label.leader:
            if leader != current:
                out.append(_state(leader, units))
                current = leader
            points = (f"{px} {py} {'l' if i else 'm'}" for i, (px, py) in enumerate(label.leader))
            out.append(" ".join(points) + " S")
    return "\n".join(out)


def _state(style: Style, units: float) -> str:
    parts = []
    if style.fill:
        parts.append(ink.fill(style.fill))
    if style.stroke:
        parts.append(ink.stroke(style.stroke, style.width_pt * units))
        parts.append(f"[{' '.join(f'{length * units:.1f}' for length in style.dash)}] 0 d")
    return " ".join(parts)


def _verb(style: Style) -> str:
    if style.fill and style.stroke:
        return "B*"
    return "f*" if style.fill else "S" if style.stroke else "n"


def _modules(rows: tuple[tuple[bool, ...], ...]) -> tuple[int, str]:
    """Dark modules as rectangles, runs in a row joined, in units of one module with y downwards."""
    out = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if row[x]:
                start = x
                while x < len(row) and row[x]:
                    x += 1
                out.append(f"{start} {y} {x - start} 1 re")
            else:
                x += 1
    return len(rows), "\n".join(out)
