"""What the texts of a clinic's file say that the bundled ones do not, or no longer say, where that may make a sheet
less safe: asked of every text that a reader may act on, by the kind that its type declares.

What is typed as safety is compared sentence by sentence, and nothing of it is read: any that is new there counts. A
text that merely says what is so is a clinic's own affair: a title, where a muscle lies; of it counts what allows or
denies danger, and a word of danger that is lost. Sentences are compared, not fields, so one that moved within its file
says nothing new, unless it moved to where safety is said. Reads English only; never decides whether a sentence is
right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from handouts.content import fields
from handouts.content.fields import Field, PathKey
from handouts.content.markup import plain
from handouts.content.model.base import FIXED, FIXED_TEXT, Model
from handouts.language.english import English

Read = Literal["exactly", "as told", "for leave", "as a name"]
"""How a text is read: every sentence counts; those that weigh; those that give leave to go on; those that deny
danger.
"""
Reading = Callable[[type[Model], PathKey], Read]
"""How what stands at a path of a class is read."""


def reworded(base: Model, over: Model, reading: Reading) -> Iterator[tuple[PathKey, str, bool]]:
    """Place and sentence of what only one of the two says, and whether it is ``over`` that says it. Once a place.

    What is gone of the words of safety is for :mod:`handouts.content.weaker`, which compares them value by value.
    """
    before, now = (
        [(field, reading(type(of), field.path)) for field in fields.printed(of)] for of in (base, over)
    )
    english = English()
    known = _said(before)
    safe = _said((field, how) for field, how in before if how == "exactly")
    for field, how in now:
        new = [
            part for part in sentences(field.value) if like(part) not in (safe if how == "exactly" else known)
        ]
        if how == "as told":
            old = _text_at(base, field.path)
            new = [part for part in new if english.goes_further(part, old)]
        elif how == "for leave":
            new = [part for part in new if english.assures(part)]
        elif how == "as a name":
            new = [part for part in new if english.denies_danger(part)]
        if new:
            yield field.path, new[0], True
    kept, gone = _said(now), set[PathKey]()
    for field, how in before:
        if how != "as told" or field.text in (FIXED, FIXED_TEXT):
            continue  # words around others: those that warn are of safety by their type
        here = _text_at(over, field.path)
        lost = (s for s in sentences(field.value) if like(s) not in kept and english.lacks_alarm(here, s))
        if (sentence := next(lost, "")) and (path := _now(base, over, field.path)) not in gone:
            gone.add(path)
            yield path, sentence, False


def like(text: str) -> str:
    """A sentence as it is compared: capital letters say nothing else."""
    return text.casefold()


def _said(found: Iterable[tuple[Field, Read]]) -> set[str]:
    return {like(part) for field, _ in found for part in sentences(field.value)}


def _text_at(value: Model, path: PathKey) -> str:
    found = fields.value_at(value, path)
    return found if isinstance(found, str) else ""


def sentences(text: str) -> list[str]:
    """The sentences of a text, and their parts between semicolons, as they are read."""
    return [part.strip() for part in re.split(r"(?<=[.;!?])\s+", " ".join(plain(text).split()))]


def _now(base: Model, over: Model, path: PathKey) -> PathKey:
    """Where a text of ``base`` would stand in ``over``: in a list that has another length by now, nowhere but there."""
    for length, step in enumerate(path):
        old, new = fields.value_at(base, path[:length]), fields.value_at(over, path[:length])
        resized = isinstance(old, tuple) and (not isinstance(new, tuple) or len(old) != len(new))
        if resized or (isinstance(old, dict) and (not isinstance(new, dict) or step not in new)):
            return path[:length]
    return path
