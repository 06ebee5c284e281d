"""Which values of a content file name something that stands elsewhere. Knows the models only; never reads a
file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from handouts.content.model import (
    Condition,
    Exercise,
    Gates,
    Model,
    PressureRules,
    Reviewed,
    Strain,
    Topic,
)
from handouts.content.source import PathKey

Target = Literal["source", "health", "exercise", "muscle"]


class Reference(NamedTuple):
    """The value at ``path`` of a file names the ``kind`` called ``slug``."""

    path: PathKey
    kind: Target
    slug: str


def references(value: Model) -> Iterator[Reference]:
    """Every reference of ``value`` that must lead somewhere. Drawings are not among them: they may be
    missing.
    """
    if isinstance(value, Reviewed):
        for i, slug in enumerate(value.sources):
            yield Reference(("sources", i), "source", slug)
    if isinstance(value, Exercise | PressureRules | Topic):
        yield from _gates(value.gates)
    if isinstance(value, Strain):
        for i, grade in enumerate(value.grades):
            for j, healing in enumerate(grade.heals):
                yield Reference(("grades", i, "heals", j, "source"), "source", healing.source)
    if isinstance(value, Topic):
        for i, slug in enumerate(value.plan.exercises):
            yield Reference(("plan", "exercises", i), "exercise", slug)
        for i, slug in enumerate(value.plan.alternatives):
            yield Reference(("plan", "alternatives", i), "exercise", slug)
    if isinstance(value, Condition):
        for i, slug in enumerate(value.muscles):
            yield Reference(("muscles", i), "muscle", slug)
        for i, slug in enumerate(value.has):
            yield Reference(("has", i), "health", slug)


def stand_ins(value: Model) -> tuple[str, ...]:
    """Slugs of the exercises that gates of ``value`` offer in place of others."""
    if isinstance(value, Exercise | Topic):
        return tuple(gate.instead for gate in value.gates.not_for if gate.instead)
    return ()


def _gates(gates: Gates) -> Iterator[Reference]:
    for i, gate in enumerate(gates.not_for):
        yield Reference(("gates", "not_for", i, "condition"), "health", gate.condition)
        if gate.instead:
            yield Reference(("gates", "not_for", i, "instead"), "exercise", gate.instead)
    for i, slug in enumerate(gates.ask_first):
        yield Reference(("gates", "ask_first", i), "health", slug)
