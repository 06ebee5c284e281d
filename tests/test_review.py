"""The packet for the clinician who signs: short enough to be read, whole, and bound to the words that were read."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library
from handouts.content.fields import texts
from handouts.content.markup import plain
from handouts.review import ANOTHER, MOST_WORDS, packet
from handouts.sheet.signing import fingerprint
from tests.support.command import Run

LIBRARY = Library.load()


@pytest.mark.parametrize("slug", [*LIBRARY.slugs("muscles"), *LIBRARY.slugs("conditions")])
def test_a_packet_can_be_read_at_one_sitting(slug: str) -> None:
    assert len(packet(LIBRARY, slug).split()) <= MOST_WORDS


@pytest.mark.parametrize("slug", ["gluteus-minimus", "plantar-heel-pain"])
def test_a_packet_has_every_statement_and_what_it_rests_on(slug: str) -> None:
    said = packet(LIBRARY, slug)
    topic = LIBRARY.topic(slug)
    for field in texts(topic):
        if field.path[0] not in ("title", "subtitle", "known_as", "version") and "icd10cm" not in field.path:
            assert plain(field.value) in said, field.path
    for name in topic.sources:
        source = LIBRARY.sources.sources[name]
        assert (source.short if source.named_by(LIBRARY.clinic.name) else ANOTHER) in said
    for exercise in topic.plan.exercises:
        assert all(
            plain(field.value) in said
            for field in texts(LIBRARY.exercise(exercise))
            if field.path[0] in ("steps", "mistakes", "too_much")
        )
    assert "new-strain" in said and "left out to fit" in said
    assert f'text: "{fingerprint(LIBRARY, slug)}"' in said


def test_the_hash_is_of_the_english_words_whoever_reads() -> None:
    assert fingerprint(LIBRARY.speaking("es"), "gluteus-minimus") == fingerprint(LIBRARY, "gluteus-minimus")
    assert fingerprint(LIBRARY, "gluteus-medius") != fingerprint(LIBRARY, "gluteus-minimus")


def test_the_command_writes_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "packet.md"
    assert run("review", "soleus", "-o", str(file)).status == 0
    assert file.read_text("utf-8") == packet(LIBRARY, "soleus")


def test_it_names_no_article_of_another_clinic() -> None:
    """Those of the clinic itself it names."""
    said = packet(LIBRARY, "gluteus-minimus")
    assert "West Suburban Pain Relief" in said and "Morningside" not in said
    assert said.count(ANOTHER) == 1


def test_it_says_which_sources_nobody_has_looked_up() -> None:
    lines = packet(LIBRARY, "gluteus-minimus").splitlines()
    assert [line for line in lines if line.endswith("Travell & Simons\u2021")]
    assert not [line for line in lines if "Grimaldi" in line and "\u2021" in line]
