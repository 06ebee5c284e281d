"""Doses that nobody should get: one rule, whichever way a dose comes in."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pydantic import ValidationError

from handouts import ContentError, Library, SheetRequest, make, merge
from handouts.content.model import Dose
from handouts.program.making import make_program
from handouts.program.reading import plan_of, plan_of_text
from handouts.recipients import recipients
from handouts.roster import read_roster

LIBRARY = Library.load()
LOADS = (
    "Use www.evil.org", "1e9kg", "0 kg", "0lb", "221 lb", "101 kg", "999kg", "-5 kg", "10 lb www.evil.org", "10-5 kg",
    "ten stones", "band aid", "red", "poison", "10 lb poison", "red band www.evil.org", "=?utf-8?q?a?=", "{name}",
    "**10 lb**", "10 lb\u202e", "1,000 kg", "10", "band " * 6, "10 st",
)  # fmt: skip
TOO_MUCH = (
    "11x8", "10x100", "100x60s", "10x3, 13/day", "60min, 12/day", "100x30s, 12/day", "100, 12/day",
    "300x300, as needed", "100x60s, as needed", "10, 8/week", "61min", "301s", "10, every 25 hours",
)  # fmt: skip


def typed(dose: str) -> None:
    make(LIBRARY, SheetRequest("gluteus-minimus", exercises=(f"clamshell={dose}",)), "text")


def planned(dose: str) -> None:
    make_program(LIBRARY, plan_of({"exercises": [f"clamshell={dose}"]}, LIBRARY))


def written(dose: str) -> None:
    text = f"kind: program\nexercises:\n- {{exercise: clamshell, dose: {dose!a}}}\n"
    make_program(LIBRARY, plan_of_text(text.encode(), "plan.yaml", LIBRARY))


def listed(dose: str) -> None:
    rows = json.dumps({"sheet": "gluteus-minimus", "exercises": [f"clamshell={dose}"]}).encode()
    people, wrong = recipients("r.jsonl", read_roster("r.jsonl", rows), SheetRequest(""))
    if wrong:
        raise ContentError(list(wrong))
    for _ in merge(LIBRARY, [person.request for person in people]):
        pass


def kept(dose: str) -> None:
    """In a content file, where a dose says how often."""
    text = dose if any(word in dose for word in ("day", "week", "every", "needed")) else f"{dose}, 1/day"
    try:
        Dose.model_validate(text)
    except ValidationError as error:
        raise ContentError([]) from error


WAYS = (typed, planned, written, listed, kept)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("load", LOADS)
def test_a_load_is_a_weight_or_a_band(way: Callable[[str], None], load: str) -> None:
    with pytest.raises(ContentError):
        way(f"3x12@{load}")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("dose", TOO_MUCH)
def test_numbers_that_together_are_too_much_are_refused(way: Callable[[str], None], dose: str) -> None:
    with pytest.raises(ContentError):
        way(dose)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "dose", ["3x12@10lb, 3/day", "10x30, 1/day", "3x12@100 kg, 1/day", "12x5min, 1/day", "3x100, 3/day",
             "3x12@220 lb, 1/day", "60min, 4/day", "3x12@red resistance band, 1/day", "as needed",
             "3x12@5 kg in each hand, 1/day", "3x12@banda roja, 1/day", "3x12@0.5 kg, 1/day", "3x12@2-5 kg, 1/day"],
)  # fmt: skip
def test_the_most_that_is_all_right(way: Callable[[str], None], dose: str) -> None:
    way(dose)


@pytest.mark.parametrize("load", LOADS)
def test_a_load_in_its_own_field_is_no_other(load: str) -> None:
    text = f"kind: program\nexercises:\n- {{exercise: clamshell, load: {load!a}}}\n"
    with pytest.raises(ContentError) as refused:
        plan_of_text(text.encode(), "plan.yaml", LIBRARY)
    assert "plan.yaml:3:" in str(refused.value)
