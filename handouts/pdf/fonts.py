"""The typefaces: which font has which character, how wide text is, and how a font gets into a PDF.

Body family Atkinson Hyperlegible Next; DejaVu Sans for what it lacks (Greek, Cyrillic, Vietnamese, symbols),
opened only when a text needs it. A character that no font can show is reported, never drawn as a box. Never
looks for fonts on the machine; nothing is kept on disk.

Left to right scripts without shaping only: characters of right-to-left scripts, combining marks that do not
compose and invisible controls are reported as missing, because they would be set wrongly.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont

from handouts.pdf.objects import Raw, Stream
from handouts.resources import fonts_folder

Weight = Literal["regular", "bold", "extrabold"]

_BODY: dict[Weight, str] = {
    "regular": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf",
    "bold": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf",
    "extrabold": "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-ExtraBold.ttf",
}
_FALLBACK: dict[Weight, str] = {
    "regular": "dejavu-sans/DejaVuSans.ttf",
    "bold": "dejavu-sans/DejaVuSans-Bold.ttf",
    "extrabold": "dejavu-sans/DejaVuSans-Bold.ttf",
}

_WHOLE_ASCII = frozenset({_BODY["regular"], _BODY["bold"]})
"""Fonts whose subsets hold all of ASCII: the subset is then the same for most sheets, and is made once."""

_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Invisible hints for line breaking: taken out, lines are broken at spaces."""

_REPLACED: dict[int, str] = {
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0"),
    **dict.fromkeys(map(ord, "\t\n\r\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"), " "),
}
_CLEAN: dict[int, str | None] = {**_DROPPED, **_REPLACED}

_SHAPED = ((0x0900, 0x109F), (0x1780, 0x18AF), (0x1A00, 0x1AAF), (0xA800, 0xABFF))
"""Scripts of South and South-East Asia, which need shaping."""


_WORDS = re.compile(r"[^ \u00a0]*[ \u00a0]+|[^ \u00a0]+")
"""A word with the spaces after it."""


def clean(text: str) -> str:
    """``text`` as it is printed: composed (NFC), without invisible break hints, plain hyphens and spaces."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_CLEAN)


def _settable(code: int) -> bool:
    """Whether a character can be set by putting its glyph after the one before."""
    char = chr(code)
    return (
        unicodedata.category(char)[0] not in "CM"
        and unicodedata.category(char) not in ("Zl", "Zp")
        and unicodedata.bidirectional(char) not in ("R", "AL", "AN")
        and not any(first <= code <= last for first, last in _SHAPED)
    )


class _Widths(dict[str, float]):
    """Advance widths in thousandths of the type size."""

    default = 0.0

    def __missing__(self, char: str) -> float:
        return self.default


@dataclass(frozen=True, slots=True)
class _Program:
    """A finished subset: deflated glyphs and their length before, deflated map to text, widths."""

    length: int
    glyphs: bytes
    to_unicode: bytes
    widths: bytes

    def file(self) -> Stream:
        """The font file, new for each document."""
        return Stream(b"/Length1 %d" % self.length, self.glyphs)

    def map(self) -> Stream:
        """The ToUnicode map, new for each document."""
        return Stream(b"", self.to_unicode)


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose subsets are compressed once and whose text can be read back.

    ``programs`` keeps the finished subsets by the characters they hold.
    """

    def __init__(self, name: str, file: Path, *, whole_ascii: bool) -> None:
        super().__init__(name, str(file), asciiReadable=whole_ascii, shapable=False)
        self.programs: dict[tuple[int, ...], _Program] = {}
        self.covered: frozenset[str] = frozenset(
            chr(code) for code in self.face.charToGlyph if _settable(code)
        ) | {"\u00a0"}
        self.widths = _Widths((chr(code), width) for code, width in self.face.charWidths.items())
        self.widths.default = self.face.defaultWidth
        self.widths["\u00a0"] = self.widths[" "]

    def splitString(self, text: str, doc: PDFDocument, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """``text`` as (subset, codes). What has no glyph is noted in ``doc.missing_glyphs``."""
        if self._asciiReadable and text.isascii() and text.isprintable():
            self._assignState(doc)
            return [(0, text.encode("ascii"))] if text else []
        runs: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        if any(0 in codes for _, codes in runs):
            for char in text:
                if char not in self.covered and hasattr(doc, "missing_glyphs"):
                    doc.missing_glyphs[self.fontName, char] = None
        return runs

    def addObjects(self, doc: PDFDocument) -> None:
        """Write the subsets that ``doc`` uses."""
        state = self.state[doc]
        state.frozen = 1
        for n, subset in enumerate(state.subsets):
            internal = self.getSubsetInternalName(n, doc)[1:]
            base = (SUBSETN(n) + b"+" + self.face.name).decode("ascii")
            font = Raw(self._dictionary(doc, internal, base, tuple(subset)))
            doc.Reference(font, internal)
            doc.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]

    def _dictionary(self, doc: PDFDocument, internal: str, base: str, subset: tuple[int, ...]) -> bytes:
        if subset not in self.programs:
            self.programs[subset] = self._program(subset)
        program = self.programs[subset]
        file, to_unicode = doc.Reference(program.file()), doc.Reference(program.map())
        face = self.face
        descriptor = doc.Reference(
            Raw(
                b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle %d/Ascent %d"
                b"/Descent %d/CapHeight %d/StemV %d/MissingWidth %d/FontFile2 %s>>"
                % (
                    base.encode("ascii"), face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
                    " ".join(f"{v:.0f}" for v in face.bbox).encode("ascii"), face.italicAngle, face.ascent,
                    face.descent, face.capHeight, face.stemV, face.defaultWidth, file.format(doc),
                )
            )
        )  # fmt: skip
        return (
            b"<</Type/Font/Subtype/TrueType/Name/%s/BaseFont/%s/FirstChar 0/LastChar %d/Widths[%s]"
            b"/FontDescriptor %s/ToUnicode %s>>"
            % (internal.encode(), base.encode(), len(subset) - 1, program.widths, descriptor.format(doc),
               to_unicode.format(doc))
        )  # fmt: skip

    def _program(self, subset: tuple[int, ...]) -> _Program:
        glyphs = self.face.makeSubset(list(subset))
        widths = " ".join(f"{self.face.getCharWidth(code):g}" for code in subset)
        return _Program(
            len(glyphs),
            zlib.compress(glyphs, 9),
            zlib.compress(_to_unicode(subset), 9),
            widths.encode("ascii"),
        )


def _to_unicode(subset: tuple[int, ...]) -> bytes:
    """The map from codes to text (ISO 32000-1, 9.10.3). Code 0, the empty box, has none and is left out."""
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
            "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        ]
    ).encode("ascii")  # fmt: skip


class FontBook:
    """The fonts of the program, by weight and by name. One for all documents.

    Opening the three body weights takes about 7 ms, a fallback 25 ms; each is opened when it is first needed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or fonts_folder()
        self._by_file: dict[str, EmbeddedFont] = {}
        self._by_name: dict[str, EmbeddedFont] = {}

    def font(self, name: str) -> EmbeddedFont:
        """The font of a name that :meth:`split` or :meth:`name` gave. Raises KeyError for any other."""
        return self._by_name[name]

    def name(self, weight: Weight) -> str:
        """The name of the body font of ``weight``, for ReportLab's ``setFont`` and for ``canvas.show``."""
        return self._open(_BODY[weight]).fontName  # type: ignore[no-any-return]

    def _open(self, file: str) -> EmbeddedFont:
        if file not in self._by_file:
            path = self.folder / file
            name = f"handouts:{path}"
            try:
                font = pdfmetrics._fonts[name]
            except KeyError:
                font = EmbeddedFont(name, path, whole_ascii=file in _WHOLE_ASCII)
                # registerFont would take another program's font of the same face for ours, and ours for its.
                pdfmetrics._fonts[name] = font
                pdfmetrics.registerFontFamily(name)
            self._by_file[file] = self._by_name[name] = font
        return self._by_file[file]

    def split(self, text: str, weight: Weight = "regular") -> list[tuple[str, str]]:
        """``text`` (cleaned) as runs of (font name, text).

        A word with a character that the body font lacks is set in the other family as a whole: words do not
        change their face in the middle. What no font has stays in the body font; see :meth:`missing`.
        """
        body = self._open(_BODY[weight])
        if body.covered.issuperset(text):
            return [(body.fontName, text)] if text else []
        other = self._open(_FALLBACK[weight])
        runs: list[tuple[str, str]] = []
        for word in _WORDS.findall(text):
            inside = body.covered.issuperset(word) or other.covered.isdisjoint(set(word) - body.covered)
            name = body.fontName if inside else other.fontName
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + word)
            else:
                runs.append((name, word))
        return runs

    def missing(self, text: str, weight: Weight | None = None) -> list[str]:
        """The characters of ``text`` (cleaned) that no font can show, each once, in order.

        Without a ``weight``, those that any of the weights lacks.
        """
        regular = self._open(_BODY["regular"])
        if regular.covered.issuperset(text):
            return []
        weights: Iterable[Weight] = [weight] if weight else _FALLBACK
        others = [self._open(_FALLBACK[name]).covered for name in weights]
        rest = [char for char in dict.fromkeys(text) if char not in regular.covered]
        return [char for char in rest if not all(char in covered for covered in others)]

    def width(self, font: str, text: str, size: float) -> float:
        """The width of ``text`` in points, set in ``font`` (a name from :meth:`split`) at ``size`` points."""
        return sum(map(self._by_name[font].widths.__getitem__, text)) * size / 1000


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
    elif kind[0] == "M":
        reason = "a mark that does not combine with the letter before it"
    elif not _settable(ord(char)):
        reason = "of a script that these fonts cannot set"
    else:
        reason = "in none of the fonts"
    return f"U+{ord(char):04X}{' ' + name if name else ''} is {reason}"
