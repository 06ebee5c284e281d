"""Text set in lines: font fallback, line breaking, link runs. Never paints.

Lines are left aligned, never hyphenated, and hold at most as many characters as their style allows. A word too
long for its column (a web address, a long name) breaks after a slash, dot or hyphen, else anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.pdf.fonts import FontBook, clean
from handouts.pdf.theme import TextStyle
from handouts.sheet.blocks import Runs

_WORD = re.compile(r"[^ \n]+|[ \n]+")
_BREAK_AFTER = re.compile(r"(?<=[/.\-?=&_@])")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text in one font. ``url`` is the address it links to."""

    font: str
    text: str
    width: float
    url: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A set line. Its last chunk ends in a space where the text goes on, so that extracted words stay apart."""

    chunks: tuple[Chunk, ...]
    width: float


Word = tuple[tuple[Chunk, ...], float, int]
"""Chunks without a space among them, their width, and their number of characters."""


class Typesetter:
    """Breaks text into lines with the fonts of one book, and remembers what is not personal.

    ``size`` tells how many texts are remembered.
    """

    def __init__(self, fonts: FontBook, limit: int = 20_000) -> None:
        self.fonts = fonts
        self._limit = limit
        self._lines: dict[tuple[Runs, TextStyle, float], tuple[Line, ...]] = {}
        self._widths: dict[tuple[str, TextStyle], float] = {}

    @property
    def size(self) -> int:
        """Texts in the cache."""
        return len(self._lines)

    def lines(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        """``runs`` set in lines at most ``width`` points wide."""
        key = (runs, style, width)
        known = self._lines.get(key)
        if known is None:
            known = self._break(runs, style, width)
            if len(self._lines) < self._limit and not any(span.private for span in runs):
                self._lines[key] = known
        return known

    def width(self, text: str, style: TextStyle) -> float:
        """Width of ``text`` on one line, in points. For texts of the content, never for what a patient is called."""
        key = (text, style)
        known = self._widths.get(key)
        if known is None:
            pieces = self.fonts.split(clean(text), style.weight)
            known = sum(self.fonts.width(font, piece, style.size) for font, piece in pieces)
            if len(self._widths) < self._limit:
                self._widths[key] = known
        return known

    def _break(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        lines: list[Line] = []
        line: list[Chunk] = []
        used, count = 0.0, 0
        space: Chunk | None = None

        def too_long(word: Word) -> bool:
            return word[1] > width or word[2] > style.line

        for word, space_before in self._words(runs, style):
            gap = space_before.width if space_before and line else 0.0
            fits = used + gap + word[1] <= width + 0.01 and count + (1 if gap else 0) + word[2] <= style.line
            if fits or not line:
                if not line and too_long(word):
                    *full, (rest, used, count) = self._cut(word, style, width)
                    lines += [Line(_joined(chunks), length) for chunks, length, _ in full]
                    line = list(rest)
                    continue
                if gap and space_before:
                    line.append(space_before)
                line += word[0]
                used, count = used + gap + word[1], count + (1 if gap else 0) + word[2]
                continue
            space = space_before
            if space:
                line.append(space)
            lines.append(Line(_joined(line), used))
            cut = self._cut(word, style, width) if too_long(word) else [word]
            *full, (rest, used, count) = cut
            lines += [Line(_joined(chunks), length) for chunks, length, _ in full]
            line = list(rest)
        lines.append(Line(_joined(line), used))
        return tuple(lines)

    def _words(self, runs: Runs, style: TextStyle) -> Iterator[tuple[Word, Chunk | None]]:
        """Words, each with the space before it."""
        parts: list[Chunk] = []
        space: Chunk | None = None
        before: Chunk | None = None
        for span in runs:
            weight = style.strong if span.bold else style.weight
            for match in _WORD.finditer(clean(span.text)):
                text = match[0]
                if text[0] in " \n":
                    if parts:
                        yield _word(parts), before
                        parts = []
                    font, _ = self.fonts.split(" ", weight)[0]
                    space = Chunk(font, " ", self.fonts.width(font, " ", style.size), span.url)
                    before = space
                    continue
                for font, piece in self.fonts.split(text, weight):
                    parts.append(Chunk(font, piece, self.fonts.width(font, piece, style.size), span.url))
        if parts:
            yield _word(parts), before

    def _cut(self, word: Word, style: TextStyle, width: float) -> list[Word]:
        """A word cut to pieces no wider than ``width``."""
        pieces: list[Word] = []
        line: list[Chunk] = []
        used, count = 0.0, 0
        for chunk in word[0]:
            for text in self._pieces(chunk, style, width):
                length = self.fonts.width(chunk.font, text, style.size)
                if line and (used + length > width or count + len(text) > style.line):
                    pieces.append((tuple(line), used, count))
                    line, used, count = [], 0.0, 0
                line.append(Chunk(chunk.font, text, length, chunk.url))
                used, count = used + length, count + len(text)
        pieces.append((tuple(line), used, count))
        return pieces

    def _pieces(self, chunk: Chunk, style: TextStyle, width: float) -> Iterator[str]:
        for part in _BREAK_AFTER.split(chunk.text):
            if len(part) > style.line or self.fonts.width(chunk.font, part, style.size) > width:
                yield from part
            elif part:
                yield part


def _word(parts: list[Chunk]) -> Word:
    return tuple(parts), sum(c.width for c in parts), sum(len(c.text) for c in parts)


def _joined(chunks: list[Chunk] | tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Neighbours in the same font and link as one chunk."""
    result: list[Chunk] = []
    for chunk in chunks:
        if result and (result[-1].font, result[-1].url) == (chunk.font, chunk.url):
            last = result[-1]
            result[-1] = Chunk(last.font, last.text + chunk.text, last.width + chunk.width, last.url)
        else:
            result.append(chunk)
    return tuple(result)
