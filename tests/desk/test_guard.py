"""Who gets in to the desk, and what its answers allow: each line of what DESK security promises."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")
pytest.importorskip("uvicorn", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.desk import app as app_of
from handouts.desk.guard import MOST
from handouts.desk.serving import bound
from handouts.errors import ContentError
from tests.support.asking import HOST, Browser, ask

SHEET = "/sheet/gluteus-minimus"


def test_without_the_cookie_nobody_sees_anything(desk: Browser) -> None:
    for address in ("/", SHEET, "/static/desk.css", "/clinic", "/roster", "/content", "/clinic/logo/now.png"):
        assert ask(desk.app, "GET", address, {"Host": HOST}).status == 403
    assert ask(desk.app, "GET", "/", {"Host": HOST, "Cookie": "desk=wrong"}).status == 403
    assert desk.get("/").status == 200


def test_a_record_system_without_the_cookie_sees_one_link_and_no_content(desk: Browser) -> None:
    address = "/infobutton?mainSearchCriteria.v.c=M25.551&x=%22%3E%3Cscript%3E"
    page = ask(desk.app, "GET", address, {"Host": HOST})
    assert page.status == 200 and page.text.count("<a ") == 1 and "<script>" not in page.text
    assert 'href="/infobutton?mainSearchCriteria.v.c=M25.551&amp;x=%22%3E%3Cscript%3E"' in page.text
    assert "/sheet/" not in page.text and "Hip" not in page.text
    assert "/sheet/" in desk.get(address.partition("&x")[0]).text
    assert ask(desk.app, "POST", address, {"Host": HOST}).status == 403


def test_the_start_key_counts_once(desk: Browser) -> None:
    assert ask(desk.app, "GET", "/?key=guessed", {"Host": HOST}).status == 403
    answer = ask(desk.app, "GET", f"/?key={desk.keys.start}", {"Host": HOST})
    key = desk.keys
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert key.cookie.lower() in cookie and "httponly" in cookie and "samesite=strict" in cookie
    fresh = Browser(Library.load())
    start = fresh.keys.start
    assert ask(fresh.app, "GET", f"/?key={start}", {"Host": HOST}).status == 303
    assert ask(fresh.app, "GET", f"/?key={start}", {"Host": HOST}).status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:1", "localhost.:8765", ""]
)
def test_another_host_is_refused(desk: Browser, host: str) -> None:
    assert desk.get("/", Host=host).status == 421


@pytest.mark.parametrize("host", ["localhost:8765", "[::1]:8765"])
def test_own_names_are_answered(desk: Browser, host: str) -> None:
    assert desk.get("/", Host=host).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Desk-Token": "guessed"},
        {"X-Desk-Token": ""},
    ],
)
def test_a_post_from_elsewhere_is_refused(desk: Browser, headers: dict[str, str]) -> None:
    assert desk.post("/clear", {"tab": "a"}, **headers).status == 403


def test_a_form_without_a_script_carries_its_token(desk: Browser) -> None:
    own = {"Origin": "null", "Sec-Fetch-Site": "same-origin", "X-Desk-Token": ""}
    assert desk.post("/clear", {"token": desk.keys.token}, **own).status == 204
    assert desk.post("/clear", {"token": "guessed"}, **own).status == 403


def test_other_methods_are_refused(desk: Browser) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert ask(desk.app, method, "/", desk.headers).status == 405


def test_every_answer_says_what_it_allows(desk: Browser) -> None:
    answers = [
        desk.get("/"),
        desk.get(SHEET),
        desk.get("/nothing"),
        ask(desk.app, "GET", "/", {"Host": HOST}),
    ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


def test_pages_hold_no_inline_script_or_style_and_ask_nobody_else(desk: Browser) -> None:
    for page in (
        desk.get("/").text,
        desk.get("/?q=glmi").text,
        desk.get(SHEET).text,
        desk.get("/program").text,
    ):
        assert "<style" not in page and ' style="' not in page and "onclick" not in page
        assert page.count("<script") == page.count('<script src="/static/') >= 1
        assert not re.search(r'(src|href|action|data|poster)="(\w+:)?//', page) and "//cdn" not in page


def test_large_bodies_are_refused(desk: Browser) -> None:
    assert desk.post("/clear", b"tab=" + b"a" * MOST).status == 413
    assert desk.post("/clear", b"tab=a", **{"Content-Length": str(MOST + 1)}).status == 413
    lying = {"Content-Length": "3"}
    assert desk.post("/clear", b"tab=" + b"a" * MOST, **lying).status == 413
    assert desk.post("/clear", b"a=1", **{"Content-Length": "x"}).status == 413


def test_many_fields_are_refused(desk: Browser) -> None:
    assert desk.post(SHEET, b"&".join(b"a=1" for _ in range(500))).status == 400


@pytest.mark.parametrize(
    "slug", ["..%2fclinics", "../../etc/passwd", "nothing", "%00", "gluteus-minimus.yaml"]
)
def test_only_known_names_are_opened(desk: Browser, slug: str) -> None:
    for address in (f"/sheet/{slug}", f"/drawing/chart/{slug}.svg", f"/static/{slug}", f"/r/{slug}.jpg"):
        assert desk.get(address).status == 404


def test_hostile_words_stay_words(desk: Browser) -> None:
    bad = '"><script>alert(1)</script>'
    page = desk.post(
        SHEET, {"patient": bad, "note": bad, "has": bad, "plan": bad, "lang": bad, "tab": bad}
    ).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "<script>alert" not in desk.get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text


def test_a_name_is_in_no_address_log_or_file(
    desk: Browser, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    name = "Zyxwvut Marked"
    page = desk.post(SHEET, {"patient": name, "note": f"for {name}", "side": "left"})
    assert name in page.text
    links = [part.split('"')[0] for part in page.text.replace('src="', 'href="').split('href="')[1:]]
    assert links and not any("Zyxwvut" in link for link in links)
    assert "Zyxwvut" not in page.text.split("<title>")[1].split("</title>")[0]
    assert "Zyxwvut" not in page.text.split('id="cmd"')[1].split("</pre>")[0]
    assert "Zyxwvut" not in "".join(desk.get("/").text) and "Zyxwvut" not in str(page.headers)
    told = capfd.readouterr()
    assert "Zyxwvut" not in told.out + told.err
    assert not list(tmp_path.rglob("*"))


def test_a_fault_says_its_type_and_place_and_no_value(
    desk: Browser, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("about Zyxwvut")

    monkeypatch.setattr(app_of.sheets, "view", broken)
    answer = desk.post(SHEET, {"patient": "Zyxwvut"})
    told = capfd.readouterr()
    assert answer.status == 500 and "Zyxwvut" not in answer.text + told.out + told.err
    assert "RuntimeError" in told.err


def test_a_query_never_holds_a_person(desk: Browser) -> None:
    page = desk.get(f"{SHEET}?side=left&patient=Zyxwvut&note=Zyxwvut&has=fracture").text
    assert "Zyxwvut" not in page and 'value="left" checked' in page


def test_only_this_computer_is_served() -> None:
    with bound(0) as found:
        assert found.getsockname()[0] == "127.0.0.1"
        port = found.getsockname()[1]
        found.listen()
        with pytest.raises(ContentError, match="taken"):
            bound(port)
    assert isinstance(found, socket.socket)
