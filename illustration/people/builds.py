"""The people of the figures: body type and hair under a short name. A new person is one row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from illustration.people.body import Build


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """A body type with a hair style (``short`` or ``bun``), ``grey`` or not."""

    build: Build
    hair: str
    grey: bool = False


PEOPLE: Mapping[str, PersonSpec] = MappingProxyType(
    {
        "woman": PersonSpec(Build("female", 0.1), "bun"),
        "man": PersonSpec(Build("male", 0.1), "short"),
        "older-woman": PersonSpec(Build("female", 0.65, 0.25), "short", grey=True),
        "older-man": PersonSpec(Build("male", 0.65, 0.25), "short", grey=True),
        "sturdy-woman": PersonSpec(Build("female", 0.25, 0.45), "bun"),
        "sturdy-man": PersonSpec(Build("male", 0.3, 0.45), "short"),
    }
)
