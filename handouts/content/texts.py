"""The texts that a language has, from its layers, a clinic's own before the bundled ones; and one text to translate.

Knows which translation counts, what stands below it, and who has read it. Finds no files and changes no content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, NamedTuple

from handouts.content import fields, meaning
from handouts.content.fields import Field, PathKey
from handouts.content.model.base import TakesSide
from handouts.content.po import Message
from handouts.language import Language
from handouts.language.english import listed
from handouts.words import Origin

State = Literal["missing", "stale"]


class Unit(NamedTuple):
    """A text to translate. ``paths`` has one path for each plural form of the target language, else a single one."""

    context: str
    text: str
    plural: str
    paths: tuple[PathKey, ...]
    field: Field
    origin: Origin | None

    def faults(self, text: str, language: Language) -> Iterator[str]:
        """What is wrong with a translation: notation, slots, and what it lost of the English text."""
        field = self.field
        text = fields.split_class(text)[0] if field.mark(TakesSide) else text
        yield from fields.faults(field._replace(value=text), language.classes)
        used = {slot.lower() for slot in fields.slots_in(text)}
        lost = {slot.lower() for slot in fields.slots_in(field.value)} - used
        if lost and not self.plural:
            yield "it lacks " + listed([f"{{{name}}}" for name in sorted(lost)])
        if not self.plural:  # a plural form may do without the number
            yield from meaning.lost(field.value, text, language)

    def doubts(self, text: str, language: Language) -> Iterator[str]:
        """Why a translation may be none, or only part of one; it is printed all the same."""
        if not self.plural:
            yield from meaning.doubtful(self.field.value, text, language)


class Gap(NamedTuple):
    """A text that a language lacks: where it stands in English, why it is none, and the file, the context and the
    English text of its translation.
    """

    origin: Origin
    state: State
    context: str
    text: str
    file: str


class Layer(NamedTuple):
    """The texts of one ``.po`` file by context, and who has read them and speaks the language."""

    name: str
    messages: Mapping[str, Message]
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The translated texts of one kind of content: the messages of its ``.po`` files, a clinic's own first.

    ``name``: the bundled file, which is named where a text is missing; ``own`` has those of the data folders, by
    folder, for a text that was written in one of them.
    """

    name: str
    layers: tuple[Layer, ...]
    own: tuple[tuple[str, str], ...] = ()

    @property
    def reviewed_by(self) -> str:
        """Who has read the texts, each file once; nobody while one of them has not been read."""
        readers = [layer.reviewed_by for layer in self.layers]
        return "; ".join(dict.fromkeys(readers)) if all(readers) else ""

    def home(self, origin: Origin) -> str:
        """The file that the translation of a text belongs into: beside the text, in the innermost folder."""
        there = [pair for pair in self.own if PurePath(origin.file).is_relative_to(pair[0])]
        return max(there, key=lambda pair: len(pair[0]), default=("", self.name))[1]

    def find(self, context: str, text: str) -> tuple[str, Message] | None:
        """The translation for a place, with its file: the first that may be printed for ``text``, else one that was
        made for it, else any. What a clinic has not translated hides nothing.
        """
        found = [(layer.name, layer.messages[context]) for layer in self.layers if context in layer.messages]
        made = [pair for pair in found if pair[1].source == text]
        ready = (pair for pair in made if pair[1].done and not pair[1].fuzzy)
        return next(ready, None) or next(iter((*made, *found)), None)

    def state(self, context: str, unit: Unit) -> State | None:
        """Why there is no translation that may be printed; None if there is one."""
        found = self.find(context, unit.text)
        return "missing" if found is None else _state(found[1], unit)

    def bundled(self, context: str, unit: Unit) -> Message | None:
        """The bundled translation of a text, where it may be printed."""
        found = (layer.messages.get(context) for layer in self.layers if layer.name == self.name)
        return next((m for m in found if m is not None and _state(m, unit) is None), None)

    def read(self, message: Message) -> bool:
        """Whether somebody who speaks the language has read this translation, in whatever file."""
        there = (layer.messages.get(message.context) for layer in self.layers if layer.reviewed_by)
        return any(known is not None and known.texts == message.texts for known in there)


def _state(message: Message, unit: Unit) -> State | None:
    """Why a translation may not be printed for a text; None if it may."""
    if not message.done:
        return "missing"
    same = message.source == unit.text and message.plural == unit.plural
    return None if same and not message.fuzzy else "stale"
