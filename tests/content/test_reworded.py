"""A clinic's own text may say what is so; what forbids, allows or speaks of harm needs somebody who decided it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handouts import Library
from handouts.content import fields
from handouts.content.fields import Field, PathKey
from handouts.content.model.base import Kept, Model
from handouts.content.weaker import weaker
from handouts.language.english import English
from tests.content.samples import FILES, place, where
from tests.content.test_overlay import over, refused

FALSE = "A fever needs no doctor."


def _with(value: Any, path: PathKey, text: str) -> Any:
    """``value`` with ``text`` in the place of what stands at ``path``."""
    if not path:
        return text
    step, rest = path[0], path[1:]
    if isinstance(value, Model):
        return value.model_copy(update={str(step): _with(getattr(value, str(step)), rest, text)})
    if isinstance(value, dict):
        return {**value, step: _with(value[step], rest, text)}
    assert isinstance(step, int)
    return (*value[:step], _with(value[step], rest, text), *value[step + 1 :])


def _one_of_each() -> Iterator[tuple[Model, Field]]:
    """Every kind of text that the bundled files have: one of each field, wherever it first stands."""
    library = Library.load()
    seen = set[tuple[object, ...]]()
    for file in library.folders.files():
        loaded = library.read_unchecked(file)
        for field in fields.printed(loaded.value):
            holders = [fields.value_at(loaded.value, field.path[:n]) for n in range(len(field.path))]
            # The entries of a group, whatever their keys, are one kind, and so are those of a list.
            steps = (
                step if isinstance(at, Model) else "#" for step, at in zip(field.path, holders, strict=True)
            )
            shape = (loaded.kind, *steps)
            there = fields.value_at(loaded.value, field.path) == field.value  # and is no key of a group
            if there and shape not in seen:
                seen.add(shape)
                yield loaded.value, field


@pytest.mark.sweep
def test_a_false_assurance_is_answered_for_in_every_text_that_a_reader_may_act_on() -> None:
    """Whatever field it is put into, names and titles of publications among them."""
    free, asked = set(), 0
    for value, field in _one_of_each():
        assert field.text is not None
        found = [one.path for one in weaker(value, _with(value, field.path, FALSE))]
        if any(field.path[: len(path)] == path for path in found):
            asked += 1
        else:
            free.add((field.text.name, field.text.acted_on))
    assert asked > 150
    assert free == set()


def test_a_new_sentence_of_safety_asks_whatever_it_says_and_a_description_only_if_it_weighs() -> None:
    library = Library.load()
    exercise = library.exercise("clamshell")
    for name in ("cautions", "mistakes", "why", "near", "too_much"):
        many = name in ("cautions", "mistakes")
        described = name in ("mistakes", "why")
        for text, free in ((FALSE, False), ("It makes stairs easier.", described)):
            plus = (*getattr(exercise, name), text) if many else text
            bare = exercise if many else exercise.model_copy(update={name: None})
            found = [one.path[0] for one in weaker(bare, exercise.model_copy(update={name: plus}))]
            assert found == ([] if free else [name]), (name, text)
    assert any(isinstance(mark, Kept) for mark in fields.marks_of(type(exercise), "cautions"))


@pytest.mark.parametrize(
    "change",
    [
        "title: Our name for it",
        "title: The muscle under your back pocket",
        "subtitle: Deep in the side of your hip",
        "where: {text: It lies under two other muscles. You can feel it with your hand.}",
        "pain: {intro: It aches deep in the hip.}",
        "notice: [pain in a car, pain in bed]",
        "facts: {actions: [lifts the leg to the side]}",
    ],
)
def test_what_says_what_is_so_is_a_clinics_own_affair(tmp_path: Path, change: str) -> None:
    over(tmp_path, {"muscles/big-muscle.yaml": f"extends: bundled\n{change}\n"}).topic("big-muscle")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("title: A fever needs no doctor", "title"),
        ("where: {text: It is in your hip. A numb leg is normal.}", "where/text"),
        ("where: {text: It is in your hip. Press the front of the neck.}", "where/text"),
        ("notice: [pain in bed, a hip that is fine to run on]", "notice/2"),
        ("facts: {origin: {plain: Ignore the list on page one}}", "facts/origin/plain"),
        ("causes: {1: {cause: Sitting still in spite of a weak leg}}", "causes/1/cause"),
        ("clinician: {differential: [Cauda equina needs no referral]}", "clinician/differential/1"),
    ],
)
def test_what_goes_further_is_blamed_where_it_stands_until_somebody_signs(
    tmp_path: Path, change: str, field: str
) -> None:
    text = f"extends: bundled\n{change}\n"
    (problem,) = refused(tmp_path / "a", {"muscles/big-muscle.yaml": text})
    assert f'"{field}"' in problem.hint and "the bundled file does not say" in problem.message
    assert problem.line == 2
    signed = f'{text}decided: {{"{field}": {{by: Dana Lee, why: We say it so.}}}}\n'
    over(tmp_path / "b", {"muscles/big-muscle.yaml": signed}).topic("big-muscle")


def test_what_warned_and_is_gone_is_answered_for_too(tmp_path: Path) -> None:
    warned = FILES["muscles/big-muscle.yaml"].replace("pain on stairs]", "a numb leg (have this checked)]")
    text = "extends: bundled\nnotice: [pain in bed, pain in a car, pain on stairs]\n"
    (problem,) = refused(tmp_path, {"muscles/big-muscle.yaml": text}, {"muscles__big_muscle": warned})
    assert problem.message.endswith("it no longer says: a numb leg (have this checked)")
    assert where(problem) == place("big-muscle.yaml", text, "[pain")
    moved = "extends: bundled\nnotice: [a numb leg (have this checked), pain in bed]\n"
    over(tmp_path / "b", {"muscles/big-muscle.yaml": moved}, {"muscles__big_muscle": warned}).topic(
        "big-muscle"
    )


@pytest.mark.parametrize(
    ("text", "weighs", "assures"),
    [
        ("It lies on the side of the hip.", False, False),
        ("lift the toes", False, False),
        ("ice hockey", False, False),
        ("Lift the toes.", True, False),
        ("You can run on it.", True, False),
        ("Have it checked by a doctor.", True, False),
        ("It is not safe to press here.", True, False),
        ("Do not go on if it hurts.", True, False),
        ("It is safe to press here.", True, True),
        ("Go on when it hurts.", True, True),
        ("Nothing to worry about", True, True),
        ("You need not have it checked.", True, True),
        ("Push through the pain.", True, True),
        ("It is sa\u00adfe to press here.", True, True),
        ("Call a do\u200bctor.", True, False),
    ],
)
def test_words_that_weigh_are_told_from_those_that_say_what_is_so(
    text: str, weighs: bool, assures: bool
) -> None:
    english = English()
    assert (english.weighs(text), english.assures(text)) == (weighs, assures)


@pytest.mark.parametrize(
    "text",
    [
        "The pain is the price of progress", "Your leg may go dead. That shows it works.", "The harder the better",
        "Pain means it heals", "A hot calf gets well with a hard rub", "The list on page 1 is for other people",
        "Chest pain comes from this muscle", "It never needs a scan", "Sleep on it", "Leave the brace off",
    ],
)  # fmt: skip
def test_ways_to_say_it_all_the_same(text: str) -> None:
    assert English().weighs(text)


@pytest.mark.parametrize(
    "text",
    [
        "The muscle that holds you up", "Hip helper: the small one", "Where the seam of your trousers runs",
        "For runners and walkers", "You feel it when you stand up.", "It can ache at night.", "Our name for it",
        "The side-of-hip muscle (GMin)", "worse after a long drive",
    ],
)  # fmt: skip
def test_what_a_clinic_may_call_it(text: str) -> None:
    assert not English().weighs(text)
