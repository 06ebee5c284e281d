"""How often a sheet is laid out: each block at most three times on average, and never twice in one way."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.layout.flow import Builder, follows_squeeze
from handouts.layout.pages import Atom, Group
from handouts.pdf.render import Press
from handouts.sheet.blocks import Node
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
    """A way: the width, how close the page is set where the block follows that, and how much larger its drawing is."""
    ways: Counter[object] = Counter()
    whole = Builder.atoms
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

    monkeypatch.setattr(Builder, "atoms", atoms)
    request = SheetRequest(MUSCLE, edition=edition, paper=paper, detail=detail, **asked)
    document = compose(bundled_library, request)
    Press().lay_out(document, bundled_library.figures)
    blocks = sum(len(section.nodes) for section in document.sections)
    assert [way for way, times in ways.items() if times > 1] == []
    assert blocks / 2 < ways.total() <= 3 * blocks
