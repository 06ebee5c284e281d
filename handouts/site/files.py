"""The files of a site while it is made: what is made now, and what an earlier run made of the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from handouts.figures.store import FigureStore
from handouts.ingredients import digest_of
from handouts.sheet.blocks import Document
from handouts.sheet.fingerprint import fingerprint
from handouts.site.folder import Entry


class Site:
    """The files of a site by their path in it: ``files`` that were made now, ``kept`` that are as an earlier run made
    them; ``entries`` says of each page and sheet what it was made of.
    """

    def __init__(self, program: str, before: Mapping[str, Entry] | None = None) -> None:
        self.files: dict[str, bytes] = {}
        self.entries: dict[str, Entry] = {}
        self.made: list[str] = []
        self._program, self._before = program, before or {}
        self._digest = lru_cache(maxsize=None)(lambda path: digest_of(Path(path)))

    @property
    def kept(self) -> frozenset[str]:
        """What need not be made."""
        same = [(path, entry.uses) for path, entry in self.entries.items() if path not in self.files]
        return frozenset(file for path, uses in same for file in (path, *uses))

    def asset(self, stem: str, ending: str, data: bytes) -> str:
        """A file among the assets, whose name changes with its content; its path."""
        path = f"assets/{stem}-{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
        self.files[path] = data
        return path

    def put(
        self,
        path: str,
        document: Document,
        figures: FigureStore,
        make: Callable[[Entry], tuple[bytes, Entry]],
        *around: str,
    ) -> Entry:
        """The file of ``document``, made unless an earlier run made the same; ``around``: what else is in it."""
        said = "\0".join((self._program, fingerprint(document, figures, self._digest), *around))
        key = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        entry = self._before.get(path)
        if entry is None or entry.key != key:
            self.files[path], entry = make(Entry(key, 0))
            self.made.append(path)
        self.entries[path] = entry
        return entry
