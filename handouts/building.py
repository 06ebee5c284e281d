"""Every sheet at once: topic x language x paper x edition into one folder, made again only where something changed.

Topics are handed out, not single files, so that what a topic needs is read and set once; any executor will do. Each
file is written whole or not at all by whoever makes it, and noted when it is done: a run that was cut off is finished
by the next one. Judges no content and shows nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.buildstate import Ledger, Record, held
from handouts.content.library import Library
from handouts.errors import ContentError, HandoutError, Problem
from handouts.ingredients import Ingredients, Pantry, digest_of, ingredients_of, program_digest
from handouts.language import SOURCE
from handouts.making import make, press_with
from handouts.notes import Note, in_words
from handouts.output import write_all
from handouts.resources import stamp
from handouts.sheet.request import SheetRequest
from handouts.workers import LostError, finished

if TYPE_CHECKING:
    from handouts.pdf.render import Press

MANIFEST = "manifest.json"
PARTS_EACH = 4
"""Jobs for each worker, at least: the last ones to end then end nearly together. Each costs 30 ms of its own."""


@dataclass(frozen=True)
class Order:
    """What is to be made: ``requests``, for nobody, from the content of ``data`` and ``clinic``, with the further
    fonts in the folders ``fonts``, into ``folder``; with ``force`` also what is as it was.
    """

    requests: tuple[SheetRequest, ...]
    folder: Path
    data: Path | None = None
    clinic: Path | None = None
    fonts: tuple[Path, ...] = ()
    force: bool = False


@dataclass(frozen=True)
class Step:
    """What happened to one sheet, at its path inside the folder: ``record`` None where it could not be made;
    ``made`` False where the file had the same bytes already.
    """

    path: str
    record: Record | None
    made: bool
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Built:
    """A finished run: the files that were written, how many were as they should be, what to know, what was wrong."""

    written: tuple[Path, ...]
    unchanged: int
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    gone: tuple[Path, ...] = ()
    """Files of earlier runs that nothing makes any more; they were left where they are."""


Watcher = Callable[[str, int], None]
"""Is told the name of a topic and how many of its sheets are done now."""


@dataclass(frozen=True)
class _Job:
    order: Order
    program: str


def path_of(request: SheetRequest) -> str:
    """Where the sheet for ``request`` goes, inside the folder."""
    return f"{request.lang}/{request.paper}/{request.edition}/{request.slug}.pdf"


def build(
    order: Order,
    executor: Executor,
    *,
    workers: int = 1,
    today: dt.date | None = None,
    started: Callable[[int], None] | None = None,
    done: Watcher | None = None,
) -> Built:
    """Make what ``order`` asks for with the ``workers`` of ``executor`` and write the manifest.

    ``started`` is told how many sheets have to be made once that is known. What is wrong keeps nothing else from being
    made and is among the problems of the result. Raises ContentError where there is no such folder, clinic or font.
    """
    library = Library.load(overlay=order.data, clinic=order.clinic)
    if order.fonts:
        press_with(order.fonts)
    day = today or dt.date.today()
    wanted = {path_of(request): request for request in order.requests}
    with held(order.folder):
        program = program_digest(order.fonts)
        ledger, pantry = Ledger.open(order.folder), Pantry(library)
        stale = {
            path: request
            for path, request in wanted.items()
            if order.force or not _fresh(ledger, path, request, program, pantry)
        }
        if started is not None:
            started(len(stale))
        steps: list[Step] = []
        problems: list[Problem] = []
        try:
            for _, (ingredients, some) in finished(
                executor, work, _jobs(order, stale, program, workers), workers
            ):
                ledger.add(ingredients, {step.path: step.record for step in some if step.record is not None})
                steps += some
                if done is not None:
                    done(Path(some[0].path).stem, len(some))
        except LostError:
            hint = "run it again: what was made is kept; --jobs 1 takes the least memory"
            problems.append(Problem("build", 0, 0, "a process that made sheets was ended from outside", hint))
        failed = stale.keys() - {step.path for step in steps if step.record is not None}
        records = ledger.close(failed, wanted.keys())
        topics = set(library.names("topic"))
        shown = {path: record for path, record in records.items() if Path(path).stem in topics}
        try:
            _write_manifest(order.folder, shown, day)
        except HandoutError as error:
            problems += error.problems
    problems += [problem for step in steps for problem in step.problems]
    overdue = [_overdue(shown[path], path) for path in wanted if path in shown and shown[path].due < day]
    return Built(
        tuple(order.folder / step.path for step in steps if step.made),
        len(wanted) - len(stale) + sum(step.record is not None and not step.made for step in steps),
        tuple(dict.fromkeys([*overdue, *(note for step in steps for note in step.notes)])),
        tuple(sorted(set(problems))),
        tuple(order.folder / path for path in records if path not in shown),
    )


# ---------------------------------------------------------------------------------------------- what is to be done


def _fresh(ledger: Ledger, path: str, request: SheetRequest, program: str, pantry: Pantry) -> bool:
    """Whether the file at ``path`` is what would be made now."""
    known = ledger.get(path)
    if known is None:
        return False
    ingredients, record = known
    if record.key != _key(request, program) or not pantry.has(ingredients):
        return False
    file = ledger.folder / path
    return stamp(file) == record.state or digest_of(file) == record.sha256


def _key(request: SheetRequest, program: str) -> str:
    """What says, beside the files, which bytes a sheet has."""
    return hashlib.sha256(f"{program} {request!r}".encode("utf-8", "surrogatepass")).hexdigest()


def _jobs(order: Order, stale: Mapping[str, SheetRequest], program: str, workers: int) -> list[_Job]:
    """The sheets of one topic in one language, in parts where there are few topics for many workers."""

    def topic(request: SheetRequest) -> tuple[str, ...]:
        return request.slug, request.lang

    groups = [tuple(group) for _, group in groupby(sorted(stale.values(), key=topic), topic)]
    parts = 1 if workers == 1 else -(-PARTS_EACH * workers // max(1, len(groups)))
    jobs = [part for group in groups for part in _parted(group, parts)]
    jobs.sort(key=len, reverse=True)  # the longest first, so that nobody waits for one at the end
    return [_Job(replace(order, requests=part), program) for part in jobs]


def _parted(group: tuple[SheetRequest, ...], parts: int) -> Iterator[tuple[SheetRequest, ...]]:
    size = -(-len(group) // parts)
    yield from (group[start : start + size] for start in range(0, len(group), size))


# --------------------------------------------------------------------------------------------------- the making


@lru_cache(maxsize=2)
def _press(fonts: tuple[Path, ...], program: str) -> Press:
    """One press in each process: its fonts and set lines serve all topics that are made there."""
    return press_with(fonts)


def work(job: _Job) -> tuple[Ingredients | None, tuple[Step, ...]]:
    """Make and write the sheets of ``job``: what they were made from, and what happened to each."""
    order = job.order
    library = Library.load(overlay=order.data, clinic=order.clinic)
    press = _press(order.fonts, job.program)
    steps = tuple(_made(library, press, order, request, job.program) for request in order.requests)
    try:
        used = ingredients_of(library, order.requests[0].lang)
    except ContentError:
        used = None  # nothing was made
    return used, steps


def _made(library: Library, press: Press, order: Order, request: SheetRequest, program: str) -> Step:
    path = path_of(request)
    file = order.folder / path
    try:
        made = make(
            library, request, press=press, today=dt.date.min
        )  # what depends on the day is said at the end
        sha = hashlib.sha256(made.data).hexdigest()
        same = not order.force and digest_of(file) == sha
        if not same:
            write_all({file: made.data})
        topic = library.speaking(request.lang).topic(request.slug)
    except HandoutError as error:
        return Step(path, None, False, problems=tuple(error.problems))
    record = Record(
        _key(request, program), sha, len(made.data), made.pages, topic.title, str(topic.version),
        topic.review.review_due, tuple(map(_note, made.notes)), stamp(file),
    )  # fmt: skip
    return Step(path, record, not same, made.notes)


# -------------------------------------------------------------------------------------------------- the manifest


def _note(note: Note) -> dict[str, Any]:
    """A note as the manifest has it: its parts, and in words."""
    parts = {name: value for name, value in asdict(note).items() if value and name != "sheet"}
    if note.day is not None:
        parts["day"] = note.day.isoformat()
    return {**parts, "text": in_words(note)}


def _overdue(record: Record, path: str) -> Note:
    return Note("review-overdue", "warning", Path(path).stem, day=record.due)


def _write_manifest(folder: Path, records: Mapping[str, Record], today: dt.date) -> None:
    """Write ``manifest.json`` if it says something new. Raises OutputError."""
    import json

    sheets = []
    for path, record in sorted(records.items()):
        lang, paper, edition, _ = path.split("/")
        due = [_note(_overdue(record, path))] if record.due < today else []
        sheets.append({
            "path": path, "slug": Path(path).stem, "lang": lang, "paper": paper, "edition": edition,
            "sha256": record.sha256, "bytes": record.bytes, "pages": record.pages, "title": record.title,
            "version": record.version, "notes": [*due, *record.notes],
        })  # fmt: skip
    if not sheets and not (folder / MANIFEST).is_file():
        return
    data = (json.dumps({"sheets": sheets}, ensure_ascii=False, indent=1) + "\n").encode()
    file = folder / MANIFEST
    try:
        if file.read_bytes() == data:
            return
    except OSError:
        pass
    write_all({file: data})


def requests_for(
    library: Library,
    slugs: Iterable[str],
    langs: Iterable[str],
    papers: Iterable[str],
    editions: Iterable[str],
    like: SheetRequest,
) -> tuple[SheetRequest, ...]:
    """A request for every topic x language x paper x edition, the rest as in ``like``.

    All topics where none is named; where no language is, the one that content is written in: a layer of texts may be
    incomplete, or read by nobody yet, so it is asked for by name.
    """
    topics = tuple(dict.fromkeys(slugs)) or tuple(library.names("topic"))
    return tuple(
        replace(like, slug=slug, lang=lang, paper=paper, edition=edition)
        for slug in topics
        for lang in tuple(dict.fromkeys(langs)) or (SOURCE,)
        for edition in dict.fromkeys(editions)
        for paper in dict.fromkeys(papers)
    )
