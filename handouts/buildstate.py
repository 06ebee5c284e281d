"""What a folder of finished sheets was made from: a hidden ledger in it, of lines that are added as sheets are done.

A line that was cut off, or that another release wrote, counts as none: its sheets are made anew. Makes no sheet.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from handouts.errors import OutputError
from handouts.ingredients import Ingredients
from handouts.output import write_all
from handouts.resources import Stamp, stamp_of

NAME = ".handouts-build"
PARTS = ".handouts-*.part"
"""What :func:`handouts.output.write_all` calls a file before it is whole."""


@dataclass(frozen=True)
class Record:
    """A sheet that was made: ``key`` says with what program and for which request, ``state`` which file it is."""

    key: str
    sha256: str
    bytes: int
    pages: int
    title: str
    version: str
    due: dt.date
    """When its content has to be reviewed."""
    notes: tuple[Mapping[str, Any], ...]
    state: Stamp

    @classmethod
    def from_json(cls, read: Any) -> Record:
        """From the ledger. Raises ValueError, KeyError or TypeError for what is no record."""
        due, state = dt.date.fromisoformat(read["due"]), read["state"]
        return cls(
            **{**read, "due": due, "notes": tuple(read["notes"]), "state": stamp_of(state) if state else None}
        )


class Ledger:
    """The records of a folder, each with what its sheet was made from. Make it with :meth:`open`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[Ingredients, Record]] = {}

    @classmethod
    def open(cls, folder: Path) -> Ledger:
        """The ledger of ``folder``; an empty one where there is none that can be read."""
        ledger = cls(folder)
        with suppress(OSError):
            for line in (folder / NAME).read_text("utf-8", "replace").splitlines():
                try:
                    read = json.loads(line)
                    used = Ingredients.from_json(read["from"])
                    ledger._known |= {
                        path: (used, Record.from_json(entry))
                        for path, entry in read["sheets"].items()
                        if path.count("/") == 3
                    }
                except (ValueError, KeyError, TypeError, AttributeError):
                    continue
        return ledger

    def get(self, path: str) -> tuple[Ingredients, Record] | None:
        """What is known of the sheet at ``path`` inside the folder."""
        return self._known.get(path)

    def add(self, used: Ingredients | None, records: Mapping[str, Record]) -> None:
        """Note sheets that are done. A folder that takes no note is no fault: they are made anew next time."""
        if used is None or not records:
            return
        self._known |= {path: (used, record) for path, record in records.items()}
        with suppress(OSError):
            place = os.open(self.folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
            try:
                # begins on a line of its own, whatever was cut off before
                os.write(place, b"\n" + _line(used, records))
            finally:
                os.close(place)

    def close(self, failed: Set[str], wanted: Set[str]) -> dict[str, Record]:
        """Write the ledger anew without the sheets that ``failed`` and those of earlier runs, not ``wanted`` now, whose
        file is gone; every record in it, by path.
        """
        known = {
            path: entry
            for path, entry in self._known.items()
            if path not in failed and (path in wanted or (self.folder / path).is_file())
        }
        groups: dict[Ingredients, dict[str, Record]] = {}
        for path, (used, record) in sorted(known.items()):
            groups.setdefault(used, {})[path] = record
        data = b"".join(_line(used, records) for used, records in groups.items())
        file = self.folder / NAME
        with suppress(OSError, OutputError):
            if (file.read_bytes() if file.is_file() else b"") != data:
                write_all({file: data})
        return {path: record for path, (_, record) in known.items()}


@contextmanager
def held(folder: Path, *, below: bool = True) -> Iterator[None]:
    """Hold ``folder``, together with others who do. If nobody does, what a run that was cut off left half-written in it
    (and ``below`` it) goes: whoever writes a single file holds its folder too.

    Nobody is kept waiting: runs in one folder put whole files into their places.
    """
    try:
        import fcntl

        place = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for part in folder.rglob(PARTS) if below else folder.glob(PARTS):
                if part.parent == folder or _free(part.parent):
                    part.unlink(missing_ok=True)
        with suppress(OSError):
            fcntl.flock(place, fcntl.LOCK_SH)
        yield
    finally:
        os.close(place)


def _free(folder: Path) -> bool:
    """Whether nobody writes into ``folder`` now."""
    import fcntl

    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(place)
    return True


def _line(used: Ingredients, records: Mapping[str, Record]) -> bytes:
    sheets = {path: {**asdict(record), "due": record.due.isoformat()} for path, record in records.items()}
    return json.dumps({"from": used.to_json(), "sheets": sheets}).encode() + b"\n"
