"""Glyph runs as page description operators (ISO 32000-1, 9.4). Sets no colour, opens no text object, knows no page.

Where glyphs do not stand one for one and in order for the letters that were typed, the operators carry these letters as
``ActualText``, so that copy, search and screen readers give the text as it was typed. Right-to-left text is shown from
left to right as ``ReversedChars`` (ISO 32000-1, 14.8.2.3.3), as viewers expect it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from unicodedata import normalize

from handouts.layout.bidi import MIRRORED
from handouts.layout.face import Face
from handouts.layout.shape import GlyphRun
from handouts.pdf.objects import number, string

_LEAST = 0.5
"""The smallest shift that is written, in thousandths of an em: smaller ones wait until they have added up."""

_LEAST_RISE = 25
"""Thousandths of an em by which a glyph is moved up or down at least: a quarter of a point in 10 point type. With each
move a new text object begins, and some viewers see a space where marked content ends in another than it began in."""

_FAR = 100
"""Thousandths of an em before the end of its letter, from which on a mark makes some viewers see a space."""


def show(run: GlyphRun, face: Face, size: float, *, lang: str | None = None) -> str:
    """The operators that show ``run`` at ``size`` points from the current place on; the font is set by the caller.

    Afterwards the place is at the end of the run and the text rise 0. ``lang`` is the language of the element that the
    run stands in; another one of its own is said.
    """
    parts = []
    for glyphs, text in _spans(run, face):
        shown = _glyphs(glyphs, face, size)
        parts.append(shown if text is None else f"/Span<</ActualText{_string(text)}>>BDC {shown} EMC")
    shown = " ".join(parts)
    if run.rtl:
        shown = f"/ReversedChars BMC {shown} EMC"
    if run.lang is not None and run.lang != lang:
        shown = f"/Span<</Lang{_string(run.lang)}>>BDC {shown} EMC"
    return shown


def _string(text: str) -> str:
    return string(text).decode("ascii")


Placed = tuple[int, int, int, int]
"""A glyph: its number, advance, and how far it is moved right and up, in font units."""


def _spans(run: GlyphRun, face: Face) -> Iterator[tuple[list[Placed], str | None]]:
    """What is shown in one piece, with its text where the glyphs do not say it themselves to every viewer."""
    texts = face.texts
    said = [texts.get(glyph) for glyph in run.ids]
    if run.offsets is None:
        glyphs = [(glyph, advance, 0, 0) for glyph, advance in zip(run.ids, run.advances, strict=True)]
        if said == list(reversed(run.text) if run.rtl else run.text):
            yield glyphs, None
            return
    else:
        both = zip(run.ids, run.advances, run.offsets, strict=True)
        least = _LEAST_RISE * face.units_per_em
        glyphs = [
            (glyph, advance, dx, dy if abs(dy) * 1000 > least else 0) for glyph, advance, (dx, dy) in both
        ]
    if run.rtl:
        yield from _right_to_left(run, glyphs, face)
        return
    letters: list[tuple[list[Placed], str, bool]] = []
    astray = False
    for start, end in pairwise(_starts(run)):
        last = run.clusters[end] if end < len(glyphs) else len(run.text)
        text = run.text[run.clusters[start] if start else 0 : last]
        letter = glyphs[start:end]
        # Some viewers drop a space that follows marked content: it belongs to it.
        tied = astray or (text == " " and bool(letters) and not letters[-1][2])
        astray = face.blank is None and any(_leads_on(mark, face, tied=astray) for mark in letter)
        clear = not tied and _says(letter, texts, text) and not any(_apart(mark, face) for mark in letter)
        letters.append((letter, text, clear))
    for clear, group in groupby(letters, key=lambda letter: letter[2]):
        each = list(group)
        if clear:
            yield [glyph for letter, _, _ in each for glyph in letter], None
        else:
            shown = [glyph for letter, _, _ in each for glyph in _anchored(letter, face)]
            yield shown, "".join([text for _, text, _ in each])


def _apart(mark: Placed, face: Face) -> bool:
    """Whether a mark begins behind its letter or ends far before that does.

    Viewers put what is shown in the order of its beginnings, and see a space where a gap is.
    """
    glyph, advance, dx, _ = mark
    return not advance and (dx > 0 or (dx + face.advances[glyph]) * 1000 < -_FAR * face.units_per_em)


def _leads_on(mark: Placed, face: Face, *, tied: bool) -> bool:
    """Whether the letter of a mark, where no blank can end it, shares its text with the next one: the mark is raised
    and begins behind it, stands apart, or is moved at all in a letter that is ``tied`` to the one before.
    """
    _, advance, dx, dy = mark
    return not advance and dx != 0 and (tied or (dy != 0 and dx > 0) or _apart(mark, face))


def _anchored(letter: list[Placed], face: Face) -> list[Placed]:
    """A letter whose marks that stand apart are shown between two blanks: where it begins, and where it ends.

    Without a blank, what stands apart shares its text with the next letter instead.
    """
    blank = face.blank
    first = letter[0][1]
    if blank is None or not first or any(advance for _, advance, _, _ in letter[1:]):
        return letter
    shown = letter[:1]
    for mark in letter[1:]:
        dy = mark[3]
        shown += [(blank, 0, -first, dy), mark, (blank, 0, 0, dy)] if dy or _apart(mark, face) else [mark]
    return shown


def _right_to_left(
    run: GlyphRun, glyphs: list[Placed], face: Face
) -> Iterator[tuple[list[Placed], str | None]]:
    """The same for a run from right to left, in visual order: the marks of a letter stand before it, by themselves.

    Viewers turn around what they find and exchange brackets, so nothing is said of these.
    """
    texts = face.texts
    blank = face.blank or face.hb_font.get_nominal_glyph(0x20)
    parts: list[tuple[list[Placed], str | None]] = []
    for start, end in pairwise(_starts(run)):
        letter = glyphs[start:end]
        text = run.text[run.clusters[start] : run.clusters[start - 1] if start else len(run.text)]
        said = [normalize("NFKC", texts.get(glyph, "\ufffd")) for glyph, _, _, _ in letter]
        marks = next((i for i, (_, advance, _, _) in enumerate(letter) if advance), 0)
        if not _same("".join(reversed(said)), text):
            parts.append((letter, text))
        elif blank and any(dx or dy for _, _, dx, dy in letter[:marks]):
            base = "".join(reversed(said[marks:]))
            over = text.removeprefix(base) if text.startswith(base) else "".join(reversed(said[:marks]))
            parts += [(_over(letter, marks, blank, face), over), (letter[marks:], None)]
        else:
            parts.append((letter, None))
    for plain, group in groupby(parts, key=lambda part: part[1] is None):
        if plain:
            yield [glyph for letter, _ in group for glyph in letter], None
        else:
            yield from group


def _same(said: str, text: str) -> bool:
    """Whether glyphs of right-to-left text say ``text``, in any spelling; brackets as they look or as they mean."""
    mirrored = "".join([MIRRORED.get(char, char) for char in said])
    return normalize("NFKC", text) in (normalize("NFKC", said), normalize("NFKC", mirrored))


def _over(letter: list[Placed], marks: int, blank: int, face: Face) -> list[Placed]:
    """The ``marks`` that stand before their letter, each between two blanks that begin and end where that begins."""
    begin, wide = min(0, letter[marks][2]), face.advances[blank]
    return [
        one
        for mark in letter[:marks]
        for one in ((blank, 0, begin, mark[3]), mark, (blank, 0, begin - wide, mark[3]))
    ]


def _starts(run: GlyphRun) -> list[int]:
    """Where the glyphs of each letter begin, and the end of the last."""
    clusters = run.clusters
    return [*(i for i in range(len(clusters)) if not i or clusters[i] != clusters[i - 1]), len(clusters)]


def _says(letter: list[Placed], texts: dict[int, str], text: str) -> bool:
    """Whether every viewer reads ``text`` from the glyphs of a letter. Some order several marks by their places."""
    if len(letter) > 2:
        return False
    said = "".join([texts.get(glyph, "\ufffd") for glyph, _, _, _ in letter])
    return said in (text, text.replace("\u00a0", " "))


def _glyphs(glyphs: list[Placed], face: Face, size: float) -> str:
    """The operators for some glyphs."""
    scale = 1000 / face.units_per_em
    widths = face.widths
    done: list[str] = []
    row: list[str] = []
    codes = ""
    rise = 0
    owed = 0.0  # how far left the next glyph stands of where the viewer would put it, in thousandths of an em
    for glyph, advance, dx, dy in glyphs:
        owed -= dx * scale
        if dy != rise or owed >= _LEAST or owed <= -_LEAST:
            if codes:
                row.append(f"<{codes}>")
                codes = ""
            if abs(owed) >= _LEAST:
                row.append(number(round(owed, 1)))
                owed -= round(owed, 1)
            if dy != rise:
                if row:
                    done.append(_array(row))
                    row = []
                done.append(f"{number(dy * size / face.units_per_em)} Ts")
                rise = dy
        codes += f"{glyph:04X}"
        owed += widths[glyph] + (dx - advance) * scale
    if codes:
        row.append(f"<{codes}>")
    if abs(owed) >= _LEAST:
        row.append(number(round(owed, 1)))
    if row:
        done.append(_array(row))
    if rise:
        done.append("0 Ts")
    return " ".join(done)


def _array(row: list[str]) -> str:
    return f"{row[0]}Tj" if len(row) == 1 and row[0][0] == "<" else f"[{''.join(row)}]TJ"
