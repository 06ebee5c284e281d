"""Codes of both sides from one entry, against the tables of ICD-10-CM where the package that has them is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library
from handouts.content.model.topic import ClinicianNotes
from tests.sheet.bundled import MUSCLE, changed, overlay

FILE = f"muscles/{MUSCLE}.yaml"


def test_one_entry_makes_the_code_of_each_side() -> None:
    both = {"code": "M99.7{side}A", "title": "Ache of {side} ear, first visit"}
    notes = ClinicianNotes.model_validate({"icd10cm": [both, {"code": "M79.18", "title": "Other"}]})
    assert [(entry.code, entry.title) for entry in notes.icd10cm] == [
        ("M99.71A", "Ache of right ear, first visit"),
        ("M99.72A", "Ache of left ear, first visit"),
        ("M79.18", "Other"),
    ]


def test_a_topic_may_write_one_itself_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    entry = '{code: "M25.57{side}", title: "Pain in {side} ankle"}'
    own = changed(FILE, {r"^  icd10cm: \[.*$": f"  icd10cm: [{entry}]"})
    codes = Library.load(overlay=overlay(tmp_path / "own", {FILE: own})).find(MUSCLE).value.clinician.icd10cm  # type: ignore[attr-defined]
    assert [entry.code for entry in codes] == ["M25.571", "M25.572"]
    wrong = changed(FILE, {r"^  icd10cm: \[.*$": '  icd10cm: [{code: "M25.57{side}", title: Ankle pain}]'})
    with pytest.raises(ContentError, match=r"gluteus-minimus\.yaml:\d+"):
        Library.load(overlay=overlay(tmp_path / "wrong", {FILE: wrong})).find(MUSCLE)


def test_bundled_codes_are_codes_that_may_be_billed_with_their_titles() -> None:
    tables = pytest.importorskip("simple_icd_10_cm")
    library = Library.load()
    entries = {e for slug in library.names("topic") for e in library.find(slug).value.clinician.icd10cm}  # type: ignore[attr-defined]
    assert len(entries) > 12
    for entry in entries:
        assert tables.is_valid_item(entry.code) and tables.is_leaf(entry.code), entry.code
        assert tables.get_description(entry.code).casefold() == entry.title.casefold(), entry


def test_the_side_of_a_code_is_said_beside_its_title() -> None:
    """What is emphasised for a reader, and what goes into a record, follows from it."""
    both = {"code": "M99.7{side}A", "title": "Ache of {side} ear"}
    one = {"code": "M99.1", "title": "Ache of left ear", "side": "left"}
    none = {"code": "M79.18", "title": "Ache of the right amount"}
    notes = ClinicianNotes.model_validate({"icd10cm": [both, one, none]})
    assert [entry.side for entry in notes.icd10cm] == ["right", "left", "left", None]


@pytest.mark.parametrize(
    ("title", "side", "hint"),
    [("Ache of left ear", "", "write side: left"), ("Ache of left ear", ", side: right", "write side: left"),
     ("Ache", ", side: right", "take side out")],
)  # fmt: skip
def test_a_title_and_its_side_that_differ_are_named(tmp_path: Path, title: str, side: str, hint: str) -> None:
    own = changed(FILE, {r"^  icd10cm: \[.*$": f"  icd10cm: [{{code: M99.1, title: {title}{side}}}]"})
    with pytest.raises(ContentError, match=r"gluteus-minimus\.yaml:\d+:\d+") as caught:
        Library.load(overlay=overlay(tmp_path, {FILE: own})).find(MUSCLE)
    assert [problem.hint for problem in caught.value.problems] == [hint]
