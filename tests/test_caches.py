"""Whatever is kept has an end and is kept by what it is made of: asked of the source of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import handouts

MODULES = sorted(Path(handouts.__file__).parent.rglob("*.py"))


def faults(source: str) -> Iterator[str]:
    """What keeps things for ever, or by their place in memory. A cache of classes ends: there are so many of them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id":
            yield f"line {node.lineno}: id() names what is no more there by the next thing at its place"
        if isinstance(node, ast.FunctionDef):
            for kept in node.decorator_list:
                asked = [argument.annotation for argument in (*node.args.args, *node.args.kwonlyargs)]
                names = {ast.unparse(kind).split("[")[0] for kind in asked if kind is not None}
                if ast.unparse(kept) in ("cache", "functools.cache") and "type" not in names and asked:
                    yield f"line {node.lineno}: {node.name} keeps every answer it gave"
                if ast.unparse(kept).removeprefix("functools.").startswith(
                    "lru_cache("
                ) and "None" in ast.unparse(kept):
                    yield f"line {node.lineno}: {node.name} keeps every answer it gave"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(MODULES[0].parent)))
def test_caches_have_an_end(module: Path) -> None:
    assert list(faults(module.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "known[id(box)] = frame",
        "@cache\ndef colour(value: str) -> str: ...",
        "@lru_cache(maxsize=None)\ndef colour(value: str) -> str: ...",
    ],
)
def test_one_without_an_end_is_found(source: str) -> None:
    assert len(list(faults(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "@cache\ndef profile() -> bytes: ...",
        "@cache\ndef fields(kind: type[Model], name: str) -> tuple[str, ...]: ...",
        "@lru_cache(maxsize=64)\ndef colour(value: str) -> str: ...",
        "self.id(3)",
    ],
)
def test_one_with_an_end_is_not(source: str) -> None:
    assert list(faults(source)) == []
