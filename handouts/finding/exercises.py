"""Finding exercises by name, tool, muscle or where it hurts, in the order of :mod:`handouts.finding.search`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeVar

from handouts.content.library import Library
from handouts.content.model import Exercise
from handouts.content.model.base import Zone
from handouts.errors import ContentError, Problem
from handouts.finding.index import Entry
from handouts.finding.query import Reader
from handouts.finding.search import ranked, spelled
from handouts.finding.spelling import plain
from handouts.finding.urgent import Signs, signs_for

T = TypeVar("T")


class ExerciseFinder:
    """Finds exercises in one library. Reads all of them the first time. Raises ContentError; with a list, what
    cannot be read is left out, and its problems are put there.
    """

    def __init__(self, library: Library, lost: list[Problem] | None = None) -> None:
        self.library = library
        self.lost = lost
        self.reader = Reader(library.places)

    @cached_property
    def index(self) -> tuple[Entry, ...]:
        """Every exercise with all that it can be found by."""
        found = tuple(self._entries())
        self.reader.learn(*spelled(found))
        return found

    def find(self, typed: str) -> tuple[tuple[str, ...], Signs, bool]:
        """The slugs of the exercises for what was typed, the best first; where it speaks of something urgent,
        its stop signs; and whether it is so urgent that there are no exercises for it.
        """
        index = self.index
        query = self.reader.read(typed)
        levels = signs_for(self.library.stop_signs, query.urgent) if query.urgent else ()
        found = () if query.stop else ranked(index, query, self.reader)
        return tuple(answer.entry.slug for answer in found), levels, query.stop

    def _entries(self) -> Iterator[Entry]:
        for slug in self.library.slugs("exercises"):
            exercise = self._tried(self.library.exercise, slug)
            if exercise is not None:
                yield self._entry(slug, exercise)

    def _tried(self, ask: Callable[[str], T], name: str) -> T | None:
        try:
            return ask(name)
        except ContentError as error:
            if self.lost is None:
                raise
            self.lost += error.problems
            return None

    def _entry(self, slug: str, exercise: Exercise) -> Entry:
        known, others = self.library.names("topic"), self.library.muscle_names
        muscles = [
            self._tried(self.library.topic, name) if name in known else None for name in exercise.muscles
        ]
        names = [
            plain(topic.title if topic else others.get(name, name.replace("-", " ")))
            for name, topic in zip(exercise.muscles, muscles, strict=True)
        ]
        zones: frozenset[Zone] = frozenset().union(
            *(topic.pain.zones.main for topic in muscles if topic and topic.pain.zones)
        )
        return Entry(
            slug, str(exercise.title), "exercise",
            tuple(dict.fromkeys((plain(exercise.title), slug.replace("-", " ")))),
            (plain(exercise.short_title), *names),
            frozenset(self._says(exercise)), main=zones,
        )  # fmt: skip

    def _says(self, exercise: Exercise) -> Iterator[str]:
        for text in (exercise.tool, exercise.place, exercise.feel, *exercise.positions, *exercise.needs):
            yield from self.reader.words(text or "")
