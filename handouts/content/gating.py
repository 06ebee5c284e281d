"""Safety gates, computed: what an instruction demands, against what conditions of health rule out.

One function, :func:`gates`, is asked for every instruction that can harm: exercises, the boxes of first aid, cold and
warmth, currents, habits. It knows no sheet and no reader, and no gate is written down anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.content.model.demands import closure
from handouts.content.model.guidance import Exemption, HealthCondition, SafetyRule

Verdict = Literal["never", "ask", "wait"]
"""``never``: not for this reader. ``ask``: only once somebody who treats them has agreed. ``wait``: not yet."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of health that stands against an instruction, and the demands that are the cause.

    ``hours``: how long a gate of the verdict ``wait`` lasts.
    """

    condition: str
    verdict: Verdict
    because: frozenset[str]
    hours: int = 0


def gates(
    demands: Iterable[str],
    conditions: Mapping[str, HealthCondition],
    exceptions: Iterable[Exemption] = (),
) -> tuple[Gate, ...]:
    """The gates of an instruction with these ``demands``, in the order of the ``conditions``.

    An exception overrules what is computed for its condition. A condition that passes (``hours``) makes the reader
    wait; one that both forbids and asks forbids.
    """
    asked = closure(demands)
    special = {exception.condition: exception for exception in exceptions}
    found = []
    for name, condition in conditions.items():
        if name in special:
            verdict = special[name].answer
            if verdict != "allowed":
                found.append(Gate(name, verdict, frozenset()))
            continue
        never = _named(condition.forbids, asked)
        ask = _named(condition.asks, asked)
        if never and condition.hours:
            found.append(Gate(name, "wait", never, condition.hours))
        elif never:
            found.append(Gate(name, "never", never))
        elif ask:
            found.append(Gate(name, "ask", ask))
    return tuple(found)


def _named(rules: tuple[SafetyRule, ...], asked: frozenset[str]) -> frozenset[str]:
    """Which of the demands ``asked`` the rules name."""
    if not rules:
        return frozenset()
    return frozenset([part for rule in rules for part in rule.demands if part in asked])


def condition_named(conditions: Mapping[str, HealthCondition], word: str) -> str | None:
    """The condition that ``word`` names: its slug, its clinical name or a synonym, in capitals or not."""
    key = _key(word)
    for name, condition in conditions.items():
        if key in map(_key, (name, condition.clinical, condition.text, *condition.synonyms)):
            return name
    return None


def _key(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("’", "'").split())
