"""One face of a font file: what it has and its measures. Numbers are in font units. Never shapes, never writes."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from struct import unpack_from
from sys import byteorder

import uharfbuzz as hb

from handouts.layout.glyphtext import glyph_texts

UNSEEN = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Joiners and variation selectors: they tell the font how letters look; they have no look of their own."""


class Face:
    """One face of a font file. Its numbers are in font units, ``units_per_em`` to the type size."""

    def __init__(self, key: str, file: Path, index: int = 0, blob: hb.Blob | None = None) -> None:
        """Open face ``index`` of ``file``, or of ``blob``, its bytes. Raises OSError or ValueError if it is no font."""
        self.key, self.file, self.index = key, file, index
        self.hb_face = hb.Face(blob or hb.Blob.from_file_path(str(file)), index)
        if not self.hb_face.glyph_count:
            raise ValueError(f"{file.name} is not a font")
        self.hb_font = hb.Font(self.hb_face)
        self.units_per_em: int = self.hb_face.upem
        self.glyph_count: int = self.hb_face.glyph_count

    @cached_property
    def covered(self) -> frozenset[str]:
        """The characters that have a glyph, and those that need none."""
        return frozenset(map(chr, self.hb_face.unicodes)) | UNSEEN | {"\u00a0"}

    def has(self, text: str) -> bool:
        """Whether every character of ``text`` has a glyph or needs none. Does not collect what the face covers."""
        return all(char in UNSEEN or self.hb_font.get_nominal_glyph(ord(char)) for char in text)

    @cached_property
    def name(self) -> str:
        """The PostScript name, of characters that a PDF name may have."""
        own = self.hb_face.get_name(6) or self.file.stem
        return re.sub(r"[^A-Za-z0-9.-]", "", own)[:63] or "Font"

    @cached_property
    def family(self) -> str:
        """The name that people know the family by."""
        return self.hb_face.get_name(16) or self.hb_face.get_name(1) or self.file.stem

    @cached_property
    def outlines(self) -> str:
        """The table with the outlines: ``glyf``, ``CFF ``, ``CFF2`` or nothing."""
        tags = self.hb_face.table_tags
        return next((tag for tag in ("glyf", "CFF ", "CFF2") if tag in tags), "")

    @cached_property
    def advances(self) -> Sequence[int]:
        """The advance width of every glyph."""
        if "fvar" in self.hb_face.table_tags:
            return [int(self.hb_font.get_glyph_h_advance(glyph)) for glyph in range(self.glyph_count)]
        count = unpack_from(">H", self.table("hhea"), 34)[0]
        pairs = array("H", self.table("hmtx")[: 4 * count])
        if byteorder == "little":
            pairs.byteswap()
        widths: list[int] = list(pairs[::2])
        return widths + widths[-1:] * int(self.glyph_count - count)

    @cached_property
    def widths(self) -> list[float]:
        """The width of every glyph as a PDF states it: thousandths of an em, two decimals."""
        scale = 1000 / self.units_per_em
        return [round(advance * scale, 2) for advance in self.advances]

    @cached_property
    def default_advance(self) -> int:
        """The advance width of the glyph for what is missing."""
        return self.advances[0]

    @cached_property
    def bbox(self) -> tuple[int, int, int, int]:
        """The box around all glyphs: left, bottom, right, top."""
        x0, y0, x1, y1 = unpack_from(">4h", self.table("head"), 36)
        return x0, y0, x1, y1

    @cached_property
    def ascent(self) -> int:
        """How far letters rise."""
        return int(unpack_from(">h", self.table("hhea"), 4)[0])

    @cached_property
    def descent(self) -> int:
        """How far letters hang, as a negative number."""
        return int(unpack_from(">h", self.table("hhea"), 6)[0])

    @cached_property
    def cap_height(self) -> int:
        """The height of a capital letter, or of the tallest letters where the font does not say."""
        os2 = self.table("OS/2")
        if len(os2) >= 90 and unpack_from(">H", os2)[0] >= 2:
            height = int(unpack_from(">h", os2, 88)[0])
            if height > 0:
                return height
        return self.ascent

    @cached_property
    def weight_class(self) -> int:
        """100 (thin) to 900 (black); 400 is regular."""
        os2 = self.table("OS/2")
        return int(unpack_from(">H", os2, 4)[0]) if len(os2) >= 6 else 400

    @cached_property
    def italic_angle(self) -> float:
        """Degrees counter-clockwise from upright."""
        post = self.table("post")
        return float(unpack_from(">i", post, 4)[0] / 65536) if len(post) >= 8 else 0.0

    @cached_property
    def embeddable(self) -> bool:
        """Whether the font's maker allows embedding and subsetting (OS/2 ``fsType``)."""
        os2 = self.table("OS/2")
        rights = unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
        return not rights & 0x0302 and (rights & 0xF) in (0, 4, 8)

    @cached_property
    def blank(self) -> int | None:
        """A glyph without width and ink, that of a joiner, if the face has one."""
        for code in (0x200C, 0x200D, 0x034F):
            glyph = self.hb_font.get_nominal_glyph(code)
            if not glyph or self.advances[glyph]:
                continue
            extents = self.hb_font.get_glyph_extents(glyph)
            if extents is None or not extents.width:
                return int(glyph)
        return None

    @cached_property
    def texts(self) -> dict[int, str]:
        """What each glyph stands for, as far as a character or a substitution of the font says. For all glyphs at
        once: what is kept never depends on what was set."""
        return glyph_texts(self.hb_face, self.hb_font)

    @cached_property
    def outline_bytes(self) -> int:
        """How much room the outlines take."""
        return len(self.hb_face.reference_table(self.outlines)) if self.outlines else 0

    def table(self, tag: str) -> bytes:
        """The bytes of a table of the font; none if it has no such table."""
        blob = self.hb_face.reference_table(tag)
        return bytes(blob.data) if blob is not None else b""
