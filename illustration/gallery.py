"""The gallery: ``docs/figures.md`` with every figure, what it shows, its size and the time it takes to draw.

``python -m illustration.gallery`` rewrites it with the contact sheets beside it (``docs/figures/*.png``). Draws no
figure anew: it reads the built files. Times are of the machine it runs on.
"""

from __future__ import annotations

import io
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from handouts.figures import FigureStore
from illustration import record
from illustration.blind import fingerprint, read_blind
from illustration.measures import FOLDERS, draw_times, file_size, measured, slow

ROOT = Path(__file__).resolve().parents[1]
TITLES = {
    "anatomy": "Anatomy",
    "locator": "Where in the body",
    "chart": "Body charts",
    "exercise": "Exercises, habits and first aid",
}
COLUMNS = {"locators": 10}
"""Figures in a row of a contact sheet, by folder; six of those that are not named."""
TILE = (200, 250)
"""Room for one figure on a contact sheet, in pixels."""
DRAWN = "drawn.csv"
"""Beside the contact sheets: what ``build`` or ``check`` with ``--record`` noted."""
FIRST = "first-edition.txt"
"""Beside the contact sheets, written by hand: what the first edition measures by the rules of today."""
LOOKS = "looks.md"
"""Beside the contact sheets, written by hand: how the exercises were looked at and what came of it."""
SHOWCASE = ROOT / "illustration" / "showcase"
"""Figures for nobody: each shows a thing that the tool can draw and that no exercise uses yet."""
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
    first = ROOT / "docs" / "figures" / FIRST
    lines += ["", *first.read_text("utf-8").rstrip().splitlines()] if first.is_file() else []
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


def sheets(store: FigureStore) -> Iterator[tuple[str, bytes]]:
    """A contact sheet for each kind and for the showcase: the name of its file and a PNG."""
    from PIL import Image, ImageDraw, ImageFont

    from illustration.pictures import FONTS, picture

    font = ImageFont.truetype(str(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf"), 11)

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
            pen.text((x + 6, y + TILE[1] - 18), drawing.slug, fill="black", font=font)
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
