"""Names of muscles that have no sheet. Exercises may be for them all the same. Holds them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handouts.content.model.base import Label, Model, Slug


class MuscleNames(Model):
    """``data/guidance/muscles.yaml``: muscles without a sheet that exercises may name."""

    kind: Literal["muscle-names"]
    names: dict[Slug, Label] = Field(default_factory=dict)
    """What each is called; by it an exercise is found."""
