"""Writing files whole or not at all, and one file to standard output. Looks into nothing.

What is half-written is called ``.handouts-*.part``, can be read by nobody else, and is gone when the program ends,
however it ends; what a killed run left goes with the next one that writes into the same folder.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import OutputError, Problem

if TYPE_CHECKING:
    from types import FrameType

PART = ".handouts-*.part"
"""What a file is called before it is whole."""
_ELSEWHERE = "choose another place"
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")


def device(name: str) -> bool:
    """Whether some systems take a file of this ``name`` for a device, whatever stands behind its first point."""
    return _DEVICE.fullmatch(name.partition(".")[0]) is not None


def writable(path: Path, *, folder: bool = False) -> None:
    """Raise OutputError if the file ``path`` (or files in the folder ``path``) cannot be written, as far as that can be
    seen before: no work is then done in vain. Writes nothing.
    """
    if device(path.name):
        what = f"{path.name!r} is a device on some systems, and what is written to it is lost"
        raise OutputError(Problem(str(path), 0, 0, what, "choose another name"))
    try:
        place = Path(os.path.realpath(path)) if path.is_symlink() else path
        if not folder:
            _there(place)
            place = place.parent
        missing: list[str] = []
        while not os.path.lexists(place):
            missing.append(place.name)
            place = place.parent
        if not place.is_dir():
            raise OSError(errno.ENOTDIR, f"{place} is no folder" if missing else "it is no folder")
        if not os.access(place, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, "nobody but others may write there")
        longest = os.pathconf(place, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
        if any(len(os.fsencode(name)) > longest for name in (*missing, path.name)):
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    except (OSError, ValueError) as error:
        raise OutputError(_refusal(path, error)) from None


def write_all(files: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write every file, or none: each is written beside its place, made durable, and then renamed into it.

    ``private``: what names a patient; nobody but its owner can read it, whatever could be read before.

    Raises :class:`OutputError` naming each path that cannot be written; files that were there before are then left
    as they were, and folders that were made for new ones go again.
    """
    staged = Staged()
    problems: list[Problem] = []
    try:
        for path, data in files.items():
            try:
                staged.put(path, data, private=private)
            except OutputError as error:
                problems += error.problems
        if problems:
            raise OutputError(problems)
        staged.commit()
    finally:
        staged.discard()


_BUFFER = 1 << 20
"""Bytes that wait before they are written."""
_PIECES = 64
"""Pieces that are handed to the system as they are, at most; it takes 16 at least, and as a rule 1,024."""


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LOOKS = os.access in os.supports_follow_symlinks


class Staged:
    """Files that are written beside their places, and put into them when all are there.

    Whoever makes one calls :meth:`discard` in the end, whatever happened; after :meth:`commit` that gives up nothing.
    """

    def __init__(self) -> None:
        self._ready: list[tuple[str, str]] = []
        self._made: list[Path] = []
        self._held: dict[str, int | None] = {}
        self._files: list[Staging] = []
        self._own, self._count = os.urandom(8).hex(), 0

    def put(self, path: Path, data: bytes, *, private: bool = False) -> None:
        """Write ``data`` beside ``path`` and make it durable: see :meth:`open`."""
        with self.open(path, private=private) as file:
            file.write(data)

    def open(self, path: Path | str, *, private: bool = False, new: bool = False) -> Staging:
        """A file beside ``path`` to write to, which is durable when it is closed. Raises :class:`OutputError`, for
        ``new`` also where something is in that place.

        A link is written through; mode and owner of a file that is replaced stay as they are, but for ``private``.
        """
        try:
            place = os.fspath(path)
            folder = os.path.dirname(place) or os.curdir
            if folder not in self._held and not os.path.islink(place):
                self._make(Path(folder))
                self._hold(folder)
            self._count += 1
            part = f"{folder}/.handouts-{self._own}{self._count:x}.part"
            # A name like that, if no longer, can be there if ``part`` can: half as dear to ask as an exception.
            short = _LOOKS and len(place) <= len(part) and place.isascii()
            gone = short and not os.access(place, os.F_OK, follow_symlinks=False)
            before = None if gone else _found(place)
            if new and before is not None:
                hint = "choose another place, or give --force to replace what is there"
                raise OutputError(Problem(str(Path(place)), 0, 0, "there is a file with this name", hint))
            if before is not None and stat.S_ISLNK(before.st_mode):
                place = os.path.realpath(place)
                folder = os.path.dirname(place)
                self._make(Path(folder))
                self._hold(folder)
                before = _found(place)
                part = f"{folder}/.handouts-{self._own}{self._count:x}.part"
            if before is not None:
                _check(before)
            self._ready.append((part, place))  # first: an interrupt may come between any two steps
            handle = os.open(part, _NEW, 0o600 if private or before else 0o666)
            file = Staging(path, handle)
            if self._files:
                self._files = [one for one in self._files if one.is_open]
            self._files.append(file)
            if before is not None:
                _like(handle, before, private)
            return file
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise OutputError(_refusal(path, error)) from None

    def leave(self) -> tuple[tuple[str, str], ...]:
        """Each finished file and its place, for somebody else to :meth:`adopt`: here they are forgotten."""
        ready = tuple(self._ready)
        self._ready.clear()
        self._made.clear()
        return ready

    def adopt(self, ready: Iterable[tuple[str, str]]) -> None:
        """Take over files that somebody else has written beside their places."""
        self._ready += ready

    def commit(self) -> None:
        """Put every file into its place. Raises :class:`OutputError`; the rest is then given up."""
        place, done = "", 0
        try:
            for part, place in self._ready:
                os.replace(part, place)
                done += 1
            self._made.clear()
        except OSError as error:
            raise OutputError(_refusal(place, error)) from None
        finally:
            del self._ready[:done]
            self.discard()

    def discard(self) -> None:
        """Give up what is not in its place, and the folders that were made for it."""
        while self._files:
            with suppress(OSError):  # what cannot be closed is taken away all the same
                self._files.pop().give_up()
        while self._ready:
            with suppress(OSError):
                os.unlink(self._ready[-1][0])
            self._ready.pop()
        while self._made:
            with suppress(OSError):  # somebody else has put something into it
                self._made[-1].rmdir()
            self._made.pop()
        while self._held:
            _, handle = self._held.popitem()
            if handle is not None:
                os.close(handle)

    def _make(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            if folder == folder.parent:
                break
            folder = folder.parent
        for new in reversed(missing):
            with suppress(
                FileExistsError
            ):  # made by another run just now; a file there is found out when it is used
                self._made.append(new)
                new.mkdir()

    def _hold(self, folder: str) -> None:
        """Hold ``folder`` together with others who write into it; if nobody else does, sweep it first."""
        if folder in self._held:
            return
        self._held[folder] = None
        try:
            import fcntl

            self._held[folder] = handle = os.open(folder, os.O_RDONLY)
        except (ImportError, OSError):
            return
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for part in Path(folder).glob(PART):
                with suppress(OSError):
                    part.unlink()
        with suppress(OSError):  # waits while another run sweeps, which must not find what is begun here
            fcntl.flock(handle, fcntl.LOCK_SH)


def _there(place: Path) -> None:
    """Raise OSError if there is something at ``place`` that cannot be replaced."""
    _check(_found(place))


def _found(place: str | Path) -> os.stat_result | None:
    """What is at ``place``; None where there is nothing."""
    try:
        return os.lstat(place)
    except FileNotFoundError:
        return None


def _check(found: os.stat_result | None) -> None:
    """Raise OSError for what cannot be replaced by a file."""
    if found is None:
        return
    if stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "is not a plain file but a device, a pipe or a link that leads nowhere")
    if not found.st_mode & 0o222:
        raise OSError(errno.EACCES, "is protected against writing")


def _like(handle: int, before: os.stat_result, private: bool) -> None:
    """Give the open file mode and owner of the one ``before`` it. Raises OSError where it cannot have its owner."""
    if not hasattr(os, "fchown"):
        return
    mode = stat.S_IMODE(before.st_mode) & (0o600 if private else 0o777)
    own = os.fstat(handle)
    if own.st_uid != before.st_uid:
        try:
            os.fchown(handle, before.st_uid, -1)
        except OSError:
            raise OSError(errno.EPERM, "belongs to somebody else, and would be yours") from None
    if own.st_gid != before.st_gid:
        try:
            os.fchown(handle, -1, before.st_gid)
        except OSError:
            mode &= ~0o070  # nobody of another group gains anything
    os.fchmod(handle, mode)


def _refusal(path: Path | str, error: OSError | ValueError) -> Problem:
    reason = (getattr(error, "strerror", None) or "this is no name for a file").lower()
    return Problem(str(Path(path)), 0, 0, f"cannot be written: {reason}", _ELSEWHERE)


def stop_when_told() -> None:
    """Make the process end in good order when it is told to (SIGTERM) or its terminal goes (SIGHUP): what is
    half-written goes first. A signal that is ignored, as under ``nohup``, stays so.
    """
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    import signal

    signal.signal(number, signal.SIG_IGN)  # once is enough: what is under way is cleaning up
    raise SystemExit(128 + number)


class Staging:
    """A file on its way, open for writing. Its errors are :class:`OutputError` and name the place it is for."""

    def __init__(self, path: Path | str, handle: int) -> None:
        self.path, self._handle = path, handle
        self._waiting: list[bytes] = []
        self._size = 0

    @property
    def is_open(self) -> bool:
        """Whether anything more can be written."""
        return self._handle >= 0

    def write(self, data: bytes) -> int:
        """Add ``data``; how many bytes that are."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _BUFFER:
            self._flush()
        return len(data)

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Add all ``parts``."""
        before = len(self._waiting)
        self._waiting += parts
        self._size += sum(map(len, self._waiting[before:]))
        if self._size > _BUFFER:
            self._flush()

    def _flush(self) -> None:
        waiting, size = self._waiting, self._size
        self._waiting, self._size = [], 0
        try:
            done = 0
            if 1 < len(waiting) <= _PIECES and hasattr(os, "writev"):
                done = os.writev(self._handle, waiting)  # spares to put a whole file together for nothing
            if done == size:
                return
            data = memoryview(b"".join(waiting))[done:]
            while data:
                data = data[os.write(self._handle, data) :]
        except OSError as error:
            raise OutputError(_refusal(self.path, error)) from None

    def close(self) -> None:
        """Write what is left and make the file durable."""
        if self._handle < 0:
            return
        try:
            self._flush()
            os.fsync(self._handle)
        except OSError as error:
            raise OutputError(_refusal(self.path, error)) from None
        finally:
            self._closed()

    def _closed(self) -> None:
        """Close the file, once: an interrupt may come between any two steps."""
        handle, self._handle = self._handle, -1
        os.close(handle)

    def give_up(self) -> None:
        """Write nothing more."""
        self._waiting, self._size = [], 0
        if self._handle >= 0:
            self._closed()

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Nowhere(io.TextIOBase):
    """Stands for a standard output that is closed: whatever is to be written there fails, as with a full one."""

    def write(self, text: str) -> int:
        """Raises OSError."""
        raise OSError(errno.EBADF, "it is closed")

    @property
    def buffer(self) -> Nowhere:
        """What takes bytes: it takes none either."""
        return self


def write_out(data: bytes) -> None:
    """One file to standard output. Raises OutputError when that is closed or full, BrokenPipeError when nobody
    reads it any more.
    """
    try:
        if sys.stdout is None:
            Nowhere().write("")
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
    if sys.stdout is not None and not isinstance(sys.stdout, Nowhere):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
