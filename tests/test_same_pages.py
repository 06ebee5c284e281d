"""English pages are drawn as they were when somebody last looked: every sign, line and picture at its place.

Kept is a digest of what paints each page, for two topics in all editions on both papers; ``pytest --update`` takes the
pages as they are. ``python -m tests.support.changes`` shows them side by side.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handouts import Library, SheetRequest, make
from handouts.pdf.render import Press
from handouts.sheet.edition import EDITIONS
from tests.sheet.tiny import TOPIC, exercise, tiny

KEPT = Path(__file__).parent / "snapshots" / "pages.json"
PAPERS = ("letter", "a4")
pytestmark = pytest.mark.sweep
"""Runs on other releases of what shapes text leave it out."""


def painted(page: pikepdf.Object) -> Iterator[bytes]:
    """What paints a page: its operators, and those of every form that it shows, with their places and pictures."""
    contents = page.Contents
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]  # type: ignore[call-overload]
    yield b"\n".join(part.read_bytes() for part in parts)
    yield repr([float(edge) for edge in page.MediaBox]).encode()  # type: ignore[attr-defined]
    waiting = [page.get("/Resources", {})]
    while waiting:
        shown = waiting.pop().get("/XObject", {})
        for name in sorted(shown.keys()):
            one = shown[name]
            yield name.encode() + b" ".join(str(one.get(key, "")).encode() for key in ("/BBox", "/Matrix"))
            yield one.read_bytes() if one.get("/Subtype") == "/Form" else one.read_raw_bytes()
            waiting.append(one.get("/Resources", {}))


def looks(data: bytes) -> list[str]:
    """A digest for each page of a file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [hashlib.sha256(b"\0".join(painted(page.obj))).hexdigest()[:20] for page in pdf.pages]


def now(tmp_path: Path, bundled: Library, press: Press) -> dict[str, list[str]]:
    """The pages of all sheets that are looked at."""
    made_up = tiny(tmp_path, {"lift": exercise("Lift", today="Begin."), "bend": exercise("Bend")})
    found = {}
    for library, slug in ((made_up, TOPIC), (bundled, "gluteus-minimus")):
        for edition in EDITIONS:
            for paper in PAPERS:
                request = SheetRequest(slug, edition=edition, paper=paper, side="left")
                own = press if library is bundled else None
                found[f"{slug}, {edition}, {paper}"] = looks(make(library, request, press=own).data)
    return found


def differing(kept: dict[str, list[str]], made: dict[str, list[str]]) -> list[str]:
    """Which pages are not as they were."""
    said = []
    for name in sorted(kept.keys() | made.keys()):
        old, new = kept.get(name, []), made.get(name, [])
        said += [
            f"{name}: page {number + 1}"
            for number in range(max(len(old), len(new)))
            if old[number : number + 1] != new[number : number + 1]
        ]
    return said


def test_every_page_is_drawn_as_it_was(
    bundled_library: Library, press: Press, tmp_path: Path, update: bool
) -> None:
    made = now(tmp_path, bundled_library, press)
    if update:
        KEPT.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    kept = json.loads(KEPT.read_text("utf-8"))
    found = differing(kept, made)
    assert not found, "pages are drawn otherwise; look at them, then pytest --update: " + "; ".join(found)


def test_a_page_that_changed_is_named(tmp_path: Path) -> None:
    request = SheetRequest(TOPIC)
    one, same, other = (
        looks(make(tiny(tmp_path / str(number), {"lift": exercise(title, today="Begin.")}), request).data)
        for number, title in enumerate(("Lift", "Lift", "Lifts"))
    )
    assert differing({"a": one}, {"a": same}) == []
    assert differing({"a": one}, {"a": other}) == ["a: page 2"], "the front does not name the exercise"
    assert differing({"a": one}, {"a": one[:1], "b": one}) == ["a: page 2", "b: page 1", "b: page 2"]
