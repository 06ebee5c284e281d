"""``python -m benchmarks.desk``: how long the clinic desk takes to answer, in a real Chromium on this computer.

Each row is timed inside the page, from the key or the click to the picture that shows what it changed, the wait after
a key (40 ms) included. ``CPU`` is processor time of the desk alone, which a busy machine does not stretch. Needs the
extra [desk] and Debian's chromium, as ``.ci/desk-check`` does.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".ci"))
from browser import Chromium, program  # noqa: E402

SHEET = "/sheet/gluteus-minimus?side=left"
SHOWN = """new Promise(done => { const begun = performance.now(); const give = () => done(-1);
  const late = setTimeout(give, 20000);
  %(event)s
  %(act)s; })"""
PAGE = """const left = new Set(%(pages)s);
  document.addEventListener("page-shown", function shown(event) {
    left.delete(event.detail);
    if (left.size) return;
    document.removeEventListener("page-shown", shown); clearTimeout(late); done(performance.now() - begun); });"""
ONE, BOTH = PAGE % {"pages": '["page-1"]'}, PAGE % {"pages": '["page-1", "page-2"]'}
NAME = """const e = document.getElementById("patient"); e.value = "%(name)s";
  e.dispatchEvent(new Event("input", {bubbles: true}))"""
NAMES = [
    name[:end]
    for name in ("AnaRuizMeyer", "BobMillerKing", "ZoeZhangLopez")
    for end in range(1, len(name) + 1)
]
"""A name as it grows, letter by letter, then the next: no state is among the last ones before it."""
CLICK = """document.querySelector("[name=side]:not(:checked)[value='%(side)s']").click()"""
SEARCH = """document.addEventListener("results-shown", () => {
  clearTimeout(late); done(performance.now() - begun); }, {once: true});"""
TYPED = """const e = document.getElementById("q"); e.value = "%(words)s";
  e.dispatchEvent(new Event("input", {bubbles: true}))"""
PRINT = """const watch = setInterval(() => { if (!document.body.dataset.printed) return; clearInterval(watch);
  clearTimeout(late); delete document.body.dataset.printed; done(performance.now() - begun); }, 5);"""
CTRL_P = """document.dispatchEvent(new KeyboardEvent("keydown", {key: "p", ctrlKey: true, bubbles: true}))"""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventStart"
WORDS = ("glmi", "outer leg ankle", "sciatica", "M25.552", "tennis", "knee left", "shin", "gluteus minmus")


@dataclass
class Row:
    """One line of the table: what, its goal in milliseconds, and what was measured in milliseconds."""

    what: str
    goal: int
    wall: list[float]
    cpu: float = 0.0

    def text(self) -> str:
        """The line, in Markdown."""
        wall = sorted(self.wall)
        high = wall[min(len(wall) - 1, round(0.95 * (len(wall) - 1)))]
        middle = statistics.median(wall)
        return f"| {self.what} | {middle:.0f} | {high:.0f} | {self.goal} | {self.cpu:.0f} | {len(wall)} |"


class Desk:
    """A desk that runs, and a browser before it."""

    def __init__(self, process: subprocess.Popen[str], browser: Chromium, origin: str) -> None:
        self.process, self.browser, self.origin = process, browser, origin

    def cpu(self) -> float:
        """Milliseconds of processor time of the desk so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def timed(self, event: str, act: str) -> float:
        """Milliseconds from an act to its event. Raises RuntimeError where it does not come."""
        found = float(self.browser.ask(SHOWN % {"event": event, "act": act}))
        if found < 0:
            raise RuntimeError(f"nothing came of {act[:60]}")
        return found

    def row(self, what: str, goal: int, times: int, event: str, acts: list[str]) -> Row:
        """The times of an act, done again and again; the first is not counted."""
        self.timed(event, acts[0])
        before = self.cpu()
        wall = [self.timed(event, acts[n % len(acts)]) for n in range(1, times + 1)]
        return Row(what, goal, wall, (self.cpu() - before) / times)


@contextlib.contextmanager
def opened() -> Iterator[Desk]:
    """A desk of nobody's own details, and a browser; both end with it."""
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "XDG_CONFIG_HOME": folder}
        command = [sys.executable, "generate.py", "serve", "--port", "0", "--no-open"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=own)
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            browser = Chromium(program(), f"{folder}/profile")
            try:
                browser.open(address)
                yield Desk(process, browser, address.partition("/?")[0])
            finally:
                browser.close()
        finally:
            process.terminate()
            process.wait(20)


def measured(desk: Desk, times: int) -> list[Row]:
    """All rows. Raises RuntimeError where something that is to be measured does not come."""
    desk.browser.screen(1366, 768)
    starts = []
    for _ in range(min(times, 10)):
        desk.browser.open(desk.origin + "/")
        starts.append(float(desk.browser.ask(LOADED)))
    rows = [Row("first page of the desk", 300, starts)]
    typed = [TYPED % {"words": words} for words in WORDS]
    rows.append(desk.row("search, after a key", 50, times, SEARCH, typed))
    desk.browser.open(desk.origin + SHEET)
    desk.browser.ask("new Promise(done => setTimeout(() => done(0), 3000))")
    name = [NAME % {"name": typed} for typed in NAMES]
    rows.append(desk.row("preview, after a key: page 1", 150, times, ONE, name))
    rows.append(desk.row("preview, after a key: both pages", 150, times, BOTH, name))
    sides = [CLICK % {"side": side} for side in ("right", "both", "", "left")]
    rows.append(desk.row("preview, after a click: both pages", 150, times, BOTH, sides))
    rows.append(desk.row("print window", 500, min(times, 15), PRINT, [CTRL_P]))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--times", type=int, default=60, help="how often each row is measured (60)")
    times = parser.parse_args().times
    with opened() as desk:
        rows = measured(desk, times)
    print(
        "| what | median, ms | p95, ms | goal, ms | CPU of the desk, ms | times |\n|---|---|---|---|---|---|"
    )
    for row in rows:
        print(row.text())
    print(f"\nLoad of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
