"""What a clinic's own text layer says otherwise than the bundled translation, and who answers for it.

The words that keep people safe are the same in every language (:func:`handouts.content.weaker.keeps_safe`): who says
them otherwise signs, as in a file of content, text by text. Whether another sentence is harmless is weighed in English
alone, so any that patients read is signed for; a title or a name is not, as long as neither it nor its English text
speaks of safety. In a ``.po`` file that is a remark of the translator, which
Poedit, Weblate and msgmerge keep: ``# decided by: NAME; why: REASON``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from handouts.content.fields import PathKey
from handouts.content.model.answers import Decision, NotDecided, decision
from handouts.content.model.base import Model
from handouts.content.overlay import PUT_BACK
from handouts.content.po import Message
from handouts.content.translations import Texts, Unit
from handouts.errors import Problem
from handouts.figures.store import FOLDERS
from handouts.language import Language
from handouts.language.english import English

HOW = "# decided by: NAME; why: REASON"
"""The remark that signs a translation."""
_MARK = re.compile(r"decided by:", re.IGNORECASE)
_SIGNED = re.compile(r"decided by:(?P<by>.*?)(?:[;,.]?\s*\bwhy:(?P<why>.*))?", re.IGNORECASE | re.DOTALL)


class Retold(NamedTuple):
    """A translation of a clinic's own in the place of a bundled one with other words.

    ``guarded``: the words keep people safe, so somebody has to answer for it.
    """

    file: str
    message: Message
    bundled: Message
    guarded: bool
    decided: Decision | None
    faults: tuple[NotDecided, ...]

    @property
    def what(self) -> str:
        """What is to be said of it."""
        return (
            f"'{self.message.context}' says it otherwise than the bundled translation: {said(self.bundled)}"
        )

    def problems(self) -> Iterator[Problem]:
        """Why no sheet may print it; nothing where it may."""
        for fault in self.faults if self.guarded else ():
            yield Problem(
                self.file, self.message.line, 1, f"'{self.message.context}': {fault.message}", fault.hint
            )
        if self.guarded and self.decided is None and not self.faults:
            yield Problem(self.file, self.message.line, 1, self.what, f"{PUT_BACK} in a line above it: {HOW}")


def said(message: Message) -> str:
    """A translation as one line; plural forms with a stroke between."""
    return " | ".join(" ".join(text.split()) for text in message.texts)


def retold(
    texts: Texts, context: str, unit: Unit, model: type[Model] | None, path: PathKey, language: Language
) -> Retold | None:
    """What a clinic's own layer makes of a unit, if that is not what the bundled one has. ``model`` and ``path``: where
    the text is written; None for those of a drawing.
    """
    found = texts.find(context, unit.text)
    if found is None or texts.state(context, unit) is not None:
        return None
    file, message = found
    bundled = texts.bundled(context, unit)
    if file == texts.name or bundled is None or bundled.texts == message.texts:
        return None
    from handouts.content.weaker import (  # only where a clinic has texts of its own
        drawing_keeps_safe,
        keeps_safe,
    )

    if model is not None:
        guarded = keeps_safe(model, path) or _may_mislead(unit, message, language)
    else:
        folder, _, part = context.partition("/")
        kind = next((name for name, place in FOLDERS.items() if place == folder), "")
        guarded = drawing_keeps_safe(part.partition("/")[2], unit.text, kind)

    signed = signature(message)
    return Retold(
        file,
        message,
        bundled,
        guarded=guarded,
        decided=signed if isinstance(signed, Decision) else None,
        faults=() if isinstance(signed, Decision) else tuple(signed),
    )


def _may_mislead(unit: Unit, message: Message, language: Language) -> bool:
    """Whether other words for a text of this kind, in a language in which nobody weighs them, may make a sheet less
    safe.
    """
    kind = unit.field.text
    if kind is None or not kind.acted_on:
        return False
    return kind.measured or English().weighs(unit.text) or any(map(language.says_no, message.texts))


def signature(message: Message) -> Decision | list[NotDecided]:
    """Who decided a translation, as its remark says; what is wrong with the remark; an empty list without one."""
    remark = " ".join(message.remarks)
    begin = _MARK.search(remark)
    if begin is None:
        return []
    parts = _SIGNED.fullmatch(remark[begin.start() :])
    given = {key: text.strip() for key, text in (parts.groupdict() if parts else {}).items() if text}
    return decision(given, f"write {HOW}")
