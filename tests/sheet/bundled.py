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
    if isinstance(node, tuple):
        for part in node:
            found += parts(part, *kinds)
    elif is_dataclass(node):
        if isinstance(node, kinds):
            found.append(node)
        for field in fields(node):
            found += parts(getattr(node, field.name), *kinds)
    return found


def flat(node: object) -> str:
    """All texts of a part of a document as one, runs joined as they are read."""
    from handouts.sheet.said import texts

    said = " ".join(" ".join(texts(node)).split())
    for sign in (".", ":", ",", ";", ")"):
        said = said.replace(f" {sign}", sign)
    return said
