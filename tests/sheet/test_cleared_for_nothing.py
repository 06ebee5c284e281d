"""What is cleared is named as people know it, and clearing what needs none is told."""

from __future__ import annotations

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.making import make
from handouts.sheet.compose import draft

LIBRARY = Library.load()
HIP = frozenset({"hip-replacement"})


def _chosen(*cleared: str) -> list[str]:
    request = SheetRequest("gluteus-minimus", health=HIP, cleared=frozenset(cleared))
    return [item.slug for item in draft(LIBRARY, request).plan.chosen]


def test_an_exercise_is_cleared_by_its_title_or_its_name() -> None:
    assert "side-lying-hip-abduction" not in _chosen("clamshell")
    assert "side-lying-hip-abduction" in _chosen("side-lying-hip-abduction")
    assert _chosen("Side leg lift") == _chosen("side leg lift") == _chosen("side-lying-hip-abduction")


def test_who_mistypes_is_told_what_can_be_cleared_for_this_sheet() -> None:
    with pytest.raises(ContentError) as refused:
        _chosen("sidelift")
    assert "clamshell" in str(refused.value) and "ball-calf" not in str(refused.value)


def test_clearing_what_nobody_asks_about_is_told() -> None:
    made = make(LIBRARY, SheetRequest("gluteus-minimus", cleared=frozenset({"clamshell"})))
    assert [note.what for note in made.notes if note.kind == "cleared-for-nothing"] == [("clamshell",)]
    made = make(LIBRARY, SheetRequest("gluteus-minimus", health=HIP, cleared=frozenset({"clamshell"})))
    assert not [note for note in made.notes if note.kind == "cleared-for-nothing"]
