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
    """A slot that takes a name on one line. ``letters`` are those that are in all of ``tiers``; ``x``, ``room`` and
    ``size`` in points; ``most``: letters that a line may have; ``right``: it ends at the right edge. ``head`` and
    ``tail`` are the operators around it, ``font`` the name of the face.
    """

    def __init__(
        self, letters: Letters, tiers: int, font: str, *, x: float, y: str, room: float, size: float, most: int,
        right: bool, head: str, tail: str,
    ) -> None:  # fmt: skip
        self.tiers = tiers
        every = letters.pairs
        self._pairs = {
            pair: (shown, advance)
            for pair, (shown, advance, bits) in every.items()
            if bits & tiers == tiers and (not pair[1] or every[pair[1], ""][2] & tiers == tiers)
        }
        self._x, self._room, self._size, self._right, self._most = x, room, size, right, most
        self._limit = room / size + 0.01 / size
        first = f"{head}/{font} {size:g} Tf\n1 0 0 1 "
        self._texts = (first if right else f"{first}{x:.2f}", f" {y} Tm ", tail)
        self.filled = self._filler()
        """What fills the slot for a name; None where one line or these letters are not enough."""

    def _filler(self) -> Callable[[str], bytes | None]:
        """How the slot is filled. Everything is at hand: this is done for each of a hundred thousand patients."""
        pairs, size, room, left, right = self._pairs, self._size, self._room, self._x, self._right
        surely, most, exactly = self._limit - 1e-6, self._most, self._exact
        first, second, last = self._texts

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
            at = (units + advance) * 0.001
            place = ""
            if right:
                x: float | None = left + (room - at * size)
                # A sum may be rounded to the other side of a half: then it is added up as the layout does.
                if at > surely or 0.499_999 < x * 100 % 1 < 0.500_001:  # type: ignore[operator]
                    x = exactly(name)
                if x is None:
                    return None
                place = f"{x:.2f}"
            elif at > surely and exactly(name) is None:
                return None
            if len(name) > most or "  " in name:
                return None
            operators = f"[<{codes}{shown}>]TJ" if ">" in codes else f"<{codes}{shown}>Tj"
            return f"{first}{place}{second}{operators}{last}".encode("ascii")

        return filled

    def plain(self) -> dict[str, Any]:
        """It as plain values, for :mod:`handouts.quick`."""
        single = {one: shown for (one, other), shown in self._pairs.items() if not other}
        kern = {
            one + other: single[one][1] - wide
            for (one, other), (_, wide) in self._pairs.items()
            if other and single[one][1] != wide
        }
        return {
            "single": single, "kern": kern, "x": self._x, "room": self._room, "size": self._size,
            "right": self._right, "most": self._most, "limit": self._limit, "texts": self._texts,
        }  # fmt: skip

    def _exact(self, name: str) -> float | None:
        """Where a name begins, added up letter by letter; None if it is more than a line."""
        each = [self._pairs[pair][1] * (1 / _UPEM) for pair in pairwise((*name, ""))]
        *_, at = accumulate(each, initial=0.0)
        if at > self._limit:
            return None
        return self._x + (0.0 + (self._room - at * self._size) if self._right else 0.0)


def tier_of(bits: int) -> str | None:
    """The first of the tiers whose bits are set."""
    low = bits & -bits
    return TIERS[low.bit_length() - 1][0] if low and low.bit_length() <= len(TIERS) else None
