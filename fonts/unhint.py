"""Copies fonts without their instructions for screens, which a PDF does not need: about a third smaller.

    python fonts/unhint.py FOLDER FILE...

Everything else stays: all glyphs with their numbers, names, the tables for shaping.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uharfbuzz as hb


def unhinted(data: bytes) -> bytes:
    """The font ``data`` without hints."""
    everything = hb.SubsetInput()
    everything.keep_everything()
    everything.flags |= hb.SubsetFlags.NO_HINTING
    return bytes(everything.subset(hb.Face(data)).blob.data)


def main(folder: str, *files: str) -> None:
    """Write the copies of ``files`` into ``folder``."""
    for file in map(Path, files):
        (Path(folder) / file.name).write_bytes(unhinted(file.read_bytes()))


if __name__ == "__main__":
    main(*sys.argv[1:])
