"""How many words of an English text most readers know: the score of Dale and Chall (1948).

0.1579 x the percentage of words that are not on their list of 3,000, + 0.0496 x words a sentence, + 3.6365 where more
than 5 % are not on it. Up to 4.9 is read in grade 4 and below, up to 5.9 in grades 5-6, up to 6.9 in grades 7-8.
A number is known, and so is a plural, a form of a verb, a comparison and an adverb in -ly of a word on the list.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

LIST = Path(__file__).with_name("easy_words.txt")
MANY = 5.0
"""Per cent of unknown words from which on the score is raised."""
_ENDINGS = (
    ("'s", ("",)), ("ies", ("y",)), ("es", ("",)), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")),
    ("ing", ("", "e")), ("ier", ("y",)), ("er", ("", "e")), ("iest", ("y",)), ("est", ("", "e")), ("ly", ("",)),
)  # fmt: skip
"""Regular endings, with what the word that bears them has instead."""
_DOUBLED = frozenset({"ed", "ing", "er", "est"})
"""Endings before which a last consonant is doubled: stopped, bigger."""


@cache
def known_words() -> frozenset[str]:
    """The words of the list."""
    lines = LIST.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=20_000)
def familiar(word: str) -> bool:
    """Whether most readers know an English word."""
    low, known = word.lower().replace("’", "'"), known_words()
    if low in known or not low.replace("'", "").isalpha():
        return True
    for ending, instead in _ENDINGS:
        stem = low.removesuffix(ending)
        if stem == low or len(stem) < 2:
            continue
        if any(stem + letters in known for letters in instead):
            return True
        if ending in _DOUBLED and stem[-1] == stem[-2] and stem[:-1] in known:
            return True
    return False


def dale_chall(word_count: int, sentence_count: int, unknown: int) -> float:
    """The score; 0 for no text."""
    if not word_count or not sentence_count:
        return 0.0
    share = 100 * unknown / word_count
    return 0.1579 * share + 0.0496 * word_count / sentence_count + (3.6365 if share > MANY else 0)
