"""What each exercise says beside its steps: what goes wrong, when it was too much, from which stage of healing on; and
the plan of a condition by stage.
"""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.content.model import Condition, Exercise
from handouts.content.model.base import STAGES
from handouts.sheet.blocks import Bullets, ExerciseCard, plain
from handouts.sheet.compose import draft
from handouts.site.pages import exercise_page
from tests.sheet.bundled import flat, overlay, parts

LIBRARY = Library.load()
EXERCISES = LIBRARY.slugs("exercises")
CONDITIONS = LIBRARY.slugs("conditions")


@pytest.mark.parametrize("slug", EXERCISES)
def test_every_exercise_says_what_goes_wrong_when_it_is_too_much_and_when_to_start(slug: str) -> None:
    exercise = LIBRARY.exercise(slug)
    assert 1 <= len(exercise.mistakes) <= 3
    assert exercise.stage in STAGES
    assert exercise.too_much and exercise.too_much.startswith("It ")


@pytest.mark.parametrize("slug", CONDITIONS)
def test_every_condition_has_a_plan_by_stage_with_milestones(slug: str) -> None:
    topic = LIBRARY.topic(slug)
    assert isinstance(topic, Condition) and tuple(topic.stages) == STAGES
    document = draft(LIBRARY, SheetRequest(slug, detail="full")).document()
    (lines,) = (
        [plain(item.runs) for item in node.items]
        for node in parts(document, Bullets)
        if any("You are well again when:" in plain(item.runs) for item in node.items)
    )
    assert len(lines) == len(STAGES)
    for stage, line in zip(STAGES, lines, strict=True):
        assert topic.stages[stage].go_on.text in line
    cards = {card.title for card in parts(document, ExerciseCard)}
    assert all(sum(title in line for line in lines) for title in cards)


def test_the_plan_by_stage_leaves_out_what_is_not_for_a_reader() -> None:
    """A side plank asks for the floor; the line of its stage does not name it for who cannot get there."""
    said = []
    for has in (frozenset(), frozenset({"cannot-get-to-floor"})):
        document = draft(LIBRARY, SheetRequest("low-back-pain", detail="full", health=has)).document()
        said.append(next(plain(i.runs) for n in parts(document, Bullets) for i in n.items
                         if "You are well again when:" in plain(i.runs)))  # fmt: skip
    assert "Side plank" in said[0] and "Side plank" not in said[1]


def test_the_page_of_an_exercise_and_the_full_sheet_say_it_and_two_pages_do_not() -> None:
    page = flat(exercise_page(LIBRARY, "clamshell", "gluteus-minimus"))
    full = flat(draft(LIBRARY, SheetRequest("gluteus-minimus", detail="full")).document())
    short = flat(draft(LIBRARY, SheetRequest("gluteus-minimus")).document())
    for said in (
        "Your hips roll back as the knee goes up.",
        "It was too much if you could not do it as shown",
    ):
        assert said in page and said in full and said not in short


def test_words_of_its_own_stand_in_the_place_of_shared_ones(tmp_path: object) -> None:
    from pathlib import Path

    own = "kind: exercise\nextends: bundled\ntoo_much: It was too much if you dream of it.\n"
    folder = overlay(Path(str(tmp_path)), {"exercises/clamshell.yaml": own})
    shared, mine = (
        LIBRARY.exercise("clamshell"),
        Library.load(folder).read_unchecked(folder / "exercises" / "clamshell.yaml").value,
    )
    assert isinstance(mine, Exercise)
    assert shared.too_much == LIBRARY.exercise("bridge").too_much
    assert mine.too_much == "It was too much if you dream of it."
