"""Finds the place in a file that a printed text came from, so that a later problem can name it. Reads no
file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.content.source import PathKey, SourceFile

_PLACEHOLDER = re.compile(r"\{[a-z_]*\}")


def find_text(files: Iterable[SourceFile], text: str, character: str = "") -> tuple[str, int, int] | None:
    """File, line and column of ``text`` (or of ``character`` in it); the best match counts, then the first.

    Emphasis and placeholders may have been resolved in ``text`` already; a part of a text is found as well.
    """
    wanted = re.sub(r"[ \t\r\n]+", " ", text.replace("**", "")).strip(" ")
    best: tuple[int, SourceFile, PathKey] | None = None
    for file in files:
        for path, value in file.strings():
            rank = _likeness(wanted, value) if character in value else 0
            if rank and (best is None or rank > best[0]):
                best = rank, file, path
    if best is None:
        return None
    _, file, path = best
    line, column = file.character_position(path, character) if character else file.position(path)
    return file.name, line, column


def _likeness(text: str, value: str) -> int:
    """How well a printed text fits a text of a file: 0 not at all; the more letters they share the better."""
    plain = value.replace("**", "")
    if text == plain:
        return 3000
    parts = _PLACEHOLDER.split(plain)
    shared = sum(len(part.strip()) for part in parts)
    if len(parts) > 1 and shared and re.fullmatch(r"\S.*?".join(map(re.escape, parts)), text):
        return 1000 + shared
    if text and any(text in part for part in parts):
        return 1000 + len(text)
    return shared if shared > 3 and plain in text else 0
