"""Writing files whole or not at all."""

from __future__ import annotations

import os
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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
