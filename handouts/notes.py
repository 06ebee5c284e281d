"""What the person who makes a sheet should know of it: typed notes, and one line of English for each.

A note never holds a name or what was written to a patient. Those of the kinds in :data:`PRIVATE` tell of a reader's
health: they are for the eyes of whoever makes the sheet and go into no file. Imports nothing of the project.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "left-out",
    "short-form",
    "left-out-for-safety",
    "health",
    "cleared-for-nothing",
    "given-all-the-same",
    "ask-first",
    "nothing-left",
    "many-exercises",
    "review-overdue",
    "overflow",
    "untranslated",
    "unread-translation",
    "load-in-words",
    "drawings-left-out",
    "name-in-latin",
    "no-article",
    "visit-over",
]
"""What a note is about:

- ``left-out``: parts left out to fit the pages; ``drawings-left-out``: there was no room for drawings;
- ``short-form``: what only full detail says;
- ``left-out-for-safety``: an exercise that is not for this reader, and what stands in its place;
- ``health``: what a condition of this reader changed, which may be nothing;
- ``cleared-for-nothing``: exercises that were cleared although nobody has to look at them with this reader;
- ``ask-first``: exercises that a program leaves out until somebody who has asked this reader clears them;
- ``given-all-the-same``: an exercise that is not for this reader, which somebody has answered for;
- ``nothing-left``: no exercise of a program is for this reader (``ask`` has the conditions), or none before they were
  asked, so that it only says to come in;
- ``many-exercises``: more were asked for than one person does well;
- ``review-overdue``: the content waits for its review;
- ``overflow``: what has to be on the sheet takes more pages;
- ``name-in-latin``: no font has the letters of the name, so it stands in Latin letters only;
- ``no-article``: the clinic names no article for this sheet;
- ``visit-over``: the day of the next visit of a program is over;
- ``untranslated``: texts that the language of the sheet lacks; they stand in English, marked as such;
- ``unread-translation``: nobody who speaks the language has read its texts;
- ``load-in-words``: loads whose words are of another language than the sheet.
"""

PRIVATE: frozenset[Kind] = frozenset(
    {"health", "left-out-for-safety", "given-all-the-same", "ask-first", "nothing-left"}
)
"""Notes that say something of a reader's health."""

Severity = Literal["info", "notice", "warning"]
"""``info``: as it should be. ``notice``: worth a look. ``warning``: do something before the sheet is handed out."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know of a sheet.

    ``sheet``: the slug. ``what``: labels or titles that it is about. ``instead``: titles of what stands in their place.
    ``condition``: a condition of health; then ``what`` is not given because of it, ``ask`` only once it is cleared, and
    ``changed`` are other parts that say something else.
    ``who``: whom it concerns, ``reader`` (the one the sheet is for) or ``others`` (other readers of it). ``number``:
    pages or exercises, ``most`` how many there should be. ``day``: when the review was due. ``parts``: for each of
    ``what`` that was left out to fit, by which name it can be asked to stay.
    """

    kind: Kind
    severity: Severity
    sheet: str
    what: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    condition: str = ""
    who: Literal["reader", "others", ""] = ""
    number: int = 0
    most: int = 0
    day: dt.date | None = None
    parts: tuple[str, ...] = ()


SHOWN = 3
"""Labels that a short line names; the most important come first."""


def in_words(note: Note, *, all_of_it: bool = True) -> str:
    """``note`` as one line of English. With ``all_of_it`` False a long list is cut after the first few."""
    what = _listed(note.what, all_of_it)
    sheet = note.sheet
    match note.kind:
        case "left-out":
            aim = "keep it short" if note.number > note.most else f"fit {_pages(note.most)}"
            return f"{sheet}: left out to {aim}: {what}"
        case "short-form":
            return f"{sheet}: in the full form only: {what}"
        case "left-out-for-safety":
            given = f" (given instead: {_titles(note.instead)})" if note.instead else ""
            return f"{sheet}: {_SAFETY}: {_titles(note.what)}{given}"
        case "health":
            return f"{sheet}: {note.condition}: {_changes(note, all_of_it)}"
        case "cleared-for-nothing":
            return f"{sheet}: nothing had to be cleared: {what}"
        case "ask-first":
            return (
                f"warning: {sheet}: left out until you have asked about {note.condition}: {what} "
                "(--cleared says you have)"
            )
        case "given-all-the-same":
            against = ", ".join(note.ask)
            given = f"{_titles(note.what)} is given, although it is not for a patient with {against}"
            return f"warning: {sheet}: {given}"
        case "nothing-left":
            if not note.ask:
                return (
                    f"warning: {sheet}: it has no exercises before you have asked, and says to see you first"
                )
            against = ", ".join(note.ask)
            return (
                f"warning: {sheet}: nothing of it is for a patient with {against}, so it has no exercises and says to "
                "see you first; a plan that is given all the same says who decided (acknowledge)"
            )
        case "many-exercises":
            return f"warning: people do better with {note.most} exercises or fewer"
        case "review-overdue":
            day = note.day.isoformat() if note.day else "a day in the past"
            return (
                f"warning: {sheet}: the review of this sheet was due on {day}; "
                "have it reviewed before you hand it out"
            )
        case "overflow":
            wanted = {1: "one", 2: "two"}.get(note.most, str(note.most))
            return f"{sheet}: what has to be on it takes {note.number} pages, not {wanted}"
        case "untranslated":
            return f"warning: {sheet}: {note.number} texts in English, not translated: {what}"
        case "name-in-latin":
            return (
                f"{sheet}: no font at hand has the letters of the name: it is printed in Latin letters only"
            )
        case "unread-translation":
            return f"warning: {sheet}: the {what} translation has not been read by anybody who speaks the language"
        case "load-in-words":
            hint = "give a weight, or words of the language of the sheet"
            return f"warning: {sheet}: loads in words of another language: {what}; {hint}"
        case "no-article":
            there = f"its code opens {what}" if what else "it has no code"
            return f"{sheet}: the clinic file names no article for it, so {there}"
        case "visit-over":
            return f"warning: {sheet}: the day of the next visit is over: give another one, or leave it out"
        case "drawings-left-out":
            return f"{sheet}: there was no room for the drawings"


def lines(notes: Iterable[Note], *, all_of_it: bool = True) -> list[str]:
    """What to show a person: each note in full, or in short, without what is as it should be, and with the exercises
    of one sheet that were left out for safety on one line.
    """
    if all_of_it:
        return [in_words(note) for note in notes]
    said: list[str] = []
    safe = f": {_SAFETY}: "
    for note in notes:
        line = in_words(note, all_of_it=False)
        if note.kind == "left-out-for-safety" and said and said[-1].startswith(note.sheet + safe):
            said[-1] += "; " + line.removeprefix(note.sheet + safe)
        elif note.severity != "info":
            said.append(line)
    return said


_SAFETY = "left out for safety"


def _changes(note: Note, all_of_it: bool) -> str:
    """What a condition changed."""
    parts = [
        f"{label}: {_listed(labels, all_of_it)}"
        for label, labels in (
            ("not given", note.what),
            ("only with --cleared", note.ask),
            ("says something else", note.changed),
        )
        if labels
    ]
    return "; ".join(parts) or "nothing on this sheet depends on it"


def _pages(number: int) -> str:
    return {1: "one page", 2: "two pages"}.get(number, f"{number} pages")


def _listed(labels: tuple[str, ...], all_of_it: bool) -> str:
    shown = labels if all_of_it or len(labels) <= SHOWN + 1 else labels[:SHOWN]
    rest = len(labels) - len(shown)
    return "; ".join(shown) + (f"; and {rest} more (-v names them)" if rest else "")


def _titles(titles: tuple[str, ...]) -> str:
    return "; ".join(f"“{title}”" for title in titles)
