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
from handouts.pdf.fonts import width
from handouts.pdf.objects import number, string

_LEAST = 0.5
"""The smallest shift that is written, in thousandths of an em: smaller ones wait until they have added up."""


def show(run: GlyphRun, face: Face, size: float, *, lang: str | None = None) -> str:
    """The operators that show ``run`` at ``size`` points from the current place on; the font is set by the caller.

    Afterwards the place is at the end of the run and the text rise 0. ``lang`` is the language of the element that the
    run stands in; another one of its own is said.
    """
    parts = []
    for start, end, text in _spans(run, face):
        glyphs = _glyphs(run, face, size, start, end)
        parts.append(glyphs if text is None else f"/Span<</ActualText{_string(text)}>>BDC {glyphs} EMC")
    shown = " ".join(parts)
    if run.rtl and len(run.text) > 1:
        shown = f"/ReversedChars BMC {shown} EMC"
    if run.lang is not None and run.lang != lang:
        shown = f"/Span<</Lang{_string(run.lang)}>>BDC {shown} EMC"
    return shown


def _string(text: str) -> str:
    return string(text).decode("ascii")


def _spans(run: GlyphRun, face: Face) -> Iterator[tuple[int, int, str | None]]:
    """First and last glyph of what is shown in one piece, with its text where the glyphs do not say it themselves."""
    texts = face.texts
    count = len(run.ids)
    if [texts.get(glyph) for glyph in run.ids] == list(reversed(run.text) if run.rtl else run.text):
        yield 0, count, None
        return
    starts = [i for i in range(count) if not i or run.clusters[i] != run.clusters[i - 1]]
    letters = []
    for start, end in pairwise([*starts, count]):
        if run.rtl:
            first, last = run.clusters[start], run.clusters[start - 1] if start else len(run.text)
        else:
            first, last = (
                run.clusters[start] if start else 0,
                run.clusters[end] if end < count else len(run.text),
            )
        text = run.text[first:last]
        glyphs = run.ids[start:end]
        clear = (_says_reversed if run.rtl and len(run.text) > 1 else _says)(glyphs, texts, text)
        letters.append((start, end, text, clear))
    for clear, group in groupby(letters, key=lambda letter: letter[3]):
        each = list(group)
        if clear:
            yield each[0][0], each[-1][1], None
        elif run.rtl:  # one letter at a time: what stands from right to left is read in that order
            yield from ((start, end, text) for start, end, text, _ in each)
        else:
            yield each[0][0], each[-1][1], "".join([text for _, _, text, _ in each])


def _says(glyphs: tuple[int, ...], texts: dict[int, str], text: str) -> bool:
    """Whether every viewer reads ``text`` from ``glyphs``."""
    if len(glyphs) > 2:
        return False  # some viewers order several marks of one letter by their places
    said = "".join([texts.get(glyph, "\ufffd") for glyph in glyphs])
    return said in (text, text.replace("\u00a0", " "))


def _says_reversed(glyphs: tuple[int, ...], texts: dict[int, str], text: str) -> bool:
    """The same for right-to-left text. Viewers exchange brackets themselves; an equivalent spelling will do, because
    they turn around what ``ActualText`` says."""
    said = "".join([texts.get(glyph, "\ufffd") for glyph in reversed(glyphs)])
    return normalize("NFC", "".join([MIRRORED.get(char, char) for char in said])) == text or said == text


def _glyphs(run: GlyphRun, face: Face, size: float, first: int, last: int) -> str:
    """The operators for some glyphs of ``run``."""
    scale = 1000 / face.units_per_em
    done: list[str] = []
    row: list[str] = []
    codes = ""
    rise = 0
    owed = 0.0  # how far left the next glyph stands of where the viewer would put it, in thousandths of an em
    for i in range(first, last):
        glyph = run.ids[i]
        dx, dy = run.offsets[i] if run.offsets else (0, 0)
        owed -= dx * scale
        if abs(owed) >= _LEAST or dy != rise:
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
        owed += float(width(face, glyph)) + (dx - run.advances[i]) * scale
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
