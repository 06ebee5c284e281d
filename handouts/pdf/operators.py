"""Drawings and codes as form XObjects, made once and then placed by one matrix. Holds no text and nothing personal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from handouts.errors import LayoutError, Problem
from handouts.figures.drawing import Drawing
from handouts.figures.styles import Style, styles
from handouts.layout.cache import CODES, DRAWINGS, Cache
from handouts.palette import BUNDLED, Accent
from handouts.pdf import ink
from handouts.pdf.objects import packed, painted
from handouts.qr import QUIET_ZONE, matrix

MIN_MODULE = 72 / 25.4 * 0.5
"""Smallest printed module of a code: 0.5 mm, in points."""
FINEST = 72 / 400
"""Points between two places that a drawing tells apart on paper, at least: 400 an inch, so that nothing is printed
farther than 0.03 mm from where it was drawn."""

_DIGITS = dict.fromkeys(map(ord, "0123456789- "))
_LETTERS = dict.fromkeys(map(ord, "MLCZ"), " ")
_FORMS = {"M": "%d %d m", "L": "%d %d l", "C": "%d %d %d %d %d %d c", "Z": "h"}
_WORTH = 8
"""Numbers of a path from which on it is worth while to count them from its own corner: they get shorter."""


class Stencil(NamedTuple):
    """What is painted by one operator: the object of a finished form XObject, and where it goes."""

    data: bytes
    place: str
    """The operator that puts it into its place."""


class Operators:
    """A cache of stencils by drawing, palette and size, and by address for codes."""

    def __init__(self) -> None:
        self.drawings: Cache[tuple[str, str, str, str | None, bool, str, float, Accent], bytes] = Cache(
            DRAWINGS
        )
        self.codes: Cache[str, tuple[int, bytes]] = Cache(CODES)

    def drawing(
        self,
        drawing: Drawing,
        palette: str,
        scale: float,
        x: float,
        top: float,
        accent: Accent = BUNDLED,
    ) -> Stencil:
        """What paints ``drawing`` with its upper left corner at (x, top), ``scale`` times its nominal size.

        Line widths are points on paper: they grow with a drawing that is printed larger than its nominal size, so that
        large print has large lines, and do not shrink with a smaller one.
        """
        key = (
            drawing.kind,
            drawing.slug,
            drawing.source_sha256,
            drawing.side,
            drawing.marked,
            palette,
            round(scale, 4),
            accent,
        )
        data = self.drawings.get(key)
        factor = scale / drawing.units_per_point
        step = max(factor, FINEST)
        if data is None:
            data = _Paths(factor / step, min(scale, 1.0) * step / scale).of(drawing, palette, accent)
            self.drawings.put(key, data)
        x0, y0 = drawing.bounds[0], drawing.bounds[1]
        left, up = x - x0 * factor, top + y0 * factor
        return Stencil(data, f"{step:.5f} 0 0 {-step:.5f} {left:.2f} {up:.2f} cm")

    def code(self, url: str, x: float, top: float, size: float) -> Stencil:
        """What paints the QR code of ``url`` in a box of ``size`` points, four-module quiet zone included.

        Raises :class:`LayoutError` if its modules would be smaller than 0.5 mm.
        """
        known = self.codes.get(url)
        if known is None:
            try:
                known = _modules(matrix(url))
            except ValueError as error:
                raise LayoutError(Problem(url, 0, 0, str(error), "shorten the address")) from None
            self.codes.put(url, known)
        count, data = known
        module = size / count
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
        return Stencil(data, f"{module:.5f} 0 0 {-module:.5f} {x:.3f} {top:.3f} cm")


def _form(box: Iterable[int], operators: str) -> bytes:
    """The object of a form XObject (ISO 32000-1, 8.10) that paints inside ``box``, deflated as far as it goes."""
    entries = b"/Subtype/Form/BBox[%s]" % " ".join(map(str, box)).encode("ascii")
    return packed(painted(operators.encode("ascii"), level=9), entries)


class _Paths:
    """The paths of one drawing as operators, in steps of the finest grid that is printed.

    ``factor``: steps in a unit of the drawing; ``step``: points of a step, where lines are as wide as they are to be.
    """

    def __init__(self, factor: float, step: float) -> None:
        self._factor, self._step = factor, step
        self._out: list[str] = []
        self._look_now = {"dash": "[] 0 d"}
        self._origin = 0, 0
        self._box = [0, 0, 0, 0]

    def of(self, drawing: Drawing, palette: str, accent: Accent) -> bytes:
        """The form XObject that paints ``drawing``."""
        looks = styles(palette, accent)
        for path in drawing.paths:
            self._path(looks[path.style], path.d)
        for label in drawing.labels:
            if label.leader:
                self._path(looks["leader"], "M" + "L".join(f"{x} {y}" for x, y in label.leader))
        widest = max(looks[name].width_pt for name in {*(path.style for path in drawing.paths), "leader"})
        edge = int(widest / self._step) + 1
        x0, y0, x1, y1 = self._box
        return _form((x0 - edge, y0 - edge, x1 + edge, y1 + edge), "\n".join(["1 J 1 j", *self._out]))

    def _path(self, style: Style, d: str) -> None:
        """A path, all of whose numbers count from its upper left corner if there are many of them."""
        self._look(style)
        places = list(map(int, d.translate(_LETTERS).split()))
        if self._factor != 1.0:
            places = [round(place * self._factor) for place in places]
        across, down = places[::2], places[1::2]
        left, top = min(across), min(down)
        x0, y0, x1, y1 = self._box
        self._box = [min(x0, left), min(y0, top), max(x1, *across, left), max(y1, *down, top)]
        x, y = self._origin
        if len(places) >= _WORTH and (left, top) != (x, y):
            self._out.append(f"1 0 0 1 {left - x} {top - y} cm")
            x, y = self._origin = left, top
        places[::2] = [place - x for place in across]
        places[1::2] = [place - y for place in down]
        form = " ".join([_FORMS[letter] for letter in d.translate(_DIGITS)])
        self._out.append(f"{form % tuple(places)} {_verb(style)}")

    def _look(self, style: Style) -> None:
        """Set the colours and the line of ``style`` where they are not."""
        wanted = {}
        if style.fill:
            wanted["fill"] = ink.fill(style.fill)
        if style.stroke:
            wanted["pen"] = ink.stroke(style.stroke, style.width_pt / self._step)
            wanted["dash"] = f"[{' '.join(f'{length / self._step:.1f}' for length in style.dash)}] 0 d"
        said = " ".join(operator for kind, operator in wanted.items() if self._look_now.get(kind) != operator)
        if said:
            self._out.append(said)
            self._look_now |= wanted


def _verb(style: Style) -> str:
    if style.fill and style.stroke:
        return "B*"
    return "f*" if style.fill else "S" if style.stroke else "n"


def _modules(rows: tuple[tuple[bool, ...], ...]) -> tuple[int, bytes]:
    """A code with its quiet zone on white, in units of one module with y downwards: how many modules across, and the
    form. Dark modules are rectangles: runs of a row, and the same runs of rows below each other, are one.
    """
    boxes: dict[tuple[int, int], list[int]] = {}
    done: list[list[int]] = []
    for y, row in enumerate(rows):
        runs: dict[tuple[int, int], list[int]] = {}
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                box = boxes.get((start, x))
                if box is None:
                    done.append(box := [start + QUIET_ZONE, y + QUIET_ZONE, x - start, 0])
                box[3] += 1
                runs[start, x] = box
            x += 1
        boxes = runs
    count = len(rows) + 2 * QUIET_ZONE
    dark = "\n".join(f"{x} {y} {wide} {high} re" for x, y, wide, high in done)
    return count, _form((0, 0, count, count), f"1 1 1 rg 0 0 {count} {count} re f 0 0 0 rg\n{dark} f")
