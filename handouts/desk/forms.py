"""The form of a sheet: all that was chosen, as the body of a request says it, and as a request for a sheet.

The form is the state: the desk keeps none of it.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import parse_qs

from handouts.content.library import Library
from handouts.content.model import Dose, Range
from handouts.content.model.dose import OFTEN
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE
from handouts.limits import DAYS, FIRST_DAY, LAST_DAY, USUAL_EDITION
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.sheet.dose import parse_dose
from handouts.sheet.edition import EDITIONS, KEEPABLE
from handouts.sheet.gates import HomePlan
from handouts.sheet.request import SIDES, SheetRequest, Side, asked

STEP = {"hold_seconds": 5}
"""How far + and - go, in the unit of the field; 1 where nothing is said."""
FIELDS = ("sets", "repetitions", "hold_seconds", "session_minutes", "times_a_day", "days_a_week")
"""Parts of a dose that + and - change."""
MOST_FIELDS = 400
Entry = TypeVar("Entry")
_SIDES: Mapping[str, Side] = {side: side for side in SIDES}


@dataclass(frozen=True)
class Form:
    """What was chosen. ``plan`` holds entries as ``--exercise`` takes them; empty: the plan of the content."""

    slug: str
    side: str = ""
    patient: str = ""
    date: str = ""
    note: str = ""
    has: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    edition: str = USUAL_EDITION
    lang: str = SOURCE
    paper: str = USUAL_PAPER
    full: bool = False
    keep: tuple[str, ...] = ()
    """Parts that stay where others go to fit."""

    @property
    def shared(self) -> dict[str, str]:
        """What may stand in an address: nothing that says anything of a person."""
        return {"side": self.side, "edition": self.edition, "lang": self.lang, "paper": self.paper}

    def request(self) -> SheetRequest:
        """The request for the sheet. Raises ContentError for what is wrong in it."""
        return SheetRequest(
            slug=self.slug, edition=self.edition, paper=self.paper, lang=self.lang,
            detail="full" if self.full else None, keep=frozenset(self.keep),
            side=_SIDES.get(self.side),
            patient=self.patient or None, note=self.note or None, date=_day(self.date),
            exercises=self.plan, health=frozenset(self.has), cleared=frozenset(self.cleared),
        )  # fmt: skip

    def command(self, paper: str = USUAL_PAPER, lang: str = SOURCE) -> str:
        """The same sheet from a command line, without name, note and day. ``paper`` and ``lang``: those that it takes
        where none is said, which are the clinic's.
        """
        words = ["handouts", self.slug]
        for option, value, usual in (
            ("--side", self.side, ""), ("--edition", self.edition, USUAL_EDITION), ("--lang", self.lang, lang),
            ("--paper", self.paper, paper), ("--detail", "full" if self.full else "", ""),
        ):  # fmt: skip
            if value != usual:
                words += [option, value]
        for option, values in (
            ("--keep", self.keep), ("--has", self.has), ("--cleared", self.cleared), ("--exercise", self.plan),
        ):  # fmt: skip
            for value in values:
                words += [option, value]
        return shlex.join(words)


def fields_of(body: bytes | str, most: int = MOST_FIELDS) -> dict[str, list[str]]:
    """The fields of a body or a query. Raises ContentError where it is no form."""
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=most)
    except ValueError:
        raise ContentError(Problem("form", 0, 0, "it has too many fields", "load the page again")) from None


def last(fields: Mapping[str, Sequence[str]], name: str, missing: str = "") -> str:
    """What a field holds; of several with this name the last counts."""
    return (fields.get(name) or (missing,))[-1]


def act_of(fields: Mapping[str, Sequence[str]]) -> str:
    """What a button says is to be done; to take one thing in the place of another, with what was chosen for it."""
    act = last(fields, "act")
    what, _, key = act.partition(" ")
    return f"{act} {last(fields, f'with-{key}')}".strip() if what == "swap" and " " not in key else act


def moved(entries: list[Entry], at: int, to: int) -> None:
    """Take an entry of a list to another place in it, as far as it goes."""
    entries.insert(max(0, min(len(entries) - 1, to)), entries.pop(at))


def whole(text: str, digits: int, missing: int = 0) -> int:
    """A number of at most so many ``digits``; ``missing`` where ``text`` is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else missing


def form_of(slug: str, fields: dict[str, list[str]], usual: Form) -> Form:
    """The form that the ``fields`` are of; what is not known is as in ``usual``."""

    def one(name: str, known: Container[str] | None = None) -> str:
        before: str = getattr(usual, name)
        value = fields.get(name, [before])[-1].strip()
        return value if known is None or value in known else before

    def some(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value in fields.get(name, []) if value))

    return Form(
        slug, one("side", ("", *SIDES)), one("patient"), one("date"), one("note").replace("\r\n", "\n"),
        some("has"), some("cleared"), some("plan"), one("edition", EDITIONS), one("lang"), one("paper", PAPERS),
        "full" in fields, tuple(part for part in some("keep") if part in KEEPABLE),
    )  # fmt: skip


def acted(form: Form, act: str, home: HomePlan, library: Library) -> Form:
    """The form after a button: "give", "drop", "up", "down", "add", "move" (and a place from 0), "swap" (and another
    exercise) or "more"/"less" (and a part of the dose) and the exercise, "keep" or "unkeep" and a part of the sheet,
    or "usual".
    """
    what, _, rest = act.partition(" ")
    slug, _, field = rest.partition(" ")
    if what in ("keep", "unkeep"):
        others = tuple(part for part in form.keep if part != rest)
        return replace(form, keep=(*others, rest) if what == "keep" and rest in KEEPABLE else others)
    if what == "usual":
        return replace(form, plan=(), cleared=())
    if what == "give":
        return replace(form, cleared=tuple(dict.fromkeys((*form.cleared, slug))))
    entries = list(form.plan) or [entry_of(item.slug, item.dose, library) for item in home.chosen]
    slugs = [asked(entry).slug for entry in entries]
    if what == "add" and slug in library.slugs("exercises") and slug not in slugs:
        return replace(form, plan=(*entries, slug))
    if slug not in slugs:
        return form
    at = slugs.index(slug)
    if what == "drop" and len(entries) > 1:
        del entries[at]
    elif what in ("up", "down"):
        moved(entries, at, at + (1 if what == "down" else -1))
    elif what == "move":
        moved(entries, at, whole(field, 2, at))
    elif what == "swap" and field in library.slugs("exercises") and field not in slugs:
        entries[at] = field
    elif what in ("more", "less") and field in FIELDS:
        usual = library.exercise(slug).dose
        told = asked(entries[at]).dose
        dose = stepped(parse_dose(told, usual) if told else usual, field, what == "more")
        entries[at] = entry_of(slug, dose, library)
    return replace(form, plan=tuple(entries))


def stepped(dose: Dose, field: str, more: bool) -> Dose:
    """``dose`` with one part more or less; of a range its upper or lower end is taken first. As it was where no dose
    allows it.
    """
    value = getattr(dose, field)
    if not isinstance(value, Range):
        return dose
    if value.most is not None:
        number = value.most if more else value.least
    else:
        number = value.least + STEP.get(field, 1) * (1 if more else -1)
    try:
        return Dose.model_validate({**dose.model_dump(exclude_none=True), field: max(1, number)})
    except ValueError:
        return dose


def entry_of(slug: str, dose: Dose, library: Library) -> str:
    """An exercise with its dose, as ``--exercise`` takes it; the dose only where it is not the usual one."""
    usual = library.exercise(slug).dose
    if dose == usual:
        return slug
    text = _notation(dose, usual)
    try:
        return f"{slug}={text}" if parse_dose(text, usual) == dose else slug
    except ContentError:
        return slug


def _notation(dose: Dose, usual: Dose) -> str:
    """``dose`` in the short notation; how often only where it is not as in ``usual``."""

    def number(value: Range | None) -> str:
        return "" if value is None else str(value).replace("–", "-")

    sets, times, hold = number(dose.sets), number(dose.repetitions), number(dose.hold_seconds)
    parts = [
        f"{sets}x{times}" if sets and times else "",
        f"{times}x{hold}s" if times and hold and not sets else "",
    ]
    if not any(parts):
        parts = [times, f"{hold}s" if hold else ""]
    elif sets and hold:
        parts.append(f"{hold}s")
    parts.append(f"{number(dose.session_minutes)}min" if dose.session_minutes else "")
    amount = [part for part in parts if part]
    if dose.each_side and amount:
        amount[0] += "/side"
    if dose.load:
        amount.append(dose.load)
    if any(getattr(dose, name) != getattr(usual, name) for name in OFTEN):
        amount += [f"{number(dose.times_a_day)}/day"] if dose.times_a_day else []
        amount += [f"{number(dose.days_a_week)}/week"] if dose.days_a_week else []
    return ", ".join(amount)


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ContentError(Problem("--date", 0, 0, "it is not a day", "write it as YYYY-MM-DD")) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ContentError(Problem("--date", 0, 0, "no sheet is of that day", DAYS))
    return day
