"""Which sources stand behind which text of a topic or an exercise: the section of ``rests_on`` for each field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handouts.content.fields import PathKey
from handouts.content.model import Exercise, Topic

RESTS_ON: Mapping[str, str] = MappingProxyType(
    {
        "where": "anatomy", "facts": "anatomy", "clinician/anatomy": "anatomy",
        "in_short": "pain", "pain": "pain", "notice": "pain", "clinician/differential": "pain",
        "clinician/satellites": "pain", "clinician/similar": "pain", "causes": "causes", "habits": "causes",
        "check_first": "safety", "no_pressing": "safety", "relief": "relief", "strain": "strain",
        "clinician/examination": "treatment", "clinician/treatment": "treatment", "plan": "plan",
        "steps": "doing", "dose": "dose", "cautions": "safety", "near": "safety", "why": "doing",
        "easier": "doing", "harder": "doing", "mistakes": "doing", "too_much": "dose", "stage": "dose",
        "stages": "plan",
    }
)  # fmt: skip
"""The section of ``rests_on`` behind a field of a topic or an exercise."""


def behind(part: Topic | Exercise, field: str) -> tuple[str, ...]:
    """The sources that are named for the section of ``field``; none where it names none."""
    own: tuple[str, ...] = getattr(part.rests_on, RESTS_ON.get(field, ""), ())
    return own


def field_at(path: PathKey) -> str:
    """The field, as :data:`RESTS_ON` names it, that a path lies in."""
    return f"{path[0]}/{path[1]}" if path[0] == "clinician" and len(path) > 1 else str(path[0])
