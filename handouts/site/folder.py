"""The folder of a site: what an earlier run left in it, writing what is new, removing what is gone.

Two hidden files say what is known. The manifest names each file with its SHA-256: only what it names is ever removed.
The ledger says what pages and sheets were made from: one that is lost, damaged or of another release only costs time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from handouts.errors import ContentError, OutputError, Problem
from handouts.ingredients import digest_of
from handouts.output import write_all
from handouts.resources import Stamp, stamp, stamp_of

MANIFEST = ".handouts-site.json"
LEDGER = ".handouts-site-made.json"


@dataclass(frozen=True)
class Entry:
    """A page or a sheet that was made: ``key`` says of what, ``size`` its bytes; ``uses`` the files of drawings that it
    shows, ``drawn`` these drawings by kind and slug.
    """

    key: str
    size: int
    uses: tuple[str, ...] = ()
    drawn: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_json(cls, read: Any) -> Entry:
        """From the ledger. Raises ValueError, KeyError or TypeError for what is none."""
        drawn = tuple((str(kind), str(slug)) for kind, slug in read["drawn"])
        return cls(str(read["key"]), int(read["size"]), tuple(map(str, read["uses"])), drawn)


@dataclass(frozen=True)
class Known:
    """What an earlier run left: ``files`` with their SHA-256, as the manifest has them; ``whole`` says of what all of
    it was made, ``entries`` of what each page was, ``states`` which files these are.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    states: Mapping[str, Stamp] = field(default_factory=dict)

    def intact(self, folder: Path) -> frozenset[str]:
        """The files that are as they were written."""
        return frozenset(path for path, digest in self.files.items() if self._is(folder, path, digest))

    def _is(self, folder: Path, path: str, digest: str) -> bool:
        now = stamp(folder / path)
        return now is not None and (now == self.states.get(path) or digest_of(folder / path) == digest)


@dataclass(frozen=True)
class Written:
    """What a run did: files of the site; of them pages and sheets made, files written, files removed."""

    files: int
    written: int
    removed: int
    made: int = 0


def known(folder: Path) -> Known:
    """What an earlier run left. Raises ContentError for a manifest that leads out of the folder."""
    files = _manifest(folder)
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        read = json.loads((folder / LEDGER).read_text("utf-8"))
        entries = {path: Entry.from_json(entry) for path, entry in read["entries"].items()}
        states = {str(path): stamp_of(state) for path, state in read["states"].items()}
        return Known(files, str(read["whole"]), entries, states)
    return Known(files)


def write_site(
    files: Mapping[str, bytes], folder: Path, kept: frozenset[str] = frozenset(), before: Known | None = None
) -> Written:
    """Write those of ``files`` that are not there as they are, and remove what an earlier run wrote that is neither
    among them nor ``kept``, which are known to be as they should.

    Raises OutputError.
    """
    before = before or known(folder)
    now = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    changed = [path for path, digest in sorted(now.items()) if digest_of(folder / path) != digest]
    now |= {path: before.files[path] for path in kept if path not in now}
    write_all({folder / path: files[path] for path in changed})
    gone = [
        path
        for path in sorted(before.files.keys() - now.keys())
        if _removed(folder / path, before.files[path])
    ]
    _tidy(folder, gone)
    if before.files != now:
        manifest = json.dumps({"files": now}, indent=1, sort_keys=True) + "\n"
        write_all({folder / MANIFEST: manifest.encode("utf-8")})
    return Written(len(now), len(changed), len(gone))


def note(folder: Path, whole: str, entries: Mapping[str, Entry], before: Known) -> None:
    """Write the ledger. A folder that takes none is no fault: all is made anew next time."""
    files = _manifest(folder)
    states = {path: state for path in files if (state := stamp(folder / path)) is not None}
    if (whole, entries, states) == (before.whole, before.entries, before.states):
        return
    said = {
        "whole": whole,
        "entries": {path: asdict(entry) for path, entry in sorted(entries.items())},
        "states": dict(sorted(states.items())),
    }
    with suppress(OutputError):
        write_all({folder / LEDGER: (json.dumps(said, separators=(",", ":")) + "\n").encode("utf-8")})


def _removed(place: Path, digest: str) -> bool:
    """Remove a file if it is as it was written. Raises OutputError."""
    if digest_of(place) != digest:
        return False
    try:
        place.unlink()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(Problem(str(place), 0, 0, f"cannot be removed: {reason}", "remove it")) from None
    return True


def _tidy(folder: Path, gone: Iterable[str]) -> None:
    """Remove the folders that are empty now."""
    for place in sorted(
        {folder / part for path in gone for part in PurePosixPath(path).parents[:-1]}, reverse=True
    ):
        with suppress(OSError):  # it is not empty
            place.rmdir()


def _manifest(folder: Path) -> dict[str, str]:
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text("utf-8"))["files"]
        files = {str(path): str(digest) for path, digest in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ContentError(
            Problem(str(file), 0, 0, "it cannot be read", "remove it, and make the site anew")
        ) from None
    if any(PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts for path in files):
        raise ContentError(
            Problem(str(file), 0, 0, "it names files elsewhere", "remove it, and make the site anew")
        )
    return files
