"""The command line as people and scripts meet it: what is made, what is said where, and the exit status."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.cli.options import SAMPLE
from tests.sheet.bundled import CONDITION, MUSCLE, TOPICS, changed, overlay
from tests.support.command import Run, refused
from tests.support.pdf_reader import read

ROOT = Path(__file__).parents[1]
FILE = "muscles/gluteus-minimus.yaml"
BUNDLED = ROOT / "data" / FILE


# ---------------------------------------------------------------------------------------------------- what is made


def test_a_sheet_lands_in_build_and_its_path_on_stdout(run: Run) -> None:
    done = run(MUSCLE)
    assert (done.status, done.out) == (0, f"build/{MUSCLE}.pdf\n")
    assert Path(f"build/{MUSCLE}.pdf").read_bytes().startswith(b"%PDF-")
    assert done.err.startswith(f"{MUSCLE}: left out to fit two pages: ")
    assert [path.name for path in Path("build").iterdir()] == [f"{MUSCLE}.pdf"]


def test_the_short_form_is_the_long_form(run: Run) -> None:
    run(MUSCLE, "--side", "left", "-o", "short.pdf")
    run("sheet", MUSCLE, "--side", "left", "-o", "long.pdf")
    run("--side", "left", MUSCLE, "-o", "front.pdf")
    short = Path("short.pdf").read_bytes()
    assert short == Path("long.pdf").read_bytes() == Path("front.pdf").read_bytes()


def test_editions_that_leave_nothing_out_say_nothing(run: Run) -> None:
    done = run(MUSCLE, "--edition", "large", "--detail", "full", "--paper", "a4", "-o", "here.pdf")
    assert (done.status, done.out, done.err) == (0, "here.pdf\n", f"{SAMPLE}\n")
    assert read(Path("here.pdf").read_bytes()).page_sizes[0] == pytest.approx((595.276, 841.89), abs=0.01)


@pytest.mark.parametrize("target", ["out", "a/b/c", "with space/ü"])
def test_a_folder_is_made_and_gets_one_file_for_each_sheet(run: Run, target: str) -> None:
    done = run(*TOPICS, "-o", target)
    assert done.status == 0
    assert done.out.splitlines() == [f"{target}/{slug}.pdf" for slug in TOPICS]
    assert sorted(path.name for path in Path(target).iterdir()) == sorted(f"{slug}.pdf" for slug in TOPICS)


def test_a_folder_that_is_there_keeps_what_is_in_it(run: Run) -> None:
    Path("out.pdf").mkdir()
    Path("out.pdf/other.txt").write_text("mine")
    done = run(MUSCLE, "-o", "out.pdf")
    assert done.out == f"out.pdf/{MUSCLE}.pdf\n" and Path("out.pdf/other.txt").read_text() == "mine"


def test_standard_output_gets_the_file_alone(run: Run) -> None:
    done = run(MUSCLE, "-o", "-")
    assert done.status == 0 and done.raw.startswith(b"%PDF-") and done.raw.rstrip().endswith(b"%%EOF")
    assert read(done.raw).page_count == 2
    assert list(Path.cwd().iterdir()) == []


def test_a_sheet_for_one_patient(run: Run) -> None:
    done = run(
        MUSCLE, "--patient", "Ann Example", "--note", "Go slow.", "--side", "right", "--date", "2027-02-03",
        "--exercise", "clamshell=3x12", "--exercise", "side-lying-hip-abduction", "--has", "total hip replacement",
        "--cleared", "clamshell", "--cleared", "side-lying-hip-abduction", "-o", "-",
    )  # fmt: skip
    text = read(done.raw).tree.text
    for words in (
        "For Ann ExampleDate Feb\xa03,\xa02027",
        "A note for you. Go slow.",
        "Right hip",
        "12 times",
        "3 sets",
    ):
        assert words in text
    assert "Seated glute" not in text and "Ann" not in done.err


def test_what_is_so_for_the_patient_is_obeyed_and_said_on_the_sheet(run: Run) -> None:
    done = run(MUSCLE, "--has", "tendon-pain-side-of-hip", "-o", "-")
    text = read(done.raw).tree.text
    left_out = text.partition("Left out for you.")[2].partition("Ask us for another.")[0]
    assert "Not with tendon pain at the side of the hip: Seated glute stretch;" in left_out


def test_a_clinic_of_ones_own(run: Run, tmp_path: Path) -> None:
    text = changed("clinics/west-suburban-pain-relief.yaml", {r"^name: .*$": "name: Harbour Physio"})
    (tmp_path / "mine.yaml").write_text(text)
    done = run(MUSCLE, "--clinic", tmp_path / "mine.yaml", "-o", "-")
    pdf = read(done.raw)
    assert pdf.info["Author"] == "Harbour Physio" and pdf.texts("P")[0] == "Harbour Physio"


def test_content_of_ones_own_lies_over_the_bundled(run: Run, tmp_path: Path) -> None:
    text = changed(FILE, {r"^title: .*$": "title: Small hip muscle"})
    done = run(MUSCLE, "--data", overlay(tmp_path / "own", {FILE: text}), "-o", "-")
    assert read(done.raw).texts("H1") == ["Small hip muscle"]


# ------------------------------------------------------------------------------------------------------- nothing made


@pytest.mark.parametrize(
    "words",
    [
        ["--nonsense", MUSCLE],
        [MUSCLE, "--paper", "a9"],
        [MUSCLE, "--edition", "pocket"],
        [MUSCLE, "--side", "top"],
        [MUSCLE, "--date", "tomorrow"],
        [MUSCLE, "--date", "2026-13-01"],
        [MUSCLE, "-o"],
        [MUSCLE, "-o", ""],
        *(
            [MUSCLE, "-o", f"sheet{end}"]
            for end in (".txt", ".html", ".docx", ".png", ".jpg", ".eml", ".PDX")
        ),
        ["sheet"],
        ["list", "planets"],
        [MUSCLE, CONDITION, "-o", "-"],
        [MUSCLE, CONDITION, "-o", "one.pdf"],
    ],
)
def test_wrong_usage_is_2(run: Run, words: list[str]) -> None:
    refused(run(*words), status=2)


def test_no_words_at_all_show_the_help(run: Run) -> None:
    done = run()
    assert done.status in (0, 2) and "Usage:" in done.out + done.err


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"], ["sheet", "--help"], ["list", "-h"], ["check", "--help"]]
)
def test_help_is_printed(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert done.status == 0 and done.out.startswith("Usage: handouts") and done.err == ""


def test_an_unknown_sheet_gets_the_nearest_name(run: Run) -> None:
    refused(
        run("gluteus-minimums"), "gluteus-minimums: there is no muscle or condition", "hint:", f"'{MUSCLE}'"
    )


def test_a_misspelt_command_is_recognised(run: Run) -> None:
    refused(run("lists"), "did you mean the command 'list'?")


@pytest.mark.parametrize(
    "slug", ["../../etc/passwd", "..", "/etc/passwd", "Gluteus Minimus", "a\nb", "x" * 500, "ü"]
)
def test_what_is_no_slug_is_refused(run: Run, slug: str) -> None:
    done = run("sheet", slug)
    refused(done, "is not a slug", "hint:")
    assert len(done.err) < 600


def test_one_wrong_sheet_among_many_keeps_no_other_from_being_made(run: Run) -> None:
    done = run(MUSCLE, "nonsense", CONDITION, "-o", "out")
    assert done.status == 1 and "nonsense: there is no muscle or condition" in done.err
    assert done.out.splitlines() == [f"out/{slug}.pdf" for slug in (MUSCLE, CONDITION)]
    assert sorted(path.name for path in Path("out").iterdir()) == [f"{MUSCLE}.pdf", f"{CONDITION}.pdf"]


def test_every_wrong_sheet_is_named(run: Run) -> None:
    refused(run("nonsense", "humbug"), "nonsense", "humbug")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--has", "scurvy"], "--has: unknown condition of health 'scurvy'"),
        (["--exercise", "clamshel"], "--exercise: there is no exercise 'clamshel'"),
        (["--exercise", "clamshell=plenty"], "--exercise: 'plenty' is not a dose"),
        (["--exercise", "seated-glute-stretch", "--has", "hip-replacement"], "'seated-glute-stretch' is not"),
        (["--lang", "tlh"], "--lang: there is no language 'tlh'"),
        (["--lang", "../en"], "--lang: there is no language '../en'"),
        (["--data", "nowhere"], "nowhere: there is no such folder"),
        (["--clinic", "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["--patient", "Ann 漢"], "--patient: this name has Chinese letters that no font at hand can print: 漢 (U"),
        (["--note", "漢"], "--note: this note has Chinese letters that no font at hand can print: 漢 (U+6F22)"),
        (["--patient", "x" * 121], "--patient: 121 characters are too long"),
        (["--note", "x" * 601], "--note: 601 characters are too long"),
    ],
)  # fmt: skip
def test_a_wrong_request_names_the_option_and_helps(run: Run, words: list[str], said: str) -> None:
    done = run(MUSCLE, *words)
    refused(done, said, "\n  hint: ")
    assert len(done.err.splitlines()) == 2


def test_a_date_in_words_is_told_how_to_write_it(run: Run) -> None:
    refused(run(MUSCLE, "--date", "yesterday"), "write the date as YYYY-MM-DD", status=2)


def test_a_folder_may_be_named_like_a_file(run: Run) -> None:
    Path("there.txt").mkdir()
    assert run(MUSCLE, "-o", "there.txt").out == f"there.txt/{MUSCLE}.pdf\n"
    assert run(MUSCLE, "-o", "new.txt/").out == f"new.txt/{MUSCLE}.pdf\n"
    assert run(MUSCLE, "-o", "2027.1").out == f"2027.1/{MUSCLE}.pdf\n"


def test_a_sheet_asked_for_twice_is_an_error(run: Run) -> None:
    done = run(MUSCLE, MUSCLE)
    assert done.status == 2 and f"{MUSCLE} is named twice" in done.err and not Path("build").exists()


def test_all_that_is_wrong_with_a_request_is_said_at_once(run: Run) -> None:
    done = run(
        "nonsense", MUSCLE, "--exercise", "nosuch", "--exercise", "humbug", "--exercise", "clamshell=lots",
        "--has", "scurvy",
    )  # fmt: skip
    refused(done, "nonsense", "--exercise: there is no exercise 'nosuch'", "'humbug'", "'lots'", "'scurvy'")
    assert done.err.count("'nosuch'") == 1


def test_letters_that_cannot_be_printed_are_listed_once(run: Run) -> None:
    done = run(MUSCLE, "--patient", "漢字漢", "--note", "Good 字 א")
    refused(
        done, "--patient: this name has Chinese letters that no font at hand can print: 漢 (U+6F22), 字 (U+5B57)\n",
        "hint: give the name in Latin letters as well, with --patient-latin",
    )  # fmt: skip
    assert done.err.count("--patient: ") == done.err.count("--note: ") == 1


def test_an_invisible_character_is_called_so(run: Run) -> None:
    done = run(MUSCLE, "--patient", "Ann\x07")
    refused(done, "--patient: this name has an invisible control character (U+0007)", "hint: delete it")
    assert "letters" not in done.err and "\x07" not in done.err


def test_a_long_note_in_another_script_makes_a_short_message(run: Run) -> None:
    done = run(MUSCLE, "--note", "".join(map(chr, range(0x4E00, 0x4E64))))
    refused(done, " and 92 more")
    assert len(done.err) < 500


def test_a_review_that_is_overdue_is_warned_of(run: Run) -> None:
    warning = f"warning: {MUSCLE}: the review of this sheet was due on "
    late = run(MUSCLE, "--date", "2099-01-01")
    assert late.status == 0 and warning in late.err
    assert warning not in run(MUSCLE, "--date", "2027-01-01").err


def test_the_day_of_a_sheet_without_a_date_is_today(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.cli.options.today", lambda: dt.date(2099, 1, 1))
    assert "the review of this sheet was due on" in run(MUSCLE).err


# ------------------------------------------------------------------------------------------------------------ writing


def test_a_place_that_cannot_be_written_is_named(run: Run) -> None:
    Path("file").write_text("mine")
    done = run(MUSCLE, "-o", "file/x.pdf")
    assert done.status == 1 and done.raw == b"" and "file/x.pdf: cannot be written: " in done.err
    assert "hint:" in done.err and Path("file").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="/proc is a thing of Linux")
def test_a_system_folder_is_refused_cleanly(run: Run) -> None:
    done = run(MUSCLE, "-o", "/proc/nothing/x.pdf")
    assert done.status == 1 and "cannot be written" in done.err


def test_a_target_that_is_a_folder_is_named(run: Run) -> None:
    Path(f"out/{MUSCLE}.pdf").mkdir(parents=True)
    done = run(MUSCLE, "-o", "out")
    assert done.status == 1 and f"out/{MUSCLE}.pdf: cannot be written" in done.err
    assert [p.name for p in Path("out").iterdir()] == [f"{MUSCLE}.pdf"]


def test_the_old_file_stays_when_a_sheet_cannot_be_made(run: Run) -> None:
    Path("sheet.pdf").write_text("the old one")
    done = run(MUSCLE, "--patient", "漢", "-o", "sheet.pdf")
    assert done.status == 1 and Path("sheet.pdf").read_text() == "the old one"


def test_either_all_files_are_written_or_none(run: Run) -> None:
    Path(f"out/{CONDITION}.pdf").mkdir(parents=True)
    Path(f"out/{MUSCLE}.pdf").write_text("the old one")
    done = run(MUSCLE, CONDITION, "-o", "out")
    assert done.status == 1 and done.raw == b""
    assert Path(f"out/{MUSCLE}.pdf").read_text() == "the old one"
    assert len(list(Path("out").iterdir())) == 2, "something is left behind"


def test_a_new_file_may_be_read_by_others_as_usual(run: Run) -> None:
    Path("usual").write_text("")
    run(MUSCLE, "-o", "sheet.pdf")
    assert Path("sheet.pdf").stat().st_mode == Path("usual").stat().st_mode


def test_writing_again_gives_the_same_bytes(run: Run) -> None:
    run(MUSCLE, "-o", "sheet.pdf")
    first = Path("sheet.pdf").read_bytes()
    run(MUSCLE, "-o", "sheet.pdf")
    assert Path("sheet.pdf").read_bytes() == first


# --------------------------------------------------------------------------------------------------- as a real process


def _process(
    *words: str, folder: Path, script: Path = ROOT / "generate.py"
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, str(script), *words], capture_output=True, cwd=folder, check=False)


def test_generate_py_works_from_any_folder(tmp_path: Path) -> None:
    done = _process(MUSCLE, "--edition", "large", "--date", "2027-01-01", folder=tmp_path)
    left_out = f"{MUSCLE}: left out to fit 9 pages: about strains of this muscle"
    assert (done.returncode, done.stderr.decode()) == (0, f"{left_out}\n{SAMPLE}\n")
    assert done.stdout.decode().split() == [f"build/{MUSCLE}.pdf"]
    assert (tmp_path / "build" / f"{MUSCLE}.pdf").read_bytes().startswith(b"%PDF-")


def test_problems_of_a_process_are_short_and_its_status_is_1(tmp_path: Path) -> None:
    done = _process("gluteus-minimums", folder=tmp_path)
    assert done.returncode == 1 and done.stdout == b"" and b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_of_a_process_is_2(tmp_path: Path) -> None:
    assert _process(MUSCLE, "--nonsense", folder=tmp_path).returncode == 2


def test_output_that_nobody_reads_is_no_fault(tmp_path: Path) -> None:
    script = f"{sys.executable} {ROOT / 'generate.py'} {MUSCLE} -o - | head -c 10"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (
        done.stdout.startswith(b"%PDF-")
        and b"Traceback" not in done.stderr
        and b"Exception" not in done.stderr
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a thing of Linux")
@pytest.mark.parametrize("words", [f"{MUSCLE} -o -", MUSCLE, "list --json", f"check {BUNDLED}"])
def test_a_full_output_is_one_clear_message(tmp_path: Path, words: str) -> None:
    script = f"{sys.executable} {ROOT / 'generate.py'} {words} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    err = done.stderr.decode()
    assert done.returncode == 1 and "standard output: cannot be written: no space left" in err
    assert "internal" not in err and "Exception" not in err and "Traceback" not in err


def test_a_closed_output_is_one_clear_message(tmp_path: Path) -> None:
    script = f"{sys.executable} {ROOT / 'generate.py'} {MUSCLE} -o - >&-"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    err = done.stderr.decode()
    assert done.returncode == 1 and "standard output: cannot be written: it is closed" in err
    assert "internal" not in err and "Exception" not in err and "Traceback" not in err


def test_a_bug_is_admitted_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("handouts.making.make", broken)
    with pytest.raises(AssertionError, match="internal error"):
        run(MUSCLE)
