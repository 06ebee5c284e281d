"""What a load may say, and how much the numbers of a dose may come to together: the rule itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handouts.content.model import Dose
from handouts.content.model.dose import a_week
from handouts.content.model.load import load_fault, spaced


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ({"repetitions": 10, "every_hours": 2, "times_a_day": 3}, "twice how often"),
        ({"repetitions": 10, "every_other_day": True, "days_a_week": 3}, "twice on how many days"),
        ({"repetitions": 10, "rest_day": True, "days_a_week": 5}, "at most 4 days"),
        ({"repetitions": 10, "rest_day": True, "days_a_week": "3-5"}, "at most 4 days"),
        ({"repetitions": 100, "every_hours": 1}, "repetitions a day"),
        ({"repetitions": "20-100", "sets": "1-4", "times_a_day": 1}, "400 repetitions at a time"),
        ({"session_minutes": "5-60", "times_a_day": "1-5"}, "300 minutes a day"),
    ],
)
def test_numbers_that_speak_against_each_other(dose: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Dose.model_validate(dose)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=30))
def test_whatever_passes_for_a_load_is_plain_words(text: str) -> None:
    if not load_fault(text):
        assert all(char.isalnum() or char in " .,-–" for char in text)


@pytest.mark.parametrize(
    ("load", "fault"),
    [
        ("220 lb", ""), ("221 lb", "at most 220 lb"), ("100 kg", ""), ("100,5 kg", "at most 100 kg"),
        ("101kg", "at most 100"), ("0.5 kg", ""), ("0 kg", "more than 0"), ("0.00 lb", "more than 0"),
        ("2-5 kg", ""), ("5-5 kg", "must be larger"), ("5-2 kg", "must be larger"),
        ("5-300 lb", "at most 220 lb"), ("10 pounds", ""), ("221 pounds", "at most 220 lb"),
        ("101 kilos", "at most 100 kg"), ("10 libras", ""), ("10 lb in each hand", ""),
        ("10 lb poison", "only a weight"), ("red band", ""), ("band", ""), ("red", "neither"), ("", "neither"),
        ("-", "neither"), ("body weight", ""), ("Body weight", ""), ("a long thick red band", ""),
        ("a long thick soft red band", "neither"), ("red-band", ""), ("banda roja", ""), ("peso corporal", ""),
        ("10 lbx", "neither"), ("10 lb -", "only a weight"), ("10.555 kg", "neither"),
    ],
)  # fmt: skip
def test_a_load(load: str, fault: str) -> None:
    found = load_fault(load)
    assert fault in found and bool(fault) == bool(found), found


def test_a_weight_has_a_space_before_its_unit() -> None:
    assert [spaced(load) for load in (" 10lb", "5kg ", "10 lb", "3pounds", "red band")] == [
        "10 lb", "5 kg", "10 lb", "3 pounds", "red band",
    ]  # fmt: skip


AT_MOST = [
    ({"sets": 3, "repetitions": 100, "times_a_day": 3}, {"sets": 4}),
    ({"repetitions": 100, "every_hours": 2}, {"every_hours": 1}),
    ({"repetitions": 12, "hold_seconds": 300, "times_a_day": 4}, {"repetitions": 13}),
    ({"repetitions": 12, "hold_seconds": 300, "times_a_day": 4}, {"times_a_day": 5}),
    ({"session_minutes": 60, "times_a_day": 4}, {"times_a_day": 5}),
    ({"session_minutes": 15, "every_hours": 1}, {"session_minutes": 16}),
    ({"repetitions": 10, "rest_day": True, "days_a_week": 4}, {"days_a_week": 5}),
    ({"repetitions": 10, "every_other_day": True, "times_a_day": 2}, {"days_a_week": 2}),
    ({"repetitions": 10, "every_hours": 3}, {"times_a_day": 1}),
    ({"hold_seconds": 300, "repetitions": 12, "as_needed": True}, {"repetitions": 13}),
    ({"sets": 10, "repetitions": 30, "days_a_week": 7}, {"sets": 11}),
]


@pytest.mark.parametrize(("most", "more"), AT_MOST)
def test_one_more_is_too_much(most: dict[str, object], more: dict[str, object]) -> None:
    assert Dose.model_validate(most)
    with pytest.raises(ValidationError):
        Dose.model_validate({**most, **more})


@pytest.mark.parametrize(
    "load", ["", "poison", "221 lb", "medium resistance exercise elastic tubing x", "a" * 41]
)
def test_a_dose_takes_no_other_load(load: str) -> None:
    with pytest.raises(ValidationError):
        Dose.model_validate({"repetitions": 8, "times_a_day": 1, "load": load})


def test_a_load_fits_into_its_cell() -> None:
    for load, right in (
        ("long medium resistance exercise tubing", True),
        ("extra-long resistance exercise bodyweight", False),
    ):
        assert (len(load) <= 40) is right and not load_fault(load)
        try:
            Dose.model_validate({"repetitions": 8, "times_a_day": 1, "load": load})
        except ValidationError:
            assert not right
        else:
            assert right


@pytest.mark.parametrize(
    ("often", "times"),
    [
        ({"times_a_day": "1-3"}, 21.0), ({"days_a_week": 3}, 3.0), ({"days_a_week": "2-5"}, 5.0),
        ({"days_a_week": 3, "times_a_day": 2}, 6.0), ({"every_other_day": True}, 4.0),
        ({"every_other_day": True, "times_a_day": 2}, 8.0), ({"every_hours": 2}, 56.0), ({"as_needed": True}, 0.0),
    ],
)  # fmt: skip
def test_how_often_in_a_week(often: dict[str, object], times: float) -> None:
    assert a_week(Dose.model_validate({"repetitions": 5, **often})) == times


def test_a_dose_says_how_much() -> None:
    with pytest.raises(ValidationError, match="a dose says how much"):
        Dose.model_validate({"times_a_day": 1, "sets": 2})
    with pytest.raises(ValidationError, match="is not a dose"):
        Dose.model_validate("whatever, 1/day")
    for text in ("hop@10lb, 3/week", "hop/side, 1/day", "3x12 hop/side, 1/day"):  # what is left says how much
        with pytest.raises(ValidationError, match="is not a dose"):
            Dose.model_validate(text)


def test_repetitions_are_bounded_at_one_time_and_in_a_day() -> None:
    for dose in ({"sets": 7, "repetitions": 43, "times_a_day": 1}, {"sets": 7, "repetitions": 11, "times_a_day": 13},
                 {"sets": 1, "repetitions": 91, "times_a_day": 11}):  # fmt: skip
        with pytest.raises(ValidationError):
            Dose.model_validate(dose)
