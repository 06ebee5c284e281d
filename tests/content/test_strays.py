"""What lies in a clinic's data folder and is never read is told, not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from tests.sheet.bundled import CONDITION, MUSCLE, bundled, overlay
from tests.support.command import Run

TEXT = bundled(f"muscles/{MUSCLE}.yaml")
STRAYS = {
    "muscle/x.yaml": "did you mean 'muscles'?",
    "Muscles/x.yaml": "did you mean 'muscles'?",
    "mucles/readme.txt": "did you mean 'muscles'?",
    "whatever/x.yaml": "nothing reads it",
    f"muscles/{MUSCLE}.yml": "content files end in .yaml",
    f"muscles/{MUSCLE}.YAML": "content files end in .yaml",
    "clinics/mine.yml": "content files end in .yaml",
    "muscles/hip/x.yaml": "move them into muscles/",
    "muscles/Gluteus Minimus.yaml": "is not a slug",
    "guidance/stop-sign.yaml": "did you mean 'stop-signs.yaml'?",
    "wording/es.yaml": "handouts translate",
    f"{MUSCLE}.yaml": "is read from muscles/*.yaml only",
    "figures/exercise/x.json": "did you mean 'exercises'?",
    "locale/en us/muscle.po": "is not the code of a language",
    "locale/fr/muscles.po": "did you mean 'muscle'?",
    "locale/fr/readme.txt": "the language 'fr' has no texts",
}


@pytest.mark.parametrize("name", STRAYS)
def test_what_nothing_reads_is_told_by_every_command(tmp_path: Path, run: Run, name: str) -> None:
    mine = overlay(tmp_path / "mine", {"exercises/.keep": "", name: TEXT})
    for words in ([MUSCLE, "--data", mine, "-o", "-"], ["check", mine], ["list", "--data", mine]):
        done = run(*words)
        assert done.status == 1 and STRAYS[name] in done.err and name.split("/")[0] in done.err, words


@pytest.mark.parametrize(
    "name",
    [".git/x.yaml", "notes/x.txt", "README.md", "clinic.yaml", "letters/x.yaml", "muscles/._x.yaml", "muscles/x.txt",
     "schema/x.json", "figures/LICENSE.md", "figures/anatomy/x.yaml", "mkdocs.yml", "clinics/a.yaml"],
)  # fmt: skip
def test_what_is_no_content_may_lie_there(tmp_path: Path, name: str) -> None:
    text = bundled("clinics/west-suburban-pain-relief.yaml") if name.startswith("clinic") else "to: Ana\n"
    library = Library.load(overlay=overlay(tmp_path, {name: text}))
    assert make(library, SheetRequest(MUSCLE)).pages == 2
    assert library.slugs("muscles") == Library.load().slugs("muscles")


def test_a_slug_that_stands_twice_is_no_sheet(tmp_path: Path, run: Run) -> None:
    mine = overlay(tmp_path, {f"conditions/{MUSCLE}.yaml": bundled(f"conditions/{CONDITION}.yaml")})
    with pytest.raises(ContentError, match="is the name of a muscle and of a condition"):
        Library.load(overlay=mine).topic(MUSCLE)
    done = run("check", mine)
    assert done.status == 1 and "is the name of a muscle and of a condition" in done.err
