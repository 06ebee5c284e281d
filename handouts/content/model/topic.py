"""What a sheet can be about: a muscle, or a condition that spans several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from handouts.content.model.base import (
    AnatomyDrawing,
    ChartDrawing,
    ClinicalLabel,
    ClinicalText,
    ExerciseDrawing,
    ExerciseRef,
    FieldError,
    Follows,
    HealingStage,
    HealthRef,
    IcdCode,
    Kept,
    Label,
    Model,
    MuscleRef,
    OfficialTitle,
    PatientText,
    Region,
    SearchWords,
    ShortPatientText,
    Signed,
    Slots,
    SourceRef,
    TakesSide,
    Zone,
)
from handouts.content.model.common import Advice, Reviewed, Statement, of_these
from handouts.content.model.demands import Demand, General
from handouts.language.sides import side_in
from handouts.words import like

OneSide = Literal["right", "left"]
"""The side of the body that a code is for."""
CODE_WITH_SIDE = r"^[A-Z][0-9][0-9A-Z.]*\{side\}[0-9A-Z]*$"
TITLE_WITH_SIDE = r"^([^{}]*\{side\})+[^{}]*$"


class InShort(Model):
    """The summary box: two or three key messages. What to do today comes from the first exercise of the plan."""

    points: tuple[Statement, ...] = Field(min_length=2, max_length=3)
    """The two or three sentences that somebody reads who reads nothing else; less what they must not do."""


class Fact(Model):
    """A row of the fact table: plain words for everybody, the exact wording for clinicians."""

    plain: PatientText
    """In everyday words: "the side of the hip bone"."""
    exact: ClinicalText | None = None
    """For clinicians: "the lateral surface of the greater trochanter"."""


class FibreGroup(Model):
    """What one part of a muscle does, for example "Front part": "turns the thigh in"."""

    name: Label
    """The part of the muscle: "Front part"."""
    action: Annotated[PatientText, Follows("name")]
    """What it does: "turns the thigh in"."""


class Facts(Model):
    """Anatomy of one muscle."""

    origin: Fact
    """Where it begins."""
    insertion: Fact
    """Where it ends."""
    nerve: Fact
    """Which nerve moves it."""
    nerve_levels: ClinicalLabel
    """The roots of that nerve: "L4, L5, S1"."""
    actions: tuple[PatientText, ...] = Field(min_length=1, max_length=5)
    """What it does, each a few words: "lifts the leg to the side"."""
    fibre_groups: tuple[FibreGroup, ...] = ()
    """Parts that do different things."""
    blood_supply: ClinicalText | None = None
    """For clinicians."""


class NamedFact(Model):
    """A labelled fact of a condition, for example a muscle and what it does."""

    label: Label
    """What the fact is about: "Gluteus medius"."""
    text: PatientText
    """What there is to know: "holds the hips level"."""
    demands: Annotated[tuple[Demand | General, ...], Kept()] = ()
    """What it asks of a body, where it is about something to do."""


class Where(Model):
    """Where the muscle is: a plain sentence or two and the name of an anatomy drawing."""

    text: PatientText
    """Where it is, so that a reader can put a hand there."""
    figure: AnatomyDrawing | None = None
    """Name of the drawing under data/figures/anatomy, if there is one."""


class Pattern(Model):
    """Where one group of trigger points sends pain: ``name`` leads into ``text`` ("Front spots" "send")."""

    name: Label
    """The spots, as the beginning of a sentence: "Front spots"."""
    text: Annotated[PatientText, Follows("name")]
    """The rest of it: "send pain down the outside of the thigh." """


class Zones(Model):
    """Where pain is felt: under the dots of the chart (``main``), and under its stripes only (``spread``)."""

    main: tuple[Zone, ...] = Field(min_length=1)
    """Where the pain is felt most."""
    spread: tuple[Zone, ...] = ()
    """Where it may reach."""
    spots: tuple[Zone, ...] = ()
    """Where its sore spots lie and the chart shows no pain: people point there as well. Found as where it may reach."""


class Pain(Model):
    """The pain pattern, with the name of a body-chart drawing."""

    intro: PatientText
    """A sentence on what the pain is like."""
    patterns: tuple[Pattern, ...] = Field(min_length=1, max_length=6)
    """Which spots send pain where."""
    spillover: PatientText | None = None
    """Where it may spread on bad days."""
    figure: ChartDrawing | None = None
    """Name of the drawing under data/figures/charts, if there is one."""
    zones: Zones | None = None
    """By them a topic is found."""


class CauseAndHelp(Model):
    """What sets the pain off and, in the same row, what helps against it."""

    cause: PatientText
    """What sets the pain off."""
    help: Advice
    """What helps against it, in the same row."""


class Plan(Model):
    """The home plan in order of importance, and other choices that a therapist may prefer."""

    exercises: tuple[ExerciseRef, ...] = Field(min_length=1)
    """The most important first; three are usual."""
    alternatives: tuple[ExerciseRef, ...] = ()
    """What may take the place of one that is not for a reader."""


class PlanStage(Model):
    """A stage of the plan of a condition. Which exercises belong to it, they say themselves
    (:attr:`handouts.content.model.exercise.Exercise.stage`).
    """

    do: Annotated[Advice | None, Signed()] = None
    """What to do in this stage besides the exercises."""
    go_on: Annotated[Advice, Signed()]
    """The milestone: by what a reader knows that the next stage may begin, after the last that sport and work may."""


class GradeWords(Model):
    """What a grade of strain feels like in this muscle; replaces the general wording."""

    grade: Annotated[int, Field(ge=1, le=3)]
    """1 (mild), 2 or 3 (torn through)."""
    feels: ShortPatientText | None = None
    """What it feels like in this muscle."""
    heals: ShortPatientText | None = None
    """How long it takes."""


class OwnBox(Model):
    """A box of R.I.C.E. as it is for this muscle; what is left out is as it is for every muscle.

    ``applies`` False: it cannot be done here; ``text`` then says so, and nothing is drawn.
    """

    text: Annotated[PatientText | None, Signed()] = None
    """What to do here, where that is not what holds for every muscle."""
    figure: ExerciseDrawing | None = None
    """Name of the drawing under data/figures/exercises."""
    applies: bool = True
    """Say no where it cannot be done here; the text then says so."""
    demands: Annotated[tuple[Demand, ...] | None, Kept()] = None
    """What it asks here, where that is not what it asks elsewhere: pillows under a hip raise no leg."""

    @model_validator(mode="after")
    def _said(self) -> OwnBox:
        if not self.applies and self.text is None:
            raise FieldError("what cannot be done is said in words", "text", hint="say why, and what helps")
        return self


class OwnRice(Model):
    """Rest, ice, compression and elevation of this muscle."""

    rest: OwnBox = OwnBox.model_construct()
    """How to rest it."""
    ice: OwnBox = OwnBox.model_construct()
    """How to cool it."""
    compression: OwnBox = OwnBox.model_construct()
    """How to wrap it."""
    elevation: OwnBox = OwnBox.model_construct()
    """How to raise it."""


class StrainNotes(Model):
    """What is special about a strain (tear) of this muscle."""

    about: Annotated[PatientText, Signed()]
    """A sentence on how this muscle tears."""
    sprain: bool = False
    """Whether what is torn is a band of a joint, which people call a sprain and no strain."""
    feels: tuple[PatientText, ...] = ()
    """What a tear feels like here."""
    causes: tuple[PatientText, ...] = ()
    """How it happens."""
    sports: tuple[Label, ...] = ()
    """Sports in which it happens."""
    grades: Annotated[tuple[GradeWords, ...], Signed()] = ()
    """What a mild, a moderate and a full tear feel like here."""
    rice: Annotated[OwnRice, Signed()] = OwnRice.model_construct()
    """Rest, ice, compression and elevation, where they are not as for every muscle."""

    @model_validator(mode="after")
    def _each_grade_once(self) -> StrainNotes:
        numbers = [words.grade for words in self.grades]
        for index, number in enumerate(numbers):
            if number in numbers[:index]:
                raise FieldError(f"grade {number} stands twice", "grades", index, "grade")
        return self


class IcdEntry(Model):
    """An ICD-10-CM code with its official title."""

    code: IcdCode
    """The code: M76.01."""
    title: Annotated[OfficialTitle, Slots(("side",), free=True)]
    """Its official title; {side} is filled in where one entry is of both sides."""
    side: OneSide | None = None
    """The side that the code is for, where it is written out for one; an entry of both sides says it by its {side}."""

    @model_validator(mode="after")
    def _side_said(self) -> IcdEntry:
        """Titles of ICD-10-CM are English everywhere, so what they name is compared with what is said."""
        word = side_in(self.title).lower()
        named: OneSide | None = "left" if "left" in word else "right" if "right" in word else None
        if named != self.side:
            said = f"the title names {f'the {named} side' if named else 'no side'}"
            message = f"{said}, and the code is for {f'the {self.side} one' if self.side else 'none'}"
            raise FieldError(message, "side", hint=f"write side: {named}" if named else "take side out")
        return self


class SidedIcdEntry(Model):
    """The codes of both sides as one: ``{side}`` is 1 and "right", then 2 and "left", as ICD-10-CM numbers the sides of
    most codes (a code that is numbered otherwise is written out).
    """

    code: Annotated[str, StringConstraints(pattern=CODE_WITH_SIDE, max_length=20)]
    title: Annotated[str, StringConstraints(pattern=TITLE_WITH_SIDE, max_length=200)]


def both_sides(entry: object) -> tuple[object, ...]:
    """An entry as it is written, or two in the place of one that is of both sides."""
    code, title = (entry.get("code"), entry.get("title")) if isinstance(entry, dict) else (None, None)
    if (
        not isinstance(entry, dict)
        or not isinstance(code, str)
        or not isinstance(title, str)
        or "{side}" not in code
        or "{side}" not in title
    ):
        return (entry,)
    return tuple(
        {
            **entry,
            "code": like(code.replace("{side}", digit), code),
            "title": like(title.replace("{side}", side), title),
            "side": side,
        }
        for digit, side in (("1", "right"), ("2", "left"))
    )


def _all_sides(entries: object) -> object:
    if not isinstance(entries, list | tuple):
        return entries
    return [made for entry in entries for made in both_sides(entry)]


IcdEntries = Annotated[
    tuple[IcdEntry, ...],
    BeforeValidator(_all_sides, json_schema_input_type=tuple[IcdEntry | SidedIcdEntry, ...]),
]
"""Codes with their titles, right before left."""


class ClinicianNotes(Model):
    """Printed in the clinician edition only; technical wording is welcome."""

    anatomy: tuple[ClinicalText, ...] = ()
    """Relations, variants and finer points of action, beyond the fact table."""
    differential: tuple[ClinicalText, ...] = ()
    """What else it may be, each with what tells it apart."""
    satellites: tuple[ClinicalText, ...] = ()
    """Muscles that often hurt with it."""
    similar: tuple[ClinicalText, ...] = ()
    """Muscles whose pain looks like this."""
    examination: tuple[ClinicalText, ...] = ()
    """What to examine."""
    treatment: tuple[ClinicalText, ...] = ()
    """What a clinician does."""
    icd10cm: IcdEntries = ()
    """Codes of ICD-10-CM with their titles."""


class TopicGrounds(Model):
    """Which of the sources of a topic stand behind which of its sections."""

    anatomy: tuple[SourceRef, ...] = ()
    """Where it is, and the fact table."""
    pain: tuple[SourceRef, ...] = ()
    """Where it hurts, what people notice, what else it can be."""
    causes: tuple[SourceRef, ...] = ()
    """What sets it off, and habits."""
    safety: tuple[SourceRef, ...] = ()
    """What has to be checked first."""
    relief: tuple[SourceRef, ...] = ()
    """How soon it helps."""
    plan: tuple[SourceRef, ...] = ()
    """Which exercises, and how many."""
    strain: tuple[SourceRef, ...] = ()
    """Strains: grades, first aid, healing times."""
    treatment: tuple[SourceRef, ...] = ()
    """What a clinician examines and does."""


class Topic(Reviewed):
    """What a sheet can be about: base of its kinds, each a class here and a row of ``handouts/content/kinds.py``. What
    is asked of a topic of any kind, and only some can answer, has its answer for all others here.
    """

    single: ClassVar[bool] = False
    """Whether it is one part of the body: of what a search finds alike, what spans several comes first."""
    composed: ClassVar[str] = ""
    """The key that names the muscles from which its file takes what it leaves out, if there is one."""
    site_list: ClassVar[Literal["muscles", "conditions"]] = "conditions"
    """The list of the site that it stands in."""
    schema_type: ClassVar[str] = "MedicalCondition"
    """What schema.org calls it."""

    kind: str
    """What the file is about."""
    title: Label
    """What the sheet is called."""
    subtitle: ShortPatientText
    """A line below the title that says in plain words what it is."""
    region: Region
    """The part of the body: it decides which stop signs the sheet has."""
    known_as: SearchWords | None = None
    """What else it is called, in plain words and in Latin; by them it is found."""
    side_word: Annotated[Label, TakesSide(), Signed()]
    """The body part that a side belongs to: "hip" makes the badge "Right hip"."""
    in_short: InShort
    """The box at the top."""
    where: Where
    """Where it is."""
    pain: Pain
    """Where it hurts."""
    notice: tuple[PatientText, ...] = Field(min_length=2)
    """What people notice in their day, each a short sentence."""
    causes: tuple[CauseAndHelp, ...] = Field(min_length=2)
    """What sets the pain off and what helps, in rows."""
    habits: tuple[Advice, ...] = ()
    """What is good to do every day."""
    check_first: Annotated[PatientText | None, Kept(may_go=True)] = None
    """What else the pain may be, and who should check it."""
    no_pressing: Annotated[PatientText | None, Kept()] = None
    """Where nobody presses at home, and what lies there: for a muscle whose sore spots are not to be pressed. On every
    sheet, never left out.
    """
    relief: Statement | None = None
    """How soon people feel better, and with what."""
    plan: Plan
    """The exercises of the home plan."""
    strain: StrainNotes
    """What is special about a strain (tear) of it."""
    clinician: ClinicianNotes = ClinicianNotes()
    """For the clinician edition only; technical words are welcome."""
    tens: Annotated[bool, Signed()] = True
    """Whether a current against pain (TENS) is named: not where a guideline advises against it."""
    rests_on: TopicGrounds = TopicGrounds()
    """Which of the sources stand behind which section."""

    @model_validator(mode="after")
    def _grounds_are_listed(self) -> Topic:
        of_these(self.rests_on, self.sources)
        return self

    @property
    def tears(self) -> bool:
        """Whether a sheet says what to do about a strain: every muscle can tear."""
        return True

    @property
    def strain_itself(self) -> bool:
        """Whether a sheet is about a strain or a sprain, and not about a pain in which one may happen."""
        return False

    @property
    def sprained(self) -> bool:
        """Whether what may tear is a band of a joint: a sprain."""
        return False

    @property
    def comes_from(self) -> tuple[str, ...]:
        """The muscles that it comes from, where it is none itself."""
        return ()

    @property
    def always_has(self) -> tuple[str, ...]:
        """The conditions of health that every reader of its sheet has."""
        return ()

    @property
    def by_stage(self) -> Mapping[HealingStage, PlanStage]:
        """Its plan by stage of healing; nothing for a muscle."""
        return {}

    @property
    def anatomy(self) -> Facts | None:
        """Where it begins and ends, for one muscle."""
        return None

    @property
    def table(self) -> tuple[NamedFact, ...]:
        """What else there is to know, in rows."""
        return ()


class Muscle(Topic):
    """``data/muscles/SLUG.yaml``"""

    single = True
    site_list = "muscles"
    schema_type = "Muscle"

    kind: Literal["muscle"]
    facts: Facts
    """Anatomy: where it begins and ends, its nerve, what it does."""

    @property
    def anatomy(self) -> Facts:
        return self.facts


class Condition(Topic):
    """``data/conditions/SLUG.yaml``: a complaint that spans several muscles."""

    composed = "muscles"

    kind: Literal["condition"]
    muscles: tuple[MuscleRef, ...] = Field(min_length=1)
    """The muscles that it comes from: what is left out here is taken from them."""
    facts: tuple[NamedFact, ...] = Field(min_length=1)
    """A table of what there is to know, such as each muscle with what it does."""
    has: Annotated[tuple[HealthRef, ...], Kept()] = ()
    """Conditions of health that every reader of this sheet has: exercises not meant for them are left out."""
    stages: Annotated[dict[HealingStage, PlanStage], Signed()] = Field(default_factory=dict)
    """The plan by stage: calm, early, later, each with its milestone."""
    strained: Annotated[bool, Signed()] = False
    """It is or may be a strain or a sprain: only then its sheet has grades, R.I.C.E. and the way back after one."""

    @property
    def tears(self) -> bool:
        return self.strained

    @property
    def strain_itself(self) -> bool:
        return self.strained and not self.pain.figure

    @property
    def sprained(self) -> bool:
        return self.strain.sprain

    @property
    def comes_from(self) -> tuple[str, ...]:
        return self.muscles

    @property
    def always_has(self) -> tuple[str, ...]:
        return self.has

    @property
    def by_stage(self) -> Mapping[HealingStage, PlanStage]:
        return self.stages

    @property
    def table(self) -> tuple[NamedFact, ...]:
        return self.facts
