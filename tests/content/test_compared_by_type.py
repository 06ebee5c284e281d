"""What is typed as safety is compared exactly; what says what is so is a clinic's own affair. One rule each, over the
bundled content.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts import ContentError, Library
from handouts.finding.spelling import listed
from handouts.finding.urgent import Alarm
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


def test_the_clinics_own_exercises_of_a_plan_are_answered_for(tmp_path: Path) -> None:
    plan = Library.load().topic("gluteus-minimus").plan.exercises
    turned = ", ".join((plan[1], plan[0], *plan[2:]))  # in another order: each keeps its gates and its dose
    assert _asked(tmp_path / "a", MUSCLE, f"plan: {{exercises: [{turned}]}}\n") == []
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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("guidance/places.yaml", 'articles: "the, my, always, sleep"'),
        ("guidance/places.yaml", 'sides: {left: "right, r", right: "left, l"}'),
        ("guidance/lists.yaml", "too_much: {pressing: It was too much if the spot is torn.}"),
        ("exercises/ball-wall-side-of-hip.yaml", "dose: {times_a_day: 7, days_a_week: 1}"),
        (CLAM, "dose: {days_a_week: 1, times_a_day: 3}"),
        ("exercises/ball-wall-side-of-hip.yaml", "dose: {session_minutes: null}"),
        (
            "guidance/health.yaml",
            "conditions: {eliquis: {text: a tablet, when: you take it, clinical: Apixaban use,"
            " synonyms: [takes eliquis]}}",
        ),
    ],
)
def test_what_would_weaken_a_gate_a_sign_or_a_dose_is_asked_about(
    tmp_path: Path, name: str, text: str
) -> None:
    assert _asked(tmp_path, name, f"{text}\n") != []


def test_one_more_sign_of_an_emergency_asks_nothing_and_of_a_later_day_does(tmp_path: Path) -> None:
    text = (data_folder() / SIGNS).read_text("utf-8")
    for level, asked in (("emergency", 0), ("soon", 1)):
        more = text.replace(f"\n{level}:\n", f"\n{level}:\n  - text: One more sign\n")
        assert more != text
        folder = tmp_path / level
        file = folder / SIGNS
        file.parent.mkdir(parents=True)
        file.write_text(more, "utf-8")
        library = Library.load(overlay=folder)
        assert len(library.undecided(library.read_unchecked(file))) == asked


def test_a_dose_within_the_bundled_one_asks_nothing(tmp_path: Path) -> None:
    assert _asked(tmp_path, CLAM, "dose: 1x10, 3/week\n") == []


def test_words_of_nothing_switch_no_alarm_off(tmp_path: Path) -> None:
    places = Library.load().places
    weak = places.model_copy(update={"articles": f"{places.articles}, sleep, always, weather"})
    for known in (places, weak):
        words = frozenset(listed(known.articles))
        alarm = Alarm(known, lambda text, words=words: " ".join(w for w in text.split() if w not in words))
        assert alarm.of("cannot pee") is not None and alarm.of("leg cold") is not None
