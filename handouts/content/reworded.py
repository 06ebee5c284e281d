"""What the texts of a clinic's file say that the bundled ones do not, or no longer say, where that may make a sheet
less safe: asked of every text that a reader may act on, by the kind that its type declares.

A text that merely says what is so is a clinic's own affair: a title, where a muscle lies. Sentences are compared, not
fields, so one that moved within its file says nothing new. Reads English only; never decides whether a sentence is
right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from handouts.content import fields
from handouts.content.fields import Field, PathKey
from handouts.content.markup import plain
from handouts.content.model.base import Model
from handouts.language.english import English

Guarded = Callable[[type[Model], PathKey], bool]
"""Whether what stands at a path of a class is compared word for word already."""


def reworded(base: Model, over: Model, guarded: Guarded) -> Iterator[tuple[PathKey, str, bool]]:
    """Place and sentence of what only one of the two says, and whether it is ``over`` that says it. Once a place.

    Words that keep people safe may have others beside them: there only what gives leave to go on counts.
    """
    before, now = list(_acted_on(base)), list(_acted_on(over))
    known, kept = ({part for field in found for part in sentences(field.value)} for found in (before, now))
    english = English()
    for field in now:
        counts = english.assures if guarded(type(over), field.path) else english.weighs
        new = (part for part in sentences(field.value) if part not in known and counts(part))
        if sentence := next(new, ""):
            yield field.path, sentence, True
    gone: set[PathKey] = set()
    for field in before:
        if guarded(type(base), field.path):
            continue
        lost = (part for part in sentences(field.value) if part not in kept and english.weighs(part))
        if (sentence := next(lost, "")) and (path := _now(base, over, field.path)) not in gone:
            gone.add(path)
            yield path, sentence, False


def sentences(text: str) -> list[str]:
    """The sentences of a text, and their parts between semicolons, as they are read."""
    return [part.strip() for part in re.split(r"(?<=[.;!?])\s+", " ".join(plain(text).split()))]


def _acted_on(value: Model) -> Iterator[Field]:
    return (field for field in fields.printed(value) if field.text is not None and field.text.acted_on)


def _now(base: Model, over: Model, path: PathKey) -> PathKey:
    """Where a text of ``base`` would stand in ``over``: in a list that has another length by now, nowhere but there."""
    for length, step in enumerate(path):
        old, new = fields.value_at(base, path[:length]), fields.value_at(over, path[:length])
        resized = isinstance(old, tuple) and (not isinstance(new, tuple) or len(old) != len(new))
        if resized or (isinstance(old, dict) and (not isinstance(new, dict) or step not in new)):
            return path[:length]
    return path
