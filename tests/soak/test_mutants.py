"""Every mutant is another program, and the tests that should notice it are there."""

from __future__ import annotations

import ast

import pytest

from soak import mutants
from soak.mutants import ROOT, TESTED

SOURCE = """
def check(a, b):
    if a < 3 and not b:
        raise ValueError
    yield a == 1
    return 2 if a in b else None
"""


def test_one_thing_is_wrong_in_each() -> None:
    places = list(mutants._places(SOURCE))
    made = {ast.unparse(mutants._wrong(SOURCE, number)) for _, _, number in places}
    assert len(made) == len(places) == 12 and ast.unparse(ast.parse(SOURCE)) not in made


@pytest.mark.parametrize("name", TESTED)
def test_checks_and_their_tests_are_there(name: str) -> None:
    source = mutants._source(name)
    for _, _, number in mutants._places(source):
        compile(mutants._wrong(source, number), name, "exec")
    assert all((ROOT / test).is_file() for test in TESTED[name])
