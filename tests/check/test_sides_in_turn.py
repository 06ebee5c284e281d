"""Steps that are read one after the other say which side they mean, also where both sides are done in turn."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from handouts import Library, SheetRequest
from handouts.check.telegraphic import sides
from handouts.content.markup import told
from handouts.content.model import Advice
from handouts.sheet.blocks import ExerciseCard, plain
from handouts.sheet.compose import compose
from handouts.sheet.context import Context
from handouts.sheet.select import drops, without
from tests.check.cases import case
from tests.sheet.bundled import parts
from tests.support.expanded import contexts

LIBRARY = Library.load()
NOBODY, LEFT, RIGHT, BOTH = contexts(LIBRARY)
NAMED = re.compile(r"\b(one|that|the other|the first) (?=\w)")
SHORT = [slug for slug in LIBRARY.slugs("exercises") if (e := LIBRARY.exercise(slug)).sided and e.enough]
STEPS = (
    "Lift {sore leg}.",
    "Bend {sore knee}.",
    "Bend {other knee}.",
    "Keep {other foot} flat.",
    "Lift {sore heel}.",
)


def _steps(ctx: Context, *steps: str) -> list[str]:
    exercise = LIBRARY.exercise("clamshell").model_copy(update={"steps": steps})
    return [plain(item.runs) for item in ctx.steps(exercise)]


def test_with_both_sides_the_one_named_first_is_told_from_the_other() -> None:
    assert _steps(BOTH, *STEPS) == [
        "Lift one leg.", "Bend that knee.", "Bend the other knee.", "Keep the other foot flat.",
        "Lift the first heel.",
    ]  # fmt: skip


def test_nothing_is_the_other_one_before_there_is_one() -> None:
    steps = ("Bend {other knee}.", "Lift {sore leg}.", "Put {other foot} down.", "Turn to {other side}.")
    assert _steps(BOTH, *steps)[:3] == ["Bend one knee.", "Lift the other leg.", "Put the first foot down."]
    assert _steps(NOBODY, *steps) == [
        "Bend the knee of your good side.", "Lift the leg of your sore side.", "Put your other foot down.",
        "Turn to your good side.",
    ]  # fmt: skip
    assert _steps(LEFT, *steps)[:2] == ["Bend your right knee.", "Lift your left leg."]


def test_a_side_named_twice_in_one_step_is_two_words() -> None:
    assert _steps(BOTH, "Lift {sore leg} and bend {sore leg}.", "Rest.") == [
        "Lift one leg and bend that leg.", "Rest.",
    ]  # fmt: skip


@pytest.mark.parametrize("slug", LIBRARY.slugs("exercises"))
def test_no_step_says_one_twice_or_points_at_nothing(slug: str) -> None:
    exercise = LIBRARY.exercise(slug)
    if not exercise.sided:
        return
    _clear([plain(item.runs) for item in BOTH.steps(exercise)])


@pytest.mark.parametrize("slug", SHORT)
def test_a_step_whose_forerunner_had_no_room_points_at_nothing_that_is_gone(slug: str) -> None:
    document = compose(LIBRARY, SheetRequest("gluteus-minimus", side="both", exercises=(slug,)))
    (card,) = parts(document, ExerciseCard)
    may_go = drops(card.steps)
    assert len(may_go) == len(card.steps.items) - len(LIBRARY.exercise(slug).enough)
    for many in range(len(may_go) + 1):
        for gone in combinations(may_go, many):
            _clear([plain(item.runs) for item in without(card, frozenset(gone)).steps.items])


def _clear(steps: list[str]) -> None:
    """The first part of the body with a side is "one", and no further one."""
    words = NAMED.findall(" ".join(steps))
    assert words[:1] in ([], ["one"]), steps
    assert words.count("one") <= 1, steps


def test_a_side_in_words_is_warned_of() -> None:
    exercise = LIBRARY.exercise("clamshell").model_copy(
        update={
            "steps": ("Lift {sore leg}.", "Bend your other knee."),
            "harder": Advice(text="Push with the sore side."),
        }
    )
    found = sorted(remark.message for remark in sides(case(LIBRARY, exercise)))
    assert [message.split(" names ")[0] for message in found] == ["'the sore side'", "'your other knee'"]
    both = exercise.model_copy(update={"sided": False, "harder": None})
    assert not list(sides(case(LIBRARY, both)))


def test_no_bundled_exercise_has_a_side_in_words() -> None:
    assert [
        remark.message
        for slug in LIBRARY.slugs("exercises")
        for remark in sides(case(LIBRARY, LIBRARY.exercise(slug)))
    ] == []


def test_a_text_without_sides_stays_as_it_is() -> None:
    assert list(told(["Hold {2} **still**.", "{sore}"])) == ["Hold {2} **still**.", "{sore}"]
