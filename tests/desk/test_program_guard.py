"""Who gets in to the library screen and its files, and what of a patient stays there: each line of DESK security."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.desk import builder
from handouts.desk.guard import LARGER, MOST
from tests.support.asking import HOST, Browser, ask

ADDRESSES = ("/program", "/code/gluteus-minimus.svg", "/r/x/at?x=0&y=0", "/r/x.jpg", "/r/x/home-program.pdf")
POSTED = ("/program", "/program/open")
COLUMNS = ("ex", "dose", "exnote", "exside", "load", "reason", "decided")
MARK = "Zyxwvut"


def body(**more: Any) -> dict[str, Any]:
    return {name: [""] for name in COLUMNS} | {"ex": ["clamshell"]} | more


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_the_cookie_or_by_another_name_nobody_gets_in(desk: Browser, address: str) -> None:
    assert ask(desk.app, "GET", address, {"Host": HOST}).status == 403
    assert desk.get(address, Host="evil.example:8765").status == 421


@pytest.mark.parametrize("address", POSTED)
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"X-Desk-Token": "guessed"}],
)
def test_a_post_from_elsewhere_is_refused(desk: Browser, address: str, headers: dict[str, str]) -> None:
    assert desk.post(address, b"kind: program", **headers).status == 403


def test_an_opened_plan_needs_the_token_in_a_header(desk: Browser) -> None:
    plain = {"X-Desk-Token": "", "Content-Type": "text/plain"}
    assert desk.post("/program/open", f"token={desk.keys.token}".encode(), **plain).status == 403


def test_every_answer_says_what_it_allows(desk: Browser) -> None:
    answers = [desk.get(address) for address in ADDRESSES] + [desk.post("/program", body())]
    answers.append(desk.post("/program", body(out="yaml")))
    answers.append(desk.post("/sheet/gluteus-minimus", {"out": "html"}))
    for answer in answers:
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script-src 'unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


def test_large_bodies_are_refused(desk: Browser) -> None:
    assert desk.post("/program", b"q=" + b"a" * MOST).status == 413
    assert desk.post("/program/open", b"a" * (MOST + 1)).status == 200
    length = {"Content-Length": str(LARGER["/program/open"] + 1)}
    assert desk.post("/program/open", b"a", **length).status == 413
    many = {"ex": ["clamshell"] * 500}
    assert desk.post("/program", many).status == 400


def test_a_page_with_places_that_are_none(desk: Browser) -> None:
    for query in ("", "?x=1", "?x=a&y=b", "?x=nan&y=inf", "?x=-9&y=99"):
        assert desk.get(f"/r/nothing/at{query}").status in (200, 400)


def test_a_sheet_to_read_runs_nothing(desk: Browser) -> None:
    page = desk.post("/sheet/gluteus-minimus", {"out": "html", "patient": "<script>alert(1)</script>"})
    policy = page.headers["content-security-policy"]
    assert page.status == 200 and "script-src" not in policy and "<script>alert" not in page.text


def test_a_name_is_in_no_address_header_log_or_file(
    desk: Browser, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    said = body(name=f"{MARK} Marked", goal=MARK, note=MARK, exnote=MARK, by=MARK)
    page = desk.post("/program", said)
    saved = desk.post("/program", said | {"out": "yaml"})
    opened = desk.post("/program/open", saved.body, **{"Content-Type": "application/octet-stream"})
    message = desk.post("/program", said | {"out": "eml", "to": "nobody"})
    for answer in (page, opened, message):
        links = [part.split('"')[0] for part in answer.text.replace('src="', 'href="').split('href="')[1:]]
        assert MARK in answer.text and links and not any(MARK in link for link in links)
        assert MARK not in answer.text.split("<title>")[1].split("</title>")[0]
    assert not any(MARK in str(one.headers) for one in (page, saved, opened, message))
    assert MARK not in desk.get("/program").text + desk.get("/").text
    told = capfd.readouterr()
    assert MARK not in told.out + told.err and not list(tmp_path.rglob("*"))


def test_a_query_never_fills_the_form(desk: Browser) -> None:
    assert MARK not in desk.get(f"/program?name={MARK}&goal={MARK}&q={MARK}").text


def test_what_a_tab_had_goes_from_memory_with_it(desk: Browser) -> None:
    desk.post("/program", body(name=f"{MARK}Q", tab="a"))
    page = desk.post("/program", body(name=f"{MARK}Q", tab="a", side="left")).text
    link = page.split('id="print" href="')[1].split('"')[0]
    desk.post("/clear", {"tab": "a"})
    assert desk.get(link).status == 404
    gc.collect()
    held = [one for one in gc.get_objects() if type(one).__name__ == "Rendering" and one.slug == builder.SLUG]
    assert not any(f"{MARK}Q" in str(one.areas) for one in held)


def test_a_fault_says_its_type_and_place_and_no_value(
    desk: Browser, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"about {MARK}")

    monkeypatch.setattr(builder, "make_program", broken)
    answer = desk.post("/program", body(name=MARK))
    told = capfd.readouterr()
    assert answer.status == 500 and MARK not in answer.text + told.out + told.err
    assert "RuntimeError" in told.err
