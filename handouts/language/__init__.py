"""The rules of languages: direction, plurals, lists, ends of sentences, letter case, dates, forms of the side words.

No other part of the program knows a language. Holds no words of a sheet: these are content.
"""

from __future__ import annotations

from handouts.language.base import CATEGORIES, Category, Joining, Language, primary, well_formed
from handouts.language.english import English

SOURCE = "en"
"""The language that content is written in; every other is a layer of texts over it."""

__all__ = [
    "CATEGORIES",
    "SOURCE",
    "Category",
    "English",
    "Joining",
    "Language",
    "is_language",
    "language_of",
    "primary",
    "well_formed",
]


def language_of(code: str) -> Language:
    """The language of a code or BCP 47 tag. Raises :class:`ValueError` where nobody has its rules."""
    if primary(code) == SOURCE:
        return English()
    from handouts.language.cldr import Cldr

    return Cldr(code)


def is_language(code: str) -> bool:
    """Whether the language of a tag is known by name: ``es`` and ``es-MX`` are, ``xx`` is not."""
    if primary(code) == SOURCE:
        return True
    from handouts.language.cldr import named

    return named(primary(code))
