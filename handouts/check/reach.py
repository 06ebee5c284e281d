"""Which files a clinic's own data folder has a say in. Reads them; finds nothing wrong itself."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase as fnmatch
from pathlib import Path

from handouts.content.fields import drawings, references
from handouts.content.folders import content_files, figure_files
from handouts.content.kinds import CLINIC, KINDS, LISTED, SHARED, kinds_of
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.model import Exercise
from handouts.errors import ContentError
from handouts.figures.store import FOLDERS as DRAWINGS

Name = tuple[str, str]
"""A kind of content or of drawing, and the name of one of them."""


class Reach:
    """What the data folder ``own`` changes once it is laid over others in ``home``.

    A file is reached if the folder has it, or something that it names, however far off: a topic by the drawing of one
    of its exercises. What every sheet needs reaches every file, and so does a drawing that such a file names. A file
    that cannot be read is reached: what is wrong with it has to be said.
    """

    def __init__(self, home: Library, own: Path) -> None:
        self._home = home
        files = [file.relative_to(own).as_posix() for file in content_files(own)]
        places = {kind.folder: kind.name for kind in KINDS.values() if kind.per_slug or kind.name == CLINIC}
        split = [name.rpartition("/") for name in files]
        self._mine = {(places[folder], Path(name).stem) for folder, _, name in split if folder in places}
        self._mine |= {(f"{kind} drawing", file.stem) for kind, file in figure_files(own)}
        alone = [kind.place for kind in KINDS.values() if kind.folder not in places]
        self._everything = any(fnmatch(name, place) for name in files for place in alone)
        self._known: dict[Path, frozenset[Name]] = {}
        if self._mine and not self._everything:
            shared = (home.folders.find(KINDS[kind].path("")) for kind in SHARED)
            self._everything = any(path is not None and self.reaches(path) for path in shared)

    def reaches(self, path: Path) -> bool:
        """Whether the folder has a say in a file."""
        if self._everything:
            return True
        try:
            return not self._mine.isdisjoint(self._names(path))
        except ContentError:
            return True

    def _names(self, path: Path) -> frozenset[Name]:
        """The file itself and all that it names, and what that names. Raises ContentError."""
        if path not in self._known:
            loaded = self._home.read_unchecked(path)
            found = {(loaded.kind, loaded.slug), *_drawn(loaded)}
            self._known[path] = frozenset(found)  # a file that names itself ends here
            below = not isinstance(loaded.value, Exercise)  # which muscles it serves makes no sheet of theirs
            named = [(kind, ref.slug) for ref in references(loaded.value) for kind in _kinds(ref.target)]
            for kind, slug in named:
                found.add((kind, slug))
                there = self._home.folders.find(KINDS[kind].path(slug)) if below else None
                found |= self._names(there) if there is not None else set()
            self._known[path] = frozenset(found)
        return self._known[path]


def _drawn(loaded: Loaded) -> Iterator[Name]:
    """The drawings of a file: those that it names, and those that have its own name, which need not be named."""
    yield from ((f"{kind} drawing", loaded.slug) for kind in DRAWINGS)
    yield from ((f"{named.target} drawing", named.slug) for named in drawings(loaded.value))


def _kinds(target: str) -> tuple[str, ...]:
    """The kinds of content that a reference may mean which have a file for each slug."""
    return tuple(kind for kind in kinds_of(target) if kind in LISTED.values())
