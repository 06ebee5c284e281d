"""A comma without quotation marks makes two entries of one text; check says so."""

from __future__ import annotations

import pytest

from handouts import Library
from handouts.check.lint import RULES
from handouts.check.parted import rule
from handouts.check.report import Remark
from handouts.content.model import Reviewed
from tests.check.cases import case

BUNDLED = Library.load()
TOPIC = BUNDLED.topic("gluteus-minimus")


def _found(**changes: object) -> list[Remark]:
    value = type(TOPIC).model_validate({**TOPIC.model_dump(exclude_unset=True), **changes})
    return [remark for remark in rule(case(BUNDLED, value)) if remark.path[0] in changes]


def test_the_rest_of_a_sentence_is_no_entry() -> None:
    (one,) = _found(in_short={"points": ["Sore spots hurt around them", "just under the skin."]})
    assert (
        one.severity == "problem" and "just under the skin" in one.message and "quotation marks" in one.hint
    )
    assert one.path[:3] == ("in_short", "points", 1)


@pytest.mark.parametrize(
    ("habits", "at"),
    [(["Sit well", "Rest often."], 0), (["Sit well.", "Rest often"], 1), (["Sit well.", "rest often."], 1)],
)
def test_each_entry_of_sentences_is_a_whole_one(habits: list[str], at: int) -> None:
    (one,) = _found(habits=habits)
    assert one.path[:2] == ("habits", at) and one.severity == "problem"


@pytest.mark.parametrize(
    ("entry", "severity"), [("or climb a ladder", "problem"), ("stand or climb a ladder", "warning")]
)
def test_the_rest_of_a_sign_is_no_sign(entry: str, severity: str) -> None:
    (one,) = _found(notice=["pain when you walk", "pain when you sit", entry])
    assert (one.severity, one.path[:2]) == (severity, ("notice", 2)) and "quotation marks" in one.hint


def test_no_bundled_list_is_parted() -> None:
    assert (Reviewed, rule) in RULES
    files = [BUNDLED.read_unchecked(path) for path in BUNDLED.folders.files()]
    for loaded in files:
        if isinstance(loaded.value, Reviewed):
            assert list(rule(case(BUNDLED, loaded.value, loaded.slug))) == [], loaded.slug
