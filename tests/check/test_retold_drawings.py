"""A clinic's own drawing: its words are read like all others, and what they say otherwise is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handouts import Library
from handouts.check.lint import check
from handouts.content.folders import Folders
from handouts.resources import data_folder

BUNDLED = data_folder() / "figures" / "exercises" / "clamshell.json"


def _own(folder: Path, **words: Any) -> Path:
    file = folder / "figures" / "exercises" / BUNDLED.name
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(json.loads(BUNDLED.read_text("utf-8")) | words, indent=1), "utf-8")
    return file


@pytest.mark.parametrize("key", ["title", "caption", "alt"])
def test_stars_are_refused_at_their_line(tmp_path: Path, key: str) -> None:
    file = _own(tmp_path, **{key: "**Open the top knee"})
    report = check(Library(Folders((tmp_path, data_folder()))), [file])
    (problem,) = {problem for problem in report.problems if problem.file.endswith(".json")}
    line = next(n for n, text in enumerate(file.read_text().splitlines(), 1) if f'"{key}"' in text)
    assert (problem.line, key in problem.message, "**" in problem.message) == (line, True, True)


def test_what_it_says_otherwise_is_shown(tmp_path: Path) -> None:
    file = _own(tmp_path, caption="Open the top knee slowly.")
    library = Library(Folders((tmp_path, data_folder())))
    for paths in ([file], [tmp_path]):
        changes = [str(change) for change in check(library, paths).changes]
        assert any("caption: “Open the top knee slowly.” in the place of" in change for change in changes)
    assert check(library, [BUNDLED]).changes == []
