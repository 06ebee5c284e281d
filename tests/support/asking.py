"""Asking an application for a page without a server and without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from handouts.content.library import Library
from handouts.desk.app import application
from handouts.desk.guard import Guard, Keys
from handouts.desk.places import Places

PORT = 8765
HOST = f"127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def ask(app: Any, method: str, address: str, headers: dict[str, str], body: bytes = b"") -> Answer:
    """One request, whole."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "scheme": "http",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    parts = [body[at : at + 1000] for at in range(0, len(body), 1000)] or [b""]

    async def receive() -> dict[str, Any]:
        part = parts.pop(0) if parts else b""
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    head = next(message for message in sent if message["type"] == "http.response.start")
    told = {name.decode().lower(): value.decode() for name, value in head["headers"]}
    return Answer(head["status"], told, b"".join(message.get("body", b"") for message in sent))


class Browser:
    """Somebody at the desk, who has the cookie."""

    def __init__(self, library: Library, places: Places | None = None) -> None:
        self.keys = Keys()
        self.app = Guard(application(library, self.keys.token, places), self.keys, PORT)
        self.headers = {"Host": HOST, "Cookie": f"desk={self.keys.cookie}"}

    def get(self, address: str, **headers: str) -> Answer:
        return ask(self.app, "GET", address, self.headers | headers)

    def post(self, address: str, fields: Any, **headers: str) -> Answer:
        own = {
            "Origin": f"http://{HOST}",
            "X-Desk-Token": self.keys.token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = fields if isinstance(fields, bytes) else urlencode(fields, doseq=True).encode()
        return ask(self.app, "POST", address, self.headers | own | headers, body)
