"""The addresses of the library screen and its home programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handouts.content.library import Library
from handouts.content.model.plan import ADDED, MOST_WEEKS
from handouts.desk import builder
from handouts.desk.answers import download
from handouts.desk.choosing import chosen
from handouts.desk.forms import act_of, fields_of, last, whole
from handouts.desk.planning import ProgramForm, acted, for_nobody, form_of, form_of_plan
from handouts.desk.troubles import readable, to_mend
from handouts.desk.words import paper
from handouts.errors import ContentError, HandoutError
from handouts.language import SOURCE
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.program.embedding import plan_of_file
from handouts.program.reading import Planned, plan_of_text, plan_text

if TYPE_CHECKING:
    from handouts.desk.app import Desk, Posted

MOST_PROGRAMS = 4
"""Programs that are offered once more."""
MOST_TYPED = 200
"""Characters of a search."""


class ProgramScreen:
    """The screen of one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def routes(self, posted: Posted) -> list[Route]:
        """Its addresses."""
        return [
            Route("/program", posted(self.page), methods=["GET", "POST"]),
            Route("/program/open", posted(self.opened), methods=["POST"]),
            Route("/program/done", posted(self.done), methods=["POST"]),
        ]

    def page(self, request: Request, body: bytes = b"") -> Response:
        """Pictures to choose from, and the program as it stands."""
        desk, posted = self.desk, request.method == "POST"
        fields = fields_of(body) if posted else {}
        with desk.turn(fields):
            usual = _usual(desk.library)
            form = form_of(fields, usual) if posted else self._again(request) or usual
            out = last(fields, "out")
            if out == "open":
                return self._opened(last(fields, "plan_text").encode("utf-8"), fields)
            return self._shown(form, fields, out)

    def _again(self, request: Request) -> ProgramForm | None:
        """The program that was made in this run and is asked for once more."""
        number = whole(request.query_params.get("again", ""), 9, -1)
        return next((form for made, form in self.desk.programs if made == number), None)

    def done(self, request: Request, body: bytes) -> Response:
        """Note that a program was printed or saved: its exercises and doses, not for whom."""
        form = for_nobody(form_of(fields_of(body), _usual(self.desk.library)))
        known = frozenset(readable(self.desk.library).exercises)
        if form.entries and all(entry.slug in known for entry in form.entries):
            others = [(number, one) for number, one in self.desk.programs if one != form]
            number = 1 + max((number for number, _ in self.desk.programs), default=0)
            self.desk.programs = [(number, form), *others][:MOST_PROGRAMS]
        return Response(status_code=204)

    def opened(self, request: Request, body: bytes) -> Response:
        """The screen with a plan: a plan file, or a PDF file that has its plan. It is held in memory only."""
        with self.desk.press:
            return self._opened(body, {})

    def _opened(self, data: bytes, fields: dict[str, list[str]]) -> Response:
        library = self.desk.library
        try:
            read = plan_of_file if data.startswith(b"%PDF-") else plan_of_text
            form = form_of_plan(read(data, "the file", library).plan)
        except HandoutError as error:
            return self._shown(form_of(fields, _usual(library)), fields, "", error)
        return self._shown(form, {name: fields[name] for name in ("tab", "seq") if name in fields}, "")

    def _shown(
        self, form: ProgramForm, fields: dict[str, list[str]], out: str, error: HandoutError | None = None
    ) -> Response:
        desk = self.desk
        library = desk.library.speaking(form.lang if form.lang in desk.library.slugs("languages") else SOURCE)
        form = acted(form, act_of(fields), library)
        typed = last(fields, "q")[:MOST_TYPED]
        embed = not fields or "embed" in fields or "ex" not in fields
        view = builder.view(library, form, embed=embed)
        if error is not None:
            view = replace(view, problems=(*error.problems, *view.problems))
        elif view.plan is not None and out in ("yaml", "eml"):
            try:
                return _file(library, view.plan, out, last(fields, "to"))
            except ContentError as wrong:
                view = replace(view, problems=tuple(wrong.problems))
        tab = desk.tab_of(fields)
        shown = None
        if view.pdf:
            shown = desk.shown.add(tab, builder.SLUG, view.pdf, builder.areas(view, form))
        letters = {card.entry.slug: (card.letter, card.key) for card in view.cards}
        return desk.page(
            "program", view=view, form=form, shown=shown, tab=tab, typed=typed, letters=letters, embed=embed,
            every="every" in fields,
            choice=chosen(library, fields, typed), added=ADDED, troubled=to_mend(library, desk.places),
            weeks_named=[("0", "None"), *((str(n), str(n)) for n in range(1, MOST_WEEKS + 1))],
            papers_named=[(name, paper(name)) for name in PAPERS],
            languages=[(code, str(library.speaking(code).language.name)) for code in library.slugs("languages")],
        )  # fmt: skip


def _usual(library: Library) -> ProgramForm:
    clinic = library.clinic
    return ProgramForm(lang=clinic.language or SOURCE, paper=clinic.paper or USUAL_PAPER)


def _file(library: Library, plan: Planned, out: str, to: str) -> Response:
    """The plan as a file, or the program as a message in one. Raises ContentError."""
    if out == "yaml":
        data, kind, name = plan_text(plan.plan).encode("utf-8"), "application/yaml", f"{builder.SLUG}.yaml"
    else:
        data, kind, name = builder.message(library, plan, to), "message/rfc822", f"{builder.SLUG}.eml"
    return download(data, name, kind)
