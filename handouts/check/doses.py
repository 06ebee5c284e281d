"""Doses that are written in sentences of an exercise: they must not say another dose than its own.

What a sheet says of a dose is made from its values, and a patient may get another; a sentence stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content.fields import PathKey
from handouts.content.model import Dose, Exercise, Range, Topic

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {word: number for number, word in enumerate(_WORDS)}
    | {"thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90}
)
_N = rf"(\d+|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = (
    r"(times a day|times each day|times daily|times a week|days a week|days each week|"
    r"seconds?|secs?|minutes?|mins?|times|sets?|repetitions?|reps?)"
)
_SAID = re.compile(rf"\b{_N}(?:\s?(?:to|or|-|–)\s?{_N})?[ -](?:\w+ )?{_UNIT}\b", re.IGNORECASE)
_OFTEN = re.compile(r"\b(once|twice) (?:a|each|every|per) (day|week)\b", re.IGNORECASE)


def doses(case: Case) -> Iterator[Remark]:
    """Numbers in what an exercise says to do that its dose does not say, or says as well."""
    exercise: Exercise = case.value
    if exercise.dose.as_needed:
        return  # no number is meant
    for path, text in _texts(exercise):
        for said, unit, numbers in _said(text):
            if numbers <= _of(exercise.dose, unit):
                message = f"'{said}' repeats the dose, of which a patient may get another"
                yield Remark("dose", "warning", path, message, "say it in the dose alone")
            else:
                hint = "take it out of the sentence; the dose is printed beside it"
                yield Remark("dose", "problem", path, f"'{said}' is not what the dose says", hint)


def repeated(case: Case) -> Iterator[Remark]:
    """An exercise of a plan that is an alternative as well: nothing can take its own place."""
    plan = case.value.plan if isinstance(case.value, Topic) else None
    for index, slug in enumerate(plan.alternatives if plan is not None else ()):
        if plan is not None and slug in plan.exercises:
            message = f"'{slug}' is in the plan already: it cannot stand in for itself"
            yield Remark("plan", "problem", ("plan", "alternatives", index), message, "take it out here")


def _texts(exercise: Exercise) -> Iterator[tuple[PathKey, str]]:
    yield from ((("steps", index), str(step)) for index, step in enumerate(exercise.steps))
    for name in ("today", "tool", "feel"):
        if text := getattr(exercise, name):
            yield (name,), str(text)


def _said(text: str) -> Iterator[tuple[str, str, set[int]]]:
    """Each amount in a text: its words, its unit, its numbers."""
    for found in _SAID.finditer(text):
        numbers = {_number(word) for word in found.groups()[:2] if word}
        yield found[0], found[3].lower(), numbers
    for found in _OFTEN.finditer(text):
        yield found[0], f"times a {found[2].lower()}", {1 if found[1].lower() == "once" else 2}


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _of(dose: Dose, unit: str) -> set[int]:
    """The numbers that a dose has of a unit; all between the ends of a range."""
    if unit.startswith(("times a day", "times each day", "times daily")):
        return _span(dose.times_a_day)
    if unit.startswith(("times a week", "days")):
        return _span(dose.days_a_week)
    if unit.startswith("sec"):
        return _span(dose.hold_seconds)
    if unit.startswith("min"):
        return _span(dose.session_minutes) | {n // 60 for n in _span(dose.hold_seconds) if n % 60 == 0}
    return _span(dose.sets) if unit.startswith("set") else _span(dose.repetitions)


def _span(part: Range | None) -> set[int]:
    return set() if part is None else set(range(part.least, (part.most or part.least) + 1))
