"""What files of several kinds have in common: who stands behind them, and safety gates."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from handouts.content.model.base import (
    Day,
    ExerciseRef,
    FieldError,
    HealthRef,
    Model,
    Name,
    Remark,
    SourceRef,
    Version,
)


class Review(Model):
    """Who has read the content. ``reviewed_by`` stays empty until a clinician has signed it."""

    written: Day
    reviewed_by: Name | None = None
    reviewed_on: Day | None = None
    review_due: Day

    @model_validator(mode="after")
    def _dates_in_order(self) -> Review:
        if self.review_due <= self.written:
            raise FieldError("it must lie after the day on which the content was written", "review_due")
        if (self.reviewed_by is None) != (self.reviewed_on is None):
            raise ValueError("reviewed_by and reviewed_on go together")
        return self


class Reviewed(Model):
    """Base of every content file: what it is, its version, and who stands behind it."""

    version: Version
    review: Review
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    terms: dict[Remark, Remark] = Field(default_factory=dict)
    """Anatomical or medical words used in the file, each with its plain meaning; not counted as hard words."""


class Overrides(Model):
    """Why a clinic's own file is less strict than the bundled one, and who decided that."""

    reason: Remark
    by: Name


class Gate(Model):
    """A condition under which an exercise is not given; ``instead`` names the one offered in its place."""

    condition: HealthRef
    instead: ExerciseRef | None = None


class Gates(Model):
    """Safety gates of an exercise or a whole topic. Conditions are keys of ``data/guidance/health.yaml``."""

    not_for: tuple[Gate, ...] = ()
    ask_first: tuple[HealthRef, ...] = ()
    not_before_hours: Annotated[int, Field(ge=0, le=336)] | None = None
    """Hours after a new strain or injury before this may be done."""

    def with_those_of(self, rules: Gates) -> Gates:
        """These gates and those of rules that hold as well; where both name a condition, these say what stands in."""
        known = {gate.condition for gate in self.not_for}
        return Gates(
            not_for=(*self.not_for, *(gate for gate in rules.not_for if gate.condition not in known)),
            ask_first=tuple(dict.fromkeys((*rules.ask_first, *self.ask_first))),
            not_before_hours=max(self.not_before_hours or 0, rules.not_before_hours or 0) or None,
        )
