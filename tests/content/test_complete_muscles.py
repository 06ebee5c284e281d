"""Every muscle says everything: what is to be known of it, and what to do, section by section."""

from __future__ import annotations

from operator import attrgetter

import pytest

from handouts import Library

LIBRARY = Library.load()
FIELDS = (
    "title", "subtitle", "known_as", "region", "in_short", "where", "notice", "causes", "habits", "check_first",
    "relief", "anatomy.origin.exact", "anatomy.insertion.exact", "anatomy.nerve.exact", "anatomy.nerve_levels",
    "anatomy.actions", "anatomy.blood_supply", "pain.patterns", "pain.figure", "pain.zones", "pain.spillover",
    "plan.exercises", "strain.about", "strain.feels", "strain.causes", "strain.sports", "strain.rice",
    "clinician.differential", "clinician.satellites", "clinician.similar", "clinician.examination",
    "clinician.treatment", "clinician.icd10cm",
)  # fmt: skip


@pytest.mark.parametrize("slug", LIBRARY.slugs("muscles"))
def test_a_muscle_is_complete(slug: str) -> None:
    topic = LIBRARY.topic(slug)
    assert [name for name in FIELDS if not attrgetter(name)(topic)] == []
    types = [LIBRARY.exercise(name).type for name in (*topic.plan.exercises, *topic.plan.alternatives)]
    assert types.count("strengthening") >= 2, "an easier and a harder step"
    assert "pressure" in types or topic.no_pressing, "how to press, or why not at home"
    one = any("One stretch is given" in text for text in topic.clinician.treatment)
    assert types.count("stretch") >= (1 if one else 2), "two stretches, or it says that there is one"
    assert len(topic.rests_on.anatomy) >= 2 and topic.rests_on.safety
