"""The pages for clinicians of a condition: whose anatomy it is, and what else it can be than itself."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import Bullets, Heading, Paragraph, plain
from handouts.sheet.compose import compose, draft
from tests.sheet.bundled import parts

LIBRARY = Library.load()


def _page(slug: str):  # type: ignore[no-untyped-def]
    return draft(LIBRARY, SheetRequest(slug, edition="clinician")).document().sections[0]


@pytest.mark.parametrize("slug", LIBRARY.slugs("conditions"))
def test_anatomy_has_a_heading_and_names_each_muscle(slug: str) -> None:
    page = _page(slug)
    headings = [heading.text for heading in parts(page, Heading)]
    named = {plain(node.runs) for node in parts(page, Paragraph)}
    said = LIBRARY.topic(slug).clinician.anatomy
    assert (LIBRARY.wording.anatomy in headings) is bool(said)
    for muscle in LIBRARY.topic(slug).comes_from:
        own = LIBRARY.topic(muscle)
        if set(own.clinician.anatomy) & set(said):
            assert own.title in named


def test_a_condition_is_no_look_alike_of_itself() -> None:
    for slug, itself in (
        ("knee-osteoarthritis", "Knee osteoarthritis"),
        ("greater-trochanteric-pain", "Gluteal tendinopathy"),
    ):
        heads = [plain(item.runs) for bullets in parts(_page(slug), Bullets) for item in bullets.items]
        assert not [text for text in heads if text.startswith(itself)]
    heads = [plain(item.runs) for b in parts(_page("achilles-tendinopathy"), Bullets) for item in b.items]
    assert [text for text in heads if text.startswith("Achilles tendon rupture")], (
        "another illness of the place"
    )
    of_muscle = [plain(item.runs) for b in parts(_page("gluteus-minimus"), Bullets) for item in b.items]
    assert [text for text in of_muscle if text.startswith("Gluteal tendinopathy")], "a muscle names it"


def test_the_clinicians_page_says_what_was_told_of_the_patient(bundled_library: Library) -> None:
    known = bundled_library.health.conditions
    for health in (frozenset[str](), frozenset({"hip-replacement", "diabetes"})):
        asked = SheetRequest("gluteus-minimus", edition="clinician", health=health)
        pages = next(part for part in compose(bundled_library, asked).sections if part.name == "more")
        notes = [node for node in parts(pages, Paragraph) if node.role == "alert"]
        assert len(notes) == bool(health)
        assert all(known[name].clinical in plain(notes[0].runs) for name in health)
