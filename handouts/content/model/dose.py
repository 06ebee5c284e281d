"""How much of an exercise: numbers, ranges and doses. Puts nothing into words."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from handouts.content.model.base import FieldError, Model


class Range(Model):
    """A number or a range of numbers, written ``least`` and, when it is a range, ``most``."""

    least: Annotated[int, Field(ge=1, le=300)]
    most: Annotated[int, Field(ge=1, le=300)] | None = None

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
        (rf"{_N}\s?min(?:utes?)?", ("total_minutes",)),
        (rf"{_N}(?:\s?(?:times|reps?|repetitions))?", ("repetitions",)),
        (rf"{_N}\s?(?:x|times)?\s?(?:/|a|per)\s?day", ("times_a_day",)),
        (rf"{_N}\s?(?:days)?\s?(?:/|a|per)\s?week", ("days_a_week",)),
    )
)
_SIDE = re.compile(r"\s?(?:/\s?side|(?:on )?each side|per side|a side)$")
_OFTEN = ("times_a_day", "days_a_week")
DOSE_FORMS = 'write for example "3x12", "2x30s", "2x1min", "2x30s/side, 3/day" or "10, 3/week"'
"""What a dose may look like, for whoever wrote another."""


class Dosage(NamedTuple):
    """A dose as it was typed: how much, and how often; either may be missing."""

    amount: dict[str, object]
    often: dict[str, object]


def read_dose(text: str) -> Dosage:
    """What a dose in short notation says: the same in files and on the command line.

    Parts are separated by commas: ``3x12`` (sets x times; "3 sets of 12"), ``2x30s`` and ``2x1min`` (times x hold),
    ``30s``, ``2min`` (in all), ``12``, ``/side`` behind any of them, ``3/day``, ``3/week``. Capitals and spaces do not
    matter. Raises :class:`ValueError` for anything else.
    """
    amount: dict[str, object] = {}
    often: dict[str, object] = {}
    for part in (p.strip() for p in text.lower().split(",")):
        side = _SIDE.search(part)
        bare = part[: side.start()].strip() if side else part
        if side:
            amount["each_side"] = True
            if not bare:
                continue
        fields, numbers = next(((f, m.groups()) for p, f in _PARTS if (m := p.fullmatch(bare))), ((), ()))
        if not fields:
            raise ValueError(f"{part!r} is not a dose")
        into = often if fields[0] in _OFTEN else amount
        values = dict(zip(fields, (re.sub(r"\s", "", number) for number in numbers), strict=True))
        if "hold_minutes" in values:
            minutes = values.pop("hold_minutes").replace("–", "-").split("-")
            values["hold_seconds"] = "-".join(str(60 * int(minute)) for minute in minutes)
        if into.keys() & values.keys():
            raise ValueError(f"{text!r} says the same thing twice")
        into |= values
    return Dosage(amount, often)


class Dose(Model):
    """How much: what applies is filled in, at least two parts. Hold in seconds, total in minutes.

    In a file it may be written as on the command line: ``dose: 3x12, 3/week``.
    """

    hold_seconds: Range | None = None
    hold_each: Literal["spot", "side", "time"] | None = None
    total_minutes: Range | None = None
    sets: Range | None = None
    repetitions: Range | None = None
    each_side: bool = False
    times_a_day: Range | None = None
    days_a_week: Range | None = None
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
            raise FieldError(str(error), hint=DOSE_FORMS) from None
        if not read.often:
            raise FieldError("it says how much but not how often", hint=f'write for example "{value}, 3/day"')
        return {**read.amount, **read.often}

    @model_validator(mode="after")
    def _enough(self) -> Dose:
        if self.as_needed:
            return self
        if self.times_a_day is None and self.days_a_week is None:
            raise ValueError("a dose says how often: times_a_day or days_a_week")
        if self.hold_seconds is None and self.repetitions is None and self.total_minutes is None:
            raise ValueError("a dose says how much: hold_seconds, repetitions or total_minutes")
        return self
