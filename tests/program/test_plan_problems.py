"""Everything that is wrong with a plan is told in one round, each at its place, and nothing that is not wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from handouts import ContentError, Library
from handouts.program.making import make_program
from handouts.program.reading import plan_of_text

TODAY = dt.date(2026, 12, 1)


def _told(library: Library, text: str) -> list[tuple[int, str]]:
    """The line and the beginning of each problem, in the order of the file."""
    with pytest.raises(ContentError) as caught:
        make_program(library, plan_of_text(text.encode(), "plan.yaml", library), "text", today=TODAY)
    assert all(problem.file == "plan.yaml" for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in sorted(caught.value.problems)]


def _begin(found: list[tuple[int, str]], *expected: tuple[int, str]) -> None:
    assert len(found) == len(expected), found
    for (line, message), (at, begin) in zip(found, expected, strict=True):
        assert line == at and begin in message, (line, message)


def test_faults_of_form_of_names_and_of_safety_are_told_together(bundled_library: Library) -> None:
    text = """kind: program
colour: red
side: lefty
exercises:
  - clamshel
  - low-lunge
  - {exercise: heel-raise, dose: banana}
  - bridge
has: [replaced hip, unknownitis, poor balance]
layout: 9
"""
    _begin(
        _told(bundled_library, text),
        (2, "no key 'colour'"), (3, "'lefty'"), (5, "no exercise 'clamshel'"), (6, "'low-lunge' is not for"),
        (7, "'banana' is not a dose"), (9, "unknown condition of health 'unknownitis'"), (10, "'layout' cannot be"),
    )  # fmt: skip


def test_a_dose_that_nobody_can_read_hides_no_gate_of_its_exercise(bundled_library: Library) -> None:
    text = "kind: program\nexercises:\n  - {exercise: low-lunge, dose: banana}\n  - clamshell\nhas: [poor balance]\n"
    _begin(_told(bundled_library, text), (3, "'low-lunge' is not for"), (3, "'banana' is not a dose"))


def test_a_word_nobody_knows_hides_no_gate_and_no_visit(bundled_library: Library) -> None:
    text = (
        "kind: program\nexercises: [low-lunge, clamshell]\nhas: [poor balance, unknownitis]\nedition: huge\n"
        "date: 2026-12-01\nvisit: {on: 2026-11-01}\n"
    )
    _begin(
        _told(bundled_library, text),
        (2, "'low-lunge' is not for"), (3, "'unknownitis'"), (4, "'huge'"), (6, "before the day of the program"),
    )  # fmt: skip


def test_several_conditions_in_one_word_are_each_heard(bundled_library: Library) -> None:
    text = "kind: program\nexercises: [low-lunge, clamshell]\nhas: ['unknownitis, poor balance']\n"
    _begin(_told(bundled_library, text), (2, "'low-lunge' is not for"), (3, "of health 'unknownitis'"))


@pytest.mark.parametrize(
    "acknowledge", ["{low-lunge: {reason: Holds on., by: Lee, what: 1}}", "[low-lunge]", "{low-lunge: 3}"]
)
def test_what_somebody_decided_is_not_refused_because_the_decision_is_written_badly(
    bundled_library: Library, acknowledge: str
) -> None:
    text = (
        f"kind: program\nexercises: [low-lunge, clamshell]\nhas: [poor balance]\nacknowledge: {acknowledge}\n"
    )
    assert {line for line, _ in _told(bundled_library, text)} == {4}


@pytest.mark.parametrize(
    "text",
    [
        "kind: program\nexercises: 3\n",
        "kind: program\n",
        "kind: program\nexercises: []\n",
        "kind: program\nexercises: [clamshel]\n",
        "kind: program\nexercises: [[], {}, 3]\nhas: 3\n",
        "kind: program\nexercises: [clamshell, clamshell]\ncleared: 3\n",
        "kind: program\nname: [1]\nname_latin: Ana\nexercises: [clamshell]\n",
    ],
)
def test_what_is_hardly_a_plan_says_its_own_faults_alone(bundled_library: Library, text: str) -> None:
    found = _told(bundled_library, text)
    assert found and len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("key", "meant"),
    [("conditions", "has"), ("health", "has"), ("Patient Name", "name"), ("language", "lang"), ("hass", "has"),
     ("clearedd", "cleared")],
)  # fmt: skip
def test_a_key_that_a_plan_has_by_another_name_is_named(
    bundled_library: Library, key: str, meant: str
) -> None:
    with pytest.raises(ContentError) as caught:
        plan_of_text(
            f"kind: program\nexercises: [clamshell]\n{key}: x\n".encode(), "plan.yaml", bundled_library
        )
    (problem,) = caught.value.problems
    assert problem.hint == f"did you mean '{meant}'?"
