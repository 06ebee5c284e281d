"""Finds figure files in data folders. Never draws and never writes.

A figure is read once, and again after :meth:`FigureStore.refresh` if its file is another one by then.

Layout: ``FOLDER/{anatomy,exercises,charts,locators}/SLUG.json``; a locator is a whole body with a muscle solid in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from handouts.figures.drawing import KINDS, Drawing
from handouts.figures.fields import FigureError
from handouts.resources import Stamp, display, is_file, stamp

FOLDERS = {"anatomy": "anatomy", "exercise": "exercises", "chart": "charts", "locator": "locators"}
Known = tuple[str, str, tuple[bool, bool], Drawing]
"""A drawing by kind and slug, whether it is mirrored, and whether it is unmarked."""
MAX_BYTES = 2 * 1024 * 1024
"""Largest figure file that is read; the longest has about 25 KB."""


def read_figure(file: Path, kind: str) -> Drawing:
    """The drawing in ``file``, which lies in the folder of its ``kind``. Raises FigureError for what is none."""
    name = display(file)
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise FigureError(name, f"cannot be read: {error.strerror or error}", "make it readable") from None
    if len(data) > MAX_BYTES:
        raise FigureError(name, f"a figure file has at most {MAX_BYTES:,} bytes", "is this really a drawing?")
    drawing = Drawing.from_json(data, name)
    if (drawing.kind, drawing.slug) != (kind, file.stem):
        message = f"it says that it is the drawing '{drawing.slug}' of the kind '{drawing.kind}'"
        raise FigureError(name, message, "give it the name and the folder that it says")
    return drawing


class FigureStore:
    """The figures of one or more folders, a file of an earlier one first; each file is read once."""

    def __init__(self, *folders: Path) -> None:
        self.folders = tuple(Path(folder) for folder in folders)
        self._read: dict[tuple[str, str], Drawing] = {}
        self._derived: dict[tuple[str, str], dict[tuple[bool, bool], Drawing]] = {}
        self._files: dict[tuple[str, str], tuple[Path, Stamp] | None] = {}
        """The file of each figure that was asked for, and its state then; None where there was none."""

    def get(self, kind: str, slug: str, *, mirrored: bool = False, unmarked: bool = False) -> Drawing:
        """One figure, for the other side of the body if ``mirrored``, without the X's to press on if ``unmarked``.

        Raises KeyError with the nearest hint if there is none, FigureError if the file is broken.
        """
        if kind not in FOLDERS:
            raise KeyError(f"no figures of kind {kind!r}; kinds are {', '.join(KINDS)}")
        key = (kind, slug)
        if key not in self._files:
            self._files[key] = self._now(kind, slug)
        found = self._files[key]
        if "/" in slug or slug.startswith(".") or found is None:
            place = self.folders[-1] / FOLDERS[kind] / f"{slug}.json"
            raise KeyError(f"no {kind} figure {slug!r}: {place} does not exist")
        if not (mirrored or unmarked):
            if key not in self._read:
                self._read[key] = read_figure(found[0], kind)
            return self._read[key]
        derived = self._derived.setdefault(key, {})
        if (mirrored, unmarked) not in derived:
            drawing = self.get(kind, slug)
            drawing = drawing.unmarked() if unmarked else drawing
            derived[mirrored, unmarked] = drawing.mirrored() if mirrored else drawing
        return derived[mirrored, unmarked]

    def drawings(self) -> tuple[Known, ...]:
        """All that were asked for so far, for :meth:`assume`."""
        plain = [(*key, (False, False), one) for key, one in self._read.items()]
        derived = [(*key, way, one) for key, ways in self._derived.items() for way, one in ways.items()]
        return (*plain, *derived)

    def assume(self, drawings: Iterable[Known], states: Mapping[Path, Stamp]) -> None:
        """Take ``drawings`` for what their files hold in these ``states``; a file without one is read."""
        for kind, slug, way, drawing in drawings:
            file = self.folders[-1] / FOLDERS[kind] / f"{slug}.json"
            if file in states and (kind, slug) not in self._files:
                self._files[kind, slug] = file, states[file]
            if self._files.get((kind, slug)) == (file, states.get(file)):
                if any(way):
                    self._derived.setdefault((kind, slug), {}).setdefault(way, drawing)
                else:
                    self._read.setdefault((kind, slug), drawing)

    def file(self, kind: str, slug: str) -> Path:
        """The file of a figure. Raises as :meth:`get` does."""
        self.get(kind, slug)
        found = self._files[kind, slug]
        assert found is not None
        return found[0]

    def states(self) -> dict[str, Stamp]:
        """Every file that was read so far, as it was then."""
        return {str(found[0]): found[1] for found in self._files.values() if found is not None}

    def refresh(self) -> bool:
        """Forget the figures whose file was added, edited, removed or hidden by another; whether there were any."""
        stale = [key for key, known in self._files.items() if self._now(*key) != known]
        for key in stale:
            del self._files[key]
            self._read.pop(key, None)
            self._derived.pop(key, None)
        return bool(stale)

    def _now(self, kind: str, slug: str) -> tuple[Path, Stamp] | None:
        """The first file of a figure and its state."""
        places = (folder / FOLDERS[kind] / f"{slug}.json" for folder in self.folders)
        return next(((place, stamp(place)) for place in places if is_file(place)), None)

    def list(self) -> list[tuple[str, str]]:
        """Every (kind, slug), sorted by kind and slug; files are not opened."""
        found = {
            (kind, file.stem)
            for kind, folder in FOLDERS.items()
            for root in self.folders
            for file in (root / folder).glob("*.json")
        }
        return sorted(found)
