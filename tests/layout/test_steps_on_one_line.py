"""Each step of each exercise takes one line of its card, whichever side is named, on Letter and on A4."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.layout.document import _Layout
from handouts.layout.exercise import CardBox, slot
from handouts.pdf.render import Press
from handouts.sheet.blocks import ExerciseCard, plain
from handouts.sheet.compose import compose
from tests.sheet.bundled import MUSCLE, parts

AT_ONCE = 5


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_each_step_takes_one_line(
    bundled_library: Library, press: Press, side: str | None, paper: str
) -> None:
    every = bundled_library.slugs("exercises")
    broken = []
    for first in range(0, len(every), AT_ONCE):
        asked = tuple(every[first : first + AT_ONCE])
        document = compose(bundled_library, SheetRequest(MUSCLE, side=side, paper=paper, exercises=asked))  # type: ignore[arg-type]
        page = _Layout(document, bundled_library.figures, press.setter, press.memory, press.layouts)
        line = page.theme.style("step").leading
        for card in parts(document, ExerciseCard):
            beside = slot(page.kit, card.figure, page.width) + CardBox.GUTTER if card.figure else 0.0
            box = CardBox(page.kit, card, 1.0)
            broken += [
                plain(item.runs)
                for item, step in zip(card.steps.items, box.steps, strict=True)
                if step.layout(page.width - beside).height > line + 0.1
            ]
    assert broken == [], "\n".join(broken)
