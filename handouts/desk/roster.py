"""The roster screen: a table of patients, each bad cell with what is wrong and the nearest right value, then sheets for
all lines that are ready. The table comes with each request and is kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handouts.content.gating import BETWEEN
from handouts.content.suggest import nearest, suggested
from handouts.desk.answers import download, finished
from handouts.desk.forms import fields_of, last, whole
from handouts.desk.rostertext import NAME, Table, from_file, table_of, with_cells
from handouts.desk.rosterwork import Jobs, tried
from handouts.desk.troubles import to_mend
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.recipients import Recipient, recipients
from handouts.roster import read_roster
from handouts.sheet.edition import EDITIONS
from handouts.sheet.request import SIDES, SheetRequest
from handouts.templates import templates_of

if TYPE_CHECKING:
    from handouts.desk.app import Desk, Posted

WINDOW = 100
"""Lines of a table that are shown at a time."""
MOST_TRIED = 500
"""Lines whose sheets are tried at each look at the table; the others are, when they are made."""
MOST_FIELDS = 4_000
EMPTY = "name,sheet,side,date,has,note\r\n"
_CELL = re.compile(r"c\.(\d{1,6})\.(\d{1,3})")
_ONE_OF = re.compile(r"use one of (.+)")
_PERSONAL = frozenset({"name", "latin name", "note", "date", "email"})
"""Columns of a person: no other value is guessed for them."""


@dataclass(frozen=True)
class Shown:
    """A cell as it is shown: ``wrong`` what is wrong with it, ``meant`` the nearest right value."""

    name: str
    label: str
    value: str
    wrong: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the table; ``wrong``: what no cell of it says."""

    line: int
    cells: tuple[Shown, ...]
    wrong: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether its sheet can be made."""
        return not self.wrong and not any(cell.wrong for cell in self.cells)


@dataclass
class Checked:
    """A table that was looked at: who is ready, and what is wrong by line."""

    table: Table
    ready: tuple[Recipient, ...] = ()
    wrong: dict[int, list[Problem]] = field(default_factory=dict)
    untried: int = 0


class RosterScreen:
    """The screen of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.jobs = desk, Jobs(desk.press)

    def routes(self, posted: Posted) -> list[Route]:
        """Its addresses."""
        return [
            Route("/roster", posted(self.page), methods=["GET", "POST"]),
            Route("/roster/check", posted(self.check), methods=["POST"]),
            Route("/roster/make", posted(self.make), methods=["POST"]),
            Route("/roster/forget", posted(self.forget), methods=["POST"]),
            Route("/roster/empty.csv", self.empty),
            Route("/roster/{token}", self.job),
            Route("/roster/{token}/made", self.result),
            Route("/roster/{token}/{name}", self.file),
        ]

    def page(self, request: Request, body: bytes = b"") -> Response:
        """The screen: empty, or with the table that came."""
        if request.method == "GET":
            return self._shown("", {}, "")
        fields = fields_of(body, MOST_FIELDS)
        text = with_cells(_text(fields), _changes(fields))
        act = last(fields, "act")
        if act.startswith("take "):
            name, _, value = act.removeprefix("take ").partition(" ")
            text = with_cells(text, _changes({name: [value]}))
        return self._shown(text, fields, "")

    def check(self, request: Request, body: bytes) -> Response:
        """A file as it is, read: its coding and its separator are recognised."""
        suffix = request.headers.get("x-desk-suffix", "csv")[:6].lower()
        try:
            text, how = from_file(body, suffix)
        except ContentError as error:
            return self._shown("", {}, "", error)
        return self._shown(text, {}, how)

    def make(self, request: Request, body: bytes) -> Response:
        """Sheets for the lines that are ready. With "wait" the answer comes when they are done."""
        fields = fields_of(body, MOST_FIELDS)
        text = with_cells(_text(fields), _changes(fields))
        with self.desk.press:
            self.desk.refresh()
            checked = self._checked(text, fields)
        if not checked.ready:
            return self._shown(text, fields, "")
        given = {"zipped": fields.get("give") == ["zip"], "duplex": "duplex" in fields}
        if "background" in fields:
            return JSONResponse(
                {"job": self.jobs.run(self.desk.library, checked.ready, NAME, **given).token}, 202
            )
        job = self.jobs.whole(self.desk.library, checked.ready, NAME, **given)
        return self._shown(text, fields, "", job=job)

    def job(self, request: Request) -> Response:
        """How far the sheets are; JSON."""
        job = self.jobs.get(request.path_params["token"])
        if job is None:
            return JSONResponse({"problem": "These sheets were dropped: make them again."}, 404)
        told = {"done": job.done, "total": job.total, "left": self.jobs.left(job), "finished": job.finished}
        return JSONResponse(told)

    def result(self, request: Request) -> Response:
        """What a job made, as a part of the page."""
        job = self.jobs.get(request.path_params["token"])
        if job is None or not job.finished:
            return PlainTextResponse("There are no such sheets.", 404)
        return self.desk.page("made", job=job)

    def file(self, request: Request) -> Response:
        """A finished file, to print or to keep."""
        job = self.jobs.get(request.path_params["token"])
        name = request.path_params["name"]
        data = job.files.get(name) if job is not None else None
        if data is None:
            return PlainTextResponse("This file was dropped: make it again.", 404)
        return finished(data, name, keep="keep" in request.query_params or name.endswith(".zip"))

    def forget(self, request: Request, body: bytes) -> Response:
        """Stop a job, and forget what it made."""
        self.jobs.drop(last(fields_of(body), "job"))
        return Response(status_code=204)

    def empty(self, _: Request) -> Response:
        """A roster to fill in, as spreadsheets open it."""
        return download("\ufeff" + EMPTY, "roster.csv", "text/csv")

    # ------------------------------------------------------------------------------------------------- insides

    def _like(self, fields: Mapping[str, list[str]]) -> SheetRequest:
        """What holds for the lines that say nothing else."""
        clinic = self.desk.library.clinic
        slug, edition, paper = (last(fields, name) for name in ("slug", "edition", "paper"))
        topics = self.desk.library.names("topic")
        return SheetRequest(
            slug if slug in topics else "", edition if edition in EDITIONS else USUAL_EDITION,
            paper=paper if paper in PAPERS else clinic.paper or USUAL_PAPER, lang=clinic.language or SOURCE,
        )  # fmt: skip

    def _checked(self, text: str, fields: Mapping[str, list[str]]) -> Checked:
        """Who is ready in a table, and what is wrong. Raises ContentError for what is no table."""
        checked = Checked(table_of(text))
        roster = read_roster(NAME, text.encode())
        people, wrong = recipients(NAME, roster, self._like(fields), every=True)
        for problem in wrong:
            checked.wrong.setdefault(problem.line, []).append(problem)
        templates, ready = templates_of(self.desk.library), []
        for number, person in enumerate(people):
            found = tried(templates, person, NAME) if number < MOST_TRIED else ()
            for problem in found:
                checked.wrong.setdefault(person.row.line, []).append(problem)
            if person.good and not found:
                ready.append(person)
        checked.ready, checked.untried = tuple(ready), max(0, len(people) - MOST_TRIED)
        return checked

    def _shown(
        self,
        text: str,
        fields: Mapping[str, list[str]],
        how: str,
        error: ContentError | None = None,
        job: Any = None,
    ) -> Response:
        problems = list(error.problems) if error else []
        checked = None
        with self.desk.press:
            self.desk.refresh()
            if text.strip() and not problems:
                try:
                    checked = self._checked(text, fields)
                except ContentError as wrong:
                    problems += wrong.problems
            like = self._like(fields)
            topics = tuple(self.desk.library.names("topic"))
            troubled = to_mend(self.desk.library, self.desk.places)
        only_wrong = fields.get("show") == ["wrong"]
        begin = whole(last(fields, "from"), 7)
        lines = (
            tuple(_line(checked, line, cells, topics) for line, cells in checked.table.rows)
            if checked
            else ()
        )
        wanted = tuple(one for one in lines if not only_wrong or not one.ready)
        begin = begin if begin < len(wanted) else 0
        return self.desk.page(
            "roster", text=text, how=how or last(fields, "how")[:80], problems=problems, like=like,
            lines=wanted[begin : begin + WINDOW], count=len(lines), begin=begin, window=WINDOW, wanted=len(wanted),
            ready=len(checked.ready) if checked else 0, header=_known(checked.table) if checked else (),
            unknown=[name for name, column in checked.table.header if column is None and name] if checked else (),
            cells=sum(1 for one in lines for cell in one.cells if cell.wrong) + sum(len(one.wrong) for one in lines),
            untried=checked.untried if checked else 0, topics=topics, editions=EDITIONS, papers=PAPERS,
            zipped=fields.get("give") == ["zip"], duplex="duplex" in fields, only_wrong=only_wrong, job=job,
            troubled=troubled,
        )  # fmt: skip


def _text(fields: Mapping[str, list[str]]) -> str:
    return last(fields, "table").replace("\r\n", "\n")


def _changes(fields: Mapping[str, list[str]]) -> dict[tuple[int, int], str]:
    """The cells of a form, by line and column."""
    found = {}
    for name, values in fields.items():
        if place := _CELL.fullmatch(name):
            found[int(place[1]), int(place[2])] = values[-1].replace("\r\n", "\n")
    return found


def _known(table: Table) -> tuple[str, ...]:
    return tuple(column for _, column in table.header if column is not None)


def _line(checked: Checked, line: int, cells: tuple[str, ...], topics: Iterable[str]) -> Line:
    """A row with what is wrong at its cells."""
    problems = checked.wrong.get(line, [])
    taken: set[Problem] = set()
    shown = []
    for number, (_, column) in enumerate(checked.table.header, 1):
        if column is None:
            continue
        value = cells[number - 1] if number <= len(cells) else ""
        own = [
            one
            for one in problems
            if one.column == number and one.line == line and (value or column == "sheet")
        ]
        taken.update(own)
        meant = _meant(own[0], column, value, topics) if own else ""
        told = "; ".join(
            one.message if meant or not one.hint else f"{one.message}: {one.hint}" for one in own
        )
        shown.append(Shown(f"c.{line}.{number}", column, value.strip(), told, meant))
    rest = [one for one in problems if one not in taken]
    return Line(
        line, tuple(shown), tuple(f"{one.message}{': ' if one.hint else ''}{one.hint}" for one in rest)
    )


def _meant(problem: Problem, column: str, value: str, topics: Iterable[str]) -> str:
    """The value that was probably meant; of a person's own nothing is guessed."""
    if column in _PERSONAL:
        return ""
    if found := suggested(problem.hint):
        names = BETWEEN.split(value) if column == "has" else value.split("|")
        bad = re.search(r"'([^']+)'", problem.message)
        if len(names) > 1 and bad:
            return "|".join(
                found if re.sub(r"\s+", "-", n.strip().casefold()) == bad[1] else n.strip() for n in names
            )
        return found
    if column == "side":
        return nearest(value, SIDES)
    if column == "sheet":
        return nearest(re.sub(r"\s+", "-", value.strip().casefold()), topics)
    if several := _ONE_OF.search(problem.hint):
        return nearest(value, several[1].split(", "))
    return ""
