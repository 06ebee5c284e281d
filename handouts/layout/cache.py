"""A cache with an end: what was not asked for longest goes first. Never put anything about a patient into one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

LINES, SHAPED, WIDTHS = 20_000, 4_000, 20_000
"""Most set texts, paragraphs and widths of a typesetter: about 1.7, 8.8 and 0.3 KB each, 70 MB if all are there."""
FRAMES, ATOMS, FOUND = 6_000, 2_000, 250
"""Most frames of texts, blocks, and answers on what fits: 1.6, 7 and 29 KB each, which hold the blocks that were asked
about; 30 MB."""
SHOWN, DRAWINGS, CODES = 10_000, 600, 200
"""Most runs of glyphs, drawings and codes as operators: 1.2, 6 and 3 KB each; 16 MB.

The sizes were measured with tracemalloc on 500 sheets of all topics, editions and papers, each cache put out after the
one that holds on to it; all 52 topics have 3,700 different paragraphs.
"""


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

    def items(self) -> tuple[tuple[K, V], ...]:
        """All that is here, what was not asked for longest first."""
        return tuple(self._values.items())

    def take(self, items: Iterable[tuple[K, V]]) -> None:
        """Keep what another cache had."""
        for key, value in items:
            self.put(key, value)
