"""Which texts of a content file a patient reads, each with its path in the file. Measures and prints
nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.content.markup import plain
from handouts.content.model import (
    Condition,
    Exercise,
    HealthConditions,
    Model,
    Muscle,
    PressureRules,
    StopSigns,
    Strain,
    Topic,
)
from handouts.content.source import PathKey

Texts = Iterator[tuple[PathKey, str]]


def patient_text(value: Model) -> Texts:
    """Path and text, emphasis and placeholders resolved, in the order of the file. Titles and labels are left
    out."""
    for path, text in _texts(value):
        if text:
            yield path, plain(text)


def raw_text(value: Model) -> Texts:
    """The same with the inline notation as it is written."""
    return ((path, text) for path, text in _texts(value) if text)


def known_terms(value: Model) -> frozenset[str]:
    """Words that the file explains, and the name of what it is about: they are not counted as hard words."""
    terms = set(getattr(value, "terms", {}))
    if isinstance(value, Topic):
        terms.add(value.title)
    return frozenset(terms)


def _texts(value: Model) -> Iterator[tuple[PathKey, str | None]]:
    if isinstance(value, Topic):
        yield from _topic(value)
    elif isinstance(value, Exercise):
        yield from _exercise(value)
    elif isinstance(value, Strain):
        yield from _strain(value)
    elif isinstance(value, StopSigns):
        for key, signs in (("emergency", value.emergency), ("soon", value.soon)):
            yield from (((key, i, "text"), sign.text) for i, sign in enumerate(signs))
        yield from ((("region_note", region), text) for region, text in value.region_note.items())
    elif isinstance(value, PressureRules):
        yield from _each("rules", value.rules)
        yield ("not_on",), value.not_on
    elif isinstance(value, HealthConditions):
        for slug, condition in value.conditions.items():
            yield ("conditions", slug, "text"), condition.text
            yield ("conditions", slug, "short"), condition.short


def _each(key: str | PathKey, texts: Iterable[str]) -> Texts:
    path = (key,) if isinstance(key, str) else key
    return (((*path, i), text) for i, text in enumerate(texts))


def _topic(topic: Topic) -> Iterator[tuple[PathKey, str | None]]:
    yield ("subtitle",), topic.subtitle
    yield from _each(("in_short", "points"), topic.in_short.points)
    yield ("in_short", "today"), topic.in_short.today
    yield ("where", "text"), topic.where.text
    if isinstance(topic, Muscle):
        facts = topic.facts
        for key, fact in (("origin", facts.origin), ("insertion", facts.insertion), ("nerve", facts.nerve)):
            yield ("facts", key, "plain"), fact.plain
        yield from _each(("facts", "actions"), facts.actions)
        for i, group in enumerate(facts.fibre_groups):
            yield ("facts", "fibre_groups", i, "action"), f"{group.name} {group.action}"
    elif isinstance(topic, Condition):
        yield from ((("facts", i, "text"), fact.text) for i, fact in enumerate(topic.facts))
    yield ("pain", "intro"), topic.pain.intro
    for i, pattern in enumerate(topic.pain.patterns):
        yield ("pain", "patterns", i, "text"), f"{pattern.name} {pattern.text}"
    yield ("pain", "spillover"), topic.pain.spillover
    yield from _each("notice", topic.notice)
    for i, pair in enumerate(topic.causes):
        yield ("causes", i, "cause"), pair.cause
        yield ("causes", i, "help"), pair.help
    yield from _each("habits", topic.habits)
    yield ("check_first",), topic.check_first
    yield ("relief",), topic.relief
    yield ("plan", "advice"), topic.plan.advice
    strain = topic.strain
    yield ("strain", "about"), strain.about
    yield from _each(("strain", "feels"), strain.feels)
    yield from _each(("strain", "causes"), strain.causes)
    for i, grade in enumerate(strain.grades):
        yield ("strain", "grades", i, "feels"), grade.feels
        yield ("strain", "grades", i, "heals"), grade.heals
    yield ("strain", "rest"), strain.rest
    yield ("strain", "elevation"), strain.elevation


def _exercise(exercise: Exercise) -> Iterator[tuple[PathKey, str | None]]:
    yield ("tool",), exercise.tool
    yield ("place",), exercise.place
    yield from _each("steps", exercise.steps)
    yield ("feel",), exercise.feel
    yield from _each("cautions", exercise.cautions)
    yield ("easier",), exercise.easier
    yield ("harder",), exercise.harder
    yield ("why",), exercise.why


def _strain(strain: Strain) -> Iterator[tuple[PathKey, str | None]]:
    yield ("about",), strain.about
    for i, grade in enumerate(strain.grades):
        for key, text in (("happened", grade.happened), ("feels", grade.feels), ("do", grade.do)):
            yield ("grades", i, key), text
    yield ("rice_lead",), strain.rice_lead
    yield from ((("rice", i, "text"), box.text) for i, box in enumerate(strain.rice))
    yield ("modern_note",), strain.modern_note
    yield ("later",), strain.later
    yield from _each("more", strain.more)
