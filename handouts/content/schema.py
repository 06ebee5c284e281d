"""JSON Schemas of all content kinds, with which editors complete and check YAML files as they are typed.

``python -m handouts.content.schema [FOLDER]`` rewrites ``data/schema/KIND.schema.json``. The schemas accept
whatever the loader accepts: an editor may see ``911`` as a number and ``yes`` as a boolean where the loader
sees text. They are never used to check content when a handout is made; the models do that.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from handouts.content import fields
from handouts.content.fields import Field
from handouts.content.kinds import KINDS, TOPICS, what_of
from handouts.content.model import Advice, CauseAndHelp, Dose, Model, ProgramPlan, Range, Statement
from handouts.content.model.base import DrawingName, Reference
from handouts.content.model.plan import PlannedExercise
from handouts.content.model.topic import IcdEntry, OwnRice
from handouts.content.shared import COMPOSED, USE
from handouts.language.english import listed
from handouts.limits import MAX_NUMBER
from handouts.resources import data_folder

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors support best."""

MODELS: Mapping[str, type[Model]] = MappingProxyType(
    {**{name: kind.model for name, kind in KINDS.items()}, "program": ProgramPlan}
)
"""The class of each schema: of the kinds of content, and of plan files, which lie with their patients."""

_BOOLEANS = [True, False, "true", "false", "yes", "no", "on", "off"]
_DIGITS = r"^\s*[0-9]+\s*$"
_DOSE = r"^[^:]*([0-9]|day|needed)[^:]*$"
_RANGE = r"^\s*[0-9]+\s*([-–]\s*[0-9]+\s*)?$"


def schemas() -> dict[str, str]:
    """File name to text for every kind; the same models give the same text."""
    notes = _notes()
    return {f"{kind}.schema.json": _text(_schema(kind, notes)) for kind in sorted(MODELS)}


def write(folder: Path) -> list[Path]:
    """Write the schemas that differ into ``folder`` and return their paths; others are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = schemas()
    for old in folder.glob("*.schema.json"):
        if old.name not in texts:
            old.unlink()
    changed = [name for name, text in texts.items() if _read(folder / name) != text]
    for name in changed:
        (folder / name).write_text(texts[name], encoding="utf-8", newline="\n")
    return [folder / name for name in changed]


def _read(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _schema(kind: str, notes: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    for model in _below(Model):
        model.model_rebuild()  # the oldest pydantic writes no default of a class that was not used yet
    raw = MODELS[kind].model_json_schema()
    definitions = {name: _group(name, part, notes) for name, part in sorted(raw.pop("$defs", {}).items())}
    return {
        "$schema": DIALECT,
        "title": kind,
        **_group(MODELS[kind].__name__, raw, notes),
        "$defs": definitions,
    }


def _group(name: str, schema: dict[str, Any], notes: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """One model: its keys with their notes."""
    group = {key: value for key, value in schema.items() if key not in ("title", "properties")}
    if "description" in group:
        group["description"] = _line(group["description"])
    group["properties"] = {
        key: ({"description": notes[name][key]} if key in notes.get(name, {}) else {}) | _relax(value)
        for key, value in schema.get("properties", {}).items()
    }
    if name == Dose.__name__:
        return {
            "description": group.pop("description"),
            "anyOf": [{"type": "string", "pattern": _DOSE}, group],
        }
    if name == CauseAndHelp.__name__:
        use = {"description": "Name of a shared entry (guidance/lists.yaml).", "type": "string"}
        own = {key: value for key, value in group.items() if key != "required"}
        own["properties"] = {USE: use, **group["properties"]}
        parts = [{"required": [USE]}, {"required": group["required"]}]
        return {"description": own.pop("description"), "anyOf": [{"type": "string"}, {**own, "anyOf": parts}]}
    if name in (topic.__name__ for topic in TOPICS.values() if topic.composed):
        group["required"] = [key for key in group["required"] if key not in COMPOSED]
    if name in (OwnRice.__name__, IcdEntry.__name__, PlannedExercise.__name__):
        return {"description": group.pop("description"), "anyOf": [{"type": "string"}, group]}
    if name in (Advice.__name__, Statement.__name__):
        short = {"type": ["string", "number", "boolean"]}
        return {"description": group.pop("description"), "anyOf": [short, group]}
    if name == Range.__name__:
        forms = [
            {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER},
            {"type": "string", "pattern": _RANGE},
        ]
        return {"description": group.pop("description"), "anyOf": [*forms, group]}
    return group


def _relax(schema: Any) -> Any:
    """The schema of a value, widened to all the ways in which YAML may write it."""
    if isinstance(schema, list):
        return [_relax(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    out = {k: _relax(v) for k, v in schema.items() if k not in ("title", "default", "prefixItems", "type")}
    kind = schema.get("type")
    if kind == "boolean":
        return {**out, "enum": _BOOLEANS}
    if kind == "integer":
        return {"type": ["integer", "string"], "pattern": _DIGITS, **out}
    if kind == "string" and "enum" in schema:
        numbers = [int(word) for word in schema["enum"] if word.isdigit()]
        return {**out, "enum": [*schema["enum"], *numbers]} if numbers else {"type": kind, **out}
    if kind == "string" and not {"const", "enum", "format"} & schema.keys():
        return {"type": ["string", "number", "boolean"], **out}
    if "prefixItems" in schema:
        out["items"] = _relax(schema["prefixItems"][0])
    return {"type": kind, **out} if kind else out


def _notes(*, meanings: bool = True) -> dict[str, dict[str, str]]:
    """What is said of the fields of the models, by class and field: the note below one, and what its type means."""
    classes = list(_below(Model))
    written: dict[str, dict[str, str]] = {}
    for file in sorted({str(sys.modules[kind.__module__].__file__) for kind in classes}):
        for node in ast.parse(Path(file).read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                written[node.name] = dict(_field_notes(node))
    found: dict[str, dict[str, str]] = {}
    for kind in classes:
        own: dict[str, str] = {}
        for base in reversed(kind.__mro__):
            own |= written.get(base.__name__, {})
        meant = meant_by(kind) if meanings else {}
        found[kind.__name__] = {
            field: " ".join(part for part in (own.get(field), meant.get(field)) if part)
            for field in kind.model_fields
            if field in own or field in meant
        }
    return found


def meant_by(model: type[Model]) -> dict[str, str]:
    """What the types of the fields of a class mean, in words for whoever writes a file."""
    found = {}
    for name, shape, _ in fields.plan(model):
        if said := [words for leaf in fields.leaves(shape) if (words := _meant(Field((), "", leaf.marks)))]:
            found[name] = " ".join(said)
    return found


def _meant(field: Field) -> str:
    """What a type means, in words; nothing where it has no meaning of its own."""
    kind, names, drawing = field.text, field.mark(Reference), field.mark(DrawingName)
    if kind is not None:
        slots = listed([f"{{{slot}}}" for slot in field.slots])
        bold = "**bold**" if kind.notation else ""
        may = listed([part for part in (bold, slots) if part])
        what = kind.name.capitalize() if kind.name.endswith("s") else f"A {kind.name}"
        return what + (f"; may hold {may}." if may else ".")
    if names is not None:
        what = what_of(names.target)
        article = "an" if what[0] in "aeiou" else "a"
        return f"Names {article} {what}{'' if names.firm else ', which may be missing'}."
    return f"Names a drawing ({drawing.kind})." if drawing is not None else ""


def notes_of(kind: type[Model]) -> dict[str, str]:
    """What is said of the fields of one class, but for what their types mean."""
    return _notes(meanings=False).get(kind.__name__, {})


def _below(kind: type[Model]) -> Iterator[type[Model]]:
    for part in kind.__subclasses__():
        yield part
        yield from _below(part)


def _field_notes(node: ast.ClassDef) -> list[tuple[str, str]]:
    notes = []
    for field, note in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = (
                note.value.value
                if isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant)
                else None
            )
            if isinstance(text, str):
                notes.append((field.target.id, _line(text)))
    return notes


def _line(text: str) -> str:
    return " ".join(text.replace("``", "").split())


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]) if len(sys.argv) > 1 else data_folder() / "schema"):
        print(path)
