"""However little room a short sheet has, an exercise that makes stronger stays on it."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import ExerciseCard
from handouts.sheet.compose import draft
from handouts.topictable import printed
from tests.sheet.bundled import flat, parts

LIBRARY = Library.load()
pytestmark = pytest.mark.sweep


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("slug", LIBRARY.names("topic"))
def test_a_short_sheet_prints_an_exercise_that_makes_stronger(slug: str, paper: str) -> None:
    made = draft(LIBRARY, SheetRequest(slug, paper=paper))
    cards = parts(printed(LIBRARY, made.document()), ExerciseCard)
    shown = {card.title if isinstance(card.title, str) else flat(card.title) for card in cards}
    types = [item.exercise.type for item in made.plan.chosen if item.exercise.title in shown]
    assert "strengthening" in types and len(types) == len(shown) >= 2
