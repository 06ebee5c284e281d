"""What a sheet calls ordinary is no warning sign of the same sheet, unless it says how the two differ."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from handouts.check import alarms
from tests.check.test_safety import BUNDLED, changed, given, messages


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("lumbar-spinal-stenosis", "legs that feel heavy or weak as you walk"),
        ("lumbar-spinal-stenosis", "pain in one leg or both"),
        ("tibialis-anterior", "a foot that drags or trips"),
        ("vastus-medialis", "a knee that gives way"),
        ("gluteus-minimus", "no position that feels good for long"),
        ("gastrocnemius", "a calf that is swollen in the evening"),
        ("rectus-femoris", "a knee that is swollen at times"),
        ("obliques", "blood in the urine"),
        ("sartorius", "a tingling thigh"),
    ],
)
def test_a_warning_sign_among_what_is_ordinary_is_found(slug: str, text: str) -> None:
    topic = changed(BUNDLED.topic(slug), notice=("pain on stairs", text))
    (remark,) = alarms.rule(given(topic, slug))
    assert remark.path == ("notice", 1) and remark.severity == "problem"


@pytest.mark.parametrize(
    "text",
    [
        "legs that get heavy as you walk and ease when you sit",
        "at times a numb hip or leg (have this checked)",
        "pain at night until you find a good place for the leg",
        "a swollen ankle",
        "cramps at night",
    ],
)
def test_what_is_told_apart_or_is_something_else_is_no_alarm(text: str) -> None:
    topic = changed(BUNDLED.topic("lumbar-spinal-stenosis"), notice=("pain on stairs", text))
    assert messages(alarms.rule(given(topic))) == []


def test_where_the_pain_goes_is_called_ordinary_too() -> None:
    topic = BUNDLED.topic("tibialis-anterior")
    pain = topic.pain.model_copy(update={"spillover": "The foot drags or trips."})
    (remark,) = alarms.rule(given(topic.model_copy(update={"pain": pain})))
    assert remark.path == ("pain", "spillover")
    pattern = pain.patterns[0].model_copy(update={"text": "make the foot drag or trip."})
    pain = topic.pain.model_copy(update={"patterns": (pattern,), "spillover": None})
    (remark,) = alarms.rule(given(topic.model_copy(update={"pain": pain})))
    assert remark.path == ("pain", "patterns", 0, "text")


def test_the_warning_may_stand_in_what_is_checked_first() -> None:
    topic = changed(BUNDLED.topic("soleus"), notice=("pain on stairs", "a knee that locks"))
    assert messages(alarms.rule(given(topic))) == []
    asks = changed(topic, check_first="Does the knee lock? Then see a doctor.")
    (message,) = messages(alarms.rule(given(asks)))
    assert "Does the knee lock" in message


@pytest.mark.parametrize(("has", "found"), [((), 0), (("blood-thinners",), 1)])
def test_signs_of_what_the_topic_itself_is_count(has: tuple[str, ...], found: int) -> None:
    """Blood is a sign here only for who takes blood thinners."""
    (sign,) = (sign for sign in BUNDLED.stop_signs.today if sign.text.startswith("Black stool"))
    signs = BUNDLED.stop_signs.model_copy(update={"emergency": (), "today": (sign,), "soon": ()})
    notice = ("pain on stairs", "blood in the stool")
    topic = changed(BUNDLED.topic("greater-trochanteric-pain"), notice=notice, has=has)
    case = replace(given(topic), library=SimpleNamespace(stop_signs=signs))  # type: ignore[arg-type]
    assert len(messages(alarms.rule(case))) == found


@pytest.mark.sweep
@pytest.mark.parametrize("kind", ["muscles", "conditions"])
def test_no_bundled_topic_calls_a_warning_sign_ordinary(kind: str) -> None:
    found = {slug: messages(alarms.rule(given(BUNDLED.topic(slug), slug))) for slug in BUNDLED.slugs(kind)}
    assert {slug: said for slug, said in found.items() if said} == {}


def test_each_number_of_weeks_says_what_it_is_for() -> None:
    assert BUNDLED.exercising.no_better == "Call us if you are no better in 6 weeks."
    assert "No better after 6 weeks" in [sign.text for sign in BUNDLED.stop_signs.soon]
    (sign,) = [sign for sign in BUNDLED.stop_signs.soon if sign.text.startswith("No better")]
    assert BUNDLED.exercising.no_better_strain == "Call us if you are no better in 2 weeks."
    assert sign.in_strain == "No better after 2 weeks"
    assert "a new tear is no better in 2 weeks" in BUNDLED.strain.follow_up
