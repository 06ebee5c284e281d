"""A # that cuts a text is a problem at its place; remarks behind other values are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from handouts import ContentError, Library
from handouts.content import source
from tests.content.samples import LIFT, MUSCLE, place, topic_problems, where
from tests.sheet.bundled import bundled

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LOADER", request.param)


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("A muscle at the side of your hip", "The #1 muscle", "'The'"),
        ("- It can hurt.", "- Schläge \N{SMILING FACE WITH OPEN MOUTH} pain #1 when you lie", "'Schläge"),
        ("notice: [pain in bed, pain on stairs]", "notice: [pain in bed, pain #2\n  , pain]", "'pain'"),
        ("about: A strain is a tear.", "about: A strain is a tear.   # see atlas", "tear.'"),
        ("clinician: {}", "relief: #2 weeks\nclinician: {}", "nothing is left"),
        ("about: A strain is a tear.", "about: A strain is a\n    big tear.\n    #1 rule: rest.", "tear.'"),
        ("about: A strain is a tear.", "about: A strain is a tear.\n\n   #1 rule: rest.", "tear.'"),
        ("    - It can hurt.", "    - It can hurt.\n      #1: it can heal.", "'It can hurt.'"),
        ("notice: [pain in bed, pain on stairs]", "notice: [pain in bed, pain\n#1 on stairs\n]", "'pain'"),
    ],
)
def test_a_text_that_is_cut(tmp_path: Path, old: str, new: str, left: str) -> None:
    text = MUSCLE.replace(old, new)
    assert text != MUSCLE
    (problem,) = topic_problems(tmp_path, muscles__big_muscle=text)
    assert where(problem) == place("big-muscle.yaml", text, "#")
    assert left in problem.message
    assert "quotation marks" in problem.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("region: hip", "region: hip  # not thigh"),
        ("about: A strain", "about: A C# major strain"),
        ("title: Big muscle", "title: 'The #1 muscle'  # quoted"),
        ("title: Big muscle", "# a remark\ntitle: Big muscle\n# another"),
        ("intro: A sore spot hurts.", "intro: >-  # folded\n    A #1 spot."),
        ("pain:\n", "pain:  # a group\n"),
        ("  - cause: Sitting still\n", "  - cause: Sitting still\n    # for long\n"),
        ("    - It can hurt.\n", "    - It can hurt.\n    # true\n"),
        ("notice: [pain in bed, pain", "notice: [pain in bed,\n  # at night\n  pain"),
        ("title: Big muscle\n", "title: Big muscle\n\n# A remark.\n"),
        ("exercises: [ball-press, leg-lift]", "exercises:\n  - ball-press # first\n  - leg-lift #second\n"),
    ],
)
def test_remarks_elsewhere_are_fine(tmp_path: Path, old: str, new: str) -> None:
    text = MUSCLE.replace(old, new)
    assert text != MUSCLE
    assert topic_problems(tmp_path, muscles__big_muscle=text) == []


def test_a_remark_behind_a_number_is_fine(tmp_path: Path) -> None:
    text = LIFT.replace("sets: 2,", "sets: 2,  # acsm-2011\n ")
    assert text != LIFT
    assert topic_problems(tmp_path, exercises__leg_lift=text) == []


def test_all_that_is_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    """Whoever mends it need not run the check once for each kind of mistake."""
    changes = {
        "subtitle: A muscle at the side of your hip": "subtitle: The #1 muscle",
        "region: hip": "region: hipp",
        "sources: [atlas]": "sources: [atlass]",
        "exercises: [ball-press": "exercises: [ball-pres",
        "clinician: {}": "relief: Rest the {sorre} side.\nclinician: {}",
    }
    text = MUSCLE
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    found = topic_problems(tmp_path, muscles__big_muscle=text)
    said = " | ".join(problem.message for problem in found)
    for part in ("cut at #", "'region' cannot be 'hipp'", "'atlass'", "no exercise 'ball-pres'", "{sorre}"):
        assert part in said, said
    assert len({(problem.line, problem.column) for problem in found}) == len(found)


@pytest.mark.parametrize(
    ("line", "says"),
    [("accent: #5B2A86", "'accent' is empty"), ("accent: '#5B2A86'", ""), ("accent: null  # ours", "")],
)
def test_a_value_that_yaml_takes_for_a_remark_is_told(tmp_path: Path, line: str, says: str) -> None:
    """A colour of a clinic begins with # and is gone without quotation marks."""
    file = tmp_path / "clinic.yaml"
    text = bundled("clinics/west-suburban-pain-relief.yaml")
    file.write_text(re.sub(r"^accent:.*$", "", text, flags=re.M) + f"\n{line}\n")
    try:
        Library.load(clinic=file).clinic  # noqa: B018
    except ContentError as error:
        assert says and says in str(error) and "quotation marks" in str(error)
    else:
        assert not says
