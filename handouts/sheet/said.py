"""All texts of a document, in reading order, by what its blocks say of their fields. Lays nothing out.

Which field is a text stands in its type (:data:`~handouts.sheet.blocks.Label`, :data:`~handouts.sheet.blocks.Spoken`);
whatever has neither names something for the program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from handouts.sheet.blocks import INSTEAD, Label, Span, Spoken, plain
from handouts.words import Words

_LABEL = get_args(Label)[1]
_MARKS = {get_args(kind)[1] for kind in (Label, Spoken)}


def texts(node: object) -> Iterator[str]:
    """Every text of ``node`` that is set in type."""
    return _walk(node, frozenset({_LABEL}))


def said(node: object) -> Iterator[str]:
    """Every text of ``node`` that a reader sees or hears."""
    return _walk(node, frozenset(_MARKS))


def paragraphs(node: object, *, private: bool = True) -> Iterator[str]:
    """As :func:`texts`, but spans that stand one after the other are one text; not ``private``: without what says
    something about a patient.
    """
    return _walk(node, frozenset({_LABEL}), whole=True, private=private)


def by_kind(node: object) -> dict[type, list[Any]]:
    """Every block that ``node`` holds, itself included, by its class, in reading order; no spans."""
    found: dict[type, list[Any]] = defaultdict(list)
    _sort(node, found)
    return found


def _sort(node: object, found: dict[type, list[Any]]) -> None:
    kind: Any = type(node)
    if isinstance(node, tuple):
        for part in node:
            if type(part) is not Span:  # as most of a document is
                _sort(part, found)
    elif kind is not Span and hasattr(kind, "__dataclass_fields__"):
        found[kind].append(node)
        for name in holding(kind):
            part = getattr(node, name)
            if part is not None:
                _sort(part, found)


def _walk(
    node: object, wanted: frozenset[str], *, whole: bool = False, private: bool = True
) -> Iterator[str]:
    found: list[str] = []
    _collect(node, wanted, whole, private, found)
    return iter(found)


def _collect(node: object, wanted: frozenset[str], whole: bool, private: bool, found: list[str]) -> None:
    kind: Any = type(node)
    if isinstance(node, tuple):
        if whole and node and all(type(part) is Span for part in node):
            shown = node if private else tuple(part for part in node if not part.private)
            lang = {part.lang for part in shown if part.text.strip()}
            found.append(Words(plain(shown), (), lang.pop()) if len(lang) == 1 else plain(shown))
            return
        for part in node:
            if type(part) is not Span:
                _collect(part, wanted, whole, private, found)
            elif _LABEL in wanted:  # most of a document are spans, and all that one says is its text
                found.append(part.text)
    elif kind is Span:
        if _LABEL in wanted:
            found.append(node.text)  # type: ignore[attr-defined]
    elif hasattr(kind, "__dataclass_fields__"):
        for name, mark in _fields(kind):
            value = getattr(node, name)
            if mark is None:
                if value is not None:
                    _collect(value, wanted, whole, private, found)
            elif mark in wanted and value is not None:
                found += (value,) if isinstance(value, str) else value


@cache
def holding(kind: type) -> tuple[str, ...]:
    """Fields of a class that may hold blocks or spans; none of what is no block."""
    return tuple(name for name, mark in _fields(kind) if mark is None) if is_dataclass(kind) else ()


@cache
def _fields(kind: type) -> tuple[tuple[str, str | None], ...]:
    """Fields of a class that are texts, with what kind of text, and those that may hold blocks or spans; not what
    stands only in the place of another.
    """
    found = []
    for name, hint in get_type_hints(kind, include_extras=True).items():
        mark = _mark(hint)
        if get_origin(hint) is Annotated and INSTEAD in get_args(hint):
            continue
        if mark is not None or not _plain(hint):
            found.append((name, mark))
    return tuple(found)


def _mark(hint: Any) -> str | None:
    if get_origin(hint) is Annotated:
        mark = get_args(hint)[1]
        return mark if mark in _MARKS else None
    return next((mark for arg in get_args(hint) if (mark := _mark(arg)) is not None), None)


def _plain(hint: Any) -> bool:
    """Whether no value of a type holds blocks or spans."""
    if get_origin(hint) in (Union, UnionType, tuple):
        return all(map(_plain, get_args(hint)))
    return hint in (str, int, bool, float, NoneType, ...) or get_origin(hint) is Literal
