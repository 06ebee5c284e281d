"""Content that cannot be read: what is wrong with it, and where at the desk it is mended.

One broken file of a clinic does not close the desk: what does not need it is made as ever, and the screens on which it
is mended stay open. Nothing takes its place unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.content.kinds import KINDS
from handouts.content.library import Library
from handouts.content.strays import is_empty, strays
from handouts.content.workshop import kept
from handouts.desk.contenttext import EDITED
from handouts.desk.places import Places
from handouts.errors import ContentError, Problem
from handouts.resources import display, is_folder


@dataclass(frozen=True)
class Trouble:
    """A problem, and the address that mends it; "" where that is nowhere at the desk."""

    problem: Problem
    address: str = ""


class Readable:
    """Which exercises, muscles and conditions can be read, in each language; kept while the content is as it was."""

    def __init__(self) -> None:
        self._kept: dict[str, Read] = {}

    def of(self, library: Library) -> Read:
        """What can be read of a library in its language."""
        if library.lang not in self._kept:
            self._kept[library.lang] = _read(library)
        return self._kept[library.lang]


@dataclass(frozen=True)
class Read:
    """Names of what can be read, and what is wrong with all else."""

    exercises: tuple[str, ...]
    topics: frozenset[str]
    lost: tuple[Problem, ...]


def readable(library: Library) -> Read:
    """What can be read of a library in its language: a screen that shows all of a kind shows these."""
    return kept(library, Readable, Readable, library.generation).of(library)


def _read(library: Library) -> Read:
    lost: list[Problem] = []

    def there(ask: Callable[[str], object], names: Iterable[str]) -> Iterator[str]:
        for name in names:
            try:
                ask(name)
            except ContentError as error:
                lost.extend(error.problems)
            else:
                yield name

    topics = frozenset(there(library.topic, library.names("topic")))
    exercises = tuple(there(library.exercise, library.slugs("exercises")))
    return Read(exercises, topics, tuple(dict.fromkeys(lost)))


def to_mend(library: Library, places: Places | None) -> tuple[Trouble, ...]:
    """All that is wrong in the texts of the clinic, each with the address that mends it: what every screen says that
    shows the rest.
    """
    return troubles((*unread(places), *readable(library).lost), places)


def troubles(problems: Iterable[Problem], places: Places | None) -> tuple[Trouble, ...]:
    """Problems with the screens that mend them, each once."""
    homes = dict(_homes(places)) if places is not None else {}
    return tuple(Trouble(one, homes.get(one.file, "")) for one in dict.fromkeys(problems))


def unread(places: Places | None) -> Iterator[Problem]:
    """What lies among the clinic's own texts and is read by nothing, although it was surely meant to be."""
    if places is None or not is_folder(places.content) or is_empty(places.content):
        return
    try:
        yield from strays(places.content)
    except ContentError as error:
        yield from error.problems


def _homes(places: Places) -> Iterator[tuple[str, str]]:
    """Every file that the desk edits, as problems name it, with the address of its screen."""
    yield display(places.clinic), "/clinic"
    for name in EDITED:
        kind = KINDS[name]
        for path in places.content.glob(kind.place):
            slug = Path(path).stem if kind.many else name
            yield display(path), f"/content/{name}/{slug}?tab=yaml"
