"""The words by which a sheet is found. Holds them; ``handouts/finding`` knows what to do with them."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from handouts.content.model.base import FieldError, Label, Model, Region, SearchWords, Signed, Zone

Urgency = Literal["emergency", "today", "soon"]
"""The levels of stop signs, the most urgent first."""


class Place(Model):
    """A zone: what it is called, and what people type who mean it."""

    name: Label
    words: SearchWords
    ends: SearchWords | None = None
    """Words that mean it only at the end of a chain: "knee" of "outer hip to knee" is the outer knee."""


class WholePart(Model):
    """Words that mean several zones at once."""

    words: SearchWords
    zones: tuple[Zone, ...] = Field(min_length=2)


class SideWords(Model):
    """What says which side."""

    left: SearchWords
    right: SearchWords
    both: SearchWords


class EditionWords(Model):
    """What says which edition."""

    large: SearchWords
    mono: SearchWords
    clinician: SearchWords


class StopWords(Model):
    """What is answered with the stop signs of these ``regions``, those of its level first; a sheet follows only for
    "soon". It is met where one of the ``words`` is there and one of each list of ``near``, but none of ``unless``. All
    words of a phrase have to be there, in any order.
    """

    words: SearchWords
    near: tuple[SearchWords, ...] = ()
    unless: SearchWords | None = None
    level: Urgency = "emergency"
    regions: tuple[Region, ...] = ()


class Places(Model):
    """``data/guidance/places.yaml``"""

    kind: Literal["places"]
    zones: dict[Zone, Place]
    whole: tuple[WholePart, ...] = ()
    chains: tuple[tuple[Zone, ...], ...] = ()
    """Zones one after another: "outer hip to ankle" means those between too."""
    between: SearchWords
    sides: Annotated[SideWords, Signed()]
    editions: EditionWords
    articles: Annotated[SearchWords, Signed()]
    """Words before a place that change nothing: "side of my hip" is "side of the hip"."""
    idle: SearchWords
    """Words that tell no two sheets apart."""
    stop: Annotated[tuple[StopWords, ...], Signed()] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_zone(self) -> Places:
        missing = [zone for zone in get_args(Zone) if zone not in self.zones]
        if missing:
            raise FieldError(f"there are no words for {', '.join(missing)}", "zones")
        return self
