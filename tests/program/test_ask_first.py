"""Ask first is a question to the therapist: in a program, too, the exercise is left out until it is cleared."""

from __future__ import annotations

from typing import Any

import pytest

from handouts import Library
from handouts.notes import lines
from handouts.pdf.render import Press
from handouts.program.choose import Program, program_of
from handouts.program.compose import Fit, document
from handouts.program.embedding import plan_of_file
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from handouts.record.fhir import care_plan
from handouts.sheet import blocks as b
from handouts.sheet.said import paragraphs
from tests.sheet.bundled import parts

STEP = "Keep your feet together and lift the top knee. Do not roll back."
LEFT_OUT = "Only when we have checked it, because of a replaced hip: Clamshell."
ASKED: dict[str, Any] = {"has": ["hip-replacement"], "exercises": ["clamshell", "heel-raise"]}
CLEARED: dict[str, Any] = {**ASKED, "cleared": ["clamshell"]}


def _program(library: Library, values: dict[str, Any]) -> Program:
    return program_of(library, plan_of(values, library))


@pytest.mark.parametrize(
    "more", [{}, {"layout": "1"}, {"layout": "4"}, {"edition": "large"}, {"edition": "clinician"}]
)
@pytest.mark.parametrize("web", [False, True], ids=["paper", "web"])
def test_what_has_to_be_asked_about_is_left_out_and_named_until_it_is_cleared(
    bundled_library: Library, more: dict[str, Any], web: bool
) -> None:
    added = {"add": ["cards", "wallet", "fridge"]}
    asked, cleared = (
        document(_program(bundled_library, {**values, **more, **added}), Fit(), web=web)
        for values in (ASKED, CLEARED)
    )
    without, whole = "\n".join(paragraphs(asked)), "\n".join(paragraphs(cleared))
    assert STEP not in without and LEFT_OUT in without
    assert without.count(LEFT_OUT) == 1, "the front says it, and no other page"
    assert STEP in whole and "Left out" not in whole
    letters = {str(card.letter): str(card.title) for card in parts(asked, b.ExerciseCard)}
    assert letters == {"A": "Heel raise"}, "no letter is missing where something was left out"


@pytest.mark.parametrize("format", ["pdf", "html", "text"])
def test_the_therapist_is_told_and_the_plan_keeps_what_was_written(
    bundled_library: Library, press: Press, format: Any
) -> None:
    planned = plan_of(ASKED, bundled_library)
    made = make_program(bundled_library, planned, format, press=press, embed=format == "pdf")
    (told,) = [line for line in lines(made.notes) if "Clamshell" in line]
    assert "left out until you have asked about hip-replacement: Clamshell" in told
    if format == "pdf":
        again = plan_of_file(made.data, "a.pdf", bundled_library)
        assert [entry.exercise for entry in again.plan.exercises] == ASKED["exercises"]
        assert [left.slug for left in program_of(bundled_library, again).home.left_out] == ["clamshell"]


def test_a_record_has_what_is_given_alone(bundled_library: Library) -> None:
    asked, cleared = (
        str(care_plan(_program(bundled_library, values), "urn:x")) for values in (ASKED, CLEARED)
    )
    assert "Heel raise" in asked and "Clamshell" not in asked and "Clamshell" in cleared


def test_where_all_has_to_be_asked_about_the_page_says_to_come_in_first(
    bundled_library: Library, press: Press
) -> None:
    planned = plan_of({**ASKED, "exercises": ["clamshell"]}, bundled_library)
    text = make_program(bundled_library, planned, "text").text
    assert "See us before you start to exercise." in text and LEFT_OUT in text and STEP not in text
    notes = make_program(bundled_library, planned, press=press).notes
    assert [note.kind for note in notes if note.severity == "warning"] == ["ask-first", "nothing-left"]
    assert "acknowledge" not in "\n".join(lines(notes)), "nobody has to answer for what only has to be asked"


def test_each_side_of_an_exercise_is_left_out_and_it_is_named_once(bundled_library: Library) -> None:
    sides = [{"exercise": "clamshell", "side": side} for side in ("left", "right")]
    program = _program(bundled_library, {**ASKED, "exercises": [*sides, "heel-raise"]})
    assert [one.item.slug for one in program.given] == ["heel-raise"]
    assert "\n".join(paragraphs(document(program, Fit()))).count("Clamshell") == 1
