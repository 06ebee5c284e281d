"""Names the word that was probably meant. Knows nothing of content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from handouts.language import is_language, primary, well_formed

CLOSE = 0.7
"""Likeness (:class:`difflib.SequenceMatcher`) from which a word is offered for another: "titel" and "title" have 0.8,
"glut-med" and "gluteus-medius" 0.73; "nobody-2020" and "moore-2020" 0.67, "buttock" and "back" 0.55."""
PART = 0.6
"""Likeness from which one part of a word may be another: "stnd" and "stand" have 0.89, "early" and "later" 0.4."""
BEGUN = 4
"""Letters of a first part from which on it stands for the one name that begins with it: "travell", "travell-simons"."""
CERTAIN = 0.85
"""Likeness from which no other word can be meant."""


def nearest(word: str, known: Iterable[str], least: float = CLOSE) -> str:
    """The known word most like ``word``, or nothing where none is like it.

    Of a word in several parts each has to be like that of the other: "lie-face-up" shares most of its letters with
    "lie-face-down", and says the opposite.
    """
    from difflib import get_close_matches  # imported only when something is wrong

    typed, names = word.lower(), list(known)
    close = get_close_matches(typed, [name for name in names if _alike(typed, name)], n=1, cutoff=least)
    if close or least > CLOSE:
        return close[0] if close else ""
    begun = [
        name for name in names if len(typed) >= BEGUN and re.match(rf"{re.escape(typed)}[-_ ]", name.lower())
    ]
    first = min(begun, key=len, default="")
    return first if all(name.startswith(first) for name in begun) else ""


def _alike(typed: str, name: str) -> bool:
    """Whether two words may be one part by part; it is not asked of words with another number of parts."""
    parts = [re.split(r"[-_ ]+", one) for one in (typed, name.lower())]
    return len(parts[0]) != len(parts[1]) or len(parts[0]) == 1 or all(map(_one_part, *parts))


def _one_part(typed: str, part: str) -> bool:
    """Whether a part is another one, misspelt or cut short; any number may stand for another."""
    from difflib import SequenceMatcher

    short, long = sorted((typed, part), key=len)
    if long.startswith(short) or sorted(short) == sorted(long) or (short.isdigit() and long.isdigit()):
        return True
    return SequenceMatcher(None, typed, part).ratio() >= PART


def misspelt(word: str, known: Iterable[str]) -> bool:
    """Whether a word that is not known is so much like a known one that no other can be meant."""
    return bool(nearest(word, known, CERTAIN))


def choice(word: str, allowed: Iterable[str]) -> str:
    """A hint for a word that has to be one of a few: all of them, in their order, and the one that is misspelt, if any.

    What only shares letters with a word is not what was meant: "buttock" is not "back".
    """
    names = list(allowed)
    close = nearest(word, names)
    every = f"use one of {', '.join(names)}" if len(names) > 1 else f"write {names[0]}"
    return f"did you mean '{close}'? " + every if close else every


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them when they are few."""
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f"did you mean '{near}'?"
    if not names:
        return "there are none yet"
    return "known are: " + ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")


def languages_there(lang: str, known: Sequence[str], names: Mapping[str, str]) -> str:
    """A hint for a language that has no texts: which there are, and how to begin it. ``names``: codes by English name.
    Letters say nothing here: "de" is not "es".
    """
    there = f"there are {', '.join(known)}"
    form = well_formed(lang)
    if form and primary(form) in known:
        return f"use {primary(form)}; {there}"
    if form and is_language(form):
        return f"{there}; to begin this one: handouts translate extract {form}"
    meant = next((code for name, code in names.items() if name.lower() == lang.lower()), "")
    return f"use {meant}; {there}" if meant else there


def suggested(hint: str) -> str:
    """The word that a hint of these names as the nearest; nothing where it names none."""
    found = re.search(r"did you mean '([^']+)'", hint)
    return found[1] if found else ""
