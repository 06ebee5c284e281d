"""What the start screen shows of what was typed: :mod:`handouts.finding` finds and ranks, here it becomes rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.content.kinds import SOUGHT
from handouts.content.library import Library
from handouts.content.markup import plain
from handouts.content.model import Topic
from handouts.content.model.base import Zone
from handouts.content.workshop import kept
from handouts.errors import ContentError, Problem
from handouts.finding.search import MOST, Answer, Finder, side_of
from handouts.finding.spelling import plain as plain_word
from handouts.finding.urgent import Signs
from handouts.language import SOURCE

_EVERY = 10_000
"""More answers than there are: exercises are taken out before the first are shown."""


@dataclass(frozen=True)
class Row:
    """One topic that was found, with its own sentence on where it hurts. Of ``places`` asked for it sends pain
    to ``main``, and may spread to ``spread`` more; 0 where no place was asked for.
    """

    slug: str
    title: str
    subtitle: str
    reason: str
    figure: str | None
    places: int = 0
    main: int = 0
    spread: int = 0
    due: date | None = None
    """The day on which its review is due."""
    kind: str = ""


@dataclass(frozen=True)
class Found:
    """What was understood: topics, side, edition, language. ``levels``: the stop signs of something urgent that was
    spoken of; ``stop``: then there are no topics. ``zones``: places of the body that were named; ``rest``: what else
    was. ``lost``: what is
    wrong with texts that cannot be read, and are not found.
    """

    rows: tuple[Row, ...]
    side: str = ""
    edition: str = ""
    levels: Signs = ()
    stop: bool = False
    lost: tuple[Problem, ...] = ()
    zones: tuple[Zone, ...] = ()
    rest: tuple[str, ...] = ()
    lang: str = ""


class Index:
    """The finder of a library, and what is wrong with the texts that it cannot find; kept while the content is as it
    was.
    """

    def __init__(self, library: Library) -> None:
        lost: list[Problem] = []
        self.finder = Finder(library, lost)
        self.rows = tuple(_rows(library, lost))
        self.entries = self.finder.index  # now, so that what is wrong in exercises is known, too
        self.lost = tuple(dict.fromkeys(lost))
        self.spoken = dict(_spoken(library))


def _spoken(library: Library) -> Iterator[tuple[str, str]]:
    """Each language but English by its name, in English and as its speakers call it."""
    for code in library.slugs("languages"):
        if code != SOURCE:
            language = library.speaking(code).language
            yield from ((plain_word(name), code) for name in (language.name, language.english_name))


def index(library: Library) -> Index:
    """What there is to find. Raises ContentError where the words for places cannot be read."""
    return kept(library, Index, lambda: Index(library), library.generation)


def find(library: Library, query: str, region: str = "", most: int = MOST) -> Found:
    """The best topics for ``query``, or those of ``region``."""
    there = index(library)
    if not query.strip():
        rows = all_rows(library, region) if region else ()
        return Found(rows[:most], lost=there.lost)
    tongue = next((word for word in query.split() if plain_word(word) in there.spoken), "")
    lang = there.spoken.get(plain_word(tongue), "")
    found = there.finder.find(" ".join(word for word in query.split() if word != tongue), _EVERY)
    if found.stop:
        return Found((), levels=found.levels, stop=True, lost=there.lost)
    answers = [answer for answer in found.answers if answer.entry.kind != "exercise"]
    chosen = [answer for answer in answers if not region or answer.entry.region == region][:most]
    code, side = found.query.code, found.query.side
    if code and not side:
        side = next((said for answer in chosen if (said := side_of(answer.entry, code))), None)
    places = len(found.query.zones)
    rows = tuple(_answered(library, answer, places) for answer in chosen)
    read = found.query
    rest = (*read.rest, *filter(None, (read.edition, code, tongue)))
    return Found(
        rows, side or "", read.edition or "", found.levels if read.urgent else (),
        lost=there.lost, zones=read.zones, rest=rest, lang=lang,
    )  # fmt: skip


def _answered(library: Library, answer: Answer, places: int) -> Row:
    """An answer as a row: of the sentences about its pain the one that speaks of what was asked for."""
    slug = answer.entry.slug
    row = row_of(slug, library.topic(slug))
    return replace(
        row, reason=answer.why or row.reason, places=places, main=answer.main, spread=answer.spread
    )


def row_of(slug: str, topic: Topic) -> Row:
    """A topic as a row of results."""
    told = " ".join(plain(f"{one.name} {one.text}") for one in topic.pain.patterns)
    title, due = str(topic.title), topic.review.review_due
    return Row(slug, title, str(topic.subtitle or ""), told, topic.pain.figure, due=due, kind=topic.kind)


def all_rows(library: Library, region: str = "") -> tuple[Row, ...]:
    """Every topic that can be read, or those of ``region``; conditions first, by title."""
    return tuple(row for where, row in index(library).rows if not region or where == region)


def regions(library: Library) -> frozenset[str]:
    """The parts of the body that there are topics of."""
    return frozenset(where for where, _ in index(library).rows)


def overdue(library: Library, today: date) -> tuple[Row, ...]:
    """The topics whose review was due before ``today``; the longest overdue first."""
    late = (row for _, row in index(library).rows if row.due and row.due < today)
    return tuple(sorted(late, key=lambda row: (row.due or today, row.title)))


def rows_of(library: Library, slugs: Iterable[str]) -> dict[str, Row]:
    """The rows of topics, of those that can be read."""
    there = {row.slug: row for _, row in index(library).rows}
    return {slug: there[slug] for slug in slugs if slug in there}


def _rows(library: Library, lost: list[Problem]) -> Iterator[tuple[str, Row]]:
    """Every topic with its region; conditions first, by title. What is wrong with those that cannot be read goes to
    ``lost``.
    """
    found = []
    for slug in library.names("topic"):
        try:
            found.append((slug, library.topic(slug)))
        except ContentError as error:
            lost += error.problems
    found.sort(key=lambda one: (SOUGHT.index(one[1].kind), str(one[1].title), one[0]))
    yield from ((topic.region or "", row_of(slug, topic)) for slug, topic in found)
