"""What is offered for a word that is not known: one that is like it, or the list; never the nearest letters."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

import handouts
from handouts.content.model.base import Region
from handouts.content.model.demands import Demand
from handouts.content.suggest import choice, misspelt, nearest, suggestion
from handouts.content.yaml_hints import syntax_hint
from handouts.errors import Problem


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("titel", ("title", "text"), "title"), ("glut-med", ("gluteus-medius", "soleus"), "gluteus-medius"),
        ("nobody-2020", ("moore-2020", "mehrholz-2020"), ""), ("buttock", get_args(Region), ""),
        ("hipp", get_args(Region), "hip"), ("zzz", ("title",), ""), ("smyth-2020", ("smith-2020",), "smith-2020"),
        ("smith-2019", ("smith-2020",), "smith-2020"), ("lie-face-up", get_args(Demand), ""),
        ("lie-face-dwon", get_args(Demand), "lie-face-down"), ("hip-turned-inn", get_args(Demand), "hip-turned-in"),
        ("load-hgih", get_args(Demand), "load-high"), ("load-hard", get_args(Demand), ""),
        ("ball-squeze", ("ball-squeeze",), "ball-squeeze"), ("band-ankle-left", ("band-ankle-right",), ""),
    ],
)  # fmt: skip
def test_a_word_is_offered_where_it_is_like_what_was_typed(
    word: str, known: tuple[str, ...], near: str
) -> None:
    assert nearest(word, known) == near
    for hint in (suggestion(word, known), choice(word, known)):
        assert (f"did you mean '{near}'?" in hint) == bool(near)
    assert near or not misspelt(word, known)


def test_a_list_of_names_is_shown_to_its_end() -> None:
    names = get_args(Demand)
    shown = str(Problem("a.yaml", 1, 1, "it cannot be 'stnd'", choice("stnd", names)))
    assert shown.endswith(names[-1]) and all(name in shown for name in names)


def test_likeness_is_judged_in_one_place() -> None:
    home = Path(handouts.__file__).parent
    found = [
        file.relative_to(home).as_posix()
        for file in sorted(home.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "difflib"
        and any(alias.name == "get_close_matches" for alias in node.names)
    ]  # fmt: skip
    assert found == ["content/suggest.py"]


@pytest.mark.parametrize("line", ["hours: [Mon #2]", "hours: {a: Mon #2}", "  - [Mon #2, Tue]"])
def test_a_list_that_a_remark_cuts_is_told_so(line: str) -> None:
    assert "what stands behind # is a remark" in syntax_hint([line], 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("travell", "travell-simons"),
        ("ball", ""),
        ("ball-calf", "ball-calf"),
        ("tra", ""),
        ("clam", "clam-shell"),
    ],
)
def test_a_first_part_stands_for_the_one_name_that_begins_with_it(typed: str, meant: str) -> None:
    known = ("travell-simons", "travell-simons-upper", "ball-calf", "ball-under-arch", "clam-shell")
    assert nearest(typed, known) == meant
