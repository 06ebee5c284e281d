"""What there is to make: the catalogue behind ``handouts list``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypedDict

from handouts.content.kinds import KINDS, LISTED, TOPICS
from handouts.content.library import Library
from handouts.language import SOURCE


class Entry(TypedDict):
    """One line of the catalogue."""

    slug: str
    title: str
    kind: str
    codes: list[str]
    languages: list[str]


def catalogue(library: Library, kind: str | None = None) -> list[Entry]:
    """Entries of ``kind`` (see :data:`LISTS`), or everything that a sheet can be about or hold, sorted.

    Raises :class:`handouts.ContentError` if content that has to be read for it is wrong.
    """
    kinds = (kind,) if kind else tuple(LISTED)
    return [entry for name in kinds for entry in LISTS[name](library)]


def _listed(kind: str) -> Callable[[Library], Iterator[Entry]]:
    def make(library: Library) -> Iterator[Entry]:
        for slug in library.names(kind):
            if kind in TOPICS:
                topic = library.topic(slug)
                codes = [entry.code for entry in topic.clinician.icd10cm]
                yield _entry(library, slug, topic.title, kind, codes)
            else:
                yield _entry(library, slug, library.exercise(slug).title, kind, [])

    return make


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
    return (
        library.speaking(code).whole(kind, slug) if kind in KINDS and KINDS[kind].per_slug else code == SOURCE
    )


LISTS: Mapping[str, Callable[[Library], Iterator[Entry]]] = {
    **{name: _listed(kind) for name, kind in LISTED.items()},
    "languages": _languages,
    "figures": _figures,
    "health": _health,
}
"""What makes each list."""
