"""JSON that says each thing once: of two values of one key neither counts in silence. Imports nothing of ours."""

from __future__ import annotations

import json
from typing import Any


class TwiceError(ValueError):
    """A key that an object has twice; its text names the key."""


def loads(text: str | bytes) -> Any:
    """The value that ``text`` holds. Raises TwiceError, and what :func:`json.loads` raises."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise TwiceError(repr(name[:40]))
        seen[name] = value
    return seen
