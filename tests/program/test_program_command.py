"""``handouts program``: where it writes, what it says, and a plan inside the PDF file."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.support.command import Run
from tests.support.validate import problems

PLAN = "kind: program\nname: Zuzanna\nexercises: [low-lunge, clamshell]\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, "utf-8")
    return path


def test_it_writes_a_file_that_names_nobody(run: Run, plan: Path) -> None:
    done = run("program", plan)
    assert done.status == 0
    assert done.out.strip() == str(Path("build") / "home-program.pdf")
    assert Path("build/home-program.pdf").read_bytes().startswith(b"%PDF")


def test_it_replaces_no_file_of_another_patient(run: Run, plan: Path) -> None:
    run("program", plan)
    before = Path("build/home-program.pdf").read_bytes()
    done = run("program", plan, "--patient", "Another")
    assert done.status == 1 and "--force" in done.err
    assert Path("build/home-program.pdf").read_bytes() == before
    assert run("program", plan, "--patient", "Another", "--force").status == 0


def test_options_make_a_plan_and_count_over_a_file(run: Run, plan: Path) -> None:
    done = run("program", "--exercise", "low-lunge=2x30s", "--format", "text", "-o", "-")
    assert "LOW LUNGE" in done.out
    done = run("program", plan, "--goal", "Dance.", "--exercise", "clamshell", "--format", "text", "-o", "-")
    assert "Dance." in done.out and "LOW LUNGE" not in done.out


def test_a_plan_travels_inside_the_file_and_comes_out_again(run: Run, plan: Path) -> None:
    assert run("program", plan, "-o", "one.pdf", "--embed-plan").status == 0
    assert run("program", "--from", "one.pdf", "-o", "two.pdf", "--embed-plan").status == 0
    one = Path("one.pdf").read_bytes()
    assert one == Path("two.pdf").read_bytes()
    assert b"pdfaid:part>3<" in one
    with pikepdf.open("one.pdf") as pdf:
        inside = pdf.attachments["plan.yaml"].get_file().read_bytes()
    assert inside.startswith(b"# yaml") and b"Zuzanna" in inside


def test_a_file_with_a_plan_is_accessible(run: Run, plan: Path) -> None:
    run("program", plan, "-o", "one.pdf", "--embed-plan")
    assert problems(Path("one.pdf").read_bytes(), "ua1") == []


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\nnothing"])
def test_a_file_without_a_plan_is_refused(run: Run, data: bytes) -> None:
    Path("odd.pdf").write_bytes(data)
    done = run("program", "--from", "odd.pdf")
    assert done.status == 1 and "odd.pdf" in done.err


def test_a_damaged_plan_is_refused(run: Run, plan: Path) -> None:
    run("program", plan, "-o", "one.pdf", "--embed-plan")
    data = Path("one.pdf").read_bytes()
    at = data.index(b"stream\n", data.index(b"/EmbeddedFile")) + 7
    Path("two.pdf").write_bytes(data[:at] + b"\0" * 12 + data[at + 12 :])
    done = run("program", "--from", "two.pdf", "-o", "three.pdf")
    assert done.status == 1 and "damaged" in done.err and not Path("three.pdf").exists()


def test_a_plan_that_is_not_as_long_as_the_file_says_is_damaged(run: Run, plan: Path) -> None:
    """Whoever changed one has not made the file again: its pages say something else than its plan."""
    run("program", plan, "-o", "one.pdf", "--embed-plan")
    data = Path("one.pdf").read_bytes()
    at = data.index(b"/EmbeddedFile")
    size, length = data.index(b"/Size ", at) + 6, data.index(b"/Length ", at) + 8
    for place in (size, length):
        end = place + len(data[place : place + 8].split(b">")[0].split(b"/")[0])
        for other in (-1, 1):
            number = b"%d" % (int(data[place:end]) + other)
            Path("two.pdf").write_bytes(data[:place] + number + data[end:])
            done = run("program", "--from", "two.pdf", "-o", "three.pdf")
            assert done.status == 1 and "damaged" in done.err and not Path("three.pdf").exists(), (
                place,
                other,
            )


def test_a_plan_is_saved_and_read_again(run: Run) -> None:
    done = run(
        "program",
        "--exercise",
        "clamshell=3x12",
        "--goal",
        "Walk: far, “fast”",
        "-o",
        "a.pdf",
        "--save-plan",
        "p.yaml",
    )
    assert done.status == 0
    assert run("program", "p.yaml", "-o", "b.pdf").status == 0
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


def test_nothing_is_written_of_a_plan_that_is_refused(run: Run) -> None:
    given = ("--exercise", "seated-glute-stretch", "--exercise", "clamshell")
    done = run("program", *given, "--has", "hip-replacement", "-o", "a.pdf")
    assert done.status == 1 and "--exercise: 'seated-glute-stretch' is not for a patient" in done.err
    assert not Path("a.pdf").exists()


CHECKED: list[tuple[str, int, str]] = [
    ("exercises: [clamshell]\n", 0, ""),
    ("exercises: [clamshell]\nhas: [hip-replacement]\n", 0, "{plan}: home-program: left out until you have asked"),
    ("exercises: [clamshel]\n", 1, "{plan}:2:13: there is no exercise 'clamshel'"),
    ("exercises: [clamshell]\ngaol: Walk.\n", 1, "{plan}:3:1: there is no key 'gaol' here"),
    ("exercises: [clamshell=300x300]\n", 1, "{plan}:2:"),
    ("exercises: [clamshell, seated-glute-stretch]\nhas: [hip-replacement]\n", 1, "{plan}:2:24: 'seated-glute"),
    ("exercises: [clamshell]\ngoal: Walk \U00012000\n", 1, "{plan}:3:7: this goal has letters that no font"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status", "said"), CHECKED)
def test_check_says_of_a_plan_what_making_it_would(
    run: Run, plan: Path, text: str, status: int, said: str
) -> None:
    plan.write_text(f"kind: program\n{text}", "utf-8")
    done = run("check", plan)
    assert done.status == status, done.err
    assert said.format(plan=plan) in done.err
    assert bool(done.err) is bool(said)
    assert not Path("build").exists()


def test_check_of_a_folder_finds_the_plans_in_it(run: Run, plan: Path) -> None:
    plan.with_name("other.yaml").write_text("kind: program\nexercises: [clamshel]\n", "utf-8")
    done = run("check", plan.parent)
    assert done.status == 1 and "other.yaml:2:13" in done.err and "1 problem\n" in done.err
    assert str(plan) in done.out
