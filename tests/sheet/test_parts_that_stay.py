"""Parts of a sheet that are asked to stay where others go to fit."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from handouts import SheetRequest
from handouts.content.library import Library
from handouts.errors import ContentError
from handouts.making import make
from handouts.record.receipt import receipt
from handouts.sheet.compose import compose
from handouts.sheet.edition import EDITIONS, KEEPABLE, part_of
from handouts.sheet.select import drops

SLUG = "gluteus-minimus"


@pytest.mark.parametrize("edition", EDITIONS)
def test_whatever_may_go_can_be_asked_to_stay(bundled_library: Library, edition: str) -> None:
    document = compose(bundled_library, SheetRequest(SLUG, edition=edition))
    found = {part_of(drop) for section in document.sections for drop in drops(section)}
    assert found and found <= KEEPABLE.keys()
    for part in sorted(found):
        kept = compose(bundled_library, SheetRequest(SLUG, edition=edition, keep=frozenset({part})))
        assert found - {part} == {part_of(drop) for section in kept.sections for drop in drops(section)}


def test_a_part_that_stays_is_told_of_no_more_and_another_goes(bundled_library: Library) -> None:
    def gone(*keep: str) -> set[str]:
        made = make(bundled_library, SheetRequest(SLUG, side="left", keep=frozenset(keep)))
        assert made.pages == 2
        return {part for note in made.notes for part in note.parts}

    both = {"what it does", "patterns"}
    assert both <= gone() and "map" not in gone()
    assert not both & gone(*both) and "map" in gone(*both)


def test_a_part_that_nobody_knows_is_refused(bundled_library: Library) -> None:
    with pytest.raises(ContentError, match="no part that may go"):
        make(bundled_library, SheetRequest(SLUG, keep=frozenset({"stop signs"})))


def test_a_receipt_says_what_stayed(bundled_library: Library) -> None:
    request = SheetRequest(SLUG, keep=frozenset({"map", "what it does"}))
    made = make(bundled_library, request)
    told = receipt(bundled_library, request, made, dt.datetime(2026, 11, 28, 9, 0))
    assert json.loads(told)["request"]["keep"] == ["map", "what it does"]
