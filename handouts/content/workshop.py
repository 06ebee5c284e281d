"""What is kept for the next sheet: fonts, set lines, drawings, what was found; nothing about patients."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from handouts.content.library import Library

T = TypeVar("T")


def kept(library: Library, kind: type[T], made: Callable[[], T], until: Hashable = None) -> T:
    """The one thing of a kind that ``library`` keeps, whichever language and clinic it speaks for. It is ``made`` when
    it is first asked for, and anew where ``until`` is not what it was then.
    """
    known = library.workshop.get(kind)
    if known is None or known[0] != until:
        known = library.workshop[kind] = until, made()
    found: T = known[1]
    return found
