"""A picture file as a PDF image. Opened only for clinics that have a logo."""

from __future__ import annotations

import zlib
from pathlib import Path

from handouts.layout.logo import read_logo
from handouts.pdf.objects import packed


def image_object(file: str) -> bytes:
    """The image XObject of a PNG or JPEG file: RGB, eight bits, on white ground.

    Raises :class:`handouts.layout.logo.LogoError` if it cannot be printed.
    """
    picture = read_logo(Path(file))
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        % picture.size
    )
    return packed(zlib.compress(picture.tobytes(), 9), entries)
