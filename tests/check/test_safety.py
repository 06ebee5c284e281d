"""Safety rules: gates that exercises must carry, and warning signs for every region."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from handouts.check import safety
from handouts.content.library import Library
from handouts.content.model import Exercise, Muscle, Region, StopSigns
from tests.check.cases import Given, case

BUNDLED = Library.load()


def changed(value: Any, **update: Any) -> Any:
    """A copy with other values, checked again."""
    return type(value).model_validate({**value.model_dump(), **update})


def given(value: Any, slug: str = "x", others: dict[str, Exercise] | None = None) -> Given:
    return case(BUNDLED, value, slug, others)


def messages(remarks: Any) -> list[str]:
    return [remark.message for remark in remarks]


def test_bundled_stop_signs_are_complete() -> None:
    assert messages(safety.stop_signs(given(BUNDLED.stop_signs))) == []


@pytest.mark.parametrize("key", ["emergency", "soon"])
def test_every_single_sign_is_needed(key: str) -> None:
    signs = BUNDLED.stop_signs.model_dump()
    for i in range(len(signs[key])):
        fewer = StopSigns.model_validate({**signs, key: signs[key][:i] + signs[key][i + 1 :]})
        if signs[key][i]["text"] != "You cannot use the arm":
            assert messages(safety.stop_signs(given(fewer))), f"nobody misses {signs[key][i]['text']!r}"


def test_a_sign_for_one_region_only_is_missed_in_the_others() -> None:
    signs = BUNDLED.stop_signs.model_dump()
    signs["emergency"][0]["regions"] = ("back", "hip")
    (first, *_) = safety.stop_signs(given(StopSigns.model_validate(signs)))
    assert "numbness between the legs" in first.message
    assert "thigh" in first.message
    assert "hip" not in first.message.partition(" for: ")[2]


def test_chest_needs_its_note() -> None:
    without = changed(BUNDLED.stop_signs, region_note={})
    assert messages(safety.stop_signs(given(without))) == ["there is no note for the chest"]


def test_tables_name_regions_that_exist() -> None:
    for _, regions in [*safety.EMERGENCIES.values(), *safety.SOON.values()]:
        assert set(regions) <= set(get_args(Region))


@pytest.mark.parametrize("slug", BUNDLED.slugs("exercises"))
def test_bundled_exercises_carry_their_gates(slug: str) -> None:
    exercise = BUNDLED.exercise(slug)
    assert messages(safety.exercise_gates(given(exercise, slug))) == []
    others = {gate.instead: BUNDLED.exercise(gate.instead) for gate in exercise.gates.not_for if gate.instead}
    assert messages(safety.stand_in(given(exercise, slug, others))) == []


@pytest.mark.parametrize("name", safety.PRESSURE_NOT_FOR)
def test_every_pressure_gate_is_missed(name: str) -> None:
    rules = BUNDLED.pressure
    gates = rules.gates.model_dump()
    gates["not_for"] = [gate for gate in gates["not_for"] if gate["condition"] != name]
    (message,) = messages(safety.pressure_gates(given(changed(rules, gates=gates))))
    assert message == f"self-pressure lacks gates under not_for: {name}"


@pytest.mark.parametrize("name", safety.PRESSURE_ASK_FIRST)
def test_every_question_before_pressing_is_missed(name: str) -> None:
    rules = BUNDLED.pressure
    gates = rules.gates.model_dump()
    gates["ask_first"] = [asked for asked in gates["ask_first"] if asked != name]
    (message,) = messages(safety.pressure_gates(given(changed(rules, gates=gates))))
    assert message == f"self-pressure lacks gates under ask_first: {name}"


@pytest.mark.parametrize("hours", [None, 0, 71])
def test_nothing_is_pressed_or_stretched_in_the_first_72_hours(hours: int | None) -> None:
    stretch = BUNDLED.exercise("seated-glute-stretch")
    gates = {**stretch.gates.model_dump(), "not_before_hours": hours}
    (message,) = messages(safety.exercise_gates(given(changed(stretch, gates=gates))))
    assert "stretches waits 72 hours" in message
    gates = {**BUNDLED.pressure.gates.model_dump(), "not_before_hours": hours}
    (message,) = messages(safety.pressure_gates(given(changed(BUNDLED.pressure, gates=gates))))
    assert "presses waits 72 hours" in message


def test_what_nobody_may_press_on_with_holds_for_what_stands_in_too() -> None:
    """The rules for pressing hold for a stand-in as for any exercise, though its own file does not repeat them."""
    press = BUNDLED.exercise("ball-wall-back-of-hip")
    assert press.gates.not_for == ()
    other = changed(
        BUNDLED.exercise("clamshell"), gates={"not_for": [{"condition": "blood-clot", "instead": "press"}]}
    )
    (message,) = messages(safety.stand_in(given(other, "x", {"press": press})))
    assert message == "'press' is not for 'blood-clot' either"


def test_strengthening_may_begin_earlier() -> None:
    exercise = BUNDLED.exercise("clamshell")
    gates = {**exercise.gates.model_dump(), "not_before_hours": None}
    assert messages(safety.exercise_gates(given(changed(exercise, gates=gates)))) == []


def test_stand_ins_must_be_others_and_safe() -> None:
    exercise = BUNDLED.exercise("seated-glute-stretch")
    itself = changed(
        exercise, gates={"not_for": [{"condition": "x", "instead": "me"}], "not_before_hours": 72}
    )
    assert messages(safety.exercise_gates(given(itself, "me"))) == ["an exercise cannot stand in for itself"]
    assert messages(safety.stand_in(given(itself, "me", {"me": itself}))) == ["'me' is not for 'x' either"]


def test_a_condition_is_not_both_forbidden_and_asked_about() -> None:
    exercise = BUNDLED.exercise("clamshell")
    both = changed(exercise, gates={"not_for": [{"condition": "x"}], "ask_first": ["x"]})
    assert messages(safety.exercise_gates(given(both))) == ["'x' is under not_for and under ask_first"]


def test_across_body_stretches_are_gated_for_tendon_pain() -> None:
    topic = BUNDLED.topic("gluteus-minimus")
    assert isinstance(topic, Muscle)
    names = (*topic.plan.exercises, *topic.plan.alternatives)
    exercises: dict[str, Exercise] = {slug: BUNDLED.exercise(slug) for slug in names}
    assert messages(safety.hip_tendon(given(topic, "gluteus-minimus", exercises))) == []
    across = [slug for slug, e in exercises.items() if e.type == "stretch" and safety.goes_across(slug, e)]
    assert len(across) >= 3
    for slug in across:
        for gates in ({}, {"not_for": [{"condition": safety.HIP_TENDON_PAIN}]}):
            ungated = {**exercises, slug: changed(exercises[slug], gates=gates)}
            (message,) = messages(safety.hip_tendon(given(topic, "gluteus-minimus", ungated)))
            assert message.startswith(f"'{slug}' brings the leg across the body")
            assert messages(safety.hip_tendon(given(topic, "soleus", ungated))) == []


def test_a_condition_that_names_the_muscle_keeps_the_rule() -> None:
    topic = BUNDLED.topic("hip-and-glute-pain")
    slug = "seated-glute-stretch"
    plan = topic.plan.model_copy(update={"exercises": ("clamshell",), "alternatives": (slug,)})
    ungated = changed(BUNDLED.exercise(slug), gates={})
    (message,) = messages(
        safety.hip_tendon(given(topic.model_copy(update={"plan": plan}), "x", {slug: ungated}))
    )
    assert message.startswith(f"'{slug}' brings the leg across the body")


@pytest.mark.parametrize(
    ("step", "across"),
    [
        ("Cross your {sore} leg behind the other one.", True),
        ("Put {sore} ankle on {other} knee.", True),
        ("Pull the knee across your body.", True),
        ("Let the top leg hang behind you.", True),
        ("Kneel with your {sore} leg back.", False),
        ("Slide your hips forward.", False),
    ],
)
def test_words_of_a_stretch_across_the_body(step: str, across: bool) -> None:
    exercise = BUNDLED.exercise("low-lunge").model_copy(update={"steps": (step, "Hold.")})
    assert safety.goes_across("any", exercise) == across
