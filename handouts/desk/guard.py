"""What stands before the desk: who may ask, how much, from where; and what every answer says to the browser.

A start key in the opened address is exchanged, once, for a cookie that scripts cannot read. Whoever has no cookie, asks
for another host, or comes from another page gets nothing. Logs nothing and writes nothing; of a fault of the program
the type and the place go to standard error, never a value.
"""

from __future__ import annotations

import hmac
import secrets
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "desk"
TOKEN_HEADER = "x-desk-token"
TOKEN_FIELD = "token"
MOST = 64 * 1024
"""Bytes of a body, at most; of some addresses more (:data:`LARGER`)."""
LARGER: Mapping[str, int] = {
    "/program/open": 5 * 1024 * 1024,
    "/roster": 5 * 1024 * 1024,
    "/clinic/logo": 2 * 1024 * 1024,
    "/content": 2 * 1024 * 1024,
}
"""By how an address begins; of several the longest counts."""
MOST_FIELDS = 5_000
"""Fields of a form that are looked through for the token: a roster without a script has one for each cell."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
"""What every answer says; static files take another ``Cache-Control``."""
STATIC = "/static/"
AGAIN, AGAIN_HEADER = "/again", "x-desk-again"
"""Where a program of the same user, which knows the word, gets one more start key."""
INFOBUTTON = "/infobutton"
"""Where a record system on this computer sends its user: from there no cookie comes along."""


@dataclass
class Keys:
    """The secrets of one run: the start key until it is used, the cookie, the token of forms."""

    start: str | None = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    again: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """For which a new start key is given; only who started the desk can read it."""


@dataclass
class Guard:
    """An application behind its guard. ``port``: the one that it is reached at."""

    app: ASGIApp
    keys: Keys
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        started = False

        async def marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name not in headers:
                        headers[name] = value
            await send(message)

        try:
            refused, body = await self._judged(scope, receive)
            if refused is not None:
                await refused(scope, receive, marked)
                return
            await self.app(scope, _again(body, receive), marked)
        except Exception as error:
            tell(error)
            if not started:
                await _no(500, "The program made a mistake.")(scope, receive, marked)

    async def _judged(self, scope: Scope, receive: Receive) -> tuple[Response | None, bytes]:
        """What to refuse a request with, or nothing and its body."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self.hosts]:
            return _no(421, "This is not the address of the desk."), b""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        if "key" in query:
            return self._exchanged(query["key"][-1]), b""
        if scope["path"] == AGAIN and scope["method"] == "POST":
            return self._once_more(headers), b""
        if not self._known(headers):
            if scope["path"] == INFOBUTTON and scope["method"] == "GET":
                return _asked_to_press(scope), b""
            return _no(403, "Open the desk with the address that handouts serve printed."), b""
        if scope["method"] in ("GET", "HEAD"):
            return None, b""
        if scope["method"] != "POST":
            return _no(405, "The desk knows only GET and POST."), b""
        if not self._from_here(headers):
            return _no(403, "Another page asked for this."), b""
        body = await _body(receive, headers, _most(scope["path"]))
        if body is None:
            return _no(413, "That is more than the desk takes."), b""
        token = headers.get(TOKEN_HEADER) or _field(body, headers)
        if not _same(token, self.keys.token):
            return _no(403, "This page is from an earlier run: load it again."), b""
        return None, body

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which the desk may be asked for."""
        return tuple(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def _exchanged(self, key: str) -> Response:
        """The cookie for the start key, which counts once."""
        if self.keys.start is None or not _same(key, self.keys.start):
            return _no(403, "This address was used already: start handouts serve again.")
        self.keys.start = None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, self.keys.cookie, httponly=True, samesite="strict", path="/")
        return answer

    def _once_more(self, headers: Headers) -> Response:
        """A new start key for who knows the word. A page has no way to it: it sends its origin along."""
        if headers.get("origin") is not None or not _same(headers.get(AGAIN_HEADER, ""), self.keys.again):
            return _no(403, "Nobody asked for this.")
        self.keys.start = secrets.token_urlsafe(32)
        return PlainTextResponse(self.keys.start)

    def _known(self, headers: Headers) -> bool:
        try:
            given = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return given is not None and _same(given.value, self.keys.cookie)

    def _from_here(self, headers: Headers) -> bool:
        """Whether a page of the desk asks. A form says "null" where no referrer is sent; then the browser's own word on
        where it comes from has to be there.
        """
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if site is not None and site != "same-origin":
            return False
        if origin in [f"http://{host}" for host in self.hosts]:
            return True
        return origin in (None, "null") and site == "same-origin"


def tell(error: Exception) -> None:
    """Say on standard error what went wrong, and where, without a value."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    print(f"handouts: the desk made a mistake: {type(error).__name__} at {place}", file=sys.stderr)


def _most(path: str) -> int:
    """The bytes that a body may have at an address."""
    fitting = [start for start in LARGER if path == start or path.startswith(f"{start}/")]
    return LARGER[max(fitting, key=len)] if fitting else MOST


def _asked_to_press(scope: Scope) -> Response:
    """A page with one link of this very site, and no content: followed from here, the cookie comes along."""
    query = escape(scope.get("query_string", b"").decode("latin-1"), quote=True)
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Clinic desk</title><h1>Clinic desk</h1>"
        f'<p><a href="{INFOBUTTON}?{query}">Show the sheets for this code</a></p>'
        "<p>Does this page come again? Then open the clinic desk first.</p></html>"
    )


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(words, status)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


async def _body(receive: Receive, headers: Headers, most: int) -> bytes | None:
    """The whole body; None where it is too large, whatever it says of itself."""
    said = headers.get("content-length", "0")
    if not said.isascii() or not said.isdigit() or int(said[:12]) > most:
        return None
    parts, size = list[bytes](), 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        size += len(message.get("body", b""))
        if size > most:
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _field(body: bytes, headers: Headers) -> str:
    """The token in a form that was sent without a script."""
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return ""
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS).get(TOKEN_FIELD, [""])[
            -1
        ]
    except ValueError:
        return ""


def _again(body: bytes, receive: Receive) -> Receive:
    """The body once more, for the application behind."""
    given = False

    async def next_one() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return next_one
