"""A clinic's logo: whether a file is a picture that can be printed, and the picture itself. Places nothing.

Pillow is opened only here and only for clinics that have a logo.
"""

from __future__ import annotations

import errno
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.resources import read_file

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 4000
"""Pixels. A logo is printed 28 points high: more only makes every sheet slow and heavy."""
MAX_BYTES = 10_000_000
MOST_NARROW = 40
"""Times that a logo is as long as it is high, or as high as long: 150 points of that are 4 points high."""
FAINTEST = 235
"""Of 255: a logo without a pixel as dark as this cannot be told from white paper in print. Ours."""
PRINTED_SIDE = 1300
"""Pixels that are kept of the longer side: 150 points, the widest logo, at 600 dots per inch."""


_SMALLER = f"save it with at most {MAX_SIDE} x {MAX_SIDE} pixels"


class LogoError(ValueError):
    """A file that is no logo: ``message`` and ``hint`` are for people."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def read_logo(file: Path) -> Image:
    """The picture in ``file`` (PNG or JPEG), RGB, at most :data:`PRINTED_SIDE` pixels long, on white ground.

    Raises :class:`LogoError` when it cannot be opened, is damaged, or has more than :data:`MAX_SIDE` pixels along a
    side.
    """
    return opened_logo(_bytes(file), file.name)


def _bytes(file: Path) -> bytes:
    """What is in a file of a picture: a pipe is not waited for. Raises LogoError."""
    try:
        return read_file(file, MAX_BYTES)
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EFBIG:
            large = f"the logo '{file.name}' is larger than {MAX_BYTES // 1_000_000} MB"
            raise LogoError(large, _SMALLER) from None
        raise _damaged(file.name) from None


def opened_logo(data: bytes, name: str) -> Image:
    """The picture in ``data``, as :func:`read_logo` gives it; ``name`` stands for it in messages. Raises LogoError."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pictures too large to open: they are refused below
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if max(picture.size) > MAX_SIDE:
                    size = "{} x {}".format(*picture.size)
                    raise LogoError(f"the logo '{name}' has {size} pixels, too many", _SMALLER)
                picture.load()
                if picture.format == "PNG" and not _whole(data, picture.size):
                    raise ValueError("its data end early")  # Pillow leaves the rest of it black
                clear = _eight_bits(ImageOps.exif_transpose(picture)).convert("RGBA")
    except LogoError:
        raise
    except Image.DecompressionBombError:
        raise LogoError(f"the logo '{name}' has too many pixels", _SMALLER) from None
    except Exception:  # decoders raise many kinds for damaged files
        raise _damaged(name) from None
    ground = Image.new("RGB", clear.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    ground.thumbnail((PRINTED_SIDE, PRINTED_SIDE))
    return ground


def unseen(picture: Image) -> tuple[str, str] | None:
    """Why nobody would see ``picture`` on paper, and what to do; None for one that is seen."""
    wide, high = picture.size
    if max(wide, high) > MOST_NARROW * min(wide, high):
        return f"is so narrow ({wide} x {high} pixels) that it is a line", "save it in another shape"
    if int(picture.convert("L").getextrema()[0]) > FAINTEST:  # type: ignore[arg-type]
        return "is white on white paper", "save it in darker colours"
    return None


def _damaged(name: str) -> LogoError:
    return LogoError(f"the logo '{name}' is damaged, or not a PNG or JPEG picture", "save it as PNG again")


_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: where each pass begins, and its steps (PNG 1.2, 2.6)."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Values of a pixel, by the colour type (PNG 1.2, 4.1.1)."""


def _whole(data: bytes, size: tuple[int, int]) -> bool:
    """Whether a PNG file of ``size`` pixels has all of its rows."""
    wide, high = size
    at, packed = 8, []
    bits = interlaced = 0
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if name == b"IHDR":
            bits, interlaced = body[8] * _CHANNELS.get(body[9], 0), body[12]
        elif name == b"IDAT":
            packed.append(body)
        at += 12 + length
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    wanted = 0
    for left, top, across, down in passes:
        columns, rows = -(-(wide - left) // across), -(-(high - top) // down)
        if columns > 0 and rows > 0:
            wanted += rows * (1 + (columns * bits + 7) // 8)
    opener, found = zlib.decompressobj(), 0
    rest = b"".join(packed)
    while rest and not opener.eof and found < wanted:
        found += len(opener.decompress(rest, 1 << 20))
        rest = opener.unconsumed_tail
    return found >= wanted


def _eight_bits(picture: Image) -> Image:
    """``picture`` with grey of 16 bits brought down to eight: converting it straight away would turn it white."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    return picture


_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""EXIF orientations in which width and height change places (EXIF 2.3, 4.6.4)."""
_ORIENTATION = 0x0112


def logo_size(file: str, width: float, height: float) -> tuple[float, float]:
    """Width and height in points of the logo in ``file``, as large as a box of ``width`` x ``height`` allows.

    Raises :class:`LogoError` as :func:`read_logo` does.
    """
    from PIL import Image

    try:
        with Image.open(BytesIO(_bytes(Path(file))), formats=("PNG", "JPEG")) as picture:
            across, down = picture.size
            if picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE:
                across, down = down, across
    except OSError:
        raise LogoError(
            f"the logo '{Path(file).name}' is damaged, or not a PNG or JPEG picture", "save it as PNG again"
        ) from None
    scale = min(width / across, height / down)
    return across * scale, down * scale
