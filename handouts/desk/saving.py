"""A text that is edited at the desk and on the disk: which state of it was opened, and saving it whole or not at all.

A save names the state that it began with. Where that is not what the file holds any more, somebody else has saved in
between, in another tab or in another program, and nothing is written.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.errors import OutputError, Problem
from handouts.limits import MAX_FILE
from handouts.output import write_all
from handouts.resources import display, read_file

LARGEST = MAX_FILE
"""Bytes of a content file, at most."""
NONE = "none"
"""The state of a file that is not there."""
_LINES = 60
"""Lines of a difference that are shown, at most."""


class StaleError(OutputError):
    """The file is not any more what it was when it was opened."""


@dataclass(frozen=True)
class Stored:
    """What a file holds, and the state by which that is known again."""

    text: str
    state: str

    @property
    def there(self) -> bool:
        """Whether there is such a file."""
        return self.state != NONE


def state_of(data: bytes) -> str:
    """The state of a file that holds ``data``."""
    return hashlib.sha256(data).hexdigest()[:32]


def stored(path: Path) -> Stored:
    """What the file at ``path`` holds now. Raises OutputError for what cannot be read as text."""
    if not path.exists():
        return Stored("", NONE)
    try:
        data = read_file(path, LARGEST)
        return Stored(data.decode("utf-8-sig"), state_of(data))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise OutputError(Problem(display(path), 0, 0, f"cannot be read: {str(reason).lower()}")) from None


def save(path: Path, text: str, state: str, beside: Mapping[Path, bytes] | None = None) -> str:
    """Write ``text``, and what is to lie ``beside`` it, whole or not at all; the former text stays next to it under a
    hidden name. The new state. Raises StaleError, and OutputError where it cannot be written: the old text then stays.
    """
    before = stored(path)
    if before.state != state:
        message = "this file was saved by somebody else since you opened it; nothing of yours is lost"
        raise StaleError(Problem(display(path), 0, 0, message, "look at both, then choose one"))
    data = text.encode("utf-8")
    files = {path: data, **(beside or {})}
    if before.there:
        files[former(path)] = before.text.encode("utf-8")
    write_all(files)
    return state_of(data)


def former(path: Path) -> Path:
    """Where the former text of a file is."""
    return path.with_name(f".{path.name}.before")


def compared(theirs: str, mine: str) -> tuple[str, ...]:
    """The lines that differ: "-" what the file holds, "+" what was written here."""
    lines = difflib.unified_diff(theirs.splitlines(), mine.splitlines(), lineterm="", n=0)
    return tuple(line for line in lines if not line.startswith(("---", "+++", "@@")))[:_LINES]
