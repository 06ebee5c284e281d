"""What is said on a terminal cannot steer it, is short, and says how much more there is."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import ContentError, Problem, shown
from tests.sheet.bundled import MUSCLE, bundled, overlay
from tests.support.command import Run

ROOT = Path(__file__).resolve().parents[1]
STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
TITLE, BACK = "\x1b]0;PWNED\x07", "a\u202eb"


@settings(max_examples=500, derandomize=True, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=80),
    st.text(st.characters(exclude_categories=()), max_size=80),
)
def test_no_problem_steers_a_terminal(place: str, text: str) -> None:
    said = str(Problem(place, 1, 1, text, text))
    assert not STEERS.search(said) and said.count("\n") <= 1
    said.encode("utf-8")
    assert not STEERS.search(str(ContentError(Problem(place, 0, 0, text))))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=40))
def test_what_steers_nothing_is_shown_as_it_is(text: str) -> None:
    if all(char.isprintable() for char in text):
        assert shown(text) == text


def test_a_problem_is_never_long() -> None:
    said = str(Problem("f" * 10**6, 1, 1, "m" * 10**6, "h" * 10**6))
    assert len(said) < 2200 and said.startswith("ff") and "..." in said and "hint: hh" in said


@pytest.mark.parametrize("odd", [TITLE, BACK, "\x9b31m", "a\nb: fine", "\ufeff"])
def test_nothing_that_is_typed_or_found_reaches_a_terminal_raw(run: Run, odd: str) -> None:
    folder = Path("own")
    overlay(folder, {f"muscles/{odd.replace('/', '')}.yaml": bundled(f"muscles/{MUSCLE}.yaml")})
    overlay(
        Path("keys"), {f"muscles/{MUSCLE}.yaml": json.dumps({"extends": "bundled", odd: "x", "title": odd})}
    )
    for words in (
        ["check", odd], ["check", folder], ["check", "keys"], [MUSCLE, "--data", odd], [MUSCLE, "--clinic", odd],
        [MUSCLE, "-o", f"{odd}/x.zip"], [MUSCLE, f"--{odd}"], [odd], [MUSCLE, "--has", odd],
        [MUSCLE, "--exercise", odd],
        [MUSCLE, "--date", odd], [MUSCLE, "--edition", odd], [MUSCLE, "--ref", odd], ["merge", MUSCLE, odd],
        ["merge", MUSCLE, "roster.csv"], ["list", "--data", folder],
        ["check", "keys", "--json"], ["new", "muscle", odd],
        ["translate", "status", odd], [MUSCLE, "--fonts", odd, "-o", "-"],
    ):  # fmt: skip
        Path("roster.csv").write_text(f"name,{odd.strip()[:5]},side\nAna,x,{odd!r}\n")
        done = run(*words)
        assert not STEERS.search(done.err), words
        if "-o" not in words:
            assert not STEERS.search(done.out), words


@pytest.mark.once
def test_a_list_of_problems_ends_after_a_page(run: Run) -> None:
    keys = "\n".join(f"unknown-{number}: x" for number in range(800))
    mine = overlay(Path("own"), {f"muscles/{MUSCLE}.yaml": f"extends: bundled\n{keys}\n"})
    for words in (["check", mine], [MUSCLE, "--data", mine], [*(f"slug{number}" for number in range(200))]):
        done = run(*words)
        assert done.status == 1 and len(done.err) < 12_000 and done.err.count("\n") < 70, words
        assert re.search(r"\.\.\. and \d+ more", done.err), words
    assert len(json.loads(run("check", mine, "--json").out)["problems"]) >= 800


def test_all_of_a_long_list_is_said_to_whoever_asks_for_it(run: Run) -> None:
    keys = "\n".join(f"unknown-{number}: x" for number in range(70))
    mine = overlay(Path("own"), {f"muscles/{MUSCLE}.yaml": f"extends: bundled\n{keys}\n"})
    short, whole, after = (run(MUSCLE, "--data", mine, *more) for more in ((), ("-v",), ()))
    assert "; -v lists all of them" in short.err and short.err.count("there is no key") == 20
    assert whole.err.count("there is no key") == 70 and " more" not in whole.err
    assert after.err == short.err, "what one command was asked is forgotten by the next"


@pytest.mark.parametrize(
    "option", ["--has", "--exercise", "--side", "--lang", "--paper", "--note-lang", "--ref", "--cleared"]
)
def test_a_long_value_is_not_said_in_full(run: Run, option: str) -> None:
    done = run(MUSCLE, option, "b" * 100_000, "-o", "-")
    assert done.status in (1, 2) and len(done.err) < 2500


def test_a_path_is_as_it_is_for_programs_and_safe_on_a_terminal() -> None:
    """The one place where a program reads what was printed: it must find the file."""
    code = (
        "from pathlib import Path; from handouts.cli import terminal; terminal.path(Path('a\\x1b[31mb.pdf'))"
    )
    piped = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout
    assert piped == b"a\x1b[31mb.pdf\n"
    main, other = pty.openpty()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=other, check=True)
    assert os.read(main, 100) == b"a\\x1b[31mb.pdf\r\n"
    os.close(main)
    os.close(other)
