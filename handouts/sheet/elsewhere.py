"""What a program is about whose exercises are for muscles that have no sheet: the parts of the body they are for."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.content.library import Library
from handouts.content.model import Region, Topic
from handouts.content.model.common import Review
from handouts.content.model.topic import Plan

NO_TOPIC = ""
"""Stands where a request names its topic: there is none."""


def parts_of_body(library: Library, exercises: Iterable[str]) -> tuple[Region, ...]:
    """The parts of the body that ``exercises`` are for, in their order."""
    return tuple(dict.fromkeys(part for slug in exercises for part in library.exercise(slug).regions))


def topic_of(library: Library, exercises: Iterable[str]) -> Topic:
    """What a program of these exercises is about, in the language of ``library``. No file says it, so it has no text
    but what is on a program: "Neck, Shoulder", and a side that is said of no part. Raises IndexError where no exercise
    says for which part of the body it is.
    """
    slugs = tuple(exercises)
    words, parts = library.wording, parts_of_body(library, slugs)
    return Topic.model_construct(
        kind="",
        title=library.language.comma.join(words.site.places[part] for part in parts),
        region=parts[0],
        side_word=words.side_itself,
        no_pressing=None,
        plan=Plan.model_construct(exercises=slugs, alternatives=()),
        review=_review([library.exercise(slug).review for slug in slugs]),
    )


def _review(reviews: list[Review]) -> Review:
    """What can be said of all of them: the newest text, the first day on which one has to be read again; read by
    somebody only where that is one person, on the first of the days.
    """
    readers = {one.reviewed_by for one in reviews}
    days = [one.reviewed_on for one in reviews if one.reviewed_on]
    one_reader = len(readers) == 1 and len(days) == len(reviews)
    return Review.model_construct(
        written=max(one.written for one in reviews),
        reviewed_by=readers.pop() if one_reader else None,
        reviewed_on=min(days) if one_reader else None,
        review_due=min(one.review_due for one in reviews),
    )
