"""What one page remembers while it is written: ids in use, the last heading, the list of headings, the figures.

Made anew for every page and thrown away with it. Writes no block itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from handouts.figures.store import FigureStore
from handouts.html.inline import label
from handouts.palette import Accent
from handouts.sheet.blocks import Document, Figure, Runs, Screen


class Writer:
    """State of one rendering. ``screen`` holds the words of the ways around, ``state`` who stands behind the page."""

    def __init__(
        self, figures: FigureStore, palette: str, accent: Accent, screen: Screen, state: Runs
    ) -> None:
        self.figures, self.palette, self.accent = figures, palette, accent
        self.screen, self.state = screen, state
        self.label = ""
        """The id of the nearest heading, which names the table below it."""
        self.contents: list[tuple[str, str, bool]] = []
        """Headings of level 2 for the list of headings: id, words, whether it opens a side of the paper."""
        self.stop = self.plan = self.listing = ""
        """The ids of the stop signs, of the home plan and of the list of headings; empty where there is none."""
        self.address: Callable[[Figure], str] | None = None
        """Where the file of a drawing lies, for pages that have files beside them; None: drawings stand in the page."""
        self.in_fold = False
        """Within something that is folded away: an exercise there is folded away by itself."""
        self._level = 0
        self._used: set[str] = set()

    @classmethod
    def of(cls, document: Document, figures: FigureStore) -> Writer:
        """A writer for ``document``; the id of its home plan is known before the plan is written."""
        palette = "mono" if document.edition == "mono" else "colour"
        page = cls(figures, palette, document.accent, document.screen, document.footer.state)
        page.ident("main")
        if any(section.name == "do" and section.nodes for section in document.sections):
            page.plan = page.ident("plan")
        return page

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

    def heading(
        self, level: int, words: str, inner: str = "", style: str = "", *, listed: bool = True
    ) -> str:
        """A heading with an id. A level that would skip one is raised, so that the outline has no gap.

        ``inner`` is finished HTML to show instead of the escaped ``words``. Of level 2 it stands in the list of
        headings unless it is not ``listed``.
        """
        self._level = min(level, self._level + 1)
        self.label = self.ident(words)
        if listed and level == 2:
            self.contents.append((self.label, words, style == "page"))
        look = f' class="{style}"' if style else ""
        return f'<h{self._level} id="{self.label}"{look}>{inner or label(words)}</h{self._level}>'

    def named(self) -> str:
        """The attribute that names a table by the nearest heading; nothing where there is none."""
        return f' aria-labelledby="{self.label}"' if self.label else ""

    @contextmanager
    def folding(self) -> Iterator[None]:
        """While something is written that is folded away."""
        before, self.in_fold = self.in_fold, True
        yield
        self.in_fold = before
