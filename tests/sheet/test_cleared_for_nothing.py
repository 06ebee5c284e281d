"""What is cleared is named as people know it, and clearing what needs none is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.content.called import exercises_called
from handouts.making import make
from handouts.program.choose import program_of
from handouts.program.making import make_program
from handouts.program.reading import plan_of, plan_of_text
from handouts.recipients import recipients
from handouts.resources import data_folder
from handouts.roster import read_roster
from handouts.sheet.compose import draft

LIBRARY = Library.load()
HIP = frozenset({"hip-replacement"})


def _chosen(*cleared: str) -> list[str]:
    request = SheetRequest("gluteus-minimus", health=HIP, cleared=frozenset(cleared))
    return [item.slug for item in draft(LIBRARY, request).plan.chosen]


def test_an_exercise_is_cleared_by_its_title_or_its_name() -> None:
    assert "side-lying-hip-abduction" not in _chosen("clamshell")
    assert "side-lying-hip-abduction" in _chosen("side-lying-hip-abduction")
    assert _chosen("Side leg lift") == _chosen("side leg lift") == _chosen("side-lying-hip-abduction")


def test_the_title_that_a_spanish_sheet_prints_clears_too_and_so_does_the_english_one() -> None:
    for title in ("Levantar la pierna de lado", "Side leg lift"):
        request = SheetRequest("gluteus-minimus", lang="es", health=HIP, cleared=frozenset({title}))
        made = draft(LIBRARY.speaking("es"), request)
        assert "side-lying-hip-abduction" in [item.slug for item in made.plan.chosen]


def test_a_roster_clears_by_titles() -> None:
    table = b"sheet,has,cleared\ngluteus-minimus,hip-replacement,Side leg lift|Clamshell\n"
    (row,), problems = recipients("r.csv", read_roster("r.csv", table), SheetRequest(""))
    given = [item.slug for item in draft(LIBRARY, row.request).plan.chosen]
    assert not problems and {"clamshell", "side-lying-hip-abduction"} <= set(given)


def test_a_word_that_two_exercises_are_called_clears_neither(tmp_path: Path) -> None:
    for slug in ("clamshell", "low-lunge"):
        own = tmp_path / "exercises" / f"{slug}.yaml"
        own.parent.mkdir(exist_ok=True)
        text = (data_folder() / "exercises" / f"{slug}.yaml").read_text(encoding="utf-8")
        own.write_text(re.sub("^short_title: .*", "short_title: Twin", text, flags=re.M), encoding="utf-8")
    library = Library.load(tmp_path)
    assert library.exercise("clamshell").short_title == "Twin"
    assert exercises_called(library, ["twin", "side leg lift", "clamshell"]) == {
        "side leg lift": "side-lying-hip-abduction", "clamshell": "clamshell",
    }  # fmt: skip


def test_another_exercise_that_nobody_can_read_keeps_no_title_from_clearing(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "broken.yaml").write_text("title: [", encoding="utf-8")
    assert exercises_called(Library.load(tmp_path), ["Clamshell"]) == {"Clamshell": "clamshell"}


@pytest.mark.parametrize("cleared", ["Side leg lift", ["side leg lift"], "side-lying-hip-abduction"])
def test_a_plan_clears_by_titles_and_is_kept_by_slugs(cleared: str | list[str]) -> None:
    exercises = ["side-lying-hip-abduction", "clamshell"]
    values = {
        "about": "gluteus-minimus",
        "has": ["hip-replacement"],
        "exercises": exercises,
        "cleared": cleared,
    }
    plan = plan_of(values, LIBRARY)
    assert plan.plan.cleared == ("side-lying-hip-abduction",)
    text = json.dumps({"kind": "program", **values}).encode()
    assert plan_of_text(text, "plan.yaml", LIBRARY).plan == plan.plan
    assert [one.item.slug for one in program_of(LIBRARY, plan).given] == ["side-lying-hip-abduction"]


def test_what_a_plan_clears_and_nothing_is_called_is_told_at_its_place() -> None:
    text = b"kind: program\nexercises: [clamshell]\ncleared: Side lift\n"
    with pytest.raises(ContentError) as refused:
        plan_of_text(text, "plan.yaml", LIBRARY)
    assert "plan.yaml:3:" in str(refused.value) and "Side lift" in str(refused.value)


def test_a_program_tells_what_was_cleared_for_nothing() -> None:
    def idle(**more: object) -> list[tuple[str, ...]]:
        values = {"about": "gluteus-minimus", "exercises": ["clamshell"], "cleared": ["clamshell"], **more}
        made = make_program(LIBRARY, plan_of(values, LIBRARY), "text")
        return [note.what for note in made.notes if note.kind == "cleared-for-nothing"]

    assert idle() == [("clamshell",)]
    assert idle(has=["hip-replacement"]) == []


def test_who_mistypes_is_told_what_can_be_cleared_for_this_sheet() -> None:
    with pytest.raises(ContentError) as refused:
        _chosen("sidelift")
    assert "clamshell" in str(refused.value) and "ball-calf" not in str(refused.value)


def test_clearing_what_nobody_asks_about_is_told() -> None:
    made = make(LIBRARY, SheetRequest("gluteus-minimus", cleared=frozenset({"clamshell"})))
    assert [note.what for note in made.notes if note.kind == "cleared-for-nothing"] == [("clamshell",)]
    made = make(LIBRARY, SheetRequest("gluteus-minimus", health=HIP, cleared=frozenset({"clamshell"})))
    assert not [note for note in made.notes if note.kind == "cleared-for-nothing"]
