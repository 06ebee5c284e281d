"""A desk that runs: opened once more by the same user, by nobody else, and ended at the desk."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

pytest.importorskip("uvicorn", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.desk import again
from handouts.desk.app import application
from handouts.desk.guard import Guard, Keys
from tests.support.asking import HOST, PORT, ask


def test_the_note_is_for_the_same_user_alone(tmp_path: Path) -> None:
    note = again.leave(tmp_path / "handouts", 8765, "word")
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    again.take_away(note, "another")
    assert note.exists()
    again.take_away(note, "word")
    assert not note.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Desk-Again": "guessed"},
        {"X-Desk-Again": ""},
        {"Origin": f"http://{HOST}"},
        {"Host": "evil.example"},
    ],
)
def test_who_does_not_know_the_word_gets_no_key(bundled_library: Library, headers: dict[str, str]) -> None:
    keys = Keys()
    app = Guard(application(bundled_library, keys.token), keys, PORT)
    word = {} if "X-Desk-Again" in headers or not headers else {"X-Desk-Again": keys.again}
    before = keys.start
    answer = ask(app, "POST", "/again", {"Host": HOST, **word, **headers})
    assert answer.status in (403, 421) and keys.start == before
    assert ask(app, "GET", "/again", {"Host": HOST, "X-Desk-Again": keys.again}).status == 403


def test_a_second_start_opens_the_first_desk_and_the_desk_can_be_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "handouts", "serve", "--no-open", "--port"]
    here = {"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "HANDOUTS_CACHE": "",
            "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
    first = subprocess.Popen([*command, "0"], stdout=subprocess.PIPE, text=True, env=here)
    try:
        assert first.stdout is not None
        opened = first.stdout.readline().strip()
        port = opened.split(":")[2].split("/")[0]
        cookie = _told(opened)
        second = subprocess.run(
            [*command, port], capture_output=True, text=True, env=here, timeout=60, check=True
        )
        address = second.stdout.strip()
        assert address.startswith(f"http://127.0.0.1:{port}/?key=") and address != opened
        assert _told(address) == cookie
        page = _asked(f"http://127.0.0.1:{port}/clinic", cookie)
        token = page.split('name="token" value="')[1].split('"')[0]
        assert "The desk has ended" in _asked(
            f"http://127.0.0.1:{port}/end", cookie, f"token={token}".encode()
        )
        assert first.wait(30) == 0 and not list(tmp_path.rglob(again.NOTE))
    finally:
        first.kill()
        first.wait(30)


def test_a_session_with_a_marked_name_leaves_it_nowhere(tmp_path: Path) -> None:
    folders = {
        name: str(tmp_path / name)
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR", "HOME")
    }
    for folder in folders.values():
        Path(folder).mkdir()
    here = {**folders, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "handouts", "serve", "--no-open", "--port", "0"]
    desk = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=here, cwd=tmp_path
    )
    try:
        assert desk.stdout is not None
        opened = desk.stdout.readline().strip()
        origin, cookie = opened.partition("/?")[0], _told(opened)
        token = _asked(f"{origin}/clinic", cookie).split('name="token" value="')[1].split('"')[0]

        def post(address: str, **fields: str) -> str:
            return _asked(origin + address, cookie, urlencode({"token": token, **fields}).encode())

        assert "Zyxwvut" in post("/sheet/gluteus-minimus", patient="Zyxwvut", note="for Zyxwvut", tab="a")
        table = "name,sheet\nZyxwvut,gluteus-minimus\nZyxwvut,nothing\n"
        assert "Zyxwvut" in post("/roster", table=table) and "1 sheet made" in post(
            "/roster/make", table=table, give="zip"
        )
        held = (
            [Path(f"/proc/{desk.pid}/fd") / name for name in os.listdir(f"/proc/{desk.pid}/fd")]
            if os.path.isdir("/proc")
            else []
        )
        files = [one for one in held if str(os.path.realpath(one)).startswith("/") and os.path.isfile(one)]
        assert not any(
            b"Zyxwvut" in one.read_bytes() for one in (*files, *tmp_path.rglob("*")) if one.is_file()
        )
        post("/end")
        told = desk.communicate(timeout=30)
        assert "Zyxwvut" not in "".join(told)
        assert not any(b"Zyxwvut" in one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    finally:
        desk.kill()
        desk.wait(30)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def _told(address: str) -> str:
    """The cookie that an address is exchanged for."""
    opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError) as answer:
        opener.open(address, timeout=30)
    assert answer.value.code == 303
    return str(answer.value.headers["Set-Cookie"]).split(";")[0]


def _asked(address: str, cookie: str, body: bytes | None = None) -> str:
    origin = "/".join(address.split("/")[:3])
    headers = {"Cookie": cookie, "Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(address, body, headers), timeout=30) as answer:
        return str(answer.read().decode())
