"""The wheel carries every package and every file that making a sheet needs."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handouts import resources

ROOT = Path(__file__).parents[2]
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_package_is_listed() -> None:
    found = {".".join(file.parent.relative_to(ROOT).parts) for file in (ROOT / "handouts").rglob("*.py")}
    assert found <= set(SETUP["packages"])


@pytest.mark.parametrize(("package", "folder"), [("handouts._data", "data"), ("handouts._fonts", "fonts")])
def test_every_file_beside_the_package_travels(package: str, folder: str) -> None:
    assert SETUP["package-dir"][package] == folder
    carried = {file for pattern in SETUP["package-data"][package] for file in (ROOT / folder).glob(pattern)}
    files = {file for file in (ROOT / folder).rglob("*") if file.is_file() and file.suffix != ".pyc"}
    assert files <= carried


@pytest.mark.parametrize("name", ["data", "fonts"])
def test_an_installed_package_uses_what_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    find = {"data": resources.data_folder, "fonts": resources.fonts_folder}[name]
    assert find() == ROOT / name
    package = tmp_path / "site" / "handouts"
    (package / f"_{name}").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert find() == package / f"_{name}"
