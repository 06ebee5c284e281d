"""Every mutant is another program, and the tests that should notice it are there."""

from __future__ import annotations

import ast
from pathlib import Path
from types import MappingProxyType

import pytest

from soak import __main__ as command
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


NAMES = ("handouts.headers", "handouts.check.alarms")


def test_a_run_goes_on_where_the_last_one_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(mutants, "_caught", lambda name, place: tried.append(name) or place[2] % 2 == 0)
    ledger = tmp_path / "ledger.jsonl"
    whole = mutants.mutants(3, NAMES, ledger=ledger)
    assert len(tried) == 6 and mutants.mutants(3, NAMES, ledger=ledger) == whole and len(tried) == 6
    fewer = MappingProxyType({**TESTED, NAMES[0]: ()})  # other tests: what was known says nothing
    monkeypatch.setattr(mutants, "TESTED", fewer)
    mutants.mutants(3, NAMES, ledger=ledger)
    assert tried[6:] == [NAMES[0]] * 3


def test_a_run_without_time_says_what_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "_caught", lambda name, place: True)
    ledger = tmp_path / "ledger.jsonl"
    mutants.mutants(3, NAMES[:1], ledger=ledger)
    known, late = mutants.mutants(3, NAMES, most=-1.0, ledger=ledger)
    assert (known.done, late.done, late.found) == ("3 of 3 caught", "not tried", "3 not tried in time")


def test_what_survives_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutants, "_caught", lambda name, place: False)
    (result,) = mutants.mutants(2, NAMES[:1])
    assert not result.passed and result.done == "0 of 2 caught" and result.found.count("line") == 2


def test_parts_are_for_mutants_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["sheets", "--seconds", "3"])
    assert "for mutants alone" in capsys.readouterr().err
    monkeypatch.setattr(mutants, "_caught", lambda name, place: True)
    assert command.main(["mutants", "--only", "headers", "--each", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and "handouts.headers" in lines[1] and "2 of 2 caught" in lines[1]
