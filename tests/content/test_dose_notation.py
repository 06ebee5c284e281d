"""A dose in a file as a therapist types it; what is none is answered with what may be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.content.model import Dose
from tests.content.samples import LIFT, library, place, topic_problems, where


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
        ("3x12", 'not how often; write for example "3x12, 3/day"'),
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
