"""A plan file: the home program of one person. It belongs to a patient, not to the content, so no data folder has one.

The class only holds what was written; :mod:`handouts.program` makes the program and keeps nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from handouts.content.model.answers import Grounds, Signer
from handouts.content.model.base import (
    AS_TYPED,
    OWN,
    REMARK,
    Day,
    EditionRef,
    ExerciseRef,
    FieldError,
    LanguageRef,
    Model,
    Name,
    TopicRef,
)
from handouts.content.model.clinic import Paper
from handouts.content.model.dose import DOSE_FORMS, lost_behind, read_dose
from handouts.content.model.load import Load
from handouts.language import SOURCE
from handouts.limits import (
    DAYS,
    FIRST_DAY,
    LAST_DAY,
    MAX_CONDITION,
    MAX_DOSE,
    MAX_OWN,
    MAX_PATIENT,
    MAX_TIME,
    USUAL_EDITION,
    Side,
)
from handouts.papers import USUAL_PAPER
from handouts.words import blank

Layout = Literal["rows", "1", "2", "4", "6"]
Added = Literal["cards", "wallet", "fridge"]
LAYOUTS: tuple[Layout, ...] = ("rows", "1", "2", "4", "6")
ADDED: tuple[Added, ...] = ("cards", "wallet", "fridge")
MOST_WEEKS = 6
MOST_EXERCISES = 26
"""A letter for each."""


def _seen(value: str) -> str:
    """Refuse a text of which nothing can be seen: it is empty."""
    if blank(value):
        raise PydanticCustomError("string_too_short", "nothing of it can be seen")
    return value


_SEEN = AfterValidator(_seen)
Own = Annotated[str, StringConstraints(min_length=1, max_length=MAX_OWN), _SEEN, AS_TYPED, OWN]
"""What somebody wrote for one person, in any language; printed as it stands."""
PersonName = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PATIENT), _SEEN, REMARK]
DoseText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_DOSE)]


class PlannedExercise(Model):
    """One exercise of a plan; the slug alone, or ``SLUG=DOSE; NOTE``, will do."""

    exercise: ExerciseRef
    dose: DoseText | None = None
    """As a therapist says it: "2x30s", "3x12@10lb, 3/week"; without it the usual one."""
    note: Own | None = None
    """For this patient, about this exercise."""
    side: Side | None = None
    """Where it is another than that of the plan."""
    load: Load | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        """Accept the slug alone, and ``SLUG=DOSE; NOTE``."""
        if not isinstance(value, str):
            return value
        lost = lost_behind(value)
        if lost:
            raise FieldError(f"{value[:60]!r} has no {lost}", hint="write it, or take the sign away")
        what, _, note = value.partition(";")
        slug, _, dose = what.partition("=")
        more = {"dose": dose.strip(), "note": note.strip()}
        return {"exercise": slug.strip()} | {key: text for key, text in more.items() if text}

    @field_validator("dose")
    @classmethod
    def _read(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                read_dose(value)
            except ValueError as error:
                raise FieldError(str(error), hint=DOSE_FORMS) from None
        return value


class Visit(Model):
    """When the patient comes again."""

    on: Day
    at: Annotated[str, StringConstraints(min_length=1, max_length=MAX_TIME), REMARK] | None = None
    """The time, as the clinic writes it: "10:30 am"."""
    who: Name | None = None


class Acknowledged(Model):
    """Why an exercise is given although it is not for this patient, and who decided that."""

    reason: Grounds
    by: Signer


class ProgramPlan(Model):
    """A plan file: the home program of one person."""

    also_called: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            **dict.fromkeys(("condition", "conditions", "health", "health_conditions"), "has"),
            **dict.fromkeys(("patient", "patient_name", "client"), "name"),
            **dict.fromkeys(("latin_name", "patient_latin"), "name_latin"),
            **dict.fromkeys(("cleared_exercises", "cleared_for", "checked"), "cleared"),
            **dict.fromkeys(("exercise", "plan", "program"), "exercises"),
            **dict.fromkeys(("muscle", "topic", "sheet", "slug"), "about"),
            **dict.fromkeys(("language",), "lang"),
            **dict.fromkeys(("day", "printed"), "date"),
            **dict.fromkeys(("next_visit", "appointment"), "visit"),
            **dict.fromkeys(("comment", "message", "remark"), "note"),
        }
    )
    kind: Literal["program"]
    name: PersonName | None = None
    """The patient's name: it is printed, and stands nowhere else."""
    name_latin: PersonName | None = None
    """The name once more, in Latin letters."""
    about: TopicRef | None = None
    """The muscle or condition that is treated; without it the one that the exercises are for."""
    side: Side | None = None
    goal: Own | None = None
    """What the patient wants to do again, in the patient's own words."""
    note: Own | None = None
    """A word to the patient from whoever made the plan."""
    by: Name | None = None
    """Who made the plan."""
    exercises: tuple[PlannedExercise, ...] = Field(min_length=1, max_length=MOST_EXERCISES)
    weeks: Annotated[int, Field(ge=0, le=MOST_WEEKS)] = 2
    """Weeks that the log is for; 0: none."""
    layout: Layout = "rows"
    """How many exercises a page holds: rows (as many as fit), 1, 2, 4 or 6."""
    add: tuple[Added, ...] = ()
    """Pages to add: cards to cut out, wallet (cards to fold), fridge (all at a glance)."""
    visit: Visit | None = None
    has: tuple[Annotated[str, StringConstraints(min_length=1, max_length=MAX_CONDITION), REMARK], ...] = ()
    """Conditions of the patient's health: slugs, clinical names or synonyms."""
    cleared: tuple[ExerciseRef, ...] = ()
    """Exercises that had to be asked about and that the therapist has agreed to."""
    acknowledge: dict[ExerciseRef, Acknowledged] = Field(default_factory=dict)
    """Exercises that are not for this patient and are given all the same, each with the reason and who decided."""
    lang: LanguageRef = SOURCE
    paper: Paper = USUAL_PAPER
    edition: EditionRef = USUAL_EDITION
    date: Day | None = None
    """The day that is printed; never the clock's."""
    fillable: bool = False
    """What is to be written in can be filled in on a screen: the log, boxes to tick, lines to write on."""

    @field_validator("add", "has", "cleared", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: object) -> object:
        """Accept one word in the place of a list."""
        return [value] if isinstance(value, str) else value

    @field_validator("date")
    @classmethod
    def _of_our_time(cls, value: dt.date | None) -> dt.date | None:
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise FieldError(f"{value} is no day of a program", hint=DAYS)
        return value

    @field_validator("exercises")
    @classmethod
    def _each_once(cls, value: tuple[PlannedExercise, ...]) -> tuple[PlannedExercise, ...]:
        seen: dict[str, set[str | None]] = {}
        for number, item in enumerate(value):
            sides = seen.setdefault(item.exercise, set())
            if sides and {*sides, item.side} != {"left", "right"}:
                raise FieldError("stands in the plan twice", number, hint="give each exercise once a side")
            sides.add(item.side)
        return value

    @model_validator(mode="after")
    def _told(self) -> ProgramPlan:
        if self.name_latin and not self.name:
            raise FieldError("there is no name that it repeats", "name_latin", hint="give name as well")
        planned = {item.exercise for item in self.exercises}
        for field in ("cleared", "acknowledge"):
            stray = [slug for slug in getattr(self, field) if slug not in planned]
            if stray:
                raise FieldError(f"{stray[0]!r} is not in the plan", field, hint="take it away")
        return self

    def plain(self) -> Mapping[str, Any]:
        """What was written, less what has its usual value: as it would stand in a file."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
