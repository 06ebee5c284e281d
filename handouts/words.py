"""A text that knows where it was written and, where that is not the language asked for, in which language it is.

A :class:`Words` is a ``str``: whoever only prints it need not know. Imports nothing of the project; never looks
anything up.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
"""What YAML calls not printable, byte order marks, and what is a letter of nobody: characters for private use, for
tags, for what stands in for another. No text of content may have it.
"""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def blank(text: str) -> bool:
    """Whether nothing of a text can be seen: spaces, marks without a letter, hints to whoever sets type."""
    return not text.strip() or (
        not text.isascii()
        and all(char.isspace() or category(char)[0] in "MZ" or category(char) == "Cf" for char in text)
    )


def unturned(text: str) -> str:
    """``text`` without the marks that turn the direction of what follows them, also of what somebody else wrote.
    Letters know their direction themselves; paper has no such marks either.
    """
    return text if text.isascii() else _TURNING.sub("", text)


class Origin(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int


class Part(NamedTuple):
    """A piece of a text in one language: that of the document where ``lang`` is None."""

    text: str
    lang: str | None


class Words(str):
    """A text with the places it was written at (several, when it was put together from several texts).

    ``lang``: a BCP 47 tag where the text is not in the language of its document, else None. Two texts are equal when
    their letters are, and, if both are ``Words``, their languages too: what was laid out for one is then not taken for
    the other.

    ``parts``: of a text in several languages the pieces that it is put together from, each in one; else empty.
    """

    __slots__ = ("lang", "origins", "parts")
    lang: str | None
    origins: tuple[Origin, ...]
    parts: tuple[Part, ...]

    def __new__(
        cls,
        text: str,
        origins: tuple[Origin, ...] = (),
        lang: str | None = None,
        parts: tuple[Part, ...] = (),
    ) -> Words:
        made = str.__new__(cls, text)
        made.origins, made.lang, made.parts = origins, lang, parts
        return made

    def __eq__(self, other: object) -> bool:
        same = str.__eq__(self, other)
        if same is True and isinstance(other, Words):  # for no text it is NotImplemented
            return (self.lang, self.parts) == (other.lang, other.parts)
        return same

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __getnewargs__(self) -> tuple[str, tuple[Origin, ...], str | None, tuple[Part, ...]]:  # type: ignore[override]
        return str(self), self.origins, self.lang, self.parts


def origins_of(text: str) -> tuple[Origin, ...]:
    """Where ``text`` was written; nothing for a text that a program made."""
    return text.origins if isinstance(text, Words) else ()


def lang_of(text: str) -> str | None:
    """The language of ``text`` where it is not that of its document."""
    return text.lang if isinstance(text, Words) else None


def in_language(text: str, lang: str, document: str) -> str:
    """``text``, which is in the language ``lang``, for a document in ``document``; a region makes no other language."""
    if lang.lower().split("-")[0] == document.lower().split("-")[0] or lang_of(text):
        return text
    return Words(text, origins_of(text), lang)


def like(text: str, *sources: str) -> str:
    """``text`` with the places of all ``sources`` and the language of the first that has one of its own."""
    found: dict[Origin, None] = {}
    lang: str | None = None
    for source in sources:
        if isinstance(source, Words):
            for origin in source.origins:
                found[origin] = None
            lang = lang or source.lang
    return Words(text, tuple(found), lang) if found or lang else text


def parts_of(text: str) -> tuple[Part, ...]:
    """The pieces of ``text``, each in one language."""
    return (text.parts if isinstance(text, Words) else ()) or (Part(str(text), lang_of(text)),)


def pieces_of(text: str) -> tuple[str, ...]:
    """The pieces of ``text`` as texts, each with the places of the whole."""
    parts = text.parts if isinstance(text, Words) else ()
    return tuple(Words(part.text, origins_of(text), part.lang) for part in parts) or (text,)


def mixed(*texts: str) -> str:
    """The texts one after the other, each in the language that it has, and all of it in that of the first that has one
    of its own (as :func:`like` has it) for whoever can say one only.
    """
    whole = like("".join(texts), *texts)
    pieces: list[Part] = []
    for part in (part for text in texts for part in parts_of(text) if part.text):
        if pieces and pieces[-1].lang == part.lang:
            pieces[-1] = Part(pieces[-1].text + part.text, part.lang)
        else:
            pieces.append(part)
    return Words(whole, origins_of(whole), lang_of(whole), tuple(pieces)) if len(pieces) > 1 else whole
