"""The content screen: the clinic's own texts over the bundled ones, as a form and as YAML, with what ``handouts check``
says at its line, the page they make, and who has read them. Saved whole or not at all; a second editor is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from handouts.check.composed import MAX_MEAN
from handouts.check.lint import check_file
from handouts.check.pemat import PER_CENT
from handouts.check.readability import Measures
from handouts.check.report import FileReport
from handouts.check.rules import MAX_GRADE, MAX_SENTENCE
from handouts.content.editing import field_of, laid
from handouts.content.kinds import TOPICS
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.source import PathKey, parse
from handouts.content.starting import STARTED, start
from handouts.coverage import uncovered
from handouts.desk import contentlists as lists
from handouts.desk import contentnews as news
from handouts.desk import contenttext as ct
from handouts.desk.clinic import SAMPLE
from handouts.desk.forms import fields_of, last, whole
from handouts.desk.saving import StaleError, Stored, compared, save, stored
from handouts.desk.troubles import to_mend
from handouts.errors import ContentError, HandoutError, Problem
from handouts.making import make, press_of
from handouts.review import packet
from handouts.sheet.request import SheetRequest
from handouts.sheet.signing import fingerprint

if TYPE_CHECKING:
    from handouts.desk.app import Desk, Posted

TABS = ("form", "yaml", "changes")
MOST_FIELDS = 3_000


@dataclass(frozen=True)
class Draft:
    """What is in the editor: the text, the library with it (None where it cannot be read), and what is wrong."""

    text: str
    library: Library | None = None
    loaded: Loaded | None = None
    report: FileReport | None = None
    wrong: tuple[tuple[PathKey, Problem], ...] = ()
    warnings: tuple[Problem, ...] = ()

    def within(self, group: str) -> bool:
        """Whether something is wrong in a part of the file."""
        return any(at[:1] == (group,) for at, _ in self.wrong)

    def of(self, path: PathKey) -> tuple[Problem, ...]:
        """What is wrong with the text at a path."""
        return tuple(problem for at, problem in self.wrong if at == path)


@dataclass
class ContentScreen:
    """The screen of a desk."""

    desk: Desk

    def routes(self, posted: Posted) -> list[Route]:
        """Its addresses."""
        return [
            Route("/content", self.files),
            Route("/content/begin", self.begin),
            Route("/content/{kind}/{slug}", posted(self.edit), methods=["GET", "POST"]),
            Route("/content/{kind}/{slug}/read", self.read),
            Route("/content/{kind}/{slug}/sign", posted(self.sign), methods=["POST"]),
        ]

    def files(self, request: Request) -> Response:
        """All texts, to choose one."""
        wanted = request.query_params.get("find", "")[:100]
        with self.desk.press:
            self.desk.refresh()
            return self.desk.page(
                "content",
                **self._list(wanted, ""),
                place=None,
                started=STARTED[:3],
                wanted=wanted,
                troubled=to_mend(self.desk.library, self.desk.places),
            )

    def begin(self, request: Request) -> Response:
        """A new text, which explains itself; nothing is written yet."""
        kind, slug = (request.query_params.get(name, "").strip() for name in ("kind", "slug"))
        with self.desk.press:
            self.desk.refresh()
            _, text = start(self.desk.library, kind if kind in STARTED[:3] else "", slug, dt.date.today())
            place = ct.where(self._content, kind, slug)
            if place is None:
                return PlainTextResponse("There is no such text.", 404)
            return self._shown(place, {"text": [text], "tab": ["yaml"]})

    def edit(self, request: Request, body: bytes = b"") -> Response:
        """One text: shown, checked, mended ("fix N"), taken back ("back N") or saved ("save", "over")."""
        with self.desk.press:
            self.desk.refresh()
            place = self._place(request)
            if place is None or (request.method == "GET" and not self._there(place)):
                return PlainTextResponse("There is no such text.", 404)
            if request.method == "GET":
                query = request.query_params
                given = {"tab": [query.get("tab", "form")]}
                return self._shown(place, given, saved="saved" in query, signed="signed" in query)
            fields = fields_of(body, MOST_FIELDS)
            act = last(fields, "act")
            if act in ("save", "over"):
                return self._saved(place, fields, over=act == "over")
            if act == "seen":
                news.seen(place)
            return self._shown(place, fields, act=act)

    def read(self, request: Request) -> Response:
        """All that is read before a sheet is signed."""
        with self.desk.press:
            self.desk.refresh()
            place = self._place(request)
            if place is None or place.kind.name not in TOPICS:
                return PlainTextResponse("There is no such sheet.", 404)
            return self.desk.page(
                "packet", title=place.slug, text=packet(self.desk.library, place.slug), back=place
            )

    def sign(self, request: Request, body: bytes) -> Response:
        """Sign the very words that were read. Refused where they are not the words any more."""
        fields = fields_of(body)
        by, read_hash = (last(fields, name).strip() for name in ("by", "hash"))
        with self.desk.press:
            self.desk.refresh()
            place = self._place(request)
            if place is None or place.kind.name not in TOPICS:
                return PlainTextResponse("There is no such sheet.", 404)
            problem = self._sign(place, by, read_hash, "read" in fields)
            if problem is not None:
                return self._shown(place, {"tab": fields.get("tab", ["form"])}, lost=(problem,), by=by)
            self.desk.refresh()
        return RedirectResponse(f"{place.address}?signed=1", 303)

    # ------------------------------------------------------------------------------------------------- insides

    @property
    def _content(self) -> Path:
        return self.desk.saved_at.content

    def _place(self, request: Request) -> ct.Where | None:
        return ct.where(self._content, request.path_params["kind"], request.path_params["slug"])

    @staticmethod
    def _there(place: ct.Where) -> bool:
        return place.bundled is not None or place.own.is_file()

    def _list(self, wanted: str, here: str) -> dict[str, Any]:
        found = ct.listed(self.desk.library, self._content)
        if wanted:
            plain = wanted.casefold()
            kept = {
                name: tuple(e for e in some if plain in e.title.casefold()) for name, some in found.items()
            }
            found = {name: some for name, some in kept.items() if some}
        return {"list": found, "here": here}

    def _base(self, place: ct.Where) -> Loaded | None:
        """The file as it is saved, or the bundled one where that cannot be read."""
        for path in (place.own, place.bundled):
            if path is not None and path.is_file():
                try:
                    return self.desk.library.read_unchecked(path)
                except ContentError:
                    continue
        return None

    def _draft(self, place: ct.Where, fields: dict[str, list[str]], now: Stored, act: str) -> Draft:
        """What was written, with what is wrong with it."""
        text = last(fields, "text", now.text).replace("\r\n", "\n")
        draft = self._judged(place, text)
        given = {
            name: values[-1].replace("\r\n", "\n") for name, values in fields.items() if name.startswith("t.")
        }
        try:
            base = draft.loaded or self._base(place)
            if given and base is not None:
                text = ct.with_fields(text, given, base, place)
            if given and base is not None:
                text = lists.typed(text, fields, base, place)
            if act.partition(" ")[0] in ("drop", "up"):
                after = self._judged(place, text).loaded or base
                text = lists.acted(text, act, after, place) if after is not None else text
            what, _, number = act.partition(" ")
            at = whole(number, 4, -1)
            if what == "fix" and 0 <= at < len(draft.wrong):
                text = ct.mended(text, draft.wrong[at][1]) or text
            if what == "decide" and 0 <= at < len(draft.wrong):
                by, why = (last(fields, f"d.{at}.{part}").strip() for part in ("by", "why"))
                text = ct.decided(text, draft.wrong[at][1], by, why, place)
            if what == "back" and draft.loaded is not None and 0 <= at < len(ct.changes(draft.loaded)):
                text = ct.taken_back(text, ct.changes(draft.loaded)[at], draft.loaded, place)
        except ContentError as error:
            return Draft(text, wrong=tuple(((), problem) for problem in error.problems))
        return draft if text == draft.text else self._judged(place, text)

    def _judged(self, place: ct.Where, text: str) -> Draft:
        """What ``handouts check`` says of a text."""
        if not text.strip():
            path, library = place.bundled, self.desk.library
            if path is None:
                return Draft(text)
        else:
            path = place.own
            library = self.desk.library.drafted(path, text.encode())
        fonts = press_of(self.desk.library).fonts
        report = check_file(library, path, dt.date.today(), lambda words: uncovered(fonts, words))
        problems = [found.problem for found in report.findings if found.severity == "problem"]
        warnings = tuple(found.problem for found in report.findings if found.severity == "warning")
        try:
            loaded = library.read_unchecked(path)
        except ContentError:
            loaded = None
        return Draft(text, library, loaded, report, tuple(self._placed(text, loaded, problems)), warnings)

    def _placed(
        self, text: str, loaded: Loaded | None, problems: list[Problem]
    ) -> Iterator[tuple[PathKey, Problem]]:
        """Each problem with the place of the text that it is about."""
        try:
            file = loaded.source if loaded is not None and not text.strip() else parse(text.encode(), "text")
        except ContentError:
            yield from (((), problem) for problem in problems)
            return
        for problem in problems:
            path = field_of(file, problem)
            yield (ct.of_model(path) if loaded is None or loaded.hides is not None else path), problem

    def _shown(self, place: ct.Where, fields: dict[str, list[str]], act: str = "", **values: Any) -> Response:
        """The editor with what was written, or what is saved."""
        now = stored(place.own)
        draft = self._draft(place, fields, now, act)
        tab = next((one for one in (*fields.get("go", []), *fields.get("tab", [])) if one in TABS), TABS[0])
        state = last(fields, "state", now.state)
        loaded = draft.loaded or self._base(place)
        if place.kind.name not in TOPICS or loaded is None or draft.wrong:
            sign = None
        else:
            sign = self._signing(place, unsaved=draft.text != now.text)
        stale = () if state == now.state else compared(now.text, draft.text) or ("the same text",)
        shown = self._preview(place, draft, last(fields, "preview", "content")[:64])
        known = {
            **self._list("", place.address), "wanted": "", "place": place, "draft": draft, "now": now, "state": state,
            "tab": tab, "title": ct.title_of(place, loaded),
            "entries": tuple(ct.entries(loaded)) if loaded is not None and tab == "form" else (),
            "listings": {one.path: one for one in lists.listings(loaded)} if loaded is not None else {},
            "dose": lists.parts(loaded) if loaded is not None else (),
            "exercises": self._exercises(),
            "differences": news.listed(draft.loaded, place) if draft.loaded else (), "words": ct.shown_path,
            "bundled": place.bundled.read_text("utf-8") if place.bundled is not None and tab == "yaml" else "",
            "fixes": tuple(ct.mended(draft.text, problem) is not None for _, problem in draft.wrong),
            "decisions": tuple(ct.to_decide(problem) for _, problem in draft.wrong),
            "meters": tuple(_meters(draft.report)), "shown": shown, "sign": sign, "stale": stale,
            "started": STARTED[:3],
            "unsaved": draft.text != now.text, "saved": False, "signed": False, "lost": (), "by": "", **values,
        }  # fmt: skip
        return self.desk.page("content", 409 if stale else 200, **known)

    def _saved(self, place: ct.Where, fields: dict[str, list[str]], *, over: bool) -> Response:
        now = stored(place.own)
        draft = self._draft(place, fields, now, "")
        if draft.wrong or not draft.text.strip():
            return self._shown(place, fields)
        try:
            save(place.own, draft.text, now.state if over else last(fields, "state"), news.beside(place))
        except StaleError:
            return self._shown(place, fields)
        except HandoutError as error:
            return self._shown(place, fields, lost=tuple(error.problems))
        tab = next((one for one in fields.get("tab", []) if one in TABS), TABS[0])
        return RedirectResponse(f"{place.address}?saved=1&tab={tab}", 303)

    def _preview(self, place: ct.Where, draft: Draft, tab: str) -> Any:
        """The pages that the text makes; the last good ones where it makes none. The second value: which it is."""
        library = draft.library if not draft.wrong else None
        slug = self._sheet_of(place, library or self.desk.library)
        if library is not None and slug:
            try:
                made = make(library, SheetRequest(slug), press=press_of(self.desk.library))
                return self.desk.shown.add(tab, slug, made.data), True
            except HandoutError:
                pass
        try:
            made = make(self.desk.library, SheetRequest(slug or SAMPLE))
        except HandoutError:
            return None, False
        return self.desk.shown.add(tab, slug or SAMPLE, made.data), False

    @staticmethod
    def _sheet_of(place: ct.Where, library: Library) -> str:
        """A sheet on which the text stands."""
        topics = library.names("topic")
        if place.slug in topics:
            return place.slug
        if place.kind.name == "exercise":
            for slug in topics:
                try:
                    if place.slug in library.topic(slug).plan.exercises:
                        return slug
                except ContentError:
                    continue
        return SAMPLE if place.kind.name not in TOPICS and SAMPLE in topics else ""

    def _exercises(self) -> dict[str, str]:
        """Every exercise with its title, or its name where it cannot be read."""
        found = {}
        for slug in self.desk.library.slugs("exercises"):
            try:
                found[slug] = str(self.desk.library.exercise(slug).title)
            except ContentError:
                found[slug] = slug
        return found

    def _signing(self, place: ct.Where, *, unsaved: bool) -> dict[str, Any] | None:
        """What is signed, and who has signed it already; None where nothing can be signed."""
        try:
            text = fingerprint(self.desk.library, place.slug)
            before = self.desk.library.clinic.signed_off.get(place.slug)
        except ContentError:
            return None
        named = self.desk.places is not None and self.desk.places.named
        holds = before is not None and before.text == text
        return {"hash": text, "before": before, "holds": holds, "open": named and not unsaved, "named": named}

    def _sign(self, place: ct.Where, by: str, text: str, read: bool) -> Problem | None:
        """Write a signature into the clinic file; what keeps it from being written."""
        path = self.desk.saved_at.clinic
        if not self.desk.saved_at.named:
            return Problem(
                "sign", 0, 0, "the clinic has not put in its own details", "do that first, under Clinic"
            )
        if not by or not read:
            return Problem(
                "sign", 0, 0, "nothing was signed", "give your name, and say that you have read all of it"
            )
        if self._draft(place, {}, stored(place.own), "").wrong:
            return Problem("sign", 0, 0, "there are problems in this text", "mend them first")
        if fingerprint(self.desk.library, place.slug) != text:
            return Problem("sign", 0, 0, "the text was changed since you read it", "read it again, then sign")
        now = stored(path)
        try:
            entry = {"by": by, "on": dt.date.today().isoformat(), "text": text}
            done = laid(now.text, ("signed_off", place.slug), None, path.name)
            done = laid(done, ("signed_off", place.slug), {**entry}, path.name)
            library = self.desk.library.drafted(path, done.encode(), path)
            library.read_unchecked(path)
            save(path, done, now.state)
        except HandoutError as error:
            return error.problems[0]
        return None


def _meters(report: FileReport | None) -> Iterator[tuple[str, str, str, float, float, bool]]:
    """What was measured: its name, its value, its limit in words, how far the bar and the mark of its limit go (0 to
    1), and whether it is within the limit.
    """
    if report is None or report.measures is None:
        return
    found = report.measures
    if isinstance(found, Measures):
        yield _meter("Reading grade", found.grade, MAX_GRADE, 10)
    yield _meter("Longest sentence", found.longest_sentence, MAX_SENTENCE, 50)
    yield _meter("Mean sentence", found.mean_sentence, MAX_MEAN, 20)
    met, checked, _ = report.pemat_counts
    if checked:
        share = 100 * met / checked
        yield "PEMAT", f"{share:.0f}", f"min {PER_CENT}", share / 100, PER_CENT / 100, share >= PER_CENT


def _meter(name: str, value: float, most: float, full: float) -> tuple[str, str, str, float, float, bool]:
    return name, f"{value:g}", f"max {most:g}", min(1.0, value / full), most / full, value <= most
