"""The region of a topic is where its pain is, since stop signs follow from it."""

from __future__ import annotations

from typing import get_args

import pytest

from handouts import Library
from handouts.check.gate import GATE
from handouts.check.regions import _OF, rule
from handouts.content.model import Topic
from handouts.content.model.base import Zone
from tests.check.cases import case

BUNDLED = Library.load()


def _found(slug: str, region: str) -> list[str]:
    topic = BUNDLED.topic(slug).model_copy(update={"region": region})
    return [remark.message for remark in rule(case(BUNDLED, topic))]


@pytest.mark.parametrize(
    ("slug", "region"),
    [("gluteus-medius", "arm"), ("gluteus-medius", "foot"), ("soleus", "chest"), ("plantar-heel-pain", "hip"),
     ("low-back-pain", "leg"), ("rectus-femoris", "head")],
)  # fmt: skip
def test_another_part_of_the_body_is_a_problem(slug: str, region: str) -> None:
    (message,) = _found(slug, region)
    assert f"the region is '{region}'" in message


@pytest.mark.parametrize(
    ("slug", "region"), [("gluteus-medius", "thigh"), ("soleus", "foot"), ("obliques", "back")]
)
def test_a_part_beside_it_is_none(slug: str, region: str) -> None:
    assert _found(slug, region) == []


def test_every_bundled_topic_has_the_region_of_its_pain() -> None:
    assert (Topic, rule) in GATE
    for slug in BUNDLED.slugs("muscles") + BUNDLED.slugs("conditions"):
        assert list(rule(case(BUNDLED, BUNDLED.topic(slug)))) == [], slug


def test_every_zone_lies_in_a_region() -> None:
    assert {zone for zones in _OF.values() for zone in zones} == set(get_args(Zone))
