"""No dose that nobody should get, however it is written: in a file, in parts, on the command line."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handouts import ContentError
from handouts.content.model import Dose, Range
from handouts.sheet.dose import parse_dose

BOUNDS = {
    "sets": 10, "repetitions": 100, "hold_seconds": 300, "session_minutes": 60, "times_a_day": 12, "days_a_week": 7,
}  # fmt: skip
USUAL = Dose.model_validate("3x12, 3/week")
numbers = st.integers(0, 400).map(str) | st.sampled_from(
    ["0", "1", "7", "8", "12", "13", "99", "²", "٣", "-1", "1e2", "10-300"]
)


def _joined(*pieces: object) -> st.SearchStrategy[str]:
    return st.tuples(*(p if isinstance(p, st.SearchStrategy) else st.just(p) for p in pieces)).map("".join)


parts = st.one_of(
    _joined(numbers, "x", numbers), _joined(numbers, "x", numbers, "s"), _joined(numbers, "x", numbers, "min"),
    _joined(numbers, "min"), _joined(numbers, "s"), numbers, _joined(numbers, "/day"), _joined(numbers, "/week"),
    _joined("every ", numbers, " hours"),
)  # fmt: skip


def _in_bounds(dose: Dose) -> None:
    for name, most in BOUNDS.items():
        part: Range | None = getattr(dose, name)
        assert part is None or (part.least >= 1 and (part.most or part.least) <= most), (name, part)
    assert dose.every_hours is None or 1 <= dose.every_hours <= 24


@settings(max_examples=600, derandomize=True, deadline=None)
@given(st.lists(parts, min_size=1, max_size=3).map(",".join))
def test_any_dose_that_is_taken_is_in_bounds(text: str) -> None:
    with suppress(ValidationError):
        _in_bounds(Dose.model_validate(text))
    with suppress(ContentError):
        _in_bounds(parse_dose(text, USUAL))


@pytest.mark.parametrize(("name", "most"), BOUNDS.items())
def test_one_more_than_the_most_is_refused_in_every_form(name: str, most: int) -> None:
    often = {} if name in ("times_a_day", "days_a_week") else {"times_a_day": 1}
    much = {} if name in ("repetitions", "hold_seconds", "session_minutes") else {"repetitions": 8}
    assert Dose.model_validate({**often, **much, name: most})
    for over in (most + 1, f"1-{most + 1}", 0, -1):
        with pytest.raises(ValidationError):
            Dose.model_validate({**often, **much, name: over})


@pytest.mark.parametrize(
    ("most", "over", "what"),
    [
        ("60x60s, 1/day", "60x61s, 1/day", "minutes at a time"),
        ("12x240s, 5/day", "12x241s, 5/day", "minutes a day"),
        ("3x100, 1/day", "7x43, 1/day", "repetitions at a time"),
        ("100, 10/day", "91, 11/day", "repetitions a day"),
        ("62, every 1 hours", "63, every 1 hours", "repetitions a day"),
    ],
)
def test_all_numbers_together_have_a_most(most: str, over: str, what: str) -> None:
    assert Dose.model_validate(most)
    with pytest.raises(ValidationError, match=what):
        Dose.model_validate(over)


@pytest.mark.parametrize(
    ("dose", "message"),
    [
        ("3/week", "how often but not how much"),
        ({"days_a_week": 3}, "a dose says how much"),
        ("3x12", "how much but not how often"),
        ({"repetitions": 12}, "a dose says how often"),
        ("3x12, 3/day, every other day", "says twice how often"),
        (
            {"repetitions": "15-", "days_a_week": 3},
            "write a whole number such as 20, or a range such as 15-20",
        ),
        (
            {"repetitions": "-15", "days_a_week": 3},
            "write a whole number such as 20, or a range such as 15-20",
        ),
        ({"repetitions": "twelve", "days_a_week": 3}, "write a whole number such as 20"),
        ({"repetitions": 301, "days_a_week": 3}, "less than or equal to 300|must be 300 or less"),
    ],
)
def test_what_is_no_dose_says_what_is_missing(dose: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Dose.model_validate(dose)
