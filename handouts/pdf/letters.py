"""The letters of one face that are set one beside the other, without looking at more than the next: how each is shown.

Most names are made of such letters. They can then be set without shaping, and look as if they had been: nothing here
differs from what :mod:`handouts.layout.shape` and :mod:`handouts.pdf.textops` make of the same text. What is known is
known of all letters at once, so it says nothing about a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Any

from handouts.layout.face import Face
from handouts.layout.faces import FontBook, clean
from handouts.layout.shape import Shaper
from handouts.layout.theme import Weight
from handouts.pdf.fonts import TIERS, FontPrograms
from handouts.pdf.objects import number

PLAIN = tuple(char for char in map(chr, range(0x20, 0x100)) if clean(char) == char and char.isprintable())
"""Letters that are looked at: of ASCII and Latin-1."""
_UPEM = 1000
"""Units per em of a face whose kerning is written without rounding."""


class Letters:
    """Pairs of neighbours: how the first is shown, how wide it is, and the tiers that have it. Plain values, so that
    they can be kept.
    """

    def __init__(self, pairs: Mapping[tuple[str, str], tuple[str, int, int]]) -> None:
        self.pairs = pairs
        self.usual = self._tiers(range(0x20, 0x7F))
        """The tiers that have all of ASCII."""
        self.wider = self._tiers(map(ord, PLAIN))
        """The tiers that have all letters."""

    def _tiers(self, codes: Iterable[int]) -> int:
        found = -1
        for code in codes:
            found &= self.pairs.get((chr(code), ""), ("", 0, -1))[2]
        return found

    @classmethod
    def of(cls, fonts: FontBook, programs: FontPrograms, weight: Weight, lang: str) -> Letters:
        """The letters of the body face in the language ``lang``; none for a face that needs more than this."""
        face = fonts.body(weight)
        if face.units_per_em != _UPEM:
            return cls({})
        chars = [char for char in PLAIN if char in fonts.everyday(weight)]
        single = _singles(face, chars)
        chars = [char for char in chars if char in single]
        tiers = {char: programs.tiers_with(face.key, single[char][0]) for char in chars}
        shaper = Shaper(fonts)
        pairs: dict[tuple[str, str], tuple[str, int, int]] = {}
        for char in chars:
            glyph, wide = single[char]
            code, known = f"{glyph:04X}", tiers[char]
            pairs[char, ""] = (code, wide, known)
            # every other letter between two of this one: all pairs of it at once
            run = shaper.run(face.key, char + "".join(other + char for other in chars), lang=lang)
            if len(run.ids) != len(run.text) or run.offsets is not None:
                continue
            for at in range(0, len(run.ids) - 1, 2):
                other = run.text[at + 1]
                if run.ids[at] == glyph and run.ids[at + 1] == single[other][0]:
                    kern = wide - run.advances[at]
                    shown = f"{code}>{number(kern)}<" if kern else code
                    pairs[char, other] = (shown, run.advances[at], known)
        return cls(pairs)


def _singles(face: Face, chars: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Glyph and advance of each letter that a viewer can read from its glyph alone."""
    found = {}
    for char in chars:
        glyph = face.hb_font.get_nominal_glyph(ord(char))
        if glyph and face.texts.get(glyph) == char:
            found[char] = int(glyph), face.advances[glyph]
    return found


class Line:
    """A name on one line, of ``letters`` that are in all of ``tiers``; ``rooms``: points that there are for it in each
    place where it stands, with the size of its letters there; ``most``: letters that a line may have.
    """

    def __init__(self, letters: Letters, tiers: int, rooms: Iterable[tuple[float, float]], most: int) -> None:
        self.tiers = tiers
        every = letters.pairs
        self._pairs = {
            pair: (shown, advance)
            for pair, (shown, advance, bits) in every.items()
            if bits & tiers == tiers and (not pair[1] or every[pair[1], ""][2] & tiers == tiers)
        }
        self._most = most
        self._limit = min(room / size + 0.01 / size for room, size in rooms)
        self.filled = self._filler()
        """What fills a slot for a name; None where one line or these letters are not enough."""

    def _filler(self) -> Callable[[str], bytes | None]:
        """How a slot is filled. Everything is at hand: this is done for each of a hundred thousand patients."""
        pairs, most, fits = self._pairs, self._most, self._fits
        surely = (self._limit - 1e-6) * _UPEM

        def filled(name: str) -> bytes | None:
            codes, units, before = "", 0, name[:1]
            try:
                for char in name[1:]:
                    shown, advance = pairs[before, char]
                    before = char
                    codes += shown
                    units += advance
                shown, advance = pairs[before, ""]
            except KeyError:
                return None
            if units + advance > surely and not fits(name):
                return None
            if len(name) > most or "  " in name:
                return None
            return (f"[<{codes}{shown}>]TJ" if ">" in codes else f"<{codes}{shown}>Tj").encode("ascii")

        return filled

    def plain(self) -> dict[str, Any]:
        """It as plain values, for :mod:`handouts.quick`."""
        single = {one: shown for (one, other), shown in self._pairs.items() if not other}
        kern = {
            one + other: single[one][1] - wide
            for (one, other), (_, wide) in self._pairs.items()
            if other and single[one][1] != wide
        }
        return {"single": single, "kern": kern, "most": self._most, "limit": self._limit}

    def _fits(self, name: str) -> bool:
        """Whether a name goes onto a line, added up letter by letter as the layout does."""
        each = [self._pairs[pair][1] * (1 / _UPEM) for pair in pairwise((*name, ""))]
        *_, at = accumulate(each, initial=0.0)
        return at <= self._limit


def tier_of(bits: int) -> str | None:
    """The first of the tiers whose bits are set."""
    low = bits & -bits
    return TIERS[low.bit_length() - 1][0] if low and low.bit_length() <= len(TIERS) else None
