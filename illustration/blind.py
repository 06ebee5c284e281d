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
from collections.abc import Sequence
from pathlib import Path

from handouts.figures import Drawing, FigureStore
from illustration.inputs import ROOT
from illustration.pictures import picture

WIDEST = 150.0  # points: the widest room that a sheet has for an exercise
_SEED = 14


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
