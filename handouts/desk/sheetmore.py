"""What the sheet screen asks for when somebody looks: pictures of exercises to add, and what would go for what was left
out to fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handouts.desk import sheets
from handouts.desk.choosing import Tile, chosen
from handouts.desk.forms import Form, fields_of, form_of, last
from handouts.made import Made
from handouts.sheet.gates import Case, case_of
from handouts.templates import templates_of

if TYPE_CHECKING:
    from handouts.desk.app import Desk, Posted

MOST_TYPED = 200
"""Characters of a search."""
HERE, EVERY = "here", "every"
"""Exercises of this sheet, in its plan or in the place of some of it; all that there are."""


@dataclass(frozen=True)
class Offer:
    """An exercise that may be added. ``why``: what keeps it from this patient, or that it is in the plan already."""

    tile: Tile
    why: str


class SheetMore:
    """These addresses of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self, posted: Posted) -> list[Route]:
        """Its addresses."""
        return [
            Route("/sheet/{slug}/adding", posted(self.adding), methods=["POST"]),
            Route("/sheet/{slug}/fits", posted(self.fits), methods=["POST"]),
        ]

    def _form(self, request: Request, fields: dict[str, list[str]]) -> Form | None:
        slug = request.path_params["slug"]
        if slug not in self.desk.library.names("topic"):
            return None
        return form_of(slug, fields, self.desk.usual(slug))

    def adding(self, request: Request, body: bytes) -> Response:
        """Pictures of exercises for what is ticked and typed. Those that are not for this patient stand among them,
        with the reason.
        """
        fields = fields_of(body)
        with self.desk.press:
            form = self._form(request, fields)
            if form is None:
                return PlainTextResponse("There is no such sheet.", 404)
            library = self.desk.library.speaking(form.lang)
            case = case_of(library, sheets.safe(library, form).request())
            plan = case.topic.plan
            here = tuple(dict.fromkeys((*plan.exercises, *plan.alternatives)))
            among = EVERY if last(fields, "among") == EVERY else HERE
            typed = last(fields, "find")[:MOST_TYPED]
            choice = chosen(library, fields, typed, here if among == HERE else None)
            used = {item.slug for item in sheets.home_of(library, sheets.safe(library, form)).chosen}
            offers = tuple(Offer(tile, _why(case, tile.slug, used)) for tile in choice.tiles)
        return self.desk.page(
            "adding", choice=choice, offers=offers, among=among, typed=typed, here=HERE, every=EVERY
        )

    def fits(self, request: Request, body: bytes) -> Response:
        """For each part that was left out to fit: how many pages the sheet takes with it, and what goes instead."""
        form = self._form(request, fields_of(body))
        if form is None:
            return PlainTextResponse("There is no such sheet.", 404)
        with self.desk.press:
            before = self._made(form)
        gone = set(_gone(before))
        found = {}
        for part in dict.fromkeys(part for _, part in sheets.left_out(before.notes)):
            with self.desk.press:  # one at a time: whoever types in another tab does not wait for all
                after = self._made(replace(form, keep=(*form.keep, part)))
            goes = [label for label in _gone(after) if label not in gone]
            found[part] = {"pages": after.pages, "more": after.pages > before.pages, "goes": goes}
        return JSONResponse(found)

    def _made(self, form: Form) -> Made:
        """The sheet, which nobody keeps. Raises ContentError."""
        library = self.desk.library
        request = sheets.safe(library.speaking(form.lang), form).request()
        made = templates_of(library).alone(request)
        return Made(b"", made.template.pages, made.notes)


def _gone(made: Made) -> list[str]:
    """What is not on a sheet that had to fit."""
    drawings = (
        ["the drawings of the exercises"] if any(n.kind == "drawings-left-out" for n in made.notes) else []
    )
    return [label for label, _ in sheets.left_out(made.notes)] + drawings


def _why(case: Case, slug: str, used: set[str]) -> str:
    return "In the plan" if slug in used else sheets.kept_from(case, slug)
