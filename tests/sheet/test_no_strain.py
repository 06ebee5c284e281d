"""What to do about a strain stands where something can be torn, and nowhere else."""

from __future__ import annotations

import pytest

from handouts.content.library import Library
from handouts.sheet.blocks import Panel
from handouts.sheet.compose import compose, draft
from handouts.sheet.effects import effects
from handouts.sheet.request import SheetRequest
from handouts.sheet.said import said
from tests.sheet.bundled import parts

NO_STRAIN = (
    "achilles-tendinopathy", "greater-trochanteric-pain", "low-back-pain", "patellofemoral-pain",
    "piriformis-syndrome", "plantar-heel-pain",
)  # fmt: skip
STRAINS = ("ankle-sprain", "calf-strain", "groin-strain", "hamstring-strain", "gluteus-minimus")


def _text(library: Library, slug: str, *, web: bool = False, edition: str = "standard") -> str:
    return "\n".join(said(compose(library, SheetRequest(slug, edition), web=web)))


@pytest.mark.parametrize("slug", NO_STRAIN)
def test_a_complaint_that_is_no_strain_has_no_grades_and_no_first_aid_for_one(slug: str) -> None:
    library = Library.load()
    w = library.wording
    for text in (
        _text(library, slug),
        _text(library, slug, web=True),
        _text(library, slug, edition="clinician"),
    ):
        assert w.if_strained not in text and "R.I.C.E." not in text and w.healing not in text
    assert not list(parts(compose(library, SheetRequest(slug)), Panel))


@pytest.mark.parametrize("slug", STRAINS)
def test_a_strain_and_every_muscle_has_them(slug: str) -> None:
    library = Library.load()
    assert library.wording.if_strained in _text(library, slug) and "R.I.C.E." in _text(library, slug)


def test_the_screen_does_not_report_first_aid_that_the_sheet_does_not_have() -> None:
    library = Library.load()
    changed = effects(draft(library, SheetRequest("low-back-pain", health=frozenset({"diabetes"}))).case)[
        0
    ].changed
    assert not {"Ice", "Compression", "Elevation", "steps after a strain"} & set(changed)
