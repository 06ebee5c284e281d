"""A plan gives one way of a technique in each stage of healing; check says where it gives two."""

from __future__ import annotations

from handouts import Library
from handouts.check import safety
from handouts.content.model import Exercise
from tests.check.cases import case

LIBRARY = Library.load()
KNOWN = {slug: LIBRARY.exercise(slug) for slug in LIBRARY.slugs("exercises")}


def test_two_ways_are_one_technique_in_one_stage_of_healing_alone() -> None:
    bridge = KNOWN["bridge"]
    assert bridge.same_technique("bridge", KNOWN["bridge-in-bed"], "bridge-in-bed")
    assert not bridge.same_technique("bridge", KNOWN["single-leg-bridge"], "single-leg-bridge")
    assert not bridge.same_technique("bridge", KNOWN["hip-hinge"], "hip-hinge")


def test_no_bundled_plan_gives_two_ways_of_one_technique() -> None:
    for slug in LIBRARY.names("topic"):
        assert not list(safety.technique_twice(case(LIBRARY, LIBRARY.topic(slug), "x", KNOWN))), slug


def test_check_tells_of_a_plan_with_two_ways_of_one_technique() -> None:
    topic = LIBRARY.topic("hamstring-strain")
    plan = {"exercises": ("bridge", "hamstring-curl", "bridge-in-bed"), "alternatives": ()}
    twice = type(topic).model_validate({**topic.model_dump(), "plan": plan})
    (remark,) = safety.technique_twice(case(LIBRARY, twice, "x", KNOWN))
    assert "'bridge-in-bed' is another way of 'bridge'" in remark.message
    assert remark.path == ("plan", "exercises", 2)


def test_what_is_a_way_of_another_is_of_its_type_and_for_a_muscle_of_it() -> None:
    ways: list[tuple[str, Exercise]] = [(slug, one) for slug, one in KNOWN.items() if one.variant_of]
    assert {("bridge-in-bed", "bridge"), ("roller-calf", "ball-calf")} <= {(s, e.variant_of) for s, e in ways}
    for slug, exercise in ways:
        first = KNOWN[str(exercise.variant_of)]
        assert first.variant_of is None and first.type == exercise.type, slug
        assert set(first.muscles) & set(exercise.muscles), slug
