"""Letters as they are compared, and how far apart two words are. Knows no content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_APART = re.compile(r"[^\w.']+|_|'s\b|'|\.(?!\w)")
LETTERS, LONG_WORD = 4, 7
"""From how many letters on a word may have one typing error, and two."""


def plain(text: str) -> str:
    """A text without accents, in one case, with single spaces between its words and nothing else but dots of codes."""
    text = str(text)
    if text.isascii():
        return " ".join(_APART.sub(" ", text.casefold()).split())
    bare = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold())
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(_APART.sub(" ", letters).split())


def listed(words: str | None) -> tuple[str, ...]:
    """A list of search words, which have commas between them."""
    return tuple(filter(None, map(plain, (words or "").split(","))))


def typing_errors(asked: str, word: str) -> int | None:
    """How many letters of ``asked`` are wrong, missing, too many or exchanged with the next, if they are few enough to
    be ``word``: one from four letters on, two from seven. None: another word.
    """
    most = 0 if len(asked) < LETTERS else 1 if len(asked) < LONG_WORD else 2
    if asked == word:
        return 0
    if not most or abs(len(asked) - len(word)) > most:
        return None
    older: list[int] = []
    before = list(range(len(word) + 1))
    for row, letter in enumerate(asked, 1):
        now = [row]
        for column, other in enumerate(word, 1):
            cost = min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other))
            if row > 1 < column and letter == word[column - 2] and asked[row - 2] == other:
                cost = min(cost, older[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return None
        older, before = before, now
    return before[-1] if before[-1] <= most else None


def begins(asked: Iterable[str], words: Iterable[str]) -> bool:
    """Whether each word that was asked for begins one of ``words``."""
    there = words if isinstance(words, tuple) else tuple(words)
    return all(any(word.startswith(part) for word in there) for part in asked)
