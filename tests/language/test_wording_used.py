"""Every fixed text of a sheet, page, message or site is used: one that nobody uses is translated for nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

import handouts
from handouts import Library
from handouts.content.model.wording import Wording

PLURALS = {"one", "other"}
"""Forms that stand in a group of their own."""


def _used() -> set[str]:
    """Every name that the program takes from something, or says as a text; the models themselves only declare them."""
    root, found = Path(handouts.__file__).parent, set[str]()
    for file in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def _keys(value: BaseModel, before: str = "") -> Iterator[str]:
    for name in type(value).model_fields:
        inside = getattr(value, name)
        yield before + name
        if isinstance(inside, BaseModel) and not PLURALS & set(type(inside).model_fields):
            yield from _keys(inside, f"{before}{name}.")


def unused(wording: Wording) -> list[str]:
    """Keys that nothing in the program names."""
    used = _used()
    return [key for key in _keys(wording) if key.rpartition(".")[2] not in used]


def test_every_key_of_the_wording_is_used() -> None:
    assert unused(Library.load().wording) == []


def test_a_key_that_nobody_uses_is_found() -> None:
    class More(Wording):
        never_said_anywhere_at_all: str = "x"

    words = Library.load().wording
    assert unused(More.model_construct(**dict(words))) == ["never_said_anywhere_" + "at_all"]
