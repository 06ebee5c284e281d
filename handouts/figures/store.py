"""Finds figure files in data folders. Never draws and never writes.

Layout: ``FOLDER/{anatomy,exercises,charts,locators}/SLUG.json``; a locator is a whole body with a muscle solid in it.
"""

from __future__ import annotations

from pathlib import Path

from handouts.figures.drawing import KINDS, Drawing, FigureError

FOLDERS = {"anatomy": "anatomy", "exercise": "exercises", "chart": "charts", "locator": "locators"}


class FigureStore:
    """The figures of one or more folders, a file of an earlier one first; each file is read once."""

    def __init__(self, *folders: Path) -> None:
        self.folders = tuple(Path(folder) for folder in folders)
        self._read: dict[tuple[str, str], Drawing] = {}

    def get(self, kind: str, slug: str) -> Drawing:
        """One figure. Raises KeyError with the nearest hint if there is none, FigureError if the file is
        broken.
        """
        if kind not in FOLDERS:
            raise KeyError(f"no figures of kind {kind!r}; kinds are {', '.join(KINDS)}")
        key = (kind, slug)
        if key not in self._read:
            places = [folder / FOLDERS[kind] / f"{slug}.json" for folder in self.folders]
            file = next((place for place in places if place.is_file()), None)
            if "/" in slug or slug.startswith(".") or file is None:
                raise KeyError(f"no {kind} figure {slug!r}: {places[-1]} does not exist")
            drawing = Drawing.from_json(file.read_text("utf-8"), f"{FOLDERS[kind]}/{file.name}")
            if (drawing.kind, drawing.slug) != key:
                raise FigureError(f"{file.name}: says it is {drawing.kind} {drawing.slug!r}")
            self._read[key] = drawing
        return self._read[key]

    def list(self) -> list[tuple[str, str]]:
        """Every (kind, slug), sorted by kind and slug; files are not opened."""
        found = {
            (kind, file.stem)
            for kind, folder in FOLDERS.items()
            for root in self.folders
            for file in (root / folder).glob("*.json")
        }
        return sorted(found)
