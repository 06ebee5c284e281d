"""What there is to make: the catalogue behind ``handouts list``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypedDict

from handouts.language import SOURCE

if TYPE_CHECKING:
    from handouts.content.library import Library

KINDS = ("muscles", "conditions", "exercises", "languages", "figures", "health")


class Entry(TypedDict):
    """One line of the catalogue."""

    slug: str
    title: str
    kind: str
    codes: list[str]
    languages: list[str]


def catalogue(library: Library, kind: str | None = None) -> list[Entry]:
    """Entries of ``kind`` (see :data:`KINDS`), or everything that a sheet can be about or hold, sorted.

    Raises :class:`handouts.ContentError` if content that has to be read for it is wrong.
    """
    kinds = (kind,) if kind else ("muscles", "conditions", "exercises")
    return [entry for name in kinds for entry in _MAKERS[name](library)]


def _topics(kind: str) -> Callable[[Library], Iterator[Entry]]:
    def make(library: Library) -> Iterator[Entry]:
        for slug in library.slugs(kind):
            topic = library.topic(slug)
            codes = [entry.code for entry in topic.clinician.icd10cm]
            yield _entry(library, slug, topic.title, kind.removesuffix("s"), codes)

    return make


def _exercises(library: Library) -> Iterator[Entry]:
    for slug in library.slugs("exercises"):
        yield _entry(library, slug, library.exercise(slug).title, "exercise", [])


def _languages(library: Library) -> Iterator[Entry]:

    for code in library.slugs("languages"):
        title = library.speaking(code).language.name
        yield {"slug": code, "title": title, "kind": "language", "codes": [], "languages": [code]}


def _figures(library: Library) -> Iterator[Entry]:
    for kind, slug in library.figures.list():
        yield _entry(library, slug, library.figures.get(kind, slug).title, f"{kind}-figure", [])


def _health(library: Library) -> Iterator[Entry]:
    for slug, condition in sorted(library.health.conditions.items()):
        yield _entry(library, slug, condition.text, "health", [])


def _entry(library: Library, slug: str, title: str, kind: str, codes: list[str]) -> Entry:
    return {
        "slug": slug,
        "title": title,
        "kind": kind,
        "codes": codes,
        "languages": [code for code in library.slugs("languages") if _said_in(library, code, kind, slug)],
    }


def _said_in(library: Library, code: str, kind: str, slug: str) -> bool:
    """Whether a language has the texts of an entry; what has no file of its own is in English."""
    from handouts.content.kinds import KINDS

    return (
        library.speaking(code).whole(kind, slug) if kind in KINDS and KINDS[kind].per_slug else code == SOURCE
    )


_MAKERS: dict[str, Callable[[Library], Iterator[Entry]]] = {
    "muscles": _topics("muscles"),
    "conditions": _topics("conditions"),
    "exercises": _exercises,
    "languages": _languages,
    "figures": _figures,
    "health": _health,
}
