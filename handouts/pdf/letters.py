"""The letters of one face that are set one beside the other, without looking at more than the next: how each is shown.

Most names are made of such letters. They can then be set without shaping, and look as if they had been: nothing here
differs from what :mod:`handouts.layout.shape` and :mod:`handouts.pdf.textops` make of the same text. What is known is
known of all letters at once, so it says nothing about a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

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


class Shown(NamedTuple):
    """A text as a viewer is told to show it: operators, width in em, width of each letter in em, and a bit for each of
    :data:`handouts.pdf.fonts.TIERS` that has all of its glyphs.
    """

    operators: str
    width: float
    advances: tuple[float, ...]
    tiers: int


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

    def shown(self, text: str) -> Shown | None:
        """``text`` as it is shown; None if it has other letters."""
        codes, advances, units, tiers = "", [], 0, -1
        try:
            for pair in pairwise((*text, "")):
                shown, advance, known = self.pairs[pair]
                codes += shown
                units += advance
                advances.append(advance * (1 / _UPEM))
                tiers &= known
        except KeyError:
            return None
        operators = f"[<{codes}>]TJ" if ">" in codes else f"<{codes}>Tj"
        return Shown(operators, units / _UPEM, tuple(advances), tiers)


def _singles(face: Face, chars: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Glyph and advance of each letter that a viewer can read from its glyph alone."""
    found = {}
    for char in chars:
        glyph = face.hb_font.get_nominal_glyph(ord(char))
        if glyph and face.texts.get(glyph) == char:
            found[char] = int(glyph), face.advances[glyph]
    return found


class Line:
    """The line that names a patient, as it is set where one line is enough: what stands before the name and behind it.

    ``letters`` are those of the label and of the name, which are in all of ``tiers``; ``size`` and ``room`` in points;
    ``most``: letters that a line may have; ``right``: it ends at the right edge. ``head`` and ``tail`` are the
    operators around it, ``fonts`` the names of the faces of label and name.
    """

    def __init__(
        self, letters: tuple[Letters, Letters], tiers: int, label: tuple[str, str], fonts: tuple[str, str], *, x: float,
        y: str, room: float, size: float, most: int, right: bool, head: str, tail: str,
    ) -> None:  # fmt: skip
        self._before, self._after = (letters[0].shown(text) if text else None for text in label)
        self.tiers = tiers
        every = letters[1].pairs
        self._pairs = {
            pair: (shown, advance)
            for pair, (shown, advance, bits) in every.items()
            if bits & tiers == tiers and (not pair[1] or every[pair[1], ""][2] & tiers == tiers)
        }
        self.holds = self._before is not None and (not label[1] or self._after is not None)
        """Whether it can be set like this at all."""
        if self._before is None:
            return
        self.bits = self._before.tiers & (self._after.tiers if self._after else -1)
        """A bit for each tier that has the letters around the name."""
        shown = (self._before, self._after) if self._after else (self._before,)
        self._units = sum(round(part.width * _UPEM) for part in shown)
        self._label = self._before.width * size
        self._x, self._room, self._size, self._right = x, room, size, right
        self._most = most - sum(map(len, label))
        self._limit = room / size + 0.01 / size
        face = [f"/{font} {size:g} Tf\n" for font in fonts]
        changed = fonts[0] != fonts[1]
        self._texts = (
            f"{head}{face[0]}1 0 0 1 ",
            f" {y} Tm {self._before.operators}\n{face[1] if changed else ''}1 0 0 1 ",
            f" {y} Tm ",
            f"\n{face[0] if changed else ''}1 0 0 1 " if self._after else "",
            f" {y} Tm {self._after.operators}{tail}" if self._after else tail,
        )
        self.filled = self._filler()
        """What fills the slot for a name; None where one line or these letters are not enough."""

    def _filler(self) -> Callable[[str], bytes | None]:
        """How the slot is filled. Everything is at hand: this is done for each of a hundred thousand patients."""
        pairs, size, room, after = self._pairs, self._size, self._room, self._after is not None
        begun, label, left, right = self._units, self._label, self._x, self._right
        surely, most, exactly = self._limit - 1e-6, self._most, self._exact
        first, second, third, fourth, last = self._texts

        def filled(name: str) -> bytes | None:
            codes, units, before = "", begun, name[:1]
            try:
                for char in name[1:]:
                    shown, advance = pairs[before, char]
                    before = char
                    codes += shown
                    units += advance
                shown, advance = pairs[before, ""]
            except KeyError:
                return None
            units += advance
            at = units * 0.001
            x = left + (room - at * size) if right else left
            x2 = x + label
            x3 = x2 + (units - begun) * 0.001 * size if after else 0.001
            # A sum of many parts may be rounded to the other side of a half: then it is added up as the layout does.
            if (
                at > surely
                or 0.499_999 < x * 100 % 1 < 0.500_001
                or 0.499_999 < x2 * 100 % 1 < 0.500_001
                or 0.499_999 < x3 * 100 % 1 < 0.500_001
            ):
                exact = exactly(name)
                if exact is None:
                    return None
                x, x2, x3 = exact
            if len(name) > most or "  " in name:
                return None
            operators = f"[<{codes}{shown}>]TJ" if ">" in codes else f"<{codes}{shown}>Tj"
            if after:
                operators += f"{fourth}{x3:.2f}"
            return f"{first}{x:.2f}{second}{x2:.2f}{third}{operators}{last}".encode("ascii")

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
            "single": single, "kern": kern, "units": self._units, "label": self._label, "x": self._x,
            "room": self._room, "size": self._size, "right": self._right, "most": self._most, "limit": self._limit,
            "after": self._after is not None, "texts": self._texts,
        }  # fmt: skip

    def _exact(self, name: str) -> tuple[float, float, float] | None:
        """Where label, name and the rest begin, added up letter by letter; None if that is more than a line."""
        before, after = self._before, self._after
        assert before is not None
        each = [self._pairs[pair][1] for pair in pairwise((*name, ""))]
        steps = (
            *before.advances,
            *(advance * (1 / _UPEM) for advance in each),
            *(after.advances if after else ()),
        )
        *_, at = accumulate(steps, initial=0.0)
        if at > self._limit:
            return None
        x = 0.0 + (self._room - at * self._size) if self._right else 0.0
        second = x + before.width * self._size
        third = second + sum(each) / _UPEM * self._size
        return self._x + x, self._x + second, self._x + third


def tier_of(bits: int) -> str | None:
    """The first of the tiers whose bits are set."""
    low = bits & -bits
    return TIERS[low.bit_length() - 1][0] if low and low.bit_length() <= len(TIERS) else None
