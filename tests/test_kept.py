"""Sheets kept in the cache folder: the same sheet sooner, never a stale one, nothing about a patient."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from handouts import kept
from handouts.kept import NOBODY, Kept, Shelf
from tests.sheet.bundled import changed, overlay
from tests.support.command import Run, refused

MUSCLE = "gluteus-minimus"
NAME = "Zwetschgenbaum Okonkwo"


RENAMED = "title: Another stretch\ndecided: {title: {by: Dana Lee, why: Our patients say so.}}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of one's own."""
    place = tmp_path / "cache"
    monkeypatch.setenv("HANDOUTS_CACHE", str(place))
    return place


def _made(run: Run, *words: str) -> bytes:
    done = run(MUSCLE, *words, "-o", "-")
    assert done.status == 0, done.err
    return done.raw


def _sheets(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sheet"))


@pytest.mark.parametrize(
    "words",
    [(), ("--patient", NAME), ("--side", "left", "--patient", "Ọlá דנה"), ("--edition", "large", "--paper", "a4"),
     ("--patient", NAME, "--note", "Slowly.", "--date", "2026-11-03"), ("--note", "*A* [b], (c) & see us: 5 p.m."),
     ("--date", "2027-02-28", "--edition", "clinician"), ("--date", "2026-11-03", "--note", "Ja", "--edition", "large"),
     ("--edition", "mono", "--detail", "short"), ("--edition", "clinician", "--side", "both")],
)  # fmt: skip
def test_a_kept_sheet_is_the_same_in_every_byte_and_says_the_same(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    first = run(MUSCLE, *words, "-o", "-", "-v")
    assert len(_sheets(folder)) == 1
    monkeypatch.setattr("handouts.cli.options.opened", _not_called)
    again = run(MUSCLE, *words, "-o", "-", "-v")
    assert (again.raw, again.err) == (first.raw, first.err) and again.status == 0


def _not_called(options: object) -> None:
    raise AssertionError("the content was opened although the sheet is kept")


@pytest.mark.parametrize(
    "words",
    [
        ("--patient", "A" * 121),
        ("--note", "x" * 241),
        ("--note", "Lie on the {sore} side."),
        ("--note", "Go **slowly"),
        ("--patient", "Z" + 9 * "\u0301"),
    ],
)
def test_what_no_sheet_can_have_is_refused_when_a_sheet_is_kept_as_well(
    run: Run, folder: Path, words: tuple[str, str]
) -> None:
    option, text = words
    _made(run, option, "Ann")
    done = run(MUSCLE, option, text, "-o", "-")
    os.environ["HANDOUTS_CACHE"] = ""
    assert (done.status, done.err) == (1, run(MUSCLE, option, text, "-o", "-").err)


def test_another_name_takes_the_place_of_the_first_and_none_is_kept(run: Run, folder: Path) -> None:
    _made(run, "--patient", NAME)
    other = _made(run, "--patient", "Bo Li")
    os.environ["HANDOUTS_CACHE"] = ""
    assert other == _made(run, "--patient", "Bo Li")
    (file,) = _sheets(folder)
    written = file.read_bytes() + file.name.encode()
    for word in (*NAME.split(), "Bo Li"):
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(coding) not in written
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [("--has", "diabetes"), ("--exercise", "clamshell"), ("--note", "See you.", "--note-lang", "fr"),
     ("--patient", NAME, "--patient-latin", "Z. Okonkwo"), ("--format", "text")],
)  # fmt: skip
def test_what_says_more_about_a_person_is_neither_kept_nor_answered(
    run: Run, folder: Path, words: tuple[str, ...]
) -> None:
    _made(run, *words)
    assert not _sheets(folder)


@pytest.mark.parametrize(
    ("file", "pattern", "new"),
    [("muscles/gluteus-minimus.yaml", r"^title: .*$", "title: Another name"),
     ("exercises/seated-glute-stretch.yaml", r"^title: .*$", RENAMED),
     ("clinics/west-suburban-pain-relief.yaml", r"^name: .*$", "name: Another clinic")],
)  # fmt: skip
def test_an_edited_file_is_noticed(
    run: Run, folder: Path, tmp_path: Path, file: str, pattern: str, new: str
) -> None:
    data = overlay(tmp_path / "own", {file: changed(file, {})})
    before = _made(run, "--data", str(data))
    (data / file).write_text(changed(file, {pattern: new}), "utf-8")
    assert _made(run, "--data", str(data)) != before


def test_a_new_file_that_hides_another_is_noticed(run: Run, folder: Path, tmp_path: Path) -> None:
    file = "exercises/seated-glute-stretch.yaml"
    data = overlay(
        tmp_path / "own", {"muscles/gluteus-minimus.yaml": changed("muscles/gluteus-minimus.yaml", {})}
    )
    (data / "exercises").mkdir(exist_ok=True)
    before = _made(run, "--data", str(data))
    (data / file).write_text(
        changed(
            file,
            {r"^title: .*$": RENAMED},
        ),
        "utf-8",
    )
    assert _made(run, "--data", str(data)) != before


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch evil-was-here",)


@pytest.mark.parametrize("body", [b"", b"nonsense", pickle.dumps("a text"), pickle.dumps(_Evil())])
def test_a_damaged_or_forged_file_is_made_anew_and_does_nothing(
    run: Run, folder: Path, body: bytes, tmp_path: Path
) -> None:
    import hashlib

    good = _made(run)
    (file,) = _sheets(folder)
    file.write_bytes(hashlib.sha256(body).digest() + body)
    assert _made(run) == good
    assert not list(tmp_path.rglob("evil-was-here"))


def test_the_folder_has_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for paper in ("letter", "a4", "a5", "legal"):
        _made(run, "--paper", paper)
    assert len(_sheets(folder)) == 2


def test_a_folder_that_cannot_be_written_is_no_fault(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "file" / "cache"))
    assert _made(run) == _made(run)


def test_letters_that_cannot_be_printed_are_named_for_a_kept_sheet_too(run: Run, folder: Path) -> None:
    _made(run, "--patient", NAME)
    refused(run(MUSCLE, "--patient", "𒀀𒀁"), "--patient: this name has")
    assert Shelf(folder).find is not None and NOBODY not in NAME and Kept.__module__ == "handouts.kept"


def test_a_kept_sheet_needs_no_content(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['handouts', 'gluteus-minimus', '--patient', 'Ann', '--force', '-o', 'a.pdf']\n"
        "import handouts.cli as c, handouts.ready as r, pathlib\n"
        "r.FOLDER = pathlib.Path('nowhere')\n"  # what the build of the package composed is another matter
        "c.main()\n"
        "print(sorted({'pydantic', 'yaml', 'handouts.content.library'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[1]
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env=env, check=True)
        for _ in range(2)
    ]
    assert b"pydantic" in done[0].stdout and done[1].stdout.splitlines()[-1] == b"[]"
