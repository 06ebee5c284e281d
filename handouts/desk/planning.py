"""The form of a home program: all that was chosen, as the body of a request says it, and as a plan.

The form is the state: the desk keeps none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handouts.content.library import Library
from handouts.content.model import ProgramPlan
from handouts.content.model.plan import ADDED, LAYOUTS, MOST_EXERCISES, MOST_WEEKS
from handouts.desk.forms import FIELDS, entry_of, moved, stepped, whole
from handouts.language import SOURCE
from handouts.limits import USUAL_EDITION
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.program.reading import Planned, plan_of
from handouts.sheet.dose import parse_dose
from handouts.sheet.edition import EDITIONS
from handouts.sheet.request import SIDES


@dataclass(frozen=True)
class Entry:
    """An exercise of the program, as it was typed. ``reason`` and ``decided``: why it is given all the same, and who
    decided that.
    """

    slug: str
    dose: str = ""
    note: str = ""
    side: str = ""
    load: str = ""
    reason: str = ""
    decided: str = ""


_COLUMNS = ("ex", "dose", "exnote", "exside", "load", "reason", "decided")
"""The fields of the entries in a form: lists side by side."""


@dataclass(frozen=True)
class ProgramForm:
    """What was chosen, as it was typed; "" where nothing was."""

    about: str = ""
    side: str = ""
    name: str = ""
    latin: str = ""
    goal: str = ""
    note: str = ""
    by: str = ""
    date: str = ""
    on: str = ""
    at: str = ""
    who: str = ""
    weeks: str = "2"
    layout: str = "rows"
    edition: str = USUAL_EDITION
    lang: str = SOURCE
    paper: str = USUAL_PAPER
    add: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """A name for each entry, which it keeps when others come and go."""
        found: list[str] = []
        for entry in self.entries:
            found.append(entry.slug if entry.slug not in found else f"{entry.slug}-2")
        return tuple(found)

    def planned(self, library: Library) -> Planned:
        """The plan. Raises ContentError for what is wrong in it."""
        there = {entry.slug for entry in self.entries}
        values: dict[str, Any] = {
            name: getattr(self, name)
            for name in (
                "about",
                "side",
                "name",
                "goal",
                "note",
                "by",
                "date",
                "layout",
                "edition",
                "lang",
                "paper",
            )
        }
        values |= {"name_latin": self.latin, "weeks": int(self.weeks), "add": self.add, "has": self.has}
        visit = (("on", self.on), ("at", self.at), ("who", self.who))
        values["visit"] = {name: value for name, value in visit if value} if self.on else {}
        values["cleared"] = [slug for slug in self.cleared if slug in there]
        values["exercises"] = [_plain(entry) for entry in self.entries]
        values["acknowledge"] = {
            entry.slug: {"reason": entry.reason, "by": entry.decided}
            for entry in self.entries
            if entry.reason and entry.decided
        }
        return plan_of({key: value for key, value in values.items() if value not in ({}, [])}, library)


def _plain(entry: Entry) -> dict[str, str]:
    said = {
        "exercise": entry.slug,
        "dose": entry.dose,
        "note": entry.note,
        "side": entry.side,
        "load": entry.load,
    }
    return {key: value for key, value in said.items() if value}


def form_of(fields: Mapping[str, list[str]], usual: ProgramForm) -> ProgramForm:
    """The form that the ``fields`` are of; what is not known is as in ``usual``."""
    known: Mapping[str, tuple[str, ...]] = {
        "side": ("", *SIDES), "layout": LAYOUTS, "edition": tuple(EDITIONS), "paper": tuple(PAPERS),
        "weeks": tuple(str(n) for n in range(MOST_WEEKS + 1)),
    }  # fmt: skip

    def one(name: str) -> str:
        before: str = getattr(usual, name)
        value = fields.get(name, [before])[-1].strip().replace("\r\n", "\n")
        return value if name not in known or value in known[name] else before

    def some(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value in fields.get(name, []) if value))

    texts = ("about", "side", "name", "latin", "goal", "note", "by", "date", "on", "at", "who", "weeks", "layout",
             "edition", "lang", "paper")  # fmt: skip
    columns = [fields.get(name, []) for name in _COLUMNS]
    rows = [
        tuple(column[n].strip() if n < len(column) else "" for column in columns)
        for n in range(min(len(columns[0]), MOST_EXERCISES))
    ]
    return ProgramForm(
        **{name: one(name) for name in texts},
        add=tuple(name for name in some("add") if name in ADDED), has=some("has"), cleared=some("cleared"),
        entries=tuple(Entry(*row) for row in rows if row[0]),
    )  # fmt: skip


def form_of_plan(plan: ProgramPlan) -> ProgramForm:
    """The form that a plan is of."""

    def text(value: object) -> str:
        return "" if value is None else str(value)

    def entry(slug: str, dose: str | None, note: str | None, side: str | None, load: str | None) -> Entry:
        said = plan.acknowledge.get(slug)
        why = (str(said.reason), str(said.by)) if said else ("", "")
        return Entry(slug, text(dose), text(note), text(side), text(load), *why)

    visit = plan.visit
    return ProgramForm(
        about=text(plan.about), side=text(plan.side), name=text(plan.name), latin=text(plan.name_latin),
        goal=text(plan.goal), note=text(plan.note), by=text(plan.by), date=text(plan.date),
        on=text(visit.on) if visit else "", at=text(visit.at) if visit else "",
        who=text(visit.who) if visit else "", weeks=str(plan.weeks), layout=plan.layout, edition=plan.edition,
        lang=plan.lang, paper=plan.paper, add=plan.add, has=plan.has, cleared=plan.cleared,
        entries=tuple(entry(e.exercise, e.dose, e.note, e.side, e.load) for e in plan.exercises),
    )  # fmt: skip


def for_nobody(form: ProgramForm) -> ProgramForm:
    """The same program without anything that says something of a person: no name, goal, note, visit, day or health."""
    entries = tuple(Entry(one.slug, one.dose, side=one.side, load=one.load) for one in form.entries)
    kept = ("about", "side", "weeks", "layout", "edition", "lang", "paper", "add")
    return ProgramForm(**{name: getattr(form, name) for name in kept}, entries=entries)


def acted(form: ProgramForm, act: str, library: Library) -> ProgramForm:
    """The form after a button: "add" or "give" and an exercise; "drop", "up", "down", "move" and a place from 0,
    "other" (the other side too), "more"/"less" and a part of the dose, "usual" (its dose), or "swap" and an exercise,
    of the entry with that key.
    """
    what, _, rest = act.partition(" ")
    key, _, more = rest.partition(" ")
    if what == "give" and key in library.slugs("exercises"):
        return replace(form, cleared=tuple(dict.fromkeys((*form.cleared, key))))
    entries = list(form.entries)
    if what == "add":
        new = key in library.slugs("exercises") and key not in form.keys and len(entries) < MOST_EXERCISES
        return replace(form, entries=(*entries, Entry(key))) if new else form
    if key not in form.keys:
        return form
    at = form.keys.index(key)
    entry = entries[at]
    if what == "drop":
        del entries[at]
    elif what in ("up", "down"):
        moved(entries, at, at + (1 if what == "down" else -1))
    elif what == "move":
        moved(entries, at, whole(more, 2, at))
    elif what == "other" and sum(one.slug == entry.slug for one in entries) == 1:
        entries[at : at + 1] = [replace(entry, side="left"), replace(entry, side="right")]
    elif what == "usual":
        entries[at] = replace(entry, dose="")
    elif what in ("more", "less") and more in FIELDS:
        usual = library.exercise(entry.slug).dose
        dose = stepped(parse_dose(entry.dose, usual) if entry.dose else usual, more, what == "more")
        entries[at] = replace(entry, dose=entry_of(entry.slug, dose, library).partition("=")[2])
    elif what == "swap" and more in library.slugs("exercises") and more not in form.keys:
        entries[at] = Entry(more, note=entry.note, side=entry.side)
    return replace(form, entries=tuple(entries))
