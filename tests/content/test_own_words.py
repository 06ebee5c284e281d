"""Each topic speaks in words of its own; what several say alike is a shared entry, or a warning named here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts import Library
from handouts.content.fields import texts
from handouts.content.model import Model
from handouts.resources import data_folder
from tests.support import borrowed

RUN = 8
"""So many words in a row are no accident."""
ALIKE = ("facts", "sources", "rests_on", "review", "plan")
"""What is alike on purpose: the names of nerves and bones, and of other files."""
WARNINGS = ("check_first", "no_pressing", "grades", "rice")
"""One danger has one wording wherever it is told: when to see a doctor, where not to press, how bad a tear is, aid.
"""
LEAD_INS = (
    "a sore tight spot in a muscle is called a trigger point",
    "sore spots in this muscle send pain",
    "sore spots in this muscle can send pain from your hip",
    "the bony bump at the side of the hip",
    "a calf that is swollen warm or red needs a doctor today",
    "a shin that stays hard and numb after effort is an emergency",
    "keep at it each day until the sore spots are gone",
    "skip sport and long walks until it is better",
    "a strain is a tear in a muscle",
    "one stretch is given no two sources at hand name the same second one",
    "a mild one often heals in about two weeks a larger one can take three months or longer",
)
"""Definitions, warnings in short and lead-ins that several topics say alike, without marks."""


def _texts(value: Any) -> Iterator[str]:
    """Every text in ``value``, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _words(text: str) -> str:
    """The words of a text in small letters, without what stands in parentheses: it explains a term, always alike."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"\([^)]*\)", " ", text).replace("'", "").lower()))


def _own(topic: Mapping[str, Any]) -> Iterator[str]:
    """The words of a topic that are its own, text by text, cut where a lead-in stands."""
    strain = {key: part for key, part in topic.get("strain", {}).items() if key not in WARNINGS}
    kept = {key: part for key, part in topic.items() if key not in (*ALIKE, *WARNINGS)}
    for text in _texts({**kept, "strain": strain}):
        words = _words(text)
        for phrase in LEAD_INS:
            words = words.replace(phrase, "|")
        yield from words.split("|")


def shared_runs(topics: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Every run of :data:`RUN` words that two topics have, with their names. A condition may quote its own muscles."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, topic in topics.items():
        for part in _own(topic):
            each = part.split()
            for begin in range(len(each) - RUN + 1):
                found[" ".join(each[begin : begin + RUN])].add(name)

    def strangers(names: set[str]) -> bool:
        quoted = {muscle for name in names for muscle in topics[name].get("muscles", ())}
        return len(names - quoted) > 1 or (len(names) > 1 and not names & quoted)

    return {run: tuple(sorted(names)) for run, names in found.items() if strangers(names)}


def _bundled() -> dict[str, Mapping[str, Any]]:
    """The files of all topics as they are written: shared entries are names in them."""
    root = data_folder()
    files = [file for folder in ("muscles", "conditions") for file in sorted((root / folder).glob("*.yaml"))]
    return {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files}


def test_no_two_topics_share_a_sentence_of_their_own() -> None:
    topics = _bundled()
    assert set(topics) == set(Library.load().names("topic")) and len(topics) >= 52
    assert shared_runs(topics) == {}


def _everything(library: Library) -> Iterator[tuple[str, Model]]:
    """All content that is in words of ours; citations and the clinic file name what others wrote."""
    for kind in ("muscles", "conditions"):
        yield from ((f"{kind}/{slug}", library.topic(slug)) for slug in library.slugs(kind))
    yield from ((f"exercises/{slug}", library.exercise(slug)) for slug in library.slugs("exercises"))
    for name in ("stop_signs", "strain", "pressure", "exercising", "health", "glossary", "places", "wording"):
        yield name, getattr(library, name)


def test_nothing_is_borrowed_from_the_articles_that_it_grew_from() -> None:
    forbidden = borrowed.known()
    assert len(forbidden) > 7000
    found = [
        (name, field.path, run)
        for name, part in _everything(Library.load())
        for field in texts(part)
        for run, code in borrowed.runs(field.value)
        if code in forbidden
    ]
    assert found == []


def test_a_borrowed_run_is_known_by_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borrowed, "FILE", tmp_path / "hashes")
    (tmp_path / "article.txt").write_text("It doesn't help to wait: the pain may last for years.", "utf-8")
    assert borrowed.write(tmp_path) == 4
    said = [
        run
        for run, code in borrowed.runs("To wait? The **pain** may last for years!")
        if code in borrowed.known()
    ]
    assert said == ["to wait the pain may last for years"]
    assert "wait" not in (tmp_path / "hashes").read_text("ascii")


def test_every_lead_in_is_said_by_several() -> None:
    said = {name: " | ".join(map(_words, _texts(topic))) for name, topic in _bundled().items()}
    for phrase in LEAD_INS:
        assert sum(phrase in words for words in said.values()) > 1, phrase


def test_a_borrowed_sentence_is_found_and_a_quoted_muscle_is_not() -> None:
    text = "It often gets better when you walk on flat ground each day."
    one: dict[str, Any] = {"relief": text}
    assert shared_runs({"one": one, "two": {"relief": f"Wait. {text}"}})
    assert not shared_runs({"one": one, "two": {"relief": text, "muscles": ["one"]}})
    assert not shared_runs({"one": one, "two": {"check_first": text}})
