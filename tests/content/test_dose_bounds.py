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
