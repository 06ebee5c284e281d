"""What a list of a content file names twice is a problem at its second place, whatever kind of list it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library
from handouts.content import source
from handouts.content.loading import load_source, validated
from handouts.content.model import ProgramPlan
from handouts.content.repeats import repeated
from tests.content.samples import FILES
from tests.sheet.bundled import MUSCLE, bundled, changed, overlay
from tests.support.altered import altered, places

TWICE = "stands in this list twice"
LISTS = [
    (name, path)
    for name, text in sorted(FILES.items())
    for file in [source.parse(text.encode(), name)]
    for path in places(file.value)
    if path and isinstance(file.at(path), list) and file.at(path)
]


@pytest.mark.parametrize(("name", "path"), LISTS, ids=lambda part: str(part).replace("/", "-"))
def test_an_entry_of_any_list_is_told_once_where_it_stands_again(name: str, path: tuple[Any, ...]) -> None:
    whole = source.parse(FILES[name].encode(), name)
    entries: Any = whole.at(path)
    text = json.dumps(altered(whole.value, path, [*entries, entries[-1]]), indent=1)
    file = source.parse(text.encode(), name)
    with pytest.raises(ContentError) as caught:
        load_source(file, Path(name))
    there = file.position((*path, len(entries)))
    assert [(p.line, p.column) for p in caught.value.problems if "twice" in p.message] == [there]


@pytest.mark.parametrize("text", ["Rest a lot.", "{text: Rest a lot.}"])
def test_a_text_alone_and_its_group_are_the_same(tmp_path: Path, text: str) -> None:
    habits = {r"^habits: \[": f"habits: [Rest a lot., {text}, "}
    own = overlay(tmp_path, {f"muscles/{MUSCLE}.yaml": changed(f"muscles/{MUSCLE}.yaml", habits)})
    with pytest.raises(ContentError, match=f"'Rest a lot.' {TWICE}") as caught:
        Library.load(overlay=own).topic(MUSCLE)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("key", ["notice", "causes", "sports", "satellites"])
def test_the_name_of_a_shared_entry_is_told_where_the_name_stands(tmp_path: Path, key: str) -> None:
    line = next(one for one in bundled(f"muscles/{MUSCLE}.yaml").splitlines() if f"{key}: [" in one)
    first = line.partition("[")[2].partition(",")[0]
    own = bundled(f"muscles/{MUSCLE}.yaml").replace(line, line.replace("[", f"[{first}, ", 1))
    with pytest.raises(ContentError, match=f"'{first}' {TWICE}") as caught:
        Library.load(overlay=overlay(tmp_path, {f"muscles/{MUSCLE}.yaml": own})).topic(MUSCLE)
    (problem,) = caught.value.problems
    lines = own.splitlines()
    assert lines[problem.line - 1][problem.column - 1 :].startswith(first)
    assert problem.file.endswith(f"muscles/{MUSCLE}.yaml")


@pytest.mark.parametrize("shared_first", [True, False])
def test_what_a_shared_entry_says_already_is_told_in_the_file_that_names_it(
    tmp_path: Path, shared_first: bool
) -> None:
    lists = source.parse(bundled("guidance/lists.yaml").encode(), "lists")
    both = ["low-back-group", json.dumps(lists.at(("muscles", "low-back-group")))]
    entries = ", ".join(both if shared_first else reversed(both))
    own = changed(f"muscles/{MUSCLE}.yaml", {r"^  satellites: .*": f"  satellites: [{entries}]"})
    with pytest.raises(ContentError, match=TWICE) as caught:
        Library.load(overlay=overlay(tmp_path, {f"muscles/{MUSCLE}.yaml": own})).topic(MUSCLE)
    (problem,) = caught.value.problems
    assert problem.file.endswith(f"muscles/{MUSCLE}.yaml")
    line = own.splitlines()[problem.line - 1]
    at = "satellites" if not shared_first else both[1]
    assert line[problem.column - 1 :].startswith(at)


def test_what_an_own_file_adds_again_is_told_there(tmp_path: Path) -> None:
    text = "kind: exercise\nextends: bundled\ncautions: [Stop if it hurts., Stop if it hurts.]\n"
    with pytest.raises(ContentError, match=TWICE) as caught:
        Library.load(overlay=overlay(tmp_path, {"exercises/clamshell.yaml": text})).exercise("clamshell")
    assert {(problem.line, problem.column) for problem in caught.value.problems} == {(3, 31)}


def test_a_plan_names_a_condition_once() -> None:
    text = b"kind: program\nexercises: [clamshell]\nhas: [poor-balance, poor-balance]\n"
    with pytest.raises(ContentError, match=f"'poor-balance' {TWICE}"):
        validated(source.parse(text, "plan"), ProgramPlan)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [[], []]", ["'nothing' stands in this list twice"]),
        ("a: [{b: [c]}, {b: [c]}]", ["'c' stands in this list twice"]),
        (f"a: [{'x' * 40}, {'x' * 40}]", [f"'{'x' * 40}' stands in this list twice"]),
        (f"a: [{'x' * 41}, {'x' * 41}]", [f"'{'x' * 40}...' stands in this list twice"]),
        ("a: [b, b, b]", ["'b' stands in this list twice"] * 2),
        ("a: [{b: c, d: e}, {d: e, b: c}]", ["'e' stands in this list twice"]),
        ("a: [{b: [c, c]}]", ["'c' stands in this list twice"]),
        ("a: [b, B, {text: b, c: d}, [b]]", []),
        ('a: ["TO WRITE: b", "TO WRITE: b"]', []),
        ("a: [b #1\n  , b]", []),
        ("c: [b #1\n  ]\na: [b, b]", ["'b' stands in this list twice"]),
    ],
)
def test_what_is_the_same_and_how_it_is_called(text: str, said: list[str]) -> None:
    assert [problem.message for problem in repeated(source.parse(text.encode(), "x"))] == said


def test_words_that_are_one_in_another_language_may_be_alike() -> None:
    assert Library.load(lang="es").topic(MUSCLE)
