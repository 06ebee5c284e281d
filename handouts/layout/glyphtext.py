"""What each glyph of a font stands for: its characters, and for glyphs without any, what the font makes them from.

Follows the character map and the substitutions (OpenType GSUB, lookup types 1 to 4 and 7) backwards. Reads bytes only.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from
from unicodedata import category, normalize

import uharfbuzz as hb

_FORMS = 0xFB00, 0xFEFC
"""Presentation forms: characters for single shapes of letters, which nobody types."""

LIGATURES = {
    letters: chr(code)
    for code in range(_FORMS[1], 0xFB1D - 1, -1)
    if len(letters := normalize("NFKC", chr(code))) > 1 and " " not in letters
}
"""The forms of Hebrew and Arabic that are several letters in one, by these letters (the first form of each).

Readers turn right-to-left text around letter by letter, those inside of one glyph as well, and only then replace a form
by its letters. So a glyph says its form where there is one.
"""


def glyph_texts(face: hb.Face, font: hb.Font) -> dict[int, str]:
    """Text by glyph, for every glyph that has one. Where several characters share a glyph, the first one counts."""
    texts: dict[int, str] = {}
    shapes: dict[int, str] = {}
    for code in face.unicodes:
        char = chr(code)
        # Controls and private characters say nothing to a reader, but joiners belong to the spelling.
        if category(char)[0] == "C" and code not in (0x200C, 0x200D):
            continue
        glyph = font.get_nominal_glyph(code)
        if glyph:
            (shapes if _FORMS[0] <= code <= _FORMS[1] else texts).setdefault(glyph, char)
    for glyph, char in shapes.items():
        texts.setdefault(glyph, normalize("NFKC", char).lstrip(" "))  # marks alone stand on a space there
    blob = face.reference_table("GSUB")
    table = bytes(blob.data) if blob is not None else b""
    pairs = list(_substitutions(table)) if len(table) >= 10 else []
    before = -1
    while len(texts) != before:
        before = len(texts)
        for made, parts in pairs:
            if made not in texts and all(part in texts for part in parts):
                texts[made] = "".join(texts[part] for part in parts)
    return {glyph: LIGATURES.get(text, text) for glyph, text in texts.items()}


def _substitutions(table: bytes) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(glyph that is made, glyphs it is made from), in the order of the lookups."""
    start = unpack_from(">H", table, 8)[0]
    for offset in _shorts(table, start + 2, unpack_from(">H", table, start)[0]):
        lookup = start + offset
        kind, _, count = unpack_from(">3H", table, lookup)
        for sub in _shorts(table, lookup + 6, count):
            at, what = lookup + sub, kind
            if kind == 7:  # the subtable stands elsewhere
                _, what, far = unpack_from(">HHL", table, at)
                at += far
            yield from _READERS.get(what, _nothing)(table, at)


def _shorts(table: bytes, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f">{count}H", table, at)


def _nothing(table: bytes, at: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    yield from ()


def _coverage(table: bytes, at: int) -> list[int]:
    form, count = unpack_from(">2H", table, at)
    if form == 1:
        return list(_shorts(table, at + 4, count))
    ranges = (_shorts(table, at + 4 + 6 * i, 2) for i in range(count))
    return [glyph for first, last in ranges for glyph in range(first, last + 1)]


def _single(table: bytes, at: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    form, offset = unpack_from(">2H", table, at)
    covered = _coverage(table, at + offset)
    if form == 1:
        delta = unpack_from(">h", table, at + 4)[0]
        made: tuple[int, ...] = tuple((glyph + delta) & 0xFFFF for glyph in covered)
    else:
        made = _shorts(table, at + 6, unpack_from(">H", table, at + 4)[0])
    for glyph, new in zip(covered, made, strict=False):
        yield new, (glyph,)


def _multiple(table: bytes, at: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """One glyph becomes several: each stands for it as long as nothing better is known."""
    offset, count = unpack_from(">2H", table, at + 2)
    for glyph, sequence in zip(_coverage(table, at + offset), _shorts(table, at + 6, count), strict=False):
        for new in _shorts(table, at + sequence + 2, unpack_from(">H", table, at + sequence)[0]):
            yield new, (glyph,)


def _ligature(table: bytes, at: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    offset, count = unpack_from(">2H", table, at + 2)
    for first, place in zip(_coverage(table, at + offset), _shorts(table, at + 6, count), strict=False):
        group = at + place
        for each in _shorts(table, group + 2, unpack_from(">H", table, group)[0]):
            made, parts = unpack_from(">2H", table, group + each)
            yield made, (first, *_shorts(table, group + each + 4, parts - 1))


_READERS = {1: _single, 2: _multiple, 3: _multiple, 4: _ligature}
