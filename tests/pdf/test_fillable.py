"""A sheet whose log and lines for name and date can be filled in on a screen."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from handouts import Library, SheetRequest, email_message, render_pdf
from handouts.program.making import make_program
from handouts.program.reading import plan_of, plan_text
from handouts.record.reading import receipt_of
from handouts.record.receipt import made_again, receipt
from tests.mail.mails import clinic
from tests.sheet.bundled import MUSCLE
from tests.support.validate import assert_conforms

LOG = ("A Ball on the wall", "B Seated stretch", "C Clamshell", "Pain, 0 to 10")


def _library() -> Library:
    return Library.load()


class Field(NamedTuple):
    """A field: what it takes, letters at most, in how many places it stands."""

    kind: str
    most: int
    places: int


def _fields(data: bytes) -> dict[str, Field]:
    """Every field of a file by what it says it is for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        form = pdf.Root.get("/AcroForm")
        return {
            str(field.TU): Field(str(field.FT), int(field.get("/MaxLen", 0)), len(field.get("/Kids", [0])))
            for field in (form.Fields if form is not None else ())
        }


def _tree(data: bytes) -> list[str]:
    """The tags of the structure tree in reading order; a Form with what its field says."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
            return
        tag = str(node.S)[1:]
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        if tag == "Form":
            (place,) = (kid.Obj for kid in kids)
            tag += f" {place.TU}"
        found.append(tag)
        for kid in kids:
            walk(kid)

    pdf = pikepdf.open(io.BytesIO(data))
    walk(pdf.Root.StructTreeRoot.K)
    return found


def _has_alt(node: object) -> bool:
    return isinstance(node, pikepdf.Dictionary) and "/Alt" in node


@pytest.mark.parametrize("edition", ["standard", "large", "mono", "clinician"])
@pytest.mark.parametrize("side", [None, "left"])
def test_every_row_and_day_of_the_log_has_a_place_that_says_what_it_is_for(
    edition: str, side: str | None
) -> None:
    data = render_pdf(_library(), SheetRequest(MUSCLE, edition, side=side, fillable=True))  # type: ignore[arg-type]
    fields = _fields(data)
    days = [name.partition(": ")[2] for name in fields if name.startswith("Day ")]
    assert Counter(days) == {LOG[0]: 14, LOG[1]: 14, LOG[2]: 6, LOG[3]: 14}  # no place on days of rest
    assert fields["Day 3: C Clamshell"].kind == "/Btn" and "Day 2: C Clamshell" not in fields
    assert fields["Day 3: Pain, 0 to 10"] == ("/Tx", 2, 1)
    assert {"Name", "Date", "Start date"} <= set(fields)
    sides = {name for name in fields if "left" in name or "right" in name}
    assert sides == (set() if side else {"left hip", "right hip"})  # each is heard alone
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = [str(node.Alt) for node in pdf.objects if _has_alt(node)]
    assert [alt[:26] for alt in drawn if alt.startswith("A log")] == ["A log to fill in for 14 da"]
    assert_conforms(data)


def test_a_sheet_to_print_has_no_fields_and_the_same_bytes_as_ever() -> None:
    library = _library()
    plain = render_pdf(library, SheetRequest(MUSCLE))
    render_pdf(library, SheetRequest(MUSCLE, fillable=True))
    assert not _fields(plain) and b"/Widget" not in plain
    assert render_pdf(library, SheetRequest(MUSCLE)) == plain


def test_what_is_printed_is_not_asked_for() -> None:
    person = {"patient": "Ann Lee", "side": "left"}
    fields = _fields(render_pdf(_library(), SheetRequest(MUSCLE, fillable=True, **person)))  # type: ignore[arg-type]
    assert "Name" not in fields and "Date" in fields
    assert not any("left" in name.casefold() for name in fields)


def test_a_name_is_typed_once_for_all_pages() -> None:
    data = render_pdf(_library(), SheetRequest(MUSCLE, "large", fillable=True))
    pages = len(pikepdf.open(io.BytesIO(data)).pages)
    assert _fields(data)["Name"].places == pages


def test_fields_are_read_day_by_day_behind_the_log() -> None:
    tree = _tree(render_pdf(_library(), SheetRequest(MUSCLE, fillable=True)))
    log = tree.index(f"Form Day 1: {LOG[0]}")
    days = [f"Form Day {day}: {row}" for day in (1, 2) for row in LOG if (day, row) != (2, LOG[2])]
    assert tree[log : log + len(days)] == days
    assert tree.index("Form Start date") < log < len(tree)


def test_every_place_has_its_looks_and_is_printed() -> None:
    pdf = pikepdf.open(io.BytesIO(render_pdf(_library(), SheetRequest(MUSCLE, fillable=True))))
    places = [place for page in pdf.pages for place in page.Annots if place.Subtype == "/Widget"]
    assert len(places) > 50
    for place in places:
        looks = place.AP.N
        assert place.F == 4
        if place.get("/FT", place.get("/Parent", place).get("/FT")) == "/Btn":
            assert b" l S" in looks.Yes.read_bytes() and not looks.Off.read_bytes() and place.AS == "/Off"
        else:
            assert looks.read_bytes() == b"/Tx BMC EMC"


def test_the_file_in_a_message_can_be_filled_in(tmp_path: Path) -> None:
    message = email_message(clinic(tmp_path), SheetRequest(MUSCLE, side="left"), to="ann@example.org")
    (file,) = message.iter_attachments()
    assert "Day 1: Pain, 0 to 10" in _fields(file.get_content())


PLAN = {"exercises": ["ball-wall-side-of-hip", "clamshell"], "side": "left", "weeks": 3, "fillable": True}


def _program(**more: object) -> bytes:
    library = _library()
    return make_program(library, plan_of({**PLAN, **more}, library)).data


@pytest.mark.parametrize("layout", ["rows", "1", "2"])
def test_a_home_program_has_places_for_each_day_of_each_week_and_to_write_on(layout: str) -> None:
    data = _program(layout=layout)
    fields = _fields(data)
    days = Counter(name.partition(": ")[2] for name in fields if name.startswith("Day "))
    assert days == {"A Ball on the wall": 21, "B Clamshell": 21, "Worst pain, 0 to 10": 21}
    assert fields["Day 20: B Clamshell"] == ("/Btn", 0, 1)
    assert fields["Day 21: Worst pain, 0 to 10"] == ("/Tx", 2, 1)
    assert fields["Your next visit"].kind == "/Tx"
    done = [name for name in fields if name.startswith("A Ball on the wall: ")]
    assert len(done) == (0 if layout == "rows" else 14)
    assert_conforms(data)


def test_a_program_to_print_has_no_fields_and_a_visit_that_is_agreed_is_not_asked_for() -> None:
    assert not _fields(_program(fillable=False))
    assert "Your next visit" not in _fields(_program(visit={"on": "2026-12-10"}))


def test_a_plan_says_that_it_can_be_filled_in_and_its_receipt_makes_the_same_file() -> None:
    library = _library()
    planned = plan_of(PLAN, library)
    assert "fillable: true" in plan_text(planned.plan)
    made = make_program(library, planned)
    text = receipt(library, planned, made, dt.datetime(2026, 11, 27, tzinfo=dt.UTC))
    assert made_again(_library(), receipt_of(text.encode(), "r.json"), {})[1] == ()


def test_the_program_in_a_message_can_be_filled_in(tmp_path: Path) -> None:
    library = clinic(tmp_path)
    planned = plan_of({**PLAN, "fillable": False}, library)
    (file,) = email_message(library, planned, to="ann@example.org").iter_attachments()
    assert "Day 21: B Clamshell" in _fields(file.get_content())
