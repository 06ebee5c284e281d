"""One rule of the front at a time, on content made up for it: the patient's line, and what is there only if written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import Bullets, Columns, Document, Heading, Span, StopBox, Title, plain
from handouts.sheet.compose import compose
from tests.sheet.bundled import MUSCLE, flat, parts
from tests.sheet.tiny import TOPIC, exercise, tiny


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A muscle with as little as there can be."""
    return tiny(tmp_path, {"lift": exercise("Lift")})


def _line(library: Library, **asked: Any) -> tuple[Span, ...] | None:
    """What stands in the box beside the title."""
    (title,) = parts(compose(library, SheetRequest(TOPIC, **asked)), Title)
    assert isinstance(title, Title) and title.person is not None
    person = title.person
    label = (Span(f"{person.name_label} "),) if person.name else ()
    return (*label, *person.name, *person.date) or None


def test_a_name_is_bold_and_all_of_it_is_private(library: Library) -> None:
    line = _line(library, patient="Ana Ruiz")
    assert line is not None and plain(line).split() == ["For", "Ana", "Ruiz"]
    assert [(span.text, span.bold) for span in line if span.private] == [("Ana Ruiz", True)]


def test_a_name_in_latin_letters_stands_on_a_line_of_its_own_and_is_private(library: Library) -> None:
    line = _line(library, patient="Άννα", patient_latin="Anna")
    assert line is not None and plain(line).splitlines() == ["For Άννα", "Anna"]
    assert [span.text.strip() for span in line if span.private] == ["Άννα", "Anna"]


def test_a_day_stands_behind_the_name_or_alone(library: Library) -> None:
    day = dt.date(2026, 9, 3)
    behind, alone = _line(library, patient="Ana", date=day), _line(library, date=day)
    assert behind is not None and alone is not None
    assert plain(behind).split() == ["For", "Ana3", "Sep", "2026"] and plain(alone).split() == [
        "3",
        "Sep",
        "2026",
    ]
    assert " " not in plain(alone), "a day is never parted"
    assert not any(span.private for span in alone)
    assert _line(library) is None


def _headings(document: Document) -> list[str]:
    return [heading.text for heading in parts(document, Heading)]


@pytest.mark.parametrize("detail", ["short", "full"])
def test_what_is_not_written_has_no_heading(library: Library, detail: str) -> None:
    document = compose(library, SheetRequest(TOPIC, detail=detail))
    w = library.wording
    assert not {w.more_habits, w.check_first, w.relief} & set(_headings(document))
    assert all(node.items for node in parts(document, Bullets))


def test_habits_stand_under_their_heading_and_beside_questions_where_there_is_room(tmp_path: Path) -> None:
    more = {"habits": ["Walk.", "Rest."], "check_first": "Ask us.", "relief": "Soon."}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, **more)
    full = compose(library, SheetRequest(TOPIC, detail="full"))
    pair = next(c for c in parts(full, Columns) if library.wording.more_habits in str(c.left))
    assert [plain(item.runs) for item in parts(pair.left, Bullets)[0].items] == ["Walk.", "Rest."]
    assert library.wording.relief in str(pair.right) and pair.shape == "halves"
    short = compose(library, SheetRequest(TOPIC))
    assert not any(library.wording.more_habits in str(c) for c in parts(short, Columns))


@pytest.mark.parametrize(
    ("health", "sign", "level"),
    [("hip-replacement", "The leg looks shorter", "emergency"), ("blood-thinners", "Black stool", "today"),
     ("thin-bones", "Sudden back pain", "today"), ("pregnancy", "The baby moves less", "today")],
)  # fmt: skip
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_what_warns_of_a_condition_stands_on_the_sheets_of_its_readers_only(
    health: str, sign: str, level: str, edition: str
) -> None:
    told, nobody = (
        compose(Library.load(), SheetRequest(MUSCLE, health=frozenset(known), edition=edition))  # type: ignore[arg-type]
        for known in ((health,), ())
    )
    (box,), (plain_box,) = parts(told, StopBox), parts(nobody, StopBox)
    assert any(sign in flat(item) for item in getattr(box, level))
    assert sign not in flat(plain_box)
