"""``python -m benchmarks``: one table of how long the gluteus minimus sheet takes, here and elsewhere.

Every round runs every tool once, in turn and in a process of its own, so that a busy minute of the machine
meets all of them. This process itself stays small: it only starts the others and waits.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
BASE = "plain_reportlab"
OURS = "handouts"


@dataclass(frozen=True, slots=True)
class Tool:
    """A row of the table."""

    name: str
    package: str
    """What has to be there for it; the version of a peer's is shown."""
    side: str | None = None
    """Ours only: the side that is treated. A left sheet shows mirrored drawings."""
    first: bool = False
    """Ours only: the warm time is that of the first sheet of its topic in a process that has made others."""
    cache: Literal["empty", "kept", "off"] = "empty"
    """Ours only, cold: the cache of the user is empty, as on the first day; holds the sheet, without a name; or is
    turned off, and with it the sheets composed when the package was built, as for content that was just edited."""


TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        OURS: Tool("handouts", OURS),
        "handouts-kept": Tool("handouts, made before", OURS, cache="kept"),
        "handouts-read": Tool("handouts, content just edited", OURS, cache="off"),
        "handouts-right": Tool("handouts, right side", OURS, side="right"),
        "handouts-left": Tool("handouts, left side", OURS, side="left"),
        "handouts-first": Tool("handouts, first of its topic", OURS, first=True),
        "handouts-edited": Tool("handouts, the same, content just edited", OURS, first=True, cache="off"),
        BASE: Tool("plain ReportLab", "reportlab"),
        "kept_reportlab": Tool("ReportLab, drawings kept", "reportlab"),
        "typst_markup": Tool("Typst, PDF/UA-1", "typst"),
        "typst_untagged": Tool("Typst, untagged", "typst"),
        "fpdf2_direct": Tool("fpdf2", "fpdf"),
        "weasyprint_html": Tool("WeasyPrint", "weasyprint"),
    }
)
"""Ours, and the modules of the peers in ``peers/``."""
PEERS: Mapping[str, Tool] = MappingProxyType(
    {name: tool for name, tool in TOOLS.items() if not name.startswith(OURS)}
)


@dataclass
class Series:
    """What was measured of one tool, a value a round: seconds, milliseconds, MB."""

    cold: list[float] = field(default_factory=list)
    cold_cpu: list[float] = field(default_factory=list)
    cold_peak: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    warm_cpu: list[float] = field(default_factory=list)
    warm_peak: list[float] = field(default_factory=list)
    bytes: int = 0


def run(command: list[str], cache: str = "") -> tuple[float, float, float, str]:
    """Wall seconds, processor seconds, peak MB and output of one process whose user has ``cache`` for a cache folder.

    Raises RuntimeError if it fails.
    """
    # An installed program is compiled; a setting of the shell must not have ours compiled anew for every sheet.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["HANDOUTS_CACHE"] = cache
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, errors = process.stdout, process.stderr
    assert out and errors
    printed = out.read()
    said = errors.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{said[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed


def cold_command(tool: str, content: Path, out: Path) -> list[str]:
    """A process that makes one sheet and ends."""
    if tool not in PEERS:
        side = TOOLS[tool].side
        return [
            sys.executable,
            "generate.py",
            "gluteus-minimus",
            "-o",
            str(out),
            *(["--side", side] if side else []),
        ]
    return [sys.executable, "-m", "benchmarks.one", "cold", tool, str(content), str(out)]


def measure(
    tools: list[str], rounds: int, sheets: int, folder: Path
) -> tuple[dict[str, Series], list[float], int]:
    """Rounds of all tools; the seconds of an empty Python process; the words of the sheet."""
    content = folder / "content.json"
    one = [sys.executable, "-m", "benchmarks.one"]
    count = int(run([*one, "content", str(content)])[3])
    run(
        [sys.executable, "-m", "handouts.preparing"]
    )  # as installing does, should the program have changed since
    series = {tool: Series() for tool in tools}
    empty = []
    for number in range(
        -1, rounds
    ):  # round -1 is not counted: it compiles, and fills the caches of the system
        turn = tools[number % len(tools) :] + tools[: number % len(tools)]
        empty_seconds = run([sys.executable, "-c", "pass"])[0]
        for tool in turn:
            if TOOLS[tool].first:
                continue  # a cold sheet is the first one anyway
            out = folder / f"{tool}.pdf"
            caches = {"empty": folder / f"empty-{number}-{tool}", "kept": folder / "kept", "off": ""}
            wall, cpu, peak, _ = run(cold_command(tool, content, out), str(caches[TOOLS[tool].cache]))
            if number < 0:
                continue
            s = series[tool]
            s.cold.append(wall)
            s.cold_cpu.append(cpu)
            s.cold_peak.append(peak)
            s.bytes = out.stat().st_size
        if number < 0:
            continue
        empty.append(empty_seconds)
        for tool in turn:
            if TOOLS[tool].cache != "empty" and not TOOLS[tool].first:
                continue  # that is nothing to sheets after the first
            print(f"round {number + 1} of {rounds}: {tool}", file=sys.stderr)
            cache = "" if TOOLS[tool].cache == "off" else str(folder / f"empty-{number}-{tool}")
            warm = json.loads(run([*one, "warm", tool, str(content), str(sheets)], cache)[3])
            s = series[tool]
            s.warm.append(statistics.median(warm["wall"]))
            s.warm_cpu.append(statistics.median(warm["cpu"]))
            s.warm_peak.append(warm["peak"])
    return series, empty, count


def spread(values: list[float], form: str) -> str:
    """Median (least..most); nothing of no values."""
    if not values:
        return ""
    low, middle, high = (
        format(value, form) for value in (min(values), statistics.median(values), max(values))
    )
    return f"{middle} ({low}..{high})"


def ratio(values: list[float], base: list[float]) -> str:
    """Median and spread of the ratios to ``base``, round by round."""
    if not values:
        return ""
    return "x " + spread([a / b for a, b in zip(values, base, strict=True)], ".2f")


def processor(values: list[float], base: list[float] | None, form: str) -> str:
    """Median, and the median of the ratios to ``base``."""
    if not values:
        return ""
    median = format(statistics.median(values), form)
    return (
        f"{median} (x {statistics.median(a / b for a, b in zip(values, base, strict=True)):.2f})"
        if base
        else median
    )


def version(package: str) -> str:
    for name in (package, {"fpdf": "fpdf2"}.get(package, package)):
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return "?"


def table(series: dict[str, Series], words: int, empty: list[float], rounds: int) -> str:
    """The results as a Markdown table."""
    head = ["tool", "cold, s", "cold / plain", "CPU s", "warm, ms a sheet", "warm / plain", "CPU ms",
            "peak MB cold", "peak MB warm", "bytes"]  # fmt: skip
    base = series.get(BASE)
    rows = [head, ["---"] * len(head)]
    for tool, s in series.items():
        name, package = TOOLS[tool].name, TOOLS[tool].package
        rows.append(
            [
                f"{name} {version(package)}" if tool in PEERS else name,
                spread(s.cold, ".2f"),
                ratio(s.cold, base.cold) if base else "",
                processor(s.cold_cpu, base and base.cold_cpu, ".2f"),
                spread(s.warm, ".1f"),
                ratio(s.warm, base.warm) if base else "",
                processor(s.warm_cpu, base and base.warm_cpu, ".1f"),
                f"{statistics.median(s.cold_peak):.0f}" if s.cold_peak else "",
                f"{statistics.median(s.warm_peak):.0f}" if s.warm_peak else "",
                f"{s.bytes:,}" if s.bytes else "",
            ]
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(widths[i]) for i, cell in enumerate(row)) + " |" for row in rows]
    lines[1] = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    about = (
        f"{words} words; medians of {rounds} interleaved rounds (least..most); an empty Python process takes "
        f"{statistics.median(empty):.3f} s; Python {platform.python_version()}, {os.cpu_count()} processors."
    )
    return "\n".join([*lines, "", about])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often every tool runs (7)")
    parser.add_argument("--sheets", type=int, default=40, help="warm sheets in a round, at most (40)")
    parser.add_argument("--only", nargs="+", choices=sorted(TOOLS), help="these tools only")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the PDF of every tool")
    options = parser.parse_args()
    wanted = options.only or list(TOOLS)
    tools = [tool for tool in wanted if importlib.util.find_spec(TOOLS[tool].package)]
    for tool in wanted:
        if tool not in tools:
            print(f"{TOOLS[tool].name} is left out: pip install -e '.[benchmarks]'", file=sys.stderr)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        series, empty, words = measure(tools, options.rounds, options.sheets, folder.resolve())
    print(table(series, words, empty, options.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
