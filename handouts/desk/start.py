"""The start screen: what does the patient have? One search, the body to point at, favourites, what was just made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from handouts.desk import sheets
from handouts.desk.favourites import usual_edition
from handouts.desk.finding import Found, Row, all_rows, find, overdue, regions, rows_of
from handouts.desk.forms import fields_of, last
from handouts.desk.pictures import NO_TAB, Rendering
from handouts.desk.planning import ProgramForm
from handouts.desk.troubles import readable, to_mend
from handouts.desk.zonemap import Asked, chips, marked, pressed, zone_list, zone_map
from handouts.errors import ContentError, HandoutError
from handouts.sheet.edition import EDITIONS
from handouts.sheet.request import SIDES

if TYPE_CHECKING:
    from handouts.desk.app import Desk, Posted

FEW = 2
"""Sheets that are found, at most, for the pages of the first to be shown at once."""
MOST_TYPED, MOST_ROWS, MOST_OF_A_PLACE = 200, 5, 40
"""Characters of a search; rows that it shows; rows of a part of the body."""


@dataclass(frozen=True)
class Looked:
    """What is looked for, as it was understood, and what was found. ``chosen``: the side that a button or a place says,
    which counts before one that was typed.
    """

    asked: Asked
    region: str
    chosen: str
    found: Found

    @property
    def any(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.asked.text.strip() or self.region)


class StartScreen:
    """The screen of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._told: date | None = None
        self._asked = False

    def routes(self, posted: Posted) -> list[Route]:
        """Its addresses."""
        return [
            Route("/", self.page), Route("/search", posted(self.search), methods=["POST"]),
            Route("/later", posted(self.later), methods=["POST"]), Route("/privacy", self.privacy),
            Route("/keys", posted(self.keys), methods=["POST"]),
        ]  # fmt: skip

    def later(self, request: Request, body: bytes) -> Response:
        """Ask no more in this run whose handouts these are."""
        self._asked = True
        return RedirectResponse("/", 303)

    def keys(self, request: Request, body: bytes) -> Response:
        """Turn keys without Ctrl or Alt on or off, on every screen."""
        self.desk.single = bool(last(fields_of(body), "single"))
        return Response(status_code=204)

    @property
    def _unnamed(self) -> bool:
        """Whether sheets still carry the sample clinic, and this desk could save another."""
        places = self.desk.places
        return (
            not self._asked
            and places is not None
            and not places.named
            and self.desk.library.clinic_file is None
        )

    def privacy(self, request: Request) -> Response:
        """What is kept about patients."""
        return self.desk.page("privacy")

    def page(self, request: Request) -> Response:
        """The screen."""
        return self._shown(fields_of(request.url.query), quick=False)

    def search(self, request: Request, body: bytes) -> Response:
        """What was found for a text, zones and a side, and what of the body is marked. What is typed comes as a body:
        it stands in no address, as it may say something of a person. ``pages``: with those of the first sheet; ``map``:
        with the outlines.
        """
        fields = fields_of(body)
        return self._shown(fields | {"q": [last(fields, "text")]}, quick=True, first="pages" in fields)

    def _shown(self, fields: dict[str, list[str]], *, quick: bool, first: bool = True) -> Response:
        desk = self.desk
        with desk.press:
            desk.refresh()
            there = regions(desk.library)
            places = {
                str(name): str(said)
                for name, said in desk.library.wording.site.places.items()
                if name in there
            }
            looked = self._looked(fields, places)
            shown: dict[str, Any] = {
                "looked": looked, "found": looked.found, "text": looked.asked.text, "side": looked.asked.side,
                "region": looked.region, "places": places, "chips": chips(desk.library, looked.asked),
                "marked": " ".join(marked(looked.asked)), "first": self._first(looked) if first else None,
                "whole": last(fields, "body") == "whole", "quick": quick, "map": (),
            }  # fmt: skip
            if not looked.any:
                shown |= self._before()
            if not quick or "map" in fields:
                shown["map"] = zone_map(desk.library, looked.asked, whole=bool(shown["whole"]))
            if not quick:
                shown["zones"] = zone_list(desk.library, looked.asked)
                shown["troubled"] = to_mend(desk.library, desk.places)
        return desk.page("found" if quick else "start", **shown)

    def _looked(self, fields: dict[str, list[str]], places: Mapping[str, str]) -> Looked:
        """What is looked for, once what was pressed is put in or taken out."""
        query, region = last(fields, "q")[:MOST_TYPED], last(fields, "region")
        region, side = region if region in places else "", last(fields, "side")
        looked = self._found(query, region, side)
        press = last(fields, "press")[:MOST_TYPED]
        looked = self._found(*self._pressed(looked, press)) if press else looked
        for zone in last(fields, "zones")[:MOST_TYPED].split():
            if zone not in looked.asked.zones:
                looked = self._found(*self._pressed(looked, zone))
        return looked

    def _pressed(self, looked: Looked, press: str) -> tuple[str, str, str]:
        text, side = pressed(self.desk.library, looked.asked, press)
        return text, looked.region, side

    def _found(self, query: str, region: str, side: str) -> Looked:
        library = self.desk.library
        found = find(library, query, region, MOST_ROWS if query.strip() else MOST_OF_A_PLACE)
        asked = Asked(query, found.zones, side or found.side, found.rest)
        return Looked(asked, region, side, found)

    def _before(self) -> dict[str, Any]:
        """What is shown before anything is looked for."""
        desk = self.desk
        wanted = desk.library.clinic.favourites
        there = rows_of(desk.library, (*(one.sheet for one in wanted), *(slug for slug, _, _ in desk.recent)))
        usual = usual_edition(desk)
        programs = [(number, titles) for number, form in desk.programs if (titles := self._titles(form))]
        return {
            "favourites": [
                (there[one.sheet], one.edition or "", usual) for one in wanted if one.sheet in there
            ],
            "recent": [(there[one[0]], *one[1:]) for one in desk.recent if one[0] in there],
            "unnamed": self._unnamed, "programs": programs,
            "everything": all_rows(desk.library), "overdue": self._overdue(),
        }  # fmt: skip

    def _overdue(self) -> tuple[Row, ...]:
        """Sheets whose review is overdue; once a day."""
        today = date.today()
        if self._told == today:
            return ()
        self._told = today
        return overdue(self.desk.library, today)

    def _first(self, looked: Looked) -> Rendering | None:
        """The pages of the first sheet that was found, where there are but one or two; for nobody."""
        rows, desk, side = looked.found.rows, self.desk, looked.asked.side
        if not looked.any or not 0 < len(rows) <= FEW:
            return None
        form = desk.usual(rows[0].slug)
        edition = looked.found.edition if looked.found.edition in EDITIONS else form.edition
        form = replace(form, lang=looked.found.lang or form.lang)
        form = replace(
            form, side=side if side in SIDES else "", edition=edition, date=date.today().isoformat()
        )
        try:
            return desk.shown.add(NO_TAB, form.slug, sheets.view(desk.library, form).pdf)
        except HandoutError:
            return None  # the sheet says what is wrong with it

    def _titles(self, form: ProgramForm) -> tuple[str, ...]:
        """The exercises of a program by their short titles; those that are there."""
        library = self.desk.library
        known = frozenset(readable(library).exercises)
        try:
            found = [library.exercise(one.slug) for one in form.entries if one.slug in known]
        except ContentError:
            return ()
        return tuple(dict.fromkeys(str(one.short_title) for one in found))
