"""A clinic's own colour reaches everything on paper that would be in the bundled one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts import Library, SheetRequest
from handouts.layout.frame import Glyphs, Picture, Rect, Rule
from handouts.palette import ACCENT, TINT, accent
from handouts.pdf.render import Press
from handouts.sheet.compose import compose

OWN = accent("#7A1F5C")


def _colours(press: Press, library: Library, edition: str, own: bool) -> set[object]:
    document = compose(library, SheetRequest("gluteus-minimus", edition=edition))
    document = replace(document, accent=OWN) if own else document
    found: set[object] = set()
    for page in press.lay_out(document, library.figures).pages:
        for item, _, _ in page.walk():
            match item:
                case Glyphs(colour=colour) | Rule(colour=colour):
                    found.add(colour)
                case Rect(fill=fill, stroke=stroke):
                    found |= {fill, stroke}
                case Picture(accent=colours):
                    found.add(colours)
    return found


@pytest.mark.parametrize("edition", ["standard", "large", "clinician"])
def test_an_accent_takes_the_place_of_the_bundled_one(
    bundled_library: Library, press: Press, edition: str
) -> None:
    before = _colours(press, bundled_library, edition, own=False)
    after = _colours(press, bundled_library, edition, own=True)
    assert {ACCENT, TINT} <= before and not {ACCENT, TINT} & after
    assert {OWN.colour, OWN.tint, OWN} <= after


def test_the_ink_saver_stays_black(bundled_library: Library, press: Press) -> None:
    assert OWN.colour not in _colours(press, bundled_library, "mono", own=True)
