"""What thousands of tests would do again and again for the bundled files, done once in each test process.

Tests open the bundled content anew, each for itself; that gives the same values each time. What is found here again is
found by all that it was made from: the bytes of a file, the files whose entries it takes, and the name in its problems.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from handouts.content import files, library, source
from handouts.content.library import Library
from handouts.content.loading import Find, Loaded, load_file
from handouts.content.source import SourceFile
from handouts.content.workshop import kept
from handouts.errors import ContentError
from handouts.figures.drawing import Drawing
from handouts.layout import faces
from handouts.pdf.render import Press
from handouts.resources import data_folder, display

T = TypeVar("T")
MOST = 2_000
"""Files of which misprints are kept."""
BUNDLED = (f"{data_folder()}/", f"{display(data_folder())}/")


@dataclass(frozen=True)
class _Made:
    """A loaded file, and what it asked for while it was loaded."""

    source: SourceFile
    """As it is written: :attr:`Loaded.source` has what it takes from others as well."""
    found: tuple[tuple[str, str, Loaded | None], ...]
    loaded: Loaded

    def holds(self, file: SourceFile, find: Find) -> bool:
        """Whether all of this is as it was."""
        try:
            return file is self.source and all(find(kind, slug) is one for kind, slug, one in self.found)
        except ContentError:
            return False


class Once:
    """Values by what they are made from."""

    def __init__(self) -> None:
        self.parsed: dict[tuple[bytes, str], SourceFile] = {}
        self.loaded: dict[tuple[Path, str | None], _Made] = {}
        self.drawings: dict[tuple[str | bytes, str], Drawing] = {}
        self.faults: dict[tuple[int, type], tuple[SourceFile, list[Any]]] = {}
        self.press: Press | None = None

    def patch(self, patch: pytest.MonkeyPatch) -> None:
        """Take the places of what reads bundled files, and of what sets the lines of sheets."""
        parse, from_json, faults = source.parse, Drawing.from_json, library._faults

        def parsed(data: bytes, name: str) -> SourceFile:
            return _known(self.parsed, (data, name), name, lambda: parse(data, name))

        def drawn(text: str | bytes, name: str = "figure") -> Drawing:
            return _known(self.drawings, (text, name), name, lambda: from_json(text, name))

        def loaded(path: Path, kind: str | None, hides: Loaded | None, find: Find) -> Loaded:
            if hides is not None or not str(path).startswith(BUNDLED[0]):
                return load_file(path, kind, hides, find)
            before = self.loaded.get((path, kind))
            file = source.read(path, display(path))
            if before is not None and before.holds(file, find):
                return before.loaded
            asked: list[tuple[str, str, Loaded | None]] = []

            def noting(wanted: str, slug: str) -> Loaded | None:
                asked.append((wanted, slug, find(wanted, slug)))
                return asked[-1][2]

            made = load_file(path, kind, None, noting)
            self.loaded[path, kind] = _Made(file, tuple(asked), made)
            return made

        def misprints(file: SourceFile, model: type[Any]) -> list[Any]:
            if not file.name.startswith(BUNDLED):
                return faults(file, model)
            key = id(file), model
            if key not in self.faults:
                if len(self.faults) > MOST:
                    self.faults.clear()
                self.faults[key] = (
                    file,
                    faults(file, model),
                )  # with the file, so that no other one has its number
            return list(self.faults[key][1])

        def keeping(of: Library, kind: type[T], made: Callable[[], T], until: Hashable = None) -> T:
            if kind is Press and faces.system_folders is faces.package_folders is list:
                self.press = self.press or Press()
                return kept(of, kind, lambda: copy.copy(self.press), until)  # type: ignore[arg-type, return-value]
            return kept(of, kind, made, until)

        patch.setattr(source, "parse", parsed)
        patch.setattr(Drawing, "from_json", staticmethod(drawn))
        patch.setattr(files, "load_file", loaded)
        patch.setattr(library, "_faults", misprints)
        patch.setattr("handouts.making.kept", keeping)

    def check(self) -> None:
        """Nobody has changed a value in its place: some are looked at."""
        for data, name in sorted(self.parsed)[::20]:
            assert self.parsed[data, name] == source.parse(data, name), name


def _known(values: dict[Any, T], key: Hashable, name: str, make: Callable[[], T]) -> T:
    if not name.startswith(BUNDLED):
        return make()
    if key not in values:
        values[key] = make()
    return values[key]
