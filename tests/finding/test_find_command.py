"""``handouts find``, and a code in the place of a name."""

from __future__ import annotations

import json

import pytest

from tests.support.command import Run


def test_places_are_answered_with_what_else_it_can_be_and_when_to_get_help(run: Run) -> None:
    said = run("find", "outer", "hip to ankle").out
    assert said.startswith("gluteus-minimus  Gluteus minimus  (5 of 5 places)")
    assert "What else it can be: A nerve or a disc" in said and "- New weakness in both legs" in said


def test_a_region_and_what_is_none(run: Run) -> None:
    assert "vastus-lateralis" in run("find", "--region", "lateral-thigh").out
    wrong = run("find", "--region", "moon")
    assert wrong.status == 1 and "lateral-thigh" in wrong.err


def test_an_emergency_gets_signs_and_no_sheet(run: Run) -> None:
    said = run("find", "chest pain").out
    assert said.startswith("STOP") and "gluteus" not in said
    values = json.loads(run("find", "chest pain", "--json").out)
    assert values["stop"] and values["answers"] == [] and values["stop_signs"]


def test_what_has_to_be_seen_today_gets_its_signs_first_and_no_sheet(run: Run) -> None:
    said = run("find", "swollen red calf").out
    assert said.startswith("STOP: this has to be seen today") and "strain" not in said
    assert said.index("Be seen today") < said.index("swollen, warm or red") < said.index("Get help at once")


def test_what_has_to_be_seen_soon_gets_its_signs_before_its_sheets(run: Run) -> None:
    said = run("find", "low back pain, had cancer").out
    assert said.startswith("FIRST: ") and said.index("had cancer") < said.index("low-back-pain  ")
    assert json.loads(run("find", "low back pain, had cancer", "--json").out)["urgent"] == "soon"


def test_a_code_comes_with_what_else_it_can_be_and_stop_signs(run: Run) -> None:
    said = run("find", "--code", "M25.551").out
    assert "What else it can be" in said and "- New weakness in both legs" in said


@pytest.mark.parametrize(
    "arguments", [(), ("hip", "--code", "M25.551"), ("--region", "calf", "--code", "M25.551")]
)
def test_one_way_of_asking_at_a_time(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("find", *arguments).status == 2


def test_nothing_found_says_so(run: Run) -> None:
    assert run("find", "xyzzyx").status == 1


def test_a_code_in_place_of_a_name_sets_the_side_and_says_what_else_it_can_mean(run: Run) -> None:
    done = run("sheet", "M25.552", "--format", "text", "-o", "-")
    assert done.status == 0 and "Left hip" in done.out
    for words in ("left side", "it can also be: ", "what else it can be: ", "help at once, for: "):
        assert words in done.err
    assert run("sheet", "M25.552", "--side", "right", "-o", "x.pdf").status == 2
    assert run("sheet", "Z99.9", "-o", "x.pdf").status == 1
