"""A page that shows changed sheets side by side: as another revision makes them, and as they are made now.

    python -m tests.support.changes [REVISION] [-o FOLDER]

REVISION is HEAD unless given; FOLDER is build/changes. Makes every sheet of the snapshots with both, and writes
FOLDER/index.html with the pages that differ: before, now, and what is different in red. Exit status 1 if any does.
For tests only.
"""

from __future__ import annotations

import argparse
import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from tests.support.snapshots import difference, dump, wanted

ROOT = Path(__file__).parents[2]
DOTS = 100 / 72
"""Pixels for each point."""
MAKE = """
import json, sys
from pathlib import Path
sys.path.insert(0, ".")
from handouts import Library, SheetRequest, render_pdf
library, out = Library.load(), Path(sys.argv[1])
for sheet in json.load(sys.stdin):
    asked = {k: frozenset(v) if k == "health" else v for k, v in sheet["asked"].items()}
    try:
        data = render_pdf(library, SheetRequest(sheet["slug"], **asked))
    except Exception as error:
        print(f"{sheet['name']}: {error}", file=sys.stderr)
        continue
    (out / f"{sheet['name']}.pdf").write_bytes(data)
"""
"""Makes sheets with whatever stands in the working folder, through the names that every revision offers."""
STYLE = """body{font:15px sans-serif;margin:1.5em}section{margin:2em 0}div{display:flex;gap:1em}
figure{margin:0;flex:1}img{width:100%;border:1px solid #999}pre{background:#eee;padding:.6em;overflow:auto}"""


@dataclass(frozen=True)
class Page:
    """A page as two revisions make it; None where one has no such page. ``marked`` shows what differs."""

    before: Image.Image | None
    now: Image.Image | None
    marked: Image.Image | None


def pictures(data: bytes) -> list[Image.Image]:
    """The pages of a PDF in shades of grey."""
    pdf = pypdfium2.PdfDocument(data)
    return [page.render(scale=DOTS).to_pil().convert("L") for page in pdf]


def changed_pages(before: bytes, now: bytes) -> list[tuple[int, Page]]:
    """Number (from 1) and pictures of each page that does not look the same."""
    old, new = pictures(before), pictures(now)
    found = []
    for number in range(max(len(old), len(new))):
        a = old[number] if number < len(old) else None
        b = new[number] if number < len(new) else None
        if a is None or b is None or a.size != b.size:
            found.append((number + 1, Page(a, b, None)))
        elif (differs := np.asarray(a) != np.asarray(b)).any():
            shown = np.stack([np.asarray(b) // 2 + 127] * 3, axis=-1)
            shown[differs] = (220, 0, 0)
            found.append((number + 1, Page(a, b, Image.fromarray(shown))))
    return found


def report(before: Mapping[str, bytes], now: Mapping[str, bytes], folder: Path) -> list[str]:
    """Write the page on everything that differs to ``folder``; the names of the sheets that do."""
    folder.mkdir(parents=True, exist_ok=True)
    parts, names, alike = [], [], []
    for name in sorted({*before, *now}):
        if before.get(name) == now.get(name):
            continue
        names.append(name)
        if name not in before or name not in now:
            parts.append(_section(name, [f"<p>only {'before' if name in before else 'now'}</p>"]))
            continue
        words = _words(name, before[name], now[name])
        pages = changed_pages(before[name], now[name])
        if not pages and not words:
            alike.append(name)
            continue
        shown = [_side_by_side(folder, name, number, page) for number, page in pages]
        parts.append(_section(name, [f"<pre>{html.escape(words)}</pre>" if words else "", *shown]))
    other = f"<p>Other bytes, the same pages and words: {', '.join(alike)}.</p>" if alike else ""
    nothing = "" if names else "<p>No sheet has changed.</p>"
    text = f"<!DOCTYPE html><meta charset=utf-8><title>Changed sheets</title><style>{STYLE}</style>{nothing}{other}"
    (folder / "index.html").write_text(text + "".join(parts), encoding="utf-8")
    return names


def _words(name: str, before: bytes, now: bytes) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        difference(name, dump(before), update=True, folder=Path(scratch))
        return difference(name, dump(now), update=False, folder=Path(scratch))


def _section(name: str, parts: Sequence[str]) -> str:
    return f"<section><h2>{html.escape(name)}</h2>{''.join(parts)}</section>"


def _side_by_side(folder: Path, name: str, number: int, page: Page) -> str:
    cells = []
    for title, image in (("before", page.before), ("now", page.now), ("different", page.marked)):
        if image is not None:
            file = f"{name}-{number}-{title}.png"
            image.save(folder / file)
            cells.append(f'<figure><img src="{file}" alt="{title}"><figcaption>{title}</figcaption></figure>')
    return f"<h3>page {number}</h3><div>{''.join(cells)}</div>"


def _made_in(tree: Path, sheets: str, scratch: Path) -> dict[str, bytes]:
    """Every sheet as the program in ``tree`` makes it."""
    scratch.mkdir()
    subprocess.run([sys.executable, "-c", MAKE, str(scratch)], input=sheets, text=True, cwd=tree, check=True)
    return {file.stem: file.read_bytes() for file in scratch.glob("*.pdf")}


def main(words: Sequence[str] | None = None) -> int:
    """Run as a program; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("revision", nargs="?", default="HEAD")
    parser.add_argument("-o", dest="folder", type=Path, default=ROOT / "build" / "changes")
    asked = parser.parse_args(words)
    from handouts import Library

    sheets = json.dumps([asdict(sheet) for sheet in wanted(Library.load())])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        tree = scratch / "tree"
        subprocess.run(
            ["git", "worktree", "add", "-q", "--detach", str(tree), asked.revision], cwd=ROOT, check=True
        )
        try:
            before = _made_in(tree, sheets, scratch / "before")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
        now = _made_in(ROOT, sheets, scratch / "now")
    names = report(before, now, asked.folder)
    print(f"{len(names)} of {len(now)} sheets differ from {asked.revision}: {asked.folder / 'index.html'}")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
