"""Twenty tabs of the clinic desk typed into at once: what is superseded is never asked for, each tab shows something
all the while and ends with its own page, and the desk does not grow.

A tab does what ``handouts/desk/static/live.js`` does: what is typed while a page is on its way waits until that page
is seen, and the second page is asked for when nothing newer is typed. One in five is of somebody in a hurry, whose
every key gives up what came before (as each press of a button does): what the desk has begun to wait for is then
superseded there.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from soak.measure import Result, judged

ROOT = Path(__file__).resolve().parents[1]
TABS, HURRIED, KEYS_A_SECOND, WITHIN = 20, 5, 10, 3.0
"""Tabs, of which one in so many is hurried, keys a second in each, and the seconds within which the last state of each
has to show.
"""
LONGEST = 2.0
"""Seconds for which a tab may show nothing new while somebody types into it."""
WARM = 20.0
"""Seconds of typing for which a desk still fills what it keeps (four renderings of each tab, the threads that answer):
memory is compared from then on, and a run that is not half as long again says nothing about it.
"""
SHEETS = ("gluteus-minimus", "soleus", "piriformis", "gastrocnemius")
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_PAGES = re.compile(r'src="(/r/[^"]+\.jpg)"')
_FILE = re.compile(r'href="(/r/[^"]+\.pdf)"')


def stretch() -> float:
    """How many times longer all takes since others work on this machine now: what wants to run for each processor."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Tab:
    """One tab: a letter more every tenth of a second."""

    def __init__(self, number: int, port: int, cookie: str, token: str) -> None:
        self.number, self.port, self.token = number, port, token
        self.slug = SHEETS[number % len(SHEETS)]
        self.hurried = number % HURRIED == HURRIED - 1
        self.heads = {
            "Cookie": cookie,
            "X-Desk-Token": token,
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.keys = self.sent = self.answered = self.superseded = self.wrong = 0
        self.last = ""
        self.longest = 0.0
        self.page = ""
        self.typed, self.shown = threading.Event(), threading.Event()
        self._since: float | None = None
        self._now: http.client.HTTPConnection | None = None

    def name(self, count: int) -> str:
        """What is typed: the tab is known by it."""
        return f"Tab {self.number} key {count}"

    def type(self, seconds: float) -> None:
        """Type for so many seconds."""
        begun, count = time.monotonic(), 0
        while time.monotonic() - begun < seconds:
            count += 1
            self.key(count)
            time.sleep(max(0.0, begun + count / KEYS_A_SECOND - time.monotonic()))

    def key(self, count: int) -> None:
        """One key."""
        self.keys += 1
        self.last = self.name(count)
        self.shown.clear()
        if self._since is None:
            self._since = time.monotonic()
        if self.hurried:
            before, self._now = self._now, http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            if before is not None and before.sock is not None:
                with contextlib.suppress(OSError):
                    before.sock.shutdown(2)
            threading.Thread(target=self.ask, args=(self._now, count, self.last), daemon=True).start()
        else:
            self.typed.set()

    def follow(self) -> None:
        """Ask for the newest state, see it, and so on."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while True:
            self.typed.wait()
            self.typed.clear()
            self.sent += 1
            self.ask(connection, self.sent, self.last)

    def ask(self, connection: http.client.HTTPConnection, count: int, name: str) -> None:
        """One request, with the pages that it shows; what was given up is no fault."""
        fields = {
            "side": "left",
            "patient": name,
            "tab": f"tab{self.number}",
            "seq": str(count),
            "token": self.token,
        }
        try:
            answer = self._posted(connection, urllib.parse.urlencode(fields))
            text = answer.read().decode("utf-8", "replace")
            if answer.status == 409 or (self.hurried and name != self.last):
                self.superseded += 1
                return
            self.answered += 1
            self.wrong += answer.status != 200 or f'value="{name}"' not in text
            for number, picture in enumerate(_PAGES.findall(text)):
                if number and name != self.last:
                    break
                connection.request("GET", picture, headers=self.heads)
                data = connection.getresponse().read()
                if not data and (name == self.last or not self.hurried):
                    self.wrong += 1
                if not number and data:
                    now = time.monotonic()
                    self.longest = max(self.longest, now - (self._since or now))
                    self._since = None if name == self.last else now
            self.page = text
            if name == self.last:
                self.shown.set()
        except (OSError, http.client.HTTPException):
            self.superseded += 1
            self.wrong += not self.hurried
            connection.close()  # the next one begins anew
        finally:
            if self.hurried:
                connection.close()

    def _posted(self, connection: http.client.HTTPConnection, fields: str) -> http.client.HTTPResponse:
        """The answer to a form. A desk hangs up where nothing was said for some seconds; a browser then dials again."""
        for again in (False, True):
            try:
                connection.request("POST", f"/sheet/{self.slug}", fields, self.heads)
                return connection.getresponse()
            except (ConnectionError, http.client.BadStatusLine):
                if again or self.hurried:
                    raise
                connection.close()
        raise AssertionError("it was answered or refused")

    def whose(self) -> str:
        """The name on the file that the tab would print."""
        import pypdfium2

        found = _FILE.search(self.page)
        if found is None:
            return ""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", found[1], headers=self.heads)
        data = connection.getresponse().read()
        connection.close()
        words = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        said = re.search(r"Tab \d+ key \d+", words)
        return said[0] if said else ""


def _resident(process: subprocess.Popen[str]) -> float:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def tabs(seconds: float, number: int = TABS) -> list[Result]:
    """Type into ``number`` tabs for so many seconds. Needs the extra [desk]."""
    command = [sys.executable, "generate.py", "serve", "--port", "0", "--no-open"]
    busy = stretch()
    with tempfile.TemporaryDirectory() as settings:
        own = {**os.environ, "XDG_CONFIG_HOME": settings}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=own)
        try:
            assert process.stdout is not None
            address = urllib.parse.urlsplit(process.stdout.readline().strip())
            assert address.port is not None
            return [_typed(process, address.port, address.query, seconds, number, busy)]
        finally:
            process.terminate()
            process.wait(20)


def _typed(
    process: subprocess.Popen[str], port: int, query: str, seconds: float, number: int, busy: float
) -> Result:
    first = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    first.request("GET", f"/?{query}")
    answer = first.getresponse()
    answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    first.request("GET", f"/sheet/{SHEETS[0]}", headers={"Cookie": cookie})
    token = _TOKEN.search(first.getresponse().read().decode("utf-8"))
    assert token is not None
    every = [Tab(n, port, cookie, token[1]) for n in range(number)]
    for one in every:
        if not one.hurried:
            threading.Thread(target=one.follow, daemon=True).start()
        one.key(0)
        one.shown.wait(60)
        one.longest = 0.0  # the first sheet of its kind is laid out
    threads = [threading.Thread(target=one.type, args=(seconds,)) for one in every]
    begun, samples = time.monotonic(), list[float]()
    for thread in threads:
        thread.start()
    while (past := time.monotonic() - begun) < seconds:
        time.sleep(min(1.0, seconds / 20))
        if past >= WARM:
            samples.append(_resident(process))
    for thread in threads:
        thread.join()
    ended = time.monotonic()
    late = [0.0 if one.shown.wait(max(0.0, ended + 30 - time.monotonic())) else 30.0 for one in every]
    waited = max(time.monotonic() - ended, *late)
    others = sum(one.whose() != one.last for one in every)
    flat, memory = judged(samples) if seconds >= 1.5 * WARM else (True, "too short to say anything of memory")
    keys, sent = sum(one.keys for one in every), sum(one.answered + one.superseded for one in every)
    superseded, wrong = sum(one.superseded for one in every), sum(one.wrong for one in every)
    longest = max(one.longest for one in every if not one.hurried)
    found = (
        f"last states shown after {waited:.1f} s, nothing new for {longest:.1f} s at most, {keys - sent} of {keys} "
        f"states never asked for and {superseded} given up, {wrong} wrong answers, "
        f"{others} tabs with another's page, {memory}"
    )
    if busy > 1:
        found += f"; {busy:.1f} times the work that the machine can do at once, so that times may be as much longer"
    passed = waited <= WITHIN * busy and longest <= LONGEST * busy and not wrong and not others and flat
    return Result("tabs of the desk", passed, f"{number} tabs, {keys} keys in {seconds:.0f} s", found)
