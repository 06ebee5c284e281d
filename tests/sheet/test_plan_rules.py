"""One rule of the home plan at a time, on content made up for it: who stands in, what stays, what the opening says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.sheet.blocks import Columns, ExerciseCard, Heading, Log, Paragraph, QrPanel, plain
from handouts.sheet.compose import compose
from handouts.sheet.gates import HomePlan, case_of, home_plan
from handouts.sheet.said import texts
from tests.sheet.bundled import MUSCLE, parts
from tests.sheet.tiny import TOPIC, exercise, tiny


def _plan(library: Library, *health: str, **asked: Any) -> HomePlan:
    return home_plan(case_of(library, SheetRequest(TOPIC, health=frozenset(health), **asked)))


def _ranks(plan: HomePlan) -> dict[str, int]:
    return {item.slug: item.rank for item in plan.chosen}


def _not_for(condition: str, instead: str) -> dict[str, Any]:
    return {"not_for": [{"condition": condition, "instead": instead}]}


# --------------------------------------------------------------------------------------- replacements and what stays


def test_an_exercise_that_goes_leaves_its_place_to_the_next(tmp_path: Path) -> None:
    """Three stay: a group too large for the places that are left does not use them up."""
    two = {
        "not_for": [{"condition": "illness-a", "instead": "x"}, {"condition": "illness-b", "instead": "y"}]
    }
    plan = {
        "a": exercise("A"), "b": exercise("B", gates=two), "c": exercise("C"), "d": exercise("D"), "e": exercise("E"),
        "x": exercise("X"), "y": exercise("Y"),
    }  # fmt: skip
    library = tiny(tmp_path, plan, alternatives=("x", "y"), conditions=["illness-a", "illness-b"])
    ranks = _ranks(_plan(library))
    assert {slug for slug, rank in ranks.items() if rank == 0} == {"a", "c", "d"}
    assert ranks["b"] == ranks["x"] == ranks["y"] < ranks["e"], (
        "what stands in goes with what it stands in for"
    )


def test_a_replacement_that_stays_already_is_not_counted_twice(tmp_path: Path) -> None:
    plan = {
        "a": exercise("A", gates=_not_for("illness-a", "x")),
        "b": exercise("B", gates=_not_for("illness-b", "x")),
        "c": exercise("C"),
        "x": exercise("X"),
    }
    library = tiny(tmp_path, plan, alternatives=("x",), conditions=["illness-a", "illness-b"])
    ranks = _ranks(_plan(library))
    assert {slug for slug, rank in ranks.items() if rank == 0} == {"a", "x", "b"} and ranks["c"] > 0


def test_one_that_replaces_two_names_both(tmp_path: Path) -> None:
    plan = {
        "a": exercise("Lift", gates=_not_for("illness-a", "x")),
        "b": exercise("Bend", gates=_not_for("illness-b", "x")),
        "x": exercise("Lie down"),
    }
    library = tiny(tmp_path, plan, alternatives=("x",), conditions=["illness-a", "illness-b"])
    replaced = next(item for item in _plan(library).chosen if item.slug == "x")
    assert replaced.instead_of == ("Lift", "Bend")
    cards = {card.title: card for card in parts(compose(library, SheetRequest(TOPIC)), ExerciseCard)}
    w = library.wording
    (first, *_) = cards["Lie down"].notes
    assert (first.label, plain(first.runs)) == (w.only_instead, "Lift or Bend.")
    assert w.only_instead not in [note.label for note in cards["Lift"].notes]
    (log,) = parts(compose(library, SheetRequest(TOPIC)), Log)
    assert [row.name for row in log.rows][:2] == ["Lift", "Bend"], "nobody ticks what is for some alone"


def test_where_nothing_else_is_safe_what_eases_is_the_plan(tmp_path: Path) -> None:
    gates = {"not_for": [{"condition": "illness-a"}]}
    plan = {
        "lift": exercise("Lift", gates=gates),
        "stretch": exercise("Stretch", "stretch"),
        "rest": exercise("Rest", "comfort"),
    }
    library = tiny(tmp_path, plan, alternatives=("stretch", "rest"), conditions=["illness-a"])
    found = _plan(library, "illness-a")
    assert [item.slug for item in found.chosen] == ["rest"]
    assert [item.slug for item in found.alternatives] == ["stretch"]


def test_exercises_by_name_come_without_other_choices(tmp_path: Path) -> None:
    plan = {"lift": exercise("Lift"), "bend": exercise("Bend"), "roll": exercise("Roll")}
    library = tiny(tmp_path, plan, alternatives=("roll",))
    assert [item.slug for item in _plan(library).alternatives] == ["roll"]
    asked = _plan(library, exercises=("bend",))
    assert [item.slug for item in asked.chosen] == ["bend"] and asked.alternatives == ()


def test_who_asks_for_what_is_not_safe_is_told_all_that_may_be_given_instead(tmp_path: Path) -> None:
    two = {
        "not_for": [{"condition": "illness-a", "instead": "x"}, {"condition": "illness-b", "instead": "y"}]
    }
    plan = {"a": exercise("A", gates=two), "x": exercise("X"), "y": exercise("Y"), "z": exercise("Z", gates={
        "not_for": [{"condition": "illness-a"}]})}  # fmt: skip
    library = tiny(tmp_path, plan, alternatives=("x", "y"), conditions=["illness-a", "illness-b"])
    for slug, hint in (("a", "give x, y"), ("z", "give another exercise")):
        with pytest.raises(ContentError) as caught:
            _plan(library, "illness-a", exercises=(slug,))
        (problem,) = caught.value.problems
        assert problem.hint == hint


# ------------------------------------------------------------------------------------------------------- the opening


def _opening(library: Library, **asked: Any) -> Paragraph:
    node = compose(library, SheetRequest(TOPIC, **asked)).sections[1].nodes[0]
    assert isinstance(node, Columns)
    first = node.right[0]
    assert isinstance(first, Paragraph)
    return first


def test_what_holds_for_the_whole_plan_stands_at_its_top_with_its_names_in_bold(tmp_path: Path) -> None:
    gates = {"not_for": [{"condition": "illness-a"}, {"condition": "illness-b"}], "ask_first": ["illness-c"]}
    illnesses = ["illness-a", "illness-b", "illness-c"]
    opening = _opening(tiny(tmp_path, {"lift": exercise("Lift")}, conditions=illnesses, gates=gates))
    assert plain(opening.runs) == (
        "Stop if it grows. Not if you have illness-a short or illness-b short. Ask first: illness-c short."
    )
    assert [span.text for span in opening.runs if span.bold] == ["Not if you have", "Ask first:"]


def test_a_plan_without_gates_says_nothing_of_any(tmp_path: Path) -> None:
    assert plain(_opening(tiny(tmp_path, {"lift": exercise("Lift")})).runs) == "Stop if it grows."


def test_who_must_wait_reads_it_first_and_in_bold(tmp_path: Path) -> None:
    gates = {"not_for": [{"condition": "illness-a"}]}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, conditions=["illness-a"], gates=gates)
    first = _opening(library, health=frozenset({"illness-a"})).runs[0]
    assert first.text.strip() == library.wording.today_wait and first.bold


@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_both_sides_are_worked_one_after_the_other(tmp_path: Path, side: str | None) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")})
    said = plain(_opening(library, side=side).runs)
    assert (library.wording.on_both_sides in said) is (side == "both")


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
