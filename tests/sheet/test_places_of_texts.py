"""Whatever is printed knows the file, line and column that it was written at, so that a problem can name it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.resources import data_folder
from handouts.sheet.blocks import Span
from handouts.sheet.compose import compose
from handouts.words import origins_of
from tests.sheet.bundled import TOPICS, parts

FORMS: list[dict[str, Any]] = [
    {}, {"edition": "clinician"}, {"detail": "full"},
    {"health": frozenset({"poor-balance", "diabetes"}), "side": "left"},
]  # fmt: skip


@pytest.mark.parametrize("asked", FORMS, ids=["short", "clinician", "full", "for a reader"])
@pytest.mark.parametrize("slug", TOPICS)
def test_every_printed_text_knows_its_place(
    bundled_library: Library, slug: str, asked: dict[str, Any]
) -> None:
    """But for the letters of exercises, which the sheet deals out."""
    spans = list(parts(compose(bundled_library, SheetRequest(slug, **asked)), Span))
    assert len(spans) > 100
    lost = {
        str(span.text) for span in spans if any(map(str.isalnum, span.text)) and not origins_of(span.text)
    }
    assert {text for text in lost if len(text.strip()) > 1} == set()


def test_what_a_clinic_wrote_and_codes_and_addresses_know_theirs(bundled_library: Library) -> None:
    clinic = bundled_library.clinic
    for text in (clinic.name, clinic.phone, clinic.web, clinic.emergency_number):
        (place,) = origins_of(text or "")
        assert place.file.endswith("west-suburban-pain-relief.yaml") and place.line > 1
    for key in bundled_library.figures.list()[::20]:
        drawing = bundled_library.figures.get(*key)
        words = drawing.words
        for text in (words.title, words.caption, words.alt, *words.labels, drawing.credit_short):
            (place,) = origins_of(text)
            line = (data_folder().parent / place.file).read_text("utf-8").splitlines()[place.line - 1]
            first = json.dumps(text.partition("\n")[0], ensure_ascii=False)
            assert line[place.column - 1 :].startswith(first), (key, place)
    code = bundled_library.topic("gluteus-minimus").clinician.icd10cm[0].code
    assert origins_of(code)[0].file.startswith("data/")


def test_the_credit_of_a_drawing_knows_its_place_on_the_sheet(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest("gluteus-minimus", detail="full"))
    (line,) = [s.text for s in parts(document, Span) if "BodyParts3D" in s.text]
    assert any("/figures/" in place.file and place.column > 1 for place in origins_of(line))
