"""Every topic for every condition and for pairs of the common ones, in every edition and on the web: what a condition
rules out is printed nowhere, and nothing harder takes the place of anything.

What is ruled out is worked out here once more from the files, without the code that decides it for a sheet. A message
holds the web page, its text and the PDF of the same documents.
"""

from __future__ import annotations

from itertools import combinations

import pytest
import yaml

from handouts import Library, SheetRequest
from handouts.content.model import Advice, RiceBox
from handouts.content.model.base import Model
from handouts.content.model.demands import closure, effort
from handouts.resources import data_folder
from handouts.sheet.blocks import Document, ExerciseCard, Summary, plain
from handouts.sheet.compose import draft
from tests.sheet.bundled import EDITIONS, TOPICS, flat, parts

LIBRARY = Library.load()
RULES = yaml.safe_load((data_folder() / "guidance" / "health.yaml").read_text("utf-8"))["conditions"]
COMMON = (
    "hip-replacement", "tendon-pain-side-of-hip", "recent-surgery", "poor-balance", "blood-thinners", "thin-bones",
    "diabetes", "pregnancy", "knee-trouble", "disc-or-nerve-root-pain",
)  # fmt: skip
READERS = [(name,) for name in RULES] + list(combinations(COMMON, 2))
TITLES = {LIBRARY.exercise(slug).title: LIBRARY.exercise(slug) for slug in LIBRARY.slugs("exercises")}
ALWAYS = {"pressure": ("press", "exercise"), "stretch": ("stretch", "exercise"),
          "strengthening": ("load", "exercise"), "comfort": ("comfort",)}  # fmt: skip

pytestmark = pytest.mark.sweep


def _ruled(health: tuple[str, ...], *keys: str) -> set[str]:
    """Demands that the files rule out for these readers."""
    return {
        demand
        for name in health
        for key in keys
        for rule in RULES[name].get(key, ())
        for demand in rule["demands"]
    }


def _advice(value: object) -> list[tuple[str, tuple[str, ...]]]:
    """Text and demands of all advice in a value that asks something of a body."""
    found: list[tuple[str, tuple[str, ...]]] = []
    if isinstance(value, Advice | RiceBox) and value.demands:
        found.append((value.text, tuple(value.demands)))
    if isinstance(value, Model):
        for name in type(value).model_fields:
            found += _advice(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            found += _advice(part)
    return found


def _documents(slug: str, health: tuple[str, ...]) -> list[Document]:
    made = [draft(LIBRARY, SheetRequest(slug, edition=e, health=frozenset(health))) for e in EDITIONS]
    full = SheetRequest(slug, detail="full", health=frozenset(health))
    return [*(one.document() for one in made), made[0].document(web=True), draft(LIBRARY, full).document()]


def test_the_common_conditions_are_there() -> None:
    assert set(COMMON) <= set(RULES) and len(RULES) >= 38


@pytest.mark.parametrize("slug", TOPICS)
@pytest.mark.parametrize("health", READERS, ids="+".join)
def test_nothing_that_is_ruled_out_is_printed_and_nothing_harder_stands_in(
    slug: str, health: tuple[str, ...]
) -> None:
    never, asked = _ruled(health, "forbids"), _ruled(health, "forbids", "asks")
    plan = draft(LIBRARY, SheetRequest(slug, health=frozenset(health))).plan
    usual = draft(LIBRARY, SheetRequest(slug)).plan
    gone = {left.title: left for left in plan.left_out}
    for item in plan.chosen:
        for title in item.instead_of:
            other = TITLES[title]
            assert title in gone and item.exercise.title in gone[title].instead
            assert item.exercise.type == other.type
            assert effort(item.exercise.asked) <= effort(other.asked)
    hardest = max(effort(item.exercise.asked) for item in usual.chosen)
    assert all(effort(item.exercise.asked) <= hardest for item in plan.chosen)
    advice = _advice(LIBRARY.topic(slug)) + _advice(LIBRARY.strain)
    for document in _documents(slug, health):
        text = flat(document.sections)
        for card in parts(document, ExerciseCard):
            exercise = TITLES[card.title]
            demands = closure((*exercise.demands, *ALWAYS[exercise.type]))
            exempt = {part.condition for part in exercise.exemptions}
            assert not demands & asked or exempt & set(health), (document.edition, card.title)
        for said, demands in advice:
            if set(closure(demands)) & asked:
                assert said not in text, (document.edition, said)
        today = plain(parts(document, Summary)[0].today)
        if "press" in never:
            assert "Press" not in today and "with a ball" not in text.replace("\n", " ")
        if "exercise" in never:
            assert today == LIBRARY.wording.today_wait
        useful = [c for c in parts(document, ExerciseCard) if TITLES[c.title].type != "comfort"]
        assert len(useful) >= 2 or today in (LIBRARY.wording.today_wait, LIBRARY.wording.today_see_us)
