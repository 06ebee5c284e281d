"""Figures as pixels, to look at: in the sheet's own font, and as they come out of a photocopier. It changes no figure.

Rendered by resvg, which takes its font from the folder of the project: a machine without it shows the same words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from handouts.figures import Drawing
from illustration.inputs import ROOT

if TYPE_CHECKING:
    from PIL.Image import Image

FONTS = ROOT / "fonts" / "atkinson-hyperlegible-next"
FAMILY = "Atkinson Hyperlegible Next"
_BLUR = 0.18  # points: what the optics of a copier lose
_CONTRAST, _LIFT = 1.55, 14.0  # of a copy set for text: paler greys go, paper stays white
_NOISE = 5.0


def picture(drawing: Drawing, palette: str = "colour", scale: float = 2.0) -> Image:
    """The figure on white; ``scale``: pixels to a point. Raises ModuleNotFoundError without resvg or Pillow."""
    import resvg_py
    from PIL import Image

    width, _ = drawing.size_pt
    png = resvg_py.svg_to_bytes(
        svg_string=drawing.to_svg(palette, FAMILY),
        width=max(round(width * scale), 1),
        dpi=96,  # without it a size in points is nothing
        background="#ffffff",
        skip_system_fonts=True,
        font_family=FAMILY,
        font_dirs=[str(FONTS)],
    )
    return Image.open(io.BytesIO(png)).convert("RGB")


def photocopied(image: Image, generations: int, scale: float) -> Image:
    """The picture after so many copies of copies; 0 leaves it as it is. ``scale``: pixels to a point."""
    import numpy as np
    from PIL import Image
    from scipy import ndimage

    if generations < 1:
        return image
    random = np.random.default_rng(3)
    grey = np.asarray(image.convert("L"), float)
    for _ in range(generations):
        grey = ndimage.gaussian_filter(grey, _BLUR * scale)
        grey = (grey - 128) * _CONTRAST + 128 + _LIFT + random.normal(0, _NOISE, grey.shape)
        grey = np.clip(grey, 0, 255)
    return Image.fromarray(grey.astype(np.uint8)).convert("RGB")


def contact_sheet(
    drawings: Sequence[Drawing], columns: int, palette: str, scale: float, copies: int = 0
) -> Image:
    """Drawings in rows, each with its name and caption below; ``copies``: as a photocopy of so many generations."""
    from PIL import Image, ImageDraw, ImageFont

    tiles = [photocopied(picture(drawing, palette, scale), copies, scale) for drawing in drawings]
    font = ImageFont.truetype(str(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf"), 12)
    columns = min(columns, len(tiles))
    words = [font.getlength(text) for drawing in drawings for text in (drawing.slug, drawing.caption)]
    width = max([tile.width + 24 for tile in tiles] + [round(wide) + 18 for wide in words])
    rows = [range(len(tiles))[i : i + columns] for i in range(0, len(tiles), columns)]
    heights = [max(tiles[k].height for k in row) + 44 for row in rows]
    sheet = Image.new("RGB", (width * columns, sum(heights)), "white")
    draw = ImageDraw.Draw(sheet)
    y = 0
    for row, height in zip(rows, heights, strict=True):
        for i, k in enumerate(row):
            tile = tiles[k]
            sheet.paste(tile, (i * width + (width - tile.width) // 2, y + height - 40 - tile.height))
            draw.text((i * width + 6, y + height - 36), drawings[k].slug, fill="black", font=font)
            draw.text((i * width + 6, y + height - 20), drawings[k].caption, fill="#555555", font=font)
        y += height
    return sheet
