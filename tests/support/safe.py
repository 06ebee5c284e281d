"""What is wrong, for one reader, with the sheets of a topic: worked out once more from the files, without the code that
decides it for a sheet. For the tests, which take samples, and for ``python -m soak``, which goes through everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import yaml

from handouts import Library, SheetRequest
from handouts.content.model import Advice, RiceBox
from handouts.content.model.base import Model
from handouts.content.model.demands import closure
from handouts.html.render import render_document
from handouts.html.text import render_text
from handouts.resources import data_folder
from handouts.sheet.blocks import Document, ExerciseCard, Summary, plain
from handouts.sheet.compose import Draft, draft
from handouts.sheet.gates import HomePlan
from handouts.sheet.select import drops, without
from tests.sheet.bundled import EDITIONS, flat, parts

COMMON = (
    "hip-replacement", "tendon-pain-side-of-hip", "recent-surgery", "poor-balance", "blood-thinners", "thin-bones",
    "diabetes", "pregnancy", "knee-trouble", "disc-or-nerve-root-pain",
)  # fmt: skip
"""The ten conditions of which every pair is tried."""
ALWAYS = {"pressure": ("press", "exercise"), "stretch": ("stretch", "exercise"),
          "strengthening": ("load", "exercise"), "comfort": ("comfort",)}  # fmt: skip

TAKES: dict[str, tuple[str, ...]] = {
    "stand": ("upright",), "sit-low": ("upright", "low"), "climb": ("upright", "step"),
    "balance": ("upright", "steady"), "stand-on-one-leg": ("upright", "steady", "one leg"),
    "kneel": ("upright", "knees"), "floor": ("upright", "low", "ground"),
    "hands-and-knees": ("upright", "low", "ground", "knees", "hands", "arms"),
    "weight-on-wrists": ("hands", "arms"), "grip": ("hands",), "arm-overhead": ("overhead",),
    "lie-face-down": ("face down",), "lie-on-sore-side": ("sore side",), "breath-holding": ("breath",),
    "belly-strain": ("belly",), "leg-nerve-pulled": ("nerve",),
    "load-low": ("strength 1",), "load-moderate": ("strength 1", "strength 2"),
    "load-high": ("strength 1", "strength 2", "strength 3"),
}  # fmt: skip
"""What it takes to follow what an exercise asks, in our own words and not in those of the program."""

Health = tuple[str, ...]


def takes(*exercises: Any) -> set[str]:
    """All that it takes to do these exercises; whoever presses has a ball in the hand first."""
    found = {part for exercise in exercises for demand in exercise.demands for part in TAKES.get(demand, ())}
    return found | ({"hands"} if any(exercise.type == "pressure" for exercise in exercises) else set())


class Oracle:
    """The rules of the files, and what breaks them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        text = (data_folder() / "guidance" / "health.yaml").read_text("utf-8")
        self.rules: dict[str, Any] = yaml.safe_load(text)["conditions"]
        exercises = (library.exercise(slug) for slug in library.slugs("exercises"))
        self.titles = {exercise.title: exercise for exercise in exercises}
        self._said: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._usual: dict[str, HomePlan] = {}

    @property
    def readers(self) -> list[Health]:
        """Everybody with one condition, and with two of the common ones."""
        return [(name,) for name in self.rules] + list(combinations(COMMON, 2))

    def faults(self, slug: str, health: Health, *, pages: bool = False) -> Iterator[str]:
        """What is wrong with the sheets of a topic for this reader in every edition, in short and in full, and on the
        web; with ``pages`` also with the page and the text that a message holds.
        """
        asked, never = self._ruled(health, "forbids", "asks"), self._ruled(health, "forbids")
        made = draft(self.library, SheetRequest(slug, health=frozenset(health)))
        yield from self._plan(slug, made)
        wanted = [(e, None) for e in EDITIONS] + [("standard", "full"), ("mono", "short")]
        for edition, detail in wanted:
            request = SheetRequest(slug, edition=edition, detail=detail, health=frozenset(health))  # type: ignore[arg-type]
            document = draft(self.library, request).document()
            yield from self._document(slug, document, health, asked, never)
            if document.fits:
                shorter = [without(part, frozenset(drops(part))) for part in document.sections]
                yield from self._pressing(slug, flat(tuple(shorter)), f"{edition}, shortest")
        web = made.document(web=True)
        yield from self._document(slug, web, health, asked, never)
        if pages:
            for name, text in (
                ("page", render_document(web, self.library.figures)),
                ("text", render_text(web)),
            ):
                yield from self._advice(slug, text, asked, name)

    def plan(self, slug: str, health: Health) -> Iterator[str]:
        """What is wrong with the choice of exercises alone."""
        yield from self._plan(slug, draft(self.library, SheetRequest(slug, health=frozenset(health))))

    def composed(self, slug: str, health: Health) -> Iterator[str]:
        """What is wrong with the plan and the sheet on paper of the standard edition alone."""
        asked, never = self._ruled(health, "forbids", "asks"), self._ruled(health, "forbids")
        made = draft(self.library, SheetRequest(slug, health=frozenset(health)))
        yield from self._plan(slug, made)
        yield from self._document(slug, made.document(), health, asked, never)

    def _ruled(self, health: Health, *keys: str) -> set[str]:
        """Demands that the files rule out for these readers."""
        rules = (rule for name in health for key in keys for rule in self.rules[name].get(key, ()))
        return {demand for rule in rules for demand in rule["demands"]}

    def _plan(self, slug: str, made: Draft) -> Iterator[str]:
        gone = {left.title: left for left in made.plan.left_out}
        if slug not in self._usual:
            self._usual[slug] = draft(self.library, SheetRequest(slug)).plan
        usual = self._usual[slug]
        planned = takes(*(self.library.exercise(name) for name in self.library.topic(slug).plan.exercises))
        own = {item.slug for item in usual.chosen}
        for item in made.plan.chosen:
            more = takes(item.exercise) - planned
            if more and item.slug not in own and item.exercise.type != "comfort":
                yield f"{item.slug} takes more than the usual plan: {', '.join(sorted(more))}"
            for title in item.instead_of:
                other = self.titles[title]
                if title not in gone or item.exercise.title not in gone[title].instead:
                    yield f"{item.slug} stands in for {title}, which is not said"
                more = takes(item.exercise) - takes(other)
                if item.exercise.type != other.type or more:
                    yield f"{item.slug} is no fit replacement of {title}: {', '.join(sorted(more))}"

    def _document(
        self, slug: str, document: Document, health: Health, asked: set[str], never: set[str]
    ) -> Iterator[str]:
        where, text = document.edition, flat(document.sections)
        cards = parts(document, ExerciseCard)
        for card in cards:
            exercise = self.titles[card.title]
            exempt = {part.condition for part in exercise.exemptions}
            if closure((*exercise.demands, *ALWAYS[exercise.type])) & asked and not exempt & set(health):
                yield f"{where}: {card.title}"
        yield from self._advice(slug, text, asked, where)
        yield from self._pressing(slug, text, where)
        today = plain(parts(document, Summary)[0].today)
        words = self.library.wording
        if "press" in never and ("Press" in today or "with a ball" in text):
            yield f"{where}: something is pressed"
        passing = {name for name in health if self.rules[name].get("hours")}
        lasting = self._ruled(tuple(set(health) - passing), "forbids")
        if ("exercise" in lasting and today != words.today_wait) or ("exercise" in never and "(" in today):
            yield f"{where}: something is done today"
        useful = [card for card in cards if self.titles[card.title].type != "comfort"]
        if len(useful) < 2 and today not in (
            words.today_wait,
            words.today_see_us,
            words.count("today_rest", "other", 3),
        ):
            yield f"{where}: {len(useful)} exercises, and nobody is told to come in first"

    def _advice(self, slug: str, text: str, asked: set[str], where: str) -> Iterator[str]:
        if slug not in self._said:
            self._said[slug] = _advice(self.library.topic(slug)) + _advice(self.library.strain)
        for said, demands in self._said[slug]:
            if said in text and closure(demands) & asked:
                yield f"{where}: {said}"

    def _pressing(self, slug: str, text: str, where: str) -> Iterator[str]:
        """Whatever presses says where not to, what to expect and when to stop."""
        if not any(e.steps[-1] in text for e in self.titles.values() if e.type == "pressure"):
            return
        rules = self.library.pressure
        here = rules.never_here.get(self.library.topic(slug).region, "")
        for words in (*rules.never_on, here, rules.expect, rules.stop):
            if words not in text:
                yield f"{where}: presses without a word of: {words}"


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
