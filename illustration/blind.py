"""Pictures for a blind reading: each exercise alone, without name, caption or number in the picture's file.

``python -m illustration.blind FOLDER`` writes ``01.png``, ``02.png`` ... in an order that says nothing, and ``key.csv``
with the slug, the title and the ``print`` of each number, to be kept from the readers. It reads built files and draws
none anew.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from handouts.figures import Drawing, FigureStore
from illustration.inputs import ROOT
from illustration.pictures import picture

WIDEST = 150.0  # points: the widest room that a sheet has for an exercise
_SEED = 14
ABOUT = "readings.txt"
"""Beside the readings: who the readers were, how they saw the pictures and who judged. Shown word for word."""


def shuffled(drawings: Sequence[Drawing], seed: int = _SEED) -> list[Drawing]:
    """The drawings in an order that does not follow their names; the same for the same seed."""
    out = sorted(drawings, key=lambda drawing: drawing.slug)
    random.Random(seed).shuffle(out)
    return out


def fingerprint(drawing: Drawing) -> str:
    """Twelve letters that change with what a picture shows: a reading is of this very drawing."""
    shown = [(path.style, path.d) for path in drawing.paths], [label.text for label in drawing.labels]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]


def key(drawings: Sequence[Drawing]) -> str:
    """The key: number, slug, title and print of each picture as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("number", "slug", "title", "print"))
    writer.writerows((f"{k:02}", d.slug, d.title, fingerprint(d)) for k, d in enumerate(drawings, 1))
    return text.getvalue()


def read_blind(file: Path, prints: Mapping[str, str]) -> list[str]:
    """The section on blind readings, from a CSV file with the columns ``slug``, ``print``, ``reader``, ``read`` and
    ``right`` (yes or no): what somebody who saw a picture without its name took it for. Nothing without the file. What
    ``ABOUT`` beside it says of the readers follows the count. ``prints`` are the fingerprints of the drawings as they
    are now: a reading of another one is told as such.
    """
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["slug"] in prints]
    figures = sorted({row["slug"] for row in rows})
    right = [row for row in rows if row["right"] == "yes"]
    lost = [slug for slug in figures if all(row["right"] != "yes" for row in rows if row["slug"] == slug)]
    readers = sorted({row["reader"] for row in rows})
    older = sorted({row["slug"] for row in rows if row["print"] != prints[row["slug"]]})
    unread = sorted(set(prints) - set(figures))
    about = file.with_name(ABOUT)
    lines = [
        "",
        "## Read blind",
        "",
        f"{len(figures)} exercises were shown without name or caption, {len(rows)} times in all. "
        f"Named right: {len(right)} ({len(right) / max(len(rows), 1):.0%}). "
        f"Misread by all who saw them: {', '.join(lost) or 'none'}. Who read: {'; '.join(readers)}. "
        f"Drawn anew since, so that what is told is of an older drawing and nobody has read the new one: "
        f"{', '.join(f'`{slug}`' for slug in older) or 'none'}. "
        f"Never read: {', '.join(f'`{slug}`' for slug in unread) or 'none'}.",
        "",
        *([about.read_text("utf-8").strip(), ""] if about.is_file() else []),
        "| figure | read as | right |",
        "|---|---|---|",
    ]
    for slug in figures:
        own = [row for row in rows if row["slug"] == slug]
        answers = "; ".join(row["read"] for row in own)
        count = f"{sum(row['right'] == 'yes' for row in own)} of {len(own)}"
        lines.append(f"| `{slug}` | {answers} | {count}{' (older drawing)' if slug in older else ''} |")
    return lines


def write(
    store: FigureStore, folder: Path, scale: float = 3.0, palette: str = "colour", seed: int = _SEED
) -> int:
    """Write all pictures and the key; returns how many. ``scale``: pixels to a printed point."""
    drawings = shuffled([store.get(kind, slug) for kind, slug in store.list() if kind == "exercise"], seed)
    folder.mkdir(parents=True, exist_ok=True)
    for k, drawing in enumerate(drawings, 1):
        fit = min(1.0, WIDEST / drawing.size_pt[0])
        picture(drawing, palette, scale * fit).save(folder / f"{k:02}.png")
    (folder / "key.csv").write_text(key(drawings), "utf-8")
    return len(drawings)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("illustration.blind", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=3.0, help="pixels to a printed point")
    parser.add_argument("--palette", choices=("colour", "mono"), default="colour")
    parser.add_argument("--seed", type=int, default=_SEED, help="of the order")
    args = parser.parse_args(argv)
    count = write(FigureStore(ROOT / "data" / "figures"), args.folder, args.scale, args.palette, args.seed)
    print(f"{count} pictures and key.csv in {args.folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
