"""Drawings as small PNG pictures for a message: opaque, on white, twice as many pixels as they are shown with.

Mail programs show no SVG. Made once for a library and kept in its workshop; nothing about patients is in a drawing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.content.library import Library
from handouts.content.workshop import kept
from handouts.errors import ContentError, Problem
from handouts.figures import Drawing
from handouts.html.svg import label_pt, view
from handouts.palette import WHITE, Accent
from handouts.resources import fonts_folder
from handouts.sheet.blocks import Figure

if TYPE_CHECKING:
    from PIL import Image

SHOWN = {"exercise": (220, 260), "chart": (354, 354), "anatomy": (354, 354)}
"""Pixels that a drawing of each kind is wide and high at most, as it is shown."""
LARGEST = 20_000
"""Bytes of a picture."""
COLOURS = (128, 64, 48, 32, 24)
"""Colours that are tried, most first, until a picture is small enough."""
SHARPNESS = (2.0, 1.6, 1.3)
"""Pixels of the file to one that is shown, tried in the same way."""
FAMILY = "Atkinson Hyperlegible Next"
_EDGE = 6
"""White round the drawing, in pixels as shown."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file, and how large it is shown."""

    data: bytes
    width: int
    height: int


MOST_KEPT = 400
"""Pictures that are kept: the drawings of all topics, some 10 KB each."""


class Pictures:
    """The pictures of a library, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Picture] = {}

    @classmethod
    def of(cls, library: Library) -> Pictures:
        """Those that the library keeps."""
        return kept(library, cls, cls)

    def picture(self, library: Library, figure: Figure, accent: Accent) -> Picture | None:
        """The drawing of ``figure``; None where there is none. Raises ContentError where no tool can draw it."""
        try:
            drawing = figure.drawn(library.figures)
        except KeyError:
            return None
        key = (*figure.picture, drawing.source_sha256, tuple(figure.labels), accent)
        picture = self._known.get(key)
        if picture is None:
            picture = self._known[key] = _drawn(drawing, SHOWN[figure.kind], accent)
            if len(self._known) > MOST_KEPT:  # the one that was made first
                self._known.pop(next(iter(self._known)), None)
        return picture


def _drawn(drawing: Drawing, most: tuple[int, int], accent: Accent) -> Picture:
    try:
        import resvg_py
    except ImportError:
        hint = "install handouts[mail]"
        raise ContentError(
            Problem("email", 0, 0, "what draws the pictures of a message is missing", hint)
        ) from None
    from PIL import Image

    # the words of a drawing lie inside the picture, whatever typeface it was drawn for
    size = label_pt(drawing)
    drawing = replace(drawing, bounds=view(drawing, size))
    width, height = drawing.size_pt
    scale = min((most[0] - 2 * _EDGE) / width, (most[1] - 2 * _EDGE) / height)
    shown = round(width * scale), round(height * scale)
    svg = drawing.to_svg("colour", FAMILY, accent, size)
    data = b""
    for sharp in SHARPNESS:
        raw = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=round(sharp * shown[0]),
            dpi=96,  # without it a size in points is nothing
            background=WHITE,
            skip_system_fonts=True,
            font_family=FAMILY,
            font_dirs=[str(fonts_folder() / "atkinson-hyperlegible-next")],
        )
        inner = Image.open(io.BytesIO(bytes(raw))).convert("RGB")
        edge = round(sharp * _EDGE)
        image = Image.new("RGB", (inner.width + 2 * edge, inner.height + 2 * edge), "white")
        image.paste(inner, (edge, edge))
        for colours in COLOURS:
            data = _png(image, colours)
            if len(data) <= LARGEST:
                return Picture(data, shown[0] + 2 * _EDGE, shown[1] + 2 * _EDGE)
    return Picture(data, shown[0] + 2 * _EDGE, shown[1] + 2 * _EDGE)


def _png(image: Image.Image, colours: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    few = image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
