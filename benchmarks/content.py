"""A composed document as plain lists, strings and numbers, so that every peer starts from the same content.

The peers never see our YAML, our document tree or our figure files: a block is a dict with its type under
``"t"``, text is a list of ``[words, bold]``, a drawing is a list of shapes with coordinates in points.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from handouts.figures.drawing import Drawing
from handouts.figures.store import FigureStore
from handouts.figures.styles import COLOUR
from handouts.resources import fonts_folder
from handouts.sheet import blocks as b
from handouts.sheet.select import drops, without

T = TypeVar("T")
Plain = dict[str, Any]
_ENTRIES = re.compile(r"(?:(\d+) entries of )?(.*)", re.DOTALL)


def fitted(document: b.Document, left_out: Iterable[str]) -> b.Document:
    """``document`` less the parts that its two-page PDF left out, so that the peers set the same words.

    ``left_out`` holds labels, "3 entries of LABEL" where a label stands for several parts: the first to go.
    """
    numbers: Counter[str] = Counter()
    for text in left_out:
        number, label = _ENTRIES.fullmatch(text).groups()  # type: ignore[union-attr]  # it matches anything
        numbers[label] += int(number or 1)
    sections = []
    for section in document.sections:
        gone = set()
        for drop in drops(section):
            if numbers[drop.label]:
                numbers[drop.label] -= 1
                gone.add(drop)
        sections.append(without(section, frozenset(gone)))
    return replace(document, sections=tuple(sections))


def alternatives(pdf: bytes) -> frozenset[str]:
    """The alternative texts in a PDF: which drawings it shows."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        return frozenset(str(element["/Alt"]) for element in found)


def without_drawings(node: T, shown: frozenset[str]) -> T:
    """``node`` (any part of the tree) less the drawings whose alternative text is not among ``shown``."""
    if isinstance(node, tuple):
        kept = (part for part in node if not isinstance(part, b.Figure) or part.alt in shown)
        return tuple(without_drawings(part, shown) for part in kept)  # type: ignore[return-value]
    if not is_dataclass(node):
        return node
    changed: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        hidden = isinstance(value, b.Figure) and value.alt not in shown
        changed[field.name] = None if hidden else without_drawings(value, shown)
    return replace(node, **changed)  # type: ignore[type-var]


def neutral(document: b.Document, figures: FigureStore) -> Plain:
    """``document`` for the peers; JSON can hold it."""
    family = fonts_folder() / "atkinson-hyperlegible-next"
    weights = {"regular": "Regular", "bold": "Bold", "black": "ExtraBold"}
    return {
        "title": document.title,
        "author": document.author,
        "lang": document.lang,
        "date": document.date,
        "page_of": document.footer.page,
        "running": _runs(document.footer.running),
        "closing": [*_runs(document.footer.opening), [" ", False], *_runs(document.footer.closing)],
        "fonts": {
            name: str(family / f"AtkinsonHyperlegibleNext-{file}.ttf") for name, file in weights.items()
        },
        "sections": [_nodes(section.nodes, figures) for section in document.sections],
    }


def words(content: Plain) -> list[str]:
    """Every word that a peer shows, in order, for counting."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.extend(value.split())
        elif isinstance(value, list):
            for part in value:
                collect(part)
        elif isinstance(value, dict):
            for key, part in value.items():
                if key not in ("t", "role", "shape", "drawing", "alt", "url", "level", "page"):
                    collect(part)

    for key in ("sections", "running", "closing"):
        collect(content[key])
    return found


def save(content: Plain, file: Path) -> None:
    """Write ``content`` for the processes of the peers."""
    file.write_text(json.dumps(content), "utf-8")


def _runs(values: b.Runs) -> list[list[Any]]:
    return [[span.text, span.bold] for span in values]


def _items(values: Iterable[b.Item]) -> list[Any]:
    return [_runs(item.runs) for item in values]


def _nodes(values: Iterable[b.Node], figures: FigureStore) -> list[Plain]:
    return [plain for node in values for plain in _node(node, figures)]


def _node(node: b.Node, figures: FigureStore) -> list[Plain]:
    """One block; a figure without a drawing is nothing, as in our own renderers."""
    match node:
        case b.Banner():
            return [{"t": "banner", "name": node.name, "phone": node.phone.text, "web": node.web.text}]
        case b.Title():
            return [
                {
                    "t": "title",
                    "text": node.text,
                    "subtitle": _runs(node.subtitle),
                    "badge": node.badge or "",
                    "patient": [*_runs(node.patient or ()), *(_person(node.person) if node.person else [])],
                }
            ]
        case b.Person():
            return [{"t": "paragraph", "role": "body", "runs": _person(node), "person": True}]
        case b.PainScale():
            levels = [
                {"t": "paragraph", "role": "body", "runs": [[f"{level.range}: ", True], *_runs(level.runs)]}
                for level in node.levels
            ]
            return [{"t": "paragraph", "role": "body", "runs": [[node.heading, True]]}, *levels]
        case b.Heading():
            return [{"t": "heading", "level": node.level, "text": node.text, "page": node.size == "page"}]
        case b.Paragraph():
            return [{"t": "paragraph", "role": node.role, "runs": _runs(node.runs)}]
        case b.Bullets():
            return [{"t": "bullets", "items": _items(node.items)}]
        case b.Steps():
            return [{"t": "steps", "items": _items(node.items)}]
        case b.Figure():
            drawing = _figure(node, figures)
            return [drawing] if drawing else []
        case b.Summary():
            return [
                {
                    "t": "summary",
                    "heading": node.heading,
                    "points": _items(node.points),
                    "today_heading": node.today_heading,
                    "today": _runs(node.today),
                }
            ]
        case b.Facts():
            return [{"t": "facts", "rows": [[row.label, _runs(row.value)] for row in node.rows]}]
        case b.Table():
            rows = [[_runs(cell) for cell in row.cells] for row in node.rows]
            return [{"t": "table", "role": node.role, "head": list(node.head), "rows": rows}]
        case b.StopBox():
            levels = [[heading, _items(items)] for _, heading, items in node.levels]
            return [{"t": "stop", "levels": levels, "note": _runs(node.note or ())}]
        case b.ExerciseCard():
            return [
                {
                    "t": "card",
                    "letter": node.letter,
                    "title": node.title,
                    "figure": _figure(node.figure, figures) if node.figure else None,
                    "steps": _items(node.steps.items),
                    "dose": [[cell.value, cell.label] for cell in node.dose],
                    "notes": [[note.label, _runs(note.runs)] for note in (*node.notes, *node.extras)],
                }
            ]
        case b.Panel():
            return [
                {
                    "t": "panel",
                    "heading": node.heading,
                    "lead": _runs(node.lead),
                    "boxes": [
                        [box.title, _runs(box.runs), _first(box.figures, figures)] for box in node.boxes
                    ],
                    "notes": [_runs(note.runs) for note in node.notes],
                }
            ]
        case b.Log():
            rows_of_log = [f"{row.letter} {row.name}".strip() for row in node.rows]
            return [{"t": "log", "heading": node.heading, "rows": rows_of_log, "days": node.days}]
        case b.QrPanel():
            return [
                {
                    "t": "qr",
                    "heading": node.heading,
                    "url": node.url,
                    "address": node.address.text,
                    "contact_label": node.contact_label,
                    "contact": [span.text for span in node.contact],
                }
            ]
        case b.Columns():
            left, right = _nodes(node.left, figures), _nodes(node.right, figures)
            if not left or not right:
                return left or right
            shape = "halves" if node.shape == "person" else node.shape
            return [{"t": "columns", "shape": shape, "left": left, "right": right}]
    raise TypeError(f"no plain form of {type(node).__name__}")


def _person(node: b.Person) -> list[list[Any]]:
    """Whose sheet it is; the name, and nothing else, in bold."""
    runs: list[list[Any]] = []
    for label, values in ((node.name_label, node.name), (node.date_label, node.date)):
        runs.append([f"{label} ", False])
        runs += [[span.text, values is node.name] for span in values]
        runs.append([" ", False])
    return [*runs, *([f"{word} ", False] for word in (node.side, *node.sides) if word)]


def _first(values: Iterable[b.Figure], figures: FigureStore) -> Plain | None:
    """The picture of a box: our pages show one, without its caption."""
    drawn = (_figure(value, figures) for value in values)
    picture = next((figure for figure in drawn if figure), None)
    return picture and {**picture, "caption": []}


def _figure(node: b.Figure, figures: FigureStore) -> Plain | None:
    try:
        drawing = figures.get(node.kind, node.slug)
    except KeyError:
        return None
    drawing = drawing.mirrored() if node.mirrored else drawing
    name = f"{node.kind}/{node.slug}{'-mirrored' if node.mirrored else ''}"
    return {
        "t": "figure",
        "caption": _runs(node.caption),
        "alt": node.alt,
        "drawing": {"name": name, **_shapes(drawing)},
    }


def _shapes(drawing: Drawing) -> Plain:
    """Paths and labels in points; x to the right, y down, from the upper left corner of the drawing."""
    x0, y0, _, _ = drawing.bounds
    scale = 1 / drawing.units_per_point

    def points(numbers: tuple[int, ...]) -> list[float]:
        return [round((n - (y0 if i % 2 else x0)) * scale, 2) for i, n in enumerate(numbers)]

    shapes = []
    for path in drawing.paths:
        style = COLOUR[path.style]
        segments = [[letter, *points(numbers)] for letter, numbers in path.segments]
        shapes.append(
            {"fill": style.fill, "stroke": style.stroke, "width": style.width_pt, "segments": segments}
        )
    for label in drawing.labels:
        if label.leader:
            first, *rest = (points(point) for point in label.leader)
            leader = [["M", *first], *(["L", *point] for point in rest)]
            shapes.append({"fill": None, "stroke": "#16242A", "width": 0.5, "segments": leader})
    width, height = drawing.size_pt
    labels = [[label.text, *points(label.at), label.anchor] for label in drawing.labels]
    return {"width": width, "height": height, "shapes": shapes, "labels": labels}
