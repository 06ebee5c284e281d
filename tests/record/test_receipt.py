"""A receipt proves what was handed out, and tells nobody for whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import Run

NAME = "Zuzanna Przybylska"


def _sheet(run: Run, *more: str) -> dict[str, object]:
    done = run(
        "sheet", "gluteus-minimus", "-o", "a.pdf", "--receipt", "r.json", "--side", "left", "--date", "2026-11-21",
        "--exercise", "clamshell=3x12", "--patient", NAME, "--note", "Go slow.", *more,
    )  # fmt: skip
    assert done.status == 0, done.err
    read: dict[str, object] = json.loads(Path("r.json").read_text("utf-8"))
    return read


def test_it_says_what_and_when_but_not_for_whom(run: Run) -> None:
    receipt = _sheet(run)
    assert receipt["what"] == "sheet" and receipt["bytes"] == Path("a.pdf").stat().st_size
    assert receipt["withheld"] == ["patient", "note"]
    assert "muscles/gluteus-minimus.yaml" in receipt["content"]  # type: ignore[operator]
    text = Path("r.json").read_text("utf-8")
    assert "Zuzanna" not in text and "Go slow" not in text and str(Path.cwd()) not in text


def test_with_what_it_does_not_hold_the_same_bytes_come_out(run: Run) -> None:
    _sheet(run)
    done = run("again", "r.json", "--patient", NAME, "--note", "Go slow.", "-o", "b.pdf")
    assert done.status == 0 and "byte for byte" in done.err
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


def test_without_it_the_difference_is_named(run: Run) -> None:
    _sheet(run)
    done = run("again", "r.json")
    assert done.status == 1 and "patient, note" in done.err


def test_another_name_is_another_file(run: Run) -> None:
    _sheet(run)
    done = run("again", "r.json", "--patient", "Another", "--note", "Go slow.")
    assert done.status == 1 and "the content is the same" in done.err


def test_content_that_was_changed_since_is_named(run: Run) -> None:
    own = Path("own/exercises")
    own.mkdir(parents=True)
    (own / "bridge.yaml").write_text(
        "kind: exercise\nextends: bundled\ntitle: The bridge\ndecided: {title: {by: Dana Lee, why: We call it so.}}\n",
        "utf-8",
    )
    _sheet(run, "--data", "own")
    (own / "clamshell.yaml").write_text(
        "kind: exercise\nextends: bundled\ntitle: Clam shell\ndecided: {title: {by: Dana Lee, why: We call it so.}}\n",
        "utf-8",
    )
    done = run("again", "r.json", "--patient", NAME, "--note", "Go slow.", "--data", "own")
    assert done.status == 1 and "exercises/clamshell.yaml: it says something else" in done.err


def test_a_clinic_file_under_another_name_is_no_difference(run: Run) -> None:
    text = 'kind: clinic\nname: Riverside Clinic\nphone: 630-858-0000\nemergency_number: "911"\n'
    for name in ("one.yaml", "two.yaml"):
        Path(name).write_text(text, "utf-8")
    Path("three.yaml").write_text(text.replace("0000", "0001"), "utf-8")
    _sheet(run, "--clinic", "one.yaml")
    same = run("again", "r.json", "--patient", "Another", "--clinic", "two.yaml")
    assert same.status == 1 and ".yaml" not in same.err
    done = run("again", "r.json", "--patient", NAME, "--note", "Go slow.", "--clinic", "three.yaml")
    assert "one.yaml: it is read no more" in done.err and "three.yaml: it was not read then" in done.err


def test_a_home_program_has_one_too(run: Run) -> None:
    given = ("--exercise", "clamshell", "--exercise", "low-lunge=2x30s", "--goal", "Walk.", "--patient", NAME)
    assert run("program", *given, "-o", "a.pdf", "--receipt", "r.json").status == 0
    assert "Walk." not in Path("r.json").read_text("utf-8")
    done = run("again", "r.json", "--patient", NAME, "--goal", "Walk.")
    assert done.status == 0, done.err


@pytest.mark.parametrize("what", ["program", "sheet"])
def test_notes_of_exercises_are_given_again(run: Run, what: str) -> None:
    given = ("--exercise", "clamshell=3x12; Go slow.", "--exercise", "low-lunge; Hold on.", "--side", "left")
    asked = ("program",) if what == "program" else ("sheet", "gluteus-minimus")
    assert run(*asked, *given, "-o", "a.pdf", "--receipt", "r.json").status == 0
    assert "Go slow" not in Path("r.json").read_text("utf-8")
    done = run("again", "r.json", "--exercise", "clamshell; Go slow.")
    assert done.status == 1
    done = run("again", "r.json", "--exercise", "clamshell; Go slow.", "--exercise", "low-lunge; Hold on.")
    assert done.status == 0, done.err
    done = run("again", "r.json", "--exercise", "bridge; Go slow.")
    assert done.status == 1 and "--exercise: 'bridge; Go slow.' is no note" in done.err


def test_another_release_of_the_program_is_named(run: Run) -> None:
    receipt = _sheet(run)
    Path("r.json").write_text(json.dumps({**receipt, "program": "0.0.1", "sha256": "0" * 64}), "utf-8")
    done = run("again", "r.json", "--patient", NAME, "--note", "Go slow.")
    assert done.status == 1 and "the program was release 0.0.1, now it is" in done.err


@pytest.mark.parametrize("text", ["", "{}", "[]", "no", '{"format": 1, "what": "sheet"}', "[" * 100_000])
def test_what_is_no_receipt_is_refused(run: Run, text: str) -> None:
    Path("r.json").write_text(text, "utf-8")
    done = run("again", "r.json")
    assert done.status == 1 and "r.json: this is no receipt" in done.err


def test_a_receipt_that_was_edited_is_refused(run: Run) -> None:
    receipt = _sheet(run)
    receipt["request"]["date"] = 7  # type: ignore[index]
    Path("r.json").write_text(json.dumps(receipt), "utf-8")
    assert run("again", "r.json").status == 1
