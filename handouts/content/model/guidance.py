"""What every sheet shares: strains and first aid, stop signs, rules for pressing, the vocabulary of health."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.content.model.base import (
    ClinicalLabel,
    ExerciseDrawing,
    Kept,
    Label,
    Model,
    PatientPhrase,
    PatientText,
    Region,
    ShortPatientText,
    Slug,
    SourceRef,
)
from handouts.content.model.common import Gates, Reviewed


class HealingTime(Model):
    """A healing time with the source that gives it; sources disagree, so each is kept."""

    time: ShortPatientText
    source: SourceRef


class StrainGrade(Model):
    """A row of the grade table."""

    grade: Annotated[int, Field(ge=1, le=3)]
    name: Label
    happened: ShortPatientText
    feels: ShortPatientText
    heals: tuple[HealingTime, ...] = Field(min_length=1)
    """The first is printed in the table, the others in the editions that carry everything."""
    do: ShortPatientText


class RiceBox(Model):
    """One of the four boxes of the R.I.C.E. panel."""

    title: Label
    text: PatientText
    figure: ExerciseDrawing | None = None
    icon: ExerciseDrawing | None = None
    """A small round drawing, for the sheet of two pages."""


class Strain(Reviewed):
    """``data/guidance/strain.yaml``: strain grades, R.I.C.E., heat and cold."""

    kind: Literal["strain"]
    about: PatientText
    grades: tuple[StrainGrade, StrainGrade, StrainGrade]
    rice_lead: PatientText
    rice: tuple[RiceBox, RiceBox, RiceBox, RiceBox]
    modern_note: PatientText
    """What newer papers say of ice and early movement."""
    later: PatientText
    """Heat and cold once swelling and pain fall."""
    more: tuple[PatientText, ...] = ()


class StopSign(Model):
    """One warning sign; ``regions`` left out means every sheet."""

    text: PatientText
    regions: tuple[Region, ...] = ()


class StopSigns(Reviewed):
    """``data/guidance/stop-signs.yaml``: never left out of a sheet."""

    kind: Literal["stop-signs"]
    emergency: Annotated[tuple[StopSign, ...], Kept()] = Field(min_length=1)
    soon: Annotated[tuple[StopSign, ...], Kept()] = Field(min_length=1)
    region_note: Annotated[dict[Region, PatientText], Kept()] = Field(default_factory=dict)
    """An extra sentence for a region, such as "do not assume it is a muscle" for the chest."""


class PressureRules(Reviewed):
    """``data/guidance/pressure.yaml``: how to use a ball, roller, cane or hand safely."""

    kind: Literal["pressure"]
    rules: Annotated[tuple[PatientText, ...], Kept()] = Field(min_length=1)
    not_on: Annotated[PatientText, Kept()]
    never_on: Annotated[PatientPhrase, Kept()]
    """Places that nobody may press on: begins the list "Not on ..." of every exercise."""
    gates: Gates


class HealthCondition(Model):
    """A state of a reader's health that gates refer to. ``text`` completes "Not if you have ..."."""

    text: PatientPhrase
    short: PatientPhrase
    """For narrow places: "Ask first: ..."."""
    clinical: ClinicalLabel
    """Clinical name, for the clinician edition."""


class HealthConditions(Reviewed):
    """``data/guidance/health.yaml``: the vocabulary of safety gates."""

    kind: Literal["health"]
    conditions: dict[Slug, HealthCondition]
