"""What was asked for and cannot be given is said of the option, without a line; what was named is all that is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.errors import Problem
from handouts.sheet.compose import draft
from handouts.sheet.gates import case_of, home_plan
from tests.sheet.tiny import TOPIC, exercise, illness, tiny


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A plan of two, two other choices, and a condition that rules one exercise of each out."""
    kneel = {"demands": ["kneel"]}
    every = {
        "bend": exercise("Bend", "stretch", **kneel), "lift": exercise("Lift"), "bow": exercise("Bow", **kneel),
        "reach": exercise("Reach"),
    }  # fmt: skip
    return tiny(tmp_path, every, alternatives=("bow", "reach"), conditions={"illness-a": illness(["kneel"])})


def _problems(library: Library, **asked: Any) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        draft(library, SheetRequest(TOPIC, **asked))
    return caught.value.problems


SICK = frozenset({"illness-a"})


@pytest.mark.parametrize(
    ("asked", "option", "said", "hint"),
    [
        ({"health": frozenset({"illness-aa"})}, "--has", "unknown condition of health 'illness-aa'", "illness-a"),
        ({"health": frozenset({"illness-a;illness-aa"})}, "--has", "of health 'illness-aa'", "illness-a"),
        ({"cleared": frozenset({"lit"})}, "--cleared", "there is no exercise 'lit'", "lift"),
        ({"health": SICK, "cleared": frozenset({"bend"})}, "--cleared", "nobody can clear that", "give"),
        ({"exercises": ("lift", "lift")}, "--exercise", "'lift' is given twice", "once"),
        ({"health": SICK, "exercises": ("bend",)}, "--exercise", "not for a reader with 'illness-a'", "give"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_option_is_said_of_it_without_a_line(
    library: Library, asked: dict[str, Any], option: str, said: str, hint: str
) -> None:
    (problem,) = _problems(library, **asked)
    assert (problem.file, problem.line, problem.column) == (option, 0, 0)
    assert str(problem).startswith(f"{option}: ") and said in problem.message and hint in problem.hint


def test_who_names_the_exercises_gets_no_other_choices_with_them(library: Library) -> None:
    def plan(**asked: Any) -> tuple[list[str], list[str]]:
        found = home_plan(case_of(library, SheetRequest(TOPIC, **asked)))
        return [item.slug for item in found.chosen], [item.slug for item in found.alternatives]

    assert plan() == (["bend", "lift"], ["bow", "reach"])
    assert plan(exercises=("lift",)) == (["lift"], [])
    assert plan(exercises=("reach", "lift")) == (["reach", "lift"], [])


@pytest.mark.parametrize("sign", [",", ";", "|", "; ", " , "])
def test_several_conditions_in_one_word_are_each_heard(tmp_path: Path, sign: str) -> None:
    conditions = {"illness-a": illness(["kneel"]), "illness-b": illness(["stand"])}
    library = tiny(tmp_path, {"lift": exercise("Lift"), "bow": exercise("Bow")}, conditions=conditions)
    case = case_of(library, SheetRequest(TOPIC, health=frozenset({f"illness-b{sign}illness-a"})))
    assert case.told == ("illness-a", "illness-b")
