"""Leaving things out of a document. Knows no paper: the renderer says what fits, this removes the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any, TypeVar

from handouts.sheet.blocks import Drop, Item, Node, Section, Span, Steps

T = TypeVar("T")


def drops(node: object) -> tuple[Drop, ...]:
    """Everything that may leave ``node``, what goes first first; one that stands in several places once."""
    return tuple(sorted(set(_find(node)), key=lambda drop: (drop.order, drop.label)))


class Selection:
    """The nodes of a section with some of what may go left out.

    The same choice gives the same objects, so that whoever builds on nodes can build each once.
    """

    def __init__(self, section: Section) -> None:
        self.drops = drops(section)
        self._nodes = [(node, frozenset(drops(node))) for node in section.nodes]
        self._known: dict[tuple[int, frozenset[Drop]], Node] = {}

    @property
    def every(self) -> tuple[Node, ...]:
        """All nodes, also those that stand only where others have gone."""
        return tuple(node for node, _ in self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def parts(self, left_out: frozenset[Drop]) -> Iterator[tuple[int, frozenset[Drop], Node]]:
        """The nodes less everything that carries one of ``left_out``, each with its place in the section and what has
        gone from it. What takes the place of something stands only where that has gone.
        """
        for index, (node, may_go) in enumerate(self._nodes):
            unless = getattr(node, "unless", None)
            if getattr(node, "drop", None) in left_out or (unless is not None and unless not in left_out):
                continue
            gone = left_out & may_go
            if gone:
                key = (index, gone)
                if key not in self._known:
                    self._known[key] = without(node, gone)
                node = self._known[key]
            yield index, gone, node

    def nodes(self, left_out: frozenset[Drop]) -> tuple[Node, ...]:
        """The nodes less everything that carries one of ``left_out``."""
        return tuple(node for _, _, node in self.parts(left_out))


def without(node: T, left_out: frozenset[Drop]) -> T:
    """``node`` (any frozen part of the tree) less every part that carries one of ``left_out``."""
    changed: dict[str, Any] = {}
    if isinstance(node, Item) and node.otherwise:
        gone = left_out.intersection(*[frozenset().union(*(drops for drops, _ in node.otherwise))])
        node = next((replace(node, runs=runs) for drops, runs in node.otherwise if drops == gone), node)
    if (steps := _steps(node)) is not None:
        shorter = without(steps, left_out)
        if shorter is not steps:
            changed["steps"] = shorter
    for name, value in _tuples(node):
        kept = tuple(
            without(part, left_out) if is_dataclass(part) else part
            for part in value
            if getattr(part, "drop", None) not in left_out
        )
        if len(kept) != len(value) or any(a is not b for a, b in zip(kept, value, strict=True)):
            changed[name] = kept
    return replace(node, **changed) if changed else node  # type: ignore[type-var]


def firm(node: T, stays: Callable[[Drop], bool]) -> T:
    """``node`` (any frozen part of the tree) with what ``stays``, which then may not go any more."""
    changed: dict[str, Any] = {}
    drop = getattr(node, "drop", None)
    if drop is not None and stays(drop):
        changed["drop"] = None
    if (steps := _steps(node)) is not None:
        firmer = firm(steps, stays)
        if firmer is not steps:
            changed["steps"] = firmer
    for name, value in _tuples(node):
        parts = tuple(
            firm(part, stays) if is_dataclass(part) and not isinstance(part, Span) else part for part in value
        )
        if any(a is not b for a, b in zip(parts, value, strict=True)):
            changed[name] = parts
    return replace(node, **changed) if changed else node  # type: ignore[type-var]


def _find(node: object) -> Iterator[Drop]:
    drop = getattr(node, "drop", None)
    if drop is not None:
        yield drop
    if (steps := _steps(node)) is not None:
        yield from _find(steps)
    for _, value in _tuples(node):
        for part in value:
            if is_dataclass(part) and not isinstance(part, Span):
                yield from _find(part)


def _steps(node: object) -> Steps | None:
    """The steps of an exercise: the one list that stands in a part without a tuple around it."""
    steps = getattr(node, "steps", None)
    return steps if isinstance(steps, Steps) else None


def _tuples(node: Any) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Names and values of the fields of a dataclass that hold tuples."""
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            yield name, value
