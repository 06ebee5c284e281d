"""What a translation must not lose of its English text, as far as that can be counted: numbers, and every "no".

Whether a translation is right only somebody who speaks the language can say; this finds what makes a sheet unsafe
without being seen: a dose of another number, a warning whose "never" is gone, a stop sign that says nothing. Knows no
files and no language: which words say no is told by :attr:`handouts.language.Language.negations`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from handouts.language import Language
from handouts.language.english import English

_SLOT = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"[0-9]+")


def lost(source: str, text: str, language: Language) -> Iterator[str]:
    """What ``text`` in ``language`` has lost of the English ``source``."""
    if _speaks(source) and not _speaks(text):
        yield "it says nothing"
        return
    found = other_numbers(source, text)
    if found:
        yield found
    if language.negations and English().forbids(source) and not language.says_no(text):
        yield "the English text says what not to do; it lost that"


def other_numbers(source: str, text: str) -> str:
    """Which numbers the English text has and a translation has not, or the other way round: a dose, a number of days,
    a telephone number. Numbers written as words are not compared.
    """
    ours, theirs = _numbers(source), _numbers(text)
    gone, added = list((ours - theirs).elements()), list((theirs - ours).elements())
    said = [f"it lacks the number {', '.join(gone)}"] if gone else []
    said += [f"it has the number {', '.join(added)}, the English text has not"] if added else []
    return " and ".join(said)


def _speaks(text: str) -> bool:
    """Whether a text has a letter, a number or a slot."""
    return any(sign.isalnum() for sign in text)


def _numbers(text: str) -> Counter[str]:
    """The numbers in digits, of any script, with how often each stands there; slots are none."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in _SLOT.sub(" ", text))
    return Counter(_NUMBER.findall(digits))
