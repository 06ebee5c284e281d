"""Where the bundled content and fonts lie, and whether a file is still the one it was. Imports nothing
of the project.

In a source checkout they are ``data/`` and ``fonts/`` beside the package; an installed wheel carries them
inside the package as ``_data`` and ``_fonts`` (see ``[tool.setuptools.package-dir]`` in ``pyproject.toml``).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import SupportsInt, TypeAlias

Stamp: TypeAlias = "tuple[int, int, int, int] | None"
"""What tells one state of a file from the next: time of its last writing in ns, size in bytes, inode, and the time in
ns at which any of these was last set (where there is one), which no program puts back; None without a file.
"""
_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The folder with the bundled content: muscles, conditions, exercises, guidance, figures, wording."""
    return _bundled("data")


def fonts_folder() -> Path:
    """The folder with the bundled typefaces."""
    return _bundled("fonts")


def display(path: Path) -> str:
    """``path`` as a person would write it: relative to the working folder where it lies inside it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links that lead round in a circle
        return str(path)


def is_folder(path: Path) -> bool:
    """Whether there is a folder at ``path``; no for what is no path at all."""
    try:
        return path.is_dir()
    except (OSError, RuntimeError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file at ``path``; no for what is no path at all."""
    try:
        return path.is_file()
    except (OSError, RuntimeError, ValueError):
        return False


def no_file(path: Path) -> str:
    """Why ``path`` cannot be read as a file, in words; nothing where it is one, or a link to one."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return "is a link that leads nowhere" if path.is_symlink() else "there is no such file"
    except (OSError, RuntimeError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP or isinstance(error, RuntimeError):
            return "is a link that leads round in a circle"
        return f"cannot be read: {(getattr(error, 'strerror', None) or 'not a path').lower()}"
    if stat.S_ISREG(found.st_mode):
        return ""
    return "is a folder, not a file" if stat.S_ISDIR(found.st_mode) else "is a pipe or a device, not a file"


def _bundled(name: str) -> Path:
    checkout = _PACKAGE.parent / name
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else checkout


def read_file(path: Path, most: int) -> bytes:
    """The bytes of the file at ``path``. Raises OSError for what is no file, such as a pipe, which might never end, and
    for more than ``most`` bytes.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
    return data


def stamp_of(read: Iterable[SupportsInt]) -> Stamp:
    """A state that was written down. Raises ValueError where it is none, such as that of another release."""
    written, size, inode, changed = map(int, read)
    return written, size, inode, changed


def stamp(path: Path) -> Stamp:
    """The state of the file at ``path`` now."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns
