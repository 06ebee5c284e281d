"""The long runs in small: they notice memory that grows and files that are torn, and say so with their status."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts import Library
from soak import __main__ as command
from soak import kills, memory
from soak.measure import Result, judged, resident_mb, table
from soak.sweep import sweep


def test_memory_that_grows_is_noticed_and_memory_that_swings_is_not() -> None:
    assert not judged([60 + number / 10 for number in range(100)])[0]
    assert judged([60 + number % 3 for number in range(100)])[0]


@pytest.mark.parametrize(("kept", "passed"), [(0.5, False), (0.0, True)])
def test_memory_that_is_kept_for_every_name_fails_the_run(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch, kept: float, passed: bool
) -> None:
    made: list[object] = []
    monkeypatch.setattr(memory, "render_pdf", lambda _, request: made.append(request) or b"the same")
    monkeypatch.setattr(memory, "resident_mb", lambda: 60 + kept * len(made))
    result = memory.names(20, bundled_library)
    assert result.passed is passed and "growth" in result.found
    assert len({request.patient for request in made}) > 20


def test_memory_is_measured_here() -> None:
    assert 5 < resident_mb() < 100_000


def test_a_sheet_that_comes_out_differently_at_the_end_is_noticed(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(10_000))
    monkeypatch.setattr(memory, "render_pdf", lambda *_: str(next(numbers)).encode())
    monkeypatch.setattr(memory, "resident_mb", lambda: 60.0)
    result = memory.sheets(4, bundled_library)
    assert not result.passed and "other bytes" in result.found


def test_made_up_names_are_many_scripts_and_always_the_same() -> None:
    names = list(memory.made_up(40, memory.SCRIPTS.values()))
    assert names == list(memory.made_up(40, memory.SCRIPTS.values()))
    assert len(set(names)) == 40
    assert all(any(letters[0] in name.lower() for name in names) for letters in memory.SCRIPTS.values())


def test_real_sheets_and_names_are_made(bundled_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "resident_mb", lambda: 60.0)
    assert memory.sheets(2, bundled_library).done == "2 sheets"
    result = memory.names(4, bundled_library)
    assert result.done == "4 sheets" and "Cyrillic" in result.found
    monkeypatch.setattr(bundled_library, "slugs", lambda kind: ("gluteus-minimus",))
    result = memory.merged(8, bundled_library)
    assert result.done == "8 sheets" and "60 MB after 8" in result.found


def test_a_torn_file_is_noticed() -> None:
    data = kills.payload(7)
    assert kills.is_whole(data)
    assert (
        not kills.is_whole(data[: len(data) // 2])
        and not kills.is_whole(data[:-1] + b"x")
        and not kills.is_whole(b"")
    )


def test_a_killed_writer_leaves_whole_files(tmp_path: Path) -> None:
    result = kills.writer(3, tmp_path / "here")
    assert result.passed, result.found


def test_a_writer_is_stopped_also_where_whoever_runs_it_ignores_the_signals(tmp_path: Path) -> None:
    """As a run in the background does: it waited for ever."""
    ignored = (signal.SIGINT, signal.SIGHUP)
    before = [signal.signal(one, signal.SIG_IGN) for one in ignored]
    try:
        result = kills.stopped(3, tmp_path / "here")
    finally:
        for one, handler in zip(ignored, before, strict=True):
            signal.signal(one, handler)
    assert result.passed, result.found


def test_a_writer_that_writes_in_place_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "0.bin").write_bytes(kills.payload(1)[:1000])
    monkeypatch.setattr(Path, "mkdir", lambda *_, **__: None)
    result = kills.writer(0, folder)
    assert result.done == "0 kills"
    torn = kills._killed(
        "torn", 1, folder, lambda: kills.subprocess.Popen(["sleep", "9"]), lambda _: None, kills.is_whole
    )
    assert not torn.passed and torn.found.startswith("1 torn of 1")


def test_a_problem_of_one_file_fails_the_sweep(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.validate.problems", lambda *_: ["clause 7.1"])
    monkeypatch.setattr("soak.sweep.render_pdf", lambda *_: b"%PDF-1.7")
    files, pages = sweep(1, bundled_library)
    assert not files.passed and "clause 7.1" in files.found and pages.passed


@pytest.mark.parametrize(("passed", "status", "word"), [(True, 0, "ok"), (False, 1, "FAIL")])
def test_the_summary_and_the_status(
    passed: bool, status: int, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(quick: bool) -> list[Result]:
        return [Result("good", True, "1 thing", "fine"), Result("this", passed, "2 things", str(quick))]

    monkeypatch.setattr(command, "RUNS", {"sheets": run})
    assert command.main(["sheets", "--quick"]) == status
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.split() == [word, "this", "2", "things", "True"]


def test_a_run_that_breaks_off_is_a_line_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: bool) -> list[Result]:
        raise MemoryError("no more")

    good: Callable[[bool], list[Result]] = lambda _: [Result("good", True, "", "")]  # noqa: E731
    monkeypatch.setattr(command, "RUNS", {"first": broken, "second": good})
    assert command.main([]) == 1
    out = capsys.readouterr().out
    assert "FAIL  first" in out and "MemoryError: no more" in out and "ok    good" in out


def test_an_unknown_run_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["sheet"])
    assert (
        "runs are sheets, merged, names, together, fuzz, sweep, safety, pairs, mutants, tabs, kills, growth"
        in capsys.readouterr().err
    )


def test_the_table_stands_in_columns() -> None:
    lines = table([Result("a", True, "1", "x"), Result("longer", False, "22", "y")]).splitlines()
    assert [line.index(word) for line, word in zip(lines[1:], "xy", strict=True)] == [
        lines[0].index("found")
    ] * 2


def test_a_command_that_writes_in_place_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for a command: once its file is there it tears it, says so, and waits to be killed."""
    monkeypatch.setattr(kills, "ROOT", tmp_path)
    (tmp_path / "generate.py").write_text(
        "import sys, pathlib, time\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "if file.exists() and sys.argv[2] == 'torn':\n"
        "    file.write_bytes(b'ha')\n"
        "else:\n"
        "    file.write_bytes(b'whole')\n",
        "utf-8",
    )
    for how, passed in (("whole", True), ("torn", False)):
        monkeypatch.setattr(kills, "COMMANDS", {how: lambda folder, how=how: [f"{folder}/a.pdf", how]})
        monkeypatch.setattr(kills.time, "sleep", lambda _: None)
        result = kills.program(how, 2, tmp_path / how)
        assert ("makes the same" in result.found) is passed
        assert passed or not result.passed
