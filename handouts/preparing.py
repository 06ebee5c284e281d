"""Makes the sheets that travel with the package (:mod:`handouts.ready`), when it is built or installed (``setup.py``)
or by hand: ``python -m handouts.preparing``.
"""

from __future__ import annotations

import io
import pickle
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from handouts.content.library import Library
from handouts.figures.store import FigureStore
from handouts.kept import Kept, Reader, filled
from handouts.making import kept_of
from handouts.pdf.render import Press
from handouts.ready import FOLDER, MADE, LaidOut, digest_of, is_laid_out, name_of
from handouts.resources import data_folder
from handouts.sheet.blocks import Document, Node
from handouts.sheet.request import SheetRequest
from handouts.workers import finished, processors, workers

SOMEBODY = "Somebody"


def write(folder: Path) -> int:
    """Make in ``folder`` those of topics that are not there as the content and the program are now; how many there are.
    Raises ContentError for content that is wrong.
    """
    every = Library.load()
    topics = tuple((folder, slug) for slug in every.names("topic"))
    made: dict[str, bytes] = {}
    number = min(processors(), len(topics))
    with workers(number) as executor:
        for _, some in finished(executor, _of_topic, topics, number):
            made |= some
    folder.mkdir(parents=True, exist_ok=True)
    for file in {*folder.glob("*.sheet"), *folder.glob("*.pages")} - {folder / name for name in made}:
        file.unlink()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return len(made)


def _of_topic(job: tuple[Path, str]) -> dict[str, bytes]:
    """All sheets of a topic, by name of their file: those in the folder, if they are as they would be made now. Raises
    ContentError.
    """
    folder, slug = job
    requests = [
        SheetRequest(slug, edition, side=side, patient=patient)
        for edition, sides in MADE
        for side in sides
        for patient in (SOMEBODY, None)
    ]
    laid_out = {name_of(request, pages=True) for request in requests if is_laid_out(request)}
    there = _there(folder, {*map(name_of, requests), *laid_out})
    if there is not None:
        return there
    library = Library.load()  # one for each topic: it says which files that topic reads
    found: dict[SheetRequest, Kept] = {}
    for request in requests:
        kept = kept_of(library, request)
        if kept is not None:
            found[request] = replace(kept, states=(), figures=())
    pages = {
        name_of(request, pages=True): _pages(library, request, kept, found.get(_unnamed(request)))
        for request, kept in found.items()
        if request.patient and is_laid_out(request)
    }
    names = tuple(_relative(place for place, _ in library.states()))
    digest = digest_of(names)
    made = {
        name_of(request): _file(names, digest, pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
        for request, kept in found.items()
    }
    for name, how in pages.items():
        if how is not None:
            faces = faces_of(how)
            made[name] = _file(names, faces, digest_of(names, faces), _packed(how))
    return made


def _there(folder: Path, names: Iterable[str]) -> dict[str, bytes] | None:
    """The sheets of one topic that were made before; None if one is missing, or is not of what is there now."""
    found: dict[str, bytes] = {}
    of: set[tuple[Any, ...]] = set()
    try:
        for name in names:
            found[name] = (folder / name).read_bytes()
            *made_of, digest, body = Reader(io.BytesIO(found[name])).load()
            zlib.decompress(body)
            of.add((*made_of, digest))
        return found if all(digest_of(*made_of) == digest for *made_of, digest in of) else None
    except Exception:  # a damaged file can raise anything
        return None


def _file(*parts: Any) -> bytes:
    """A file of ``parts``, the last of which is deflated."""
    *head, body = parts
    return pickle.dumps((*head, zlib.compress(body, 9)), pickle.HIGHEST_PROTOCOL)


def _unnamed(request: SheetRequest) -> SheetRequest:
    return replace(request, patient=None)


def _pages(library: Library, request: SheetRequest, kept: Kept, unnamed: Kept | None) -> LaidOut | None:
    """How the sheets of a kind are laid out; None where a face of the system is in it: another machine has others."""
    if unnamed is None:
        return None
    known: dict[Node, Node] = {}
    with_name = replace(kept, document=_shared(kept.document, known))
    without = replace(unnamed, document=_shared(unnamed.document, known))
    ways = ((with_name.document, request), (without.document, _unnamed(request)))
    tried, figures = Press(), FigureStore(*library.figures.folders)
    press = Press(tried.fonts)
    for document, one in ways:
        tried.render(filled(document, one), figures)
    press.layouts.found.take(tried.layouts.found.items())  # else it keeps all that was tried
    for document, one in ways:
        press.render(filled(document, one), figures)
    laid_out = LaidOut(with_name, without, press.ahead(), figures.drawings())
    return laid_out if all(Path(face).parts[0] != "/" for face in faces_of(laid_out)) else None


def faces_of(laid_out: LaidOut) -> tuple[str, ...]:
    """The font files of all that is shown."""
    return tuple(sorted({run.face for (run, _), _ in laid_out.ahead.shown}))


def _shared(document: Document, known: dict[Node, Node]) -> Document:
    """``document``, with every block that is ``known`` already as that one: it is then kept once."""
    sections = tuple(
        replace(section, nodes=tuple(known.setdefault(node, node) for node in section.nodes))
        for section in document.sections
    )
    return replace(document, sections=sections)


class _Packer(pickle.Pickler):
    """Writes values as calls of their classes, which are read in half of the time."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if not is_dataclass(kind):
            return NotImplemented
        return kind, tuple(getattr(value, field.name) for field in fields(kind) if field.init)


def _packed(value: object) -> bytes:
    file = io.BytesIO()
    _Packer(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def _relative(places: Iterable[str]) -> Iterator[str]:
    """Those of ``places`` that lie in the bundled content, as seen from there."""
    root = data_folder()
    for place in places:
        if Path(place).is_relative_to(root):
            yield Path(place).relative_to(root).as_posix()


if __name__ == "__main__":
    print(write(Path(sys.argv[1]) if sys.argv[1:] else FOLDER))
