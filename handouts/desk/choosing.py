"""The pictures of the library screen: which exercises there are for what was asked, and how many each box would leave.

Within a group either will do; of the groups each has to hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from handouts.content.library import Library
from handouts.content.model import Exercise
from handouts.content.model.base import Region
from handouts.content.model.exercise import ExerciseType, Level, Need, Position
from handouts.content.workshop import kept
from handouts.desk.troubles import readable
from handouts.finding.exercises import ExerciseFinder
from handouts.finding.urgent import Signs

NOTHING = "nothing"
"""The need of an exercise that takes no thing."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "region": get_args(Region),
    "type": get_args(ExerciseType),
    "position": get_args(Position),
    "need": (NOTHING, *get_args(Need)),
    "level": get_args(Level),
}
"""What is asked for, group by group, in the order of the screen."""


@dataclass(frozen=True)
class Option:
    """A box to tick. ``count``: the exercises that it would leave, with what the other groups ask for."""

    value: str
    on: bool
    count: int


@dataclass(frozen=True)
class Tile:
    """An exercise as a picture, with the words below it."""

    slug: str
    title: str
    figure: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """What was found. ``levels``: the stop signs of something urgent that was spoken of; ``stop``: then there are no
    pictures.
    """

    tiles: tuple[Tile, ...]
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    every: int
    levels: Signs = ()
    stop: bool = False


def marks(exercise: Exercise) -> Mapping[str, tuple[str, ...]]:
    """What an exercise is in each group."""
    return {
        "region": exercise.regions,
        "type": (exercise.type,),
        "position": exercise.positions,
        "need": exercise.needs or (NOTHING,),
        "level": (exercise.level,),
    }


def chosen(
    library: Library, fields: Mapping[str, list[str]], typed: str, among: Sequence[str] | None = None
) -> Chosen:
    """The exercises for the boxes that are ticked in ``fields`` and for what was ``typed``; of those ``among`` which
    one is looked for (None: all).
    """
    asked = {group: [v for v in fields.get(group, ()) if v in known] for group, known in GROUPS.items()}
    every = readable(library).exercises
    if among is not None:
        every = tuple(slug for slug in among if slug in every)
    order = every
    levels: Signs = ()
    stop = False
    if typed.strip():
        finder = kept(library, ExerciseFinder, lambda: ExerciseFinder(library, []), library.generation)
        found, levels, stop = finder.find(typed)
        order = tuple(slug for slug in found if slug in every)
    known = {slug: marks(library.exercise(slug)) for slug in order}

    def left(slug: str, but: str = "") -> bool:
        return all(
            not values or group == but or any(value in known[slug][group] for value in values)
            for group, values in asked.items()
        )

    def options(group: str) -> tuple[Option, ...]:
        there = [slug for slug in known if left(slug, group)]
        counted = {value: sum(value in known[slug][group] for slug in there) for value in GROUPS[group]}
        return tuple(
            Option(value, value in asked[group], count)
            for value, count in counted.items()
            if value in used[group]
        )

    used = {group: _used(library, every, group) for group in GROUPS}
    tiles = tuple(tile_of(library, slug) for slug in order if left(slug))
    groups = tuple((group, options(group)) for group in GROUPS)
    return Chosen(tiles, groups, len(every), levels, stop)


def _used(library: Library, there: Sequence[str], group: str) -> frozenset[str]:
    """The values of a group that some exercise of those that are ``there`` has."""
    return frozenset(value for slug in there for value in marks(library.exercise(slug))[group])


def tile_of(library: Library, slug: str) -> Tile:
    """One exercise as a picture."""
    exercise = library.exercise(slug)
    words = (exercise.type, *exercise.positions[:1], *(exercise.needs or (NOTHING,))[:2])
    return Tile(slug, str(exercise.title), exercise.figure or slug, words)
