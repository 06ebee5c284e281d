"""A message for each row of a roster, one after the other, as slowly as a mail server likes it. Keeps no name.

A run that was cut off goes on where it was: what was sent is not sent again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.content.library import Library
from handouts.errors import ContentError, HandoutError, Problem
from handouts.mail.message import message_of
from handouts.mail.sending import SendError, Sent, Server, send
from handouts.program.reading import Planned, changed, read_plan, with_usual
from handouts.recipients import Recipient, in_its_cell
from handouts.sheet.request import SheetRequest


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one row: its number and line, ``sent``, ``before``, ``later``, ``refused``, ``unknown`` or
    ``wrong``, what the server answered, and what was wrong.
    """

    row: int
    line: int
    result: str
    code: int = 0
    problems: tuple[Problem, ...] = ()

    def as_line(self) -> str:
        """A line of the log: no name, no address, no sheet."""
        return (
            json.dumps({"row": self.row, "line": self.line, "result": self.result, "code": self.code}) + "\n"
        )


def post(
    library: Library,
    file: str,
    people: Iterable[Recipient],
    server: Server,
    sent: Sent,
    *,
    now: Callable[[], dt.datetime],
    pause: Callable[[], None],
    personal: bool = False,
    attach: bool = True,
    again: bool = False,
) -> Iterator[Posted]:
    """Send each row its handout or home program; ``pause`` is called between two messages that were handed over."""
    waiting = False
    for person in people:
        row = person.row
        cell = row.cells.get("email")
        if cell is None:
            problem = Problem(file, row.line, 1, "there is no e-mail address", "fill the column 'email'")
            yield Posted(row.number, row.line, "wrong", 0, (problem,))
            continue
        try:
            ready = message_of(
                library,
                wanted(library, file, person),
                to=cell.text,
                personal=personal,
                attach=attach,
                sent_at=now(),
                today=now().date(),
            )
        except HandoutError as error:
            placed = tuple(_placed(file, person, problem) for problem in error.problems)
            yield Posted(row.number, row.line, "wrong", 0, placed)
            continue
        if not again and (state := sent.state(ready.key)) is not None:
            yield Posted(row.number, row.line, "before" if state[0] == "sent" else "unknown")
            continue
        if waiting:
            pause()
        waiting = True
        try:
            send(ready, server, sent, again=again, today=now().date())
        except SendError as error:
            result = "unknown" if error.unknown else "later" if error.again else "refused"
            yield Posted(row.number, row.line, result, error.code, tuple(error.problems))
            continue
        yield Posted(row.number, row.line, "sent", 250)


def wanted(library: Library, file: str, person: Recipient) -> SheetRequest | Planned:
    """What a row gets: its handout, or the home program of the plan file that stands in the place of a sheet. What the
    row says counts over that plan. A path in the roster begins at the folder of the roster. Raises ContentError.
    """
    cell = person.row.cells.get("sheet")
    name = cell.text if cell else person.request.slug
    if not name.lower().endswith((".yaml", ".yml")):
        return person.request
    try:
        plan = read_plan(Path(file).parent / name if cell else Path(name), library)
    except ContentError as error:
        if cell is None or not all(problem.line == 0 for problem in error.problems):
            raise
        found = error.problems[0]  # there is no such file: the cell is wrong
        raise ContentError(
            Problem(file, cell.line, cell.column, f"the plan {found.message}", found.hint)
        ) from None
    said = {
        key: value for column, (key, value) in _over(person.request).items() if column in person.row.cells
    }
    over = changed(plan, said, library)
    return with_usual(over, paper=library.clinic.paper, lang=library.clinic.language)


def _over(request: SheetRequest) -> Mapping[str, tuple[str, Any]]:
    """What columns of a roster say, by the keys of a plan."""
    return {
        "name": ("name", request.patient), "latin name": ("name_latin", request.patient_latin),
        "side": ("side", request.side), "date": ("date", request.date), "note": ("note", request.note),
        "exercises": ("exercises", request.exercises), "has": ("has", sorted(request.health)),
        "cleared": ("cleared", sorted(request.cleared)), "language": ("lang", request.lang),
        "paper": ("paper", request.paper), "edition": ("edition", request.edition),
    }  # fmt: skip


def _placed(file: str, person: Recipient, problem: Problem) -> Problem:
    cell = person.row.cells["email"]
    if problem.file == "--to":
        return Problem(file, cell.line, cell.column, "this is no e-mail address", problem.hint)
    return in_its_cell(file, person.row, problem)


def write_log(path: Path, results: Iterable[Posted]) -> Iterator[Posted]:
    """Each result added to a log as it comes, so that a run that is cut off leaves what it did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        for result in results:
            log.write(result.as_line())
            log.flush()
            yield result
