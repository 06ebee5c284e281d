"""Every topic and exercise with all that it can be found by. Reads the content; ranks nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from handouts.content.kinds import SOUGHT, TOPICS
from handouts.content.library import Library
from handouts.content.markup import PLACEHOLDERS, Sides
from handouts.content.markup import plain as without_notation
from handouts.content.model import Region, Topic
from handouts.content.model.base import Zone
from handouts.content.model.topic import OneSide
from handouts.errors import ContentError, Problem
from handouts.finding.query import Reader
from handouts.finding.spelling import listed, plain


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. ``pains``: its own sentences about where the pain is; ``otherwise``: what else
    it may be; ``names``, ``also`` and ``says`` in the letters of :func:`handouts.finding.spelling.plain`.
    """

    slug: str
    title: str
    kind: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    says: frozenset[str] = frozenset()
    echo: frozenset[str] = frozenset()
    """Words of its sentences about where the pain is."""
    main: frozenset[Zone] = frozenset()
    spread: frozenset[Zone] = frozenset()
    region: Region | None = None
    codes: tuple[tuple[str, str, OneSide | None], ...] = ()
    pains: tuple[str, ...] = ()
    otherwise: str = ""

    @property
    def order(self) -> int:
        return SOUGHT.index(self.kind)


def entries(library: Library, reader: Reader, lost: list[Problem] | None = None) -> tuple[Entry, ...]:
    """All topics and exercises of a library, in the order of their slugs. Raises ContentError; with a list, what cannot
    be read is left out, and its problems are put there.
    """
    makers = (
        *(
            partial(_topic, library, slug, reader)
            for kind in SOUGHT
            if kind in TOPICS
            for slug in library.names(kind)
        ),
        *(partial(_exercise, library, slug) for slug in library.slugs("exercises")),
    )
    return tuple(_made(makers, lost))


def _made(makers: Iterable[Callable[[], Entry]], lost: list[Problem] | None) -> Iterator[Entry]:
    for made in makers:
        try:
            yield made()
        except ContentError as error:
            if lost is None:
                raise
            lost += error.problems


def _topic(library: Library, slug: str, reader: Reader) -> Entry:
    return of_topic(slug, library.topic(slug), reader)


def of_topic(slug: str, topic: Topic, reader: Reader) -> Entry:
    """What a topic is found by."""
    zones = topic.pain.zones
    said = (topic.subtitle, topic.where.text, *topic.notice, *(point.text for point in topic.in_short.points))
    return Entry(
        slug,
        str(topic.title),
        topic.kind,
        tuple(dict.fromkeys((plain(topic.title), slug.replace("-", " ")))),
        listed(topic.known_as),
        frozenset(word for text in said for word in reader.words(text)),
        frozenset(word for pattern in topic.pain.patterns for word in plain(pattern.text).split()),
        frozenset(zones.main if zones else ()),
        frozenset((*zones.spread, *zones.spots) if zones else ()),
        topic.region,
        tuple((entry.code, str(entry.title), entry.side) for entry in topic.clinician.icd10cm),
        tuple(_shown(f"{pattern.name} {pattern.text}") for pattern in topic.pain.patterns),
        _shown(topic.check_first) if topic.check_first else "",
    )


def _exercise(library: Library, slug: str) -> Entry:
    title = str(library.exercise(slug).title)
    return Entry(slug, title, "exercise", tuple(dict.fromkeys((plain(title), slug.replace("-", " ")))))


_NO_SIDE = Sides({name: name for name in PLACEHOLDERS}, lambda _, __, ___, part: part)


def _shown(text: str) -> str:
    """A text as somebody reads it of whom no side is known: a place without the word for its side."""
    return without_notation(text, _NO_SIDE)
