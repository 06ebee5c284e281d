"""The files of a library, each read once: content with a clinic's own over the bundled ones, and text layers.

What was edited since counts after :meth:`Files.refresh`. Follows no reference and knows no language.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handouts.content import po, source
from handouts.content.folders import Folders, Listing
from handouts.content.kinds import KINDS, LOCALES
from handouts.content.loading import Loaded, Unread, load_file, load_source
from handouts.content.model.answers import no_name
from handouts.content.translations import Layer, Texts
from handouts.resources import Stamp, display, is_file, stamp


class Files:
    """What was read of some :class:`~handouts.content.folders.Folders`."""

    def __init__(self, folders: Folders, drafts: Mapping[Path, bytes] | None = None) -> None:
        self.folders = Listing(folders)
        self._drafts = dict(drafts or {})
        self._loaded: dict[Path, Loaded] = {}
        self._layers: dict[Path, Layer] = {}
        self._texts: dict[tuple[str, str], Texts] = {}
        self._stamps: dict[Path, Stamp] = {}

    def load(self, path: Path, kind: str | None = None) -> Loaded:
        """The content file at ``path``, laid over the one it hides. Raises ContentError with all that is wrong."""
        if path not in self._loaded:
            before = stamp(path)  # taken first: what is saved while the file is read counts as an edit
            below = self._below(path)
            hides = self._hidden(below, kind) if below is not None else None
            if path in self._drafts:
                file = source.parse(self._drafts[path], display(path))
                self._loaded[path] = load_source(file, path, kind, hides, self._find)
            else:
                self._loaded[path] = load_file(path, kind, hides, self._find)
            self._stamps.setdefault(path, before)  # what was made of it before counts as read
        return self._loaded[path]

    def _hidden(self, path: Path, kind: str | None) -> Loaded | Unread:
        """The file that another one hides, or what can be said of it."""
        try:
            return self.load(path, kind)
        except Unread as error:
            return error

    def drafted(self, path: Path, data: bytes) -> Files:
        """The same files, with ``data`` in the place of what the one at ``path`` holds; nothing is written."""
        other = Files(self.folders.with_draft(path), {**self._drafts, path: data})
        below = self._below(path)
        gone = (
            {path} if below is None else {path, below}
        )  # who took entries of the hidden file takes them here
        loaded = dict(self._loaded)
        while more := [one for one, known in loaded.items() if self._moved(one, known, gone, moved=False)]:
            gone |= set(more)
            for one in more:
                del loaded[one]
        if below is not None and below in self._loaded:
            loaded[below] = self._loaded[below]
        other._loaded, other._layers, other._texts = loaded, dict(self._layers), dict(self._texts)
        other._stamps = {one: state for one, state in self._stamps.items() if one not in gone}
        return other

    def texts(self, lang: str, kind: str) -> Texts:
        """The texts that a language has for a kind of content, a clinic's own first. Raises ContentError."""
        if (known := self._texts.get((lang, kind))) is not None:
            return known
        relative = f"{LOCALES}/{lang}/{kind}.po"
        places = [root / relative for root in self.folders.roots]
        layers = tuple(layer for layer in map(self._layer, places) if layer.messages)
        own = tuple((display(root), display(root / relative)) for root in self.folders.roots)
        made = Texts(display(places[-1]), layers, own)
        self._texts[lang, kind] = made
        return made

    @property
    def plain(self) -> bool:
        """Whether nothing stands in the place of what a file holds."""
        return not self._drafts

    def read(self) -> tuple[Loaded, ...]:
        """Every file that was read so far."""
        return tuple(self._loaded.values())

    def states(self) -> dict[str, Stamp]:
        """Every file that was read so far, as it was then."""
        return {str(path): state for path, state in self._stamps.items()}

    def assume(self, states: Mapping[Path, Stamp]) -> None:
        """Count files as read that something was made of in these states."""
        for path, state in states.items():
            self._stamps.setdefault(path, state)

    def refresh(self) -> bool:
        """Notice files that were edited, added or removed since they were read; whether there were any."""
        stale = {path for path, known in self._stamps.items() if stamp(path) != known}
        moved = self.folders.refresh()
        for path in stale:
            del self._stamps[path]
            if self._layers.pop(path, None) is not None:
                self._texts.clear()
        gone = set(stale)
        while (
            True
        ):  # what is laid over a file that is read anew, or has taken entries of it, is read anew as well
            more = {path for path, loaded in self._loaded.items() if self._moved(path, loaded, gone, moved)}
            for path in more:
                del self._loaded[path]
                self._stamps.pop(path, None)
            if not more:
                return bool(stale) or moved
            gone |= more

    @staticmethod
    def _moved(path: Path, loaded: Loaded, gone: set[Path], moved: bool) -> bool:
        below = () if loaded.hides is None else (loaded.hides.path,)
        return path in gone or bool(gone & {*below, *loaded.uses}) or (moved and bool(below or loaded.uses))

    def _find(self, kind: str, slug: str) -> Loaded | None:
        """The file of a kind and slug that a clinic's own or the bundled content has."""
        path = self.folders.find(KINDS[kind].path(slug))
        return self.load(path, kind) if path is not None else None

    def _below(self, path: Path) -> Path | None:
        """The file that the one at ``path`` hides."""
        roots = self.folders.roots
        for index, root in enumerate(roots[:-1]):
            if path.is_relative_to(root):
                relative = path.relative_to(root)
                return next((file for other in roots[index + 1 :] if is_file(file := other / relative)), None)
        return None

    def _layer(self, path: Path) -> Layer:
        if path not in self._layers:
            self._stamps[path] = before = stamp(path)
            read = po.read(path, display(path)) if before is not None else po.Catalogue({}, ())
            po.check_header(read, path.parent.name, display(path))
            messages = {message.context: message for message in read.messages}
            reader = read.header.get(po.REVIEWER, "")
            self._layers[path] = Layer(display(path), messages, "" if no_name(reader) else reader, read)
        return self._layers[path]
