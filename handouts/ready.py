"""Composed sheets of the bundled content that travel with the package, so that the first sheet of all needs no content
to be read either.

They are made when the package is built or installed (``setup.py``), or with ``python -m handouts.ready``: documents
for nobody, as :mod:`handouts.kept` keeps them. One counts only while every file of content that it was made from, and
all of the program that composes, are what they were, byte for byte: what was edited since is read, as if nothing were
here. A clinic's own folder or file is never answered from here. Nothing here is needed, and nothing is written while a
sheet is made. An empty ``$HANDOUTS_CACHE`` turns this off too.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.kept import Kept, Reader, answerable
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.resources import data_folder

if TYPE_CHECKING:
    from handouts.sheet.request import SheetRequest, Side

FOLDER = Path(__file__).resolve().parent / "_sheets"
MADE: tuple[tuple[str, tuple[Side | None, ...]], ...] = (
    (USUAL_EDITION, (None, "left", "right", "both")),
    ("large", (None,)),
)
"""Editions, and for which sides: about 110 KB a topic. Others are made from the content, then kept."""

_COMPOSE = ("content", "figures", "language", "sheet")
"""The parts of the program that a document depends on, beside the modules at its top."""
_CONTENT = (".yaml", ".json", ".po")


def find(request: SheetRequest, data: Path | None, clinic: Path | None) -> Kept | None:
    """What is there for ``request``, if it is made from what the bundled content says now."""
    if (
        data is not None
        or clinic is not None
        or os.environ.get("HANDOUTS_CACHE") == ""
        or not _asked(request)
    ):
        return None
    try:
        names, digest, body = Reader(io.BytesIO((FOLDER / _name(request)).read_bytes())).load()
        if _digest(names) != digest:
            return None
        kept = Reader(io.BytesIO(zlib.decompress(body))).load()
    except Exception:  # a damaged file can raise anything
        return None
    if not isinstance(kept, Kept) or kept.document.slug != request.slug:
        return None
    return replace(
        kept, document=replace(kept.document, paper=request.paper), figures=(str(data_folder() / "figures"),)
    )


def write(folder: Path) -> int:
    """Make in ``folder`` those of topics that are not there as the content and the program are now; how many there are.
    Raises ContentError for content that is wrong.
    """
    from handouts.content.library import Library
    from handouts.making import kept_of
    from handouts.sheet.request import SheetRequest

    every = Library.load()
    topics = tuple(every.names("topic"))
    made: dict[str, bytes] = {}
    for slug in topics:
        requests = [
            SheetRequest(slug, edition, side=side, patient=patient)
            for edition, sides in MADE
            for side in sides
            for patient in (None, "Somebody")
        ]
        there = _there(folder, [_name(request) for request in requests])
        if there is not None:
            made |= there
            continue
        library = Library.load()  # one for each topic: it says which files that topic reads
        found: dict[str, Kept] = {}
        for request in requests:
            kept = kept_of(library, request)
            if kept is not None:
                found[_name(request)] = replace(kept, states=(), figures=())
        names = tuple(_relative(place for place, _ in library.states()))
        digest = _digest(names)
        for name, kept in found.items():
            body = zlib.compress(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL), 9)
            made[name] = pickle.dumps((names, digest, body), pickle.HIGHEST_PROTOCOL)
    folder.mkdir(parents=True, exist_ok=True)
    for file in set(folder.glob("*.sheet")) - {folder / name for name in made}:
        file.unlink()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return len(made)


def _there(folder: Path, names: Iterable[str]) -> dict[str, bytes] | None:
    """The sheets of one topic that were made before; None if one is missing, or is not of what is there now."""
    found: dict[str, bytes] = {}
    of: set[tuple[tuple[str, ...], bytes]] = set()
    try:
        for name in names:
            found[name] = (folder / name).read_bytes()
            files, digest, body = Reader(io.BytesIO(found[name])).load()
            zlib.decompress(body)
            of.add((files, digest))
        return found if all(_digest(files) == digest for files, digest in of) else None
    except Exception:  # a damaged file can raise anything
        return None


def _asked(request: SheetRequest) -> bool:
    """Whether ``request`` is one of those for which a sheet is made."""
    plain = request.lang == SOURCE and request.detail is None and not request.allow_untranslated
    plain = plain and request.note is None and request.date is None and not request.fillable
    return plain and answerable(request) and request.side in dict(MADE).get(request.edition, ())


def _name(request: SheetRequest) -> str:
    said = repr((request.slug, request.edition, request.side, bool(request.patient)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".sheet"


def _relative(places: Iterable[str]) -> Iterator[str]:
    """Those of ``places`` that lie in the bundled content, as seen from there."""
    root = data_folder()
    for place in places:
        if Path(place).is_relative_to(root):
            yield Path(place).relative_to(root).as_posix()


def _digest(names: Iterable[str]) -> bytes:
    """Of the program that composes, and of the content files and folders ``names``; of a folder, what is in it."""
    found = hashlib.sha256(repr(sys.version_info[:2]).encode())
    package = Path(__file__).resolve().parent
    sources = [package.glob("*.py"), *((package / part).rglob("*.py") for part in _COMPOSE)]
    for path in sorted(path for some in sources for path in some):
        _add(found, path.relative_to(package).as_posix(), path.read_bytes())
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
    return found.digest()


def _add(found: hashlib._Hash, name: str, data: bytes) -> None:
    found.update(f"{name}\0{len(data)}\0".encode())
    found.update(data)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]) if sys.argv[1:] else FOLDER))
