"""Conditions of health as chips: those that change what is made first, all others to be found by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.content.model import HealthCondition
from handouts.finding.spelling import plain
from handouts.language.english import listed
from handouts.sheet.gates import Case

FIRST = 6
"""Chips that are seen without asking."""


@dataclass(frozen=True)
class Chip:
    """A condition of health. ``words``: all that it is found by, in plain letters; ``first``: seen without asking."""

    slug: str
    text: str
    on: bool
    words: str
    first: bool


def chips_of(case: Case, strongest: Sequence[str]) -> tuple[Chip, ...]:
    """Every condition: the ``strongest`` first, then the others by their words. What was told of a person is seen."""
    known = case.library.health.conditions
    order = (
        *strongest,
        *sorted((name for name in known if name not in strongest), key=lambda n: known[n].text),
    )
    return tuple(
        Chip(name, capital(known[name].text), name in case.told, _words(known[name]),
             number < min(FIRST, len(strongest)) or name in case.told)
        for number, name in enumerate(order)
    )  # fmt: skip


def _words(condition: HealthCondition) -> str:
    return plain(" ".join((condition.text, condition.clinical, *condition.synonyms)))


def named(case: Case, conditions: Iterable[str]) -> str:
    """Conditions, one after the other, in words."""
    known = case.library.health.conditions
    return listed([str(known[name].text) for name in conditions])


def capital(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]
