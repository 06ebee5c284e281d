"""Readable pictures of finished PDFs: the tag tree with its words, page by page, as text files under tests/snapshots.

For tests only. Works on the bytes of a file alone, so that it does not matter what made them. A changed snapshot is
read, and then taken by ``pytest --update``; ``python -m tests.support.changes`` shows the changed sheets side by side.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from handouts import Library
from handouts.sheet.edition import EDITIONS
from tests.support.page_text import Shown
from tests.support.pdf_reader import ReadPdf, read

FOLDER = Path(__file__).parents[1] / "snapshots"
FULLY = "gluteus-minimus"
"""The sheet that is looked at in every edition, for a patient and on both sides; of the others one is enough."""
MOST_LINES = 40
"""Changed lines that a failing test shows."""


@dataclass(frozen=True)
class Wanted:
    """A sheet to look at: the name of its file, and what to ask for."""

    name: str
    slug: str
    asked: dict[str, Any]


def wanted(library: Library) -> Iterator[Wanted]:
    """Every sheet that has a snapshot."""
    for slug in library.slugs("muscles") + library.slugs("conditions"):
        yield Wanted(slug, slug, {})
    patient = {"side": "left", "patient": "Margaret Osei", "note": "Go slow.", "health": ["hip-replacement"]}
    for edition in EDITIONS:
        if edition != "standard":
            yield Wanted(f"{FULLY}-{edition}", FULLY, {"edition": edition})
    yield Wanted(f"{FULLY}-full", FULLY, {"detail": "full"})
    yield Wanted(f"{FULLY}-mono-short", FULLY, {"edition": "mono", "detail": "short"})
    yield Wanted(f"{FULLY}-patient", FULLY, patient)
    yield Wanted(f"{FULLY}-a4-right", FULLY, {"paper": "a4", "side": "right"})


def dump(data: bytes) -> str:
    """A PDF as text: what it is, its pages, its bookmarks, and its tag tree with all words."""
    pdf = read(data)
    lines = [f"title {pdf.info.get('Title')!r}", f"language {pdf.lang}"]
    lines += [*_pages(pdf), "", "bookmarks"]
    lines += [f"  {'  ' * entry.level}{entry.title} (page {entry.page + 1})" for entry in pdf.outline]
    return "\n".join([*lines, "", pdf.dump()]) + "\n"


def _pages(pdf: ReadPdf) -> Iterator[str]:
    """A line for each page: its size, its first and last words, and what on it is decoration."""
    for number, (width, height) in enumerate(pdf.page_sizes):
        pieces = [piece for piece in pdf.shown if piece.page == number]
        words = _joined(pieces, decoration=False).split()
        beside = " ".join(_joined(pieces, decoration=True).split())
        ends = f"{' '.join(words[:5])} ... {' '.join(words[-5:])}"
        yield f"page {number + 1}: {width:g} x {height:g}, {len(words)} words: {ends!r}, decoration {beside!r}"


def _joined(pieces: list[Shown], *, decoration: bool) -> str:
    """The content or the decoration of a page, with a space between what belongs to different elements."""
    wanted_ones = (piece for piece in pieces if (piece.artifact is not None) is decoration)
    groups = groupby(wanted_ones, key=lambda piece: (piece.mark, piece.artifact))
    return " ".join("".join(piece.text for piece in group) for _, group in groups)


def difference(name: str, text: str, *, update: bool, folder: Path = FOLDER) -> str:
    """What is different in ``text`` from the snapshot ``name``: empty if nothing is. ``update`` takes it as it is."""
    file = folder / f"{name}.txt"
    if update:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return ""
    if not file.is_file():
        return f"there is no snapshot {name}: look at the sheet, then take it with pytest --update"
    old = file.read_text(encoding="utf-8")
    if old == text:
        return ""
    lines = list(difflib.unified_diff(old.splitlines(), text.splitlines(), "before", "now", lineterm="", n=1))
    more = [f"... and {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    return "\n".join([f"{name} is another sheet now:", *lines[:MOST_LINES], *more,
                      "side by side: python -m tests.support.changes; if it is wanted: pytest --update"])  # fmt: skip


def stale(names: set[str], *, update: bool, folder: Path = FOLDER) -> list[str]:
    """Snapshots of sheets that there are no more; ``update`` takes them away."""
    found = [file for file in sorted(folder.glob("*.txt")) if file.stem not in names]
    for file in found if update else ():
        file.unlink()
    return [] if update else [file.stem for file in found]
