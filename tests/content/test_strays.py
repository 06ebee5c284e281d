"""What lies in a clinic's data folder and is never read is told, not passed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.lint import check
from handouts.content.strays import strays
from handouts.resources import data_folder
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
    "muscles/calf-.yaml": "the file's name 'calf-' is not a slug",
    "guidance/stop-sign.yaml": "did you mean 'stop-signs.yaml'?",
    "wording/es.yaml": "handouts translate",
    f"{MUSCLE}.yaml": "is read from muscles/*.yaml only",
    "figures/exercise/x.json": "did you mean 'exercises'?",
    "locale/en us/muscle.po": "is not the code of a language",
    "locale/ES/muscle.po": "name it es",
    "locale/pt-br/muscle.po": "name it pt-BR",
    "locale/fr/muscles.po": "did you mean 'muscle'?",
    "locale/fr/readme.txt": "the language 'fr' has no texts",
    "locale/es.po": "locale/es/muscle.po",
    "locale/muscle.pot": "nothing reads texts from here",
    "figures/x.svg": "nothing reads a drawing from here",
    "figures/x.json": "nothing reads a drawing from here",
    "figures/anatomy/x.svg": "a drawing is a file that ends in .json",
    "figures/anatomy/x.json.txt": "a drawing is a file that ends in .json",
    f"muscles/{MUSCLE}.yaml.txt": "content files end in .yaml",
    "guidance/stop-signs.yml.txt": "content files end in .yaml",
    f"muscles/{MUSCLE}.json": "content files end in .yaml",
    f"muscles/{MUSCLE}.yaml.": "content files end in .yaml",
    f"muscles/{MUSCLE}.docx": "content files end in .yaml",
    f"muscles/{MUSCLE}": "content files end in .yaml",
    f"muscles/{MUSCLE}.txt": "content files end in .yaml",
    "guidance/stop-signs.toml": "content files end in .yaml",
    "clinics/mine.json": "content files end in .yaml",
    "muscles./x.yaml": "did you mean 'muscles'?",
    "figures/anatomy/x.json.": "a drawing is a file that ends in .json",
    "figures/anatomy/left/x.json": "move them into anatomy/",
    "locale/es./muscle.po": "is not the code of a language",
    "locale/es/muscle.xliff": "a language has texts, which end in .po",
    "locale/es/langauge.yaml": "and language.yaml",
    "locale/es/more/muscle.po": "move them into es/",
}


@pytest.mark.parametrize("name", STRAYS)
def test_what_nothing_reads_is_told_by_every_command(tmp_path: Path, run: Run, name: str) -> None:
    mine = overlay(tmp_path / "mine", {"exercises/.keep": "", "exercises/readme.txt": "", name: TEXT})
    for words in ([MUSCLE, "--data", mine, "-o", "-"], ["check", mine], ["list", "--data", mine]):
        done = run(*words)
        assert done.status == 1 and STRAYS[name] in done.err and name.split("/")[0] in done.err, words


@pytest.mark.parametrize(
    "name",
    [".git/x.yaml", "notes/x.txt", "README.md", "clinic.yaml", "letters/x.yaml", "muscles/._x.yaml", "muscles/x.txt",
     "muscles/x.yaml~", "muscles/x.yaml.bak", "muscles/Thumbs.db", "muscles/LICENSE", "clinics/logo.svg",
     "schema/x.json", "figures/LICENSE.md", "figures/anatomy/x.yaml", "mkdocs.yml", "clinics/a.yaml"],
)  # fmt: skip
def test_what_is_no_content_may_lie_there(tmp_path: Path, name: str) -> None:
    text = bundled("clinics/west-suburban-pain-relief.yaml") if name.startswith("clinic") else "to: Ana\n"
    library = Library.load(overlay=overlay(tmp_path, {name: text, "exercises/readme.txt": ""}))
    assert make(library, SheetRequest(MUSCLE)).pages == 2
    assert library.slugs("muscles") == Library.load().slugs("muscles")


def test_a_slug_that_stands_twice_is_no_sheet(tmp_path: Path, run: Run) -> None:
    mine = overlay(tmp_path, {f"conditions/{MUSCLE}.yaml": bundled(f"conditions/{CONDITION}.yaml")})
    with pytest.raises(ContentError, match="is the name of a muscle and of a condition"):
        Library.load(overlay=mine).topic(MUSCLE)
    done = run("check", mine)
    assert done.status == 1 and "is the name of a muscle and of a condition" in done.err


ODD: dict[str, Callable[[Path], None]] = {
    "folder": lambda place: place.mkdir(),
    "pipe": os.mkfifo,
    "broken link": lambda place: place.symlink_to("nowhere"),
    "circle": lambda place: place.symlink_to(place.name),
}
PLACES = {
    f"muscles/{MUSCLE}.yaml": "muscles", "guidance/stop-signs.yaml": "guidance", "wording/en.yaml": "wording",
    "clinics/mine.yaml": "clinics", "exercises/clamshell.yaml": "exercises", f"{MUSCLE}.yaml": "",
    f"figures/anatomy/{MUSCLE}.json": "figures", "locale/es/muscle.po": "locale",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ODD)
def test_what_has_the_name_of_content_and_is_no_file_is_told(tmp_path: Path, kind: str, place: str) -> None:
    mine = overlay(tmp_path / "mine", {"exercises/.keep": "", "exercises/readme.txt": ""})
    (mine / place).parent.mkdir(parents=True, exist_ok=True)
    ODD[kind](mine / place)
    with pytest.raises(ContentError, match=r"is a folder, not|is a pipe or|is a link that") as told:
        library = Library.load(overlay=mine)
        make(library, SheetRequest(MUSCLE))
    assert Path(place).name in str(told.value)


def test_a_link_to_content_is_content(tmp_path: Path) -> None:
    real = overlay(tmp_path, {"elsewhere.yaml": TEXT}) / "elsewhere.yaml"
    mine = tmp_path / "mine"
    (mine / "muscles").mkdir(parents=True)
    (mine / f"muscles/{MUSCLE}.yaml").symlink_to(real)
    assert make(Library.load(overlay=mine), SheetRequest(MUSCLE)).pages == 2


def test_sources_alone_are_content(tmp_path: Path) -> None:
    text = 'extends: bundled\nsources: {our-leaflet: {citation: "Lee D. Our leaflet.", short: Lee 2024}}\n'
    library = Library.load(overlay=overlay(tmp_path, {"sources.yaml": text}))
    assert library.sources.sources["our-leaflet"].short == "Lee 2024"


@pytest.mark.parametrize("given", ["figures", "figures/exercises", "figures/exercises/clamshell.json"])
def test_the_folder_of_drawings_and_those_in_it_can_be_checked_alone(tmp_path: Path, given: str) -> None:
    drawing = (data_folder() / "figures/exercises/clamshell.json").read_text("utf-8")
    mine = overlay(tmp_path / "mine", {"figures/exercises/clamshell.json": drawing})
    report = check(Library.load(), [mine / given])
    assert [Path(file.file).name for file in report.files] == ["clamshell.json"]
    assert report.problems == []
    broken = drawing.replace('"caption":"', '"caption":"{sorre} ')
    assert broken != drawing
    (mine / "figures/exercises/clamshell.json").write_text(broken)
    assert ["{sorre}" in str(problem) for problem in check(Library.load(), [mine / given]).problems] == [True]


def test_what_is_no_drawing_is_told_where_drawings_lie(tmp_path: Path) -> None:
    mine = overlay(tmp_path / "mine", {"figures/exercises/lift.svg": "", "figures/spare/a.json": "{}"})
    said = {problem.message for problem in check(Library.load(), [mine / "figures"]).problems}
    assert len(said) == 2 and all("nothing reads" in message for message in said)


def test_a_broken_file_of_sources_is_one_problem_and_makes_no_other_file_wrong(tmp_path: Path) -> None:
    text = "extends: bundled\nsources: {our-leaflet: {title: Our leaflet}}\n"
    own = overlay(tmp_path, {"sources.yaml": text})
    library = Library.load(overlay=own)
    found = check(library, [own / "sources.yaml", data_folder() / "conditions/low-back-pain.yaml"]).problems
    assert found and len(found) == len(set(map(str, found)))
    assert {Path(problem.file).name for problem in found} == {"sources.yaml"}


@pytest.mark.parametrize("inside", [{}, {"letters/x.txt": ""}, {"clinic.yaml": "kind: clinic\n"}])
def test_an_empty_folder_is_told(tmp_path: Path, run: Run, inside: dict[str, str]) -> None:
    (tmp_path / "mine").mkdir()
    mine = overlay(tmp_path / "mine", inside)
    done = run(MUSCLE, "--data", mine, "-o", "-")
    assert done.status == 1 and "there is nothing in this folder" in done.err


def test_a_file_with_the_name_of_a_bundled_one_of_another_folder_is_lost(tmp_path: Path) -> None:
    """Nothing would read it, and the bundled one would be printed as if nothing had been changed."""
    for text in ("extends: bundled\nsubtitle: Small and deep\n", "kind: muscle\n"):
        file = tmp_path / "exercises" / "gluteus-minimus.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        (problem,) = strays(tmp_path)
        assert "a bundled file of muscles/" in problem.message and "move it into muscles/" in (
            problem.hint or ""
        )
    file.rename(file.with_name("our-own.yaml"))
    assert list(strays(tmp_path)) == []
