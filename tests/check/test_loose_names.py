"""Names of what need not be there: a misspelt one is a problem, any other a warning, at the line that has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.check.lint import check
from handouts.content.library import Library
from handouts.resources import data_folder

CLAMSHELL = (data_folder() / "exercises" / "clamshell.yaml").read_text("utf-8")


def said(file: Path, text: str) -> list[tuple[str, int, int, str, str]]:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    report = check(Library.load(), [file])
    return [
        (one.severity, one.problem.line, one.problem.column, one.problem.message, one.problem.hint)
        for one in report.files[0].findings
        if one.check == "references"
    ]


@pytest.mark.parametrize(
    ("name", "severity", "hint"),
    [("piriformsi", "problem", "did you mean 'piriformis'?"), ("splenic-flexure", "warning", "known are")],
)
def test_a_muscle_of_an_exercise(tmp_path: Path, name: str, severity: str, hint: str) -> None:
    text = CLAMSHELL.replace("piriformis]", f"{name}]")
    line = 1 + text[: text.index(name)].count("\n")
    (one,) = said(tmp_path / "exercises" / "clamshell.yaml", text)
    assert one[:4] == (
        severity,
        line,
        text.splitlines()[line - 1].index(name) + 1,
        f"there is no muscle '{name}'",
    )
    assert one[4].startswith(hint) and one[4].endswith("or add it to guidance/muscles.yaml")


def test_a_muscle_without_a_sheet_is_known(tmp_path: Path) -> None:
    assert not said(tmp_path / "exercises" / "clamshell.yaml", CLAMSHELL.replace("piriformis]", "rhomboids]"))
