"""How much of an exercise: numbers, ranges and doses. Puts nothing into words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from handouts.content.model.base import FieldError, Model
from handouts.content.model.load import Load, load_fault, spaced
from handouts.limits import MAX_NUMBER
from handouts.words import blank


class Range(Model):
    """A number or a range of numbers, written ``least`` and, when it is a range, ``most``."""

    least: Annotated[int, Field(ge=1, le=MAX_NUMBER)]
    most: Annotated[int, Field(ge=1, le=MAX_NUMBER)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Accept ``20`` and ``15-20`` as short forms."""
        if isinstance(value, int):
            return {"least": value}
        if isinstance(value, str):
            least, dash, most = value.replace("–", "-").partition("-")
            if least.strip().isdigit() and (not dash or most.strip().isdigit()):
                return {"least": least.strip()} | ({"most": most.strip()} if dash else {})
            raise ValueError("write a whole number such as 20, or a range such as 15-20")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.most is not None and self.most <= self.least:
            raise ValueError("the second number of a range must be larger than the first")
        return self

    def __str__(self) -> str:
        return f"{self.least}" if self.most is None else f"{self.least}–{self.most}"


_N = r"(\d{1,3}(?:\s?[-–]\s?\d{1,3})?)"
_TIMES = r"\s?(?:x|×|\*|sets? of)\s?"
_PARTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), fields)
    for pattern, fields in (
        (rf"{_N}{_TIMES}{_N}(?:\s?(?:times|reps?|repetitions))?", ("sets", "repetitions")),
        (rf"{_N}{_TIMES}{_N}\s?s(?:ec(?:onds?)?)?", ("repetitions", "hold_seconds")),
        (rf"{_N}{_TIMES}{_N}\s?min(?:utes?)?", ("repetitions", "hold_minutes")),
        (rf"{_N}\s?s(?:ec(?:onds?)?)?", ("hold_seconds",)),
        (rf"{_N}\s?min(?:utes?)?", ("session_minutes",)),
        (rf"{_N}(?:\s?(?:times|reps?|repetitions))?", ("repetitions",)),
        (rf"{_N}\s?(?:x|times)?\s?(?:/|a|per)\s?day", ("times_a_day",)),
        (rf"{_N}\s?(?:x|times|days)?\s?(?:/|a|per)\s?week", ("days_a_week",)),
        (rf"every\s?{_N}\s?h(?:ours?|rs?)?", ("every_hours",)),
    )
)
_WORDS: Mapping[str, dict[str, object]] = MappingProxyType(
    {
        "daily": {"times_a_day": "1"},
        "every day": {"times_a_day": "1"},
        "once a day": {"times_a_day": "1"},
        "twice a day": {"times_a_day": "2"},
        "every hour": {"every_hours": "1"},
        "every other day": {"every_other_day": True},
        "every second day": {"every_other_day": True},
        "as needed": {"as_needed": True},
    }
)
_SIDE = re.compile(r"\s?(?:/\s?side|(?:on )?each side|per side|a side)$")
_LOAD = re.compile(r"\s?@\s?([^@]+)$")
_OFTEN = ("times_a_day", "days_a_week", "every_hours", "every_other_day")
DOSE_FORMS = (
    'write for example "3x12", "2x30s", "2x1min", "3x12@10lb", "2x30s/side, 3/day", "10, 3/week", '
    '"3x12, every other day" or "30s, every 2 hours"'
)
"""What a dose may look like, for whoever wrote another."""
WHOLE_FORMS = (
    'write for example "3x12, 3/week", "2x30s, 3/day", "2x30s/side, 3/day", "10, 3/week", '
    '"3x12, every other day" or "30s, every 2 hours"'
)
"""The same for a file, where nothing says how often but the dose itself."""


class Dosage(NamedTuple):
    """A dose as it was typed: how much, and how often; either may be missing."""

    amount: dict[str, object]
    often: dict[str, object]


def lost_behind(entry: str) -> str | None:
    """What ``SLUG[=DOSE][; NOTE]`` lacks behind a sign that is there, in words; None where nothing got lost."""
    what, sign, note = entry.partition(";")
    if what.rstrip().endswith("="):
        return "dose behind the ="
    return "note behind the ;" if sign and blank(note) else None


def read_dose(text: str) -> Dosage:
    """What a dose in short notation says: the same in files and on the command line.

    Parts are separated by commas: ``3x12`` (sets x times; "3 sets of 12"), ``2x30s`` and ``2x1min`` (times x hold),
    ``30s``, ``2min`` (each time), ``12``; behind any of them ``/side`` and ``@10lb`` (or "red band" as a part of its
    own); ``3/day``, ``3/week``, "every other day", "every 2 hours", "as needed". Capitals and spaces do not matter.
    Raises :class:`ValueError` for anything else.
    """
    amount: dict[str, object] = {}
    often: dict[str, object] = {}
    for part in (p.strip() for p in " ".join(text.lower().split()).split(",")):
        values = _part(part)
        if not values:
            raise ValueError(f"{part!r} is not a dose")
        into = often if values.keys() & set(_OFTEN) else amount
        if into.keys() & (values.keys() - {"each_side"}):
            raise ValueError(f"{text!r} says the same thing twice")
        into |= values
    if len(often) > 1:
        raise ValueError(f"{text!r} says twice how often")
    return Dosage(amount, often)


OFTEN = ("times_a_day", "days_a_week", "rest_day", "every_other_day", "every_hours")
"""Fields that say how often."""


def completed(text: str, usual: Mapping[str, object]) -> dict[str, object]:
    """The dose of short notation ``text`` in the place of ``usual``, the fields of another: what ``text`` does not say,
    how much or how often, is as it was. On the command line and in a clinic's file over a bundled one alike. Raises
    :class:`ValueError` as :func:`read_dose` does.
    """
    amount, often = read_dose(text)
    if not amount.keys() - {"each_side", "load", "as_needed"}:
        amount = {name: value for name, value in usual.items() if name not in OFTEN} | amount
    if not often and not amount.get("as_needed"):
        often = {name: value for name, value in usual.items() if name in OFTEN}
    kept = {name: usual[name] for name in ("each_side", "hold_each") if name in usual}
    if usual.get("rest_day") and set(often) == {"days_a_week"} and "days_a_week" in usual:
        before, now = (Range.model_validate(part["days_a_week"]) for part in (usual, often))
        if (now.most or now.least) <= (before.most or before.least):
            often = {**often, "rest_day": True}  # no more often, so the day between stays
    return {**kept, **amount, **often}


def _part(part: str) -> dict[str, object]:
    """What one part of a dose says; nothing for what is none."""
    values: dict[str, object] = {}
    if part in _WORDS:
        return dict(_WORDS[part])
    for pattern, field in ((_SIDE, "each_side"), (_LOAD, "load"), (_SIDE, "each_side")):
        found = pattern.search(part)
        if found and field not in values:
            values[field] = True if field == "each_side" else spaced(found[1])
            part = part[: found.start()].strip()
    if not part:
        return values
    if "load" not in values and not load_fault(part):
        return {**values, "load": spaced(part)}
    fields, numbers = next(((f, m.groups()) for p, f in _PARTS if (m := p.fullmatch(part))), ((), ()))
    if not fields:
        return {}
    values |= zip(fields, (re.sub(r"\s", "", number) for number in numbers), strict=True)
    if "hold_minutes" in values:
        minutes = str(values.pop("hold_minutes")).replace("–", "-").split("-")
        values["hold_seconds"] = "-".join(str(60 * int(minute)) for minute in minutes)
    return values


class Dose(Model):
    """How much: what applies is filled in, at least two parts. Hold in seconds, a session in minutes.

    In a file it may be written as on the command line: ``dose: 3x12, 3/week``. Every sentence about a dose is made from
    this (:mod:`handouts.sheet.dose`): none is written down elsewhere.
    """

    hold_seconds: Range | None = None
    hold_each: Literal["spot", "side", "time"] | None = None
    session_minutes: Range | None = None
    """Each time that it is done, not in a day."""
    sets: Range | None = None
    repetitions: Range | None = None
    each_side: bool = False
    load: Load | None = None
    times_a_day: Range | None = None
    days_a_week: Range | None = None
    rest_day: bool = False
    """A day without it lies between two days with it."""
    every_other_day: bool = False
    every_hours: Annotated[int, Field(ge=1, le=24)] | None = None
    as_needed: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Accept what a therapist types."""
        if not isinstance(value, str):
            return value
        try:
            read = read_dose(value)
        except ValueError as error:
            raise FieldError(str(error), hint=WHOLE_FORMS) from None
        if not read.often and "as_needed" not in read.amount:
            raise FieldError(
                "it says how much but not how often",
                hint=f"say both in one line, such as dose: {value}, 3/day or dose: {value}, 3/week",
            )
        if not read.amount.keys() - {"each_side", "load"}:
            raise FieldError(
                "it says how often but not how much",
                hint=f"say both in one line, such as dose: 3x12, {value} or dose: 2x30s, {value}",
            )
        return {**read.amount, **read.often}

    @classmethod
    def short_over(cls, text: str, usual: object) -> object:
        """Short notation over a bundled dose: what it does not say is as it was. ``text`` itself, where nothing can be
        made of it: it is then named at its place.
        """
        try:
            if isinstance(usual, str):
                usual = {**read_dose(usual).amount, **read_dose(usual).often}
            return completed(text, usual) if isinstance(usual, dict) else text
        except ValueError:
            return text

    @model_validator(mode="after")
    def _enough(self) -> Dose:
        for name, most in _MOST.items():
            part: Range | None = getattr(self, name)
            if part is not None and (part.most or part.least) > most:
                raise FieldError(f"must be {most} or less", name)
        _within(self)
        if self.as_needed:
            return self
        if not (self.times_a_day or self.days_a_week or self.every_other_day or self.every_hours):
            raise ValueError(
                "a dose says how often: times_a_day, days_a_week, every_other_day or every_hours"
            )
        if self.hold_seconds is None and self.repetitions is None and self.session_minutes is None:
            raise ValueError("a dose says how much: hold_seconds, repetitions or session_minutes")
        return self


_MOST: Mapping[str, int] = MappingProxyType(
    {"sets": 10, "repetitions": 100, "session_minutes": 60, "times_a_day": 12, "days_a_week": 7}
)
"""More than this is a slip of the pen."""
_MINUTES, _MINUTES_A_DAY = 60, 240
_MOST_AT_ONCE, _MOST_A_DAY = 300, 1000
"""Minutes and repetitions at one time and in a day, at most, of all the numbers of a dose together: more is a slip of
the pen, even where each number by itself is none."""


def _within(dose: Dose) -> None:
    """Raise FieldError where the numbers of ``dose`` are together too much, or speak against each other."""
    times = _top(dose.repetitions) * _top(dose.sets)
    held = _top(dose.hold_seconds) * times / 60 if dose.hold_seconds else 0.0
    minutes = max(held, float(_top(dose.session_minutes)) if dose.session_minutes else 0.0)
    a_day = max(_top(dose.times_a_day), 16 // dose.every_hours if dose.every_hours else 1)
    for number, limit, what in (
        (minutes, _MINUTES, "minutes at a time"), (minutes * a_day, _MINUTES_A_DAY, "minutes a day"),
        (times, _MOST_AT_ONCE, "repetitions at a time"), (times * a_day, _MOST_A_DAY, "repetitions a day"),
    ):  # fmt: skip
        if number > limit:
            raise FieldError(f"it comes to {number:.0f} {what}; the most is {limit}")
    if dose.every_hours and dose.times_a_day:
        raise FieldError("it says twice how often in a day: times_a_day and every_hours")
    if dose.every_other_day and dose.days_a_week:
        raise FieldError("it says twice on how many days: days_a_week and every_other_day")
    if dose.rest_day and _top(dose.days_a_week) > _DAYS_WITH_REST:
        raise FieldError(f"with a day of rest between there are at most {_DAYS_WITH_REST} days a week")


_DAYS_WITH_REST = 4


def _top(part: Range | None) -> int:
    """The most that a number may be; one where there is none."""
    return 1 if part is None else part.most or part.least


def a_week(dose: Dose, least: bool = False) -> float:
    """How often in a week, at most or at ``least``: a day has 16 hours awake, "every other day" is four days of some
    weeks.
    """

    def end(part: Range) -> int:
        return part.least if least else part.most or part.least

    often = [7.0 * end(dose.times_a_day)] if dose.times_a_day else []
    if dose.days_a_week:
        days = end(dose.days_a_week)
        often.append(float(days) * (often.pop() / 7 if often else 1))
    if dose.every_other_day:
        often.append(4.0 * (often.pop() / 7 if often else 1))
    if dose.every_hours:
        often.append(7 * 16 / dose.every_hours)
    return max(often, default=0.0)
