"""Exercises with two of their steps: rather than none, where a sheet has to fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.check import telegraphic
from handouts.layout.document import left_out_labels
from handouts.pdf.render import Press
from handouts.sheet.blocks import ExerciseCard, plain
from handouts.sheet.compose import compose
from handouts.sheet.edition import LABELS
from handouts.sheet.select import without
from handouts.sheet.words import explained, prose, used
from tests.check.test_safety import BUNDLED, changed, given, messages
from tests.sheet.bundled import parts
from tests.sheet.tiny import TOPIC, exercise, tiny
from tests.support.pdf_reader import read

SHORTENED = "rectus-femoris"
"""A topic whose third exercise fits a page only with two of its steps."""


def _text(press: Press, library: Library, request: SheetRequest) -> tuple[str, tuple[str, ...]]:
    made = press.render(compose(library, request), library.figures)
    return _flat(*read(made.data).texts("H3", "LBody")), made.left_out


def _flat(*texts: str) -> str:
    """Without spaces, which the ends of lines may stand for."""
    return "".join("".join(texts).split())


def _steps(library: Library, slug: str) -> list[str]:
    cards = parts(compose(library, SheetRequest(slug, edition="large")), ExerciseCard)
    return [_flat(plain(item.runs)) for card in cards[:3] for item in card.steps.items]


def test_an_exercise_keeps_two_of_its_steps_rather_than_its_place(
    press: Press, bundled_library: Library
) -> None:
    said, left_out = _text(press, bundled_library, SheetRequest(SHORTENED))
    third = bundled_library.exercise(bundled_library.topic(SHORTENED).plan.exercises[2])
    assert _flat(third.title) in said and third.short is not None
    cut = [label for label in left_out if "of the steps of" in label]
    assert any(third.title in label and label[0].isdigit() for label in cut), "the screen says so"
    for number, step in enumerate(_steps(bundled_library, SHORTENED)[-len(third.steps) :], 1):
        assert step in said or number not in third.short
    first = bundled_library.topic(SHORTENED).plan.exercises[0]
    assert not any(bundled_library.exercise(first).title in label for label in cut)
    assert all(
        step in said
        for step in _steps(bundled_library, SHORTENED)[: len(bundled_library.exercise(first).steps)]
    )


def test_every_step_stays_where_that_is_asked_for(press: Press, bundled_library: Library) -> None:
    kept, left_out = _text(press, bundled_library, SheetRequest("gluteus-minimus", keep=frozenset({"steps"})))
    assert not any("of the steps" in label for label in left_out)
    assert all(step in kept for step in _steps(bundled_library, "gluteus-minimus"))


@pytest.mark.parametrize("slug", ["gluteus-minimus", "tensor-fasciae-latae", "hip-and-glute-pain"])
def test_who_is_seen_first_has_all_steps_of_what_eases(
    press: Press, bundled_library: Library, slug: str
) -> None:
    request = SheetRequest(slug, health=frozenset({"hip-replacement"}))
    _, left_out = _text(press, bundled_library, request)
    assert not any("of the steps" in label or label == LABELS["heat and cold"] for label in left_out)


@pytest.mark.parametrize("slug", ["gluteus-maximus", "long-toe-extensors"])
def test_steps_that_stay_take_no_exercise_with_them(
    press: Press, bundled_library: Library, slug: str
) -> None:
    kept, left_out = _text(press, bundled_library, SheetRequest(slug, keep=frozenset({"steps"})))
    every = bundled_library.topic(slug).plan.exercises
    assert all(step in kept for step in _steps(bundled_library, slug)), "three exercises with all their steps"
    for name in every[:3]:
        assert not any(bundled_library.exercise(name).title in label for label in left_out)
    assert left_out, "the screen says what went instead, or that it takes a page more"


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("slug", [*BUNDLED.slugs("muscles"), *BUNDLED.slugs("conditions")])
def test_no_sheet_goes_without_its_third_exercise_what_eases_or_the_meaning_of_a_word(
    press: Press, bundled_library: Library, slug: str, paper: str
) -> None:
    document = compose(bundled_library, SheetRequest(slug, paper=paper))
    cards = [card for card in parts(document, ExerciseCard) if card.drop is None or card.drop.for_pages]
    laid = press.lay_out(document, bundled_library.figures)
    left_out = left_out_labels(laid.left_out)
    assert len(cards) >= 2 and not [card.title for card in cards if f"exercise “{card.title}”" in left_out]
    assert not {LABELS[name] for name in ("heat and cold", "newer papers", "tens")}.intersection(left_out)
    printed = prose(tuple(without(section, frozenset(laid.left_out)) for section in document.sections))
    glossary = bundled_library.glossary
    assert glossary and printed
    words = [entry for entry in used(glossary, (printed,)) if not entry.told]
    assert [entry.word for entry in words if not explained(entry, printed)] == []


def test_what_names_no_two_steps_keeps_them_all(tmp_path: Path) -> None:
    """As when a clinic's own layer has fewer steps."""
    plan = {
        "first": exercise("First"),
        "next": exercise("Next", steps=["Sit.", "Stand up.", "Sit down."], short=[2, 4]),
        "last": exercise("Last", steps=["Sit.", "Stand up.", "Sit down."], short=[1, 2]),
    }
    cards = parts(compose(tiny(tmp_path, plan), SheetRequest(TOPIC)), ExerciseCard)
    may_go = {card.title: [plain(item.runs) for item in card.steps.items if item.drop] for card in cards}
    assert may_go == {"First": [], "Next": [], "Last": ["Sit down."]}


@pytest.mark.parametrize(
    ("short", "wrong"),
    [
        ((1, 3), ""),
        ((3, 1), "two or three of the 4 steps"),
        ((2, 5), "two or three of the 4 steps"),
        ((2, 3), "step 1 keeps a reader"),
    ],
)
def test_check_finds_two_steps_that_are_not_enough(short: tuple[int, int], wrong: str) -> None:
    value = changed(BUNDLED.exercise("mini-squat"), short=short)
    found = " ".join(messages(telegraphic.short(given(value))))
    assert wrong in found and bool(found) is bool(wrong)


@pytest.mark.parametrize(
    "warning", ["Do not roll back.", "Never twist it.", "Stay off the bone.", "Keep your weight off it."]
)
def test_check_finds_a_warning_that_is_not_among_the_steps_that_are_enough(warning: str) -> None:
    value = changed(
        BUNDLED.exercise("towel-scrunch"),
        steps=["Sit.", "Pull it in.", f"Push it out. {warning}"],
        short=(1, 2),
    )
    assert "step 3 keeps a reader from harm" in " ".join(messages(telegraphic.short(given(value))))
    assert not messages(telegraphic.short(given(changed(value, short=(1, 2, 3)))))


def test_no_bundled_exercise_is_stopped_for_the_pain_that_one_may_go_on_with() -> None:
    """At 3 of 10 one goes on: "Stop if the knee hurts" would stop whoever has come with a sore knee."""
    said = [text for slug in BUNDLED.slugs("exercises") for text in BUNDLED.exercise(slug).cautions]
    stops = [text for text in said if re.search(r"(?:Stop|Come up) if\b[^.]*\bhurts?\b", text)]
    assert len(stops) > 5
    assert [text for text in stops if not re.search(r"\bhurts? (?:more\b|to breathe)", text)] == []
