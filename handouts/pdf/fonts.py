"""Fonts in a PDF: subsets by fixed sets of characters, as Type 0 fonts whose codes are glyph numbers.

A subset never depends on which letters a text has beyond the tiers that these letters are in, so it does not tell what
a patient is called. Each is made once and kept in a cache with an end. The same tiers give the same bytes. Knows
nothing of documents; never draws.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import uharfbuzz as hb

from handouts.layout.cache import Cache
from handouts.layout.face import UNSEEN, Face
from handouts.layout.faces import FontBook
from handouts.pdf.cff import identity_charset
from handouts.pdf.cffwidths import same_widths
from handouts.pdf.objects import number

_LARGE = 8000
"""Glyphs from which on a face is not embedded as a whole."""
_HEAVY = 400_000
"""Bytes of outlines from which on it is not."""
_BLOCK = 128
"""Characters of one tier of such a face."""

Ranges = tuple[tuple[int, int], ...]

_MARKS: Ranges = tuple((ord(char), ord(char)) for char in "\u00a0°²³·×½¼¾éñ–—‘’“”•…→≥≤−✓☐")
"""The signs that the sheets themselves use beside ASCII."""

TIERS: tuple[tuple[str, Ranges], ...] = (
    ("sheet", ((0x20, 0x7E), *_MARKS)),
    ("latin-1", ((0x20, 0xFF), *_MARKS)),
    ("vietnamese", (*_MARKS, (0x20, 0xFF), (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x168, 0x169),
                    (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x300, 0x323), (0x1E00, 0x1EFF))),
    ("latin", (*_MARKS, (0x20, 0x24F), (0x2B0, 0x36F), (0x2000, 0x206F))),
    ("greek-cyrillic", (*_MARKS, (0x20, 0x7E), (0x300, 0x36F), (0x370, 0x52F), (0x1F00, 0x1FFF))),
)  # fmt: skip
"""Sets of characters of a face of many scripts, tried in this order; what is in none comes with its block."""

WHOLE = "whole"
_NUMBERS = "#"
"""Begins the name of a tier that is a block of glyphs by their numbers, as many as a block has characters."""

_DROPPED_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "name", "OS/2", "post", "cmap", "STAT", "gasp", "DSIG", "kern",
    "hdmx", "VDMX", "LTSH", "meta", "vhea", "vmtx", "VORG", "COLR", "CPAL", "SVG ", "sbix", "CBDT", "CBLC", "FFTM",
    "Feat", "Silf", "Glat", "Gloc", "Sill", "PCLT", "morx", "feat", "prop",
)  # fmt: skip
"""What a viewer of Type 0 fonts does not read."""
_VERTICAL = (b"vert", b"vrt2", b"vrtr", b"valt", b"vhal", b"vkrn", b"vpal", b"vchw")
"""Features of text set from top to bottom."""

_FLAGS = (
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NOTDEF_OUTLINE
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    | hb.SubsetFlags.DOWNGRADE_CFF2
    | hb.SubsetFlags.DESUBROUTINIZE  # smaller, once deflated; and not every validator follows subroutines
)


@dataclass(frozen=True, slots=True)
class FontProgram:
    """A finished subset; deflated streams. Numbers of glyphs are those of the whole face.

    ``name`` is the name with the tag of the subset. ``file`` belongs into a stream with the entries ``file_entries``
    (and Length and Filter), to which the descriptor's key ``file_key`` refers.
    """

    name: bytes
    glyphs: frozenset[int]
    file: bytes
    file_key: bytes
    file_entries: bytes
    to_unicode: bytes
    _descriptor: bytes
    _cid_font: bytes

    def descriptor(self, file: bytes) -> bytes:
        """The font descriptor (ISO 32000-1, 9.8); ``file`` is the reference to the font file."""
        return b"<<%s/%s %s>>" % (self._descriptor, self.file_key, file)

    def cid_font(self, descriptor: bytes) -> bytes:
        """The descendant font (9.7.4) with the widths; ``descriptor`` is the reference to the descriptor."""
        return b"<<%s/FontDescriptor %s>>" % (self._cid_font, descriptor)

    def type0(self, cid_font: bytes, to_unicode: bytes) -> bytes:
        """The font that a content stream names (9.7.6), by the references to its two parts."""
        return (
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>"
            % (self.name, cid_font, to_unicode)
        )


class FontPrograms:
    """The subsets of the fonts of one book. ``limit``: the most that are kept."""

    def __init__(self, fonts: FontBook, limit: int = 48) -> None:
        self.fonts = fonts
        self._made: Cache[tuple[str, tuple[str, ...]], FontProgram] = Cache(limit)
        self._tiers: Cache[tuple[str, str], frozenset[int]] = Cache(4 * limit)

    def __len__(self) -> int:
        return len(self._made)

    def subset(self, key: str, glyphs: Collection[int], text: Iterable[str]) -> FontProgram:
        """The subset of face ``key`` for a document that shows ``glyphs`` of it for the characters of ``text``."""
        return self.tier(key, self.tiers(key, glyphs, text))

    def tiers(self, key: str, glyphs: Collection[int], text: Iterable[str]) -> tuple[str, ...]:
        """The names of the tiers that together have all of ``glyphs``, which show ``text``."""
        face = self.fonts.face(key)
        left = set(glyphs) - {0}
        small = face.glyph_count <= _LARGE and face.outline_bytes <= _HEAVY
        used: list[str] = []
        if face.glyph_count <= _LARGE and face.has("A"):
            for name, _ in TIERS:
                if left <= self._inside(face, name):
                    return (name,)
            for name, _ in TIERS:
                if left & self._inside(face, name):
                    used.append(name)
                    left -= self._inside(face, name)
        if left and small:
            return (WHOLE,)
        if left or not used:
            used += sorted({_block(char) for char in text if char not in UNSEEN} or {_block(" ")})
            left -= self.tier(key, tuple(used)).glyphs
        if left:  # what only a chain of substitutions leads to, such as a syllable of old Korean
            used += sorted({f"{_NUMBERS}{glyph // _BLOCK:04X}" for glyph in left})
            left -= self.tier(key, tuple(used)).glyphs
        return (WHOLE,) if left else tuple(used)

    def tier(self, key: str, tiers: tuple[str, ...]) -> FontProgram:
        """The subset of face ``key`` with all characters of ``tiers``."""
        known = self._made.get((key, tiers))
        if known is None:
            known = _program(self.fonts.face(key), tiers)
            self._made.put((key, tiers), known)
        return known

    def tiers_with(self, key: str, glyph: int) -> int:
        """A bit for each of :data:`TIERS` that has ``glyph`` of face ``key``, the lowest for the first."""
        face = self.fonts.face(key)
        if face.glyph_count > _LARGE or not face.has("A"):
            return 0
        return sum(1 << bit for bit, (name, _) in enumerate(TIERS) if glyph in self._inside(face, name))

    def _inside(self, face: Face, tier: str) -> frozenset[int]:
        """The glyphs of one tier: of its characters, and of what the font makes of them."""
        known = self._tiers.get((face.key, tier))
        if known is None:
            known = frozenset(
                hb.SubsetPlan(face.hb_face, _input(face, (tier,), False)).old_to_new_glyph_mapping
            )
            self._tiers.put((face.key, tier), known)
        return known


def _block(char: str) -> str:
    return f"{ord(char) // _BLOCK:04X}"


def _input(face: Face, tiers: tuple[str, ...], cids: bool) -> hb.SubsetInput:
    """What to keep. ``cids``: the numbers of the glyphs are their CIDs, which a subset keeps by itself."""
    wanted = hb.SubsetInput()
    wanted.flags = _FLAGS
    if cids:
        wanted.flags &= ~(hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.CFF_IDENTITY_CHARSET)
    chars = wanted.sets(hb.SubsetInputSets.UNICODE)
    if WHOLE in tiers:
        chars.invert()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).invert()
    else:
        for tier in tiers:
            if tier.startswith(_NUMBERS):
                first = int(tier.removeprefix(_NUMBERS), 16) * _BLOCK
                last = min(first + _BLOCK, face.glyph_count) - 1
                wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).add_range(first, last)
                continue
            for first, last in _ranges(tier):
                chars.add_range(first, last)
    features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.add(int.from_bytes(b"tnum", "big"))
    for tag in _VERTICAL:
        features.discard(int.from_bytes(tag, "big"))
    drop = wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    drop.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED_TABLES)
    if "fvar" in face.hb_face.table_tags:
        wanted.pin_all_axes_to_default(face.hb_face)
    return wanted


def _ranges(tier: str) -> Ranges:
    """The characters of a tier, and those without a look of their own, which stand between others."""
    unseen = tuple((ord(char), ord(char)) for char in sorted(UNSEEN))
    named = dict(TIERS).get(tier)
    if named is not None:
        return (*named, *unseen)
    first = int(tier, 16) * _BLOCK
    return ((first, first + _BLOCK - 1), *unseen)


def _program(face: Face, tiers: tuple[str, ...]) -> FontProgram:
    cids = face.outlines == "CFF " and identity_charset(face.table("CFF "))
    plan = hb.SubsetPlan(face.hb_face, _input(face, tiers, cids))
    glyphs = frozenset(plan.old_to_new_glyph_mapping)
    made = plan.execute()
    name = b"%s+%s" % (_tag(face, tiers), face.name.encode("ascii"))
    if face.outlines == "glyf":
        data = bytes(made.blob.data)
        kind, file_key, entries = b"CIDFontType2", b"FontFile2", b"/Length1 %d" % len(data)
    else:
        kept = plan.old_to_new_glyph_mapping
        data = bytes(made.reference_table("CFF ").data)
        data = same_widths(data, {kept[glyph]: face.advances[glyph] for glyph in glyphs})
        kind, file_key, entries = b"CIDFontType0", b"FontFile3", b"/Subtype/CIDFontType0C"
    to_map = b"/CIDToGIDMap/Identity" if kind == b"CIDFontType2" else b""
    cid_font = (
        b"/Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>%s"
        b"/DW %s/W[%s]"
        % (kind, name, to_map, number(face.widths[0]).encode("ascii"), b"".join(_widths(face, glyphs)))
    )
    return FontProgram(
        name, glyphs, zlib.compress(data, 9), file_key, entries, zlib.compress(_to_unicode(face, glyphs), 9),
        _descriptor(face, name), cid_font,
    )  # fmt: skip


def _tag(face: Face, tiers: tuple[str, ...]) -> bytes:
    """Six letters that differ from subset to subset (9.6.4)."""
    digest = hashlib.md5("\n".join((face.name, *tiers)).encode(), usedforsecurity=False).digest()
    return bytes(65 + byte % 26 for byte in digest[:6])


def _descriptor(face: Face, name: bytes) -> bytes:
    scale = 1000 / face.units_per_em
    # The usual estimate of the stems; viewers use it only where a font is missing.
    stem = 50 + (face.weight_class / 65) ** 2
    box = " ".join(f"{value * scale:.0f}" for value in face.bbox)
    text = (
        f"/Type/FontDescriptor/FontName/{name.decode('ascii')}/Flags 4/FontBBox[{box}]"
        f"/ItalicAngle {face.italic_angle:.0f}/Ascent {face.ascent * scale:.0f}/Descent {face.descent * scale:.0f}"
        f"/CapHeight {face.cap_height * scale:.0f}/StemV {stem:.0f}"
    )
    return text.encode("ascii")


def _widths(face: Face, glyphs: frozenset[int]) -> Iterator[bytes]:
    """The W array (9.7.4.3) without the glyphs of the default width."""
    usual = face.advances[0]
    wide = sorted(glyph for glyph in glyphs if face.advances[glyph] != usual)
    for _, group in groupby(enumerate(wide), key=lambda pair: pair[1] - pair[0]):
        run = [glyph for _, glyph in group]
        yield b"%d[%s]" % (run[0], " ".join(number(face.widths[glyph]) for glyph in run).encode("ascii"))


def _to_unicode(face: Face, glyphs: frozenset[int]) -> bytes:
    """The map from glyphs to text (9.10.3). What stands for nothing is mapped to U+FFFD: every code needs a text."""
    texts = face.texts
    pairs = [
        f"<{glyph:04X}> <{texts.get(glyph, chr(0xFFFD)).encode('utf-16-be').hex().upper()}>"
        for glyph in sorted(glyphs)
        if glyph
    ]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
            "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        ]
    ).encode("ascii")  # fmt: skip
