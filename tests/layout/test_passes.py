"""How often a sheet is laid out: in three passes over its blocks at most, no block twice at one width, and no text
broken into lines twice at one width.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.layout.around import Head
from handouts.layout.boxes import TextBox
from handouts.layout.document import lay_out
from handouts.layout.exercise import CardBox
from handouts.layout.fit import Layouts
from handouts.layout.flow import Builder, way_of
from handouts.layout.frame import Frame
from handouts.layout.kit import Memory, is_private, says_private
from handouts.layout.lines import Line, Typesetter
from handouts.layout.nodes import BOXES, Squeeze
from handouts.layout.pages import Atom, Group
from handouts.layout.theme import TextStyle
from handouts.papers import PAPERS
from handouts.pdf.render import Press
from handouts.sheet import blocks
from handouts.sheet.blocks import Document, Node, Runs
from handouts.sheet.compose import compose
from handouts.sheet.edition import EDITIONS
from tests.sheet.bundled import MUSCLE

PERSON: dict[str, Any] = {"side": "left", "patient": "Ana Ruiz", "note": "Go slowly."}
ROUND = [(edition, paper) for edition in EDITIONS for paper in PAPERS]
MOVED = (blocks.Columns, blocks.ExerciseCard)
"""Blocks that put others, or their own words and a drawing, in place: a closer page has these stand elsewhere."""
SIZED = (blocks.Figure, blocks.Face, blocks.CutOuts, blocks.Overview)
"""Blocks that are asked for in one size after another: each is another block."""


class Counted:
    """What one sheet took: blocks in each way of setting them, boxes, words of exercises and texts, by width."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.ways: Counter[object] = Counter()
        self.boxes: Counter[object] = Counter()
        self.heads: Counter[object] = Counter()
        self.texts: Counter[tuple[Runs, *tuple[object, ...]]] = Counter()
        self._inside: list[Node] = []
        whole, broken, head = Builder.atoms, Typesetter.lines, CardBox._laid_head

        def atoms(builder: Builder, node: Node, group: Group | None = None) -> list[Atom]:
            if not self._inside:
                followed = way_of(node, builder.squeeze, columns=builder.kit.columns)
                if isinstance(followed, Squeeze) and not followed.close:
                    followed = replace(followed, figures=builder.figures, gap=builder.gap)
                self.ways[node, (builder.width, builder.kit.look, followed, builder.more)] += 1
            self._inside.append(node)
            try:
                return whole(builder, node, group)
            finally:
                self._inside.pop()

        def lines(
            setter: Typesetter,
            runs: Runs,
            style: TextStyle,
            width: float,
            *,
            rtl: bool = False,
            lang: str = "en",
        ) -> tuple[Line, ...]:
            key = runs, style, width, rtl, lang
            if setter._lines.get(key) is None:
                self.texts[key] += 1
            return broken(setter, runs, style, width, rtl=rtl, lang=lang)

        def laid_head(card: CardBox, left: float, text: float, titled: bool) -> Head:
            self.heads[card.card, card.close, left, text, titled, card.kit.look] += 1
            return head(card, left, text, titled)

        def counting(make: Any) -> Any:
            def made(maker: Any, node: Node) -> Any:
                return _Counting(self.boxes, make(maker, node), node, maker.kit.look)

            return made

        patch.setattr(Builder, "atoms", atoms)
        patch.setattr(Typesetter, "lines", lines)
        patch.setattr(CardBox, "_laid_head", laid_head)
        boxes = {kind: make if kind in (*MOVED, *SIZED) else counting(make) for kind, make in BOXES.items()}
        patch.setattr("handouts.layout.nodes.BOXES", boxes)

    def passes(self, document: Document) -> float:
        """How often a block was laid out, on average. Fails where one was twice in the same way."""
        for counter in (self.ways, self.heads, self.boxes):
            assert [(thing, times) for thing, times in counter.items() if times > 1] == []
        fronts = sum(
            says_private(section.nodes) for section in document.sections
        )  # a name is set anew for each
        most = {text: fronts if is_private(text[0]) else 1 for text in self.texts}
        assert [text for text, times in self.texts.items() if times > most[text]] == []
        return self.ways.total() / sum(len(section.nodes) for section in document.sections)


class _Counting:
    """A box that says when it is laid out."""

    def __init__(self, boxes: Counter[object], inner: Any, node: Node, look: object) -> None:
        self.boxes, self.inner, self.key = boxes, inner, (node, look)

    def layout(self, width: float) -> Frame:
        if not isinstance(self.inner, TextBox):  # whose lines are counted
            self.boxes[*self.key, width] += 1
        frame: Frame = self.inner.layout(width)
        return frame


@pytest.mark.parametrize("asked", [{}, PERSON])
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
    """A pass: as many blocks as the document has. A closer page moves what was laid out; its texts are not broken
    into lines again, nor the words of an exercise.
    """
    request = SheetRequest(MUSCLE, edition=edition, paper=paper, detail=detail, **asked)
    document = compose(bundled_library, request)
    counted = Counted(monkeypatch)
    laid = Press().lay_out(document, bundled_library.figures)
    assert 0.5 < counted.passes(document) <= 3.3
    assert 0.5 < laid.passes <= 3.3
    assert (
        len(counted.texts) > 20 and counted.boxes and (counted.heads or not laid.drawn or edition == "large")
    )


@pytest.mark.sweep
def test_every_topic_is_laid_out_in_three_passes_at_most(
    bundled_library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each topic in another edition on another paper, for nobody and for a patient: all of both come up."""
    topics = [*bundled_library.slugs("muscles"), *bundled_library.slugs("conditions")]
    assert len(topics) > len(ROUND)
    for n, slug in enumerate(topics):
        edition, paper = ROUND[n % len(ROUND)]
        for asked in ({}, PERSON):
            document = compose(bundled_library, SheetRequest(slug, edition=edition, paper=paper, **asked))
            with monkeypatch.context() as patch:
                counted = Counted(patch)
                lay_out(document, bundled_library.figures, press.setter, Memory(), Layouts())
                assert counted.passes(document) <= 3.3, (slug, edition, paper)
