"""How often a sheet is laid out: in three passes over its blocks at most, no block twice in one way, and no text broken
into lines twice at one width.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.layout.flow import Builder, follows_squeeze
from handouts.layout.kit import is_private, says_private
from handouts.layout.lines import Line, Typesetter
from handouts.layout.pages import Atom, Group
from handouts.layout.theme import TextStyle
from handouts.pdf.render import Press
from handouts.sheet.blocks import Node, Runs
from handouts.sheet.compose import compose
from handouts.sheet.edition import EDITIONS
from tests.sheet.bundled import MUSCLE


@pytest.mark.parametrize("asked", [{}, {"side": "left", "patient": "Ana Ruiz", "note": "Go slowly."}])
@pytest.mark.parametrize("detail", ["short", "full"])
@pytest.mark.parametrize("paper", ["a5", "letter", "tabloid"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_is_laid_out_in_three_passes_at_most(
    bundled_library: Library,
    monkeypatch: pytest.MonkeyPatch,
    edition: str,
    paper: str,
    detail: str,
    asked: dict[str, Any],
) -> None:
    """A way: the width, how close the page is set where the block follows that, and how much larger its drawing is. A
    pass: as many blocks as the document has. Where a block is set in several ways, its texts are only put in place.
    """
    ways: Counter[object] = Counter()
    texts: Counter[tuple[Runs, *tuple[object, ...]]] = Counter()
    whole, broken = Builder.atoms, Typesetter.lines
    inside: list[Node] = []

    def atoms(self: Builder, node: Node, group: Group | None = None) -> list[Atom]:
        if not inside:
            follows = follows_squeeze(node, columns=self.kit.columns)
            close = (self.figures, self.gap) if follows else None
            ways[node, self.width, self.kit.look, close, self.more] += 1
        inside.append(node)
        try:
            return whole(self, node, group)
        finally:
            inside.pop()

    def lines(
        self: Typesetter, runs: Runs, style: TextStyle, width: float, *, rtl: bool = False, lang: str = "en"
    ) -> tuple[Line, ...]:
        key = runs, style, width, rtl, lang
        if self._lines.get(key) is None:
            texts[key] += 1
        return broken(self, runs, style, width, rtl=rtl, lang=lang)

    monkeypatch.setattr(Builder, "atoms", atoms)
    monkeypatch.setattr(Typesetter, "lines", lines)
    request = SheetRequest(MUSCLE, edition=edition, paper=paper, detail=detail, **asked)
    document = compose(bundled_library, request)
    Press().lay_out(document, bundled_library.figures)
    blocks = sum(len(section.nodes) for section in document.sections)
    assert [way for way, times in ways.items() if times > 1] == []
    fronts = sum(says_private(section.nodes) for section in document.sections)  # a name is set anew for each
    most = {text: fronts if is_private(text[0]) else 1 for text in texts}
    assert len(texts) > 20 and [text for text, times in texts.items() if times > most[text]] == []
    assert blocks / 2 < ways.total() <= 3 * blocks
