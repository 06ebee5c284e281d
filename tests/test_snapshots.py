"""The tag tree and the words of every sheet, as they were when somebody last looked at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest, make
from handouts.pdf.render import Press
from tests.sheet.tiny import TOPIC, exercise, tiny
from tests.support.changes import changed_pages, report
from tests.support.snapshots import Wanted, difference, dump, stale, wanted

SHEETS = {sheet.name: sheet for sheet in wanted(Library.load())}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_sheet_is_what_it_was(bundled_library: Library, press: Press, sheet: Wanted, update: bool) -> None:
    request = SheetRequest(sheet.slug, **sheet.asked)
    text = dump(make(bundled_library, request, press=press).data)
    assert not (said := difference(sheet.name, text, update=update)), said


def test_no_snapshot_is_left_of_a_sheet_that_is_gone(update: bool) -> None:
    assert stale(set(SHEETS), update=update) == []


# ---------------------------------------------------------------------------------------------------- the tool itself


def _made(folder: Path, title: str) -> bytes:
    return make(tiny(folder, {"lift": exercise(title, today="Begin.")}), SheetRequest(TOPIC)).data


def test_a_dump_shows_pages_bookmarks_tags_and_words(tmp_path: Path) -> None:
    lines = dump(_made(tmp_path, "Lift")).split("\n")
    assert lines[0] == "title 'Tiny muscle'" and lines[1] == "language en-US"
    assert lines[2].startswith("page 1: 612 x 792, ") and "'Example Clinic" in lines[2]
    assert "  Tiny muscle (page 1)" in lines and "    Your home plan (page 2)" in lines
    assert "    H1 'Tiny muscle'" in lines or "  H1 'Tiny muscle'" in lines
    assert any(line.strip() == "LBody 'Begin Lift.'" for line in lines)


def test_what_has_changed_is_shown_until_it_is_taken(tmp_path: Path) -> None:
    snapshots = tmp_path / "snapshots"
    old, new = (dump(_made(tmp_path / name, name)) for name in ("Lift", "Bend"))
    assert "pytest --update" in difference("a", old, update=False, folder=snapshots)
    assert difference("a", old, update=True, folder=snapshots) == ""
    assert difference("a", old, update=False, folder=snapshots) == ""
    said = difference("a", new, update=False, folder=snapshots)
    assert "-" in said and "'Begin Lift.'" in said and "'Begin Bend.'" in said
    assert difference("a", old, update=False, folder=snapshots) == "", "looking takes nothing"
    assert difference("a", new, update=True, folder=snapshots) == difference(
        "a", new, update=False, folder=snapshots
    )


def test_a_snapshot_without_a_sheet_is_found_and_taken_away(tmp_path: Path) -> None:
    for name in ("here", "gone"):
        difference(name, "x", update=True, folder=tmp_path)
    assert stale({"here"}, update=False, folder=tmp_path) == ["gone"]
    assert stale({"here"}, update=True, folder=tmp_path) == []
    assert [file.name for file in tmp_path.iterdir()] == ["here.txt"]


def test_changed_sheets_stand_side_by_side(tmp_path: Path) -> None:
    lift, bend = (_made(tmp_path / name, name) for name in ("Lift", "Bend"))
    assert changed_pages(lift, lift) == []
    assert [number for number, _ in changed_pages(lift, bend)] == [2], "the front does not name the exercise"
    before, now = {"same": lift, "other": lift, "old": lift}, {"same": lift, "other": bend, "new": bend}
    names = report(before, now, tmp_path / "page")
    assert names == ["new", "old", "other"]
    text = (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert "only before" in text and "only now" in text and "Begin Bend." in text and "same" not in text
    for title in ("before", "now", "different"):
        file = f"other-2-{title}.png"
        assert file in text and (tmp_path / "page" / file).stat().st_size > 1000


def test_nothing_changed_is_said_so(tmp_path: Path) -> None:
    lift = _made(tmp_path / "a", "Lift")
    assert report({"a": lift}, {"a": lift}, tmp_path / "page") == []
    assert "No sheet has changed" in (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
