"""The sheets of a roster in memory: what is wrong with which cell, and sheets made one after the other in the
background. Nothing is written to a disk; what was made is forgotten after some minutes, or when its page is left.
"""

from __future__ import annotations

import secrets
import threading
import time
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from handouts.content.library import Library
from handouts.desk.guard import tell
from handouts.errors import ContentError, HandoutError, Problem
from handouts.making import press_of
from handouts.merging import Run, Target
from handouts.recipients import Recipient, in_its_cell
from handouts.templates import Templates

KEEP_SECONDS = 600.0
MOST_JOBS = 4
MOST_BYTES = 400 * 1024 * 1024
"""Bytes of finished sheets that are held, at most; a roster that makes more is given in parts."""


class Memory:
    """Where finished files go: nowhere but here."""

    def __init__(self) -> None:
        self.files: dict[str, _Held] = {}
        self._size = 0

    def open(self, path: Path | str, *, private: bool = False, new: bool = False) -> _Held:
        """A file to write to."""
        held = self.files[Path(path).name] = _Held(self)
        return held

    def grow(self, size: int) -> None:
        """Note that so many bytes came. Raises ContentError where they are too many."""
        self._size += size
        if self._size > MOST_BYTES:
            hint = "make the lines in two parts"
            raise ContentError(
                Problem("roster", 0, 0, "these are more sheets than the desk holds at once", hint)
            )


class _Held(BytesIO):
    """One file."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._memory.grow(len(data))
        return super().write(data)

    def writelines(self, parts: Iterable[bytes], /) -> None:  # type: ignore[override]
        for part in parts:
            self.write(part)

    def close(self) -> None:
        """What was written stays."""


def tried(templates: Templates, person: Recipient, file: str) -> tuple[Problem, ...]:
    """What keeps the sheet of a row from being made, at its cell."""
    try:
        templates.fill(person.request) or templates.alone(person.request)
    except ContentError as error:
        return tuple(in_its_cell(file, person.row, problem) for problem in error.problems)
    return ()


@dataclass
class Job:
    """Sheets on their way: how many rows are done, what was made, which lines failed and why."""

    total: int
    zipped: bool
    began: float
    done: int = 0
    sheets: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    failed: list[Problem] = field(default_factory=list)
    ended: float | None = None
    stopped: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def finished(self) -> bool:
        """Whether nothing more comes."""
        return self.ended is not None

    def left(self, now: float) -> int:
        """Seconds that are left, as far as can be said from what is done."""
        return round((now - self.began) / self.done * (self.total - self.done)) if self.done else 0


class Jobs:
    """The newest jobs of a desk, for a while."""

    def __init__(self, lock: threading.Lock, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock, self._clock = lock, clock
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    def get(self, token: str) -> Job | None:
        """A job that is still known."""
        self.forget()
        return self._jobs.get(token)

    def left(self, job: Job) -> int:
        """Seconds until a job is done."""
        return job.left(self._clock())

    def drop(self, token: str) -> None:
        """Stop a job and forget what it made."""
        job = self._jobs.pop(token, None)
        if job is not None:
            job.stopped = True

    def run(
        self, library: Library, people: tuple[Recipient, ...], file: str, *, zipped: bool, duplex: bool
    ) -> Job:
        """Begin to make a sheet for each of ``people``: in one print file, or each for itself in a ZIP."""
        job = self._begin(len(people), zipped)
        threading.Thread(target=self._made, args=(job, library, people, file, duplex), daemon=True).start()
        return job

    def whole(
        self, library: Library, people: tuple[Recipient, ...], file: str, *, zipped: bool, duplex: bool
    ) -> Job:
        """The same, and wait for it."""
        job = self._begin(len(people), zipped)
        self._made(job, library, people, file, duplex)
        return job

    def _begin(self, total: int, zipped: bool) -> Job:
        self.forget()
        job = Job(total, zipped, self._clock())
        self._jobs[job.token] = job
        while len(self._jobs) > MOST_JOBS:
            self.drop(next(iter(self._jobs)))
        return job

    def _made(
        self, job: Job, library: Library, people: tuple[Recipient, ...], file: str, duplex: bool
    ) -> None:
        """Make the sheets of a job; the press is free for others between two of them."""
        single = None if job.zipped else Path("sheets.pdf")
        memory = Memory()
        try:
            with self._lock:
                run = Run(
                    Templates(library, press_of(library)), Target(Path(), single, duplex, force=True), memory
                )
            for person in people:
                if job.stopped:
                    break
                with self._lock:
                    job.failed += _added(run, person, file)
                job.done += 1
            with self._lock:
                run.close()
            job.sheets = len(run.entries)
            made = {name: held.getvalue() for name, held in memory.files.items()}
            job.files = {"sheets.zip": _zipped(made)} if job.zipped and made else made
        except HandoutError as error:
            job.failed += error.problems
        except Exception as error:
            tell(error)
            job.failed.append(Problem("roster", 0, 0, "the program made a mistake", "try fewer lines"))
        finally:
            job.ended = self._clock()

    def forget(self) -> None:
        """Forget what ended long ago."""
        since = self._clock() - KEEP_SECONDS
        for token, job in list(self._jobs.items()):
            if job.ended is not None and job.ended < since:
                del self._jobs[token]


def _added(run: Run, person: Recipient, file: str) -> Iterator[Problem]:
    try:
        run.add(person, None)
    except ContentError as error:
        yield from (in_its_cell(file, person.row, problem) for problem in error.problems)


def _zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of PDF files, which are small already. Undated: the same sheets give the same file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as held:
        for name, data in files.items():
            held.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
