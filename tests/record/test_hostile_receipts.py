"""Whatever a receipt says: the sheet again, or problems that name the file and the field."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts import ContentError, Library, SheetRequest, make
from handouts.program.making import make_program
from handouts.program.reading import plan_of
from handouts.record.reading import read_receipt, receipt_of
from handouts.record.receipt import made_again, receipt
from tests.support.altered import altered, places
from tests.support.command import Run

WHEN = dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC)
ODD = [
    None, [], {}, 0, -1, 1.5, True, False, 10**30, "", " ", "x" * 70_000, "\0", "\ud800", "\u202e", "a\x1bb", "left",
    ["left"], [[["deep"]]], {"a": None}, [None], "2027-02-30", "9999-12-31", "gluteus-minimus", "clamshell=300x300",
    {"exercise": "clamshell", "dose": "3x12"}, "../../x", "es", "0" * 64,
]  # fmt: skip
odd_values = st.sampled_from(ODD) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def receipts(bundled_library: Library) -> list[dict[str, Any]]:
    """One of a sheet and one of a home program."""
    request = SheetRequest(
        "gluteus-minimus", side="left", patient="Ana", exercises=("clamshell=3x12; slowly",), date=WHEN.date(),
        health=frozenset({"hip-replacement"}), cleared=frozenset({"clamshell"}),
    )  # fmt: skip
    plan = plan_of({"name": "Ana", "exercises": [{"exercise": "clamshell", "dose": "3x12"}]}, bundled_library)
    made = make(bundled_library, request), make_program(bundled_library, plan)
    found = [
        json.loads(receipt(bundled_library, wanted, one, WHEN))
        for wanted, one in zip((request, plan), made, strict=True)
    ]
    return [{**entry, "content": dict(sorted(entry["content"].items())[:3])} for entry in found]


def _again(library: Library, entry: Any) -> None:
    """Made again, or refused with places that somebody can find."""
    try:
        made_again(library, receipt_of(json.dumps(entry).encode(), "r.json"), {"patient": "Ana"})
    except ContentError as error:
        assert all(problem.file and len(str(problem)) < 1600 for problem in error.problems)


@settings(max_examples=120, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), value=odd_values)
def test_any_value_at_any_place_is_made_or_named(
    receipts: list[dict[str, Any]], bundled_library: Library, data: st.DataObject, value: Any
) -> None:
    entry = data.draw(st.sampled_from(receipts))
    path = data.draw(st.sampled_from(sorted(places(entry), key=str)))
    _again(bundled_library, altered(entry, path, value))


@pytest.mark.parametrize("value", [None, [], {}, -1, True, "x", ["x"], {"x": 1}, 1e300])
@pytest.mark.parametrize(
    "field",
    ["format", "what", "when", "program", "sha256", "bytes", "pages", "request", "withheld", "content"],
)
def test_a_value_of_another_kind_is_named_by_its_field(
    receipts: list[dict[str, Any]], field: str, value: Any
) -> None:
    good = (field, value) in [("program", "x"), ("withheld", []), ("content", {})]
    entry = {**receipts[1], field: value}
    if good:
        assert receipt_of(json.dumps(entry).encode(), "r.json").what == "program"
        return
    if field == "request" and isinstance(value, dict):
        return  # an object, which the plan then judges
    with pytest.raises(ContentError) as caught:
        receipt_of(json.dumps(entry).encode(), "r.json")
    (problem,) = caught.value.problems
    assert problem.file == "r.json" and problem.message.startswith(field), problem


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("request", "colour"), "red", "colour"), (("request", "edition"), None, "edition"),
        (("request", "paper"), "a9", "paper"), (("request", "exercises"), "clamshell", "exercises"),
        (("request", "exercises"), ["clamshel"], "exercise"), (("request", "side"), "up", "side"),
        (("request", "date"), "2027-02-30", "date"), (("request", "lang"), "xx", "lang"),
        (("more",), 1, "more"), (("withheld",), ["shoe"], "shoe"),
    ],
)  # fmt: skip
def test_what_was_edited_is_named_in_the_receipt(
    receipts: list[dict[str, Any]],
    bundled_library: Library,
    which: int,
    path: tuple[str, ...],
    value: Any,
    said: str,
) -> None:
    entry = json.loads(json.dumps(receipts[which]))
    (entry if len(path) == 1 else entry["request"])[path[-1]] = value
    with pytest.raises(ContentError) as caught:
        made_again(bundled_library, receipt_of(json.dumps(entry).encode(), "r.json"), {})
    for problem in caught.value.problems:
        assert problem.file == "r.json" and said in str(problem), problem


def test_what_stands_there_of_bytes_and_pages_is_compared(
    receipts: list[dict[str, Any]], bundled_library: Library
) -> None:
    entry = {**receipts[1], "bytes": 5, "pages": 99}
    text = json.dumps(entry).encode()
    _, differences = made_again(bundled_library, receipt_of(text, "r.json"), {"name": "Ana"})
    assert [str(one).split()[3] for one in differences] == ["5", "99"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"format": 1, "format": 1}', "twice"), (b"\xff\xfe{}", "no receipt"), (b"\xef\xbb\xbf{}", "no receipt"),
        (b'{"bytes": ' + b"9" * 5000 + b"}", "no receipt"), (b" " * 1_000_001, "cannot be read"),
        (b'{"format": 2}', "it has no what"), (b'{"a": ' * 5000, "no receipt"), (b"null", "no receipt"),
    ],
)  # fmt: skip
def test_what_is_no_receipt_is_said_in_one_message(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "r.json"
    file.write_bytes(data)
    with pytest.raises(ContentError) as caught:
        read_receipt(file)
    (problem,) = caught.value.problems
    assert problem.file.endswith("r.json") and said in problem.message


@pytest.mark.parametrize("key", ["goal", "note", "exercises", "name", "about"])
def test_half_a_character_in_a_plan_is_no_fault_of_the_program(bundled_library: Library, key: str) -> None:
    values = {"exercises": ["clamshell"], key: ["x\ud800"] if key == "exercises" else "x\ud800"}
    with pytest.raises(ContentError) as caught:
        plan_of(values, bundled_library)
    (problem,) = caught.value.problems
    assert problem.file.startswith("--") and "ud800" in problem.message


def test_the_command_says_which_field(run: Run, receipts: list[dict[str, Any]]) -> None:
    Path("r.json").write_text(json.dumps({**receipts[0], "bytes": None}), "utf-8")
    done = run("again", "r.json", "--patient", "Ana")
    assert done.status == 1 and "r.json: bytes is null; it must be a whole number" in done.err
