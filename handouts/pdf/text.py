"""Text set in lines: font fallback, line breaking, link runs. Never paints.

Lines are left aligned, never hyphenated, and hold at most as many characters as their style allows. A line feed in a
text ends a line. A word too long for its column (a web address, a long name) breaks before a slash or dot or after a
hyphen and its like, else anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handouts.layout.theme import TextStyle
from handouts.pdf.fonts import FontBook, clean
from handouts.sheet.blocks import Runs, Span, plain

_WORD = re.compile(r"[^ ]+| +")
_NEW_LINE = re.compile(r"\r\n?|\n")
_BREAK = re.compile(r"(?<=[^/.])(?=[/.]+\w)|(?<=[-_?=&@])(?=\w)")
"""Where a long word may go on: never so that a line begins with the full stop that ends a sentence."""


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
        for paragraph in _paragraphs(runs):
            if lines:
                lines[-1] = self._ended(lines[-1], style)
            lines += self._fill(paragraph, style, width)
        return tuple(lines)

    def _ended(self, line: Line, style: TextStyle) -> Line:
        """``line`` with a space after its last word: the text goes on in the next."""
        if not line.chunks:
            return line
        font, _ = self.fonts.split(" ", style.weight)[0]
        space = Chunk(font, " ", self.fonts.width(font, " ", style.size), None)
        return Line(_joined([*line.chunks, space]), line.width)

    def _fill(self, runs: Runs, style: TextStyle, width: float) -> list[Line]:
        """Text without line feeds in lines."""
        lines: list[Line] = []
        line: list[Chunk] = []
        used, count = 0.0, 0
        for word, space in self._words(runs, style):
            gap = space.width if space and line else 0.0
            fits = used + gap + word[1] <= width + 0.01 and count + (1 if gap else 0) + word[2] <= style.line
            if line and fits:
                if gap and space:
                    line.append(space)
                line += word[0]
                used, count = used + gap + word[1], count + (1 if gap else 0) + word[2]
                continue
            if line:
                if space:
                    line.append(space)
                lines.append(Line(_joined(line), used))
            too_long = word[1] > width or word[2] > style.line
            *full, (rest, used, count) = self._cut(word, style, width) if too_long else [word]
            lines += [Line(_joined(chunks), length) for chunks, length, _ in full]
            line = list(rest)
        lines.append(Line(_joined(line), used))
        return lines

    def _words(self, runs: Runs, style: TextStyle) -> Iterator[tuple[Word, Chunk | None]]:
        """Words, each with the space before it."""
        parts: list[Chunk] = []
        space: Chunk | None = None
        for span in runs:
            weight = style.strong if span.bold else style.weight
            for match in _WORD.finditer(clean(span.text)):
                text = match[0]
                if text[0] == " ":
                    if parts:
                        yield _word(parts), space
                        parts = []
                    font, _ = self.fonts.split(" ", weight)[0]
                    space = Chunk(font, " ", self.fonts.width(font, " ", style.size), span.url)
                    continue
                for font, piece in self.fonts.split(text, weight):
                    parts.append(Chunk(font, piece, self.fonts.width(font, piece, style.size), span.url))
        if parts:
            yield _word(parts), space

    def _cut(self, word: Word, style: TextStyle, width: float) -> list[Word]:
        """A word cut to pieces no wider than ``width``, each as full as can be."""
        pieces: list[Word] = []
        line: list[Chunk] = []
        used, count = 0.0, 0
        for unit, length, size in self._units(word, style, width):
            if line and (used + length > width or count + size > style.line):
                pieces.append((tuple(line), used, count))
                line, used, count = [], 0.0, 0
            line += unit
            used, count = used + length, count + size
        pieces.append((tuple(line), used, count))
        return pieces

    def _units(self, word: Word, style: TextStyle, width: float) -> Iterator[Word]:
        """The parts of a word that stay whole: between its breaks, or single letters where that is too wide."""
        text = "".join(chunk.text for chunk in word[0])
        letters = [(chunk, letter) for chunk in word[0] for letter in chunk.text]
        ends = [*(match.start() for match in _BREAK.finditer(text)), len(letters)]
        for start, end in zip([0, *ends], ends, strict=False):
            unit = [self._letter(chunk, letter, style) for chunk, letter in letters[start:end]]
            whole = _word(list(_joined(unit)))
            if whole[1] <= width and whole[2] <= style.line:
                yield whole
            else:
                yield from (_word([letter]) for letter in unit)

    def _letter(self, chunk: Chunk, letter: str, style: TextStyle) -> Chunk:
        return Chunk(chunk.font, letter, self.fonts.width(chunk.font, letter, style.size), chunk.url)


def _paragraphs(runs: Runs) -> Iterator[Runs]:
    """``runs`` parted at line feeds; those at either end and blank lines after a blank line count for nothing."""
    parts: list[list[Span]] = [[]]
    for span in runs:
        first, *more = _NEW_LINE.split(span.text)
        parts[-1].append(replace(span, text=first) if more else span)
        parts += [[replace(span, text=text)] for text in more]
    filled = [bool(plain(tuple(part)).strip()) for part in parts]
    last = max((i for i, full in enumerate(filled) if full), default=0)
    for i, part in enumerate(parts[: last + 1]):
        if filled[i] or (any(filled[:i]) and filled[i - 1]) or last == 0 == i:
            yield tuple(part)


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
