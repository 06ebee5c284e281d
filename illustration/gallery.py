"""The gallery: ``docs/figures.md`` with every figure, what it shows, its size and the time it takes to draw.

``python -m illustration.gallery`` rewrites it with the contact sheets beside it (``docs/figures/*.png``). Draws no
figure anew: it reads the built files. Times are of the machine it runs on.
"""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from handouts.figures import Drawing, FigureStore
from handouts.pdf.operators import Operators

ROOT = Path(__file__).resolve().parents[1]
TITLES = {
    "anatomy": "Anatomy",
    "locator": "Where in the body",
    "chart": "Body charts",
    "exercise": "Exercises, habits and first aid",
}
FOLDERS = {"anatomy": "anatomy", "locator": "locators", "chart": "charts", "exercise": "exercises"}
COLUMNS = {"anatomy": 6, "locator": 10, "chart": 6, "exercise": 6}
TILE = (200, 250)
"""Room for one figure on a contact sheet, in pixels."""
READINGS = "readings.csv"
"""Beside the contact sheets: what readers took the pictures of ``illustration.blind`` for."""
ABOUT = "readings.txt"
"""Beside the readings: who the readers were, how they saw the pictures and who judged. Shown word for word."""


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
        "| kind | figures | median size | largest | median time to draw | longest |",
        "|---|---|---|---|---|---|",
    ]
    for kind in TITLES:
        chosen = [d for d in figures if d.kind == kind]
        if chosen:
            sizes = [file_size(folder, d) for d in chosen]
            spent = [times[d.kind, d.slug] for d in chosen]
            lines.append(
                f"| {TITLES[kind]} | {len(chosen)} "
                f"| {statistics.median(sizes) / 1000:.1f} KB | {max(sizes) / 1000:.1f} KB "
                f"| {statistics.median(spent):.1f} ms | {max(spent):.1f} ms |"
            )
    for kind in TITLES:
        chosen = [d for d in figures if d.kind == kind]
        if chosen:
            lines += ["", f"## {TITLES[kind]}", "", f"![{TITLES[kind]}](figures/{FOLDERS[kind]}.png)", ""]
            lines += ["| figure | what it shows | KB | ms |", "|---|---|---|---|"]
            lines += [
                f"| **{d.title}** `{d.slug}` | {d.alt} "
                f"| {file_size(folder, d) / 1000:.1f} | {times[d.kind, d.slug]:.1f} |"
                for d in chosen
            ]
    return "\n".join([*lines, *read_blind(ROOT / "docs" / "figures" / READINGS)]) + "\n"


def read_blind(file: Path) -> list[str]:
    """The section on blind readings, from a CSV file with the columns ``slug``, ``reader``, ``read`` and ``right`` (yes
    or no): what somebody who saw a picture without its name took it for. Nothing without the file. What ``ABOUT``
    beside it says of the readers follows the count.
    """
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    figures = sorted({row["slug"] for row in rows})
    right = [row for row in rows if row["right"] == "yes"]
    lost = [slug for slug in figures if all(row["right"] != "yes" for row in rows if row["slug"] == slug)]
    readers = sorted({row["reader"] for row in rows})
    about = file.with_name(ABOUT)
    lines = [
        "",
        "## Read blind",
        "",
        f"{len(figures)} exercises were shown without name or caption, {len(rows)} times in all. "
        f"Named right: {len(right)} ({len(right) / len(rows):.0%}). "
        f"Misread by all who saw them: {', '.join(lost) or 'none'}. Who read: {'; '.join(readers)}.",
        "",
        *([about.read_text("utf-8").strip(), ""] if about.is_file() else []),
        "| figure | read as | right |",
        "|---|---|---|",
    ]
    for slug in figures:
        own = [row for row in rows if row["slug"] == slug]
        answers = "; ".join(row["read"] for row in own)
        lines.append(f"| `{slug}` | {answers} | {sum(row['right'] == 'yes' for row in own)} of {len(own)} |")
    return lines


def file_size(folder: Path, drawing: Drawing) -> int:
    """Bytes of the figure file."""
    return (folder / FOLDERS[drawing.kind] / f"{drawing.slug}.json").stat().st_size


def draw_times(store: FigureStore, rounds: int = 5) -> dict[tuple[str, str], float]:
    """Milliseconds that the operators of each figure take to make: the least of some rounds."""
    times = {}
    for kind, slug in store.list():
        drawing = store.get(kind, slug)
        spent = []
        for _ in range(rounds):
            start = time.perf_counter()
            Operators().drawing(drawing, "colour", 1.0, 0.0, 0.0)
            spent.append(time.perf_counter() - start)
        times[kind, slug] = min(spent) * 1000
    return times


def sheets(store: FigureStore) -> Iterator[tuple[str, bytes]]:
    """A contact sheet for each kind: its folder name and a PNG."""
    from PIL import Image, ImageDraw

    from illustration.pictures import picture

    for kind in TITLES:
        drawings = [store.get(k, slug) for k, slug in store.list() if k == kind]
        if not drawings:
            continue
        columns = COLUMNS[kind]
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
        sheet.quantize(64).save(out, "PNG", optimize=True)
        yield FOLDERS[kind], out.getvalue()


def main() -> None:
    """Write the gallery."""
    folder = ROOT / "data" / "figures"
    store = FigureStore(folder)
    docs = ROOT / "docs"
    (docs / "figures").mkdir(parents=True, exist_ok=True)
    for name, png in sheets(store):
        (docs / "figures" / f"{name}.png").write_bytes(png)
    (docs / "figures.md").write_text(gallery(store, folder, draw_times(store)), "utf-8")
    print(docs / "figures.md")


if __name__ == "__main__":
    main()
