"""Mail merge: a sheet for each row of a roster, as files of their own or as print files. Judges no content.

Every row is made before any file is put in its place. What is written beside the sheets says nothing about a patient:
numbers of rows, kinds of notes, titles of exercises.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handouts.buildstate import held
from handouts.content.library import Library
from handouts.errors import ContentError, HandoutError, OutputError, Problem, wanted
from handouts.made import Made
from handouts.notes import Note
from handouts.output import Staged, Staging
from handouts.pdf.printfile import PrintFile
from handouts.pdf.render import Press
from handouts.recipients import Recipient, in_its_cell
from handouts.sheet.request import SheetRequest
from handouts.templates import Filled, Templates

MANIFEST = "manifest.json"
_EXERCISE_NOTES = frozenset({"left-out-for-safety", "stand-in"})


@dataclass(frozen=True)
class Target:
    """Where sheets go: into ``folder``, or into the print file ``single`` and, when it is full, FILE-2.pdf and so on.

    ``duplex``: each patient starts on a new sheet of paper. ``names``: bookmarks say names. ``force``: files that are
    there are replaced. ``skip_bad``: rows that are wrong are left out.
    """

    folder: Path
    single: Path | None = None
    duplex: bool = False
    names: bool = False
    force: bool = False
    skip_bad: bool = False


@dataclass(frozen=True)
class Merged:
    """A finished merge: the files, how many sheets are in them, what to know by number of row, what was wrong."""

    written: tuple[Path, ...]
    sheets: int
    notes: tuple[tuple[int, Note], ...]
    problems: tuple[Problem, ...]


def merge(
    library: Library, requests: Iterable[SheetRequest], *, press: Press | None = None
) -> Iterator[Made]:
    """The sheets for ``requests``, one after the other as they are asked for. Raises as :func:`handouts.make` does."""
    wanted("library", library, Library, "pass what Library.load() gives")
    wanted("requests", requests, Iterable, "pass several handouts.SheetRequest")
    templates = Templates(library, press)
    for request in requests:
        wanted("request", request, SheetRequest, "pass a handouts.SheetRequest")
        yield templates.make(request)


def merge_roster(
    library: Library,
    file: str,
    people: Iterable[Recipient],
    wrong: Iterable[Problem],
    target: Target,
    *,
    press: Press | None = None,
    today: dt.date | None = None,
    done: Callable[[str, int], None] | None = None,
) -> Merged:
    """Make a sheet for each of ``people``, who come from the roster ``file``, whose other rows are ``wrong``.

    Nothing is written where anything is wrong, unless ``target.skip_bad``; a target that cannot be written is wrong in
    any case. Raises nothing of that: it is among the problems of the result.
    """
    problems = list(wrong)
    with held(target.folder, below=False):
        staged = Staged()
        run = _Run(Templates(library, press), target, staged)
        try:
            for person in people:
                try:
                    run.add(person, today)
                except OutputError:
                    raise
                except ContentError as error:
                    problems += [in_its_cell(file, person.row, problem) for problem in error.problems]
                if done is not None:
                    done(f"row {person.row.number}", 1)
            if (problems and not target.skip_bad) or not run.entries:
                staged.discard()
                return Merged((), 0, (), tuple(sorted(set(problems))))
            run.finish()
            staged.commit()
        except HandoutError as error:
            staged.discard()
            return Merged((), 0, (), tuple(sorted({*problems, *error.problems})))
        except BaseException:
            staged.discard()
            raise
    notes = tuple((row, note) for row, some in run.notes for note in some)
    return Merged(tuple(run.files), len(run.entries), notes, tuple(sorted(set(problems))))


class _Run:
    """What was made so far, written beside its place."""

    def __init__(self, templates: Templates, target: Target, staged: Staged) -> None:
        self.templates, self.target, self.staged = templates, target, staged
        self.files: list[Path] = []
        self.entries: list[dict[str, Any]] = []
        self.notes: list[tuple[int, tuple[Note, ...]]] = []
        self._said: dict[tuple[Note, ...], list[dict[str, Any]]] = {}
        self._about: list[dict[str, Any]] = []
        self._print: PrintFile | None = None
        self._out: Staging | None = None

    def add(self, person: Recipient, today: dt.date | None) -> None:
        """Make the sheet of ``person``. Raises ContentError, and OutputError where it cannot be written."""
        request, templates = person.request, self.templates
        filled = templates.fill(request, today=today) or templates.alone(request, today=today)
        entry: dict[str, Any] = {"row": person.row.number, "slug": request.slug}
        pages = filled.template.pages
        if self.target.single is None:
            path = self.target.folder / f"{person.name}.pdf"
            data = filled.data
            with self._open(path) as file:
                file.write(data)
            entry |= _about(path, hashlib.sha256(data).hexdigest(), len(data), pages)
        else:
            entry |= self._printed(person, filled) | {"pages": pages}
        entry["notes"] = self._notes(filled.notes)
        self.entries.append(entry)
        self.notes.append((person.row.number, filled.notes))

    def finish(self) -> None:
        """Write what is still open, and the manifest."""
        self._close()
        single = self.target.single
        place = self.target.folder / MANIFEST if single is None else single.with_suffix(".manifest.json")
        said = {"sheets": self.entries} if single is None else {"files": self._about, "sheets": self.entries}
        self.staged.put(place, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())

    def _notes(self, notes: tuple[Note, ...]) -> list[dict[str, Any]]:
        """Notes as the manifest has them, which many rows share."""
        if notes not in self._said:
            self._said[notes] = [_note(note) for note in notes]
        return self._said[notes]

    def _printed(self, person: Recipient, filled: Filled) -> dict[str, Any]:
        """Put the sheet into the print file that is open."""
        if self._print is not None and not self._print.takes(filled.template):
            self._close()
        if self._print is None:
            self._out = self._open(self._single())
            about = replace(filled.template.document.about, date=filled.date)
            self._print = PrintFile(self._out, about, duplex=self.target.duplex)
        label = person.request.ref or str(person.row.number)
        if self.target.names and person.request.patient:
            label = person.request.patient
        first = self._print.add(filled.template, filled.filling, filled.date, label)
        return {"path": self.files[-1].name, "first_page": first}

    def _single(self) -> Path:
        """The next print file."""
        single = self.target.single
        assert single is not None
        number = len(self.files) + 1
        return single if number == 1 else single.with_name(f"{single.stem}-{number}{single.suffix}")

    def _close(self) -> None:
        """Finish the print file that is open."""
        if self._print is None or self._out is None:
            return
        done = self._print
        done.close()
        self._out.close()
        self._about.append(_about(self.files[-1], done.sha256.hexdigest(), done.size, done.pages))
        self._print = self._out = None

    def _open(self, path: Path) -> Staging:
        if path.exists() and not self.target.force:
            hint = "choose another place, or give --force to replace what is there"
            raise OutputError(Problem(str(path), 0, 0, "there is a file with this name", hint))
        self.files.append(path)
        return self.staged.open(path, private=True)


def _about(path: Path, sha256: str, size: int, pages: int) -> dict[str, Any]:
    return {"path": path.name, "sha256": sha256, "bytes": size, "pages": pages}


def _note(note: Note) -> dict[str, Any]:
    """A note by its kind, and the exercises that it is about; nothing that tells a condition of health."""
    said: dict[str, Any] = {"kind": note.kind, "severity": note.severity}
    if note.kind in _EXERCISE_NOTES:
        said |= {"exercises": list(note.what)} | ({"instead": list(note.instead)} if note.instead else {})
    return said
