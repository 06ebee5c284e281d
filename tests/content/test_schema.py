"""The JSON Schemas that editors use: up to date, and no stricter than the loader."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from handouts.content import source
from handouts.content.kinds import KINDS
from handouts.content.library import Library
from handouts.content.model import ProgramPlan
from handouts.content.schema import schemas, write

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(file for file in Library.load().folders.files() if "figures" not in file.parts)


class EditorLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Sees values as an editor does: numbers and booleans typed, dates as text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


schemas_now = lru_cache(schemas)


@lru_cache
def validator(kind: str) -> Draft7Validator:
    schema = json.loads(schemas_now()[f"{kind}.schema.json"])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def test_schemas_in_the_data_folder_are_up_to_date() -> None:
    stored = {file.name: file.read_text("utf-8") for file in (DATA / "schema").glob("*.json")}
    assert stored == schemas_now(), "run: python -m handouts.content.schema"


def test_write_changes_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "gone.schema.json").write_text("{}")
    assert {file.name for file in write(tmp_path)} == set(schemas_now())
    assert write(tmp_path) == []
    assert {file.name for file in tmp_path.iterdir()} == set(schemas_now())


def test_there_is_one_for_each_kind() -> None:
    assert set(schemas_now()) == {f"{kind}.schema.json" for kind in (*KINDS, "program")}


def test_a_plan_file_fits_as_editor_and_loader_see_it() -> None:
    plan = {
        "kind": "program", "name": "Ana", "goal": "Walk.", "weeks": 2, "layout": 4, "add": ["fridge"],
        "exercises": ["clamshell", {"exercise": "low-lunge", "dose": "2x30s", "note": "Slowly.", "side": "left"}],
        "visit": {"on": "2026-12-08", "at": "10:30"}, "acknowledge": {"low-lunge": {"reason": "It is so.", "by": "Li"}},
    }  # fmt: skip
    assert [error.message for error in validator("program").iter_errors(plan)] == []
    assert list(validator("program").iter_errors({**plan, "exercises": []}))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_bundled_content_fits_as_editor_and_loader_see_it(file: Path) -> None:
    typed: Any = yaml.load(file.read_text("utf-8"), Loader=EditorLoader)
    check = validator(typed["kind"])
    assert [error.message for error in check.iter_errors(typed)] == []
    assert [error.message for error in check.iter_errors(source.read(file).value)] == []


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_files_name_their_schema(file: Path) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    kind = source.read(file).value["kind"]  # type: ignore[index, call-overload]
    schema = (file.parent / first.partition("=")[2]).resolve()
    assert schema == DATA / "schema" / f"{kind}.schema.json"


def test_wrong_content_is_seen_in_the_editor() -> None:
    check = validator("exercise")
    typed = yaml.load((DATA / "exercises" / "clamshell.yaml").read_text("utf-8"), Loader=EditorLoader)
    for key, value in {"type": "strech", "steps": ["one"], "titel": "x", "dose": {"sets": "many"}}.items():
        assert list(check.iter_errors({**typed, key: value})), key


@pytest.mark.parametrize("written", [20, "20", "15-20", "15–20", "15 - 20", {"least": 15, "most": 20}])
def test_a_range_may_be_written_short(written: object) -> None:
    check = Draft7Validator(json.loads(schemas_now()["exercise.schema.json"])["$defs"]["Range"])
    assert check.is_valid(written)
    assert not check.is_valid("many")


def test_notes_of_the_models_are_shown() -> None:
    properties = json.loads(schemas_now()["muscle.schema.json"])["properties"]
    assert "badge" in properties["side_word"]["description"]
    assert "How soon" in properties["relief"]["description"]


@pytest.mark.parametrize("kind", [*KINDS, "program"])
def test_no_text_may_be_of_any_length(kind: str) -> None:
    """A version of 5,000 digits takes a sheet of its own to print."""
    model = ProgramPlan if kind == "program" else KINDS[kind].model
    model.model_rebuild()
    waiting: list[object] = [model.model_json_schema()]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
            if part.get("type") == "string" and not {"maxLength", "enum", "const", "format"} & part.keys():
                assert not re.search(r"[*+]|,\}", re.sub(r"\[[^\]]*\]", "", part["pattern"])), part
        elif isinstance(part, list):
            waiting += part
