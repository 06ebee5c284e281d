"""The days that a person types: a next visit that can come, and a printed day of our time, by whichever way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.notes import Note
from handouts.program.making import make_program
from handouts.program.reading import plan_of, plan_of_text
from tests.sheet.bundled import MUSCLE
from tests.support.command import Run, refused

TODAY = dt.date(2027, 1, 1)
"""As for every command that a test runs."""


def _notes(library: Library, **values: Any) -> tuple[Note, ...]:
    planned = plan_of({"exercises": ["clamshell"], **values}, library)
    return make_program(library, planned, "text", today=TODAY).notes


@pytest.mark.parametrize(
    ("visit", "date", "said"),
    [
        ("9999-12-31", None, "9999-12-31 is more than 2 years away"),
        ("2029-02-01", None, "more than 2 years away"),
        ("2030-01-01", "2027-12-01", "more than 2 years away"),
        ("2026-11-20", "2026-11-21", "2026-11-20 is before the day of the program, 2026-11-21"),
        ("0001-01-01", "2026-11-21", "before the day of the program"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(
    bundled_library: Library, run: Run, visit: str, date: str | None, said: str
) -> None:
    dated = ["--date", date] if date else []
    done = run("program", "--exercise", "clamshell", "--visit", visit, *dated, "-o", "out/p.pdf")
    refused(done, f"--visit: {said}" if said[0].isdigit() else said, "hint: give the day")
    text = f"kind: program\nexercises: [clamshell]\nvisit: {{on: {visit}}}\n" + (
        f"date: {date}\n" if date else ""
    )
    with pytest.raises(ContentError) as caught:
        make_program(bundled_library, plan_of_text(text.encode(), "plan.yaml", bundled_library), today=TODAY)
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("plan.yaml", 3) and said in problem.message


def test_a_visit_today_or_in_two_years_is_one(bundled_library: Library) -> None:
    for visit in ("2027-01-01", "2029-01-01"):
        assert _notes(bundled_library, visit={"on": visit}) == ()
    assert _notes(bundled_library, visit={"on": "2020-01-02"}, date="2020-01-01") == ()


def test_a_visit_that_is_over_is_told_of(bundled_library: Library, run: Run) -> None:
    assert [note.kind for note in _notes(bundled_library, visit={"on": "2026-12-31"})] == ["visit-over"]
    done = run("program", "--exercise", "clamshell", "--visit", "2026-12-31", "-o", "p.pdf")
    assert done.status == 0 and "the day of the next visit is over" in done.err and "2026" not in done.err


@pytest.mark.parametrize("day", ["0001-01-01", "0026-11-28", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_no_sheet_is_of_another_age(bundled_library: Library, run: Run, day: str) -> None:
    for command in (
        ["program", "--exercise", "clamshell"],
        [MUSCLE],
        ["email", MUSCLE, "--to", "a@b.org", "--eml", "x.eml"],
    ):
        done = run(*command, "--date", day)
        refused(done, f"{day}: give a day from 2000-01-01 to 2099-12-31", status=2)
    for word in (day, f"{day[5:7]}/{day[8:]}/{day[:4]}"):
        Path("r.csv").write_text(f"name,date\nAna,{word}\n")
        done = run("merge", MUSCLE, "r.csv", "-o", "out")
        assert done.status == 1 and "r.csv:2:2: this is no date" in done.err and "2099-12-31" in done.err
        assert not Path("out").exists()
    with pytest.raises(ContentError, match="no day of a program"):
        plan_of({"exercises": ["clamshell"], "date": day}, bundled_library)
    if day != "0001-01-01":  # stands for any day in what is kept of sheets
        with pytest.raises(ContentError, match="from 2000-01-01"):
            SheetRequest(MUSCLE, date=dt.date.fromisoformat(day))
        with pytest.raises(ContentError, match="from 2000-01-01"):
            SheetRequest(MUSCLE, date=dt.datetime.fromisoformat(day))


def test_the_desk_takes_no_day_of_another_age() -> None:
    pytest.importorskip("starlette", reason="needs the extra [desk]")
    from handouts.desk.forms import Form

    for day in ("0001-01-01", "9999-12-31"):
        with pytest.raises(ContentError, match="--date: no sheet is of that day"):
            Form(MUSCLE, date=day).request()
