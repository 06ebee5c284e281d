"""``handouts sheet``: amounts, formats, names of files, and what is said on the screen."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from handouts.cli.options import SAMPLE
from tests.sheet.bundled import CONDITION, MUSCLE, TOPICS
from tests.support.command import Run, refused
from tests.support.pdf_reader import read


def test_a_style_and_an_amount_are_two_options(run: Run) -> None:
    run(MUSCLE, "--edition", "mono", "--detail", "short", "-o", "mono.pdf")
    assert read(Path("mono.pdf").read_bytes()).page_count == 2
    done = run(MUSCLE, "--detail", "full", "-o", "full.pdf")
    assert read(Path("full.pdf").read_bytes()).page_count > 2 and done.err == f"{SAMPLE}\n"


def test_one_line_says_what_was_left_out_and_more_words_say_all(run: Run) -> None:
    short, long = run(MUSCLE).err, run(MUSCLE, "-v").err
    assert len(short.splitlines()) == 2 and short.endswith(f"{SAMPLE}\n") and " more (-v names them)" in short
    assert "other choices of exercise" in long and "other choices of exercise" not in short
    assert long.startswith(short.partition("; and ")[0]) and "in the full form only: " in long


def test_what_holds_for_several_sheets_is_said_once(run: Run) -> None:
    names = [entry["slug"] for entry in json.loads(run("list", "exercises", "--json").out)][:6]
    many = [word for name in names for word in ("--exercise", name)]
    done = run(*TOPICS, *many, "-o", "out")
    assert done.err.count("warning: people do better with 5 exercises or fewer\n") == 1


def test_what_is_not_for_the_patient_is_said_on_the_screen(run: Run) -> None:
    done = run(MUSCLE, "--has", "tendon-pain-side-of-hip", "-o", "-")
    assert f"{MUSCLE}: left out for safety: " in done.err and done.err.count("left out for safety") == 1
    assert f"{MUSCLE}: tendon-pain-side-of-hip: not given: Seated glute stretch" in done.err


@pytest.mark.parametrize(
    ("format", "end", "start"), [("html", ".html", b"<!DOCTYPE"), ("text", ".txt", b"West")]
)
def test_other_formats_have_files_of_their_own(run: Run, format: str, end: str, start: bytes) -> None:
    done = run(MUSCLE, "--format", format)
    assert done.out == f"build/{MUSCLE}{end}\n"
    assert Path(f"build/{MUSCLE}{end}").read_bytes().startswith(start)
    assert run(MUSCLE, "--format", format, "-o", f"here{end}").out == f"here{end}\n"
    assert run(MUSCLE, "--format", format, "-o", "-").raw.startswith(start)


def test_a_format_and_a_file_of_another_kind_is_wrong_usage(run: Run) -> None:
    done = run(MUSCLE, "--format", "html", "-o", "x.pdf")
    refused(done, "--format html makes .html files", status=2)


def test_a_reference_goes_into_the_name_of_the_file(run: Run) -> None:
    assert run(MUSCLE, "--ref", "M.O-17").out == f"build/{MUSCLE}-M.O-17.pdf\n"
    assert run(MUSCLE, "--ref", "7", "-o", "out").out == f"out/{MUSCLE}-7.pdf\n"
    assert run(MUSCLE, "--ref", "7", "-o", "mine.pdf").out == "mine.pdf\n"
    assert b"M.O-17" not in Path(f"build/{MUSCLE}-M.O-17.pdf").read_bytes()


def test_a_reference_is_no_path(run: Run) -> None:
    refused(run(MUSCLE, "--ref", "../../x"), "--ref: '../../x' cannot be used", "hint:")


@pytest.mark.parametrize(
    "words", [["--patient", "Ann"], ["--note", "Slowly."], ["--has", "diabetes"], ["--exercise", "clamshell"]]
)
def test_the_sheet_of_a_patient_replaces_no_file_unasked(run: Run, words: list[str]) -> None:
    Path("mine.pdf").write_text("the sheet of another")
    done = run(MUSCLE, *words, "-o", "mine.pdf")
    assert done.status == 1 and done.out == "" and "mine.pdf: there is a file with this name" in done.err
    assert "--force" in done.err and "Ann" not in done.err
    assert Path("mine.pdf").read_text() == "the sheet of another"
    assert run(MUSCLE, *words, "-o", "mine.pdf", "--force").status == 0
    assert Path("mine.pdf").read_bytes().startswith(b"%PDF-")


def test_a_file_that_may_not_be_replaced_keeps_no_other_sheet_from_being_made(run: Run) -> None:
    Path("out").mkdir()
    Path(f"out/{MUSCLE}.pdf").write_text("the sheet of another")
    done = run(MUSCLE, CONDITION, "--patient", "Ann", "-o", "out")
    assert (done.status, done.out) == (1, f"out/{CONDITION}.pdf\n")
    assert Path(f"out/{MUSCLE}.pdf").read_text() == "the sheet of another"


def test_a_name_in_latin_letters_stands_below_the_name(run: Run) -> None:
    done = run(MUSCLE, "--patient", "Анна", "--patient-latin", "Anna", "-o", "-")
    assert "For Анна Anna" in read(done.raw).tree.text


def test_conditions_of_health_are_listed_with_their_words(run: Run) -> None:
    done = run("list", "health")
    assert "hip-replacement " in done.out and "a replaced hip" in done.out


def test_a_name_that_no_font_can_show_is_printed_in_latin_letters(run: Run) -> None:
    refused(run(MUSCLE, "--patient", "𒀀𒀁", "-o", "-"), "--patient-latin")
    done = run(MUSCLE, "--patient", "𒀀𒀁", "--patient-latin", "Enheduanna", "-o", "-")
    assert done.status == 0, done.err
    assert "in Latin letters only" in done.err and "𒀀" not in done.err
    assert "Enheduanna" in " ".join(read(done.raw).texts("P"))
    both = run(MUSCLE, "--patient", "דנה", "--patient-latin", "Dana", "-o", "-")
    assert "Latin letters only" not in both.err
    assert "דנה" in " ".join(read(both.raw).texts("P")) and "Dana" in " ".join(read(both.raw).texts("P"))


def test_the_sheet_of_a_patient_is_for_its_owner_alone(run: Run) -> None:
    old = Path("old.pdf")
    old.write_bytes(b"")
    old.chmod(0o644)
    run(MUSCLE, "--patient", "Ana", "-o", "new.pdf")
    run(MUSCLE, "--ref", "7", "--force", "-o", old)
    run(MUSCLE, "-o", "plain.pdf")
    modes = [stat.S_IMODE(Path(name).stat().st_mode) for name in ("new.pdf", "old.pdf")]
    assert modes == [0o600, 0o600] and old.stat().st_size > 1000
    assert Path("plain.pdf").stat().st_mode & 0o044 == 0o044


@pytest.mark.parametrize(
    "words",
    [("--side", "left", "--side", "right"), ("-o", "a.pdf", "-o", "b.pdf"), ("--patient", "A", "--patient", "B"),
     ("--paper", "a4", "--paper", "a4"), ("--date", "2026-01-01", "--date", "2026-01-02"),
     ("--clinic", "x", "--clinic", "y")],
)  # fmt: skip
def test_an_option_that_takes_one_value_is_given_once(run: Run, words: tuple[str, ...]) -> None:
    refused(run(MUSCLE, *words), f"{words[0]} is given twice", status=2)


@pytest.mark.parametrize(
    "option", ["--data", "--clinic", "--lang", "--has", "--exercise", "--cleared", "--fonts"]
)
def test_an_empty_option_is_wrong_usage(run: Run, option: str) -> None:
    refused(run(MUSCLE, f"{option}="), f"{option} is empty", status=2)


@pytest.mark.parametrize("entry", ["clamshell=", "clamshell= ", "="])
def test_a_dose_that_is_missing_behind_its_sign_is_a_problem(run: Run, entry: str) -> None:
    refused(run(MUSCLE, "--exercise", entry), "has no dose behind the =")


def test_what_may_be_repeated_may_be_repeated(run: Run) -> None:
    done = run(MUSCLE, "--has", "diabetes", "--has", "hip-replacement", "-v", "-o", "-")
    assert done.status == 0
