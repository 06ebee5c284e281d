"""What a clinician signs: the words of a topic with all that its sheets draw on, and the hash that stands for them.

A sign-off holds for the very words that were read: one changed word, and the sheet is not yet reviewed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from handouts.content.library import Library
from handouts.content.model import Model
from handouts.language import SOURCE

LETTERS = 16
"""Hexadecimal digits of a hash that are kept: 64 bits tell any two texts apart that somebody signs."""


def read_parts(library: Library, slug: str) -> Iterator[tuple[str, Model]]:
    """What is read before ``slug`` is signed, each with its name: the topic, every exercise that its plan may give, and
    what all sheets share. In English, as it is written. Raises ContentError.
    """
    english = library.speaking(SOURCE)
    topic = english.topic(slug)
    yield slug, topic
    for name in dict.fromkeys((*topic.plan.exercises, *topic.plan.alternatives)):
        yield name, english.exercise(name)
    yield "stop-signs", english.stop_signs
    yield "strain", english.strain
    yield "pressure", english.pressure
    yield "exercising", english.exercising
    yield "health", english.health


def fingerprint(library: Library, slug: str) -> str:
    """The hash of all that is read for ``slug``: every word and number, whatever file it is in. Who reviewed it and
    when is no part of it.
    """
    values = {name: _values(part) for name, part in read_parts(library, slug)}
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:LETTERS]


def _values(part: Model) -> dict[str, object]:
    return part.model_dump(mode="json", exclude={"review"})


def signed(library: Library, slug: str) -> bool:
    """Whether the clinic has signed the words of ``slug`` as they are now."""
    sign = library.clinic.signed_off.get(slug)
    return sign is not None and sign.text == fingerprint(library, slug)
