"""What must be answered with stop signs before anything else: how urgent it is, and which signs say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from handouts.content.model import Places, Region, StopSigns
from handouts.content.model.places import StopWords, Urgency
from handouts.finding.spelling import listed, plain

LEVELS: tuple[Urgency, ...] = get_args(Urgency)
"""The most urgent first."""
Signs = tuple[tuple[Urgency, tuple[str, ...]], ...]
"""Stop signs by level, in the order in which they are shown."""
_Phrases = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Urgent:
    """What was spoken of is this urgent, in these regions. ``words``: those of the rules that were met."""

    level: Urgency
    regions: tuple[Region, ...]
    words: frozenset[str] = frozenset()

    @property
    def alone(self) -> bool:
        """Whether there is no sheet for it."""
        return self.level != "soon"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of the content, with the words of each phrase."""

    rule: StopWords
    lists: tuple[_Phrases, ...]
    unless: _Phrases

    def met(self, typed: frozenset[str]) -> bool:
        return all(_one_of(phrases, typed) for phrases in self.lists) and not _one_of(self.unless, typed)


class Alarm:
    """Knows what is urgent in one language. ``bare``: takes words out that change nothing."""

    def __init__(self, places: Places, bare: Callable[[str], str]) -> None:
        def phrases(words: str | None) -> _Phrases:
            """A phrase of idle words alone keeps them: one of no words would always be there."""
            return tuple(frozenset((bare(phrase) or phrase).split()) for phrase in listed(words))

        self._idle = frozenset(listed(places.idle))
        self._rules = tuple(
            _Rule(rule, tuple(map(phrases, (rule.words, *rule.near))), phrases(rule.unless))
            for rule in places.stop
        )

    def words(self) -> frozenset[str]:
        """All words that it listens to."""
        return frozenset().union(*(phrase for rule in self._rules for part in rule.lists for phrase in part))

    def of(self, text: str) -> Urgent | None:
        """How urgent a text is that is plain and bare; None: it is not."""
        typed = frozenset(text.split())
        found = [rule for rule in self._rules if rule.met(typed)]
        level = next((level for level in LEVELS if any(one.rule.level == level for one in found)), None)
        if level is None:
            return None
        met = [one for one in found if one.rule.level == level]
        regions = dict.fromkeys(region for one in met for region in one.rule.regions)
        words = (word for one in met for part in one.lists for phrase in part for word in phrase)
        return Urgent(level, tuple(regions), frozenset(words) - self._idle)

    def vocabulary(self) -> Sequence[Mapping[str, Any]]:
        """Its rules for whoever reads without it, such as a page on a screen."""
        return [
            {
                "alone": rule.rule.level != "soon",
                "lists": [[sorted(phrase) for phrase in part] for part in rule.lists],
                "unless": [sorted(phrase) for phrase in rule.unless],
            }
            for rule in self._rules
        ]


def _one_of(phrases: _Phrases, typed: frozenset[str]) -> bool:
    return any(phrase <= typed for phrase in phrases)


def signs_for(signs: StopSigns, urgent: Urgent, regions: Iterable[Region] = ()) -> Signs:
    """The stop signs for what is urgent: those of its level first, of them the ones that have most of its words, and
    those of fewest regions; then those of the levels that are more urgent. ``regions``: further parts of the body that
    are spoken of.
    """
    there = {*urgent.regions, *regions}
    found: list[tuple[Urgency, tuple[str, ...]]] = []
    for level in (urgent.level, *LEVELS[: LEVELS.index(urgent.level)]):
        here = [sign for sign in getattr(signs, level) if sign.of(there)]
        here.sort(
            key=lambda sign: (
                -len(urgent.words.intersection(plain(sign.text).split())),
                *_place(sign.regions),
            )
        )
        found.append((level, tuple(plain_text(sign.text) for sign in here)))
    return tuple(found)


def _place(regions: Sequence[Region]) -> tuple[bool, int]:
    """Signs of few regions first, those of all last."""
    return not regions, len(regions)


def signs_of(signs: StopSigns, regions: Iterable[Region]) -> Signs:
    """The stop signs of parts of the body: emergencies, then those of today; none for no part."""
    there = set(regions)
    if not there:
        return ()
    levels: tuple[Urgency, ...] = ("emergency", "today")
    return tuple(
        (level, tuple(plain_text(sign.text) for sign in getattr(signs, level) if sign.of(there)))
        for level in levels
    )


def plain_text(text: str) -> str:
    """A text without its stars."""
    return text.replace("**", "")
