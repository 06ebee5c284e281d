"""Which blocks stand under which heading, for what a screen folds away. Writes no HTML.

A fold begins at a heading that asks for it and ends before the next heading of its level or a higher one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.sheet import blocks as b


@dataclass(frozen=True, slots=True)
class Fold:
    """A heading and what is folded away under it; ``opener`` is a Heading or a block with a heading of its own."""

    opener: b.Heading | b.Panel | b.Log
    nodes: tuple[b.Node, ...]


def level_of(node: b.Node) -> int | None:
    """The level of the heading that ``node`` begins with; None where it begins with none."""
    match node:
        case b.Title():
            return 1
        case b.Heading():
            return node.level
        case b.Summary() | b.StopBox() | b.Panel() | b.Log() | b.QrPanel():
            return 2
        case b.PlanBox() | b.PainLevels() | b.DayRecord() | b.Visit() | b.WritingLines():
            return 2
        case b.Table():
            return 2 if node.title else None
        case b.ExerciseCard() | b.PainScale() | b.Face() | b.CutOuts() | b.Overview():
            return 3
        case b.Columns():
            first = (*node.left, *node.right)[:1]
            return level_of(first[0]) if first else None
    return None


def folded(nodes: Sequence[b.Node]) -> list[b.Node | Fold]:
    """``nodes`` in their order, those that belong to a fold put together in one."""
    found: list[b.Node | Fold] = []
    at = 0
    while at < len(nodes):
        opened = _opened(nodes[at])
        if opened is None:
            found.append(nodes[at])
            at += 1
            continue
        level = level_of(opened.opener) or 2
        end = at + 1
        while end < len(nodes) and ((here := level_of(nodes[end])) is None or here > level):
            end += 1
        found.append(Fold(opened.opener, (*opened.nodes, *nodes[at + 1 : end])))
        at = end
    return found


def _opened(node: b.Node) -> Fold | None:
    """The fold that ``node`` opens: itself, or as columns a heading with a remark beside it."""
    match node:
        case b.Heading(folds=True) | b.Panel(folds=True) | b.Log(folds=True):
            return Fold(node, ())
        case b.Columns(left=(b.Heading(folds=True) as heading, *rest), shape="heading-note" | "person"):
            return Fold(heading, (*rest, *node.right))
    return None
