"""A clinic's file laid over the bundled one of the same place: it holds what differs, the rest is the bundled text.

Groups are laid over key by key. A list is replaced whole, or, where a group stands in its place, entry by entry: the
keys of that group are numbers of entries, from 1. Reads no file; :mod:`handouts.content.weaker` judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, cast

from handouts.content.fields import class_at
from handouts.content.model.base import Model
from handouts.content.source import PathKey, SourceFile, Taken, Value
from handouts.errors import ContentError, Problem

EXTENDS = "extends"
BUNDLED = "bundled"
DECIDED = "decided"


def extends(file: SourceFile) -> bool:
    """Whether ``file`` says that it holds only what differs. Raises ContentError for a word that means nothing."""
    word = file.value.get(EXTENDS) if isinstance(file.value, dict) else None
    if word is None:
        return False
    if word != BUNDLED:
        raise ContentError(file.problem((EXTENDS,), "cannot be extended", f"write {EXTENDS}: {BUNDLED}"))
    return True


def laid_over(base: SourceFile, over: SourceFile, model: type[Model]) -> tuple[SourceFile, list[Problem]]:
    """``base``, a file of the class ``model``, with the values of ``over`` in it, each with its place in its own file;
    and what of ``over`` has no place there.

    Who has read the bundled text has not read what the clinic writes, and who has read that, says so of the words that
    were read: in the clinic file.
    """
    homes: dict[PathKey, SourceFile] = dict.fromkeys(base.places, base)
    merged = _Merged(over, model, dict(base.places), dict(base.keys), homes, dict(base.taken))
    value = merged.lay(base.value, over.value, (), ())
    if isinstance(value, dict) and isinstance(over.value, dict):
        review, own = value.get("review"), over.value.get("review")
        if isinstance(review, dict):
            value["review"] = {key: part for key, part in review.items() if key not in _READ}
        said = own if isinstance(own, dict) else {}
        for key in _READ:
            if key in said:
                merged.problems.append(over.problem(("review", key), _UNBOUND, _SIGN_OFF))
    comments = {merged.moved.get(path, path): place for path, place in over.comments.items()}
    empty = tuple(merged.moved.get(path, path) for path in over.empty)
    made = SourceFile(
        over.name,
        over.text,
        value,
        merged.places,
        merged.keys,
        comments,
        merged.homes,
        empty,
        merged.taken,
        over,
    )
    return made, merged.problems


_READ = ("reviewed_by", "reviewed_on")
_UNBOUND = "it does not say which words were read"
_SIGN_OFF = "sign the sheet off in your clinic file: handouts review SLUG writes the line"

PUT_BACK = "put it back, or say who decided"
"""What to do about words that keep people safe and are said otherwise."""


def how_to_sign(name: str) -> str:
    """What to do about the field ``name`` of a clinic's own file, which is less safe than the bundled one."""
    return f'{PUT_BACK}: {DECIDED}: {{"{name}": {{by: name, why: reason}}}}'


def without_its_own_keys(file: SourceFile) -> SourceFile:
    """``file`` without the keys that are about laying over."""
    if not isinstance(file.value, dict) or not {EXTENDS, DECIDED} & file.value.keys():
        return file
    own = {key: part for key, part in file.value.items() if key not in (EXTENDS, DECIDED)}
    return replace(file, value=own)


class _Merged:
    """Builds the value and the places of what is laid over."""

    def __init__(
        self,
        over: SourceFile,
        model: type[Model],
        places: dict[PathKey, tuple[int, int, int]],
        keys: dict[PathKey, tuple[int, int]],
        homes: dict[PathKey, SourceFile],
        taken: dict[PathKey, Taken],
    ) -> None:
        self.over, self.places, self.keys, self.homes, self.taken = over, places, keys, homes, taken
        self.model = model
        self.moved: dict[PathKey, PathKey] = {}
        self.problems: list[Problem] = []
        self._below = _inside(places, keys, homes, taken)
        self._above = _inside(over.places, over.keys)

    def lay(self, base: Value, over: Value, path: PathKey, at: PathKey) -> Value:
        """``over``, which stands ``at`` a path of its own file, laid over ``base`` at ``path``."""
        if isinstance(over, dict) and isinstance(base, dict):
            groups = dict(base)
            for key, part in over.items():
                here, there = (*path, key), (*at, key)
                groups[key] = (
                    self.lay(base[key], part, here, there) if key in base else self._take(part, here, there)
                )
            return groups
        if isinstance(over, dict) and isinstance(base, list):
            entries = list(base)
            for key, part in over.items():
                number = int(key) if key.isascii() and key.isdigit() else 0
                if not 1 <= number <= len(base):
                    message = f"there is no entry '{key[:20]}'; the bundled list has {len(base)}"
                    hint = "give the number of an entry, or the whole list"
                    self.problems.append(self.over.problem((*at, key), message, hint, key=True))
                    continue
                entries[number - 1] = self.lay(base[number - 1], part, (*path, number - 1), (*at, key))
            return entries
        if isinstance(over, str) and (group := class_at(self.model, path)) is not None:
            over = cast(Value, group.short_over(over, base))
        return self._take(over, path, at)

    def _take(self, value: Value, path: PathKey, at: PathKey) -> Value:
        """``value`` with its places, in the place of all that stood at ``path``."""
        for old in self._below.get(path, ()):
            for known in (self.places, self.keys, self.homes, self.taken):
                known.pop(old, None)
        for old in self._above.get(at, ()):
            new = (*path, *old[len(at) :])
            if old in self.over.places:
                self.places[new], self.moved[old] = self.over.places[old], new
            if old in self.over.keys:
                self.keys[new] = self.over.keys[old]
        return value


def _inside(*known: Iterable[PathKey]) -> Mapping[PathKey, list[PathKey]]:
    """Each path with all that are in it, itself among them; so that no value is looked for among all others."""
    found: dict[PathKey, list[PathKey]] = {}
    for path in dict.fromkeys(chain(*known)):
        for length in range(len(path) + 1):
            found.setdefault(path[:length], []).append(path)
    return found


class Difference(NamedTuple):
    """What stands at ``path`` in a bundled file and in the file over it; an empty text where there is nothing."""

    path: PathKey
    before: str
    after: str


def differences(base: Value, over: Value, path: PathKey = ()) -> Iterator[Difference]:
    """What differs between two values, entry by entry."""
    if isinstance(base, dict) and isinstance(over, dict):
        for key in dict.fromkeys((*base, *over)):
            yield from differences(base.get(key), over.get(key), (*path, key))
    elif isinstance(base, list) and isinstance(over, list):
        for index in range(max(len(base), len(over))):
            before = base[index] if index < len(base) else None
            after = over[index] if index < len(over) else None
            yield from differences(before, after, (*path, index))
    elif _said(base) != _said(over):
        yield Difference(path, _said(base), _said(over))


def _said(value: Value) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(map(_said, value))
    return str(value or "")
