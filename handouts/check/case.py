"""One content file as the rules see it: its value in the light of its library. Finds nothing wrong itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handouts.check.readability import Measures, measure
from handouts.check.report import Remark
from handouts.content.fields import PathKey, measured, references
from handouts.content.kinds import KINDS, TOPICS
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.model import Exercise, Topic
from handouts.content.workshop import kept
from handouts.errors import ContentError, HandoutError
from handouts.sheet.blocks import Document
from handouts.sheet.compose import draft
from handouts.sheet.request import SheetRequest
from handouts.sheet.signing import fingerprint

TITLES = ("title", "short_title")
"""What an exercise is called by."""


class Titles:
    """Which exercises have a title: looked up for each of them, so all are gone through once."""

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        self._slugs: dict[tuple[str, str], list[str]] = {}
        for slug, exercise in exercises.items():
            for name in TITLES:
                self._slugs.setdefault((name, getattr(exercise, name).casefold()), []).append(slug)

    def of(self, name: str, title: str) -> tuple[str, ...]:
        """The slugs of those whose ``name`` is ``title``."""
        return tuple(self._slugs.get((name, title.casefold()), ()))


@dataclass(frozen=True)
class Case:
    """A file that is looked at. ``today``: the day that review dates are compared with; None leaves them alone."""

    loaded: Loaded
    library: Library
    today: dt.date | None = None

    @property
    def slug(self) -> str:
        """The name of the file."""
        return self.loaded.slug

    @property
    def value(self) -> Any:
        """What it holds; each rule knows for which class it is."""
        return self.loaded.value

    @cached_property
    def texts(self) -> tuple[tuple[PathKey, str], ...]:
        """What patients read of it."""
        return tuple(measured(self.loaded.value))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The names of what the file is about: they are not counted as hard. Nothing else is taken out."""
        value = self.loaded.value
        terms: set[str] = set()
        if isinstance(value, Topic):
            terms.add(value.title)
            about = [ref.slug for ref in references(value) if ref.target == "muscle"]
            terms |= {topic.title for slug in about if isinstance(topic := self.other("muscle", slug), Topic)}
        return frozenset(terms)

    @cached_property
    def document(self) -> Document | None:
        """The sheet of a topic with full detail; None where it cannot be composed, which is reported elsewhere."""
        try:
            if self.library.find(self.slug).path != self.loaded.path:
                return None
            return draft(self.library, SheetRequest(self.slug, detail="full")).document()
        except HandoutError:
            return None

    @cached_property
    def measures(self) -> Measures | None:
        """Grade and sentences; None where patients read nothing of it."""
        return measure((text for _, text in self.texts), self.terms) if self.texts else None

    def other(self, kind: str, slug: str) -> object:
        """The value of another file of the library; None where there is none that can be read."""
        path = self.library.folders.find(KINDS[kind].path(slug))
        try:
            return self.library.read_unchecked(path).value if path else None
        except ContentError:
            return None

    def exercises(self, slugs: Iterable[str]) -> dict[str, Exercise]:
        """Those of the exercises that can be read."""
        found = {slug: self.other("exercise", slug) for slug in slugs}
        return {slug: value for slug, value in found.items() if isinstance(value, Exercise)}

    def titled(self, name: str, title: str) -> tuple[str, ...]:
        """The exercises whose field ``name`` (of :data:`TITLES`) is this title, whatever the case."""
        library = self.library
        slugs = kept(
            library, Titles, lambda: Titles(self.exercises(library.slugs("exercises"))), library.generation
        )
        return slugs.of(name, title)

    def fingerprint(self, slug: str) -> str | None:
        """The hash of what is signed with a topic; None where that cannot be read, which is reported elsewhere."""
        try:
            return fingerprint(self.library, slug)
        except HandoutError:
            return None

    def written(self, slug: str) -> dt.date | None:
        """The day on which a topic was written."""
        topics = (self.other(kind, slug) for kind in TOPICS)
        return next((topic.review.written for topic in topics if isinstance(topic, Topic)), None)


Rule = Callable[[Case], Iterator[Remark]]
"""Looks at one file and says what is wrong with it."""
