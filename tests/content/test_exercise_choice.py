"""What whoever plans chooses exercises by: part of the body, position, things, level."""

from __future__ import annotations

import pytest

from handouts.content.library import Library
from handouts.content.model.demands import closure

HELD = {"stand": "standing", "kneel": "kneeling", "lie-face-down": "lying", "lie-on-sore-side": "lying"}
"""Demands that are a position."""


def test_every_exercise_says_for_what_and_how_the_body_is_held(bundled_library: Library) -> None:
    silent = [
        slug
        for slug in bundled_library.slugs("exercises")
        if not (bundled_library.exercise(slug).regions and bundled_library.exercise(slug).positions)
    ]
    assert not silent


def test_positions_are_those_that_the_demands_speak_of(bundled_library: Library) -> None:
    for slug in bundled_library.slugs("exercises"):
        exercise = bundled_library.exercise(slug)
        asked = {HELD[name] for name in closure(exercise.demands) if name in HELD}
        if "kneeling" not in exercise.positions:
            assert asked <= set(exercise.positions), slug


def test_regions_are_those_of_its_muscles(bundled_library: Library) -> None:
    topics = bundled_library.names("topic")
    for slug in bundled_library.slugs("exercises"):
        exercise = bundled_library.exercise(slug)
        known = {bundled_library.topic(name).region for name in exercise.muscles if name in topics}
        assert not known or known == set(exercise.regions), slug


@pytest.mark.parametrize(
    ("slug", "level"),
    [("chin-tuck", "easy"), ("clamshell", "easy"), ("bridge", "medium"), ("step-down", "hard")],
)
def test_the_level_is_by_what_is_asked(bundled_library: Library, slug: str, level: str) -> None:
    assert bundled_library.exercise(slug).level == level
