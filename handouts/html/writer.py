"""What one page remembers while it is written: ids in use, the last heading, the figures.

Made anew for every page and thrown away with it. Writes no block itself.
"""

from __future__ import annotations

import re
import unicodedata

from handouts.figures.store import FigureStore
from handouts.html.inline import label
from handouts.palette import BUNDLED, Accent


class Writer:
    """State of one rendering."""

    def __init__(self, figures: FigureStore, palette: str, accent: Accent = BUNDLED) -> None:
        self.figures, self.palette, self.accent = figures, palette, accent
        self.label = ""
        """The id of the nearest heading, which names the table below it."""
        self._level = 0
        self._used: set[str] = set()

    def ident(self, wish: str) -> str:
        """An id that no other element of the page has, made from the words of ``wish``."""
        plain = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or "part"
        if not stem[0].isalpha():
            stem = f"part-{stem}"
        ident, number = stem, 2
        while ident in self._used:
            ident, number = f"{stem}-{number}", number + 1
        self._used.add(ident)
        return ident

    def heading(self, level: int, words: str, inner: str = "", style: str = "") -> str:
        """A heading with an id. A level that would skip one is raised, so that the outline has no gap.

        ``inner`` is finished HTML to show instead of the escaped ``words``.
        """
        self._level = min(level, self._level + 1)
        self.label = self.ident(words)
        look = f' class="{style}"' if style else ""
        return f'<h{self._level} id="{self.label}"{look}>{inner or label(words)}</h{self._level}>'
