"""A sentence of an exercise and its dose say one thing, and a plan names each exercise once."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.case import Case
from handouts.check.doses import doses
from handouts.content.kinds import KINDS
from tests.sheet.bundled import MUSCLE, bundled, changed, overlay

FILE = "exercises/clamshell.yaml"
"""Its dose: 1-3 sets of 8-12 times, 3 days a week, and no hold."""
OTHER = [
    "Do this 20 times.", "Do 5 sets.", "Lift it thirteen times.", "Do 8 to 20 times.", "Hold it for 10 seconds.",
    "Hold it for ten seconds.", "Do 10 slow repetitions twice a day.", "Do it 5 days a week.", "Do this for 2 minutes.",
    "Do it three times a day.", "Do this 2-30 times.", "A 30-second hold: 30 seconds.", "Do it once a day.",
]  # fmt: skip
SAME = [
    "Do this 10 times.",
    "Do 3 sets.",
    "Lift it twelve times.",
    "Do 8 to 12 times.",
    "Do it 3 days a week.",
]
NEITHER = [
    "Lift one knee.",
    "Bend both knees 90 degrees.",
    "Lie on a bed with one pillow.",
    "Do not rush: take your time.",
]


def found(folder: Path, field: str, text: str) -> list[str]:
    pattern, new = {
        "steps": (r"^steps:\n  - .*", f"steps:\n  - {text!r}"), "today": (r"^today:.*", f"today: {text!r}"),
    }[field]  # fmt: skip
    file = overlay(folder, {FILE: changed(FILE, {pattern: new})}) / FILE
    library = Library.load()
    return [remark.severity for remark in doses(Case(library.read_unchecked(file), library, None))]


@pytest.mark.parametrize("field", ["steps", "today"])
@pytest.mark.parametrize("text", OTHER)
def test_another_dose_in_a_sentence_is_a_problem(tmp_path: Path, field: str, text: str) -> None:
    assert "problem" in found(tmp_path, field, text)


@pytest.mark.parametrize("text", SAME)
def test_the_same_dose_in_a_sentence_is_warned_of(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, "steps", text) == ["warning"]


@pytest.mark.parametrize("text", NEITHER)
def test_other_numbers_are_no_dose(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, "steps", text) == []


def test_no_bundled_sentence_says_a_dose() -> None:
    library = Library.load()
    for slug in library.slugs("exercises"):
        case = Case(library.read_unchecked(library.folders.find(KINDS["exercise"].path(slug))), library, None)  # type: ignore[arg-type]
        assert not list(doses(case)), slug


def test_a_sheet_with_two_doses_is_none(tmp_path: Path) -> None:
    first = Library.load().topic(MUSCLE).plan.exercises[0]
    own = changed(f"exercises/{first}.yaml", {r"^steps:\n  - .*": "steps:\n  - Do this 77 times."})
    own += 'decided: {"steps/1": {by: A. Best, why: It is easier.}}\n'
    library = Library.load(overlay=overlay(tmp_path, {f"exercises/{first}.yaml": own}))
    with pytest.raises(ContentError, match="'77 times' is not what the dose says"):
        make(library, SheetRequest(MUSCLE), "text")


def test_a_plan_that_names_an_exercise_twice_is_no_sheet(tmp_path: Path) -> None:
    first = Library.load().topic(MUSCLE).plan.exercises[0]
    text = bundled(f"muscles/{MUSCLE}.yaml").replace(
        f"exercises: [{first},", f"exercises: [{first}, {first},", 1
    )
    library = Library.load(overlay=overlay(tmp_path, {f"muscles/{MUSCLE}.yaml": text}))
    with pytest.raises(ContentError, match=f"'{first}' is named twice"):
        make(library, SheetRequest(MUSCLE), "text")
