"""What can go wrong, as values a person can act on. Imports nothing of the project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it.

    ``file`` is a path or the name of an option such as ``--patient``; ``line`` and ``column`` count from 1 and
    are 0 where there is none.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}:{self.column}"
        return f"{place}: {self.message}" + (f"\n  hint: {self.hint}" if self.hint else "")


class HandoutError(Exception):
    """Base of the errors that are the user's to mend; ``problems`` is never empty."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: list[Problem] = [problems] if isinstance(problems, Problem) else sorted(set(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


class ContentError(HandoutError):
    """The content, a clinic file, a roster or a request is wrong."""


class LayoutError(ContentError):
    """The content is valid but cannot be set: it does not fit, or a character has no glyph."""


class OutputError(HandoutError):
    """A file could not be written."""
