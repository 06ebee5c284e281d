"""The addresses of the desk. Each answer is a function of request and library; nothing of a person is kept."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import quote_plus

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handouts import limits
from handouts.content.library import Library
from handouts.desk import sheets, words
from handouts.desk.answers import download, finished
from handouts.desk.clinic import ClinicScreen
from handouts.desk.content import ContentScreen
from handouts.desk.favourites import is_favourite, make_usual, toggled, usual_edition, usual_now
from handouts.desk.finding import Row, all_rows, rows_of
from handouts.desk.forms import Form, act_of, acted, fields_of, form_of, last, whole
from handouts.desk.pictures import NO_TAB, TABS, Renderings
from handouts.desk.places import Places
from handouts.desk.planning import ProgramForm
from handouts.desk.posting import email
from handouts.desk.program_screen import ProgramScreen
from handouts.desk.roster import RosterScreen
from handouts.desk.sheetmore import SheetMore
from handouts.desk.start import StartScreen
from handouts.desk.static import static
from handouts.desk.troubles import readable, to_mend, troubles
from handouts.errors import ContentError, HandoutError, Problem
from handouts.html.svg import as_file, code_svg
from handouts.language import SOURCE
from handouts.making import make
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.record.codes import infobutton
from handouts.sheet.article import article_url
from handouts.sheet.edition import EDITIONS, KEEPABLE

DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For a drawing as a file of its own: it may be styled, and nothing else."""
READING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""For a sheet to read, which brings its own style and pictures, and runs nothing."""
MOST_RECENT = 6
MOST_COUNTED = 64 * 1024
"""Bytes of a form in which requests are counted."""
IDLE, LONGEST_IDLE = 10, 60
"""Minutes after which a patient that nobody works on is forgotten, where the clinic says nothing, and at most: then the
pages go, whatever a clinic says.
"""
THREADS = 8
"""Requests that are answered at once; more wait their turn. Of two that make something one waits for the other anyway,
and each thread keeps memory of its own.
"""
MISTAKE = "The program made a mistake. What you typed is still in the page."
_TAB = re.compile(r"[\w-]{1,64}")
Answer = Callable[[Request, bytes], Response]
Posted = Callable[[Answer], Callable[[Request], Awaitable[Response]]]
NAVIGATION = (
    ("/", "Make a sheet"),
    ("/program", "Exercises"),
    ("/roster", "Roster"),
    ("/content", "Content"),
    ("/clinic", "Clinic"),
)
"""The parts of the desk, as the bar at the top names them."""


class OverError(Exception):
    """A newer request of the same tab has come: nobody waits for this one."""


@dataclass
class Desk:
    """What one run of the desk holds: the content, finished pages for a short time, and which sheets were made."""

    library: Library
    token: str
    places: Places | None = None
    """Where the clinic's own file and texts are saved; None: nothing can be saved."""
    end: Callable[[], None] | None = None
    """Ends the program; None where that is for somebody else to do."""
    press: threading.Lock = field(default_factory=threading.Lock)
    counting: threading.Lock = field(default_factory=threading.Lock)
    shown: Renderings = field(default_factory=Renderings)
    newest: OrderedDict[str, int] = field(default_factory=OrderedDict)
    recent: list[tuple[str, str, str]] = field(default_factory=list)
    """Slug, side and edition of what was printed or saved in this run; never whom it was for."""
    single: bool = True
    """Whether keys without Ctrl or Alt do something; who turns them off has them off on every screen of this run."""
    programs: list[tuple[int, ProgramForm]] = field(default_factory=list)
    """Numbers of the programs that were, with their exercises and doses; nothing of a person."""

    def __post_init__(self) -> None:
        self.pages = Environment(
            loader=PackageLoader("handouts.desk"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self.pages.globals.update(
            token=self.token, words=words, query=_query, navigation=NAVIGATION, limits=limits
        )

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """One page."""
        clinic, idle = self._named()
        self.shown.keep = 60.0 * (idle or LONGEST_IDLE)
        text = self.pages.get_template(f"{name}.html").render(
            clinic=clinic, idle=idle, single=self.single, **values
        )
        return Response(text, status, media_type="text/html")

    def _named(self) -> tuple[str, int]:
        """The name of the clinic, and after how many minutes it forgets a patient that nobody works on; nothing and as
        ever where its file is broken, which the clinic screen then says.
        """
        try:
            return str(self.library.clinic.name), self.library.clinic.idle_minutes
        except ContentError:
            return "", IDLE

    def forget(self) -> None:
        """Forget what is too old; for who looks after the desk, once in a while."""
        self.shown.forget()

    def warm(self) -> None:
        """Read what the first screen and the first sheet need, while the browser is still opening."""
        rows: tuple[Row, ...] = ()
        with suppress(HandoutError), self.press:
            self.refresh()
            rows = all_rows(self.library)
        with suppress(HandoutError), self.press:
            if rows:
                sheets.view(self.library, self.usual(rows[0].slug))

    def tab_of(self, fields: dict[str, list[str]]) -> str:
        """The tab that a form comes from."""
        tab = last(fields, "tab")
        return tab if _TAB.fullmatch(tab) else NO_TAB

    @contextmanager
    def turn(self, fields: dict[str, list[str]]) -> Iterator[str]:
        """The tab whose turn it is, with the content as it is now and the press held. A tab may count its requests
        (``seq``). Raises OverError, before the press is waited for and after, where a newer one of the tab has come.
        """
        tab, order = self.noticed(fields)
        self._still(tab, order)
        with self.press:
            self._still(tab, order)
            self.refresh()
            yield tab

    def noticed(self, fields: dict[str, list[str]]) -> tuple[str, int]:
        """The tab that a form comes from, and which of its requests this is (0: it does not count them). Those before
        it are superseded from now on.
        """
        tab, order = self.tab_of(fields), whole(last(fields, "seq"), 11)
        if order:
            with self.counting:
                self.newest[tab] = max(self.newest.get(tab, 0), order)
                self.newest.move_to_end(tab)
                while len(self.newest) > 2 * TABS:
                    self.newest.popitem(last=False)
        return tab, order

    def _still(self, tab: str, order: int) -> None:
        if order and self.newest.get(tab, 0) > order:
            raise OverError

    @property
    def saved_at(self) -> Places:
        """Where the clinic's own file and texts are saved. Raises ContentError where this desk has no such place."""
        if self.places is None:
            raise ContentError(
                Problem("desk", 0, 0, "this desk has no place to save", "start handouts serve")
            )
        return self.places

    def refresh(self) -> None:
        """Notice content that was edited since the last answer, and a clinic file that was not there before."""
        if self.library.clinic_file is None and self.places is not None and self.places.named:
            self.library = self.library.for_clinic(self.places.clinic)
        self.library.refresh()

    def usual(self, slug: str) -> Form:
        """The form of a sheet that nothing was chosen for."""
        clinic = self.library.clinic
        return Form(
            slug,
            edition=usual_edition(self),
            lang=clinic.language or SOURCE,
            paper=clinic.paper or USUAL_PAPER,
        )

    def sheet(self, request: Request, body: bytes = b"") -> Response:
        """One sheet: what was chosen, and its pages."""
        slug = request.path_params["slug"]
        fields = fields_of(body if request.method == "POST" else request.url.query)
        with self.turn(fields) as tab:
            if slug not in self.library.names("topic"):
                return PlainTextResponse("There is no such sheet.", 404)
            form = form_of(slug, fields, self.usual(slug))
            if request.method == "GET":
                shared = {k: getattr(form, k) for k in form.shared}
                form = replace(self.usual(slug), date=date.today().isoformat(), **shared)
            act, lost = act_of(fields), tuple[Problem, ...]()
            if act == "favourite" or act.startswith("clinic "):
                act, lost = "", self._kept(form, act)
            try:
                form = self._acted(form, act)
                view = sheets.view(self.library, form)
                wanted = last(fields, "out")
                if wanted in ("html", "page") and view.pdf:
                    return self._read(form, keep=wanted == "page")
                if wanted == "eml" and view.pdf:
                    return self._message(form, last(fields, "to"))
            except HandoutError as error:
                view = sheets.refused(self.library, form, error)
            view = replace(view, problems=(*lost, *view.problems))
            shown = self.shown.add(tab, slug, view.pdf, sheets.areas(view, form)) if view.pdf else None
            article, phrases = article_url(self.library, slug), self.library.clinic.phrases
            favourite, usual = is_favourite(self, form), usual_now(self)
            command = form.command(self.usual(slug).paper, self.usual(slug).lang)
        return self.page(
            "sheet", view=view, form=form, keepable=KEEPABLE, fits=EDITIONS[form.edition].pages or 0,
            shown=shown, editions=EDITIONS, papers=PAPERS,
            tab=tab, article=article, phrases=phrases, favourite=favourite, usual=usual, command=command,
        )  # fmt: skip

    def _kept(self, form: Form, act: str) -> tuple[Problem, ...]:
        """Put a sheet among the favourites or take it away, or its choices as the clinic's usual ones; what kept that
        from being saved.
        """
        try:
            if act == "favourite":
                toggled(self, form)
            else:
                make_usual(self, act.partition(" ")[2])
        except HandoutError as error:
            return tuple(error.problems)
        return ()

    def _acted(self, form: Form, act: str) -> Form:
        if not act:
            return form
        speaking = self.library.speaking(form.lang)
        return acted(form, act, sheets.home_of(speaking, sheets.safe(speaking, form)), speaking)

    def counts(self, request: Request, body: bytes) -> Response:
        """How many pages the other editions of this very sheet have, and its own edition with everything in it."""
        slug, fields = request.path_params["slug"], fields_of(body)
        found: dict[str, int] = {}
        form = form_of(slug, fields, self.usual(slug))
        asked = {edition: replace(form, edition=edition) for edition in EDITIONS}
        for name, one in (asked | {"full": replace(form, full=True)}).items():
            with self.press:
                try:
                    view = sheets.view(self.library, one)
                except HandoutError:
                    continue
                found[name] = view.pages
        return JSONResponse(found)

    def _message(self, form: Form, to: str) -> Response:
        """The sheet as a message in a file. Raises ContentError."""
        from handouts.mail.message import email_message

        message = email_message(self.library, sheets.safe(self.library, form).request(), to=to)
        return download(message.as_bytes(), f"{form.slug}.eml", "message/rfc822")

    def _read(self, form: Form, *, keep: bool) -> Response:
        """The same sheet as a web page, which says everything, to read or to keep as a file. Raises ContentError."""
        made = make(self.library, sheets.safe(self.library, form).request(), "html")
        if keep:
            return download(made.data, f"{form.slug}.html", "text/html")
        return Response(
            made.data, headers={"Content-Security-Policy": READING_POLICY}, media_type="text/html"
        )

    def code(self, request: Request) -> Response:
        """The code of the clinic's public page of a sheet, as on the sheet."""
        slug = request.path_params["slug"]
        with self.press:
            known = slug in self.library.names("topic")
            url = article_url(self.library, slug) if known else None
        if not url:
            return PlainTextResponse("There is no such page.", 404)
        headers = {"Content-Security-Policy": DRAWING_POLICY}
        return Response(code_svg(url), headers=headers, media_type="image/svg+xml")

    def picture(self, request: Request) -> Response:
        """A page of a finished sheet."""
        width = whole(request.query_params.get("w", ""), 4)
        data = self.shown.page(request.path_params["name"], width)
        if data is None:
            return PlainTextResponse("This page was dropped: load the sheet again.", 404)
        if not data:
            return Response(status_code=204)  # nobody waits for it any more
        return Response(data, media_type="image/jpeg")

    def place(self, request: Request) -> Response:
        """The control of the block that was pointed at on a page: in ``x`` and ``y`` parts of its width and height."""
        try:
            at = [min(1.0, max(0.0, float(request.query_params[name]))) for name in ("x", "y")]
        except (KeyError, ValueError):
            return PlainTextResponse("Where on the page?", 400)
        return JSONResponse({"control": self.shown.control(request.path_params["name"], at[0], at[1])})

    def file(self, request: Request) -> Response:
        """A finished sheet, to print or to keep."""
        slug = request.path_params["slug"]
        data = self.shown.pdf(request.path_params["token"], slug)
        if data is None:
            return PlainTextResponse("This sheet was dropped: load it again.", 404)
        return finished(data, f"{slug}.pdf", keep="keep" in request.query_params)

    def done(self, request: Request, body: bytes) -> Response:
        """Note that a sheet was printed or saved: which, not for whom."""
        slug = request.path_params["slug"]
        if slug in self.library.names("topic"):
            form = form_of(slug, fields_of(body), self.usual(slug))
            entry = (slug, form.side, form.edition)
            self.recent = [entry, *(one for one in self.recent if one != entry)][:MOST_RECENT]
        return Response(status_code=204)

    def clear(self, request: Request, body: bytes) -> Response:
        """Forget the pages of a tab, which was left alone."""
        self.shown.clear((fields_of(body).get("tab") or ["0"])[-1])
        return Response(status_code=204)

    def ended(self, request: Request, body: bytes) -> Response:
        """End the program: what was saved stays, all else goes with it."""
        if self.end is None:
            return PlainTextResponse("This desk is ended where it was started.", 404)
        self.end()
        return self.page("ended")

    def drawing(self, request: Request) -> Response:
        """A drawing of the content."""
        kind, slug = request.path_params["kind"], request.path_params["slug"]
        with self.press:
            if (kind, slug) not in self.library.figures.list():
                return PlainTextResponse("There is no such drawing.", 404)
            text = as_file(self.library.figures.get(kind, slug))
        return Response(text, headers={"Content-Security-Policy": DRAWING_POLICY}, media_type="image/svg+xml")

    def infobutton(self, request: Request) -> Response:
        """What a record system on this computer asks for by a code."""
        with self.press:
            try:
                answer = infobutton(self.library, dict(request.query_params), readable(self.library).topics)
            except ContentError as error:
                return PlainTextResponse("\n".join(one.message for one in error.problems), 400)
            rows = list(rows_of(self.library, (one.slug for one in answer.matches)).values())
            troubled = to_mend(self.library, self.places)
        return self.page("codes", rows=rows, lang=answer.lang, troubled=troubled)


def _query(**values: str) -> str:
    """``?a=b`` of those that are not empty."""
    told = "&".join(f"{name}={quote_plus(value)}" for name, value in values.items() if value)
    return f"?{told}" if told else ""


def application(
    library: Library, token: str, places: Places | None = None, end: Callable[[], None] | None = None
) -> Starlette:
    """The desk as an application; :class:`handouts.desk.guard.Guard` stands before it."""
    from anyio.to_thread import current_default_thread_limiter
    from starlette.concurrency import run_in_threadpool

    desk = Desk(library, token, places, end)
    roster = RosterScreen(desk)
    screens = (
        StartScreen(desk), SheetMore(desk), ProgramScreen(desk), ClinicScreen(desk), roster, ContentScreen(desk),
    )  # fmt: skip

    def posted(function: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            body = await request.body()
            if len(body) <= MOST_COUNTED and b"seq=" in body:
                desk.noticed(
                    fields_of(body)
                )  # before it waits for a thread: what it supersedes need not be made
            current_default_thread_limiter().total_tokens = THREADS
            done: Response = await run_in_threadpool(function, request, body)
            return done

        return answer

    def wrong(_: Request, error: Exception) -> Response:
        if isinstance(error, HandoutError):
            return desk.page("trouble", 400, found=troubles(error.problems, desk.places))
        return PlainTextResponse(MISTAKE, 500)

    made = Starlette(
        exception_handlers={
            OverError: lambda *_: Response(status_code=409),
            HandoutError: wrong,
            Exception: wrong,
        },
        routes=[
            Route("/infobutton", desk.infobutton),
            Route("/sheet/{slug}", posted(desk.sheet), methods=["GET", "POST"]),
            Route("/sheet/{slug}/counts", posted(desk.counts), methods=["POST"]),
            Route("/sheet/{slug}/email", posted(partial(email, desk)), methods=["POST"]),
            Route("/sheet/{slug}/done", posted(desk.done), methods=["POST"]),
            *chain.from_iterable(screen.routes(posted) for screen in screens),
            Route("/end", posted(desk.ended), methods=["POST"]),
            Route("/clear", posted(desk.clear), methods=["POST"]),
            Route("/r/{name}.jpg", desk.picture),
            Route("/r/{name}/at", desk.place),
            Route("/r/{token}/{slug}.pdf", desk.file),
            Route("/code/{slug}.svg", desk.code),
            Route("/drawing/{kind}/{slug}.svg", desk.drawing),
            Route("/static/{name}", static),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
        ],
    )
    made.state.forgetting = (desk.forget, roster.jobs.forget)
    made.state.warm = desk.warm
    return made
