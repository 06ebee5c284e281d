"""What is urgent is answered with the stop signs of its level first, and what is mistyped is understood."""

from __future__ import annotations

import pytest

from handouts import Library
from handouts.finding.exercises import ExerciseFinder
from handouts.finding.search import Finder
from tests.finding.asked import HARMLESS, MISSPELT, URGENT


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Library.load())


def test_enough_is_asked() -> None:
    assert len(URGENT) >= 40 and len(HARMLESS) >= 20 and len(MISSPELT) >= 25


@pytest.mark.parametrize("typed", URGENT)
def test_what_is_urgent_shows_its_own_signs_first(finder: Finder, typed: str) -> None:
    level, sign = URGENT[typed]
    found = finder.find(typed)
    assert found.query.urgent and (found.query.urgent.level, found.signs[0]) == (level, sign)
    assert found.levels[0][0] == level and found.stop == (level != "soon") == (not found.answers)


@pytest.mark.parametrize("typed", HARMLESS)
def test_what_only_sounds_urgent_shows_none_before_its_answers(finder: Finder, typed: str) -> None:
    assert finder.find(typed).query.urgent is None


@pytest.mark.parametrize("typed", MISSPELT)
def test_what_is_mistyped_is_understood(finder: Finder, typed: str) -> None:
    assert MISSPELT[typed] in [answer.entry.slug for answer in finder.find(typed).answers[:3]]


def test_exercises_are_kept_back_as_sheets_are() -> None:
    finder = ExerciseFinder(Library.load())
    found, levels, stop = finder.find("calf stretch after a fall, cannot stand")
    assert not found and stop and levels[0][0] == "today"
    found, levels, stop = finder.find("bridge, had cancer")
    assert not stop and levels[0][0] == "soon"
