"""Files that come from outside, of any bytes: what they say is taken, or refused with a place that somebody can find.

Rosters, plan files, plans inside PDF files, receipts and logos; drawings, text layers and content have tests of their
own (``test_hostile_figures``, ``test_po``, ``test_explain``).
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from handouts import ContentError, Library, SheetRequest, make
from handouts.layout.logo import LogoError, opened_logo
from handouts.program.embedding import plan_of_file
from handouts.program.making import make_program
from handouts.program.reading import Planned, plan_of, plan_of_text
from handouts.recipients import in_its_cell, recipients
from handouts.record.reading import receipt_of
from handouts.roster import COLUMNS, Roster, read_roster

LONGEST = 1600
"""Characters of a problem, at most."""
quickly = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
odd = st.sampled_from(
    ["", " ", "\ud800", "\u202e", "a\x1bb", "{name}", "**", "|", "a|a", "left", "gluteus-minimus", "clamshell=300x300",
     "=cmd()", "9999-99-99", "31/31/31", "x" * 3000, "=?utf-8?q?=0D=0A?=", "../x", "es", "a@b.org"]
)  # fmt: skip
values: st.SearchStrategy[Any] = st.recursive(
    odd | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
names = st.sampled_from(sorted(COLUMNS)) | st.text(max_size=8)


def told(what: Callable[[], object], named: str) -> Any:
    """What comes of it; None where it was refused, each time with a place and in few words."""
    try:
        return what()
    except ContentError as error:
        for problem in error.problems:
            assert problem.file.startswith(named) and len(str(problem)) < LONGEST, problem
        return None


def _asked(library: Library, roster: Roster, name: str) -> None:
    """Every row as a request, and the first of them as a sheet."""
    found, problems = recipients(name, roster, SheetRequest("gluteus-minimus", lang="en"), every=True)
    assert all(problem.file == name and problem.line for problem in problems)
    for person in found[:1]:
        try:
            make(library, person.request, "text")
        except ContentError as error:
            for problem in error.problems:
                placed = in_its_cell(name, person.row, problem)
                assert placed.file and len(str(placed)) < LONGEST


@quickly
@given(st.binary(max_size=300), st.sampled_from(["r.csv", "r.tsv", "r.jsonl", "r"]))
@example(b'sep="\nname"a\n', "r.csv")
@example(b"sep= \nname note\n", "r.csv")
@example(b"sep=\r\r\nname\rnote\n", "r.csv")
@example(b"\xff\xfen", "r.csv")
@example(b"\0n\0a\0m\0e", "r.csv")
@example(b"{" * 100_000, "r.jsonl")
@example(b'{"name": ' + b"9" * 5000 + b"}", "r.jsonl")
@example(b'name\n"' + b"x" * 200_000 + b'"\n', "r.csv")
def test_any_bytes_are_a_roster_or_told(bundled_library: Library, data: bytes, name: str) -> None:
    if (roster := told(lambda: read_roster(name, data), name)) is not None:
        _asked(bundled_library, roster, name)


@pytest.mark.parametrize("sign", ['"', "\r", "a", " ", "\\", "\x1b"])
def test_a_sign_that_cannot_stand_between_cells_is_told(sign: str) -> None:
    """Some releases of Python raise ValueError for a quote or the end of a line."""
    with pytest.raises(ContentError, match=r"r\.csv:1:5: .* cannot stand between cells"):
        read_roster("r.csv", f"sep={sign}\nname{sign}note\n".encode())
    assert len(read_roster("r.csv", b"sep=|\nname|note\nAna|a;b\n").rows) == 1


@quickly
@given(st.lists(st.dictionaries(names, values, min_size=1, max_size=5), min_size=1, max_size=3))
def test_any_rows_of_json_are_taken_or_told(bundled_library: Library, rows: list[dict[str, Any]]) -> None:
    data = "\n".join(map(json.dumps, rows)).encode()
    if (roster := told(lambda: read_roster("r.jsonl", data), "r.jsonl")) is not None:
        assert all(problem.line for problem in roster.problems)
        _asked(bundled_library, roster, "r.jsonl")


@pytest.fixture(scope="module")
def program(bundled_library: Library) -> bytes:
    """A home program with its plan inside."""
    plan = plan_of({"name": "Ana", "exercises": [{"exercise": "clamshell", "dose": "3x12"}]}, bundled_library)
    return make_program(bundled_library, plan, embed=True).data


def _wrapped(data: bytes, length: int | None = None) -> bytes:
    """``data`` where a PDF file has its plan."""
    head = b"<</Type/EmbeddedFile/Subtype/text#2Fyaml/Params<</Size %d/ModDate(D:20261127)>>"
    head += b"/Filter/FlateDecode/Length %d>>stream\n"
    return b"%PDF-1.7\n" + head % (len(data), len(data) if length is None else length) + data + b"\nendstream"


@quickly
@given(st.binary(max_size=200), st.sampled_from(["bare", "packed", "cut", "long"]))
@example(b"kind: program\nexercises: [clamshell]\n", "packed")
@example(b"kind: program\nname: \xff\n", "packed")
@example(b"a: &a [*a, *a]\n", "packed")
@example(b"0" * 5_000_000, "packed")
def test_any_bytes_in_a_pdf_are_a_plan_or_told(bundled_library: Library, data: bytes, how: str) -> None:
    packed = zlib.compress(data)
    file = {
        "bare": b"%PDF-" + data, "packed": _wrapped(packed), "cut": _wrapped(packed[:-3]),
        "long": _wrapped(packed, 9_999_999),
    }[how]  # fmt: skip
    found = told(lambda: plan_of_file(file, "p.pdf", bundled_library), "p.pdf")
    assert found is None or isinstance(found, Planned)


@quickly
@given(st.integers(0, 2**31), st.integers(0, 255))
def test_a_program_with_a_byte_changed_has_its_plan_or_is_told(
    bundled_library: Library, program: bytes, at: int, byte: int
) -> None:
    begin, end = program.index(b"/EmbeddedFile"), program.index(b"endstream", program.index(b"/EmbeddedFile"))
    at = begin + at % (end - begin)
    spoilt = program[:at] + bytes([byte]) + program[at + 1 :]
    told(lambda: plan_of_file(spoilt, "p.pdf", bundled_library), "p.pdf")


@quickly
@given(st.binary(max_size=200))
@example(b"kind: program\nexercises: [clamshell]\ngoal: '\\ud800'\n")
def test_any_bytes_are_a_plan_file_or_told(bundled_library: Library, data: bytes) -> None:
    for text in (data, b"kind: program\nexercises: [clamshell]\ngoal: " + data):
        told(lambda text=text: plan_of_text(text, "p.yaml", bundled_library), "p.yaml")


@quickly
@given(st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
@example(b"[" * 100_000)
@example(b"\xff\xfe{\0}\0")
def test_any_bytes_are_a_receipt_or_told(data: bytes) -> None:
    told(lambda: receipt_of(data, "r.json"), "r.json")


def _picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, kind)
    return file.getvalue()


PICTURES = {kind: _picture(kind) for kind in ("PNG", "JPEG")}


@quickly
@given(st.sampled_from(sorted(PICTURES)), st.integers(0, 2**31), st.binary(max_size=6))
def test_any_bytes_are_a_logo_or_told(kind: str, at: int, new: bytes) -> None:
    whole = PICTURES[kind]
    at %= len(whole)
    for data in (whole[:at] + new + whole[at + len(new) :], whole[:at], new):
        try:
            assert opened_logo(data, "logo.png").size[0] > 0
        except LogoError as error:
            assert 0 < len(str(error)) < LONGEST


def test_an_embedded_plan_comes_back(bundled_library: Library, program: bytes) -> None:
    """So that the tests above spoil something that was whole."""
    plan = plan_of_file(program, "p.pdf", bundled_library).plan
    assert plan.name == "Ana" and plan.exercises[0].exercise == "clamshell"
