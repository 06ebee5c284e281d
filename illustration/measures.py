"""What all figures together measure: the rows of one table, printed by ``python -m illustration measure`` and shown in
``docs/figures.md``. Draws no figure anew; what only drawing tells is read where ``record`` noted it.
"""

from __future__ import annotations

import math
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from handouts.figures import Drawing, FigureStore
from handouts.figures.styles import COLOUR
from handouts.pdf.operators import Operators
from illustration import record
from illustration.anatomy.checks import (
    INSIDE,
    LEAST_SHARE,
    LONGEST,
    MEDIAN_LEADER,
    MEDIAN_SHARE,
    leader_lengths,
    share_of,
)
from illustration.charts.checks import MARKS_APART_PT
from illustration.charts.muscles import OFF
from illustration.charts.paint import DOT
from illustration.drawing import MAX_BYTES
from illustration.figurefile import UNITS_PER_POINT

SLOWEST = 5.0
"""Milliseconds to draw a figure into a PDF, at most."""
MM = 25.4 / 72  # millimetres of a point
FOLDERS = {"anatomy": "anatomy", "locator": "locators", "chart": "charts", "exercise": "exercises"}


def measured(
    figures: Sequence[Drawing],
    folder: Path,
    times: Mapping[tuple[str, str], float],
    drawn: Mapping[str, record.Drawn],
) -> list[str]:
    """The section on what ``check`` holds for all figures: what is wanted, and what it is."""
    anatomy = [d for d in figures if d.kind == "anatomy"]
    leaders = [length for d in anatomy for length in leader_lengths(d)]
    shares = [share_of(d) for d in anatomy]
    off = [mm for d in figures if d.kind == "chart" for mm in _of(drawn, d).off]
    ended = [points for d in anatomy for points in _of(drawn, d).ended]
    charts = [d for d in figures if d.kind == "chart" and d.side]
    rows = [
        (
            f"Lines from a name to its part in anatomy ({len(leaders)}): median, longest",
            f"at most {MEDIAN_LEADER:.0f}, {LONGEST:.0f} pt",
            f"{statistics.median(leaders):.1f}, {max(leaders):.1f} pt",
        ),
        (
            "Share of an anatomy figure's box that the muscle's box takes: median, least",
            f"at least {MEDIAN_SHARE:.0%}, {LEAST_SHARE:.0%}",
            f"{statistics.median(shares):.1%}, {min(shares):.1%}",
        ),
    ]
    if ended:
        rows.append(
            (
                f"Where such a line ends inside its part, if that is wide enough ({len(ended)}): median, least",
                f"at least {INSIDE:g} pt each",
                f"{statistics.median(ended):.1f}, {min(ended):.1f} pt",
            )
        )
    if charts:
        rows += [
            (
                "Dots of the charts, across",
                "at least 0.5 mm",
                f"{(2 * DOT / UNITS_PER_POINT + COLOUR['zone'].width_pt) * MM:.2f} mm",
            ),
            (
                "From the middle of an X of a chart to that of the next: least",
                f"at least {MARKS_APART_PT:.0f} pt",
                f"{min(map(closest, charts)):.1f} pt",
            ),
        ]
    if off:
        rows.append(
            (
                f"Way from a trigger point of a chart to its muscle in the body ({len(off)}): median, farthest",
                f"at most {OFF * 1000:.0f} mm each",
                f"{statistics.median(off):.1f}, {max(off):.1f} mm",
            )
        )
    rows += [(what, "noted", is_) for what, is_ in built(figures, drawn)]
    rows += [
        (
            "Figure file with its words: largest",
            f"at most {MAX_BYTES / 1000:.0f} KB",
            f"{max(file_size(folder, d) for d in figures) / 1000:.1f} KB",
        ),
        ("Time to draw into a PDF: longest", f"at most {SLOWEST:.0f} ms", f"{max(times.values()):.1f} ms"),
    ]
    return [
        "",
        "## Measured",
        "",
        "`check` refuses what is beyond these bounds, `python -m illustration.gallery` a figure that is slow to draw.",
        "Building times are processor seconds as noted with `--record`; the first figure of a run also reads the",
        "atlas and the body.",
        "",
        "| what | wanted | is |",
        "|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def built(figures: Sequence[Drawing], drawn: Mapping[str, record.Drawn]) -> list[tuple[str, str]]:
    """For each kind of figure what drawing one took when it was last noted; then all together."""
    rows, every = [], []
    for kind, name in FOLDERS.items():
        spent = [s for d in figures if d.kind == kind and (s := _of(drawn, d).seconds)]
        every += spent
        if spent:
            said = f"{statistics.median(spent):.1f}, {max(spent):.1f} s"
            rows.append((f"Processor time to draw one of {name} anew ({len(spent)}): median, longest", said))
    if every:
        rows.append((f"Processor time to draw all anew ({len(every)})", f"{sum(every) / 60:.1f} min"))
    return rows


def table(folder: Path, noted: Path) -> tuple[list[str], list[str]]:
    """The table of all built figures under a folder, line by line, and what is slow. ``noted``: see ``record``."""
    store = FigureStore(folder)
    figures = [store.get(kind, slug) for kind, slug in store.list()]
    times = draw_times(store)
    lines = measured(figures, folder, times, record.read(noted))
    return lines[lines.index("| what | wanted | is |") :], slow(times)


def closest(chart: Drawing) -> float:
    """Points between the two X's of a chart that stand nearest to each other; endless where there is only one."""
    crosses = "".join(path.d for path in chart.paths if path.style == "x")
    strokes = [[int(n) for n in re.findall(r"-?\d+", stroke)] for stroke in re.findall(r"M[^M]+", crosses)]
    middles = {((a + c) / 2, (b + d) / 2) for a, b, c, d in strokes}
    gaps = (math.dist(a, b) for a, b in combinations(sorted(middles), 2))
    return min(gaps, default=math.inf) / chart.units_per_point


def _of(drawn: Mapping[str, record.Drawn], drawing: Drawing) -> record.Drawn:
    return drawn.get(f"{FOLDERS[drawing.kind]}/{drawing.slug}", record.Drawn(0.0))


def slow(times: Mapping[tuple[str, str], float]) -> list[str]:
    """Figures that take longer to draw than they may."""
    return [
        f"{kind}/{slug} takes {spent:.1f} ms to draw, at most {SLOWEST:.0f}"
        for (kind, slug), spent in times.items()
        if spent > SLOWEST
    ]


def file_size(folder: Path, drawing: Drawing) -> int:
    """Bytes of the figure file."""
    return (folder / FOLDERS[drawing.kind] / f"{drawing.slug}.json").stat().st_size


def draw_times(store: FigureStore, rounds: int = 5, most: int = 60) -> dict[tuple[str, str], float]:
    """Milliseconds of the processor that the operators of each figure take to make, whatever else the machine does: the
    least of some rounds, of up to ``most`` where it seems too long.
    """
    times = {}
    for kind, slug in store.list():
        drawing = store.get(kind, slug)
        least = math.inf
        for count in range(most):
            start = time.thread_time()
            Operators().drawing(drawing, "colour", 1.0, 0.0, 0.0)
            least = min(least, (time.thread_time() - start) * 1000)
            if count + 1 >= rounds and least <= SLOWEST:
                break
        times[kind, slug] = least
    return times
