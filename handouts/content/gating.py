"""Safety gates, computed: what an instruction demands, against what conditions of health rule out.

One class, :class:`Gates`, is asked for every instruction that can harm: exercises, the boxes of first aid, cold and
warmth, currents, habits. It knows no sheet and no reader, and no gate is written down anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from handouts.content.model.demands import closure
from handouts.content.model.guidance import Exemption, HealthCondition
from handouts.content.suggest import nearest, suggestion
from handouts.language.typed import forms

Verdict = Literal["never", "ask", "wait"]
"""``never``: not for this reader. ``ask``: only once somebody who treats them has agreed. ``wait``: not yet."""

_Answer = Literal["allowed", "ask", "never"]
_Given = tuple[tuple[str, _Answer], ...]
"""What is said of conditions by their names."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of health that stands against an instruction, and the demands that are the cause.

    ``hours``: how long a gate of the verdict ``wait`` lasts.
    """

    condition: str
    verdict: Verdict
    because: frozenset[str]
    hours: int = 0


class Gates:
    """What each demand meets in these ``conditions``: looked up once for the many instructions of a sheet.

    ``both``: both sides are sore, so whoever lies on the good side lies on a sore one.
    """

    def __init__(self, conditions: Mapping[str, HealthCondition], *, both: bool = False) -> None:
        self._conditions = conditions
        self._both = both
        self._forbids: dict[str, list[str]] = {}
        self._asks: dict[str, list[str]] = {}
        self._known: dict[tuple[frozenset[str], _Given], tuple[Gate, ...]] = {}
        for name, condition in conditions.items():
            for found, rules in ((self._forbids, condition.forbids), (self._asks, condition.asks)):
                for part in (part for rule in rules for part in rule.demands):
                    found.setdefault(part, []).append(name)

    def of(self, demands: Iterable[str], exceptions: Iterable[Exemption] = ()) -> tuple[Gate, ...]:
        """The gates of an instruction with these ``demands``, in the order of the conditions.

        An exception overrules what is computed for its condition. A condition that passes (``hours``) makes the reader
        wait; one that both forbids and asks forbids.
        """
        asked = closure(demands)
        if self._both and "lie-on-good-side" in asked:
            asked |= closure(("lie-on-sore-side",))
        given = tuple((exception.condition, exception.answer) for exception in exceptions)
        known = self._known.get((asked, given))
        if known is None:
            known = self._known[asked, given] = tuple(self._found(asked, dict(given)))
        return known

    def _found(self, asked: frozenset[str], special: Mapping[str, _Answer]) -> Iterator[Gate]:
        never, ask = _met(self._forbids, asked), _met(self._asks, asked)
        for name, condition in self._conditions.items():
            if name in special:
                verdict = special[name]
                if verdict != "allowed":
                    yield Gate(name, verdict, frozenset())
            elif name in never and condition.hours:
                yield Gate(name, "wait", frozenset(never[name]), condition.hours)
            elif name in never:
                yield Gate(name, "never", frozenset(never[name]))
            elif name in ask:
                yield Gate(name, "ask", frozenset(ask[name]))


def _met(rules: Mapping[str, list[str]], asked: Iterable[str]) -> dict[str, set[str]]:
    """The conditions whose ``rules`` name one of the demands ``asked``, and which of them."""
    found: dict[str, set[str]] = {}
    for part in asked:
        for name in rules.get(part, ()):
            found.setdefault(name, set()).add(part)
    return found


def gates(
    demands: Iterable[str],
    conditions: Mapping[str, HealthCondition],
    exceptions: Iterable[Exemption] = (),
) -> tuple[Gate, ...]:
    """The gates of one instruction: see :meth:`Gates.of`."""
    return Gates(conditions).of(demands, exceptions)


def condition_names(conditions: Mapping[str, HealthCondition]) -> Mapping[str, str]:
    """The condition that each name means: its slug, its clinical name, a synonym; for :func:`named_in`."""
    return {
        _known_key(said): name
        for name, condition in reversed(list(conditions.items()))
        for said in (name, condition.clinical, condition.text, *condition.synonyms)
    }


def named_in(names: Mapping[str, str], word: str) -> str | None:
    """The condition that ``word`` names, in capitals or not; what stands before it, as in "takes Eliquis", and a plural
    change nothing.
    """
    return next((names[form] for form in forms(_key(word)) if form in names), None)


def several_in(names: Mapping[str, str], word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The conditions that ``word`` names, and what of it names none. It may be several with a comma, a semicolon or a
    bar between them.
    """
    parts = [word]
    if named_in(names, word) is None:
        parts = [part for text in BETWEEN.split(word) if (part := text.strip(" -"))] or [word]
    found = {part: named_in(names, part) for part in parts}
    return tuple(name for name in found.values() if name), tuple(part for part in found if not found[part])


BETWEEN = re.compile("[,;|]")
"""What people write between several conditions; a name that has one in it is known as it is."""


def _key(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("’", "'").replace(".", "").split())


_known_key = lru_cache(4096)(_key)
"""The same of a word of the content; never of what was typed, which is not kept."""


def condition_hint(conditions: Mapping[str, HealthCondition], word: str) -> str:
    """What may have been meant by a word that names no condition; where nothing is like it, which there are."""
    words = [*conditions, *(said for condition in conditions.values() for said in condition.synonyms)]
    return suggestion(word, words if nearest(word, words) else conditions)
