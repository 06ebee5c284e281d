"""The texts that a language has, from its layers, a clinic's own before the bundled ones; and one text to translate.

Knows which translation counts, what stands below it, and who has read it. Finds no files and changes no content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, NamedTuple

from handouts.content import meaning, slots
from handouts.content.fields import Field, PathKey
from handouts.content.model.base import SEARCHED, TakesSide
from handouts.content.po import Catalogue, Message
from handouts.errors import Problem
from handouts.language import Language
from handouts.language.english import listed
from handouts.language.sides import side_in
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
        text = slots.split_class(text)[0] if field.mark(TakesSide) else text
        yield from slots.faults(field._replace(value=text), language.classes)
        used = {slot.lower() for slot in slots.slots_in(text)}
        lost = {slot.lower() for slot in slots.slots_in(field.value)} - used
        if lost and not self.plural:
            yield "it lacks " + listed([f"{{{name}}}" for name in sorted(lost)])
        if not side_in(field.value) and (word := language.side_in(text)):
            yield f"it says '{word}', the English text names no side: write the slot for it"
        if not self.plural:  # a plural form may do without the number
            yield from meaning.lost(field.value, text, language)

    def doubts(self, text: str, language: Language) -> Iterator[str]:
        """Why a translation may be none, or only part of one; it is printed all the same."""
        searched = self.field.text == SEARCHED  # each language has as many words for a thing as it has
        if not self.plural and not searched:
            yield from meaning.doubtful(self.field.value, text, language)


class Gap(NamedTuple):
    """A text that a language lacks: where it stands in English, why it is none, the context and the English text of its
    translation, and where that belongs.
    """

    origin: Origin
    state: State
    context: str
    text: str
    home: Home


class Home(NamedTuple):
    """Where a translation belongs: a ``.po`` file, the line of its entry there (0 where it has none), and the clinic's
    data folder that the file lies in, or shall lie in; "" for the bundled one.
    """

    file: str
    line: int
    folder: str


class Layer(NamedTuple):
    """The texts of one ``.po`` file by context, and who has read them and speaks the language. ``whole``: the file."""

    name: str
    messages: Mapping[str, Message]
    reviewed_by: str
    whole: Catalogue


@dataclass(frozen=True, slots=True)
class Texts:
    """The translated texts of one kind of content: the messages of its ``.po`` files, a clinic's own first.

    ``name``: the bundled file, which need not be there; ``own`` has those of all data folders, by folder, the bundled
    one last.
    """

    name: str
    layers: tuple[Layer, ...]
    own: tuple[tuple[str, str], ...] = ()

    @property
    def reviewed_by(self) -> str:
        """Who has read the texts, each file once; nobody while one of them has not been read."""
        readers = [layer.reviewed_by for layer in self.layers]
        return "; ".join(dict.fromkeys(readers)) if all(readers) else ""

    @property
    def file(self) -> str:
        """The file that is named for all of them: the bundled one, if there is one, else a clinic's own."""
        there = {layer.name for layer in self.layers}
        own = (name for _, name in self.own if not there or name in there)
        return self.name if self.name in there else next(own, self.name)

    def home(self, context: str, text: str, origin: Origin | None) -> Home:
        """Where the translation of a text belongs: beside the text, if a clinic wrote it, else where an entry waits for
        it, else :attr:`file`.
        """
        found = self.find(context, text)
        folders = {name: folder for folder, name in self.own if name != self.name}
        beside = (
            (len(folder), name)
            for name, folder in folders.items()
            if origin is not None and PurePath(origin.file).is_relative_to(folder)
        )
        name = max(beside, default=(0, found[0] if found else self.file))[1]
        entry = next((layer.messages.get(context) for layer in self.layers if layer.name == name), None)
        return Home(name, entry.line if entry else 0, folders.get(name, ""))

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

    def uncounted(self, file: str, message: Message, unit: Unit, language: Language) -> Problem | None:
        """A translation in ``file`` with another number of plural forms than the language has. Where its header says
        that number, all of them are one mistake, and that line is named.
        """
        forms, wanted = len(message.texts), len(unit.paths)
        if forms == wanted:
            return None
        of = ", ".join(language.categories) if unit.plural else "one text"
        whole = next((layer.whole for layer in self.layers if layer.name == file), None)
        if unit.plural and whole is not None and whole.plural_forms == forms:
            return miscounted(file, whole, language)
        what = f"'{message.context}' has {forms} plural forms; {language.code} has {wanted}: {of}"
        return Problem(file, message.line, 1, what)

    def read(self, message: Message) -> bool:
        """Whether somebody who speaks the language has read this translation, in whatever file."""
        there = (layer.messages.get(message.context) for layer in self.layers if layer.reviewed_by)
        return any(known is not None and known.texts == message.texts for known in there)


def miscounted(file: str, whole: Catalogue, language: Language) -> Problem | None:
    """A header that says another number of plural forms than the language has."""
    said, forms = whole.plural_forms, language.categories
    if said is None or said == len(forms):
        return None
    what = f"its header says that there are {said} plural forms; {language.code} has {len(forms)}: {', '.join(forms)}"
    hint = f"write Plural-Forms: {language.plural_forms}; each entry with a plural then has so many msgstr"
    return Problem(file, whole.line_of("Plural-Forms"), 1, what, hint)


def _state(message: Message, unit: Unit) -> State | None:
    """Why a translation may not be printed for a text; None if it may."""
    if not message.done:
        return "missing"
    same = message.source == unit.text and message.plural == unit.plural
    return None if same and not message.fuzzy else "stale"
