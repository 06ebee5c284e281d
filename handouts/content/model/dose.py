"""How much of an exercise: numbers, ranges and doses. Puts nothing into words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.content.model.base import Model


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


class Dose(Model):
    """How much: what applies is filled in, at least two parts. Hold in seconds, total in minutes."""

    hold_seconds: Range | None = None
    hold_each: Literal["spot", "side", "time"] | None = None
    total_minutes: Range | None = None
    sets: Range | None = None
    repetitions: Range | None = None
    each_side: bool = False
    times_a_day: Range | None = None
    days_a_week: Range | None = None
    as_needed: bool = False

    @model_validator(mode="after")
    def _enough(self) -> Dose:
        if self.as_needed:
            return self
        if self.times_a_day is None and self.days_a_week is None:
            raise ValueError("a dose says how often: times_a_day or days_a_week")
        if self.hold_seconds is None and self.repetitions is None and self.total_minutes is None:
            raise ValueError("a dose says how much: hold_seconds, repetitions or total_minutes")
        return self
