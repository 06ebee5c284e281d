"""Text set in lines: line breaking, the order of both directions on a line, links. Never paints.

Lines are left aligned (the caller moves those of a right-to-left language), never hyphenated, and hold at most as many
characters as their style allows. A line feed in a text ends a line. A word too long for its column (a web address, a
long name) breaks after a slash or hyphen and its like, else before a dot, else between any two letters.

A paragraph is shaped once as a whole; every width and size takes its lines from these glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from handouts.layout.bidi import has_right_to_left, levels, reordered
from handouts.layout.cache import LINES, SHAPED, WIDTHS, Cache
from handouts.layout.faces import FontBook, clean
from handouts.layout.scripts import breakable, graphemes
from handouts.layout.shape import GlyphRun, Shaper, merged
from handouts.layout.theme import TextStyle, Weight
from handouts.sheet.blocks import Runs, Span, plain

_WORD = re.compile(r"[^ ]+")
_SPACES = re.compile(r" {2,}")
_NEW_LINE = re.compile(r"\r\n?|\n")
_BREAKS = (
    re.compile(r"(?<=[^/]/)(?=\w)|(?<=[?=&@])(?=\w)|(?<=\w[-_])(?=\w)"),
    re.compile(r"(?<=[^/.])(?=[.]+\w)"),
)
"""Where a long word may go on, better places first: after a slash, so that no line begins with the end of a name."""
SHORT = 13
"""Characters of two words with which a last line looks like a left over: "6 weeks.", "roll back."."""


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
        return "".join([self.runs[place].text for place in self.order])


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Text without line feeds, shaped.

    ``runs`` are in the order of reading, with where each begins in ``text`` and its level (odd: right to left). ``at``
    holds how far from the beginning each character stands, in em, as if all were on one line, and the whole length at
    the end. ``breaks`` are the places where a line may end, the end of the text the last.
    """

    text: str
    runs: tuple[GlyphRun, ...]
    starts: tuple[int, ...]
    levels: tuple[int, ...]
    at: tuple[float, ...]
    breaks: tuple[int, ...]

    def visible(self, end: int) -> int:
        """``end`` without the space before it."""
        return end - 1 if end and self.text[end - 1] == " " else end


class Typesetter:
    """Breaks text into lines with the fonts of one book, and remembers what is not personal.

    ``limit`` is the most it remembers of each kind; ``size`` tells how much there is.
    """

    def __init__(self, fonts: FontBook, limit: int = LINES) -> None:
        self.fonts = fonts
        self.shaper = Shaper(fonts)
        self._lines: Cache[tuple[Runs, TextStyle, float, bool, str], tuple[Line, ...]] = Cache(limit)
        self._shaped: Cache[tuple[Runs, Weight, Weight, bool, str, bool], _Paragraph] = Cache(
            min(limit, SHAPED)
        )
        self._widths: Cache[tuple[str, Weight, str], float] = Cache(min(limit, WIDTHS))

    @property
    def size(self) -> int:
        """Texts, paragraphs and widths that are remembered."""
        return len(self._lines) + len(self._shaped) + len(self._widths)

    def lines(
        self, runs: Runs, style: TextStyle, width: float, *, rtl: bool = False, lang: str = "en"
    ) -> tuple[Line, ...]:
        """``runs`` set in lines at most ``width`` points wide. ``rtl`` and ``lang`` are those of the document."""
        key = (runs, style, width, rtl, lang)
        known = self._lines.get(key)
        if known is None:
            *earlier, last = _paragraphs(runs)
            made: list[Line] = []
            for paragraph in earlier:
                made += self._fill(
                    self._paragraph(paragraph, style, rtl, lang, True), style, width, rtl, lang
                )
            made += self._fill(self._paragraph(last, style, rtl, lang, False), style, width, rtl, lang)
            known = tuple(made)
            if not any(span.private for span in runs):
                self._lines.put(key, known)
        return known

    def width(self, text: str, style: TextStyle, *, lang: str = "en") -> float:
        """Width of ``text`` on one line, in points. For texts of the content, never for what a patient is called."""
        key = (text, style.weight, lang)
        known = self._widths.get(key)
        if known is None:
            runs = self.shaper.shape(clean(text), style.weight, lang=lang, rtl=has_right_to_left(text))
            known = sum([run.width for run in runs])
            self._widths.put(key, known)
        return known * style.size

    # ---------------------------------------------------------------------------------------------------- lines

    def _fill(
        self, whole: _Paragraph, style: TextStyle, width: float, rtl: bool, lang: str
    ) -> Iterator[Line]:
        for start, end in self._filled(whole, style, width, lang):
            yield self._line(whole, start, end, style, rtl, lang)

    def _filled(
        self, whole: _Paragraph, style: TextStyle, width: float, lang: str
    ) -> Sequence[tuple[int, int]]:
        """Where lines begin and end. The last one is not as short as one word or two short ones where the line before
        can spare more: it has two words at least then, and stays the longer one when it spares another. A number is
        not parted from its unit for it.
        """
        cuts = list(self._greedy(whole, style, width, lang))
        if len(cuts) < 2:
            return cuts
        (first, before), (last, end) = cuts[-2:]
        at, room = whole.at, width / style.size + 0.01 / style.size
        spare = [place for place in whole.breaks if first < place < before]
        count = sum(last < place <= end for place in whole.breaks)
        while len(spare) > 1 and (count == 1 or (count == 2 and end - last < SHORT)):
            taken = 2 if len(spare) > 2 and whole.text[spare[-2] : spare[-1]].strip().isdigit() else 1
            place = spare[-taken]
            if at[end] - at[place] > room or end - place > style.line:
                break
            if count > 1 and at[place] - at[first] < at[end] - at[place]:
                break
            del spare[-taken:]
            last, count = place, count + taken
        cuts[-2:] = [(first, last), (last, end)]
        return cuts

    def _greedy(
        self, whole: _Paragraph, style: TextStyle, width: float, lang: str
    ) -> Iterator[tuple[int, int]]:
        """Where lines begin and end, each with as many words as it holds."""
        room, most = width / style.size + 0.01 / style.size, style.line
        at = whole.at
        start, end = 0, 0  # the line begun, and as far as it is known to fit
        for stop in whole.breaks:
            seen = whole.visible(stop)
            if at[seen] - at[start] <= room and seen - start <= most:
                end = stop
                continue
            if end > start:
                yield start, end
                start = end
            while at[seen] - at[start] > room or seen - start > most:
                cut = self._cut(whole, start, seen, room, most, lang)
                if cut >= seen:
                    break
                yield start, cut
                start = cut
            end = stop
        yield start, len(whole.text)

    def _cut(self, whole: _Paragraph, start: int, end: int, room: float, most: int, lang: str) -> int:
        """Where a line ends that begins at ``start`` with a word too long for it, which ends at ``end``."""
        word = whole.text[start:end]
        letters = [start + place for place in accumulate(map(len, graphemes(word)))]
        good = [
            sorted({start + match.start() for match in br.finditer(word)} & set(letters)) for br in _BREAKS
        ]
        for places in (*good, letters):
            for place in reversed(places):
                if place - start <= most and whole.at[place] - whole.at[start] <= room + 1:
                    parts = self._parts(whole, start, place, lang)
                    if sum([run.width for run, _ in parts]) <= room:
                        return place
        return letters[0]

    def _line(self, whole: _Paragraph, start: int, end: int, style: TextStyle, rtl: bool, lang: str) -> Line:
        """The text from ``start`` to ``end`` as a line."""
        seen = whole.visible(end)
        if not rtl and not any(whole.levels):
            runs = [run for run, _ in self._parts(whole, start, end, lang)]
            clean_ends = self._whole_words(whole, start, end)
            wide = whole.at[seen] - whole.at[start] if clean_ends else sum([run.width for run in runs])
            return _joined(runs, list(range(len(runs))), wide * style.size)
        parts = self._parts(whole, start, seen, lang)
        order = reordered([level for _, level in parts])
        runs = [parts[place][0] for place in order]
        wide = sum([run.width for run in runs])
        if seen < end:  # the space at the end of a line is at the end of the paragraph's direction
            space = self._slice(whole, _run_at(whole, seen), seen, end, lang)
            if rtl:  # at the left end: no advance, or it would push the line to the right
                runs.insert(0, replace(space, rtl=True, advances=(0,) * len(space.ids), width=0.0))
                order.insert(0, len(parts))
            else:
                runs.append(replace(space, rtl=False))
                order.append(len(parts))
        return _joined(runs, order, wide * style.size)

    def _parts(self, whole: _Paragraph, start: int, end: int, lang: str) -> list[tuple[GlyphRun, int]]:
        """The runs of a part of the text with their levels, in the order of reading."""
        return [
            (self._slice(whole, i, max(start, first), min(end, last), lang), whole.levels[i])
            for i, (first, last) in enumerate(pairwise((*whole.starts, len(whole.text))))
            if first < end and last > start
        ]

    def _slice(self, whole: _Paragraph, index: int, start: int, end: int, lang: str) -> GlyphRun:
        """The part of one run from ``start`` to ``end`` of the text."""
        run, first = whole.runs[index], whole.starts[index]
        a, b = start - first, end - first
        if a == 0 and b == len(run.text):
            return run
        text = run.text[a:b]
        if not self._whole_words(whole, start, end):  # letters at the ends may look different now
            cut = self.shaper.run(run.face, text, lang=run.lang or lang, rtl=run.rtl)
            return replace(cut, url=run.url, lang=run.lang, private=run.private, means=run.means)
        inside = [i for i, cluster in enumerate(run.clusters) if a <= cluster < b]
        i, j = (inside[0], inside[-1] + 1) if inside else (0, 0)
        advances = run.advances[i:j]
        offsets = run.offsets[i:j] if run.offsets else None
        return GlyphRun(
            run.face, run.ids[i:j], advances, offsets, text,
            tuple([cluster - a for cluster in run.clusters[i:j]]) if a else run.clusters[i:j],
            run.rtl, sum(advances) / self.fonts.face(run.face).units_per_em, run.url, run.lang, run.private,
            run.means,
        )  # fmt: skip

    @staticmethod
    def _whole_words(whole: _Paragraph, start: int, end: int) -> bool:
        """Whether a part of the text begins and ends at a space, at an end of the text or at one of a run."""
        return all(
            place in (0, len(whole.text)) or " " in whole.text[place - 1 : place + 1] or place in whole.starts
            for place in (start, end)
        )

    # ----------------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, runs: Runs, style: TextStyle, rtl: bool, lang: str, goes_on: bool) -> _Paragraph:
        """``runs`` shaped: the same for every width and size. With ``goes_on`` a space follows the last word."""
        key = (runs, style.weight, style.strong, rtl, lang, goes_on)
        known = self._shaped.get(key)
        if known is None:
            known = self._shape(runs, style, rtl, lang, goes_on)
            if not any(span.private for span in runs):
                self._shaped.put(key, known)
        return known

    def _shape(self, spans: Runs, style: TextStyle, rtl: bool, lang: str, goes_on: bool) -> _Paragraph:
        texts = _texts(spans, goes_on)
        whole = "".join(texts)
        directions = _directions(spans, texts, whole, rtl)
        runs: list[GlyphRun] = []
        levels_: list[int] = []
        starts: list[int] = []
        advances: list[float] = []
        at = 0
        for span, text in zip(spans, texts, strict=True):
            own = span.lang
            weight = style.strong if span.bold else style.weight
            for level, part in _by_level(text, directions, at):
                for key, piece in self.fonts.split(part, weight, own or lang):
                    run = self.shaper.run(key, piece, lang=own or lang, rtl=bool(level % 2))
                    if span.url is not None or own is not None or span.private or span.means is not None:
                        run = replace(run, url=span.url, lang=own, private=span.private, means=span.means)
                    runs.append(run)
                    levels_.append(level)
                    starts.append(at)
                    advances += self._advances(run)
                    at += len(piece)
        return _Paragraph(
            whole, tuple(runs), tuple(starts), tuple(levels_), tuple(accumulate(advances, initial=0.0)),
            tuple(_breaks(whole)),
        )  # fmt: skip

    def _advances(self, run: GlyphRun) -> list[float]:
        """The width of every character of ``run`` in em: that of its letter for the first, nothing for the others."""
        scale = 1 / self.fonts.face(run.face).units_per_em
        widths = [0.0] * len(run.text)
        for cluster, advance in zip(run.clusters, run.advances, strict=True):
            widths[cluster] += advance * scale
        return widths


def _texts(spans: Runs, goes_on: bool) -> list[str]:
    """The texts of ``spans`` as they are set: one space between words, none at either end unless the text goes on."""
    texts: list[str] = []
    bare = True  # nothing or a space stands before
    for span in spans:
        text = clean(span.text)
        if "  " in text:
            text = _SPACES.sub(" ", text)
        if bare:
            text = text.lstrip(" ")
        if text:
            bare = text[-1] == " "
        texts.append(text)
    for i in range(len(texts) - 1, -1, -1):
        texts[i] = texts[i].rstrip(" ")
        if texts[i]:
            if goes_on:
                texts[i] += " "
            break
    return texts


def _breaks(text: str) -> Iterator[int]:
    """The places of ``text`` where a line may end: after a space, and inside the words of some scripts."""
    for match in _WORD.finditer(text):
        word = match[0]
        if not word.isascii():
            at = match.start()
            for part in breakable(word)[:-1]:
                at += len(part)
                yield at
        yield min(match.end() + 1, len(text))


def _by_level(text: str, directions: list[int] | None, at: int) -> Iterator[tuple[int, str]]:
    """``text``, which begins at ``at`` of its paragraph, in parts of one level."""
    if not text:
        return
    if directions is None:
        yield 0, text
        return
    start = 0
    for level, group in groupby(directions[at : at + len(text)]):
        end = start + len(list(group))
        yield level, text[start:end]
        start = end


def _directions(spans: Runs, texts: list[str], whole: str, rtl: bool) -> list[int] | None:
    """The level of every character, or None where all of them run to the right.

    What is private is ordered on its own: a Hebrew name does not turn the number after it around.
    """
    if not rtl and not has_right_to_left(whole):
        return None
    isolates: list[tuple[int, int]] = []
    at = 0
    for span, part in zip(spans, texts, strict=True):
        end = at + len(part)
        if span.private and part:
            if isolates and isolates[-1][1] == at:
                isolates[-1] = (isolates[-1][0], end)
            else:
                isolates.append((at, end))
        at = end
    return levels(whole, rtl, isolates)


def _run_at(whole: _Paragraph, place: int) -> int:
    """Which run has the character at ``place``."""
    return max(i for i, start in enumerate(whole.starts) if start <= place)


def _joined(runs: list[GlyphRun], places: list[int], width: float) -> Line:
    """A line with neighbours of one look and direction made one. ``places``: where each run comes in reading.

    Only what is read one after the other is joined.
    """
    apart = [
        i
        for i, ((a, b), (x, y)) in enumerate(zip(pairwise(runs), pairwise(places), strict=True), 1)
        if y - x != (-1 if a.rtl else 1) or not a.goes_with(b)
    ]
    groups = list(pairwise((0, *apart, len(runs)))) if runs else []
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
