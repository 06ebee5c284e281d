"""A cache with an end: what was not asked for longest goes first. Never put anything about a patient into one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """At most ``limit`` values by key."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """The value of ``key``, if it is still here."""
        value = self._values.get(key)
        if value is not None:
            try:
                self._values.move_to_end(key)
            except KeyError:  # another thread has just put it out
                return value
        return value

    def put(self, key: K, value: V) -> None:
        """Keep ``value``; the one that was not asked for longest goes if there are too many."""
        self._values[key] = value
        while len(self._values) > self.limit:
            self._values.popitem(last=False)
