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


_BUFFER = 1 << 20
"""Bytes that wait before they are written."""


class Staged:
    """Files that are written beside their places, and put into them when all are there."""

    def __init__(self) -> None:
        self._ready: list[tuple[str, Path]] = []

    def put(self, path: Path, data: bytes) -> None:
        """Write ``data`` beside ``path`` and make it durable. Raises :class:`OutputError`."""
        with self.open(path) as file:
            file.write(data)

    def open(self, path: Path) -> Staging:
        """A file beside ``path`` to write to, which is durable when it is closed. Until it is in its place nobody else
        can read it. Raises :class:`OutputError`.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder")
            handle, name = tempfile.mkstemp(prefix=".handouts-", suffix=".part", dir=path.parent)
        except OSError as error:
            raise _unwritable(path, error) from None
        self._ready.append((name, path))
        return Staging(path, handle)

    def commit(self) -> None:
        """Put every file into its place. Raises :class:`OutputError`; the rest is then given up."""
        mode = 0o666 & ~_umask()
        path = Path()
        try:
            for name, path in self._ready:
                os.chmod(name, mode)
                os.replace(name, path)
        except OSError as error:
            self.discard()
            raise _unwritable(path, error) from None
        self._ready.clear()

    def discard(self) -> None:
        """Give up what is not in its place."""
        for name, _ in self._ready:
            Path(name).unlink(missing_ok=True)
        self._ready.clear()


class Staging:
    """A file on its way, open for writing. Its errors are :class:`OutputError` and name the place it is for."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle = path, handle
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Add ``data``; how many bytes that are."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _BUFFER:
            self._flush()
        return len(data)

    def _flush(self) -> None:
        data = memoryview(b"".join(self._waiting) if len(self._waiting) != 1 else self._waiting[0])
        self._waiting, self._size = [], 0
        try:
            while data:
                data = data[os.write(self._handle, data) :]
        except OSError as error:
            raise _unwritable(self.path, error) from None

    def close(self) -> None:
        """Write what is left and make the file durable."""
        if self._handle < 0:
            return
        try:
            self._flush()
            os.fsync(self._handle)
        except OSError as error:
            raise _unwritable(self.path, error) from None
        finally:
            os.close(self._handle)
            self._handle = -1

    def give_up(self) -> None:
        """Write nothing more."""
        self._waiting, self._size = [], 0
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _unwritable(path: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    return OutputError(
        Problem(str(path), 0, 0, f"cannot be written: {reason}", "choose another place with -o")
    )


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
