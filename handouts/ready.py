"""Sheets of the bundled content that travel with the package, composed and laid out, so that the first sheet of all
needs no content to be read, and nothing to be tried for what fits.

They are made when the package is built or installed (:mod:`handouts.preparing`): documents for nobody, as
:mod:`handouts.kept` keeps them, and beside them what a press found out for them. One counts only while every file of
content that it was made from, and all of the program that makes it, are what they were, byte for byte: what was edited
since is read, as if nothing were here. A clinic's own folder or file is never answered from here. Nothing here is
needed, and nothing is written while a sheet is made. An empty ``$HANDOUTS_CACHE`` turns this off too.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.kept import Kept, Reader, answerable
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.resources import Stamp, data_folder, fonts_folder, stamp

if TYPE_CHECKING:
    from handouts.figures.store import FigureStore, Known
    from handouts.pdf.ahead import Ahead
    from handouts.pdf.render import Press
    from handouts.sheet.request import SheetRequest, Side

FOLDER = Path(__file__).resolve().parent / "_sheets"
MADE: tuple[tuple[str, tuple[Side | None, ...]], ...] = (
    (USUAL_EDITION, (None, "left", "right", "both")),
    ("large", (None,)),
)
"""Editions, and for which sides: about 110 KB a topic. Others are made from the content, then kept."""
LAID_OUT: tuple[str, str, tuple[Side | None, ...]] = USUAL_EDITION, "letter", (None,)
"""Edition, paper and sides of those that are laid out as well: another 120 KB a topic."""
COMPOSING = ("content", "figures", "language", "sheet")
"""The parts of the program that a document depends on, beside the modules at its top."""
SETTING = ("layout", "pdf")
"""Those that pages depend on as well."""
_CONTENT = (".yaml", ".json", ".po")
_OF_PAGES = frozenset(
    {
        "handouts.ready", "handouts.pdf.ahead", "handouts.layout.frame", "handouts.layout.nodes",
        "handouts.layout.pages", "handouts.layout.shape", "handouts.layout.theme", "handouts.figures.drawing",
        "handouts.figures.outline", "handouts.figures.words",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Ready:
    """A composed sheet, and the state of each file that it was made of; ``laid_out``: how."""

    kept: Kept
    states: Mapping[Path, Stamp]
    laid_out: LaidOut | None = None

    def prepare(self, press: Press, figures: FigureStore) -> None:
        """Let a press with the usual fonts, and the bundled figures, know what was found out for the sheet."""
        if self.laid_out is not None:
            press.learn(self.laid_out.ahead)
            figures.assume(self.laid_out.drawings, self.states)


@dataclass(frozen=True)
class LaidOut:
    """Documents with a name and without one, what a press found out for them, and the drawings that they show."""

    named: Kept
    unnamed: Kept
    ahead: Ahead
    drawings: tuple[Known, ...]


class PageReader(Reader):
    """Reads values of documents and of pages and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in _OF_PAGES or name.startswith("_"):
            return super().find_class(module, name)
        found = getattr(sys.modules.get(module) or __import__(module, fromlist=[name]), name)
        if not isinstance(found, type):
            raise TypeError(f"{module}.{name} has no place in a kept sheet")
        return found


def find(request: SheetRequest, data: Path | None, clinic: Path | None) -> Ready | None:
    """What is there for ``request``, if it is made from what the bundled content says now."""
    if (
        data is not None
        or clinic is not None
        or os.environ.get("HANDOUTS_CACHE") == ""
        or not _asked(request)
    ):
        return None
    return (_laid_out(request) if is_laid_out(request) else None) or _composed(request)


def _composed(request: SheetRequest) -> Ready | None:
    try:
        names, digest, body = Reader(io.BytesIO((FOLDER / name_of(request)).read_bytes())).load()
        states = _states(names)
        if digest_of(names) != digest:
            return None
        kept = Reader(io.BytesIO(zlib.decompress(body))).load()
    except Exception:  # a damaged file can raise anything
        return None
    return _ready(kept, request, states)


def _laid_out(request: SheetRequest) -> Ready | None:
    try:
        return _pages(request)
    except Exception:  # a damaged file can raise anything
        return None


def _pages(request: SheetRequest) -> Ready | None:
    """What was laid out for ``request``, if it counts. Raises whatever a damaged file may raise."""
    names, faces, digest, body = Reader(
        io.BytesIO((FOLDER / name_of(request, pages=True)).read_bytes())
    ).load()
    states = _states(names)
    if digest_of(names, faces) != digest:
        return None
    collecting = gc.isenabled()
    gc.disable()  # thousands of values, none of which is garbage: looking for some takes a third of the time
    try:
        found = PageReader(io.BytesIO(zlib.decompress(body))).load()
        if not gc.get_freeze_count():  # somebody else's: left as it is
            gc.freeze()  # what was read is old at once: it stays, and has not to be looked through again
            gc.unfreeze()
    finally:
        if collecting:
            gc.enable()
    if not isinstance(found, LaidOut):
        return None
    return _ready(found.named if request.patient else found.unnamed, request, states, found)


def _ready(
    kept: object, request: SheetRequest, states: Mapping[Path, Stamp], laid_out: LaidOut | None = None
) -> Ready | None:
    if not isinstance(kept, Kept) or kept.document.slug != request.slug:
        return None
    if kept.document.paper != request.paper:
        kept = replace(kept, document=replace(kept.document, paper=request.paper))
    return Ready(replace(kept, figures=(str(data_folder() / "figures"),)), states, laid_out)


def is_laid_out(request: SheetRequest) -> bool:
    """Whether the pages of ``request`` are among those that are made."""
    edition, paper, sides = LAID_OUT
    return request.edition == edition and request.paper == paper and request.side in sides


def _asked(request: SheetRequest) -> bool:
    """Whether ``request`` is one of those for which a sheet is made."""
    plain = request.lang == SOURCE and request.detail is None and not request.allow_untranslated
    plain = plain and request.note is None and request.date is None and not request.fillable
    plain = plain and not request.keep
    return plain and answerable(request) and request.side in dict(MADE).get(request.edition, ())


def name_of(request: SheetRequest, *, pages: bool = False) -> str:
    """The file of what is composed for ``request``, or laid out as well, with a name and without."""
    said = repr((request.slug, request.edition, request.side, None if pages else bool(request.patient)))
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{digest}.{'pages' if pages else 'sheet'}"


def _states(names: Iterable[str]) -> dict[Path, Stamp]:
    root = data_folder()
    return {path: stamp(path) for path in map(root.joinpath, names)}


def digest_of(names: Iterable[str], faces: Iterable[str] | None = None) -> bytes:
    """Of the program that composes, and of the content files and folders ``names``; of a folder, what is in it. With
    ``faces`` also of what sets pages: program, libraries and the font files.
    """
    found = hashlib.sha256(program_digest(COMPOSING, top=True))
    root = data_folder()
    for name in names:
        try:
            if (root / name).is_dir():
                listed = sorted(n for n in os.listdir(root / name) if n.endswith(_CONTENT))
                data = "\n".join(listed).encode()
            else:
                data = (root / name).read_bytes()
        except OSError:
            data = b""
        _add(found, name, data)
    if faces is not None:
        found.update(setting_digest(tuple(faces)))
    return found.digest()


@lru_cache(8)
def program_digest(parts: tuple[str, ...], *, top: bool) -> bytes:
    """A digest of these parts of the program, which a process reads once."""
    found = hashlib.sha256(repr(sys.version_info[:2]).encode())
    package = Path(__file__).resolve().parent
    sources = [package.glob("*.py") if top else (), *((package / part).rglob("*.py") for part in parts)]
    for path in sorted(path for some in sources for path in some):
        _add(found, path.relative_to(package).as_posix(), path.read_bytes())
    return found.digest()


@lru_cache(8)
def setting_digest(faces: tuple[str, ...]) -> bytes:
    from handouts.layout.shape import SHAPER  # opened only for a sheet that is to be set

    found = hashlib.sha256(program_digest(SETTING, top=False))
    _add(found, SHAPER, zlib.ZLIB_RUNTIME_VERSION.encode())
    for face in faces:
        _add(found, face, (fonts_folder() / face).read_bytes())
    return found.digest()


def _add(found: hashlib._Hash, name: str, data: bytes) -> None:
    found.update(f"{name}\0{len(data)}\0".encode())
    found.update(data)
