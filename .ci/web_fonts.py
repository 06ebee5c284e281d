"""Makes the typefaces that web pages carry: fewer letters, no hints, packed as WOFF2.

    python .ci/web_fonts.py

Needs fonttools and brotli. A page falls back on the reader's own typeface, letter by letter, for what is left out.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "fonts" / "atkinson-hyperlegible-next"
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    0x2030,
    0x2032,
    0x2033,
    0x20AC,
    0x2122,
    0x2212,
]
"""Basic Latin, Latin-1, Latin Extended-A, and the marks of a sheet."""


def packed(data: bytes) -> bytes:
    """The font ``data`` with :data:`LETTERS` alone, as WOFF2."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main() -> None:
    """Write them beside the fonts that they are made of."""
    for weight in ("Regular", "Bold"):
        file = FOLDER / f"AtkinsonHyperlegibleNext-{weight}.ttf"
        target = file.with_suffix(".woff2")
        target.write_bytes(packed(file.read_bytes()))
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
