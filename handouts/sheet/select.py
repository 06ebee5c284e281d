"""Leaving things out of a document. Knows no paper: the renderer says what fits, this module removes the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from handouts.sheet.blocks import Document, Drop, Section

T = TypeVar("T")


def drops(section: Section) -> tuple[Drop, ...]:
    """Everything that may leave ``section``, what goes first first; one that stands in several places once."""
    return tuple(sorted(set(_find(section)), key=lambda drop: (drop.order, drop.label)))


def without(node: T, left_out: frozenset[Drop]) -> T:
    """``node`` (any frozen part of the tree) less every part that carries one of ``left_out``."""
    if not left_out:
        return node
    changed: dict[str, Any] = {}
    for name, value in _tuples(node):
        kept = tuple(
            without(part, left_out) if is_dataclass(part) else part
            for part in value
            if getattr(part, "drop", None) not in left_out
        )
        if len(kept) != len(value) or any(a is not b for a, b in zip(kept, value, strict=True)):
            changed[name] = kept
    return replace(node, **changed) if changed else node  # type: ignore[type-var]


def replace_sections(document: Document, sections: tuple[Section, ...]) -> Document:
    """``document`` with other sections."""
    return replace(document, sections=sections)


def _find(node: object) -> Iterator[Drop]:
    drop = getattr(node, "drop", None)
    if drop is not None:
        yield drop
    for _, value in _tuples(node):
        for part in value:
            if is_dataclass(part):
                yield from _find(part)


def _tuples(node: object) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for field in fields(node):  # type: ignore[arg-type]
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            yield field.name, value
