"""What every sheet shares: strains and first aid, stop signs, rules for pressing, the vocabulary of health."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.content.model.base import (
    AnyMuscleRef,
    ClinicalLabel,
    ExerciseDrawing,
    FieldError,
    HealthRef,
    Kept,
    Label,
    ListedPhrase,
    Model,
    Name,
    PatientPhrase,
    PatientText,
    Region,
    Remark,
    ShortPatientText,
    Signed,
    Slug,
    SourceRef,
)
from handouts.content.model.common import Advice, Reviewed
from handouts.content.model.demands import Demand, General


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
    in_part: ShortPatientText | None = None
    """What to do where a part of R.I.C.E. is not for the reader."""
    see_us: ShortPatientText | None = None
    """What to do where the reader is to be seen before any exercise."""


class RiceBox(Model):
    """One of the four boxes of the R.I.C.E. panel."""

    title: Label
    text: PatientText
    figure: ExerciseDrawing | None = None
    demands: Annotated[tuple[Demand, ...], Kept()] = ()


class Rice(Model):
    """Rest, ice, compression, elevation."""

    rest: RiceBox
    ice: RiceBox
    compression: RiceBox
    elevation: RiceBox


class Stage(Model):
    """A stretch of time after a strain: when it begins, and what to do then."""

    when: Label
    do: tuple[Advice, ...] = Field(min_length=1)


class Device(Advice):
    """Advice that needs a device."""

    about: PatientText | None = None
    """What the device is and how to come to know it: said before the advice wherever a sheet says everything."""
    short: PatientText | None = None
    """What a sheet says that does not say everything: one line, which sends everybody to ask first."""
    rests_on: tuple[SourceRef, ...] = ()
    """The sources that stand behind it alone: a sheet that does not name the device does not name them."""


class Strain(Reviewed):
    """``data/guidance/strain.yaml``: grades, stages, R.I.C.E., heat and cold, currents."""

    kind: Literal["strain"]
    about: Annotated[PatientText, Signed()]
    grades: Annotated[tuple[StrainGrade, StrainGrade, StrainGrade], Signed()]
    rice_lead: Annotated[PatientText, Kept()]
    rice: Annotated[Rice, Signed()]
    stages: Annotated[tuple[Stage, ...], Signed()] = ()
    """What to do from the first day to sport."""
    modern_note: Annotated[PatientText, Signed()]
    """What newer papers say of ice and early movement."""
    later: Annotated[Advice, Signed()]
    """Heat and cold once swelling and pain fall."""
    tens: Annotated[Device | None, Signed()] = None
    """A small current through the skin against pain."""
    follow_up: Annotated[PatientText | None, Signed()] = None
    """When to be seen again, and the risk of doing it again."""
    more: Annotated[tuple[Advice, ...], Signed()] = ()

    @model_validator(mode="after")
    def _each_grade_once(self) -> Strain:
        for number, row in enumerate(self.grades, 1):
            if row.grade != number:
                raise FieldError(
                    f"it must be {number}: grades stand in their order", "grades", number - 1, "grade"
                )
        return self


class StopSign(Model):
    """One warning sign; ``regions`` and ``muscles`` left out mean every sheet, ``health`` every reader."""

    text: PatientText
    in_strain: PatientText | None = None
    """What it says on a sheet of a strain or a sprain, where that is not the same."""
    regions: tuple[Region, ...] = ()
    muscles: tuple[AnyMuscleRef, ...] = ()
    """Muscles whose sheets have it, whatever their region, and those of conditions that come from them."""
    health: tuple[HealthRef, ...] = ()
    """Conditions that one of must have been told of: a sign that says something to these readers only."""
    source: SourceRef | None = None
    """Who says it, where it is not a source of the whole file: it is named on the sheets that have the sign."""

    def said(self, *, strain: bool) -> str:
        """Its words; ``strain``: on a sheet of a strain or a sprain."""
        return (self.in_strain if strain else None) or self.text

    def of(self, regions: Set[str], health: Iterable[str] = (), muscles: Iterable[str] = ()) -> bool:
        """Whether it stands on a sheet for these regions and muscles, and a reader with these conditions."""
        here = not (self.regions or self.muscles) or not regions.isdisjoint(self.regions)
        here = here or not set(muscles).isdisjoint(self.muscles)
        return here and (not self.health or not set(health).isdisjoint(self.health))


class StopSigns(Reviewed):
    """``data/guidance/stop-signs.yaml``: never left out of a sheet."""

    kind: Literal["stop-signs"]
    emergency: Annotated[tuple[StopSign, ...], Kept()] = Field(min_length=1)
    """Call for help now."""
    today: Annotated[tuple[StopSign, ...], Kept()] = Field(min_length=1)
    """Be seen today."""
    soon: Annotated[tuple[StopSign, ...], Kept()] = Field(min_length=1)
    """Be seen within days."""
    region_note: Annotated[dict[Region, PatientText], Kept()] = Field(default_factory=dict)
    """An extra sentence for a region, such as "do not assume it is a muscle" for the chest."""


class PainBands(Model):
    """Pain while doing, from 0 to 10: well up to ``go_on``, do less up to ``ease_off``, stop above it."""

    source: SourceRef
    go_on: Annotated[int, Field(ge=0, le=9)]
    ease_off: Annotated[int, Field(ge=1, le=9)]

    @model_validator(mode="after")
    def _in_order(self) -> PainBands:
        if self.ease_off <= self.go_on:
            raise FieldError("it must be more than go_on", "ease_off")
        return self


class Exercising(Reviewed):
    """``data/guidance/exercising.yaml``: what holds for every home plan."""

    kind: Literal["exercising"]
    pain: PainBands
    pain_also: Annotated[ShortPatientText, Kept()]
    """When to stop whatever the number; completes "Stop if ..."."""
    expect: Annotated[PatientText, Signed()]
    """What is normal afterwards."""
    no_better: Annotated[PatientText, Kept()]
    """When to come back."""
    no_better_strain: Annotated[PatientText | None, Kept()] = None
    """The same on a sheet of a strain or a sprain; without it as on all others."""


class PressureRules(Reviewed):
    """``data/guidance/pressure.yaml``: how to use a ball, roller, cane or hand safely."""

    kind: Literal["pressure"]
    where: Annotated[PatientText, Kept()]
    """Where to press."""
    expect: Annotated[PatientText, Kept()]
    """What is felt and is no reason to stop."""
    stop: Annotated[PatientText, Kept()]
    """When to stop."""
    rules: Annotated[tuple[Advice, ...], Kept(), Signed()] = ()
    """More on pressing, for the full form."""
    never_on: Annotated[tuple[ListedPhrase, ...], Kept()] = Field(min_length=1)
    """Places that nobody may press on: the list "Never press on ...". The last closes it."""
    never_here: Annotated[dict[Region, ListedPhrase], Kept()] = Field(default_factory=dict)
    """The same for one part of the body, such as the groin of the hip."""


class SafetyRule(Model):
    """Demands that a condition of health rules out, or that its reader must ask about, and who says so.

    ``source``: the publication. Where none was found that says it, ``caution`` says why it is done all the same.
    """

    demands: Annotated[tuple[Demand | General, ...], Kept()] = Field(min_length=1)
    source: SourceRef | None = None
    caution: Remark | None = None

    @model_validator(mode="after")
    def _founded(self) -> SafetyRule:
        if (self.source is None) == (self.caution is None):
            raise ValueError("a rule names its source, or says under caution why it holds without one")
        return self


class HealthCondition(Model):
    """A state of a reader's health, what it rules out, and how a reader knows of it."""

    text: Annotated[PatientPhrase, Signed()]
    """Names it within a sentence: "a replaced hip"."""
    when: Annotated[PatientPhrase, Signed()]
    """How a reader can tell; completes "Not for you if ...": "your hip was replaced"."""
    clinical: ClinicalLabel
    """Clinical name, for the clinician edition."""
    synonyms: tuple[Name, ...] = ()
    """Other words that people type for it."""
    how_to_tell: Annotated[PatientText | None, Signed()] = None
    """More on how to tell, where ``when`` is not enough for everybody."""
    within: Annotated[HealthRef | None, Signed()] = None
    """A wider condition that a reader is told of instead, where both stand in one list; gates do not look at it."""
    here: Annotated[bool, Signed()] = False
    """It counts where the body is treated and nowhere else."""
    forbids: Annotated[tuple[SafetyRule, ...], Kept()] = ()
    asks: Annotated[tuple[SafetyRule, ...], Kept()] = ()
    hours: Annotated[int, Field(ge=1, le=336)] | None = None
    """It passes after so many hours: what it forbids has to wait."""


class HealthConditions(Reviewed):
    """``data/guidance/health.yaml``: the conditions that safety gates are computed from."""

    kind: Literal["health"]
    conditions: dict[Slug, HealthCondition]


class Exemption(Model):
    """Where what is computed for a condition is not right for one exercise: what holds, why, and who says so."""

    condition: HealthRef
    """The condition of health that it is about."""
    answer: Literal["allowed", "ask", "never"]
    """What holds for this exercise."""
    reason: Remark
    """Why, for whoever keeps the content."""
    source: SourceRef
    """Who says so."""
