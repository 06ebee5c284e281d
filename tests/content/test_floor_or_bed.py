"""Who is shown lying or sitting on a mat has to get up from it, or reads that a bed will do."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from handouts import Library

FIGURES = Path(__file__).parents[2] / "data" / "figures" / "exercises"
LIBRARY = Library.load()
ASKED = {"floor", "hands-and-knees"}
"""Demands of which either says that nobody gets it who cannot get up from the floor."""


def on_a_mat(slug: str) -> bool:
    drawn = LIBRARY.exercise(slug).figure or slug
    source = yaml.safe_load((FIGURES / f"{drawn}.yaml").read_text("utf-8"))
    parts = [source, *source.get("frames", ())]
    return any("mat" in (part.get("props") or ()) for part in parts)


def test_an_exercise_on_a_mat_asks_for_the_floor_or_names_the_bed() -> None:
    drawn = [slug for slug in LIBRARY.slugs("exercises") if on_a_mat(slug)]
    unsaid = [
        slug
        for slug in drawn
        if not ASKED.intersection(LIBRARY.exercise(slug).demands)
        and not any(re.search(r"\bbed\b", step) for step in LIBRARY.exercise(slug).steps)
    ]
    assert len(drawn) > 20 and not unsaid
