"""Headless Chromium spoken to over a pair of pipes; nothing listens on a port. Says nothing about pages."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any


def program() -> str:
    """Debian's chromium, installed when there is none."""
    if not shutil.which("chromium"):
        subprocess.run(["apt-get", "update"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "chromium"], check=True, stdout=subprocess.DEVNULL)
    return shutil.which("chromium") or "chromium"


class Chromium:
    """One browser with one tab."""

    def __init__(self, program: str, profile: str) -> None:
        to_read, self._out = os.pipe()
        self._in, to_write = os.pipe()
        os.set_blocking(self._in, True)
        flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars"
        # The browser reads file descriptor 3 and writes 4; the shell puts the pipes there.
        command = f'exec "$0" {flags} --remote-debugging-pipe --user-data-dir="$1" 3<&{to_read} 4>&{to_write}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, program, profile],
            pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._buffer, self._count = b"", 0
        self.events: list[dict[str, Any]] = []
        self.session: str | None = None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.send(f"{domain}.enable")

    def receive(self) -> dict[str, Any]:
        """The next message of the browser."""
        while b"\0" not in self._buffer:
            part = os.read(self._in, 1 << 20)
            if not part:
                raise RuntimeError("the browser went away")
            self._buffer += part
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """The answer to a command of the DevTools protocol. Raises RuntimeError with the browser's own words."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while (answer := self.receive()).get("id") != self._count:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def ask(self, script: str) -> Any:
        """The value of a script of the check, in the page."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"])[:400])
        return answer["result"].get("value")

    def open(self, page: Path | str) -> None:
        """Wait until ``page``, a file or an address, is loaded; what happened meanwhile is in ``events``."""
        self.events.clear()
        result = self.send("Page.navigate", url=page if isinstance(page, str) else page.resolve().as_uri())
        if result.get("errorText"):
            raise RuntimeError(result["errorText"])
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())

    def screen(self, width: int, height: int = 900, dark: bool = False) -> None:
        """A window of CSS pixels, with a light or a dark scheme, and nothing that moves."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.send("Emulation.setEmulatedMedia", features=[scheme, still])

    def press(self, key: str, code: int, text: str = "", held: int = 0) -> None:
        """Press and let go of a key, while others are held: 1 Alt, 2 Control, 8 Shift, together their sum."""
        same = {"key": key, "windowsVirtualKeyCode": code, "modifiers": held}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **same)
        self.send("Input.dispatchKeyEvent", type="keyUp", **same)

    def printed(self, width: float, height: float) -> bytes:
        """The page as PDF on paper of so many inches."""
        answer = self.send(
            "Page.printToPDF",
            preferCSSPageSize=True,
            paperWidth=width,
            paperHeight=height,
            printBackground=False,
        )
        return base64.b64decode(answer["data"])

    def picture(self, file: Path) -> None:
        """The whole page as it is now, as PNG."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        """End the browser and every process it started, whatever state it is in; none outlives this call for long."""
        try:
            self.session = None
            self.send("Browser.close")
            self.process.wait(20)
        except (OSError, RuntimeError, subprocess.TimeoutExpired):
            pass
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
