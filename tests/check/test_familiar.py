"""How many words of a text most readers know, against the printed formula."""

from __future__ import annotations

import pytest

from handouts.check.familiar import dale_chall, familiar, known_words
from handouts.check.readability import measure


@pytest.mark.parametrize(
    "word",
    ["walk", "Walks", "walked", "walking", "stopped", "bigger", "biggest", "ladies", "carried", "easier", "baked",
     "baking", "slowly", "mother's", "don’t", "12", "L5"],
)  # fmt: skip
def test_words_of_the_list_and_their_regular_forms_are_known(word: str) -> None:
    assert familiar(word)


@pytest.mark.parametrize("word", ["tendon", "tendons", "abductor", "inflamed", "osteoporosis", "sed"])
def test_other_words_are_not(word: str) -> None:
    assert not familiar(word)


def test_the_list_is_whole_and_says_whose_it_is() -> None:
    assert 2900 < len(known_words()) < 3000 and "copyright" not in known_words()
    assert not any("#" in word for word in known_words())


def test_the_score_by_the_formula() -> None:
    assert dale_chall(100, 10, 4) == pytest.approx(0.1579 * 4 + 0.0496 * 10)
    assert dale_chall(100, 10, 10) == pytest.approx(0.1579 * 10 + 0.0496 * 10 + 3.6365)
    assert dale_chall(0, 0, 0) == 0.0


def test_short_hard_words_are_found_that_the_grade_does_not_see() -> None:
    plain, dense = measure(["Sit down and rest your leg."]), measure(["Flex hips; tense glutes; curl toes."])
    assert dense.grade < 3 and plain.dale_chall < 1 and dense.dale_chall > 10
