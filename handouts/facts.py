"""``python -m handouts.facts``: writes ``docs/content.md`` from ``docs/facts.csv``: each statement of the articles from
which the first sheets grew, with the place where the sheets say it, or why none does.

A row has the source, the fact in a few words, and either words of ours that say it or the reason that nobody does.
Where they stand is looked up on the composed sheets, never written down; words that stand nowhere are a problem.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.html.text import render_text
from handouts.sheet.compose import draft
from handouts.sheet.request import SheetRequest

FACTS, PAGE = Path("docs/facts.csv"), Path("docs/content.md")
FORMS: Mapping[str, tuple[str, bool]] = {
    "short sheet": ("standard", False),
    "web page": ("standard", True),
    "clinicians": ("clinician", True),
}
"""Where a fact may stand, by edition, and whether as a page on the web, which carries everything; the most widely read
first.
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
    for form, (edition, web) in FORMS.items():
        drafts = [draft(library, SheetRequest(slug, edition=edition)) for slug in library.names("topic")]
        texts = [render_text(made.document(web=web)) for made in drafts]
        found[form] = " ".join(" ".join(texts).split())
    return found


def places(facts: list[Fact], said: Mapping[str, str]) -> Iterator[tuple[Fact, str]]:
    """Each fact with the form that says it, "left out" or, where its words stand nowhere, "nowhere"."""
    for fact in facts:
        if fact.why_not:
            yield fact, "left out"
        else:
            words = " ".join(fact.words.split()).casefold()
            yield fact, next((form for form, text in said.items() if words in text.casefold()), "nowhere")


def page(facts: list[Fact], library: Library) -> str:
    """The page. Raises ContentError naming every fact whose words stand nowhere."""
    found = list(places(facts, sheets(library)))
    lost = [
        Problem(str(FACTS), number, 1, f"no sheet says: {fact.words}", f"it is to say: {fact.fact}")
        for number, (fact, where) in enumerate(found, 2)
        if where == "nowhere"
    ]
    if lost:
        raise ContentError(lost)
    counts = {form: sum(where == form for _, where in found) for form in (*FORMS, "left out")}
    names = library.sources.sources
    lines = [
        "# What the sheets say, and what they leave out",
        "",
        "Written by `python -m handouts.facts` from [facts.csv](facts.csv). The first sheets grew from four articles;",
        "this is each of their statements, with the words of ours that say it and the first form of a sheet that has",
        "them, or the reason why none does. Nothing is carried over word for word.",
        "",
        "| " + " | ".join((*counts, "all")) + " |",
        "|" + "---:|" * (len(counts) + 1),
        "| " + " | ".join(map(str, (*counts.values(), len(found)))) + " |",
    ]
    for source in dict.fromkeys(fact.source for fact, _ in found):
        lines += [
            "",
            f"## {names[source].short}",
            "",
            "| fact | where | words, or why not |",
            "|---|---|---|",
        ]
        lines += [
            f"| {_cell(fact.fact)} | {where} | {_cell(fact.words or fact.why_not)} |"
            for fact, where in found
            if fact.source == source
        ]
    return "\n".join(lines) + "\n"


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
