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


@pytest.mark.parametrize(
    "words", ["list", "list --json", "find --code M25.551", "fonts", "check", "gluteus-minimus -o -"]
)
def test_an_answer_that_nobody_can_get_is_a_failure(words: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"$0" -m handouts {words} >&-', sys.executable],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "standard output: cannot be written: it is closed\n" in done.stderr
