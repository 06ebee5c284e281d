"""Every section of a topic and every part of an exercise says which sources stand behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts import ContentError, Library
from handouts.content.grounds import field_at
from handouts.content.model import Topic
from tests.sheet.bundled import bundled, changed

LIBRARY = Library.load()
TOPICS = [*LIBRARY.slugs("muscles"), *LIBRARY.slugs("conditions")]
EXERCISES = LIBRARY.slugs("exercises")
TIME = re.compile(r"\b(day|week|month|year)s?\b")


def _spoken_of(topic: Topic) -> set[str]:
    """The sections that a topic has words for."""
    return {
        "anatomy", "pain", "causes", "plan", "treatment",
        *(["safety"] if topic.check_first else []),
        *(["relief"] if topic.relief else []),
        *(["strain"] if topic.tears else []),
    }  # fmt: skip


@pytest.mark.parametrize("slug", TOPICS)
def test_anatomy_and_safety_rest_on_two_sources_and_nothing_on_none(slug: str) -> None:
    topic = LIBRARY.topic(slug)
    grounds = topic.rests_on.model_dump()
    assert len(set(topic.rests_on.anatomy)) >= 2 and len(set(topic.rests_on.safety)) >= 2
    assert {section for section, names in grounds.items() if names} >= _spoken_of(topic)
    assert {name for names in grounds.values() for name in names} == set(topic.sources)


@pytest.mark.parametrize("slug", TOPICS)
def test_a_time_that_is_promised_is_one_that_a_source_tells_of(slug: str) -> None:
    topic = LIBRARY.topic(slug)
    if topic.relief and TIME.search(topic.relief.text.replace("each day", "").replace("first day", "")):
        behind = [LIBRARY.sources.sources[name].supports or "" for name in topic.rests_on.relief]
        assert any(TIME.search(text) for text in behind), (topic.relief, behind)


@pytest.mark.parametrize("slug", EXERCISES)
def test_an_exercise_rests_on_sources_and_its_dose_too(slug: str) -> None:
    exercise = LIBRARY.exercise(slug)
    grounds = exercise.rests_on
    assert grounds.doing and grounds.dose
    assert exercise.type != "pressure" or len(set(grounds.safety)) >= 2
    assert not exercise.near or grounds.safety
    assert {*grounds.doing, *grounds.dose, *grounds.safety} == set(exercise.sources)


def test_a_source_that_is_not_listed_is_refused_where_it_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "muscles"
    folder.mkdir()
    text = changed("muscles/soleus.yaml", {r"^  anatomy: \[gray-1918": "  anatomy: [mcgill-1998"})
    line = text.splitlines().index(next(row for row in text.splitlines() if "mcgill-1998" in row)) + 1
    (folder / "soleus.yaml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        Library.load(overlay=tmp_path).topic("soleus")
    (problem,) = caught.value.problems
    assert problem.line == line and "mcgill-1998" in problem.message
    assert "mcgill-1998" not in bundled("muscles/soleus.yaml")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("relief", "text"), "relief"), (("habits", 0, "text"), "habits"), (("clinician",), "clinician"),
        (("clinician", "treatment", 2), "clinician/treatment"), (("clinician", "anatomy"), "clinician/anatomy"),
        (("spots", "anatomy"), "spots"),
    ],
)  # fmt: skip
def test_notes_for_clinicians_rest_on_sources_list_by_list(path: tuple[str | int, ...], field: str) -> None:
    assert field_at(path) == field
