"""What a sheet was made from, and whether all of it is still as it was. Makes no sheet and writes nothing.

Everything that has a say in the bytes counts: every file that was read, what each name led to (a file of a clinic's own
hides the bundled one; one that is taken away is missed), the logo, the fonts, the program and what it stands on.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from handouts.content.fields import drawings, references
from handouts.content.kinds import KINDS, LANGUAGE, kinds_of
from handouts.content.library import Library
from handouts.errors import ContentError
from handouts.figures.store import FOLDERS
from handouts.resources import Stamp, fonts_folder, stamp, stamp_of

_NEEDED = ("uharfbuzz", "pyyaml", "pydantic", "babel", "pillow")
"""What the bytes of a sheet depend on besides the program; see ``dependencies`` in ``pyproject.toml``."""


@dataclass(frozen=True)
class Ingredients:
    """``files``: path, state and SHA-256 of each file that was read ("" where there was none to read); ``found``: the
    file that each name led to ("" for none), ``clinic`` that of the clinic.
    """

    files: tuple[tuple[str, Stamp, str], ...]
    found: tuple[tuple[str, str], ...]
    clinic: str

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"files": self.files, "found": self.found, "clinic": self.clinic}

    @classmethod
    def from_json(cls, read: Any) -> Ingredients:
        """From what :meth:`to_json` gave. Raises ValueError, KeyError or TypeError for anything else."""
        files = tuple((str(p), stamp_of(s) if s else None, str(digest)) for p, s, digest in read["files"])
        return cls(
            files, tuple((str(name), str(place)) for name, place in read["found"]), str(read["clinic"])
        )


def ingredients_of(library: Library, lang: str) -> Ingredients:
    """What the sheets that ``library`` made so far were made from, in the language ``lang``.

    Raises ContentError for content that cannot be read.
    """
    states = {path: state for path, state in library.states() if not Path(path).is_dir()}
    clinic = library.clinic_path
    if library.clinic.logo is not None:
        logo = clinic.parent / library.clinic.logo
        states[str(logo)] = stamp(logo)
    names = {KINDS[LANGUAGE].path(lang)}
    for path in map(Path, states):
        names.update(_name(path, library.folders.roots))
        if path.suffix == ".yaml":
            names.update(_named_by(library, path))
    files = tuple((path, state, _digest(Path(path), state)) for path, state in sorted(states.items()))
    found = tuple((name, _found(name, library.folders.roots)) for name in sorted(names))
    return Ingredients(files, found, str(clinic))


class Pantry:
    """Looks at each file and name once, for many sheets."""

    def __init__(self, library: Library) -> None:
        self._roots = library.folders.roots
        try:
            self._clinic = str(library.clinic_path)
        except ContentError:
            self._clinic = ""
        self._same: dict[tuple[str, Stamp, str], bool] = {}
        self._places: dict[str, str] = {}

    def has(self, wanted: Ingredients) -> bool:
        """Whether all is as it was."""
        return (
            wanted.clinic == self._clinic
            and all(self._place(name) == place for name, place in wanted.found)
            and all(self._is_same(file) for file in wanted.files)
        )

    def _place(self, name: str) -> str:
        if name not in self._places:
            self._places[name] = _found(name, self._roots)
        return self._places[name]

    def _is_same(self, file: tuple[str, Stamp, str]) -> bool:
        if file not in self._same:
            path, state, digest = file
            now = stamp(Path(path))
            # saved again without a change, or copied: the content tells
            moved = now != state and (now is None or state is None or _digest(Path(path), now) != digest)
            self._same[file] = not moved and bool(digest or state is None)
        return self._same[file]


def program_digest(fonts: Iterable[Path] = (), options: object = None) -> str:
    """A digest of the program, of all fonts that it may print with (those in ``fonts`` too), of the libraries that it
    stands on, and of ``options``, whose ``repr`` must say all there is to them.

    Files count by time of change and size: the program as installed anew makes everything anew.
    """
    from handouts.layout.fontsources import font_files, package_folders, system_folders

    own = sorted(Path(__file__).parent.rglob("*.py"))
    folders = (fonts_folder(), *fonts, *package_folders(), *system_folders())
    said = [
        repr(options),
        platform.python_version(),
        zlib.ZLIB_RUNTIME_VERSION,
        *(f"{name} {_version(name)}" for name in _NEEDED),
        *(f"{file} {stamp(file)}" for file in own),
        *(f"{file} {stamp(file)}" for folder in folders for file in font_files(folder)),
    ]
    return hashlib.sha256(json.dumps(said).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of the file at ``path``; "" if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _digest(path: Path, state: Stamp) -> str:
    """The SHA-256 of a file as it was in ``state``; "", which is like nothing, if it was edited since."""
    if state is None or stamp(path) != state:
        return ""
    digest = digest_of(path)
    return digest if stamp(path) == state else ""


def _name(path: Path, roots: Iterable[Path]) -> Iterator[str]:
    for root in roots:
        if path.is_relative_to(root):
            yield path.relative_to(root).as_posix()


def _named_by(library: Library, path: Path) -> Iterator[str]:
    """The files that the one at ``path`` refers to, there or not: one may be taken away, another be added."""
    value = library.read_unchecked(path).value
    for ref in (*references(value), *references(value, firm=False)):
        for kind in kinds_of(ref.target):
            if KINDS[kind].many:
                yield KINDS[kind].path(ref.slug)
    for drawing in drawings(value):
        yield f"figures/{FOLDERS[drawing.target]}/{drawing.slug}.json"


def _found(name: str, roots: Iterable[Path]) -> str:
    return next((str(file) for root in roots if os.path.isfile(file := root / name)), "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
