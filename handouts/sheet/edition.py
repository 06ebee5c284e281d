"""Editions, and what goes first where a sheet has to fit its pages. Two tables; composes nothing.

An edition is a style (a theme of :mod:`handouts.layout.theme`) with an amount that it has unless another is asked for.
A new edition is one row of :data:`EDITIONS`; something new that may be left out is one row of :data:`GOES_FIRST` and
one of :data:`LABELS`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from handouts.sheet.blocks import Drop

Detail = Literal["short", "full"]
DETAILS: tuple[Detail, ...] = ("short", "full")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition.

    ``style``: its theme. ``detail``: how much it says unless asked otherwise. ``pages``: how many pages its short form
    is made to fit; None: as many as it takes. ``clinical``: pages for clinicians stand before those of the patient.
    """

    name: str
    style: str
    detail: Detail
    pages: int | None
    clinical: bool = False
    purpose: str = ""
    """In a few words, for the command line."""

    def fits(self, detail: Detail) -> int | None:
        """Pages that the edition is made to fit with ``detail``; None: everything, on as many as it takes."""
        return self.pages if detail == "short" else None


EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        edition.name: edition
        for edition in (
            Edition("standard", "standard", "short", 2, purpose="two pages"),
            Edition("large", "large", "short", None, purpose="large print"),
            Edition("mono", "mono", "short", 2, purpose="little ink"),
            Edition(
                "clinician", "standard", "short", 2, True, purpose="clinical pages before the patient's two"
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that may be left out of a sheet that has to fit.

    ``entry``: of a list only this entry, counted from 1; the row that goes first speaks for all entries after its own
    as well, the last of them going first. ``firm``: before it goes, the drawings of the exercises become smaller.
    ``closer``: where it would go, the page is set closer if that is all it takes. ``for_pages``: it stays where the
    sheet takes more pages than it is made to fit all the same. ``shortens``: it goes before anything else that is firm.
    """

    name: str
    entry: int = 0
    firm: bool = False
    closer: bool = False
    for_pages: bool = False
    shortens: bool = False


GOES_FIRST: tuple[Part, ...] = (
    Part("services"),
    Part("hours"),
    Part("choices"),
    Part("words"),
    Part("exercise", 8),
    Part("exercise", 7),
    Part("about strains"),
    Part("exercise", 6),
    Part("habits"),
    Part("exercise", 5),
    Part("exercise", 4),
    Part("exercise", 3),
    Part("exercise", 2),
    Part("exercise", 1),
    Part("causes", 9),
    Part("check first"),
    Part("causes", 8),
    Part("causes", 7),
    Part("causes", 6),
    Part("causes", 5),
    Part("causes", 4, closer=True),
    Part("patterns"),
    Part("what it does"),
    Part("how soon", closer=True),
    Part("pictures of first aid"),
    Part("tens", closer=True),
    Part("heat and cold", closer=True),
    Part("newer papers", closer=True),
    # What follows goes only once the page is set as close as it may be.
    Part("steps", 1, firm=True, shortens=True),
    Part("map", firm=True),
    Part("trigger points", firm=True),
    Part("what to expect", firm=True),
    Part("notice", firm=True),
    Part("how it hurts", firm=True),
    Part("all causes", firm=True),
    Part("first steps", 1, firm=True),
    Part("third exercise", firm=True, for_pages=True),
)
"""What goes, in this order, until the rest fits. What is not here is never left out."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "words": "what hard words mean",
        "services": "what else the clinic offers",
        "hours": "when the clinic is open",
        "choices": "{number} other choices of exercise",
        "exercise": "exercise “{title}”",
        "third exercise": "exercise “{title}”",
        "steps": "of the steps of “{title}”",
        "first steps": "of the steps of “{title}”",
        "about strains": "about strains of this muscle",
        "habits": "more habits that help",
        "how soon": "how soon it helps",
        "what to expect": "what to expect afterwards",
        "causes": "“{heading}”",
        "all causes": "“{heading}”",
        "map": "the drawing of where it is",
        "what it does": "what the muscle does",
        "patterns": "where each spot sends its pain",
        "check first": "is it something else",
        "heat and cold": "heat and cold later",
        "notice": "you may notice",
        "newer papers": "what newer papers say",
        "tens": "a current against pain (TENS)",
        "trigger points": "what a trigger point is",
        "how it hurts": "how it hurts",
        "pictures of first aid": "the drawings of R.I.C.E.",
    }
)
"""What to tell the person who makes the sheet; fields are for :func:`leave`."""

_FIRM = {"all causes": "causes", "first steps": "steps", "third exercise": "exercise"}
"""Parts that go later than their namesakes, of which they are the rest."""
EXERCISE = "exercise"
"""The name of every exercise that may go."""
_ANY = {
    "causes": "all of what sets it off", "choices": "other choices of exercise", "exercise": "every exercise",
    "steps": "every step of an exercise",
}  # fmt: skip
"""Labels for any sheet, of parts whose own have something of the sheet in them."""
KEEPABLE: Mapping[str, str] = MappingProxyType(
    {name: _ANY.get(name, label) for name, label in LABELS.items() if name not in _FIRM}
)
"""What may be asked to stay on a sheet that has to fit, and what it is called on any sheet."""

_BEYOND = 100
"""Entries after the row of a list that goes first, and one more: they are told apart."""


def leave(name: str, entry: int = 0, **fields: object) -> Drop | None:
    """Leave for the part ``name`` to go (of a list: for its ``entry``, from 1); None if it always stays.

    ``fields`` fill its label. Raises KeyError for a name that is not in the tables.
    """
    label = LABELS[name].format(**fields)
    found = None
    for place, part in enumerate(GOES_FIRST, 1):
        if part.name == name and part.entry <= entry and (found is None or part.entry > found[1].entry):
            found = place, part
    if found is None:
        return None
    place, part = found
    beyond = min(entry - part.entry, _BEYOND - 1)
    return Drop(place * _BEYOND - beyond, label, part.firm, part.closer, part.for_pages, part.shortens)


def part_of(drop: Drop) -> str:
    """Which of :data:`KEEPABLE` something is that may go; "" for what is not in the tables."""
    name = _name(drop)
    return _FIRM.get(name, name)


def is_kept(drop: Drop, keep: Container[str]) -> bool:
    """Whether something stays that may go, where the parts in ``keep`` were asked to stay. Who wants every step wants
    the exercises with them: the third does not make room for steps, what is no exercise goes, or a page is added.
    """
    return part_of(drop) in keep or (_name(drop) == "third exercise" and "steps" in keep)


def _name(drop: Drop) -> str:
    place = -(-drop.order // _BEYOND)
    return GOES_FIRST[place - 1].name if 0 < place <= len(GOES_FIRST) else ""
