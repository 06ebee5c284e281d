"""The table of all topics in ``docs/content.md``: how each short sheet reads as it is printed, what stands behind it,
what changes it and who has reviewed it; and what a sheet says once it fits its pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.check.composed import entries, patient_texts
from handouts.check.readability import measure
from handouts.content.library import Library
from handouts.content.model import Topic
from handouts.making import press_of
from handouts.sheet.blocks import Document
from handouts.sheet.compose import draft, figures_of
from handouts.sheet.effects import effects
from handouts.sheet.gates import case_of
from handouts.sheet.request import SheetRequest
from handouts.sheet.select import Selection

HEAD = (
    "topic", "grade", "Dale-Chall", "words", "figures", "sources", "exercises", "others", "conditions",
    "left out to fit", "reviewed by",
)  # fmt: skip


def printed(library: Library, document: Document) -> Document:
    """What stands on the paper of ``document``: less what had to go so that the rest fits its pages."""
    if document.fits is None:
        return document
    gone = frozenset(press_of(library).lay_out(document, library.figures).left_out)
    sections = tuple(replace(part, nodes=Selection(part).nodes(gone)) for part in document.sections)
    return replace(document, sections=sections)


def table(library: Library) -> Iterator[str]:
    """A row for each bundled topic, with its head. Raises ContentError."""
    yield "| " + " | ".join(HEAD) + " |"
    yield "|---|" + "---:|" * (len(HEAD) - 2) + "---|"
    for slug in library.names("topic"):
        yield "| " + " | ".join(map(str, _row(library, slug))) + " |"


def _row(library: Library, slug: str) -> tuple[object, ...]:
    topic = library.topic(slug)
    whole = draft(library, SheetRequest(slug)).document()
    sheet = printed(library, whole)
    found = measure(entries(patient_texts(sheet)), _terms(library, topic))
    every = frozenset(library.health.conditions)
    told = effects(case_of(library, SheetRequest(slug, health=every)))
    plan, review = topic.plan, topic.review
    return (
        slug,
        found.grade,
        found.dale_chall,
        found.words,
        len({(figure.kind, figure.slug) for figure in figures_of(sheet.sections)}),
        len(_sources(library, topic)),
        len(plan.exercises),
        len(set(plan.alternatives) - set(plan.exercises)),
        sum(not effect.nothing for effect in told),
        _words(whole) - _words(sheet),
        f"{review.reviewed_by}, {review.reviewed_on}" if review.reviewed_by else "nobody yet",
    )


def _words(document: Document) -> int:
    """How many words patients read of it."""
    return sum(len(text.split()) for text in patient_texts(document))


def _terms(library: Library, topic: Topic) -> set[str]:
    """The names of what a topic is about."""
    return {str(topic.title), *(str(library.topic(slug).title) for slug in topic.comes_from)}


def _sources(library: Library, topic: Topic) -> set[str]:
    """The sources of a topic and of the exercises of its plan."""
    exercises = {*topic.plan.exercises, *topic.plan.alternatives}
    return set(topic.sources).union(*(library.exercise(slug).sources for slug in exercises))
