"""All text of a document, in reading order. For checks; lays nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from handouts.sheet.blocks import Drop, Figure, Span

_NOT_SHOWN = frozenset(
    [
        "slug",
        "kind",
        "role",
        "size",
        "shape",
        "mark",
        "name",
        "url",
        "alt",
        "usage",
        "edition",
        "paper",
        "lang",
        "date",
        "author",
        "subject",
        "logo",
    ]
)
"""Fields that name things for the program; ``alt`` is spoken, not set."""


def texts(node: object) -> Iterator[str]:
    """Every string of ``node`` that is set in type."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Span):
        yield node.text
    elif isinstance(node, tuple):
        for part in node:
            yield from texts(part)
    elif is_dataclass(node) and not isinstance(node, Drop):
        for field in fields(node):
            shown = field.name not in _NOT_SHOWN or (field.name == "name" and type(node).__name__ in _NAMED)
            if shown and not (isinstance(node, Figure) and field.name in ("kind", "slug")):
                yield from texts(getattr(node, field.name))


_NAMED = frozenset({"Banner", "LogRow"})
