"""One exercise: a self-pressure technique, stretch, strengthening or comfort position."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.content.model.base import ExerciseDrawing, Kept, Label, NarrowLabel, PatientText
from handouts.content.model.common import Gates, Reviewed
from handouts.content.model.dose import Dose

ExerciseType = Literal["pressure", "stretch", "strengthening", "comfort"]


class Exercise(Reviewed):
    """``data/exercises/SLUG.yaml``: a self-pressure technique, stretch, strengthening or comfort position."""

    kind: Literal["exercise"]
    type: ExerciseType
    title: Label
    short_title: NarrowLabel
    """For the log and narrow places."""
    tool: PatientText | None = None
    place: PatientText | None = None
    """Where on the body, in plain words (self-pressure)."""
    figure: ExerciseDrawing | None = None
    """Name of the drawing under ``data/figures/exercises``; the exercise's own slug when left out."""
    steps: tuple[PatientText, ...] = Field(min_length=2, max_length=7)
    dose: Dose
    feel: PatientText
    gates: Gates = Gates()
    cautions: Annotated[tuple[PatientText, ...], Kept()] = ()
    """Further warnings, each one short sentence."""
    easier: PatientText | None = None
    harder: PatientText | None = None
    why: PatientText | None = None
    sided: bool = True
