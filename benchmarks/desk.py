"""``python -m benchmarks.desk``: how long the clinic desk takes to answer, in a real Chromium on this computer.

Each row is timed inside the page, from the key or the click to the picture that shows what it changed, the wait after
a key (15 ms) included. Beside it stands processor time, which a busy machine stretches less: of the desk, and of the
browser with all its processes. A goal is for the p95; ``met`` says whether it is, ``busy`` that it is not on a machine
with more work than processors, which says nothing. Ends with status 1 where a goal is missed on a quiet one. Needs the
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
COUNTED = """new Promise(done => { const watch = setInterval(() => {
  if ([...document.querySelectorAll("[data-pages]")].some(e => !e.textContent)) return;
  clearInterval(watch); done(0); }, 50); })"""
"""The pages of all editions were counted, which the desk does once nothing else is asked."""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventStart"
WORDS = ("glmi", "outer leg ankle", "sciatica", "M25.552", "tennis", "knee left", "shin", "gluteus minmus")


@dataclass
class Row:
    """One line of the table: what, its goal in milliseconds, and what was measured in milliseconds."""

    what: str
    goal: int
    wall: list[float]
    cpu: float = 0.0
    shown: float = 0.0
    """Milliseconds of processor time for one, of the desk (``cpu``) and of the browser."""

    @property
    def high(self) -> float:
        """The p95 in milliseconds."""
        wall = sorted(self.wall)
        return wall[min(len(wall) - 1, round(0.95 * (len(wall) - 1)))]

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.high < self.goal

    def text(self, quiet: bool) -> str:
        """The line, in Markdown; ``quiet``: the machine had nothing else to do."""
        verdict = "met" if self.met else "MISSED" if quiet else "busy"
        middle = statistics.median(self.wall)
        return (
            f"| {self.what} | {middle:.0f} | {self.high:.0f} | {self.goal} | {verdict} "
            f"| {self.cpu:.0f} | {self.shown:.0f} | {len(self.wall)} |"
        )


class Desk:
    """A desk that runs, and a browser before it."""

    def __init__(self, process: subprocess.Popen[str], browser: Chromium, origin: str) -> None:
        self.process, self.browser, self.origin = process, browser, origin

    def cpu(self) -> tuple[float, float]:
        """Milliseconds of processor time so far, of the desk and of the browser."""
        return _spent(self.process.pid), sum(map(_spent, _family(self.browser.process.pid)))

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
        return Row(what, goal, wall, *_since(before, self.cpu(), times))


def _since(before: tuple[float, float], now: tuple[float, float], times: int) -> tuple[float, float]:
    return (now[0] - before[0]) / times, (now[1] - before[1]) / times


def _stat(pid: int) -> list[str]:
    """The fields of a process after its name; none where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _spent(pid: int) -> float:
    """Milliseconds of processor time of a process so far."""
    fields = _stat(pid)
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _family(pid: int) -> Iterator[int]:
    """A process and what it has started that still runs."""
    parents = {
        int(one.name): int(fields[1])
        for one in Path("/proc").iterdir()
        if one.name.isdigit() and (fields := _stat(int(one.name)))
    }
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    yield from found


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
    starts, before = [], desk.cpu()
    for _ in range(min(times, 10)):
        desk.browser.open(desk.origin + "/")
        starts.append(float(desk.browser.ask(LOADED)))
    rows = [Row("first page of the desk", 300, starts, *_since(before, desk.cpu(), len(starts)))]
    typed = [TYPED % {"words": words} for words in WORDS]
    rows.append(desk.row("search, after a key", 50, times, SEARCH, typed))
    desk.browser.open(desk.origin + SHEET)
    desk.browser.ask(COUNTED)
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
    load, processors = os.getloadavg()[0], os.cpu_count() or 1
    with opened() as desk:
        rows = measured(desk, times)
    quiet = load < processors
    print(
        "| what | median, ms | p95, ms | goal, ms | goal met | CPU of the desk, ms | of the browser, ms | times |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    for row in rows:
        print(row.text(quiet))
    print(f"\nLoad of the machine before it began: {load:.1f} on {processors} processors.")
    return int(quiet and not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
