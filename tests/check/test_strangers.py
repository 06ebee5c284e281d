"""Texts for patients name no address, number, page or clinic, and advise no medicine."""

from __future__ import annotations

import pytest

from handouts import Library
from handouts.check.gate import GATE
from handouts.check.lint import RULES
from handouts.check.strangers import medicine, reached
from tests.check.cases import case

BUNDLED = Library.load()
TOPIC = BUNDLED.topic("gluteus-minimus")


def _habit(text: str) -> list[str]:
    topic = TOPIC.model_copy(update={"habits": (TOPIC.habits[0].model_copy(update={"text": text}),)})
    asked = case(BUNDLED, topic)
    return [remark.message for remark in (*reached(asked), *medicine(asked)) if remark.path[0] == "habits"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See www.example.com for more.", "a web address: www.example.com"),
        ("Read https://example.org/hip first.", "a web address"),
        ("See example.org/hip.", "a web address"),
        ("Write to desk@example.org.", "an e-mail address: desk@example.org"),
        ("Call 630-858-0000 first.", "a number to call: 630-858-0000"),
        ("Call (630) 858 0000.", "a number to call"),
        ("Look it up on Wikipedia.", "a page of the web: Wikipedia"),
        ("Ask West Suburban Pain Relief.", "a clinic: West Suburban Pain Relief"),
        ("Take ibuprofen.", "a medicine: Take ibuprofen"),
        ("Rest, then take two pills.", "a medicine"),
        ("You may use a pain gel.", "a medicine"),
    ],
)
def test_what_leads_away_from_a_sheet_is_a_problem(text: str, what: str) -> None:
    assert any(what in message for message in _habit(text)), _habit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rest for 30 to 60 minutes. Then go on.", "Call us. In an emergency call 911.", "Do not take ibuprofen.",
        "Ask us before you take pills.", "Use a pillow, 2 to 3 times a day.", "It lasts 4 to 12 weeks.Rest.",
    ],
)  # fmt: skip
def test_other_words_are_not(text: str) -> None:
    assert _habit(text) == []


def test_no_bundled_text_has_any_of_it() -> None:
    for slug in BUNDLED.slugs("muscles") + BUNDLED.slugs("conditions"):
        asked = case(BUNDLED, BUNDLED.topic(slug))
        assert [*reached(asked), *medicine(asked)] == [], slug


def test_no_sheet_is_made_that_advises_a_medicine() -> None:
    assert medicine in {rule for _, rule in GATE} and reached in {rule for _, rule in RULES}
