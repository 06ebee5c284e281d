"""One rule of the front at a time, on content made up for it: the patient's line, and what is there only if written."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import (
    Banner,
    Bullets,
    Columns,
    Document,
    Heading,
    Paragraph,
    Span,
    StopBox,
    Summary,
    Title,
    plain,
)
from handouts.sheet.compose import compose
from handouts.sheet.person import patient_runs
from tests.sheet.bundled import MUSCLE, flat, parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny


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
    assert plain(behind).split() == ["For", "AnaSep", "3,", "2026"] and plain(alone).split() == [
        "Sep",
        "3,",
        "2026",
    ]
    assert " " not in plain(alone), "a day is never parted"
    assert not any(span.private for span in alone)
    assert _line(library) is None


def test_the_line_of_a_program_says_name_and_day_in_one_sentence(library: Library) -> None:
    """Name and day stand behind each other, a name in Latin letters below; only the name is bold, and private."""
    words, language, day = library.wording, library.language, dt.date(2026, 9, 3)

    def line(**asked: Any) -> tuple[Span, ...] | None:
        return patient_runs(words, language, SheetRequest(TOPIC, **asked))

    assert line() is None and line(side="left") is None
    alone = line(date=day)
    assert alone is not None and [(span.text, span.private) for span in alone] == [("Sep 3, 2026", False)]
    named = line(patient="Ana Ruiz", date=day, patient_latin="Anna")
    assert named is not None and plain(named) == "For Ana Ruiz, Sep 3, 2026\nAnna"
    assert [span.text.strip() for span in named if span.private] == ["Ana Ruiz", "Anna"]
    assert [span.text for span in named if span.bold] == ["Ana Ruiz"]
    bare = line(patient="Ana Ruiz")
    assert bare is not None and plain(bare) == "For Ana Ruiz"


def test_a_clinic_without_a_web_page_has_none_in_its_head(tmp_path: Path) -> None:
    desk = {"kind": "clinic", "name": "Example Clinic", "phone": "555-0100"}
    with_page = tiny(tmp_path / "a", {"lift": exercise("Lift")})
    file = tmp_path / "b" / "desk.yaml"
    file.parent.mkdir()
    file.write_text(json.dumps(desk | {"emergency_number": "911"}), "utf-8")
    (head,) = parts(compose(with_page.for_clinic(file), SheetRequest(TOPIC)), Banner)
    assert (head.name, head.web, head.phone.text) == ("Example Clinic", None, "555-0100")
    (head,) = parts(compose(with_page, SheetRequest(TOPIC)), Banner)
    assert head.web is not None and (head.web.text, head.web.url) == ("example.org", "https://example.org")


@pytest.mark.parametrize(
    ("side", "badge", "sides"),
    [("both", "both sides", ()), (None, None, ("left",)), ("left", "left", ()), ("right", "right", ())],
)
def test_the_side_is_said_or_to_be_ticked(
    library: Library, side: str | None, badge: str | None, sides: tuple[str, ...]
) -> None:
    (title,) = parts(compose(library, SheetRequest(TOPIC, side=side)), Title)
    assert title.person is not None
    assert (title.person.side or "").lower().startswith((badge or "").lower()) and bool(
        title.person.side
    ) == bool(side)
    assert title.person.sides[:1] == sides


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


@pytest.mark.parametrize(
    ("slug", "health", "presses"),
    [("gluteus-minimus", "hip-replacement", False), ("hip-and-glute-pain", "recent-surgery", False),
     ("tensor-fasciae-latae", "poor-balance", False), ("gluteus-minimus", "poor-balance", True)],
)  # fmt: skip
def test_a_sheet_with_nothing_to_press_says_nothing_of_how_to_press(
    slug: str, health: str, presses: bool
) -> None:
    request = SheetRequest(slug, health=frozenset({health}))
    said = flat(compose(Library.load(), request, web=True).sections)
    for words in ("before you press it", "after you press it"):
        assert presses or words not in said
    assert ("sore spots to press" in said) is presses


@pytest.mark.parametrize(("others", "health", "alerts"), [(2, True, 0), (1, True, 1), (1, False, 0)])
def test_who_has_to_come_in_first_reads_why_and_no_promise(
    tmp_path: Path, others: int, health: bool, alerts: int
) -> None:
    """With a plan to start with, or nothing told, there is no such line; only a plan says how soon it helps."""
    plan = {"bend": exercise("Bend", "stretch", demands=["kneel"])}
    plan |= {f"lift-{n}": exercise(f"Lift {n}") for n in range(others)}
    library = tiny(
        tmp_path, plan, conditions={"illness-a": illness(["kneel"])}, relief="It helps in six weeks."
    )
    asked = SheetRequest(TOPIC, health=frozenset({"illness-a"} if health else ()), detail="full")
    document = compose(library, asked)
    assert sum(node.role == "alert" for node in parts(document.sections[0], Paragraph)) == alerts
    assert ("It helps in six weeks." in flat(document.sections)) is (alerts == 0)


@pytest.mark.parametrize(
    ("rule", "words"), [(illness(["exercise"]), "today_wait"), (illness(["kneel"]), "today_see_us")]
)
def test_what_to_do_today_is_to_wait_or_to_come_where_there_is_no_plan_to_start_with(
    tmp_path: Path, rule: dict[str, Any], words: str
) -> None:
    library = tiny(tmp_path, {"bend": exercise("Bend", demands=["kneel"])}, conditions={"illness-a": rule})
    document = compose(library, SheetRequest(TOPIC, health=frozenset({"illness-a"})))
    (summary,) = parts(document, Summary)
    assert plain(summary.today) == getattr(library.wording, words)


@pytest.mark.parametrize(("detail", "under"), [("short", False), ("full", True)])
def test_how_soon_it_helps_has_a_heading_only_where_there_is_room(
    tmp_path: Path, detail: str, under: bool
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")}, relief="It helps in six weeks.")
    document = compose(library, SheetRequest(TOPIC, detail=detail))
    assert "It helps in six weeks." in flat(document.sections)
    assert (library.wording.relief in _headings(document)) is under
