"""Writes figure files (format 1). Decides nothing about a drawing; the reader is ``handouts.figures``.

The text is compact and deterministic: fixed key order, one path a line, integers only. Files appear whole
or not at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.figures import Drawing, Label
from handouts.figures.drawing import FORMAT
from illustration.slots import with_slots

UNITS_PER_POINT = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished drawing: style class and SVG path data for each path in painter's order, labels and
    words."""

    slug: str
    kind: str
    title: str
    caption: str
    alt: str
    licence: str
    credits: tuple[str, ...]
    source_file: str
    source_sha256: str
    side: str | None
    bounds: tuple[int, int, int, int]
    paths: tuple[tuple[str, str], ...]
    labels: tuple[Label, ...] = ()
    credit_short: str = ""
    changes: str = ""
    units_per_point: int = UNITS_PER_POINT
    panels: tuple[tuple[int, int], ...] = ()
    """Left and right edges of panels in a row: each is mirrored in its own place."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a builder returns: the figure and every violation found while drawing it (empty for a good
    figure).
    """

    figure: Figure
    problems: tuple[str, ...] = ()
    off: tuple[float, ...] = ()
    """Of a chart: millimetres from each trigger point to its muscle."""
    ended: tuple[float, ...] = ()
    """Of anatomy: points that each leader ends inside what it names, where that is wide enough for the rule."""


def to_json(figure: Figure) -> str:
    """The text of the figure file. Raises FigureError if the result could not be read back."""
    head: dict[str, object] = {
        "format": FORMAT,
        "slug": figure.slug,
        "kind": figure.kind,
        "title": figure.title,
        "caption": with_slots(figure.caption, figure.side),
        "alt": with_slots(figure.alt, figure.side),
        "licence": figure.licence,
        "credits": list(figure.credits),
        "credit_short": figure.credit_short,
        "changes": figure.changes,
        "source": {"file": figure.source_file, "sha256": figure.source_sha256},
        "side": figure.side,
        "units_per_point": figure.units_per_point,
        "bounds": list(figure.bounds),
    }
    if figure.panels:
        head["panels"] = [list(edges) for edges in figure.panels]
    paths = [_compact({"c": style, "d": d}) for style, d in figure.paths]
    labels = [_compact(_label(label, figure.side)) for label in figure.labels]
    text = _compact(head)[:-1] + ',"paths":' + _block(paths) + ',"labels":' + _block(labels) + "}\n"
    Drawing.from_json(text, figure.slug)
    return text


def write(figure: Figure, path: Path) -> int:
    """Write the figure beside its place and move it there; returns the number of bytes."""
    data = to_json(figure).encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)
    return len(data)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _block(lines: Sequence[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _label(label: Label, side: str | None) -> dict[str, object]:
    return {
        "text": with_slots(label.text, side),
        "at": list(label.at),
        "anchor": label.anchor,
        "leader": [list(point) for point in label.leader],
        "sided": label.sided,
        **({"more": True} if label.more else {}),
        **({"mark": label.mark} if label.mark else {}),
    }
