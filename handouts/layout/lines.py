"""Text set in lines: words, line breaking, the order of both directions on a line, links. Never paints.

Lines are left aligned (the caller moves those of a right-to-left language), never hyphenated, and hold at most as many
characters as their style allows. A line feed in a text ends a line. A word too long for its column (a web address, a
long name) breaks before a slash or dot or after a hyphen and its like, else between any two letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from handouts.layout.bidi import has_right_to_left, levels, reordered
from handouts.layout.cache import Cache
from handouts.layout.faces import FontBook, clean
from handouts.layout.scripts import breakable, graphemes
from handouts.layout.shape import GlyphRun, Shaper, merged
from handouts.layout.theme import TextStyle, Weight
from handouts.sheet.blocks import Runs, Span, plain

_WORD = re.compile(r"[^ ]+| +")
_NEW_LINE = re.compile(r"\r\n?|\n")
_BREAK = re.compile(r"(?<=[^/.])(?=[/.]+\w)|(?<=[-_?=&@])(?=\w)")
"""Where a long word may go on: never so that a line begins with the full stop that ends a sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: its runs from left to right, its width in points without the space at its end.

    Where the text goes on, the last run in the order of reading ends in a space, so that extracted words stay apart.
    At the left end of a right-to-left line that space has no advance. ``order`` holds the places of the runs in the
    order of reading.
    """

    runs: tuple[GlyphRun, ...]
    width: float
    order: tuple[int, ...]

    @property
    def text(self) -> str:
        """The text in the order of reading."""
        return "".join(self.runs[place].text for place in self.order)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the letters of one span have in common."""

    weight: Weight
    lang: str
    url: str | None
    own_lang: str | None
    private: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """Text of one look and direction, without a space or nothing but one."""

    text: str
    look: _Look
    level: int
    runs: tuple[GlyphRun, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Word:
    """What stays on one line: its parts, their width in em, the number of characters, and the space before it."""

    parts: tuple[_Part, ...]
    width: float
    count: int
    space: _Part | None


class Typesetter:
    """Breaks text into lines with the fonts of one book, and remembers what is not personal.

    ``limit`` is the most lines and words it remembers of each kind; ``size`` tells how many there are.
    """

    def __init__(self, fonts: FontBook, limit: int = 20_000) -> None:
        self.fonts = fonts
        self.shaper = Shaper(fonts)
        self._lines: Cache[tuple[Runs, TextStyle, float, bool, str], tuple[Line, ...]] = Cache(limit)
        self._measured: Cache[tuple[Runs, Weight, Weight, bool, str], tuple[_Word, ...]] = Cache(limit)
        self._shaped: Cache[tuple[str, Weight, bool, str], tuple[GlyphRun, ...]] = Cache(limit)
        self._widths: Cache[tuple[str, TextStyle, str], float] = Cache(limit)

    @property
    def size(self) -> int:
        """Texts, words and widths that are remembered."""
        return len(self._lines) + len(self._measured) + len(self._shaped) + len(self._widths)

    def lines(
        self, runs: Runs, style: TextStyle, width: float, *, rtl: bool = False, lang: str = "en"
    ) -> tuple[Line, ...]:
        """``runs`` set in lines at most ``width`` points wide. ``rtl`` and ``lang`` are those of the document."""
        key = (runs, style, width, rtl, lang)
        known = self._lines.get(key)
        if known is None:
            known = self._break(runs, style, width, rtl, lang)
            if not any(span.private for span in runs):
                self._lines.put(key, known)
        return known

    def width(self, text: str, style: TextStyle, *, lang: str = "en") -> float:
        """Width of ``text`` on one line, in points. For texts of the content, never for what a patient is called."""
        key = (text, style, lang)
        known = self._widths.get(key)
        if known is None:
            rtl = has_right_to_left(text)
            pieces = [part for part in re.split("( )", clean(text)) if part]
            words = (
                self._words((Span(part),), style.weight, style.strong, rtl, lang)
                for part in pieces
                if part != " "
            )
            look = _Look(style.weight, lang, None, None, False)
            spaces = sum(part == " " for part in pieces) * self._part(" ", look, 0).width
            known = (sum(word.width for each in words for word in each) + spaces) * style.size
            self._widths.put(key, known)
        return known

    # ---------------------------------------------------------------------------------------------------- lines

    def _break(self, runs: Runs, style: TextStyle, width: float, rtl: bool, lang: str) -> tuple[Line, ...]:
        *earlier, last = _paragraphs(runs)
        lines: list[Line] = []
        for paragraph in earlier:
            lines += self._fill(paragraph, style, width, rtl, lang, goes_on=True)
        lines += self._fill(last, style, width, rtl, lang, goes_on=False)
        return tuple(lines)

    def _fill(
        self, runs: Runs, style: TextStyle, width: float, rtl: bool, lang: str, *, goes_on: bool
    ) -> Iterator[Line]:
        """Text without line feeds in lines."""
        room = width / style.size
        slack = 0.01 / style.size
        line: list[_Part] = []
        used, count = 0.0, 0
        for word in self._words(runs, style.weight, style.strong, rtl, lang):
            space = word.space if line else None
            gap = space.width if space else 0.0
            more = word.count + 1 if space else word.count
            if line and used + gap + word.width <= room + slack and count + more <= style.line:
                if space:
                    line.append(space)
                line += word.parts
                used += gap + word.width
                count += more
                continue
            if line:
                yield _line(line, used * style.size, rtl, space)
            if word.width > room or word.count > style.line:
                *full, word = self._cut(word, room, style.line)
                for piece in full:
                    yield _line(list(piece.parts), piece.width * style.size, rtl, None)
            line, used, count = list(word.parts), word.width, word.count
        end = (
            self._part(" ", _Look(style.weight, lang, None, None, False), int(rtl))
            if goes_on and line
            else None
        )
        yield _line(line, used * style.size, rtl, end)

    def _cut(self, word: _Word, room: float, most: int) -> list[_Word]:
        """A word cut to pieces no wider than ``room`` em and no longer than ``most``, each as full as can be."""
        letters = [(part, letter) for part in word.parts for letter in graphemes(part.text)]
        text = "".join(letter for _, letter in letters)
        ends = {match.start() for match in _BREAK.finditer(text)} | {len(text)}
        units: list[list[tuple[_Part, str]]] = [[]]
        at = 0
        for part, letter in letters:
            units[-1].append((part, letter))
            at += len(letter)
            if at in ends:
                units.append([])
        pieces: list[_Word] = []
        line: list[tuple[_Part, str]] = []
        fitting: _Word | None = None
        for whole in units[:-1]:
            alone = self._set_again(whole)
            fits = alone.width <= room and alone.count <= most
            for unit in [whole] if fits else [[letter] for letter in whole]:
                trial = self._set_again([*line, *unit])
                if fitting and (trial.width > room or trial.count > most):
                    pieces.append(fitting)
                    line, trial = [], self._set_again(unit)
                line += unit
                fitting = trial
        return [*pieces, fitting] if fitting else [word]

    def _set_again(self, letters: Iterable[tuple[_Part, str]]) -> _Word:
        """Letters of a word as a word of their own."""
        parts = [
            self._part("".join(letter for _, letter in group), part.look, part.level)
            for _, each in groupby(letters, key=lambda pair: id(pair[0]))
            for group in [list(each)]
            for part in [group[0][0]]
        ]
        return _word(parts, None)

    # ---------------------------------------------------------------------------------------------------- words

    def _words(self, runs: Runs, weight: Weight, strong: Weight, rtl: bool, lang: str) -> tuple[_Word, ...]:
        """The words of ``runs``; the same for every width and size."""
        key = (runs, weight, strong, rtl, lang)
        known = self._measured.get(key)
        if known is None:
            known = tuple(self._measure(runs, weight, strong, rtl, lang))
            if not any(span.private for span in runs):
                self._measured.put(key, known)
        return known

    def _measure(self, runs: Runs, weight: Weight, strong: Weight, rtl: bool, lang: str) -> Iterator[_Word]:
        texts = [clean(span.text) for span in runs]
        directions = _directions(runs, texts, rtl)
        parts: list[_Part] = []
        space: _Part | None = None
        at = 0
        for span, text in zip(runs, texts, strict=True):
            own = getattr(span, "lang", None)
            look = _Look(strong if span.bold else weight, own or lang, span.url, own, span.private)
            for match in _WORD.finditer(text):
                start, end = at + match.start(), at + match.end()
                if match[0][0] == " ":
                    gap = self._space(look, directions[start] if directions else 0, parts)
                    if parts:
                        yield _word(parts, space)
                        parts = []
                    space = gap
                    continue
                for i, unit in enumerate(breakable(match[0])):
                    if i and parts:
                        yield _word(parts, space)
                        parts, space = [], None
                    if directions is None:
                        parts.append(self._part(unit, look, 0))
                        continue
                    for level, group in groupby(
                        zip(directions[start:end], unit, strict=False), key=lambda p: p[0]
                    ):
                        parts.append(self._part("".join(char for _, char in group), look, level))
                    start += len(unit)
            at += len(text)
        if parts:
            yield _word(parts, space)

    def _space(self, look: _Look, level: int, word: list[_Part]) -> _Part:
        """A space after ``word``: in its face where it has letters that the body face lacks, else in the body face."""
        space = self._part(" ", look, level)
        if not word or word[-1].text.isascii() or not any(map(str.isalpha, word[-1].text)):
            return space
        runs = word[-1].runs
        key = runs[0 if runs[0].rtl else -1].face
        if key == space.runs[0].face or " " not in self.fonts.face(key).covered:
            return space
        own = self.shaper.run(key, " ", lang=look.lang, rtl=bool(level % 2))
        own = replace(own, url=look.url, lang=look.own_lang, private=look.private)
        return replace(space, runs=(own,), width=own.width)

    def _part(self, text: str, look: _Look, level: int) -> _Part:
        rtl = bool(level % 2)
        shaped = self._shape(text, look.weight, look.lang, rtl, private=look.private)
        if look.url is not None or look.own_lang is not None or look.private:
            shaped = tuple(
                replace(run, url=look.url, lang=look.own_lang, private=look.private) for run in shaped
            )
        return _Part(text, look, level, shaped, sum([run.width for run in shaped]))

    def _shape(
        self, text: str, weight: Weight, lang: str, rtl: bool, *, private: bool
    ) -> tuple[GlyphRun, ...]:
        if private:
            return self.shaper.shape(text, weight, lang=lang, rtl=rtl)
        key = (text, weight, rtl, lang)
        known = self._shaped.get(key)
        if known is None:
            known = self.shaper.shape(text, weight, lang=lang, rtl=rtl)
            self._shaped.put(key, known)
        return known


def _word(parts: list[_Part], space: _Part | None) -> _Word:
    return _Word(tuple(parts), sum([p.width for p in parts]), sum([len(p.text) for p in parts]), space)


def _directions(runs: Runs, texts: list[str], rtl: bool) -> list[int] | None:
    """The level of every character, or None where all of them run to the right.

    What is private is ordered on its own: a Hebrew name does not turn the number after it around.
    """
    text = "".join(texts)
    if not rtl and not has_right_to_left(text):
        return None
    isolates: list[tuple[int, int]] = []
    at = 0
    for span, part in zip(runs, texts, strict=True):
        end = at + len(part)
        if span.private and part:
            if isolates and isolates[-1][1] == at:
                isolates[-1] = (isolates[-1][0], end)
            else:
                isolates.append((at, end))
        at = end
    return levels(text, rtl, isolates)


def _line(parts: list[_Part], width: float, rtl: bool, space: _Part | None) -> Line:
    """``parts`` (in the order of reading) as a line; ``space`` follows where the text goes on."""
    found = [part.level for part in parts]
    if not any(found) and not rtl:
        runs = [run for part in [*parts, *([space] if space else [])] for run in part.runs]
        places: list[int] = list(range(len(runs)))
    else:
        runs, places = [], []
        for place in reordered(found):
            each = parts[place].runs
            runs += each
            inner = range(len(each))
            places += [1000 * place + i for i in (reversed(inner) if found[place] % 2 else inner)]
        if space:
            last = 1000 * len(parts)
            if rtl:  # at the left end: no advance, or it would push the line to the right
                runs = [
                    replace(run, rtl=True, advances=(0,) * len(run.ids), width=0.0) for run in space.runs
                ] + runs
                places.insert(0, last)
            else:
                runs += [replace(run, rtl=False) for run in space.runs]
                places.append(last)
    return _joined(runs, places, width)


def _joined(runs: list[GlyphRun], places: list[int], width: float) -> Line:
    """A line with neighbours of one look and direction made one. ``places``: where each run comes in reading."""
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(runs), 1) if not a.goes_with(b)), len(runs)]
    groups = [(a, b) for a, b in pairwise(starts) if b > a]
    whole = tuple([merged(runs[a:b]) for a, b in groups])
    first = [min(places[a:b]) for a, b in groups]
    return Line(whole, width, tuple(sorted(range(len(whole)), key=first.__getitem__)))


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
