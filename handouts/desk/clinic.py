"""The clinic screen: the clinic's own details, seen on a sheet while they are typed, saved whole or not at all."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from handouts.check.lint import check_file
from handouts.content.editing import field_of
from handouts.content.library import Library
from handouts.content.model import Clinic
from handouts.content.source import PathKey, SourceFile, parse
from handouts.desk.clinicform import (
    START,
    Row,
    articles,
    edited,
    favourites,
    groups,
    shown,
    signed,
    typed,
    typed_articles,
    typed_favourites,
)
from handouts.desk.forms import fields_of, last
from handouts.desk.saving import StaleError, Stored, compared, save, stored
from handouts.errors import ContentError, HandoutError, Problem
from handouts.limits import MAX_ADDRESS, MAX_FAVOURITES
from handouts.logos import as_logo, logo_problems
from handouts.making import make, press_of
from handouts.palette import ACCENT, COLOUR, LEAST_CONTRAST, WHITE, contrast
from handouts.resources import display
from handouts.sheet.edition import EDITIONS
from handouts.sheet.request import SheetRequest
from handouts.sheet.signing import fingerprint

if TYPE_CHECKING:
    from handouts.desk.app import Desk, Posted
    from handouts.mail.probing import Step

LOGO = "logo.png"
"""What a chosen logo is called beside the clinic file."""
SAMPLE = "gluteus-minimus"
"""The sheet that shows the details; where it is gone, the first there is."""
PROBE_SECONDS = 10.0
MOST_LOGOS = 4
MOST_FIELDS = 400
_NAMED = re.compile(r"'([a-z_]+)'")


def titles(library: Library) -> tuple[tuple[str, str], ...]:
    """Every sheet with its title, by title; its name where its file cannot be read."""

    def title(slug: str) -> str:
        try:
            return str(library.topic(slug).title)
        except ContentError:
            return slug

    return tuple(sorted(((slug, title(slug)) for slug in library.names("topic")), key=lambda one: one[1]))


def _sheets_of(text: str) -> frozenset[str]:
    """The sheets that a clinic file names."""
    try:
        file = parse(text.encode(), "clinic")
    except ContentError:
        return frozenset()
    return frozenset(slug for slug, _ in (*articles(file), *favourites(file)))


def _sheet_at(file: SourceFile, at: PathKey) -> str:
    """The sheet that is named at a place of a clinic file."""
    if at[:1] == ("articles",) and len(at) > 1:
        return str(at[1])
    if at[:1] == ("favourites",) and len(at) > 1 and isinstance(at[1], int):
        return dict(enumerate(favourites(file))).get(at[1], ("", ""))[0]
    return ""


@dataclass(frozen=True)
class Draft:
    """A clinic file as it was typed: its text, the library with it, and what is wrong with which field."""

    text: str
    library: Library | None
    wrong: tuple[tuple[PathKey, Problem], ...] = ()

    def of(self, name: str) -> tuple[Problem, ...]:
        """What is wrong with a field, or in it."""
        if not name:
            return tuple(problem for at, problem in self.wrong if not at)
        path = tuple(name.split("."))
        return tuple(problem for at, problem in self.wrong if tuple(map(str, at))[: len(path)] == path)


@dataclass
class ClinicScreen:
    """The screen of a desk. Logos that were chosen and not yet saved wait in memory, a few at a time."""

    desk: Desk
    logos: OrderedDict[str, bytes] = field(default_factory=OrderedDict)

    def routes(self, posted: Posted) -> list[Route]:
        """Its addresses."""
        return [
            Route("/clinic", posted(self.page), methods=["GET", "POST"]),
            Route("/clinic/mail-test", posted(self.mail_test), methods=["POST"]),
            Route("/clinic/logo", posted(self.logo), methods=["POST"]),
            Route("/clinic/logo/{name}.png", self.logo_picture),
        ]

    def page(self, request: Request, body: bytes = b"") -> Response:
        """The details: shown, tried ("check"), with a row more ("row"), or saved ("save", "over")."""
        fields = fields_of(body, MOST_FIELDS) if request.method == "POST" else {}
        act = last(fields, "act")
        with self.desk.press:
            self.desk.refresh()
            if act in ("save", "over"):
                return self._saved(fields, over=act == "over")
            return self._shown(fields, saved="saved" in request.query_params, more=act == "row")

    def mail_test(self, request: Request, body: bytes) -> Response:
        """Whether the mail server takes us, step by step; nothing is sent."""
        fields = fields_of(body, MOST_FIELDS)
        steps = self._probed(fields)
        with self.desk.press:
            return self._shown(fields, steps=steps)

    def logo(self, request: Request, body: bytes) -> Response:
        """Take a picture, written anew; it is kept with the next save."""
        try:
            made = as_logo(body)
        except ContentError as error:
            words = "; ".join(f"{one.message}: {one.hint}" for one in error.problems)
            return JSONResponse({"problem": words}, 400)
        name = secrets.token_urlsafe(16)
        self.logos[name] = made
        while len(self.logos) > MOST_LOGOS:
            self.logos.popitem(last=False)
        return JSONResponse({"logo": name})

    def logo_picture(self, request: Request) -> Response:
        """A picture that waits, or ("now") the one that is saved."""
        name, data = request.path_params["name"], None
        if name == "now":
            own = self._own_logo()
            try:
                data = as_logo(own.read_bytes()) if own is not None else None
            except (ContentError, OSError):
                data = None
        else:
            data = self.logos.get(name)
        if data is None:
            return PlainTextResponse("There is no such picture.", 404)
        return Response(data, media_type="image/png")

    # ------------------------------------------------------------------------------------------------- insides

    @property
    def path(self) -> Path:
        """The clinic file. Raises ContentError where the desk has no place to save."""
        return self.desk.saved_at.clinic

    def _own_logo(self) -> Path | None:
        """The logo beside the clinic file that is saved: a plain name, as the rule of the file wants it."""
        try:
            name = shown(parse(stored(self.path).text.encode(), "clinic"), Row("logo", ""))
        except HandoutError:
            return None
        file = self.path.parent / name
        return file if name and Path(name).name == name and file.is_file() else None

    def _rows(self) -> tuple[Row, ...]:
        return tuple(chain.from_iterable(group.rows for group in self._groups()))

    def _groups(self) -> Any:
        library = self.desk.library
        return groups(
            {code: str(library.speaking(code).language.name) for code in library.slugs("languages")}
        )

    def _draft(self, fields: dict[str, list[str]], now: Stored) -> Draft:
        """What was typed as a clinic file, and what is wrong with it."""
        name = display(self.path)
        raw = fields.get("text")
        if fields and raw is None:
            raw = [now.text]
        text = (raw or [now.text])[-1].replace("\r\n", "\n")
        try:
            if fields and "text" not in fields:
                text = edited(text, fields, self._rows(), name)
                logo = last(fields, "picture")
                text = (
                    edited(text, {"logo": [LOGO]}, (Row("logo", ""),), name) if logo in self.logos else text
                )
        except ContentError as error:
            return Draft(text, None, tuple(((), problem) for problem in error.problems))
        if not text.strip() or text == START:
            return Draft(text, None)
        return self._judged(
            text, bool(set(fields.get("picture", [])) & set(self.logos)), _sheets_of(now.text)
        )

    def _judged(self, text: str, chosen: bool, before: frozenset[str]) -> Draft:
        """What ``handouts check`` says of ``text``. ``chosen``: its logo is not beside it yet, but will be. A sheet
        that is not there, and that the file did not name ``before``, was mistyped.
        """
        path = self.path
        library = self.desk.library.drafted(path, text.encode(), path)
        report = check_file(library, path, None, None)
        found = [
            f.problem
            for f in report.findings
            if (f.severity == "problem" or f.check == "references") and not (chosen and f.check == "logo")
        ]
        if not found and not chosen:
            found = logo_problems(library, path)
        if not found:
            return Draft(text, library)
        try:
            file = parse(text.encode(), display(path))
        except ContentError:
            return Draft(text, None, tuple(((), problem) for problem in found))
        placed = [self._placed(file, problem) for problem in found]
        severe = {f.problem for f in report.findings if f.severity == "problem"}
        wrong = tuple(
            (at, problem) for at, problem in placed if problem in severe or _sheet_at(file, at) not in before
        )
        return Draft(text, None if wrong else library, wrong)

    def _placed(self, file: SourceFile, problem: Problem) -> tuple[PathKey, Problem]:
        """The field that a problem is about; one that is missing stands in no line, but is named."""
        named = _NAMED.search(problem.message)
        missing = named is not None and named[1] in Clinic.model_fields and file.at((named[1],)) is None
        if named is not None and missing:
            return (named[1],), replace(problem, message="this is needed on every sheet", hint="")
        return field_of(file, problem), problem

    def _shown(self, fields: dict[str, list[str]], **values: Any) -> Response:
        """The screen with what was typed, or with what is saved."""
        now = stored(self.path)
        draft = self._draft(fields, now)
        try:
            file: SourceFile | None = parse(now.text.encode(), "clinic") if now.text.strip() else None
            broken = file is not None and not isinstance(file.value, dict)
        except ContentError:
            file, broken = None, True
        given = typed(fields, iter(self._rows()))
        texts = {row.name: given.get(row.name, shown(file, row)) for row in self._rows()}
        pages = typed_articles(fields) if "article" in fields else articles(file)
        blank = 1 if values.pop("more", False) or not pages or any(pages[-1]) else 0
        pages = (*pages, *(("", ""),) * blank)
        chosen_first = typed_favourites(fields) if "favourite" in fields else favourites(file)
        state = last(fields, "state", now.state)
        chosen = next((name for name in fields.get("picture", []) if name in self.logos), "")
        picture = (
            f"/clinic/logo/{chosen}.png" if chosen else "/clinic/logo/now.png" if self._own_logo() else ""
        )
        known = {
            "groups": self._groups(), "texts": texts, "draft": draft, "broken": broken, "now": now, "state": state,
            "pages": pages, "room": MAX_ADDRESS, "topics": titles(self.desk.library), "editions": EDITIONS,
            "favourites": (*chosen_first, *(("", ""),) * (len(chosen_first) < MAX_FAVOURITES)),
            "signed": self._signed(file), "colour": self._colour(texts["accent"]), "chosen": chosen,
            "picture": picture, "sample": self._sample(draft, fields), "place": display(self.path),
            "stale": () if state == now.state else compared(now.text, draft.text) or ("",),
            "changes": len(compared(now.text, draft.text)) if fields else 0, "steps": (), "saved": False,
            "told": (), "lost": "",
            "can_end": self.desk.end is not None, **values,
        }  # fmt: skip
        return self.desk.page("clinic", 409 if known["stale"] else 200, **known)

    def _saved(self, fields: dict[str, list[str]], *, over: bool) -> Response:
        """Save what was typed, unless something is wrong with it or somebody else has saved since."""
        now = stored(self.path)
        draft = self._draft(fields, now)
        if draft.wrong or draft.library is None:
            return self._shown(fields)
        state = now.state if over else last(fields, "state")
        chosen = next((self.logos[name] for name in fields.get("picture", []) if name in self.logos), None)
        try:
            save(
                self.path,
                draft.text,
                state,
                {self.path.parent / LOGO: chosen} if chosen is not None else None,
            )
        except StaleError:
            return self._shown(fields)
        except HandoutError as error:
            return self._shown(fields, lost="; ".join(one.message for one in error.problems))
        self.desk.refresh()
        user, password = (last(fields, name) for name in ("mail.user", "password"))
        if user and password:
            from handouts.mail.sending import keep_password

            try:
                keep_password(user.strip(), password)
            except HandoutError as error:
                return self._shown({}, saved=True, told=tuple(error.problems))
        return RedirectResponse("/clinic?saved=1", 303)

    def _signed(self, file: SourceFile | None) -> tuple[tuple[str, str, str, bool], ...]:
        """Who has signed what and when, and whether it still holds."""
        found = []
        for slug, by, day, text in signed(file):
            try:
                holds = fingerprint(self.desk.library, slug) == text
            except ContentError:
                holds = False
            found.append((slug, by, day, holds))
        return tuple(found)

    def _colour(self, text: str) -> tuple[str, float, bool]:
        """A colour that may be shown, its contrast with paper, and whether that is enough."""
        colour = text if COLOUR.fullmatch(text) else ACCENT
        ratio = contrast(colour, WHITE)
        return colour, ratio, ratio >= LEAST_CONTRAST

    def _sample(self, draft: Draft, fields: dict[str, list[str]]) -> Any:
        """The pages of a sheet with these details; None where they make none."""
        library = draft.library or (self.desk.library if not draft.wrong and not fields else None)
        if library is None:
            return None
        slug = SAMPLE if SAMPLE in library.names("topic") else next(iter(library.names("topic")))
        try:
            if library is not self.desk.library and library.clinic.logo and self._own_logo() is None:
                plain = edited(draft.text, {"logo": [""]}, (Row("logo", ""),), "clinic")
                library = self.desk.library.drafted(self.path, plain.encode(), self.path)
            made = make(library, SheetRequest(slug, side="left"), press=press_of(self.desk.library))
        except HandoutError:
            return None
        return self.desk.shown.add(last(fields, "tab", "clinic")[:64], slug, made.data)

    def _probed(self, fields: dict[str, list[str]]) -> tuple[Step, ...]:
        """Ask the server that was typed; the password that was typed, else the one that is kept."""
        from handouts.mail.probing import STEPS, Step, probe
        from handouts.mail.sending import SendError, password_of, server_named

        given = typed(fields, iter(self._rows()))
        names = {str(row.path[-1]): row.label for row in self._rows() if row.path[0] == "mail"}
        try:
            if not given.get("mail.host"):
                raise SendError(Problem("mail", 0, 0, "there is no server to ask", "type its name above"))
            server = server_named({key: given.get(f"mail.{key}") for key in names}, names)
        except SendError as error:
            return Step(STEPS[0], False, "", error.problems[0]), Step(STEPS[1], None), Step(STEPS[2], None)
        password = last(fields, "password") or password_of(server.user)
        return probe(replace(server, password=password, timeout=PROBE_SECONDS))
