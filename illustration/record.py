"""What only drawing anew can tell of a figure, kept as a table for the page of all figures: the processor time that it
took, of a chart how far each trigger point is from its muscle, of anatomy how far inside its part each leader ends.
Draws nothing.

``python -m illustration check --record docs/figures/drawn.csv`` writes it; so does ``build``. Times are of the machine
it ran on.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("figure", "seconds", "off_mm", "inside_pt")


@dataclass(frozen=True, slots=True)
class Drawn:
    """``seconds``: processor time; ``off``: millimetres from each trigger point to its muscle; ``ended``: points that
    leaders end inside what they name, where that is wide enough for the rule.
    """

    seconds: float
    off: tuple[float, ...] = ()
    ended: tuple[float, ...] = ()


def read(file: Path) -> dict[str, Drawn]:
    """The rows by figure (``folder/slug``); empty without the file. Raises ValueError for a row that is none."""
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as text:
        return {
            row["figure"]: Drawn(
                float(row["seconds"]), _numbers(row["off_mm"]), _numbers(row.get("inside_pt"))
            )
            for row in csv.DictReader(text)
        }


def _numbers(cell: str | None) -> tuple[float, ...]:
    return tuple(map(float, (cell or "").split()))


def write(file: Path, rows: Mapping[str, Drawn], names: Collection[str]) -> None:
    """Add rows to those of the file, in place of older ones; rows of figures that are not among ``names`` go."""
    known = {**read(file), **rows}
    part = file.with_name(f".{file.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for name in sorted(known.keys() & set(names)):
            lists = (
                " ".join(f"{n:.1f}" for n in numbers) for numbers in (known[name].off, known[name].ended)
            )
            writer.writerow((name, f"{known[name].seconds:.1f}", *lists))
    os.replace(part, file)
