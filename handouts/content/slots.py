"""What stands between braces in a text: slots that it may have, and what is none and would be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.content.fields import Field, PathKey, filled, texts
from handouts.content.markup import stars
from handouts.content.model.base import Model, Slots, TakesSide
from handouts.language.english import listed
from handouts.words import like

_SLOT = re.compile(r"\{([A-Za-z_]+)(?::([a-z]+))?(?: [^{}*]+)?\}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_INSIDE = re.compile(r"([A-Za-z_]+)(?::([a-z]+))?(?: ([^{}*]+))?")
_CLASS = re.compile(r"\s*\{:([a-z]+)\}$")


def faults(field: Field, classes: tuple[str, ...] = ()) -> list[str]:
    """What in a text looks like notation or a slot and is none there; it would be read as it stands. Remarks are no
    exception: whoever keeps the content reads them, and what was mistyped there was meant for somewhere.

    ``classes``: forms that the language has of the words for a side.
    """
    kind = field.text
    if kind is None:
        return []
    found = slot_faults(field, classes)
    if kind.notation:
        found += stars(field.value)
    elif "**" in field.value:
        found.append(f"** means nothing in {_a(kind.name)}" + _shown(field))
    return found


def slot_faults(field: Field, classes: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the braces in a text and what stands between them."""
    text = field.value
    if "{" not in text and "}" not in text:
        return []
    found = []
    if field.mark(TakesSide):
        text, form = split_class(text)
        found += _form(form, "", classes) if form else []
    found += [
        fault for inside in dict.fromkeys(_BRACES.findall(text)) for fault in _slot(field, inside, classes)
    ]
    alone = next((sign for sign in _BRACES.sub("", text) if sign in "{}"), None)
    return found + ([f"a {alone} stands alone" + _shown(field)] if alone else [])


def _shown(field: Field) -> str:
    return "" if field.text is not None and not field.text.printed else ": it would be printed"


def _slot(field: Field, inside: str, classes: tuple[str, ...]) -> list[str]:
    """What is wrong with what stands between two braces."""
    parts, own, known = _INSIDE.fullmatch(inside), field.mark(Slots), field.slots
    if parts is None or parts[1] not in known:
        use = "use " + listed([f"{{{slot}}}" for slot in known], "or") if known else "this text has none"
        return [f"the slot {{{inside}}} is not known; {use}"]
    name, form, behind = parts.groups()
    found = _form(form, name, classes if own is None or own.forms else ()) if form else []
    if behind is not None and (own is not None or behind != behind.strip()):
        found.append(
            f"the slot {{{inside}}} is not known; write {{{name}}}" + ("" if own else f" or {{{name} hip}}")
        )
    return found


def _form(form: str, name: str, classes: tuple[str, ...]) -> list[str]:
    if form in classes:
        return []
    forms = "there are " + ", ".join(classes) if classes else "the words for a side have one form only"
    return [f"the form '{form}' of {{{name}}} is not known; {forms}"]


def slots_in(text: str) -> set[str]:
    """The names that stand in braces in a text."""
    return {name for name, _ in _SLOT.findall(text)}


def split_class(text: str) -> tuple[str, str]:
    """A text that the word for a side stands beside, and the class it says it has: "cadera {:f}"."""
    found = _CLASS.search(text)
    return (like(text[: found.start()], text), found[1]) if found else (text, "")


def wrong_slots(value: Model) -> Iterator[tuple[PathKey, str]]:
    """Where texts that are filled in have other slots than they must have, and what is wrong."""
    if not filled(type(value)):
        return
    for field in texts(value):
        mark = field.mark(Slots)
        if mark is None:
            continue
        used = slots_in(field.value)
        wanted = listed([f"{{{name}}}" for name in mark.names])
        yield from ((field.path, f"has a wrong slot: {fault}") for fault in slot_faults(field))
        for name in [] if mark.free else [name for name in mark.names if name not in used]:
            yield field.path, f"lacks {{{name}}}; it must have {wanted}"
        named = [name for name, _ in _SLOT.findall(field.value)]
        for name in sorted({name for name in named if named.count(name) > 1}):
            yield field.path, f"has {{{name}}} more than once"


def _a(name: str) -> str:
    return name if name.endswith("s") or name.endswith("text") else f"a {name}"
