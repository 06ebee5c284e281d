"""What a clinic usually takes, changed from the sheet that one is looking at: its favourites, and the edition, the
paper and the language in which a sheet opens. It is saved in the clinic file, whole or not at all; never whom a sheet
was made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.content.editing import laid
from handouts.content.source import parse
from handouts.desk.clinicform import favourites, with_favourites
from handouts.desk.saving import save, stored
from handouts.errors import ContentError, Problem
from handouts.limits import MAX_FAVOURITES, USUAL_EDITION
from handouts.papers import PAPERS
from handouts.sheet.edition import EDITIONS

if TYPE_CHECKING:
    from pathlib import Path

    from handouts.desk.app import Desk
    from handouts.desk.forms import Form

UNSAID = "-"
"""In the place of what the clinic file does not say."""
CHOICES = ("edition", "paper", "language")
"""What a sheet opens with, as the clinic file calls it."""


def usual_edition(desk: Desk) -> str:
    """The edition in which a sheet opens. Raises ContentError."""
    wanted = desk.library.clinic.edition
    return wanted if wanted is not None and wanted in EDITIONS else USUAL_EDITION


def usual_now(desk: Desk) -> str:
    """The usual choices of the clinic file, as :func:`make_usual` takes them. Raises ContentError."""
    clinic = desk.library.clinic
    return " ".join(getattr(clinic, name) or UNSAID for name in CHOICES)


def make_usual(desk: Desk, wanted: str) -> None:
    """Save an edition, a paper and a language (:data:`UNSAID`: none) as those that the clinic usually takes. Raises
    ContentError and OutputError.
    """
    parts = wanted.split(" ")
    known = (EDITIONS, PAPERS, desk.library.slugs("languages"))
    if len(parts) != len(CHOICES) or any(
        part != UNSAID and part not in there for part, there in zip(parts, known, strict=True)
    ):
        raise ContentError(Problem("usual", 0, 0, "these are no choices of a sheet", "load the page again"))
    path = _file(desk)
    now = stored(path)
    text = now.text
    for name, part in zip(CHOICES, parts, strict=True):
        text = laid(text, (name,), None if part == UNSAID else part, path.name)
    save(path, text, now.state)
    desk.refresh()


def _file(desk: Desk) -> Path:
    if desk.places is None or not desk.places.named:
        hint = "type them once, under Clinic"
        raise ContentError(Problem("clinic", 0, 0, "the clinic has not put in its own details", hint))
    return desk.places.clinic


def is_favourite(desk: Desk, form: Form) -> bool:
    """Whether the sheet of ``form`` stands among the favourites, in its edition. Raises ContentError."""
    usual = usual_edition(desk)
    found = ((one.sheet, one.edition or usual) for one in desk.library.clinic.favourites)
    return (form.slug, form.edition) in found


def toggled(desk: Desk, form: Form) -> None:
    """Put the sheet of ``form`` among the favourites, or take it away. Raises ContentError and OutputError."""
    path, usual = _file(desk), usual_edition(desk)
    now = stored(path)
    there = favourites(parse(now.text.encode(), path.name))
    mine = [one for one in there if (one[0], one[1] or usual) == (form.slug, form.edition)]
    wanted = tuple(one for one in there if one not in mine)
    if not mine:
        if len(there) >= MAX_FAVOURITES:
            message = f"there are {MAX_FAVOURITES} favourites, which is all there can be"
            raise ContentError(Problem("favourites", 0, 0, message, "take one away first, under Clinic"))
        wanted = (*there, (form.slug, "" if form.edition == usual else form.edition))
    save(path, with_favourites(now.text, wanted, path.name), now.state)
    desk.refresh()
