"""``python -m handouts.facts``: writes ``docs/content.md``: what each topic is (:mod:`handouts.topictable`), rules of
safety that no publication says, what was not compared with its sources, and from ``docs/facts.csv`` each statement of
the articles from which the first sheets grew, with the places where the sheets say it, or why none does.

A row has the source, the fact in a few words, and either words of ours that say it or the reason that nobody does.
Where they stand is looked up on the sheets as they are printed, never written down; words that stand nowhere are a
problem.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.html.text import render_text
from handouts.sheet.compose import draft
from handouts.sheet.request import SheetRequest
from handouts.topictable import printed, table

FACTS, PAGE = Path("docs/facts.csv"), Path("docs/content.md")
COMPARED = Path("docs/compared.csv")
FORMS: Mapping[str, tuple[Mapping[str, Any], bool]] = {
    "short sheet": ({}, False),
    "large print": ({"edition": "large"}, False),
    "full detail": ({"detail": "full"}, False),
    "web page": ({}, True),
    "clinicians": ({"edition": "clinician"}, True),
}
"""Where a fact may stand: what is asked for, and whether as a page on the web, which carries everything; the most
widely read first. On paper (US Letter) a fact stands only if it is printed: what had to go so that the rest fits does
not count.
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: ``words`` of ours that say it, or ``why_not``."""

    source: str
    fact: str
    words: str
    why_not: str


def read(text: str) -> list[Fact]:
    """The rows of the table."""
    return [Fact(**row) for row in csv.DictReader(text.splitlines())]


def sheets(library: Library) -> dict[str, str]:
    """For each form all that the sheets of the bundled topics say in it, in one line."""
    found = {}
    for form, (asked, web) in FORMS.items():
        drafts = [draft(library, SheetRequest(slug, **asked)) for slug in library.names("topic")]
        texts = [render_text(printed(library, made.document(web=web))) for made in drafts]
        found[form] = " ".join(" ".join(texts).split()).casefold()
    return found


def places(facts: list[Fact], said: Mapping[str, str]) -> Iterator[tuple[Fact, tuple[str, ...]]]:
    """Each fact with all forms that say it, the most widely read first; none for one that is left out."""
    for fact in facts:
        words = " ".join(fact.words.split()).casefold()
        yield fact, tuple(form for form, text in said.items() if words in text) if words else ()


def page(facts: list[Fact], library: Library) -> str:
    """The page. Raises ContentError naming every fact whose words stand nowhere."""
    found = list(places(facts, sheets(library)))
    lost = [
        Problem(str(FACTS), number, 1, f"no sheet says: {fact.words}", f"it is to say: {fact.fact}")
        for number, (fact, where) in enumerate(found, 2)
        if not where and not fact.why_not
    ]
    if lost:
        raise ContentError(lost)
    counts = {form: sum(where[:1] == (form,) for _, where in found) for form in FORMS}
    counts["left out"] = sum(not where for _, where in found)
    names = library.sources.sources
    lines = [
        "# What the sheets say, and what they leave out",
        "",
        "Written by `python -m handouts.facts`.",
        "",
        "## Topics",
        "",
        "Reading grade (Flesch-Kincaid), familiarity (Dale-Chall) and words are measured on the short sheet as two",
        "pages of US Letter print it; drawings are counted there. Sources are those of the topic and of its exercises.",
        "Exercises: in the plan, and others to choose from. Conditions: those of `data/guidance/health.yaml` that",
        "change something. Left out: words that had to go so that two pages hold the rest; full detail",
        "(`--detail full`) and the web page have them.",
        "",
        *table(library),
        "",
        *_without_source(library),
        "",
        *_not_compared(library),
        "",
        *_compared(),
        "",
        "## Facts",
        "",
        "From [facts.csv](facts.csv): the first sheets grew from four articles. These are all of their statements,",
        "with the words of ours that say them and the forms of a sheet that print these, or the reason why none does.",
        "Nothing is carried over word for word. Each counts for the most widely read form that has it.",
        "",
        "| " + " | ".join((*counts, "all")) + " |",
        "|" + "---:|" * (len(counts) + 1),
        "| " + " | ".join(map(str, (*counts.values(), len(found)))) + " |",
    ]
    for source in dict.fromkeys(fact.source for fact, _ in found):
        lines += [
            "",
            f"### {names[source].short}",
            "",
            "| fact | where | words, or why not |",
            "|---|---|---|",
        ]
        lines += [
            f"| {_cell(fact.fact)} | {', '.join(where) or 'left out'} | {_cell(fact.words or fact.why_not)} |"
            for fact, where in found
            if fact.source == source
        ]
    return "\n".join(lines) + "\n"


def _without_source(library: Library) -> Iterator[str]:
    """The rules of safety behind which no publication stands."""
    known = library.health.conditions
    rules = [(name, rule) for name, one in known.items() for rule in (*one.forbids, *one.asks)]
    cautious = [(name, rule) for name, rule in rules if rule.caution]
    yield "## Rules of safety that no source says in so many words"
    yield ""
    founded = len(rules) - len(cautious)
    yield f"Of {len(rules)} rules in `data/guidance/health.yaml` {founded} name a source. These do not: nothing"
    yield "published was found that says them, and they are kept out of caution."
    yield ""
    yield "| condition | what is held back | why |"
    yield "|---|---|---|"
    for name, rule in cautious:
        yield f"| {name} | {', '.join(rule.demands)} | {_cell(str(rule.caution))} |"


def _not_compared(library: Library) -> Iterator[str]:
    """The parts of topics and exercises behind which stands nothing but publications that nobody looked up."""
    known = library.sources.sources
    unread = {name for name, source in known.items() if source.checked is None}
    yield "## What was not compared with its sources"
    yield ""
    yield f"{len(unread)} of {len(known)} sources were cited from general knowledge of the work and not looked up:"
    yield f"{', '.join(sorted(unread))}."
    yield ""
    topics = [(slug, library.topic(slug).rests_on) for slug in library.names("topic")]
    exercises = [(slug, library.exercise(slug).rests_on) for slug in library.slugs("exercises")]
    alone = [
        (slug, parts)
        for slug, grounds in (*topics, *exercises)
        if (
            parts := {p: names for p, names in grounds.model_dump().items() if names and unread >= set(names)}
        )
    ]
    if not alone:
        yield "No part of a topic or an exercise rests on them alone."
        return
    yield "These parts rest on them alone; whoever reviews a topic compares them first."
    yield ""
    yield "| topic or exercise | parts | sources |"
    yield "|---|---|---|"
    for slug, parts in alone:
        sources = dict.fromkeys(name for names in parts.values() for name in names)
        yield f"| {slug} | {', '.join(parts)} | {', '.join(sources)} |"


def _compared() -> Iterator[str]:
    """What the claims of anatomy and the pain patterns were compared with, and where that was not enough."""
    with COMPARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    others = [row for row in rows if not row["result"].startswith("agree")]
    yield "## What anatomy and pain patterns were compared with"
    yield ""
    yield "[compared.csv](compared.csv) has a row for each claim of anatomy and for each pain pattern, with the two"
    yield f"sources that were read. They agree on {len(rows) - len(others)} of {len(rows)}. These are the others:"
    yield ""
    yield "| topic | claim | sources | what became of it |"
    yield "|---|---|---|---|"
    for row in others:
        sources = "; ".join(
            row[name] for name in ("first source", "second source") if row[name] not in ("", "-")
        )
        yield f"| {row['topic']} | {_cell(row['claim'])} | {_cell(sources)} | {_cell(row['result'])} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page; the exit status."""
    try:
        PAGE.write_text(page(read(FACTS.read_text("utf-8")), Library.load()), "utf-8")
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
