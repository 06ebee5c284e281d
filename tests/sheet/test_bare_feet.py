"""Nobody whose feet feel little, or have little blood, takes off shoes; nobody tries a milestone not for them."""

from __future__ import annotations

import re

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.compose import draft
from tests.sheet.bundled import flat

LIBRARY = Library.load()
BARE = re.compile(r"\bbare ?f(?:oo|ee)t|\bshoes? (?:or|and) socks?\b", re.IGNORECASE)


@pytest.mark.parametrize("condition", ["diabetic-foot", "diabetes", "poor-feeling", "arterial-disease"])
@pytest.mark.parametrize(
    "slug", ["plantar-heel-pain", "short-foot-muscles", "long-toe-flexors", "ankle-sprain"]
)
def test_no_bare_feet_for_whom_they_are_not(slug: str, condition: str) -> None:
    for edition, detail in (
        ("standard", "short"),
        ("large", "short"),
        ("standard", "full"),
        ("clinician", None),
    ):
        request = SheetRequest(slug, edition=edition, detail=detail, health=frozenset({condition}))
        document = draft(LIBRARY, request).document()
        if edition != "clinician":  # its matrix names what is held back
            assert not BARE.search(flat(document)), (edition, detail)


def test_somebody_else_is_told_to_take_off_their_shoes() -> None:
    said = flat(draft(LIBRARY, SheetRequest("short-foot-muscles", detail="full")).document())
    assert BARE.search(said), "or the test above sees nothing"


def test_a_milestone_that_asks_too_much_is_for_us_to_look_at() -> None:
    whole, old = (
        flat(draft(LIBRARY, SheetRequest("ankle-sprain", detail="full", health=health)).document())
        for health in (frozenset[str](), frozenset({"poor-balance"}))
    )
    assert "You stand on one foot, and it is steady" in whole and "You hop, jog" in whole
    assert "You stand on one foot, and it is steady" not in old and "You hop, jog" not in old
    assert LIBRARY.wording.go_on_shown in old
