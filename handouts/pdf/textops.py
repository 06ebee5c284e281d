"""Glyph runs as page description operators (ISO 32000-1, 9.4). Sets no colour, opens no text object, knows no page.

Where glyphs do not stand one for one and in order for the letters that were typed, the operators carry these letters as
``ActualText``, so that copy, search and screen readers give the text as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

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
    if run.lang is not None and run.lang != lang:
        return f"/Span<</Lang{_string(run.lang)}>>BDC {shown} EMC"
    return shown


def _string(text: str) -> str:
    return string(text).decode("ascii")


def _spans(run: GlyphRun, face: Face) -> Iterator[tuple[int, int, str | None]]:
    """First and last glyph of what is shown in one piece, with its text where the glyphs do not say it themselves."""
    texts = face.texts
    count = len(run.ids)
    if [texts.get(glyph) for glyph in run.ids] == list(run.text) and (not run.rtl or count == 1):
        yield 0, count, None
        return
    if run.rtl:
        yield 0, count, run.text
        return
    starts = [i for i in range(count) if not i or run.clusters[i] != run.clusters[i - 1]]
    letters = []
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else count
        first = run.clusters[start] if i else 0
        last = run.clusters[end] if end < count else len(run.text)
        text = run.text[first:last]
        says = "".join([texts.get(glyph, "\ufffd") for glyph in run.ids[start:end]])
        letters.append((start, end, text, says == text.replace("\u00a0", " ") or says == text))
    for clear, group in groupby(letters, key=lambda letter: letter[3]):
        each = list(group)
        yield each[0][0], each[-1][1], None if clear else "".join([text for _, _, text, _ in each])


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
