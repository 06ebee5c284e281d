"""Composed sheets kept in the user's cache folder, so that the next one of the same kind needs no content to be read.

What is kept is a document for nobody: it was composed for the placeholders :data:`NOBODY`, :data:`NOTE` and
:data:`ANY_DAY`, whose places a name, a note and a day take when the sheet is printed. Nothing about a patient is ever
kept; a request that says more about a person than these is not answered from here. A kept sheet counts only as long as
the program and every file and folder that it was made from are as they were. Nothing here is needed: what cannot be
read or written is made anew.

The folder is ``$HANDOUTS_CACHE``, by default that of the user's caches; an empty ``$HANDOUTS_CACHE`` turns this off.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import is_
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.figures.store import FigureStore
from handouts.language import SOURCE
from handouts.made import Made, paper_notes
from handouts.notes import Note
from handouts.resources import Stamp, data_folder, stamp
from handouts.sheet.blocks import Document, Span
from handouts.sheet.said import holding

if TYPE_CHECKING:
    from handouts.language import Language
    from handouts.pdf.render import Press
    from handouts.sheet.request import SheetRequest

FORMAT = 4
NOBODY, NOTE = "\ue000", "\ue001"
"""The name and the note that a kept document is composed for: characters of nobody's script, for which no font has a
glyph."""
ANY_DAY = dt.date(1, 1, 1)
"""The day that it is composed for, where one is named: nobody was given a sheet on it."""
MOST = 100
"""Sheets that are kept; those not used for longest go. One takes about 100 KB."""

_CUT_OFF = 60.0
"""Seconds after which a file that was begun will not be finished any more: its run was killed."""

_PARTS = frozenset(
    {"handouts.sheet.blocks", "handouts.words", "handouts.palette", "handouts.notes", "handouts.kept"}
)
_PLAIN = frozenset({("datetime", "date"), ("builtins", "frozenset"), ("handouts.language.base", "Signs")})


@dataclass(frozen=True)
class Kept:
    """A document for nobody, what to know of it in any format, when its review is due, and what it was made from."""

    document: Document
    notes: tuple[Note, ...]
    due: dt.date
    figures: tuple[str, ...]
    """The folders of its drawings."""
    states: tuple[tuple[str, Stamp], ...]

    def notes_on(self, day: dt.date) -> tuple[Note, ...]:
        """What to know of the sheet in any format on ``day``."""
        if self.due >= day:
            return self.notes
        return (*self.notes, Note("review-overdue", "warning", self.document.slug, day=self.due))


class Reader(pickle.Unpickler):
    """Reads values of the document model and nothing else, whatever the file says."""

    def find_class(self, module: str, name: str) -> Any:
        if (module in _PARTS and not name.startswith("_")) or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a kept sheet")


class Shelf:
    """The kept sheets of a user. ``folder`` None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> Shelf:
        """The shelf in the cache folder of whoever runs the program."""
        named = os.environ.get("HANDOUTS_CACHE")
        if named is not None:
            return cls(Path(named) if named else None)
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
        elif sys.platform == "darwin":
            base = os.path.expanduser("~/Library/Caches")
        else:
            base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        return cls(Path(base) / "handouts" if base and os.path.isabs(base) else None)

    def find(self, request: SheetRequest, data: Path | None, clinic: Path | None) -> Kept | None:
        """What is kept for ``request``, if it is still as it was."""
        if self.folder is None or not answerable(request) or _own_days(request, data):
            return None
        path = self.folder / _name(request, data, clinic)
        try:
            raw = path.read_bytes()
            digest, body = raw[:32], raw[32:]
            if hashlib.sha256(body).digest() != digest:
                return None
            kept = Reader(io.BytesIO(body)).load()
        except Exception:  # a damaged file can raise anything
            return None
        if not isinstance(kept, Kept) or any(stamp(Path(place)) != state for place, state in kept.states):
            return None
        if kept.document.slug != request.slug:
            return None
        with suppress(OSError):
            os.utime(path)
        return kept

    def keep(self, request: SheetRequest, data: Path | None, clinic: Path | None, kept: Kept) -> None:
        """Keep a sheet for requests like ``request``."""
        if self.folder is None or not answerable(request) or _own_days(request, data):
            return
        body = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, part = tempfile.mkstemp(prefix=".handouts-", suffix=".part", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(body).digest() + body)
                os.replace(part, self.folder / _name(request, data, clinic))
            except BaseException:
                os.unlink(part)
                raise
            self._tidy()

    def _tidy(self) -> None:
        assert self.folder is not None
        sheets = sorted(self.folder.glob("*.sheet"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in sheets[MOST:]:
            file.unlink(missing_ok=True)
        for part in self.folder.glob(".handouts-*.part"):
            if time.time() - part.stat().st_mtime > _CUT_OFF:
                part.unlink(missing_ok=True)


def _own_days(request: SheetRequest, data: Path | None) -> bool:
    """Whether the day may be written as a folder of content says, which nothing here has read."""
    return request.date is not None and data is not None and request.lang != SOURCE


def answerable(request: SheetRequest) -> bool:
    """Whether a kept sheet can answer ``request``: it says nothing about a person but a name, a note and a day, and for
    which side, and nothing that a sheet refuses.
    """
    from handouts.content.markup import note_faults
    from handouts.limits import MAX_NOTE, MAX_PATIENT
    from handouts.sheet.request import MOST_MARKS, REF, marks

    name, note, ref = request.patient or "", request.note or "", request.ref
    plain = replace(request, patient=None, note=None, ref=None)
    return (
        not (plain.personal or request.note_lang or request.date == ANY_DAY)
        and len(name) <= MAX_PATIENT
        and len(note) <= MAX_NOTE
        and not note_faults(note)
        and (ref is None or REF.fullmatch(ref) is not None)
        and max(marks(name), marks(note)) <= MOST_MARKS
        and not {NOBODY, NOTE} & {*name, *note}
    )


def program_states() -> tuple[tuple[str, Stamp], ...]:
    """The state of every file of the program."""
    return tuple((str(path), stamp(path)) for path in sorted(Path(__file__).parent.rglob("*.py")))


def printed(
    kept: Kept,
    request: SheetRequest,
    today: dt.date,
    prepare: Callable[[Press, FigureStore], None] | None = None,
) -> Made:
    """The sheet for ``request`` from a kept document, by a press that somebody may ``prepare``."""
    from handouts.errors import LayoutError
    from handouts.layout.faces import clean
    from handouts.layout.unprintable import words_problem
    from handouts.pdf.render import Press

    press, figures = Press(), FigureStore(*map(Path, kept.figures))
    if prepare is not None:
        prepare(press, figures)
    for option, text in (("--patient", request.patient), ("--note", request.note)):
        missing = press.fonts.missing(clean(text or ""))
        if missing:
            raise LayoutError([words_problem(option, missing)])
    document = filled(kept.document, request)
    rendered = press.render(document, figures)
    notes = (*kept.notes_on(request.date or today), *paper_notes(document, rendered))
    return Made(rendered.data, rendered.pages, notes)


def for_nobody(request: SheetRequest) -> SheetRequest:
    """The request that a kept document is composed for."""
    return replace(
        request, patient=NOBODY if request.patient else None, note=NOTE if request.note else None,
        date=ANY_DAY if request.date else None, ref=None,
    )  # fmt: skip


def filled(document: Document, request: SheetRequest, rules: Language | None = None) -> Document:
    """``document``, composed :func:`for_nobody`, for the one who is to have it. ``rules``: those of its language, where
    a library says what they are.
    """
    own = {NOBODY: request.patient or "", NOTE: request.note or ""}
    if request.date is not None:
        from handouts.language import language_of

        day = (rules or language_of(request.lang)).day
        own |= {
            day(ANY_DAY).replace(" ", space): day(request.date).replace(" ", space) for space in " \u00a0"
        }
        document = replace(document, date=request.date.isoformat())
    elif not (request.patient or request.note):
        return document
    whole: Document = named(document, own)
    return whole


def named(node: Any, own: Mapping[str, str]) -> Any:
    """``node`` with what is somebody's ``own`` in the places of what stands for it."""
    kind: Any = type(node)
    if kind is Span:
        return replace(node, text=own[node.text]) if node.text in own else node
    if kind is tuple:
        parts = [named(part, own) for part in node]
        return node if all(map(is_, parts, node)) else tuple(parts)
    changed = None
    for name in holding(kind):
        old = getattr(node, name)
        new = named(old, own)
        if new is not old:
            changed = changed or {}
            changed[name] = new
    return replace(node, **changed) if changed else node


def kind_of(request: SheetRequest) -> tuple[Hashable, ...]:
    """What decides a document for nobody, beside the content."""
    return (
        request.slug, request.edition, request.paper, request.lang, request.detail, request.side,
        request.allow_untranslated, request.fillable, tuple(sorted(request.keep)),
        bool(request.patient), bool(request.note), bool(request.date),
    )  # fmt: skip


def _name(request: SheetRequest, data: Path | None, clinic: Path | None) -> str:
    """The file of a sheet: nothing in it can be read off its name."""
    said = repr((
        FORMAT, *kind_of(request), data_folder(), data and data.absolute(),
        clinic and clinic.absolute(), sys.version_info[:2],
    ))  # fmt: skip
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:40] + ".sheet"
