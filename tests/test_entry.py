"""The end of the process: all output is out, the status is right, and nobody waits for anything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FULL = Path("/dev/full")


def _start(body: str, *, stdout: Path | None = None) -> tuple[int, str, str]:
    """Status, stdout and stderr of a process whose command line does ``body``."""
    script = f"import atexit, os, sys\nimport handouts.cli, handouts.entry\ndef run():\n    {body}\n"
    script += "handouts.cli.main = run\nhandouts.entry.main()"
    command = [sys.executable, "-c", script]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    if stdout is None:
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=buffered, text=True, check=False)
        return done.returncode, done.stdout, done.stderr
    with stdout.open("w") as file:
        done = subprocess.run(
            command, stdout=file, stderr=subprocess.PIPE, cwd=ROOT, env=buffered, text=True, check=False
        )
    return done.returncode, "", done.stderr


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("0", 0, ""), ("None", 0, ""), ("1", 1, ""), ("2", 2, ""), ("'no such thing'", 1, "no such thing\n")],
)
def test_the_status_is_the_one_of_the_command_line(code: str, status: int, said: str) -> None:
    assert _start(f"sys.exit({code})") == (status, "", said)


def test_all_that_was_printed_arrives() -> None:
    status, out, err = _start("sys.stdout.write('x' * 300_000); sys.stderr.write('end')")
    assert (status, len(out), err) == (0, 300_000, "end")


def test_nothing_is_taken_apart_at_the_end() -> None:
    assert _start("atexit.register(print, 'late'); print('done')") == (0, "done\n", "")


def test_a_fault_that_is_to_be_seen_is_seen() -> None:
    status, _, err = _start("raise RuntimeError('boom')")
    assert status == 1 and "RuntimeError: boom" in err


@pytest.mark.skipif(not FULL.exists(), reason="/dev/full is a thing of Linux")
@pytest.mark.parametrize(("after", "status"), [("pass", 1), ("sys.exit(2)", 2)])
def test_what_can_no_longer_be_written_at_the_end_is_said_once(after: str, status: int) -> None:
    got, _, err = _start(f"sys.stdout.write('x'); {after}", stdout=FULL)
    assert got == status
    assert err.count("standard output: cannot be written: no space left") == 1 and err.count("\n") <= 2


def test_a_reader_that_went_away_is_no_fault_to_name() -> None:
    status, _, err = _start(
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1); sys.stdout.write('x')"
    )
    assert (status, err) == (1, "")


@pytest.mark.parametrize("words", [["generate.py"], ["-m", "handouts"]])
def test_both_ways_to_start_end_here(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *words, "--help"], capture_output=True, cwd=ROOT, text=True, check=False
    )
    assert done.returncode == 0 and "handouts SLUG..." in done.stdout and done.stderr == ""
    done = subprocess.run(
        [sys.executable, *words, "list", "nonsense"], capture_output=True, cwd=ROOT, check=False
    )
    assert done.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="closing an output is a thing of shells of Unix")
@pytest.mark.parametrize(
    "words",
    [
        "list",
        "list --json",
        "find --code M25.551",
        "fonts",
        "--help",
        "check {file}",
        "{slug} -o {out}",
        "{slug} -o -",
    ],
)
def test_a_closed_output_is_a_failure_that_is_said_once(tmp_path: Path, words: str) -> None:
    names = {
        "{file}": "data/muscles/gluteus-minimus.yaml",
        "{slug}": "gluteus-minimus",
        "{out}": tmp_path / "a.pdf",
    }
    arguments = [str(names.get(word, word)) for word in words.split()]
    for _ in range(3 if "{out}" in words else 1):  # what is made again and again goes another way
        done = subprocess.run(
            [sys.executable, "generate.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "HANDOUTS_CACHE": str(tmp_path / "cache")}, preexec_fn=lambda: os.close(1),
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr.count("standard output: cannot be written: it is closed") == 1
        assert "internal error" not in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="/dev/full is a thing of Linux")
def test_a_sheet_made_again_says_that_its_path_cannot_be_shown(tmp_path: Path) -> None:
    command = [sys.executable, "generate.py", "gluteus-minimus", "-o", str(tmp_path / "a.pdf")]
    own = {**os.environ, "HANDOUTS_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=own)
    with FULL.open("w") as file:
        done = subprocess.run(
            command, cwd=ROOT, stdout=file, stderr=subprocess.PIPE, env=own, text=True, check=False
        )
    assert done.returncode == 1 and "standard output: cannot be written: no space left" in done.stderr


@pytest.mark.parametrize("library", ["click", "yaml", "uharfbuzz"])
def test_a_library_that_is_not_installed_is_named_with_the_way_to_install_it(
    library: str, tmp_path: Path
) -> None:
    script = f"import sys\nsys.modules[{library!r}] = None\nfrom handouts.entry import main\nmain()"
    sheet = tmp_path / "sheet.pdf"
    command = [sys.executable, "-c", script, "gluteus-minimus", "--patient", "Q", "-o", str(sheet)]
    environment = {**os.environ, "HANDOUTS_CACHE": ""}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "") and not sheet.exists()
    assert done.stderr.startswith(f"{library}: this library is needed and not installed\n  hint: install it")
