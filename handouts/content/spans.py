"""Where each value of a YAML file begins and ends in its text, so that one of them can be written over.

Beside :mod:`handouts.content.source`, which reads the values themselves and is asked first whether a file is sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from handouts.content.source import LOADER, PathKey


@dataclass(frozen=True, slots=True)
class Span:
    """A value: offsets of its first character and behind its last; ``key``: where its key (or its dash, for an entry of
    a list in block style) begins, -1 for the whole file. ``kind`` is "text", "group" or "list"; ``flow``: it is written
    between brackets or braces.
    """

    start: int
    end: int
    key: int
    kind: str
    flow: bool


def spans(text: str) -> dict[PathKey, Span]:
    """The span of every value of a sound file, by its path."""
    found: dict[PathKey, Span] = {}
    root = yaml.compose(text, Loader=LOADER)
    if root is not None:
        _walk(root, (), -1, text, found)
    return found


def _walk(node: Any, path: PathKey, key: int, text: str, found: dict[PathKey, Span]) -> int:
    """Note the spans of a node and of all below; the offset behind its last character."""
    start: int = node.start_mark.index
    end: int = node.end_mark.index
    flow = getattr(node, "flow_style", False) is True
    kind = "text"
    found[path] = Span(start, end, key, kind, False)  # its place in the order; written over below
    if isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        kind, last = "group" if isinstance(node, yaml.MappingNode) else "list", start
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                step = " ".join(str(name.value).split())
                last = max(
                    name.end_mark.index + 1, _walk(value, (*path, step), name.start_mark.index, text, found)
                )
        else:
            for number, value in enumerate(node.value):
                dash = value.start_mark.index if flow else text.rindex("-", 0, value.start_mark.index + 1)
                last = _walk(value, (*path, number), dash, text, found)
        end = end if flow else last
    else:
        end = start + len(text[start:end].rstrip())
    found[path] = Span(start, end, key, kind, flow)
    return end
