"""Templates: a sheet that is laid out once and filled for one patient after the other is the sheet made for each."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts import ContentError, Library, SheetRequest, make
from handouts.pdf.file import LEAST, room_of
from handouts.templates import Templates, kind_of
from tests.sheet.bundled import MUSCLE
from tests.support.pdf_reader import read
from tests.support.validate import assert_conforms

NAMES = {
    "Latin": "Zoë Ødegård-O’Neil", "Vietnamese": "Nguyễn Thị Ngọc Ánh", "Greek": "Ξένια Παπαδοπούλου",
    "Cyrillic": "Дмитро Ґонта", "Hebrew": "דנה כהן (2)", "Arabic": "محمد علي", "Devanagari": "क्षितिज शर्मा",
    "Thai": "สมชาย ใจดี", "Armenian": "Աննա Սարգսյան", "Georgian": "ნინო ბერიძე", "Ethiopic": "ሰላም ተስፋዬ",
    "Tamil": "கார்த்திக்",
}  # fmt: skip
"""A name in each of twelve scripts."""
TODAY = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


@pytest.fixture(scope="module")
def templates(library: Library) -> Templates:
    return Templates(library)


def _same(templates: Templates, request: SheetRequest) -> None:
    """The sheet of a template is the one that is laid out for the patient: the same bytes, so the same tags, the same
    order and the same ink.
    """
    assert templates.fill(request, today=TODAY) is not None, "no template holds it"
    assert templates.make(request, today=TODAY) == make(templates.library, request, today=TODAY)


_names = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60),
    st.text(st.sampled_from("AVTofi .-’éÅłŐạđ"), min_size=1, max_size=120),
    st.lists(st.sampled_from(sorted(NAMES.values())), min_size=1, max_size=3).map(" ".join),
    st.text(st.sampled_from("אבגد هכץ 12(). Aa"), min_size=1, max_size=40),
)
_notes = _names.map(lambda text: re.sub(r"[{}*]", "", text))
"""Notes have none of the signs of the content's own notation: they would be refused."""


@given(
    name=_names, note=st.none() | _notes, side=st.sampled_from([None, "left", "right"]),
    day=st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_a_filled_template_has_the_bytes_of_the_sheet_laid_out_for_the_patient(
    templates: Templates, name: str, note: str | None, side: Any, day: dt.date | None
) -> None:
    _same(templates, SheetRequest(MUSCLE, side=side, patient=name, note=note, date=day))


@pytest.mark.parametrize("script", NAMES)
def test_names_and_notes_of_every_script_are_held(templates: Templates, script: str) -> None:
    name = NAMES[script]
    request = SheetRequest(MUSCLE, patient=name, patient_latin="Ann", note=f"{name}: {name}")
    _same(templates, request)
    data = templates.make(request).data
    assert_conforms(data)
    said = "".join(read(data).tree.text.split())
    assert "".join(name.split()) in said and "Ann" in said


@pytest.mark.parametrize("edition", ["standard", "large", "mono", "clinician"])
@pytest.mark.parametrize("paper", ["letter", "a5"])
def test_every_edition_and_paper_has_templates(templates: Templates, edition: str, paper: str) -> None:
    request = SheetRequest(
        MUSCLE, edition=edition, paper=paper, patient="Zora " * 9, note="Slowly.\nAnd well.", date=TODAY
    )
    assert templates.make(request, today=TODAY) == make(templates.library, request, today=TODAY)
    _same(templates, replace(request, patient="Ann", note="Slowly."))


def test_sheets_of_one_kind_share_all_but_their_slots(library: Library) -> None:
    made: list[SheetRequest] = []
    templates = Templates(library)

    def counted(name: str, **more: Any) -> int:
        request = SheetRequest(MUSCLE, patient=name, **more)
        templates.make(request, today=TODAY)
        made.append(request)
        return len({kind_of(one) for one in made})

    assert counted("Ann") == counted("Bea", ref="7") == 1
    assert counted("Ann", note="Hello") == counted("Bea", note="Goodbye") == 2
    assert counted("Ann", side="left") == 3


def test_many_names_of_one_day_are_put_in_as_the_first_ones(library: Library) -> None:
    """After some dozens of a kind its names are set without being shaped; the day stays what it is."""
    templates = Templates(library)
    day = dt.date(2026, 11, 3)
    for number in range(70):
        templates.make(SheetRequest(MUSCLE, patient=f"Ann {number}", date=day))
    for name in ("AV. To", "Zoë Ødegård", "3 November 2026", "W" * 30, "Δήμητρα"):
        _same(templates, SheetRequest(MUSCLE, patient=name, date=day))
        _same(templates, SheetRequest(MUSCLE, patient=name, date=day + dt.timedelta(1)))


def test_a_name_on_several_pages_is_in_the_file_once(templates: Templates) -> None:
    data = templates.make(SheetRequest(MUSCLE, patient="Ann")).data
    pages = read(data).pdf.pages
    streams = [{stream.objgen for stream in page.Contents} for page in pages]
    assert len(streams[0] & streams[1]) == 1


def test_a_template_has_nothing_of_those_it_was_filled_for(library: Library) -> None:
    templates = Templates(library)
    one = templates.fill(SheetRequest(MUSCLE, patient="Zora Quist", note="Wyvern"), today=TODAY)
    assert one is not None
    kept = repr(vars(one.template)) + "".join(
        part for page in one.template.document.pages for part in page.parts
    )
    document, fonts = one.template.document, one.template.fonts
    assert [part for page in document.pages for part in page.parts[1::2]] == [""] * 3 and not fonts.own
    assert "Zora" not in kept and "Wyvern" not in kept


def test_what_is_wrong_with_a_request_is_said_as_for_one_sheet(templates: Templates) -> None:
    right = SheetRequest(MUSCLE, patient="Ann", note="Hello")
    for change in (
        {"patient": "A" * 121}, {"note": "x" * 241}, {"ref": "no/path"}, {"note_lang": "?"}, {"patient": "Ann\x07"},
        {"note": "Hello \ue000"}, {"slug": "no-such"}, {"side": "upward"}, {"exercises": ("no-such",)},
    ):  # fmt: skip
        request = replace(right, **change)
        with pytest.raises(ContentError) as expected:
            make(templates.library, request)
        with pytest.raises(ContentError) as found:
            templates.make(request)
        assert found.value.problems == expected.value.problems


def test_an_overdue_review_is_told_by_the_day_of_each_sheet(templates: Templates) -> None:
    due = templates.library.topic(MUSCLE).review.review_due
    for day in (due, due + dt.timedelta(1)):
        for request in (
            SheetRequest(MUSCLE, patient="Ann"),
            SheetRequest(MUSCLE, patient="Ann", date=day, health=frozenset({"hip-replacement"})),
        ):
            found = templates.make(request, today=day)
            assert found.notes == make(templates.library, request, today=day).notes


def test_a_slot_keeps_room_so_that_what_is_behind_it_stays_where_it_is(templates: Templates) -> None:
    assert room_of([b"x" * LEAST, b"y" * 9]) == (LEAST,) and room_of([b"x" * (LEAST + 1), b""]) == (
        2 * LEAST,
    )
    places = set()
    for name in ("Bo", "Bart Featherstone"):
        data = templates.make(SheetRequest(MUSCLE, patient=name, note="Hello")).data
        places.add((data.index(b"/Type/XRef"), data.rindex(b" obj")))
    assert len(places) == 1


def test_two_patients_have_files_with_different_identifiers(templates: Templates) -> None:
    one, other = (templates.make(SheetRequest(MUSCLE, patient=name)).data for name in ("Ann", "Bea"))
    ids = [data[data.index(b"/ID[<") :][:40] for data in (one, other)]
    assert ids[0] != ids[1]


def test_what_one_name_asked_for_is_not_in_the_sheet_of_the_next(library: Library) -> None:
    templates = Templates(library)
    for number in range(60):
        templates.fill(SheetRequest(MUSCLE, patient=f"Ann {number}"), today=TODAY)
    _same(templates, SheetRequest(MUSCLE, side="left", patient=NAMES["Vietnamese"]))
    _same(templates, SheetRequest(MUSCLE, side="left", patient="Ann Lee"))
