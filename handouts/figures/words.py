"""The words of a drawing, with slots for the sides of the body, and the words that are put in.

``{side}`` is the side that the drawing shows or treats, ``{other}`` the other one; ``{Side}`` and ``{Other}`` begin
with a capital, ``{S}`` and ``{O}`` are their first letters, as on a chart. In languages in which the words agree with a
noun a slot says which form it takes: ``{side:f}``. A mirrored drawing says the same words with the sides exchanged.
Draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handouts.language.sides import side_in
from handouts.words import like

SLOTS = ("side", "other")
SLOT = re.compile(r"\{(side|other|Side|Other|S|O)(?::([a-z]+))?\}")
ENGLISH: Mapping[str, str] = MappingProxyType({"right": "right", "left": "left"})
"""Figure files are written in English; whoever prints another language gives its words."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Title, caption, alternative text and labels of a drawing; a label in several lines has line breaks."""

    title: str
    caption: str
    alt: str
    labels: tuple[str, ...] = ()

    def put(self, words: Mapping[str, str]) -> FigureWords:
        """These words with their slots filled: ``words`` gives the word for each slot and form."""
        return FigureWords(
            self.title,
            put(self.caption, words),
            put(self.alt, words),
            tuple(put(text, words) for text in self.labels),
        )


def sides(side: str | None, names: Mapping[str, str] = ENGLISH) -> dict[str, str]:
    """What the slots of a drawing of the side ``side`` stand for; ``names`` are the words for right and left."""
    if side is None:
        return {}
    return {"side": names[side], "other": names["left" if side == "right" else "right"]}


def fixed_side(text: str) -> str:
    """The word for a side that stands in a text as such: it would be wrong in the mirror image; nothing without one."""
    return side_in(text)


def stray_brace(text: str) -> str:
    """What is left in braces in a text with its slots filled, or a brace alone; nothing where there is none."""
    found = re.search(r"\{[^{}]*\}|[{}]", text)
    return found[0] if found else ""


def put(text: str, words: Mapping[str, str]) -> str:
    """``text`` with its slots filled; one that ``words`` does not know stays as it is."""

    def word(slot: re.Match[str]) -> str:
        name, form = {"S": "Side", "O": "Other"}.get(slot[1], slot[1]), slot[2]
        found = words.get(f"{name.lower()}:{form}" if form else name.lower(), words.get(name.lower()))
        if found is None:
            return slot[0]
        if name[0].islower():
            return found
        return found[:1].title() + ("" if len(slot[1]) == 1 else found[1:])

    return SLOT.sub(word, text)


def broken(text: str, most: int) -> tuple[str, ...]:
    """``text`` in its own lines where it has no more than ``most``, else in ``most`` lines, as even as can be. One
    without line breaks is broken too if it may be.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 1 < len(lines) <= most:
        words = " ".join(lines).split()
        lines = _even(words, min(most, len(words)))
    return tuple(like(line, text) for line in lines)


def _even(words: list[str], count: int) -> list[str]:
    """The words in ``count`` lines, the longest of them as short as can be."""
    if count < 2:
        return [" ".join(words)]
    ways = ([" ".join(words[:at]), *_even(words[at:], count - 1)] for at in range(1, len(words) - count + 2))
    return min(ways, key=lambda lines: max(map(len, lines)))
