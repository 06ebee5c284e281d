"""What a reader reads in a row is joined by the signs of the language, not by a comma in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import handouts

ROOT = Path(handouts.__file__).parent
READ = ("sheet", "html", "mail", "site", "program", "layout", "pdf")
"""Parts that put together what patients read."""
FOR_MAKERS = {
    "sheet/brief.py": "names what a short sheet leaves out, for its maker",
    "sheet/request.py": "what is wrong with a request",
    "layout/unprintable.py": "what no font has, for the maker",
    "html/style.py": "values of a style sheet",
    "pdf/printfile.py": "the title of a file of many sheets, for who prints it",
}
SIGNS = frozenset(",;،؛，；、")
NAMED = {"hint", "message", "names", "known", "again_for", "what"}
SAYS_SO = {"Problem", "_problem", "problem", "wanted", "FieldError", "ValueError", "KeyError", "TypeError"}


def joined(code: str) -> Iterator[int]:
    """Lines in which texts are joined by a comma or a semicolon of the code, but for what is said to a maker."""

    def walk(node: ast.AST, told: bool) -> Iterator[int]:
        if isinstance(node, ast.Raise):
            told = True
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id in NAMED for t in node.targets
        ):
            told = True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            told = told or name in SAYS_SO
            first = node.func.value if name == "join" and isinstance(node.func, ast.Attribute) else None
            last = node.args[-1] if name in ("listed", "_row") and node.args else None
            for sign in (first, last):
                found = (
                    isinstance(sign, ast.Constant) and isinstance(sign.value, str) and SIGNS & set(sign.value)
                )
                if found and set(sign.value) <= SIGNS | {" "} and not told:  # type: ignore[union-attr,arg-type]
                    yield node.lineno
        for part in ast.iter_child_nodes(node):
            yield from walk(part, told)

    return walk(ast.parse(code), False)


CONJUNCTIONS = ("and", "or")
WITHOUT_GRAMMAR = {
    "errors.py": "types of Python, in a message; it imports nothing",
    "figures/fields.py": "keys of a file of a drawing, in a message; drawings know no language",
    "layout/fontreport.py": "two ways to get fonts, for the maker; the layout knows no language",
    "layout/unprintable.py": "names of scripts, for the maker; the layout knows no language",
    "pdf/checks.py": "tags of a file, for whoever develops",
    "sheet/dose.py": "two numbers, of which a dose is one",
}


def by_hand(code: str) -> Iterator[int]:
    """Lines in which the code itself has a conjunction between texts, or puts an s behind a word for many of it."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "join":
            sign = node.func.value  # type: ignore[attr-defined]
            if isinstance(sign, ast.Constant) and str(sign.value).strip(" ,") in CONJUNCTIONS:
                yield node.lineno
        elif isinstance(node, ast.IfExp):
            ends = {getattr(end, "value", None) for end in (node.body, node.orelse)}
            if ends in ({"", "s"}, {"", "es"}):
                yield node.lineno
        elif isinstance(node, ast.JoinedStr):
            for before, piece, after in zip(node.values, node.values[1:], node.values[2:], strict=False):
                words = [getattr(part, "value", "") for part in (before, after)]
                joins = isinstance(piece, ast.Constant) and str(piece.value).strip(" ,") in CONJUNCTIONS
                if joins and not any(isinstance(word, str) for word in words):
                    yield node.lineno


def test_a_conjunction_or_a_plural_of_the_code_is_found() -> None:
    assert list(by_hand('x = " and ".join(titles)')) == [1]
    assert list(by_hand('x = f"{first} and {last}"')) == [1]
    assert list(by_hand("x = f\"page{'' if n == 1 else 's'}\"")) == [1]
    assert list(by_hand('x = listed(titles); y = f"{n} and more"')) == []


def test_nothing_is_listed_or_counted_by_hand() -> None:
    """Messages to makers too: they are English, and its rules have one home."""
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted(ROOT.rglob("*.py"))
        if str(file.relative_to(ROOT)) not in WITHOUT_GRAMMAR and ROOT / "language" not in file.parents
        for line in by_hand(file.read_text("utf-8"))
    ]
    assert found == []


def test_a_comma_of_the_code_is_found() -> None:
    assert list(joined('x = ", ".join(titles)')) == [1]
    assert list(joined('x = listed(names, "; ")')) == [1]
    assert list(joined("raise ValueError(f\"use one of {', '.join(names)}\")")) == []
    assert list(joined("x = language.comma.join(titles)")) == []


@pytest.mark.parametrize("part", READ)
def test_rows_are_joined_by_the_language(part: str) -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / part).rglob("*.py"))
        if str(file.relative_to(ROOT)) not in FOR_MAKERS
        for line in joined(file.read_text("utf-8"))
    ]
    assert found == []
