"""Which files an own data folder has a say in: what it has, what names it however far off, and else nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.check.reach import Reach
from handouts.content.library import Library
from tests.content.samples import MUSCLE, library

DRAWING = '{"title": "Lift"}'


@pytest.mark.parametrize(
    ("own", "reached"),
    [
        ("exercises/leg-lift.yaml", {"leg-lift", "big-muscle"}),
        ("figures/exercises/leg-lift.json", {"leg-lift", "big-muscle"}),
        ("muscles/small-muscle.yaml", {"small-muscle"}),
        ("exercises/new-one.yaml", set()),
        ("muscle/leg-lift.yaml", set()),
        ("guidance/strain.yaml", {"leg-lift", "ball-press", "big-muscle", "small-muscle"}),
    ],
)
def test_what_an_own_folder_has_a_say_in(tmp_path: Path, own: str, reached: set[str]) -> None:
    home: Library = library(
        tmp_path / "home",
        **{"muscles/small-muscle.yaml": MUSCLE.replace("[ball-press, leg-lift]", "[ball-press]")},
    )
    file = tmp_path / "own" / own
    file.parent.mkdir(parents=True)
    file.write_text(DRAWING, "utf-8")
    reach = Reach(home, tmp_path / "own")
    listed = [path for kind in ("muscles", "exercises") for path in (tmp_path / "home" / kind).glob("*")]
    assert {path.stem for path in listed if reach.reaches(path)} == reached
