"""The region of a topic against the places where its pain is felt: it decides which stop signs its sheets carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content.model import Topic
from handouts.content.model.base import Region, Zone

_OF: Mapping[Region, tuple[Zone, ...]] = MappingProxyType(
    {
        "chest": ("middle-back",),
        "back": ("middle-back", "low-back", "waist", "sacrum"),
        "abdomen": ("waist", "belly", "groin", "pelvic-floor"),
        "hip": ("sacrum", "buttock", "pelvic-floor", "groin", "lateral-hip"),
        "thigh": (
            "groin", "anterior-thigh", "medial-thigh", "lateral-thigh", "posterior-thigh", "anterior-knee",
            "medial-knee", "lateral-knee", "posterior-knee",
        ),
        "leg": (
            "anterior-knee", "medial-knee", "lateral-knee", "posterior-knee", "shin", "lateral-leg", "calf",
            "heel-cord", "lateral-ankle", "anterior-ankle",
        ),
        "foot": ("heel-cord", "lateral-ankle", "anterior-ankle", "heel", "sole", "top-of-foot", "toes"),
    }
)  # fmt: skip
"""The zones of each region that has any; what lies between two is in both."""

_BESIDE: tuple[tuple[Region, Region], ...] = (
    ("head", "neck"), ("neck", "chest"), ("neck", "shoulder"), ("neck", "back"), ("shoulder", "arm"),
    ("shoulder", "chest"), ("shoulder", "back"), ("chest", "back"), ("chest", "abdomen"), ("back", "abdomen"),
    ("back", "hip"), ("abdomen", "hip"), ("abdomen", "thigh"), ("hip", "thigh"), ("thigh", "leg"), ("leg", "foot"),
)  # fmt: skip
"""Regions that lie beside each other."""


def rule(case: Case) -> Iterator[Remark]:
    """A region in and beside which no place of the topic lies: its sheets would carry the stop signs of another part of
    the body.
    """
    topic: Topic = case.value
    zones = topic.pain.zones
    if zones is None:
        return
    there = _regions(zones.main)
    beside = {region for pair in _BESIDE if there.intersection(pair) for region in pair}
    if topic.region not in there | beside | _regions((*zones.spread, *zones.spots)):
        message = f"the region is '{topic.region}', and its pain is felt at: {', '.join(zones.main)}"
        hint = f"write the region of the part that is treated, such as {', '.join(sorted(there))}"
        yield Remark("regions", "problem", ("region",), message, hint)


def _regions(zones: Iterable[Zone]) -> set[Region]:
    return {region for region, within in _OF.items() if set(within).intersection(zones)}
