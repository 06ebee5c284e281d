"""What a model refuses is said in plain words, at the value or key that is to blame."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content import explain, source
from handouts.content.kinds import KINDS
from handouts.content.loading import load_source, validated
from handouts.content.model import Muscle
from handouts.content.model.plan import ProgramPlan
from handouts.content.overlay import laid_over
from handouts.content.suggest import nearest, suggestion
from handouts.errors import ContentError
from tests.content.samples import FILES, MUSCLE, PRESS, place, topic_problems, where
from tests.support.altered import altered, places

JARGON = (
    "str",
    "int ",
    "dict",
    "tuple",
    "instance",
    "pydantic",
    "input",
    "field required",
    "None",
    "Value error",
)


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "hint"),
    [
        (
            "subtitle:",
            "subtitel:",
            "subtitel:",
            "there is no key 'subtitel' here",
            "did you mean 'subtitle'?",
        ),
        (
            "  points:\n    - It can hurt.\n    - It can heal.\n",
            "  {}\n",
            "{}\nwhere",
            "the key 'points' is missing",
            "add it: points: ...",
        ),
        (
            "where: {text: It",
            "where: {texts: It",
            "texts:",
            "there is no key 'texts' here",
            "did you mean 'text'?",
        ),
        ("region: hip", "region: hipp", "hipp", "'region' cannot be 'hipp'", "did you mean 'hip'?"),
        ("title: Big muscle", "title: [Big]", "[Big]", "'title' must be text, not a list", ""),
        ("title: Big muscle", "title:", "title:", "'title' is empty", "write a value"),
        ("title: Big muscle", "title: ''", "''", "'title' is empty", "write a value"),
        ("- It can hurt.", "- {sore} hurts.", "hurts.", "not valid YAML", "quotation marks"),
        (
            "- It can hurt.",
            "- {sore}",
            "sore}",
            "there is no key 'sore' here",
            "quotation marks",
        ),
        (
            "[pain in bed, pain on stairs]",
            "pain",
            "pain\ncauses",
            "'notice' must be a list, not 'pain'",
            "dash",
        ),
        (
            "[pain in bed, pain on stairs]",
            "[pain]",
            "[pain]",
            "'notice' has 1 entries; it needs at least 2",
            "",
        ),
        (
            "where: {text: It is in your hip.}",
            "where: hip",
            "hip\nfacts",
            "'where' must be a group of keys",
            "colon",
        ),
        (
            "title: Big muscle",
            f"title: {'x' * 91}",
            "xxx",
            "has 91 characters; there is room for 90",
            "fewer words",
        ),
        (
            "written: 2026-01-31",
            "written: 31/01/2026",
            "31/01",
            "must be a date, not '31/01/2026'",
            "2026-01-31",
        ),
        ("written: 2026-01-31", "written: 0", "0, review", "must be a date", "2026-01-31"),
        ("written: 2026-01-31", "written: 2026-02-30", "2026-02-30", "must be a date", "2026-01-31"),
        (
            "review_due: 2028-01-31",
            "review_due: 9999-01-01",
            "9999-01-01",
            "more than 5 years after",
            "set a day",
        ),
        (
            "review_due: 2028-01-31",
            "review_due: 2031-02-01",
            "2031-02-01",
            "more than 5 years after",
            "set a day",
        ),
        ("review_due: 2028-01-31", "review_due: 2025-01-31", "2025-01-31", "it must lie after the day", ""),
        ('version: "1.0"', "version: 1", "1\nreview", "must be a version such as 1.0, not '1'", "point"),
    ],
)
def test_muscle(tmp_path: Path, old: str, new: str, at: str, message: str, hint: str) -> None:
    assert old in MUSCLE
    text = MUSCLE.replace(old, new, 1)
    found = topic_problems(tmp_path, muscles__big_muscle=text)
    hits = [p for p in found if message in p.message]
    assert [where(p) for p in hits] == [place("big-muscle.yaml", text, at)], found
    assert hint in hits[0].hint
    for problem in found:
        assert not any(word in problem.message.replace("string", "") for word in JARGON), problem.message


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("type: pressure", "type: presure", "presure", "'type' cannot be 'presure'"),
        (
            "times_a_day: 3",
            "times_a_day: often",
            "often",
            "whole number such as 20, or a range such as 15-20",
        ),
        ("hold_seconds: 15-20", "hold_seconds: 20-15", "20-15", "second number of a range must be larger"),
        ("hold_seconds: 15-20", "hold_seconds: 15-999", "15-999", "must be 300 or less"),
        ("hold_seconds: 15-20, ", "", "{times", "a dose says how much"),
        (", times_a_day: 3", "", "{hold", "a dose says how often"),
        ("demands: [stand,", "demands: [stnd,", "stnd", "entry 1 cannot be 'stnd'"),
        ("muscles: [big-muscle]", "muscles: [Big muscle]", "Big muscle", "must be a slug, not 'Big muscle'"),
        ("feel: deep in the hip.", "feel: deep in the hip.\nsided: perhaps", "perhaps", "must be yes or no"),
    ],
)
def test_exercise(tmp_path: Path, old: str, new: str, at: str, message: str) -> None:
    assert old in PRESS
    text = PRESS.replace(old, new, 1)
    found = topic_problems(tmp_path, exercises__ball_press=text)
    expected = place("ball-press.yaml", text, at)
    assert any(message in p.message and where(p) == expected for p in found), found


def test_keys_that_are_slugs_are_checked_at_the_key(tmp_path: Path) -> None:
    text = FILES["sources.yaml"] + "  Bad Key: {short: B, citation: C.}\n"
    found = topic_problems(tmp_path, sources=text)
    assert [where(p) for p in found] == ["sources.yaml:4:3"]
    assert "must be a slug" in found[0].message


def test_wording_names_the_text_that_is_wrong() -> None:
    folder = Path(__file__).parents[2] / "data" / "wording" / "en.yaml"
    text = folder.read_text("utf-8").replace("Page {page} of {pages}", "Page {pge}")
    with pytest.raises(
        ContentError, match=r"'page_of' has a wrong slot: the slot \{pge\} is not known"
    ) as caught:
        load_source(source.parse(text.encode(), "en.yaml"), folder)
    assert where(caught.value.problems[0]) == place("en.yaml", text, '"Page {pge}')


def test_nearest() -> None:
    assert nearest("exercizes", ["exercises", "muscles"]) == "exercises"
    assert nearest("zzz", ["exercises"]) == ""
    assert suggestion("zzz", ["b", "a"]) == "known are: a, b"
    assert suggestion("zzz", []) == "there are none yet"


_leaves = st.none() | st.text("abz0159-.: {}*", max_size=12)
_trees = st.recursive(
    _leaves,
    lambda t: (
        st.lists(t, max_size=3) | st.dictionaries(st.text("abkind", min_size=1, max_size=6), t, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_value_in_any_place_is_taken_or_explained(name: str, data: st.DataObject) -> None:
    file = source.parse(FILES[name].encode(), name)
    path = data.draw(st.sampled_from([p for p in file.places if p and p != ("kind",)]))
    holder = file.at(path[:-1])
    holder[path[-1]] = data.draw(_trees)  # type: ignore[index, call-overload]
    try:
        load_source(file, Path(name))
    except ContentError as error:
        for problem in error.problems:
            assert problem.file == name
            assert problem.line > 0
            assert not any(word in problem.message for word in ("Input should", "Value error", "instance"))


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("value", ["zzz", "5", [], {"a": "1"}], ids=str)
def test_no_message_speaks_of_types(name: str, value: object) -> None:
    """Also where a value may be one of several kinds: it is said once, with all names that it may be."""
    whole = source.parse(FILES[name].encode(), name).value
    for path in places(whole):
        text = json.dumps(altered(whole, path, value))
        try:
            load_source(source.parse(text.encode(), name), Path(name))
        except ContentError as error:
            said = [problem.message for problem in error.problems]
            assert len(said) == len(set(said)), said
            assert not [
                one for one in said if re.search(r"\w\[|'None'|\b(?:literal|function|dict|tuple)\b", one)
            ], said


PLAN = """
kind: program
name: A
about: big-muscle
goal: b
exercises: [{exercise: ball-press, dose: 3x12, note: c, side: left}]
visit: {on: 2026-12-08, at: "10:30"}
acknowledge: {ball-press: {reason: d, by: e}}
"""


@pytest.mark.parametrize("name", [*sorted(FILES), "plan"])
def test_a_key_behind_which_nothing_stands_is_a_problem(name: str) -> None:
    """A value that got lost does not count as none in silence, also where there need not be one."""
    whole = source.parse(FILES.get(name, PLAN).encode(), name).value
    model = ProgramPlan if name == "plan" else KINDS[whole["kind"]].model  # type: ignore[index, call-overload]
    for path in places(whole):
        if path and isinstance(path[-1], str) and path != ("kind",):
            text = json.dumps(altered(whole, path, "LOST")).replace('"LOST"', "")
            with pytest.raises(ContentError) as caught:
                validated(source.parse(text.encode(), name), model)
            found = [one for one in caught.value.problems if one.message.endswith(f"'{path[-1]}' is empty")]
            assert len(found) == 1 and found[0].column > 1, path


@pytest.mark.parametrize("field", ["name", "goal"])
def test_a_text_of_a_plan_of_which_nothing_can_be_seen_is_empty(field: str) -> None:
    text = PLAN.replace(f"{field}: ", f'{field}: "\\u200b" #')
    with pytest.raises(ContentError, match=f"'{field}' is empty"):
        validated(source.parse(text.encode(), "plan"), ProgramPlan)


def test_what_an_own_file_takes_away_it_says_so(tmp_path: Path) -> None:
    text = "kind: muscle\nextends: bundled\nrelief: {}\n"
    for word, lost in (("", True), ("null", False)):
        own = source.parse(text.format(word).encode(), "own.yaml")
        merged, _ = laid_over(source.parse(FILES["muscles/big-muscle.yaml"].encode(), "big"), own, Muscle)
        assert bool(merged.empty) is lost


def test_a_demand_that_there_is_not_is_one_problem_with_all_that_there_are(tmp_path: Path) -> None:
    for wrong in ("jumping", "{a: 1}"):
        text = FILES["guidance/health.yaml"].replace("demands: [press]", f"demands: [{wrong}]", 1)
        assert text != FILES["guidance/health.yaml"]
        (problem,) = topic_problems(tmp_path, guidance__health=text)
        assert "'demands' > entry 1 cannot be" in problem.message
        assert "stretch" in problem.hint and "stand-on-one-leg" in problem.hint


def test_every_kind_has_a_sample_that_loads() -> None:
    kinds = {load_source(source.parse(text.encode(), name), Path(name)).kind for name, text in FILES.items()}
    assert kinds == set(KINDS) - {"condition", "wording", "language", "places"}


def test_a_misspelt_key_is_one_problem(tmp_path: Path) -> None:
    text = MUSCLE.replace("subtitle:", "subtitel:", 1)
    found = topic_problems(tmp_path, muscles__big_muscle=text)
    assert [p.message for p in found] == ["there is no key 'subtitel' here"]


def test_a_text_between_braces_that_a_comma_parts_belongs_in_quotation_marks(tmp_path: Path) -> None:
    text = MUSCLE.replace("intro:", "note: x\n  intro:", 1)
    (problem,) = topic_problems(tmp_path, muscles__big_muscle=text)
    assert "quotation" not in problem.hint, "a key of one word is misspelt"
    text = MUSCLE.replace("It is in your hip.}", "It runs over thigh, and calf.}")
    (problem,) = topic_problems(tmp_path, muscles__big_muscle=text)
    assert "'and calf.'" in problem.message and "comma" in problem.hint and "quotation marks" in problem.hint


def test_one_of_a_few_is_answered_with_all_of_them(tmp_path: Path) -> None:
    text = MUSCLE.replace("region: hip", "region: buttock")
    (problem,) = topic_problems(tmp_path, muscles__big_muscle=text)
    assert problem.message == "'region' cannot be 'buttock'"
    assert problem.hint.startswith("use one of head, neck, chest") and problem.hint.endswith("leg, foot")
    assert "did you mean" not in problem.hint
    (problem,) = topic_problems(
        tmp_path, muscles__big_muscle=MUSCLE.replace("region: hip", "region: shouldr")
    )
    assert problem.hint.startswith("did you mean 'shoulder'? use one of")


def _patterns(schema: object) -> Iterator[str]:
    """What texts have to match, anywhere in what pydantic checks."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for part in schema.values():
            yield from _patterns(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from _patterns(part)


def test_whatever_a_text_must_be_like_is_said_in_words_and_not_as_a_pattern() -> None:
    models = [kind.model for kind in KINDS.values()] + [ProgramPlan]
    asked = {pattern for model in models for pattern in _patterns(model.__pydantic_core_schema__)}
    assert len(asked) > 12 and asked <= set(explain._PATTERNS)
