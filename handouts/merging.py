"""Mail merge: a sheet for each row of a roster, as files of their own or as print files. Judges no content.

Every row is made before any file is put in its place. What is written beside the sheets says nothing about a patient:
numbers of rows, kinds of notes, titles of exercises.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from handouts.buildstate import held
from handouts.content.library import Library
from handouts.errors import ContentError, HandoutError, OutputError, Problem, wanted
from handouts.made import Made
from handouts.making import check_press, press_with
from handouts.notes import Note
from handouts.output import Staged
from handouts.pdf.printfile import PrintFile
from handouts.pdf.render import Press
from handouts.recipients import Recipient, in_its_cell
from handouts.sheet.request import SheetRequest
from handouts.templates import Filled, Templates, templates_of
from handouts.workers import LostError, finished

MANIFEST = "manifest.json"
SHARE = 2_000
"""Rows that one worker of several makes at a time, at most."""
_SAID = json.JSONEncoder(ensure_ascii=False).encode
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
    check_press(press)
    templates = templates_of(library) if press is None else Templates(library, press)
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
    today = today or dt.date.today()
    with held(target.folder, below=False):
        staged = Staged()
        templates = templates_of(library) if press is None else Templates(library, press)
        run = Run(templates, target, staged)
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
    return Merged(tuple(map(Path, run.files)), len(run.entries), notes, tuple(sorted(set(problems))))


@dataclass(frozen=True)
class Sources:
    """What sheets are made from, for those who open it themselves."""

    data: Path | None = None
    clinic: Path | None = None
    fonts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Share:
    """A part of the rows, and the number of their first print file."""

    sources: Sources
    file: str
    people: tuple[Recipient, ...]
    target: Target
    today: dt.date | None
    first: int


@dataclass(frozen=True)
class _Shared:
    """What came of a part: files beside their places, entries of the manifest, notes, problems."""

    ready: tuple[tuple[str, str], ...]
    files: tuple[Path, ...]
    about: tuple[dict[str, Any], ...]
    entries: tuple[str, ...]
    notes: tuple[tuple[int, tuple[Note, ...]], ...]
    problems: tuple[Problem, ...]


def merge_far(
    sources: Sources,
    file: str,
    people: Sequence[Recipient],
    wrong: Iterable[Problem],
    target: Target,
    executor: Executor,
    workers: int,
    *,
    today: dt.date | None = None,
    done: Callable[[str, int], None] | None = None,
) -> Merged:
    """The same as :func:`merge_roster`, with the rows shared among the ``workers`` of ``executor``. Sheets go straight
    to the target's folder, which all of them see; a print file holds :data:`SHARE` patients at most.
    """
    problems = list(wrong)
    if problems and not target.skip_bad:
        return Merged((), 0, (), tuple(sorted(set(problems))))
    target = replace(
        target, folder=target.folder.absolute(), single=target.single and target.single.absolute()
    )
    each = SHARE if target.single else max(1, min(SHARE, -(-len(people) // (4 * workers))))
    shares = [
        _Share(sources, file, tuple(people[at : at + each]), target, today, number)
        for number, at in enumerate(range(0, len(people), each), 1)
    ]
    with held(target.folder, below=False):
        staged = Staged()
        made: dict[int, _Shared] = {}
        try:
            for share, result in finished(executor, merge_share, shares, workers):
                made[share.first] = result
                staged.adopt(result.ready)
                problems += result.problems
                if done is not None:
                    done(f"row {share.people[-1].row.number}", len(share.people))
            parts = [made[number] for number in sorted(made)]
            entries = [entry for part in parts for entry in part.entries]
            if (problems and not target.skip_bad) or not entries:
                return Merged((), 0, (), tuple(sorted(set(problems))))
            about = [entry for part in parts for entry in part.about]
            _write_manifest(staged, target, about, entries)
            staged.commit()
        except LostError:
            hint = "start workers, and run it again: nothing was put into its place"
            problems.append(Problem("merge", 0, 0, "the workers of the cluster are gone", hint))
            return Merged((), 0, (), tuple(sorted(set(problems))))
        except HandoutError as error:
            return Merged((), 0, (), tuple(sorted({*problems, *error.problems})))
        finally:
            staged.discard()
    notes = tuple((row, note) for part in parts for row, some in part.notes for note in some)
    files = tuple(path for part in parts for path in part.files)
    return Merged(files, len(entries), notes, tuple(sorted(set(problems))))


def merge_share(share: _Share) -> _Shared:
    """Make the sheets of a part of the rows, and leave them beside their places."""
    sources, problems = share.sources, list[Problem]()
    library = Library.load(overlay=sources.data, clinic=sources.clinic)
    staged = Staged()
    try:
        press = press_with(sources.fonts) if sources.fonts else None
        run = Run(Templates(library, press), share.target, staged, share.first)
        for person in share.people:
            try:
                run.add(person, share.today)
            except OutputError:
                raise
            except ContentError as error:
                problems += [in_its_cell(share.file, person.row, problem) for problem in error.problems]
        run.close()
        return _Shared(
            staged.leave(), tuple(map(Path, run.files)), tuple(run.about), tuple(run.entries), tuple(run.notes),
            tuple(problems),
        )  # fmt: skip
    except HandoutError as error:
        return _Shared((), (), (), (), (), (*problems, *error.problems))
    finally:
        staged.discard()


def _write_manifest(
    staged: Sink, target: Target, files: Sequence[dict[str, Any]], sheets: Sequence[str]
) -> None:
    """What was made, without a word of a patient; ``sheets`` as JSON."""
    single = target.single
    place = target.folder / MANIFEST if single is None else single.with_suffix(".manifest.json")
    file = staged.open(place)
    begin = "{" if single is None else f'{{"files": {json.dumps(files, ensure_ascii=False)},\n'
    file.write(f'{begin}"sheets": [\n'.encode())
    for at in range(0, len(sheets), SHARE):  # part by part: there may be a hundred thousand
        end = "\n]}\n" if at + SHARE >= len(sheets) else ",\n"
        file.write((",\n".join(sheets[at : at + SHARE]) + end).encode())
    file.close()


class Opened(Protocol):
    """A file on its way."""

    def write(self, data: bytes, /) -> int:
        """Add ``data``."""
        ...

    def writelines(self, parts: Sequence[bytes], /) -> None:
        """Add all ``parts``."""
        ...

    def close(self) -> None:
        """No more comes."""
        ...


class Sink(Protocol):
    """Where files go: beside their places (:class:`Staged`), or into memory."""

    def open(self, path: Path | str, *, private: bool = False, new: bool = False) -> Opened:
        """A file to write to; ``new``: nothing may be in its place."""
        ...


class Run:
    """What was made so far, written to where files go."""

    def __init__(self, templates: Templates, target: Target, staged: Sink, first: int = 1) -> None:
        self.templates, self.target, self.staged, self._number = templates, target, staged, first
        self.files: list[str] = []
        self._folder = os.fspath(target.folder)
        self.entries: list[str] = []
        self.notes: list[tuple[int, tuple[Note, ...]]] = []
        self._said: dict[tuple[Note, ...], str] = {}
        self._last: tuple[tuple[Note, ...], str] = (), "[]"
        self.about: list[dict[str, Any]] = []
        self._print: PrintFile | None = None
        self._out: Opened | None = None

    def add(self, person: Recipient, today: dt.date | None) -> None:
        """Make the sheet of ``person``, or only find out what is wrong with it. Raises ContentError, and OutputError
        where it cannot be written.
        """
        request, templates = person.request, self.templates
        filled = templates.fill(request, today=today) or templates.alone(request, today=today)
        if not person.good:
            return
        pages, notes = filled.template.pages, self._notes(filled.notes)
        begin = f'{{"row": {person.row.number}, "slug": {_SAID(request.slug)}, "path": '
        if self.target.single is None:
            name = f"{person.name}.pdf"
            parts, sha256 = filled.hashed
            file = self._open(f"{self._folder}/{name}")
            file.writelines(parts)
            file.close()
            size = sum(map(len, parts))
            end = (
                f'{_SAID(name)}, "sha256": "{sha256}", "bytes": {size}, "pages": {pages}, "notes": {notes}}}'
            )
        else:
            path, first = self._printed(person, filled)
            end = f'{_SAID(path)}, "first_page": {first}, "pages": {pages}, "notes": {notes}}}'
        self.entries.append(begin + end)
        self.notes.append((person.row.number, filled.notes))

    def finish(self) -> None:
        """Write what is still open, and the manifest."""
        self.close()
        _write_manifest(self.staged, self.target, self.about, self.entries)

    def _notes(self, notes: tuple[Note, ...]) -> str:
        """Notes as the manifest has them, which many rows share."""
        if notes is not self._last[0]:
            if notes not in self._said:
                self._said[notes] = _SAID([_note(note) for note in notes])
            self._last = notes, self._said[notes]
        return self._last[1]

    def _printed(self, person: Recipient, filled: Filled) -> tuple[str, int]:
        """Put the sheet into the print file that is open: the name of the file, and the first page of it there."""
        if self._print is not None and not self._print.takes(filled.template):
            self.close()
        if self._print is None:
            self._out = self._open(os.fspath(self._single()))
            about = replace(filled.template.document.about, date=filled.date)
            self._print = PrintFile(self._out, about, duplex=self.target.duplex)
        label = person.request.ref or str(person.row.number)
        if self.target.names and person.request.patient:
            label = person.request.patient
        first = self._print.add(filled.template, filled.filling, filled.date, label)
        return os.path.basename(self.files[-1]), first

    def _single(self) -> Path:
        """The next print file."""
        single = self.target.single
        assert single is not None
        number = self._number + len(self.files)
        return single if number == 1 else single.with_name(f"{single.stem}-{number}{single.suffix}")

    def close(self) -> None:
        """Finish the print file that is open."""
        if self._print is None or self._out is None:
            return
        done = self._print
        done.close()
        self._out.close()
        self.about.append(_about(Path(self.files[-1]), done.sha256.hexdigest(), done.size, done.pages))
        self._print = self._out = None

    def _open(self, path: str) -> Opened:
        file = self.staged.open(path, private=True, new=not self.target.force)
        self.files.append(path)
        return file


def _about(path: Path, sha256: str, size: int, pages: int) -> dict[str, Any]:
    return {"path": path.name, "sha256": sha256, "bytes": size, "pages": pages}


def _note(note: Note) -> dict[str, Any]:
    """A note by its kind, and the exercises that it is about; nothing that tells a condition of health."""
    said: dict[str, Any] = {"kind": note.kind, "severity": note.severity}
    if note.kind in _EXERCISE_NOTES:
        said |= {"exercises": list(note.what)} | ({"instead": list(note.instead)} if note.instead else {})
    return said
