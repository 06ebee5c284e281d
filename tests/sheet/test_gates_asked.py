"""Exercises asked for by name, and which of several like ones stands in: one rule each, on made-up content."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.sheet.blocks import StopBox, plain
from handouts.sheet.compose import compose
from handouts.sheet.gates import HomePlan, case_of, home_plan
from tests.sheet.bundled import parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny

KNEEL = {"demands": ["kneel"]}
SICK = frozenset({"illness-a"})


def _plan(library: Library, *exercises: str) -> HomePlan:
    return home_plan(case_of(library, SheetRequest(TOPIC, health=SICK, exercises=exercises)))


def test_what_was_asked_for_and_has_to_be_asked_about_gives_way_to_another_choice(tmp_path: Path) -> None:
    every = {
        "bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift"), "reach": exercise("Reach", "stretch"),
    }  # fmt: skip
    library = tiny(tmp_path, every, alternatives=("reach",), conditions={"illness-a": illness([], ["kneel"])})
    plan = _plan(library, "bend", "lift")
    assert [item.slug for item in plan.chosen] == ["reach", "lift"]
    assert [(left.title, left.instead) for left in plan.left_out] == [("Bend", ("Reach",))]


def test_of_two_that_are_as_much_like_it_the_first_stands_in(tmp_path: Path) -> None:
    every = {
        "bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift"),
        "reach": exercise("Reach", "stretch"), "turn": exercise("Turn", "stretch"),
    }  # fmt: skip
    kneeling = {"illness-a": illness(["kneel"])}
    library = tiny(tmp_path, every, alternatives=("reach", "turn"), conditions=kneeling)
    assert [item.slug for item in _plan(library).chosen] == ["reach", "lift"]


def test_what_may_be_given_in_place_of_what_is_never_for_a_reader_is_named(tmp_path: Path) -> None:
    every = {
        "bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift"), "reach": exercise("Reach", "stretch"),
    }  # fmt: skip
    library = tiny(tmp_path, every, alternatives=("reach",), conditions={"illness-a": illness(["kneel"])})
    with pytest.raises(ContentError) as caught:
        _plan(library, "bend")
    assert [problem.hint for problem in caught.value.problems] == ["give reach"]


def test_a_stop_sign_of_a_muscle_stands_on_the_sheet_of_that_muscle(tmp_path: Path) -> None:
    chest = {"regions": ["chest"]}
    signs = [
        {"text": "A sign of it", "muscles": [TOPIC], **chest},
        {"text": "A sign of another", "muscles": ["other-muscle"], **chest},
    ]
    library = tiny(tmp_path, {"lift": exercise("Lift")}, today=[{"text": "A sign for all"}, *signs])
    (box,) = parts(compose(library, SheetRequest(TOPIC)), StopBox)
    assert [plain(item.runs) for item in box.today] == ["A sign for all", "A sign of it"]


def test_two_exercises_always_stay_the_third_goes_last_and_what_was_asked_for_by_name_never(
    tmp_path: Path,
) -> None:
    every = {name: exercise(name.capitalize()) for name in ("lift", "bend", "reach", "turn", "bow")}
    library = tiny(tmp_path, every)

    def ranks(*exercises: str) -> list[tuple[int, bool]]:
        plan = home_plan(case_of(library, SheetRequest(TOPIC, exercises=exercises)))
        return [(item.rank, item.last_resort) for item in plan.chosen]

    assert ranks() == [(0, False), (0, False), (0, True), (4, False), (5, False)]
    assert ranks("bow", "turn", "reach", "bend") == [(0, False)] * 4
