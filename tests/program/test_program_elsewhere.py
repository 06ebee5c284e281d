"""Programs of exercises for muscles that have no sheet: the neck, the arm. Nothing on them is of another part."""

from __future__ import annotations

from typing import Any

import pytest

from handouts import Library
from handouts.html.text import render_text
from handouts.pdf.render import Press
from handouts.program.choose import Program, program_of
from handouts.program.compose import Fit, document
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from handouts.record.fhir import bundle
from tests.support.pdf_reader import read
from tests.support.validate import assert_conforms

NECK = ("chin-tuck", "levator-scapulae-stretch")


def _program(library: Library, *exercises: Any, **values: Any) -> Program:
    return program_of(library, plan_of({"exercises": exercises, **values}, library))


def _text(library: Library, *exercises: Any, **values: Any) -> str:
    return render_text(document(_program(library, *exercises, **values), Fit(), web=True))


@pytest.mark.parametrize("edition", ["standard", "clinician"])
def test_a_program_for_the_neck_needs_no_topic_and_is_a_sound_file(
    bundled_library: Library, press: Press, edition: str
) -> None:
    values = {"exercises": NECK, "side": "left", "edition": edition, "add": ["cards", "fridge", "wallet"]}
    made = make_program(bundled_library, plan_of(values, bundled_library), press=press)
    assert_conforms(made.data)
    assert "Chin tuck" in read(made.data).tree.text
    # a record gets it without a code, which would be that of some topic
    resource = bundle(program_of(bundled_library, plan_of(values, bundled_library)), made)
    assert "context" not in resource["entry"][0]["resource"]


def test_it_has_the_stop_signs_of_its_parts_of_the_body_and_no_others(bundled_library: Library) -> None:
    text = _text(bundled_library, *NECK)
    assert "Fainting or double vision" in text and "An arm that turns cold" in text
    assert "A leg that turns cold" not in text and "belly that throbs" not in text


def test_a_program_for_the_hip_with_an_exercise_for_the_neck_has_the_signs_of_both(
    bundled_library: Library,
) -> None:
    text = _text(bundled_library, "clamshell", "chin-tuck")
    assert "Fainting or double vision" in text and "A leg that turns cold" in text


def test_for_nobody_it_says_which_parts_of_the_body_it_is_for(bundled_library: Library) -> None:
    assert "Neck, Arm and hand" in _text(bundled_library, "chin-tuck", "tendon-glides")


def test_a_side_is_said_of_no_other_part(bundled_library: Library) -> None:
    assert "Left side" in _text(bundled_library, *NECK, side="left")
    other = {"exercise": "levator-scapulae-stretch", "side": "left"}
    text = _text(bundled_library, "clamshell", other, side="right")
    assert "Right hip" in text and "NOSE TO THE ARMPIT, LEFT SIDE" in text and "left hip" not in text.lower()


def test_where_not_to_press_is_said_of_every_part_that_is_pressed(bundled_library: Library) -> None:
    text = _text(bundled_library, "ball-wall-side-of-hip", "fingers-under-skull")
    assert "the groin (leg fold), the eyes or the temples, the front of the neck" in text.replace("\n", " ")
    both = _text(bundled_library, "ball-wall-side-of-hip", "ball-hamstring-on-chair").replace("\n", " ")
    assert "the groin (leg fold) or the hollow of the knee" in both and "(leg fold), the groin" not in both
