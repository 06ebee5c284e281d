"""What a press found out for one sheet, for another press that has yet to make it. Nothing in it says anything about a
patient: the caches that it comes from hold nothing that does.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple


class Ahead(NamedTuple):
    """Entries of the caches of a press: answers on what fits, blocks as laid out, runs of glyphs, drawings and codes as
    operators. Each counts only where the same is asked again.
    """

    found: tuple[tuple[Hashable, Any], ...]
    atoms: tuple[tuple[Hashable, Any], ...]
    shown: tuple[tuple[Any, str], ...]
    drawings: tuple[tuple[Any, bytes], ...]
    codes: tuple[tuple[str, tuple[int, bytes]], ...]
