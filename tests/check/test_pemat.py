"""PEMAT-P items that content can decide: each can be met and not met."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from handouts.check.pemat import Pictures, assess
from handouts.check.readability import measure
from handouts.content.fields import measured
from handouts.content.library import Library

BUNDLED = Library.load()
TOPIC = BUNDLED.topic("gluteus-minimus")
ALL_THERE = Pictures(named=5, found=5, captioned=5, exercises=3, exercises_found=3)


def states(
    extra: str = "", pictures: Pictures = ALL_THERE, plan: Any = None, **changed: Any
) -> dict[int, str]:
    topic = TOPIC.model_copy(update=changed)
    texts = [text for _, text in measured(topic)] + ([extra] if extra else [])
    terms = frozenset({topic.title})
    chosen = [BUNDLED.exercise(slug) for slug in topic.plan.exercises] if plan is None else plan
    items = assess(topic, texts, measure(texts, terms), terms, chosen, pictures)
    return {item.number: item.state for item in items}


def test_all_24_items_in_order() -> None:
    found = states()
    assert list(found) == [*range(1, 13), *range(15, 27)]
    assert set(found.values()) == {"met", "not decidable", "not applicable"}
    assert found[24] == "not applicable"


@pytest.mark.parametrize(
    ("number", "extra"),
    [
        (3, "Musculoskeletal rehabilitation necessitates individualised progression. " * 200),
        (4, "Radiculopathy of the lumbar spine"),
        (5, "The hip is moved. The leg is lifted. " * 60),
        (6, "Do 2.5 sets"),
        (7, "Multiply your weight by 3"),
        (8, "word " * 81),
        (21, "The patient lies down"),
    ],
)
def test_text_that_misses_an_item(number: int, extra: str) -> None:
    assert states()[number] == "met"
    assert states(extra)[number] == "not met"


def test_drawings() -> None:
    assert states(pictures=dataclasses.replace(ALL_THERE, found=4))[15] == "not met"
    assert states(pictures=dataclasses.replace(ALL_THERE, captioned=4))[17] == "not met"
    assert states(pictures=dataclasses.replace(ALL_THERE, exercises_found=2))[26] == "not met"
    assert states(pictures=Pictures())[17] == "not decidable"


def test_a_plan_without_exercises_gives_no_steps_and_no_tool() -> None:
    found = states(plan=[])
    assert found[22] == found[23] == "not met"


def test_notes_say_what_is_missing() -> None:
    texts = ["Radiculopathy"]
    items = assess(TOPIC, texts, measure(texts), frozenset(), [], ALL_THERE)
    assert {item.number: item.note for item in items}[4] == "radiculopathy"
