"""Safety rules: demands that exercises state, what conditions of health rule out, warning signs for every region."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from handouts.check import safety, signs
from handouts.content.library import Library
from handouts.content.model import Exercise, HealthConditions, Region, StopSigns, Strain
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
    assert messages(signs.stop_signs(given(BUNDLED.stop_signs))) == []


@pytest.mark.parametrize("key", ["emergency", "today", "soon"])
def test_every_single_sign_is_needed(key: str) -> None:
    known = BUNDLED.stop_signs.model_dump()
    others = {"You cannot use the arm after a fall", "Pain down both arms"}
    for i, sign in enumerate(known[key]):
        fewer = StopSigns.model_validate({**known, key: known[key][:i] + known[key][i + 1 :]})
        if sign["text"] not in others:
            assert messages(signs.stop_signs(given(fewer))), f"nobody misses {sign['text']!r}"


def test_a_sign_of_the_knee_is_missed_where_a_muscle_lacks_it() -> None:
    known = BUNDLED.stop_signs.model_dump()
    (number,) = (n for n, sign in enumerate(known["today"]) if "knee that locks" in sign["text"])
    known["today"][number]["muscles"] = ("popliteus",)
    (first,) = messages(signs.stop_signs(given(StopSigns.model_validate(known))))
    assert "a knee that locks" in first and "vastus-medialis" in first and "popliteus" not in first
    known["today"][number].update(muscles=(), regions=("thigh", "leg"))
    assert not messages(signs.stop_signs(given(StopSigns.model_validate(known))))


@pytest.mark.parametrize(
    "text", ["Swollen calf with chest pain or short breath", "Chest pain if a leg is swollen"]
)
def test_chest_pain_is_a_sign_whatever_the_calf_does(text: str) -> None:
    known = BUNDLED.stop_signs.model_dump()
    known["emergency"][0]["text"] = text
    found = " ".join(messages(signs.stop_signs(given(StopSigns.model_validate(known)))))
    assert "chest pain" in found and "breathing" in found


def test_a_sign_for_one_region_only_is_missed_in_the_others() -> None:
    known = BUNDLED.stop_signs.model_dump()
    number = next(n for n, sign in enumerate(known["emergency"]) if "between the legs" in sign["text"])
    known["emergency"][number]["regions"] = ("back", "hip")
    (first, *_) = signs.stop_signs(given(StopSigns.model_validate(known)))
    assert "numbness between the legs" in first.message and "thigh" in first.message
    assert "hip" not in first.message.partition(" for: ")[2]


def test_chest_needs_its_note() -> None:
    without = changed(BUNDLED.stop_signs, region_note={})
    assert messages(signs.stop_signs(given(without))) == ["there is no note for the chest"]


def test_tables_name_regions_that_exist() -> None:
    for table in (signs.EMERGENCIES, signs.TODAY, signs.SOON):
        for _, regions in table.values():
            assert set(regions) <= set(get_args(Region))


# -------------------------------------------------------------------------------------------------------- demands


@pytest.mark.parametrize("slug", BUNDLED.slugs("exercises"))
def test_bundled_exercises_state_their_demands(slug: str) -> None:
    assert messages(safety.demands(given(BUNDLED.exercise(slug), slug))) == []


@pytest.mark.parametrize(("slug", "begins"), [("ball-wall-side-of-hip", "press-"), ("clamshell", "load-")])
def test_the_demand_that_a_type_must_state_is_missed(slug: str, begins: str) -> None:
    exercise = BUNDLED.exercise(slug)
    fewer = changed(exercise, demands=[d for d in exercise.demands if not d.startswith(begins)])
    (message,) = messages(safety.demands(given(fewer)))
    assert begins in message


@pytest.mark.parametrize(
    ("step", "demand"),
    [
        ("Kneel on a mat.", "kneel"),
        ("Start on your hands and knees.", "hands-and-knees"),
        ("Stand next to a wall.", "stand"),
        ("Stand on one leg.", "stand-on-one-leg"),
        ("Cross {sore leg} behind {other leg}.", "leg-across"),
        ("Put {sore ankle} on {other knee}.", "leg-across"),
        ("Pull the knee across your body.", "leg-across"),
        ("Lie on a mat on {sore side}.", "lie-on-sore-side"),
        ("Lie face down.", "lie-face-down"),
        ("Prop yourself up on your arm.", "weight-on-wrists"),
    ],
)
def test_a_demand_that_a_step_shows_must_be_stated(step: str, demand: str) -> None:
    exercise = changed(BUNDLED.exercise("pillow-between-knees"), steps=(step, "Rest."))
    found = list(safety.demands(given(exercise)))
    assert f"'{demand}'" in " ".join(remark.message for remark in found)
    assert found[0].path == ("steps", 0)
    assert demand not in " ".join(messages(safety.demands(given(changed(exercise, demands=[demand])))))


def test_what_presses_says_what_lies_near() -> None:
    (message,) = messages(safety.demands(given(changed(BUNDLED.exercise("cane-side-of-hip"), near=None))))
    assert "what lies near" in message


def test_the_first_of_a_plan_says_what_to_do_today() -> None:
    topic = BUNDLED.topic("gluteus-minimus")
    first = topic.plan.exercises[0]
    exercise = BUNDLED.exercise(first)
    assert messages(safety.first_of_plan(given(topic, "x", {first: exercise}))) == []
    silent = changed(exercise, today=None)
    (message,) = messages(safety.first_of_plan(given(topic, "x", {first: silent})))
    assert first in message


# ------------------------------------------------------------------------------------------------------ conditions


def test_bundled_conditions_rule_out_what_they_must() -> None:
    assert messages(safety.must_rule_out(given(BUNDLED.health))) == []


@pytest.mark.parametrize("name", [*safety.MUST_FORBID, *safety.MUST_ASK])
def test_what_a_condition_must_rule_out_is_missed(name: str) -> None:
    health = BUNDLED.health.model_dump()
    health["conditions"][name] |= {"forbids": (), "asks": ()}
    found = messages(safety.must_rule_out(given(HealthConditions.model_validate(health))))
    assert found and all(f"'{name}'" in message for message in found)
    del health["conditions"][name]
    found = messages(safety.must_rule_out(given(HealthConditions.model_validate(health))))
    assert found and all(message == f"there is no condition '{name}'" for message in found)


@pytest.mark.parametrize("hours", [None, 71])
def test_nothing_is_pressed_or_stretched_in_the_first_72_hours(hours: int | None) -> None:
    health = BUNDLED.health.model_dump()
    health["conditions"]["new-strain"]["hours"] = hours
    (message,) = messages(safety.must_rule_out(given(HealthConditions.model_validate(health))))
    assert "72 hours" in message


# ------------------------------------------------------------------------------------------- warnings that may be lost


@pytest.mark.parametrize(
    "text",
    [
        "Never press the bone.",
        "Do not run.",
        "Stay off the groin. A nerve runs there.",
        "The groin is narrow. Do not press there.",
        "See a doctor today and do not press it.",
        "For 3 days, and as long as you limp, it must not be stretched.",
        "Give it 3 days with no stretch.",
        "It seldom tears. No stretch while a walk hurts.",
        "It tears in a sprint. While it is new, do not stretch it.",
    ],
)
def test_a_warning_in_a_text_that_may_be_left_out_is_found(text: str) -> None:
    exercise = changed(BUNDLED.exercise("clamshell"), why=text)
    (remark,) = safety.kept(given(exercise))
    assert remark.path == ("why",) and remark.severity == "problem"
    topic = changed(BUNDLED.topic("gluteus-minimus"), habits=(text,))
    assert [r.path for r in safety.kept(given(topic))] == [("habits", 0, "text")]


@pytest.mark.parametrize(
    "text",
    [
        "It is not on the skin.",
        "It may not help.",
        "Experts do not agree.",
        "It is no stretch, so it never pulls.",
    ],
)
def test_what_is_not_so_is_no_warning(text: str) -> None:
    assert messages(safety.kept(given(changed(BUNDLED.exercise("clamshell"), why=text)))) == []


def test_a_warning_may_go_with_the_advice_that_it_is_about_and_not_before_it() -> None:
    topic = BUNDLED.topic("gluteus-minimus")
    for text, found in (
        ("Press the deep one more, but never hard.", 0),
        ("Never press hard. Press a bit.", 1),
    ):
        habit = {"text": text, "demands": ["press-buttock"]}
        assert len(list(safety.kept(given(changed(topic, habits=(habit,)))))) == found


def test_what_else_it_may_be_holds_no_warning_alone() -> None:
    topic = changed(BUNDLED.topic("pectineus"), check_first="It may be the hip. Do not press in the groin.")
    assert [r.path for r in safety.kept(given(topic))] == [("check_first",)]


@pytest.mark.sweep
def test_no_bundled_topic_or_exercise_has_a_warning_that_may_be_left_out() -> None:
    for folder, read in (
        ("muscles", BUNDLED.topic),
        ("conditions", BUNDLED.topic),
        ("exercises", BUNDLED.exercise),
    ):
        for slug in BUNDLED.slugs(folder):
            assert messages(safety.kept(given(read(slug), slug))) == [], slug


def test_spots_that_nobody_presses_come_with_a_word_of_where_not_to_press() -> None:
    topic = BUNDLED.topic("pectineus")
    plan = (*topic.plan.exercises, *topic.plan.alternatives)
    others = {slug: BUNDLED.exercise(slug) for slug in plan}
    assert messages(safety.no_pressing(given(topic, others=others))) == []
    (message,) = messages(safety.no_pressing(given(changed(topic, no_pressing=None), others=others)))
    assert "nothing in its plan presses" in message
    ball = {plan[0]: BUNDLED.exercise("roller-inner-thigh")}
    assert messages(safety.no_pressing(given(changed(topic, no_pressing=None), others=others | ball))) == []


def test_a_warning_is_fine_where_it_stays_or_where_it_goes_with_what_it_is_about() -> None:
    exercise = BUNDLED.exercise("clamshell")
    for field in ("near", "cautions", "steps"):
        value = "Never press the bone." if field == "near" else ("Never press the bone.", "Rest.")
        assert messages(safety.kept(given(changed(exercise, **{field: value})))) == []
    assert messages(safety.kept(given(changed(exercise, harder="Reach up. Do not bend.")))) == []


@pytest.mark.parametrize("value", [BUNDLED.strain, BUNDLED.pressure, BUNDLED.exercising, BUNDLED.health])
def test_bundled_guidance_keeps_its_warnings(value: Strain) -> None:
    assert messages(safety.kept(given(value))) == []


# ------------------------------------------------------------------------------------------------------------- advice


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("Press the sore spot.", "press"),
        ("Warm up, then stretch gently.", "stretch"),
        ("Warm the muscle before bed.", "warmth"),
        ("Cool it afterwards.", "cold"),
        ("Tighten your buttocks as you walk.", "load"),
        ("Sprint up a hill.", "load"),
        ("Warm up, then jump rope.", "load"),
        ("Do ten squats each morning.", "load"),
        ("Lunge as far as you can.", "load"),
        ("Train with a barbell.", "load"),
        ("Lean on a hard ball there.", "press"),
        ("Use a foam roller on your thigh.", "press"),
        ("Take a hot bath.", "warmth"),
        ("Put a heat pad on it.", "warmth"),
        ("Put a cold pack on it.", "cold"),
        ("Kneel and reach.", "kneel"),
        ("Sit on the floor to read.", "floor"),
        ("Sit cross-legged.", "leg-across"),
    ],
)
def test_advice_states_what_it_asks_for(text: str, demand: str) -> None:
    topic = BUNDLED.topic("gluteus-minimus")
    for value, path in (
        (changed(topic, habits=(text,)), ("habits", 0)),
        (changed(BUNDLED.strain, more=(text,)), ("more", 0)),
    ):
        found = list(safety.advised(given(value)))
        assert [(remark.path, f"'{demand}'" in remark.message) for remark in found] == [(path, True)]
    stated = changed(topic, habits=({"text": text, "demands": [demand]},))
    assert messages(safety.advised(given(stated))) == []


def test_advice_to_leave_something_asks_for_nothing() -> None:
    value = changed(BUNDLED.strain, more=("Leave stretching and pressing for later.", "Wait with running."))
    assert messages(safety.advised(given(value))) == []
    leave = ("Jump and squat less.", "No hot bath for now.", "Leave out the leg press.", "Kick last.")
    value = changed(BUNDLED.strain, more=(*leave, "Sit with both feet on the floor."))
    assert messages(safety.advised(given(value))) == []


def test_a_sign_of_one_condition_is_missed_where_only_another_has_it() -> None:
    known = BUNDLED.stop_signs.model_dump()
    number = next(n for n, sign in enumerate(known["today"]) if "wound" in sign["text"])
    known["today"][number]["health"] = ("knee-replacement",)
    (found,) = messages(signs.stop_signs(given(StopSigns.model_validate(known))))
    assert "infected wound" in found and found.endswith("recent-surgery, hip-replacement")
