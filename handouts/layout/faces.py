"""The typefaces: which face has which character, and what is known of a face. Never shapes, never writes.

Body family Atkinson Hyperlegible Next; DejaVu Sans for what it lacks; one Noto face for each further script; then the
folders that were given, font packages, and at last the fonts of the system, which are looked at only for a letter that
nothing before them has. A face is opened when it is first needed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from struct import unpack_from
from sys import byteorder

import uharfbuzz as hb

from handouts.layout.scripts import graphemes, script_runs
from handouts.layout.theme import Weight
from handouts.resources import fonts_folder

_BODY: dict[Weight, str] = {
    "regular": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf",
    "bold": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf",
    "extrabold": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-ExtraBold.ttf",
}
_WIDE: tuple[str, str] = ("dejavu-sans/DejaVuSans.ttf", "dejavu-sans/DejaVuSans-Bold.ttf")
"""Regular and bold of the family for Latin with marks, Greek, Cyrillic and symbols."""

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"))
_DROPPED.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
"""Invisible hints for line breaking and direction: taken out. Lines break at spaces; direction follows the letters."""

_REPLACED: dict[int, str] = {
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0"),
    **dict.fromkeys(map(ord, "\t\n\r\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"), " "),
}
_CLEAN: dict[int, str | None] = {**_DROPPED, **_REPLACED}

_JOINERS = frozenset("\u200c\u200d")
"""They tell the font how letters join; they have no look of their own."""

_WORDS = re.compile(r"[^ \u00a0]*[ \u00a0]+|[^ \u00a0]+")
"""A word with the spaces after it."""


def clean(text: str) -> str:
    """``text`` as it is printed: composed (NFC), without invisible hints, plain hyphens and spaces."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_CLEAN))


class Face:
    """One face of a font file. Its numbers are in font units, ``units_per_em`` to the type size."""

    def __init__(self, key: str, file: Path, index: int = 0) -> None:
        """Open face ``index`` of ``file``. Raises OSError or ValueError if it is no font."""
        self.key, self.file, self.index = key, file, index
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(file)), index)
        if not self.hb_face.glyph_count:
            raise ValueError(f"{file.name} is not a font")
        self.hb_font = hb.Font(self.hb_face)
        self.units_per_em: int = self.hb_face.upem
        self.glyph_count: int = self.hb_face.glyph_count

    @cached_property
    def covered(self) -> frozenset[str]:
        """The characters that have a glyph, and the joiners, which need none."""
        return frozenset(map(chr, self.hb_face.unicodes)) | _JOINERS | {"\u00a0"}

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
        count = unpack_from(">H", self._table("hhea"), 34)[0]
        pairs = array("H", self._table("hmtx")[: 4 * count])
        if byteorder == "little":
            pairs.byteswap()
        widths: list[int] = list(pairs[::2])
        return widths + widths[-1:] * int(self.glyph_count - count)

    @cached_property
    def default_advance(self) -> int:
        """The advance width of the glyph for what is missing."""
        return self.advances[0]

    @cached_property
    def bbox(self) -> tuple[int, int, int, int]:
        """The box around all glyphs: left, bottom, right, top."""
        x0, y0, x1, y1 = unpack_from(">4h", self._table("head"), 36)
        return x0, y0, x1, y1

    @cached_property
    def ascent(self) -> int:
        """How far letters rise."""
        return int(unpack_from(">h", self._table("hhea"), 4)[0])

    @cached_property
    def descent(self) -> int:
        """How far letters hang, as a negative number."""
        return int(unpack_from(">h", self._table("hhea"), 6)[0])

    @cached_property
    def cap_height(self) -> int:
        """The height of a capital letter, or of the tallest letters where the font does not say."""
        os2 = self._table("OS/2")
        if len(os2) >= 90 and unpack_from(">H", os2)[0] >= 2:
            height = int(unpack_from(">h", os2, 88)[0])
            if height > 0:
                return height
        return self.ascent

    @cached_property
    def weight_class(self) -> int:
        """100 (thin) to 900 (black); 400 is regular."""
        os2 = self._table("OS/2")
        return int(unpack_from(">H", os2, 4)[0]) if len(os2) >= 6 else 400

    @cached_property
    def italic_angle(self) -> float:
        """Degrees counter-clockwise from upright."""
        post = self._table("post")
        return float(unpack_from(">i", post, 4)[0] / 65536) if len(post) >= 8 else 0.0

    @cached_property
    def embeddable(self) -> bool:
        """Whether the font's maker allows embedding and subsetting (OS/2 ``fsType``)."""
        os2 = self._table("OS/2")
        rights = unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
        return not rights & 0x0302 and (rights & 0xF) in (0, 4, 8)

    @cached_property
    def texts(self) -> dict[int, str]:
        """What each glyph stands for, as far as a character or a substitution of the font says. For all glyphs at
        once: what is kept never depends on what was set."""
        from handouts.layout.glyphtext import glyph_texts

        return glyph_texts(self.hb_face, self.hb_font)

    def _table(self, tag: str) -> bytes:
        blob = self.hb_face.reference_table(tag)
        return bytes(blob.data) if blob is not None else b""


class FontBook:
    """The fonts of the program. One for all documents.

    ``folders`` are further folders with font files; ``bundled`` stands in for the folder of the bundled ones;
    ``system`` allows the fonts of the system.
    """

    def __init__(
        self, folders: Iterable[Path] = (), *, bundled: Path | None = None, system: bool = True
    ) -> None:
        self.bundled = bundled or fonts_folder()
        self.folders = tuple(folders)
        self.system = system
        self._faces: dict[str, Face] = {}

    def face(self, key: str) -> Face:
        """The face that :meth:`split` named."""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = Face(key, self.bundled / key)
        return face

    def body(self, weight: Weight) -> Face:
        """The face of everyday text."""
        return self.face(_BODY[weight])

    def split(self, text: str, weight: Weight = "regular") -> list[tuple[str, str]]:
        """``text`` (cleaned) as runs of (key of the face, text).

        A word with a character that the body face lacks is set in another face as a whole, where one has it all: words
        do not change their face in the middle, unless they change their script. What no face has stays in the body
        face; see :meth:`missing`.
        """
        body = self.body(weight)
        if body.covered.issuperset(text):
            return [(body.key, text)] if text else []
        runs: list[tuple[str, str]] = []
        for word in _WORDS.findall(text):
            parts = [(body.key, word)] if body.covered.issuperset(word) else self._word(word, weight)
            for key, part in parts:
                if runs and runs[-1][0] == key:
                    runs[-1] = (key, runs[-1][1] + part)
                else:
                    runs.append((key, part))
        return runs

    def _word(self, word: str, weight: Weight) -> Iterator[tuple[str, str]]:
        body = self.body(weight)
        for script, part in script_runs(word):
            lacks = set(part) - body.covered
            if not lacks:
                yield body.key, part
                continue
            whole = self._first(part, script, weight)
            if whole is not None:
                yield whole.key, part
                continue
            for letter in graphemes(part):
                one = body if body.covered.issuperset(letter) else self._first(letter, script, weight)
                one = one or self._first(letter[0], script, weight) or body
                yield one.key, letter

    def _first(self, text: str, script: str, weight: Weight) -> Face | None:
        """The first face that has all of ``text``."""
        chars = set(text)
        return next((face for face in self._candidates(script, weight) if face.covered >= chars), None)

    def _candidates(self, script: str, weight: Weight) -> Iterator[Face]:
        """Faces for a script beside the body face, best first."""
        regular, bold = _WIDE
        if weight != "regular":
            yield self.face(bold)
        yield self.face(regular)

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` (cleaned) that no face can show, each once, in order."""
        body = self.body("regular")
        if body.covered.issuperset(text):
            return []
        rest = [char for char in dict.fromkeys(text) if char not in body.covered]
        return [char for char in rest if not self._shows(char)]

    def _shows(self, char: str) -> bool:
        if unicodedata.category(char)[0] == "C" or unicodedata.category(char) in ("Zl", "Zp"):
            return char in _JOINERS
        script = script_runs(char)[0][0]
        return any(char in face.covered for face in self._candidates(script, "regular"))


def describe(char: str) -> str:
    """Code point and name of a character from :meth:`FontBook.missing`, and why it cannot be printed."""
    name = unicodedata.name(char, "")
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cf", "Zl", "Zp"):
        reason = "an invisible control character"
    elif kind == "Cs":
        reason = "half of a character"
    elif kind in ("Co", "Cn"):
        reason = "not a character of any script"
    else:
        reason = "in none of the fonts"
    return f"U+{ord(char):04X}{' ' + name if name else ''} is {reason}"
