"""The gallery: ``docs/figures.md`` with every figure, what it shows, its size and the time it takes to draw.

``python -m illustration.gallery`` rewrites it with the contact sheets beside it (``docs/figures/*.png``). Draws no
figure anew: it reads the built files. Times are of the machine it runs on.
"""

from __future__ import annotations

import io
import math
import re
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
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
from illustration.blind import fingerprint, read_blind
from illustration.charts.checks import MARKS_APART_PT
from illustration.charts.muscles import OFF
from illustration.charts.paint import DOT
from illustration.cli import MAX_BYTES
from illustration.figurefile import UNITS_PER_POINT

ROOT = Path(__file__).resolve().parents[1]
TITLES = {
    "anatomy": "Anatomy",
    "locator": "Where in the body",
    "chart": "Body charts",
    "exercise": "Exercises, habits and first aid",
}
FOLDERS = {"anatomy": "anatomy", "locator": "locators", "chart": "charts", "exercise": "exercises"}
COLUMNS = {"locators": 10}
"""Figures in a row of a contact sheet, by folder; six of those that are not named."""
TILE = (200, 250)
"""Room for one figure on a contact sheet, in pixels."""
DRAWN = "drawn.csv"
"""Beside the contact sheets: what ``build`` or ``check`` with ``--record`` noted."""
SLOWEST = 5.0
"""Milliseconds to draw a figure into a PDF, at most."""
LOOKS = "looks.md"
"""Beside the contact sheets, written by hand: how the exercises were looked at and what came of it."""
SHOWCASE = ROOT / "illustration" / "showcase"
"""Figures for nobody: each shows a thing that the tool can draw and that no exercise uses yet."""
MM = 25.4 / 72  # millimetres of a point
READINGS = "readings.csv"
"""Beside the contact sheets, as is ``looked-FOLDER.txt`` (how a kind was looked at): what readers took the pictures of
``illustration.blind`` for.
"""


def gallery(store: FigureStore, folder: Path, times: dict[tuple[str, str], float]) -> str:
    """The text of ``docs/figures.md``. ``times``: milliseconds to draw, by kind and slug."""
    figures = [store.get(kind, slug) for kind, slug in store.list()]
    lines = [
        "# Figures",
        "",
        "Every drawing of the sheets: vector line art, drawn for the right side and mirrored for the left. Made by",
        "the tool in `illustration/` (see its README); this page is written by `python -m illustration.gallery`.",
        "Exercises are CC BY 4.0; anatomy, whole bodies with a muscle, body charts that show one, and exercises that",
        "look through the skin are CC BY-SA 4.0",
        "with the credits in [data/figures/LICENSE.md](../data/figures/LICENSE.md). KB is the size of the figure file",
        "with its words, ms the time to make its operators for a PDF.",
        "",
        "| kind | figures | median size | largest | median time to draw | longest | median time to build | longest |",
        "|---|---|---|---|---|---|---|---|",
    ]
    drawn = record.read(ROOT / "docs" / "figures" / DRAWN)
    for kind in TITLES:
        chosen = [d for d in figures if d.kind == kind]
        if chosen:
            sizes = [file_size(folder, d) for d in chosen]
            spent = [times[d.kind, d.slug] for d in chosen]
            seconds = [r.seconds for d in chosen if (r := drawn.get(f"{FOLDERS[kind]}/{d.slug}"))]
            built = f"{statistics.median(seconds):.1f} s | {max(seconds):.1f} s |" if seconds else " | |"
            lines.append(
                f"| {TITLES[kind]} | {len(chosen)} "
                f"| {statistics.median(sizes) / 1000:.1f} KB | {max(sizes) / 1000:.1f} KB "
                f"| {statistics.median(spent):.1f} ms | {max(spent):.1f} ms | {built}"
            )
    lines += measured(figures, folder, times, drawn)
    for kind in TITLES:
        chosen = [d for d in figures if d.kind == kind]
        if chosen:
            lines += ["", f"## {TITLES[kind]}", "", f"![{TITLES[kind]}](figures/{FOLDERS[kind]}.png)", ""]
            before = f"before-{FOLDERS[kind]}.png"
            if (ROOT / "docs" / "figures" / before).is_file():
                lines += [
                    f"Those of the first edition, all of which were drawn anew: ![before](figures/{before})",
                    "",
                ]
            looked = ROOT / "docs" / "figures" / f"looked-{FOLDERS[kind]}.txt"
            if looked.is_file():
                lines += [*looked.read_text("utf-8").rstrip().splitlines(), ""]
            lines += ["| figure | what it shows | KB | ms |", "|---|---|---|---|"]
            lines += [
                f"| **{d.title}** `{d.slug}` | {d.alt} "
                f"| {file_size(folder, d) / 1000:.1f} | {times[d.kind, d.slug]:.1f} |"
                for d in chosen
            ]
    lines += shown_off(FigureStore(SHOWCASE))
    looks = ROOT / "docs" / "figures" / LOOKS
    lines += ["", looks.read_text("utf-8").strip()] if looks.is_file() else []
    prints = {d.slug: fingerprint(d) for d in figures if d.kind == "exercise"}
    return "\n".join([*lines, *read_blind(ROOT / "docs" / "figures" / READINGS, prints)]) + "\n"


def shown_off(store: FigureStore) -> list[str]:
    """The section on things that no exercise uses."""
    drawings = [store.get(kind, slug) for kind, slug in store.list()]
    return [
        "",
        "## Things that no exercise uses yet",
        "",
        "The tool draws them, and tests hold them as they are; these figures stand in `illustration/showcase` and are "
        "part of no sheet: " + ", ".join(f"{d.title} (`{d.slug}`)" for d in drawings) + ".",
        "",
        "![Things that no exercise uses yet](figures/showcase.png)",
    ]


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


def draw_times(store: FigureStore, rounds: int = 5) -> dict[tuple[str, str], float]:
    """Milliseconds of the processor that the operators of each figure take to make, whatever else the machine does: the
    least of some rounds.
    """
    times = {}
    for kind, slug in store.list():
        drawing = store.get(kind, slug)
        spent = []
        for _ in range(rounds):
            start = time.thread_time()
            Operators().drawing(drawing, "colour", 1.0, 0.0, 0.0)
            spent.append(time.thread_time() - start)
        times[kind, slug] = min(spent) * 1000
    return times


def sheets(store: FigureStore) -> Iterator[tuple[str, bytes]]:
    """A contact sheet for each kind and for the showcase: the name of its file and a PNG."""
    from PIL import Image, ImageDraw

    from illustration.pictures import picture

    every = {FOLDERS[kind]: [store.get(k, slug) for k, slug in store.list() if k == kind] for kind in TITLES}
    extra = FigureStore(SHOWCASE)
    every["showcase"] = [extra.get(kind, slug) for kind, slug in extra.list()]
    for name, drawings in every.items():
        if not drawings:
            continue
        columns = COLUMNS.get(name, 6)
        rows = -(-len(drawings) // columns)
        sheet = Image.new("RGB", (columns * TILE[0], rows * TILE[1]), "white")
        pen = ImageDraw.Draw(sheet)
        for i, drawing in enumerate(drawings):
            width, height = drawing.size_pt
            scale = min((TILE[0] - 16) / width, (TILE[1] - 34) / height)
            tile = picture(drawing, scale=scale)
            x, y = (i % columns) * TILE[0], (i // columns) * TILE[1]
            sheet.paste(tile, (x + (TILE[0] - tile.width) // 2, y + TILE[1] - 26 - tile.height))
            pen.text((x + 6, y + TILE[1] - 18), drawing.slug, fill="black")
        out = io.BytesIO()
        sheet.quantize(128, Image.Quantize.MAXCOVERAGE).save(out, "PNG", optimize=True)
        yield name, out.getvalue()


def main() -> int:
    """Write the gallery; 1 if a figure takes too long to draw."""
    folder = ROOT / "data" / "figures"
    store = FigureStore(folder)
    docs = ROOT / "docs"
    (docs / "figures").mkdir(parents=True, exist_ok=True)
    for name, png in sheets(store):
        (docs / "figures" / f"{name}.png").write_bytes(png)
    times = draw_times(store)
    (docs / "figures.md").write_text(gallery(store, folder, times), "utf-8")
    print(docs / "figures.md")
    late = slow(times)
    print(*late, sep="\n", end="\n" if late else "", file=sys.stderr)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
