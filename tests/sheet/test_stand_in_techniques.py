"""No reader does one technique twice in a plan, in two of its ways: nothing that stands in is one."""

from __future__ import annotations

from itertools import combinations

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.compose import draft

LIBRARY = Library.load()


@pytest.mark.sweep
@pytest.mark.parametrize("slug", LIBRARY.names("topic"))
def test_no_plan_of_any_reader_has_two_ways_of_one_technique(slug: str) -> None:
    for health in (frozenset[str](), *(frozenset({name}) for name in LIBRARY.health.conditions)):
        chosen = draft(LIBRARY, SheetRequest(slug, health=health)).plan.chosen
        for one, other in combinations(chosen, 2):
            assert not one.exercise.same_technique(one.slug, other.exercise, other.slug), (health, one.slug)


def test_nothing_stands_in_for_a_curl_that_is_a_bridge_where_there_is_a_bridge() -> None:
    plan = draft(LIBRARY, SheetRequest("proximal-hamstring-tendinopathy", health=frozenset({"over-65"}))).plan
    assert [item.slug for item in plan.chosen] == ["bridge", "hip-hinge"]
