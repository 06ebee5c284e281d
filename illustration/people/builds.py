"""The people of the figures: body type, hair and skin under a short name. A new person is one row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from illustration.people.body import Build


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """A body type, a hair style (``bun``, ``bob``, ``short``, ``receding``), the style classes of hair and skin."""

    build: Build
    hair: str
    colour: str = "hair-brown"
    tone: str = "skin"


TONES = ("skin", "skin-2", "skin-3", "skin-4")  # style classes, from light to dark

PEOPLE: Mapping[str, PersonSpec] = MappingProxyType(
    {
        "woman": PersonSpec(Build("female", 0.1), "bun", "hair-brown", "skin-2"),
        "man": PersonSpec(Build("male", 0.1), "short", "hair-black", "skin-4"),
        "older-woman": PersonSpec(Build("female", 0.65, 0.25), "bob", "hair-grey", "skin"),
        "older-man": PersonSpec(Build("male", 0.65, 0.25), "receding", "hair-grey", "skin-3"),
        "sturdy-woman": PersonSpec(Build("female", 0.25, 0.45), "bun", "hair-black", "skin-3"),
        "sturdy-man": PersonSpec(Build("male", 0.3, 0.45), "short", "hair-brown", "skin"),
    }
)
