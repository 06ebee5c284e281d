"""Which sheets passed both validators, and with which content.

``green.json`` holds, for each sheet that the last full run (``.ci/run --all``) found valid, a digest of what stands on
it: the composed document, and the drawings that it shows. A sheet whose digest is still the same has no content that no
validator saw; a change of the program does not count here, a sample of the sheets is made for that at every run.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from handouts import Library, SheetRequest
from handouts.sheet.blocks import Figure
from handouts.sheet.compose import compose

RECORD = Path(__file__).with_name("green.json")


def name_of(request: SheetRequest) -> str:
    """What the record calls a sheet."""
    return f"{request.edition}/{request.paper}/{request.slug}{'-patient' if request.patient else ''}"


def key(library: Library, request: SheetRequest) -> str:
    """A digest of what stands on the sheet."""
    document = compose(library, request)
    found = hashlib.sha256(repr(document).encode())
    for kind, slug in sorted({(figure.kind, figure.slug) for figure in _figures(document)}):
        found.update(library.figures.file(kind, slug).read_bytes())
    return found.hexdigest()[:12]


def _figures(node: Any) -> Iterator[Figure]:
    """Every drawing in a tree of blocks."""
    if isinstance(node, Figure):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _figures(part)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            yield from _figures(getattr(node, field.name))


def recorded() -> dict[str, str]:
    """The digest of each sheet of the last full run."""
    return dict(json.loads(RECORD.read_text("utf-8"))) if RECORD.exists() else {}


def record(library: Library, requests: Iterable[SheetRequest]) -> None:
    """Take down that ``requests`` are valid as the content is now. Sheets that no longer exist fall away."""
    keys = {name_of(request): key(library, request) for request in requests}
    RECORD.write_text(json.dumps(keys, indent=0, sort_keys=True) + "\n", "utf-8")
