"""Sheets that are composed once and then given to one person after the other."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import handouts.sheet.compose
from handouts import Library, SheetRequest, make
from handouts.making import press_of
from handouts.merging import merge
from handouts.resources import data_folder
from handouts.sheet.compose import compose

DAY = dt.date(2027, 2, 3)
PEOPLE = {
    "nobody": SheetRequest("gluteus-minimus"),
    "a name": SheetRequest("gluteus-minimus", patient="Ana Ruiz", side="left"),
    "two names": SheetRequest("gluteus-minimus", patient="Ana\nRuiz", date=DAY),
    "another script": SheetRequest("gluteus-minimus", patient="\u05d3\u05e0\u05d4", note="\u0394ay 1"),
    "a note": SheetRequest("gluteus-minimus", patient="Li", note="Start slow.\nRest on day 3.", side="both"),
    "a Spanish sheet": SheetRequest("gluteus-minimus", lang="es", patient="Ana", date=DAY, note="Poco a poco."),
    "a place to write": SheetRequest("gluteus-minimus", fillable=True, date=DAY),
}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_a_further_sheet_is_what_was_composed_for_its_reader(who: str) -> None:
    """Whatever was made before it."""
    library, request = Library.load(), PEOPLE[who]
    make(
        library, replace(request, patient=request.patient and "Somebody Else", note=request.note and "Else.")
    )
    document = compose(library, request)
    alone = press_of(library).render(document, library.speaking(request.lang).figures)
    assert make(library, request).data == alone.data


def test_a_further_sheet_is_not_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library.load()
    make(library, PEOPLE["a name"])
    monkeypatch.setattr(handouts.sheet.compose.Draft, "document", None)
    assert make(library, replace(PEOPLE["a name"], patient="Li")).pages == 2


def test_what_is_wrong_with_a_person_is_said_of_a_further_sheet_too() -> None:
    library = Library.load()
    make(library, PEOPLE["a name"])
    with pytest.raises(handouts.errors.ContentError, match="--ref"):
        make(library, replace(PEOPLE["a name"], ref="../a"))


def _clinic(folder: Path, name: str) -> Path:
    """A clinic file like the bundled one, of another name."""
    (bundled,) = data_folder().joinpath("clinics").glob("*.yaml")
    own = Library.load().clinic.name
    file = folder / f"{name}.yaml"
    file.write_text(bundled.read_text("utf-8").replace(own, f"Clinic {name}"), "utf-8")
    return file


def test_two_clinics_of_one_library_have_sheets_of_their_own(tmp_path: Path) -> None:
    library, request = Library.load(), SheetRequest("gluteus-minimus", patient="Ana")
    for name in "AB":
        mine = library.for_clinic(_clinic(tmp_path, name))
        for made in (make(mine, request), *merge(mine, [request])):
            assert f"Clinic {name}".encode() in made.data  # the author


def test_an_edit_that_was_noticed_is_on_the_next_sheet(tmp_path: Path) -> None:
    topic = tmp_path / "muscles" / "gluteus-minimus.yaml"
    topic.parent.mkdir()
    shutil.copy(data_folder() / "muscles" / topic.name, topic)
    library, request = Library.load(overlay=tmp_path), SheetRequest("gluteus-minimus", patient="Ana")
    before = [make(library, request).data, *(made.data for made in merge(library, [request]))]
    assert all(b"/Title(Gluteus minimus)" in data for data in before)
    text = topic.read_text("utf-8")
    topic.write_text(text.replace("title: Gluteus minimus", "title: Small gluteus"), "utf-8")
    assert library.refresh()
    for made in (make(library, request), *merge(library, [request])):
        assert b"/Title(Small gluteus)" in made.data
