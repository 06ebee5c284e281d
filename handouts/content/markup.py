"""The inline notation of patient text: ``**bold**`` and the placeholders for the two sides, nothing else.

``{sore ankle}`` and ``{other knee}`` become a phrase that reads well for whoever it is: "your left ankle", "the ankle
on your sore side", "one ankle". ``{sore}`` and ``{other}`` alone become the bare word. In a language in which the words
for a side agree with a noun, a placeholder says which form: ``{sore:f cadera}``.

Everything else is literal, whatever it may mean elsewhere: ``<b>``, ``&``, a single ``*``, an unknown
``{word}``. Makes plain values; knows nothing of documents, PDF or HTML, and never writes markup of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from handouts.words import lang_of, like

PLACEHOLDERS = ("sore", "other")
"""The slots of a text with notation: the treated and the untreated side."""

_TOKEN = re.compile(r"\*\*|\{([A-Za-z_]+(?::[a-z]+)?(?: [^{}*]+)?)\}")
Named = Literal["", "new", "opposite", "again", "back"]
"""How a side was named before, where texts are read one after the other: nothing is known of it; neither side was; only
the opposite one was; it was the last one named; it was, and the opposite one since.
"""
_PHRASE = re.compile(rf"({'|'.join(PLACEHOLDERS)})(?:_([a-z]+))?(?::([a-z]+))? ([^{{}}*]+)")


def parts_named(text: str) -> Iterator[str]:
    """The slots of ``text`` that name a part of the body with its side, without their braces: "sore hip"."""
    return (name for name in _TOKEN.findall(text) if _PHRASE.fullmatch(name))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is emphasised or not."""

    text: str
    bold: bool = False


def parse(text: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    """``text`` as pieces, with placeholders replaced by ``values``. Never fails: what has no meaning is
    literal.

    A value is inserted as it is and never looked into; one in another language is a piece of its own. A ``**`` without
    a partner is literal.
    """
    stars = len(text.split("**")) - 1
    pieces: list[Piece] = []
    held, bold, seen, end = "", False, 0, 0
    for token in _TOKEN.finditer(text):
        held += text[end : token.start()]
        end = token.end()
        name = token[1]
        if name is not None:
            value = values.get(name, token[0])
            if lang_of(value) in (None, lang_of(text)):
                held += value
                continue
            pieces += [Piece(held, bold)] if held else []
            pieces.append(Piece(value, bold))
            held = ""
        elif seen + 1 == stars and not bold:
            held += token[0]  # the last of an odd number: nothing to pair it with
        else:
            if held:
                pieces.append(Piece(held, bold))
            held, bold, seen = "", not bold, seen + 1
    held += text[end:]
    if held:
        pieces.append(Piece(held, bold))
    return tuple(pieces)


def slots(text: str) -> Iterator[str]:
    """What stands between braces and may be a placeholder."""
    return (name for name in (token[1] for token in _TOKEN.finditer(text)) if name is not None)


class Sides(Mapping[str, str]):
    """What placeholders stand for: bare words by name and form, and phrases for a part of the body.

    ``phrase`` makes the words for a slot (``sore`` or ``other``), how it was named before (:func:`told`), a form (""
    for none) and a part.
    """

    def __init__(self, words: Mapping[str, str], phrase: Callable[[str, Named, str, str], str]) -> None:
        self._words = words
        self._phrase = phrase

    def __getitem__(self, name: str) -> str:
        found = _PHRASE.fullmatch(name)
        if found is None:
            return self._words[name]
        return self._phrase(found[1], cast(Named, found[2] or ""), found[3] or "", found[4])

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def told(texts: Iterable[str]) -> Iterator[str]:
    """The texts, which are read one after the other, with how each side was named before in the slots that name a part
    of the body: ``{sore leg}``, then ``{other knee}``, then ``{sore foot}`` become ``{sore_new leg}``,
    ``{other_opposite knee}`` and ``{sore_back foot}``. Only a program writes such slots.
    """
    seen: list[str] = []

    def mark(token: re.Match[str]) -> str:
        found = _PHRASE.fullmatch(token[1] or "")
        if found is None or found[2]:
            return token[0]
        side = found[1]
        if side == (seen or [side])[0]:
            named = "new" if not seen else "again" if side == seen[-1] else "back"
        else:
            named = "opposite"
        seen.append(side)
        return token[0].replace(side, f"{side}_{named}", 1)

    for text in texts:
        yield like(_TOKEN.sub(mark, text), text)


_ANYBODY = Sides(
    {name: name for name in PLACEHOLDERS},
    lambda slot, named, form, part: f"your {'left' if slot == 'sore' else 'right'} {part}",
)
"""Words as long and as hard as those that a reader gets, for whoever measures a text."""


def plain(text: str, values: Mapping[str, str] | None = None) -> str:
    """``text`` as it reads: emphasis removed, placeholders replaced (by words of their kind without ``values``)."""
    known = values if values is not None else _ANYBODY
    return "".join(piece.text for piece in parse(text, known))


NOTE_HINT = "a note is printed as it is typed: leave these signs out, and write a side in words"


def note_faults(text: str) -> list[str]:
    """What in a note, a goal or any other text that somebody types for one reader looks like notation: it has none, and
    stands on the sheet as typed, so that a slot of a text or what another program left unfilled would be printed.

    The one home of what a note may hold; the text itself is never repeated. :data:`NOTE_HINT` says what to do.
    """
    found = ["** sets no bold type in a note: it would be printed"] if "**" in text else []
    braces = "{" in text or "}" in text
    return found + (
        ["nothing is filled in between { and } in a note: they would be printed"] if braces else []
    )


def stars(text: str) -> list[str]:
    """What is wrong with the ``**`` of ``text``: one without a partner, or nothing between two."""
    if text.count("**") % 2:
        return ["** has no partner: bold text stands between two pairs of stars"]
    if re.search(r"\*\*\s*\*\*", text):
        return ["there is no text between ** and **"]
    return []
