"""What is asked for: one sheet, for one reader or for anybody. Patient details live here and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from handouts.errors import ContentError, Problem

Edition = Literal["standard", "large", "mono", "clinician"]
Paper = Literal["letter", "a4"]
Side = Literal["left", "right", "both"]

EDITIONS: tuple[Edition, ...] = ("standard", "large", "mono", "clinician")
PAPERS = ("letter", "legal", "tabloid", "a5", "a4", "a3")
SIDES: tuple[Side, ...] = ("left", "right", "both")


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """A request for one sheet.

    ``exercises`` replaces the plan of the content: each entry is a slug or ``slug=DOSE`` (see
    :func:`handouts.sheet.dose.parse_dose`). ``health`` names conditions of the reader's health (keys of
    ``data/guidance/health.yaml``): exercises not meant for them are left out. ``date`` is printed beside the
    patient's name; without it the date of the content is used, never the clock.

    White space around ``patient`` and ``note`` is taken off, and a blank one counts as none. Lists and sets are taken
    for ``exercises`` and ``health``. Raises :class:`ContentError` naming every argument of the wrong kind;
    unknown names are found out when the sheet is made.
    """

    slug: str
    edition: Edition = "standard"
    paper: Paper = "letter"
    lang: str = "en"
    side: Side | None = None
    patient: str | None = None
    note: str | None = None
    exercises: tuple[str, ...] = ()
    health: frozenset[str] = frozenset()
    date: dt.date | None = None

    def __post_init__(self) -> None:
        problems = list(_wrong(self))
        if problems:
            raise ContentError(problems)
        for name in ("patient", "note"):
            object.__setattr__(self, name, (getattr(self, name) or "").strip() or None)
        object.__setattr__(self, "exercises", tuple(self.exercises))
        object.__setattr__(self, "health", frozenset(self.health))
        if isinstance(self.date, dt.datetime):
            object.__setattr__(self, "date", self.date.date())


def _wrong(request: SheetRequest) -> Iterator[Problem]:
    """What is of the wrong kind, argument by argument."""
    for name in ("slug", "lang"):
        if not isinstance(getattr(request, name), str):
            yield _problem(
                request, name, "pass a text such as " + {"slug": "'gluteus-minimus'"}.get(name, "'en'")
            )
    for name, known in (("edition", EDITIONS), ("paper", PAPERS), ("side", SIDES)):
        value = getattr(request, name)
        if not isinstance(value, str) and not (name == "side" and value is None):
            yield _problem(request, name, f"use one of {', '.join(known)}")
    for name in ("patient", "note"):
        if not isinstance(getattr(request, name), str | None):
            yield _problem(request, name, "pass a text, or None")
    for name in ("exercises", "health"):
        many: Any = getattr(request, name)
        if not isinstance(many, tuple | list | set | frozenset) or not all(isinstance(m, str) for m in many):
            example = {"exercises": "('clamshell=2x10',)", "health": "{'hip-replacement'}"}[name]
            yield _problem(request, name, f"pass several texts, such as {example}")
    if not isinstance(request.date, dt.date | None):
        yield _problem(request, "date", "pass a datetime.date, such as datetime.date(2027, 2, 3)")


def _problem(request: SheetRequest, name: str, hint: str) -> Problem:
    shown = repr(getattr(request, name))
    return Problem(name, 0, 0, f"{shown if len(shown) <= 60 else shown[:60] + '...'} cannot be used", hint)
