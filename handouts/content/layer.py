"""A language as a layer of texts over content: which texts there are to translate, and putting a translation in.

A layer holds texts and nothing else: it is laid over the texts that :mod:`handouts.content.fields` finds, so it cannot
change a gate, a dose, an address or a source. A text that is missing, or was made for another English text, stays
English and says so (:attr:`handouts.words.Words.lang`). Finds no files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from handouts.content import fields
from handouts.content.fields import Field, PathKey, place
from handouts.content.kinds import KINDS
from handouts.content.loading import Loaded, validated
from handouts.content.model.base import CITATION, Agrees, Model, PluralForm
from handouts.content.retold import retold
from handouts.content.translations import Gap, Texts, Unit
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE, Category, Language
from handouts.words import Origin, Words


@dataclass(frozen=True, slots=True)
class Translated:
    """A file in another language, and what is missing of it. ``read``: somebody who speaks it has read the texts."""

    loaded: Loaded
    gaps: tuple[Gap, ...]
    read: bool


def units(value: Model, language: Language) -> Iterator[Unit]:
    """Every text of ``value`` that ``language`` has to have, in the order of the file."""
    counted: dict[PathKey, dict[str, Field]] = {}
    for field in fields.texts(value):
        kind = field.text
        if kind is None or not kind.translated:
            continue
        if field.mark(PluralForm):
            group = counted.setdefault(field.path[:-1], {})
            group[str(field.path[-1])] = field
            if field.path[-1] == "other":
                yield _plural(field.path[:-1], group, language.categories)
            continue
        origin = _origin(field.value)
        if not field.mark(Agrees):
            yield Unit(place(field.path), field.value, "", (field.path,), field, origin)
            continue
        group_path = field.path[:-1]
        yield Unit(place(group_path), field.value, "", (field.path,), field, origin)
        for form in language.classes:
            path = (*group_path, "forms", form)
            yield Unit(f"{place(group_path)}:{form}", field.value, "", (path,), field, origin)


def concerned(value: Model) -> bool:
    """Whether a language says anything of ``value``: its texts, or that some are English."""
    kinds = (field.text for field in fields.texts(value))
    return any(kind is not None and (kind.translated or kind == CITATION) for kind in kinds)


def _plural(path: PathKey, forms: Mapping[str, Field], categories: Sequence[Category]) -> Unit:
    other = forms["other"]
    one = forms.get("one", other)
    return Unit(
        place(path),
        one.value,
        other.value,
        tuple((*path, name) for name in categories),
        other,
        _origin(other.value),
    )


def home_of(loaded: Loaded, unit: Unit) -> tuple[str, str, PathKey]:
    """The kind of content whose ``.po`` file has a unit, its context there, and its path in its file: an entry that
    files share is translated once, where it is written.
    """
    taken = loaded.source.taken_at(unit.paths[0])
    if taken is None:
        return loaded.kind, context_of(loaded, unit), unit.paths[0]
    end = unit.context.rpartition(":")[2] if ":" in unit.context else ""
    context = place(taken.path) + (f":{end}" if end else "")
    return taken.kind, f"{taken.slug}/{context}" if KINDS[taken.kind].per_slug else context, taken.path


def context_of(loaded: Loaded, unit: Unit) -> str:
    """The context of a unit of a file's own in the ``.po`` file of its kind."""
    return f"{loaded.slug}/{unit.context}" if KINDS[loaded.kind].per_slug else unit.context


def complete(loaded: Loaded, texts_of: Callable[[str], Texts], language: Language) -> bool:
    """Whether ``language`` has a translation of every text of ``loaded``, whatever it says."""
    homes = ((home_of(loaded, unit), unit) for unit in units(loaded.value, language))
    return all(
        unit.origin is None or texts_of(kind).state(context, unit) is None
        for (kind, context, _), unit in homes
    )


def translated(loaded: Loaded, texts_of: Callable[[str], Texts], language: Language) -> Translated:
    """``loaded`` with the texts of ``language`` in it, which ``texts_of`` gives for each kind.

    Raises ContentError for a translation that cannot be printed.
    """
    value = deepcopy(loaded.source.value)
    problems: list[Problem] = []
    gaps: list[Gap] = []
    read = True
    for field in fields.texts(loaded.value):
        if field.text == CITATION:
            _mark(value, field.path)
    for unit in units(loaded.value, language):
        kind, context, written = home_of(loaded, unit)
        texts = texts_of(kind)
        found = texts.find(context, unit.text)
        state = texts.state(context, unit)
        if found is None or state is not None:
            for path in unit.paths:
                _mark(value, path)
            if unit.origin is not None:
                home = texts.home(context, unit.text, unit.origin)
                gaps.append(Gap(unit.origin, state or "missing", context, unit.text, home))
            continue
        name, message = found
        origin = Origin(name, message.line, 1)
        if wrong := texts.uncounted(name, message, unit, language):
            problems.append(wrong)
            continue
        read = read and texts.read(message)
        other = retold(texts, context, unit, KINDS[kind].model, written, language)
        problems += other.problems() if other is not None else ()
        hint = f"the text is: {unit.text}"
        for path, text in zip(unit.paths, message.texts, strict=True):
            problems += [
                Problem(*origin, f"'{context}': {fault}", hint) for fault in unit.faults(text, language)
            ]
            _put(value, path, Words(text, (origin,)))
        if unit.plural:
            _only(value, unit.paths)
            if unit.paths[-1][-1] != "other":  # which no whole number has in some languages
                _put(value, (*unit.paths[-1][:-1], "other"), Words(message.texts[-1], (origin,)))
    if problems:
        raise ContentError(problems)
    source = replace(loaded.source, value=value)
    return Translated(
        replace(loaded, source=source, value=validated(source, KINDS[loaded.kind].model, once=False)),
        tuple(gaps),
        read,
    )


def _origin(text: str) -> Origin | None:
    return text.origins[0] if isinstance(text, Words) and text.origins else None


def _put(value: Any, path: PathKey, text: str) -> None:
    """Put ``text`` at ``path``; where a text stands in the place of its group (a short form), in its place."""
    for step in path[:-1]:
        inner = value.setdefault(step, {}) if isinstance(value, dict) else value[step]
        if isinstance(inner, str):
            value[step] = text
            return
        value = inner
    value[path[-1]] = text


def _mark(value: Any, path: PathKey) -> None:
    """Say of the English text at ``path``, if there is one, that it is English. There are fewer entries than the model
    has where one stands for both sides; what is made of it is marked with it.
    """
    for step in path:
        if isinstance(value, list) and isinstance(step, int) and step >= len(value):
            return
        inside = value.get(step) if isinstance(value, dict) else value[step]
        if isinstance(inside, Words):
            value[step] = Words(inside, inside.origins, SOURCE)
        if inside is None or isinstance(inside, str):
            return
        value = inside


def _only(value: Any, paths: Sequence[PathKey]) -> None:
    """Take away plural forms that English has and the language has not."""
    for step in paths[0][:-1]:
        value = value[step]
    for name in set(value) - {path[-1] for path in paths}:
        del value[name]
