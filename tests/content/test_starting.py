"""A file to start from: what check says of it can be mended by writing texts, and nothing is printed before."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.lint import check
from handouts.cli import main
from handouts.content.starting import STARTED, start

TODAY = dt.date(2026, 2, 28)
LIBRARY = Library.load()
FILLED = {
    "region": "hip",
    "type": "strengthening",
    "dose": "2x10, 3/week",
    "demands": "load-low",
    "sources": "gray-anatomy",
    "exercises": "clamshell",
    "muscles": "gluteus-minimus",
    "web": "https://example.org",
    "phone": "555-0100",
    "emergency_number": '"911"',
}
"""What a therapist writes where a word has to be one of some."""


def filled(text: str) -> str:
    """A new file with every text written; no two entries of a list say the same."""
    lines: list[str] = []
    key = ""
    for line in text.splitlines():
        found = re.match(r"\s*([a-z_]+):", line)
        key = found[1] if found else key
        if "TO WRITE" in line and not line.lstrip().startswith("#"):
            rest = f"Rest part {len(lines)}." if line.lstrip().startswith("-") else "Rest it."
            words = FILLED.get(key, rest)
            line = re.sub(r'"?TO WRITE.*', lambda _, words=words: words, line)  # type: ignore[misc]
        lines.append(line)
    return "\n".join(lines) + "\n"


def begun(kind: str, folder: Path) -> tuple[Path, str]:
    relative, text = start(LIBRARY, kind, f"my-{kind}", TODAY)
    path = folder / relative
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path, text


@pytest.mark.parametrize("kind", STARTED)
def test_a_new_file_says_all_that_is_to_be_written_and_is_then_right(kind: str, tmp_path: Path) -> None:
    path, text = begun(kind, tmp_path)
    lines = {n for n, line in enumerate(text.splitlines(), 1) if re.search(r"^[^#]*TO WRITE", line)}
    report = check(LIBRARY, [path], TODAY)
    assert {problem.line for problem in report.problems} == lines
    assert all(problem.message.startswith("still to be written: ") for problem in report.problems)
    assert all(problem.hint.startswith(("write ", "use one of ")) for problem in report.problems)
    assert not any("slug" in problem.hint for problem in report.problems)
    path.write_text(filled(text), "utf-8")
    assert [str(problem) for problem in check(LIBRARY, [path], TODAY).problems] == []


@pytest.mark.parametrize("kind", STARTED)
def test_every_key_of_the_kind_is_there_and_may_be_used(kind: str) -> None:
    from handouts.content.kinds import KINDS

    _, text = start(LIBRARY, kind, "new-one", TODAY)
    for name in KINDS[kind].model.model_fields:
        assert re.search(rf"^#?{name}:", text, re.M), name


@pytest.mark.parametrize("kind", STARTED)
def test_every_key_is_explained(kind: str) -> None:
    """By a remark above it: in the group that it stands in, too."""
    _, text = start(LIBRARY, kind, "new-one", TODAY)
    for before, line in pairwise(text.splitlines()):
        found = re.match(r"[# -]*\b([a-z_0-9]+):( |$)", line)
        if found and not re.match(r"[# ]*# (one of|any of|as it is said|see):", line) and found[1] != "kind":
            assert re.match(r" *(#+ *)*# \S", before), line


def test_the_keys_that_most_files_have_come_first() -> None:
    _, text = start(LIBRARY, "exercise", "new-one", TODAY)
    usual, rare = text.index("Most files have"), text.index("Where it is needed")
    assert text.index("\ndemands:") < usual < text.index("\n#muscles:") < rare < text.index("\n#exemptions:")
    assert usual < text.index("\n#easier:") < rare


def test_a_word_of_a_few_is_listed_where_it_belongs() -> None:
    _, text = start(LIBRARY, "exercise", "new-one", TODAY)
    assert "# any of: lying, sitting, standing, kneeling" in text and "# any of: ball, band," in text


@pytest.mark.parametrize("kind", STARTED)
def test_each_remark_stands_alone_and_each_key_may_be_used_by_taking_its_sign_away(
    kind: str, tmp_path: Path
) -> None:
    path, text = begun(kind, tmp_path)
    assert not re.search(r"^[^#\n]*[^#\s][^#\n]*#", text, re.M)
    used = re.sub(
        r"^( *)#(?=[ -]*[a-z_0-9]+:( |$)|  +- )(?! (one of|any of|as it is said|see):)",
        r"\1",
        text,
        flags=re.M,
    )
    assert used.count("\n#") < text.count("\n#")
    path.write_text(used, "utf-8")
    found = check(LIBRARY, [path], TODAY).problems
    assert not [str(problem) for problem in found if "YAML" in problem.message or "cut at" in problem.message]
    assert any(problem.message.startswith("still to be written: ") for problem in found)


def test_nothing_is_made_of_a_file_that_is_not_written(tmp_path: Path) -> None:
    path, text = begun("muscle", tmp_path)
    path.write_text(filled(text).replace("subtitle: Rest it.", 'subtitle: "TO WRITE: subtitle"'), "utf-8")
    with pytest.raises(ContentError, match="still to be written"):
        make(Library.load(overlay=tmp_path), SheetRequest("my-muscle"))
    path.write_text(filled(text), "utf-8")
    assert make(Library.load(overlay=tmp_path), SheetRequest("my-muscle")).pages == 2


def test_what_cannot_be_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, slug, message in (
        ("strain", "x", "cannot be begun"),
        ("muscle", "No Slug", "not a slug"),
        ("muscle", "gluteus-minimus", "there is a 'gluteus-minimus' already"),
        ("muscle", "clamshell", r"there is a 'clamshell' already: exercise[\s\S]*exercises/clamshell\.yaml"),
    ):
        with pytest.raises(ContentError, match=message):
            start(LIBRARY, kind, slug, TODAY)
    main(["new", "exercise", "my-lift", "-o", str(tmp_path)])
    assert capsys.readouterr().out.strip() == str(tmp_path / "exercises" / "my-lift.yaml")
    with pytest.raises(SystemExit) as done:
        main(["new", "exercise", "my-lift", "-o", str(tmp_path)])
    assert done.value.code == 1
    assert "there is such a file already" in capsys.readouterr().err


def test_what_is_to_be_written_is_named_and_explained_for_whoever_writes_it(tmp_path: Path) -> None:
    path, _ = begun("muscle", tmp_path)
    found = {problem.message: problem.hint for problem in check(LIBRARY, [path], TODAY).problems}
    assert found["still to be written: causes, entry 2: help"].startswith(
        "write a short sentence or two for patients"
    )
    assert "handouts list exercises" in found["still to be written: plan: exercises, entry 1"]
    assert "data/sources.yaml" in found["still to be written: sources, entry 1"]
    assert "hip, thigh" in found["still to be written: region"]
