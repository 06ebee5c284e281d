"""A sheet that is asked for again: made from a kept template, with nothing opened, and no other than before."""

from __future__ import annotations

import datetime as dt
import marshal
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest, make, quick
from handouts.learning import learn
from tests.sheet.bundled import MUSCLE

ROOT = Path(__file__).parents[1]
NOBODYS = Path("/nowhere/clinic.yaml")


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the templates of two sheets: for a name, and of the left side."""
    folder = tmp_path_factory.mktemp("learnt") / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDOUTS_CACHE", str(folder))
        patch.delenv("HANDOUTS_CLINIC", raising=False)
        patch.setattr("handouts.cli.options.today", lambda: dt.date(2026, 12, 1))
        for words in ([MUSCLE, "--patient", "Zora Quist"], [MUSCLE, "--side", "left"]):
            learn(words, NOBODYS)
            assert not list(folder.glob("*.form")) or words[1] == "--side"
            learn(words, NOBODYS)
    return folder


@pytest.fixture
def kept(tmp_path: Path, learnt: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int | None]:
    """Asks for a sheet of which the template is kept; in a folder of its own."""
    shutil.copytree(learnt, tmp_path / "cache")
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("HANDOUTS_CLINIC", raising=False)
    monkeypatch.setattr("handouts.quick.time.strftime", lambda _: "2026-12-01")
    monkeypatch.setattr("handouts.cli.options.today", lambda: dt.date(2026, 12, 1))
    monkeypatch.chdir(tmp_path)
    Path("build").mkdir()

    def ask(*words: str) -> int | None:
        return quick.answer([MUSCLE, *words])

    return ask


def _made(**more: Any) -> bytes:
    return make(Library.load(), SheetRequest(MUSCLE, **more), today=dt.date(2026, 12, 1)).data


@pytest.mark.parametrize("name", ["Ana Ruiz", "AV. Nuñez (Zé)", "x", "O'Neil 17"])
def test_a_sheet_asked_for_again_has_the_same_bytes(kept: Callable[..., int | None], name: str) -> None:
    assert kept("--patient", name, "--ref", "A-1") == 0
    assert Path(f"build/{MUSCLE}-A-1.pdf").read_bytes() == _made(patient=name)
    assert kept("--side", "left", "-o", "left.pdf") == 0
    assert Path("left.pdf").read_bytes() == _made(side="left")


@pytest.mark.parametrize("day", ["2026-12-01", "2027-02-28", "2026-10-20"])
def test_a_day_is_put_in_like_a_name(kept: Callable[..., int | None], day: str) -> None:
    """Each of a name, a day and both has a template; the day dates the file as well."""
    for words in (["--patient", "Zora Quist", "--date", day], ["--date", day]):
        for _ in range(2):
            learn([MUSCLE, *words], NOBODYS)
    when = dt.date.fromisoformat(day)
    assert kept("--patient", "AV. O'Neil", "--date", day, "-o", "both.pdf") == 0
    assert Path("both.pdf").read_bytes() == _made(patient="AV. O'Neil", date=when)
    assert kept("--date", day, "-o", "day.pdf") == 0
    assert Path("day.pdf").read_bytes() == _made(date=when)


@pytest.mark.parametrize("day", ["2031-01-01", "20261201", "today", "2026-13-01"])
def test_a_day_that_is_far_off_or_none_is_left_to_the_rest(kept: Callable[..., int | None], day: str) -> None:
    for _ in range(2):
        learn([MUSCLE, "--date", "2026-12-01"], NOBODYS)
    assert kept("--date", day) is None and not list(Path().rglob("*.pdf"))


def test_it_says_what_the_rest_of_the_program_says(
    kept: Callable[..., int | None], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("--patient", "Ana")
    quickly = capfd.readouterr()
    monkeypatch.setattr("handouts.cli.options.today", lambda: dt.date(2026, 12, 1))
    from handouts.cli import main

    main([MUSCLE, "--patient", "Ana", "--force"])
    slowly = capfd.readouterr()
    assert quickly.out == slowly.out == f"build/{MUSCLE}.pdf\n"
    assert sorted(quickly.err.splitlines()) == sorted(slowly.err.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("--patient", "Δήμητρα"), ("--patient", "Zoë\tB"), ("--patient", "A  B"), ("--patient", "W" * 60),
        ("--patient", "Ana", "--note", "Hello"), ("--patient", "Ana", "--paper", "a4"), ("--patient", "Ana", "-o", "-"),
        ("--patient", "Ana", "-o", "no/such/folder.pdf"), ("--patient", "Ana", "--ref", "../up"), ("-v",), (),
        ("--ref", "CON"), ("--patient", "Ana", "-o", "nul.pdf"), ("--ref", "lpt1.x", "-o", "x.pdf"),
        ("--patient",), ("--patient", "Ana", "--patient", "Bea"), ("--patient", "Ana", "other"),
        ("--patient", "Ana", "-o", "sheet.txt"),
    ],
)  # fmt: skip
def test_what_takes_more_is_left_to_the_rest_of_the_program(
    kept: Callable[..., int | None], words: tuple[str, ...]
) -> None:
    assert kept(*words) is None and not list(Path().rglob("*.pdf")) and not list(Path().rglob("*.part"))


def test_a_file_of_another_patient_is_not_replaced(kept: Callable[..., int | None]) -> None:
    file = Path(f"build/{MUSCLE}.pdf")
    file.write_bytes(b"the sheet of another")
    assert kept("--patient", "Ana") is None and file.read_bytes() == b"the sheet of another"
    assert kept("--patient", "Ana", "--force") == 0 and file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o077 == 0


def test_a_link_or_a_protected_file_is_left_to_the_rest(kept: Callable[..., int | None]) -> None:
    Path("target.pdf").write_bytes(b"old")
    Path("link.pdf").symlink_to("target.pdf")
    assert kept("--side", "left", "-o", "link.pdf") is None
    Path("target.pdf").chmod(0o444)
    assert kept("--side", "left", "-o", "target.pdf") is None and Path("target.pdf").read_bytes() == b"old"


def test_an_overdue_review_is_told_by_the_rest(
    kept: Callable[..., int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.quick.time.strftime", lambda _: "2199-01-01")
    assert kept("--patient", "Ana") is None


@pytest.mark.parametrize("change", ["touched", "gone", "damaged", "clinic"])
def test_a_template_counts_only_while_all_is_as_it_was(
    kept: Callable[..., int | None], tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept("--patient", "Ana", "--force") == 0
    for form in (tmp_path / "cache").glob("*.form"):
        raw = form.read_bytes()
        value = marshal.loads(raw[16:])
        if change == "damaged":
            form.write_bytes(raw[:5000] + b"x" + raw[5001:])
            continue
        path, state = next(
            (path, state) for path, state in value["states"] if path.endswith(f"{MUSCLE}.yaml") and state
        )
        changed = None if change == "gone" else (state[0] + 1, *state[1:])
        states = tuple((one, changed if one == path else known) for one, known in value["states"])
        body = marshal.dumps({**value, "states": states})
        form.write_bytes(quick._md5(body).digest() + body if change != "clinic" else raw)
    if change == "clinic":
        monkeypatch.setenv("HANDOUTS_CLINIC", "mine.yaml")
    assert kept("--patient", "Ana", "--force") is None


def test_what_is_kept_is_private_bounded_and_says_nothing_of_a_patient(
    kept: Callable[..., int | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("--patient", "Zora Quist")
    folder = tmp_path / "cache"
    assert folder.stat().st_mode & 0o077 == 0
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0
        data = file.read_bytes()
        assert b"Zora" not in data and b"Quist" not in data and MUSCLE not in file.name
    monkeypatch.setattr("handouts.quick.MOST", 1)
    for _ in range(2):
        learn([MUSCLE, "--side", "right"], NOBODYS)
    assert len(list(folder.glob("*.form"))) == 1


def test_nothing_is_opened_for_it(kept: Callable[..., int | None], tmp_path: Path) -> None:
    """Counted in a process of its own: none of the libraries, and next to nothing of the program."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); before = set(sys.modules)\n"
        "import time; strftime = time.strftime; time.strftime = lambda form: '2026-12-01'\n"
        "import os; leave = os._exit\n"
        "def ended(status): print(sorted(set(sys.modules) - before), flush=True); leave(status)\n"
        "os._exit = ended\n"
        "from handouts.entry import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), MUSCLE, "--patient", "Ana"],
        env={**os.environ}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    opened = {name.strip(" '") for name in done.stdout.splitlines()[-1].strip("[]").split(",")}
    assert {name for name in opened if name.startswith("handouts")} == {
        "handouts",
        "handouts.entry",
        "handouts.quick",
    }
    assert not opened & {"click", "pydantic", "re", "json", "pathlib", "typing", "hashlib", "uharfbuzz"}
