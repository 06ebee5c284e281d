"""Ranks what there is by what was asked for: the home of the order in which sheets are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handouts.content.library import Library
from handouts.errors import Problem
from handouts.finding.index import Entry, entries
from handouts.finding.query import Query, Reader, code_of, initials, nearness, related
from handouts.finding.spelling import begins, plain, typing_errors
from handouts.finding.urgent import Signs, signs_for, signs_of

MOST = 5
"""Answers to one question."""
EXACT, PREFIX, INITIALS, SYNONYM, MISTYPED = range(5)
"""How a name was met, best first."""
_MAIN, _SPREAD, _WORD, _ECHO, _WIDE = 2.0, 1.0, 0.8, 0.2, 0.1
"""What a place under the dots counts, one under the stripes, a word that the sheet says too, one that it says of its
pain; and what each further place of a muscle takes off, so that one that sends pain just there comes first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that was found. ``main`` and ``spread``: how many of the places asked for it sends pain to; ``why``:
    its own sentence about them, or the title of the code.
    """

    entry: Entry
    why: str
    main: int = 0
    spread: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to a question, with how it was understood and the stop signs that apply, by level: first of all the
    level of what was spoken of. Of an emergency, and of what has to be seen today, there are signs and no answers.
    """

    query: Query
    answers: tuple[Answer, ...]
    levels: Signs

    @property
    def stop(self) -> bool:
        """Whether there is no sheet for it."""
        return self.query.stop

    @property
    def signs(self) -> tuple[str, ...]:
        """All stop signs, those first that are to be read first."""
        return tuple(sign for _, signs in self.levels for sign in signs)


class Finder:
    """Finds in one library, in one language. Reads all of it the first time. What cannot be read is an error; with a
    list of ``lost`` problems it is left out, and they are put there.
    """

    def __init__(self, library: Library, lost: list[Problem] | None = None) -> None:
        self.library = library
        self.lost = lost
        self.reader = Reader(library.places)

    @cached_property
    def index(self) -> tuple[Entry, ...]:
        """All that there is."""
        return entries(self.library, self.reader, self.lost)

    @cached_property
    def _taught(self) -> Reader:
        """The reader, which knows all that there is."""
        self.reader.learn(*spelled(self.index))
        return self.reader

    def find(self, typed: str, most: int = MOST) -> Found:
        """The answers to what was typed. Raises ContentError for content that is wrong."""
        query = self._taught.read(typed)
        if query.stop:
            return self._found(query, ())
        return self._found(query, ranked(self.index, query, self.reader)[:most])

    def in_place(self, name: str, most: int = MOST) -> Found | None:
        """What sends pain to a place; None for what is no place."""
        zones = self.reader.zones(name)
        if not zones:
            return None
        query = Query("", (), zones)
        return self._found(query, ranked(self.index, query, self.reader)[:most])

    def _found(self, query: Query, answers: Iterable[Answer]) -> Found:
        chosen = tuple(answers)
        regions = {answer.entry.region for answer in chosen if answer.entry.region}
        signs = self.library.stop_signs
        if query.urgent is not None:
            return Found(query, chosen, signs_for(signs, query.urgent, regions))
        return Found(query, chosen, signs_of(signs, regions))


def spelled(index: Iterable[Entry]) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """The names of entries, their other names, and the words that they say: see :meth:`Reader.learn`."""
    there = tuple(index)
    names = tuple(name for entry in there for name in entry.names)
    also = tuple(name for entry in there for name in entry.also)
    return names, also, frozenset().union(*(entry.says | entry.echo for entry in there))


def ranked(index: Iterable[Entry], query: Query, reader: Reader) -> list[Answer]:
    """Everything that answers a question, the best first."""
    if query.code:
        found = _by_code(index, query.code)
        if found or not (query.text or query.zones):
            return found
    asked = reader.words(query.text)
    met = [(entry, _name_met(entry, query, asked)) for entry in index]
    if asked and not query.zones and all(level is None for _, level in met):
        met = [(entry, MISTYPED if _mistyped(entry, asked) else None) for entry, _ in met]
    places = {word for zone in query.zones for word in plain(reader.places.zones[zone].name).split()}
    words = set(asked) - places
    rows: list[tuple[tuple[float, ...], str, Answer]] = []
    for entry, level in met:
        main, spread = (sum(zone in there for zone in query.zones) for there in (entry.main, entry.spread))
        said = sum(word in entry.says for word in query.rest) if level is None else 0
        if level is None and not (main or spread if query.zones else said):
            continue
        wide = len(entry.main) + len(entry.spread) - main - spread
        score = _MAIN * main + _SPREAD * spread + _WORD * said
        fine = _ECHO * len(words.intersection(entry.echo)) - _WIDE * wide
        late = entry.kind == "exercise" and level != EXACT
        last = MISTYPED + 1 if level is None else level
        known = entry.also.index(query.text) if query.text in entry.also else 0
        begun = level == SYNONYM and not _whole(entry, asked)
        key = (late, last, known, begun, -score, -main, entry.order, -fine)
        rows.append((key, entry.title, Answer(entry, _why(entry, places), main, spread)))
    return [answer for *_, answer in sorted(rows, key=lambda row: row[:2])]


def _why(entry: Entry, places: set[str]) -> str:
    """Of the sentences of an entry about its pain the one that speaks of most of these places."""
    return max(entry.pains, key=lambda text: len(places.intersection(_words_of(text))), default="")


@lru_cache(4096)
def _words_of(text: str) -> frozenset[str]:
    """The words of a sentence of the content; never of what was typed, which is not kept."""
    return frozenset(plain(text).split())


@lru_cache(16384)
def _split(name: str) -> tuple[str, ...]:
    """The words of a name in the content, which is plain."""
    return tuple(name.split())


def _by_code(index: Iterable[Entry], code: str) -> list[Answer]:
    """What has a code, or one of which it is a part, or that is a part of it; else what has one of its category."""
    exact: list[tuple[tuple[bool, int, int, str], Answer]] = []
    near: list[tuple[tuple[bool, int, int, str], Answer]] = []
    for entry in index:
        alike = [(own, title) for own, title, _ in entry.codes if own[:3] == code[:3]]
        if not alike:
            continue
        own, title = min(alike, key=lambda pair: (pair[0] != code, not related(pair[0], code)))
        rows = exact if related(own, code) else near
        _, _, before = nearness([one for one, _, _ in entry.codes], code)
        rows.append(((own != code, entry.order, before, entry.title), Answer(entry, f"{own}: {title}")))
    return [answer for _, answer in sorted(exact or near, key=lambda row: row[0])]


def _name_met(entry: Entry, query: Query, asked: tuple[str, ...]) -> int | None:
    """How the words asked for meet a name of an entry."""
    text = query.text
    if not text:
        return None
    if text in entry.names:
        return EXACT
    if text in entry.also:
        return PREFIX
    together = text.replace(" ", "")
    if not asked:
        return None
    if any(name.startswith(text) or begins(asked, _split(name)) for name in entry.names):
        return PREFIX
    if len(together) >= 2 and any(together in _initials(name) for name in entry.names):
        return INITIALS
    by_place = query.zones and not query.rest
    if not by_place and any(begins(asked, _split(name)) for name in entry.also):
        return SYNONYM
    return None


def _whole(entry: Entry, asked: tuple[str, ...]) -> bool:
    """Whether the words asked for are whole words of one other name: "twist" is not "twisted"."""
    return any(set(asked) <= set(_split(name)) for name in entry.also)


_initials = lru_cache(4096)(initials)


def _mistyped(entry: Entry, asked: tuple[str, ...]) -> bool:
    """Whether each word asked for is, but for a typing error, one of a single name of the entry."""
    return any(
        all(
            any(word.startswith(part) or typing_errors(part, word) is not None for word in _split(name))
            for part in asked
        )
        for name in (*entry.names, *entry.also)
    )


def side_of(entry: Entry, code: str) -> str | None:
    """The side that a code is for."""
    wanted = code_of(code)
    return next((side for own, _, side in entry.codes if own == wanted), None)
