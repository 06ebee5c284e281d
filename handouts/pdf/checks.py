"""What keeps a document from being accessible, found before a file is written.

All problems of a document are collected. These are mistakes of the program (content is checked long before), so the
error is no :class:`handouts.errors.HandoutError`. Never looks at the written bytes: the validators do that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.pdf.document import Bookmark
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.structure import Element

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: a short fixed name and the details."""

    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


class ConformanceError(RuntimeError):
    """The document cannot be written as an accessible PDF; ``violations`` says why."""

    def __init__(self, found: Iterable[Violation]) -> None:
        self.violations = tuple(sorted(set(found)))
        super().__init__("\n".join(map(str, self.violations)))


def violations(about: DocumentInfo, root: Element, bookmarks: Sequence[Bookmark]) -> list[Violation]:
    """Everything that is wrong with a document (after pruning)."""
    found: list[Violation] = []
    if not about.title.strip():
        found.append(Violation("title", "the document has no title"))
    if not _LANGUAGE.fullmatch(about.lang):
        found.append(Violation("language", f"{about.lang!r} is no language tag such as en or pt-BR"))
    return found
