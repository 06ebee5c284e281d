"""A dose in a file as a therapist types it; what is none is answered with what may be written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from handouts.content.folders import Folders
from handouts.content.library import Library
from handouts.content.model import Dose
from handouts.errors import ContentError
from handouts.sheet.dose import parse_dose
from tests.content.samples import LIFT, library, place, topic_problems, where, write

WHO = "{by: Dana Lee, why: It is safe here.}"


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("3x12, 3/week", {"sets": 3, "repetitions": 12, "days_a_week": 3}),
        ("3 X 8-12, 2 / day", {"sets": 3, "repetitions": "8-12", "times_a_day": 2}),
        ("3 sets of 12, 3/week", {"sets": 3, "repetitions": 12, "days_a_week": 3}),
        ("2x30s, 3/day", {"repetitions": 2, "hold_seconds": 30, "times_a_day": 3}),
        ("2x1min, 3/day", {"repetitions": 2, "hold_seconds": 60, "times_a_day": 3}),
        ("2x30s/side, 3/day", {"repetitions": 2, "hold_seconds": 30, "each_side": True, "times_a_day": 3}),
        (
            "3x12 each side, 3 days a week",
            {"sets": 3, "repetitions": 12, "each_side": True, "days_a_week": 3},
        ),
        ("2min, 3/day", {"session_minutes": 2, "times_a_day": 3}),
        ("10 reps, 2 times a day", {"repetitions": 10, "times_a_day": 2}),
    ],
)
def test_what_is_understood(text: str, dose: dict[str, object]) -> None:
    assert Dose.model_validate(text) == Dose.model_validate(dose)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3x12", "not how often; say both in one line, such as dose: 3x12, 3/day"),
        ("lots, 3/day", "'lots' is not a dose; write for example"),
        ("3x12, 2x10, 3/day", "says the same thing twice"),
        ("0x12, 3/day", "must be 1 or more"),
        ("3x999, 3/day", "must be 300 or less"),
    ],
)
def test_what_is_none_is_answered_at_its_place(tmp_path: Path, text: str, message: str) -> None:
    lift = LIFT.replace("{sets: 2, repetitions: 8-12, days_a_week: 3}", text)
    found = topic_problems(tmp_path, exercises__leg_lift=lift)
    assert message in f"{found[0].message}; {found[0].hint}"
    assert where(found[0]) == place("leg-lift.yaml", lift, text)


def test_a_dose_in_a_file(tmp_path: Path) -> None:
    lift = LIFT.replace("{sets: 2, repetitions: 8-12, days_a_week: 3}", "2x8-12, 3/week")
    assert lift != LIFT
    assert library(tmp_path, exercises__leg_lift=lift).exercise("leg-lift") == library(tmp_path).exercise(
        "leg-lift"
    )


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("1x12", "{sets: 1, repetitions: 12, days_a_week: 3, rest_day: true}"),
        ("12", "{repetitions: 12, days_a_week: 3, rest_day: true}"),
        ("2/week", "{sets: 2, repetitions: 8-12, days_a_week: 2, rest_day: true}"),
        ("1x10, every other day", "{sets: 1, repetitions: 10, every_other_day: true}"),
    ],
)
@pytest.mark.parametrize(
    "below", ["{sets: 2, repetitions: 8-12, days_a_week: 3, rest_day: true}", "2x8-12, 3/week"]
)
def test_over_a_bundled_dose_what_is_not_typed_is_as_it_was(
    tmp_path: Path, typed: str, whole: str, below: str
) -> None:
    """As on the command line."""
    lift = LIFT.replace("{sets: 2, repetitions: 8-12, days_a_week: 3}", below)
    own = tmp_path / "own" / "exercises" / "leg-lift.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        f"extends: bundled\ndose: {typed}\ndecided: {{dose/every_other_day: {WHO}, dose/rest_day: {WHO}}}\n"
    )
    both = Library(Folders((tmp_path / "own", write(tmp_path / "bundled", exercises__leg_lift=lift))))
    wanted = Dose.model_validate(yaml.safe_load(whole))
    if below.startswith("2x"):
        wanted = wanted.model_copy(update={"rest_day": False})
    assert both.exercise("leg-lift").dose == wanted
    assert (
        parse_dose(typed, both.read(tmp_path / "bundled" / "exercises" / "leg-lift.yaml").value.dose)
        == wanted
    )  # type: ignore[attr-defined]


def test_a_larger_dose_in_short_notation_is_asked_about_like_any_other(tmp_path: Path) -> None:
    own = tmp_path / "own" / "exercises" / "leg-lift.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("extends: bundled\ndose: 3x12\n")
    both = Library(Folders((tmp_path / "own", write(tmp_path / "bundled"))))
    with pytest.raises(ContentError) as caught:
        both.exercise("leg-lift")
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (
        2,
        "less safe than the bundled file: the dose is larger: 3, not 2",
    )


def test_a_new_exercise_is_asked_once_how_often(tmp_path: Path) -> None:
    lift = LIFT.replace("{sets: 2, repetitions: 8-12, days_a_week: 3}", "3x12")
    assert lift != LIFT
    (problem,) = topic_problems(tmp_path, exercises__leg_lift=lift)
    assert "it says how much but not how often" in problem.message
    assert problem.hint == "say both in one line, such as dose: 3x12, 3/day or dose: 3x12, 3/week"
    for line in problem.hint.partition("such as ")[2].split(" or "):
        mended = lift.replace("dose: 3x12", line)
        assert mended != lift and topic_problems(tmp_path, exercises__leg_lift=mended) == []


def test_a_new_exercise_is_asked_once_how_much(tmp_path: Path) -> None:
    lift = LIFT.replace("{sets: 2, repetitions: 8-12, days_a_week: 3}", "3/week")
    (problem,) = topic_problems(tmp_path, exercises__leg_lift=lift)
    assert "it says how often but not how much" in problem.message
    assert "dose: 3x12, 3/week" in problem.hint
