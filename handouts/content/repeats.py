"""Entries that stand in a list of a content file twice: somebody meant another one, or would take one away and leave
the other. Looks at values as they were read, before they become typed ones.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from handouts.content.model.base import TO_WRITE
from handouts.content.source import PathKey, SourceFile, Value
from handouts.errors import Problem

_TEXT = "text"
"""The key of a group that may be written as its text alone."""
TWICE, NAME_ONCE = "stands in this list twice", "name each once"
_SHOWN = 40
"""Letters of an entry that a message repeats."""


def repeated(file: SourceFile) -> Iterator[Problem]:
    """A problem for each entry that its list has already; at the list, where the entry is taken from another file."""
    for path, entry in _twice(file.value, ()):
        shown = _first(entry)
        if shown.startswith(TO_WRITE) or any(cut[:-1] == path[:-1] for cut in file.comments):
            continue  # what is still to be written, or cut at a #, is not what somebody meant
        what = f"'{shown[:_SHOWN]}{'...' if len(shown) > _SHOWN else ''}' {TWICE}"
        at = path if file.taken_at(path) is None else path[:-1]
        yield file.problem(at, what, NAME_ONCE, key=at != path)


def _twice(value: Value, path: PathKey) -> Iterator[tuple[PathKey, Value]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, dict | list):
                yield from _twice(part, (*path, key))
    elif isinstance(value, list):
        seen: set[Hashable] = set()
        for index, part in enumerate(value):
            known = len(seen)
            seen.add(_same(part))
            if len(seen) == known:
                yield (*path, index), part
            elif isinstance(part, dict | list):
                yield from _twice(part, (*path, index))


def _same(value: Value) -> Hashable:
    """What is the same for two entries that say the same: a text alone is the group of this text."""
    if isinstance(value, dict):
        if value.keys() == {_TEXT}:
            return _same(value[_TEXT])
        return frozenset((key, _same(part)) for key, part in value.items())
    if isinstance(value, list):
        return tuple(map(_same, value))
    return value


def _first(value: Value) -> str:
    """The words by which an entry is known: its own, or the first that stand in it."""
    while isinstance(value, dict | list):
        parts = list(value.values() if isinstance(value, dict) else value)
        if not parts:
            return "nothing"
        value = parts[0]
    return str(value)
