"""No text promises a cure, and how many get better, or how soon, stands only beside a source that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.check import claims
from handouts.check.lint import check
from handouts.content.library import Library
from tests.check.test_safety import BUNDLED, changed, given, messages
from tests.sheet.bundled import bundled, overlay


@pytest.mark.parametrize(
    "text",
    [
        "This cures it for good.", "The pain will go away.", "It always works.", "You get rid of the pain.",
        "A guaranteed way out of pain.", "It never comes back.", "Everyone gets better.", "It will heal.",
        "It helps 100 percent.",
    ],
)  # fmt: skip
def test_a_promise_is_refused_wherever_it_stands(text: str) -> None:
    topic = BUNDLED.topic("gluteus-minimus")
    assert [r.path for r in claims.promises(given(changed(topic, relief=text)))] == [("relief", "text")]
    assert [r.path for r in claims.promises(given(changed(topic, habits=(text,))))] == [("habits", 0, "text")]
    notes = changed(topic.clinician, examination=(text,))  # for those who know what to make of it
    assert messages(claims.promises(given(changed(topic, clinician=notes)))) == []
    exercise = changed(BUNDLED.exercise("clamshell"), why=text)
    (remark,) = claims.promises(given(exercise))
    assert remark.path == ("why",) and remark.severity == "problem"


@pytest.mark.parametrize(
    "text",
    [
        "This is no cure.",
        "It does not cure it.",
        "It often helps.",
        "It may heal in time.",
        "Nothing always works.",
    ],
)
def test_what_promises_nothing_may_be_said(text: str) -> None:
    assert messages(claims.promises(given(changed(BUNDLED.topic("gluteus-minimus"), relief=text)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nine of 10 people are free of pain in 3 weeks.", "It is better after 5 days.", "It helps 80 percent.",
        "Two out of three runners do well.", "Half of the people are well.", "A tear heals in about seven months.",
    ],
)  # fmt: skip
def test_how_many_get_better_and_how_soon_needs_a_source_that_says_so(text: str) -> None:
    topic = changed(BUNDLED.topic("gastrocnemius"), relief=text)
    (remark,) = claims.founded(given(topic))
    assert remark.path == ("relief", "text") and remark.severity == "problem"
    (remark,) = claims.founded(given(changed(topic, rests_on={})))
    assert "without a source" in remark.message


def test_a_number_is_founded_by_what_a_source_of_its_section_supports() -> None:
    trial = "Cramps were fewer after six weeks. They were better."
    topic = BUNDLED.topic("gastrocnemius")
    assert topic.rests_on.relief == ("hallegraeff-2012",)
    assert messages(claims.founded(given(changed(topic, relief="They are better after six weeks.")))) == []
    assert messages(claims.founded(given(changed(topic, relief=trial)))) == []
    for other in ("They are better after six days.", "They are better after six months."):
        (message,) = messages(claims.founded(given(changed(topic, relief=other))))
        assert "hallegraeff-2012" in message and "6" in message


def test_that_most_people_get_better_needs_a_source_and_no_number() -> None:
    topic = changed(BUNDLED.topic("gastrocnemius"), relief="Most people get better.")
    assert messages(claims.founded(given(topic))) == []
    assert messages(claims.founded(given(changed(topic, rests_on={})))) != []


@pytest.mark.parametrize("text", ["Hold it for 30 seconds.", "Do it 3 days a week.", "You sit for 2 hours."])
def test_a_number_that_says_nothing_of_getting_better_needs_none(text: str) -> None:
    topic = changed(BUNDLED.topic("gastrocnemius"), relief=text, rests_on={})
    assert messages(claims.founded(given(topic))) == []


@pytest.mark.sweep
def test_no_bundled_text_promises_or_claims_what_nothing_supports() -> None:
    for folder, read in (
        ("muscles", BUNDLED.topic), ("conditions", BUNDLED.topic), ("exercises", BUNDLED.exercise),
    ):  # fmt: skip
        for slug in BUNDLED.slugs(folder):
            made = given(read(slug), slug)
            assert messages(claims.promises(made)) + messages(claims.founded(made)) == [], slug
    for value in (BUNDLED.strain, BUNDLED.pressure, BUNDLED.exercising, BUNDLED.health):
        assert messages(claims.promises(given(value))) == []


def test_check_refuses_them_in_the_file_of_a_new_muscle(tmp_path: Path) -> None:
    text = bundled("muscles/gastrocnemius.yaml")
    old = next(line for line in text.splitlines() if line.startswith("relief:"))
    new = "relief: Nine of 10 people are free of pain in 3 weeks. This cures it for good."
    folder = overlay(tmp_path, {"muscles/my-muscle.yaml": text.replace(old, new)})
    path = folder / "muscles" / "my-muscle.yaml"
    found = [
        f.problem.message
        for f in check(Library.load(folder), [path]).findings("problem")
        if f.check == "claims"
    ]
    assert len(found) == 2 and any("for good" in said or "cure" in said for said in found)
