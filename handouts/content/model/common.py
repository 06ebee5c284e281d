"""What files of several kinds have in common: who stands behind them, and advice."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, model_validator

from handouts.content.model.answers import Signer
from handouts.content.model.base import (
    Day,
    FieldError,
    Kept,
    Model,
    PatientText,
    SourceRef,
    Version,
)
from handouts.content.model.demands import Demand, General
from handouts.content.suggest import nearest

MOST_YEARS = 5
"""Years after which at the latest content is read again. Ours: a day that lies further off is a slip of the pen, or
nobody's plan.
"""


class Review(Model):
    """Who has read the content. ``reviewed_by`` stays empty until a clinician has signed it."""

    written: Day
    """The day on which the text was written or last changed."""
    reviewed_by: Signer | None = None
    """The clinician who has read it; empty until somebody has."""
    reviewed_on: Day | None = None
    """The day of that."""
    review_due: Day
    """The day on which it has to be read again."""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Review:
        if self.review_due <= self.written:
            raise FieldError("it must lie after the day on which the content was written", "review_due")
        read = max(self.written, self.reviewed_on or self.written)
        if self.review_due > _years_after(read, MOST_YEARS):
            what = f"it lies more than {MOST_YEARS} years after the content was written or read"
            raise FieldError(what, "review_due", hint="set a day on which somebody will read it again")
        if (self.reviewed_by is None) != (self.reviewed_on is None):
            raise ValueError("reviewed_by and reviewed_on go together")
        return self


class Reviewed(Model):
    """Base of every content file: what it is, its version, and who stands behind it."""

    version: Version
    """Counts up with every change that a reader may notice."""
    review: Review
    """Who has read the content, and when it has to be read again."""
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    """The publications that it rests on, by their names in data/sources.yaml."""


def _years_after(day: dt.date, years: int) -> dt.date:
    """The same day of the year, so many years later (1 March after 29 February); at most the last day there is."""
    year = day.year + years
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def of_these(grounds: Model, sources: tuple[str, ...]) -> None:
    """Refuse a section that rests on a source which the file does not list. Raises FieldError."""
    for section in type(grounds).model_fields:
        for number, name in enumerate(getattr(grounds, section)):
            if name not in sources:
                meant = nearest(name, sources)
                hint = f"did you mean '{meant}'?" if meant else "name it under sources too"
                message = f"'{name}' is not among the sources of the file"
                raise FieldError(message, "rests_on", section, number, hint=hint)


class Statement(Model):
    """What is so, with what it asks of a body where it speaks of something to do; a text alone asks nothing."""

    text: PatientText
    """What is so, or what to do, in a sentence or two."""
    demands: Annotated[tuple[Demand | General, ...], Kept()] = ()
    """What it asks of a body, where somebody must not do that."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Accept a text alone."""
        return {"text": value} if isinstance(value, str) else value


class Advice(Statement):
    """Something to do."""

    in_part: PatientText | None = None
    """What it says where it speaks of R.I.C.E. and a part of that is not for the reader."""
    marks: bool = False
    """Whether it speaks of the X's in a drawing: it is for who sees them."""
