"""Putting texts together without losing where each was written and in which language it is.

A text of a sheet is often made of several: a sentence of the fixed words with a title in it, a list of conditions. What
is joined here stays one run of text while all of it is in one language, and becomes several where it is not. Knows no
content and no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from handouts.sheet.blocks import Runs, Span
from handouts.words import Words, like, mixed, origins_of, parts_of, pieces_of

Part: TypeAlias = "str | Span | Runs"
"""A text, or spans."""

_SLOT = re.compile(r"\{([a-z_]*)\}")


def spans(*parts: Part) -> Runs:
    """The parts one after the other; neighbours of one style and language are one span."""
    made: list[list[Span]] = []
    for part in _flat(parts):
        last = made[-1][0] if made else None
        if last is not None and (last.bold, last.url, last.private, last.lang) == (
            part.bold, part.url, part.private, part.lang,
        ):  # fmt: skip
            made[-1].append(part)
        elif part.text:
            made.append([part])
    return tuple(same[0] if len(same) == 1 else _one(same) for same in made)


def _one(same: list[Span]) -> Span:
    """Neighbours of one style and language."""
    texts = [span.text for span in same]
    return replace(same[0], text=like("".join(texts), *texts))


def joined(*texts: str) -> str:
    """The texts one after the other as one label."""
    return mixed(*texts)


def filled(text: str, parts: Mapping[str, Part]) -> Runs:
    """``text`` with its slots filled in. What is filled in is never looked into for further slots."""
    pieces: list[Part] = []
    end = 0
    for slot in _SLOT.finditer(text):
        pieces += [like(text[end : slot.start()], text), parts[slot[1]]]
        end = slot.end()
    return spans(*pieces, like(text[end:], text))


def languages_apart(text: str) -> list[str]:
    """The pieces of ``text``, each in one language; bold type that goes on from one to the next is set in each."""
    pieces = parts_of(text)
    if len(pieces) == 1:
        return [text]
    made: list[str] = []
    bold = False
    for piece in pieces:
        words = "**" * bold + piece.text
        bold = words.count("**") % 2 == 1
        made.append(Words(words + "**" * bold, origins_of(text), piece.lang))
    return made


def labelled(label: str, runs: Runs) -> Runs:
    """A bold label, a space, and ``runs``."""
    return (Span(label, bold=True), Span(" "), *runs)


def bold(text: str) -> Runs:
    """``text`` as one emphasised span."""
    return (Span(text, bold=True),)


def _flat(parts: tuple[Part, ...]) -> list[Span]:
    found: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            found += map(Span, pieces_of(part))
        elif isinstance(part, Span):
            found.append(part)
        else:
            found += part
    return found
