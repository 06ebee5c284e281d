"""Every condition and pairs of the common ones, each with one topic, in every edition, on the web and in a message:
what a condition rules out is printed nowhere, and nothing harder takes the place of anything. ``python -m soak safety``
goes through every topic for every one of these readers.
"""

from __future__ import annotations

import pytest

from handouts import Library
from tests.sheet.bundled import TOPICS
from tests.support.safe import COMMON, Health, Oracle

ORACLE = Oracle(Library.load())
READERS = ORACLE.readers
SAMPLES = [(TOPICS[number % len(TOPICS)], health) for number, health in enumerate(READERS)]

pytestmark = pytest.mark.sweep


def test_the_common_conditions_are_there() -> None:
    assert set(COMMON) <= set(ORACLE.rules) and len(ORACLE.rules) >= 38


@pytest.mark.parametrize(
    ("slug", "health"), SAMPLES, ids=lambda part: part if isinstance(part, str) else "+".join(part)
)
def test_nothing_that_is_ruled_out_is_printed_and_nothing_harder_stands_in(slug: str, health: Health) -> None:
    assert list(ORACLE.faults(slug, health, pages=len(health) == 1)) == []


@pytest.mark.parametrize("kind", ["muscles", "conditions"])
def test_no_stand_in_of_any_topic_takes_more_than_what_it_replaces(kind: str) -> None:
    faults = [
        f"{slug} {name}: {fault}"
        for slug in ORACLE.library.slugs(kind)
        for name in ORACLE.rules
        for fault in ORACLE.plan(slug, (name,))
    ]
    assert faults == []
