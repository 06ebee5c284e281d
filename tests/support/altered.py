"""A plain value with one place of it changed, and all its places: for tests that change whatever there is."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Path = tuple[Any, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of ``value`` itself and of everything in it: keys of mappings, numbers of entries of lists."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


def altered(value: Any, path: Path, new: Any) -> Any:
    """``value`` with ``new`` at ``path``; ``new`` itself for the empty path. Copies what leads to the place, and shares
    the rest with ``value``.
    """
    if not path:
        return new
    whole = copy.copy(value)
    whole[path[0]] = altered(value[path[0]], path[1:], new) if path[1:] else new
    return whole
