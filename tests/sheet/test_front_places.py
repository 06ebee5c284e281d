"""What stands on the front in which form, how much of it, and what may go: made-up content with one rule each."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.resources import data_folder
from handouts.sheet.blocks import Banner, Bullets, Document, Facts, Heading, Paragraph, Table, plain
from handouts.sheet.compose import compose
from handouts.sheet.front import LEAST_CAUSES, NOTICED
from handouts.sheet.select import drops, without
from tests.sheet.bundled import MUSCLE, flat, parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny

FULL: dict[str, Any] = {"detail": "full"}
LARGE: dict[str, Any] = {"edition": "large"}
NOTICE = [f"pain on day {n}" for n in range(1, 7)]
CAUSES = [{"cause": f"Cause {n}", "help": f"Help {n}."} for n in range(1, 7)]


def _library(folder: Path, **changes: Any) -> Library:
    return tiny(folder, {"lift": exercise("Lift")}, **changes)


def _front(library: Library, **asked: Any) -> Document:
    document = compose(library, SheetRequest(TOPIC, **asked))
    assert document.sections[0].name == "understand"
    return document


@pytest.mark.parametrize("asked", [{}, FULL, LARGE], ids=["two pages", "full", "large"])
def test_the_clinics_note_stands_once_on_the_front_and_without_one_there_is_no_place_for_it(
    tmp_path: Path, asked: dict[str, Any]
) -> None:
    library = _library(tmp_path)
    noted = _front(library, note="Start with one set.", **asked)
    own = [node for node in parts(noted.sections[0], Paragraph) if node.role == "personal"]
    assert len(own) == 1 and "Start with one set." in flat(own[0])
    assert not any(node.role == "personal" for node in parts(_front(library, **asked), Paragraph))


def test_headings_of_the_front_are_one_below_the_title(tmp_path: Path) -> None:
    headings = parts(_front(_library(tmp_path)).sections[0], Heading)
    assert headings and {heading.level for heading in headings} == {2}


@pytest.mark.parametrize("asked", [{}, FULL, LARGE], ids=["two pages", "full", "large"])
def test_a_drawing_with_spots_to_press_has_its_heading_and_says_for_ears_what_they_are(
    tmp_path: Path, asked: dict[str, Any]
) -> None:
    plan = {"push": exercise("Push", "pressure")}
    library = tiny(tmp_path, plan, where={"text": "It is in the hip.", "figure": MUSCLE})
    place = tmp_path / "figures" / "anatomy" / f"{MUSCLE}.json"
    place.parent.mkdir(parents=True)
    shutil.copy(data_folder() / "figures" / "anatomy" / place.name, place)
    front = _front(library, **asked).sections[0]
    words = library.wording
    titles = {heading.text: heading.level for heading in parts(front, Heading)}
    expected = words.where_it_is if asked == FULL else words.press_map
    assert titles[expected] == 2
    assert any(words.map_spoken in str(figure.alt) for figure in _drawings(front))


def _drawings(node: object) -> list[Any]:
    from handouts.sheet.blocks import Figure

    return [figure for figure in parts(node, Figure) if figure.kind == "anatomy"]


def test_what_a_muscle_does_stands_in_words_on_two_pages(tmp_path: Path) -> None:
    library = _library(tmp_path)
    said = flat(_front(library).sections[0])
    assert f"{library.wording.what_it_does}: lifts the leg." in said


@pytest.mark.parametrize("asked", [{}, LARGE], ids=["two pages", "large"])
def test_how_soon_it_helps_is_promised_to_those_alone_who_have_a_plan(
    tmp_path: Path, asked: dict[str, Any]
) -> None:
    plan = {"bend": exercise("Bend", demands=["kneel"])}
    library = tiny(
        tmp_path, plan, conditions={"ill": illness(["kneel"])}, relief="It helps in about six weeks."
    )
    assert "six weeks" in flat(_front(library, **asked).sections[0])
    assert "six weeks" not in flat(_front(library, health=frozenset({"ill"}), **asked).sections[0])


@pytest.mark.parametrize(
    ("relief", "said"),
    [
        ("It takes all of your patience. Later more.", "It takes all of your patience."),  # 30 letters
        ("It takes some of our patience", "It takes some of our patience"),  # all of it, and short
        ("It takes much of patience now. Later more.", "It takes much of patience now."),
        ("It needs much of our patience. Then more of it. Last.", "It needs much of our patience."),
        ("It needs a lot of patience on. Then more of it. Last.", "It needs a lot of patience on."),
        ("It needs a lot of patience in. Then.", "It needs a lot of patience in."),
        ("It takes a lot of patience now Z. Then.", "It takes a lot of patience now Z."),
        ("It takes lots of patience now. Then more.", "It takes lots of patience now."),  # 30 letters
        ("It takes lots of patience no. Then more.", "It takes lots of patience no. Then more."),  # 29
    ],
)
def test_an_opening_of_thirty_letters_says_enough(tmp_path: Path, relief: str, said: str) -> None:
    front = flat(_front(_library(tmp_path, relief=relief)).sections[0])
    assert said in front
    assert relief == said or relief not in front


@pytest.mark.parametrize(
    ("asked", "under_a_heading"),
    [({}, False), (LARGE, True), (FULL, True)],
    ids=["two pages", "large", "full"],
)
def test_what_else_it_may_be_runs_in_where_room_is_short(
    tmp_path: Path, asked: dict[str, Any], under_a_heading: bool
) -> None:
    library = _library(tmp_path, check_first="Ask us if it burns.")
    document = _front(library, **asked)
    if asked == LARGE:  # nobody acts on it there
        return
    titles = [heading.text for heading in parts(document.sections[0], Heading)]
    assert "Ask us if it burns." in flat(document.sections[0])
    assert (library.wording.check_first in titles) is under_a_heading


def test_a_logo_is_looked_for_beside_the_clinic_file_and_without_one_there_is_none(tmp_path: Path) -> None:
    library = _library(tmp_path)
    (head,) = parts(_front(library), Banner)
    assert head.logo is None


@pytest.mark.parametrize("asked", [{}, FULL, LARGE], ids=["two pages", "full", "large"])
def test_signs_to_notice_are_the_first_three_or_all(tmp_path: Path, asked: dict[str, Any]) -> None:
    library = _library(tmp_path, notice=NOTICE)
    front = flat(_front(library, **asked).sections[0])
    shown = [sign for sign in NOTICE if sign.capitalize() in front or sign in front]
    assert shown == (NOTICE if asked == FULL else NOTICE[:NOTICED]) and NOTICED == 3


def test_signs_to_notice_stand_once_in_each_form(tmp_path: Path) -> None:
    library = _library(tmp_path, notice=NOTICE)
    for asked in ({}, FULL, LARGE):
        titles = [heading.text for heading in parts(_front(library, **asked).sections[0], Heading)]
        assert titles.count(library.wording.you_may_notice) == 1


def test_only_signs_of_a_short_sheet_may_go(tmp_path: Path) -> None:
    library = _library(tmp_path, notice=NOTICE)
    for asked, goes in (({}, True), (FULL, False)):
        lists = [
            node for node in parts(_front(library, **asked).sections[0], Bullets) if "day 1" in flat(node)
        ]
        assert [node.drop is not None for node in lists] == [goes]


def _causes(library: Library, **asked: Any) -> list[tuple[str, bool]]:
    """The causes that are shown, and whether each may go."""
    (table,) = [
        table for table in parts(_front(library, **asked).sections[0], Table) if table.role == "pairs"
    ]
    return [(plain(row.cells[0]), row.drop is not None) for row in table.rows]


def test_the_first_three_causes_stay_and_the_last_goes_first(tmp_path: Path) -> None:
    library = _library(tmp_path, causes=CAUSES)
    assert _causes(library) == [(f"Cause {n}", n > LEAST_CAUSES) for n in range(1, 7)] and LEAST_CAUSES == 3
    (table,) = [t for t in parts(_front(library).sections[0], Table) if t.role == "pairs"]
    going = [row.drop for row in table.rows if row.drop]
    assert [drop.order for drop in going] == sorted((drop.order for drop in going), reverse=True)
    assert len({drop.order for drop in going}) == len(going)


def test_large_print_has_five_causes_and_the_full_sheet_all(tmp_path: Path) -> None:
    library = _library(tmp_path, causes=CAUSES)
    assert [name for name, _ in _causes(library, **LARGE)] == [f"Cause {n}" for n in range(1, 6)]
    assert len(_causes(library, **FULL)) == 6


def test_a_help_that_asks_too_much_goes_with_its_cause(tmp_path: Path) -> None:
    causes = [{"cause": "Cold", "help": {"text": "Warm it.", "demands": ["warmth"]}}, *CAUSES[:2]]
    library = _library(tmp_path, causes=causes, conditions={"numb": illness(["warmth"])})
    assert _causes(library)[0][0] == "Cold"
    assert [name for name, _ in _causes(library, health=frozenset({"numb"}))] == ["Cause 1", "Cause 2"]


def test_facts_stand_on_the_full_sheet_alone(tmp_path: Path) -> None:
    library = _library(tmp_path)
    assert [len(parts(_front(library, **asked).sections[0], Facts)) for asked in ({}, LARGE, FULL)] == [
        0,
        0,
        1,
    ]


def test_pain_that_may_spread_farther_is_told_on_the_full_sheet_alone(tmp_path: Path) -> None:
    pain = {
        "intro": "It hurts here.", "patterns": [{"name": "Front spots", "text": "hurt in front."}],
        "spillover": "It may reach the knee.",
    }  # fmt: skip
    library = _library(tmp_path, pain=pain)
    shown = [
        "It may reach the knee." in flat(_front(library, **asked).sections[0]) for asked in ({}, LARGE, FULL)
    ]
    assert shown == [False, False, True]
    assert "It may reach" not in flat(_front(_library(tmp_path / "b"), **FULL).sections[0])


@pytest.mark.parametrize("edition", [{}, LARGE])
def test_what_has_no_chart_says_where_it_hurts_in_words_that_stay(
    tmp_path: Path, edition: dict[str, str]
) -> None:
    front = _front(_library(tmp_path), **edition).sections[0]
    assert "Front spots" in flat((without(front, frozenset(drops(front))),))
