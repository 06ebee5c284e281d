"""What muscles and conditions share, once each: causes with what helps, habits, signs and causes of strains, sports,
what else a pain may be, and muscles that belong together.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.content.model.base import ClinicalText, Label, PatientText, Signed, Slug
from handouts.content.model.common import Advice, Reviewed
from handouts.content.model.topic import CauseAndHelp, IcdEntries, OwnRice


class Lists(Reviewed):
    """``data/guidance/lists.yaml``: entries that topics name in the place of a text."""

    kind: Literal["lists"]
    notice: dict[Slug, PatientText] = Field(default_factory=dict)
    """What a reader may notice."""
    causes: dict[Slug, CauseAndHelp] = Field(default_factory=dict)
    """What sets a pain off, and what helps."""
    habits: dict[Slug, Advice] = Field(default_factory=dict)
    """Habits that help."""
    strain_signs: dict[Slug, PatientText] = Field(default_factory=dict)
    """What a strain feels like."""
    strain_causes: dict[Slug, PatientText] = Field(default_factory=dict)
    """How strains happen."""
    sports: dict[Slug, Label] = Field(default_factory=dict)
    """Sports in which muscles are strained."""
    look_alikes: dict[Slug, ClinicalText] = Field(default_factory=dict)
    """What else it may be, each with what tells it apart; for clinicians."""
    muscles: dict[Slug, ClinicalText] = Field(default_factory=dict)
    """Muscles that belong together: satellites, and those with a similar pattern; for clinicians."""
    examination: dict[Slug, ClinicalText] = Field(default_factory=dict)
    """What to examine; for clinicians."""
    codes: dict[Slug, IcdEntries] = Field(default_factory=dict)
    """Codes that go together: right and left, later visits."""
    too_much: Annotated[dict[Slug, PatientText], Signed()] = Field(default_factory=dict)
    """How to know that an exercise of a kind was too much."""
    rice: dict[Slug, OwnRice] = Field(default_factory=dict)
    """Rest, ice, compression and elevation of a part of the body."""
