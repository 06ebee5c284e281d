"""One exercise: a self-pressure technique, stretch, strengthening or comfort position."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.content.model.base import (
    STAGES,
    AnyMuscleRef,
    ExerciseDrawing,
    ExerciseRef,
    HealingStage,
    Kept,
    Label,
    Model,
    NarrowLabel,
    PatientText,
    Region,
    Signed,
    SourceRef,
)
from handouts.content.model.common import Advice, Reviewed, of_these
from handouts.content.model.demands import Demand, effort
from handouts.content.model.dose import Dose
from handouts.content.model.guidance import Exemption

ExerciseType = Literal["pressure", "stretch", "strengthening", "comfort"]
Position = Literal["lying", "sitting", "standing", "kneeling"]
Need = Literal[
    "ball", "band", "bed", "bottle", "cane", "chair", "mat", "pillow", "post", "roller", "step", "stool", "strap",
    "table", "towel", "wall",
]  # fmt: skip
Level = Literal["easy", "medium", "hard"]
LEVELS: tuple[Level, ...] = ("easy", "easy", "medium", "hard")
"""The level of an exercise by its effort (:func:`handouts.content.model.demands.effort`)."""


MOST_STEPS = 7
"""Steps that an exercise may have."""

_BY_TYPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pressure": ("pressure",), "stretch": ("stretching",), "strengthening": ("strengthening",),
        "comfort": ("comfort",),
    }
)  # fmt: skip


class ExerciseGrounds(Model):
    """Which of the sources of an exercise stand behind which part of it."""

    doing: tuple[SourceRef, ...] = ()
    """How it is done, and what it is for."""
    dose: tuple[SourceRef, ...] = ()
    """How often and how long."""
    safety: tuple[SourceRef, ...] = ()
    """What lies near, and warnings of its own; whom it is not for has its sources in ``guidance/health.yaml``."""


class Exercise(Reviewed):
    """``data/exercises/SLUG.yaml``: a self-pressure technique, stretch, strengthening or comfort position."""

    kind: Literal["exercise"]
    type: ExerciseType
    """What kind of exercise it is; more gates follow from it."""
    title: Label
    """What it is called, in everyday words."""
    short_title: NarrowLabel
    """For the log and narrow places."""
    tool: PatientText | None = None
    """What it takes, in everyday words: "a mat or bed, and a firm pillow"."""
    place: Annotated[PatientText | None, Signed()] = None
    """Where on the body, in plain words (self-pressure)."""
    figure: ExerciseDrawing | None = None
    """Name of the drawing under ``data/figures/exercises``; the exercise's own slug when left out."""
    steps: Annotated[tuple[PatientText, ...], Signed()] = Field(min_length=2, max_length=MOST_STEPS)
    """How it is done, each step one or two short sentences that begin with what to do."""
    short: Annotated[tuple[int, ...] | None, Field(min_length=2, max_length=3), Signed()] = None
    """The two or three steps, by their numbers from 1, that are enough beside the drawing: a card keeps these where all
    of them would cost the exercise its place. Left out: every step always stays.
    """
    dose: Dose
    """How often and how long."""
    feel: Annotated[PatientText, Signed()]
    """What a reader feels when it is done right: "the side of the hip working"."""
    demands: Annotated[tuple[Demand, ...], Kept()]
    """What it asks of a body; whom it is not for is computed from this. Empty for what asks nothing."""
    muscles: tuple[AnyMuscleRef, ...] = ()
    """The muscles that it releases, stretches or works: only an exercise for the same one may take its place."""
    regions: tuple[Region, ...] = ()
    """The parts of the body that it is for, by which whoever plans finds it."""
    positions: tuple[Position, ...] = ()
    """How the body is held: each one that it goes through for more than a moment; on hands and knees is kneeling."""
    needs: tuple[Need, ...] = ()
    """The things of ``tool`` as one fixed vocabulary, of alternatives each. A wall is also a counter or a doorway."""
    exemptions: tuple[Exemption, ...] = ()
    """Where what is computed is not right for this exercise, with the reason and its source."""
    today: Annotated[PatientText | None, Signed()] = None
    """What to do today, where it is the first of a plan: a sentence that names the tool; the dose follows."""
    near: Annotated[PatientText | None, Kept()] = None
    """The nerve or vessel that the place lies near, and where to stay off."""
    cautions: Annotated[tuple[PatientText, ...], Kept()] = ()
    """Further warnings, each one short sentence."""
    easier: Annotated[Advice | None, Signed()] = None
    """How to make it easier; with demands where it asks for something that the exercise itself does not."""
    harder: Annotated[Advice | None, Signed(may_go=True)] = None
    """How to make it harder; with demands where it asks for something that the exercise itself does not."""
    why: PatientText | None = None
    """What it is good for, in a sentence."""
    mistakes: tuple[PatientText, ...] = Field(default=(), max_length=3)
    """What goes wrong most often, each a short sentence that says what it looks like: "Your hips roll back"."""
    variant_of: ExerciseRef | None = None
    """The exercise that it is another way of: easier, harder, or held in another position. A plan gives one way of a
    technique in each stage of healing.
    """
    stage: Annotated[HealingStage | None, Signed()] = None
    """The stage of healing from which on it is done: calm, early or later. By it the plan of a condition has stages."""
    after: Annotated[tuple[ExerciseRef, ...], Kept()] = ()
    """Easier ones of the same stage that are no trouble first, where a plan has one of them before it."""
    too_much: Annotated[PatientText | None, Kept(may_go=True)] = None
    """How a reader knows that it was too much: the name of an entry of ``guidance/lists.yaml``, or own words."""
    sided: Annotated[bool, Signed()] = True
    """Say no where it is done with both sides at once."""
    rests_on: ExerciseGrounds = ExerciseGrounds()
    """Which of the sources stand behind which part of it."""

    @model_validator(mode="after")
    def _grounds_are_listed(self) -> Exercise:
        of_these(self.rests_on, self.sources)
        return self

    @property
    def enough(self) -> tuple[int, ...]:
        """The numbers of the ``short`` steps; none where they are none of the steps, as when a layer has others."""
        named = self.short or ()
        return named if list(named) == sorted(set(named) & set(range(1, len(self.steps) + 1))) else ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Its demands with what its type always asks."""
        return (*self.demands, *_BY_TYPE[self.type])

    def same_technique(self, slug: str, other: Exercise, other_slug: str) -> bool:
        """Whether it (``slug``) and ``other`` are two ways of one technique that are done in one stage of healing."""
        return self.stage == other.stage and (self.variant_of or slug) == (other.variant_of or other_slug)

    def waits_for(self, other: Exercise, other_slug: str) -> bool:
        """Whether ``other``, which stands before it in a plan, is to be no trouble before it is begun: an easier one by
        name, or one of an earlier stage of healing that works one of its muscles.
        """
        if not self.type == other.type == "strengthening":
            return False
        if self.stage is None or other.stage is None or self.stage == other.stage:
            return other_slug in self.after
        later = STAGES.index(other.stage) < STAGES.index(self.stage) == len(STAGES) - 1
        return later and not set(self.muscles).isdisjoint(other.muscles)

    @property
    def level(self) -> Level:
        """How hard it is, by what it asks of a body."""
        return LEVELS[effort(self.asked)]
