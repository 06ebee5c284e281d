"""A folder is checked the same however its path is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Run


@pytest.mark.parametrize(
    "words", [("own",), ("own/exercises/clamshell.yaml",), ("./own/exercises",), ("../work/own",), ("{here}/own",),
              ("--data", "own", "{here}/own"), ("--data", "{here}/own", "own")],
)  # fmt: skip
def test_a_file_over_a_bundled_one_is_laid_over_it(
    run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a relative path it was told that there was nothing it could extend. Sheets are made of it elsewhere."""
    monkeypatch.setattr("handouts.cli.check._not_made", lambda *_: [])
    own = Path("own/exercises")
    own.mkdir(parents=True)
    (own / "clamshell.yaml").write_text("kind: exercise\nextends: bundled\ntitle: Bridge\n", "utf-8")
    done = run("check", *(word.format(here=Path.cwd()) for word in words))
    assert done.status == 1 and "own/exercises/clamshell.yaml:3:8: 'bridge' has the title" in done.err
    assert "could extend" not in done.err
