"""Finds figure files in a data folder. Never draws and never writes.

Layout: ``FOLDER/{anatomy,exercises,charts}/SLUG.json``.
"""

from __future__ import annotations

from pathlib import Path

from handouts.figures.drawing import KINDS, Drawing, FigureError

FOLDERS = {"anatomy": "anatomy", "exercise": "exercises", "chart": "charts"}


class FigureStore:
    """The figures of one folder; each file is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._read: dict[tuple[str, str], Drawing] = {}

    def get(self, kind: str, slug: str) -> Drawing:
        """One figure. Raises KeyError with the nearest hint if there is none, FigureError if the file is
        broken.
        """
        if kind not in FOLDERS:
            raise KeyError(f"no figures of kind {kind!r}; kinds are {', '.join(KINDS)}")
        key = (kind, slug)
        if key not in self._read:
            file = self.folder / FOLDERS[kind] / f"{slug}.json"
            if "/" in slug or slug.startswith(".") or not file.is_file():
                raise KeyError(f"no {kind} figure {slug!r}: {file} does not exist")
            drawing = Drawing.from_json(file.read_text("utf-8"), f"{FOLDERS[kind]}/{file.name}")
            if (drawing.kind, drawing.slug) != key:
                raise FigureError(f"{file.name}: says it is {drawing.kind} {drawing.slug!r}")
            self._read[key] = drawing
        return self._read[key]

    def list(self) -> list[tuple[str, str]]:
        """Every (kind, slug), sorted by kind and slug; files are not opened."""
        found = [
            (kind, file.stem)
            for kind, folder in FOLDERS.items()
            for file in (self.folder / folder).glob("*.json")
        ]
        return sorted(found)
