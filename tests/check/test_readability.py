"""Syllables, sentences and the reading grade, against words and texts whose measures are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.check.readability import grade, lengths, measure, sentences, syllables, without_terms, words

BY_SYLLABLES = {
    1: "a the hip leg pain press hold breathe lean wall ball knee knees toes move moves moved walked pulled"
    " through stretch strength sleep side sides spine nerve where bone bones eyes hours 15 L5 sore cause"
    " caused stairs ice its you're don't can't clothes strained",
    2: "muscle muscles gently pillow tendon tender tennis buttock outer inner stretches pushes minutes middle"
    " ankle shoulder weakness always sometimes something therefore careful painful lifted needed rested"
    " swollen lying being fluid tired people hasn't couldn't layer clinic table tables lonely movement"
    " movements backwards lifestyle doctor's",
    3: "exercise position surgery therapy area areas injury medicine condition idea video videos ilium"
    " tendency suddenly physical everyone everything calories patella",
    4: "exercises activity medication temperature usually anatomy experience posterior anterior circulation"
    " information diabetes",
    5: "associated excruciating",
    6: "responsibility",
}
KNOWN = [(word, count) for count, listed in BY_SYLLABLES.items() for word in listed.split()]


@pytest.mark.parametrize(("word", "count"), KNOWN)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count
    assert syllables(word.capitalize()) == count


def test_grade_by_the_formula() -> None:
    # 100 words in 10 sentences with 130 syllables: 3.9 + 15.34 - 15.59
    assert grade(100, 10, 130) == pytest.approx(3.65)
    assert grade(0, 0, 0) == 0.0


def test_sentences() -> None:
    assert sentences("Stop. Is it sore? Rest!") == ["Stop.", "Is it sore?", "Rest!"]
    assert sentences("pain when you sit") == ["pain when you sit"]
    assert sentences("Use R.I.C.E. for 1.5 days. Then move.") == ["Use R.I.C.E. for 1.5 days.", "Then move."]
    assert sentences("(Stop.) Go on.") == ["(Stop.", "Go on."]
    assert sentences(" ... ") == []


def test_words() -> None:
    assert words("Don't lift 15-20 side-lying R.I.C.E. & more") == [
        "Don't", "lift", "15", "20", "side", "lying", "R.I.C.E", "more",
    ]  # fmt: skip


def test_explained_terms_count_as_one_easy_word() -> None:
    text = "Gluteus minimus and the greater trochanters hurt."
    assert (
        without_terms(text, ["gluteus minimus", "greater trochanter", "minimus"]) == "term and the term hurt."
    )
    hard = measure([text])
    easy = measure([text], ["gluteus minimus", "greater trochanter"])
    assert hard.grade > easy.grade + 5
    assert "trochanters" in hard.hard_words
    assert easy.hard_words == ()
    assert easy.longest_sentence == 7  # the sentence is as long as before


def test_measures() -> None:
    found = measure(["One two three. Four five.", "six"])
    assert (found.words, found.sentences, found.mean_sentence) == (6, 3, 2.0)
    assert (found.longest_sentence, found.longest_text) == (3, "One two three.")
    assert measure([]).grade == 0.0


def test_grades_of_easy_and_hard_texts_lie_apart() -> None:
    easy = ["Sit tall. Put your foot on your knee. Lean in. Hold and breathe."]
    hard = ["Individuals experiencing persistent musculoskeletal discomfort consult qualified practitioners."]
    assert measure(easy).grade < 2
    assert measure(hard).grade > 15


@given(st.text(max_size=80))
def test_any_text_can_be_measured(text: str) -> None:
    found = measure([text], ["x"])
    assert found.words >= found.sentences
    assert all(syllables(word) >= 1 for word in words(text))


def test_of_another_language_sentences_are_counted_and_no_grade_is_claimed() -> None:
    found = lengths(["Siéntese. ¿Le duele mucho la cadera? Évitelo.", "«Uno dos.» Tres", "..."])
    assert (found.words, found.sentences, found.longest_sentence) == (10, 5, 5)
    assert found.longest_text == "¿Le duele mucho la cadera?"
    assert not hasattr(found, "grade")
