"""One rule at a time, on content made up for it: gates, waiting times, stand-ins, regions, sides, doses."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.notes import lines
from handouts.sheet.blocks import ExerciseCard, Heading, Log, PainScale, Panel, StopBox, Summary, Table, plain
from handouts.sheet.compose import compose, draft
from tests.sheet.bundled import flat, parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny


def _shown(library: Library, *health: str) -> list[str]:
    document = compose(library, SheetRequest(TOPIC, health=frozenset(health)))
    return [card.title for card in parts(document, ExerciseCard)]


def _said(library: Library, *health: str) -> str:
    """Everything that the full form says."""
    request = SheetRequest(TOPIC, health=frozenset(health), detail="full")
    return flat(compose(library, request))


def _opening(library: Library) -> str:
    """What stands over the whole plan."""
    section = compose(library, SheetRequest(TOPIC)).sections[1]
    first = next(n for n, node in enumerate(section.nodes) if isinstance(node, ExerciseCard))
    return flat(section.nodes[:first])


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
@pytest.mark.parametrize("which", ["emergency", "today", "soon"])
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


@pytest.mark.parametrize(("hours", "said"), [(72, "3 days"), (24, "1 day"), (36, "36 hours")])
def test_the_sheet_says_how_long_to_wait_in_days_where_they_are_whole(
    tmp_path: Path, hours: int, said: str
) -> None:
    conditions = {"new-strain": illness(["stretch"], hours=hours)}
    library = tiny(tmp_path, {"bend": exercise("Bend", "stretch")}, conditions=conditions)
    assert said in _opening(library)
    assert said in plain(parts(compose(library, SheetRequest(TOPIC)), Summary)[0].today)


def test_the_longest_waiting_time_of_the_plan_is_the_one_that_is_printed(tmp_path: Path) -> None:
    conditions = {
        "new-strain": illness(["stretch"], hours=24), "deep-bruise": illness(["load"], hours=96),
    }  # fmt: skip
    plan = {"bend": exercise("Bend", "stretch"), "lift": exercise("Lift", demands=["load-low"])}
    said = _opening(tiny(tmp_path, plan, conditions=conditions))
    assert "4 days" in said and "1 day" not in said


def test_nothing_is_said_of_waiting_where_nothing_waits(tmp_path: Path) -> None:
    assert "wait" not in _opening(tiny(tmp_path, {"lift": exercise("Lift")}))


def test_a_new_strain_leaves_out_what_has_to_wait_and_says_so(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", demands=["press-calf"]), "lift": exercise("Lift"),
        "bow": exercise("Bow"),
    }  # fmt: skip
    library = tiny(tmp_path, plan)
    assert _shown(library) == ["Press", "Lift", "Bow"]
    assert _shown(library, "new-strain") == ["Lift", "Bow"]
    text = _said(library, "new-strain")
    assert "Not yet, because of new-strain text: Press." in text


# ------------------------------------------------------------------------------------------------- gates, stand-ins

KNEELING = {"illness-a": illness(["kneel"])}
KNEEL = {"demands": ["kneel"]}


def test_the_stand_in_of_an_exercise_is_one_of_its_own_type(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", **KNEEL),
        "lift": exercise("Lift"),
        "stretch": exercise("Stretch", "stretch"),
        "roll": exercise("Roll", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("stretch", "roll"), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Roll", "Lift"]
    (left,) = draft(library, SheetRequest(TOPIC, health=frozenset({"illness-a"}))).plan.left_out
    assert (left.title, left.instead) == ("Press", ("Roll",))


def test_without_another_of_its_type_nothing_stands_in(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", **KNEEL),
        "lift": exercise("Lift"),
        "bow": exercise("Bow"),
        "stretch": exercise("Stretch", "stretch"),
    }
    library = tiny(tmp_path, plan, alternatives=("stretch",), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Lift", "Bow"]


@pytest.mark.parametrize("rule", [illness(["kneel", "sit-low"]), illness(["kneel"], ["sit-low"])])
def test_a_stand_in_that_is_not_for_the_reader_either_is_passed_over(
    tmp_path: Path, rule: dict[str, object]
) -> None:
    plan = {
        "press": exercise("Press", "pressure", **KNEEL),
        "lift": exercise("Lift"),
        "roll": exercise("Roll", "pressure", demands=["sit-low"]),
        "knead": exercise("Knead", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("roll", "knead"), conditions={"illness-a": rule})
    assert _shown(library, "illness-a") == ["Knead", "Lift"]


def test_nothing_harder_stands_in(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", demands=["stand"]),
        "lift": exercise("Lift"),
        "hop": exercise("Hop", "pressure", demands=["stand-on-one-leg"]),
        "roll": exercise("Roll", "pressure", demands=["kneel"]),
        "hold": exercise("Hold", "pressure", demands=["grip"]),
    }
    library = tiny(
        tmp_path, plan, alternatives=("hop", "roll", "hold"), conditions={"illness-a": illness(["stand"])}
    )
    assert _shown(library, "illness-a") == ["Hold", "Lift"]


def test_nothing_for_another_muscle_stands_in(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", **KNEEL),
        "lift": exercise("Lift"),
        "roll": exercise("Roll", "pressure", muscles=["another-muscle"]),
        "hold": exercise("Hold", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("roll", "hold"), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Hold", "Lift"]


def test_what_shares_another_muscle_with_it_is_not_for_this_topic(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", muscles=[TOPIC, "another-muscle"], **KNEEL),
        "lift": exercise("Lift"),
        "roll": exercise("Roll", "pressure", muscles=["another-muscle"]),
        "hold": exercise("Hold", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("roll", "hold"), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Hold", "Lift"]


def test_what_is_most_like_it_stands_in(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", demands=["kneel", "press-calf"]),
        "lift": exercise("Lift"),
        "roll": exercise("Roll", "pressure", demands=["press-thigh"]),
        "hold": exercise("Hold", "pressure", demands=["press-calf"]),
    }
    library = tiny(tmp_path, plan, alternatives=("roll", "hold"), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Hold", "Lift"]


def test_an_exercise_that_stands_in_says_for_what(tmp_path: Path) -> None:
    plan = {
        "press": exercise("Press", "pressure", **KNEEL),
        "lift": exercise("Lift"),
        "hold": exercise("Hold", "pressure"),
    }
    library = tiny(tmp_path, plan, alternatives=("hold",), conditions=KNEELING)
    document = compose(library, SheetRequest(TOPIC, health=frozenset({"illness-a"})))
    hold = next(card for card in parts(document, ExerciseCard) if card.title == "Hold")
    assert (library.wording.in_place_of, "Press.") in [(n.label, plain(n.runs)) for n in hold.notes]


@pytest.mark.parametrize("rule", [illness(["kneel"]), illness([], ["kneel"])])
def test_an_exercise_is_given_to_everybody_but_the_one_it_is_not_for(
    tmp_path: Path, rule: dict[str, object]
) -> None:
    plan = {"bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift"), "bow": exercise("Bow")}
    library = tiny(tmp_path, plan, conditions={"illness-a": rule, "illness-b": illness()})
    assert _shown(library) == _shown(library, "illness-b") == ["Bend", "Lift", "Bow"]
    assert _shown(library, "illness-a") == ["Lift", "Bow"]


def test_what_has_to_be_asked_about_is_given_once_it_is_cleared_and_that_is_printed_nowhere(
    tmp_path: Path,
) -> None:
    plan = {"bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift"), "bow": exercise("Bow")}
    library = tiny(tmp_path, plan, conditions={"illness-a": illness([], ["kneel"])})
    health = frozenset({"illness-a"})
    for named in ((), ("bend", "lift")):
        asked = SheetRequest(TOPIC, health=health, exercises=named)
        assert "Bend" not in [card.title for card in parts(compose(library, asked), ExerciseCard)]
        said = flat(compose(library, asked))
        assert "Only when we have checked it, because of illness-a text" in said and "Bend" in said
    document = compose(library, SheetRequest(TOPIC, health=health, cleared=frozenset({"bend"})))
    assert [card.title for card in parts(document, ExerciseCard)] == ["Bend", "Lift", "Bow"]
    said = flat(document)
    assert "checked" not in said and "cleared" not in said


@pytest.mark.parametrize(
    ("name", "said"),
    [("bend", "'bend' is not for a reader with 'illness-a'; nobody can clear that"),
     ("bent", "there is no exercise 'bent'")],
)  # fmt: skip
def test_nobody_can_clear_what_is_never_for_a_reader_or_is_not_there(
    tmp_path: Path, name: str, said: str
) -> None:
    plan = {"bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift")}
    library = tiny(tmp_path, plan, conditions=KNEELING)
    with pytest.raises(ContentError) as caught:
        draft(library, SheetRequest(TOPIC, health=frozenset({"illness-a"}), cleared=frozenset({name})))
    (problem,) = caught.value.problems
    assert problem.file == "--cleared" and problem.message == said


@pytest.mark.parametrize(
    "others", [("rest",), ()], ids=["comfort among other choices", "comfort in the plan"]
)
def test_with_fewer_than_two_useful_things_left_the_sheet_says_to_come_in_first(
    tmp_path: Path, others: tuple[str, ...]
) -> None:
    plan = {
        "bend": exercise("Bend", "stretch", **KNEEL),
        "lift": exercise("Lift"),
        "rest": exercise("Rest", "comfort", dose="as needed"),
    }
    library = tiny(tmp_path, plan, alternatives=others, conditions=KNEELING)
    request = SheetRequest(TOPIC, health=frozenset({"illness-a"}))
    made = draft(library, request)
    assert made.plan.state == "see-us"
    assert [item.slug for item in made.plan.chosen] == ["rest"]
    document = made.document()
    assert plain(parts(document, Summary)[0].today) == library.wording.today_see_us
    assert "See us before you start to exercise." in flat(document.sections[1])


@pytest.mark.parametrize("rest", [True, False])
def test_what_is_left_to_do_before_coming_in_has_the_rule_for_pain_and_whom_it_is_not_for(
    tmp_path: Path, rest: bool
) -> None:
    """With nothing left to do there is neither; first aid then says itself whom it is not for."""
    easy = {"rest": exercise("Rest", "comfort", dose="as needed")}
    plan = {"bend": exercise("Bend", "stretch", **KNEEL), **(easy if rest else {})}
    wrap = {"title": "Wrap", "text": "Wrap it.", "demands": ["compression"]}
    boxes = {part: {"title": part, "text": "Do it."} for part in ("rest", "ice", "elevation")}
    library = tiny(
        tmp_path,
        plan,
        conditions={**KNEELING, "illness-b": illness(["exercise", "compression"])},
        strain={"rice": {**boxes, "compression": wrap}},
    )
    document = compose(library, SheetRequest(TOPIC, health=frozenset({"illness-a"})))
    said = flat(document.sections[1])
    assert bool(parts(document, PainScale)) == rest
    assert ("Skip this plan with illness-b text." in said) == rest
    assert ("Wrap: not with illness-b text." in said) != rest


@pytest.mark.parametrize(("cleared", "state"), [((), "see-us"), (("bend",), "go")])
def test_one_exercise_that_was_cleared_is_plan_enough(
    tmp_path: Path, cleared: tuple[str, ...], state: str
) -> None:
    """Whoever cleared it has seen the reader and need not be asked to see them first."""
    plan = {
        "bend": exercise("Bend", "stretch", **KNEEL),
        "stoop": exercise("Stoop", "stretch", **KNEEL),
        "rest": exercise("Rest", "comfort", dose="as needed"),
    }
    library = tiny(tmp_path, plan, conditions={"illness-a": illness(asks=["kneel"])})
    request = SheetRequest(TOPIC, health=frozenset({"illness-a"}), cleared=frozenset(cleared))
    assert draft(library, request).plan.state == state


def test_what_was_cleared_and_is_not_given_makes_no_plan(tmp_path: Path) -> None:
    """One useful exercise is left; only who cleared one that is given has seen that this is enough."""
    plan = {
        "bend": exercise("Bend", "stretch", **KNEEL),
        "stoop": exercise("Stoop", "stretch", **KNEEL),
        "reach": exercise("Reach", "stretch"),
    }
    library = tiny(tmp_path, plan, conditions={"illness-a": illness(asks=["kneel"])})
    for cleared, named, state in (
        ((), (), "see-us"), (("stoop",), ("bend", "reach"), "see-us"), (("stoop",), (), "go"),
    ):  # fmt: skip
        request = SheetRequest(
            TOPIC, health=frozenset({"illness-a"}), cleared=frozenset(cleared), exercises=named
        )
        assert draft(library, request).plan.state == state, (cleared, named)


def test_who_has_to_come_in_first_reads_of_nothing_to_do_in_its_place(tmp_path: Path) -> None:
    """What takes the place of an exercise is not on the sheet then."""
    plan = {
        "bend": exercise("Bend", "stretch", **KNEEL),
        "stoop": exercise("Stoop", "stretch", **KNEEL),
        "reach": exercise("Reach", "stretch"),
    }
    library = tiny(tmp_path, plan, alternatives=("reach",), conditions=KNEELING)
    made = draft(library, SheetRequest(TOPIC, health=frozenset({"illness-a"})))
    assert made.plan.state == "see-us" and [gone.title for gone in made.plan.left_out] == ["Bend", "Stoop"]
    assert "Reach" not in [card.title for card in parts(made.document(), ExerciseCard)]
    assert "Reach Start it when we have seen you." in flat(made.document().sections[1]), "it is not lost"


def test_other_choices_fill_a_plan_that_lost_too_much_with_nothing_harder(tmp_path: Path) -> None:
    plan = {
        "bend": exercise("Bend", "stretch", **KNEEL),
        "lift": exercise("Lift", demands=["load-low"]),
        "hop": exercise("Hop", demands=["stand-on-one-leg"]),
        "bow": exercise("Bow", demands=["stand"]),
    }
    library = tiny(tmp_path, plan, alternatives=("hop", "bow"), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Lift", "Bow"]


def test_what_the_plan_asked_for_already_fills_it_too(tmp_path: Path) -> None:
    """Who could kneel could stand; to get down to the floor is as hard, and something else."""
    plan = {
        "bend": exercise("Bend", "stretch", **KNEEL),
        "lift": exercise("Lift"),
        "lie": exercise("Lie", demands=["floor"]),
        "fold": exercise("Fold", demands=["stand"]),
    }
    library = tiny(tmp_path, plan, alternatives=("lie", "fold"), conditions=KNEELING)
    assert _shown(library, "illness-a") == ["Lift", "Fold"]


def test_who_must_wait_for_a_doctor_is_told_so_and_gets_no_plan_no_first_aid_and_no_log(
    tmp_path: Path,
) -> None:
    plan = {
        "bend": exercise("Bend", "stretch"),
        "lift": exercise("Lift"),
        "rest": exercise("Rest", "comfort", dose="as needed"),
    }
    conditions = {"illness-a": illness(["exercise"])}
    library = tiny(tmp_path, plan, alternatives=("rest",), conditions=conditions)
    document = compose(library, SheetRequest(TOPIC, health=frozenset({"illness-a"})))
    assert [card.title for card in parts(document, ExerciseCard)] == ["Rest"]
    assert not parts(document, Log) and not parts(document, Panel)
    opening = flat(document.sections[1].nodes[:2])
    assert library.wording.today_wait in opening and "go on" not in opening


def test_the_sheet_says_for_whom_it_was_made(tmp_path: Path) -> None:
    plan = {"bend": exercise("Bend"), "lift": exercise("Lift")}
    library = tiny(tmp_path, plan, conditions=["illness-a", "illness-b"])
    said = _said(library, "illness-b", "illness-a")
    assert "Made for you because you told us: you have illness-a and you have illness-b." in said
    assert "Made for you" not in _said(library)


@pytest.mark.parametrize("word", ["Illness A", "illness-a clinical", "the other word", "THE OTHER WORD"])
def test_a_condition_is_known_by_other_words_too(tmp_path: Path, word: str) -> None:
    plan = {"bend": exercise("Bend", "stretch", **KNEEL), "lift": exercise("Lift"), "bow": exercise("Bow")}
    conditions = {"illness-a": {**illness(["kneel"]), "synonyms": ["the other word"]}}
    assert _shown(tiny(tmp_path, plan, conditions=conditions), word) == ["Lift", "Bow"]


# ------------------------------------------------------------------------------------- whom it is not for, in print


def test_who_an_exercise_is_not_for_stands_with_it_in_words_that_a_reader_can_answer(tmp_path: Path) -> None:
    plan = {"bend": exercise("Bend", **KNEEL), "lift": exercise("Lift")}
    conditions = {"illness-a": illness(["kneel"]), "illness-b": illness([], ["kneel"])}
    document = compose(tiny(tmp_path, plan, conditions=conditions), SheetRequest(TOPIC))
    bend, lift = parts(document, ExerciseCard)
    said = {note.label: plain(note.runs) for note in bend.notes}
    assert said["Not for you if"] == "you have illness-a."
    assert said["Ask us first if"] == "you have illness-b."
    assert not any("illness" in plain(note.runs) for note in lift.notes)


def test_what_holds_for_the_whole_plan_is_said_once_over_it(tmp_path: Path) -> None:
    plan = {"bend": exercise("Bend"), "lift": exercise("Lift")}
    conditions = {"illness-a": illness(["exercise"]), "illness-b": illness([], ["exercise"])}
    library = tiny(tmp_path, plan, conditions=conditions)
    said = _opening(library)
    assert "Skip this plan with illness-a text." in said and "Ask us first with illness-b text." in said
    for card in parts(compose(library, SheetRequest(TOPIC)), ExerciseCard):
        assert not any("illness" in plain(note.runs) for note in card.notes)


def test_what_holds_for_all_pressing_is_said_once_and_only_where_something_presses(tmp_path: Path) -> None:
    conditions = {"illness-a": illness(["press"])}
    press = exercise("Press", "pressure", demands=["press-calf"])
    with_it = tiny(tmp_path / "a", {"press": press}, conditions=conditions)
    without = tiny(tmp_path / "b", {"lift": exercise("Lift")}, conditions=conditions)
    assert "Never press over illness-a text." in _opening(with_it)
    assert "illness-a" not in _opening(without)
    assert "Press the sore spots. Never press on bone." in _said(with_it)
    assert "Press the sore spots." not in _said(without)


def test_what_an_exercise_rules_out_more_strictly_is_said_with_it(tmp_path: Path) -> None:
    conditions = {"illness-a": illness(["press-calf"], ["press"])}
    library = tiny(
        tmp_path, {"press": exercise("Press", "pressure", demands=["press-calf"])}, conditions=conditions
    )
    (card,) = parts(compose(library, SheetRequest(TOPIC)), ExerciseCard)
    assert ("Not for you if", "you have illness-a.") in [(n.label, plain(n.runs)) for n in card.notes]
    assert "illness-a" not in _opening(library)


def test_a_condition_that_changes_nothing_is_said_to_change_nothing(tmp_path: Path) -> None:
    plan = {"bend": exercise("Bend"), "lift": exercise("Lift")}
    library = tiny(tmp_path, plan, conditions=["illness-a"])
    made = make(library, SheetRequest(TOPIC, health=frozenset({"illness-a"})), "text")
    assert lines(made.notes) == ["tiny-muscle: illness-a: nothing on this sheet depends on it"]


# ---------------------------------------------------------------------------------------------------- pain, one dose


def test_the_rule_for_pain_says_its_three_bands(tmp_path: Path) -> None:
    library = tiny(
        tmp_path,
        {"lift": exercise("Lift")},
        exercising={"pain": {"source": "atlas", "go_on": 2, "ease_off": 4}},
    )
    said = _opening(library)
    assert "0 to 2 Go on." in said and "3 or 4 Ease off." in said and "5 to 10 Stop." in said
    assert "Stop too if it is sharp." in said


def test_what_to_do_today_is_the_first_exercise_with_its_dose(tmp_path: Path) -> None:
    dose = {"hold_seconds": "15-20", "hold_each": "spot", "session_minutes": "1-2", "times_a_day": 3}
    plan = {
        "press": exercise("Press", "pressure", demands=["kneel"], today="Press with a ball.", dose=dose),
        "lift": exercise("Lift"),
        "hold": exercise("Hold", "pressure", today="Press with a cane.", dose=dose),
    }
    library = tiny(tmp_path, plan, alternatives=("hold",), conditions={"illness-a": illness(["kneel"])})
    for health, tool in (((), "Press with a ball (see A)."), (("illness-a",), "Press with a cane (see A).")):
        document = compose(library, SheetRequest(TOPIC, health=frozenset(health)))
        assert plain(parts(document, Summary)[0].today) == (
            f"{tool} Hold each spot for 15 to 20 seconds. Do this for 1 to 2 minutes, 3 times a day. "
            "A new strain (tear)? Wait 3 days."
        )


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
    own = {
        "about": "A strain is a tear.",
        "rice": {
            "rest": {"text": "Rest on the couch."},
            "elevation": {"text": "Nothing to raise here.", "applies": False},
        },
    }
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain_of_muscle=own)
    (panel,) = parts(compose(library, SheetRequest(TOPIC)), Panel)
    assert [(box.title, plain(box.runs)) for box in panel.boxes] == [
        ("Rest", "Rest on the couch."), ("Ice", "Ice it."), ("Wrap", "Wrap it."), ("Raise", "Nothing to raise here."),
    ]  # fmt: skip


def test_what_is_special_of_a_grade_stands_in_its_own_row(tmp_path: Path) -> None:
    own = {"about": "A tear.", "grades": [{"grade": 2, "feels": "a snap", "heals": "5 weeks"}]}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain_of_muscle=own)
    (table,) = [t for t in parts(compose(library, SheetRequest(TOPIC)), Table) if t.role == "grades"]
    rows = [[plain(cell) for cell in row.cells] for row in table.rows]
    assert rows == [
        ["1 mild. a pull", "1 week", "rest"],
        ["2 mild. a snap", "5 weeks", "rest"],
        ["3 mild. a pull", "1 week", "rest"],
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
