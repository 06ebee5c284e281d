"""Headless Firefox spoken to over its Marionette port, on this computer alone. Says nothing about pages."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

PREFS = {
    "marionette.port": 0, "print.always_print_silent": True, "print_printer": "Mozilla Save to PDF",
    "print.print_to_file": True, "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
}  # fmt: skip
"""It prints to a file without asking and reports to nobody."""
KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowRight": "\ue014",
        "ArrowUp": "\ue013", "F8": "\ue038"}  # fmt: skip
HELD = {1: "\ue00a", 2: "\ue009", 8: "\ue008"}
WAIT = 60.0


def program() -> str | None:
    """The browser, by its place in ``FIREFOX`` or by its name; None where there is none."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One browser with one tab. What it can do is what :class:`browser.Chromium` can do by the same names."""

    def __init__(self, program: str, profile: str) -> None:
        folder = Path(profile)
        folder.mkdir(parents=True, exist_ok=True)
        own = {**PREFS, "print.print_to_filename": str(folder / "printed.pdf")}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in own.items())
        (folder / "user.js").write_text("\n".join(lines))
        self.process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--marionette", "--profile", profile],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": profile},
        )  # fmt: skip
        self._count, self._buffer = 0, b""
        self._line = self._connected(folder / "MarionetteActivePort")
        self._received()
        self.send("WebDriver:NewSession", capabilities={})

    def _connected(self, told: Path) -> socket.socket:
        """A connection to the port that the browser wrote down. Raises RuntimeError where it writes none."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end and self.process.poll() is None:
            if told.exists() and (port := told.read_text().strip()):
                return socket.create_connection(("127.0.0.1", int(port)), timeout=WAIT)
            time.sleep(0.1)
        raise RuntimeError("Firefox does not start")

    def _received(self) -> Any:
        while b":" not in self._buffer:
            self._buffer += self._part()
        size, _, self._buffer = self._buffer.partition(b":")
        while len(self._buffer) < int(size):
            self._buffer += self._part()
        text, self._buffer = self._buffer[: int(size)], self._buffer[int(size) :]
        return json.loads(text)

    def _part(self) -> bytes:
        part = self._line.recv(1 << 20)
        if not part:
            raise RuntimeError("the browser went away")
        return part

    def send(self, method: str, **params: object) -> Any:
        """The answer to a command of Marionette. Raises RuntimeError with the browser's own words."""
        self._count += 1
        data = json.dumps([0, self._count, method, params]).encode()
        self._line.sendall(b"%d:%b" % (len(data), data))
        _, _, error, result = self._received()
        if error:
            raise RuntimeError(f"{method}: {error['message'][:300]}")
        return result

    def ask(self, script: str) -> Any:
        """The value of an expression in the page; ``...; 0``: something is done, and its own value not wanted."""
        script = script.removesuffix("; 0")
        wrapped = f"const done = arguments[arguments.length - 1]; Promise.resolve({script}).then(done);"
        return self.send("WebDriver:ExecuteAsyncScript", script=wrapped, args=[])["value"]

    def open(self, page: str) -> None:
        """Wait until an address is loaded."""
        self.send("WebDriver:Navigate", url=page)

    def screen(self, width: int, height: int = 900) -> None:
        """A window of about so many CSS pixels."""
        self.send("WebDriver:SetWindowRect", width=width, height=height + 90)

    def press(self, key: str, code: int, text: str = "", held: int = 0) -> None:
        """Press and let go of a key, while others are held: 1 Alt, 2 Control, 8 Shift, together their sum."""
        more = [value for bit, value in HELD.items() if held & bit]
        value = KEYS.get(key, key)
        steps = [("keyDown", one) for one in (*more, value)] + [
            ("keyUp", one) for one in (value, *reversed(more))
        ]
        actions = [{"type": kind, "value": one} for kind, one in steps]
        self.send("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def close(self) -> None:
        """End the browser."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)
