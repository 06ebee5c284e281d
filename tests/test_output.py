"""Files are whole or not there, nothing half-written stays, and what names a patient is for its owner alone."""

from __future__ import annotations

import linecache
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from handouts import output
from handouts.errors import OutputError
from handouts.output import PART, Staged, write_all

ROOT = Path(__file__).resolve().parents[1]
ONES = [KeyboardInterrupt, SystemExit, MemoryError]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _inside(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def _old(folder: Path, mode: int = 0o644) -> Path:
    file = folder / "old.pdf"
    file.write_bytes(b"old")
    file.chmod(mode)
    return file


@pytest.mark.parametrize("error", ONES)
@pytest.mark.parametrize("step", ["open", "fsync", "replace", "fchmod", "write"])
def test_whatever_ends_it_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], step: str
) -> None:
    old, before = _old(tmp_path), os.umask(0o022)
    os.umask(before)
    real: Callable[..., object] = getattr(os, step)

    def stop(*given: object, **named: object) -> object:
        if step == "open":
            os.close(real(*given, **named))  # type: ignore[arg-type]
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(f"handouts.output.os.{step}", stop)
        with pytest.raises(error):
            write_all({tmp_path / "new" / "deep" / "a.pdf": b"new", old: b"new"})
    assert _inside(tmp_path) == ["old.pdf"] and old.read_bytes() == b"old"
    write_all({tmp_path / "new" / "deep" / "a.pdf": b"new", old: b"new"})
    assert (
        _inside(tmp_path) == ["new", "new/deep", "new/deep/a.pdf", "old.pdf"] and old.read_bytes() == b"new"
    )


def _interrupted(folder: Path, step: int) -> bool:
    """Write two files, the process interrupted before a line of the program; False where there are fewer lines."""
    left = step

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        nonlocal left
        if frame.f_code.co_filename != output.__file__:
            return None
        begins = (
            linecache.getline(output.__file__, frame.f_lineno).strip() == "try:"
        )  # no step: none can come there
        if event == "line" and not begins:
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        write_all({folder / "a.pdf": b"new", folder / "sub" / "b.pdf": b"new"})
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return left <= 0


def test_an_interrupt_before_any_line_leaves_nothing_half_written(tmp_path: Path) -> None:
    """Between the closing of a file and the note that it is closed, one left it behind."""
    step = 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()
        (folder / "a.pdf").write_bytes(b"old")
        went_on = _interrupted(folder, step)
        assert not list(folder.rglob(PART)), step
        assert (folder / "a.pdf").read_bytes() in (b"old", b"new")
        if not went_on:
            break
    assert step > 60


def test_one_file_that_cannot_be_written_keeps_all_others_as_they_were(tmp_path: Path) -> None:
    old = _old(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught:
        write_all({
            old: b"new", tmp_path / "folder": b"new", tmp_path / "a" / "b" / f"{'x' * 300}.pdf": b"new",
            tmp_path / "c" / "\0.pdf": b"new",
        })  # fmt: skip
    assert [problem.message for problem in caught.value.problems] == [
        "cannot be written: file name too long",
        "cannot be written: this is no name for a file",
        "cannot be written: is a folder",
    ]
    assert _inside(tmp_path) == ["folder", "old.pdf"] and old.read_bytes() == b"old"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    old = _old(tmp_path, mode)
    write_all({old: b"new"})
    assert _mode(old) == mode and old.read_bytes() == b"new"


def test_a_new_file_has_the_mode_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_all({tmp_path / "new": b"new"})
    assert _mode(tmp_path / "new") == _mode(tmp_path / "usual")


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o666, 0o777])
def test_what_names_a_patient_is_for_its_owner_alone_also_over_an_older_file(
    tmp_path: Path, mode: int
) -> None:
    old = _old(tmp_path, mode)
    write_all({old: b"new", tmp_path / "new.pdf": b"new"}, private=True)
    assert (_mode(old), _mode(tmp_path / "new.pdf")) == (0o600, 0o600)


@pytest.mark.parametrize("private", [False, True])
def test_what_is_half_written_over_a_protected_file_can_be_read_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private: bool
) -> None:
    seen: list[int] = []
    real = os.fsync

    def look(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr("handouts.output.os.fsync", look)
    write_all({_old(tmp_path, 0o600): b"new"}, private=private)
    assert seen == [0o600]


def test_the_owner_of_what_is_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, given = _old(tmp_path), []
    real = os.lstat

    def another(path: Path) -> os.stat_result:
        found = list(real(path))
        found[4], found[5] = 4242, 4343
        return os.stat_result(found)

    monkeypatch.setattr("handouts.output.os.lstat", another)
    monkeypatch.setattr("handouts.output.os.fchown", lambda _, *who: given.append(who))
    write_all({old: b"new"})
    assert given == [(4242, -1), (-1, 4343)] and old.read_bytes() == b"new"


def test_what_cannot_keep_its_owner_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _old(tmp_path)
    real = os.lstat

    def another(path: Path) -> os.stat_result:
        found = list(real(path))
        found[4] = 4242
        return os.stat_result(found)

    def refuse(*_: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("handouts.output.os.lstat", another)
    monkeypatch.setattr("handouts.output.os.fchown", refuse)
    with pytest.raises(OutputError, match="belongs to somebody else"):
        write_all({old: b"new"})
    assert old.read_bytes() == b"old" and _inside(tmp_path) == ["old.pdf"]


def test_a_group_that_cannot_be_kept_gains_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _old(tmp_path, 0o664)
    real = os.lstat

    def another(path: Path) -> os.stat_result:
        found = list(real(path))
        found[5] = 4343
        return os.stat_result(found)

    def refuse(*_: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("handouts.output.os.lstat", another)
    monkeypatch.setattr("handouts.output.os.fchown", refuse)
    write_all({old: b"new"})
    assert _mode(old) == 0o604


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    old = _old(tmp_path / "real", 0o640)
    for name, target in (("link.pdf", old), ("nowhere.pdf", tmp_path / "real" / "new.pdf")):
        (tmp_path / name).symlink_to(target)
        write_all({tmp_path / name: b"new"})
        assert (tmp_path / name).is_symlink() and target.read_bytes() == b"new"
    assert _mode(old) == 0o640 and not list(tmp_path.rglob(PART))


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "round.pdf").symlink_to(tmp_path / "round.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/null")
    before = _inside(tmp_path)
    for name in before:
        with pytest.raises(OutputError, match="not a plain file"):
            write_all({tmp_path / name: b"new"})
    assert _inside(tmp_path) == before and (tmp_path / "pipe.pdf").is_fifo()


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_what_is_protected_against_writing_is_refused(tmp_path: Path, mode: int) -> None:
    old = _old(tmp_path, mode)
    with pytest.raises(OutputError, match="protected against writing"):
        write_all({old: b"new"})
    assert (old.read_bytes(), _mode(old)) == (b"old", mode)


def test_what_a_killed_run_left_goes_with_the_next_into_the_folder(tmp_path: Path) -> None:
    left = tmp_path / ".handouts-0123.part"
    left.write_bytes(b"%PDF-half")
    other = tmp_path / "mine.part"
    other.write_bytes(b"mine")
    write_all({tmp_path / "new.pdf": b"new"})
    assert _inside(tmp_path) == ["mine.part", "new.pdf"]


def test_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    busy = Staged()
    busy.put(tmp_path / "slow.pdf", b"slow")
    write_all({tmp_path / "quick.pdf": b"quick"})
    assert len(list(tmp_path.glob(PART))) == 1
    busy.commit()
    assert _inside(tmp_path) == ["quick.pdf", "slow.pdf"]


_WRITES = """
import os, signal, sys
for told in (signal.SIGHUP, signal.SIGINT):  # whoever runs the tests may ignore them
    signal.signal(told, signal.default_int_handler if told == signal.SIGINT else signal.SIG_DFL)
from pathlib import Path
from handouts.output import stop_when_told, write_all
stop_when_told()
real = os.fsync
def wait(handle):
    os.write(1, b".")
    sys.stdin.read()
    real(handle)
os.fsync = wait
write_all({Path(sys.argv[1]) / "new" / "sheet.pdf": b"for Ana"}, private=True)
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_in_the_middle_of_writing_leaves_nothing(tmp_path: Path, name: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITES, str(tmp_path)], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.read(1) == b"."
    assert list(tmp_path.rglob(PART))
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=60)
    assert process.returncode != 0 and _inside(tmp_path) == []


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
         "from handouts.output import stop_when_told; stop_when_told()\n"
         "import os; os.kill(os.getpid(), signal.SIGHUP); print('on')"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "on\n")


def test_nothing_is_begun_in_a_folder_while_another_run_sweeps_it(tmp_path: Path) -> None:
    """What is begun under a sweep would be swept, and then be missing."""
    fcntl = pytest.importorskip("fcntl")
    sweeping = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(sweeping, fcntl.LOCK_EX)
    writing = threading.Thread(target=write_all, args=({tmp_path / "a.pdf": b"whole"},))
    writing.start()
    try:
        writing.join(0.3)
        assert writing.is_alive() and not list(tmp_path.iterdir())
    finally:
        os.close(sweeping)
        writing.join()
    assert (tmp_path / "a.pdf").read_bytes() == b"whole"
