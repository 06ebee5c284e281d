"""What a translation must not lose of its English text, as far as that can be counted: numbers, and every "no".

Whether a translation is right only somebody who speaks the language can say; this finds what makes a sheet unsafe
without being seen: a dose of another number, a warning whose "never" is gone, a stop sign that says nothing. It also
finds what looks half translated. Knows no files and no language: which words say no is told by
:attr:`handouts.language.Language.negations`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from handouts.content.markup import parts_named
from handouts.language import Language
from handouts.language.english import English, listed

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
    return listed(said)


def doubtful(source: str, text: str, language: Language) -> Iterator[str]:
    """What makes a translation look as if it were none, or only part of one. Somebody who speaks the language decides:
    it is printed all the same.
    """
    english = {_noun(slot) for slot in parts_named(source)}
    for slot in dict.fromkeys(parts_named(text)):
        if _noun(slot) in english:
            yield f"{{{slot}}} still names the part of the body in English"
    ours, theirs = _said(source), _said(text)
    if kept := _english_left(ours, theirs):
        yield f"it still says '{kept}', as the English text does"
    elif _weight(ours) >= _LONG and _weight(theirs) < _weight(ours) * _SHORT:
        yield "it is much shorter than the English text"


def _noun(slot: str) -> str:
    """The part of the body that a slot such as "sore:f hip" names."""
    return slot.partition(" ")[2].casefold()


_LONG, _SHORT = 40, 0.5
"""Letters of an English text that is long enough to compare, and the share of them that a translation has at least: no
text of the Spanish layers with as many letters has less than 0.78 of them."""
_RUN = 4
"""So many words in a row that are those of the English text are no names any more; a whole text of fewer, but not of
less than three, is not translated either. Latin names have two."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def _said(text: str) -> list[str]:
    return _WORD.findall(_SLOT.sub(" ", text).lower())


def _weight(words: Sequence[str]) -> int:
    """Letters, those that stand for a syllable or a word (Ethiopic, Kana, Han, Hangul) as three."""
    return sum(
        3 if "\u1200" <= sign <= "\u139f" or sign >= "\u3040" else 1 for word in words for sign in word
    )


def _english_left(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """The first words in a row of the English text that a translation has as well."""
    if ours == theirs and len(ours) >= _RUN - 1:
        return " ".join(ours[:_RUN])
    known = {tuple(ours[at : at + _RUN]) for at in range(len(ours) - _RUN + 1)}
    runs = (tuple(theirs[at : at + _RUN]) for at in range(len(theirs) - _RUN + 1))
    return " ".join(next((run for run in runs if run in known), ()))


def _speaks(text: str) -> bool:
    """Whether a text has a letter, a number or a slot."""
    return any(sign.isalnum() for sign in text)


def _numbers(text: str) -> Counter[str]:
    """The numbers in digits, of any script, with how often each stands there; slots are none."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in _SLOT.sub(" ", text))
    return Counter(_NUMBER.findall(digits))
