"""What a release says of its dependencies: all of them are asked about, and nobody takes silence for a clean bill."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"illustration", "test", "benchmarks", "dev"}
"""Extras that nobody needs who makes handouts."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 of 1 packages looked at, 0 faults known"),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}], 1, "papers: a 1: X-1"),
        (
            [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "no b"}],
            2,
            "asked about it: no b",
        ),
        ([{"name": "b", "skip_reason": "no b"}], 2, "the list of known faults could not be read"),
        ([], 2, "the list of known faults could not be read"),
        (None, 2, "the list of known faults could not be read"),
    ],
)
def test_what_an_audit_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packages: list[object] | None, status: int, said: str
) -> None:
    """``handouts`` itself is on no index: that it could not be asked about says nothing."""
    report = tmp_path / "audit.json"
    if packages is not None:
        report.write_text(
            json.dumps({"dependencies": [*packages, {"name": "handouts", "skip_reason": "own"}]})
        )
    assert _script("audited").main(report, {"handouts"}) == status
    assert said in "".join(capsys.readouterr())


def test_the_papers_name_what_every_extra_of_a_user_brings() -> None:
    papers = (ROOT / ".ci" / "papers").read_text("utf-8")
    found = re.search(r"'\.\[([\w,]+)\]'", papers)
    assert found is not None and set(found[1].split(",")) == set(PROJECT["optional-dependencies"]) - OURS


def test_every_licence_that_lies_beside_a_file_is_one_of_the_package() -> None:
    places = ("LICENSE*", "data/**/LICENSE*", "fonts/**/*.txt", "handouts/**/*LICENSE*")
    files = {file.relative_to(ROOT).as_posix() for place in places for file in ROOT.glob(place)}
    named = {
        file.relative_to(ROOT).as_posix() for place in PROJECT["license-files"] for file in ROOT.glob(place)
    }
    assert len(files) == 8 and files == named
    assert set(_script("carried").LICENCES) == set(PROJECT["license"].split(" AND "))
