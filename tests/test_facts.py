"""Every statement of the articles behind the first sheets is said by a sheet, or its absence has a reason."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.facts import FACTS, PAGE, Fact, page, places, read, sheets
from handouts.making import render_pdf
from handouts.sheet.compose import draft
from handouts.topictable import printed
from tests.pdf.sheet_text import in_document, in_file, words
from tests.support.pdf_reader import read as read_pdf

pytestmark = pytest.mark.sweep
"""It is the whole content that is read."""

ROOT = Path(__file__).parents[1]


def _facts() -> list[Fact]:
    return read((ROOT / FACTS).read_text("utf-8"))


def test_every_row_has_words_or_a_reason() -> None:
    facts = _facts()
    assert len(facts) == 332 and all(bool(fact.words) != bool(fact.why_not) for fact in facts)
    assert {fact.source for fact in facts} <= set(Library.load().sources.sources)


@pytest.fixture(scope="module")
def said() -> Mapping[str, str]:
    """What all sheets say."""
    return sheets(Library.load())


def test_the_page_is_made_of_the_table_and_the_sheets(
    said: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.facts.sheets", lambda _: said)
    assert (ROOT / PAGE).read_text("utf-8") == page(_facts(), Library.load()), "run python -m handouts.facts"


def test_words_that_no_sheet_says_are_named_at_their_row(
    said: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.facts.sheets", lambda _: said)
    facts = _facts()
    facts[4] = replace(facts[4], words="It grows back overnight")
    with pytest.raises(ContentError) as caught:
        page(facts, Library.load())
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(FACTS), 6) and "overnight" in problem.message


def test_a_fact_stands_where_most_readers_find_it() -> None:
    said = {"short sheet": "rest it.", "clinicians": "rest it. palpate."}
    facts = [
        Fact("a", "x", "rest it", ""),
        Fact("a", "y", "palpate", ""),
        Fact("a", "z", "", "no"),
        Fact("a", "w", "run", ""),
    ]
    assert [where for _, where in places(facts, said)] == [
        ("short sheet", "clinicians"), ("clinicians",), (), ()
    ]  # fmt: skip


def test_what_counts_as_printed_is_what_the_file_says() -> None:
    library = Library.load()
    request = SheetRequest("gluteus-minimus")
    whole = draft(library, request).document()
    sheet = printed(library, whole)
    file = words(" ".join(said.text for said in in_file(read_pdf(render_pdf(library, request)).tree)))
    assert [said.text for said in in_document(sheet) if words(said.text) not in file] == []
    assert any(words(said.text) not in file for said in in_document(whole)), "some of it has to go"


def test_the_page_has_a_row_for_each_topic_and_names_rules_without_a_source() -> None:
    text, library = (ROOT / PAGE).read_text("utf-8"), Library.load()
    assert all(f"\n| {slug} | " in text for slug in library.names("topic"))
    cautions = [
        rule.caution for one in library.health.conditions.values() for rule in (*one.forbids, *one.asks)
    ]
    assert all(caution in text for caution in cautions if caution)


def test_nothing_rests_on_sources_alone_that_nobody_looked_up() -> None:
    """A section of a topic or an exercise names one source at least that was read."""
    library = Library.load()
    unread = {name for name, source in library.sources.sources.items() if source.checked is None}
    grounds = [(slug, library.topic(slug).rests_on) for slug in library.names("topic")]
    grounds += [(slug, library.exercise(slug).rests_on) for slug in library.slugs("exercises")]
    for slug, ground in grounds:
        for section, names in ground.model_dump().items():
            assert not names or set(names) - unread, (slug, section)


def test_every_muscle_has_its_claims_compared_and_names_what_with() -> None:
    with (ROOT / "docs" / "compared.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    topics = {name.strip() for row in rows for name in row["topic"].split(",")}
    assert set(Library.load().slugs("muscles")) <= topics
    assert all(row["claim"] and row["result"] for row in rows)
    agree = [row for row in rows if row["result"] == "agree"]
    assert agree and all(row["first source"] and row["second source"] for row in agree)
