"""Words for the sides that a drawing with a mirror image may not have as such, and those that are none."""

from __future__ import annotations

import pytest

from handouts.figures.words import fixed_side


@pytest.mark.parametrize(
    "text",
    ["LEFT knee up", "Put the left over the right.", "Raise your right up.", "Her right against the wall", "Left hip",
     "left of the spine", "Turn right.", "R"],
)  # fmt: skip
def test_a_side_in_plain_words_is_found(text: str) -> None:
    assert fixed_side(text)


@pytest.mark.parametrize(
    "text",
    ["Knee right against the wall", "A right-angled knee", "Bend it to a right angle", "Press right over the bone",
     "The foot is left on the floor", "Arm left hanging", "Bright light", "The {side} knee"],
)  # fmt: skip
def test_words_that_only_look_like_a_side_are_none(text: str) -> None:
    assert not fixed_side(text)
