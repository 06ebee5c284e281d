"""What holds for every address of the desk, whichever screen it belongs to: a new one is asked the same by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from starlette.routing import Route

from handouts.desk.app import application
from handouts.desk.guard import HEADERS, LARGER, MOST
from handouts.desk.places import Places, opened
from tests.support.asking import HOST, Browser, ask

VALUES = {"slug": "gluteus-minimus", "kind": "muscle", "name": "x", "token": "x"}
SCREENS = (
    "/", "/?q=glmi", "/sheet/gluteus-minimus", "/clinic", "/roster", "/content", "/content/muscle/gluteus-minimus",
    "/content/muscle/gluteus-minimus?tab=yaml", "/content/muscle/gluteus-minimus/read",
)  # fmt: skip


@pytest.fixture
def desk(saving_desk: Browser) -> Browser:
    return saving_desk


@pytest.fixture(scope="module")
def reading_desk(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """One for tests that only look."""
    places = Places(tmp_path_factory.mktemp("desk") / "clinic.yaml", tmp_path_factory.mktemp("content"))
    return Browser(opened(places), places)


def addresses(method: str) -> list[str]:
    where = Places(Path("clinic.yaml"), Path("content"))
    routes = [route for route in application(opened(where), "x", where).routes if isinstance(route, Route)]
    return [
        re.sub(r"\{(\w+)\}", lambda found: VALUES[found[1]], route.path)
        for route in routes
        if method in (route.methods or {"GET"})
    ]


def test_there_is_something_to_ask() -> None:
    assert len(addresses("POST")) > 10 and len(addresses("GET")) > 15


@pytest.mark.parametrize("address", addresses("POST"))
def test_no_other_page_can_post(desk: Browser, address: str) -> None:
    for headers in (
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        {"X-Desk-Token": "guessed"}, {"X-Desk-Token": ""}, {"Cookie": ""}, {"Cookie": "desk=guessed"},
    ):  # fmt: skip
        assert desk.post(address, {"act": "save"}, **headers).status == 403, headers
    assert desk.post(address, {"act": "save"}, Host="evil.example").status == 421


@pytest.mark.parametrize("address", addresses("GET"))
def test_nobody_without_the_cookie_reads(desk: Browser, address: str) -> None:
    answer = ask(desk.app, "GET", address, {"Host": HOST})
    assert answer.status == (200 if address == "/infobutton" else 403)
    assert "gluteus" not in answer.text.casefold()


@pytest.mark.parametrize("address", addresses("GET"))
def test_every_answer_says_what_it_allows(desk: Browser, address: str) -> None:
    headers = desk.get(address).headers
    for name, value in HEADERS.items():
        if name not in ("Content-Security-Policy", "Cache-Control"):
            assert headers[name.lower()] == value
    assert "max-age" not in headers["cache-control"] or address.startswith("/static/")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy or policy == "frame-ancestors 'self'"


ODD = (
    "",
    "x",
    "nose",
    "%00",
    "%E2%80%AE",
    "%FF",
    "a" * 3000,
    "-1",
    "9" * 30,
    "nan",
    "%3Cscript%3E",
    "..%2F",
    "%0D%0AX:y",
)


@pytest.mark.parametrize(
    "name", ["q", "region", "side", "lang", "edition", "paper", "kind", "tab", "x", "keep", "title"]
)
@pytest.mark.parametrize(
    "address", ["/", "/program", "/roster", "/content", "/infobutton", "/r/x/at", "/content/begin"]
)
def test_whatever_stands_in_an_address_is_answered(reading_desk: Browser, address: str, name: str) -> None:
    for value in ODD:
        answer = reading_desk.get(f"{address}?{name}={value}")
        assert answer.status < 500, value
        assert b"<script>" not in answer.body


@pytest.mark.parametrize("address", SCREENS)
def test_screens_hold_no_script_or_style_of_their_own(desk: Browser, address: str) -> None:
    page = desk.get(address)
    assert page.status == 200
    assert "<style" not in page.text and ' style="' not in page.text and not re.search(r"\son\w+=", page.text)
    assert page.text.count("<script") == page.text.count('<script src="/static/')
    assert 'translate="no"' in page.text.split("<head>")[0]


@pytest.mark.parametrize("address", addresses("POST"))
def test_no_address_takes_more_than_it_needs(desk: Browser, address: str) -> None:
    most = max([size for start, size in LARGER.items() if address.startswith(start)], default=MOST)
    assert most <= 5 * 1024 * 1024
    assert desk.post(address, b"a" * (most + 1)).status == 413
