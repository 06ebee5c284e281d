"""Letters as they are compared, and how far apart two words are. Knows no content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_APART = re.compile(r"[^\w.']+|_|'s\b|'|\.(?!\w)")
LETTERS, LONG_WORD = 4, 7
"""From how many letters on a word may have one typing error, and two."""
SHORTEST = 3
"""Words of fewer letters are what they are."""


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


class Speller:
    """Puts right what is mistyped. ``tiers``: words that may be meant, those first that are meant rather; ``known``:
    further words that are right as they stand; ``begun``: names of which one may type the beginning, or initials;
    ``long``: those of which it has more than three letters; ``sure``: words that are meant last of all,
    and only with a single error.
    """

    def __init__(
        self,
        tiers: Iterable[Iterable[str]],
        known: Iterable[str] = (),
        begun: Iterable[str] = (),
        long: Iterable[str] = (),
        *,
        sure: Iterable[str] = (),
    ) -> None:
        self._meant: dict[str, int] = {}
        for number, words in enumerate(tiers):
            for word in words:
                self._meant.setdefault(word, number)
        self._sure = frozenset(sure).difference(self._meant)
        last = max(self._meant.values(), default=0) + 1
        self._meant |= dict.fromkeys(self._sure, last)
        self._known = frozenset(known).union(self._meant)
        self._begun, self._long = frozenset(begun), frozenset(long)

    def mended(self, text: str) -> str:
        """A plain text with each word that nobody knows in the place of the one that was probably meant."""
        return " ".join(map(self._mended, text.split()))

    def _mended(self, word: str) -> str:
        if len(word) < SHORTEST or word in self._known or any(map(str.isdigit, word)):
            return word
        names = self._begun if len(word) == SHORTEST else self._begun | self._long
        if any(name.startswith(word) for name in names):
            return word
        close = [
            (errors, tier, abs(len(meant) - len(word)), meant)
            for meant, tier in self._meant.items()
            if _same_start(word, meant) and (errors := _slips(word, meant)) is not None
            if errors < 2 or meant not in self._sure
        ]
        return min(close)[-1] if close else word


def _same_start(asked: str, word: str) -> bool:
    """Whether two words begin alike, but for a letter that is lacking or two that are exchanged: "nee", "nakle"."""
    return asked[0] == word[0] or asked == word[1:] or asked[:2] == word[1::-1]


def _slips(asked: str, word: str) -> int | None:
    """The typing errors of a word. One of three letters may lack one, or have two exchanged: "bak" is "back"."""
    if len(asked) == SHORTEST:
        lacks = len(word) == SHORTEST + 1 and any(
            asked == word[:at] + word[at + 1 :] for at in range(len(word))
        )
        return 1 if lacks or asked in (word[1::-1] + word[2:], word[:1] + word[:0:-1]) else None
    return typing_errors(asked, word) if len(word) >= SHORTEST else None


def begins(asked: Iterable[str], words: Iterable[str]) -> bool:
    """Whether each word that was asked for begins one of ``words``."""
    there = words if isinstance(words, tuple) else tuple(words)
    return all(any(word.startswith(part) for word in there) for part in asked)
