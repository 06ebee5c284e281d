"""The content of handouts as typed, immutable values.

One class for each kind of YAML file under ``data/``. These classes only *hold* content: they know nothing of
files, paper, fonts or languages other than the one the content is written in. Unknown keys are refused.

Inline notation in patient text (the type :data:`Text`): ``**bold**`` is emphasis; ``{sore}`` and ``{other}``
stand for the treated and the untreated side ("right" and "left" when a side is asked for, otherwise the words
"sore" and "other"). Everything else is printed literally.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
VERSION = r"^\d+\.\d+$"
HTTPS = r"^https://[A-Za-z0-9.-]+(:\d+)?(/[!-~]*)?$"
ICD_CODE = r"^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$"
CLINIC_PHONE = r"^[0-9+()./ -]{3,30}$"
CLINIC_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
EMERGENCY_NUMBER = r"^[0-9 ]{2,12}$"

Text = Annotated[str, StringConstraints(min_length=1, max_length=600)]
"""One sentence or a few, shown to a reader."""

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=90)]
"""A title, a label or a table cell."""

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
"""Lower-case English words joined by hyphens; the name of a content file."""

Version = Annotated[str, StringConstraints(pattern=VERSION)]

HttpsUrl = Annotated[str, StringConstraints(pattern=HTTPS, max_length=150)]
"""An https address."""

ArticleUrl = Annotated[str, StringConstraints(pattern=HTTPS, max_length=84)]
"""The address of an article: 84 characters are what a level M code of version 5 holds (ISO/IEC 18004, table 7), whose
modules in a 30 mm box are 0.67 mm, and what can still be read and typed beside it."""

IcdCode = Annotated[str, StringConstraints(pattern=ICD_CODE)]


def _day(value: object) -> object:
    """Only a day written in full: a bare number would be taken for seconds since 1970."""
    if isinstance(value, dt.date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise PydanticCustomError("date_type", "a date is written year-month-day")


Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day, written year-month-day."""

Region = Literal["head", "neck", "chest", "shoulder", "arm", "back", "abdomen", "hip", "thigh", "leg", "foot"]
"""Body region: decides which stop signs a sheet carries."""

ExerciseType = Literal["pressure", "stretch", "strengthening", "comfort"]


class FieldError(ValueError):
    """A value that only its whole group shows to be wrong; ``path`` leads from the group to the value."""

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


class Model(BaseModel):
    """Base of all content values: frozen, no unknown keys, surrounding white space removed.

    Validators are built when a class is first used: a single sheet needs only some of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


# ----------------------------------------------------------------------------------------------- shared parts


class Review(Model):
    """Who has read the content. ``reviewed_by`` stays empty until a clinician has signed it."""

    written: Day
    reviewed_by: ShortText | None = None
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
    sources: tuple[Slug, ...] = Field(min_length=1)
    terms: dict[str, Text] = Field(default_factory=dict)
    """Anatomical or medical words used in the file, each with its plain meaning; not counted as hard words.
    """


class Gate(Model):
    """A condition under which an exercise is not given; ``instead`` names the one offered in its place."""

    condition: Slug
    instead: Slug | None = None


class Gates(Model):
    """Safety gates of an exercise or a whole topic. Conditions are keys of ``data/guidance/health.yaml``."""

    not_for: tuple[Gate, ...] = ()
    ask_first: tuple[Slug, ...] = ()
    not_before_hours: Annotated[int, Field(ge=0, le=336)] | None = None
    """Hours after a new strain or injury before this may be done."""


# -------------------------------------------------------------------------------------------------- exercises


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


class Exercise(Reviewed):
    """``data/exercises/SLUG.yaml``: a self-pressure technique, stretch, strengthening or comfort position."""

    kind: Literal["exercise"]
    type: ExerciseType
    title: ShortText
    short_title: Annotated[str, StringConstraints(min_length=1, max_length=22)]
    """For the log and narrow places."""
    tool: Text | None = None
    place: Text | None = None
    """Where on the body, in plain words (self-pressure)."""
    figure: Slug | None = None
    """Name of the drawing under ``data/figures/exercises``; the exercise's own slug when left out."""
    steps: tuple[Text, ...] = Field(min_length=2, max_length=7)
    dose: Dose
    feel: Text
    gates: Gates = Gates()
    cautions: tuple[Text, ...] = ()
    """Further warnings, each one short sentence."""
    easier: Text | None = None
    harder: Text | None = None
    why: Text | None = None
    sided: bool = True


# ---------------------------------------------------------------------------------------- muscles, conditions


class InShort(Model):
    """The summary box: two or three key messages, and the one thing to do today."""

    points: tuple[Text, ...] = Field(min_length=2, max_length=3)
    today: Text


class Fact(Model):
    """A row of the fact table: plain words for everybody, the exact wording for clinicians."""

    plain: Text
    exact: Text | None = None


class FibreGroup(Model):
    """What one part of a muscle does, for example "Front part": "turns the thigh in"."""

    name: ShortText
    action: Text


class Facts(Model):
    """Anatomy of one muscle."""

    origin: Fact
    insertion: Fact
    nerve: Fact
    nerve_levels: ShortText
    actions: tuple[Text, ...] = Field(min_length=1, max_length=5)
    fibre_groups: tuple[FibreGroup, ...] = ()
    blood_supply: Text | None = None


class NamedFact(Model):
    """A labelled fact of a condition, for example a muscle and what it does."""

    label: ShortText
    text: Text


class Where(Model):
    """Where the muscle is: a plain sentence or two and the name of an anatomy drawing."""

    text: Text
    figure: Slug | None = None


class Pattern(Model):
    """Where one group of trigger points sends pain: ``name`` leads into ``text`` ("Front spots" "send")."""

    name: ShortText
    text: Text


class Pain(Model):
    """The pain pattern, with the name of a body-chart drawing."""

    intro: Text
    patterns: tuple[Pattern, ...] = Field(min_length=1, max_length=6)
    spillover: Text | None = None
    figure: Slug | None = None


class CauseAndHelp(Model):
    """What sets the pain off and, in the same row, what helps against it."""

    cause: Text
    help: Text


class Plan(Model):
    """The home plan in order of importance, and other choices that a therapist may prefer."""

    exercises: tuple[Slug, ...] = Field(min_length=1)
    alternatives: tuple[Slug, ...] = ()
    advice: Text
    """How hard to work and when to stop: shown under "Your home plan"."""


class GradeWords(Model):
    """What a grade of strain feels like in this muscle; replaces the general wording."""

    grade: Annotated[int, Field(ge=1, le=3)]
    feels: ShortText | None = None
    heals: ShortText | None = None


class StrainNotes(Model):
    """What is special about a strain (tear) of this muscle."""

    about: Text
    feels: tuple[Text, ...] = ()
    causes: tuple[Text, ...] = ()
    sports: tuple[ShortText, ...] = ()
    grades: tuple[GradeWords, ...] = ()
    elevation: ShortText | None = None
    """How to raise this body part; replaces the general wording in the R.I.C.E. panel."""
    rest: ShortText | None = None


class IcdEntry(Model):
    """An ICD-10-CM code with its official title."""

    code: IcdCode
    title: ShortText


class ClinicianNotes(Model):
    """Printed in the clinician edition only; technical wording is welcome."""

    anatomy: tuple[Text, ...] = ()
    """Relations, variants and finer points of action, beyond the fact table."""
    differential: tuple[Text, ...] = ()
    satellites: tuple[Text, ...] = ()
    similar: tuple[Text, ...] = ()
    examination: tuple[Text, ...] = ()
    treatment: tuple[Text, ...] = ()
    icd10cm: tuple[IcdEntry, ...] = ()


class Topic(Reviewed):
    """What a sheet can be about: base of :class:`Muscle` and :class:`Condition`."""

    title: ShortText
    subtitle: ShortText
    region: Region
    side_word: ShortText
    """The body part that a side belongs to: "hip" makes the badge "Right hip"."""
    article_url: ArticleUrl
    in_short: InShort
    where: Where
    pain: Pain
    notice: tuple[Text, ...] = Field(min_length=2)
    causes: tuple[CauseAndHelp, ...] = Field(min_length=2)
    habits: tuple[Text, ...] = ()
    check_first: Text | None = None
    """What else the pain may be, and who should check it."""
    relief: Text | None = None
    """How soon people feel better."""
    plan: Plan
    gates: Gates = Gates()
    strain: StrainNotes
    clinician: ClinicianNotes


class Muscle(Topic):
    """``data/muscles/SLUG.yaml``"""

    kind: Literal["muscle"]
    facts: Facts


class Condition(Topic):
    """``data/conditions/SLUG.yaml``: a complaint that spans several muscles."""

    kind: Literal["condition"]
    muscles: tuple[Slug, ...] = Field(min_length=1)
    facts: tuple[NamedFact, ...] = Field(min_length=1)
    has: tuple[Slug, ...] = ()
    """Conditions of health that every reader of this sheet has: exercises not meant for them are left out."""


# -------------------------------------------------------------------------------------------- shared guidance


class HealingTime(Model):
    """A healing time with the source that gives it; sources disagree, so each is kept."""

    time: ShortText
    source: Slug


class StrainGrade(Model):
    """A row of the grade table."""

    grade: Annotated[int, Field(ge=1, le=3)]
    name: ShortText
    happened: ShortText
    feels: ShortText
    heals: tuple[HealingTime, ...] = Field(min_length=1)
    """The first is printed in the table, the others in the editions that carry everything."""
    do: ShortText


class RiceBox(Model):
    """One of the four boxes of the R.I.C.E. panel."""

    title: ShortText
    text: Text
    figure: Slug | None = None
    icon: Slug | None = None
    """A small round drawing, for the sheet of two pages."""


class Strain(Reviewed):
    """``data/guidance/strain.yaml``: strain grades, R.I.C.E., heat and cold."""

    kind: Literal["strain"]
    about: Text
    grades: tuple[StrainGrade, StrainGrade, StrainGrade]
    rice_lead: Text
    rice: tuple[RiceBox, RiceBox, RiceBox, RiceBox]
    modern_note: Text
    """What newer papers say of ice and early movement."""
    later: Text
    """Heat and cold once swelling and pain fall."""
    more: tuple[Text, ...] = ()


class StopSign(Model):
    """One warning sign; ``regions`` left out means every sheet."""

    text: Text
    regions: tuple[Region, ...] = ()


class StopSigns(Reviewed):
    """``data/guidance/stop-signs.yaml``: never left out of a sheet."""

    kind: Literal["stop-signs"]
    emergency: tuple[StopSign, ...] = Field(min_length=1)
    soon: tuple[StopSign, ...] = Field(min_length=1)
    region_note: dict[Region, Text] = Field(default_factory=dict)
    """An extra sentence for a region, such as "do not assume it is a muscle" for the chest."""


class PressureRules(Reviewed):
    """``data/guidance/pressure.yaml``: how to use a ball, roller, cane or hand safely."""

    kind: Literal["pressure"]
    rules: tuple[Text, ...] = Field(min_length=1)
    not_on: Text
    never_on: ShortText
    """Places that nobody may press on: begins the list "Not on ..." of every exercise."""
    gates: Gates


class HealthCondition(Model):
    """A state of a reader's health that gates refer to. ``text`` completes "Not if you have ..."."""

    text: ShortText
    short: ShortText
    """For narrow places: "Ask first: ..."."""
    clinical: ShortText
    """Clinical name, for the clinician edition."""


class HealthConditions(Reviewed):
    """``data/guidance/health.yaml``: the vocabulary of safety gates."""

    kind: Literal["health"]
    conditions: dict[Slug, HealthCondition]


# ------------------------------------------------------------------------------------------- sources, clinics


class Source(Model):
    """A publication. ``citation`` is complete; ``short`` is what fits a footer."""

    short: ShortText
    citation: Text
    url: HttpsUrl | None = None
    supports: Text | None = None
    """What the content takes from it."""


class Sources(Model):
    """``data/sources.yaml``"""

    kind: Literal["sources"]
    sources: dict[Slug, Source]


class SignOff(Model):
    """A clinic's own sign-off of a sheet."""

    by: ShortText
    on: Day


class Clinic(Model):
    """A clinic file: who hands the sheet out."""

    kind: Literal["clinic"]
    name: ShortText
    phone: Annotated[str, StringConstraints(pattern=CLINIC_PHONE)]
    web: HttpsUrl
    web_label: ShortText | None = None
    """The address as printed; without it the address less "https://"."""
    email: Annotated[str, StringConstraints(pattern=CLINIC_EMAIL, max_length=90)] | None = None
    emergency_number: Annotated[str, StringConstraints(pattern=EMERGENCY_NUMBER)]
    logo: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None
    """A PNG or JPEG file beside the clinic file."""
    article_base_url: ArticleUrl | None = None
    articles: dict[Slug, ArticleUrl] = Field(default_factory=dict)
    signed_off: dict[Slug, SignOff] = Field(default_factory=dict)


KINDS: dict[str, type[Model]] = {
    "muscle": Muscle,
    "condition": Condition,
    "exercise": Exercise,
    "strain": Strain,
    "stop-signs": StopSigns,
    "pressure": PressureRules,
    "health": HealthConditions,
    "sources": Sources,
    "clinic": Clinic,
}
"""The ``kind:`` of a file and the class that holds it. A new content kind is one class and one row here."""
