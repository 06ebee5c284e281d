"""The lock covers what the project asks for, and both commands of the README use it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ASKED = [
    *PROJECT["dependencies"],
    *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
]
"""Every dependency, those of the extras too."""


def _locked() -> dict[str, list[Requirement]]:
    """The pins of each package; it has several where they differ from Python to Python."""
    pins: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if line and not line.lstrip().startswith("#"):
            pin = Requirement(line)
            pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


@pytest.mark.parametrize("asked", sorted(set(ASKED)))
def test_every_dependency_is_locked_within_its_bounds(asked: str) -> None:
    wanted = Requirement(asked)
    pins = _locked().get(canonicalize_name(wanted.name), [])
    assert pins, "run .ci/lock"
    for pin in pins:
        (only,) = pin.specifier
        assert only.operator == "=="
        assert wanted.specifier.contains(only.version), f"{pin}: run .ci/lock"


def test_every_dependency_has_a_floor() -> None:
    """The lowest releases are tested; without a floor there is no lowest."""
    bare = [
        line
        for line in ASKED
        if not any(part.operator in (">=", "==", "~=") for part in Requirement(line).specifier)
    ]
    assert bare == []


def test_the_readme_installs_what_is_locked() -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) >= 2
    for command in blocks[:2]:
        assert "pip install -c constraints.txt" in command


def test_building_has_what_the_program_needs_to_make_a_sheet() -> None:
    """The sheets that travel with the package are laid out while it is built."""
    built_with = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    assert [line for line in built_with if not line.startswith("setuptools")] == PROJECT["dependencies"]
