"""Whatever thing the tool can draw is drawn somewhere: in an exercise, or in the showcase of what none uses yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")


from illustration.figurefile import to_json
from illustration.inputs import Inputs
from illustration.likeness import alike
from illustration.people import build
from illustration.people.room import KINDS
from illustration.sources import read_source
from tests.illustration.body import needs_body

ROOT = Path(__file__).resolve().parents[2]
SHOWCASE = sorted((ROOT / "illustration" / "showcase" / "exercises").glob("*.yaml"))
EXERCISES = sorted((ROOT / "data" / "figures" / "exercises").glob("*.yaml"))


def drawn(files: list[Path]) -> set[str]:
    """Kinds of things that the sources name: as the key of a prop or as its type."""
    texts = [file.read_text("utf-8") for file in files]
    return {
        kind
        for kind in KINDS
        if any(re.search(rf"(^|[\s{{]){kind}: \{{|type: {kind}\b(?!-)", text) for text in texts)
    }


def test_every_thing_is_drawn_in_an_exercise_or_in_the_showcase() -> None:
    assert set(KINDS) == drawn(EXERCISES) | drawn(SHOWCASE)


def test_the_showcase_shows_only_what_no_exercise_does() -> None:
    used = drawn(EXERCISES)
    assert not [file.stem for file in SHOWCASE if drawn([file]) <= used], (
        "an exercise has it now: delete these"
    )


@needs_body
@pytest.mark.parametrize("source", SHOWCASE, ids=lambda file: file.stem)
def test_a_thing_in_the_showcase_is_built_as_its_source_says_and_lies_in_nobody(source: Path) -> None:
    built = build.build(read_source(source), Inputs(data=ROOT / "illustration" / "showcase"))
    assert built.problems == ()
    assert alike(to_json(built.figure), source.with_suffix(".json").read_text("utf-8"))
