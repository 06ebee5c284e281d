"""Writing files whole or not at all, and one file to standard output. Looks into nothing."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from handouts.errors import OutputError, Problem


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file, or none: each is written beside its place, made durable, and then renamed into it.

    Raises :class:`OutputError` naming each path that cannot be written; files that were there before are then left
    as they were.
    """
    staged = Staged()
    problems: list[Problem] = []
    for path, data in files.items():
        try:
            staged.put(path, data)
        except OutputError as error:
            problems += error.problems
    if not problems:
        staged.commit()
        return
    staged.discard()
    raise OutputError(problems)


class Staged:
    """Files that are written beside their places, and put into them when all are there."""

    def __init__(self) -> None:
        self._ready: list[tuple[str, Path]] = []

    def put(self, path: Path, data: bytes) -> None:
        """Write ``data`` beside ``path`` and make it durable. Raises :class:`OutputError`."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder")
            handle, name = tempfile.mkstemp(prefix=".handouts-", suffix=".part", dir=path.parent)
            self._ready.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~_umask())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problem = Problem(str(path), 0, 0, f"cannot be written: {reason}", "choose another place with -o")
            raise OutputError(problem) from None

    def commit(self) -> None:
        """Put every file into its place. Raises :class:`OutputError`; the rest is then given up."""
        path = Path()
        try:
            for name, path in self._ready:
                os.replace(name, path)
        except OSError as error:
            self.discard()
            problem = Problem(str(path), 0, 0, f"cannot be written: {error.strerror}", "choose another place")
            raise OutputError(problem) from None
        self._ready.clear()

    def discard(self) -> None:
        """Give up what is not in its place."""
        for name, _ in self._ready:
            Path(name).unlink(missing_ok=True)
        self._ready.clear()


def write_out(data: bytes) -> None:
    """One file to standard output. Raises OutputError when that is closed or full, BrokenPipeError when nobody
    reads it any more.
    """
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritten(error) from None


def unwritten(error: OSError) -> OutputError:
    """For a standard output that takes nothing; what still waits for it is given up."""
    give_up_output()
    reason = (error.strerror or str(error)).lower()
    return OutputError(
        Problem(
            "standard output", 0, 0, f"cannot be written: {reason}", "make room, or write to another place"
        )
    )


def give_up_output() -> None:
    """Send what still waits for standard output to nowhere: the interpreter would complain of it at its end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
