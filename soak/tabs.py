"""Twenty tabs of the clinic desk typed into at once: what is superseded is given up, each ends with its own page."""

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
TABS, KEYS_A_SECOND, WITHIN = 20, 10, 3.0
"""Tabs, keys a second in each, and the seconds within which the last state of each has to show."""
WARM = 20.0
"""Seconds before which a desk still fills its caches: a shorter run says nothing about memory."""
SHEETS = ("gluteus-minimus", "soleus", "piriformis", "gastrocnemius")
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_PAGES = re.compile(r'src="(/r/[^"]+\.jpg)"')
_FILE = re.compile(r'href="(/r/[^"]+\.pdf)"')


class Tab:
    """One tab: a letter more every tenth of a second; a request that is not answered yet gives way to the next."""

    def __init__(self, number: int, port: int, cookie: str, token: str) -> None:
        self.number, self.port, self.token = number, port, token
        self.slug = SHEETS[number % len(SHEETS)]
        self.heads = {
            "Cookie": cookie,
            "X-Desk-Token": token,
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.sent = self.answered = self.superseded = self.wrong = 0
        self.last = ""
        self.shown = threading.Event()
        self.page = ""
        self._now: http.client.HTTPConnection | None = None

    def name(self, count: int) -> str:
        """What is typed: the tab is known by it."""
        return f"Tab {self.number} key {count}"

    def type(self, seconds: float) -> None:
        """Type, then wait until the last state shows."""
        begun, count = time.monotonic(), 0
        while time.monotonic() - begun < seconds:
            count += 1
            self.key(count)
            time.sleep(max(0.0, begun + count / KEYS_A_SECOND - time.monotonic()))

    def key(self, count: int) -> None:
        """One key: the request before it is given up, as a browser does."""
        before, self._now = self._now, http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if before is not None and before.sock is not None:
            with contextlib.suppress(OSError):
                before.sock.shutdown(2)
        self.last = self.name(count)
        self.shown.clear()
        threading.Thread(target=self.ask, args=(self._now, count, self.last), daemon=True).start()

    def ask(self, connection: http.client.HTTPConnection, count: int, name: str) -> None:
        """One request, with the pages that it shows; what was given up is no fault."""
        fields = {
            "side": "left",
            "patient": name,
            "tab": f"tab{self.number}",
            "seq": str(count),
            "token": self.token,
        }
        self.sent += 1
        try:
            connection.request("POST", f"/sheet/{self.slug}", urllib.parse.urlencode(fields), self.heads)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            if answer.status == 409 or name != self.last:
                self.superseded += 1
                return
            self.answered += 1
            self.wrong += answer.status != 200 or f'value="{name}"' not in text
            for picture in _PAGES.findall(text):
                connection.request("GET", picture, headers=self.heads)
                if not connection.getresponse().read() and name == self.last:
                    self.wrong += 1
            if name == self.last:
                self.page = text
                self.shown.set()
        except (OSError, http.client.HTTPException):
            self.superseded += 1
        finally:
            connection.close()

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
    with tempfile.TemporaryDirectory() as settings:
        own = {**os.environ, "XDG_CONFIG_HOME": settings}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=own)
        try:
            assert process.stdout is not None
            address = urllib.parse.urlsplit(process.stdout.readline().strip())
            assert address.port is not None
            return [_typed(process, address.port, address.query, seconds, number)]
        finally:
            process.terminate()
            process.wait(20)


def _typed(process: subprocess.Popen[str], port: int, query: str, seconds: float, number: int) -> Result:
    first = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    first.request("GET", f"/?{query}")
    answer = first.getresponse()
    answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    first.request("GET", f"/sheet/{SHEETS[0]}", headers={"Cookie": cookie})
    token = _TOKEN.search(first.getresponse().read().decode("utf-8"))
    assert token is not None
    every = [Tab(n, port, cookie, token[1]) for n in range(number)]
    for one in every:  # each sheet once, so that memory is compared with a desk that is warm
        one.key(0)
        one.shown.wait(60)
    threads = [threading.Thread(target=one.type, args=(seconds,)) for one in every]
    begun, samples = time.monotonic(), [_resident(process)]
    for thread in threads:
        thread.start()
    while time.monotonic() - begun < seconds:
        time.sleep(seconds / 20)
        samples.append(_resident(process))
    for thread in threads:
        thread.join()
    ended = time.monotonic()
    late = [0.0 if one.shown.wait(max(0.0, ended + 30 - time.monotonic())) else 30.0 for one in every]
    waited = max(time.monotonic() - ended, *late)
    others = sum(one.whose() != one.last for one in every)
    flat, memory = judged(samples)
    sent, given = sum(one.sent for one in every), sum(one.superseded for one in every)
    wrong = sum(one.wrong for one in every)
    found = (
        f"last states shown after {waited:.1f} s, {given} of {sent} given up, {wrong} wrong answers, "
        f"{others} tabs with another's page, {memory}"
    )
    passed = waited <= WITHIN and not wrong and not others and (flat or seconds < WARM)
    return Result("tabs of the desk", passed, f"{number} tabs, {sent} keys in {seconds:.0f} s", found)
