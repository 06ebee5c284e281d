"""What is typed as safety is compared exactly; what says what is so is a clinic's own affair. One rule each, over the
bundled content.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts import ContentError, Library
from handouts.resources import data_folder

MUSCLE = "muscles/gluteus-minimus.yaml"
CLAM = "exercises/clamshell.yaml"
PRESS = "exercises/ball-wall-low-back.yaml"
SIGNS = "guidance/stop-signs.yaml"


def _asked(folder: Path, name: str, text: str) -> list[str]:
    """The problems of one file laid over the bundled content."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"extends: bundled\n{text}", "utf-8")
    library = Library.load(overlay=folder)
    try:
        loaded = library.read_unchecked(file)
        return [problem.message for problem in library.undecided(loaded)]
    except ContentError as error:
        return [problem.message for problem in error.problems]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (PRESS, "near: Dig in deep. The big nerve can take it."),
        (CLAM, "cautions: [Bounce hard at the top.]"),
        (SIGNS, "region_note: {foot: Walk it off.}"),
        (SIGNS, "soon: [{text: Chest pain that comes back each day}]"),
        ("guidance/pressure.yaml", "never_on: [bone, joints, soft clothes. Press hard in all other places]"),
        (CLAM, "dose: {sets: 3, repetitions: 100}"),
        (MUSCLE, "where: {figure: gluteus-medius}"),
        (MUSCLE, "pain: {figure: gluteus-medius}"),
        ("wording/en.yaml", "mistakes: Do it like this"),
        ("wording/en.yaml", "sets_it_off: What helps"),
        ("wording/en.yaml", "site: {left_side: Right}"),
        (CLAM, "review: {reviewed_by: Dana Lee, reviewed_on: 2026-03-01}"),
        (CLAM, "why: A numb leg needs no doctor."),
        (MUSCLE, "where: {text: Pain here needs no therapist.}"),
    ],
)
def test_what_may_cost_safety_asks_who_decided(tmp_path: Path, name: str, text: str) -> None:
    assert _asked(tmp_path, name, f"{text}\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (CLAM, "harder: null"),
        (CLAM, "why: It makes stairs easier."),
        (CLAM, "mistakes: [Your top hip rolls to the back]"),
        (CLAM, "title: Open shell"),
        (CLAM, "tool: a soft mat"),
        (MUSCLE, "subtitle: A deep hip muscle that our therapists see often"),
        (MUSCLE, "where: {text: It is not the big muscle that you sit on.}"),
        (MUSCLE, "strain: {sports: [running, cold-water swimming]}"),
        (MUSCLE, "side_word: Hip"),
        (MUSCLE, "in_short: {points: {1: Sore spots here can send pain down from hip to ankle.}}"),
        (
            MUSCLE,
            "in_short: {points: {2: It may feel like sciatica (pain from a nerve). Let us check it.}}",
        ),
        (MUSCLE, "pain: {intro: It aches in the side of the hip.}"),
        ("wording/en.yaml", "call: Phone us"),
        ("wording/en.yaml", "you_need: To have at hand"),
        ("wording/en.yaml", "for_clinicians: For our colleagues"),
        ("guidance/glossary.yaml", "words: {our-word: {word: glute bridge, meaning: a lift of the hips}}"),
    ],
)
def test_what_says_what_is_so_asks_nothing(tmp_path: Path, name: str, text: str) -> None:
    assert _asked(tmp_path, name, f"{text}\n") == []


def test_the_order_and_the_clinics_own_exercises_of_a_plan_are_answered_for(tmp_path: Path) -> None:
    plan = Library.load().topic("gluteus-minimus").plan.exercises
    turned = ", ".join((plan[1], plan[0], *plan[2:]))
    assert any(
        "comes first" in m for m in _asked(tmp_path / "a", MUSCLE, f"plan: {{exercises: [{turned}]}}\n")
    )
    own = tmp_path / "b" / "exercises" / "our-clam.yaml"
    own.parent.mkdir(parents=True)
    own.write_text((data_folder() / CLAM).read_text("utf-8"), "utf-8")
    mine = ", ".join((*plan, "our-clam"))
    found = _asked(tmp_path / "b", MUSCLE, f"plan: {{exercises: [{mine}]}}\n")
    assert found == ["less safe than the bundled file: 'our-clam' is an exercise of the clinic's own"]


def test_a_word_of_the_stop_signs_keeps_its_meaning(tmp_path: Path) -> None:
    word = "words: {our-fever: {word: fever, meaning: a warm feeling}}\n"
    (found,) = _asked(tmp_path, "guidance/glossary.yaml", word)
    assert "'fever' is a word of the stop signs" in found


def test_a_higher_floor_of_a_dose_is_a_larger_dose(tmp_path: Path) -> None:
    library = Library.load()
    slug, dose = next(
        (path.stem, exercise.dose)
        for path in library.folders.files()
        if path.parent.name == "exercises"
        for exercise in (library.exercise(path.stem),)
        if exercise.dose.repetitions is not None and exercise.dose.repetitions.most is not None
    )
    assert dose.repetitions is not None and dose.repetitions.most is not None
    most = dose.repetitions.most
    found = _asked(tmp_path, f"exercises/{slug}.yaml", f"dose: {{repetitions: {most}}}\n")
    assert any(str(most) in message and "larger" in message for message in found)


def test_a_smaller_dose_in_short_keeps_the_day_of_rest(tmp_path: Path) -> None:
    library = Library.load()
    slug = next(
        path.stem
        for path in library.folders.files()
        if path.parent.name == "exercises"
        for dose in (library.exercise(path.stem).dose,)
        if dose.rest_day
        and dose.days_a_week
        and dose.sets
        and dose.repetitions
        and dose.repetitions.least >= 8
    )
    assert _asked(tmp_path, f"exercises/{slug}.yaml", "dose: 1x8, 2/week\n") == []


def test_the_example_in_the_readme_works_as_it_is_written(tmp_path: Path) -> None:
    readme = (data_folder().parent / "README.md").read_text("utf-8")
    example = re.search(r"```yaml\nextends: bundled\n(.*?)```", readme, re.DOTALL)
    assert example is not None
    assert _asked(tmp_path, CLAM, example[1]) == []
