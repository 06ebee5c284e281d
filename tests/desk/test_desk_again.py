"""A desk that runs: opened once more by the same user, by nobody else, and ended at the desk."""

from __future__ import annotations

import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

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
