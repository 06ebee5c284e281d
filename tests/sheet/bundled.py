"""What there is to try: the topics of the bundled content, editions, papers, and small overlays of content.

For tests only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from handouts.resources import data_folder
from handouts.words import Words

TOPICS = ("gluteus-minimus", "tensor-fasciae-latae", "hip-and-glute-pain")
"""Two muscles and a condition. What holds for every topic there is, is looked at by ``handouts check``, by
``.ci/all_sheets.py`` and by ``python -m soak sweep``."""
EDITIONS = ("standard", "large", "mono", "clinician")
PAPERS = ("letter", "a4")
MUSCLE = "gluteus-minimus"
CONDITION = "hip-and-glute-pain"
LONG_NAME = "Wilhelmina-Alexandra Featherstonehaugh-Cholmonde"
"""Two words, 48 letters, hyphens counted."""


def bundled(relative: str) -> str:
    """The text of a bundled content file."""
    return (data_folder() / relative).read_text(encoding="utf-8")


def changed(relative: str, changes: Mapping[str, str]) -> str:
    """A bundled file with regular expressions replaced; each must hit."""
    text = bundled(relative)
    for pattern, new in changes.items():
        text, hits = re.subn(pattern, new.replace("\\", r"\\"), text, count=1, flags=re.M)
        assert hits, f"{pattern!r} is not in {relative}"
    return text


def overlay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files of a clinic's own content under ``folder``."""
    for relative, text in files.items():
        file = folder / relative
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def parts(node: object, *kinds: type) -> list[Any]:
    """Every part of a document tree of one of ``kinds``, in reading order."""
    found: list[Any] = []
    _collect(node, kinds, found)
    return found


def _collect(node: object, kinds: tuple[type, ...], found: list[Any]) -> None:
    if isinstance(node, tuple):
        for part in node:
            _collect(part, kinds, found)
        return
    names = _fields(type(node))
    if names is not None:
        if isinstance(node, kinds):
            found.append(node)
        for name in names:
            part = getattr(node, name)
            if part.__class__ not in _LEAVES:
                _collect(part, kinds, found)


_LEAVES = {str, Words, int, bool, type(None)}
"""Most values of a document, in which there is nothing else."""


_FIELDS: dict[type, tuple[str, ...] | None] = {}


def _fields(kind: type) -> tuple[str, ...] | None:
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
    return _FIELDS[kind]


def flat(node: object) -> str:
    """All texts of a part of a document as one, runs joined as they are read."""
    from handouts.sheet.said import texts

    said = " ".join(" ".join(texts(node)).split())
    for sign in (".", ":", ",", ";", ")"):
        said = said.replace(f" {sign}", sign)
    return said
