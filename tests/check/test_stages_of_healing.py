"""The stage of an exercise against what it asks of a body, and the plan of a condition by stage, tried on each rule."""

from __future__ import annotations

import pytest

from handouts import Library
from handouts.check import stages
from handouts.content.model import Condition, Exercise
from tests.check.cases import case

LIBRARY = Library.load()


def said(slug: str, **changes: object) -> list[str]:
    made = LIBRARY.exercise(slug).model_copy(update=changes)
    assert isinstance(made, Exercise)
    return [remark.message for remark in stages.watched(case(LIBRARY, made))]


@pytest.mark.parametrize("name", ["mistakes", "too_much", "stage"])
def test_an_exercise_without_one_of_them_is_told(name: str) -> None:
    assert said("clamshell") == []
    (message,) = said("clamshell", **{name: () if name == "mistakes" else None})
    assert message.startswith("it does not say")


@pytest.mark.parametrize(
    "slug", ["ball-calf", "seated-glute-stretch", "side-plank-on-knees", "heel-drop-on-stair"]
)
def test_nothing_pressed_held_or_heavy_belongs_to_the_calm_stage(slug: str) -> None:
    assert said(slug) == []
    assert any("calm stage" in message for message in said(slug, stage="calm"))


def test_a_high_load_comes_last() -> None:
    assert said("hip-hike-on-step", stage="early") == ["a high load comes last"]


def test_a_stage_without_anything_to_do_is_told_and_so_is_one_that_lacks() -> None:
    topic = LIBRARY.topic("shin-splints")
    assert isinstance(topic, Condition)

    def found(**changes: object) -> list[str]:
        own = case(LIBRARY, topic.model_copy(update=changes), others={})
        given = {slug: LIBRARY.exercise(slug) for slug in (*topic.plan.exercises, *topic.plan.alternatives)}
        return [r.message for r in stages.planned(case(LIBRARY, own.value, others=given))]

    assert found() == []
    idle = {**topic.stages, "later": topic.stages["later"].model_copy(update={"do": None})}
    assert found(stages=idle) == ["nothing is to be done in the stage 'later'"]
    fewer = {key: own for key, own in topic.stages.items() if key != "early"}
    assert found(stages=fewer) == [
        "its plan has no stage: early",
        "exercises of the plan belong to the stage 'early', which it has not",
    ]


def test_every_bundled_plan_agrees_with_its_exercises() -> None:
    for slug in LIBRARY.slugs("conditions"):
        topic = LIBRARY.topic(slug)
        given = {one: LIBRARY.exercise(one) for one in (*topic.plan.exercises, *topic.plan.alternatives)}
        assert list(stages.planned(case(LIBRARY, topic, slug, given))) == [], slug
    for slug in LIBRARY.slugs("exercises"):
        assert said(slug) == [], slug
