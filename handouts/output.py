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
    ready: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "is a folder")
            handle, name = tempfile.mkstemp(prefix=".handouts-", suffix=".part", dir=path.parent)
            ready.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o666 & ~_umask())
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problems.append(
                Problem(str(path), 0, 0, f"cannot be written: {reason}", "choose another place with -o")
            )
    if not problems:
        try:
            for name, path in ready:
                os.replace(name, path)
            return
        except OSError as error:
            problems.append(
                Problem(str(path), 0, 0, f"cannot be written: {error.strerror}", "choose another place")
            )
    for name, _ in ready:
        Path(name).unlink(missing_ok=True)
    raise OutputError(problems)


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
