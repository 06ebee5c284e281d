"""What tells two documents apart: a digest of all that they say and show, not of where it was written.

Equal documents have the same fingerprint in every run of the program, so that what was made of one need not be made
again. Lays nothing out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from handouts.errors import HandoutError
from handouts.figures.store import FigureStore
from handouts.sheet.blocks import Banner, Figure
from handouts.words import Words

Digest = Callable[[str], str]
"""Gives the digest of the file at a path."""


def fingerprint(document: object, figures: FigureStore, digest: Digest) -> str:
    """A SHA-256 over ``document``, the files of its ``figures`` and that of its logo, read with ``digest``.

    Raises TypeError for a value whose state cannot be told.
    """
    said: list[str] = []
    _say(document, said, _Files(figures, digest))
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()


class _Files:
    """What a document shows of files beside it."""

    def __init__(self, figures: FigureStore, digest: Digest) -> None:
        self._figures, self._digest = figures, digest

    def shown(self, node: object) -> str:
        """The digest of the file that ``node`` shows; "" where it shows none."""
        if isinstance(node, Banner):
            return self._digest(node.logo) if node.logo else ""
        if isinstance(node, Figure):
            try:
                return self._digest(str(self._figures.file(node.kind, node.slug)))
            except (KeyError, HandoutError):
                return ""
        return ""


def _say(value: object, said: list[str], files: _Files) -> None:
    """Say all of ``value``. What is no text begins with a character that no text has."""
    kind: Any = type(value)
    if kind is str:
        said.append(str(value))
    elif isinstance(value, Words):
        said.append(f"{value!s}\0{value.lang}\0{value.parts!r}" if value.lang or value.parts else str(value))
    elif isinstance(value, tuple | list):
        said.append(f"\1({len(value)}")
        for part in value:
            _say(part, said, files)
    elif hasattr(kind, "__dataclass_fields__"):
        said.append(f"\1<{kind.__name__}{files.shown(value)}")
        for name in _names(kind):
            part = getattr(value, name)
            if part is None or part is True or part is False:  # as most fields of a span are
                said.append(f"\1{part!r}")
            elif type(part) is str:
                said.append(part)
            else:
                _say(part, said, files)
    elif isinstance(value, frozenset | set):
        parts = []
        for part in value:
            own: list[str] = []
            _say(part, own, files)
            parts.append(own)
        said += [f"\1{{{len(parts)}", *(text for own in sorted(parts) for text in own)]
    elif isinstance(value, Mapping):
        _say(tuple(sorted(value.items())), said, files)
    elif value is None or isinstance(value, int | float | str | dt.date):
        said.append(f"\1{value!r}")
    else:
        raise TypeError(f"nobody knows how to tell one {kind.__name__} from another")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)
