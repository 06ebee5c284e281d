"""The favourites of the clinic, changed from the sheet that one is looking at: saved in the clinic file, whole or not
at all. What is kept is a sheet and an edition, never whom it was made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.content.source import parse
from handouts.desk.clinicform import favourites, with_favourites
from handouts.desk.saving import save, stored
from handouts.errors import ContentError, Problem
from handouts.limits import MAX_FAVOURITES

if TYPE_CHECKING:
    from handouts.desk.app import Desk
    from handouts.desk.forms import Form

USUAL = "standard"
"""The edition that need not be named."""


def is_favourite(desk: Desk, form: Form) -> bool:
    """Whether the sheet of ``form`` stands among the favourites, in its edition. Raises ContentError."""
    found = ((one.sheet, one.edition or USUAL) for one in desk.library.clinic.favourites)
    return (form.slug, form.edition) in found


def toggled(desk: Desk, form: Form) -> None:
    """Put the sheet of ``form`` among the favourites, or take it away. Raises ContentError and OutputError."""
    if desk.places is None or not desk.places.named:
        hint = "type them once, under Clinic"
        raise ContentError(Problem("favourites", 0, 0, "the clinic has not put in its own details", hint))
    path = desk.places.clinic
    now = stored(path)
    there = favourites(parse(now.text.encode(), path.name))
    mine = [one for one in there if (one[0], one[1] or USUAL) == (form.slug, form.edition)]
    wanted = tuple(one for one in there if one not in mine)
    if not mine:
        if len(there) >= MAX_FAVOURITES:
            message = f"there are {MAX_FAVOURITES} favourites, which is all there can be"
            raise ContentError(Problem("favourites", 0, 0, message, "take one away first, under Clinic"))
        wanted = (*there, (form.slug, "" if form.edition == USUAL else form.edition))
    save(path, with_favourites(now.text, wanted, path.name), now.state)
    desk.refresh()
