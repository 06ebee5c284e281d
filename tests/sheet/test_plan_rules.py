"""One rule of the home plan at a time, on content made up for it: who stands in, what stays, what the opening says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.content.folders import Folders
from handouts.content.model.dose import Dose
from handouts.sheet.blocks import ExerciseCard, Heading, QrPanel
from handouts.sheet.compose import compose
from handouts.sheet.gates import HomePlan, case_of, home_plan
from handouts.sheet.plan import ticks
from handouts.sheet.said import texts
from tests.sheet.bundled import MUSCLE, flat, parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny


def _plan(library: Library, *health: str, **asked: Any) -> HomePlan:
    return home_plan(case_of(library, SheetRequest(TOPIC, health=frozenset(health), **asked)))


def test_exercises_by_name_come_without_other_choices(tmp_path: Path) -> None:
    plan = {"lift": exercise("Lift"), "bend": exercise("Bend"), "roll": exercise("Roll")}
    library = tiny(tmp_path, plan, alternatives=("roll",))
    assert [item.slug for item in _plan(library).alternatives] == ["roll"]
    asked = _plan(library, exercises=("bend",))
    assert [item.slug for item in asked.chosen] == ["bend"] and asked.alternatives == ()


@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_both_sides_are_worked_one_after_the_other(tmp_path: Path, side: str | None) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift", steps=["Lift {sore leg}.", "Lower it."])})
    said = " ".join(texts(compose(library, SheetRequest(TOPIC, side=side)).sections[1]))
    assert (library.wording.on_both_sides in said) is (side == "both")


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (("Lift {sore leg}.", "Lift {other foot}."), "on_both_sides"),
        (("Lift {sore leg}.", "Lift both heels."), "on_both_sides_where"),
        (("Lift your head.", "Lift both heels."), None),
    ],
)
def test_only_what_is_done_with_one_side_is_done_with_the_other_too(
    tmp_path: Path, steps: tuple[str, str], told: str | None
) -> None:
    plan = {f"n{at}": exercise(f"N{at}", steps=[step, "Rest."]) for at, step in enumerate(steps)}
    library = tiny(tmp_path, plan)
    said = " ".join(texts(compose(library, SheetRequest(TOPIC, side="both")).sections[1]))
    found = [
        name for name in ("on_both_sides", "on_both_sides_where") if getattr(library.wording, name) in said
    ]
    assert found == ([told] if told else [])


# ---------------------------------------------------------------------------------------------- cards, choices, code


def test_the_ring_of_a_drawing_stands_before_where_to_feel_it_and_without_one_there_is_none(
    tmp_path: Path, bundled_library: Library
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")})
    (card,) = parts(compose(library, SheetRequest(TOPIC)), ExerciseCard)
    assert [(note.label, note.mark) for note in card.notes] == [(library.wording.feel_it, "")]
    marks = set()
    for card in parts(compose(bundled_library, SheetRequest(MUSCLE, edition="clinician")), ExerciseCard):
        note = next(note for note in card.notes if note.label == bundled_library.wording.feel_it)
        drawn = card.figure and bundled_library.figures.get(card.figure.kind, card.figure.slug)
        assert note.mark == ("ring" if drawn and drawn.sign == "ring" else ""), card.title
        marks.add(note.mark)
    assert "ring" in marks


@pytest.mark.parametrize("detail", ["short", "full"])
def test_other_choices_are_named_only_if_there_are_any(tmp_path: Path, detail: str) -> None:
    plan = {"lift": exercise("Lift"), "roll": exercise("Roll")}
    for folder, alternatives in (("a", ()), ("b", ("roll",))):
        library = tiny(tmp_path / folder, plan, alternatives=alternatives)
        document = compose(library, SheetRequest(TOPIC, detail=detail))
        headings = [heading.text for heading in parts(document, Heading)]
        said = " ".join(texts(document.sections))
        assert (
            library.wording.other_choices in headings or library.wording.other_choices_lead in said
        ) is bool(alternatives)


def test_the_code_has_words_for_those_who_read_on_a_screen(tmp_path: Path) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")})
    (panel,) = parts(compose(library, SheetRequest(TOPIC)), QrPanel)
    assert panel.read == library.wording.read_more and panel.heading == library.wording.qr_heading
    assert panel.url == "https://example.org/tiny" and panel.address.text == "example.org/tiny"
    assert [(span.text, span.url) for span in panel.contact] == [("Call 555-0100", "tel:5550100")]


def test_no_line_ends_within_the_phone_number_beside_the_code(tmp_path: Path) -> None:
    tiny(tmp_path, {"lift": exercise("Lift")})
    (desk,) = tmp_path.rglob("desk.yaml")
    desk.write_text(desk.read_text("utf-8").replace("555-0100", "+49 89 1234567"), "utf-8")
    library = Library(Folders((tmp_path,)))
    (panel,) = parts(compose(library, SheetRequest(TOPIC)), QrPanel)
    assert [span.text for span in panel.contact] == ["Call +49\u00a089\u00a01234567"]


@pytest.mark.parametrize(("number", "starred"), [(1, [""]), (2, ["star", ""])])
def test_only_of_several_exercises_one_is_named_to_do_if_one_does_only_one(
    tmp_path: Path, number: int, starred: list[str]
) -> None:
    library = tiny(
        tmp_path, dict(list({"lift": exercise("Lift"), "bend": exercise("Bend")}.items())[:number])
    )
    cards = parts(compose(library, SheetRequest(TOPIC)), ExerciseCard)
    assert ["star" if card.first else "" for card in cards] == starred
    assert all(card.first in (None, "", library.wording.do_only_one) for card in cards)


@pytest.mark.parametrize(("type_", "told"), [("pressure", True), ("strengthening", False)])
def test_the_rules_of_pressing_stand_where_something_is_pressed(
    tmp_path: Path, type_: str, told: bool
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift", type_)})
    headings = [
        heading.text for heading in parts(compose(library, SheetRequest(TOPIC, detail="full")), Heading)
    ]
    assert (library.wording.pressure_rules in headings) is (told and bool(library.pressure.rules))


@pytest.mark.parametrize(
    ("often", "week"),
    [
        (1, "x......"), (2, "x.x...."), (3, "x.x.x.."), (4, "x.xx.x."), (5, "xx.xx.x"), (6, "xxxx.xx"), (7, "xxxxxxx"),
        ("2-3", "x.x.x.."),
    ],
)  # fmt: skip
def test_days_of_rest_are_spread_over_the_week(often: int | str, week: str) -> None:
    dose = Dose.model_validate({"sets": 1, "repetitions": 8, "days_a_week": often})
    ticked = "".join("x" if each else "." for each in ticks(dose, 14))
    assert ticked == week * 2, ticked


@pytest.mark.parametrize(
    ("often", "circles"),
    [
        ({"days_a_week": 7}, (1, 1)), ({"times_a_day": 2}, (2, 2)), ({"times_a_day": "1-2"}, (2, 2)),
        ({"times_a_day": 5}, (3, 3)),
        ({"every_hours": 2}, (3, 3)), ({"every_other_day": True}, (1, 0)),
    ],
)  # fmt: skip
def test_each_day_has_a_circle_for_each_time_and_three_at_most(
    often: dict[str, Any], circles: tuple[int, int]
) -> None:
    dose = Dose.model_validate({"sets": 1, "repetitions": 8, **often})
    assert ticks(dose, 4) == circles * 2


@pytest.mark.parametrize("detail", ["short", "full"])
def test_how_an_exercise_becomes_easier_is_for_full_sheets_and_a_note_to_the_reader_for_all(
    tmp_path: Path, detail: str
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift", easier="Lift less."), "bend": exercise("Bend")})
    document = compose(library, SheetRequest(TOPIC, detail=detail, exercises=("lift; Slowly, Ana.", "bend")))
    lift, bend = parts(document, ExerciseCard)
    assert ("Lift less." in flat(lift)) is (detail == "full")
    assert [("Slowly, Ana." in flat(card)) for card in (lift, bend)] == [True, False]
    assert library.wording.note_from_clinic not in flat(bend.notes), "no label stands without a note"


@pytest.mark.parametrize(("detail", "told"), [("full", True), ("short", False)])
def test_a_full_sheet_says_how_to_tell_whether_one_has_what_its_exercises_ask_about(
    tmp_path: Path, detail: str, told: bool
) -> None:
    conditions = {
        "illness-a": illness([], ["kneel"], how_to_tell="A doctor has said so."),
        "illness-b": illness([], ["press"], how_to_tell="You would know."),
    }
    library = tiny(tmp_path, {"bend": exercise("Bend", demands=["kneel"])}, conditions=conditions)
    document = compose(library, SheetRequest(TOPIC, detail=detail))
    said = " ".join(texts(document.sections[1]))
    assert ("A doctor has said so." in said) is told
    assert (library.wording.how_to_tell in [one.text for one in parts(document, Heading)]) is told
    assert "You would know." not in said, "nothing on this sheet presses"


@pytest.mark.parametrize("presses", [True, False])
def test_exercises_are_others_only_beside_one_that_presses(tmp_path: Path, presses: bool) -> None:
    """Where nothing is pressed, whoever asks before every stretch asks before the whole plan."""
    exercises = {"pull": exercise("Pull", "stretch")}
    if presses:
        exercises["push"] = exercise("Push", "pressure", demands=["press-calf"])
    library = tiny(tmp_path, exercises, conditions={"loose": illness(asks=["stretch"])})
    said = flat(compose(library, SheetRequest(TOPIC)).sections[-1])
    assert ("Before other exercises, ask us with loose text" in said) == presses
    assert ("Ask us first with loose text" in said) != presses
