"""What makes an exercise less safe than the bundled one: one rule each, on values made up for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handouts import Library
from handouts.content.model import Exercise
from handouts.content.weaker import Around, weaker
from tests.sheet.tiny import exercise, illness, tiny

HOLD = {"hold_seconds": 30, "times_a_day": 1, "hold_each": "side"}
EXEMPT = {"reason": "So.", "source": "atlas"}


def _found(folder: Path, before: dict[str, Any], now: dict[str, Any]) -> list[tuple[tuple[object, ...], str]]:
    """What is said of an exercise that kneels, for which ``before`` was written and ``now`` is."""
    usual = {"demands": ["kneel"]}
    library = tiny(
        folder,
        {"old": exercise("Old", **usual | before), "new": exercise("Old", **usual | now)},
        conditions={"illness-a": illness([], ["kneel"]), "illness-b": illness(["kneel"])},
    )
    old, new = library.exercise("old"), library.exercise("new")
    assert isinstance(old, Exercise) and isinstance(new, Exercise)
    return list(weaker(old, new, Around(conditions=(library.health.conditions,))))


def _exempt(condition: str, answer: str) -> dict[str, Any]:
    return {"condition": condition, "answer": answer, **EXEMPT}


def test_the_same_is_not_less_safe(tmp_path: Path) -> None:
    same = {"dose": HOLD, "exemptions": [_exempt("illness-a", "never")]}
    assert _found(tmp_path, same, same) == []


@pytest.mark.parametrize(
    ("condition", "answer", "weaker_than"),
    [("illness-a", "allowed", True), ("illness-a", "never", False), ("illness-b", "allowed", True),
     ("illness-b", "ask", True), ("illness-b", "never", False)],
)  # fmt: skip
def test_an_exemption_counts_where_a_condition_is_judged_less_strictly(
    tmp_path: Path, condition: str, answer: str, weaker_than: bool
) -> None:
    found = _found(tmp_path, {}, {"exemptions": [_exempt(condition, answer)]})
    said = [(("exemptions", 0), f"'{condition}' is exempted: {answer}")]
    assert found == (said if weaker_than else [])


def test_a_strict_answer_that_is_gone_is_said_of_the_list(tmp_path: Path) -> None:
    strict = {"exemptions": [_exempt("illness-a", "never")]}
    other = {"exemptions": [_exempt("illness-b", "never")]}
    for now in ({}, other):
        found = _found(tmp_path / str(len(now)), strict, now)
        assert found == [(("exemptions",), "'illness-a' is exempted: not judged any more")]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({}, {"hold_each": "spot"}, "the hold is for each spot, not each side"),
        ({}, {"hold_each": None}, "the hold is for each time, not each side"),
        ({"hold_each": None}, {"hold_each": "side"}, "the hold is for each side, not each time"),
    ],
)
def test_what_a_hold_is_for_each_of_counts(
    tmp_path: Path, before: dict[str, Any], now: dict[str, Any], said: str
) -> None:
    found = _found(tmp_path, {"dose": HOLD | before}, {"dose": HOLD | before | now})
    assert found == [(("dose", "hold_each"), said)]


@pytest.mark.parametrize(
    ("region", "muscles", "lost"),
    [
        ("hip-thigh", ["muscle-a"], ["A pulse"]),
        ("hip-thigh", ["muscle-b", "muscle-a"], []),
        ("back", ["muscle-a"], []),  # its region has the sign
    ],
)
def test_a_condition_that_lost_a_muscle_says_which_signs_went_with_it(
    region: str, muscles: list[str], lost: list[str]
) -> None:
    """A sign of some muscles stands on the sheets of conditions that come from them."""
    signs = Library.load().stop_signs
    sign = signs.emergency[0].model_copy(
        update={"text": "A pulse", "regions": ("back",), "muscles": ("muscle-b",), "health": ()}
    )
    around = Around(signs=(signs.model_copy(update={"emergency": (sign,), "today": (), "soon": ()}),))
    usual = (
        Library.load()
        .topic("hip-osteoarthritis")
        .model_copy(update={"muscles": ("muscle-a", "muscle-b"), "region": "hip-thigh"})
    )
    now = usual.model_copy(update={"muscles": tuple(muscles), "region": region})
    found = [message for path, message in weaker(usual, now, around) if path == ("muscles",)]
    assert [text for message in found for text in lost if text in message] == lost
    assert bool(found) is bool(lost)
