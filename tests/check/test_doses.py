"""A sentence of an exercise and its dose say one thing, and a plan names each exercise once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.case import Case
from handouts.check.doses import doses, repeated
from handouts.content.kinds import KINDS
from tests.sheet.bundled import MUSCLE, bundled, changed, overlay
from tests.sheet.tiny import TOPIC, exercise, tiny

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


def found(folder: Path, field: str, text: str, dose: str = "") -> list[str]:
    pattern, new = {
        "steps": (r"^steps:\n  - .*", f"steps:\n  - {text!r}"), "today": (r"^today:.*", f"today: {text!r}"),
        "tool": (r"^tool:.*", f"tool: {text!r}"), "feel": (r"^feel:.*", f"feel: {text!r}"),
    }[field]  # fmt: skip
    changes = {pattern: new, **({"^dose:.*": f"dose: {dose}"} if dose else {})}
    file = overlay(folder, {FILE: changed(FILE, changes)}) / FILE
    library = Library.load()
    return [remark.severity for remark in doses(Case(library.read_unchecked(file), library, None))]


@pytest.mark.parametrize("field", ["steps", "today"])
@pytest.mark.parametrize("text", OTHER)
def test_another_dose_in_a_sentence_is_a_problem(tmp_path: Path, field: str, text: str) -> None:
    assert "problem" in found(tmp_path, field, text)


@pytest.mark.parametrize("text", SAME)
def test_the_same_dose_in_a_sentence_is_warned_of(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, "steps", text) == ["warning"]


WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "ninety": 90,
}  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_number_in_words_is_that_number(tmp_path: Path, word: str) -> None:
    text = f"Hold it for {word} seconds."
    for more, severity in ((0, "warning"), (1, "problem")):
        dose = f"{{repetitions: 2, hold_seconds: {WORDS[word] + more}, times_a_day: 1}}"
        assert found(tmp_path / str(more), "steps", text, dose) == [severity]


HOLD, MINUTES = (
    "{repetitions: 2, hold_seconds: 120-180, times_a_day: 2-4}",
    "{session_minutes: 10, times_a_day: 1}",
)


@pytest.mark.parametrize(
    ("dose", "text", "severity"),
    [
        (MINUTES, "Do it once a day.", "warning"), (MINUTES, "Do it twice a day.", "problem"),
        ("{session_minutes: 10, times_a_day: 2}", "Do it twice a day.", "warning"),
        (HOLD, "Do it twice a day.", "warning"), (HOLD, "Do it once a day.", "problem"),
        (HOLD, "Do it three times a day.", "warning"), (HOLD, "Do it 5 times daily.", "problem"),
        (HOLD, "Do it 4 times each day.", "warning"), (HOLD, "Do it twice a week.", "problem"),
        (HOLD, "Hold for 2 minutes.", "warning"), (HOLD, "Hold for 3 minutes.", "warning"),
        (HOLD, "Hold for 4 minutes.", "problem"), (HOLD, "Hold for 1 minute.", "problem"),
        (HOLD, "Hold for 119 secs.", "problem"), (HOLD, "Hold for 120 secs.", "warning"),
        (HOLD, "Hold for 181 seconds.", "problem"), (HOLD, "Hold for 180 seconds.", "warning"),
        (MINUTES, "Rest for 10 minutes.", "warning"), (MINUTES, "Rest for 10 seconds.", "problem"),
        ("{repetitions: 2, hold_seconds: 90, times_a_day: 1}", "Hold for 1 minute.", "problem"),
        ("{repetitions: 5, times_a_day: 1, days_a_week: 2}", "Do it twice a week.", "warning"),
        ("{repetitions: 5, sets: 2, days_a_week: 3}", "Do it 3 days each week.", "warning"),
        ("{repetitions: 5, sets: 2, days_a_week: 3}", "Do it 3 times a week.", "warning"),
        ("{repetitions: 5, sets: 2, days_a_week: 3}", "Do 3 sets.", "problem"),
        ("{repetitions: 5, sets: 2, days_a_week: 3}", "Do 5 sets.", "problem"),
        ("{repetitions: 5, sets: 2, days_a_week: 3}", "Do 2 reps.", "problem"),
    ],
)  # fmt: skip
def test_a_sentence_is_held_against_the_part_of_the_dose_that_it_speaks_of(
    tmp_path: Path, dose: str, text: str, severity: str
) -> None:
    assert found(tmp_path, "steps", text, dose) == [severity]


@pytest.mark.parametrize("field", ["tool", "feel"])
def test_other_texts_of_an_exercise_are_looked_at(tmp_path: Path, field: str) -> None:
    assert found(tmp_path, field, "Do this 77 times.") == ["problem"]


def test_what_is_done_as_needed_has_no_number_to_repeat(tmp_path: Path) -> None:
    assert found(tmp_path, "steps", "Do it 9 times.", "{repetitions: 5, as_needed: true}") == []


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
    with pytest.raises(ContentError, match=f"'{first}' stands in this list twice"):
        make(library, SheetRequest(MUSCLE), "text")


def test_an_exercise_that_is_its_own_alternative_is_named_there(tmp_path: Path) -> None:
    library = tiny(tmp_path, {name: exercise(name.title()) for name in ("one", "two")})
    file = tmp_path / "muscles" / f"{TOPIC}.yaml"
    before = file.read_text("utf-8")
    for name, slugs, at in (
        ("exercises", ["one", "two"], []), ("alternatives", ["two"], []),
        ("alternatives", ["two", "one"], [1]), ("alternatives", ["one"], [0]),
    ):  # fmt: skip
        values = json.loads(before)
        values["plan"]["exercises"] = ["one"]
        values["plan"][name] = slugs
        file.write_text(json.dumps(values), "utf-8")
        library.refresh()
        case = Case(library.read_unchecked(file), library, None)
        assert [remark.path for remark in repeated(case)] == [("plan", name, index) for index in at]
