"""Exercises by what people call them: the name of the file, or a title that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handouts.content.library import Library
from handouts.errors import ContentError
from handouts.language import SOURCE


def exercises_called(library: Library, words: Iterable[str]) -> Mapping[str, str]:
    """The slug for each of ``words`` that is one, or a title in the language of ``library`` or in English, in capitals
    or not. What two exercises are called names neither. A word that names nothing is not in it.
    """
    slugs = library.slugs("exercises")
    found = {word: word for word in words if word in slugs}
    others = {word: _key(word) for word in words if word not in slugs}
    if not others:
        return found
    known = {_key(slug): {slug} for slug in slugs}
    for view in dict.fromkeys((library, library.speaking(SOURCE))):
        for slug in slugs:
            try:
                exercise = view.exercise(slug)
            except ContentError:
                continue  # what is wrong with it is told where it is given
            for title in (exercise.title, exercise.short_title):
                known.setdefault(_key(title), set()).add(slug)
    named = {word: known.get(key, set()) for word, key in others.items()}
    return found | {word: next(iter(meant)) for word, meant in named.items() if len(meant) == 1}


def _key(said: str) -> str:
    return " ".join(said.casefold().replace("-", " ").split())
