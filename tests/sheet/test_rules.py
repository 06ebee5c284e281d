"""One rule at a time, on content made up for it: gates, waiting times, stand-ins, regions, sides, doses."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import ExerciseCard, Heading, Panel, StopBox, Table, plain
from handouts.sheet.compose import compose, draft
from handouts.sheet.said import texts
from tests.sheet.bundled import parts
from tests.sheet.tiny import TOPIC, exercise, tiny


def _shown(library: Library, *health: str) -> list[str]:
    document = compose(library, SheetRequest(TOPIC, health=frozenset(health)))
    return [card.title for card in parts(document, ExerciseCard)]


def _opening(library: Library) -> str:
    """What stands over the whole plan."""
    return " ".join(texts(compose(library, SheetRequest(TOPIC)).sections[1].nodes[0]))


# ------------------------------------------------------------------------------------------------------- stop signs


SIGNS = [{"text": "Sign for all"}, {"text": "Sign of the hip", "regions": ["hip", "back"]},
         {"text": "Sign of the chest", "regions": ["chest"]}]  # fmt: skip


@pytest.mark.parametrize(
    ("region", "own", "foreign"),
    [
        ("hip", "Sign of the hip", "Sign of the chest"),
        ("chest", "Sign of the chest", "Sign of the hip"),
        ("foot", "Sign for all", "Sign of the hip"),
    ],
)
@pytest.mark.parametrize("which", ["emergency", "soon"])
def test_a_sheet_carries_the_stop_signs_of_its_region_and_no_other(
    tmp_path: Path, which: str, region: str, own: str, foreign: str
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")}, region=region, **{which: SIGNS})
    (box,) = parts(compose(library, SheetRequest(TOPIC)), StopBox)
    said = [plain(item.runs) for item in getattr(box, which)]
    assert "Sign for all" in said and own in said and foreign not in said


def test_the_note_of_a_region_stands_on_its_sheets_alone(tmp_path: Path) -> None:
    note = {"chest": "Do not assume that it is a muscle."}
    chest = tiny(tmp_path / "a", {"lift": exercise("Lift")}, region="chest", region_note=note)
    hip = tiny(tmp_path / "b", {"lift": exercise("Lift")}, region_note=note)
    for library, said in ((chest, True), (hip, False)):
        (box,) = parts(compose(library, SheetRequest(TOPIC)), StopBox)
        assert (box.note is not None and "Do not assume" in plain(box.note)) is said


# ----------------------------------------------------------------------------------------------------- waiting times


@pytest.mark.parametrize("hours", [(24, 72), (72, 24)])
def test_the_longest_waiting_time_of_the_plan_is_the_one_that_is_printed(
    tmp_path: Path, hours: tuple[int, int]
) -> None:
    plan = {
        name: exercise(name, gates={"not_before_hours": n})
        for name, n in zip(("lift", "bend"), hours, strict=True)
    }
    said = _opening(tiny(tmp_path, plan))
    assert "72 hours" in said and "24 hours" not in said


def test_the_waiting_time_of_the_whole_topic_counts_too(tmp_path: Path) -> None:
    plan = {"lift": exercise("lift", gates={"not_before_hours": 24})}
    assert "96 hours" in _opening(tiny(tmp_path, plan, gates={"not_before_hours": 96}))


def test_nothing_is_said_of_waiting_where_nothing_waits(tmp_path: Path) -> None:
    assert "hours" not in _opening(tiny(tmp_path, {"lift": exercise("lift")}))


PRESS_72 = {"gates": {"not_before_hours": 72}}


@pytest.mark.parametrize("own", [{}, {"not_before_hours": 24}])
def test_the_waiting_time_of_the_rules_of_pressure_holds_for_what_presses(
    tmp_path: Path, own: dict[str, int]
) -> None:
    plan = {"press": exercise("Press", "pressure", gates=own), "lift": exercise("Lift")}
    library = tiny(tmp_path, plan, pressure=PRESS_72)
    assert "72 hours" in _opening(library)
    assert _shown(library) == ["Press", "Lift"]
    assert _shown(library, "new-strain") == ["Lift"]
    assert "72 hours" in " ".join(
        texts(compose(library, SheetRequest(TOPIC, edition="clinician")).sections[2])
    )


def test_the_rules_of_pressure_say_nothing_of_what_does_not_press(tmp_path: Path) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")}, pressure=PRESS_72)
    assert _shown(library, "new-strain") == ["Lift"]


# ------------------------------------------------------------------------------------------------- gates, stand-ins


NOT_FOR_A = {"not_for": [{"condition": "illness-a"}]}


def test_the_stand_in_of_an_exercise_is_one_of_its_own_type(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", gates=NOT_FOR_A),
        "stretch": exercise("Stretch", "stretch"),
        "roll": exercise("Roll", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("stretch", "roll"), conditions=["illness-a"])
    assert _shown(library, "illness-a") == ["Roll"]
    (left,) = draft(library, SheetRequest(TOPIC, health=frozenset({"illness-a"}))).plan.left_out
    assert (left.title, left.instead) == ("Press", ("Roll",))


def test_without_another_of_its_type_nothing_stands_in(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", gates=NOT_FOR_A),
        "lift": exercise("Lift"),
        "stretch": exercise("Stretch", "stretch"),
    }
    library = tiny(tmp_path, plan, alternatives=("stretch",), conditions=["illness-a"])
    assert _shown(library, "illness-a") == ["Lift"]


def test_a_stand_in_that_is_not_for_the_reader_either_is_passed_over(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", gates=NOT_FOR_A),
        "roll": exercise("Roll", "pressure", gates={"ask_first": ["illness-a"]}),
        "knead": exercise("Knead", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("roll", "knead"), conditions=["illness-a"])
    assert _shown(library, "illness-a") == ["Knead"]


def test_the_named_replacement_comes_before_another_of_the_type(tmp_path: Path) -> None:
    gate = {"not_for": [{"condition": "illness-a", "instead": "lift"}]}
    plan = {
        "press": exercise("Press", "pressure", gates=gate),
        "roll": exercise("Roll", "pressure"),
        "lift": exercise("Lift"),
    }
    library = tiny(tmp_path, plan, alternatives=("roll", "lift"), conditions=["illness-a"])
    assert _shown(library, "illness-a") == ["Lift"]


@pytest.mark.parametrize("gates", [NOT_FOR_A, {"ask_first": ["illness-a"]}])
def test_an_exercise_is_given_to_everybody_but_the_one_it_is_not_for(
    tmp_path: Path, gates: dict[str, object]
) -> None:
    plan = {"bend": exercise("Bend", "stretch", gates=gates), "lift": exercise("Lift")}
    library = tiny(tmp_path, plan, conditions=["illness-a", "illness-b"])
    assert _shown(library) == _shown(library, "illness-b") == ["Bend", "Lift"]
    assert _shown(library, "illness-a") == ["Lift"]


# ------------------------------------------------------------------------------------------------------ sides, doses


def _dose(folder: Path, dose: dict[str, object]) -> list[tuple[str, str]]:
    library = tiny(folder, {"lift": exercise("Lift", dose=dose)})
    (card,) = parts(compose(library, SheetRequest(TOPIC)), ExerciseCard)
    return [(cell.value, cell.label) for cell in card.dose]


@pytest.mark.parametrize(
    ("dose", "cells"),
    [
        ({"repetitions": 8}, [("8 times", "each side")]),
        ({"sets": 2, "repetitions": 8}, [("8 times", "in a row"), ("2 sets", "each side")]),
    ],
)
def test_a_dose_for_each_side_says_so(
    tmp_path: Path, dose: dict[str, object], cells: list[tuple[str, str]]
) -> None:
    often = {"days_a_week": 3}
    assert _dose(tmp_path / "a", {**dose, **often, "each_side": True})[:-1] == cells
    plain_cells = _dose(tmp_path / "b", {**dose, **often})
    assert "each side" not in [label for _, label in plain_cells]


@pytest.mark.parametrize(
    ("side", "said"),
    [("right", "right knee, left foot"), ("left", "left knee, right foot"), (None, "sore knee, other foot")],
)
def test_a_side_is_put_into_the_steps(tmp_path: Path, side: str | None, said: str) -> None:
    steps = ["Bend your {sore} knee, {other} foot still.", "Stop."]
    library = tiny(tmp_path, {"bend": exercise("Bend", steps=steps)})
    (card,) = parts(compose(library, SheetRequest(TOPIC, side=side)), ExerciseCard)
    assert plain(card.steps.items[0].runs) == f"Bend your {said} still."


# ------------------------------------------------------------------------------------------------- strains, headings


def test_what_is_special_in_this_muscle_stands_in_its_own_box_of_first_aid(tmp_path: Path) -> None:
    own = {"about": "A strain is a tear.", "rest": "Rest on the couch.", "elevation": "Raise it on a chair."}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain_of_muscle=own)
    (panel,) = parts(compose(library, SheetRequest(TOPIC)), Panel)
    assert [(box.title, plain(box.runs)) for box in panel.boxes] == [
        ("Rest", "Rest on the couch."), ("Ice", "Ice it."), ("Wrap", "Wrap it."), ("Raise", "Raise it on a chair."),
    ]  # fmt: skip


def test_what_is_special_of_a_grade_stands_in_its_own_row(tmp_path: Path) -> None:
    own = {"about": "A tear.", "grades": [{"grade": 2, "feels": "a snap", "heals": "5 weeks"}]}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain_of_muscle=own)
    (table,) = [t for t in parts(compose(library, SheetRequest(TOPIC)), Table) if t.role == "grades"]
    rows = [[plain(cell) for cell in row.cells] for row in table.rows]
    assert rows == [
        ["1 mild", "a few", "a pull", "1 week", "rest"],
        ["2 mild", "a few", "a snap", "5 weeks", "rest"],
        ["3 mild", "a few", "a pull", "1 week", "rest"],
    ]
    assert table.row_header, "a row is called by its grade"


def test_every_part_of_a_sheet_has_a_heading_of_the_second_level(tmp_path: Path) -> None:
    plan = {"press": exercise("Press", "pressure"), "roll": exercise("Roll")}
    library = tiny(
        tmp_path, plan, alternatives=("roll",), habits=["Walk."], check_first="Ask us.", relief="Soon."
    )
    headings = parts(compose(library, SheetRequest(TOPIC, detail="full")), Heading)
    w = library.wording
    second = {heading.text for heading in headings if heading.level == 2}
    assert second == {
        w.where_it_is, w.where_it_hurts, w.you_may_notice, w.more_habits, w.check_first, w.relief, w.your_home_plan,
        w.other_choices, w.pressure_rules, w.if_strained,
    }  # fmt: skip
