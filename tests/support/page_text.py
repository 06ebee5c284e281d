"""Runs the text operators of a page and says what was painted, where, how large and under which mark.

For tests only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import pikepdf

from handouts.layout.bidi import MIRRORED

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Shown:
    """A piece of text as it was painted: its size in points on paper and where it starts."""

    text: str
    font: str
    size: float
    page: int
    x: float
    y: float
    width: float
    """Advance in points on paper."""
    mark: int | None
    """Marked-content identifier; None in an artifact or outside all marks."""
    artifact: str | None
    """``Pagination``, ``Layout`` ... for decoration."""


def _times(a: Matrix, b: Matrix) -> Matrix:
    """``a`` then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


class _Font:
    """What a Type 0 font of a page says of its two-byte codes (ISO 32000-1, 9.7)."""

    def __init__(self, font: Any) -> None:
        self.name = re.sub(r"^[A-Z]{6}\+", "", str(font.BaseFont)[1:])
        assert font.Encoding == "/Identity-H"
        below = font.DescendantFonts[0]
        self.default = float(below.get("/DW", 1000))
        self.widths: dict[int, float] = {}
        entries = list(below.get("/W", []))
        while entries:
            first, after, *entries = entries
            if isinstance(after, pikepdf.Array):
                self.widths.update((int(first) + i, float(width)) for i, width in enumerate(after))
            else:
                wide, *entries = entries
                self.widths.update((code, float(wide)) for code in range(int(first), int(after) + 1))
        self.unicode: dict[int, str] = {}
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
            for code, value in re.findall(r"<(\w+)>\s*<(\w+)>", block):
                self.unicode[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
        for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
            for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
                start = int(first, 16)
                for code in range(start, int(last, 16) + 1):
                    self.unicode[code] = chr(int(value, 16) + code - start)

    @staticmethod
    def _codes(text: bytes) -> list[int]:
        return [int.from_bytes(text[i : i + 2], "big") for i in range(0, len(text), 2)]

    def decode(self, text: bytes) -> list[str]:
        """The text of each code of ``text``; U+FFFD for one that says nothing."""
        return [self.unicode.get(code, "\ufffd") for code in self._codes(text)]

    def width(self, text: bytes) -> float:
        """Advance in thousandths."""
        return sum(self.widths.get(code, self.default) for code in self._codes(text))


def _turned(said: str) -> str:
    """What viewers make of a glyph's text when they read from right to left: brackets exchanged, forms as letters."""
    form = len(said) == 1 and 0xFB1D <= ord(said) <= 0xFEFC
    return normalize("NFKC", said) if form else MIRRORED.get(said, said)


class Interpreter:
    """Runs the text operators of one page (ISO 32000-1, 9.4)."""

    def __init__(self, page: pikepdf.Page, index: int) -> None:
        self.page, self.index = page, index
        self.fonts = {name: _Font(font) for name, font in page.Resources.get("/Font", {}).items()}
        self.matrix = _IDENTITY
        self.saved: list[tuple[Matrix, str, float]] = []
        self.marks: list[tuple[int | None, str | None]] = []
        self.actual: list[str | None] = []
        """What the marked content that is open says that its text is; empty once it was said."""
        self.reversed: list[int | None] = []
        """For the marked content that is open, how much text stood before it if it holds reversed characters."""
        self.font, self.size, self.leading = "", 0.0, 0.0
        self.text = self.line = _IDENTITY
        self.found: list[Shown] = []

    def run(self) -> list[Shown]:
        """All text, in painting order."""
        for operands, operator in pikepdf.parse_content_stream(self.page):
            name = {"'": "quote", '"': "quotes", "T*": "Tstar"}.get(str(operator), str(operator))
            handler = getattr(self, f"_do_{name}", None)
            if handler:
                handler(*operands)
        assert not self.marks, f"page {self.index + 1}: marked content is left open"
        return self.found

    def _do_q(self) -> None:
        self.saved.append((self.matrix, self.font, self.size))

    def _do_Q(self) -> None:
        self.matrix, self.font, self.size = self.saved.pop()

    def _do_cm(self, *values: Any) -> None:
        a, b, c, d, e, f = map(float, values)
        self.matrix = _times((a, b, c, d, e, f), self.matrix)

    def _do_BMC(self, tag: Any) -> None:
        """``ReversedChars`` (14.8.2.3.3) stands inside other marked content."""
        turned = tag == "/ReversedChars"
        self.marks.append(self.marks[-1] if turned else (None, "artifact" if tag == "/Artifact" else None))
        self.actual.append(None)
        self.reversed.append(len(self.found) if turned else None)

    def _do_BDC(self, tag: Any, properties: Any) -> None:
        said = properties.get("/ActualText")
        if tag == "/Artifact":
            self.marks.append((None, str(properties.get("/Type", "/artifact"))[1:]))
        elif "/Lang" in properties:
            mark, artifact = self.marks[-1]
            self.marks.append((mark, f"{artifact} {properties.Lang}"))
        elif "/MCID" in properties:
            assert not self.marks, "marked content with an identifier inside other marked content"
            self.marks.append((int(properties.MCID), None))
        else:
            self.marks.append(self.marks[-1])
        self.actual.append(None if said is None else str(said))
        self.reversed.append(None)

    def _do_EMC(self) -> None:
        self.marks.pop()
        self.actual.pop()
        start = self.reversed.pop()
        if start is not None:
            self.found[start:] = reversed(self.found[start:])

    def _do_BT(self) -> None:
        self.text = self.line = _IDENTITY

    def _do_Tf(self, font: Any, size: Any) -> None:
        self.font, self.size = str(font), float(size)

    def _do_TL(self, leading: Any) -> None:
        self.leading = float(leading)

    def _do_Td(self, x: Any, y: Any) -> None:
        self.text = self.line = _times((1, 0, 0, 1, float(x), float(y)), self.line)

    def _do_TD(self, x: Any, y: Any) -> None:
        self.leading = -float(y)
        self._do_Td(x, y)

    def _do_Tstar(self) -> None:
        self._do_Td(0, -self.leading)

    def _do_Tm(self, *values: Any) -> None:
        a, b, c, d, e, f = map(float, values)
        self.text = self.line = (a, b, c, d, e, f)

    def _do_Tj(self, text: Any) -> None:
        self._do_TJ([text])

    def _do_TJ(self, items: Any) -> None:
        """One piece of text, however its letters were moved."""
        font, letters, advance = self.fonts[self.font], list[str](), 0.0
        for item in items:
            if isinstance(item, pikepdf.String):
                letters += font.decode(bytes(item))
                advance += font.width(bytes(item)) * self.size / 1000
            else:
                advance -= float(item) * self.size / 1000
        if any(start is not None for start in self.reversed):
            letters = [_turned(letter) for letter in reversed(letters)]
        words = "".join(letters)
        said = next((i for i, text in enumerate(self.actual) if text is not None), None)
        if said is not None:
            words, self.actual[said] = self.actual[said] or "", ""
        place = _times(self.text, self.matrix)
        mark, artifact = self.marks[-1] if self.marks else (None, None)
        size = self.size * (place[2] ** 2 + place[3] ** 2) ** 0.5
        width = advance * (place[0] ** 2 + place[1] ** 2) ** 0.5
        self.found.append(
            Shown(words, font.name, size, self.index, place[4], place[5], width, mark, artifact)
        )
        self.text = _times((1, 0, 0, 1, advance, 0), self.text)

    def _do_quote(self, text: Any) -> None:
        self._do_Tstar()
        self._do_Tj(text)
