"""Nobody who is pregnant is told to lie on her back, and side lying or sitting takes its place."""

from __future__ import annotations

import re

import pytest

from handouts import Library, SheetRequest
from handouts.check import safety
from handouts.content.model import Exercise, HealthConditions
from handouts.html.text import render_text
from handouts.sheet.compose import draft
from tests.check.cases import case

LIBRARY = Library.load()
SEEN_FIRST = {"obliques", "rectus-abdominis"}
"""Pain in the wall of the belly is looked at in pregnancy before anything is done at home."""
ON_BACK = re.compile(r"(?<!half )\blie\b[^.]*\byour back\b", re.IGNORECASE)


@pytest.mark.parametrize("slug", LIBRARY.names("topic"))
def test_who_is_pregnant_is_told_nowhere_to_lie_on_her_back(slug: str) -> None:
    made = draft(LIBRARY, SheetRequest(slug, health=frozenset({"pregnancy"})))
    assert not [item.slug for item in made.plan.chosen if "lie-on-back" in item.exercise.asked]
    assert not ON_BACK.search(render_text(made.document(web=True)))
    assert (made.plan.state == "see-us") == (slug in SEEN_FIRST)


def test_what_is_done_on_the_back_says_whom_to_ask() -> None:
    words = render_text(draft(LIBRARY, SheetRequest("gluteus-maximus")).document(web=True))
    assert ON_BACK.search(words) and "you are pregnant" in words


def test_a_step_or_advice_on_the_back_states_it_and_pregnancy_asks_about_it() -> None:
    bridge = LIBRARY.exercise("bridge")
    silent = Exercise.model_validate({**bridge.model_dump(), "demands": ("floor", "load-low")})
    assert "'lie-on-back'" in next(safety.demands(case(LIBRARY, silent, "bridge"))).message
    health = LIBRARY.health.model_dump()
    health["conditions"]["pregnancy"]["asks"] = [
        rule for rule in health["conditions"]["pregnancy"]["asks"] if "lie-on-back" not in rule["demands"]
    ]
    without = HealthConditions.model_validate(health)
    assert [remark.message for remark in safety.must_rule_out(case(LIBRARY, without, "health"))] == [
        "'pregnancy' does not rule out: lie-on-back"
    ]
